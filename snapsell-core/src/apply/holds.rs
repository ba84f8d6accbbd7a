//! Effects on holds and their deadlines.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply.rs names every change and sends each to its file"
)]

use super::{Chain, Neighbours, touch_live};
use crate::change::{Change, EndReason, Origin};
use crate::ids::{CustomerId, HoldId};
use crate::limits::LAPSED_PER_CUSTOMER_MAX;
use crate::order::Payment;
use crate::shop::{Held, Hold, HoldState, Lapsed, Reason};
use crate::state::State;
use crate::time::{Span, Timestamp};

/// A hold shorter than this is never recalled.
const REMINDED_TTL_MIN: Span = Span::from_mins(4);

pub(super) fn apply(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::Held { .. } => held(state, at, change),
        Change::HoldGrown { .. } => grown(state, at, change),
        Change::HoldShrunk { hold, slots } => {
            let row = state.hold_mut(*hold);
            row.slots.remove(slots);
            assert!(!row.slots.is_empty(), "a hold without units has ended");
            let (item, customer) = (row.item, row.customer);
            let fewer = row.price.times(slots.len());
            let owner = state.customer_mut(customer);
            owner.goods = owner.goods.less(fewer);
            state.item_mut(item).free.give_back(slots);
        }
        Change::HoldMoved { hold, until } => {
            unindex(state, *hold);
            let row = state.hold_mut(*hold);
            let shift = row
                .state
                .until()
                .map_or(Span::ZERO, |before| until.since(before));
            let remind_at = row.remind_at.map(|instant| instant + shift);
            set_until(row, *until, remind_at);
            row.moved = true;
            index(state, *hold);
        }
        Change::HoldEnded { hold, reason } => ended(state, at, *hold, *reason),
        Change::Reminded(customer) => {
            for held in state.customer_mut(*customer).holds.clone().iter() {
                unindex(state, held.hold);
            }
            state.customer_mut(*customer).reminded = true;
            for held in state.customer_mut(*customer).holds.clone().iter() {
                index(state, held.hold);
            }
        }
        Change::OutageCredited { until, span } => {
            let desk = state.desk_mut();
            desk.credited_until = Some(*until);
            if let Some(live) = &mut desk.live {
                live.last_activity = live.last_activity + *span;
            }
            state.credit(*span);
        }
        _ => unreachable!("not a change of a hold"),
    }
}

fn held(state: &mut impl State, at: Timestamp, change: &Change) {
    let Change::Held {
        hold,
        item,
        customer,
        slots,
        until,
        origin,
    } = change
    else {
        unreachable!("only new holds come here");
    };
    let desk = state.desk_mut();
    assert_eq!(*hold, desk.next_hold, "holds are counted");
    desk.next_hold = hold.next();
    desk.holds += 1;
    let row = state.item_mut(*item);
    row.free.take(slots);
    let price = row.price;
    let older = row.holders.push(*hold);
    if let Some(older) = older {
        state.hold_mut(older).beside.younger = Some(*hold);
    }
    let remind_at = remind_at(state, *customer, at, *until);
    let row = Hold {
        id: *hold,
        item: *item,
        customer: *customer,
        slots: slots.clone(),
        since: at,
        state: HoldState::Soft { until: *until },
        origin: *origin,
        price,
        remind_at,
        moved: false,
        beside: Neighbours {
            older,
            younger: None,
        },
    };
    let owner = state.customer_mut(*customer);
    if owner.holds.is_empty() && *origin != Origin::Late {
        owner.payment = Payment::NoDeposit;
    }
    owner.holds.push(Held {
        hold: *hold,
        item: *item,
    });
    owner.goods = owner.goods.plus(price.times(slots.len()));
    owner.lapsed.retain(|lapsed| lapsed.item != *item);
    let due = deadlines(&row, owner.reminded);
    state.put_hold(row);
    due.each(|at, reason| state.add_deadline(at, reason));
    if *origin != Origin::Promoted {
        touch_live(state, at);
    }
}

fn grown(state: &mut impl State, at: Timestamp, change: &Change) {
    let Change::HoldGrown {
        hold,
        slots,
        until,
        origin,
    } = change
    else {
        unreachable!("only holds that grow come here");
    };
    unindex(state, *hold);
    let row = state.hold(*hold).expect("a hold that grows exists");
    let (item, customer) = (row.item, row.customer);
    let more = row.price.times(slots.len());
    state.item_mut(item).free.take(slots);
    let owner = state.customer_mut(customer);
    owner.goods = owner.goods.plus(more);
    let remind_at = remind_at(state, customer, at, *until);
    let row = state.hold_mut(*hold);
    row.slots.extend(slots);
    // Its first answer has been judged; this one brings no minutes of its own.
    row.moved = true;
    if *origin == Origin::Promoted {
        set_until(row, *until, remind_at);
    }
    index(state, *hold);
    if *origin != Origin::Promoted {
        touch_live(state, at);
    }
}

