//! Two shops with their teams, staff of the installation, and a browser that only knows forms.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use snapsell_core::{Action, Letters, Money, Settings, Shop, ShopId, UserId};
use snapsell_server::clock::Clock;
use snapsell_server::config::Networks;
use snapsell_server::console::{self, Console};
use snapsell_server::engine::{self, Incoming, Sender};
use snapsell_server::http::health::Readiness;
use snapsell_server::metrics::Metrics;
use snapsell_server::shutdown::{self, Trigger};
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{ContactRef, MasterKey, NewShop, Options, Store};
use snapsell_twilio::ApiBase;
use snapsell_twilio::client::{HyperTransport, Timeouts};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const PUBLIC_URL: &str = "http://127.0.0.1:8080";
/// 2026-11-22 20:14 UTC.
pub(crate) const START_MS: i64 = 1_795_378_440_000;
pub(crate) const PASSWORD: &str = "correct horse";

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) clock: Clock,
    /// The first shop, with customers and everything.
    pub(crate) shop: ShopId,
    /// Another one.
    pub(crate) other: ShopId,
    said: AtomicU64,
    console: Console,
    trigger: Trigger,
    folder: TempDir,
}

/// A page that came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: Option<String>,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("snapsell.db");
        let key = MasterKey::generate_base64().unwrap();
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&key).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        let clock = Clock::manual(START_MS);
        let base = ApiBase::parse("http://127.0.0.1:9").unwrap();
        let app = App::start(Setup {
            store,
            public_url: PUBLIC_URL.to_owned(),
            transport: Arc::new(HyperTransport::new(&base, Timeouts::default())),
            api_base: base,
            clock: clock.clone(),
            engine: engine::Options::default(),
            catch_up: false,
            seed: 7,
            metrics: Metrics::new(),
            readiness: Readiness::new(),
        })
        .unwrap();
        let (trigger, shutdown) = shutdown::channel();
        let options = console::Options {
            trusted: Networks::default(),
            shutdown,
            sign_up: true,
            demo: false,
        };
        let console = Console::new(&app, options);
        let router = app.routes().merge(console.router());
        let shop = new_shop(&app, "acme", "Chez Marie", "+14155238886").await;
        let other = new_shop(&app, "other", "Karim", "+14155238887").await;
        Self {
            app,
            router,
            clock,
            shop,
            other,
            said: AtomicU64::new(1),
            console,
            trigger,
            folder,
        }
    }

    /// What lies on the disk, file after file.
    pub(crate) fn on_disk(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let read = |file: std::io::Result<std::fs::DirEntry>| std::fs::read(file.unwrap().path());
        files.filter_map(|file| read(file).ok()).flatten().collect()
    }

    /// The server begins to stop: what could be taken back is carried out.
    pub(crate) async fn settled(&self) {
        self.trigger.drain();
        self.console.settled().await;
    }

    /// The settings of the shop as they stand.
    pub(crate) async fn settings(&self) -> Settings {
        let look = |shop: &Shop| shop.settings().clone();
        self.app.engine.look(self.shop, look).await.unwrap()
    }

    /// The shop has these settings from now on, without anybody's form.
    pub(crate) async fn configure(&self, settings: Settings) {
        let configure = Action::Configure(Box::new(settings));
        self.app.engine.system(self.shop, configure).await.unwrap();
    }

    /// A member of a team, or of the staff, with [`PASSWORD`].
    pub(crate) fn user(&self, shop: Option<ShopId>, email: &str, role: &str) -> UserId {
        let hash = snapsell_server::password::hash(PASSWORD).unwrap();
        let store = &self.app.store;
        store
            .create_user(shop, email, role, &hash, self.app.now())
            .unwrap()
    }

    /// Signs in; answers her cookie.
    pub(crate) async fn sign_in(&self, email: &str) -> String {
        let page = self
            .post(
                "/connexion",
                "",
                &[("email", email), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.status, 303, "{}", page.text);
        page.cookie.expect("a session")
    }

    /// A session of hers, without the form.
    pub(crate) fn session(&self, user: UserId) -> String {
        let number = self.said.fetch_add(1, Ordering::Relaxed);
        let token = format!("{number:043}");
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        self.app
            .store
            .open_session(&hash, user, "test", self.app.now())
            .unwrap();
        token
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Page {
        self.send(Method::GET, path, cookie, None, Body::empty())
            .await
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Page {
        let encode =
            |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.send(
            Method::POST,
            path,
            cookie,
            Some(kind),
            Body::from(pairs.join("&")),
        )
        .await
    }

    /// A new owner connects +1 415 523 8899 with the form of the first steps, as she might write it.
    pub(crate) async fn connect(&self, cookie: &str) {
        let account = format!("AC{:032x}", 9);
        let number = [
            ("number", "+1 415 523 8899"),
            ("account", account.as_str()),
            ("token", "0123456789abcdef0123456789abcdef"),
            ("seller", SELLER),
        ];
        let done = self.post("/demarrer/whatsapp", cookie, &number).await;
        assert_eq!(done.status, 303);
    }

    /// A form with one file.
    pub(crate) async fn upload(&self, path: &str, cookie: &str, file: &[u8]) -> Page {
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let kind = "multipart/form-data; boundary=x";
        self.send(Method::POST, path, cookie, Some(kind), Body::from(body))
            .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        kind: Option<&str>,
        body: Body,
    ) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "127.0.0.1:8080")
            .header(ORIGIN, PUBLIC_URL);
        if !cookie.is_empty() {
            request = request.header(COOKIE, format!("snapsell={cookie}"));
        }
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        self.raw(request.body(body).unwrap()).await
    }

    pub(crate) async fn raw(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let streams = headers
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        let bytes = match streams {
            true => Vec::new(),
            false => response
                .into_body()
                .collect()
                .await
                .unwrap()
                .to_bytes()
                .to_vec(),
        };
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let cookie = headers.get_all(SET_COOKIE).iter().find_map(|line| {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            (name == "snapsell").then(|| rest.split(';').next().unwrap().to_owned())
        });
        Page {
            status,
            location: text(LOCATION).to_owned(),
            cookie,
            text: String::from_utf8_lossy(&bytes).replace("&#x2f;", "/"),
            bytes,
            headers,
        }
    }

    /// A customer, or the seller, writes to the first shop.
    pub(crate) async fn says(&self, phone: &str, name: &str, text: &str) {
        self.sends(
            phone,
            name,
            snapsell_core::Content::Text(text.to_owned()),
            Vec::new(),
        )
        .await;
    }

    /// A message with anything in it.
    pub(crate) async fn sends(
        &self,
        phone: &str,
        name: &str,
        content: snapsell_core::Content,
        media: Vec<String>,
    ) {
        let number = self.said.fetch_add(1, Ordering::Relaxed);
        let incoming = Incoming {
            native_id: format!("SM{number:032x}"),
            sender: Sender {
                phone: Some(phone.to_owned()),
                user_id: None,
                name: Some(name.to_owned()),
            },
            content,
            words: None,
            media,
        };
        let answer = self.app.engine.message(self.shop, incoming).unwrap();
        answer.await.unwrap().unwrap();
    }
}

