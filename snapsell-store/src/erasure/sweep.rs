//! Every row with something of one person in it, found beside the commits and emptied a few at a time.

use super::{ErasureReport, provider};
use crate::error::StoreError;
use crate::journal::open_content;
use crate::media;
use crate::outbox::OutboxState;
use crate::store::Store;
use crate::words::command_at;
use rusqlite::{Connection, Transaction, params};
use snapsell_core::{CommandId, CustomerId, ShopId, Timestamp, Version};

/// Rows emptied in one transaction: a commit waits for them no longer than for a few others.
pub(crate) const SLICE: usize = 200;
/// The last digits of a number, which it has in every way of writing it.
const TAIL: usize = 8;

impl Store {
    /// Empties the messages of others in which her number stands: `POUR +225… A12`. What an order or a proof of
    /// somebody else refers to stays.
    pub(super) fn sweep_mentions(
        &self,
        shop: ShopId,
        customer: CustomerId,
        report: &mut ErasureReport,
    ) -> Result<(), StoreError> {
        let details = self.contact_details(shop, customer)?;
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let phone = details.and_then(|details| details.phone);
        let phone = digits(&phone.unwrap_or_default());
        let Some(tail) = phone.len().checked_sub(TAIL).map(|from| &phone[from..]) else {
            return Ok(());
        };
        let mut after = 0;
        loop {
            let rows = self.read(|connection| others_words(connection, shop, customer, after))?;
            let Some(&(last, _)) = rows.last() else {
                return Ok(());
            };
            after = last;
            let names_her = |seq: u64, sealed: &[u8]| {
                let words = open_content(self, shop, Version::new(seq), sealed).unwrap_or_default();
                digits(&String::from_utf8_lossy(&words)).contains(tail)
            };
            let hits: Vec<u64> = rows
                .iter()
                .filter(|(seq, sealed)| names_her(*seq, sealed))
                .map(|(seq, _)| *seq)
                .collect();
            if !hits.is_empty() {
                self.wipe(|transaction| empty_messages(transaction, shop, &hits))?;
                report.messages += hits.len() as u64;
            }
        }
    }

    /// Empties what is hers.
    pub(super) fn sweep(
        &self,
        shop: ShopId,
        customer: CustomerId,
        now: Timestamp,
        report: &mut ErasureReport,
    ) -> Result<(), StoreError> {
        self.sweep_media(shop, customer, now, report)?;
        let whose = params![shop.get(), customer.get(), SLICE];
        loop {
            let rows: Vec<(u64, String)> = self.read(|connection| {
                Ok(connection
                    .prepare_cached(
                        "SELECT seq, native_id FROM inbox
                         WHERE shop = ?1 AND customer = ?2 AND content IS NOT NULL LIMIT ?3",
                    )?
                    .query_map(whose, |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<Result<_, _>>()?)
            })?;
            if rows.is_empty() {
                break;
            }
            let seqs: Vec<u64> = rows.iter().map(|(seq, _)| *seq).collect();
            self.wipe(|transaction| {
                for message in at_provider(&rows) {
                    provider::owe(transaction, shop, message, None, now)?;
                }
                empty_messages(transaction, shop, &seqs)
            })?;
            report.messages += rows.len() as u64;
            report.at_provider += at_provider(&rows).count() as u64;
        }
        while self.sweep_replies(shop, customer, now, report)? {}
        report.notes += self.wipe(|transaction| {
            Ok(transaction.execute(
                "DELETE FROM order_notes WHERE shop = ?1 AND number IN (
                     SELECT number FROM orders WHERE shop = ?1 AND customer = ?2)",
                params![shop.get(), customer.get()],
            )? as u64)
        })?;
        Ok(())
    }

