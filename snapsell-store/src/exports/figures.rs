//! Rows for sums: lives, orders, messages, demand that found nothing left, and what each live offered. Every query reads
//! the newest rows only, as many as it is told.

use super::people::live;
use super::{ItemRow, LiveRow, item};
use crate::error::StoreError;
use crate::journal::{bound, entry};
use crate::store::Store;
use crate::words::status_of;
use rusqlite::{Connection, OptionalExtension, Params, params};
use snapsell_core::{
    Change, CustomerId, ItemId, LeaveReason, LiveId, Money, OrderNumber, OrderStatus, ShopId,
    Timestamp,
};
use std::collections::BTreeMap;

/// An item of a live that may be over, with what became of its units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// The item.
    pub item: ItemRow,
    /// Units in orders.
    pub sold: u32,
    /// Units that somebody holds.
    pub held: u32,
    /// Customers who wait for it.
    pub waiting: u32,
}

/// The columns that a row of stock is read from.
pub(super) const STOCK: &str =
    "SELECT item, code, label, size, kind, price, stock, live, to_check, withdrawn, photo, offered_at,
        (SELECT count(*) FROM queue q WHERE q.shop = ?1 AND q.item = i.item)";

/// The rows of stock of a query that begins with [`STOCK`].
pub(super) fn stock_rows(
    connection: &Connection,
    sql: &str,
    (shop, values): (ShopId, impl Params),
) -> Result<Vec<StockRow>, StoreError> {
    let mut units = connection
        .prepare_cached("SELECT held, sold FROM unit_blocks WHERE shop = ?1 AND item = ?2")?;
    let mut rows = connection.prepare_cached(sql)?;
    rows.query_and_then(values, |row| {
        let (item, waiting) = (item(row)?, row.get(12)?);
        let (mut held, mut sold) = (0, 0);
        let mut blocks = units.query(params![shop.get(), item.item.get()])?;
        while let Some(block) = blocks.next()? {
            held += block.get::<_, u32>(0)?.count_ones();
            sold += block.get::<_, u32>(1)?.count_ones();
        }
        Ok(StockRow {
            item,
            sold,
            held,
            waiting,
        })
    })?
    .collect()
}

/// The sums of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderSum {
    /// Its number.
    pub number: OrderNumber,
    /// Whose it is.
    pub customer: CustomerId,
    /// The live it came from.
    pub live: LiveId,
    /// How far it is.
    pub status: OrderStatus,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Units in it.
    pub units: u32,
    /// What its lines cost, without the fee.
    pub goods: Money,
}

/// Units that somebody waited for and that nobody could give her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnservedRow {
    /// When the wait was over.
    pub at: Timestamp,
    /// Who waited.
    pub customer: CustomerId,
    /// Units.
    pub quantity: u32,
    /// Price of one unit.
    pub price: Money,
}

