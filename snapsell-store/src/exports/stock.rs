//! What was offered in one live, a page at a time; one item and one hold by their numbers.

use super::figures::{STOCK, StockRow, stock_rows};
use super::named;
use crate::error::StoreError;
use crate::journal::bound;
use crate::store::Store;
use rusqlite::{OptionalExtension, params};
use snapsell_core::{CustomerId, HoldId, ItemId, LiveId, Named, ShopId};

/// The order of the index: letters, number, then the order in which sizes were offered.
const IN_ORDER: &str = "FROM items i INDEXED BY items_in WHERE shop = ?1 AND live = ?2
    ORDER BY rtrim(code, '0123456789'), length(code), code, item LIMIT ?3 OFFSET ?4";

impl Store {
    /// At most `most` of the items that were offered in a live, by code, after `skip` of them.
    ///
    /// # Errors
    /// The store's own.
    pub fn stock_of_live(
        &self,
        shop: ShopId,
        live: LiveId,
        skip: usize,
        most: usize,
    ) -> Result<Vec<StockRow>, StoreError> {
        self.read(|connection| {
            let values = params![shop.get(), live.get(), bound(most), bound(skip)];
            stock_rows(connection, &format!("{STOCK} {IN_ORDER}"), (shop, values))
        })
    }

    /// How many items were offered in a live.
    ///
    /// # Errors
    /// The store's own.
    pub fn items_in_live(&self, shop: ShopId, live: LiveId) -> Result<usize, StoreError> {
        self.read(|connection| {
            let count: i64 = connection
                .prepare_cached("SELECT count(*) FROM items WHERE shop = ?1 AND live = ?2")?
                .query_row(params![shop.get(), live.get()], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        })
    }

    /// How people call an item.
    ///
    /// # Errors
    /// The store's own.
    pub fn item_named(&self, shop: ShopId, item: ItemId) -> Result<Option<Named>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT label, size FROM items WHERE shop = ?1 AND item = ?2")?
                .query_and_then(params![shop.get(), item.get()], |row| {
                    named(row.get(0)?, row.get(1)?)
                })?
                .next()
                .transpose()
        })
    }

    /// Of what a hold is or was, and whose.
    ///
    /// # Errors
    /// The store's own.
    pub fn hold_of(
        &self,
        shop: ShopId,
        hold: HoldId,
    ) -> Result<Option<(ItemId, CustomerId)>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT item, customer FROM holds WHERE shop = ?1 AND hold = ?2
                     UNION ALL
                     SELECT item, customer FROM holds_ended WHERE shop = ?1 AND hold = ?2",
                )?
                .query_row(params![shop.get(), hold.get()], |row| {
                    Ok((ItemId::new(row.get(0)?), CustomerId::new(row.get(1)?)))
                })
                .optional()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, commit, held, offered};
    use snapsell_core::{Change, Code, EndReason, Journal as _};

    /// Items of the live: more than anybody reads.
    const MANY: u32 = 9_999;

    #[test]
    fn a_page_of_a_live_is_read_from_its_index_whatever_the_live_holds() {
        let (folder, store, shop) = Folder::with_shop();
        let items: Vec<Change> = (1..=MANY).map(|item| offered(item, 1)).collect();
        let mut changes = vec![Change::LiveOpened(LiveId::new(1))];
        changes.extend(items);
        let later = vec![Change::LiveClosed, Change::LiveOpened(LiveId::new(2))];
        let commits = [commit(shop, 1, changes), commit(shop, 2, later)];
        assert!(store.commit(&commits).iter().all(Result::is_ok));

        let (live, code) = (LiveId::new(1), |number| Code::new("A", number).unwrap());
        let page = store.stock_of_live(shop, live, 9_900, 100).unwrap();
        let codes: Vec<Code> = page.iter().map(|row| row.item.code).collect();
        let expected: Vec<Code> = (9_901..=9_999).map(code).collect();
        assert_eq!(codes, expected, "by number, not by letters of the number");
        assert_eq!(store.items_in_live(shop, live).unwrap(), 9_999);
        let empty = store.stock_of_live(shop, LiveId::new(2), 0, 100).unwrap();
        assert_eq!(empty, []);

        // Nothing is sorted, and nothing but the index is walked.
        let raw = rusqlite::Connection::open(folder.database()).unwrap();
        let plan = raw
            .prepare(&format!("EXPLAIN QUERY PLAN {STOCK} {IN_ORDER}"))
            .unwrap()
            .query_map(params![1, 1, 100, 9_900], |row| row.get::<_, String>(3))
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
            .unwrap();
        let plan = plan.join("\n");
        assert!(
            plan.contains("INDEX items_in") && !plan.contains("B-TREE") && !plan.contains("SCAN"),
            "{plan}"
        );
    }

    #[test]
    fn an_item_and_a_hold_are_found_by_their_numbers_alive_or_over() {
        let (_folder, store, shop) = Folder::with_shop();
        let ended = Change::HoldEnded {
            hold: HoldId::new(1),
            reason: EndReason::Expired,
        };
        let first = vec![Change::LiveOpened(LiveId::new(1)), offered(1, 2)];
        let holds = vec![held(1, 1, 7, &[0], 100), held(2, 1, 9, &[1], 100), ended];
        let commits = [commit(shop, 1, first), commit(shop, 2, holds)];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let item = ItemId::new(1);
        let of = |hold| store.hold_of(shop, HoldId::new(hold)).unwrap();
        assert_eq!(of(1), Some((item, CustomerId::new(7))));
        assert_eq!(of(2), Some((item, CustomerId::new(9))));
        assert_eq!(of(3), None);
        let name = |item| store.item_named(shop, ItemId::new(item)).unwrap();
        assert_eq!(name(1).map(|named| named.to_string()), Some("A01".into()));
        assert_eq!(name(2), None);
    }
}
