//! What is old enough goes by itself: a little at a time, with pauses, so that nobody who sells notices.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use snapsell_core::{CustomerId, ShopId, Span, Timestamp};
use snapsell_store::{Store, StoreError};

use super::doubt::Doubt;
use super::{give_back, obstacle};
use crate::blocking::blocking;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::shutdown::Shutdown;

/// People looked at in one step.
const PEOPLE_AT_A_TIME: usize = 50;
/// The pause between two steps: commits come in between.
const BREATH: Duration = Duration::from_millis(50);
/// How often it is looked whether something has become old enough.
const EVERY: Span = Span::from_mins(6 * 60);

/// Keeps no longer than each shop wants. Clones are the same.
#[derive(Debug, Clone)]
pub struct Keeper {
    store: Store,
    engine: Engine,
    clock: Clock,
    doubt: Arc<Mutex<Doubt>>,
}

impl Keeper {
    /// One that does nothing until [`Keeper::run`], [`Keeper::round`] or [`Keeper::step`].
    pub fn new(store: &Store, engine: &Engine, clock: &Clock) -> Self {
        Self {
            store: store.clone(),
            engine: engine.clone(),
            clock: clock.clone(),
            doubt: Arc::default(),
        }
    }

    /// One short transaction's worth of what is old enough, in the first shop that has any, or one person; 0 when
    /// nothing is left to do.
    ///
    /// # Errors
    /// The store's own. A shop that is damaged keeps what it has, which is the error once nothing is left in the others.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let store = self.store.clone();
        let shops = blocking(move || store.shops()).await?;
        let mut left = Ok(0);
        for shop in shops {
            match self.step_in(shop.id, now).await {
                Ok(0) => {}
                Ok(done) => return Ok(done),
                Err(error) if error.is_damage() => left = Err(error),
                Err(error) => return Err(error),
            }
        }
        left
    }

    async fn step_in(&self, shop: ShopId, now: Timestamp) -> Result<usize, StoreError> {
        let store = self.store.clone();
        let done = blocking(move || store.retain(shop, now)).await?;
        match done > 0 {
            true => Ok(done),
            false => self.forget_one(shop, now).await.map(usize::from),
        }
    }

    /// Does all that is due, with pauses, every few hours until a stop.
    pub async fn run(&self, shutdown: Shutdown) {
        let pause = Duration::from_millis(EVERY.millis().unsigned_abs());
        loop {
            self.round(&shutdown).await;
            tokio::select! {
                biased;
                () = shutdown.draining() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Does all that is due, with pauses, unless the clock has leapt: what goes never comes back, and a machine may start
    /// years ahead of its time. Such a clock is believed once it has gone on for some rounds.
    pub async fn round(&self, shutdown: &Shutdown) {
        match self.believes_the_clock().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tried_again(&error),
        }
        let mut any = false;
        loop {
            let step = tokio::select! {
                biased;
                () = shutdown.draining() => return,
                step = self.step() => step,
            };
            match step {
                Ok(0) => break,
                Ok(_) => any = true,
                Err(error) => {
                    tried_again(&error);
                    break;
                }
            }
            tokio::select! {
                biased;
                () = shutdown.draining() => return,
                () = tokio::time::sleep(BREATH) => {}
            }
        }
        if any {
            let store = self.store.clone();
            if let Err(error) = blocking(move || store.empty_log()).await {
                tracing::warn!(%error, "the log could not be emptied after old data went");
            }
        }
    }

    /// Whether what is old by this clock is old; notes where it stands if so. The first round of a database only notes.
    async fn believes_the_clock(&self) -> Result<bool, StoreError> {
        let now = Timestamp::from_millis(self.clock.now_ms());
        let store = self.store.clone();
        let last = blocking(move || store.last_round()).await?;
        let believed = last.is_none_or(|last| {
            let mut doubt = self.doubt.lock().unwrap_or_else(PoisonError::into_inner);
            doubt.believes(last, EVERY, now)
        });
        if !believed {
            tracing::warn!(
                "the clock has leapt: nothing goes for its age until it has gone on for a while"
            );
            return Ok(false);
        }
        let store = self.store.clone();
        blocking(move || store.note_round(now)).await?;
        Ok(last.is_some())
    }

    /// Forgets the first person who has been silent for long enough and has nothing open; whether there was one.
    async fn forget_one(&self, shop: ShopId, now: Timestamp) -> Result<bool, StoreError> {
        let mut after = CustomerId::new(0);
        loop {
            let store = self.store.clone();
            let silent = blocking(move || {
                let before = store.retention(shop)?.people_since(now);
                store.silent_people(shop, before, after, PEOPLE_AT_A_TIME)
            })
            .await?;
            let Some(&last) = silent.last() else {
                return Ok(false);
            };
            after = last;
            let free = self.engine.look(shop, move |shop| {
                silent
                    .into_iter()
                    .find(|&id| obstacle(shop, id).is_none() && give_back(shop, id).is_none())
            });
            let Ok(free) = free.await else {
                return Ok(false);
            };
            if let Some(id) = free {
                let store = self.store.clone();
                blocking(move || store.erase_customer(shop, id, now)).await?;
                return Ok(true);
            }
        }
    }
}

fn tried_again(error: &StoreError) {
    tracing::warn!(%error, "what is old enough could not be emptied; tried again later");
}
