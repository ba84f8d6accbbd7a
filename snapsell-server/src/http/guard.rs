//! Watches one connection for clients that hold it without using it.
//!
//! hyper's own header timer also ends idle keep-alive connections, and costs a boxed timer a request. Here the bytes
//! and the requests of a connection only bump counters; one timer a connection looks at them now and then.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{Request, Version};
use hyper::service::Service;
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::limits::Limits;
use super::peer::Peer;

/// What happened on a connection, seen by its socket and its service.
#[derive(Debug)]
pub(super) struct Pulse {
    /// Changes whenever something useful happens: a request begins or ends, bytes go out, a head begins.
    progress: AtomicU32,
    /// Requests being handled.
    in_flight: AtomicU32,
    /// Bytes came in that belong to no request yet.
    head_begun: AtomicBool,
    /// HTTP/2 frames arrive between requests too, so reading says nothing there.
    is_http2: AtomicBool,
}

impl Pulse {
    /// A connection that owes its first request from the moment it opens.
    pub(super) fn new() -> Self {
        Self {
            progress: AtomicU32::new(0),
            in_flight: AtomicU32::new(0),
            head_begun: AtomicBool::new(true),
            is_http2: AtomicBool::new(false),
        }
    }

    fn progressed(&self) {
        self.progress.fetch_add(1, Relaxed);
    }

    fn bytes_in(&self) {
        let idle = self.in_flight.load(Relaxed) == 0 && !self.is_http2.load(Relaxed);
        if idle && !self.head_begun.swap(true, Relaxed) {
            self.progressed();
        }
    }

    fn request_begins(&self, version: Version) {
        self.in_flight.fetch_add(1, Relaxed);
        self.head_begun.store(false, Relaxed);
        if version == Version::HTTP_2 {
            self.is_http2.store(true, Relaxed);
        }
        self.progressed();
    }

    fn request_ends(&self) {
        self.in_flight.fetch_sub(1, Relaxed);
        self.progressed();
    }
}

/// Looks at a pulse every half head timeout and counts how often nothing had moved.
#[derive(Debug)]
pub(super) struct Watch {
    seen_progress: u32,
    quiet_ticks: u32,
    idle_ticks_max: u32,
}

/// Quiet looks after which a begun head is given up: between one and one and a half head timeouts after it began.
const HEAD_TICKS_MAX: u32 = 2;

impl Watch {
    pub(super) fn new(limits: &Limits) -> Self {
        let ticks = limits.idle_timeout.as_millis() / Self::tick(limits).as_millis().max(1);
        Self {
            seen_progress: 0,
            quiet_ticks: 0,
            idle_ticks_max: u32::try_from(ticks).unwrap_or(u32::MAX).max(HEAD_TICKS_MAX),
        }
    }

    /// The time between two looks.
    pub(super) fn tick(limits: &Limits) -> Duration {
        limits.head_timeout / HEAD_TICKS_MAX
    }

    /// Looks once; true when the connection should be closed.
    pub(super) fn gives_up(&mut self, pulse: &Pulse) -> bool {
        let progress = pulse.progress.load(Relaxed);
        if progress != self.seen_progress || pulse.in_flight.load(Relaxed) > 0 {
            self.seen_progress = progress;
            self.quiet_ticks = 0;
            return false;
        }
        self.quiet_ticks += 1;
        let head_too_slow = pulse.head_begun.load(Relaxed) && self.quiet_ticks >= HEAD_TICKS_MAX;
        head_too_slow || self.quiet_ticks >= self.idle_ticks_max
    }
}

pin_project! {
    /// A socket that reports what moves through it.
    #[derive(Debug)]
    pub(super) struct GuardedIo<T> {
        #[pin]
        io: T,
        pulse: Arc<Pulse>,
    }
}

impl<T> GuardedIo<T> {
    pub(super) fn new(io: T, pulse: Arc<Pulse>) -> Self {
        Self { io, pulse }
    }
}

