//! What is written some rows at a time.

use super::super::FORMAT;
use super::super::models::contradiction;
use crate::error::StoreError;
use crate::plans::Plans;
use rusqlite::{ToSql, params_from_iter};
use snapsell_core::{ShopId, Version};

/// Rows of a statement that writes several.
const AT_ONCE: usize = 8;

/// The statements that insert one row, and [`AT_ONCE`]. Without `OR FAIL` the second would first copy each page that it
/// changes, to be able to take all back.
macro_rules! insert_into {
    ($table:literal, $row:literal) => {
        Insert {
            one: concat!("INSERT INTO ", $table, " VALUES ", $row),
            several: concat!(
                "INSERT OR FAIL INTO ",
                $table,
                " VALUES ",
                $row,
                ",",
                $row,
                ",",
                $row,
                ",",
                $row,
                ",",
                $row,
                ",",
                $row,
                ",",
                $row,
                ",",
                $row
            ),
        }
    };
}

/// How rows of a table are written.
pub(super) struct Insert {
    one: &'static str,
    several: &'static str,
}

/// A row of `N` values.
pub(super) trait Row<const N: usize> {
    const INSERT: Insert;

    fn values(&self) -> [&dyn ToSql; N];

    /// What it means that this row is refused.
    fn refused(&self, error: rusqlite::Error) -> StoreError;
}

/// Writes rows in order.
pub(super) fn insert<const N: usize, R: Row<N>>(
    connection: &Plans<'_>,
    rows: &[R],
) -> Result<(), StoreError> {
    let (several, rest) = rows.as_chunks::<AT_ONCE>();
    for rows in several {
        let values = rows.iter().flat_map(R::values);
        match connection.run(R::INSERT.several, params_from_iter(values)) {
            // Those before the one that is refused are written. Alone it says what that means. (A value of a wrong type
            // would take back its own row and say that none is written; every value here has its type.)
            Err(error) if StoreError::is_constraint(&error) => {
                let written = usize::try_from(connection.changes()).unwrap_or(AT_ONCE);
                one_by_one(connection, rows.get(written..).unwrap_or_default())?;
                return Err(error.into());
            }
            done => drop(done?),
        }
    }
    one_by_one(connection, rest)
}

fn one_by_one<const N: usize, R: Row<N>>(
    connection: &Plans<'_>,
    rows: &[R],
) -> Result<(), StoreError> {
    for row in rows {
        let done = connection.run(R::INSERT.one, params_from_iter(row.values()));
        done.map_err(|error| row.refused(error))?;
    }
    Ok(())
}

/// A row of an entry that is there already.
fn twice((shop, version): (u32, u64), what: &'static str, error: rusqlite::Error) -> StoreError {
    if StoreError::is_unique(&error) {
        StoreError::corrupt_in(ShopId::new(shop), Some(Version::new(version)), what)
    } else {
        error.into()
    }
}

pub(super) struct EntryRow<'a> {
    pub(super) shop: u32,
    pub(super) version: u64,
    pub(super) at: i64,
    pub(super) command: [u8; 16],
    pub(super) body: &'a str,
    pub(super) chain: [u8; 32],
}

impl Row<7> for EntryRow<'_> {
    const INSERT: Insert = insert_into!(
        "journal (shop, version, at, command, format, changes, chain)",
        "(?, ?, ?, ?, ?, ?, ?)"
    );

    fn values(&self) -> [&dyn ToSql; 7] {
        [
            &self.shop,
            &self.version,
            &self.at,
            &self.command,
            &FORMAT,
            &self.body,
            &self.chain,
        ]
    }

    fn refused(&self, error: rusqlite::Error) -> StoreError {
        let what = "the journal is longer than its head says";
        twice((self.shop, self.version), what, error)
    }
}

pub(super) struct MessageRow<'a> {
    pub(super) shop: u32,
    pub(super) version: u64,
    pub(super) at: i64,
    pub(super) customer: u32,
    pub(super) native_id: &'a str,
    pub(super) command: [u8; 16],
    pub(super) content: Option<&'a [u8]>,
}

impl Row<7> for MessageRow<'_> {
    const INSERT: Insert = insert_into!(
        "inbox (shop, seq, at, customer, native_id, command, content)",
        "(?, ?, ?, ?, ?, ?, ?)"
    );

    fn values(&self) -> [&dyn ToSql; 7] {
        [
            &self.shop,
            &self.version,
            &self.at,
            &self.customer,
            &self.native_id,
            &self.command,
            &self.content,
        ]
    }

    fn refused(&self, error: rusqlite::Error) -> StoreError {
        let what = "the inbox is longer than the journal";
        twice((self.shop, self.version), what, error)
    }
}

pub(super) struct ReplyRow<'a> {
    pub(super) shop: u32,
    pub(super) id: i64,
    pub(super) version: u64,
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) customer: u32,
    pub(super) class: &'a str,
    pub(super) body: &'a [u8],
}

impl Row<9> for ReplyRow<'_> {
    const INSERT: Insert = insert_into!(
        "outbox (shop, id, version, seq, at, customer, class, body, state, next_at, attempts)",
        "(?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0)"
    );

    fn values(&self) -> [&dyn ToSql; 9] {
        [
            &self.shop,
            &self.id,
            &self.version,
            &self.seq,
            &self.at,
            &self.customer,
            &self.class,
            &self.body,
            &self.at,
        ]
    }

    fn refused(&self, error: rusqlite::Error) -> StoreError {
        let what = "the outbox is longer than the head of the journal says";
        twice((self.shop, self.version), what, error)
    }
}

/// A new hold, at the price that its item has when this is written.
pub(in crate::journal) struct HoldRow {
    pub(in crate::journal) shop: u32,
    pub(in crate::journal) version: u64,
    pub(in crate::journal) hold: u32,
    pub(in crate::journal) item: u32,
    pub(in crate::journal) customer: u32,
    pub(in crate::journal) slots: String,
    pub(in crate::journal) since: i64,
    pub(in crate::journal) until: i64,
    pub(in crate::journal) origin: String,
}

impl Row<10> for HoldRow {
    const INSERT: Insert = insert_into!(
        "holds (shop, hold, item, customer, slots, price, since, state, until, origin)",
        "(?, ?, ?, ?, ?, (SELECT price FROM items WHERE shop = ? AND item = ?), ?, 'soft', ?, ?)"
    );

    fn values(&self) -> [&dyn ToSql; 10] {
        [
            &self.shop,
            &self.hold,
            &self.item,
            &self.customer,
            &self.slots,
            &self.shop,
            &self.item,
            &self.since,
            &self.until,
            &self.origin,
        ]
    }

    fn refused(&self, error: rusqlite::Error) -> StoreError {
        contradiction(ShopId::new(self.shop), Version::new(self.version), error)
    }
}
