//! The one function behind every freeing: whoever is next in line is served before anybody else.

use super::{answers, claim};
use crate::change::{Change, LeaveReason, Origin};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::limits::HOLDS_PER_CUSTOMER_MAX;
use crate::list::List;
use crate::refusal::Refusal;
use crate::reply::{ClaimLine, Class, Say};
use crate::shop::{Customer, LiveState};
use crate::slots::Slots;
use crate::time::Timestamp;
use alloc::string::ToString;

/// Gives free units to those who wait, in their order, each with a fresh soft deadline.
///
/// One who opted out, is blocked, cannot be reached or holds as much as she may is passed over, on record.
#[inline]
pub(super) fn serve(draft: &mut Draft<'_, impl Ground>, item: ItemId) {
    if draft.item(item).is_some_and(|row| row.waiting != 0) {
        serve_queue(draft, item);
    }
}

fn serve_queue(draft: &mut Draft<'_, impl Ground>, item: ItemId) {
    let open = draft
        .desk()
        .live
        .as_ref()
        .is_some_and(|live| live.state == LiveState::Open);
    if !open {
        return;
    }
    loop {
        let Some(row) = draft.item(item) else { return };
        if row.waiting == 0 || row.withdrawn || row.closed || row.free.is_empty() {
            return;
        }
        let (_, head) = draft.first_in_line(item).expect("somebody waits");
        match passed_over(draft, head) {
            Some(reason) => pass_over(draft, item, head, reason),
            None => promote(draft, item, head),
        }
    }
}

fn passed_over(draft: &Draft<'_, impl Ground>, head: CustomerId) -> Option<LeaveReason> {
    let Customer {
        opted_out,
        blocked,
        unreachable,
        ..
    } = *draft.customer(head)?;
    if opted_out {
        Some(LeaveReason::OptedOut)
    } else if blocked {
        Some(LeaveReason::Blocked)
    } else if unreachable {
        Some(LeaveReason::Unreachable)
    } else {
        None
    }
}

fn pass_over(
    draft: &mut Draft<'_, impl Ground>,
    item: ItemId,
    customer: CustomerId,
    reason: LeaveReason,
) {
    draft.emit(Change::PlaceLeft {
        item,
        customer,
        reason,
    });
}

fn promote(draft: &mut Draft<'_, impl Ground>, item: ItemId, customer: CustomerId) {
    let row = draft.item(item).expect("an item that is served exists");
    let wait = claim::wait(draft, customer, item).expect("who is in a queue waits");
    let wanted = wait.quantity;
    let given = row.free.len().min(wanted);
    let slots = row.free.lowest(given);
    let existing = hold_of(draft, customer, item);
    if existing.is_none() && too_many_holds(draft, customer) {
        pass_over(draft, item, customer, LeaveReason::TooManyHolds);
        tell_passed_over(draft, item, customer);
        return;
    }
    let hold = match existing {
        Some(hold) => {
            let until = later_end(draft, hold, soft_end(draft));
            draft.emit(Change::HoldGrown {
                hold,
                slots,
                until,
                origin: Origin::Promoted,
            });
            hold
        }
        None => set_up(draft, customer, item, slots, Origin::Promoted),
    };
    let waiting = wanted - given;
    if waiting == 0 {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason: LeaveReason::Served,
        });
    } else {
        draft.emit(Change::PlaceResized {
            item,
            customer,
            quantity: waiting,
        });
    }
    let next = answers::ask_next_step(draft, customer);
    let hold = answers::held_line(draft, hold);
    draft.tell(
        customer,
        Class::Queue,
        Say::Promoted {
            hold,
            waiting,
            next,
        },
    );
}

/// Sets up a new hold of these units, with a soft deadline.
#[inline]
pub(super) fn set_up(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    slots: Slots,
    origin: Origin,
) -> HoldId {
    let hold = draft.desk().next_hold;
    let until = soft_end(draft);
    draft.emit(Change::Held {
        hold,
        item,
        customer,
        slots,
        until,
        origin,
    });
    hold
}

/// When a soft hold ends that begins or is renewed now.
#[inline]
fn soft_end(draft: &Draft<'_, impl Ground>) -> Timestamp {
    draft.now + draft.settings().hold.soft
}

/// It was her turn, but she has as many holds as she may.
fn tell_passed_over(draft: &mut Draft<'_, impl Ground>, item: ItemId, customer: CustomerId) {
    let line = ClaimLine::Refused {
        what: answers::named(draft, item).to_string(),
        why: Refusal::TooManyHolds {
            most: draft.settings().holds_per_customer,
        },
    };
    let say = Say::Claimed {
        lines: List::from([line]),
        skipped: 0,
        next: answers::next_step(draft, customer),
    };
    draft.tell(customer, Class::Queue, say);
}

/// Who lost her hold does not wait for more of the same: what she gave up is for others.
#[inline]
pub(super) fn give_place_up(
    draft: &mut Draft<'_, impl Ground>,
    item: ItemId,
    customer: CustomerId,
) {
    if claim::wait(draft, customer, item).is_some() {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason: LeaveReason::Cancelled,
        });
    }
}

/// A promotion never shortens what she has.
fn later_end(draft: &Draft<'_, impl Ground>, hold: HoldId, until: Timestamp) -> Timestamp {
    let current = draft.hold(hold).and_then(|hold| hold.state.until());
    current.map_or(until, |current| current.max(until))
}

/// The hold that a customer has on an item.
pub(super) fn hold_of(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
) -> Option<HoldId> {
    draft.customer(customer)?.hold_of(item)
}

/// Whether one more hold would be more than the shop allows one customer.
#[inline]
pub(super) fn too_many_holds(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> bool {
    let most = draft
        .settings()
        .holds_per_customer
        .min(HOLDS_PER_CUSTOMER_MAX);
    let Some(person) = draft.customer(customer) else {
        return false;
    };
    // What is due but not yet settled counts only against the hard bound.
    person.holds.len() >= HOLDS_PER_CUSTOMER_MAX as usize
        || (person.holds.len() >= most as usize && running(draft, person) >= most as usize)
}

/// How many of her holds are not due.
#[cold]
fn running(draft: &Draft<'_, impl Ground>, person: &Customer) -> usize {
    let runs = |id: &HoldId| {
        let until = draft.hold(*id).and_then(|hold| hold.state.until());
        until.is_none_or(|until| until > draft.now)
    };
    person.holds().filter(runs).count()
}
