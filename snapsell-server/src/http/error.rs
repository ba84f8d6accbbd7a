//! The one error of the HTTP side: a status and the text anyone may read.

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::limits::BodyError;

/// An answer other than success. It carries no cause: that is logged once, where it is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{status}: {text}")]
pub struct HttpError {
    /// The status of the answer.
    pub status: StatusCode,
    /// The body of the answer, for anyone to read.
    pub text: &'static str,
    /// `Retry-After`, in seconds.
    pub retry_after_s: Option<u16>,
}

impl HttpError {
    /// 400: what was sent makes no sense.
    pub const MALFORMED: Self = Self::of(StatusCode::BAD_REQUEST, "malformed request");
    /// 401: sign in first.
    pub const UNAUTHENTICATED: Self = Self::of(StatusCode::UNAUTHORIZED, "sign in first");
    /// 403: known or not, not allowed.
    pub const FORBIDDEN: Self = Self::of(StatusCode::FORBIDDEN, "forbidden");
    /// 404: nothing here, or nothing this person may know of.
    pub const NOT_FOUND: Self = Self::of(StatusCode::NOT_FOUND, "not found");
    /// 408: the request did not arrive in time.
    pub const TOO_SLOW: Self = Self::of(StatusCode::REQUEST_TIMEOUT, "the request took too long");
    /// 413: more bytes than allowed.
    pub const TOO_LARGE: Self = Self::of(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large");
    /// 429: too many requests.
    pub const TOO_MANY: Self = Self::of(StatusCode::TOO_MANY_REQUESTS, "too many requests");
    /// 500: our fault.
    pub const INTERNAL: Self = Self::of(StatusCode::INTERNAL_SERVER_ERROR, "internal error");
    /// 503, try again in a second: nothing could be made durable in time.
    pub const UNAVAILABLE: Self = Self {
        retry_after_s: Some(1),
        ..Self::of(StatusCode::SERVICE_UNAVAILABLE, "try again")
    };

    /// An error with this status and public text.
    pub const fn of(status: StatusCode, text: &'static str) -> Self {
        Self {
            status,
            text,
            retry_after_s: None,
        }
    }
}

impl From<BodyError> for HttpError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::TOO_LARGE,
            BodyError::Timeout => Self::TOO_SLOW,
            BodyError::Broken => Self::MALFORMED,
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.text).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_becomes_its_status_text_and_retry_time() {
        let response = HttpError::UNAVAILABLE.into_response();
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()[RETRY_AFTER], "1");
        assert_eq!(
            HttpError::from(BodyError::TooLarge)
                .into_response()
                .status(),
            413
        );
    }
}
