//! Rows that a transaction gathers and writes some at a time: one statement for several rows costs far less than one for
//! each.

mod rows;
#[cfg(test)]
mod tests;

use super::models::Taken;
use super::prepare::Rows;
use crate::error::StoreError;
use crate::plans::Plans;
use crate::words::command_bytes;
pub(super) use rows::HoldRow;
use rows::{EntryRow, MessageRow, ReplyRow, insert};
use snapsell_core::{Commit, Link};

/// What a transaction adds to the tables of which nearly every message needs a row, as far as it is not written yet.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    entries: Vec<EntryRow<'a>>,
    messages: Vec<MessageRow<'a>>,
    replies: Vec<ReplyRow<'a>>,
    units: Vec<Taken>,
    holds: Vec<HoldRow>,
}

impl<'a> Gathered<'a> {
    /// Adds a decision, its replies numbered from `next` on; returns the number of the one after them.
    pub(super) fn add(
        &mut self,
        commit: &'a Commit,
        rows: &'a Rows,
        chain: Link,
        mut next: i64,
    ) -> i64 {
        let decision = &commit.decision;
        let shop = commit.shop.get();
        let version = decision.version.get();
        let at = decision.at.millis();
        let command = command_bytes(decision.command);
        self.entries.push(EntryRow {
            shop,
            version,
            at,
            command,
            body: &rows.body,
            chain: chain.0,
        });
        if let Some(receipt) = &commit.receipt {
            self.messages.push(MessageRow {
                shop,
                version,
                at,
                customer: receipt.from.get(),
                native_id: &receipt.native_id,
                command,
                content: rows.content.as_deref(),
            });
        }
        for (seq, (reply, (class, body))) in (0..).zip(decision.replies.iter().zip(&rows.replies)) {
            self.replies.push(ReplyRow {
                shop,
                id: next,
                version,
                seq,
                at,
                customer: reply.to.get(),
                class,
                body,
            });
            next += 1;
        }
        next
    }

    /// Adds units that a hold takes.
    pub(super) fn take(&mut self, units: impl Iterator<Item = Taken>) {
        self.units.extend(units);
    }

    /// Adds a new hold.
    pub(super) fn hold(&mut self, hold: HoldRow) {
        self.holds.push(hold);
    }

    /// Writes holds and units, so that what comes next finds them.
    pub(super) fn write_holds(&mut self, connection: &Plans<'_>) -> Result<(), StoreError> {
        for taken in self.units.drain(..) {
            taken.write(connection)?;
        }
        insert(connection, &self.holds)?;
        self.holds.clear();
        Ok(())
    }

    /// Writes all.
    pub(super) fn write(&mut self, connection: &Plans<'_>) -> Result<(), StoreError> {
        self.write_holds(connection)?;
        insert(connection, &self.entries)?;
        insert(connection, &self.messages)?;
        insert(connection, &self.replies)?;
        self.entries.clear();
        self.messages.clear();
        self.replies.clear();
        Ok(())
    }
}