impl Page {
    pub(crate) fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// What a hidden field of a form on it holds.
    pub(crate) fn field(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let start = self.text.find(&mark).expect("a field") + mark.len();
        self.text[start..]
            .chars()
            .take_while(|letter| *letter != '"')
            .collect()
    }
}

async fn new_shop(app: &App, slug: &str, name: &str, number: &str) -> ShopId {
    let shop = app
        .store
        .create_shop(&NewShop {
            slug: slug.into(),
            name: name.into(),
            whatsapp: number.into(),
            account_sid: format!("AC{:032x}", slug.len()),
            auth_tokens: vec!["0123456789abcdef0123456789abcdef".into()],
            api_key: None,
        })
        .unwrap();
    let who = ContactRef {
        phone: Some(SELLER),
        user_id: None,
        name: Some("Marie"),
        at: app.now(),
    };
    let seller = app.store.mention(shop, &who).unwrap();
    let prices = [("A", 5_000), ("B", 10_000), ("S", 2_000)];
    let prices =
        prices.map(|(letters, price)| (Letters::new(letters).unwrap(), Money::from_minor(price)));
    let settings = Settings {
        grid: BTreeMap::from(prices),
        sellers: [seller].into(),
        ..Settings::default()
    };
    let configure = Action::Configure(Box::new(settings));
    app.engine.system(shop, configure).await.unwrap();
    shop
}

pub(crate) const SELLER: &str = "+2250700000000";
pub(crate) const AWA: &str = "+2250700000042";
pub(crate) const FATOU: &str = "+2250700000043";
