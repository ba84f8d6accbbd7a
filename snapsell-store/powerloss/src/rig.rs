//! A shop of the real store on the disk of this crate: random decisions of the real rules, and what was acknowledged.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use snapsell_core::testkit::{Step, World, command};
use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CommitError, CustomerId, Journal as _, Receipt,
    Settings, Shop, ShopId, Span, Timestamp, UserId, Version, decide,
};
use snapsell_store::{MasterKey, NewShop, Options, OutboxState, Store, StoreError, Turn};

use crate::file::random;
use crate::{Disk, Fault, Image};

/// The master key of every database here.
pub const KEY: &str = "c25hcHNlbGwgdGVzdHMgb24gYSBkaXNrIG9mIHJhbSE=";
/// When histories begin: 2026-11-22 18:00 UTC.
pub const START: Timestamp = Timestamp::from_millis(1_795_370_400_000);

/// A disk with one shop, to which it can be set back again and again.
#[derive(Debug)]
pub struct Rig {
    /// The disk.
    pub disk: Disk,
    /// The disk as it was at first.
    pub image: Image,
    shop: ShopId,
}

/// What was acknowledged to somebody, so that it must last.
#[derive(Debug, Default)]
pub struct Acked {
    /// Which command each entry carried out.
    pub entries: BTreeMap<Version, CommandId>,
    /// The provider's ids of replies that were noted as sent.
    pub sent: BTreeMap<i64, String>,
}

/// An open store and the shop as this process believes it to be.
#[derive(Debug)]
pub struct Live {
    store: Store,
    state: Shop,
    id: ShopId,
    chance: u64,
    now: Timestamp,
    commands: u128,
}

/// One reading connection, so that operations come in one order; nobody waits long.
#[must_use]
pub fn options() -> Options {
    Options {
        readers: 1,
        busy: Duration::from_millis(250),
        cache_kib: 512,
        ..Options::default()
    }
}

/// Opens the database of a node.
///
/// # Errors
/// The store's own.
pub fn open(disk: &Disk, node: u32) -> Result<Store, StoreError> {
    let key = MasterKey::from_base64(KEY)?;
    patiently(disk, node, || {
        Store::open(&disk.path(node), key.clone(), options())
    })
}

/// Tries again once what a thread of an earlier pool still has open is closed. On a machine with other work it may stand
/// still for long in the middle of that, and this disk's own waits take no time. A lock that an armed fault has taken is
/// not waited for: it stays so.
///
/// # Errors
/// What the work says in the end.
pub fn patiently<T>(
    disk: &Disk,
    node: u32,
    mut work: impl FnMut() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    for _ in 0..20 {
        match work() {
            Err(StoreError::Busy) if !disk.has_struck() => {
                std::thread::yield_now();
                while disk.is_in_use(node) {
                    std::thread::yield_now();
                }
            }
            done => return done,
        }
    }
    work()
}

/// A shop to be made, with made-up credentials.
#[must_use]
pub fn new_shop(slug: &str) -> NewShop {
    NewShop {
        slug: slug.to_owned(),
        name: slug.to_owned(),
        whatsapp: "+14155238886".to_owned(),
        account_sid: format!("AC{}", "1".repeat(32)),
        auth_tokens: vec!["0123456789abcdef0123456789abcdef".to_owned()],
        api_key: None,
    }
}

impl Rig {
    /// A migrated database with one shop, in a folder that exists.
    ///
    /// # Errors
    /// The store's own.
    pub fn new(folder: &Path) -> Result<Self, StoreError> {
        let disk = Disk::new(folder, 1, 0)?;
        Store::migrate(&disk.path(0), false)?;
        let store = open(&disk, 0)?;
        let shop = store.create_shop(&new_shop("acme"))?;
        drop(store);
        let image = disk.image();
        Ok(Self { disk, image, shop })
    }

    /// Opens the store and reads the shop. Judges what it finds against what was acknowledged.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn open(&self, seed: u64, acked: &Acked) -> Result<Live, String> {
        self.disk.boot(0);
        let store =
            open(&self.disk, 0).map_err(|error| format!("it does not open again: {error}"))?;
        let entries = store
            .entries_after(self.shop, Version::new(0), usize::MAX)
            .map_err(|error| format!("the journal cannot be read: {error}"))?;
        for (version, command) in &acked.entries {
            let index = usize::try_from(version.get()).expect("small") - 1;
            if entries
                .get(index)
                .is_none_or(|entry| entry.command != *command)
            {
                return Err(format!("an acknowledged entry is lost: {}", version.get()));
            }
        }
        let report = store
            .audit(self.shop)
            .map_err(|error| format!("the audit fails: {error}"))?;
        if let Some(violation) = report.violation {
            return Err(format!("the audit found {violation:?}"));
        }
        check_sent(&store, self.shop, acked)?;
        let mut state = Shop::new(Settings::default());
        for entry in &entries {
            state.apply(entry);
        }
        let now = entries.last().map_or(START, |entry| entry.at);
        let live = Live {
            store,
            state,
            id: self.shop,
            chance: seed,
            now,
            commands: u128::from(seed) << 64,
        };
        Ok(live)
    }

    /// One history with `cuts` power cuts, each at an operation that the seed chooses; returns acknowledged entries.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn cycle(&self, seed: u64, cuts: u32) -> Result<usize, String> {
        self.disk.restore(&self.image, seed);
        let mut acked = Acked::default();
        let mut chance = seed;
        for _ in 0..cuts {
            let mut live = self.open(random(&mut chance), &acked)?;
            self.disk.arm(random(&mut chance) % 500, Fault::Cut);
            for _ in 0..40 {
                let worked = live.group(&mut acked);
                if !self.disk.is_up(0) {
                    break;
                }
                worked.map_err(|error| format!("without a fault, {error}"))?;
            }
            if !self.disk.disarm() {
                self.disk.cut();
            }
        }
        drop(self.open(0, &acked)?);
        Ok(acked.entries.len())
    }
}

