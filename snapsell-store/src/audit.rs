//! The audit: reads a journal from its first entry, recomputes the chain, folds the facts and compares every row.

mod fold;
mod others;
#[cfg(test)]
mod tests;

use crate::error::StoreError;
use crate::exports;
use crate::journal;
use crate::store::Store;
use fold::Model;
use rusqlite::{Connection, OptionalExtension};
use snapsell_core::{Entry, Link, ShopId, Timestamp, Version};

/// What the audit of one shop found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// Whose journal.
    pub shop: ShopId,
    /// Entries read.
    pub entries: u64,
    /// Rows of read models compared.
    pub rows: u64,
    /// The first thing that is wrong; `None` when nothing is.
    pub violation: Option<Violation>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The entry, when it is in the journal.
    pub version: Option<Version>,
    /// The row, when it is in a read model, as `holds 12`.
    pub row: Option<String>,
    /// Which rule is broken.
    pub what: &'static str,
}

impl Store {
    /// Audits one shop, in one consistent view, while commits go on. Every entry is read.
    ///
    /// # Errors
    /// The store's own; what is wrong with the data is in the report.
    pub fn audit(&self, shop: ShopId) -> Result<AuditReport, StoreError> {
        self.read(|connection| {
            let view = connection.unchecked_transaction()?;
            let mut report = AuditReport {
                shop,
                entries: 0,
                rows: 0,
                violation: None,
            };
            report.violation = match check(&view, &mut report) {
                Ok(()) => None,
                Err(Stop::Violation(violation)) => Some(violation),
                Err(Stop::Store(StoreError::Corrupt { version, what, .. })) => Some(Violation {
                    version,
                    row: None,
                    what,
                }),
                Err(Stop::Store(error)) => return Err(error),
            };
            Ok(report)
        })
    }
}

enum Stop {
    Violation(Violation),
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

fn check(view: &Connection, report: &mut AuditReport) -> Result<(), Stop> {
    let mut model = Model::default();
    let last = check_journal(view, report.shop, |entry| {
        model.apply(entry)?;
        report.entries += 1;
        Ok(())
    })?;
    check_head(view, report.shop, last)?;
    check_inbox(view, report.shop)?;
    check_models(view, report, model)
}

/// The end of a journal.
struct Last {
    version: Version,
    at: Timestamp,
    chain: Link,
}

/// Whether a journal is one chain that ends at its head. Needs no key.
pub(crate) fn check_chain(view: &Connection, shop: ShopId) -> Result<(), StoreError> {
    let broken = |stop, what| match stop {
        Stop::Violation(at) => StoreError::corrupt_in(shop, at.version, what),
        Stop::Store(error) => error,
    };
    let last = check_journal(view, shop, |_| Ok(()))
        .map_err(|stop| broken(stop, "an entry does not follow from the one before it"))?;
    check_head(view, shop, last).map_err(|stop| broken(stop, "a journal does not end at its head"))
}

/// Reads a journal from its first entry; `each` says what is wrong with an entry that follows from the one before it.
fn check_journal(
    view: &Connection,
    shop: ShopId,
    mut each: impl FnMut(&Entry) -> Result<(), &'static str>,
) -> Result<Last, Stop> {
    let mut last = Last {
        version: Version::new(0),
        at: Timestamp::from_millis(i64::MIN),
        chain: Link::genesis(shop),
    };
    let mut statement = view.prepare(
        "SELECT version, at, command, format, changes, chain FROM journal
         WHERE shop = ?1 ORDER BY version",
    )?;
    let mut rows = statement.query([shop.get()])?;
    while let Some(row) = rows.next()? {
        let entry = journal::entry(shop, row)?;
        let text = row.get_ref(4)?.as_str().unwrap_or_default();
        let chain = Link(row.get(5)?);
        follows(&last, &entry, text, chain).map_err(|what| at_entry(entry.version, what))?;
        each(&entry).map_err(|what| at_entry(entry.version, what))?;
        last = Last {
            version: entry.version,
            at: entry.at,
            chain,
        };
    }
    Ok(last)
}

fn follows(last: &Last, entry: &Entry, text: &str, chain: Link) -> Result<(), &'static str> {
    if entry.version != last.version.next() {
        return Err("an entry is missing before it");
    }
    if entry.at < last.at {
        return Err("it is older than the entry before it");
    }
    if chain
        != last
            .chain
            .next(entry.version, entry.at, entry.command, text.as_bytes())
    {
        return Err("its link in the chain is wrong: it, or an entry before it, was changed");
    }
    Ok(())
}

