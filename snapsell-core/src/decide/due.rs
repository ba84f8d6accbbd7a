//! Time passing: holds that end, reminders, proofs that wait too long, outages given back.

use super::{Ruling, answers, serve};
use crate::change::{Change, EndReason};
use crate::draft::Draft;
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::label::Named;
use crate::limits::EXPIRIES_PER_DECISION_MAX;
use crate::reply::{Class, Say};
use crate::shop::{HoldState, Reason};
use crate::state::State;
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// An answer that leaves later than this after the hold began moves the hold's end.
const ANSWER_DELAY_FREE: Span = Span::from_secs(5);
/// The most that a late answer moves a hold's end.
const ANSWER_DELAY_MAX: Span = Span::from_secs(60);

/// Holds that ended in this decision, to tell each customer once.
type Ended = Vec<(CustomerId, Vec<Named>)>;

/// Everything due at `now`, oldest first, up to a bound; what is left waits for the next decision.
pub(super) fn settle_due(draft: &mut Draft<'_>) {
    let due = draft
        .shop
        .deadlines
        .range(..=(draft.now, Reason::Review(CustomerId::new(u32::MAX))));
    let due: Vec<_> = due.take(EXPIRIES_PER_DECISION_MAX).copied().collect();
    let mut ended = Ended::new();
    for (at, reason) in due {
        match reason {
            Reason::Expiry(hold) => expire(draft, hold, &mut ended),
            Reason::Reminder(hold) => remind(draft, hold),
            Reason::Review(customer) => review_overdue(draft, at, customer, &mut ended),
        }
    }
    tell_ended(draft, ended);
}

/// The holds of one item that are due, however many others wait for their turn.
pub(super) fn settle_item(draft: &mut Draft<'_>, item: ItemId) {
    let Some(row) = draft.item(item) else { return };
    if row.holders.is_empty() {
        return;
    }
    let holds = row.holders.clone();
    settle(draft, &holds);
}

/// The holds of one customer that are due.
pub(super) fn settle_customer(draft: &mut Draft<'_>, customer: CustomerId) {
    let Some(person) = draft.customer(customer) else {
        return;
    };
    let holds = person.holds.clone();
    settle(draft, &holds);
}

fn settle(draft: &mut Draft<'_>, holds: &[HoldId]) {
    let mut ended = Ended::new();
    for &hold in holds {
        expire(draft, hold, &mut ended);
    }
    tell_ended(draft, ended);
}

/// Ends a hold whose deadline has come and serves the next in line, as one transition.
fn expire(draft: &mut Draft<'_>, id: HoldId, ended: &mut Ended) {
    let Some(hold) = draft.hold(id) else { return };
    let is_due = hold.state.until().is_some_and(|until| until <= draft.now);
    if is_due {
        end(draft, id, EndReason::Expired, ended);
    }
}

fn end(draft: &mut Draft<'_>, id: HoldId, reason: EndReason, ended: &mut Ended) {
    let hold = draft.hold(id).expect("only an existing hold ends");
    let (item, customer) = (hold.item, hold.customer);
    let named = draft.item(item).expect("a hold has an item").named;
    draft.emit(Change::HoldEnded { hold: id, reason });
    match ended.iter_mut().find(|(known, _)| *known == customer) {
        Some((_, items)) => items.push(named),
        None => ended.push((customer, alloc::vec![named])),
    }
    serve::serve(draft, item);
}

fn tell_ended(draft: &mut Draft<'_>, ended: Ended) {
    for (customer, items) in ended {
        draft.tell(customer, Class::Queue, Say::Expired { items });
    }
}

/// One reminder for each basket, not while a proof is reviewed.
fn remind(draft: &mut Draft<'_>, id: HoldId) {
    let Some(hold) = draft.hold(id) else { return };
    let customer = hold.customer;
    let too_late = hold.state.until().is_none_or(|until| until <= draft.now);
    let person = draft.customer(customer).expect("a hold has an owner");
    if too_late || person.reminded {
        return;
    }
    let reviewing = person.proof.as_ref().is_some_and(|proof| proof.pending);
    draft.emit(Change::Reminded(customer));
    if !reviewing {
        let holds = answers::held_lines(draft, customer);
        let next = answers::next_step(draft, customer);
        draft.tell(customer, Class::Reminder, Say::Reminder { holds, next });
    }
}

fn review_overdue(draft: &mut Draft<'_>, at: Timestamp, customer: CustomerId, ended: &mut Ended) {
    let proof = draft
        .customer(customer)
        .and_then(|person| person.proof.as_ref());
    if proof.and_then(|proof| proof.review_until) != Some(at) {
        return;
    }
    let items = answers::held_lines(draft, customer)
        .into_iter()
        .map(|line| line.item)
        .collect();
    draft.emit(Change::ReviewOverdue(customer));
    draft.tell_sellers(&Say::ReviewOverdue { customer, items });
    if draft.settings().hold.release_unreviewed {
        for id in draft.customer_mut(customer).holds.clone() {
            let paused = draft
                .hold(id)
                .is_some_and(|hold| matches!(hold.state, HoldState::ProofPending { .. }));
            if paused {
                end(draft, id, EndReason::Expired, ended);
            }
        }
    }
}

/// Gives the time of an outage back to every running hold, once, up to the shop's cap.
pub(super) fn credit(draft: &mut Draft<'_>, from: Timestamp, until: Timestamp) {
    let accounted = draft.desk().credited_until.unwrap_or_default();
    let from = from.max(accounted).max(draft.shop.clock);
    let lost = until.since(from);
    let span = lost.min(draft.settings().hold.outage_credit);
    if span > Span::ZERO && draft.desk().holds > 0 {
        draft.emit(Change::OutageCredited { until, span });
    }
}

/// Her minutes start when she could know: an answer that left late moves the end of its holds, once.
pub(super) fn answer_accepted(draft: &mut Draft<'_>, holds: &[HoldId], at: Timestamp) -> Ruling {
    for &id in holds {
        let Some(hold) = draft.hold(id) else { continue };
        let HoldState::Soft { until } = hold.state else {
            continue;
        };
        let delay = at.since(hold.since);
        if hold.moved || delay <= ANSWER_DELAY_FREE {
            continue;
        }
        draft.emit(Change::HoldMoved {
            hold: id,
            until: until + delay.min(ANSWER_DELAY_MAX),
        });
    }
    Ok(())
}
