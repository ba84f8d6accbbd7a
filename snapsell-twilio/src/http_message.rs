//! What a transport carries: a request to send, a response read. No IO here.

use core::fmt;

use zeroize::Zeroizing;

use crate::answer::Phase;

/// The method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// POST with a form body.
    Post,
    /// DELETE.
    Delete,
}

impl Method {
    /// As it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// A request, complete. `Debug` shows method and path only: queries and bodies hold numbers and words.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute URL, percent-encoded.
    pub url: String,
    /// The `Authorization` header, where this request may carry one.
    pub authorization: Option<Zeroizing<String>>,
    /// The body, `application/x-www-form-urlencoded`.
    pub form: Option<String>,
    /// The most bytes of response body to read; a longer one is an error.
    pub response_bytes_max: usize,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        write!(f, "Request({} {path})", self.method.as_str())
    }
}

/// A response, with the few headers that decide something. `Debug` shows status and length only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The `Location` header.
    pub location: Option<String>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status, self.body.len())
    }
}

/// Why there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Name, connection or TLS failed: nothing was written.
    #[error("the connection failed before anything was sent")]
    Connect,
    /// A timeout, a reset or a malformed answer once writing had begun.
    #[error("the connection broke after the request was sent")]
    Interrupted,
    /// The body is larger than the request allows.
    #[error("the answer is larger than allowed")]
    TooLarge,
}

impl TransportError {
    /// How far the request had come.
    pub fn phase(self) -> Phase {
        match self {
            Self::Connect => Phase::BeforeWrite,
            Self::Interrupted | Self::TooLarge => Phase::AfterWrite,
        }
    }
}
