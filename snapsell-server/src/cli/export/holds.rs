//! Holds: those that are over, then those that are alive.

use std::collections::BTreeMap;

use serde_json::json;
use snapsell_core::{
    Currency, CustomerId, HoldId, HoldState, ItemId, Money, Origin, Slots, Timestamp,
};
use snapsell_store::{EndedHoldRow, HoldRow};

use super::sheet::{Cell, Sheet};
use super::{Source, Stop, person, word};
use crate::cli::iso::iso;
use crate::cli::shop;

const HEAD: [&str; 11] = [
    "hold",
    "item",
    "customer",
    "phone",
    "quantity",
    "unit price",
    "currency",
    "state",
    "origin",
    "since",
    "until",
];

/// What both kinds of hold have.
struct Row {
    hold: HoldId,
    item: ItemId,
    customer: CustomerId,
    slots: Slots,
    price: Money,
    since: Timestamp,
    /// Nobody knows while a proof is reviewed.
    until: Option<Timestamp>,
    state: String,
    origin: Origin,
}

pub(super) fn write(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), Stop> {
    let (opened, record) = (source.opened, source.record);
    let currency = shop::load(opened, record)?.settings().currency;
    let items = opened.items(record.id)?;
    let names: BTreeMap<ItemId, String> = items
        .into_iter()
        .map(|row| (row.item, row.named.to_string()))
        .collect();
    sheet.head(&HEAD)?;
    let over = opened.ended_holds(record.id, usize::MAX)?;
    let over = over.into_iter().rev().map(ended);
    for row in over.chain(opened.holds(record.id)?.into_iter().map(alive)) {
        let item = names.get(&row.item).cloned().unwrap_or_default();
        let who = person(opened, record.id, row.customer)?;
        one(&row, item, who, currency, sheet)?;
    }
    Ok(())
}

fn one(
    row: &Row,
    item: String,
    (name, phone): (String, String),
    currency: Currency,
    sheet: &mut Sheet<'_>,
) -> std::io::Result<()> {
    if !sheet.is_csv() {
        return sheet.object(&json!({
            "hold": row.hold.get(),
            "item": item,
            "customer": {"id": row.customer.get(), "name": name, "phone": phone},
            "quantity": row.slots.len(),
            "unit_price": row.price.minor(),
            "currency": currency.code(),
            "state": row.state,
            "origin": word(row.origin),
            "since": iso(row.since),
            "until": row.until.map(iso),
        }));
    }
    sheet.row(&[
        Cell::Number(i64::from(row.hold.get())),
        Cell::Text(item),
        Cell::Text(name),
        Cell::Text(phone),
        Cell::Number(i64::from(row.slots.len())),
        Cell::Money(row.price, currency),
        Cell::Text(currency.to_string()),
        Cell::Text(row.state.clone()),
        Cell::Text(word(row.origin)),
        Cell::Time(row.since),
        row.until.map_or(Cell::Empty, Cell::Time),
    ])
}

fn alive(row: HoldRow) -> Row {
    let (state, until) = match row.state {
        HoldState::Soft { until } => ("soft", Some(until)),
        HoldState::Locked { until } => ("locked", Some(until)),
        HoldState::ProofPending { .. } => ("proof_pending", None),
    };
    Row {
        hold: row.hold,
        item: row.item,
        customer: row.customer,
        slots: row.slots,
        price: row.price,
        since: row.since,
        until,
        state: state.to_owned(),
        origin: row.origin,
    }
}

fn ended(row: EndedHoldRow) -> Row {
    Row {
        hold: row.hold,
        item: row.item,
        customer: row.customer,
        slots: row.slots,
        price: row.price,
        since: row.since,
        until: Some(row.ended_at),
        state: row.reason.map_or_else(|| "ordered".to_owned(), word),
        origin: row.origin,
    }
}
