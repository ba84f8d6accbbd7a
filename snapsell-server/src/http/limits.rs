//! What one client may take: connections, time and bytes.

use std::net::IpAddr;
use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};

/// Bytes of an HTTP/1 request line and headers together; hyper itself takes at most 100 headers.
pub const HEAD_BYTES_MAX: usize = 16 * 1024;

/// Streams open at once on one HTTP/2 connection.
pub const STREAMS_MAX: u32 = 64;

/// Connections that the system keeps until they are accepted.
pub const QUEUED_MAX: u32 = 4096;

/// How long a TLS handshake may last.
pub const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(5);

/// Bytes of one webhook's form.
pub const WEBHOOK_BYTES_MAX: usize = 64 * 1024;

/// How long the body of a webhook may take to arrive.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The limits an operator may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once, at least 1; further ones wait in the system's queue.
    pub connections_max: usize,
    /// Connections open at once from one address, at least 1; further ones are closed.
    pub connections_per_address_max: usize,
    /// A request that has begun must finish its headers within one and a half times this.
    pub head_timeout: Duration,
    /// A connection on which nothing moves, and no handler works, is closed after this.
    pub idle_timeout: Duration,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum BodyError {
    /// Longer than allowed: answer 413.
    #[error("the body is too long")]
    TooLarge,
    /// Not complete in time: answer 408.
    #[error("the body did not arrive in time")]
    Timeout,
    /// The client broke off or sent nonsense: answer 400, if anyone still listens.
    #[error("the body broke off")]
    Broken,
}

/// Reads a whole body of at most `bytes_max` bytes within `timeout`.
///
/// A body that arrived with its headers costs neither a timer nor a copy. A declared length above the limit is
/// refused before anything is read.
///
/// # Errors
/// [`BodyError`] tells which limit was passed.
pub async fn read_body<B>(body: B, bytes_max: usize, timeout: Duration) -> Result<Bytes, BodyError>
where
    B: Body<Data = Bytes>,
{
    let declared_min = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if declared_min > bytes_max {
        return Err(BodyError::TooLarge);
    }
    let read = tokio::time::timeout(timeout, collect(body, bytes_max, declared_min));
    read.await.unwrap_or(Err(BodyError::Timeout))
}

async fn collect<B>(body: B, bytes_max: usize, declared_min: usize) -> Result<Bytes, BodyError>
where
    B: Body<Data = Bytes>,
{
    let mut body = std::pin::pin!(body);
    let first = match next(&mut body).await? {
        Some(first) if first.len() > bytes_max => return Err(BodyError::TooLarge),
        Some(first) => first,
        None => return Ok(Bytes::new()),
    };
    if body.is_end_stream() {
        return Ok(first);
    }
    let mut whole = Vec::with_capacity(declared_min.max(first.len()));
    whole.extend_from_slice(&first);
    while let Some(part) = next(&mut body).await? {
        if part.len() > bytes_max - whole.len() {
            return Err(BodyError::TooLarge);
        }
        whole.extend_from_slice(&part);
    }
    Ok(Bytes::from(whole))
}

/// The next piece of data; trailers are skipped.
async fn next<B>(body: &mut std::pin::Pin<&mut B>) -> Result<Option<Bytes>, BodyError>
where
    B: Body<Data = Bytes>,
{
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| BodyError::Broken)?;
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

/// What counts as one address for the limit per address: an IPv4 address, or the /64 an IPv6 client owns.
pub(crate) fn counted_as(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => {
            let network_bits = v6.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(std::net::Ipv6Addr::from_bits(network_bits))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use http_body_util::Full;
    use hyper::body::Frame;

    use super::*;

    /// Gives its pieces one by one, then ends or hangs.
    struct Pieces(Vec<&'static str>, bool);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match (self.0.is_empty(), self.1) {
                (false, _) => Poll::Ready(Some(Ok(Frame::data(Bytes::from(self.0.remove(0)))))),
                (true, false) => Poll::Ready(None),
                (true, true) => Poll::Pending,
            }
        }
    }

    const SOON: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_body_in_one_piece_is_not_copied() {
        let sent = Bytes::from(vec![b'x'; 337]);
        let read = read_body(Full::new(sent.clone()), 1_000, SOON)
            .await
            .unwrap();
        assert_eq!(read.as_ptr(), sent.as_ptr());
    }

    #[tokio::test]
    async fn pieces_are_put_together_up_to_the_limit() {
        let pieces = || Pieces(vec!["ab", "", "cd"], false);
        assert_eq!(read_body(pieces(), 4, SOON).await.unwrap(), "abcd");
        assert_eq!(read_body(pieces(), 3, SOON).await, Err(BodyError::TooLarge));
        assert_eq!(read_body(Pieces(vec![], false), 0, SOON).await.unwrap(), "");
    }

    #[tokio::test]
    async fn a_declared_length_above_the_limit_is_refused_unread() {
        let body = Full::new(Bytes::from_static(b"12345"));
        assert_eq!(read_body(body, 4, SOON).await, Err(BodyError::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_never_ends_times_out() {
        let hangs = Pieces(vec!["ab"], true);
        assert_eq!(read_body(hangs, 10, SOON).await, Err(BodyError::Timeout));
    }

    #[test]
    fn one_ipv6_client_counts_once_however_many_addresses_it_owns() {
        let counted = |text: &str| counted_as(text.parse().unwrap());
        assert_eq!(counted("2001:db8::1"), counted("2001:db8::ffff:1"));
        assert_ne!(counted("2001:db8::1"), counted("2001:db8:0:1::1"));
        assert_eq!(counted("::ffff:1.2.3.4"), counted("1.2.3.4"));
    }
}
