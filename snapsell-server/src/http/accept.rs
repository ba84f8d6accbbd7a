//! The accept loop: connections in, each served by hyper under its limits, until a stop has been drained.

mod places;
mod refused;

use std::convert::Infallible;
use std::error::Error as StdError;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper::service::Service;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;

use self::places::{Place, Places};
use self::refused::Refused;
use super::guard::{GuardedIo, GuardedService, Pulse, Watch};
use super::limits::{HANDSHAKE_TIMEOUT, HEAD_BYTES_MAX, Limits, QUEUED_MAX, STREAMS_MAX};
use super::peer::Peer;
use crate::config::Networks;
use crate::metrics::Connections;
use crate::shutdown::{self, Shutdown};

/// Under which conditions connections are accepted.
#[derive(Clone)]
pub struct Options {
    /// What clients may take.
    pub limits: Limits,
    /// Where TLS ends here; `None` is plain HTTP.
    pub tls: Option<TlsAcceptor>,
    /// Who is exempt from the limit per address.
    pub trusted: Networks,
    /// How long a stop waits for requests in flight.
    pub drain: Duration,
    /// Counts live and refused connections.
    pub connections: Connections,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("limits", &self.limits)
            .field("tls", &self.tls.is_some())
            .finish_non_exhaustive()
    }
}

/// What was still open when the loop ended.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drained {
    /// Connections that did not end within the drain time and were dropped.
    pub cut: usize,
}

/// A socket whose queue holds a burst of connections: the system answers none that finds no place there, and whoever
/// connects tries again only after a second. The system may allow fewer.
///
/// # Errors
/// An address that is taken or not of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUED_MAX)
}

/// Accepts connections on `listener` and serves them with `service` until `shutdown` drains.
///
/// HTTP/1.1 and HTTP/2 are told apart by what the client sends. Every request carries its
/// [`Peer`] in its extensions. Once draining, the socket is closed, idle connections end, requests in flight finish;
/// what is left after `options.drain`, or on a stop at once, is dropped. An axum router is plugged in with
/// `hyper_util::service::TowerToHyperService::new(router)`.
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    options: Options,
    shutdown: Shutdown,
) -> Drained
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    let places = Places::new(&options);
    let mut refused = Refused::new();
    let builder = builder();
    let (cut, cutting) = shutdown::channel();
    loop {
        let place = tokio::select! {
            biased;
            () = shutdown.draining() => break,
            place = places.next() => place,
        };
        let (stream, peer) = tokio::select! {
            biased;
            () = shutdown.draining() => break,
            accepted = accept(&listener, &mut refused) => accepted,
        };
        let Some(place) = place.taken_by(peer.ip()) else {
            continue;
        };
        // Answers are written whole; waiting for more to send only delays them.
        if stream.set_nodelay(true).is_err() {
            continue;
        }
        let connection = Connection {
            builder: builder.clone(),
            service: service.clone(),
            limits: options.limits,
            peer: Peer(peer),
            shutdown: shutdown.clone(),
            cutting: cutting.clone(),
            place,
        };
        match options.tls.clone() {
            Some(tls) => drop(tokio::spawn(connection.run_tls(stream, tls))),
            None => drop(tokio::spawn(connection.run(stream))),
        }
    }
    drop(listener);
    let drained = drained(&places, options.drain, &shutdown).await;
    cut.now();
    drained
}

/// Waits for all connections to end, for the time to run out or for the order to stop at once.
async fn drained(places: &Places, wait: Duration, shutdown: &Shutdown) -> Drained {
    tokio::select! {
        biased;
        () = places.all_free() => {}
        () = shutdown.now() => {}
        () = tokio::time::sleep(wait) => {}
    }
    Drained {
        cut: places.taken(),
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // The guard keeps time instead. hyper's cap of 100 headers stays: setting another one costs an allocation a request.
        .header_read_timeout(None)
        // `pipeline_flush` stays off: with it, the answer to a head that cannot be parsed never leaves.
        .max_buf_size(HEAD_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(u32::try_from(HEAD_BYTES_MAX).unwrap_or(u32::MAX));
    builder
}

/// The next connection. Errors of one connection are passed over; when the system has no room, it waits a little.
async fn accept(listener: &TcpListener, refused: &mut Refused) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => {
                refused.over();
                return accepted;
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                let next = refused.again();
                if let Some(left_out) = next.left_out {
                    tracing::warn!(%error, left_out, "cannot accept connections, trying again");
                }
                tokio::time::sleep(next.pause).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    [
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionReset,
        io::ErrorKind::ConnectionRefused,
    ]
    .contains(&error.kind())
}

/// One accepted connection and all it needs.
struct Connection<S> {
    builder: Builder<TokioExecutor>,
    service: S,
    limits: Limits,
    peer: Peer,
    shutdown: Shutdown,
    cutting: Shutdown,
    place: Place,
}

impl<S, B> Connection<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    async fn run_tls(self, stream: TcpStream, tls: TlsAcceptor) {
        let handshake = tokio::time::timeout(HANDSHAKE_TIMEOUT, tls.accept(stream));
        match handshake.await {
            Ok(Ok(stream)) => self.run(stream).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
    }

    async fn run<T>(self, stream: T)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let pulse = Arc::new(Pulse::new());
        let io = TokioIo::new(GuardedIo::new(stream, Arc::clone(&pulse)));
        let service = GuardedService {
            inner: self.service,
            peer: self.peer,
            pulse: Arc::clone(&pulse),
        };
        let mut connection = pin!(self.builder.serve_connection(io, service));
        let mut wanted = pin!(self.shutdown.draining());
        let mut cut = pin!(self.cutting.now());
        let mut watch = Watch::new(&self.limits);
        let mut tick = pin!(tokio::time::sleep(Watch::tick(&self.limits)));
        let mut draining = false;
        loop {
            tokio::select! {
                biased;
                ended = connection.as_mut() => {
                    if let Err(error) = ended {
                        tracing::debug!(error, "a connection ended early");
                    }
                    break;
                }
                () = wanted.as_mut(), if !draining => {
                    draining = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = cut.as_mut(), if draining => break,
                () = tick.as_mut() => {
                    if watch.gives_up(&pulse) {
                        tracing::debug!("a connection was held without being used");
                        break;
                    }
                    tick.set(tokio::time::sleep(Watch::tick(&self.limits)));
                }
            }
        }
        drop(self.place);
    }
}
