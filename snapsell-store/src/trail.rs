//! The way of one command through the store: message, entry, replies. Found without an index, because a random id in a
//! hot table costs every commit, and a search costs only whoever searches.

use crate::error::StoreError;
use crate::exports::{ReceivedRow, ReplyRow};
use crate::journal::{self, bound};
use crate::outbox::SEARCHED_MAX;
use crate::store::Store;
use crate::words::command_at;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{CustomerId, Entry, ShopId, Timestamp, Version};

/// Everything that one command led to at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// Whose.
    pub shop: ShopId,
    /// The message, when it came with one.
    pub received: Option<ReceivedRow>,
    /// Pictures and files that came with it.
    pub files: u32,
    /// What was decided.
    pub entry: Entry,
    /// The first bytes of its link in the chain.
    pub link: [u8; 4],
    /// What was said, and how far that has come.
    pub replies: Vec<ReplyRow>,
}

impl Store {
    /// The way of the command behind one entry.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such an entry; otherwise the store's own.
    pub fn trail(&self, shop: ShopId, version: Version) -> Result<Trail, StoreError> {
        self.read(|connection| trail(&*connection.unchecked_transaction()?, shop, version))
    }

    /// At most `most` commands of a shop whose id begins with these 32 bits, the newest first. Reads the journal.
    ///
    /// # Errors
    /// The store's own.
    pub fn trails(
        &self,
        shop: ShopId,
        correlation: u32,
        most: usize,
    ) -> Result<Vec<Trail>, StoreError> {
        // Commands of the clock have no id.
        if correlation == 0 {
            return Ok(Vec::new());
        }
        self.read(|connection| {
            let view = connection.unchecked_transaction()?;
            let versions: Vec<u64> = view
                .prepare_cached(
                    "SELECT version FROM journal WHERE shop = ?1 AND substr(command, 1, 4) = ?2
                     ORDER BY version DESC LIMIT ?3",
                )?
                .query_map(
                    params![shop.get(), correlation.to_be_bytes(), bound(most)],
                    |row| row.get(0),
                )?
                .collect::<Result<_, _>>()?;
            all(&view, shop, versions)
        })
    }

    /// At most `most` commands of a shop whose answers the provider knows by this id, the newest first: it is one message
    /// that may say several things. Looks at the newest 20,000 replies of the shop, as for a status.
    ///
    /// # Errors
    /// The store's own.
    pub fn trails_of_sent(
        &self,
        shop: ShopId,
        provider_id: &str,
        most: usize,
    ) -> Result<Vec<Trail>, StoreError> {
        self.read(|connection| {
            let view = connection.unchecked_transaction()?;
            let versions: Vec<u64> = view
                .prepare_cached(
                    "SELECT DISTINCT version FROM outbox WHERE shop = ?1 AND provider_id = ?2
                     AND id > (SELECT max(id) FROM outbox WHERE shop = ?1) - ?3
                     ORDER BY version DESC LIMIT ?4",
                )?
                .query_map(
                    params![shop.get(), provider_id, SEARCHED_MAX, bound(most)],
                    |row| row.get(0),
                )?
                .collect::<Result<_, _>>()?;
            all(&view, shop, versions)
        })
    }
}

fn all(
    connection: &Connection,
    shop: ShopId,
    versions: Vec<u64>,
) -> Result<Vec<Trail>, StoreError> {
    versions
        .into_iter()
        .map(|version| trail(connection, shop, Version::new(version)))
        .collect()
}

fn trail(connection: &Connection, shop: ShopId, version: Version) -> Result<Trail, StoreError> {
    let (entry, chain) = connection
        .prepare_cached(
            "SELECT version, at, command, format, changes, chain FROM journal
             WHERE shop = ?1 AND version = ?2",
        )?
        .query_and_then(params![shop.get(), version.get()], |row| {
            let chain: [u8; 32] = row.get(5)?;
            Ok::<_, StoreError>((journal::entry(shop, row)?, chain))
        })?
        .next()
        .ok_or(StoreError::Missing("entry"))??;
    let received = connection
        .prepare_cached(
            "SELECT seq, at, customer, native_id, command FROM inbox
             WHERE shop = ?1 AND seq = ?2 AND native_id <> ''",
        )?
        .query_row(params![shop.get(), version.get()], |row| {
            Ok(ReceivedRow {
                version: Version::new(row.get(0)?),
                at: Timestamp::from_millis(row.get(1)?),
                from: CustomerId::new(row.get(2)?),
                native_id: row.get(3)?,
                command: command_at(row, 4)?,
            })
        })
        .optional()?;
    let files = connection
        .prepare_cached("SELECT count(*) FROM media WHERE shop = ?1 AND message = ?2")?
        .query_row(
            params![shop.get(), entry.command.get().to_be_bytes()],
            |row| row.get(0),
        )?;
    Ok(Trail {
        shop,
        received,
        files,
        replies: replies_of(connection, shop, version)?,
        entry,
        link: [chain[0], chain[1], chain[2], chain[3]],
    })
}

