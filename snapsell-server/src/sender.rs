//! The sender: leases replies in order, renders words, sends, and notes how each attempt went.
//!
//! A message is marked durably before its request leaves. Whatever is postponed goes back to the store with the
//! instant of its next turn, so that nothing waits in memory and one slow shop holds nobody else up.

mod attempt;
mod backoff;
mod busy;
mod compose;
mod effects;
mod lookup;
mod pace;
mod paused;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use snapsell_core::wording::Words;
use snapsell_core::{ShopId, Span, Timestamp};
use snapsell_store::{Outgoing, SendResult, Store, StoreError, Turn, Waiting};
use snapsell_twilio::client::Transport;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use crate::blocking::blocking;
use crate::clock::{Clock, Stopwatch};
use crate::engine::Engine;
use crate::metrics::Metrics;
use crate::shutdown::Shutdown;
use crate::signals::Signals;
use crate::tenants::Tenants;

use busy::Busy;
use compose::Composer;
use lookup::Tried;
use pace::Pace;
use paused::Paused;

pub(crate) use effects::{accepted_late, given_up, unreachable};

/// Requests under way at once.
const IN_FLIGHT_MAX: usize = 64;
/// Look-ups under way at once, beside them: while the provider is silent they must not take the place of messages.
const LOOKS_IN_FLIGHT_MAX: usize = 16;
/// The pause of what is tried again while its shop has its share of requests under way.
const SHARE_USED: Span = Span::from_secs(5);
/// Messages leased in one step, which waits for them all.
const LEASE_MAX: usize = 128;
/// Messages of unknown outcome looked up in one step.
const LOOK_MAX: usize = 32;
/// How often messages of unknown outcome are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The pause while something that is due waits for its shop's turn.
const BREATH: Duration = Duration::from_millis(50);
/// After a look at the store it rests at least so many times as long as the look took: it shares the disk's one
/// writer with incoming messages, which come first.
const REST_FACTOR: u32 = 6;
/// How long a request may take before its outcome counts as unknown; longer than the transport's own limit.
const LEASE: Span = Span::from_secs(60);
/// Results noted in one transaction.
const RESULTS_MAX: usize = 256;
/// How often the store is looked at when nobody rang.
const IDLE: Duration = Duration::from_millis(500);

/// What the sender works with.
#[derive(Clone)]
pub struct Parts {
    /// Where replies wait.
    pub store: Store,
    /// Who knows whether a customer still wants them.
    pub engine: Engine,
    /// The shops and their credentials.
    pub tenants: Tenants,
    /// Who carries requests.
    pub transport: Arc<dyn Transport>,
    /// What time it is.
    pub clock: Clock,
    /// Figures.
    pub metrics: Metrics,
    /// Rung when replies were committed.
    pub signals: Signals,
    /// Makes retries of many messages spread out, the same way for the same seed.
    pub seed: u64,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

/// The sender. Clones share it.
#[derive(Debug, Clone)]
pub struct Sender(Arc<Inner>);

struct Inner {
    parts: Parts,
    composer: Composer,
    pace: Mutex<Pace>,
    paused: Paused,
    busy: Busy,
    tried: Tried,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// A message and what became of it.
type Result1 = (Outgoing, SendResult);

impl Sender {
    /// A sender that does nothing until [`Sender::run`] or [`Sender::step`].
    pub fn new(parts: Parts) -> Self {
        let words = Arc::new(Words::new());
        Self(Arc::new(Inner {
            composer: Composer::new(parts.store.clone(), words),
            pace: Mutex::new(Pace::default()),
            paused: Paused::new(parts.metrics.sends.refused_shops.clone()),
            busy: Busy::default(),
            tried: Tried::default(),
            parts,
        }))
    }

    /// Does everything that is due now, once, and returns how many messages it dealt with. Waits for no clock.
    ///
    /// # Errors
    /// The store's own.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let now = self.now();
        let (leased, _) = self.lease(now, LEASE_MAX, false).await?;
        let looked = self.unknown(LOOK_MAX).await?;
        let mut attempts = JoinSet::new();
        let mut results = Vec::new();
        let mut count = 0;
        for message in leased {
            let sender = self.clone();
            attempts.spawn(async move { Some(sender.attempt(message, now).await) });
            count += 1;
        }
        for message in looked {
            let sender = self.clone();
            attempts.spawn(async move { sender.look_up(message).await });
            count += 1;
        }
        while let Some(done) = attempts.join_next().await {
            results.extend(done.ok().flatten());
        }
        self.note(results).await?;
        Ok(count)
    }

    /// Sends until a stop; then finishes what is under way.
    pub async fn run(&self, shutdown: Shutdown) {
        let (done, results) = mpsc::unbounded_channel();
        let noting = tokio::spawn(self.clone().note_all(results));
        let places = Arc::new(Semaphore::new(IN_FLIGHT_MAX));
        let looks = Arc::new(Semaphore::new(LOOKS_IN_FLIGHT_MAX));
        let mut looked = Stopwatch::start();
        loop {
            let rest = tokio::select! {
                biased;
                () = shutdown.draining() => break,
                started = self.start_due(&places, &done) => started,
            };
            if looked.elapsed() >= LOOK_EVERY {
                self.look_up_due(&looks, &done).await;
                looked = Stopwatch::start();
            }
            let (idle, rang) = (rest == IDLE, self.0.parts.signals.replies.notified());
            tokio::select! {
                biased;
                () = shutdown.draining() => break,
                () = tokio::time::sleep(rest) => {}
                () = rang, if idle => {}
            }
        }
        drop(done);
        if noting.await.is_err() {
            tracing::error!("the results of attempts could not be noted");
        }
    }

