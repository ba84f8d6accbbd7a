//! Typed rows of the read models, for the console, exports and the audit.

mod customers;
mod figures;
mod heard;
mod listed;
mod messages;
mod people;
mod stock;
mod usage;

pub use customers::{CustomerRow, HeardRow, ToldRow};
pub use figures::{OrderSum, StockRow, UnservedRow};
pub use messages::{ReceivedRow, ReplyRow};
pub use people::{LiveRow, NoteRow, PersonRow, ProofRow, ProofState};
pub use usage::Usage;

use crate::error::StoreError;
use crate::journal::{bound, entry};
use crate::store::Store;
use crate::words::{command_at, from_json, from_word, status_of};
use rusqlite::{Connection, Row, params};
use snapsell_core::{
    Code, CommandId, CustomerId, EndReason, Entry, HoldId, HoldState, ItemId, ItemKind, Label,
    LiveId, Money, Named, Order, OrderLine, OrderNumber, Origin, ShopId, Size, Slots, Span,
    Timestamp, Version,
};

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Its id.
    pub item: ItemId,
    /// Its code.
    pub code: Code,
    /// How people call it.
    pub named: Named,
    /// Improvised or prepared.
    pub kind: ItemKind,
    /// Price of one unit.
    pub price: Money,
    /// All units ever, less those removed.
    pub stock: u32,
    /// The newest live when it was offered.
    pub live: Option<LiveId>,
    /// A customer brought it to life; the team should look.
    pub to_check: bool,
    /// Nobody can have it any more.
    pub withdrawn: bool,
    /// The message with its photo.
    pub photo: Option<CommandId>,
    /// When it was offered.
    pub offered_at: Timestamp,
}

/// A hold that is alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// Its id.
    pub hold: HoldId,
    /// Of what.
    pub item: ItemId,
    /// For whom.
    pub customer: CustomerId,
    /// Which units.
    pub slots: Slots,
    /// Price of one unit.
    pub price: Money,
    /// Since when.
    pub since: Timestamp,
    /// Running, paused or locked.
    pub state: HoldState,
    /// How it came about.
    pub origin: Origin,
}

/// A hold that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedHoldRow {
    /// Its id.
    pub hold: HoldId,
    /// Of what.
    pub item: ItemId,
    /// For whom.
    pub customer: CustomerId,
    /// Which units it had last.
    pub slots: Slots,
    /// Price of one unit.
    pub price: Money,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub ended_at: Timestamp,
    /// Why; `None` when it became a line of an order.
    pub reason: Option<EndReason>,
    /// How it came about.
    pub origin: Origin,
}

/// A place in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// For what.
    pub item: ItemId,
    /// Who.
    pub customer: CustomerId,
    /// Ascending in the order of arrival.
    pub place: i64,
    /// Units.
    pub quantity: u32,
    /// Since when.
    pub since: Timestamp,
}

/// An order and when its status last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// When its status last changed.
    pub moved_at: Timestamp,
}

/// A unit that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnitRow {
    /// The item.
    pub(crate) item: ItemId,
    /// The unit's number.
    pub(crate) slot: u16,
    /// Whether an order has it; a hold does otherwise.
    pub(crate) sold: bool,
}

impl Store {
    /// All items of a shop, by id.
    ///
    /// # Errors
    /// The store's own.
    pub fn items(&self, shop: ShopId) -> Result<Vec<ItemRow>, StoreError> {
        self.read(|connection| items(connection, shop))
    }

    /// The holds of a shop that are alive, by id.
    ///
    /// # Errors
    /// The store's own.
    pub fn holds(&self, shop: ShopId) -> Result<Vec<HoldRow>, StoreError> {
        self.read(|connection| holds(connection, shop))
    }

