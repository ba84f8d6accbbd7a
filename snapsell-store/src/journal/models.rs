//! Read models: what each change does to the rows that the console and the audit read.

mod holds;
mod items;
mod orders;
mod people;
mod proofs;
#[cfg(test)]
mod tests;
mod units;

use super::gathered::Gathered;
use crate::error::StoreError;
use crate::plans::Plans;
use crate::words::command_bytes;
use rusqlite::params;
use snapsell_core::{Change, CommandId, Commit, ShopId, Timestamp, Version};
pub(super) use units::Taken;

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

/// Writes the rows of a decision, or gathers them.
pub(super) fn write(
    connection: &Plans<'_>,
    gathered: &mut Gathered<'_>,
    commit: &Commit,
) -> Result<(), StoreError> {
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
        let about = about(change);
        match about {
            About::Nothing | About::NewHold | About::Queues => {}
            // They may look at holds and units, or change the price that a new hold is to have. A hold that is refused
            // says itself whose it is.
            About::Lives
            | About::Items
            | About::Holds
            | About::Orders
            | About::Proofs
            | About::People => gathered.write_holds(connection)?,
        }
        change_rows(at, gathered, about, change).map_err(|error| at.contradicted(error))?;
    }
    Ok(())
}

/// Numbers the changes of a shop: by entry, then by index, of which an entry has far fewer than 65,536.
pub(crate) fn place(version: Version, index: u16) -> i64 {
    version.get().cast_signed() * 65_536 + i64::from(index)
}

/// Which rows a change is about.
#[derive(Clone, Copy)]
enum About {
    Nothing,
    Lives,
    Items,
    Queues,
    /// A hold that is new: its rows are gathered.
    NewHold,
    /// Holds that are there.
    Holds,
    Orders,
    Proofs,
    People,
}

const fn about(change: &Change) -> About {
    match change {
        Change::LiveOpened(_) | Change::LiveClosing { .. } | Change::LiveClosed => About::Lives,
        Change::Offered { .. }
        | Change::StockAdded { .. }
        | Change::StockRemoved { .. }
        | Change::Repriced { .. }
        | Change::PhotoBound { .. }
        | Change::Withdrawn(_)
        | Change::Checked(_) => About::Items,
        Change::Queued { .. } | Change::PlaceResized { .. } | Change::PlaceLeft { .. } => {
            About::Queues
        }
        Change::Held { .. } => About::NewHold,
        Change::HoldGrown { .. }
        | Change::HoldShrunk { .. }
        | Change::HoldMoved { .. }
        | Change::HoldEnded { .. }
        | Change::OutageCredited { .. } => About::Holds,
        Change::OrderPlaced { .. }
        | Change::OrderExtended { .. }
        | Change::OrderMoved { .. }
        | Change::UnitsReturned(_)
        | Change::OrderPaid { .. }
        | Change::OrderReaddressed { .. }
        | Change::OrderFeeSet { .. } => About::Orders,
        Change::ProofReceived { .. }
        | Change::ProofApproved { .. }
        | Change::ProofRefused { .. } => About::Proofs,
        Change::AddressGiven { .. }
        | Change::OptedOut(_)
        | Change::OptedIn(_)
        | Change::Unreachable(_)
        | Change::Reachable(_)
        | Change::Blocked(_)
        | Change::Unblocked(_)
        | Change::LanguageChosen { .. }
        | Change::Noted { .. }
        | Change::NotesRead => About::People,
        Change::Configured(_)
        | Change::Reminded(_)
        | Change::AddressAwaited { .. }
        | Change::Suggested { .. }
        | Change::OrderRetired(_)
        | Change::ReviewOverdue(_)
        | Change::DepositKept { .. }
        | Change::Done { .. } => About::Nothing,
    }
}

fn change_rows(
    at: At<'_, '_>,
    gathered: &mut Gathered<'_>,
    about: About,
    change: &Change,
) -> Result<(), Failure> {
    match about {
        About::Nothing => Ok(()),
        About::Lives => items::live(at, change),
        About::Items => items::write(at, change),
        About::Queues => items::queue(at, change),
        About::NewHold => {
            holds::held(at, gathered, change);
            Ok(())
        }
        About::Holds => holds::write(at, gathered, change),
        About::Orders => orders::write(at, change),
        About::Proofs => proofs::write(at, change),
        About::People => people::write(at, change),
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
        match failure {
            Failure::Contradiction(what) | Failure::Store(StoreError::Corrupt { what, .. }) => {
                StoreError::corrupt_in(self.shop, Some(self.version), what)
            }
            Failure::Store(error) => error,
            Failure::Sql(error) => contradiction(self.shop, self.version, error),
        }
    }
}

/// What it means that the database refuses a row of this entry.
pub(super) fn contradiction(shop: ShopId, version: Version, error: rusqlite::Error) -> StoreError {
    let what = if StoreError::is_unique(&error) {
        "a hold, place or order would exist twice"
    } else if StoreError::is_constraint(&error) {
        "a change refers to a row that does not exist"
    } else {
        return error.into();
    };
    StoreError::corrupt_in(shop, Some(version), what)
}
