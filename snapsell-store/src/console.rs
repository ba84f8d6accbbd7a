//! What the console keeps beside the journal: one-time links, notes on orders, deeds of members, and, here, plans.

mod deeds;
mod links;
mod notes;

pub use deeds::DeedRow;
pub use links::{LinkRecord, NewLink};
pub use notes::OrderNote;

use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{OptionalExtension, params};
use snapsell_core::{ShopId, Timestamp};

/// What a shop may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Lives a month; `None` for as many as she likes.
    pub lives_max: Option<u32>,
    /// Until when it is paid; `None` while nothing is owed.
    pub paid_to: Option<Timestamp>,
}

impl Store {
    /// What a shop may use; `None` for everything.
    ///
    /// # Errors
    /// The store's own.
    pub fn plan(&self, shop: ShopId) -> Result<Option<Plan>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT name, lives_max, paid_to FROM plans WHERE shop = ?1")?
                .query_row([shop.get()], |row| {
                    Ok(Plan {
                        name: row.get(0)?,
                        lives_max: row.get(1)?,
                        paid_to: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
                    })
                })
                .optional()?)
        })
    }

    /// Says what a shop may use.
    ///
    /// # Errors
    /// The store's own.
    pub fn set_plan(&self, shop: ShopId, plan: &Plan) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO plans (shop, name, lives_max, paid_to) VALUES (?1, ?2, ?3, ?4)",
                params![
                    shop.get(),
                    plan.name,
                    plan.lives_max,
                    plan.paid_to.map(Timestamp::millis)
                ],
            )?;
            Ok(())
        })
    }

    /// Whether anybody may sign in.
    ///
    /// # Errors
    /// The store's own.
    pub fn has_users(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT 1 FROM users WHERE active = 1 LIMIT 1")?
                .exists([])?)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{Folder, at};

    #[test]
    fn a_step_of_the_second_factor_is_used_once() {
        let (_folder, store, shop) = Folder::with_shop();
        let id = store.create_user(Some(shop), "a@b", "owner", "$hash", at(1));
        let id = id.unwrap();
        assert!(store.has_users().unwrap());
        assert!(store.use_totp_step(id, 5).unwrap());
        assert!(!store.use_totp_step(id, 5).unwrap());
        assert!(!store.use_totp_step(id, 4).unwrap());
        assert!(store.use_totp_step(id, 6).unwrap());
    }
}
