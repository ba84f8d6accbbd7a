//! What a handler gives back: an answer, or the reason why there is none, which becomes a page of its own.

use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};
use serde_json::Value;
use snapsell_core::Refusal;
use snapsell_store::StoreError;

use crate::engine::Trouble;
use crate::http::error::HttpError;

/// How long whoever did not get her turn does well to wait.
const BUSY_SECS: u32 = 10;

/// What a handler gives back.
pub(super) type Answer = Result<Response, Halt>;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Halt {
    /// She is not signed in.
    SignIn,
    /// The phone is locked.
    Unlock,
    /// 403: not for her role.
    Forbidden,
    /// 403: a form from another address than ours.
    Elsewhere,
    /// 404: nothing here, or nothing of her tenant.
    NotFound,
    /// 410: a link that was used, taken back, or is too old.
    Spent,
    /// 409: somebody else changed it meanwhile; what she saw and what is now, each as `{what, before, now}`.
    Stale(Vec<Value>),
    /// 409: the rules said no.
    Refused(Refusal),
    /// 400: what was sent is not a form of ours.
    Malformed,
    /// 408: what was sent did not arrive in time.
    TooSlow,
    /// 413: more bytes than allowed.
    TooLarge,
    /// 429: too often; in how many minutes one more try is let through.
    TooOften(u32),
    /// 503: too much of what is costly at once; nothing was begun.
    Busy,
    /// 503: nothing could be made durable now.
    Unavailable,
    /// 500: our fault; the cause was logged.
    Failed,
}

impl Halt {
    /// The status of its page.
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::SignIn | Self::Unlock => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Spent => StatusCode::GONE,
            Self::Stale(_) | Self::Refused(_) => StatusCode::CONFLICT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which it is worth trying again, where that is known.
    pub(super) const fn retry_secs(&self) -> Option<u32> {
        match self {
            Self::TooOften(minutes) => Some(*minutes * 60),
            Self::Busy => Some(BUSY_SECS),
            Self::SignIn
            | Self::Unlock
            | Self::Forbidden
            | Self::Elsewhere
            | Self::NotFound
            | Self::Spent
            | Self::Stale(_)
            | Self::Refused(_)
            | Self::Malformed
            | Self::TooSlow
            | Self::TooLarge
            | Self::Unavailable
            | Self::Failed => None,
        }
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        if let StoreError::Missing(_) = error {
            return Self::NotFound;
        }
        if error != StoreError::Busy {
            tracing::error!(%error, "the console could not use the store");
        }
        Self::Unavailable
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Busy | Trouble::Unavailable => Self::Unavailable,
            Trouble::Failed => Self::Failed,
            Trouble::NoShop => Self::NotFound,
        }
    }
}

impl From<HttpError> for Halt {
    fn from(error: HttpError) -> Self {
        match error.status {
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::NOT_FOUND => Self::NotFound,
            status if status.is_server_error() => Self::Failed,
            _ => Self::Malformed,
        }
    }
}

/// After a form: look there. The address is one of ours.
pub(super) fn go_to(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let place = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, place);
    response
}

/// A file to keep.
pub(super) fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Answer {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::try_from(attachment(name));
    headers.insert(CONTENT_DISPOSITION, disposition.map_err(|_| Halt::Failed)?);
    Ok(response)
}

/// How a file is to be kept: a name beyond ASCII is sent as it is too, for whoever reads that.
fn attachment(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
    let plain: String = name.chars().filter(|letter| is_plain(*letter)).collect();
    if name.is_ascii() {
        return format!("attachment; filename=\"{plain}\"");
    }
    let whole: String = name
        .bytes()
        .map(|byte| match char::from(byte) {
            letter if is_plain(letter) => letter.to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::limits::BodyError;

    #[test]
    fn a_file_keeps_the_letters_of_its_name() {
        for (name, kept) in [
            ("vf-0001.csv", "attachment; filename=\"vf-0001.csv\""),
            ("a\" b.csv", "attachment; filename=\"ab.csv\""),
            (
                "reçu.pdf",
                "attachment; filename=\"reu.pdf\"; filename*=UTF-8''re%C3%A7u.pdf",
            ),
        ] {
            assert_eq!(attachment(name), kept);
        }
    }

    #[test]
    fn a_form_that_came_too_slowly_is_not_said_to_be_none_of_ours() {
        for (error, status) in [
            (BodyError::Timeout, StatusCode::REQUEST_TIMEOUT),
            (BodyError::TooLarge, StatusCode::PAYLOAD_TOO_LARGE),
            (BodyError::Broken, StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(Halt::from(HttpError::from(error)).status(), status);
        }
    }
}
