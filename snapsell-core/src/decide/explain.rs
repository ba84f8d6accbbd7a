//! POURQUOI A12: who was first, since when, until when.

use super::{Ruling, claim, due};
use crate::apply::holders;
use crate::code::Code;
use crate::command::Actor;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::order::{Order, OrderStatus};
use crate::reply::{Class, Say, WhyHold, WhyLine, WhyOrder};
use alloc::vec::Vec;

/// Holds, orders and people in line named in one explanation.
const TOLD_MAX: usize = 10;

pub(super) fn explain(draft: &mut Draft<'_, impl Ground>, asker: CustomerId, code: Code) -> Ruling {
    let items: Vec<ItemId> = draft
        .sizes_of(code)
        .into_iter()
        .map(|(_, item)| item)
        .collect();
    for &item in &items {
        due::settle_item(draft, item);
    }
    let mut facts: Vec<WhyLine> = items.iter().map(|&item| why(draft, asker, item)).collect();
    if matches!(draft.by, Actor::Seller(_)) {
        for (fact, &item) in facts.iter_mut().zip(&items) {
            fact.queue = draft.queue(item);
            fact.queue.truncate(TOLD_MAX);
        }
        name_orders(draft, &items, &mut facts);
    }
    draft.tell(asker, Class::Answer, Say::Why { code, facts });
    Ok(())
}

/// Linear in the orders kept in memory, as LISTE is.
fn name_orders(draft: &Draft<'_, impl Ground>, items: &[ItemId], facts: &mut [WhyLine]) {
    let kept = |order: &&Order| !matches!(order.status, OrderStatus::Cancelled(_));
    for order in draft.orders().filter(kept) {
        for line in &order.lines {
            let asked = items.iter().position(|&item| item == line.item);
            let Some(fact) = asked.map(|index| &mut facts[index]) else {
                continue;
            };
            if fact.orders.len() < TOLD_MAX {
                fact.orders.push(WhyOrder {
                    order: order.number,
                    customer: order.customer,
                    status: order.status,
                    quantity: line.slots.len(),
                });
            }
        }
    }
}

fn why(draft: &Draft<'_, impl Ground>, asker: CustomerId, item: ItemId) -> WhyLine {
    let row = draft.item(item).expect("an explained item exists");
    let told = |hold: &crate::shop::Hold| WhyHold {
        customer: hold.customer,
        own: hold.customer == asker,
        since: hold.since,
        until: hold.state.until(),
        quantity: hold.slots.len(),
    };
    let holds = holders(&**draft, item).take(TOLD_MAX).map(told);
    let person = draft.customer(asker);
    let wait = person.and_then(|person| person.wait(item));
    let own_place = wait.map(|wait| (claim::place(draft, wait), wait.since));
    let lapsed = person.and_then(|person| person.lapsed.iter().find(|lapsed| lapsed.item == item));
    WhyLine {
        item: row.named,
        left: row.left(),
        free: row.free.len(),
        holds: holds.collect(),
        waiting: row.waiting,
        own_place,
        own_expired: lapsed.map(|lapsed| lapsed.at),
        withdrawn: row.withdrawn,
        orders: Vec::new(),
        queue: Vec::new(),
    }
}
