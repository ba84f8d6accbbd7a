//! What the team takes away: releases, units sold elsewhere, items withdrawn.

use super::{Ruling, again, answers, due, instead, lookup, proof, serve};
use crate::apply::holders;
use crate::change::{Change, Deed, EndReason, LeaveReason, Origin};
use crate::code::{Code, Size};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::refusal::Refusal;
use crate::reply::{Class, Removal, Say};
use crate::shop::{Hold, HoldState};
use alloc::vec::Vec;
use core::cmp::Reverse;

/// PAS A12: whoever held it or waited for it is told, nobody gets it. What cannot be withdrawn is named.
pub(super) fn withdraw(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    codes: &[(Code, Size)],
) -> Ruling {
    let mut items = Vec::new();
    let mut left = Vec::new();
    for &(code, size) in codes {
        let found = withdrawable(draft, code, size);
        left.extend(found.as_ref().err().cloned());
        for item in found.unwrap_or_default() {
            items.push(answers::named(draft, item));
            take_off(draft, item);
        }
    }
    if let (Some(refusal), true) = (left.first(), items.is_empty()) {
        return Err(refusal.clone());
    }
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::Withdrawn { items });
        if !left.is_empty() {
            let left = instead::of_withdrawals(draft, codes);
            draft.tell(seller, Class::Answer, Say::NotDone(left));
        }
    }
    Ok(())
}

/// The items of a code, or its one item of this size.
pub(super) fn withdrawable(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    size: Size,
) -> Result<Vec<ItemId>, Refusal> {
    let sizes = draft.sizes_of(code);
    let meant = |&(known, _): &(Size, ItemId)| size.is_one() || known == size;
    let found: Vec<ItemId> = sizes
        .iter()
        .filter(|named| meant(named))
        .map(|&(_, item)| item)
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let stands = |item| draft.item(item).is_some_and(|row| !row.withdrawn);
    let sizes: Vec<Size> = sizes
        .into_iter()
        .filter(|&(_, item)| stands(item))
        .map(|(size, _)| size)
        .collect();
    Err(if sizes.is_empty() {
        Refusal::UnknownItem
    } else {
        Refusal::UnknownSize { sizes }
    })
}

fn take_off(draft: &mut Draft<'_, impl Ground>, item: ItemId) {
    draft.emit(Change::Withdrawn(item));
    let holds: Vec<HoldId> = holders(&**draft, item).map(|hold| hold.id).collect();
    for hold in holds {
        end(draft, hold, EndReason::Withdrawn, Removal::Withdrawn);
    }
    dissolve(draft, item, LeaveReason::Withdrawn, Removal::Withdrawn);
}

/// LIBERE A12: the hold ends and the next in line has it.
pub(super) fn release(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    code: Code,
    size: Size,
    of: Option<CustomerId>,
) -> Ruling {
    let deed = Deed::Released(code, size, of);
    if again::is_double(draft, seller, deed) {
        return Ok(());
    }
    let item = lookup::exact_or_kept(draft, code, size)?.ok_or(Refusal::UnknownItem)?;
    due::settle_item(draft, item);
    let holds: Vec<&Hold> = holders(&**draft, item).collect();
    let hold = match (of, holds.as_slice()) {
        (Some(customer), _) => serve::hold_of(draft, customer, item).ok_or(Refusal::NotHeld)?,
        (None, []) => return Err(Refusal::NotHeld),
        (None, [only]) if !is_next_in_line(draft, only) => only.id,
        (None, several) => {
            return Err(Refusal::WhichHolder {
                item: answers::named(draft, item),
                holders: several.iter().map(|hold| hold.customer).collect(),
            });
        }
    };
    release_hold(draft, seller, hold)?;
    again::done(draft, seller, deed);
    Ok(())
}

/// LIBERE A12 Fatou: nothing ends before the seller has said whose hold it is.
pub(super) fn ask_holder(draft: &mut Draft<'_, impl Ground>, code: Code, size: Size) -> Ruling {
    let item = lookup::exact_or_kept(draft, code, size)?.ok_or(Refusal::UnknownItem)?;
    due::settle_item(draft, item);
    let holders: Vec<CustomerId> = holders(&**draft, item).map(|hold| hold.customer).collect();
    if holders.is_empty() {
        return Err(Refusal::NotHeld);
    }
    let item = answers::named(draft, item);
    Err(Refusal::WhichHolder { item, holders })
}

/// Whether it has just passed to somebody who waited: whoever says LIBERE may mean the one before her.
fn is_next_in_line(draft: &Draft<'_, impl Ground>, hold: &Hold) -> bool {
    hold.origin == Origin::Promoted && draft.now.since(hold.since) <= again::DOUBLE_SEND
}

