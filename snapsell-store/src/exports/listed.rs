//! Parts of long lists: orders by status or customer, one order with what happened to it, a photo's item.

use super::{OrderRow, named, order, slots};
use crate::error::StoreError;
use crate::journal::{bound, entry};
use crate::store::Store;
use crate::words::{command_bytes, status_words};
use rusqlite::{Connection, ToSql, params};
use snapsell_core::{
    Change, CommandId, CustomerId, Entry, OrderLine, OrderNumber, OrderStatus, ShopId, Timestamp,
    Version,
};
use std::collections::BTreeMap;

/// The columns that an order is read from.
const ORDERS: &str =
    "SELECT number, customer, live, fee, status, reason, payment, deposit, address, placed_at,
    moved_at FROM orders";

impl Store {
    /// At most `most` orders of a shop in these statuses, the newest first, after `skip` of them, without those of
    /// `except`: a customer who is none. Whatever the reason, cancelled is one status; without any, all are meant.
    ///
    /// # Errors
    /// The store's own.
    pub fn orders_in(
        &self,
        shop: ShopId,
        statuses: &[OrderStatus],
        except: Option<CustomerId>,
        skip: usize,
        most: usize,
    ) -> Result<Vec<OrderRow>, StoreError> {
        let among = among(statuses);
        let page = "ORDER BY number DESC LIMIT ?2 OFFSET ?3";
        let (most, skip) = (bound(most), bound(skip));
        self.read(|connection| match except.map(CustomerId::get) {
            None => {
                let sql = format!("{ORDERS}{among} {page}");
                whole(connection, shop, &sql, params![shop.get(), most, skip])
            }
            Some(nobody) => {
                let sql = format!("{ORDERS}{among} AND customer <> ?4 {page}");
                let values = params![shop.get(), most, skip, nobody];
                whole(connection, shop, &sql, values)
            }
        })
    }

