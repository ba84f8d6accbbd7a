//! Who may use the page: this machine, under its own address. Other sites may neither read it nor press its buttons.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method};

use super::Pages;
use crate::http::error::HttpError;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const NO_CONTENT: &str = "default-src 'none'; frame-ancestors 'none'";

/// Refuses strangers, and puts the headers of every answer.
pub(super) async fn guard(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    let port = pages.desk.world.address.port();
    let mut response = match is_ours(request.method(), request.headers(), port) {
        true => next.run(request).await,
        false => HttpError::FORBIDDEN.into_response(),
    };
    let headers = response.headers_mut();
    let fixed = |text| HeaderValue::from_static(text);
    headers.insert(X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(CACHE_CONTROL, fixed("no-store"));
    // With none at all a browser also hides where a form comes from, and its own page's forms were refused.
    headers.insert(REFERRER_POLICY, fixed("same-origin"));
    headers.insert(X_FRAME_OPTIONS, fixed("DENY"));
    headers.insert(OPENER_POLICY, fixed("same-origin"));
    headers.insert(RESOURCE_POLICY, fixed("same-origin"));
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(fixed(NO_CONTENT));
    response
}

/// Whether a request names this server, and a form comes from its own pages.
fn is_ours(method: &Method, headers: &HeaderMap, port: u16) -> bool {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let text = |name: HeaderName| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let host = text(HOST).unwrap_or_default();
    if !own.iter().any(|own| own == host) {
        return false;
    }
    if method == Method::GET {
        return true;
    }
    match text(FETCH_SITE) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => text(ORIGIN).is_none_or(|origin| origin == format!("http://{host}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_site_can_neither_rebind_the_name_nor_post_a_form() {
        let asks_from = |method: Method, host: &str, origin: Option<&str>, site: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            for (name, text) in [(ORIGIN, origin), (FETCH_SITE, site)] {
                if let Some(text) = text {
                    headers.insert(name, text.parse().unwrap());
                }
            }
            is_ours(&method, &headers, 4_000)
        };
        let asks = |method, host, origin| asks_from(method, host, origin, None);
        assert!(asks(Method::GET, "127.0.0.1:4000", None));
        assert!(asks(
            Method::POST,
            "localhost:4000",
            Some("http://localhost:4000")
        ));
        assert!(asks(Method::POST, "localhost:4000", None));
        assert!(!asks(Method::GET, "evil.example:4000", None));
        assert!(!asks(Method::GET, "127.0.0.1:4001", None));
        assert!(!asks(
            Method::POST,
            "localhost:4000",
            Some("http://evil.example")
        ));
        assert!(!asks(Method::POST, "localhost:4000", Some("null")));
        // Where a browser says from which site a form comes, that is believed: a page cannot write this line.
        let posts = |origin, site| asks_from(Method::POST, "localhost:4000", origin, Some(site));
        assert!(posts(Some("null"), "same-origin"));
        assert!(!posts(Some("null"), "cross-site"));
        assert!(!posts(Some("http://localhost:4000"), "same-site"));
        assert!(!asks_from(
            Method::POST,
            "evil.example:4000",
            None,
            Some("same-origin")
        ));
    }
}
