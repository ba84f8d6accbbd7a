//! Orders: a row a line, what belongs to the whole order on its first line alone, so that a column can be summed.

use serde_json::{Value, json};
use snapsell_core::{Currency, Order, OrderStatus};
use snapsell_store::OrderRow;

use super::sheet::{Cell, Sheet};
use super::{Source, Stop, person, word};
use crate::cli::iso::iso;
use crate::cli::shop;

const HEAD: [&str; 17] = [
    "order",
    "status",
    "reason",
    "customer",
    "phone",
    "address",
    "item",
    "quantity",
    "unit price",
    "amount",
    "delivery fee",
    "total",
    "currency",
    "deposit asked",
    "payment",
    "placed at",
    "moved at",
];

/// An order and the person behind it.
struct Known {
    row: OrderRow,
    name: String,
    phone: String,
    address: String,
}

pub(super) fn write(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), Stop> {
    let (opened, record) = (source.opened, source.record);
    let currency = shop::load(opened, record)?.settings().currency;
    sheet.head(&HEAD)?;
    for row in opened.orders(record.id)? {
        let (name, phone) = person(opened, record.id, row.order.customer)?;
        let address = opened.address_text(record.id, row.order.address)?;
        let known = Known {
            name,
            phone,
            address: address.unwrap_or_default(),
            row,
        };
        match sheet.is_csv() {
            true => rows(&known, currency, sheet)?,
            false => sheet.object(&object(&known, currency))?,
        }
    }
    Ok(())
}

fn rows(known: &Known, currency: Currency, sheet: &mut Sheet<'_>) -> std::io::Result<()> {
    let order = &known.row.order;
    let (status, reason) = status(order);
    for (index, line) in order.lines.iter().enumerate() {
        let once = |cell| if index == 0 { cell } else { Cell::Empty };
        sheet.row(&[
            Cell::Text(order.number.to_string()),
            Cell::Text(status.clone()),
            Cell::Text(reason.clone()),
            Cell::Text(known.name.clone()),
            Cell::Text(known.phone.clone()),
            Cell::Text(known.address.clone()),
            Cell::Text(line.named.to_string()),
            Cell::Number(i64::from(line.slots.len())),
            Cell::Money(line.price, currency),
            Cell::Money(line.amount(), currency),
            once(Cell::Money(order.fee, currency)),
            once(Cell::Money(order.total(), currency)),
            Cell::Text(currency.to_string()),
            once(Cell::Money(order.deposit, currency)),
            Cell::Text(word(order.payment)),
            Cell::Time(order.placed_at),
            Cell::Time(known.row.moved_at),
        ])?;
    }
    Ok(())
}

/// Amounts in the currency's smallest unit.
fn object(known: &Known, currency: Currency) -> Value {
    let order = &known.row.order;
    let (status, reason) = status(order);
    let lines = order.lines.iter().map(|line| {
        json!({
            "item": line.named.to_string(),
            "quantity": line.slots.len(),
            "unit_price": line.price.minor(),
            "amount": line.amount().minor(),
        })
    });
    json!({
        "order": order.number.to_string(),
        "status": status,
        "reason": (!reason.is_empty()).then_some(reason),
        "customer": {
            "id": order.customer.get(),
            "name": known.name,
            "phone": known.phone,
            "address": known.address,
        },
        "lines": lines.collect::<Vec<_>>(),
        "delivery_fee": order.fee.minor(),
        "total": order.total().minor(),
        "currency": currency.code(),
        "deposit": order.deposit.minor(),
        "payment": word(order.payment),
        "placed_at": iso(order.placed_at),
        "moved_at": iso(known.row.moved_at),
    })
}

fn status(order: &Order) -> (String, String) {
    match order.status {
        OrderStatus::Cancelled(reason) => ("cancelled".to_owned(), word(reason)),
        status @ (OrderStatus::New
        | OrderStatus::Confirmed
        | OrderStatus::Preparing
        | OrderStatus::OutForDelivery
        | OrderStatus::Delivered) => (word(status), String::new()),
    }
}
