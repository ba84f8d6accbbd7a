//! Customers as the console lists them, and what was said with one of them.

use crate::error::StoreError;
use crate::journal::{bound, open_content};
use crate::outbox::OutboxState;
use crate::store::Store;
use crate::words::command_at;
use rusqlite::{OptionalExtension, Row, params};
use snapsell_core::{CommandId, CustomerId, Reply, ShopId, Timestamp, Version};

/// Messages of a shop, each way, that are looked through for those of one person: nobody is indexed there.
pub(super) const LOOK_BACK: i64 = 20_000;
/// Later than anything that was said.
const FOR_EVER: Timestamp = Timestamp::from_millis(i64::MAX);

/// A customer and her dealings, without knowing who she is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Her number.
    pub customer: CustomerId,
    /// When she first wrote, or was first named.
    pub since: Timestamp,
    /// When she last wrote, up to an hour too early.
    pub last_inbound: Option<Timestamp>,
    /// STOP.
    pub opted_out: bool,
    /// When she last said STOP or came back, as far as it is known.
    pub opted_at: Option<Timestamp>,
    /// Blocked by the shop.
    pub blocked: bool,
    /// The provider cannot reach her.
    pub unreachable: bool,
    /// Orders of hers, whatever became of them.
    pub orders: u32,
    /// Those that nobody took at the door.
    pub no_shows: u32,
}

/// A message of hers.
#[derive(Clone, PartialEq, Eq)]
pub struct HeardRow {
    /// The entry it led to.
    pub version: Version,
    /// When that was decided.
    pub at: Timestamp,
    /// The command it became.
    pub command: CommandId,
    /// What was kept of it; `None` when it was erased, never kept, or does not open.
    pub content: Option<Vec<u8>>,
}

/// A reply to her.
#[derive(Clone, PartialEq, Eq)]
pub struct ToldRow {
    /// The entry that made it.
    pub version: Version,
    /// When it was decided.
    pub at: Timestamp,
    /// How far it has come.
    pub state: OutboxState,
    /// Why it was withheld or given up.
    pub reason: Option<String>,
    /// What it says; `None` when that was erased or does not open.
    pub reply: Option<Reply>,
}

const CUSTOMERS: &str = "
    SELECT c.customer, c.since, c.last_inbound, coalesce(k.opted_out, 0), k.opted_at,
           coalesce(k.blocked, 0), coalesce(k.unreachable, 0),
           (SELECT count(*) FROM orders o INDEXED BY orders_of WHERE o.shop = ?1 AND o.customer = c.customer),
           (SELECT count(*) FROM orders o INDEXED BY orders_of WHERE o.shop = ?1 AND o.customer = c.customer
                AND o.reason IS 'no_show')
    FROM";

impl Store {
    /// At most `most` people who wrote to a shop or were named there, those who wrote last first, after `skip` of them.
    ///
    /// # Errors
    /// The store's own.
    pub fn customers(
        &self,
        shop: ShopId,
        skip: usize,
        most: usize,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{CUSTOMERS} (SELECT customer, since, last_inbound FROM contacts WHERE shop = ?1
                         ORDER BY coalesce(last_inbound, since) DESC, customer DESC
                         LIMIT ?2 OFFSET ?3) c
                     LEFT JOIN customers k ON k.shop = ?1 AND k.customer = c.customer
                     ORDER BY coalesce(c.last_inbound, c.since) DESC, c.customer DESC"
                ))?
                .query_and_then(params![shop.get(), bound(most), bound(skip)], customer)?
                .collect()
        })
    }

    /// One of them; `None` for a stranger or one who was erased.
    ///
    /// # Errors
    /// The store's own.
    pub fn customer(
        &self,
        shop: ShopId,
        id: CustomerId,
    ) -> Result<Option<CustomerRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{CUSTOMERS} contacts c
                     LEFT JOIN customers k ON k.shop = c.shop AND k.customer = c.customer
                     WHERE c.shop = ?1 AND c.customer = ?2"
                ))?
                .query_and_then(params![shop.get(), id.get()], customer)?
                .next()
                .transpose()
        })
    }

    /// How many people wrote to a shop or were named there.
    ///
    /// # Errors
    /// The store's own.
    pub fn customer_count(&self, shop: ShopId) -> Result<usize, StoreError> {
        self.read(|connection| {
            let count: i64 = connection
                .prepare_cached("SELECT count(*) FROM contacts WHERE shop = ?1")?
                .query_row([shop.get()], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        })
    }

    /// At most `most` messages of a person among the shop's last 20,000 entries, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn heard_from(
        &self,
        shop: ShopId,
        id: CustomerId,
        most: usize,
    ) -> Result<Vec<HeardRow>, StoreError> {
        let newest = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT max(seq) FROM inbox WHERE shop = ?1")?
                .query_row([shop.get()], |row| row.get::<_, Option<i64>>(0))?)
        })?;
        self.heard_since(shop, id, newest.unwrap_or(0) - LOOK_BACK, FOR_EVER, most)
    }

    /// At most `most` messages of a person that were decided by `until`, the newest first. Reads the whole inbox of the
    /// shop: nobody is indexed there.
    ///
    /// # Errors
    /// The store's own.
    pub fn heard_until(
        &self,
        shop: ShopId,
        id: CustomerId,
        until: Timestamp,
        most: usize,
    ) -> Result<Vec<HeardRow>, StoreError> {
        self.heard_since(shop, id, 0, until, most)
    }

    fn heard_since(
        &self,
        shop: ShopId,
        id: CustomerId,
        after: i64,
        until: Timestamp,
        most: usize,
    ) -> Result<Vec<HeardRow>, StoreError> {
        let rows: Vec<HeardRow> = self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT seq, at, command, content FROM inbox
                     WHERE shop = ?1 AND seq > ?2 AND customer = ?3 AND at <= ?4 AND native_id <> ''
                     ORDER BY seq DESC LIMIT ?5",
                )?
                .query_and_then(
                    params![shop.get(), after, id.get(), until.millis(), bound(most)],
                    |row| {
                        Ok(HeardRow {
                            version: Version::new(row.get(0)?),
                            at: Timestamp::from_millis(row.get(1)?),
                            command: command_at(row, 2)?,
                            content: row.get(3)?,
                        })
                    },
                )?
                .collect()
        })?;
        let open = |row: HeardRow| HeardRow {
            content: row
                .content
                .and_then(|blob| open_content(self, shop, row.version, &blob).ok()),
            ..row
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// At most `most` replies to a person among the shop's last 20,000, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn told_to(
        &self,
        shop: ShopId,
        id: CustomerId,
        most: usize,
    ) -> Result<Vec<ToldRow>, StoreError> {
        let newest = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT max(id) FROM outbox WHERE shop = ?1")?
                .query_row([shop.get()], |row| row.get::<_, Option<i64>>(0))
                .optional()?
                .flatten())
        })?;
        self.replies_since(shop, id, newest.unwrap_or(0) - LOOK_BACK, FOR_EVER, most)
    }

    /// At most `most` replies to a person that were decided by `until`, the newest first. Reads the whole outbox of the
    /// shop: nobody is indexed there.
    ///
    /// # Errors
    /// The store's own.
    pub fn told_until(
        &self,
        shop: ShopId,
        id: CustomerId,
        until: Timestamp,
        most: usize,
    ) -> Result<Vec<ToldRow>, StoreError> {
        self.replies_since(shop, id, 0, until, most)
    }
}

