//! hyper with rustls (ring) and the web's root certificates; HTTP/1.1, connections kept.

use std::fmt;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::resolver::PublicResolver;
use super::{Answer, Timeouts, Transport};
use crate::base::{ApiBase, Origin, is_loopback};
use crate::http_message::{Request, Response, TransportError};

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
/// Well below what servers allow: a connection that closes under a request leaves that request in doubt.
const IDLE: Duration = Duration::from_secs(20);

/// The transport of production. Plain http goes to loopback hosts only; names that resolve to private
/// addresses are refused, unless it is the configured base itself.
pub struct HyperTransport {
    client: Client<HttpsConnector<HttpConnector<PublicResolver>>, Full<Bytes>>,
    timeouts: Timeouts,
}

impl HyperTransport {
    /// For one API base; media links elsewhere are carried too.
    pub fn new(base: &ApiBase, timeouts: Timeouts) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(PublicResolver::new(base.host()));
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(timeouts.connect));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .expect("ring knows the default versions of TLS")
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Self { client, timeouts }
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let bytes_max = request.response_bytes_max;
        let request = to_hyper(request).ok_or(TransportError::Connect)?;
        let answer = self.client.request(request).await.map_err(|error| {
            if error.is_connect() {
                TransportError::Connect
            } else {
                TransportError::Interrupted
            }
        })?;
        read(answer, bytes_max).await
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        let whole = self.timeouts.whole;
        Box::pin(async move {
            let answer = tokio::time::timeout(whole, self.exchange(request)).await;
            answer.unwrap_or(Err(TransportError::Interrupted))
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport")
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

/// `None` where the request may not be carried: nothing is written then.
fn to_hyper(request: Request) -> Option<hyper::Request<Full<Bytes>>> {
    let origin = Origin::of(&request.url)?;
    if origin.scheme == "http" && !is_loopback(origin.host) {
        return None;
    }
    let mut builder = hyper::Request::builder()
        .method(request.method.as_str())
        .uri(&request.url);
    if let Some(authorization) = &request.authorization {
        let mut value = HeaderValue::from_str(authorization).ok()?;
        value.set_sensitive(true);
        builder = builder.header(AUTHORIZATION, value);
    }
    if request.form.is_some() {
        builder = builder.header(CONTENT_TYPE, FORM);
    }
    builder
        .body(Full::new(Bytes::from(request.form.unwrap_or_default())))
        .ok()
}

async fn read(
    answer: hyper::Response<Incoming>,
    bytes_max: usize,
) -> Result<Response, TransportError> {
    let (parts, mut incoming) = answer.into_parts();
    let header = |name: HeaderName| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(|_| TransportError::Interrupted)?.into_data() else {
            continue;
        };
        if body.len() + data.len() > bytes_max {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&data);
    }
    Ok(Response {
        status: parts.status.as_u16(),
        retry_after: header(RETRY_AFTER),
        location: header(LOCATION),
        content_type: header(CONTENT_TYPE),
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http_message::Method;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    fn get(url: String) -> Request {
        Request {
            method: Method::Get,
            url,
            authorization: None,
            form: None,
            response_bytes_max: 100,
        }
    }

    fn transport() -> HyperTransport {
        let base = ApiBase::parse("http://127.0.0.1:1").unwrap();
        let whole = Duration::from_millis(500);
        HyperTransport::new(
            &base,
            Timeouts {
                connect: Duration::from_millis(200),
                whole,
            },
        )
    }

    /// Answers one request with these bytes, then closes.
    async fn answering(answer: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/x", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(&answer).await;
        });
        url
    }

    #[tokio::test]
    async fn an_answer_is_read_with_its_headers() {
        let url =
            answering(b"HTTP/1.1 429 x\r\nretry-after: 3\r\ncontent-length: 2\r\n\r\nno".to_vec())
                .await;
        let response = transport().send(get(url)).await.unwrap();
        assert_eq!(
            (
                response.status,
                response.retry_after.as_deref(),
                response.body
            ),
            (429, Some("3"), b"no".to_vec())
        );
    }

    #[tokio::test]
    async fn a_refused_connection_wrote_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let answer = transport().send(get(format!("http://{address}/"))).await;
        assert_eq!(answer, Err(TransportError::Connect));
        // A host that speaks no TLS fails before anything of ours is written.
        let url = answering(b"HTTP/1.1 400 x\r\n\r\n".to_vec())
            .await
            .replace("http://", "https://");
        assert_eq!(
            transport().send(get(url)).await,
            Err(TransportError::Connect)
        );
    }

    #[tokio::test]
    async fn a_reset_or_silence_after_the_request_is_in_doubt() {
        let reset = answering(Vec::new()).await;
        assert_eq!(
            transport().send(get(reset)).await,
            Err(TransportError::Interrupted)
        );
        let half = answering(b"HTTP/1.1 201 x\r\ncontent-length: 9\r\n\r\n{".to_vec()).await;
        assert_eq!(
            transport().send(get(half)).await,
            Err(TransportError::Interrupted)
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let silent = format!("http://{}/", listener.local_addr().unwrap());
        assert_eq!(
            transport().send(get(silent)).await,
            Err(TransportError::Interrupted)
        );
    }

    #[tokio::test]
    async fn a_body_over_its_bound_is_not_read_on() {
        let sized = async |bytes: usize| {
            let mut answer =
                format!("HTTP/1.1 200 x\r\ncontent-length: {bytes}\r\n\r\n").into_bytes();
            answer.resize(answer.len() + bytes, b'x');
            transport().send(get(answering(answer).await)).await
        };
        assert_eq!(sized(100).await.unwrap().body.len(), 100);
        assert_eq!(sized(101).await, Err(TransportError::TooLarge));
    }

    #[tokio::test]
    async fn https_begins_with_a_handshake() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}/", listener.local_addr().unwrap());
        let first = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            socket.read_u8().await.unwrap()
        });
        assert!(transport().send(get(url)).await.is_err());
        assert_eq!(first.await.unwrap(), 0x16, "the record of a handshake");
    }

    #[test]
    fn a_form_is_announced_and_the_secret_never_prints() {
        let mut request = get("https://shop.example/".to_owned());
        let announced = |request: &Request| {
            let request = to_hyper(request.clone()).unwrap();
            (
                request.headers().get(CONTENT_TYPE).cloned(),
                format!("{request:?}"),
            )
        };
        assert_eq!(announced(&request).0, None);
        request.method = Method::Post;
        request.form = Some("Body=A12".to_owned());
        request.authorization = Some("Basic c2VjcmV0".to_owned().into());
        let (kind, printed) = announced(&request);
        assert_eq!(kind, Some(FORM));
        assert!(!printed.contains("c2VjcmV0"), "{printed}");
    }

    #[tokio::test]
    async fn plain_http_elsewhere_is_not_carried() {
        for url in [
            "http://shop.example/",
            "http://169.254.169.254/",
            "ftp://127.0.0.1/",
            "http://a@127.0.0.1/",
        ] {
            assert!(to_hyper(get(url.to_owned())).is_none(), "{url}");
            assert_eq!(
                transport().send(get(url.to_owned())).await,
                Err(TransportError::Connect),
                "{url}"
            );
        }
        assert!(to_hyper(get("http://127.0.0.1:1/".to_owned())).is_some());
        assert!(to_hyper(get("https://shop.example/".to_owned())).is_some());
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_connected_to_unless_it_is_the_base() {
        let answer = b"HTTP/1.1 200 x\r\ncontent-length: 0\r\n\r\n".to_vec();
        let url = answering(answer.clone())
            .await
            .replace("127.0.0.1", "localhost");
        assert_eq!(
            transport().send(get(url)).await,
            Err(TransportError::Connect)
        );
        let base = ApiBase::parse("http://localhost:1").unwrap();
        let url = answering(answer).await.replace("127.0.0.1", "localhost");
        let trusting = HyperTransport::new(&base, Timeouts::default());
        assert_eq!(trusting.send(get(url)).await.unwrap().status, 200);
    }
}
