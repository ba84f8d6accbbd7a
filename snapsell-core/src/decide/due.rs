//! Time passing: holds that end, reminders, proofs that wait too long, outages given back.

use super::{Ruling, answers, proof, serve};
use crate::apply::holders;
use crate::change::{Change, EndReason};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::label::Named;
use crate::limits::EXPIRIES_PER_DECISION_MAX;
use crate::list::List;
use crate::order::Payment;
use crate::reply::{Class, Say};
use crate::shop::{Held, HoldState, Live, LiveState, Reason};
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// An answer that leaves later than this after the hold began moves the hold's end.
const ANSWER_DELAY_FREE: Span = Span::from_secs(5);
/// The most that a late answer moves a hold's end.
const ANSWER_DELAY_MAX: Span = Span::from_secs(60);

/// What ended in this decision: each customer once, in the order in which she lost something first.
type Ended = List<Lost>;

struct Lost {
    customer: CustomerId,
    items: List<Named>,
    /// What was known of her deposit before.
    paid: Payment,
}

/// Everything due at `now`, oldest first, up to a bound; what is left waits for the next decision.
#[inline]
pub(super) fn settle_due(draft: &mut Draft<'_, impl Ground>) {
    let due = draft.due(draft.now, EXPIRIES_PER_DECISION_MAX, |reason| {
        !is_stale(draft, reason)
    });
    if due.is_empty() {
        return;
    }
    draft.behind = due.len() == EXPIRIES_PER_DECISION_MAX;
    let mut ended = Ended::default();
    for &(at, reason) in due.iter() {
        match reason {
            Reason::Expiry(hold) => expire(draft, hold, &mut ended),
            Reason::Reminder(hold) => remind(draft, hold),
            Reason::Review(customer) => review_overdue(draft, at, customer, &mut ended),
        }
    }
    tell_ended(draft, ended);
}

/// A reminder of a hold that is over leads to nothing: many of them must not keep the ends behind them from coming.
fn is_stale(draft: &Draft<'_, impl Ground>, reason: Reason) -> bool {
    match reason {
        Reason::Reminder(hold) => is_due(draft, hold),
        Reason::Expiry(_) | Reason::Review(_) => false,
    }
}

#[inline]
fn is_due(draft: &Draft<'_, impl Ground>, hold: HoldId) -> bool {
    let until = draft.hold(hold).and_then(|hold| hold.state.until());
    until.is_some_and(|until| until <= draft.now)
}

/// The holds of one item that are due, however many others wait for their turn.
#[inline]
pub(super) fn settle_item(draft: &mut Draft<'_, impl Ground>, item: ItemId) {
    if !draft.behind {
        return;
    }
    let holds = holders(&**draft, item).map(|hold| hold.id).collect();
    settle(draft, holds);
}

/// The holds of one customer that are due.
#[inline]
pub(super) fn settle_customer(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) {
    if !draft.behind {
        return;
    }
    let Some(person) = draft.customer(customer) else {
        return;
    };
    let holds = person.holds().collect();
    settle(draft, holds);
}

fn settle(draft: &mut Draft<'_, impl Ground>, mut holds: Vec<HoldId>) {
    holds.retain(|&hold| is_due(draft, hold));
    holds.sort_by_key(|&hold| draft.hold(hold).map(|hold| hold.state.until()));
    let mut ended = Ended::default();
    for hold in holds {
        expire(draft, hold, &mut ended);
    }
    tell_ended(draft, ended);
}

/// Ends a hold whose deadline has come and serves the next in line, as one transition.
#[inline]
fn expire(draft: &mut Draft<'_, impl Ground>, id: HoldId, ended: &mut Ended) {
    if is_due(draft, id) {
        end(draft, id, ended);
    }
}

#[inline]
fn end(draft: &mut Draft<'_, impl Ground>, id: HoldId, ended: &mut Ended) {
    let hold = draft.hold(id).expect("only an existing hold ends");
    let (item, customer) = (hold.item, hold.customer);
    let named = draft.item(item).expect("a hold has an item").named;
    let paid = proof::payment(draft, customer);
    let reason = EndReason::Expired;
    draft.emit(Change::HoldEnded { hold: id, reason });
    serve::give_place_up(draft, item, customer);
    match ended.iter_mut().find(|lost| lost.customer == customer) {
        Some(lost) => lost.items.push(named),
        None => ended.push(Lost {
            customer,
            items: List::from([named]),
            paid,
        }),
    }
    serve::serve(draft, item);
}

