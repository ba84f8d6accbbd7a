//! Saves the states of shops, so that a start need not replay their journals.
//!
//! It follows what has become durable on copies of its own: neither who decides nor who commits waits for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;

use snapsell_core::{Decision, Journal as _, Shop, ShopId};
use snapsell_store::{Prepared, Store};

use super::cache::Problem;
use super::load::load;

/// Entries of a small shop after which its state is saved: what a crash makes a start replay, at most.
pub const SNAPSHOT_EVERY: u32 = 4_000;
/// A large state costs more to save, so it is saved after up to so many times as many entries.
const SNAPSHOT_STRETCH: u32 = 10;
/// Decisions that wait for the thread that saves, at most, some 2 KiB each: while it writes a very large state others go on.
const BEHIND_MAX: usize = 50_000;
/// Decisions that are worth waking the thread that saves: each time it takes the processor from the one that commits.
const WORTH_WAKING: usize = 512;
/// Shops whose entries are counted, at most; beyond it those without a copy are counted anew.
const SHOPS_MAX: usize = 10_000;
/// Copies at most: of the shops whose states are saved again and again.
const COPIES_MAX: usize = 32;

/// Entries after which the state of this shop is saved: `every`, or half as many as it has rows, so that saving stays a
/// small part of the work, and ten times `every` at most. A start replays an entry about as fast as it reads a row or two.
#[must_use]
pub fn snapshot_after(shop: &Shop, every: u32) -> u32 {
    let rows = u32::try_from(shop.rows()).unwrap_or(u32::MAX);
    (rows / 2).clamp(every, every.saturating_mul(SNAPSHOT_STRETCH))
}

/// What became durable, round by round.
type Gathered = Vec<Vec<Prepared<'static>>>;

/// Follows commits and saves states now and then.
#[derive(Debug)]
pub(super) enum Saver {
    /// On a thread of its own.
    Beside {
        /// `None` at the end.
        desk: Option<mpsc::Sender<Gathered>>,
        /// Not handed over yet.
        gathered: Gathered,
        behind: Arc<AtomicUsize>,
        thread: Option<JoinHandle<()>>,
    },
    /// On the thread that hands over.
    ByHand(Box<Follower>),
}

impl Saver {
    /// Starts the thread that saves.
    pub(super) fn beside(store: Store, every: u32, name: String) -> std::io::Result<Self> {
        let (desk, handed_over) = mpsc::channel::<Gathered>();
        let behind = Arc::new(AtomicUsize::new(0));
        let left = Arc::clone(&behind);
        let mut follower = Follower::new(store, every);
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            for round in handed_over.into_iter().flatten() {
                follower.follow(&round);
                left.fetch_sub(round.len(), Ordering::Relaxed);
            }
        })?;
        Ok(Self::Beside {
            desk: Some(desk),
            gathered: Vec::new(),
            behind,
            thread: Some(thread),
        })
    }

    pub(super) fn by_hand(store: Store, every: u32) -> Self {
        Self::ByHand(Box::new(Follower::new(store, every)))
    }

    /// Notes what has become durable, in its order. A little of it is seen to with what comes later, or at the end.
    pub(super) fn landed(&mut self, round: Vec<Prepared<'static>>) {
        match self {
            Self::ByHand(follower) => follower.follow(&round),
            // Rounds in which people only look are many.
            Self::Beside { .. } if round.is_empty() => {}
            Self::Beside { gathered, .. } => {
                gathered.push(round);
                if count(gathered) >= WORTH_WAKING {
                    self.hand_over();
                }
            }
        }
    }

    /// Hands over what was gathered.
    fn hand_over(&mut self) {
        let Self::Beside {
            desk,
            gathered,
            behind,
            ..
        } = self
        else {
            return;
        };
        let rounds = std::mem::take(gathered);
        let count = count(&rounds);
        // What is left out makes a gap, and the copy is read again.
        if behind.load(Ordering::Relaxed) + count > BEHIND_MAX {
            return;
        }
        behind.fetch_add(count, Ordering::Relaxed);
        // Without its thread states are saved at the end alone.
        let _ = desk.as_ref().map(|desk| desk.send(rounds));
    }
}

/// What was handed over is seen to before this returns.
impl Drop for Saver {
    fn drop(&mut self) {
        self.hand_over();
        if let Self::Beside { desk, thread, .. } = self {
            drop(desk.take());
            if thread.take().is_some_and(|thread| thread.join().is_err()) {
                tracing::error!("a thread that saves states panicked");
            }
        }
    }
}

