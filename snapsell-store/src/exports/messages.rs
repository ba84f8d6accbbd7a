//! Typed rows of messages in and out: what was received, and how far each reply has come.

use crate::error::StoreError;
use crate::outbox::OutboxState;
use crate::store::Store;
use crate::words::{command_at, from_word};
use rusqlite::{Row, params};
use snapsell_core::{Class, CommandId, CustomerId, ShopId, Timestamp, Version};

/// A message that was received, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedRow {
    /// The entry it led to.
    pub version: Version,
    /// When that was decided.
    pub at: Timestamp,
    /// Who wrote it.
    pub from: CustomerId,
    /// The channel's own id of it.
    pub native_id: String,
    /// The command it became.
    pub command: CommandId,
}

/// A reply and how far it has come, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyRow {
    /// Its number among the shop's replies.
    pub id: i64,
    /// The entry that made it.
    pub version: Version,
    /// When it was decided.
    pub at: Timestamp,
    /// To whom.
    pub customer: CustomerId,
    /// What kind of message it is.
    pub class: Class,
    /// How far it has come.
    pub state: OutboxState,
    /// When an unfinished one is looked at next.
    pub next_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// The provider's id of the message it went with; several replies may share one.
    pub provider_id: Option<String>,
    /// The provider's error code.
    pub error: Option<u32>,
    /// Why it was withheld or given up.
    pub reason: Option<String>,
}

impl ReplyRow {
    /// Reads the columns id, version, at, customer, class, state, next_at, attempts, provider_id, error, reason.
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            version: Version::new(row.get(1)?),
            at: Timestamp::from_millis(row.get(2)?),
            customer: CustomerId::new(row.get(3)?),
            class: from_word(row.get(4)?)?,
            state: OutboxState::from_code(row.get(5)?)?,
            next_at: Timestamp::from_millis(row.get(6)?),
            attempts: row.get(7)?,
            provider_id: row.get(8)?,
            error: row.get(9)?,
            reason: row.get(10)?,
        })
    }
}

impl Store {
    /// All messages that a shop has received, in order.
    ///
    /// # Errors
    /// The store's own.
    pub fn received(&self, shop: ShopId) -> Result<Vec<ReceivedRow>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT seq, at, customer, native_id, command FROM inbox
                     WHERE shop = ?1 AND native_id <> '' ORDER BY seq",
                )?
                .query_map([shop.get()], |row| {
                    Ok(ReceivedRow {
                        version: Version::new(row.get(0)?),
                        at: Timestamp::from_millis(row.get(1)?),
                        from: CustomerId::new(row.get(2)?),
                        native_id: row.get(3)?,
                        command: command_at(row, 4)?,
                    })
                })?
                .collect::<Result<_, _>>()?)
        })
    }

    /// The replies of a shop after number `after`, in order.
    ///
    /// # Errors
    /// The store's own.
    pub fn replies(&self, shop: ShopId, after: i64) -> Result<Vec<ReplyRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT id, version, at, customer, class, state, next_at, attempts, provider_id,
                            error, reason
                     FROM outbox WHERE shop = ?1 AND id > ?2 ORDER BY id",
                )?
                .query_and_then(params![shop.get(), after], ReplyRow::read)?
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, answered, at};
    use snapsell_core::{Journal, Span};

    #[test]
    fn what_came_in_and_what_goes_out_is_listed_in_order() {
        let (_folder, store, shop) = Folder::with_shop();
        let commits = [
            answered(shop, 1, vec![], "a"),
            answered(shop, 2, vec![], "b"),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let received = store.received(shop).unwrap();
        assert_eq!(received.len(), 2);
        assert_eq!(received[1].native_id, format!("SM{:032x}", 2));
        let replies = store.replies(shop, 0).unwrap();
        assert!(
            replies
                .iter()
                .all(|reply| reply.state == OutboxState::Pending)
        );
        let leased = store
            .lease(at(5), 10, Span::from_secs(60), |_| crate::outbox::Turn::Now)
            .unwrap();
        assert!(!leased.is_empty());
        let after = store.replies(shop, replies[0].id).unwrap();
        assert_eq!(after.len(), replies.len() - 1);
        assert!(
            store
                .replies(shop, 0)
                .unwrap()
                .iter()
                .any(|reply| reply.attempts == 1)
        );
    }
}
