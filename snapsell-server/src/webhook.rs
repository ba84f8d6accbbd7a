//! The provider's webhooks: proved first, then believed, answered only when what they say is durable.

mod door;
mod inbound;
mod proof;
mod statuses;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, StatusCode};
use hyper::body::Bytes;
use snapsell_core::Outcome;
use snapsell_twilio::{EMPTY_ANSWER, EMPTY_ANSWER_TYPE, parse_inbound, parse_status};
use tokio::sync::oneshot;

use crate::engine::{Engine, Trouble, correlation};
use crate::http::error::HttpError;
use crate::http::health::Readiness;
use crate::mask::Masked;
use crate::metrics::Metrics;
use crate::signals::Signals;
use crate::tenants::{Refused, Tenant, Tenants};

/// What the provider is told about retries: five of them, when we cannot be reached or say that it is our fault.
const RETRIES: &str = "#rc=5&rp=5xx,ct,rt";

/// The address for a shop's messages, as it is pasted at the provider.
pub(crate) fn inbound_address(base: &str, slug: &str) -> String {
    format!("{base}/t/{slug}/in{RETRIES}")
}

/// The address for the fate of its replies.
pub(crate) fn status_address(base: &str, slug: &str) -> String {
    format!("{base}/t/{slug}/status")
}

pub use door::door;
pub use inbound::incoming;
pub use statuses::Statuses;

/// How long a webhook waits for its commit: less than the provider waits for us.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(8);
/// The names of the causes in the answer of `/readyz`.
pub(crate) const QUEUE_CAUSE: &str = "queue";
pub(crate) const LATE_CAUSE: &str = "late";

/// What the two routes work with.
#[derive(Debug)]
pub struct Hooks {
    /// The shops.
    pub tenants: Tenants,
    /// Where messages go.
    pub engine: Engine,
    /// Where statuses go.
    pub statuses: Statuses,
    /// Figures.
    pub metrics: Metrics,
    /// Where a full queue is told.
    pub readiness: Readiness,
    /// Rung when media came.
    pub signals: Signals,
}

/// `POST /t/{shop}/in` and `POST /t/{shop}/status`.
pub fn router(hooks: Arc<Hooks>) -> Router {
    Router::new()
        .route("/t/{shop}/in", post(message))
        .route("/t/{shop}/status", post(status))
        .with_state(hooks)
}

async fn message(
    State(hooks): State<Arc<Hooks>>,
    Path(slug): Path<String>,
    request: Request<Body>,
) -> Response {
    hooks.answer_message(&slug, request).await
}

async fn status(
    State(hooks): State<Arc<Hooks>>,
    Path(slug): Path<String>,
    request: Request<Body>,
) -> Response {
    match hooks.status(&slug, request).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => hooks.refused(error),
    }
}

impl Hooks {
    async fn answer_message<B>(&self, slug: &str, request: Request<B>) -> Response
    where
        B: hyper::body::Body<Data = Bytes>,
    {
        match self.message(slug, request).await {
            Ok(()) => {
                let mut response = Response::new(Body::from(EMPTY_ANSWER));
                let xml = HeaderValue::from_static(EMPTY_ANSWER_TYPE);
                response.headers_mut().insert(CONTENT_TYPE, xml);
                response
            }
            Err(error) => self.refused(error),
        }
    }

    async fn message<B>(&self, slug: &str, request: Request<B>) -> Result<(), HttpError>
    where
        B: hyper::body::Body<Data = Bytes>,
    {
        let proved = proof::prove(self, slug, request).await?;
        let tenant = &proved.tenant;
        let inbound = parse_inbound(&proved.form)
            .map_err(|error| self.not_taken(tenant, "in", Refused::Fields(error)))?;
        if inbound.account_sid != tenant.account || inbound.to != tenant.address {
            return Err(self.not_taken(tenant, "in", Refused::Another));
        }
        let incoming = incoming(&inbound, tenant);
        let media = !incoming.media.is_empty();
        tracing::debug!(
            correlation_id = %correlation(incoming.command_id()),
            shop = tenant.shop.get(),
            slug = tenant.slug,
            message_sid = incoming.native_id,
            from = %Masked(incoming.sender.phone.as_deref().unwrap_or_default()),
            "received"
        );
        let answer = self.engine.message(tenant.shop, incoming);
        let answer = answer.map_err(|trouble| self.trouble(trouble))?;
        let settled = in_time(&self.readiness, answer, ANSWER_TIMEOUT).await;
        match settled.map_err(|trouble| self.trouble(trouble))?.outcome {
            Outcome::Duplicate => self.metrics.webhooks.duplicate.inc(),
            Outcome::Done | Outcome::Refused(_) | Outcome::Idle => {
                self.metrics.webhooks.accepted.inc()
            }
        };
        if media {
            self.signals.media.notify_one();
        }
        Ok(())
    }

