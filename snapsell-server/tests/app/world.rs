//! One shop, one server on a port, one stand-in of the provider, and a clock that stands still.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::service::TowerToHyperService;
use snapsell_core::{
    Action, Actor, Command, CommandId, Letters, Money, Settings, Shop, ShopId, UserId,
};
use snapsell_server::clock::Clock;
use snapsell_server::config::Networks;
use snapsell_server::engine;
use snapsell_server::http::accept;
use snapsell_server::http::health::Readiness;
use snapsell_server::http::limits::Limits;
use snapsell_server::metrics::Metrics;
use snapsell_server::shutdown::{self, Trigger};
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{ContactRef, MasterKey, NewShop, Options, Store};
use snapsell_twilio::client::{HyperTransport, Timeouts};
use snapsell_twilio::sim::{Delivery, Sim, SimAccount, SimConfig, SimInbound};
use snapsell_twilio::{Address, Phone};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(crate) const PUBLIC_URL: &str = "https://shop.example";
pub(crate) const SELLER: &str = "+22507000000";
/// 2026-11-22 18:00 UTC.
pub(crate) const START_MS: i64 = 1_795_370_400_000;
/// Longer than any wait of a test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) sim: Sim,
    pub(crate) account: SimAccount,
    pub(crate) sender: Address,
    pub(crate) shop: ShopId,
    pub(crate) key: String,
    pub(crate) folder: TempDir,
    pub(crate) server: Option<Running>,
    pub(crate) port: u16,
    pub(crate) store_options: Options,
}

/// A server that runs.
pub(crate) struct Running {
    pub(crate) app: App,
    pub(crate) address: SocketAddr,
    trigger: Trigger,
    socket: JoinHandle<accept::Drained>,
    tasks: Vec<JoinHandle<()>>,
}

impl World {
    /// A shop that sells A (5000) and B (10000), its server running and sending by itself.
    pub(crate) async fn new() -> Self {
        Self::with(Options::default(), true).await
    }

    /// The same, but it sends and ticks only when told to.
    pub(crate) async fn still() -> Self {
        Self::with(Options::default(), false).await
    }

    /// One whose writes wait only a moment for another process's.
    pub(crate) async fn impatient(busy: bool) -> Self {
        let options = Options {
            busy: Duration::from_millis(50),
            ..Options::default()
        };
        Self::with(options, busy).await
    }

    /// One whose database is full after some hundred messages.
    pub(crate) async fn narrow(busy: bool) -> Self {
        let options = Options {
            pages_max: Some(110),
            ..Options::default()
        };
        Self::with(options, busy).await
    }

    async fn with(store_options: Options, busy: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Clock::manual(START_MS);
        let port = free_port().await;
        let mut config = SimConfig::new(7, {
            let clock = clock.clone();
            move || clock.now_ms()
        });
        config.deliver_to = Some(format!("http://{}:{port}", host()));
        let sim = Sim::start(config).await.unwrap();
        let sender = phone("+14155238886");
        let account = sim.new_account(sender.clone(), &format!("{PUBLIC_URL}/t/acme/in"));
        let key = MasterKey::generate_base64().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let store = Store::open(
            &path,
            MasterKey::from_base64(&key).unwrap(),
            store_options.clone(),
        );
        let store = store.unwrap();
        let shop = store
            .create_shop(&NewShop {
                slug: "acme".into(),
                name: "Acme".into(),
                whatsapp: sender.expose().into(),
                account_sid: account.sid.as_str().into(),
                auth_tokens: vec![account.token.expose().into()],
                api_key: None,
            })
            .unwrap();
        drop(store);
        let mut world = Self {
            clock,
            sim,
            account,
            sender,
            shop,
            key,
            folder,
            server: None,
            port,
            store_options,
        };
        world.start(busy).await;
        world.configure(|_| {}).await;
        world
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("snapsell.db")
    }

    pub(crate) fn setup(&self) -> Setup {
        let key = MasterKey::from_base64(&self.key).unwrap();
        let base = self.sim.base().clone();
        let timeouts = Timeouts {
            connect: Duration::from_secs(2),
            whole: Duration::from_secs(5),
        };
        Setup {
            store: Store::open(&self.database(), key, self.store_options.clone()).unwrap(),
            public_url: PUBLIC_URL.to_owned(),
            transport: Arc::new(HyperTransport::new(&base, timeouts)),
            api_base: base,
            clock: self.clock.clone(),
            engine: engine::Options::default(),
            catch_up: true,
            seed: 7,
            metrics: Metrics::new(),
            readiness: Readiness::new(),
        }
    }

