//! One entry of the journal, and the chain that makes the journal tamper-evident.

use crate::change::Change;
use crate::command::Actor;
use crate::ids::{CommandId, ShopId, Version};
use crate::time::Timestamp;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// The unit of journal, replay and catch-up: everything that one command changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entry {
    /// Its place: the first entry of a shop is 1, and there is no gap.
    pub version: Version,
    /// When it was decided; never before the entry before it.
    pub at: Timestamp,
    /// The command, or [`CommandId::NONE`].
    pub command: CommandId,
    /// Who wanted it.
    pub by: Actor,
    /// What happened; empty for a refusal.
    pub changes: Vec<Change>,
}

/// A link of the chain: the SHA-256 of an entry and of the link before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link(pub [u8; 32]);

impl Link {
    /// What the first entry of a shop is chained to.
    #[must_use]
    pub fn genesis(shop: ShopId) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"snapsell journal 1");
        hash.update(shop.get().to_be_bytes());
        Self(hash.finalize().into())
    }

    /// The link of an entry whose changes are stored as `changes`, the bytes on disk themselves.
    #[must_use]
    pub fn next(
        &self,
        version: Version,
        at: Timestamp,
        command: CommandId,
        changes: &[u8],
    ) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(version.get().to_be_bytes());
        hash.update(at.millis().to_be_bytes());
        hash.update(command.get().to_be_bytes());
        hash.update(changes);
        Self(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_an_entry_moves_the_link() {
        let start = Link::genesis(ShopId::new(1));
        let link = |v, at, c, bytes: &[u8]| {
            start.next(
                Version::new(v),
                Timestamp::from_millis(at),
                CommandId::new(c),
                bytes,
            )
        };
        let base = link(1, 1, 1, b"x");
        for other in [
            link(2, 1, 1, b"x"),
            link(1, 2, 1, b"x"),
            link(1, 1, 2, b"x"),
            link(1, 1, 1, b"y"),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(start, Link::genesis(ShopId::new(2)));
    }
}
