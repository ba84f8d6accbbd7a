//! Media: which URLs are believed, and the fetch as a state machine that somebody else carries.

use core::fmt;
use core::time::Duration;

use crate::base::{ApiBase, Origin};
use crate::http_message::{Method, Request, Response, TransportError};
use crate::limits::{FILE_BYTES_MAX, IMAGE_BYTES_MAX, MEDIA_RETRIES_MAX, REDIRECTS_MAX};
use crate::request::Api;
use crate::sid::{AccountSid, MediaSid, MessageSid};

mod sniff;

pub use sniff::sniff;

/// Where the provider sends a medium's reader: signed links that expire, and take no credentials.
const REDIRECT_HOSTS: [&str; 3] = [
    "mms.twiliocdn.com",
    "media.twiliocdn.com",
    "s3-external-1.amazonaws.com",
];

/// Why a medium is not fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaRefusal {
    /// The URL is not one of this account's and message's media under the API base: somebody may be after our secret.
    #[error("the media URL is not one of this message")]
    Url,
    /// The provider redirects to a host that is not on the list, or too often.
    #[error("the media redirect is not allowed")]
    Redirect,
    /// Over 5 MB for an image, 16 MB for anything else.
    #[error("the medium is too large")]
    TooLarge,
    /// Announced as an image, and is none.
    #[error("the medium is not what it was announced to be")]
    WrongType,
    /// The account's secret is refused.
    #[error("the credentials are refused")]
    Credentials,
    /// Not there, also after waiting.
    #[error("the medium is not there")]
    Gone,
    /// The provider does not answer or fails; may be tried again later.
    #[error("the medium cannot be fetched now")]
    Unavailable,
}

/// The URL of a medium, proved to be under the API base and of one account and message.
#[derive(Clone, PartialEq, Eq)]
pub struct MediaUrl {
    url: String,
    message: MessageSid,
    media: MediaSid,
}

impl MediaUrl {
    /// Believes a URL only if it is, to the letter, that of a medium of this message.
    pub fn accept(url: &str, api: &Api, message: MessageSid) -> Result<Self, MediaRefusal> {
        let id = url.rsplit('/').next().unwrap_or_default();
        let media = MediaSid::parse(id).map_err(|_| MediaRefusal::Url)?;
        let expected = Self::of(api.base(), api.account(), message, media);
        if expected.url == url {
            Ok(expected)
        } else {
            Err(MediaRefusal::Url)
        }
    }

    /// The URL of a medium known by its ids.
    pub fn of(base: &ApiBase, account: AccountSid, message: MessageSid, media: MediaSid) -> Self {
        let url = format!(
            "{}/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}",
            base.as_str()
        );
        Self {
            url,
            message,
            media,
        }
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The message it belongs to.
    pub fn message(&self) -> MessageSid {
        self.message
    }

    /// The medium's id.
    pub fn media(&self) -> MediaSid {
        self.media
    }
}

impl fmt::Debug for MediaUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MediaUrl({}/{})", self.message, self.media)
    }
}

/// A fetched medium. `Debug` shows its type and size.
#[derive(Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// What its first bytes say it is, else what the provider said, else `application/octet-stream`.
    pub content_type: String,
    /// The whole file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for MediaFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "MediaFile({}, {} bytes)",
            self.content_type.escape_debug(),
            self.bytes.len()
        )
    }
}

/// What to do next about a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum MediaStep {
    /// Send [`MediaFetch::request`] at once: a redirect.
    Again,
    /// Send [`MediaFetch::request`] after this long: it may not be there yet.
    After(Duration),
    /// It is here.
    Done(MediaFile),
    /// It will not come.
    Refused(MediaRefusal),
}

/// The fetch of one medium: send [`request`](Self::request), tell [`on_answer`](Self::on_answer), do what it says.
#[derive(Debug, Clone)]
pub struct MediaFetch {
    api: Api,
    media: MediaUrl,
    announced: String,
    /// The link that a redirect led to.
    link: Option<String>,
    redirects: u8,
    retries: u8,
}

impl MediaFetch {
    /// Begins with a believed URL and the content type that the webhook announced.
    pub fn new(api: Api, media: MediaUrl, announced_type: &str) -> Self {
        Self {
            api,
            media,
            announced: announced_type.to_owned(),
            link: None,
            redirects: 0,
            retries: 0,
        }
    }

