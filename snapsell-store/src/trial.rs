//! A trial of a shop without the provider: since when it runs, and which live it opened.

use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{LiveId, ShopId, Timestamp};

/// A trial that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Since when.
    pub since: Timestamp,
    /// The live that it opened, and that ends with it.
    pub live: Option<LiveId>,
}

impl Store {
    /// The trial of a shop; `None` while none runs.
    ///
    /// # Errors
    /// The store's own.
    pub fn trial(&self, shop: ShopId) -> Result<Option<Trial>, StoreError> {
        self.read(|connection| {
            let Some(since) = value(connection, &began(shop))? else {
                return Ok(None);
            };
            let live = value(connection, &opened(shop))?;
            let live = live.and_then(|live| u32::try_from(live).ok());
            Ok(Some(Trial {
                since: Timestamp::from_millis(since),
                live: live.map(LiveId::new),
            }))
        })
    }

    /// A trial begins. One that runs goes on.
    ///
    /// # Errors
    /// The store's own.
    pub fn begin_trial(&self, shop: ShopId, at: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
                params![began(shop), at.millis()],
            )?;
            Ok(())
        })
    }

    /// The trial opened this live.
    ///
    /// # Errors
    /// The store's own.
    pub fn trial_opened(&self, shop: ShopId, live: LiveId) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![opened(shop), live.get()],
            )?;
            Ok(())
        })
    }

    /// The trial is over.
    ///
    /// # Errors
    /// The store's own.
    pub fn end_trial(&self, shop: ShopId) -> Result<(), StoreError> {
        self.write(|transaction| forget(transaction, shop))
    }
}

/// Leaves nothing of the trial of a shop.
pub(crate) fn forget(connection: &Connection, shop: ShopId) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM meta WHERE key IN (?1, ?2)",
        params![began(shop), opened(shop)],
    )?;
    Ok(())
}

fn began(shop: ShopId) -> String {
    format!("trial {}", shop.get())
}

fn opened(shop: ShopId) -> String {
    format!("trial live {}", shop.get())
}

fn value(connection: &Connection, key: &str) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, at, new_shop};

    #[test]
    fn a_trial_is_one_shops_own_begins_once_and_ends_whole() {
        let (_folder, store, shop) = Folder::with_shop();
        let other = store.create_shop(&new_shop("other")).unwrap();
        assert_eq!(store.trial(shop).unwrap(), None);
        store.begin_trial(shop, at(5)).unwrap();
        store.begin_trial(shop, at(9)).unwrap();
        store.trial_opened(shop, LiveId::new(3)).unwrap();
        let running = Trial {
            since: at(5),
            live: Some(LiveId::new(3)),
        };
        assert_eq!(store.trial(shop).unwrap(), Some(running));
        assert_eq!(store.trial(other).unwrap(), None);
        store.end_trial(shop).unwrap();
        store.begin_trial(shop, at(20)).unwrap();
        let again = Trial {
            since: at(20),
            live: None,
        };
        assert_eq!(store.trial(shop).unwrap(), Some(again));
        store.erase_shop(shop, at(30)).unwrap();
        assert_eq!(store.trial(shop).unwrap(), None, "it leaves with its shop");
    }
}
