//! The product: the real server on a database of its own, with encryption, journal, read models and full syncs.

use crate::child::{announce, until_told};
use crate::figures::wall_clock;
use crate::market::code;
use crate::requests::{ACCOUNT, HOT_ITEM, ITEMS, PUBLIC_URL, SLUG, TOKEN, WHATSAPP};
use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CustomerId, Decision, Journal, Label, Offer,
    Settings, Shop, ShopId, decide,
};
use snapsell_server::clock::Clock;
use snapsell_server::config::Networks;
use snapsell_server::engine;
use snapsell_server::http::accept;
use snapsell_server::http::health::Readiness;
use snapsell_server::http::limits::Limits;
use snapsell_server::metrics::Metrics;
use snapsell_server::shutdown;
use snapsell_server::webhook;
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{MasterKey, NewShop, Options, Store};
use snapsell_twilio::client::{Answer, Transport};
use snapsell_twilio::{ApiBase, Request, Response};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

/// What may go wrong in a bench: anything ends it.
pub type Broken = Box<dyn Error + Send + Sync>;

/// Units of each item that claims are spread over.
const UNITS: u32 = 20;
/// Items in one offer.
const OFFERS: u32 = 20;
/// The seller.
const SELLER: CustomerId = CustomerId::new(4_000_000);

/// Opens the database in a folder; makes it when there is none.
///
/// # Errors
/// The store's own.
pub fn open(folder: &Path) -> Result<Store, Broken> {
    let file = folder.join("snapsell.db");
    let key = folder.join("master.key");
    if !file.exists() {
        std::fs::write(&key, MasterKey::generate_base64()?.as_bytes())?;
        Store::migrate(&file, false)?;
    }
    let key = MasterKey::from_base64(std::fs::read_to_string(&key)?.trim())?;
    Ok(Store::open(&file, key, Options::default())?)
}

/// Makes a shop of this name.
///
/// # Errors
/// The store's own.
pub fn new_shop(store: &Store, slug: &str) -> Result<ShopId, Broken> {
    Ok(store.create_shop(&NewShop {
        slug: slug.to_owned(),
        name: "Bench".to_owned(),
        whatsapp: WHATSAPP.to_owned(),
        account_sid: ACCOUNT.to_owned(),
        auth_tokens: vec![TOKEN.to_owned()],
        api_key: None,
    })?)
}

/// Decides a command, applies it, and keeps what is to be committed.
pub fn decided(
    shop: ShopId,
    state: &mut Shop,
    by: Actor,
    action: Action,
    id: u128,
) -> Option<Commit> {
    let command = Command {
        id: CommandId::new(id),
        by,
        action,
    };
    let decision: Decision = decide(state, &command, wall_clock());
    decision.is_committed().then(|| {
        state.follow(&decision);
        Commit {
            shop,
            decision,
            receipt: None,
        }
    })
}

/// Commits all, or says what could not be.
///
/// # Errors
/// The first failure.
pub fn commit(store: &Store, commits: &[Commit]) -> Result<(), Broken> {
    for result in store.commit(commits) {
        result?;
    }
    Ok(())
}

/// The shop whose items are claimed: a live, [`ITEMS`] items of several units and one of a single unit.
///
/// # Errors
/// The store's own.
pub fn prepare(folder: &Path) -> Result<(), Broken> {
    let store = open(folder)?;
    let shop = new_shop(&store, SLUG)?;
    let mut state = Shop::new(Settings::default());
    let mut settings = Settings {
        holds_per_customer: 50,
        ..Settings::default()
    };
    settings.sellers.insert(SELLER);
    let seller = Actor::Seller(SELLER);
    let mut commits = Vec::new();
    let configure = Action::Configure(Box::new(settings));
    commits.extend(decided(shop, &mut state, Actor::System, configure, 0));
    commits.extend(decided(shop, &mut state, seller, Action::OpenLive, 1));
    for first in (0..=HOT_ITEM).step_by(OFFERS as usize) {
        let last = (first + OFFERS).min(HOT_ITEM + 1);
        let offers: Vec<Offer> = (first..last).map(offer).collect();
        let action = Action::Offer {
            offers,
            photo: false,
        };
        commits.extend(decided(
            shop,
            &mut state,
            seller,
            action,
            u128::from(first) + 2,
        ));
    }
    assert_eq!(state.items().count(), HOT_ITEM as usize + 1);
    for batch in commits.chunks(100) {
        commit(&store, batch)?;
    }
    store.save_snapshot(shop, &state)?;
    Ok(())
}

fn offer(item: u32) -> Offer {
    Offer {
        code: code(item),
        label: Label::from(code(item)),
        quantity: (item < ITEMS).then_some(UNITS),
        price: Some(5_000),
        sizes: Vec::new(),
    }
}

/// The provider, who accepts everything at once.
#[derive(Debug, Default)]
struct Provider(AtomicU64);

impl Transport for Provider {
    fn send(&self, _: Request) -> Answer<'_> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let body = format!("{{\"sid\":\"SM{number:032x}\",\"status\":\"queued\"}}");
        Box::pin(async move {
            Ok(Response {
                status: 201,
                retry_after: None,
                location: None,
                content_type: Some("application/json".to_owned()),
                body: body.into_bytes(),
            })
        })
    }
}

/// Moves the log into the database now and then, as the server does, when nothing else runs beside requests.
async fn checkpoints(store: Store) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let store = store.clone();
        let done = tokio::task::spawn_blocking(move || store.checkpoint()).await;
        if !matches!(done, Ok(Ok(_))) {
            eprintln!("no checkpoint");
        }
    }
}

/// Serves the database of a folder until told to stop: with everything that runs beside requests, or silent,
/// with checkpoints alone.
///
/// # Errors
/// The store's and the socket's own.
pub async fn serve(folder: &Path, silent: bool) -> Result<(), Broken> {
    let metrics = Metrics::new();
    let app = App::start(Setup {
        store: open(folder)?,
        public_url: PUBLIC_URL.to_owned(),
        api_base: ApiBase::parse("http://127.0.0.1:9")?,
        transport: Arc::new(Provider::default()),
        clock: Clock::system(),
        engine: engine::Options::default(),
        catch_up: false,
        seed: 1,
        metrics: metrics.clone(),
        readiness: Readiness::new(),
    })?;
    let (trigger, shutdown) = shutdown::channel();
    let tasks = if silent {
        tokio::spawn(checkpoints(app.store.clone()));
        Vec::new()
    } else {
        app.spawn(&shutdown)?
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let options = accept::Options {
        limits: Limits {
            connections_max: 1_024,
            connections_per_address_max: 1_024,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
        },
        tls: None,
        trusted: Networks::default(),
        drain: Duration::from_secs(1),
        connections: metrics.connections.clone(),
    };
    let service = webhook::door(app.hooks(), app.router());
    let served = tokio::spawn(accept::serve(listener, service, options, shutdown));
    announce(address);
    until_told().await;
    trigger.drain();
    let _ = served.await?;
    for task in tasks {
        task.await?;
    }
    app.stop().await;
    Ok(())
}