    /// At most `most` holds of a shop that are over, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn ended_holds(&self, shop: ShopId, most: usize) -> Result<Vec<EndedHoldRow>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT hold, item, customer, slots, price, since, ended_at, reason, origin
                     FROM holds_ended WHERE shop = ?1 ORDER BY hold DESC LIMIT ?2",
                )?
                .query_and_then(params![shop.get(), bound(most)], ended)?
                .collect()
        })
    }

    /// Who waits for what in a shop: by item, next first.
    ///
    /// # Errors
    /// The store's own.
    pub fn places(&self, shop: ShopId) -> Result<Vec<PlaceRow>, StoreError> {
        self.read(|connection| places(connection, shop))
    }

    /// All orders of a shop, by number.
    ///
    /// # Errors
    /// The store's own.
    pub fn orders(&self, shop: ShopId) -> Result<Vec<OrderRow>, StoreError> {
        self.read(|connection| orders(connection, shop))
    }

    /// At most `most` entries of a shop's journal after `version`: its events.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one cannot be read.
    pub fn events(
        &self,
        shop: ShopId,
        version: Version,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT version, at, command, format, changes FROM journal
                     WHERE shop = ?1 AND version > ?2 ORDER BY version LIMIT ?3",
                )?
                .query_and_then(params![shop.get(), version.get(), bound(most)], |row| {
                    entry(shop, row)
                })?
                .collect()
        })
    }
}

pub(crate) fn items(connection: &Connection, shop: ShopId) -> Result<Vec<ItemRow>, StoreError> {
    connection
        .prepare_cached(
            "SELECT item, code, label, size, kind, price, stock, live, to_check, withdrawn, photo,
                    offered_at FROM items WHERE shop = ?1 ORDER BY item",
        )?
        .query_and_then([shop.get()], item)?
        .collect()
}

/// The columns of an item, in the order of [`items`].
fn item(row: &Row<'_>) -> Result<ItemRow, StoreError> {
    let photo: Option<[u8; 16]> = row.get(10)?;
    Ok(ItemRow {
        item: ItemId::new(row.get(0)?),
        code: from_word(row.get(1)?)?,
        named: named(row.get(2)?, row.get(3)?)?,
        kind: from_word(row.get(4)?)?,
        price: Money::from_minor(row.get(5)?),
        stock: row.get(6)?,
        live: row.get::<_, Option<u32>>(7)?.map(LiveId::new),
        to_check: row.get(8)?,
        withdrawn: row.get(9)?,
        photo: photo.map(|bytes| CommandId::new(u128::from_be_bytes(bytes))),
        offered_at: Timestamp::from_millis(row.get(11)?),
    })
}

pub(crate) fn holds(connection: &Connection, shop: ShopId) -> Result<Vec<HoldRow>, StoreError> {
    connection
        .prepare_cached(
            "SELECT hold, item, customer, slots, price, since, origin, state, until, remaining
             FROM holds WHERE shop = ?1 ORDER BY hold",
        )?
        .query_and_then([shop.get()], |row| {
            Ok(HoldRow {
                hold: HoldId::new(row.get(0)?),
                item: ItemId::new(row.get(1)?),
                customer: CustomerId::new(row.get(2)?),
                slots: slots(row, 3)?,
                price: Money::from_minor(row.get(4)?),
                since: Timestamp::from_millis(row.get(5)?),
                origin: from_word(row.get(6)?)?,
                state: hold_state(row)?,
            })
        })?
        .collect()
}

fn hold_state(row: &Row<'_>) -> Result<HoldState, StoreError> {
    let until: Option<i64> = row.get(8)?;
    let until = Timestamp::from_millis(until.unwrap_or_default());
    match row.get_ref(7)?.as_str() {
        Ok("soft") => Ok(HoldState::Soft { until }),
        Ok("locked") => Ok(HoldState::Locked { until }),
        Ok("proof_pending") => Ok(HoldState::ProofPending {
            remaining: Span::from_millis(row.get(9)?),
        }),
        _ => Err(StoreError::corrupt("a hold has an unknown state")),
    }
}

