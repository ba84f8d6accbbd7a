//! The messages behind entries: which ones are known, and what they said.

use crate::error::StoreError;
use crate::journal::{bound, open_content};
use crate::store::Store;
use crate::words::{command_at, command_bytes};
use rusqlite::{Connection, OptionalExtension, Row, params};
use snapsell_core::{CommandId, CustomerId, ShopId, Timestamp, Version};
use std::collections::BTreeSet;

/// A message that was committed with its effect.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredReceipt {
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
    /// What the channel gave the store to keep; `None` once it was erased.
    pub content: Option<Vec<u8>>,
}

const COLUMNS: &str = "SELECT seq, at, customer, native_id, command, content FROM inbox";

impl Store {
    /// The command that an entry answers, when it came with a message.
    ///
    /// # Errors
    /// The store's own.
    pub fn cause(&self, shop: ShopId, version: Version) -> Result<Option<CommandId>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT command FROM inbox WHERE shop = ?1 AND seq = ?2")?
                .query_row(params![shop.get(), version.get()], |row| command_at(row, 0))
                .optional()?)
        })
    }

    /// Which of these provider's ids were committed at or after `since`. Reads that part of the inbox:
    /// the ids are random and have no index.
    ///
    /// # Errors
    /// The store's own.
    pub fn inbox_knows(
        &self,
        shop: ShopId,
        native_ids: &[&str],
        since: Timestamp,
    ) -> Result<BTreeSet<String>, StoreError> {
        let wanted: BTreeSet<&str> = native_ids.iter().copied().collect();
        self.read(|connection| {
            let mut known = BTreeSet::new();
            let mut statement = connection.prepare_cached(
                "SELECT at, native_id FROM inbox WHERE shop = ?1 ORDER BY seq DESC",
            )?;
            let mut rows = statement.query([shop.get()])?;
            while let Some(row) = rows.next()? {
                if row.get::<_, i64>(0)? < since.millis() || known.len() == wanted.len() {
                    break;
                }
                let id = row.get_ref(1)?.as_str().unwrap_or_default();
                if wanted.contains(id) {
                    known.insert(id.to_owned());
                }
            }
            Ok(known)
        })
    }

    /// The message with this command id. Fast for messages that an address, a proof or a photo refers to;
    /// for others the inbox of the shop is read from its end.
    ///
    /// # Errors
    /// [`StoreError::Key`] when its content does not open.
    pub fn receipt(
        &self,
        shop: ShopId,
        message: CommandId,
    ) -> Result<Option<StoredReceipt>, StoreError> {
        let found = self.read(|connection| {
            Ok(match referred(connection, shop, message)? {
                Some(found) => Some(found),
                None => connection
                    .prepare_cached(&format!(
                        "{COLUMNS} WHERE shop = ?1 AND command = ?2 ORDER BY seq DESC LIMIT 1"
                    ))?
                    .query_row(params![shop.get(), command_bytes(message)], receipt)
                    .optional()?,
            })
        })?;
        let Some(mut found) = found else {
            return Ok(None);
        };
        found.content = found
            .content
            .map(|blob| open_content(self, shop, found.version, &blob))
            .transpose()?;
        Ok(Some(found))
    }

    /// At most `most` messages whose entries come after `version`, in order, with what they said.
    ///
    /// # Errors
    /// [`StoreError::Key`] when the content of one does not open.
    pub fn receipts_after(
        &self,
        shop: ShopId,
        version: Version,
        most: usize,
    ) -> Result<Vec<StoredReceipt>, StoreError> {
        let mut found: Vec<StoredReceipt> = self.read(|connection| {
            Ok(connection
                .prepare_cached(&format!(
                    "{COLUMNS} WHERE shop = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3"
                ))?
                .query_map(params![shop.get(), version.get(), bound(most)], receipt)?
                .collect::<Result<_, _>>()?)
        })?;
        for one in &mut found {
            let sealed = one.content.take();
            one.content = sealed
                .map(|blob| open_content(self, shop, one.version, &blob))
                .transpose()?;
        }
        Ok(found)
    }

    /// The content of the message that gave an address, as text; `None` when it was erased or never kept.
    ///
    /// # Errors
    /// [`StoreError::Key`] when it does not open.
    pub fn address_text(
        &self,
        shop: ShopId,
        message: CommandId,
    ) -> Result<Option<String>, StoreError> {
        let content = self.receipt(shop, message)?.and_then(|found| found.content);
        content
            .map(|bytes| {
                String::from_utf8(bytes).map_err(|_| {
                    StoreError::corrupt_in(shop, None, "the message of an address is not text")
                })
            })
            .transpose()
    }
}

