//! Signed posts to our own webhooks, as the provider makes them.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, USER_AGENT};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::base::Origin;
use crate::form::Form;
use crate::http_message::TransportError;
use crate::signature::{SIGNATURE_HEADER, sign};
use crate::token::AuthToken;

/// The provider's own read timeout.
const TIMEOUT: Duration = Duration::from_secs(15);

pub(super) struct Poster {
    client: Client<HttpConnector, Full<Bytes>>,
    deliver_to: Option<String>,
}

impl Poster {
    pub(super) fn new(deliver_to: Option<String>) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            deliver_to,
        }
    }

    /// Posts a form, signed over the URL without its fragment; gives the HTTP status.
    pub(super) async fn post(
        &self,
        url: &str,
        form: &Form,
        token: &AuthToken,
    ) -> Result<u16, TransportError> {
        let public = url.split('#').next().unwrap_or_default();
        let rest = Origin::of(public).ok_or(TransportError::Connect)?.rest;
        let target = self
            .deliver_to
            .as_ref()
            .map_or_else(|| public.to_owned(), |origin| format!("{origin}{rest}"));
        let request = hyper::Request::post(target)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(USER_AGENT, "TwilioProxy/1.1")
            .header(SIGNATURE_HEADER, sign(public, form, token))
            .body(Full::new(Bytes::from(form.encode())))
            .map_err(|_| TransportError::Connect)?;
        let exchange = async {
            let answer = self.client.request(request).await.map_err(|error| {
                if error.is_connect() {
                    TransportError::Connect
                } else {
                    TransportError::Interrupted
                }
            })?;
            let status = answer.status().as_u16();
            answer
                .into_body()
                .collect()
                .await
                .map_err(|_| TransportError::Interrupted)?;
            Ok(status)
        };
        tokio::time::timeout(TIMEOUT, exchange)
            .await
            .unwrap_or(Err(TransportError::Interrupted))
    }
}
