//! A shop's webhook inside an axum app of your own: its pages stay yours, the message is durable before the 200.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, StatusCode};
use snapsell_core::{
    CommandId, Commit, CommitError, Content, Journal as _, Letters, Message, Money, Receipt,
    Settings, Shop, ShopId, Timestamp, decide, interpret,
};
use snapsell_store::{ContactRef, MasterKey, NewShop, Options, Store};
use snapsell_twilio::{
    Address, AuthToken, EMPTY_ANSWER, EMPTY_ANSWER_TYPE, Form, SIGNATURE_HEADER, limits,
    parse_inbound, sign, verify,
};
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use tower::ServiceExt as _;

/// The address that the provider was given: it signs this, whatever the proxy in front of us calls us.
const PUBLIC_URL: &str = "https://boutique.example/whatsapp";
/// The account at the provider, and our number there.
const ACCOUNT: &str = "AC11111111111111111111111111111111";
const NUMBER: &str = "+14155238886";

struct Desk {
    store: Store,
    id: ShopId,
    token: AuthToken,
    /// The state in memory: the fold of the journal, and nothing else.
    shop: Mutex<Shop>,
}

async fn webhook(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, StatusCode> {
    let header = headers.get(SIGNATURE_HEADER);
    let signature = header.and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    // The store waits for the disk: beside the async tasks.
    let taken = tokio::task::spawn_blocking(move || desk.take(&signature, &body));
    let status = taken.await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    // Of another type, the answer would be read as words for the customer.
    status.map(|()| ([(CONTENT_TYPE, EMPTY_ANSWER_TYPE)], EMPTY_ANSWER))
}

impl Desk {
    /// Checks, reads, decides, commits; only then the state in memory moves.
    fn take(&self, signature: &str, body: &[u8]) -> Result<(), StatusCode> {
        let form = Form::parse(body).map_err(|_| StatusCode::BAD_REQUEST)?;
        let tokens = std::slice::from_ref(&self.token);
        verify(PUBLIC_URL, &form, signature, tokens).map_err(|_| StatusCode::FORBIDDEN)?;
        let inbound = parse_inbound(&form).map_err(|_| StatusCode::BAD_REQUEST)?;
        // A token may sign for several numbers.
        if inbound.account_sid.as_str() != ACCOUNT || inbound.to.expose() != NUMBER {
            return Err(StatusCode::FORBIDDEN);
        }
        // What is no text is kept too: the team sees that something came.
        let (words, content) = match inbound.content {
            snapsell_twilio::Content::Text(words) => (words, Content::Text(words.to_owned())),
            _ => ("", Content::Unknown),
        };
        let busy = |_| StatusCode::SERVICE_UNAVAILABLE;
        let now = clock();
        let phone = match &inbound.from {
            Address::Phone(phone) => Some(phone.expose()),
            Address::UserId(_) => None,
        };
        let user_id = phone.is_none().then(|| inbound.from.expose());
        let who = ContactRef {
            phone,
            user_id,
            name: inbound.profile_name,
            at: now,
        };
        let from = self.store.contact(self.id, &who).map_err(busy)?;
        let sid = inbound.message_sid.as_str();
        let id = u128::from_str_radix(&sid[2..], 16).map_err(|_| StatusCode::BAD_REQUEST)?;
        let message = Message {
            id: CommandId::new(id),
            from,
            content,
            mention: None,
        };
        let mut shop = self.shop.lock().expect("nobody panics with the lock");
        let decision = decide(&shop, &interpret(&shop, &message), now);
        if !decision.is_committed() {
            return Ok(());
        }
        let entry = decision.entry();
        let receipt = Some(Receipt {
            native_id: sid.to_owned(),
            from,
            content: words.as_bytes().to_vec(),
        });
        let shop_id = self.id;
        let commit = Commit {
            shop: shop_id,
            decision,
            receipt,
        };
        match self.store.commit(&[commit]).remove(0) {
            Ok(()) => shop.apply(&entry),
            Err(CommitError::Duplicate) => {}
            // With one process there is no race; with several, read the journal again and decide anew.
            Err(CommitError::Conflict | CommitError::Store(_)) => {
                return Err(StatusCode::SERVICE_UNAVAILABLE);
            }
        }
        Ok(())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program has to ask what time it is somewhere"
)]
fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_millis(since.map_or(0, |span| span.as_millis() as i64))
}

fn open(folder: &std::path::Path, token: &str) -> Result<Desk, Box<dyn Error>> {
    let database = folder.join("boutique.db");
    Store::migrate(&database, false)?;
    let key = MasterKey::from_base64(&MasterKey::generate_base64()?)?;
    let store = Store::open(&database, key, Options::default())?;
    let id = store.create_shop(&NewShop {
        slug: "boutique".to_owned(),
        name: "Chez Marie".to_owned(),
        whatsapp: NUMBER.to_owned(),
        account_sid: ACCOUNT.to_owned(),
        auth_tokens: vec![token.to_owned()],
        api_key: None,
    })?;
    let marie = ContactRef {
        phone: Some("+33600000001"),
        user_id: None,
        name: Some("Marie"),
        at: clock(),
    };
    // Kept in memory for brevity; `Action::Configure` would put them into the journal like everything else.
    let mut settings = Settings::default();
    let letters = Letters::new("A").expect("A is a letter");
    settings.grid.insert(letters, Money::from_minor(5_000));
    settings.sellers.insert(store.mention(id, &marie)?);
    Ok(Desk {
        store,
        id,
        token: AuthToken::new(token),
        shop: Mutex::new(Shop::new(settings)),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("embed-in-axum-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let desk = Arc::new(open(&folder, "the token of the provider's console")?);
    let app = Router::new()
        .route("/", get(async || "the pages of the boutique"))
        .route("/whatsapp", post(webhook))
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
        .with_state(Arc::clone(&desk));

    // Where a real program calls `axum::serve`, this one asks itself.
    assert_eq!(say(&app, &desk.token, "+33600000001", "A12").await?, 200);
    assert_eq!(say(&app, &desk.token, "+33600000002", "a 12").await?, 200);
    assert_eq!(say(&app, &desk.token, "+33600000002", "a 12").await?, 200);
    let guess = AuthToken::new("a guess");
    assert_eq!(say(&app, &guess, "+33600000003", "A12").await?, 403);
    let entries = desk.store.entries_after(desk.id, Default::default(), 10)?;
    println!("{} entries are durable", entries.len());
    assert_eq!(
        (
            entries.len(),
            desk.shop.lock().expect("no panic").holds().count()
        ),
        (2, 1)
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The provider's side: a signed form.
async fn say(
    app: &Router,
    token: &AuthToken,
    from: &str,
    words: &str,
) -> Result<u16, Box<dyn Error>> {
    let sum = from
        .bytes()
        .fold(0_u128, |sum, byte| sum * 31 + u128::from(byte));
    let (sid, from) = (format!("SM{sum:032x}"), format!("whatsapp:{from}"));
    let to = format!("whatsapp:{NUMBER}");
    let form = Form::from_pairs([
        ("MessageSid", sid.as_str()),
        ("AccountSid", ACCOUNT),
        ("From", &from),
        ("To", &to),
        ("Body", words),
        ("NumMedia", "0"),
    ])?;
    let request = Request::post("/whatsapp")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(SIGNATURE_HEADER, sign(PUBLIC_URL, &form, token))
        .body(Body::from(form.encode()))?;
    Ok(app.clone().oneshot(request).await?.status().as_u16())
}
