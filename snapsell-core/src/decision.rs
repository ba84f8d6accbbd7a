//! What a command leads to: to be committed or dropped whole.

use crate::change::Change;
use crate::command::{Actor, Command};
use crate::entry::Entry;
use crate::ids::{CommandId, Version};
use crate::list::List;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::time::Timestamp;

/// The answer to one command. Nothing of it is true before it is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Decision {
    /// The version that its entry will have.
    pub version: Version,
    /// The instant that it speaks of: `now`, never before the shop's clock.
    pub at: Timestamp,
    /// The command it answers.
    pub command: CommandId,
    /// Who wanted it.
    pub by: Actor,
    /// What happens.
    pub changes: List<Change>,
    /// Who is told what.
    pub replies: List<Reply>,
    /// In one word.
    pub outcome: Outcome,
    /// When the shop must be looked at again, once this is applied.
    pub next_deadline: Option<Timestamp>,
}

/// A decision in one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Something was done, or answered.
    Done,
    /// Nothing was done, and why.
    Refused(Refusal),
    /// This very command was carried out before: nothing is committed, nobody is told.
    Duplicate,
    /// There was nothing to do: nothing is committed.
    Idle,
}

impl Decision {
    /// The answer to this command before anything is decided.
    pub(crate) const fn of(command: &Command, now: Timestamp) -> Self {
        Self {
            version: Version::new(0),
            at: now,
            command: command.id,
            by: command.by,
            changes: List::new(),
            replies: List::new(),
            outcome: Outcome::Idle,
            next_deadline: None,
        }
    }

    /// Whether there is anything to commit.
    #[must_use]
    pub const fn is_committed(&self) -> bool {
        match self.outcome {
            Outcome::Done | Outcome::Refused(_) => true,
            Outcome::Duplicate | Outcome::Idle => false,
        }
    }

    /// The entry to append to the journal.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry {
            version: self.version,
            at: self.at,
            command: self.command,
            by: self.by,
            changes: self.changes.to_vec(),
        }
    }
}
