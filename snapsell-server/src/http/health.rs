//! `/healthz`, `/readyz` and `/metrics`: whether to restart, whether to send traffic, and how it goes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::metrics::Metrics;

const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Why the server should get no traffic; no cause means ready. Clones share the causes.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<Mutex<BTreeMap<&'static str, String>>>);

impl Readiness {
    /// A handle without causes: ready.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the cause `name`, or changes its detail. The detail is public: no path, no personal data.
    pub fn block(&self, name: &'static str, detail: impl Into<String>) {
        self.lock().insert(name, detail.into());
    }

    /// Takes the cause `name` away, if it is there.
    pub fn clear(&self, name: &'static str) {
        self.lock().remove(name);
    }

    /// Whether there is no cause.
    pub fn is_ready(&self) -> bool {
        self.lock().is_empty()
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
            "/metrics",
            get(async move || plain(StatusCode::OK, METRICS_TYPE, metrics.render())),
        )
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