    /// Starts what is due; how long to rest before the next look.
    async fn start_due(
        &self,
        places: &Arc<Semaphore>,
        done: &mpsc::UnboundedSender<Result1>,
    ) -> Duration {
        // What is leased leaves at once: behind requests that stay without an answer it would wait for all of them.
        drop(places.acquire().await);
        let free = places.available_permits();
        let watch = Stopwatch::start();
        let now = self.now();
        let (leased, held_back) = match self.lease(now, free, true).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::error!(%error, "replies cannot be read");
                return IDLE;
            }
        };
        let earned = watch.elapsed() * REST_FACTOR;
        let rest = match leased.is_empty() {
            _ if held_back => BREATH.max(earned),
            true => IDLE.max(earned),
            false => earned,
        };
        for message in leased {
            let (sender, done, shop) = (self.clone(), done.clone(), message.shop);
            let place = Arc::clone(places).try_acquire_owned();
            let place =
                place.expect("places are taken here alone, and no more was leased than were free");
            self.0.busy.begin(shop);
            tokio::spawn(async move {
                let result = sender.attempt(message, now).await;
                sender.0.busy.end(shop, &result.1);
                drop(place);
                // The receiver lives until all senders are gone.
                let _ = done.send(result);
            });
        }
        rest
    }

    async fn look_up_due(&self, looks: &Arc<Semaphore>, done: &mpsc::UnboundedSender<Result1>) {
        let free = looks.available_permits();
        if free == 0 {
            return;
        }
        let looked = match self.unknown(free).await {
            Ok(looked) => looked,
            Err(error) => {
                tracing::error!(%error, "replies cannot be read");
                return;
            }
        };
        for message in looked {
            let (sender, done, looks) = (self.clone(), done.clone(), Arc::clone(looks));
            tokio::spawn(async move {
                let permit = looks.acquire().await;
                let result = sender.look_up(message).await;
                drop(permit);
                if let Some(result) = result {
                    // As above.
                    let _ = done.send(result);
                }
            });
        }
    }

    /// Notes results, as many at once as there are, and rings: the next message of the same person may go.
    async fn note_all(self, mut results: mpsc::UnboundedReceiver<Result1>) {
        let mut batch = Vec::new();
        while results.recv_many(&mut batch, RESULTS_MAX).await > 0 {
            match self.note(std::mem::take(&mut batch)).await {
                Ok(()) => self.0.parts.signals.replies.notify_one(),
                Err(error) => {
                    tracing::error!(%error, "results of attempts are lost; they will be looked up")
                }
            }
        }
    }

    async fn note(&self, results: Vec<Result1>) -> Result<(), StoreError> {
        if results.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let store = self.0.parts.store.clone();
        let (noted, results) = blocking(move || Ok((store.finish(&results, now), results))).await?;
        noted?;
        for (message, result) in &results {
            self.after(message, result, now).await;
        }
        Ok(())
    }

    /// What may leave now, at most so many, and whether something is held back for its shop's turn. Where shops share what
    /// may be under way, none has more than its share.
    async fn lease(
        &self,
        now: Timestamp,
        most: usize,
        shared: bool,
    ) -> Result<(Vec<Outgoing>, bool), StoreError> {
        let sender = self.clone();
        blocking(move || {
            let mut held_back = false;
            let mut given: BTreeMap<ShopId, usize> = BTreeMap::new();
            let store = &sender.0.parts.store;
            let leased = store.lease(now, most, LEASE, |waiting| {
                let given = given.entry(waiting.shop).or_default();
                let turn = match !shared || sender.0.busy.has_room(waiting.shop, *given) {
                    true => sender.turn(&waiting, now),
                    false if waiting.again => Turn::At(now + SHARE_USED),
                    false => Turn::ShopWaits,
                };
                *given += usize::from(turn == Turn::Now);
                held_back |= turn == Turn::ShopWaits;
                turn
            })?;
            Ok((leased, held_back))
        })
        .await
    }

    async fn unknown(&self, most: usize) -> Result<Vec<Outgoing>, StoreError> {
        let (store, now) = (self.0.parts.store.clone(), self.now());
        blocking(move || store.unknown(now, most)).await
    }

    fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }

    /// Whether a message may leave now, as far as its shop's credentials and the provider's rates go.
    fn turn(&self, waiting: &Waiting, now: Timestamp) -> Turn {
        let mut pace = self.0.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if !waiting.again && !pace.shop_is_free(waiting.shop, now) {
            return Turn::ShopWaits;
        }
        if let Some(until) = self.0.paused.until(waiting.shop, now) {
            return match waiting.again {
                true => Turn::At(until),
                false => Turn::ShopWaits,
            };
        }
        match pace.turn(waiting, now) {
            at if at > now => Turn::At(at),
            _ => Turn::Now,
        }
    }
}

#[cfg(test)]
mod tests;
