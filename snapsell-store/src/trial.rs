//! A trial of a shop without the provider: since when it runs, which live it opened, and when a shop was only tried.

use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{CustomerId, LiveId, ShopId, Timestamp, Version};

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

    /// The trial is over. Where nobody but its customer `her` had a part in the shop since it began, that stretch of time
    /// is remembered: nothing of it is a seller's business.
    ///
    /// # Errors
    /// The store's own.
    pub fn end_trial(
        &self,
        shop: ShopId,
        her: Option<CustomerId>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(trial) = self.trial(shop)? else {
            return Ok(());
        };
        let first = self.first_entry_at(shop, trial.since)?;
        self.write(|transaction| {
            let since = trial.since.millis();
            if is_alone(transaction, shop, her, since, first)? {
                transaction.execute(
                    "INSERT INTO meta (key, value) VALUES (?1, ?2)
                     ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
                    params![tried(shop, since), at.millis()],
                )?;
            }
            end(transaction, shop)
        })
    }

    /// The stretches of time in which a shop was only tried, first to last instant, the oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn tried(&self, shop: ShopId) -> Result<Vec<(Timestamp, Timestamp)>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(&format!(
                    "SELECT {TRIED_SINCE}, value FROM meta WHERE key BETWEEN ?1 AND ?2 ORDER BY key"
                ))?
                .query_map([tried(shop, 0), tried(shop, i64::MAX)], |row| {
                    let instant = |column| row.get(column).map(Timestamp::from_millis);
                    Ok((instant(0)?, instant(1)?))
                })?
                .collect::<Result<_, _>>()?)
        })
    }
}

/// Whether nobody but `her` wrote, held or ordered anything since, and no live ran that had begun before.
fn is_alone(
    connection: &Connection,
    shop: ShopId,
    her: Option<CustomerId>,
    since: i64,
    first: Version,
) -> Result<bool, StoreError> {
    let her = her.map(CustomerId::get);
    Ok(connection.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM inbox WHERE shop = ?1 AND seq >= ?4 AND customer IS NOT ?2)
            AND NOT EXISTS (SELECT 1 FROM holds WHERE shop = ?1 AND customer IS NOT ?2)
            AND NOT EXISTS (SELECT 1 FROM holds_ended WHERE shop = ?1 AND since >= ?3 AND customer IS NOT ?2)
            AND NOT EXISTS (SELECT 1 FROM lives WHERE shop = ?1 AND opened_at < ?3
                                AND (closed_at IS NULL OR closed_at >= ?3))",
        params![shop.get(), her, since, first.get()],
        |row| row.get(0),
    )?)
}

/// Leaves nothing of the trials of a shop.
pub(crate) fn forget(connection: &Connection, shop: ShopId) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM meta WHERE key BETWEEN ?1 AND ?2",
        params![tried(shop, 0), tried(shop, i64::MAX)],
    )?;
    end(connection, shop)
}

fn end(connection: &Connection, shop: ShopId) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM meta WHERE key IN (?1, ?2)",
        params![began(shop), opened(shop)],
    )?;
    Ok(())
}

/// Since when, from the key that [`tried`] makes.
pub(crate) const TRIED_SINCE: &str = "CAST(substr(key, 18) AS INTEGER)";