/// The replies of one entry. Their numbers have no gap and rise with the entries, so the first is found by halving.
fn replies_of(
    connection: &Connection,
    shop: ShopId,
    version: Version,
) -> Result<Vec<ReplyRow>, StoreError> {
    let (mut low, mut high): (i64, i64) = (
        1,
        connection
            .prepare_cached("SELECT outbox_next FROM shops WHERE shop = ?1")?
            .query_row([shop.get()], |row| row.get(0))?,
    );
    let mut probe = connection.prepare_cached(
        "SELECT version FROM outbox WHERE shop = ?1 AND id >= ?2 ORDER BY id LIMIT 1",
    )?;
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<u64> = probe
            .query_row(params![shop.get(), middle], |row| row.get(0))
            .optional()?;
        if found.is_some_and(|found| found < version.get()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    connection
        .prepare_cached(
            "SELECT id, version, at, customer, class, state, next_at, attempts, provider_id, error, reason
             FROM outbox WHERE shop = ?1 AND id >= ?2 ORDER BY id LIMIT 1000",
        )?
        .query_and_then(params![shop.get(), low], ReplyRow::read)?
        .take_while(|row| row.as_ref().map_or(true, |row| row.version == version))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Turn;
    use crate::fixture::{Folder, answered, commit, reply};
    use snapsell_core::{Class, CommandId, Journal as _, Span};

    #[test]
    fn the_providers_id_of_an_answer_leads_to_what_it_answers() {
        let (_folder, store, shop) = Folder::with_shop();
        let commits = [1, 2, 3].map(|version| answered(shop, version, vec![], "words"));
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        let now = Timestamp::from_millis(10_000_000_000_000);
        let leased = store.lease(now, 9, Span::from_secs(60), |_| Turn::Now);
        let leased = leased.unwrap();
        let (first, rows) = (&leased[0], leased[0].rows.len());
        store.sent(first, "SM77", now).unwrap();
        let found = store.trails_of_sent(shop, "SM77", 9).unwrap();
        assert!((1..=rows).contains(&found.len()));
        let said = |trail: &Trail| {
            let is_it = |row: &ReplyRow| row.provider_id.as_deref() == Some("SM77");
            trail.replies.iter().any(is_it)
        };
        assert!(found.iter().all(said));
        let newest = store.trails_of_sent(shop, "SM77", 1).unwrap();
        assert_eq!(newest[..], found[..1]);
        assert_eq!(store.trails_of_sent(shop, "SM78", 9).unwrap(), []);
        assert_eq!(store.trails_of_sent(ShopId::new(9), "SM77", 9).unwrap(), []);
    }

    #[test]
    fn the_beginning_of_an_id_leads_to_message_entry_and_replies() {
        let (_folder, store, shop) = Folder::with_shop();
        let id = |version: u64| (u128::from(version) << 96) + 5;
        let mut commits = Vec::new();
        for version in 1..=40 {
            let mut one = answered(shop, version, vec![], "words");
            one.decision.command = CommandId::new(id(version));
            let replies = usize::try_from(version % 4).unwrap();
            one.decision.replies = vec![reply(7, Class::Answer); replies].into();
            commits.push(one);
        }
        let mut by_button = commit(shop, 41, vec![]);
        by_button.decision.command = CommandId::new(id(41));
        commits.push(by_button);
        assert!(store.commit(&commits).iter().all(Result::is_ok));
        for version in 1..=40_u32 {
            let found = store.trails(shop, version, 9).unwrap();
            assert_eq!(found.len(), 1);
            let trail = &found[0];
            assert_eq!(trail.entry.version.get(), u64::from(version));
            assert_eq!(trail.replies.len(), usize::try_from(version % 4).unwrap());
            assert!(
                trail
                    .replies
                    .iter()
                    .all(|row| row.version == trail.entry.version)
            );
            assert_eq!(trail.received.as_ref().unwrap().from, CustomerId::new(7));
        }
        let button = &store.trails(shop, 41, 9).unwrap()[0];
        assert_eq!((button.received.as_ref(), button.replies.len()), (None, 0));
        assert_eq!(store.trails(shop, 99, 9).unwrap(), []);
        assert_eq!(store.trails(ShopId::new(9), 1, 9).unwrap(), []);
        assert_eq!(store.trails(shop, 0, 9).unwrap(), []);
    }
}