    /// Starts the server; `busy` ones send, tick and catch up by themselves.
    pub(crate) async fn start(&mut self, busy: bool) {
        let app = App::start(self.setup()).unwrap();
        let (trigger, shutdown) = shutdown::channel();
        let listener = TcpListener::bind((host(), self.port)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let options = accept::Options {
            limits: Limits {
                connections_max: 1_000,
                connections_per_address_max: 1_000,
                head_timeout: PATIENCE,
                idle_timeout: PATIENCE,
            },
            tls: None,
            trusted: Networks::default(),
            drain: PATIENCE,
            connections: app.metrics.connections.clone(),
        };
        let tasks = match busy {
            true => app.spawn(&shutdown).unwrap(),
            false => Vec::new(),
        };
        let service = TowerToHyperService::new(app.router());
        let socket = tokio::spawn(accept::serve(listener, service, options, shutdown));
        self.server = Some(Running {
            app,
            address,
            trigger,
            socket,
            tasks,
        });
    }

    /// Stops the server cleanly.
    pub(crate) async fn stop(&mut self) {
        let running = self.server.take().expect("a server runs");
        running.trigger.drain();
        assert_eq!(running.socket.await.unwrap().cut, 0);
        for task in running.tasks {
            task.await.unwrap();
        }
        running.app.stop().await;
    }

    pub(crate) fn app(&self) -> &App {
        &self.server.as_ref().expect("a server runs").app
    }

    pub(crate) async fn configure(&self, change: impl FnOnce(&mut Settings)) {
        let app = self.app();
        let mut settings = Settings::default();
        let (store, shop, at) = (app.store.clone(), self.shop, app.now());
        let seller = tokio::task::spawn_blocking(move || {
            let who = ContactRef {
                phone: Some(SELLER),
                user_id: None,
                name: None,
                at,
            };
            store.mention(shop, &who).unwrap()
        });
        settings.sellers.insert(seller.await.unwrap());
        for (letters, price) in [("A", 5_000), ("B", 10_000)] {
            settings
                .grid
                .insert(Letters::new(letters).unwrap(), Money::from_minor(price));
        }
        change(&mut settings);
        let command = Command {
            id: CommandId::NONE,
            by: Actor::Team(UserId::new(1)),
            action: Action::Configure(Box::new(settings)),
        };
        app.engine.command(self.shop, command).await.unwrap();
    }

    /// Somebody writes; the answer of our webhook.
    pub(crate) async fn write(&self, from: &Address, words: &str) -> u16 {
        self.deliver(from, words).await.answer.unwrap()
    }

    pub(crate) async fn deliver(&self, from: &Address, words: &str) -> Delivery {
        self.sim
            .receive(SimInbound::text(from, &self.sender, words))
            .await
    }

    /// The seller opens the live with one item.
    pub(crate) async fn offer(&self, words: &str) {
        assert_eq!(self.write(&phone(SELLER), words).await, 200);
    }

    pub(crate) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Shop) -> T + Send + 'static,
    ) -> T {
        self.app().engine.look(self.shop, read).await.unwrap()
    }

    /// Everything that was sent to this person, in order.
    pub(crate) fn told(&self, to: &Address) -> Vec<String> {
        let sent = self.sim.accepted_for(to);
        sent.into_iter().map(|message| message.body).collect()
    }

    /// Moves the clock and does what is due, sending included.
    pub(crate) async fn pass(&self, time: Duration) {
        self.clock.jump(i64::try_from(time.as_millis()).unwrap());
        self.app().timer.step(self.app().now()).await.unwrap();
        self.settle().await;
    }

    /// Sends until nothing is due.
    pub(crate) async fn settle(&self) {
        while self.app().sender.step().await.unwrap() > 0 {}
    }
}

/// Looks again and again until it holds.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    assert!(waited.await.is_ok(), "never: {what}");
}

pub(crate) fn phone(number: &str) -> Address {
    Address::from(Phone::parse(number).unwrap())
}

/// Customer number `n`.
pub(crate) fn customer(n: u32) -> Address {
    phone(&format!("+2250500{n:06}"))
}

/// An address of this process alone. On 127.0.0.1, where all tests and their connections are, a port that is free now may
/// be taken before the server listens, or while it is restarted.
pub(crate) fn host() -> Ipv4Addr {
    let [.., high, low] = std::process::id().to_be_bytes();
    Ipv4Addr::new(127, 1, high, low)
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind((host(), 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}
