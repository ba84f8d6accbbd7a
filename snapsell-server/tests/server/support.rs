//! A listener with a small service behind it, and clients to talk to it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use hyper_util::service::TowerToHyperService;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject as _};
use snapsell_server::config::{Networks, TlsFiles};
use snapsell_server::http::accept::{self, Drained, Options};
use snapsell_server::http::limits::Limits;
use snapsell_server::http::peer::Peer;
use snapsell_server::http::tls;
use snapsell_server::metrics::Metrics;
use snapsell_server::shutdown::{self, Shutdown, Trigger};
use snapsell_server::talk::Lang;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Longer than any test should take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Limits that no test meets by accident.
pub(crate) const GENEROUS: Limits = Limits {
    connections_max: 100,
    connections_per_address_max: 100,
    head_timeout: PATIENCE,
    idle_timeout: PATIENCE,
};

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) trigger: Trigger,
    pub(crate) metrics: Metrics,
    /// `/slow` answers after one of these.
    pub(crate) release: Arc<Notify>,
    /// `/slow` says here that it has begun.
    pub(crate) begun: Arc<Notify>,
    pub(crate) ended: JoinHandle<Drained>,
}

pub(crate) fn options(limits: Limits) -> Options {
    Options {
        limits,
        tls: None,
        trusted: Networks::default(),
        drain: PATIENCE,
        connections: Metrics::new().connections,
    }
}

pub(crate) async fn start(mut options: Options) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (trigger, shutdown) = shutdown::channel();
    let metrics = Metrics::new();
    options.connections = metrics.connections.clone();
    let (release, begun) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = router(&release, &begun, &shutdown);
    let service = TowerToHyperService::new(router);
    Server {
        address,
        trigger,
        metrics,
        release,
        begun,
        ended: tokio::spawn(accept::serve(listener, service, options, shutdown)),
    }
}

fn router(release: &Arc<Notify>, begun: &Arc<Notify>, shutdown: &Shutdown) -> Router {
    let (release, begun, shutdown) = (Arc::clone(release), Arc::clone(begun), shutdown.clone());
    let slow = async move || {
        begun.notify_one();
        release.notified().await;
        "slow"
    };
    let stream = async move || {
        let endless = Endless(Box::pin(async move { shutdown.draining().await }));
        axum::body::Body::new(endless)
    };
    Router::new()
        .route(
            "/",
            get(async |peer: axum::Extension<Peer>| peer.0.0.ip().to_string()),
        )
        .route("/slow", get(slow))
        .route("/stream", get(stream))
}

/// A body that says one thing and ends with the stop only, like a stream of events.
struct Endless(std::pin::Pin<Box<dyn Future<Output = ()> + Send>>);

impl hyper::body::Body for Endless {
    type Data = hyper::body::Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Infallible>>> {
        self.0.as_mut().poll(cx).map(|()| None)
    }
}

impl Server {
    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// What the loop had to cut; it must end by itself.
    pub(crate) async fn ends(self) -> Drained {
        tokio::time::timeout(PATIENCE, self.ended)
            .await
            .expect("the loop ends")
            .unwrap()
    }
}

/// Writes a request on an open connection.
pub(crate) async fn send(stream: &mut TcpStream, path: &str) {
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
}

/// Reads until `wanted` has come; fails when the connection ends or nothing comes.
pub(crate) async fn expect(stream: &mut TcpStream, wanted: &str) {
    let mut got = Vec::new();
    while !String::from_utf8_lossy(&got).contains(wanted) {
        let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut got));
        let count = read.await.expect("an answer comes").unwrap();
        assert_ne!(count, 0, "closed after {:?}", String::from_utf8_lossy(&got));
    }
}

/// Reads to the end, which must come.
pub(crate) async fn closed(stream: &mut TcpStream) -> String {
    let mut got = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut got));
    // A reset is an end too.
    let _ = read.await.expect("the connection is closed");
    String::from_utf8_lossy(&got).into_owned()
}

/// A self-signed certificate for `localhost` in a temporary folder.
pub(crate) struct Certificate {
    _folder: tempfile::TempDir,
    pub(crate) files: TlsFiles,
}

impl Certificate {
    pub(crate) fn new() -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| -> PathBuf {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let files = TlsFiles {
            cert: write("cert.pem", made.cert.pem()),
            key: write("key.pem", made.signing_key.serialize_pem()),
        };
        Self {
            _folder: folder,
            files,
        }
    }

    pub(crate) fn acceptor(&self) -> tokio_rustls::TlsAcceptor {
        let own = tls::Certificate::load(&self.files, Lang::En).unwrap();
        own.acceptor(Lang::En).unwrap()
    }

    /// A client that trusts this certificate and offers these protocols.
    pub(crate) async fn connect(&self, address: SocketAddr, alpn: &[&str]) -> TlsStream<TcpStream> {
        let mut roots = rustls::RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_file(&self.files.cert).unwrap())
            .unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
            .unwrap()
    }
}
