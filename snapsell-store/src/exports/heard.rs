//! When people wrote last, exactly: what is noted of them is somewhat too early, and the inbox knows nobody by an index.

use super::customers::LOOK_BACK;
use crate::contacts::SEEN_EVERY;
use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{CustomerId, ShopId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// When each of these people wrote last, given what is noted of her. Reads the messages of the hour after each note
    /// only, the newest first and at most 20,000; whoever is not among them has no entry.
    ///
    /// # Errors
    /// The store's own.
    pub fn last_heard(
        &self,
        shop: ShopId,
        noted: &[(CustomerId, Timestamp)],
    ) -> Result<BTreeMap<CustomerId, Timestamp>, StoreError> {
        let asked: BTreeSet<CustomerId> = noted.iter().map(|(who, _)| *who).collect();
        let mut last = BTreeMap::new();
        let mut left = LOOK_BACK;
        self.read(|connection| {
            for (from, until) in hours(noted) {
                let (from, until) = (
                    first_since(connection, shop, from)?,
                    first_since(connection, shop, until)?,
                );
                let mut read = connection.prepare_cached(
                    "SELECT customer, at, native_id <> '' FROM inbox
                     WHERE shop = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
                )?;
                let mut rows = read.query(params![shop.get(), from, until, left])?;
                while let Some(row) = rows.next()? {
                    left -= 1;
                    let who = CustomerId::new(row.get(0)?);
                    if asked.contains(&who) && row.get(2)? {
                        let at = Timestamp::from_millis(row.get(1)?);
                        last.entry(who).or_insert(at);
                    }
                }
            }
            Ok(())
        })?;
        Ok(last)
    }
}

/// The hours after these notes, the latest first; those that touch are one.
fn hours(noted: &[(CustomerId, Timestamp)]) -> Vec<(Timestamp, Timestamp)> {
    let mut starts: Vec<Timestamp> = noted.iter().map(|(_, at)| *at).collect();
    starts.sort_unstable();
    let mut hours: Vec<(Timestamp, Timestamp)> = Vec::new();
    for start in starts.into_iter().rev() {
        let end = start + SEEN_EVERY;
        match hours.last_mut() {
            Some((later, _)) if *later <= end => *later = start,
            Some(_) | None => hours.push((start, end)),
        }
    }
    hours
}

/// The first place in the inbox that was taken at this instant or later. Times there never go back, so halving finds it.
fn first_since(connection: &Connection, shop: ShopId, at: Timestamp) -> Result<i64, StoreError> {
    let mut newest =
        connection.prepare_cached("SELECT coalesce(max(seq), 0) FROM inbox WHERE shop = ?1")?;
    let mut next = connection.prepare_cached(
        "SELECT seq, at FROM inbox WHERE shop = ?1 AND seq >= ?2 ORDER BY seq LIMIT 1",
    )?;
    let (mut low, mut high) = (
        0,
        newest.query_row([shop.get()], |row| row.get::<_, i64>(0))? + 1,
    );
    while low < high {
        let middle = low + (high - low) / 2;
        let found = next
            .query_row(params![shop.get(), middle], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        match found {
            Some((seq, then)) if then < at.millis() => low = seq + 1,
            Some(_) | None => high = middle,
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, answered, at};
    use snapsell_core::Journal as _;

    #[test]
    fn the_last_message_of_a_person_is_found_in_the_hour_after_what_is_noted() {
        let (_folder, store, shop) = Folder::with_shop();
        // Who wrote at which second; entries without a message lie between.
        let said = [
            (0, 1),
            (10, 2),
            (3_000, 1),
            (3_599, 3),
            (9_000, 2),
            (9_001, 4),
        ];
        for (nth, (second, who)) in said.into_iter().enumerate() {
            let version = u64::try_from(nth).unwrap() + 1;
            let mut commit = answered(shop, version, vec![], "A12");
            commit.decision.at = at(second);
            commit.receipt.as_mut().unwrap().from = CustomerId::new(who);
            assert!(store.commit(&[commit])[0].is_ok());
        }
        let heard = |noted: &[(u32, i64)]| {
            let noted: Vec<_> = noted
                .iter()
                .map(|(who, second)| (CustomerId::new(*who), at(*second)))
                .collect();
            let found = store.last_heard(shop, &noted).unwrap().into_iter();
            found.map(|(who, at)| (who.get(), at)).collect::<Vec<_>>()
        };
        assert_eq!(
            heard(&[(2, 9_000), (1, 0)]),
            [(1, at(3_000)), (2, at(9_000))]
        );
        assert_eq!(heard(&[(1, 0), (3, 3_599), (4, 9_001)]).len(), 3);
        assert_eq!(heard(&[(5, 0)]), [], "she was only named");
        assert_eq!(heard(&[]), []);
    }

    #[test]
    fn hours_that_touch_are_read_once() {
        let noted = [0, 3_600, 9_000, 9_001, 20_000].map(|second| (CustomerId::new(1), at(second)));
        assert_eq!(
            hours(&noted),
            [
                (at(20_000), at(23_600)),
                (at(9_000), at(12_601)),
                (at(0), at(7_200))
            ]
        );
    }
}
