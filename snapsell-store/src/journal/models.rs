//! Read models: what each change does to the rows that the console and the audit read.

mod holds;
mod items;
mod orders;
mod people;
mod proofs;

use crate::error::StoreError;
use crate::plans::Plans;
use crate::words::command_bytes;
use rusqlite::params;
use snapsell_core::{Change, CommandId, Commit, ShopId, Slots, Timestamp, Version};

/// Where a change stands: everything that its rows need beside the change itself.
#[derive(Clone, Copy)]
struct At<'a, 'c> {
    connection: &'a Plans<'c>,
    shop: ShopId,
    version: Version,
    at: Timestamp,
    /// The place of the change among all changes of the shop, ascending.
    place: i64,
    /// The message behind the entry, when it is kept.
    message: Option<CommandId>,
}

/// Writes the rows of a decision.
pub(super) fn write(connection: &Plans<'_>, commit: &Commit) -> Result<(), StoreError> {
    let decision = &commit.decision;
    for (index, change) in (0..).zip(&decision.changes) {
        let at = At {
            connection,
            shop: commit.shop,
            version: decision.version,
            at: decision.at,
            place: place(decision.version, index),
            message: commit.receipt.as_ref().map(|_| decision.command),
        };
        change_rows(at, change).map_err(|error| at.contradicted(error))?;
    }
    Ok(())
}

/// Numbers the changes of a shop: by entry, then by index, of which an entry has far fewer than 65,536.
pub(crate) fn place(version: Version, index: u16) -> i64 {
    version.get().cast_signed() * 65_536 + i64::from(index)
}

fn change_rows(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    match change {
        Change::LiveOpened(_) | Change::LiveClosing { .. } | Change::LiveClosed => {
            items::live(at, change)
        }
        Change::Offered { .. }
        | Change::StockAdded { .. }
        | Change::StockRemoved { .. }
        | Change::Repriced { .. }
        | Change::PhotoBound { .. }
        | Change::Withdrawn(_)
        | Change::Checked(_) => items::write(at, change),
        Change::Queued { .. } | Change::PlaceResized { .. } | Change::PlaceLeft { .. } => {
            items::queue(at, change)
        }
        Change::Held { .. }
        | Change::HoldGrown { .. }
        | Change::HoldShrunk { .. }
        | Change::HoldMoved { .. }
        | Change::HoldEnded { .. }
        | Change::OutageCredited { .. } => holds::write(at, change),
        Change::OrderPlaced { .. }
        | Change::OrderExtended { .. }
        | Change::OrderMoved { .. }
        | Change::UnitsReturned(_)
        | Change::OrderPaid { .. }
        | Change::OrderReaddressed { .. }
        | Change::OrderFeeSet { .. } => orders::write(at, change),
        Change::ProofReceived { .. }
        | Change::ProofApproved { .. }
        | Change::ProofRefused { .. } => proofs::write(at, change),
        Change::AddressGiven { .. }
        | Change::OptedOut(_)
        | Change::OptedIn(_)
        | Change::Unreachable(_)
        | Change::Reachable(_)
        | Change::Blocked(_)
        | Change::Unblocked(_)
        | Change::LanguageChosen { .. }
        | Change::Noted { .. }
        | Change::NotesRead => people::write(at, change),
        Change::Configured(_)
        | Change::Reminded(_)
        | Change::AddressAwaited { .. }
        | Change::Suggested { .. }
        | Change::OrderRetired(_)
        | Change::ReviewOverdue(_) => Ok(()),
    }
}

/// Why the rows of a change cannot be written.
enum Failure {
    /// SQLite said so.
    Sql(rusqlite::Error),
    /// A row that must exist does not, or the other way round.
    Contradiction(&'static str),
    /// A column cannot be read.
    Store(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl At<'_, '_> {
    /// Runs a statement that must change exactly one row.
    fn one(
        &self,
        sql: &'static str,
        values: impl rusqlite::Params,
        otherwise: &'static str,
    ) -> Result<(), Failure> {
        match self.run(sql, values)? {
            1 => Ok(()),
            _ => Err(Failure::Contradiction(otherwise)),
        }
    }

    /// Runs a statement; how many rows it changed.
    fn run(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<usize, Failure> {
        Ok(self.connection.run(sql, values)?)
    }

    /// Gives each of these units to a hold. The primary key refuses a unit that somebody has.
    fn take_units(&self, item: u32, slots: &Slots, hold: u32) -> Result<(), Failure> {
        for slot in slots.iter() {
            self.run(
                "INSERT INTO units (shop, item, slot, hold) VALUES (?1, ?2, ?3, ?4)",
                params![self.shop.get(), item, slot, hold],
            )?;
        }
        Ok(())
    }

    /// Frees units of a hold.
    fn free_units(&self, item: u32, slots: &Slots, hold: u32) -> Result<(), Failure> {
        for slot in slots.iter() {
            self.one(
                "DELETE FROM units WHERE shop = ?1 AND item = ?2 AND slot = ?3 AND hold = ?4",
                params![self.shop.get(), item, slot, hold],
                "a unit was given back by a hold that does not have it",
            )?;
        }
        Ok(())
    }

    /// Notes where to find a message that something refers to.
    fn refer(&self, message: CommandId) -> Result<(), Failure> {
        if self.message == Some(message) {
            self.run(
                "INSERT INTO message_refs (shop, message, seq) VALUES (?1, ?2, ?3)
                 ON CONFLICT (shop, message) DO NOTHING",
                params![self.shop.get(), command_bytes(message), self.version.get()],
            )?;
        }
        Ok(())
    }

    fn contradicted(&self, failure: Failure) -> StoreError {
        let what = match failure {
            Failure::Contradiction(what) => what,
            Failure::Store(StoreError::Corrupt { what, .. }) => what,
            Failure::Store(error) => return error,
            Failure::Sql(error) if StoreError::is_unique(&error) => {
                "a unit, hold, place or order would exist twice"
            }
            Failure::Sql(error) if StoreError::is_constraint(&error) => {
                "a change refers to a row that does not exist"
            }
            Failure::Sql(error) => return error.into(),
        };
        StoreError::corrupt_in(self.shop, Some(self.version), what)
    }
}
