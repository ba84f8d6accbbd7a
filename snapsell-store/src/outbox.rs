//! What is to be said: leased in order for each person, finished many at once, never lost silently.

#[cfg(test)]
mod fate_tests;
mod finish;
mod lease;
mod letters;
mod rows;
mod status;
#[cfg(test)]
mod tests;
mod turn;
mod unknown;
#[cfg(test)]
mod wait_tests;

pub use letters::{Backlog, DeadLetter};
pub(crate) use status::SEARCHED_MAX;
pub use status::{StatusEffect, StatusUpdate};
pub use turn::{Turn, Waiting};

use crate::error::StoreError;
use snapsell_core::{Class, CustomerId, Reply, ShopId, Timestamp, Version};

/// Replies of one person that go as one message, at most.
pub const ROWS_PER_MESSAGE_MAX: usize = 4;

/// One message on its way: all its rows are of one person and one class, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Whose.
    pub shop: ShopId,
    /// To whom.
    pub customer: CustomerId,
    /// The id that its status address carries: `<first row>-<attempt>`.
    pub mid: String,
    /// How often it was tried, this time included.
    pub attempt: u32,
    /// What it says; never empty.
    pub rows: Vec<OutboxRow>,
}

/// One reply on its way. It prints without what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number among the shop's replies.
    pub id: i64,
    /// When it was decided.
    pub at: Timestamp,
    /// The entry that made it.
    pub version: Version,
    /// What it says.
    pub reply: Reply,
}

/// How far a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutboxState {
    /// Waits to be sent.
    Pending,
    /// Was surely not sent, or not tried yet; waits until its turn.
    Retry,
    /// A request is under way.
    Sending,
    /// A request left and nobody knows whether it arrived.
    Unknown,
    /// The provider has it.
    Sent,
    /// Her phone has it.
    Delivered,
    /// She read it.
    Read,
    /// The provider could not deliver it.
    Failed,
    /// Given up; a person can look at it and send it again.
    Dead,
    /// Not to be sent: she opted out, or a person dropped it.
    Withheld,
}

impl OutboxState {
    const ALL: [Self; 10] = [
        Self::Pending,
        Self::Retry,
        Self::Sending,
        Self::Unknown,
        Self::Sent,
        Self::Delivered,
        Self::Read,
        Self::Failed,
        Self::Dead,
        Self::Withheld,
    ];

    /// The number in the column; the migrations' partial indexes rely on it.
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_code(code: u8) -> Result<Self, StoreError> {
        Self::ALL
            .get(usize::from(code))
            .copied()
            .ok_or(StoreError::corrupt("a reply has an unknown state"))
    }

    /// Its word, the same in every language: for lists, JSON and the names of the console's words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Retry => "retry",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
        }
    }

    /// Whether something is still to be done for it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Pending | Self::Retry | Self::Sending | Self::Unknown
        )
    }
}

/// How one attempt went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendResult {
    /// The provider has it.
    Sent {
        /// The provider's id of it.
        provider_id: String,
    },
    /// It was surely not accepted; to be tried again.
    Retry {
        /// Not before.
        at: Timestamp,
        /// The provider's error code, when it gave one.
        error: Option<u32>,
    },
    /// Nobody knows; to be looked up.
    Unknown {
        /// Not before.
        look_at: Timestamp,
    },
    /// It never will be accepted, or was tried often enough.
    Dead {
        /// The provider's error code, when it gave one.
        code: Option<u32>,
        /// Why, for a person. Not personal.
        reason: String,
    },
    /// It must not be sent.
    Withheld {
        /// Why, for a person. Not personal.
        reason: String,
    },
}

/// What the provider says of a message that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryStatus {
    /// On its way.
    Sent,
    /// On her phone.
    Delivered,
    /// Read.
    Read,
    /// Not delivered, for good.
    Failed,
}

impl DeliveryStatus {
    const fn state(self) -> OutboxState {
        match self {
            Self::Sent => OutboxState::Sent,
            Self::Delivered => OutboxState::Delivered,
            Self::Read => OutboxState::Read,
            Self::Failed => OutboxState::Failed,
        }
    }
}

impl Outgoing {
    /// The kind of message that all its rows are.
    #[must_use]
    pub fn class(&self) -> Class {
        self.rows[0].reply.class
    }
}

impl std::fmt::Debug for OutboxRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxRow")
            .field("id", &self.id)
            .field("version", &self.version)
            .field("class", &self.reply.class)
            .finish_non_exhaustive()
    }
}