    /// One slice of replies to her; whether there may be more.
    fn sweep_replies(
        &self,
        shop: ShopId,
        customer: CustomerId,
        now: Timestamp,
        report: &mut ErasureReport,
    ) -> Result<bool, StoreError> {
        let rows: Vec<(i64, Option<String>)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT id, provider_id FROM outbox
                     WHERE shop = ?1 AND customer = ?2 AND body IS NOT NULL LIMIT ?3",
                )?
                .query_map(params![shop.get(), customer.get(), SLICE], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect::<Result<_, _>>()?)
        })?;
        if rows.is_empty() {
            return Ok(false);
        }
        let mut at_provider = 0;
        self.wipe(|transaction| {
            let mut before = None;
            for (id, message) in &rows {
                // Replies that left as one message share its id.
                if let Some(message) = message.as_ref().filter(|id| before != Some(*id)) {
                    provider::owe(transaction, shop, message, None, now)?;
                    at_provider += 1;
                }
                before = message.as_ref();
                empty_reply(transaction, shop, *id)?;
            }
            Ok(())
        })?;
        report.replies += rows.len() as u64;
        report.at_provider += at_provider;
        Ok(true)
    }

    fn sweep_media(
        &self,
        shop: ShopId,
        customer: CustomerId,
        now: Timestamp,
        report: &mut ErasureReport,
    ) -> Result<(), StoreError> {
        loop {
            let rows = self.read(|connection| {
                media_rows(
                    connection,
                    "SELECT id, message, idx, source FROM media
                     WHERE shop = ?1 AND customer = ?2 LIMIT ?3",
                    params![shop.get(), customer.get(), SLICE],
                )
            })?;
            if rows.is_empty() {
                return Ok(());
            }
            report.files += rows.len() as u64;
            report.at_provider += self.drop_media(shop, &rows, now)?;
        }
    }

    /// Deletes media here and owes their deletion at the provider; how many of those.
    pub(crate) fn drop_media(
        &self,
        shop: ShopId,
        rows: &[MediaRow],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        // An address that does not open says nothing of the others.
        let sources: Vec<String> = rows
            .iter()
            .filter_map(|row| media::source(self, shop, row.message, row.index, &row.source).ok())
            .collect();
        let mut owed = 0;
        self.wipe(|transaction| {
            for source in &sources {
                if let Some((message, medium)) = provider::ids_in(source) {
                    provider::owe(transaction, shop, message, Some(medium), now)?;
                    owed += 1;
                }
            }
            for row in rows {
                transaction
                    .prepare_cached("DELETE FROM media WHERE id = ?1")?
                    .execute([row.id])?;
            }
            Ok(())
        })?;
        Ok(owed)
    }
}

/// One medium, its address still sealed.
#[derive(Debug)]
pub(crate) struct MediaRow {
    pub(crate) id: i64,
    pub(crate) message: CommandId,
    pub(crate) index: u32,
    pub(crate) source: Vec<u8>,
}

/// Reads the columns id, message, idx, source.
pub(crate) fn media_rows(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<MediaRow>, StoreError> {
    Ok(connection
        .prepare_cached(sql)?
        .query_map(values, |row| {
            Ok(MediaRow {
                id: row.get(0)?,
                message: command_at(row, 1)?,
                index: row.get(2)?,
                source: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}

/// Empties the words of these messages.
pub(crate) fn empty_messages(
    transaction: &Transaction<'_>,
    shop: ShopId,
    seqs: &[u64],
) -> Result<(), StoreError> {
    let mut statement = transaction
        .prepare_cached("UPDATE inbox SET content = NULL WHERE shop = ?1 AND seq = ?2")?;
    for seq in seqs {
        statement.execute(params![shop.get(), seq])?;
    }
    Ok(())
}

/// Empties the words of a reply; what was still to be sent never is.
pub(crate) fn empty_reply(
    transaction: &Transaction<'_>,
    shop: ShopId,
    id: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE outbox SET body = NULL, provider_id = NULL,
                 reason = CASE WHEN state <= 3 OR state = 8 THEN 'erased' ELSE reason END,
                 state = CASE WHEN state <= 3 OR state = 8 THEN ?3 ELSE state END
             WHERE shop = ?1 AND id = ?2",
        )?
        .execute(params![shop.get(), id, OutboxState::Withheld.code()])?;
    Ok(())
}

/// The provider's ids of messages: what the team typed for her never was at the provider.
fn at_provider(rows: &[(u64, String)]) -> impl Iterator<Item = &String> {
    rows.iter().map(|(_, id)| id).filter(|id| !id.is_empty())
}

/// The next messages of everybody else, with their sealed words, save those that something refers to.
fn others_words(
    connection: &Connection,
    shop: ShopId,
    customer: CustomerId,
    after: u64,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT seq, content FROM inbox
             WHERE shop = ?1 AND seq > ?3 AND customer <> ?2 AND content IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM message_refs
                   WHERE message_refs.shop = ?1 AND message_refs.message = inbox.command)
             ORDER BY seq LIMIT ?4",
        )?
        .query_map(
            params![shop.get(), customer.get(), after, 10 * SLICE],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .collect::<Result<_, _>>()?)
}
