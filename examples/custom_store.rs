//! A store of your own: the journal over a map, and the loop decide → commit → apply with two nodes that race.

use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CommitError, CustomerId, Entry, Journal, Message,
    Outcome, Settings, Shop, ShopId, Timestamp, Version, decide, interpret,
};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard};

const SHOP: ShopId = ShopId::new(1);
const BATCH: usize = 100;

/// A journal that lives as long as the process. Put a database where the lock is.
#[derive(Default)]
struct MapStore {
    shops: Mutex<BTreeMap<ShopId, Rows>>,
}

#[derive(Default)]
struct Rows {
    entries: Vec<Entry>,
    snapshot: Option<Shop>,
    next_deadline: Option<Timestamp>,
}

impl Rows {
    /// What a database does with two unique keys: (shop, command) and (shop, version).
    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError<Infallible>> {
        if !commit.decision.is_committed() {
            return Ok(());
        }
        let entry = commit.decision.entry();
        if self.knows(entry.command) {
            return Err(CommitError::Duplicate);
        }
        if entry.version.get() != self.entries.len() as u64 + 1 {
            return Err(CommitError::Conflict);
        }
        self.next_deadline = commit.decision.next_deadline;
        self.entries.push(entry);
        Ok(())
    }

    fn knows(&self, command: CommandId) -> bool {
        command != CommandId::NONE && self.entries.iter().any(|entry| entry.command == command)
    }
}

impl MapStore {
    fn rows(&self) -> MutexGuard<'_, BTreeMap<ShopId, Rows>> {
        self.shops.lock().expect("nobody panics with the lock")
    }
}

impl Journal for MapStore {
    type Error = Infallible;

    fn snapshot(&self, shop: ShopId) -> Result<Option<Shop>, Infallible> {
        Ok(self
            .rows()
            .get(&shop)
            .and_then(|rows| rows.snapshot.clone()))
    }

    fn entries_after(
        &self,
        shop: ShopId,
        version: Version,
        most: usize,
    ) -> Result<Vec<Entry>, Infallible> {
        let rows = self.rows();
        let entries = rows.get(&shop).map_or(&[][..], |rows| &rows.entries);
        let skip = version.get() as usize;
        Ok(entries.iter().skip(skip).take(most).cloned().collect())
    }

    fn commit(&self, commits: &[Commit]) -> Vec<Result<(), CommitError<Infallible>>> {
        let mut rows = self.rows();
        let mut astray = BTreeSet::new();
        let one = |commit: &Commit| {
            // What follows a refused decision was decided on a shop that never was.
            if astray.contains(&commit.shop) {
                return Err(CommitError::Conflict);
            }
            let done = rows.entry(commit.shop).or_default().commit(commit);
            if done.is_err() {
                astray.insert(commit.shop);
            }
            done
        };
        commits.iter().map(one).collect()
    }

    fn due(&self, now: Timestamp, most: usize) -> Result<Vec<ShopId>, Infallible> {
        let rows = self.rows();
        let mut due: Vec<(Timestamp, ShopId)> = rows
            .iter()
            .filter_map(|(shop, rows)| Some((rows.next_deadline?, *shop)))
            .filter(|(at, _)| *at <= now)
            .collect();
        due.sort_unstable();
        Ok(due.into_iter().map(|(_, shop)| shop).take(most).collect())
    }

    fn save_snapshot(&self, shop: ShopId, state: &Shop) -> Result<(), Infallible> {
        self.rows().entry(shop).or_default().snapshot = Some(state.clone());
        Ok(())
    }

    fn knows(&self, shop: ShopId, command: CommandId) -> Result<bool, Infallible> {
        Ok(self
            .rows()
            .get(&shop)
            .is_some_and(|rows| rows.knows(command)))
    }
}

/// One process with its own copy of the shop.
struct Node<'a> {
    store: &'a MapStore,
    shop: Shop,
    conflicts: u32,
}

