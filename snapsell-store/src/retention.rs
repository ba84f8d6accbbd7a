//! How long a shop keeps what: old words and pictures are emptied a few rows at a time, behind everybody's back.

#[cfg(test)]
mod tests;

use crate::erasure::{MediaRow, SLICE, empty_messages, empty_reply, media_rows};
use crate::error::StoreError;
use crate::journal::bound;
use crate::store::Store;
use rusqlite::{OptionalExtension, Transaction, params};
use snapsell_core::{CustomerId, ShopId, Span, Timestamp};

/// Pictures deleted in one transaction: each may be megabytes.
const FILES_AT_A_TIME: usize = 8;
/// A month as this counts it: a twelfth of 365 days and a quarter.
const MONTH: Span = Span::from_secs(2_629_800);

/// What is kept for how many months, each from [`MONTHS_MIN`](Self::MONTHS_MIN) to [`MONTHS_MAX`](Self::MONTHS_MAX).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Words of messages, hers and ours, and notes on orders. The address that she has now stays as long as she does.
    pub messages: u32,
    /// Receipts and other pictures that customers sent. Photos of items stay.
    pub proofs: u32,
    /// A customer who has not written for so long is forgotten whole: number, name, address.
    pub people: u32,
}

impl Retention {
    /// The fewest months.
    pub const MONTHS_MIN: u32 = 1;
    /// The most months: ten years.
    pub const MONTHS_MAX: u32 = 120;

    /// Whether every period is within its bounds.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        [self.messages, self.proofs, self.people]
            .iter()
            .all(|months| (Self::MONTHS_MIN..=Self::MONTHS_MAX).contains(months))
    }

    /// Whoever wrote last before this instant is forgotten.
    #[must_use]
    pub fn people_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.people)
    }
}

impl Default for Retention {
    /// A year for words and receipts, long enough for a dispute about an order; two for who comes back.
    fn default() -> Self {
        Self {
            messages: 12,
            proofs: 12,
            people: 24,
        }
    }
}

fn before(now: Timestamp, months: u32) -> Timestamp {
    now - Span::from_millis(MONTH.millis() * i64::from(months))
}

impl Store {
    /// How long a shop keeps what.
    ///
    /// # Errors
    /// The store's own.
    pub fn retention(&self, shop: ShopId) -> Result<Retention, StoreError> {
        self.read(|connection| {
            let row = connection
                .prepare_cached("SELECT messages, proofs, people FROM retention WHERE shop = ?1")?
                .query_row([shop.get()], |row| {
                    Ok(Retention {
                        messages: row.get(0)?,
                        proofs: row.get(1)?,
                        people: row.get(2)?,
                    })
                })
                .optional()?;
            Ok(row.unwrap_or_default())
        })
    }

    /// Says how long a shop keeps what. What is gone does not come back when a period grows.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for a period out of bounds, or without such a shop.
    pub fn set_retention(&self, shop: ShopId, retention: Retention) -> Result<(), StoreError> {
        if !retention.is_valid() {
            return Err(StoreError::Missing("period of so many months"));
        }
        self.tenant(shop)?;
        self.write(|transaction| write(transaction, shop, retention))
    }

    /// Empties some of what a shop has kept for long enough, in one short transaction; how many rows were looked at or
    /// emptied, 0 when nothing is left to do. People are [`silent_people`](Self::silent_people)'s.
    ///
    /// # Errors
    /// [`StoreError::Key`] when the key of the shop does not open: what nobody can read is not judged.
    pub fn retain(&self, shop: ShopId, now: Timestamp) -> Result<usize, StoreError> {
        self.tenant(shop)?;
        let kept = self.retention(shop)?;
        let (words, files) = (before(now, kept.messages), before(now, kept.proofs));
        for work in [Self::retain_heard, Self::retain_told, Self::retain_referred] {
            let done = work(self, shop, kept, words)?;
            if done > 0 {
                return Ok(done);
            }
        }
        let notes = self.retain_notes(shop, words)?;
        if notes > 0 {
            return Ok(notes);
        }
        let old = self.old_media(shop, files)?;
        self.drop_media(shop, &old, now)?;
        Ok(old.len())
    }