/// Shops as the disk has them, and how much a start would have to replay.
#[derive(Debug)]
pub(super) struct Follower {
    store: Store,
    every: u32,
    shops: BTreeMap<ShopId, Followed>,
    uses: u64,
}

#[derive(Debug)]
struct Followed {
    /// Entries since the last saved state.
    unsaved: u32,
    /// Read when a state is to be saved for the first time.
    copy: Option<Box<Shop>>,
    used: u64,
}

impl Follower {
    fn new(store: Store, every: u32) -> Self {
        Self {
            store,
            every,
            shops: BTreeMap::new(),
            uses: 0,
        }
    }

    fn follow(&mut self, round: &[Prepared<'_>]) {
        let mut due = BTreeSet::new();
        for commit in round.iter().map(Prepared::commit) {
            let every = self.every;
            let followed = self.followed(commit.shop);
            followed.unsaved = followed.unsaved.saturating_add(1);
            followed.move_on(&commit.decision);
            if followed.unsaved >= followed.save_after(every) {
                due.insert(commit.shop);
            }
        }
        for shop in due {
            self.save(shop);
        }
    }

    fn followed(&mut self, shop: ShopId) -> &mut Followed {
        if !self.shops.contains_key(&shop) && self.shops.len() >= SHOPS_MAX {
            self.shops.retain(|_, followed| followed.copy.is_some());
        }
        self.uses += 1;
        let store = &self.store;
        let followed = self.shops.entry(shop).or_insert_with(|| Followed {
            unsaved: store.unsaved(shop).map_or(0, capped),
            copy: None,
            used: 0,
        });
        followed.used = self.uses;
        followed
    }

    /// Saves the state of a shop, if it has as many new entries as its size demands.
    fn save(&mut self, shop: ShopId) {
        let every = self.every;
        let Some(followed) = self.shops.get_mut(&shop) else {
            return;
        };
        // Should anything fail, it is tried again after as many entries more.
        let unsaved = std::mem::take(&mut followed.unsaved);
        let (copy, unsaved) = match followed.copy.take() {
            Some(copy) => (copy, unsaved),
            None => match load(&self.store, shop) {
                Ok((copy, replayed)) => (Box::new(copy), replayed),
                Err(problem) => return warn(shop, problem),
            },
        };
        if unsaved < snapshot_after(&copy, every) {
            followed.unsaved = unsaved;
        } else {
            save(&self.store, shop, &copy);
        }
        followed.copy = Some(copy);
        self.make_room();
    }

    /// Forgets the copy that was used longest ago when there are too many.
    fn make_room(&mut self) {
        let mut copies: Vec<_> = self.shops.values_mut().collect();
        copies.retain(|followed| followed.copy.is_some());
        if copies.len() > COPIES_MAX
            && let Some(oldest) = copies.into_iter().min_by_key(|followed| followed.used)
        {
            oldest.copy = None;
        }
    }
}

impl Followed {
    /// The copy takes the next step. It may have been read when that was durable already; one that missed a step is of no use.
    fn move_on(&mut self, decision: &Decision) {
        let Some(copy) = &mut self.copy else { return };
        if decision.version == copy.version().next() {
            copy.follow(decision);
        } else if decision.version > copy.version() {
            self.copy = None;
        }
    }

    /// Entries after which the state is saved; of a shop that was not read as after those of a small one.
    fn save_after(&self, every: u32) -> u32 {
        let copy = self.copy.as_ref();
        copy.map_or(every, |copy| snapshot_after(copy, every))
    }
}

/// Decisions in all.
fn count(rounds: &Gathered) -> usize {
    rounds.iter().map(Vec::len).sum()
}

fn capped(entries: u64) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX)
}

/// Saves a state, if that can be done.
pub(super) fn save(store: &Store, id: ShopId, shop: &Shop) {
    if let Err(error) = store.save_snapshot(id, shop) {
        warn(id, error.into());
    }
}

/// A state that cannot be saved costs time at the next start, nothing else.
fn warn(shop: ShopId, problem: Problem) {
    if let Problem::Store(error) = problem {
        tracing::warn!(shop = shop.get(), %error, "a state could not be saved");
    }
}

#[cfg(test)]
mod tests;