/// In the order of time.
pub(crate) fn tried(shop: ShopId, since: i64) -> String {
    format!("tried {:010} {since:020}", shop.get())
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
    use crate::fixture::{Folder, at, commit, held, new_shop, offered};
    use snapsell_core::{Change, Journal as _};

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
        store.end_trial(shop, None, at(12)).unwrap();
        store.begin_trial(shop, at(20)).unwrap();
        let again = Trial {
            since: at(20),
            live: None,
        };
        assert_eq!(store.trial(shop).unwrap(), Some(again));
        store.erase_shop(shop, at(30)).unwrap();
        assert_eq!(store.trial(shop).unwrap(), None, "it leaves with its shop");
    }

    /// A shop with a live of version 2 in which `customer` holds something, tried by customer 7 from 2 to 5.
    fn tried_with(customer: u32) -> (Folder, Store, ShopId) {
        let (folder, store, shop) = Folder::with_shop();
        store.begin_trial(shop, at(2)).unwrap();
        let opened = vec![Change::LiveOpened(LiveId::new(1)), offered(1, 1)];
        let hold = vec![held(1, 1, customer, &[0], 100)];
        let closed = vec![Change::LiveClosed];
        let commits = [
            commit(shop, 1, vec![]),
            commit(shop, 2, opened),
            commit(shop, 3, hold),
            commit(shop, 4, closed),
        ];
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let her = Some(CustomerId::new(7));
        store.end_trial(shop, her, at(5)).unwrap();
        (folder, store, shop)
    }

    #[test]
    fn the_time_in_which_a_shop_was_only_tried_is_remembered_and_its_live_counts_nowhere() {
        let (_folder, store, shop) = tried_with(7);
        assert_eq!(store.tried(shop).unwrap(), [(at(2), at(5))]);
        assert_eq!(store.usage(shop, at(0), None).unwrap().lives, 0);
        store.erase_shop(shop, at(9)).unwrap();
        assert_eq!(store.tried(shop).unwrap(), []);
    }

    #[test]
    fn where_somebody_else_had_a_part_it_was_more_than_a_trial() {
        let (_folder, store, shop) = tried_with(8);
        assert_eq!(store.tried(shop).unwrap(), []);
        assert_eq!(store.usage(shop, at(0), None).unwrap().lives, 1);
        assert_eq!(store.trial(shop).unwrap(), None, "it is over all the same");
    }

    #[test]
    fn what_was_before_has_no_part_in_a_trial_and_what_was_during_it_has() {
        use crate::fixture::answered;
        use snapsell_core::{EndReason, HoldId};
        let wrote = |customer| {
            let mut one = answered(ShopId::new(0), 1, vec![], "words");
            one.receipt.as_mut().unwrap().from = CustomerId::new(customer);
            one
        };
        let did = |change| commit(ShopId::new(0), 1, vec![change]);
        // The trial runs from second 3 to 9; all before are of second 2, all during it of second 3.
        let only_tried = |before: Vec<snapsell_core::Commit>, during: Vec<_>| {
            let (_folder, store, shop) = Folder::with_shop();
            let other = store.create_shop(&new_shop("other")).unwrap();
            for shop in [shop, other] {
                store.begin_trial(shop, at(3)).unwrap();
            }
            let elsewhere = [wrote(8), did(Change::LiveOpened(LiveId::new(1)))];
            let before = before.into_iter().map(|one| (shop, 2, one));
            let during = during.into_iter().map(|one| (shop, 3, one));
            let mut versions = std::collections::BTreeMap::new();
            let elsewhere = elsewhere.map(|one| (other, 2, one));
            for (of, second, mut one) in elsewhere.into_iter().chain(before).chain(during) {
                let version = versions.entry(of).or_insert(0);
                *version += 1;
                one.shop = of;
                one.decision.version = Version::new(*version);
                one.decision.at = at(second);
                assert!(store.commit(&[one])[0].is_ok());
            }
            store
                .end_trial(shop, Some(CustomerId::new(7)), at(9))
                .unwrap();
            assert!(store.trial(other).unwrap().is_some());
            !store.tried(shop).unwrap().is_empty()
        };
        let opened = || did(Change::LiveOpened(LiveId::new(1)));
        let closed = || did(Change::LiveClosed);
        let holds = || vec![did(offered(1, 9)), did(held(1, 1, 8, &[0], 99))];
        let ended = || {
            did(Change::HoldEnded {
                hold: HoldId::new(1),
                reason: EndReason::Expired,
            })
        };
        assert!(only_tried(vec![wrote(8)], vec![wrote(7)]));
        assert!(!only_tried(vec![], vec![wrote(8), wrote(7)]), "she wrote");
        assert!(!only_tried(vec![], [holds(), vec![ended()]].concat()));
        assert!(only_tried([holds(), vec![ended()]].concat(), vec![]));
        assert!(!only_tried(holds(), vec![]), "somebody holds something");
        assert!(!only_tried(vec![opened()], vec![]), "a live runs");
        assert!(!only_tried(vec![opened()], vec![closed()]));
        assert!(only_tried(vec![opened(), closed()], vec![]));
    }
}