fn ended(row: &Row<'_>) -> Result<EndedHoldRow, StoreError> {
    let reason: String = row.get(7)?;
    Ok(EndedHoldRow {
        hold: HoldId::new(row.get(0)?),
        item: ItemId::new(row.get(1)?),
        customer: CustomerId::new(row.get(2)?),
        slots: slots(row, 3)?,
        price: Money::from_minor(row.get(4)?),
        since: Timestamp::from_millis(row.get(5)?),
        ended_at: Timestamp::from_millis(row.get(6)?),
        reason: (reason != "ordered")
            .then(|| from_word(reason))
            .transpose()?,
        origin: from_word(row.get(8)?)?,
    })
}

pub(crate) fn places(connection: &Connection, shop: ShopId) -> Result<Vec<PlaceRow>, StoreError> {
    connection
        .prepare_cached(
            "SELECT item, customer, place, quantity, since FROM queue
             WHERE shop = ?1 ORDER BY item, place",
        )?
        .query_and_then([shop.get()], |row| {
            Ok(PlaceRow {
                item: ItemId::new(row.get(0)?),
                customer: CustomerId::new(row.get(1)?),
                place: row.get(2)?,
                quantity: row.get(3)?,
                since: Timestamp::from_millis(row.get(4)?),
            })
        })?
        .collect()
}

pub(crate) fn orders(connection: &Connection, shop: ShopId) -> Result<Vec<OrderRow>, StoreError> {
    let mut rows: Vec<OrderRow> = connection
        .prepare_cached(
            "SELECT number, customer, live, fee, status, reason, payment, deposit, address,
                    placed_at, moved_at FROM orders WHERE shop = ?1 ORDER BY number",
        )?
        .query_and_then([shop.get()], order)?
        .collect::<Result<_, _>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT number, item, label, size, slots, price FROM order_lines
         WHERE shop = ?1 ORDER BY number, line",
    )?;
    let mut lines = statement.query([shop.get()])?;
    while let Some(row) = lines.next()? {
        let number = OrderNumber::new(row.get(0)?);
        let index = rows
            .binary_search_by_key(&number, |row| row.order.number)
            .map_err(|_| StoreError::corrupt_in(shop, None, "a line belongs to no order"))?;
        rows[index].order.lines.push(OrderLine {
            item: ItemId::new(row.get(1)?),
            named: named(row.get(2)?, row.get(3)?)?,
            slots: slots(row, 4)?,
            price: Money::from_minor(row.get(5)?),
        });
    }
    Ok(rows)
}

fn order(row: &Row<'_>) -> Result<OrderRow, StoreError> {
    Ok(OrderRow {
        order: Order {
            number: OrderNumber::new(row.get(0)?),
            customer: CustomerId::new(row.get(1)?),
            live: LiveId::new(row.get(2)?),
            lines: Vec::new(),
            fee: Money::from_minor(row.get(3)?),
            status: status_of(row.get(4)?, row.get(5)?)?,
            payment: from_word(row.get(6)?)?,
            deposit: Money::from_minor(row.get(7)?),
            address: command_at(row, 8)?,
            placed_at: Timestamp::from_millis(row.get(9)?),
        },
        moved_at: Timestamp::from_millis(row.get(10)?),
    })
}

pub(crate) fn units(connection: &Connection, shop: ShopId) -> Result<Vec<UnitRow>, StoreError> {
    connection
        .prepare_cached("SELECT item, slot, sold FROM units WHERE shop = ?1 ORDER BY item, slot")?
        .query_and_then([shop.get()], |row| {
            Ok(UnitRow {
                item: ItemId::new(row.get(0)?),
                slot: row.get(1)?,
                sold: row.get(2)?,
            })
        })?
        .collect()
}

fn named(label: String, size: String) -> Result<Named, StoreError> {
    let bad = StoreError::corrupt("an item has no proper name");
    let size = if size.is_empty() {
        Some(Size::ONE)
    } else {
        Size::new(&size)
    };
    match (Label::new(&label), size) {
        (Some(label), Some(size)) => Ok(Named { label, size }),
        _ => Err(bad),
    }
}

fn slots(row: &Row<'_>, column: usize) -> Result<Slots, StoreError> {
    from_json(&row.get::<_, String>(column)?)
}
