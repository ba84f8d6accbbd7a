//! The engine: commands of all shops, decided in order and committed in groups on threads of their own.
//!
//! A worker decides what comes in memory, while what it decided before is committed beside it in one transaction, and
//! only then answered. Each shop belongs to one worker, so its commands never race in this process. What was decided on
//! top of a commit that failed is decided again: nothing is committed before what it builds on.

mod answers;
mod cache;
mod committer;
mod decided;
mod figures;
mod flight;
mod health;
mod inbox;
mod job;
mod kind;
mod load;
mod outages;
#[cfg(test)]
mod restless;
mod round;
mod saver;
mod worker;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use snapsell_core::{Action, Actor, Command, CommandId, Receipt, Shop, ShopId, Timestamp};
use snapsell_store::Store;
use tokio::sync::{broadcast, oneshot};

use crate::clock::Clock;
use crate::http::health::Readiness;
use crate::metrics::Metrics;
use crate::signals::Signals;

pub use job::{Answer, Incoming, Sender, Settled, Trouble};
pub(crate) use job::{command_id, correlation};
pub use outages::Outages;
pub use saver::{SNAPSHOT_EVERY, snapshot_after};

use answers::Answers;
use committer::Committer;
use decided::Rules;
use flight::Flight;
use health::Health;
use inbox::Inbox;
use job::{Asker, Job, Work};
use saver::Saver;
use worker::Worker;

/// The name of the cause in the answer of `/readyz`.
pub(crate) const STORE_CAUSE: &str = "store";

/// Jobs that may wait for one worker; further ones are refused at once.
pub const QUEUE_MAX: usize = 16_384;
/// Jobs decided before one commit, at most.
pub const BATCH_MAX: usize = 512;
/// Shops whose state one worker keeps in memory.
pub const SHOPS_CACHED_MAX: usize = 1_024;
/// Times a job is decided again because another process was first.
pub const ROUNDS_MAX: usize = 8;
/// News of shops that a slow listener may miss at most before it has to look again.
const NEWS_MAX: usize = 1_024;

/// How an engine is run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Threads; one is right for SQLite, which has one writer. With 0 nothing happens but in [`Engine::turn`].
    pub workers: usize,
    /// Entries of a small shop after which its state is saved; see [`snapshot_after`].
    pub snapshot_every: u32,
    /// Jobs decided before one commit, at most.
    pub batch_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: 1,
            snapshot_every: SNAPSHOT_EVERY,
            batch_max: BATCH_MAX,
        }
    }
}

/// What the engine works with and whom it tells.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Where decisions are committed.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// Where figures go.
    pub metrics: Metrics,
    /// Where a failing store is told.
    pub readiness: Readiness,
    /// Who is woken after a commit.
    pub signals: Signals,
}

/// The engine. Clones share it.
#[derive(Debug, Clone)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    inboxes: Vec<Arc<Inbox>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    by_hand: Option<Mutex<Worker>>,
    outages: Outages,
    news: broadcast::Sender<ShopId>,
}

