//! The ceiling: hyper, the form read, the signature checked, nothing decided and nothing stored.

use crate::child::{announce, until_told};
use crate::requests::{PUBLIC_URL, SLUG, TOKEN};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use snapsell_twilio::{
    AuthToken, EMPTY_ANSWER, EMPTY_ANSWER_TYPE, Form, SIGNATURE_HEADER, parse_inbound, verify,
};
use std::io;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};

struct Shop {
    url: String,
    token: AuthToken,
}

/// Serves until told to stop.
///
/// # Errors
/// The socket's own.
pub async fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    announce(listener.local_addr()?);
    let shop = Arc::new(Shop {
        url: format!("{PUBLIC_URL}/t/{SLUG}/in"),
        token: AuthToken::new(TOKEN),
    });
    tokio::select! {
        served = accept(&listener, &shop) => served,
        () = until_told() => Ok(()),
    }
}

async fn accept(listener: &TcpListener, shop: &Arc<Shop>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(connection(stream, Arc::clone(shop)));
    }
}

async fn connection(stream: TcpStream, shop: Arc<Shop>) {
    let service = service_fn(|request| answer(&shop, request));
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if let Err(error) = served.await {
        eprintln!("ceiling: {error}");
    }
}

async fn answer(
    shop: &Shop,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let signature = head.headers.get(SIGNATURE_HEADER);
    let signature = signature.and_then(|value| value.to_str().ok());
    let believed = signature.is_some_and(|signature| {
        Form::parse(&body).is_ok_and(|form| {
            let tokens = std::slice::from_ref(&shop.token);
            verify(&shop.url, &form, signature, tokens).is_ok() && parse_inbound(&form).is_ok()
        })
    });
    let mut response = Response::new(Full::from(EMPTY_ANSWER));
    if believed {
        let kind = HeaderValue::from_static(EMPTY_ANSWER_TYPE);
        response.headers_mut().insert(CONTENT_TYPE, kind);
    } else {
        *response.status_mut() = StatusCode::FORBIDDEN;
    }
    Ok(response)
}
