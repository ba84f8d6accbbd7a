//! What happened, read from the journal entry by entry, each told in a line and checked on the way.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use snapsell_core::{CustomerId, Entry, Settings, Shop, ShopId, Timestamp};
use snapsell_store::{Store, StoreError};

use super::cast::{CROWD, PASSERS_MAX, PHONES, Who};
use super::check::Breach;
use super::facts::Telling;
use crate::mask::Masked;
use crate::readable::readable;
use crate::talk::Lang;

/// Entries read at a time.
const CHUNK: usize = 1_000;

/// One line of what happened.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The entry that holds it.
    pub(super) version: u64,
    pub(super) at: Timestamp,
    text: [String; 2],
}

impl Line {
    /// What happened, in words.
    pub(super) fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.text[0],
            Lang::En => &self.text[1],
        }
    }
}

/// A second shop that only ever sees the journal, and the names of people.
#[derive(Debug)]
pub(super) struct Ledger {
    store: Store,
    pub(super) shop: ShopId,
    pub(super) replica: Shop,
    people: BTreeMap<CustomerId, String>,
    crowd: usize,
}

impl Ledger {
    pub(super) fn new(store: Store, shop: ShopId) -> Self {
        Self {
            store,
            shop,
            replica: Shop::new(Settings::default()),
            people: BTreeMap::new(),
            crowd: 0,
        }
    }

    /// Reads what is new in the journal. Every entry is applied to the second shop, whose invariants are asserted.
    pub(super) fn advance(&mut self) -> Result<Result<Vec<Line>, Breach>, StoreError> {
        let mut lines = Vec::new();
        loop {
            let entries = self
                .store
                .events(self.shop, self.replica.version(), CHUNK)?;
            for entry in &entries {
                match self.entry(entry)? {
                    Ok(told) => lines.extend(told),
                    Err(breach) => return Ok(Err(breach)),
                }
            }
            if entries.len() < CHUNK {
                return Ok(Ok(lines));
            }
        }
    }

    fn entry(&mut self, entry: &Entry) -> Result<Result<Vec<Line>, Breach>, StoreError> {
        let before = self.replica.clone();
        let applied = catch_unwind(AssertUnwindSafe(|| {
            self.replica.apply(entry);
            self.replica.check();
        }));
        if let Err(panic) = applied {
            let version = entry.version.get();
            return Ok(Err(Breach::new(format!(
                "entry {version}: {}",
                said(panic.as_ref())
            ))));
        }
        for customer in mentioned(entry) {
            self.meet(customer)?;
        }
        let name = |customer| self.name(customer);
        let telling = |lang| Telling {
            lang,
            before: &before,
            after: &self.replica,
            name: &name,
        };
        let lines = entry.changes.iter().filter_map(|change| {
            let text = [
                telling(Lang::Fr).told(change)?,
                telling(Lang::En).told(change)?,
            ];
            Some(Line {
                version: entry.version.get(),
                at: entry.at,
                text,
            })
        });
        Ok(Ok(lines.collect()))
    }

    /// Reads who somebody is. Those of the crowd are named in the order in which they were first heard.
    pub(super) fn meet(&mut self, customer: CustomerId) -> Result<(), StoreError> {
        if self.people.contains_key(&customer) {
            return Ok(());
        }
        let details = self.store.contact_details(self.shop, customer)?;
        let phone = details
            .as_ref()
            .and_then(|details| details.phone.clone())
            .unwrap_or_default();
        let who = everybody().find(|who| who.phone() == phone);
        let name = match who {
            Some(Who::Crowd(_)) => {
                self.crowd += 1;
                format!("#{}", self.crowd)
            }
            Some(who) => who.name().unwrap_or_default().to_owned(),
            None => Masked(&phone).to_string(),
        };
        self.people.insert(customer, name);
        Ok(())
    }

    /// Somebody's name, once met.
    pub(super) fn name(&self, customer: CustomerId) -> String {
        self.people
            .get(&customer)
            .cloned()
            .unwrap_or_else(|| "?".to_owned())
    }
}

fn everybody() -> impl Iterator<Item = Who> {
    let passers = (0..u8::try_from(PASSERS_MAX).unwrap_or(u8::MAX)).map(Who::Passer);
    PHONES
        .into_iter()
        .chain((0..CROWD).map(Who::Crowd))
        .chain(passers)
}

/// The people that an entry speaks of.
fn mentioned(entry: &Entry) -> Vec<CustomerId> {
    let mut people = Vec::new();
    if let snapsell_core::Actor::Customer(id) | snapsell_core::Actor::Seller(id) = entry.by {
        people.push(id);
    }
    let value = readable(&entry.changes).unwrap_or_default();
    gather(&value, &mut people);
    people
}

/// Customers appear in changes under their own name, or as the one number of a change about a person.
fn gather(value: &serde_json::Value, people: &mut Vec<CustomerId>) {
    const ALONE: [&str; 8] = [
        "customer",
        "reminded",
        "review_overdue",
        "opted_out",
        "opted_in",
        "unreachable",
        "blocked",
        "unblocked",
    ];
    match value {
        serde_json::Value::Array(list) => list.iter().for_each(|one| gather(one, people)),
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value.as_u64().and_then(|id| u32::try_from(id).ok()) {
                    Some(id) if ALONE.contains(&key.as_str()) => people.push(CustomerId::new(id)),
                    Some(_) => {}
                    None => gather(value, people),
                }
            }
        }
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("an invariant is broken")
        .to_owned()
}