/// One hold ends and the next in line has its units.
pub(super) fn release_hold(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    hold: HoldId,
) -> Ruling {
    let row = draft.hold(hold).ok_or(Refusal::NotHeld)?;
    let (item, customer) = (row.item, row.customer);
    let named = answers::named(draft, item);
    let first_new = draft.desk().next_hold;
    end(draft, hold, EndReason::Released, Removal::Released);
    serve::give_place_up(draft, item, customer);
    serve::serve(draft, item);
    if let Some(seller) = seller {
        let next = draft.hold(first_new).map(|hold| hold.customer);
        draft.tell(
            seller,
            Class::Answer,
            Say::Released {
                item: named,
                customer,
                next,
            },
        );
    }
    Ok(())
}

/// VENDU A12: units leave; free ones first, then those held last, then those with a proof, then locked ones.
pub(super) fn sold_elsewhere(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    code: Code,
    size: Size,
    quantity: u32,
) -> Ruling {
    let deed = Deed::Taken(code, size, quantity);
    if again::is_double(draft, seller, deed) {
        return Ok(());
    }
    let item = lookup::exact_or_kept(draft, code, size)?.ok_or(Refusal::UnknownItem)?;
    due::settle_item(draft, item);
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let (named, left) = (row.named, row.left());
    if quantity == 0 {
        return Err(Refusal::NoUnits);
    }
    if quantity > left {
        return Err(Refusal::OutOfBounds {
            most: i64::from(left),
        });
    }
    let mut missing = quantity.saturating_sub(row.free.len());
    for (hold, units) in weakest_first(draft, item) {
        if missing == 0 {
            break;
        }
        give_way(draft, hold, missing);
        missing = missing.saturating_sub(units);
    }
    // What its live left behind has gone with its last hold.
    if let Some(row) = draft.item(item) {
        let slots = row.free.highest(quantity);
        draft.emit(Change::StockRemoved { item, slots });
        serve::serve(draft, item);
    }
    if draft.item(item).is_some_and(|row| row.left() == 0) {
        dissolve(draft, item, LeaveReason::SoldOut, Removal::SoldElsewhere);
    }
    again::done(draft, seller, deed);
    if let Some(seller) = seller {
        draft.tell(
            seller,
            Class::Answer,
            Say::SoldElsewhere {
                item: named,
                left: left - quantity,
            },
        );
    }
    Ok(())
}

/// Holds with their units as they give way: soft before paused before locked, the newest first.
fn weakest_first(draft: &Draft<'_, impl Ground>, item: ItemId) -> Vec<(HoldId, u32)> {
    let rank = |hold: &Hold| match hold.state {
        HoldState::Soft { .. } => 0,
        HoldState::ProofPending { .. } => 1,
        HoldState::Locked { .. } => 2,
    };
    let mut holds: Vec<&Hold> = holders(&**draft, item).collect();
    holds.sort_unstable_by_key(|hold| (rank(hold), Reverse(hold.id)));
    let units = holds.into_iter().map(|hold| (hold.id, hold.slots.len()));
    units.collect()
}

/// A hold gives up to `missing` units; one that has more of them stays, with the rest.
fn give_way(draft: &mut Draft<'_, impl Ground>, hold: HoldId, missing: u32) {
    let row = draft.hold(hold).expect("a listed hold exists");
    if row.slots.len() <= missing {
        let (reason, why) = (EndReason::SoldElsewhere, Removal::SoldElsewhere);
        return end(draft, hold, reason, why);
    }
    let (customer, slots) = (row.customer, row.slots.highest(missing));
    draft.emit(Change::HoldShrunk { hold, slots });
    let line = answers::held_line(draft, hold);
    let items = alloc::vec![line.item];
    let why = Removal::SoldElsewhere;
    draft.tell(customer, Class::Queue, Say::Removed { items, why });
    let next = answers::next_step(draft, customer);
    let say = Say::Basket {
        holds: alloc::vec![line],
        places: Vec::new(),
        orders: Vec::new(),
        next,
    };
    draft.tell(customer, Class::Queue, say);
}

/// Ends a hold without serving anybody, and tells its owner.
fn end(draft: &mut Draft<'_, impl Ground>, hold: HoldId, reason: EndReason, why: Removal) {
    let row = draft.hold(hold).expect("only an existing hold ends");
    let customer = row.customer;
    let items = alloc::vec![answers::named(draft, row.item)];
    let paid = proof::payment(draft, customer);
    draft.emit(Change::HoldEnded { hold, reason });
    draft.tell(customer, Class::Queue, Say::Removed { items, why });
    proof::put_aside_no_more(draft, customer, paid);
}

/// Nobody waits for this item any more; each is told.
fn dissolve(draft: &mut Draft<'_, impl Ground>, item: ItemId, reason: LeaveReason, why: Removal) {
    // Nobody waits for what has gone with its last hold.
    let Some(row) = draft.item(item) else { return };
    let named = row.named;
    for customer in draft.queue(item) {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason,
        });
        draft.tell(
            customer,
            Class::Queue,
            Say::Removed {
                items: alloc::vec![named],
                why,
            },
        );
    }
}