fn check_head(view: &Connection, shop: ShopId, last: Last) -> Result<(), Stop> {
    let head: Option<(u64, [u8; 32])> = view
        .query_row(
            "SELECT version, chain FROM shops WHERE shop = ?1",
            [shop.get()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((version, chain)) = head else {
        return Err(StoreError::Missing("shop").into());
    };
    if (Version::new(version), Link(chain)) == (last.version, last.chain) {
        Ok(())
    } else {
        Err(at_entry(
            last.version,
            "the journal does not end at its head",
        ))
    }
}

/// Each message stands beside the entry that it caused.
fn check_inbox(view: &Connection, shop: ShopId) -> Result<(), Stop> {
    let stray: Option<u64> = view
        .query_row(
            "SELECT seq FROM inbox WHERE shop = ?1 AND NOT EXISTS (
                 SELECT 1 FROM journal WHERE journal.shop = inbox.shop AND version = seq
                   AND journal.command = inbox.command AND journal.at = inbox.at)
             ORDER BY seq LIMIT 1",
            [shop.get()],
            |row| row.get(0),
        )
        .optional()?;
    match stray {
        None => Ok(()),
        Some(seq) => Err(Stop::Violation(Violation {
            version: Some(Version::new(seq)),
            row: Some(format!("inbox {seq}")),
            what: "a message stands beside an entry that it did not cause",
        })),
    }
}

/// Every table of rows that follow from the journal, and then what is to be said.
fn check_models(view: &Connection, report: &mut AuditReport, model: Model) -> Result<(), Stop> {
    let shop = report.shop;
    let rows = &mut report.rows;
    same(
        rows,
        model.units.into_values(),
        exports::units(view, shop)?,
        |row| (row.item, row.slot),
        |row| format!("units {}/{}", row.item.get(), row.slot),
    )?;
    same(
        rows,
        model.holds.into_values(),
        exports::holds(view, shop)?,
        |row| row.hold,
        |row| format!("holds {}", row.hold.get()),
    )?;
    let mut places: Vec<_> = model.places.into_values().collect();
    places.sort_by_key(|row| (row.item, row.place));
    same(
        rows,
        places.into_iter(),
        exports::places(view, shop)?,
        |row| (row.item, row.place),
        |row| format!("queue {}/{}", row.item.get(), row.customer.get()),
    )?;
    same(
        rows,
        model.orders.into_values(),
        exports::orders(view, shop)?,
        |row| row.order.number,
        |row| format!("orders {}", row.order.number),
    )?;
    let others = model.others;
    same(
        rows,
        model.items.into_values(),
        exports::items(view, shop)?,
        |row| row.item,
        |row| format!("items {}", row.item.get()),
    )?;
    for (table, expected) in others.rows(&model.paid) {
        let found = others::stored(view, shop, table)?;
        let name = |row: &(i64, String)| match table {
            "notes" | "proofs" => format!("{table} {}/{}", row.0 / 65_536, row.0 % 65_536),
            _ => format!("{table} {}", row.0),
        };
        same(rows, expected.into_iter(), found, |row| row.0, name)?;
    }
    others::check_outbox(view, shop, rows)
}

/// Compares the rows that the journal gives with those on the disk, both in the order of their keys. The first that
/// differs is named: of two different keys the smaller, which the other side does not have.
fn same<T: PartialEq, K: Ord>(
    count: &mut u64,
    expected: impl Iterator<Item = T>,
    found: Vec<T>,
    key: impl Fn(&T) -> K,
    name: impl Fn(&T) -> String,
) -> Result<(), Stop> {
    let wrong = |row: &T, what| {
        Err(Stop::Violation(Violation {
            version: None,
            row: Some(name(row)),
            what,
        }))
    };
    let strange = "the journal knows nothing of this row";
    let mut found = found.into_iter();
    for row in expected {
        match found.next() {
            Some(other) if other == row => *count += 1,
            Some(other) if key(&other) < key(&row) => return wrong(&other, strange),
            Some(other) if key(&other) == key(&row) => {
                return wrong(&row, "the row is not what the journal gives");
            }
            Some(_) | None => return wrong(&row, "the row is missing"),
        }
    }
    match found.next() {
        Some(row) => wrong(&row, strange),
        None => Ok(()),
    }
}

fn at_entry(version: Version, what: &'static str) -> Stop {
    Stop::Violation(Violation {
        version: Some(version),
        row: None,
        what,
    })
}