impl Engine {
    /// Starts the threads. On a runtime, most answers are given there.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(parts: &Parts, options: Options) -> std::io::Result<Self> {
        Self::start_with(parts, options, Shop::carry_out)
    }

    fn start_with(parts: &Parts, options: Options, rules: Rules) -> std::io::Result<Self> {
        let outages = Outages::default();
        let news = broadcast::Sender::new(NEWS_MAX);
        let mut inboxes = Vec::new();
        let mut threads = Vec::new();
        let mut by_hand = None;
        for number in 0..options.workers.max(1) {
            let inbox = Arc::new(Inbox::default());
            let health = Health::new(parts.readiness.clone());
            let (store, every) = (parts.store.clone(), options.snapshot_every.max(1));
            let saver = match options.workers {
                0 => Saver::by_hand(store, every),
                _ => Saver::beside(store, every, format!("saves-{number}"))?,
            };
            let committer = Committer::new(
                parts.clone(),
                health.clone(),
                news.clone(),
                saver,
                Answers::here(),
            );
            let flight = match options.workers {
                0 => Flight::by_hand(committer),
                _ => {
                    let name = format!("commits-{number}");
                    Flight::beside(committer, Arc::clone(&inbox), name)?
                }
            };
            let worker = Worker::new(
                parts.clone(),
                options,
                outages.clone(),
                inbox.unanswered().clone(),
                rules,
                (health, flight),
            );
            inboxes.push(Arc::clone(&inbox));
            if options.workers == 0 {
                by_hand = Some(Mutex::new(worker));
                break;
            }
            let thread = std::thread::Builder::new()
                .name(format!("engine-{number}"))
                .spawn(move || worker.run(&inbox))?;
            threads.push(thread);
        }
        Ok(Self(Arc::new(Inner {
            inboxes,
            threads: Mutex::new(threads),
            by_hand,
            outages,
            news,
        })))
    }

    /// Hands over a message. The answer comes once its effect is durable.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when the queue is full.
    pub fn message(
        &self,
        shop: ShopId,
        message: Incoming,
    ) -> Result<oneshot::Receiver<Answer>, Trouble> {
        self.submit(shop, Work::Message(Box::new(message)))
    }

    /// Carries a command out and waits until its effect is durable.
    ///
    /// # Errors
    /// [`Trouble`] says whether trying again makes sense.
    pub async fn command(&self, shop: ShopId, command: Command) -> Answer {
        let answer = self.submit(shop, Work::Command(Box::new(command)))?;
        answer.await.unwrap_or(Err(Trouble::Unavailable))
    }

    /// Carries a command of the team out, with what was typed on a customer's behalf: those words are kept with its entry,
    /// sealed like hers, unless it is refused.
    ///
    /// # Errors
    /// As for [`Engine::command`].
    pub async fn typed(&self, shop: ShopId, command: Command, words: Receipt) -> Answer {
        let answer = self.submit(shop, Work::Typed(Box::new((command, words))))?;
        answer.await.unwrap_or(Err(Trouble::Unavailable))
    }

    /// Carries out what no message asked for: time, the provider, the operator.
    ///
    /// # Errors
    /// As for [`Engine::command`].
    pub async fn system(&self, shop: ShopId, action: Action) -> Answer {
        let command = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action,
        };
        self.command(shop, command).await
    }

    /// Reads a shop as it stands on the disk. Beside decisions about it nothing is held up: it is read as these leave it,
    /// and the answer comes when they are durable.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read now, also when such a decision did not become durable.
    pub async fn look<T: Send + 'static>(
        &self,
        shop: ShopId,
        read: impl FnOnce(&Shop) -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let (tell, told) = oneshot::channel();
        let look = Work::Look(Box::new(move |shop| drop(tell.send(read(shop)))));
        let settled = self.submit(shop, look)?;
        settled.await.unwrap_or(Err(Trouble::Unavailable))?;
        told.await.map_err(|_| Trouble::Unavailable)
    }

    /// Nobody could be heard between these instants: every shop credits its holds before it does anything else.
    pub fn outage(&self, from: Timestamp, until: Timestamp) {
        self.0.outages.add(from, until);
    }

    /// The shops that change, one item a commit.
    pub fn news(&self) -> broadcast::Receiver<ShopId> {
        self.0.news.subscribe()
    }

    /// Jobs that wait for their answer now.
    pub fn waiting(&self) -> usize {
        let inboxes = self.0.inboxes.iter();
        inboxes.map(|inbox| inbox.unanswered().count()).sum()
    }

    /// Whether it works by itself.
    pub fn has_threads(&self) -> bool {
        self.0.by_hand.is_none()
    }

    /// Works off what waits, on this thread, when the engine has none of its own; whether there was anything.
    pub fn turn(&self) -> bool {
        let Some(by_hand) = &self.0.by_hand else {
            return false;
        };
        let mut worker = by_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let mut any = false;
        let mut jobs = VecDeque::new();
        loop {
            self.0.inboxes[0].take(BATCH_MAX, &mut jobs);
            if jobs.is_empty() {
                break;
            }
            any = true;
            while !jobs.is_empty() {
                worker.turn(&mut jobs);
            }
        }
        worker.flush();
        any
    }

    /// Finishes what waits, saves the state of each shop and ends the threads. Blocks until then.
    pub fn stop(&self) {
        for inbox in &self.0.inboxes {
            if !inbox.push_stop() {
                tracing::error!("an engine thread had ended before it was told to");
            }
        }
        let mut threads = self
            .0
            .threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for thread in threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("an engine thread panicked");
            }
        }
    }

    fn submit(&self, shop: ShopId, work: Work) -> Result<oneshot::Receiver<Answer>, Trouble> {
        let (tell, told) = oneshot::channel();
        let inbox = &self.0.inboxes[shop.get() as usize % self.0.inboxes.len()];
        let asker = Asker::new(tell, inbox.unanswered());
        inbox.push(Job::new(shop, work, Some(asker)))?;
        Ok(told)
    }
}

impl Drop for Inner {
    /// Nobody can ask for anything any more: the threads end by themselves.
    fn drop(&mut self) {
        for inbox in &self.inboxes {
            inbox.push_stop();
        }
    }
}

#[cfg(test)]
mod tests;