    /// How many orders of a shop are in these statuses, without those of `except`; without any, all are counted.
    ///
    /// # Errors
    /// The store's own.
    pub fn order_count(
        &self,
        shop: ShopId,
        statuses: &[OrderStatus],
        except: Option<CustomerId>,
    ) -> Result<usize, StoreError> {
        let among = among(statuses);
        self.read(|connection| {
            let all: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM orders{among}"))?
                .query_row([shop.get()], |row| row.get(0))?;
            // Hers are few: the others are counted in the index alone.
            let hers: i64 = match except.map(CustomerId::get) {
                None => 0,
                Some(nobody) => connection
                    .prepare_cached(&format!(
                        "SELECT count(*) FROM (SELECT number FROM orders{among}
                             INTERSECT SELECT number FROM orders INDEXED BY orders_of
                             WHERE shop = ?1 AND customer = ?2)"
                    ))?
                    .query_row([shop.get(), nobody], |row| row.get(0))?,
            };
            Ok(usize::try_from(all - hers).unwrap_or(0))
        })
    }

    /// One order.
    ///
    /// # Errors
    /// The store's own.
    pub fn order(&self, shop: ShopId, number: OrderNumber) -> Result<Option<OrderRow>, StoreError> {
        let sql = format!("{ORDERS} WHERE shop = ?1 AND number = ?2");
        self.read(|connection| {
            let found = whole(connection, shop, &sql, params![shop.get(), number.get()])?;
            Ok(found.into_iter().next())
        })
    }

    /// At most `most` orders of a customer, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn orders_of(
        &self,
        shop: ShopId,
        customer: CustomerId,
        most: usize,
    ) -> Result<Vec<OrderRow>, StoreError> {
        let sql = format!(
            "{ORDERS} INDEXED BY orders_of WHERE shop = ?1 AND customer = ?2 ORDER BY number DESC LIMIT ?3"
        );
        self.read(|connection| {
            let values = params![shop.get(), customer.get(), bound(most)];
            whole(connection, shop, &sql, values)
        })
    }

    /// At most `most` entries of a shop's journal that name an order, from the instant it was placed, in order. They may
    /// tell of other things too.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one cannot be read.
    pub fn events_naming(
        &self,
        shop: ShopId,
        order: &OrderRow,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let from = self.first_entry_at(shop, order.order.placed_at)?;
        let number = order.order.number.get();
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT version, at, command, format, changes FROM journal
                     WHERE shop = ?1 AND version >= ?2 AND instr(changes, ?3) > 0
                     ORDER BY version LIMIT ?4",
                )?
                .query_and_then(
                    params![
                        shop.get(),
                        from.get(),
                        format!("\"order\":{number}"),
                        bound(most)
                    ],
                    |row| entry(shop, row),
                )?
                .collect()
        })
    }

    /// Whose messages since an instant nobody understood, with the entry of the newest of each; of the newest `most` entries
    /// of a shop's journal.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one cannot be read.
    pub fn unclear(
        &self,
        shop: ShopId,
        since: Timestamp,
        most: usize,
    ) -> Result<BTreeMap<CustomerId, Version>, StoreError> {
        let from = self.first_entry_at(shop, since)?;
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT version, at, command, format, changes FROM journal
                 WHERE shop = ?1 AND version >= ?2
                   AND version > (SELECT version FROM shops WHERE shop = ?1) - ?3
                   AND instr(changes, '\"noted\"') > 0
                 ORDER BY version",
            )?;
            let values = params![shop.get(), from.get(), bound(most)];
            let entries = statement.query_and_then(values, |row| entry(shop, row))?;
            let mut newest = BTreeMap::new();
            for entry in entries {
                let entry = entry?;
                for change in &entry.changes {
                    if let Change::Noted { customer, .. } = change {
                        newest.insert(*customer, entry.version);
                    }
                }
            }
            Ok(newest)
        })
    }

    /// The first entry of a shop at an instant or later: one past the last where there is none.
    ///
    /// # Errors
    /// The store's own.
    pub fn first_entry_at(&self, shop: ShopId, at: Timestamp) -> Result<Version, StoreError> {
        self.read(|connection| {
            let last: u64 = connection
                .prepare_cached("SELECT version FROM shops WHERE shop = ?1")?
                .query_row([shop.get()], |row| row.get(0))?;
            let mut time = connection
                .prepare_cached("SELECT at FROM journal WHERE shop = ?1 AND version = ?2")?;
            // Instants never decrease along a journal.
            let (mut low, mut high) = (1, last + 1);
            while low < high {
                let middle = low + (high - low) / 2;
                let found: i64 = time.query_row(params![shop.get(), middle], |row| row.get(0))?;
                match found < at.millis() {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            Ok(Version::new(low))
        })
    }

    /// Whether this message is the photo of an item of the shop.
    ///
    /// # Errors
    /// The store's own.
    pub fn is_photo(&self, shop: ShopId, message: CommandId) -> Result<bool, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT 1 FROM items WHERE shop = ?1 AND photo = ?2")?
                .exists(params![shop.get(), command_bytes(message)])?)
        })
    }
}

/// The condition for some statuses, with its index: what is to prepare is little beside all that was delivered.
fn among(statuses: &[OrderStatus]) -> String {
    if statuses.is_empty() {
        return " WHERE shop = ?1".to_owned();
    }
    let words = statuses
        .iter()
        .map(|status| format!("'{}'", status_words(*status).0));
    format!(
        " INDEXED BY orders_in WHERE shop = ?1 AND status IN ({})",
        words.collect::<Vec<_>>().join(", ")
    )
}

