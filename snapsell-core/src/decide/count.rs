//! Numbers that may count pieces: none is taken for a quantity in silence.

use super::{Ruling, answers, due, lookup};
use crate::change::ItemKind;
use crate::command::Unclear;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::intent::{Claim, Written};
use crate::reply::{Class, CountLine, Say};
use alloc::vec::Vec;

/// After `2 S01` she has one: how two are said.
#[inline]
pub(super) fn explain(draft: &mut Draft<'_, impl Ground>, customer: CustomerId, claims: &[Claim]) {
    if claims.iter().any(|claim| claim.typed.count.is_some()) {
        explain_all(draft, customer, claims);
    }
}

/// `x3`: how that is said of the one thing she holds.
pub(super) fn alone(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    units: u32,
) -> Ruling {
    due::settle_customer(draft, customer);
    let one = draft.of(customer, |person| match &person.holds[..] {
        [held] => Some(held.item),
        _ => None,
    });
    let Some(item) = one else {
        return answers::not_understood(draft, customer, Unclear::Text);
    };
    let lines = Vec::from([count_line(draft, item, units)]);
    draft.tell(customer, Class::Answer, Say::HowToCount { lines });
    Ok(())
}

#[cold]
fn explain_all(draft: &mut Draft<'_, impl Ground>, customer: CustomerId, claims: &[Claim]) {
    let line = |claim: &Claim| {
        let Written::Code(code) = claim.code else {
            return None;
        };
        let item = lookup::exact(draft, code, claim.size).ok().flatten()?;
        let has = units(draft, customer, item);
        let count = claim.typed.count?;
        (has > 0 && count > 1 && count != has).then(|| count_line(draft, item, count))
    };
    let lines: Vec<CountLine> = claims.iter().filter_map(line).collect();
    if !lines.is_empty() {
        draft.tell(customer, Class::Answer, Say::HowToCount { lines });
    }
}

/// Units she holds or waits for.
fn units(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> u32 {
    draft.of(customer, |person| {
        let hold = person.hold_of(item).and_then(|id| draft.hold(id));
        let waits = person.wait(item).map_or(0, |wait| wait.quantity);
        hold.map_or(0, |hold| hold.slots.len()) + waits
    })
}

fn count_line(draft: &Draft<'_, impl Ground>, item: ItemId, count: u32) -> CountLine {
    let row = draft.item(item).expect("an item that is told of exists");
    CountLine {
        item: row.named,
        count,
        unique: row.kind == ItemKind::Unique && row.stock <= 1,
    }
}
