//! What a shop has used since an instant: messages both ways, orders, lives, and seats now.

use crate::error::StoreError;
use crate::store::Store;
use crate::trial::{TRIED_SINCE, tried};
use rusqlite::params;
use snapsell_core::{CustomerId, ShopId, Timestamp};

/// Counts of one shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Messages that came in.
    pub received: u64,
    /// Messages that the provider took.
    pub sent: u64,
    /// Orders that were placed.
    pub orders: u64,
    /// Lives that were opened, without those in which the shop was only tried.
    pub lives: u64,
    /// Members who may sign in now.
    pub seats: u64,
}

impl Store {
    /// What a shop has used since `since`, without what `except` wrote and ordered: a customer who is none. Rows before
    /// it are not read, however many there are.
    ///
    /// # Errors
    /// The store's own.
    pub fn usage(
        &self,
        shop: ShopId,
        since: Timestamp,
        except: Option<CustomerId>,
    ) -> Result<Usage, StoreError> {
        let from = self.first_entry_at(shop, since)?;
        self.read(|connection| {
            let count = |sql: &str, from: i64| -> Result<u64, StoreError> {
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.query_row(params![shop.get(), from], |row| row.get(0))?)
            };
            let version = from.get().cast_signed();
            let others = |sql: &str, from: i64| -> Result<u64, StoreError> {
                let mut statement = connection.prepare_cached(sql)?;
                let except = except.map(CustomerId::get);
                Ok(statement.query_row(params![shop.get(), from, except], |row| row.get(0))?)
            };
            let reply = first_reply(connection, shop, version)?;
            Ok(Usage {
                received: others(
                    "SELECT count(*) FROM inbox
                     WHERE shop = ?1 AND seq >= ?2 AND customer IS NOT ?3 AND native_id <> ''",
                    version,
                )?,
                // Several replies that went as one message count once.
                sent: count(
                    "SELECT count(*) FROM outbox WHERE shop = ?1 AND id >= ?2
                         AND state BETWEEN 4 AND 7 AND (batch IS NULL OR batch = id)",
                    reply,
                )?,
                orders: others(
                    "SELECT count(*) FROM orders
                     WHERE shop = ?1 AND placed_at >= ?2 AND customer IS NOT ?3",
                    since.millis(),
                )?,
                lives: connection
                    .prepare_cached(&format!(
                        "SELECT count(*) FROM lives WHERE shop = ?1 AND opened_at >= ?2 AND NOT EXISTS (
                             SELECT 1 FROM meta WHERE key BETWEEN ?3 AND ?4
                                 AND opened_at BETWEEN {TRIED_SINCE} AND value)"
                    ))?
                    .query_row(
                        params![
                            shop.get(),
                            since.millis(),
                            tried(shop, 0),
                            tried(shop, i64::MAX),
                        ],
                        |row| row.get(0),
                    )?,
                seats: connection
                    .prepare_cached("SELECT count(*) FROM users WHERE shop = ?1 AND active = 1")?
                    .query_row([shop.get()], |row| row.get(0))?,
            })
        })
    }
}

/// The first reply of an entry from `version` on: one past the last where there is none. Replies are numbered in the
/// order of their entries, and their number may have gaps.
fn first_reply(
    connection: &rusqlite::Connection,
    shop: ShopId,
    version: i64,
) -> Result<i64, StoreError> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(id) FROM outbox WHERE shop = ?1")?
        .query_row([shop.get()], |row| row.get(0))?;
    let mut next = connection.prepare_cached(
        "SELECT version FROM outbox WHERE shop = ?1 AND id >= ?2 ORDER BY id LIMIT 1",
    )?;
    let (mut low, mut high) = (1, last.unwrap_or(0) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let found: i64 = next.query_row(params![shop.get(), middle], |row| row.get(0))?;
        match found < version {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use crate::fixture::{Folder, answered, at};
    use crate::outbox::{SendResult, Turn};
    use snapsell_core::{Journal as _, Span};

    #[test]
    fn only_what_came_since_and_what_left_is_counted() {
        let (_folder, store, shop) = Folder::with_shop();
        let commits: Vec<_> = (1..=4)
            .map(|version| answered(shop, version, vec![], "a"))
            .collect();
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        store
            .create_user(Some(shop), "a@b", "owner", "$hash", at(1))
            .unwrap();
        let used = store.usage(shop, at(3), None).unwrap();
        assert_eq!((used.received, used.sent, used.seats), (2, 0, 1));
        let writer = store.received(shop).unwrap()[0].from;
        let others = store.usage(shop, at(3), Some(writer)).unwrap();
        assert_eq!(others.received, 0, "all of it was hers");
        let minute = Span::from_secs(60);
        for leased in store.lease(at(5), 10, minute, |_| Turn::Now).unwrap() {
            let provider_id = format!("SM{}", leased.rows[0].id);
            let sent = SendResult::Sent { provider_id };
            store.finish(&[(leased, sent)], at(5)).unwrap();
        }
        assert_eq!(
            store.usage(shop, at(0), None).unwrap().sent,
            1,
            "all in one message"
        );
        assert_eq!(store.usage(shop, at(9), None).unwrap().received, 0);
    }
}