impl Store {
    /// At most `most` lives of a shop, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn newest_lives(&self, shop: ShopId, most: usize) -> Result<Vec<LiveRow>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT live, opened_at, closing_at, closed_at FROM lives
                     WHERE shop = ?1 ORDER BY live DESC LIMIT ?2",
                )?
                .query_map(params![shop.get(), bound(most)], live)?
                .collect::<Result<_, _>>()?)
        })
    }

    /// The newest `most` items of a shop with what became of their units, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn newest_stock(&self, shop: ShopId, most: usize) -> Result<Vec<StockRow>, StoreError> {
        self.read(|connection| {
            let sql = format!("{STOCK} FROM items i WHERE shop = ?1 ORDER BY item DESC LIMIT ?2");
            stock_rows(connection, &sql, (shop, params![shop.get(), bound(most)]))
        })
    }

    /// The newest `most` orders of a shop in sums, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn order_sums(&self, shop: ShopId, most: usize) -> Result<Vec<OrderSum>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT number, live, status, reason, placed_at, customer,
                            (SELECT coalesce(sum(json_array_length(slots)), 0) FROM order_lines l
                             WHERE l.shop = ?1 AND l.number = o.number),
                            (SELECT coalesce(sum(json_array_length(slots) * price), 0)
                             FROM order_lines l WHERE l.shop = ?1 AND l.number = o.number)
                     FROM orders o WHERE shop = ?1 ORDER BY number DESC LIMIT ?2",
                )?
                .query_and_then(params![shop.get(), bound(most)], |row| {
                    Ok(OrderSum {
                        number: OrderNumber::new(row.get(0)?),
                        live: LiveId::new(row.get(1)?),
                        status: status_of(row.get(2)?, row.get(3)?)?,
                        placed_at: Timestamp::from_millis(row.get(4)?),
                        customer: CustomerId::new(row.get(5)?),
                        units: row.get(6)?,
                        goods: Money::from_minor(row.get(7)?),
                    })
                })?
                .collect()
        })
    }

    /// When each of the newest `most` messages to a shop came and from whom, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn times_received(
        &self,
        shop: ShopId,
        most: usize,
    ) -> Result<Vec<(Timestamp, CustomerId)>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT at, customer FROM inbox WHERE shop = ?1 AND native_id <> ''
                     ORDER BY seq DESC LIMIT ?2",
                )?
                .query_map(params![shop.get(), bound(most)], |row| {
                    let at = Timestamp::from_millis(row.get(0)?);
                    Ok((at, CustomerId::new(row.get(1)?)))
                })?
                .collect::<Result<_, _>>()?)
        })
    }

    /// The newest `most` replies of a shop, the newest first: when each was decided, and whether it went out as a message
    /// that the provider took; of several replies in one message, one says so.
    ///
    /// # Errors
    /// The store's own.
    pub fn times_sent(
        &self,
        shop: ShopId,
        most: usize,
    ) -> Result<Vec<(Timestamp, bool)>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT at, state BETWEEN 4 AND 7 AND (batch IS NULL OR batch = id)
                     FROM outbox WHERE shop = ?1 ORDER BY id DESC LIMIT ?2",
                )?
                .query_map(params![shop.get(), bound(most)], |row| {
                    Ok((Timestamp::from_millis(row.get(0)?), row.get(1)?))
                })?
                .collect::<Result<_, _>>()?)
        })
    }

    /// When the oldest of the newest `most` entries of a shop's journal was written; `None` when it has no more of them.
    ///
    /// # Errors
    /// The store's own.
    pub fn journal_since(
        &self,
        shop: ShopId,
        most: usize,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let at: Option<i64> = connection
                .prepare_cached(
                    "SELECT at FROM journal WHERE shop = ?1
                       AND version = (SELECT version FROM shops WHERE shop = ?1) - ?2 + 1
                       AND version > 1",
                )?
                .query_row(params![shop.get(), bound(most)], |row| row.get(0))
                .optional()?;
            Ok(at.map(Timestamp::from_millis))
        })
    }

    /// Waits that ended with nothing, in the newest `most` entries of a shop's journal, oldest first: the last unit was
    /// gone, the item was withdrawn, or the live closed.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when an entry cannot be read.
    pub fn unserved(&self, shop: ShopId, most: usize) -> Result<Vec<UnservedRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT version, at, command, format, changes FROM journal
                 WHERE shop = ?1 AND version > (SELECT version FROM shops WHERE shop = ?1) - ?2
                   AND (instr(changes, '\"queued\"') > 0 OR instr(changes, '\"place_') > 0)
                 ORDER BY version",
            )?;
            let mut price_of = connection
                .prepare_cached("SELECT price FROM items WHERE shop = ?1 AND item = ?2")?;
            let mut rows = statement.query(params![shop.get(), bound(most)])?;
            let (mut waits, mut found) = (BTreeMap::new(), Vec::new());
            while let Some(row) = rows.next()? {
                let entry = entry(shop, row)?;
                for change in &entry.changes {
                    if let Some((item, customer, quantity)) = follow(&mut waits, change) {
                        let price = price_of
                            .query_row(params![shop.get(), item.get()], |row| row.get(0))?;
                        found.push(UnservedRow {
                            at: entry.at,
                            customer,
                            quantity,
                            price: Money::from_minor(price),
                        });
                    }
                }
            }
            Ok(found)
        })
    }
}