fn check_sent(store: &Store, shop: ShopId, acked: &Acked) -> Result<(), String> {
    let rows = store
        .replies(shop, 0)
        .map_err(|error| format!("replies cannot be read: {error}"))?;
    let found: BTreeMap<i64, _> = rows.iter().map(|row| (row.id, row)).collect();
    for (id, sid) in &acked.sent {
        let row = found.get(id).ok_or_else(|| format!("reply {id} is lost"))?;
        if row.state != OutboxState::Sent || row.provider_id.as_deref() != Some(sid) {
            return Err(format!(
                "reply {id} was noted as sent, and is {:?}",
                row.state
            ));
        }
    }
    Ok(())
}

impl Live {
    /// Commits a few decisions and does what else a server does now and then. What works is acknowledged.
    ///
    /// # Errors
    /// The first failure; this value believes nothing that was not committed, and must not be used after it.
    pub fn group(&mut self, acked: &mut Acked) -> Result<(), StoreError> {
        let count = 1 + random(&mut self.chance) % 5;
        let commits: Vec<Commit> = (0..count).filter_map(|_| self.decide()).collect();
        for (commit, done) in commits.iter().zip(self.store.commit(&commits)) {
            match done {
                Ok(()) => {
                    acked
                        .entries
                        .insert(commit.decision.version, commit.decision.command);
                }
                Err(CommitError::Store(error)) => return Err(error),
                Err(CommitError::Conflict | CommitError::Duplicate) => {
                    return Err(StoreError::Missing("anybody who could have been first"));
                }
            }
        }
        match random(&mut self.chance) % 6 {
            0 => self.send(acked),
            1 => self.store.checkpoint().map(drop),
            2 => self.store.heartbeat(self.now),
            3 => self.store.save_snapshot(self.id, &self.state),
            _ => Ok(()),
        }
    }

    /// Leases what is due and notes it as sent.
    ///
    /// # Errors
    /// The store's own.
    pub fn send(&mut self, acked: &mut Acked) -> Result<(), StoreError> {
        for message in self
            .store
            .lease(self.now, 8, Span::from_secs(60), |_| Turn::Now)?
        {
            let sid = format!(
                "SM{:032x}",
                u128::from(message.attempt) << 64 | u128::from(message.rows[0].id.unsigned_abs())
            );
            self.store.sent(&message, &sid, self.now)?;
            acked
                .sent
                .extend(message.rows.iter().map(|row| (row.id, sid.clone())));
        }
        Ok(())
    }

    /// A random command, decided and applied to the shop in memory.
    pub fn decide(&mut self) -> Option<Commit> {
        let world = World::default();
        let number = random(&mut self.chance);
        let [action, who, what, much, long, short, ..] = number.to_le_bytes();
        let pause = if long < 16 {
            300 + u16::from(short)
        } else {
            u16::from(short % 20)
        };
        self.now = self.now + Span::from_secs(i64::from(pause));
        self.commands += 1;
        let id = CommandId::new(self.commands);
        let command = match self.state.version().get() {
            0 => Command {
                id,
                by: Actor::Team(UserId::new(1)),
                action: Action::Configure(Box::new(world.settings())),
            },
            _ => command(
                &world,
                &self.state,
                id,
                Step {
                    action,
                    who,
                    what,
                    much,
                    pause,
                },
                self.now,
            ),
        };
        let decision = decide(&self.state, &command, self.now);
        if !decision.is_committed() {
            return None;
        }
        self.state.apply(&decision.entry());
        let receipt = match command.by {
            Actor::Customer(from) | Actor::Seller(from) => Some(receipt(id, from)),
            Actor::Team(_) | Actor::System => None,
        };
        Some(Commit {
            shop: self.id,
            decision,
            receipt,
        })
    }
}

fn receipt(id: CommandId, from: CustomerId) -> Receipt {
    Receipt {
        native_id: format!("SM{:032x}", id.get()),
        from,
        content: b"words".to_vec(),
    }
}
