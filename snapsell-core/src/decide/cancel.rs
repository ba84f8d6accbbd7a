//! ANNULER: she gives back what she holds and where she waits.

use super::{Ruling, answers, due, proof, question, serve};
use crate::change::{Change, EndReason, LeaveReason};
use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::pick::{Pick, picked};
use crate::queue::Wait;
use crate::refusal::Refusal;
use crate::reply::{Class, Say};
use crate::shop::Held;
use alloc::vec::Vec;

pub(super) fn cancel(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    picks: &[Pick],
) -> Ruling {
    due::settle_customer(draft, customer);
    question::close(draft, customer);
    let (holds, waits) = draft.of(customer, |person| {
        (person.holds.clone(), person.waits.clone())
    });
    let paid = proof::payment(draft, customer);
    let mut items = Vec::new();
    // Places first, so that what she frees is not given to herself.
    for &Wait { item, .. } in waits.iter() {
        let row = draft.item(item).expect("who waits, waits for an item");
        if picked(picks, &**draft, row) {
            items.push(row.named);
            draft.emit(Change::PlaceLeft {
                item,
                customer,
                reason: LeaveReason::Cancelled,
            });
        }
    }
    for &Held { hold, item } in holds.iter() {
        let row = draft.item(item).expect("a hold has an item");
        if picked(picks, &**draft, row) {
            if !items.contains(&row.named) {
                items.push(row.named);
            }
            draft.emit(Change::HoldEnded {
                hold,
                reason: EndReason::Cancelled,
            });
            serve::serve(draft, item);
        }
    }
    if items.is_empty() {
        let orders = answers::open_orders(draft, customer);
        draft.tell(customer, Class::Answer, Say::NothingToCancel { orders });
        return Err(Refusal::NotHeld);
    }
    draft.tell(customer, Class::Answer, Say::Cancelled { items });
    // Who only waits has given nothing back.
    if !holds.is_empty() {
        proof::put_aside_no_more(draft, customer, paid);
    }
    Ok(())
}
