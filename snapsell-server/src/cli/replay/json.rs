//! A past as JSON: amounts in the currency's smallest unit, instants in UTC.

use serde::Serialize;
use serde_json::{Value, json};
use snapsell_core::{Customer, CustomerId, Hold, HoldState, Item, LiveState, Order};
use snapsell_store::{OutboxState, StoreError};

use super::past::Past;
use super::said;
use crate::cli::iso::iso;

pub(super) fn of(past: &Past<'_>) -> Result<Value, StoreError> {
    let items: Result<Vec<Value>, StoreError> = past.items().map(|one| item(past, one)).collect();
    let (orders, _) = past.orders();
    let orders: Result<Vec<Value>, StoreError> =
        orders.into_iter().map(|one| order(past, one)).collect();
    let customer = past.only.customer.map(|who| customer(past, who));
    Ok(json!({
        "shop": past.source.record.slug,
        "at": iso(past.at),
        "version": past.shop.version().get(),
        "currency": past.source.currency.code(),
        "live": live(past),
        "items": items?,
        "orders": orders?,
        "customer": customer.transpose()?,
    }))
}

fn live(past: &Past<'_>) -> Value {
    match (past.shop.live(), past.live) {
        (Some(live), _) => json!({
            "live": live.id.get(),
            "state": match live.state {
                LiveState::Open => "open",
                LiveState::Closing => "closing",
            },
            "opened_at": iso(live.opened_at),
            "orders": live.orders,
            "total": live.total.minor(),
        }),
        (None, Some(last)) => json!({
            "live": last.live.get(),
            "state": "closed",
            "opened_at": iso(last.opened_at),
            "closed_at": last.closed_at.map(iso),
        }),
        (None, None) => Value::Null,
    }
}

fn item(past: &Past<'_>, item: &Item) -> Result<Value, StoreError> {
    let mut holders = Vec::new();
    for one in past.holders(item) {
        let mut value = hold(one);
        value["name"] = past.source.person(one.customer)?.into();
        holders.push(value);
    }
    let mut queue = Vec::new();
    for place in past.shop.queue(item.id) {
        queue.push(json!({
            "place": queue.len() + 1,
            "customer": place.customer.get(),
            "name": past.source.person(place.customer)?,
            "quantity": place.quantity,
            "since": iso(place.since),
        }));
    }
    Ok(json!({
        "code": item.code.to_string(),
        "item": item.named.to_string(),
        "price": item.price.minor(),
        "stock": item.stock(),
        "free": item.free(),
        "sold": item.sold(),
        "withdrawn": item.withdrawn,
        "to_check": item.to_check,
        "holders": holders,
        "queue": queue,
    }))
}

fn hold(hold: &Hold) -> Value {
    let (state, remaining) = match hold.state {
        HoldState::Soft { .. } => ("soft", None),
        HoldState::Locked { .. } => ("locked", None),
        HoldState::ProofPending { remaining } => ("proof_pending", Some(remaining.secs())),
    };
    json!({
        "customer": hold.customer.get(),
        "quantity": hold.slots.len(),
        "price": hold.price.minor(),
        "since": iso(hold.since),
        "state": state,
        "until": hold.state.until().map(iso),
        "remaining_seconds": remaining,
        "origin": plain_word(hold.origin),
    })
}

fn order(past: &Past<'_>, order: &Order) -> Result<Value, StoreError> {
    let lines = order.lines.iter().map(|line| {
        json!({
            "item": line.named.to_string(),
            "quantity": line.slots.len(),
            "unit_price": line.price.minor(),
        })
    });
    Ok(json!({
        "order": order.number.to_string(),
        "customer": order.customer.get(),
        "name": past.source.person(order.customer)?,
        "status": plain_word(order.status),
        "payment": plain_word(order.payment),
        "lines": lines.collect::<Vec<_>>(),
        "delivery_fee": order.fee.minor(),
        "total": order.total().minor(),
        "deposit": order.deposit.minor(),
        "placed_at": iso(order.placed_at),
    }))
}

fn customer(past: &Past<'_>, who: CustomerId) -> Result<Value, StoreError> {
    let nobody = Customer::default();
    let row = past.shop.customer(who).unwrap_or(&nobody);
    let (said, cut) = said::with(past, who)?;
    let said = said.iter().map(|line| {
        json!({
            "at": iso(line.at),
            "from": match line.state {
                None => "customer",
                Some(_) => "shop",
            },
            "state_now": line.state.map(OutboxState::word),
            "text": line.words,
        })
    });
    Ok(json!({
        "customer": who.get(),
        "name": past.source.person(who)?,
        "opted_out": row.opted_out,
        "blocked": row.blocked,
        "unreachable": row.unreachable,
        "has_address": row.address.is_some(),
        "said": said.collect::<Vec<_>>(),
        "earlier_left_out": cut,
    }))
}

fn plain_word(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}
