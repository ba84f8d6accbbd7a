//! Everything put together: one value that `serve`, the demo and the tests start, serve from and stop.

mod background;

use std::sync::Arc;

use axum::Router;
use snapsell_core::Timestamp;
use snapsell_store::{Store, StoreError};
use snapsell_twilio::ApiBase;
use snapsell_twilio::client::Transport;
use tokio::task::JoinHandle;

use crate::catchup::CatchUp;
use crate::clock::Clock;
use crate::engine::{self, Engine};
use crate::forget::{Deleter, Keeper};
use crate::http::error::HttpError;
use crate::http::health::{self, Readiness};
use crate::media::MediaWorker;
use crate::metrics::Metrics;
use crate::sender::{self, Sender};
use crate::shutdown::Shutdown;
use crate::signals::{Pictures, Signals};
use crate::tenants::Tenants;
use crate::timer::Timer;
use crate::webhook::{self, Hooks, Statuses};

pub use background::OUTAGE_MIN;
pub(crate) use background::checkpoints;

/// What an [`App`] is made of.
#[derive(Clone)]
pub struct Setup {
    /// The open database.
    pub store: Store,
    /// The address that webhooks are signed over, without a final slash.
    pub public_url: String,
    /// Where the provider's interface is.
    pub api_base: ApiBase,
    /// Who carries requests to it.
    pub transport: Arc<dyn Transport>,
    /// What time it is.
    pub clock: Clock,
    /// How the engine is run.
    pub engine: engine::Options,
    /// Whether missed messages are fetched after a gap.
    pub catch_up: bool,
    /// Spreads retries out.
    pub seed: u64,
    /// Figures; the sockets count theirs in the same ones.
    pub metrics: Metrics,
    /// Why the server should get no traffic.
    pub readiness: Readiness,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup")
            .field("public_url", &self.public_url)
            .field("api_base", &self.api_base)
            .finish_non_exhaustive()
    }
}

/// A server without its socket. Clones share it.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The rules, with their state in memory.
    pub engine: Engine,
    /// The shops as the outside sees them.
    pub tenants: Tenants,
    /// Sends replies.
    pub sender: Sender,
    /// Makes what is due prompt.
    pub timer: Timer,
    /// Fetches media.
    pub media: MediaWorker,
    /// Deletes at the provider what was forgotten here.
    pub deleter: Deleter,
    /// Empties what each shop has kept for long enough.
    pub keeper: Keeper,
    /// Reads what was missed.
    pub catch_up: CatchUp,
    /// What time it is.
    pub clock: Clock,
    /// Figures.
    pub metrics: Metrics,
    /// Why the server should get no traffic.
    pub readiness: Readiness,
    statuses: Statuses,
    signals: Signals,
    catches_up: bool,
}

/// Why an [`App`] does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gave no thread.
    #[error("the system gives no thread: {0}")]
    Thread(#[from] std::io::Error),
}

impl App {
    /// Starts the engine, inside a tokio runtime. Nothing is sent, ticked or fetched before [`App::spawn`].
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start(setup: Setup) -> Result<Self, StartError> {
        let signals = Signals::default();
        let Setup {
            store,
            clock,
            metrics,
            readiness,
            transport,
            ..
        } = setup;
        let engine = Engine::start(
            &engine::Parts {
                store: store.clone(),
                clock: clock.clone(),
                metrics: metrics.clone(),
                readiness: readiness.clone(),
                signals: signals.clone(),
            },
            setup.engine,
        )?;
        let statuses = Statuses::start(store.clone(), clock.clone(), engine.clone())?;
        let tenants = Tenants::new(
            store.clone(),
            clock.clone(),
            &setup.public_url,
            setup.api_base,
        );
        let sender = Sender::new(sender::Parts {
            store: store.clone(),
            engine: engine.clone(),
            tenants: tenants.clone(),
            transport: Arc::clone(&transport),
            clock: clock.clone(),
            metrics: metrics.clone(),
            signals: signals.clone(),
            seed: setup.seed,
        });
        let timer = Timer::new(
            store.clone(),
            engine.clone(),
            clock.clone(),
            signals.clone(),
        );
        let media = MediaWorker::new(
            store.clone(),
            tenants.clone(),
            Arc::clone(&transport),
            clock.clone(),
            signals.clone(),
        );
        let keeper = Keeper::new(&store, &engine, &clock);
        let deleter = Deleter::new(&store, &tenants, &transport, &clock);
        let catch_up = CatchUp::new(store.clone(), engine.clone(), tenants.clone(), transport);
        Ok(Self {
            store,
            engine,
            tenants,
            sender,
            timer,
            media,
            deleter,
            keeper,
            catch_up,
            clock,
            metrics,
            readiness,
            statuses,
            signals,
            catches_up: setup.catch_up,
        })
    }

