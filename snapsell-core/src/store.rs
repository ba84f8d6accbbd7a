//! What a store must promise, so that the engine can keep the product's promise.

use crate::decision::Decision;
use crate::entry::Entry;
use crate::ids::{CommandId, CustomerId, ShopId, Version};
use crate::shop::Shop;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;

/// One decision on its way to the disk.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Whose.
    pub shop: ShopId,
    /// What was decided.
    pub decision: Decision,
    /// The message that caused it, when a message did.
    pub receipt: Option<Receipt>,
}

/// The message behind a command, to be kept with its effect.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The channel's own id of the message, e.g. a MessageSid; empty for words that the team typed on her behalf.
    pub native_id: String,
    /// Who wrote it, or whose words the team typed.
    pub from: CustomerId,
    /// Its words and media references in a form that the channel understands. Personal: sealed at rest.
    pub content: Vec<u8>,
}

impl core::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Receipt")
            .field("native_id", &self.native_id)
            .field("from", &self.from)
            .field("content", &format_args!("{} bytes", self.content.len()))
            .finish()
    }
}

/// Why a decision was not committed. The engine reacts differently to each.
#[derive(Debug, thiserror::Error)]
pub enum CommitError<E> {
    /// Another entry has this version: catch up and decide again.
    #[error("another node was first")]
    Conflict,
    /// This command was committed before: answer as if it had just been.
    #[error("the command was carried out before")]
    Duplicate,
    /// The store failed and nothing was written, or nobody can know: nothing is acknowledged.
    #[error("the store failed: {0}")]
    Store(E),
}

/// The journal of all shops.
///
/// *Must hold*: after `commit` returns `Ok` for a decision, its entry, its replies, its receipt and its read
/// models survive any crash and loss of power; they were written together or not at all. Versions of a shop have no gap.
/// *May happen*: a commit fails for one shop and succeeds for the others of the batch.
/// *Otherwise*: an error means that nothing of that decision is visible, or that nobody can know; a repeated
/// delivery of the same command then finds out.
pub trait Journal {
    /// What can go wrong.
    type Error;

    /// The newest saved state of a shop and the version it stands at; `None` for a shop without one.
    ///
    /// # Errors
    /// The store's own.
    fn snapshot(&self, shop: ShopId) -> Result<Option<Shop>, Self::Error>;

    /// At most `most` entries after `version`, in order.
    ///
    /// # Errors
    /// The store's own.
    fn entries_after(
        &self,
        shop: ShopId,
        version: Version,
        most: usize,
    ) -> Result<Vec<Entry>, Self::Error>;

    /// Commits decisions, in order, in as few durable writes as possible; one result for each. Once a decision of a
    /// shop was refused, those of the same shop behind it in the batch are a conflict too, even where their version
    /// fits: they were decided on a shop that never was.
    ///
    /// A decision that is not to be committed ([`Decision::is_committed`](crate::Decision::is_committed)) writes nothing
    /// and its result is `Ok`: the caller moves her shop forward only by one that is.
    fn commit(&self, commits: &[Commit]) -> Vec<Result<(), CommitError<Self::Error>>>;

    /// At most `most` shops whose deadline is at or before `now`, earliest first.
    ///
    /// # Errors
    /// The store's own.
    fn due(&self, now: Timestamp, most: usize) -> Result<Vec<ShopId>, Self::Error>;

    /// Keeps a state so that a restart need not replay everything. Losing it loses nothing.
    ///
    /// # Errors
    /// The store's own.
    fn save_snapshot(&self, shop: ShopId, state: &Shop) -> Result<(), Self::Error>;

    /// Whether a command of this shop was ever committed, however long ago.
    ///
    /// # Errors
    /// The store's own.
    fn knows(&self, shop: ShopId, command: CommandId) -> Result<bool, Self::Error>;
}