fn referred(
    connection: &Connection,
    shop: ShopId,
    message: CommandId,
) -> Result<Option<StoredReceipt>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "{COLUMNS} WHERE shop = ?1
             AND seq = (SELECT seq FROM message_refs WHERE shop = ?1 AND message = ?2)"
        ))?
        .query_row(params![shop.get(), command_bytes(message)], receipt)
        .optional()?)
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<StoredReceipt> {
    Ok(StoredReceipt {
        version: Version::new(row.get(0)?),
        at: Timestamp::from_millis(row.get(1)?),
        from: CustomerId::new(row.get(2)?),
        native_id: row.get(3)?,
        command: command_at(row, 4)?,
        content: row.get(5)?,
    })
}

impl std::fmt::Debug for StoredReceipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredReceipt")
            .field("version", &self.version)
            .field("native_id", &self.native_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, answered, at};
    use snapsell_core::{Change, Journal};

    #[test]
    fn the_message_that_gave_an_address_is_found_and_its_words_come_back() {
        let (_folder, store, shop) = Folder::with_shop();
        let given = Change::AddressGiven {
            customer: CustomerId::new(7),
            message: CommandId::new(1_001),
        };
        let commits = [
            answered(shop, 1, vec![given], "villa B7, rue 12"),
            answered(shop, 2, vec![], "bonjour"),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let text = store.address_text(shop, CommandId::new(1_001)).unwrap();
        assert_eq!(text.as_deref(), Some("villa B7, rue 12"));
        let other = store.receipt(shop, CommandId::new(1_002)).unwrap().unwrap();
        assert_eq!(other.content.as_deref(), Some(&b"bonjour"[..]));
        assert_eq!(store.receipt(shop, CommandId::new(5)).unwrap(), None);
        let after = store.receipts_after(shop, Version::new(1), 10).unwrap();
        assert_eq!(after, [other]);
    }

    #[test]
    fn what_the_team_typed_for_her_is_kept_like_her_words_and_is_no_message_of_hers() {
        let (_folder, store, shop) = Folder::with_shop();
        let (her, message) = (CustomerId::new(7), CommandId::new(9 << 96));
        let given = Change::AddressGiven {
            customer: her,
            message,
        };
        let mut typed = answered(shop, 1, vec![given], "villa B7, rue 12");
        typed.decision.command = message;
        typed.receipt.as_mut().unwrap().native_id.clear();
        assert!(store.commit(&[typed]).iter().all(Result::is_ok));
        let text = store.address_text(shop, message).unwrap();
        assert_eq!(text.as_deref(), Some("villa B7, rue 12"));
        assert_eq!(store.received(shop).unwrap(), []);
        assert!(store.heard_from(shop, her, 9).unwrap().is_empty());
        assert_eq!(store.times_received(shop, 9).unwrap(), []);
        assert_eq!(store.usage(shop, at(0), None).unwrap().received, 0);
        let trails = store.trails(shop, 9, 9).unwrap();
        assert!(trails.len() == 1 && trails[0].received.is_none());
        assert_eq!(store.audit(shop).unwrap().violation, None);
    }

    #[test]
    fn only_ids_that_came_in_time_are_known() {
        let (_folder, store, shop) = Folder::with_shop();
        let commits = [
            answered(shop, 1, vec![], "a"),
            answered(shop, 2, vec![], "b"),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let (one, two) = (format!("SM{:032x}", 1), format!("SM{:032x}", 2));
        let ask = |since| {
            store
                .inbox_knows(shop, &[&one, &two, "SM-none"], since)
                .unwrap()
        };
        assert_eq!(ask(at(0)), BTreeSet::from([one.clone(), two.clone()]));
        assert_eq!(ask(at(2)), BTreeSet::from([two.clone()]));
    }
}
