//! Effects of proofs: clocks that stand still, run again, or run longer.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply.rs names every change and sends each to its file"
)]

use super::{holds, touch_live};
use crate::change::Change;
use crate::ids::CustomerId;
use crate::money::Money;
use crate::order::Payment;
use crate::shop::{Held, HoldState, Proof, Reason};
use crate::state::State;
use crate::time::Timestamp;
use alloc::boxed::Box;

pub(super) fn apply(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::ProofReceived {
            customer,
            proof,
            order,
            review_until,
            expected,
        } => {
            // A proof that stops no clock does not put off the review of the one before it.
            let before = state.customer_mut(*customer).proof.as_deref();
            let before = before.filter(|before| before.order.is_none() && order.is_none());
            let alert_at = review_until.or_else(|| before?.review_until);
            settle(state, *customer);
            let owner = state.customer_mut(*customer);
            owner.proof = Some(Box::new(Proof {
                message: *proof,
                order: *order,
                at,
                review_until: alert_at,
                pending: true,
                expected: *expected,
            }));
            if order.is_none() {
                owner.payment = Payment::DepositPending;
            }
            state.desk_mut().proofs += 1;
            if let Some(instant) = alert_at {
                state.add_deadline(instant, Reason::Review(*customer));
            }
            if order.is_none() {
                recall_nothing(state, *customer);
            }
            if order.is_none() && review_until.is_some() {
                pause(state, at, *customer);
            }
            touch_live(state, at);
        }
        Change::ProofApproved { customer, until } => approved(state, at, *customer, *until),
        Change::ProofRefused {
            customer,
            at_least_until,
        } => {
            settle(state, *customer);
            state.customer_mut(*customer).payment = Payment::DepositRejected;
            for &Held { hold: id, .. } in state.customer_mut(*customer).holds.clone().iter() {
                holds::unindex(state, id);
                let until = match state.hold(id).expect("a listed hold exists").state {
                    HoldState::ProofPending { remaining } => (at + remaining).max(*at_least_until),
                    HoldState::Soft { until } => until.max(*at_least_until),
                    HoldState::Locked { until } => until,
                };
                let remind_at = holds::remind_at(state, *customer, at, until);
                let hold = state.hold_mut(id);
                if !matches!(hold.state, HoldState::Locked { .. }) {
                    hold.state = HoldState::Soft { until };
                    hold.remind_at = remind_at;
                }
                holds::index(state, id);
            }
        }
        Change::ReviewOverdue(customer) => drop_review(state, *customer),
        Change::DepositKept { customer, sum } => kept(state, *customer, *sum),
        _ => unreachable!("not a change of a proof"),
    }
}

/// Her deposit is there: all that she holds is locked.
fn approved(state: &mut impl State, at: Timestamp, customer: CustomerId, until: Timestamp) {
    settle(state, customer);
    state.customer_mut(customer).payment = Payment::DepositApproved;
    let remind_at = holds::remind_at(state, customer, at, until);
    each_hold(state, customer, |hold| {
        hold.state = HoldState::Locked { until };
        hold.remind_at = remind_at;
    });
}

/// What an order did not take of an approved deposit is the basket's again, and its proof with it.
fn kept(state: &mut impl State, customer: CustomerId, sum: Money) {
    let owner = state.customer_mut(customer);
    owner.payment = Payment::DepositApproved;
    if let Some(proof) = &mut owner.proof {
        proof.order = None;
        proof.expected = Some(sum);
    }
}

/// A proof that waited waits no more.
pub(super) fn settle(state: &mut impl State, customer: CustomerId) {
    drop_review(state, customer);
    let Some(proof) = &mut state.customer_mut(customer).proof else {
        return;
    };
    if core::mem::take(&mut proof.pending) {
        state.desk_mut().proofs -= 1;
    }
}

fn drop_review(state: &mut impl State, customer: CustomerId) {
    let Some(proof) = &mut state.customer_mut(customer).proof else {
        return;
    };
    if let Some(instant) = proof.review_until.take() {
        state.remove_deadline(instant, Reason::Review(customer));
    }
}

/// The proof of a basket has gone to an order: what stays in the basket runs again.
pub(super) fn restart(state: &mut impl State, at: Timestamp, customer: CustomerId) {
    let least = state.settings().hold.after_refusal;
    for &Held { hold: id, .. } in state.customer_mut(customer).holds.clone().iter() {
        let until = match state.hold(id).expect("a listed hold exists").state {
            HoldState::ProofPending { remaining } => at + remaining.max(least),
            HoldState::Soft { until } => until,
            HoldState::Locked { .. } => continue,
        };
        let remind_at = holds::remind_at(state, customer, at, until);
        holds::unindex(state, id);
        let hold = state.hold_mut(id);
        hold.state = HoldState::Soft { until };
        hold.remind_at = remind_at;
        holds::index(state, id);
    }
}

/// No reminder while the team looks at a proof; the team's word sets new ones.
fn recall_nothing(state: &mut impl State, customer: CustomerId) {
    each_hold(state, customer, |hold| hold.remind_at = None);
}

fn pause(state: &mut impl State, at: Timestamp, customer: CustomerId) {
    each_hold(state, customer, |hold| {
        if let HoldState::Soft { until } = hold.state {
            hold.state = HoldState::ProofPending {
                remaining: until.since(at),
            };
        }
    });
}

fn each_hold(
    state: &mut impl State,
    customer: CustomerId,
    change: impl Fn(&mut crate::shop::Hold),
) {
    for &Held { hold: id, .. } in state.customer_mut(customer).holds.clone().iter() {
        holds::unindex(state, id);
        change(state.hold_mut(id));
        holds::index(state, id);
    }
}