#[inline]
fn tell_ended(draft: &mut Draft<'_, impl Ground>, ended: Ended) {
    ended.for_each(|lost| {
        let Lost {
            customer,
            items,
            paid,
        } = lost;
        draft.tell_with(customer, Class::Queue, || Say::Expired { items });
        proof::put_aside_no_more(draft, customer, paid);
    });
}

/// One reminder for each basket; while its proof is reviewed no hold has one.
fn remind(draft: &mut Draft<'_, impl Ground>, id: HoldId) {
    let Some(hold) = draft.hold(id) else { return };
    // Units that came just now moved its end, and its reminder with it.
    let is_due = hold.remind_at.is_some_and(|at| at <= draft.now);
    let customer = hold.customer;
    let person = draft.customer(customer).expect("a hold has an owner");
    if person.reminded || !is_due {
        return;
    }
    draft.emit(Change::Reminded(customer));
    let holds = answers::held_lines(draft, customer);
    let next = answers::next_step(draft, customer);
    draft.tell(customer, Class::Reminder, Say::Reminder { holds, next });
}

fn review_overdue(
    draft: &mut Draft<'_, impl Ground>,
    at: Timestamp,
    customer: CustomerId,
    ended: &mut Ended,
) {
    let proof = draft
        .customer(customer)
        .and_then(|person| person.proof.as_deref());
    let Some(proof) = proof.filter(|proof| proof.review_until == Some(at)) else {
        return;
    };
    let items = match proof.order.and_then(|order| draft.order(order)) {
        Some(order) => order.lines.iter().map(|line| line.named).collect(),
        None => answers::held_lines(draft, customer)
            .into_iter()
            .map(|line| line.item)
            .collect(),
    };
    draft.emit(Change::ReviewOverdue(customer));
    draft.tell_sellers(&Say::ReviewOverdue { customer, items });
    if draft.settings().hold.release_unreviewed {
        let holds = draft.of(customer, |person| person.holds.clone());
        for &Held { hold: id, .. } in holds.iter() {
            let paused = draft
                .hold(id)
                .is_some_and(|hold| matches!(hold.state, HoldState::ProofPending { .. }));
            if paused {
                end(draft, id, ended);
            }
        }
    }
}

/// Gives the time of an outage back to every hold that ran when it began, and to the live, once, up to the shop's cap. What
/// had ended by then stays ended.
pub(super) fn credit(draft: &mut Draft<'_, impl Ground>, from: Timestamp, until: Timestamp) {
    let accounted = draft.desk().credited_until.unwrap_or_default();
    let from = from.max(accounted).max(draft.clock());
    let lost = until.since(from);
    let span = lost.min(draft.settings().hold.outage_credit);
    if span == Span::ZERO || !runs(draft, from) {
        return;
    }
    let over = over_by(draft, from);
    draft.emit(Change::OutageCredited { until, span });
    let mut ended = Ended::default();
    for hold in over {
        if draft.hold(hold).is_some() {
            end(draft, hold, &mut ended);
        }
    }
    tell_ended(draft, ended);
}

/// Whether a hold or the live ran at this instant: a live in which nobody could be heard does not end of silence.
fn runs(draft: &Draft<'_, impl Ground>, instant: Timestamp) -> bool {
    let desk = draft.desk();
    let is_open = |live: &Live| live.state == LiveState::Open;
    let open = desk.live.as_ref().is_some_and(is_open);
    let closes = desk.closes_at(draft.settings(), draft.now);
    desk.holds > 0 || (open && closes.is_some_and(|at| at > instant))
}

/// Holds whose end came by this instant without anybody to notice it, oldest first, up to a bound.
fn over_by(draft: &Draft<'_, impl Ground>, instant: Timestamp) -> Vec<HoldId> {
    let is_end = |reason| matches!(reason, Reason::Expiry(_));
    let due = draft.due(instant, EXPIRIES_PER_DECISION_MAX, is_end);
    let holds = due.iter().filter_map(|&(_, reason)| match reason {
        Reason::Expiry(hold) => Some(hold),
        Reason::Reminder(_) | Reason::Review(_) => None,
    });
    holds.collect()
}