    /// At most `most` people after number `after` who have not written since `before`, by number.
    ///
    /// # Errors
    /// The store's own.
    pub fn silent_people(
        &self,
        shop: ShopId,
        before: Timestamp,
        after: CustomerId,
        most: usize,
    ) -> Result<Vec<CustomerId>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT customer FROM contacts WHERE shop = ?1 AND customer > ?3
                         AND coalesce(last_inbound, since) < ?2 ORDER BY customer LIMIT ?4",
                )?
                .query_map(
                    params![shop.get(), before.millis(), after.get(), bound(most)],
                    |row| row.get(0).map(CustomerId::new),
                )?
                .collect::<Result<_, _>>()?)
        })
    }

    /// The next messages in the order they came, up to the first that is young enough.
    fn retain_heard(
        &self,
        shop: ShopId,
        kept: Retention,
        before: Timestamp,
    ) -> Result<usize, StoreError> {
        let rows: Vec<(u64, i64, bool)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT seq, at, content IS NOT NULL AND NOT EXISTS (
                         SELECT 1 FROM message_refs r WHERE r.shop = ?1 AND r.message = inbox.command)
                     FROM inbox WHERE shop = ?1
                       AND seq > coalesce((SELECT heard_to FROM retention WHERE shop = ?1), 0)
                     ORDER BY seq LIMIT ?2",
                )?
                .query_map(params![shop.get(), SLICE], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect::<Result<_, _>>()?)
        })?;
        let old = rows.iter().take_while(|row| row.1 < before.millis());
        let old: Vec<_> = old.collect();
        let Some(&&(last, ..)) = old.last() else {
            return Ok(0);
        };
        let plain: Vec<u64> = old.iter().filter(|row| row.2).map(|row| row.0).collect();
        self.wipe(|transaction| {
            empty_messages(transaction, shop, &plain)?;
            write(transaction, shop, kept)?;
            transaction.execute(
                "UPDATE retention SET heard_to = ?2 WHERE shop = ?1",
                params![shop.get(), last],
            )?;
            Ok(())
        })?;
        Ok(old.len())
    }

    /// The next replies in their order, up to the first that is young enough.
    fn retain_told(
        &self,
        shop: ShopId,
        kept: Retention,
        before: Timestamp,
    ) -> Result<usize, StoreError> {
        let rows: Vec<(i64, i64)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT id, at FROM outbox WHERE shop = ?1
                       AND id > coalesce((SELECT told_to FROM retention WHERE shop = ?1), 0)
                     ORDER BY id LIMIT ?2",
                )?
                .query_map(params![shop.get(), SLICE], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect::<Result<_, _>>()?)
        })?;
        let old: Vec<i64> = rows
            .iter()
            .take_while(|row| row.1 < before.millis())
            .map(|row| row.0)
            .collect();
        let Some(&last) = old.last() else {
            return Ok(0);
        };
        self.wipe(|transaction| {
            for &id in &old {
                empty_reply(transaction, shop, id)?;
            }
            write(transaction, shop, kept)?;
            transaction.execute(
                "UPDATE retention SET told_to = ?2 WHERE shop = ?1",
                params![shop.get(), last],
            )?;
            Ok(())
        })?;
        Ok(old.len())
    }

    /// Addresses and receipts in words that nothing needs any more: not the address that somebody has now, not that of
    /// an order on its way, not a receipt that waits.
    fn retain_referred(
        &self,
        shop: ShopId,
        _: Retention,
        before: Timestamp,
    ) -> Result<usize, StoreError> {
        let seqs: Vec<u64> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT i.seq FROM message_refs r JOIN inbox i ON i.shop = r.shop AND i.seq = r.seq
                     WHERE r.shop = ?1 AND i.at < ?2 AND i.content IS NOT NULL
                       AND r.message NOT IN (SELECT address FROM customers
                           WHERE shop = ?1 AND address IS NOT NULL)
                       AND r.message NOT IN (SELECT address FROM orders
                           WHERE shop = ?1 AND status NOT IN ('delivered', 'cancelled'))
                       AND r.message NOT IN (SELECT message FROM proofs
                           WHERE shop = ?1 AND state = 'pending')
                     LIMIT ?3",
                )?
                .query_map(params![shop.get(), before.millis(), SLICE], |row| row.get(0))?
                .collect::<Result<_, _>>()?)
        })?;
        if !seqs.is_empty() {
            self.wipe(|transaction| empty_messages(transaction, shop, &seqs))?;
        }
        Ok(seqs.len())
    }

    fn retain_notes(&self, shop: ShopId, before: Timestamp) -> Result<usize, StoreError> {
        let old = params![shop.get(), before.millis()];
        let any = "SELECT 1 FROM order_notes WHERE shop = ?1 AND at < ?2 LIMIT 1";
        if !self.read(|connection| Ok(connection.prepare_cached(any)?.exists(old)?))? {
            return Ok(0);
        }
        self.wipe(|transaction| {
            let sql = "DELETE FROM order_notes WHERE shop = ?1 AND at < ?2";
            Ok(transaction.execute(sql, old)?)
        })
    }

    /// Pictures that are neither an item's photo nor a receipt that waits.
    fn old_media(&self, shop: ShopId, before: Timestamp) -> Result<Vec<MediaRow>, StoreError> {
        self.read(|connection| {
            media_rows(
                connection,
                "SELECT id, message, idx, source FROM media
                 WHERE shop = ?1 AND at < ?2
                   AND message NOT IN (SELECT photo FROM items WHERE shop = ?1 AND photo IS NOT NULL)
                   AND message NOT IN (SELECT message FROM proofs WHERE shop = ?1 AND state = 'pending')
                 LIMIT ?3",
                params![shop.get(), before.millis(), FILES_AT_A_TIME],
            )
        })
    }
}

fn write(
    transaction: &Transaction<'_>,
    shop: ShopId,
    retention: Retention,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO retention (shop, messages, proofs, people) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (shop) DO UPDATE SET messages = excluded.messages,
                 proofs = excluded.proofs, people = excluded.people",
        )?
        .execute(params![
            shop.get(),
            retention.messages,
            retention.proofs,
            retention.people
        ])?;
    Ok(())
}
