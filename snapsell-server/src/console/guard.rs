//! What every request must prove and every answer carries: forms come from our own pages, pages run only our own script.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const TRANSPORT_SECURITY: HeaderName = HeaderName::from_static("strict-transport-security");

/// Scripts, styles and pictures are ours, nothing is inline, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whether a form was sent by one of our own pages. Browsers say so by themselves, and a page cannot lie about it;
/// whoever says nothing at all is not a browser and has no business with a cookie.
pub(super) fn is_own_form(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN) else {
        return false;
    };
    let host = text(HOST).unwrap_or_default();
    // Whoever can change what comes without TLS speaks for no page of a console that has it.
    let plain = !public_url.starts_with("https://");
    let own_host = origin.split_once("://").is_some_and(|(scheme, rest)| {
        !host.is_empty() && rest == host && (plain || scheme == "https")
    });
    origin == public_url || own_host
}

/// Puts the headers of every answer of the console.
pub(super) fn harden(headers: &mut HeaderMap, is_tls: bool) {
    let fixed = HeaderValue::from_static;
    headers.insert(X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(fixed("no-store"));
    headers
        .entry(REFERRER_POLICY)
        .or_insert(fixed("same-origin"));
    headers.insert(X_FRAME_OPTIONS, fixed("DENY"));
    headers.insert(OPENER_POLICY, fixed("same-origin"));
    headers.insert(RESOURCE_POLICY, fixed("same-origin"));
    headers.insert(
        PERMISSIONS_POLICY,
        fixed("camera=(), microphone=(), geolocation=()"),
    );
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(fixed(POLICY));
    if is_tls {
        headers.insert(TRANSPORT_SECURITY, fixed("max-age=31536000"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        let asks = |site: Option<&str>, origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("boutique.example"));
            if let Some(site) = site {
                headers.insert(FETCH_SITE, site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            is_own_form(&headers, "https://boutique.example")
        };
        assert!(asks(Some("same-origin"), None));
        assert!(asks(None, Some("https://boutique.example")));
        assert!(!asks(Some("cross-site"), Some("https://boutique.example")));
        assert!(!asks(Some("same-site"), None));
        assert!(!asks(None, Some("https://evil.example")));
        assert!(!asks(None, Some("http://boutique.example")), "no TLS");
        assert!(!asks(None, Some("null")));
        assert!(!asks(None, None));
    }
}