    /// The request to send now; it carries credentials to the API base only.
    pub fn request(&self) -> Request {
        let url = self.link.as_deref().unwrap_or(self.media.as_str());
        let mut request = self.api.to_url(Method::Get, url.to_owned(), None);
        if !self.api.base().holds(url) {
            request.authorization = None;
        }
        request.response_bytes_max = if is_image(&self.announced) {
            IMAGE_BYTES_MAX
        } else {
            FILE_BYTES_MAX
        };
        request
    }

    /// Takes the answer to the last request.
    pub fn on_answer(&mut self, answer: Result<Response, TransportError>) -> MediaStep {
        let response = match answer {
            Ok(response) => response,
            Err(TransportError::TooLarge) => return MediaStep::Refused(MediaRefusal::TooLarge),
            Err(TransportError::Connect | TransportError::Interrupted) => {
                return self.retry(MediaRefusal::Unavailable);
            }
        };
        match response.status {
            200 => self.finish(response),
            301 | 302 | 303 | 307 | 308 => {
                self.redirect(response.location.as_deref().unwrap_or_default())
            }
            401 | 403 if self.link.is_none() => MediaStep::Refused(MediaRefusal::Credentials),
            // A link that expired is refused by the storage: the API gives a fresh one.
            401 | 403 | 404 => self.retry(MediaRefusal::Gone),
            410 => MediaStep::Refused(MediaRefusal::Gone),
            408 | 429 | 500.. => self.retry(MediaRefusal::Unavailable),
            _ => MediaStep::Refused(MediaRefusal::Unavailable),
        }
    }

    fn retry(&mut self, last: MediaRefusal) -> MediaStep {
        if self.retries == MEDIA_RETRIES_MAX {
            return MediaStep::Refused(last);
        }
        let wait = Duration::from_secs(1 << self.retries);
        self.retries += 1;
        self.link = None;
        self.redirects = 0;
        MediaStep::After(wait)
    }

    fn redirect(&mut self, location: &str) -> MediaStep {
        let base = self.api.base();
        let current = self.link.as_deref().unwrap_or(self.media.as_str());
        let absolute = match location.strip_prefix('/') {
            Some(path) if !path.starts_with('/') && base.holds(current) => {
                format!("{}/{path}", base.as_str())
            }
            _ => location.to_owned(),
        };
        let allowed =
            base.holds(&absolute) || is_storage(&absolute) || is_stand_in(base, &absolute);
        if self.redirects == REDIRECTS_MAX || !allowed {
            return MediaStep::Refused(MediaRefusal::Redirect);
        }
        self.redirects += 1;
        self.link = Some(absolute);
        MediaStep::Again
    }

    fn finish(&self, response: Response) -> MediaStep {
        let found = sniff(&response.body);
        let found_image = found.is_some_and(is_image);
        if is_image(&self.announced) && !found_image {
            return MediaStep::Refused(MediaRefusal::WrongType);
        }
        let bytes_max = if found_image {
            IMAGE_BYTES_MAX
        } else {
            FILE_BYTES_MAX
        };
        if response.body.len() > bytes_max {
            return MediaStep::Refused(MediaRefusal::TooLarge);
        }
        let stated = response.content_type.filter(|stated| !stated.is_empty());
        let content_type = found
            .map(str::to_owned)
            .or(stated)
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        MediaStep::Done(MediaFile {
            content_type,
            bytes: response.body,
        })
    }
}

fn is_image(content_type: &str) -> bool {
    content_type.starts_with("image/")
}

/// The stand-in on this machine may keep its files on another port.
fn is_stand_in(base: &ApiBase, url: &str) -> bool {
    base.is_plain()
        && Origin::of(url)
            .is_some_and(|origin| origin.scheme == "http" && origin.host == base.host())
}

fn is_storage(url: &str) -> bool {
    Origin::of(url).is_some_and(|origin| {
        origin.scheme == "https"
            && matches!(origin.port, None | Some(443))
            && REDIRECT_HOSTS.contains(&origin.host)
    })
}

#[cfg(test)]
mod tests;