/// Keeps who waits for how much; who waited for what in vain, when this change says so.
fn follow(
    waits: &mut BTreeMap<(ItemId, CustomerId), u32>,
    change: &Change,
) -> Option<(ItemId, CustomerId, u32)> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only these are about who waits"
    )]
    match change {
        Change::Queued {
            item,
            customer,
            quantity,
        }
        | Change::PlaceResized {
            item,
            customer,
            quantity,
        } => {
            waits.insert((*item, *customer), *quantity);
            None
        }
        Change::PlaceLeft {
            item,
            customer,
            reason,
        } => {
            // Who began to wait before the entries that are read is not counted.
            let quantity = waits.remove(&(*item, *customer))?;
            let in_vain = matches!(
                reason,
                LeaveReason::SoldOut | LeaveReason::Withdrawn | LeaveReason::LiveClosed
            );
            in_vain.then_some((*item, *customer, quantity))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, answered, at, commit, held, offered};
    use snapsell_core::Journal;

    const CUSTOMER: CustomerId = CustomerId::new(8);

    #[test]
    fn who_waited_in_vain_is_counted_with_the_price_and_who_was_served_is_not() {
        let (_folder, store, shop) = Folder::with_shop();
        let item = ItemId::new(1);
        let wait = |customer, quantity| Change::Queued {
            item,
            customer,
            quantity,
        };
        let leave = |customer, reason| Change::PlaceLeft {
            item,
            customer,
            reason,
        };
        let other = CustomerId::new(9);
        let commits = [
            commit(
                shop,
                1,
                vec![Change::LiveOpened(LiveId::new(1)), offered(1, 2)],
            ),
            commit(shop, 2, vec![held(1, 1, 7, &[0], 100), wait(CUSTOMER, 3)]),
            commit(
                shop,
                3,
                vec![
                    wait(other, 1),
                    Change::PlaceResized {
                        item,
                        customer: CUSTOMER,
                        quantity: 2,
                    },
                ],
            ),
            commit(
                shop,
                4,
                vec![
                    leave(other, LeaveReason::Served),
                    leave(CUSTOMER, LeaveReason::LiveClosed),
                ],
            ),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let lost = UnservedRow {
            at: at(4),
            customer: CUSTOMER,
            quantity: 2,
            price: Money::from_minor(5_000),
        };
        assert_eq!(store.unserved(shop, 100).unwrap(), [lost]);
        assert_eq!(
            store.unserved(shop, 1).unwrap(),
            [],
            "it began before what is read"
        );
        let stock = store.newest_stock(shop, 10).unwrap();
        assert_eq!((stock[0].sold, stock[0].held, stock[0].waiting), (0, 1, 0));
        assert_eq!(
            store.stock_of_live(shop, LiveId::new(1), 0, 10).unwrap(),
            stock
        );
        assert_eq!(
            store.newest_lives(shop, 5).unwrap(),
            store.lives(shop).unwrap()
        );
    }

    #[test]
    fn only_the_newest_rows_are_read_and_only_what_left_counts_as_sent() {
        let (_folder, store, shop) = Folder::with_shop();
        let commits = [
            answered(shop, 1, vec![], "a"),
            answered(shop, 2, vec![], "b"),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let times = |most| -> Vec<Timestamp> {
            let received = store.times_received(shop, most).unwrap();
            received.into_iter().map(|(at, _)| at).collect()
        };
        assert_eq!(times(9), [at(2), at(1)]);
        assert_eq!(times(1), [at(2)]);
        let sent = store.times_sent(shop, 9).unwrap();
        assert_eq!(sent, [(at(2), false), (at(1), false)], "nothing left yet");
        assert_eq!(store.journal_since(shop, 1).unwrap(), Some(at(2)));
        assert_eq!(store.journal_since(shop, 2).unwrap(), None, "all of it");
        assert_eq!(store.order_sums(shop, 9).unwrap(), []);
    }
}
