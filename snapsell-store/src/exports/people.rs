//! Typed rows of what is known of people, lives, proofs and messages to read.

use crate::error::StoreError;
use crate::journal::bound;
use crate::store::Store;
use crate::words::{command_at, from_word};
use rusqlite::{Row, params};
use snapsell_core::{
    CommandId, CustomerId, Lang, LiveId, OrderNumber, Payment, ShopId, Timestamp, Unclear, Version,
};

/// What a shop knows of a person, without knowing who she is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Her number.
    pub customer: CustomerId,
    /// Her language, when she chose one.
    pub lang: Option<Lang>,
    /// The message with her address.
    pub address: Option<CommandId>,
    /// STOP.
    pub opted_out: bool,
    /// Blocked by the shop.
    pub blocked: bool,
    /// The provider cannot reach her.
    pub unreachable: bool,
    /// What her basket has paid ahead.
    pub payment: Payment,
}

/// A live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveRow {
    /// Its number.
    pub live: LiveId,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it took no more claims.
    pub closing_at: Option<Timestamp>,
    /// When it was over.
    pub closed_at: Option<Timestamp>,
}

/// A proof of payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRow {
    /// Whose.
    pub customer: CustomerId,
    /// The message that holds it.
    pub message: CommandId,
    /// The order it belongs to; her basket when there is none.
    pub order: Option<OrderNumber>,
    /// When it came.
    pub at: Timestamp,
    /// What became of it.
    pub state: ProofState,
}

/// What became of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofState {
    /// It waits for review.
    Pending,
    /// The team found it good.
    Approved,
    /// The team did not.
    Refused,
    /// Nobody needs to judge it any more.
    Settled,
}

/// A message that was not understood and that the seller has not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// The entry that noted it; its message is the one to read.
    pub version: Version,
    /// Whose.
    pub customer: CustomerId,
    /// What it was.
    pub what: Unclear,
}

impl Store {
    /// What a shop knows of everybody of whom it knows anything, by number.
    ///
    /// # Errors
    /// The store's own.
    pub fn people(&self, shop: ShopId) -> Result<Vec<PersonRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT customer, lang, address, opted_out, blocked, unreachable, payment
                     FROM customers WHERE shop = ?1 ORDER BY customer",
                )?
                .query_and_then([shop.get()], |row| {
                    let lang: Option<String> = row.get(1)?;
                    let address: Option<[u8; 16]> = row.get(2)?;
                    Ok(PersonRow {
                        customer: CustomerId::new(row.get(0)?),
                        lang: lang.map(from_word).transpose()?,
                        address: address.map(|bytes| CommandId::new(u128::from_be_bytes(bytes))),
                        opted_out: row.get(3)?,
                        blocked: row.get(4)?,
                        unreachable: row.get(5)?,
                        payment: from_word(row.get(6)?)?,
                    })
                })?
                .collect()
        })
    }

    /// The lives of a shop, in order.
    ///
    /// # Errors
    /// The store's own.
    pub fn lives(&self, shop: ShopId) -> Result<Vec<LiveRow>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT live, opened_at, closing_at, closed_at FROM lives
                     WHERE shop = ?1 ORDER BY live",
                )?
                .query_map([shop.get()], live)?
                .collect::<Result<_, _>>()?)
        })
    }

    /// At most `most` proofs of a shop, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn proofs(&self, shop: ShopId, most: usize) -> Result<Vec<ProofRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT customer, message, order_no, at, state FROM proofs
                     WHERE shop = ?1 ORDER BY seq DESC LIMIT ?2",
                )?
                .query_and_then(params![shop.get(), bound(most)], |row| {
                    Ok(ProofRow {
                        customer: CustomerId::new(row.get(0)?),
                        message: command_at(row, 1)?,
                        order: row.get::<_, Option<u32>>(2)?.map(OrderNumber::new),
                        at: Timestamp::from_millis(row.get(3)?),
                        state: from_word(row.get(4)?)?,
                    })
                })?
                .collect()
        })
    }

    /// The messages of a shop that were not understood, since the seller last read them.
    ///
    /// # Errors
    /// The store's own.
    pub fn notes(&self, shop: ShopId) -> Result<Vec<NoteRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT seq / 65536, customer, what FROM notes WHERE shop = ?1 ORDER BY seq",
                )?
                .query_and_then([shop.get()], |row| {
                    Ok(NoteRow {
                        version: Version::new(row.get(0)?),
                        customer: CustomerId::new(row.get(1)?),
                        what: from_word(row.get(2)?)?,
                    })
                })?
                .collect()
        })
    }
}

/// Reads a row of `lives`: its number, opened, closing, closed.
pub(super) fn live(row: &Row<'_>) -> rusqlite::Result<LiveRow> {
    let instant = |millis: Option<i64>| millis.map(Timestamp::from_millis);
    Ok(LiveRow {
        live: LiveId::new(row.get(0)?),
        opened_at: Timestamp::from_millis(row.get(1)?),
        closing_at: instant(row.get(2)?),
        closed_at: instant(row.get(3)?),
    })
}