    /// Webhooks, health and figures; everything else is 404. Add routes with [`Router::merge`] on [`App::routes`].
    pub fn router(&self) -> Router {
        self.routes().fallback(async || HttpError::NOT_FOUND)
    }

    /// Webhooks, health and figures, without a fallback.
    pub fn routes(&self) -> Router {
        health::router(self.readiness.clone(), self.metrics.clone())
            .merge(webhook::router(self.hooks()))
    }

    /// What webhooks work with: for [`webhook::door`], which is what a socket serves.
    pub fn hooks(&self) -> Arc<Hooks> {
        Arc::new(Hooks {
            tenants: self.tenants.clone(),
            engine: self.engine.clone(),
            statuses: self.statuses.clone(),
            metrics: self.metrics.clone(),
            readiness: self.readiness.clone(),
            signals: self.signals.clone(),
        })
    }

    /// Credits the outage before this start, then sends, ticks, fetches and catches up until `shutdown` drains.
    ///
    /// # Errors
    /// The store's own.
    pub fn spawn(&self, shutdown: &Shutdown) -> Result<Vec<JoinHandle<()>>, StoreError> {
        let missed = background::Missed::default();
        if let Some(since) = self.greet()? {
            missed.since(since);
        }
        let watch = background::watch(self.clone(), missed.clone(), shutdown.clone());
        let mut tasks = vec![tokio::spawn(watch)];
        if self.catches_up {
            let catch_up = background::catch_up(self.clone(), missed, shutdown.clone());
            tasks.push(tokio::spawn(catch_up));
        }
        let (sender, timer, media) = (self.sender.clone(), self.timer.clone(), self.media.clone());
        let stop = shutdown.clone();
        tasks.push(tokio::spawn(async move { sender.run(stop).await }));
        let stop = shutdown.clone();
        tasks.push(tokio::spawn(async move { timer.run(stop).await }));
        let stop = shutdown.clone();
        tasks.push(tokio::spawn(async move { media.run(stop).await }));
        let (deleter, stop) = (self.deleter.clone(), shutdown.clone());
        tasks.push(tokio::spawn(async move { deleter.run(stop).await }));
        let (keeper, stop) = (self.keeper.clone(), shutdown.clone());
        tasks.push(tokio::spawn(async move { keeper.run(stop).await }));
        tasks.push(tokio::spawn(checkpoints(
            self.store.clone(),
            shutdown.clone(),
        )));
        Ok(tasks)
    }

    /// Notes that this process is alive, and credits the time since the last one was, after a gap; since when that is.
    ///
    /// # Errors
    /// The store's own.
    pub fn greet(&self) -> Result<Option<Timestamp>, StoreError> {
        background::first_heartbeat(self)
    }

    /// Does on this thread what threads do otherwise, when the engine was given none; whether there was anything.
    /// A simulation calls it to have one order of everything.
    pub fn turn(&self) -> bool {
        let decided = self.engine.turn();
        self.statuses.turn() || decided
    }

    /// Finishes what waits in the engine and saves the state of each shop.
    pub async fn stop(&self) {
        let engine = self.engine.clone();
        if tokio::task::spawn_blocking(move || engine.stop())
            .await
            .is_err()
        {
            tracing::error!("the engine could not be stopped");
        }
    }

    /// Whoever waits for a picture hears here that one came.
    pub fn pictures(&self) -> &Pictures {
        &self.signals.pictures
    }

    /// Milliseconds as the rules count them.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
