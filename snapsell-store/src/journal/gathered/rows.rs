//! What is written some rows at a time.

use super::super::FORMAT;
use crate::error::StoreError;
use crate::plans::Plans;
use rusqlite::{ToSql, params_from_iter};
use snapsell_core::{ShopId, Version};

/// Rows of a statement that writes several.
const AT_ONCE: usize = 8;

/// An insert of [`AT_ONCE`] rows.
macro_rules! several {
    ($insert:literal, $row:literal) => {
        concat!(
            $insert, $row, ",", $row, ",", $row, ",", $row, ",", $row, ",", $row, ",", $row, ",",
            $row
        )
    };
}

/// A row of `N` values.
pub(super) trait Row<const N: usize> {
    const ONE: &'static str;
    const SEVERAL: &'static str;

    fn values(&self) -> [&dyn ToSql; N];

    /// What it means that this row is refused.
    fn refused(&self, error: rusqlite::Error) -> StoreError {
        error.into()
    }
}

/// Writes rows in order.
pub(super) fn insert<const N: usize, R: Row<N>>(
    connection: &Plans<'_>,
    rows: &[R],
) -> Result<(), StoreError> {
    let (several, rest) = rows.as_chunks::<AT_ONCE>();
    for rows in several {
        let values = rows.iter().flat_map(R::values);
        match connection.run(R::SEVERAL, params_from_iter(values)) {
            // None of them is written. Only alone does a row say that it is the one.
            Err(error) if StoreError::is_constraint(&error) => one_by_one(connection, rows)?,
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
        let done = connection.run(R::ONE, params_from_iter(row.values()));
        done.map_err(|error| row.refused(error))?;
    }
    Ok(())
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
    const ONE: &'static str = concat!(
        "INSERT INTO journal (shop, version, at, command, format, changes, chain) VALUES ",
        "(?, ?, ?, ?, ?, ?, ?)"
    );
    const SEVERAL: &'static str = several!(
        "INSERT INTO journal (shop, version, at, command, format, changes, chain) VALUES ",
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
        if StoreError::is_unique(&error) {
            let what = "the journal is longer than its head says";
            let version = Some(Version::new(self.version));
            StoreError::corrupt_in(ShopId::new(self.shop), version, what)
        } else {
            error.into()
        }
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
    const ONE: &'static str = concat!(
        "INSERT INTO inbox (shop, seq, at, customer, native_id, command, content) VALUES ",
        "(?, ?, ?, ?, ?, ?, ?)"
    );
    const SEVERAL: &'static str = several!(
        "INSERT INTO inbox (shop, seq, at, customer, native_id, command, content) VALUES ",
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
    const ONE: &'static str = concat!(
        "INSERT INTO outbox (shop, id, version, seq, at, customer, class, body, state, next_at, attempts) VALUES ",
        "(?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0)"
    );
    const SEVERAL: &'static str = several!(
        "INSERT INTO outbox (shop, id, version, seq, at, customer, class, body, state, next_at, attempts) VALUES ",
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
}