/// Orders with their lines.
fn whole(
    connection: &Connection,
    shop: ShopId,
    sql: &str,
    values: &[&dyn ToSql],
) -> Result<Vec<OrderRow>, StoreError> {
    let mut rows: Vec<OrderRow> = connection
        .prepare_cached(sql)?
        .query_and_then(values, order)?
        .collect::<Result<_, _>>()?;
    let mut lines = connection.prepare_cached(
        "SELECT item, label, size, slots, price FROM order_lines
         WHERE shop = ?1 AND number = ?2 ORDER BY line",
    )?;
    for row in &mut rows {
        let number = row.order.number;
        row.order.lines = lines
            .query_and_then(params![shop.get(), number.get()], |line| {
                Ok::<_, StoreError>(OrderLine {
                    item: snapsell_core::ItemId::new(line.get(0)?),
                    named: named(line.get(1)?, line.get(2)?)?,
                    slots: slots(line, 3)?,
                    price: snapsell_core::Money::from_minor(line.get(4)?),
                })
            })?
            .collect::<Result<_, _>>()?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, at, commit, held, offered};
    use snapsell_core::{CancelReason, Change, CommandId, HoldId, Journal as _, LiveId, Money};

    fn placed(number: u32, customer: u32) -> Change {
        Change::OrderPlaced {
            order: OrderNumber::new(number),
            customer: CustomerId::new(customer),
            holds: vec![HoldId::new(number)],
            fee: Money::ZERO,
            status: OrderStatus::Confirmed,
            deposit: Money::ZERO,
            address: CommandId::new(1),
        }
    }

    #[test]
    fn orders_come_by_status_and_customer_and_part_by_part_as_they_all_are() {
        let (_folder, store, shop) = Folder::with_shop();
        let first = vec![Change::LiveOpened(LiveId::new(1)), offered(1, 9)];
        let mut commits = vec![commit(shop, 1, first)];
        for number in 1..=5_u16 {
            let (n, customer) = (u32::from(number), 7 + u32::from(number % 2));
            let changes = vec![
                held(n, 1, customer, &[number - 1], 900),
                placed(n, customer),
            ];
            commits.push(commit(shop, u64::from(number) + 1, changes));
        }
        let gone = Change::OrderMoved {
            order: OrderNumber::new(2),
            status: OrderStatus::Cancelled(CancelReason::NoShow),
        };
        commits.push(commit(shop, 7, vec![gone]));
        let fee = Change::OrderFeeSet {
            order: OrderNumber::new(3),
            fee: Money::from_minor(2_500),
        };
        commits.push(commit(shop, 8, vec![fee]));
        assert!(store.commit(&commits).iter().all(Result::is_ok));

        let mut all = store.orders(shop).unwrap();
        all.reverse();
        assert_eq!(store.orders_in(shop, &[], None, 0, 9).unwrap(), all);
        assert_eq!(store.orders_in(shop, &[], None, 1, 2).unwrap(), all[1..3]);
        let any = [OrderStatus::Cancelled(CancelReason::Fraud)];
        assert_eq!(store.orders_in(shop, &any, None, 0, 9).unwrap(), all[3..4]);
        let open = [OrderStatus::New, OrderStatus::Confirmed];
        assert_eq!(store.order_count(shop, &open, None).unwrap(), 4);
        assert_eq!(store.order_count(shop, &[], None).unwrap(), 5);
        let nobody = Some(CustomerId::new(8));
        let others = [all[1].clone(), all[3].clone()];
        assert_eq!(store.orders_in(shop, &[], nobody, 0, 9).unwrap(), others);
        assert_eq!(store.order_count(shop, &[], nobody).unwrap(), 2);
        assert_eq!(store.order_count(shop, &open, nobody).unwrap(), 1);
        let hers = store.orders_of(shop, CustomerId::new(7), 9).unwrap();
        assert_eq!(hers, [all[1].clone(), all[3].clone()]);
        let third = store.order(shop, OrderNumber::new(3)).unwrap().unwrap();
        assert_eq!(third.order.fee, Money::from_minor(2_500));
        assert_eq!(store.order(shop, OrderNumber::new(6)).unwrap(), None);
        let told = store.events_naming(shop, &third, 9).unwrap();
        let versions: Vec<u64> = told.iter().map(|entry| entry.version.get()).collect();
        assert_eq!(versions, [4, 8], "placed, then another fee");
        assert_eq!(store.first_entry_at(shop, at(0)).unwrap().get(), 1);
        assert_eq!(store.first_entry_at(shop, at(5)).unwrap().get(), 5);
        assert_eq!(store.first_entry_at(shop, at(99)).unwrap().get(), 9);
    }

    #[test]
    fn a_page_of_orders_is_found_by_an_index() {
        let (_folder, store, shop) = Folder::with_shop();
        let plan = store.read(|connection| {
            let sql = format!(
                "EXPLAIN QUERY PLAN {ORDERS}{} ORDER BY number DESC LIMIT 50",
                among(&[OrderStatus::Delivered])
            );
            let mut statement = connection.prepare(&sql)?;
            let rows = statement.query_map([shop.get()], |row| row.get::<_, String>(3))?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?.join("\n"))
        });
        let plan = plan.unwrap();
        assert!(
            plan.contains("orders_in") && !plan.contains("TEMP B-TREE"),
            "{plan}"
        );
    }
}