/// Her minutes start when she could know: an answer that left late moves the end of its holds, once.
pub(super) fn answer_accepted(
    draft: &mut Draft<'_, impl Ground>,
    holds: &[HoldId],
    at: Timestamp,
) -> Ruling {
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

#[cfg(test)]
mod tests {
    use crate::command::{Action, Actor, Command, ProofTarget};
    use crate::decide::decide;
    use crate::ids::{CommandId, CustomerId, UserId};
    use crate::limits::EXPIRIES_PER_DECISION_MAX;
    use crate::message::Message;
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::time::{Span, Timestamp};
    use alloc::vec::Vec;

    const SELLER: CustomerId = CustomerId::new(1);
    const START: Timestamp = Timestamp::from_millis(1_000_000_000);

    fn says(shop: &mut Shop, id: u32, from: u32, words: &str) {
        let message = Message::text(CommandId::new(id.into()), CustomerId::new(from), words);
        let decision = decide(shop, &crate::interpret(shop, &message), START);
        shop.apply(&decision.entry());
    }

    /// A piece for each of `count` customers, all held at the same instant.
    fn crowded(count: u32) -> Shop {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        says(&mut shop, 1, 1, &alloc::format!("S01 x{count} 3000"));
        for index in 2..count + 2 {
            says(&mut shop, index, index, "S01");
        }
        assert_eq!(shop.holds().count(), count as usize);
        shop
    }

    #[test]
    fn reminders_that_come_too_late_do_not_keep_the_ends_behind_them_from_coming() {
        let mut shop = crowded(150);
        let now = START + Span::from_mins(10);
        let tick = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Tick,
        };
        for left in [86, 22, 0] {
            let decision = decide(&shop, &tick, now);
            assert!(decision.is_committed(), "what is due leads to something");
            assert!(decision.changes.len() <= EXPIRIES_PER_DECISION_MAX);
            shop.apply(&decision.entry());
            assert_eq!(shop.holds().count(), left);
        }
    }

    #[test]
    fn whoever_claims_behind_a_backlog_sees_her_own_holds_ended() {
        let mut shop = crowded(150);
        says(&mut shop, 900, 1, "S02 3000");
        let last = CustomerId::new(151);
        let message = Message::text(CommandId::new(901), last, "S02");
        let now = START + Span::from_mins(10);
        let decision = decide(&shop, &crate::interpret(&shop, &message), now);
        shop.apply(&decision.entry());
        let hers = shop.holds().filter(|hold| hold.customer == last);
        let since: Vec<Timestamp> = hers.map(|hold| hold.since).collect();
        assert_eq!(since, [now], "the old one has ended, the new one runs");
    }

    #[test]
    fn a_claim_behind_a_backlog_sees_the_holds_of_its_item_ended() {
        let mut shop = crowded(150);
        let late = CustomerId::new(900);
        let message = Message::text(CommandId::new(900), late, "S01 x50");
        let now = START + Span::from_mins(10);
        let decision = decide(&shop, &crate::interpret(&shop, &message), now);
        shop.apply(&decision.entry());
        shop.check();
        assert_eq!(shop.holds().count(), 1, "all the others had ended");
        let hold = shop.holds().next().expect("her hold");
        assert_eq!((hold.customer, hold.slots.len()), (late, 50));
    }

    #[test]
    fn who_is_served_after_an_outage_keeps_what_it_gave_back() {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        says(&mut shop, 2, 1, "S02 x3 3000");
        says(&mut shop, 3, 2, "S02");
        says(&mut shop, 4, 3, "S02 x3");
        let mut photo = Message::text(CommandId::new(5), CustomerId::new(3), "");
        photo.content = crate::message::Content::Image("".into());
        let approved = Command {
            id: CommandId::new(6),
            by: Actor::Team(UserId::new(1)),
            action: Action::ApproveProof(ProofTarget::Customer(CustomerId::new(3))),
        };
        for command in [crate::interpret(&shop, &photo), approved] {
            let _ = shop.carry_out(&command, START);
        }
        let hers = |shop: &Shop| {
            let hold = shop
                .holds()
                .find(|hold| hold.customer == CustomerId::new(3));
            let hold = hold.expect("she holds some");
            (hold.slots.len(), hold.state.until().expect("it runs"))
        };
        let (units, until) = hers(&shop);
        assert_eq!(units, 2, "and she waits for a third");
        let from = START + Span::from_mins(6);
        let lost = Span::from_mins(2);
        let outage = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::CreditOutage {
                from,
                until: from + lost,
            },
        };
        let decision = decide(&shop, &outage, from + lost);
        shop.follow(&decision);
        assert_eq!(hers(&shop), (3, until + lost));
    }
}
