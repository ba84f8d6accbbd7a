//! The API's base URL: where requests go and the only place media are taken from.

use core::fmt;

const DEFAULT: &str = "https://api.twilio.com";

/// The text cannot serve as an API base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the API base must be https://host[:port], or http:// on a loopback host, without path, query or user"
)]
pub struct ApiBaseError;

/// Scheme, host and port of the API: `https` anywhere, `http` only on a loopback host, for the stand-in.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiBase {
    url: String,
    plain: bool,
}

impl ApiBase {
    /// Reads `https://host[:port]`; one slash at the end is dropped.
    pub fn parse(text: &str) -> Result<Self, ApiBaseError> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let origin = Origin::of(text)
            .filter(|origin| origin.rest.is_empty())
            .ok_or(ApiBaseError)?;
        let plain = origin.scheme == "http";
        if plain && !is_loopback(origin.host) {
            return Err(ApiBaseError);
        }
        Ok(Self {
            url: text.to_owned(),
            plain,
        })
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether it is the stand-in's: plain http on this machine.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The host without its port.
    pub(crate) fn host(&self) -> &str {
        Origin::of(&self.url).map_or("", |origin| origin.host)
    }

    /// Whether a URL lies at this very scheme, host and port.
    pub(crate) fn holds(&self, url: &str) -> bool {
        url.strip_prefix(&self.url)
            .is_some_and(|rest| rest.starts_with('/'))
    }
}

impl Default for ApiBase {
    fn default() -> Self {
        Self {
            url: DEFAULT.to_owned(),
            plain: false,
        }
    }
}

impl fmt::Debug for ApiBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// A URL in three parts; `None` unless it is http or https, in plain ASCII, with a host and without a user.
pub(crate) struct Origin<'a> {
    pub(crate) scheme: &'a str,
    /// Without its port.
    pub(crate) host: &'a str,
    /// The written port.
    pub(crate) port: Option<u16>,
    /// Path, query and fragment.
    pub(crate) rest: &'a str,
}

impl<'a> Origin<'a> {
    pub(crate) fn of(url: &'a str) -> Option<Self> {
        let graphic = url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let (scheme, after) = url.split_once("://").filter(|_| graphic)?;
        if scheme != "https" && scheme != "http" {
            return None;
        }
        let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
        let port_at = authority
            .rfind(':')
            .filter(|&at| !authority[at..].contains(']'));
        let (host, port) = match port_at {
            Some(at) => (&authority[..at], Some(authority[at + 1..].parse().ok()?)),
            None => (authority, None),
        };
        let v6 = host.starts_with('[') && host.ends_with(']');
        let name = |byte: u8| {
            byte.is_ascii_alphanumeric() || b".-".contains(&byte) || (v6 && b"[]:".contains(&byte))
        };
        (!host.is_empty() && host.bytes().all(name)).then_some(Self {
            scheme,
            host,
            port,
            rest,
        })
    }
}

pub(crate) fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "[::1]")
        || host
            .parse::<core::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_loopback_only() {
        for text in [
            "https://api.twilio.com",
            "https://api.dublin.ie1.twilio.com/",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]",
            "http://[::1]:9",
        ] {
            assert!(ApiBase::parse(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "api.twilio.com",
            "http://api.twilio.com",
            "http://127.0.0.1.evil.example",
            "ftp://127.0.0.1",
            "https://user@api.twilio.com",
            "https://api.twilio.com/v1",
            "https://api.twilio.com?x",
            "https://",
            "http://2130706433",
            "https://a b",
            "https://api.twilio.com:port",
            "https://api.twilio.com\\@evil.example",
            "https://:443",
            "https://[::1",
            "https://::1]",
            "https://[host_name]",
            "https://api.twilio.com[",
        ] {
            assert_eq!(ApiBase::parse(text), Err(ApiBaseError), "{text}");
        }
    }
}