fn customer(row: &Row<'_>) -> Result<CustomerRow, StoreError> {
    Ok(CustomerRow {
        customer: CustomerId::new(row.get(0)?),
        since: Timestamp::from_millis(row.get(1)?),
        last_inbound: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
        opted_out: row.get(3)?,
        opted_at: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_millis),
        blocked: row.get(5)?,
        unreachable: row.get(6)?,
        orders: row.get(7)?,
        no_shows: row.get(8)?,
    })
}

impl std::fmt::Debug for HeardRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HeardRow")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ToldRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ToldRow")
            .field("version", &self.version)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contacts::ContactRef;
    use crate::fixture::{Folder, answered, at};
    use snapsell_core::Journal as _;

    #[test]
    fn people_are_listed_by_their_last_message_with_what_was_said() {
        let (_folder, store, shop) = Folder::with_shop();
        let ids: Vec<CustomerId> = ["+2250700000042", "+2250700000043"]
            .iter()
            .enumerate()
            .map(|(index, phone)| {
                let who = ContactRef {
                    phone: Some(phone),
                    user_id: None,
                    name: None,
                    at: at(i64::try_from(index).unwrap() * 10_000),
                };
                store.contact(shop, &who).unwrap()
            })
            .collect();
        store.flush_contacts().unwrap();
        let mut commit = answered(shop, 1, vec![], "A12 svp");
        commit.receipt.as_mut().unwrap().from = ids[0];
        commit.decision.replies[0].to = ids[0];
        assert!(store.commit(&[commit]).iter().all(Result::is_ok));
        let listed = store.customers(shop, 0, 10).unwrap();
        let order: Vec<CustomerId> = listed.iter().map(|row| row.customer).collect();
        assert_eq!(order, [ids[1], ids[0]]);
        assert_eq!(store.customers(shop, 1, 1).unwrap()[0].customer, ids[0]);
        assert_eq!(store.customer_count(shop).unwrap(), 2);
        assert_eq!(store.customer(shop, CustomerId::new(9_999)).unwrap(), None);
        let heard = store.heard_from(shop, ids[0], 10).unwrap();
        assert_eq!(heard[0].content.as_deref(), Some(&b"A12 svp"[..]));
        assert!(store.told_to(shop, ids[0], 10).unwrap()[0].reply.is_some());
        assert!(store.heard_from(shop, ids[1], 10).unwrap().is_empty());
        assert!(store.told_to(shop, ids[1], 10).unwrap().is_empty());
        let said = |until| {
            let heard = store.heard_until(shop, ids[0], at(until), 10).unwrap();
            let told = store.told_until(shop, ids[0], at(until), 10).unwrap();
            (heard.len(), told.len())
        };
        assert_eq!((said(0), said(1)), ((0, 0), (1, 1)));
    }
}
