//! A fresh installation on a port: the real server, the stand-in of the provider that signs its webhooks, and a browser.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::service::TowerToHyperService;
use snapsell_server::clock::Clock;
use snapsell_server::config::Networks;
use snapsell_server::console::{self, Console};
use snapsell_server::engine;
use snapsell_server::http::accept;
use snapsell_server::http::health::Readiness;
use snapsell_server::http::limits::Limits;
use snapsell_server::metrics::Metrics;
use snapsell_server::shutdown::{self, Trigger};
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{MasterKey, Options, Store};
use snapsell_twilio::client::{HyperTransport, Timeouts};
use snapsell_twilio::sim::{Sim, SimAccount, SimConfig, SimInbound};
use snapsell_twilio::{Address, Phone};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use crate::chrome::Chrome;
use crate::tab::Tab;

const PATIENCE: Duration = Duration::from_secs(20);
/// The number that the shop answers from.
pub(crate) const NUMBER: &str = "+14155238886";
/// The phone that the seller writes from.
pub(crate) const SELLER: &str = "+2250700000000";

/// The installation and the browser's page.
pub(crate) struct Shop {
    runtime: Runtime,
    pub(crate) app: App,
    pub(crate) sim: Sim,
    pub(crate) url: String,
    pub(crate) tab: Tab,
    chrome: Chrome,
    trigger: Trigger,
    socket: JoinHandle<accept::Drained>,
    tasks: Vec<JoinHandle<()>>,
    _folder: TempDir,
}

impl Shop {
    /// Nothing but an empty store, as after `snapsell serve` for the first time.
    pub(crate) fn open(width: u32, height: u32) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        let clock = Clock::system();
        let (trigger, shutdown) = shutdown::channel();
        let (app, sim, url, socket, tasks) = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let mut config = SimConfig::new(7, {
                let clock = clock.clone();
                move || clock.now_ms()
            });
            config.deliver_to = Some(url.clone());
            let sim = Sim::start(config).await.unwrap();
            let base = sim.base().clone();
            let app = App::start(Setup {
                store,
                public_url: url.clone(),
                transport: Arc::new(HyperTransport::new(&base, Timeouts::default())),
                api_base: base,
                clock,
                engine: engine::Options::default(),
                catch_up: false,
                seed: 7,
                metrics: Metrics::new(),
                readiness: Readiness::new(),
            })
            .unwrap();
            let options = console::Options {
                trusted: Networks::default(),
                shutdown: shutdown.clone(),
                sign_up: false,
                demo: false,
            };
            let router = app.routes().merge(Console::new(&app, options).router());
            let options = accepting(&app);
            let tasks = app.spawn(&shutdown).unwrap();
            let service = TowerToHyperService::new(router);
            let socket = tokio::spawn(accept::serve(listener, service, options, shutdown));
            (app, sim, url, socket, tasks)
        });
        let mut chrome = Chrome::start();
        let mut tab = chrome.tab();
        tab.size(width, height);
        Self {
            runtime,
            app,
            sim,
            url,
            tab,
            chrome,
            trigger,
            socket,
            tasks,
            _folder: folder,
        }
    }

    /// The link that a first start prints.
    pub(crate) fn setup_link(&self) -> String {
        let link = console::setup_link(&self.app.store, &self.url, self.app.now());
        link.unwrap().expect("nobody may sign in yet")
    }

    /// An account at the provider whose webhooks come to the shop of this name.
    pub(crate) fn account(&self, slug: &str) -> SimAccount {
        let webhook = format!("{}/t/{slug}/in", self.url);
        self.sim.new_account(phone(NUMBER), &webhook)
    }

    /// Somebody writes: a signed webhook, which must be taken.
    pub(crate) fn writes(&self, from: &str, words: &str) {
        self.receives(SimInbound::text(&phone(from), &phone(NUMBER), words));
    }

    /// Somebody sends a picture.
    pub(crate) fn shows(&self, from: &str, picture: Vec<u8>) {
        self.receives(SimInbound::image(&phone(from), &phone(NUMBER), picture, ""));
    }

    fn receives(&self, message: SimInbound) {
        let delivery = self.runtime.block_on(self.sim.receive(message));
        assert_eq!(delivery.answer.ok(), Some(200));
    }

    /// Waits until somebody was told this.
    pub(crate) fn until_told(&self, to: &str, words: &str) {
        let told = || {
            let sent = self.sim.accepted_for(&phone(to));
            sent.iter().any(|message| message.body.contains(words))
        };
        self.runtime.block_on(async {
            let waited = tokio::time::timeout(PATIENCE, async {
                while !told() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
            let in_time = waited.await.is_ok();
            let sent = self.sim.accepted_for(&phone(to));
            let all: Vec<&str> = sent.iter().map(|message| message.body.as_str()).collect();
            assert!(in_time, "{to} was never told `{words}`, only {all:#?}");
        });
    }

    /// Another page of the same browser.
    pub(crate) fn another_tab(&mut self) -> Tab {
        self.chrome.tab()
    }

    /// A page of ours in the first tab.
    pub(crate) fn goto(&mut self, path: &str) {
        let url = format!("{}{path}", self.url);
        self.tab.goto(&url);
    }

    /// Opens a live on its page.
    pub(crate) fn opens_a_live(&mut self) {
        self.goto("/live");
        self.tab
            .eval("document.querySelector('[action=\"/live/ouvrir\"] button').click()");
        self.tab
            .until("document.querySelector('[action=\"/live/fermer\"]')");
    }

    /// Types into a field, over what stands there.
    pub(crate) fn fill(&mut self, field: &str, words: &str) {
        self.tab.eval(&format!(
            "(() => {{ const field = document.querySelector('[name=\"{field}\"]'); field.focus(); field.select(); }})()"
        ));
        self.tab.type_words(words);
    }

    /// Presses Enter and waits for the next page.
    pub(crate) fn enter(&mut self) {
        self.tab.leads_on(|tab| tab.press("Enter"));
    }

    pub(crate) fn close(self) {
        self.tab.has_no_complaints();
        self.trigger.drain();
        drop(self.tab);
        drop(self.chrome);
        let (socket, tasks, app) = (self.socket, self.tasks, self.app);
        self.runtime.block_on(async {
            assert_eq!(socket.await.unwrap().cut, 0);
            for task in tasks {
                task.await.unwrap();
            }
            app.stop().await;
        });
    }
}

fn accepting(app: &App) -> accept::Options {
    accept::Options {
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
    }
}

fn phone(number: &str) -> Address {
    Address::from(Phone::parse(number).unwrap())
}