impl<T: AsyncRead> AsyncRead for GuardedIo<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.project();
        let before = buf.filled().len();
        let read = ready!(this.io.poll_read(cx, buf));
        if buf.filled().len() > before {
            this.pulse.bytes_in();
        }
        Poll::Ready(read)
    }
}

impl<T: AsyncWrite> AsyncWrite for GuardedIo<T> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.project();
        let written = ready!(this.io.poll_write(cx, buf));
        this.pulse.progressed();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.project();
        let written = ready!(this.io.poll_write_vectored(cx, bufs));
        this.pulse.progressed();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.project().io.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.project().io.poll_shutdown(cx)
    }
}

/// The service of one connection: tells who is asking, and reports the beginning and end of every request.
#[derive(Debug)]
pub(super) struct GuardedService<S> {
    pub(super) inner: S,
    pub(super) peer: Peer,
    pub(super) pulse: Arc<Pulse>,
}

impl<S, B> Service<Request<B>> for GuardedService<S>
where
    S: Service<Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = InFlight<S::Future>;

    fn call(&self, mut request: Request<B>) -> Self::Future {
        self.pulse.request_begins(request.version());
        request.extensions_mut().insert(self.peer);
        InFlight {
            counted: Counted(Arc::clone(&self.pulse)),
            answer: self.inner.call(request),
        }
    }
}

pin_project! {
    /// An answer in the making; the request counts as in flight until it is there or given up.
    #[derive(Debug)]
    pub(super) struct InFlight<F> {
        #[pin]
        answer: F,
        counted: Counted,
    }
}

#[derive(Debug)]
struct Counted(Arc<Pulse>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.request_ends();
    }
}

impl<F: Future> Future for InFlight<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.project().answer.poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> Watch {
        Watch::new(&Limits {
            connections_max: 1,
            connections_per_address_max: 1,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
        })
    }

    fn ticks_until_given_up(watch: &mut Watch, pulse: &Pulse) -> Option<u32> {
        (1..=100).find(|_| watch.gives_up(pulse))
    }

    #[test]
    fn a_trickled_head_is_given_up_however_many_bytes_come() {
        let (mut watch, pulse) = (watch(), Pulse::new());
        pulse.request_begins(Version::HTTP_11);
        pulse.request_ends();
        pulse.bytes_in();
        assert!(!watch.gives_up(&pulse), "it has just begun");
        for _ in 0..10 {
            pulse.bytes_in();
        }
        assert_eq!(
            ticks_until_given_up(&mut watch, &pulse),
            Some(HEAD_TICKS_MAX)
        );
    }

    #[test]
    fn a_connection_that_never_says_anything_is_given_up_like_a_slow_head() {
        let (mut watch, pulse) = (watch(), Pulse::new());
        assert_eq!(
            ticks_until_given_up(&mut watch, &pulse),
            Some(HEAD_TICKS_MAX)
        );
    }

    #[test]
    fn an_idle_connection_lasts_the_idle_timeout_and_a_working_handler_lasts_for_ever() {
        let (mut watch, pulse) = (watch(), Pulse::new());
        pulse.bytes_in();
        pulse.request_begins(Version::HTTP_11);
        assert_eq!(ticks_until_given_up(&mut watch, &pulse), None);
        pulse.request_ends();
        assert!(!watch.gives_up(&pulse), "it has just ended");
        assert_eq!(ticks_until_given_up(&mut watch, &pulse), Some(15));
    }

    #[test]
    fn frames_between_http2_requests_are_not_a_head() {
        let (mut watch, pulse) = (watch(), Pulse::new());
        pulse.request_begins(Version::HTTP_2);
        pulse.request_ends();
        pulse.bytes_in();
        watch.gives_up(&pulse);
        assert_eq!(ticks_until_given_up(&mut watch, &pulse), Some(15));
    }
}
