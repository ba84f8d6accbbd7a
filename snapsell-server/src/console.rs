//! The console: pages for the seller's phone, the agent's desk, the owner's numbers and the operator's eye.
//!
//! Pages are made here and work without a script; a script that is there exchanges the parts that changed. Every route
//! and who may call it stands in [`table`](table::table); rules stay in the engine, which the buttons send commands to.

mod access;
mod account;
mod answer;
mod ask;
mod assets;
mod currencies;
mod customers;
mod data;
mod deeds;
#[cfg(feature = "demo")]
mod demo;
mod dialled;
mod enter;
mod errors;
mod few;
mod figures;
mod form;
mod frame;
mod guard;
mod hashing;
mod help;
mod invite;
mod items;
mod landing;
mod live;
mod lock;
mod ops;
mod orders;
mod overlay;
mod per_shop;
mod person;
mod proofs;
mod recovery;
mod refusal;
mod rescue;
mod serve;
mod session;
mod settings;
mod show;
mod signup;
mod start;
mod stream;
mod table;
mod team;
mod templates;
#[cfg(feature = "testkit")]
pub mod testkit;
mod throttle;
mod token;
mod totp;
mod trail;
mod trial;
mod undo;
mod unread;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing;
use http::Method;
use snapsell_core::{Lang, wording};
use tower_http::compression::CompressionLayer;

use crate::config::Networks;
use crate::shutdown::Shutdown;
use crate::wiring::App;

pub use access::{May, Role};
pub(crate) use form::is_seen;
pub use rescue::rescue_link;
pub(crate) use session::is_plain_loopback;
pub use signup::setup_link;
pub use table::{FORM_BYTES_MAX, Route, table};

use few::Few;
use hashing::Hasher;
use per_shop::PerShop;
use templates::Templates;
use throttle::Throttle;
use undo::Pending;
use unread::Looked;
use words::Words;

/// How a console is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whose `X-Forwarded-For` is believed.
    pub trusted: Networks,
    /// Streams end with it.
    pub shutdown: Shutdown,
    /// Whether anybody may make a shop; else only with a link.
    pub sign_up: bool,
    /// Whether every page says that nothing is sent.
    pub demo: bool,
}

/// The console. Clones share it.
#[derive(Debug, Clone)]
pub struct Console(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    app: App,
    options: Options,
    public_url: String,
    templates: [Templates; 2],
    words: [Words; 2],
    hasher: Hasher,
    /// Pictures that are decoded at once.
    pictures: Few,
    throttle: Throttle,
    pending: Pending,
    looked: Looked,
    texts: Arc<wording::Words>,
    /// Whoever saves settings, which are written whole, holds it from reading them on.
    configuring: PerShop,
    /// Whoever changes an order holds it from comparing it with what her page showed until it is changed.
    ordering: PerShop,
}

impl Console {
    /// A console over a running server.
    #[must_use]
    pub fn new(app: &App, options: Options) -> Self {
        Self(Arc::new(Inner {
            app: app.clone(),
            options,
            public_url: app.tenants.public_url().to_owned(),
            templates: [Lang::Fr, Lang::En].map(Templates::new),
            words: [Lang::Fr, Lang::En].map(Words::new),
            hasher: Hasher::new(),
            pictures: Few::new(proofs::picture::AT_ONCE),
            throttle: Throttle::default(),
            pending: Pending::default(),
            looked: Looked::default(),
            texts: Arc::new(wording::Words::new()),
            configuring: PerShop::new(),
            ordering: PerShop::new(),
        }))
    }

    /// Every route of the table; for everything else, a page that says so.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for route in table() {
            let (console, path) = (self.clone(), route.path);
            let posts = route.method == Method::POST;
            let handler =
                move |request: Request| serve::route(console.clone(), route.clone(), request);
            let by_method = match posts {
                true => routing::post(handler),
                false => routing::get(handler),
            };
            router = router.route(path, by_method);
        }
        let (console, other) = (self.clone(), self.clone());
        router
            .fallback(move |request: Request| serve::nothing(console.clone(), request))
            .method_not_allowed_fallback(async move |request: Request| {
                serve::other_way(&other, &request)
            })
            .layer(CompressionLayer::new())
    }

    /// Waits until what can still be taken back is carried out, which a stop hastens: before the engine stops.
    pub async fn settled(&self) {
        self.0.pending.settled().await;
    }

    fn app(&self) -> &App {
        &self.0.app
    }

    fn public_url(&self) -> &str {
        &self.0.public_url
    }

    fn is_demo(&self) -> bool {
        self.0.options.demo
    }

    fn templates(&self, lang: Lang) -> &Templates {
        &self.0.templates[index(lang)]
    }

    fn words(&self, lang: Lang) -> &Words {
        &self.0.words[index(lang)]
    }
}

const fn index(lang: Lang) -> usize {
    match lang {
        Lang::Fr => 0,
        Lang::En => 1,
    }
}
