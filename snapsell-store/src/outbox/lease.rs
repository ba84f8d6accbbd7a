//! Leasing: what may be sent now is marked durably before a request leaves.
//!
//! New replies wait in the order of their shop and are looked at once: each is leased, or put off behind a message of
//! the same person or until its turn. What was put off is looked at again when it is due. So the work of a lease
//! grows with what it hands out, not with what waits.

use super::rows::{self, Stored};
use super::turn::{Turn, Waiting};
use super::{OutboxState, Outgoing, ROWS_PER_MESSAGE_MAX};
use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{CustomerId, ShopId, Span, Timestamp};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// Replies looked at in one go: of one shop, or of all that are due again.
const LOOKED_AT_MAX: usize = 256;
/// Times that one shop's new replies are looked at while all of them stand behind others.
const CHUNKS_MAX: usize = 8;
/// Messages that one shop gets at most before the next shop has its turn.
pub(super) const SHARE_MAX: usize = 32;
/// Shops with new replies that one lease visits; the next one goes on after them.
const SHOPS_MAX: usize = 256;
/// What stands behind another message of its person waits at least so long.
const BEHIND: Span = Span::from_secs(1);

/// What one lease has found so far.
struct Lease<'a> {
    store: &'a Store,
    connection: &'a Connection,
    now: Timestamp,
    until: Timestamp,
    most: usize,
    /// Rows that go as one message.
    marked: Vec<Vec<Stored>>,
}

impl Store {
    /// At most `most` messages to be sent now, for people who have none under way: those that waited for another
    /// attempt first, then new ones, each shop's oldest first and the shops in turn. `turn` is asked for each. They
    /// are marked as being sent, durably, until `lease` has passed; a request that is not finished by then counts as
    /// unknown. What is put off costs no attempt. What a shop has whose key does not open waits.
    ///
    /// # Errors
    /// The store's own; then nothing was marked.
    pub fn lease(
        &self,
        now: Timestamp,
        most: usize,
        lease: Span,
        mut turn: impl FnMut(Waiting) -> Turn,
    ) -> Result<Vec<Outgoing>, StoreError> {
        if most == 0 || !self.read(|connection| anything(connection, now))? {
            return Ok(Vec::new());
        }
        let marked = self.write(|transaction| {
            rows::expire_leases(transaction, now)?;
            let mut lease = Lease {
                store: self,
                connection: transaction,
                now,
                until: now + lease,
                most,
                marked: Vec::new(),
            };
            lease.due_again(&mut turn)?;
            let cursor = &self.inner().lease_after;
            let after = ShopId::new(cursor.load(Ordering::Relaxed));
            let last = lease.fresh(after, &mut turn)?;
            cursor.store(last.get(), Ordering::Relaxed);
            Ok(lease.marked)
        })?;
        marked
            .into_iter()
            .filter_map(|rows| self.opened(&rows, now).transpose())
            .collect()
    }

    /// The message that marked rows make; `None` when one of them does not open, and then the others go alone, soon.
    fn opened(&self, rows: &[Stored], now: Timestamp) -> Result<Option<Outgoing>, StoreError> {
        let attempt = rows.first().map_or(1, |first| first.attempts + 1);
        match rows::outgoing(self, rows, attempt) {
            Ok(message) => Ok(Some(message)),
            Err(StoreError::Missing(_) | StoreError::Key(_) | StoreError::Corrupt { .. }) => self
                .write(|transaction| {
                    for row in rows {
                        let (state, reason) = match (&row.body, rows::open(self, row)) {
                            (None, _) => (OutboxState::Withheld, "erased"),
                            (Some(_), Err(_)) => (OutboxState::Dead, rows::DOES_NOT_OPEN),
                            (Some(_), Ok(_)) => {
                                rows::unmark(transaction, row, now)?;
                                continue;
                            }
                        };
                        rows::give_up(transaction, row, state, reason)?;
                        rows::wake(transaction, row.shop, row.customer, now)?;
                    }
                    Ok(None)
                }),
            Err(error) => Err(error),
        }
    }
}

