//! A webhook in one file: hyper on a loopback port, the signature, the rules, and one request made to itself.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use snapsell_core::{
    CommandId, Content, CustomerId, Letters, Message, Money, Settings, Shop, Timestamp, decide,
    interpret,
};
use snapsell_twilio::{
    AuthToken, EMPTY_ANSWER, EMPTY_ANSWER_TYPE, Form, SIGNATURE_HEADER, limits, parse_inbound,
    sign, verify,
};
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::{TcpListener, TcpStream};

/// The address that the provider was given: it signs this, whatever the proxy in front of us calls us.
const PUBLIC_URL: &str = "https://shop.example/t/acme/in";
/// The account at the provider, and our number there.
const ACCOUNT: &str = "AC11111111111111111111111111111111";
const NUMBER: &str = "+14155238886";

struct App {
    token: AuthToken,
    desk: Mutex<Desk>,
}

struct Desk {
    shop: Shop,
    people: BTreeMap<String, CustomerId>,
}

/// Checks, reads, decides. Nothing is durable here: a real server commits before it answers 200.
fn webhook(app: &App, signature: &str, body: &[u8]) -> StatusCode {
    let Ok(form) = Form::parse(body) else {
        return StatusCode::BAD_REQUEST;
    };
    if verify(
        PUBLIC_URL,
        &form,
        signature,
        std::slice::from_ref(&app.token),
    )
    .is_err()
    {
        return StatusCode::FORBIDDEN;
    }
    let Ok(inbound) = parse_inbound(&form) else {
        return StatusCode::BAD_REQUEST;
    };
    // A token may sign for several numbers.
    if inbound.account_sid.as_str() != ACCOUNT || inbound.to.expose() != NUMBER {
        return StatusCode::FORBIDDEN;
    }
    let mut desk = app.desk.lock().expect("nobody panics with the lock");
    let next = CustomerId::new(desk.people.len() as u32 + 1);
    let from = *desk
        .people
        .entry(inbound.from.expose().to_owned())
        .or_insert(next);
    let sid = inbound.message_sid.as_str();
    let message = Message {
        id: CommandId::new(u128::from_str_radix(&sid[2..], 16).expect("a sid is hexadecimal")),
        from,
        content: match inbound.content {
            snapsell_twilio::Content::Text(words) => Content::Text(words.to_owned()),
            _ => Content::Unknown,
        },
        mention: None,
    };
    let decision = decide(&desk.shop, &interpret(&desk.shop, &message), clock());
    if decision.is_committed() {
        desk.shop.apply(&decision.entry());
    }
    println!("{:?}: {:?}", inbound.from, decision.outcome);
    StatusCode::OK
}

async fn serve(
    app: Arc<App>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let header = request.headers().get(SIGNATURE_HEADER);
    let signature = header.and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let body = Limited::new(request.into_body(), limits::FORM_BYTES_MAX);
    let status = match body.collect().await {
        Ok(body) => webhook(&app, &signature, &body.to_bytes()),
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE,
    };
    let mut response = Response::new(Full::from(EMPTY_ANSWER));
    *response.status_mut() = status;
    let kind = hyper::header::HeaderValue::from_static(EMPTY_ANSWER_TYPE);
    response
        .headers_mut()
        .insert(hyper::header::CONTENT_TYPE, kind);
    Ok(response)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program has to ask what time it is somewhere"
)]
fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_millis(since.map_or(0, |span| span.as_millis() as i64))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = Settings::default();
    let letters = Letters::new("A").expect("A is a letter");
    settings.grid.insert(letters, Money::from_minor(5_000));
    settings.sellers.insert(CustomerId::new(1));
    let app = Arc::new(App {
        token: AuthToken::new("the token of the provider's console"),
        desk: Mutex::new(Desk {
            shop: Shop::new(settings),
            people: BTreeMap::from([("+33600000001".to_owned(), CustomerId::new(1))]),
        }),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(accept(listener, Arc::clone(&app)));

    let stranger = AuthToken::new("a guess");
    for (token, to, from, words, status) in [
        (&app.token, NUMBER, "+33600000001", "A12", 200),
        (&app.token, NUMBER, "+33600000002", "A12 svp", 200),
        (&stranger, NUMBER, "+33600000003", "A12", 403),
        (&app.token, "+14155238887", "+33600000004", "A13", 403),
    ] {
        let stream = TcpStream::connect(address).await?;
        assert_eq!(post(stream, token, to, from, words).await?, status);
    }
    assert_eq!(app.desk.lock().expect("no panic").shop.holds().count(), 1);
    Ok(())
}

async fn accept(listener: TcpListener, app: Arc<App>) {
    while let Ok((stream, _)) = listener.accept().await {
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let service = service_fn(|request| serve(Arc::clone(&app), request));
            let http = hyper::server::conn::http1::Builder::new();
            if let Err(error) = http.serve_connection(TokioIo::new(stream), service).await {
                println!("a connection broke: {error}");
            }
        });
    }
}

/// The provider's side: a signed form.
async fn post(
    stream: TcpStream,
    token: &AuthToken,
    to: &str,
    from: &str,
    words: &str,
) -> Result<u16, Box<dyn Error>> {
    let sid = format!(
        "SM{:032x}",
        from.bytes()
            .fold(0_u128, |sum, byte| sum * 31 + u128::from(byte))
    );
    let (from, to) = (format!("whatsapp:{from}"), format!("whatsapp:{to}"));
    let form = Form::from_pairs([
        ("MessageSid", sid.as_str()),
        ("AccountSid", ACCOUNT),
        ("From", &from),
        ("To", &to),
        ("Body", words),
        ("NumMedia", "0"),
    ])?;
    let request = Request::post("/t/acme/in")
        .header("host", "shop.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(SIGNATURE_HEADER, sign(PUBLIC_URL, &form, token))
        .body(Full::new(Bytes::from(form.encode())))?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?.status().as_u16())
}
