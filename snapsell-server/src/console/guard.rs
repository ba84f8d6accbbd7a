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

    #[test]
    fn a_form_is_ours_at_the_public_address_and_at_the_very_host_that_was_asked() {
        let asks = |public_url: &str, origin: &'static str, host: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            if let Some(host) = host {
                headers.insert(HOST, HeaderValue::from_static(host));
            }
            is_own_form(&headers, public_url)
        };
        let far = "https://boutique.example";
        assert!(asks(far, far, Some("127.0.0.1:8080")), "behind a proxy");
        assert!(asks(far, "https://10.0.0.7", Some("10.0.0.7")));
        assert!(!asks(
            far,
            "https://10.0.0.7.evil.example",
            Some("10.0.0.7")
        ));
        let near = "http://127.0.0.1:8080";
        assert!(asks(near, "http://localhost:8080", Some("localhost:8080")));
        assert!(!asks(near, "http://", None), "no host, no page");
        let mut typed = HeaderMap::new();
        typed.insert(FETCH_SITE, HeaderValue::from_static("none"));
        assert!(is_own_form(&typed, far), "she typed the address");
    }

    #[test]
    fn every_answer_is_hardened_and_says_what_it_says_itself() {
        let mut plain = HeaderMap::new();
        let own = HeaderValue::from_static("private, max-age=600");
        plain.insert(CACHE_CONTROL, own.clone());
        harden(&mut plain, false);
        assert_eq!(plain[CACHE_CONTROL], own);
        assert!(!plain.contains_key(TRANSPORT_SECURITY));
        let mut headers = HeaderMap::new();
        harden(&mut headers, true);
        for (name, value) in [
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (CACHE_CONTROL, "no-store"),
            (REFERRER_POLICY, "same-origin"),
            (X_FRAME_OPTIONS, "DENY"),
            (OPENER_POLICY, "same-origin"),
            (RESOURCE_POLICY, "same-origin"),
            (
                PERMISSIONS_POLICY,
                "camera=(), microphone=(), geolocation=()",
            ),
            (CONTENT_SECURITY_POLICY, POLICY),
            (TRANSPORT_SECURITY, "max-age=31536000"),
        ] {
            assert_eq!(headers[&name], value, "{name}");
        }
    }
}