impl<'a> Node<'a> {
    /// Snapshot, then what came after it.
    fn start(store: &'a MapStore) -> Result<Self, Infallible> {
        let saved = store.snapshot(SHOP)?;
        let mut node = Self {
            store,
            shop: saved.unwrap_or_else(|| Shop::new(Settings::default())),
            conflicts: 0,
        };
        node.catch_up()?;
        Ok(node)
    }

    fn catch_up(&mut self) -> Result<(), Infallible> {
        loop {
            let entries = self.store.entries_after(SHOP, self.shop.version(), BATCH)?;
            entries.iter().for_each(|entry| self.shop.apply(entry));
            if entries.len() < BATCH {
                return Ok(());
            }
        }
    }

    /// Decides until the decision is durable. Only then is it true, and only then are replies sent.
    fn run(
        &mut self,
        command: impl Fn(&Shop) -> Command,
        now: Timestamp,
    ) -> Result<Outcome, Infallible> {
        loop {
            let decision = decide(&self.shop, &command(&self.shop), now);
            if !decision.is_committed() {
                return Ok(decision.outcome);
            }
            let commit = Commit {
                shop: SHOP,
                decision,
                receipt: None,
            };
            match self.store.commit(std::slice::from_ref(&commit)).remove(0) {
                Ok(()) => {
                    self.shop.apply(&commit.decision.entry());
                    return Ok(commit.decision.outcome);
                }
                Err(CommitError::Conflict) => {
                    self.conflicts += 1;
                    self.catch_up()?;
                }
                Err(CommitError::Duplicate) => {
                    self.catch_up()?;
                    return Ok(Outcome::Duplicate);
                }
                Err(CommitError::Store(never)) => match never {},
            }
        }
    }

    fn message(
        &mut self,
        id: u128,
        from: CustomerId,
        text: &str,
        now: Timestamp,
    ) -> Result<Outcome, Infallible> {
        let message = Message::text(CommandId::new(id), from, text);
        self.run(|shop| interpret(shop, &message), now)
    }
}

fn main() -> Result<(), Infallible> {
    let [marie, awa, bea] = [1, 2, 3].map(CustomerId::new);
    let now = Timestamp::from_millis(1_795_377_600_000);
    let store = MapStore::default();
    let mut one = Node::start(&store)?;
    let mut other = Node::start(&store)?;

    let mut settings = Settings::default();
    settings
        .set("grid", "A:5000")
        .expect("the grid is well written");
    settings.sellers.insert(marie);
    let configure = |_: &Shop| Command {
        id: CommandId::NONE,
        by: Actor::System,
        action: Action::Configure(Box::new(settings.clone())),
    };
    one.run(configure, now)?;
    one.message(1, marie, "A12", now)?;
    one.message(2, awa, "A12", now)?;

    // The other node knows nothing of this. It loses the race, catches up, and decides again: Bea waits.
    assert_eq!(other.message(3, bea, "A12", now)?, Outcome::Done);
    assert_eq!(other.conflicts, 1);
    let hold = other.shop.holds().next().expect("Awa was first");
    assert_eq!(hold.customer, awa);

    // The same delivery at the node that has not seen it: carried out once.
    assert_eq!(one.message(3, bea, "A12", now)?, Outcome::Duplicate);
    assert_eq!(one.shop, other.shop);

    // A timer asks the store who is due; a restart reads the snapshot and what came after it.
    let due = one.shop.next_deadline().expect("a hold runs");
    assert_eq!(store.due(due, 10)?, [SHOP]);
    store.save_snapshot(SHOP, &one.shop)?;
    one.message(4, bea, "PANIER", due)?;
    assert!(store.knows(SHOP, CommandId::new(4))?);
    assert_eq!(Node::start(&store)?.shop, one.shop);
    println!(
        "{} entries, {} conflict, both nodes agree",
        one.shop.version().get(),
        other.conflicts
    );
    Ok(())
}
