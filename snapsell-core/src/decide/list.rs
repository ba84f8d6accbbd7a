//! The seller's orders: those under way in pages, and one with all that is in it.

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
use core::cmp::Ordering;

/// LISTE: linear in the orders kept in memory, of which `CLOSED_ORDERS_MAX` at most are closed. What there is to prepare, and
/// how many messages wait to be read; behind the last page there is none.
pub(super) fn list(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    page: u32,
) -> Ruling {
    let Some(seller) = seller else { return Ok(()) };
    let open = || draft.orders().filter(|order| !order.status.is_closed());
    let pages = open().count().div_ceil(LIST_LINES_MAX).max(1);
    let page = page.clamp(1, u32::try_from(pages).unwrap_or(u32::MAX));
    let before = page as usize - 1;
    let (mut orders, mut more, mut total) = (Vec::new(), 0, Money::ZERO);
    for (at, order) in open().enumerate() {
        total = total.plus(order.total());
        match (at / LIST_LINES_MAX).cmp(&before) {
            Ordering::Less => {}
            Ordering::Equal => orders.push(listed(order)),
            Ordering::Greater => more += 1,
        }
    }
    let to_read = draft.desk().to_read;
    if to_read > 0 {
        draft.emit(Change::NotesRead);
    }
    let say = if page == 1 {
        Say::List {
            orders,
            more,
            total,
            to_read,
        }
    } else {
        Say::ListPage { page, orders, more }
    };
    draft.tell(seller, Class::Answer, say);
    Ok(())
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
