//! The timer: makes what is due prompt. The rules are right without it, only later.

use std::time::Duration;

use snapsell_core::{Action, Journal as _, ShopId, Span, Timestamp};
use snapsell_store::{Store, StoreError};

use crate::blocking::blocking;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::shutdown::Shutdown;
use crate::signals::Signals;

/// Shops ticked at a time.
const DUE_MAX: usize = 256;
/// Shops with a deadline that are remembered at the start; further ones are found when they are due.
const SEEDED_MAX: usize = 100_000;
/// A shop that could not be ticked is tried again after this.
const AGAIN: Span = Span::from_secs(1);
/// How often the store is asked for what another process may have set.
const ASK_STORE: Duration = Duration::from_secs(5);

/// The timer. Clones share their table of deadlines.
#[derive(Debug, Clone)]
pub struct Timer {
    store: Store,
    engine: Engine,
    clock: Clock,
    signals: Signals,
}

impl Timer {
    /// A timer that does nothing until [`Timer::run`] or [`Timer::step`].
    pub fn new(store: Store, engine: Engine, clock: Clock, signals: Signals) -> Self {
        Self {
            store,
            engine,
            clock,
            signals,
        }
    }

    /// Ticks every shop that is due at `now` until none is; returns how many ticks that took. Waits for no clock.
    ///
    /// # Errors
    /// The store's own.
    pub async fn step(&self, now: Timestamp) -> Result<usize, StoreError> {
        self.ask_store(now, DUE_MAX).await?;
        let mut ticks = 0;
        loop {
            let due = self.signals.deadlines.take_due(now, DUE_MAX);
            if due.is_empty() {
                return Ok(ticks);
            }
            ticks += due.len();
            if !self.tick(due, now).await {
                return Err(StoreError::Busy);
            }
        }
    }

    /// Ticks until a stop.
    pub async fn run(&self, shutdown: Shutdown) {
        let forever = Timestamp::from_millis(i64::MAX);
        if let Err(error) = self.ask_store(forever, SEEDED_MAX).await {
            tracing::error!(%error, "deadlines cannot be read");
        }
        let mut ask = tokio::time::interval(ASK_STORE);
        ask.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let due = self.signals.deadlines.take_due(self.now(), DUE_MAX);
            if !due.is_empty() {
                let now = self.now();
                self.tick(due, now).await;
            }
            let next_ms = self
                .signals
                .deadlines
                .first()
                .map_or(i64::MAX, Timestamp::millis);
            tokio::select! {
                biased;
                () = shutdown.draining() => return,
                () = self.clock.sleep_until(next_ms) => {}
                () = self.signals.deadlines.earlier() => {}
                _ = ask.tick() => {
                    if let Err(error) = self.ask_store(self.now(), DUE_MAX).await {
                        tracing::error!(%error, "deadlines cannot be read");
                    }
                }
            }
        }
    }

    /// Ticks shops side by side; whether all could be. The commit of each notes its next deadline.
    async fn tick(&self, due: Vec<ShopId>, now: Timestamp) -> bool {
        let mut ticks = tokio::task::JoinSet::new();
        for shop in due {
            let timer = self.clone();
            ticks.spawn(async move {
                let ticked = timer.engine.system(shop, Action::Tick).await.is_ok();
                if !ticked {
                    timer.signals.deadlines.set(shop, Some(now + AGAIN));
                }
                ticked
            });
        }
        let mut all = true;
        while let Some(ticked) = ticks.join_next().await {
            all &= ticked.unwrap_or(false);
        }
        all
    }

    async fn ask_store(&self, until: Timestamp, most: usize) -> Result<(), StoreError> {
        let store = self.store.clone();
        let due = blocking(move || store.due(until, most)).await?;
        let now = self.now();
        for shop in due {
            self.signals.deadlines.set_if_absent(shop, now);
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
