//! The seller's orders: those under way, some at a time, and one with all that is in it.

use super::Ruling;
use crate::change::Change;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, OrderNumber};
use crate::limits::LIST_LINES_MAX;
use crate::money::Money;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::reply::{Class, Line, ListLine, Say};
use alloc::vec::Vec;

/// LISTE, from an order on: linear in the orders kept in memory, of which `CLOSED_ORDERS_MAX` at most are closed. What
/// there is to prepare, and how many messages wait to be read; behind the last order is the last.
pub(super) fn list(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    from: OrderNumber,
) -> Ruling {
    let Some(seller) = seller else { return Ok(()) };
    let open = || draft.orders().filter(|order| !order.status.is_closed());
    let all = open().count();
    let before = open().take_while(|order| order.number < from).count();
    let before = before.min(all.saturating_sub(1));
    let page = open().skip(before).take(LIST_LINES_MAX);
    let orders: Vec<ListLine> = page.map(listed).collect();
    let more = count(all - before - orders.len());
    let total = open().fold(Money::ZERO, |sum, order| sum.plus(order.total()));
    let to_read = draft.desk().to_read;
    if to_read > 0 {
        draft.emit(Change::NotesRead);
    }
    let say = if before == 0 {
        Say::List {
            orders,
            more,
            total,
            to_read,
        }
    } else {
        let page = count(before / LIST_LINES_MAX + 1);
        Say::ListPage { page, orders, more }
    };
    draft.tell(seller, Class::Answer, say);
    Ok(())
}

fn count(orders: usize) -> u32 {
    u32::try_from(orders).unwrap_or(u32::MAX)
}

fn listed(order: &Order) -> ListLine {
    let items = order.lines.iter();
    ListLine {
        order: order.number,
        customer: order.customer,
        status: order.status,
        payment: order.payment,
        items: items.map(|line| (line.named, line.slots.len())).collect(),
        total: order.total(),
        left: order.left_to_pay(),
    }
}

/// VF-0012.
pub(super) fn order(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    number: OrderNumber,
) -> Ruling {
    let row = draft.order(number).ok_or(Refusal::UnknownOrder)?;
    let lines = row.lines.iter().map(|line| Line {
        item: line.named,
        quantity: line.slots.len(),
        price: line.price,
    });
    let say = Say::Order {
        order: listed(row),
        lines: lines.collect(),
        fee: row.fee,
        address: row.address,
    };
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, say);
    }
    Ok(())
}
