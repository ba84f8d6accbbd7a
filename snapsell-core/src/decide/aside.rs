//! What the team sets aside for somebody: nothing for whom it blocked, nor for who said STOP.

use super::{Ruling, answers, claim, due, serve};
use crate::change::Origin;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::intent::{Claim, Typed, Written};
use crate::refusal::Refusal;
use crate::reply::{Class, Say};

/// The team's claim on behalf of someone.
pub(super) fn claim_for(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    customer: CustomerId,
    claims: &[Claim],
) -> Ruling {
    claim::may_claim(draft, customer)?;
    let lines = claim::lines(draft, customer, claims, Origin::Team);
    let next = answers::ask_next_step(draft, customer);
    let ruling = claim::first_refusal(&lines);
    if seller != Some(customer) && ruling.is_ok() {
        draft.tell(
            customer,
            Class::Queue,
            Say::SetAside {
                lines: lines.clone(),
                next,
            },
        );
    }
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::ClaimedFor { customer, lines });
        return Ok(());
    }
    ruling
}

/// An ended hold is set up again when a unit is free and nobody waits.
pub(super) fn reopen(
    draft: &mut Draft<'_, impl Ground>,
    item: ItemId,
    customer: CustomerId,
    quantity: u32,
) -> Ruling {
    claim::may_claim(draft, customer)?;
    due::settle_item(draft, item);
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let hold = serve::hold_of(draft, customer, item).and_then(|id| draft.hold(id));
    let held = hold.map_or(0, |hold| hold.slots.len());
    // She has it again already: she claimed it, or somebody else of the team was first.
    if (1..=held).contains(&quantity) {
        return Ok(());
    }
    if row.withdrawn || row.closed || row.waiting > 0 || row.free.is_empty() || quantity == 0 {
        return Err(Refusal::NoFreeUnit);
    }
    let (code, size) = (row.code, row.named.size);
    let quantity = quantity.min(held + row.free.len());
    let claims = [Claim {
        code: Written::Code(code),
        size,
        quantity: Some(quantity),
        typed: Typed::default(),
    }];
    let lines = claim::lines(draft, customer, &claims, Origin::Team);
    claim::first_refusal(&lines)?;
    let next = answers::ask_next_step(draft, customer);
    draft.tell(customer, Class::Queue, Say::SetAside { lines, next });
    Ok(())
}
