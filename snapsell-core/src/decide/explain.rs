//! POURQUOI A12: who was first, since when, until when.

use super::{Ruling, claim, due};
use crate::apply::holders;
use crate::code::Code;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::reply::{Class, Say, WhyHold, WhyLine};
use alloc::vec::Vec;

/// Holds named in one explanation.
const HOLDS_TOLD_MAX: usize = 10;

pub(super) fn explain(draft: &mut Draft<'_, impl Ground>, asker: CustomerId, code: Code) -> Ruling {
    let items: Vec<ItemId> = draft
        .sizes_of(code)
        .into_iter()
        .map(|(_, item)| item)
        .collect();
    for &item in &items {
        due::settle_item(draft, item);
    }
    let facts = items.iter().map(|&item| why(draft, asker, item)).collect();
    draft.tell(asker, Class::Answer, Say::Why { code, facts });
    Ok(())
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
    let holds = holders(&**draft, item).take(HOLDS_TOLD_MAX).map(told);
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
    }
}
