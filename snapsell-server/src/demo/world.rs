//! The world of a demo: the real server on a free loopback port, a database of its own, and the provider's stand-in.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper_util::service::TowerToHyperService;
use snapsell_store::{MasterKey, Options, Store, StoreError};
use snapsell_twilio::MessageStatus;
use snapsell_twilio::client::{HyperTransport, Timeouts};
use snapsell_twilio::sim::{Sim, SimConfig};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::folder::Folder;
use crate::clock::Clock;
use crate::config::Networks;
use crate::engine::{self, Trouble};
use crate::http::accept::{self, Drained};
use crate::http::health::Readiness;
use crate::http::limits::Limits;
use crate::metrics::Metrics;
use crate::shutdown::{self, Shutdown, Trigger};
use crate::wiring::{App, Setup, StartError, checkpoints};

/// When a demo begins: 2026-11-22 20:14:00 UTC, which is also Abidjan's time.
pub const START_MS: i64 = 1_795_378_440_000;
/// How long the parts may take to stop.
const STOP: Duration = Duration::from_secs(2);
/// Why a demo cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused something.
    #[error(transparent)]
    System(#[from] io::Error),
    /// Nobody takes the transcript.
    #[error(transparent)]
    Transcript(io::Error),
    /// The server does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The engine gave no answer.
    #[error(transparent)]
    Engine(#[from] Trouble),
    /// Something did not come to rest.
    #[error("{0} did not come to rest")]
    Restless(&'static str),
}

/// The server and the stand-in.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) sim: Arc<Sim>,
    pub(crate) clock: Clock,
    pub(crate) address: SocketAddr,
    pub(crate) shutdown: Shutdown,
    pub(crate) database: PathBuf,
    trigger: Trigger,
    running: Mutex<Running>,
}

/// What ends with the demo.
#[derive(Debug)]
struct Running {
    folder: Option<Folder>,
    listener: Option<TcpListener>,
    socket: Option<JoinHandle<Drained>>,
    tasks: Vec<JoinHandle<()>>,
}

impl World {
    /// Opens database, stand-in and server on this port of this machine, 0 for any. Nobody is served before
    /// [`World::serve`].
    pub(crate) async fn open(
        port: u16,
        folder: Folder,
        clock: Clock,
        seed: u64,
        callback_delay: Duration,
    ) -> Result<Self, DemoError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let mut config = SimConfig::new(seed, {
            let clock = clock.clone();
            move || clock.now_ms()
        });
        config.statuses = vec![
            MessageStatus::Sent,
            MessageStatus::Delivered,
            MessageStatus::Read,
        ];
        config.callback_delay = callback_delay;
        let sim = Sim::start(config).await?;
        let base = sim.base().clone();
        let timeouts = Timeouts {
            connect: Duration::from_secs(2),
            whole: Duration::from_secs(5),
        };
        let app = App::start(Setup {
            store: store(&folder)?,
            public_url: format!("http://{address}"),
            transport: Arc::new(HyperTransport::new(&base, timeouts)),
            api_base: base,
            clock: clock.clone(),
            engine: engine::Options::default(),
            catch_up: false,
            seed,
            metrics: Metrics::new(),
            readiness: Readiness::new(),
        })?;
        let (trigger, shutdown) = shutdown::channel();
        Ok(Self {
            app,
            sim: Arc::new(sim),
            clock,
            address,
            shutdown,
            database: folder.database(),
            trigger,
            running: Mutex::new(Running {
                folder: Some(folder),
                listener: Some(listener),
                socket: None,
                tasks: Vec::new(),
            }),
        })
    }

    /// Where everything is found, without a final slash.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Accepts connections and serves them with `router`.
    pub(crate) fn serve(&self, router: Router) {
        let mut running = self.running();
        let Some(listener) = running.listener.take() else {
            return;
        };
        let options = accept::Options {
            limits: Limits {
                connections_max: 1_000,
                connections_per_address_max: 1_000,
                head_timeout: Duration::from_secs(10),
                idle_timeout: Duration::from_secs(60),
            },
            tls: None,
            trusted: Networks::default(),
            drain: STOP,
            connections: self.app.metrics.connections.clone(),
        };
        let service = TowerToHyperService::new(router);
        let shutdown = self.shutdown.clone();
        running.socket = Some(tokio::spawn(accept::serve(
            listener, service, options, shutdown,
        )));
    }

    /// Sends, ticks and fetches until the stop. No heartbeat is kept: on a clock that is sped up and moved by hand,
    /// every silence would look like an outage.
    pub(crate) fn run(&self) {
        let app = &self.app;
        let (sender, timer, media) = (app.sender.clone(), app.timer.clone(), app.media.clone());
        let [a, b, c, d] = std::array::from_fn(|_| self.shutdown.clone());
        let tasks = [
            tokio::spawn(async move { sender.run(a).await }),
            tokio::spawn(async move { timer.run(b).await }),
            tokio::spawn(async move { media.run(c).await }),
            tokio::spawn(checkpoints(app.store.clone(), d)),
        ];
        self.running().tasks.extend(tasks);
    }

    /// Asks everything to stop as signals do.
    pub(crate) fn trigger(&self) -> Trigger {
        self.trigger.clone()
    }

    /// Stops everything; a temporary folder is removed.
    pub(crate) async fn stop(&self) {
        self.trigger.drain();
        let (folder, socket, tasks) = {
            let mut running = self.running();
            (
                running.folder.take(),
                running.socket.take(),
                std::mem::take(&mut running.tasks),
            )
        };
        for task in tasks {
            // A task that hangs or panicked is left behind: the process ends.
            let _ = tokio::time::timeout(STOP, task).await;
        }
        if let Some(socket) = socket {
            let _ = tokio::time::timeout(STOP * 2, socket).await;
        }
        self.app.stop().await;
        drop(folder);
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn store(folder: &Folder) -> Result<Store, DemoError> {
    let key = MasterKey::generate_base64()?;
    folder.keep_key(&key)?;
    Store::migrate(&folder.database(), false)?;
    let key = MasterKey::from_base64(&key)?;
    Ok(Store::open(&folder.database(), key, Options::default())?)
}