/// When a hold that runs from `at` to `until` is recalled, if it is long enough and no proof of the basket waits.
pub(super) fn remind_at(
    state: &impl State,
    owner: CustomerId,
    at: Timestamp,
    until: Timestamp,
) -> Option<Timestamp> {
    let before = state.settings().hold.reminder;
    let ttl = until.since(at);
    if before == Span::ZERO || ttl < REMINDED_TTL_MIN || ttl <= before {
        return None;
    }
    let proof = state
        .customer(owner)
        .and_then(|owner| owner.proof.as_deref());
    let reviewing = proof.is_some_and(|proof| proof.pending && proof.order.is_none());
    (!reviewing).then(|| until - before)
}

pub(super) fn set_until(hold: &mut Hold, instant: Timestamp, remind_at: Option<Timestamp>) {
    match &mut hold.state {
        HoldState::Soft { until } | HoldState::Locked { until } => {
            *until = instant;
            hold.remind_at = remind_at;
        }
        HoldState::ProofPending { .. } => {}
    }
}

fn ended(state: &mut impl State, at: Timestamp, id: HoldId, reason: EndReason) {
    let hold = remove(state, id);
    let item = state.item_mut(hold.item);
    item.free.give_back(&hold.slots);
    if item.is_over() {
        super::items::gone(state, hold.item);
    }
    let owner = state.customer_mut(hold.customer);
    if reason == EndReason::Expired {
        let lapsed = &mut owner.lapsed;
        if lapsed.len() == LAPSED_PER_CUSTOMER_MAX {
            lapsed.remove(0);
        }
        lapsed.push(Lapsed {
            item: hold.item,
            quantity: hold.slots.len(),
            at,
        });
    }
    if owner.holds.is_empty() {
        // A deposit that was paid is still there for a late OUI.
        if reason != EndReason::Expired || owner.payment != Payment::DepositApproved {
            owner.payment = Payment::NoDeposit;
        }
        if owner
            .proof
            .as_ref()
            .is_some_and(|proof| proof.order.is_none())
        {
            super::proofs::settle(state, hold.customer);
            state.customer_mut(hold.customer).proof = None;
        }
    }
}

/// Takes a hold out of every index; its units are neither free nor sold afterwards.
#[inline]
pub(super) fn remove(state: &mut impl State, id: HoldId) -> Hold {
    let hold = state.take_hold(id);
    state.desk_mut().holds -= 1;
    Chain::remove(state, hold.item, hold.beside);
    let owner = state.customer_mut(hold.customer);
    let due = deadlines(&hold, owner.reminded);
    owner.holds.retain(|held| held.hold != id);
    owner.goods = owner.goods.less(hold.price.times(hold.slots.len()));
    if owner.holds.is_empty() {
        owner.reminded = false;
        owner.awaits_address = false;
        owner.confirms = false;
        owner.only.clear();
    }
    due.each(|at, reason| state.remove_deadline(at, reason));
    hold
}

/// The deadlines of a hold.
#[derive(Clone, Copy)]
pub(crate) struct HoldDeadlines {
    hold: HoldId,
    end: Option<Timestamp>,
    reminder: Option<Timestamp>,
}

impl HoldDeadlines {
    #[inline]
    pub(crate) fn each(self, mut deadline: impl FnMut(Timestamp, Reason)) {
        if let Some(at) = self.end {
            deadline(at, Reason::Expiry(self.hold));
        }
        if let Some(at) = self.reminder {
            deadline(at, Reason::Reminder(self.hold));
        }
    }
}

/// The deadlines that a hold has now, from its own row and its owner's.
#[inline]
pub(crate) fn deadlines(hold: &Hold, reminded: bool) -> HoldDeadlines {
    let end = hold.state.until();
    let reminder = hold.remind_at.filter(|_| end.is_some() && !reminded);
    HoldDeadlines {
        hold: hold.id,
        end,
        reminder,
    }
}

pub(super) fn index(state: &mut impl State, id: HoldId) {
    current(state, id).each(|at, reason| state.add_deadline(at, reason));
}

pub(super) fn unindex(state: &mut impl State, id: HoldId) {
    current(state, id).each(|at, reason| state.remove_deadline(at, reason));
}

fn current(state: &impl State, id: HoldId) -> HoldDeadlines {
    let hold = state.hold(id).expect("only an existing hold is indexed");
    deadlines(hold, reminded(state, hold.customer))
}

fn reminded(state: &impl State, customer: CustomerId) -> bool {
    state.customer(customer).is_some_and(|owner| owner.reminded)
}
