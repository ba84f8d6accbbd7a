//! POURQUOI A12: who was first, since when, until when.

use super::{Ruling, claim, due};
use crate::apply::holders;
use crate::code::Code;
use crate::command::Actor;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId, OrderNumber};
use crate::label::Named;
use crate::order::{Order, OrderLine, OrderStatus};
use crate::reply::{Class, Say, WhyHold, WhyLine, WhyOrder};
use alloc::vec::Vec;

/// Holds, orders and people in line named in one explanation.
const TOLD_MAX: usize = 10;

pub(super) fn explain(draft: &mut Draft<'_, impl Ground>, asker: CustomerId, code: Code) -> Ruling {
    let mut items: Vec<ItemId> = draft
        .sizes_of(code)
        .into_iter()
        .map(|(_, item)| item)
        .collect();
    for &item in &items {
        due::settle_item(draft, item);
    }
    // What its live left behind goes with its last hold.
    items.retain(|&item| draft.item(item).is_some());
    if matches!(draft.by, Actor::Seller(_)) {
        to_seller(draft, asker, code, &items);
    } else {
        to_customer(draft, asker, code, &items);
    }
    Ok(())
}

/// The same for the team, when somebody of it asked by message.
pub(super) fn to_team(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    code: Code,
) -> Ruling {
    seller.map_or(Ok(()), |seller| explain(draft, seller, code))
}

/// Who has it and who waits, by name.
fn to_seller(draft: &mut Draft<'_, impl Ground>, asker: CustomerId, code: Code, items: &[ItemId]) {
    let told = |&item: &ItemId| {
        let mut fact = why(draft, asker, item);
        fact.queue = draft.queue(item);
        fact.queue.truncate(TOLD_MAX);
        fact
    };
    let mut facts: Vec<WhyLine> = items.iter().map(told).collect();
    name_orders(draft, items, &mut facts);
    draft.tell(asker, Class::Answer, Say::Why { code, facts });
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

/// What is in an order of hers is told with that order; of the rest, who came when.
fn to_customer(
    draft: &mut Draft<'_, impl Ground>,
    asker: CustomerId,
    code: Code,
    items: &[ItemId],
) {
    let ordered = ordered(draft, asker, code);
    let told = |item: &ItemId| {
        let left = draft.item(*item).map_or(0, |row| row.left());
        left > 0 || !ordered.iter().any(|&(_, ordered, _)| ordered == *item)
    };
    let facts: Vec<WhyLine> = items
        .iter()
        .filter(|item| told(item))
        .map(|&item| why(draft, asker, item))
        .collect();
    let more = ordered.is_empty() || !facts.is_empty();
    if !ordered.is_empty() {
        let lines = ordered
            .into_iter()
            .map(|(order, _, named)| (named, order))
            .collect();
        draft.tell(asker, Class::Answer, Say::InYourOrder { lines });
    }
    if more {
        draft.tell(asker, Class::Answer, Say::Why { code, facts });
    }
}

/// The lines with this code of her orders that are under way.
fn ordered(
    draft: &Draft<'_, impl Ground>,
    asker: CustomerId,
    code: Code,
) -> Vec<(OrderNumber, ItemId, Named)> {
    let orders = draft.of(asker, |person| person.orders.to_vec());
    let orders = orders.into_iter().filter_map(|number| draft.order(number));
    let has_code = |line: &&OrderLine| Code::canonical(line.named.label.as_str()) == Some(code);
    let lines = orders.flat_map(|order| {
        let lines = order.lines.iter().filter(has_code);
        lines.map(|line| (order.number, line.item, line.named))
    });
    lines.collect()
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
