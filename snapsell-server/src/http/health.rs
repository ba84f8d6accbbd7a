//! `/healthz`, `/readyz` and `/metrics`: whether to restart, whether to send traffic, and how it goes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::error::HttpError;
use crate::config::MetricsToken;
use crate::metrics::Metrics;

const METRICS: &str = "/metrics";
const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Why the server should get no traffic; no cause means ready. Clones share the causes.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<Mutex<BTreeMap<&'static str, String>>>);

impl Readiness {
    /// A handle without causes: ready.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the cause `name`, which is logged, or changes its detail. The detail is public: no path, no personal data.
    pub fn block(&self, name: &'static str, detail: impl Into<String>) {
        let detail = detail.into();
        if self.lock().insert(name, detail.clone()).is_none() {
            tracing::error!(cause = name, detail, "not ready; see /readyz");
        }
    }

    /// Takes the server out of traffic for its stop, which is no trouble to log.
    pub fn stop(&self) {
        let detail = "the server is stopping".to_owned();
        self.lock().insert("stopping", detail);
    }

    /// Takes the cause `name` away, if it is there, which is logged.
    pub fn clear(&self, name: &'static str) {
        if self.lock().remove(name).is_some() {
            tracing::info!(cause = name, "no longer a cause not to be ready");
        }
    }

    /// Whether there is no cause.
    pub fn is_ready(&self) -> bool {
        self.lock().is_empty()
    }

    /// Whether the cause `name` is there.
    pub fn is_blocked_by(&self, name: &str) -> bool {
        self.lock().contains_key(name)
    }

    /// All causes and their details, by name.
    pub fn causes(&self) -> Vec<(&'static str, String)> {
        let causes = self.lock();
        causes
            .iter()
            .map(|(name, detail)| (*name, detail.clone()))
            .collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The three routes.
pub fn router(readiness: Readiness, metrics: Metrics) -> Router {
    Router::new()
        .route(
            "/healthz",
            get(async || {
                plain(
                    StatusCode::OK,
                    "text/plain; charset=utf-8",
                    "ok\n".to_owned(),
                )
            }),
        )
        .route("/readyz", get(async move || ready(&readiness)))
        .route(
            METRICS,
            get(async move || plain(StatusCode::OK, METRICS_TYPE, metrics.render())),
        )
}

/// With a token, `/metrics` is for whoever shows it, as `Authorization: Bearer …`; without one, for anybody.
pub fn guarded(router: Router, token: Option<MetricsToken>) -> Router {
    let Some(token) = token else {
        return router;
    };
    let guard = move |request: Request, next: Next| async move {
        if request.uri().path() == METRICS && !shows(request.headers(), token) {
            let mut response = HttpError::UNAUTHENTICATED.into_response();
            let bearer = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, bearer);
            return response;
        }
        next.run(request).await
    };
    router.layer(from_fn(guard))
}

fn shows(headers: &HeaderMap, token: MetricsToken) -> bool {
    let line = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    let shown = line.and_then(|line| line.strip_prefix(b"Bearer "));
    shown.is_some_and(|shown| token.is(shown))
}

fn ready(readiness: &Readiness) -> Response {
    let causes = readiness.causes();
    let status = match causes.as_slice() {
        [] => StatusCode::OK,
        [..] => StatusCode::SERVICE_UNAVAILABLE,
    };
    let causes: Vec<serde_json::Value> = causes
        .iter()
        .map(|(name, detail)| serde_json::json!({"cause": name, "detail": detail}))
        .collect();
    let body = serde_json::json!({"ready": causes.is_empty(), "causes": causes});
    plain(status, "application/json", format!("{body}\n"))
}

fn plain(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::testkit::Capture;
    use axum::body::Body;
    use tower::ServiceExt as _;

    async fn asked(token: Option<&str>, path: &str, line: Option<&str>) -> StatusCode {
        let token = token.map(|token| MetricsToken::from_line(token).expect("a token"));
        let router = guarded(router(Readiness::new(), Metrics::new()), token);
        let mut request = Request::get(path);
        if let Some(line) = line {
            request = request.header(AUTHORIZATION, line);
        }
        let request = request.body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().status()
    }

    #[test]
    fn a_cause_is_logged_when_it_comes_and_when_it_goes() {
        let capture = Capture::default();
        let _log = capture.start();
        let readiness = Readiness::new();
        for detail in ["first", "second"] {
            readiness.clear("late");
            readiness.clone().block("late", "slow");
            readiness.block("late", detail);
        }
        readiness.clear("late");
        assert!(readiness.is_ready());
        readiness.stop();
        assert!(readiness.is_blocked_by("stopping"));
        let log = capture.text();
        let said = |what: &str| log.matches(what).count();
        assert_eq!(said("not ready; see /readyz"), 2, "{log}");
        assert_eq!(said("no longer a cause"), 2, "{log}");
    }

    #[tokio::test]
    async fn figures_are_for_whoever_shows_the_token_and_health_for_anybody() {
        let token = Some("0123456789abcdef");
        let shown = |line| asked(token, "/metrics", line);
        assert_eq!(shown(None).await, StatusCode::UNAUTHORIZED);
        assert_eq!(shown(Some("Bearer 0123456789abcde")).await, 401);
        assert_eq!(shown(Some("0123456789abcdef")).await, 401);
        assert_eq!(shown(Some("Bearer 0123456789abcdef")).await, 200);
        for path in ["/healthz", "/readyz"] {
            assert_eq!(asked(token, path, None).await, 200, "{path}");
        }
        assert_eq!(asked(None, "/metrics", None).await, 200);
        assert!(MetricsToken::from_line("too short\n").is_none());
    }
}