    async fn status(&self, slug: &str, request: Request<Body>) -> Result<(), HttpError> {
        let proved = proof::prove(self, slug, request).await?;
        let tenant = &proved.tenant;
        let update = parse_status(&proved.form, proved.query.as_deref())
            .map_err(|error| self.not_taken(tenant, "status", Refused::Fields(error)))?;
        let ours = update
            .from
            .as_ref()
            .is_none_or(|from| *from == tenant.address);
        if update.account_sid != tenant.account || !ours {
            return Err(self.not_taken(tenant, "status", Refused::Another));
        }
        let noted = self.statuses.note(tenant.shop, &update);
        let noted = noted.map_err(|trouble| self.trouble(trouble))?;
        let noted = in_time(&self.readiness, noted, ANSWER_TIMEOUT).await;
        noted.map_err(|trouble| self.trouble(trouble))
    }

    /// Signed with a token of the shop, and refused all the same.
    fn not_taken(&self, tenant: &Tenant, what: &str, why: Refused) -> HttpError {
        let path = format!("/t/{}/{what}", tenant.slug);
        self.tenants.refused(tenant, &path, why);
        match why {
            Refused::Unsigned | Refused::Another => HttpError::FORBIDDEN,
            Refused::Body(_) | Refused::Form(_) | Refused::Fields(_) => HttpError::MALFORMED,
        }
    }

    fn trouble(&self, trouble: Trouble) -> HttpError {
        match trouble {
            Trouble::Busy => {
                self.readiness
                    .block(QUEUE_CAUSE, "too much waits to be decided");
                HttpError::UNAVAILABLE
            }
            Trouble::Unavailable | Trouble::Failed => HttpError::UNAVAILABLE,
            Trouble::NoShop => HttpError::FORBIDDEN,
        }
    }

    fn refused(&self, error: HttpError) -> Response {
        let webhooks = &self.metrics.webhooks;
        match error.status {
            StatusCode::FORBIDDEN => webhooks.forbidden.inc(),
            StatusCode::SERVICE_UNAVAILABLE => webhooks.unavailable.inc(),
            _ => webhooks.malformed.inc(),
        };
        error.into_response()
    }
}

/// What is durable within the time that a webhook has. What comes later is durable too, and the provider's next try is a
/// repetition.
async fn in_time<T>(
    readiness: &Readiness,
    answer: oneshot::Receiver<Result<T, Trouble>>,
    limit: Duration,
) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => answer.unwrap_or(Err(Trouble::Unavailable)),
        Err(_late) => {
            let seconds = limit.as_secs();
            readiness.block(
                LATE_CAUSE,
                format!("nothing durable within {seconds} seconds"),
            );
            Err(Trouble::Unavailable)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_that_comes_too_late_is_no_answer_and_is_told() {
        let readiness = Readiness::new();
        let (tell, told) = oneshot::channel();
        tell.send(Ok(7)).unwrap();
        assert_eq!(in_time(&readiness, told, ANSWER_TIMEOUT).await, Ok(7));
        let (tell, told) = oneshot::channel::<Result<u8, _>>();
        drop(tell);
        let gone = in_time(&readiness, told, ANSWER_TIMEOUT).await;
        assert_eq!(gone, Err(Trouble::Unavailable));
        assert!(readiness.is_ready());

        let (tell, told) = oneshot::channel::<Result<u8, _>>();
        let late = in_time(&readiness, told, Duration::from_millis(1)).await;
        assert_eq!(late, Err(Trouble::Unavailable));
        assert!(tell.is_closed());
        assert!(readiness.is_blocked_by(LATE_CAUSE));
    }
}
