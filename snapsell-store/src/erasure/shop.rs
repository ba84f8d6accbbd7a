//! A whole shop leaves: its key first, so that nothing can be read any more, then every row of every table.

use super::{Erasure, note};
use crate::error::StoreError;
use crate::store::{INSTALLATION, Store, locked};
use crate::trial;
use rusqlite::{Transaction, params};
use snapsell_core::{ShopId, Timestamp};

impl Store {
    /// Forgets a shop: key, journal, orders, people, messages, files, members and their sessions. Its number is never
    /// given again. Nobody else may have the database open, for a server would go on with what it has in memory.
    /// What the provider has stays there: the credentials to ask it are gone with the shop.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a shop; otherwise the store's own.
    pub fn erase_shop(&self, shop: ShopId, at: Timestamp) -> Result<(), StoreError> {
        // Also one whose key does not open: there is no other way to be rid of it.
        if shop == INSTALLATION || !self.knows_shop(shop)? {
            return Err(StoreError::Missing("shop"));
        }
        let erasure = Erasure {
            shop,
            customer: None,
            at,
        };
        self.ledger().append(&[self.line(erasure)?])?;
        self.wipe(|transaction| {
            note(transaction, erasure)?;
            transaction.pragma_update(None, "defer_foreign_keys", true)?;
            for table in tables(transaction)? {
                transaction.execute(
                    &format!("DELETE FROM \"{table}\" WHERE shop = ?1"),
                    params![shop.get()],
                )?;
            }
            trial::forget(transaction, shop)?;
            locked(&self.inner().contacts).forget(shop);
            Ok(())
        })?;
        self.inner().writer().heads.forget();
        self.forget_tenant(shop);
        self.empty_log()?;
        self.finish_erasure(erasure)
    }
}

/// Every table whose rows belong to a shop: also those that a later migration brings.
fn tables(transaction: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    Ok(transaction
        .prepare(
            "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND c.name = 'shop' AND m.name <> 'erasures' ORDER BY m.name",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
