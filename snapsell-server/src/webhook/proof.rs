//! Proof that a request is the provider's, for this shop. Nothing it says is looked at before.

use std::sync::Arc;

use http::Request;
use hyper::body::{Body, Bytes};
use snapsell_twilio::{Form, FormError, SIGNATURE_HEADER, verify};

use super::Hooks;
use crate::blocking::blocking;
use crate::http::error::HttpError;
use crate::http::limits::{BODY_TIMEOUT, WEBHOOK_BYTES_MAX, read_body};
use crate::tenants::{Refused, Tenant};

/// A request that was proved.
pub(super) struct Proved {
    pub(super) tenant: Arc<Tenant>,
    pub(super) form: Form,
    pub(super) query: Option<String>,
}

/// Reads and proves a request. An unknown shop and a wrong signature look the same from outside.
pub(super) async fn prove<B>(
    hooks: &Hooks,
    slug: &str,
    request: Request<B>,
) -> Result<Proved, HttpError>
where
    B: Body<Data = Bytes>,
{
    let (head, body) = request.into_parts();
    let form = match form(body).await {
        Ok(form) => form,
        Err((why, error)) => {
            // What it is answered does not depend on whether its shop can be read.
            if let Ok(Some(tenant)) = find(hooks, slug).await {
                hooks.tenants.refused(&tenant, head.uri.path(), why);
            }
            return Err(error);
        }
    };
    let signature = head.headers.get(SIGNATURE_HEADER);
    let signature = signature
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let target = head
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    let public_url = hooks.tenants.public_url();
    let mut url = String::with_capacity(public_url.len() + target.len());
    url.push_str(public_url);
    url.push_str(target);

    let Some(mut tenant) = find(hooks, slug).await? else {
        hooks.metrics.webhooks.forged.inc();
        return Err(HttpError::FORBIDDEN);
    };
    if verify(&url, &form, signature, &tenant.tokens).is_err() {
        // The tokens may have been exchanged a moment ago.
        let fresh = reread(hooks, &tenant).await?;
        let proved = fresh.filter(|fresh| verify(&url, &form, signature, &fresh.tokens).is_ok());
        let Some(fresh) = proved else {
            hooks.metrics.webhooks.forged.inc();
            let path = head.uri.path();
            hooks.tenants.refused(&tenant, path, Refused::Unsigned);
            return Err(HttpError::FORBIDDEN);
        };
        tenant = fresh;
    }
    let query = head.uri.query().map(str::to_owned);
    Ok(Proved {
        tenant,
        form,
        query,
    })
}

async fn form<B>(body: B) -> Result<Form, (Refused, HttpError)>
where
    B: Body<Data = Bytes>,
{
    let body = read_body(body, WEBHOOK_BYTES_MAX, BODY_TIMEOUT).await;
    let body = body.map_err(|error| (Refused::Body(error), error.into()))?;
    Form::parse(&body).map_err(|error| {
        let answer = match error {
            FormError::TooLarge => HttpError::TOO_LARGE,
            FormError::TooManyFields | FormError::Percent | FormError::Utf8 => HttpError::MALFORMED,
        };
        (Refused::Form(error), answer)
    })
}

async fn find(hooks: &Hooks, slug: &str) -> Result<Option<Arc<Tenant>>, HttpError> {
    if let Some(known) = hooks.tenants.known(slug) {
        return Ok(Some(known));
    }
    let (tenants, slug) = (hooks.tenants.clone(), slug.to_owned());
    read(move || tenants.by_slug(&slug)).await
}

async fn reread(hooks: &Hooks, tenant: &Arc<Tenant>) -> Result<Option<Arc<Tenant>>, HttpError> {
    let (tenants, tenant) = (hooks.tenants.clone(), Arc::clone(tenant));
    read(move || tenants.again(&tenant)).await
}

async fn read<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, snapsell_store::StoreError> + Send + 'static,
) -> Result<T, HttpError> {
    blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a shop could not be read");
        HttpError::UNAVAILABLE
    })
}
