//! Carrying requests: the seam, and hyper with rustls behind it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::answer::{SendOutcome, classify, classify_io_error};
use crate::http_message::{Request, Response, TransportError};
use crate::media::{MediaFetch, MediaFile, MediaRefusal, MediaStep};
use crate::request::{Api, Outgoing, RequestError};

mod hyper_transport;
mod resolver;

pub use hyper_transport::HyperTransport;

/// An answer on its way.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

/// Carries one request and reads its answer whole.
///
/// What must hold: redirects are not followed; no more than the request's bound is read;
/// [`TransportError::Connect`] is given only when surely nothing was written, for the caller will send again.
/// Where that is in doubt the error is [`TransportError::Interrupted`]: a doubt costs a look-up, an error here a
/// message sent twice. A future that is dropped leaves the request in the second state.
pub trait Transport: Send + Sync {
    /// Sends and waits.
    fn send(&self, request: Request) -> Answer<'_>;
}

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the TCP connection.
    pub connect: Duration,
    /// For the whole exchange, connection and body included.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(20),
        }
    }
}

/// Sends one message and judges what became of it.
pub async fn send_message(
    transport: &dyn Transport,
    api: &Api,
    message: &Outgoing<'_>,
) -> Result<SendOutcome, RequestError> {
    let request = api.create_message(message)?;
    Ok(match transport.send(request).await {
        Ok(response) => classify(&response),
        Err(error) => classify_io_error(error.phase()),
    })
}

/// Fetches one medium, waiting between tries.
pub async fn fetch_media(
    transport: &dyn Transport,
    mut fetch: MediaFetch,
) -> Result<MediaFile, MediaRefusal> {
    loop {
        let answer = transport.send(fetch.request()).await;
        match fetch.on_answer(answer) {
            MediaStep::Again => {}
            MediaStep::After(wait) => tokio::time::sleep(wait).await,
            MediaStep::Done(file) => return Ok(file),
            MediaStep::Refused(refusal) => return Err(refusal),
        }
    }
}