impl Lease<'_> {
    fn is_full(&self) -> bool {
        self.marked.len() >= self.most
    }

    /// What was put off or is to be tried again, and is due.
    fn due_again(&mut self, turn: &mut impl FnMut(Waiting) -> Turn) -> Result<(), StoreError> {
        let due: Vec<Stored> = self
            .connection
            .prepare_cached(&format!(
                "{} INDEXED BY outbox_clock
                 WHERE state > 0 AND state <= 3 AND state = 1 AND next_at <= ?1
                 ORDER BY next_at, shop, id LIMIT ?2",
                rows::COLUMNS
            ))?
            .query_and_then(
                params![self.now.millis(), crate::journal::bound(LOOKED_AT_MAX)],
                rows::stored,
            )?
            .collect::<Result<_, _>>()?;
        // Until when each person's further rows wait, once one of hers was looked at.
        let mut seen: BTreeMap<(ShopId, CustomerId), Timestamp> = BTreeMap::new();
        for row in due {
            if self.is_full() {
                return Ok(());
            }
            if self.waits_for_its_key(row.shop)? {
                continue;
            }
            let person = (row.shop, row.customer);
            let busy = match seen.get(&person) {
                Some(&until) => Some(until),
                None => self.busy_until(person)?,
            };
            seen.insert(person, busy.unwrap_or(self.until));
            match busy {
                Some(until) => rows::put_off(self.connection, row.shop, row.id, until)?,
                None => {
                    let rows = self.waiting_rows(&row)?;
                    self.take(rows, true, turn)?;
                }
            }
        }
        Ok(())
    }

    /// Whether the key of a shop does not open: then all that waits there is put off at once.
    fn waits_for_its_key(&self, shop: ShopId) -> Result<bool, StoreError> {
        let sealed = self.store.is_sealed(shop)?;
        if sealed {
            rows::put_off_all(self.connection, shop, self.now)?;
        }
        Ok(sealed)
    }

    /// Until when nothing of hers may be tried, except what stands first: a message under way, or one that waits.
    fn busy_until(&self, person: (ShopId, CustomerId)) -> Result<Option<Timestamp>, StoreError> {
        let Some(first) = self.first_of_person(person)? else {
            return Ok(None);
        };
        let waits = first.next_at > self.now || first.under_way;
        Ok(waits.then(|| first.next_at.max(self.now + BEHIND)))
    }

    /// What a person waits for: what is under way, else the first of what was put off.
    fn first_of_person(
        &self,
        (shop, customer): (ShopId, CustomerId),
    ) -> Result<Option<First>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT next_at, state >= 2 FROM outbox INDEXED BY outbox_person
                 WHERE state > 0 AND state <= 3 AND shop = ?1 AND customer = ?2
                 ORDER BY state < 2, id LIMIT 1",
            )?
            .query_row(params![shop.get(), customer.get()], |found| {
                Ok(First {
                    next_at: Timestamp::from_millis(found.get(0)?),
                    under_way: found.get(1)?,
                })
            })
            .optional()?)
    }

    /// The rows of her next message among those that wait: what was tried together goes together again, others of
    /// one class join each other.
    fn waiting_rows(&self, of: &Stored) -> Result<Vec<Stored>, StoreError> {
        let rows = self
            .connection
            .prepare_cached(&format!(
                "{} INDEXED BY outbox_person
                 WHERE state > 0 AND state <= 3 AND state = 1 AND shop = ?1 AND customer = ?2
                 ORDER BY id LIMIT ?3",
                rows::COLUMNS
            ))?
            .query_and_then(
                params![of.shop.get(), of.customer.get(), ROWS_PER_MESSAGE_MAX],
                rows::stored,
            )?
            .collect::<Result<_, _>>()?;
        Ok(together(rows))
    }

    /// New replies of the shops after this one, round and round, each of which gets an equal part of what is left;
    /// returns the last shop that was served.
    fn fresh(
        &mut self,
        after: ShopId,
        turn: &mut impl FnMut(Waiting) -> Turn,
    ) -> Result<ShopId, StoreError> {
        let shops = self.shops_after(after)?;
        let mut last = after;
        for (served, &shop) in shops.iter().enumerate() {
            if self.is_full() {
                break;
            }
            let before = self.marked.len();
            let part = (self.most - before).div_ceil(shops.len() - served);
            let full = before + part.min(SHARE_MAX);
            for _ in 0..CHUNKS_MAX {
                if !self.fresh_of(shop, full, turn)? || self.marked.len() > before {
                    break;
                }
            }
            last = shop;
        }
        Ok(last)
    }

    /// The shops with new replies, from the one after this one round to it.
    fn shops_after(&self, after: ShopId) -> Result<Vec<ShopId>, StoreError> {
        let mut shops = Vec::new();
        let mut last = after;
        let mut wrapped = false;
        while shops.len() < SHOPS_MAX {
            match self.shop_after(last)? {
                Some(shop) if wrapped && shop > after => break,
                Some(shop) => {
                    shops.push(shop);
                    last = shop;
                }
                None if wrapped => break,
                None => (last, wrapped) = (ShopId::new(0), true),
            }
        }
        Ok(shops)
    }

    fn shop_after(&self, shop: ShopId) -> Result<Option<ShopId>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT shop FROM outbox INDEXED BY outbox_fresh WHERE state = 0 AND shop > ?1
                 ORDER BY shop LIMIT 1",
            )?
            .query_row([shop.get()], |row| row.get(0))
            .optional()?
            .map(ShopId::new))
    }

    /// The oldest new replies of one shop, until so many are marked; whether looking at more of them makes sense.
    fn fresh_of(
        &mut self,
        shop: ShopId,
        full: usize,
        turn: &mut impl FnMut(Waiting) -> Turn,
    ) -> Result<bool, StoreError> {
        if self.waits_for_its_key(shop)? {
            return Ok(false);
        }
        let mut order = Vec::new();
        let mut people: BTreeMap<CustomerId, Vec<i64>> = BTreeMap::new();
        let mut looked_at = 0;
        // Most of them are only looked at: what they say is read once they are taken.
        let mut statement = self.connection.prepare_cached(
            "SELECT id, customer FROM outbox INDEXED BY outbox_fresh WHERE state = 0 AND shop = ?1
             ORDER BY id LIMIT ?2",
        )?;
        let mut rows =
            statement.query(params![shop.get(), crate::journal::bound(LOOKED_AT_MAX)])?;
        while let Some(row) = rows.next()? {
            let customer = CustomerId::new(row.get(1)?);
            let hers = people.entry(customer).or_default();
            if hers.is_empty() {
                order.push(customer);
            }
            hers.push(row.get(0)?);
            looked_at += 1;
        }
        let more = looked_at == LOOKED_AT_MAX;
        for customer in order {
            if self.marked.len() >= full {
                return Ok(false);
            }
            let hers = people.remove(&customer).expect("she is in the order once");
            if !self.take_fresh((shop, customer), &hers, turn)? {
                return Ok(false);
            }
        }
        Ok(more)
    }

    /// Takes the first message of what is new for one person; false when her shop must wait.
    fn take_fresh(
        &mut self,
        person: (ShopId, CustomerId),
        hers: &[i64],
        turn: &mut impl FnMut(Waiting) -> Turn,
    ) -> Result<bool, StoreError> {
        let (shop, _) = person;
        if let Some(before) = self.first_of_person(person)? {
            let until = before.next_at.max(self.now + BEHIND);
            for &id in hers {
                rows::put_off(self.connection, shop, id, until)?;
            }
            return Ok(true);
        }
        let rows = hers
            .iter()
            .take(ROWS_PER_MESSAGE_MAX)
            .filter_map(|&id| rows::by_id(self.connection, shop, id).transpose())
            .collect::<Result<_, _>>()?;
        self.take(together(rows), false, turn)
    }

    /// Marks these rows as one message if it is its turn; false when its shop must wait.
    fn take(
        &mut self,
        rows: Vec<Stored>,
        again: bool,
        turn: &mut impl FnMut(Waiting) -> Turn,
    ) -> Result<bool, StoreError> {
        let Some(first) = rows.first() else {
            return Ok(true);
        };
        let waiting = Waiting {
            shop: first.shop,
            customer: first.customer,
            first: first.id,
            class: first.class(),
            again,
        };
        match turn(waiting) {
            Turn::Now => {
                rows::mark(self.connection, &rows, self.until)?;
                self.marked.push(rows);
            }
            Turn::At(at) => {
                for row in &rows {
                    rows::put_off(self.connection, row.shop, row.id, at)?;
                }
            }
            Turn::ShopWaits if again => {
                for row in &rows {
                    rows::put_off(self.connection, row.shop, row.id, self.now + BEHIND)?;
                }
            }
            Turn::ShopWaits => return Ok(false),
        }
        Ok(true)
    }
}

/// The first of what a person waits for.
struct First {
    next_at: Timestamp,
    under_way: bool,
}

/// Whether anything is due: an expired lease, what was put off, or something new.
fn anything(connection: &Connection, now: Timestamp) -> Result<bool, StoreError> {
    let fresh = connection
        .prepare_cached("SELECT 1 FROM outbox INDEXED BY outbox_fresh WHERE state = 0 LIMIT 1")?
        .exists([])?;
    Ok(fresh
        || rows::any_due(connection, OutboxState::Retry, now)?
        || rows::any_due(connection, OutboxState::Sending, now)?)
}

/// As many of these as go in one message, from the first on.
fn together(mut rows: Vec<Stored>) -> Vec<Stored> {
    if let Some(first) = rows.first() {
        let alike = |row: &&Stored| {
            row.class == first.class && row.batch == first.batch && row.attempts == first.attempts
        };
        let count = rows.iter().take_while(alike).count();
        rows.truncate(count.min(ROWS_PER_MESSAGE_MAX));
    }
    rows
}
