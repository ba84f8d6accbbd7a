//! What time does by itself, and what is given back.

use super::rows::Ends;
use super::{News, Reference, Ruling};
use crate::ids::{CustomerId, HoldId};
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// What is due, those of one instant in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    End(HoldId),
    Reminder(HoldId),
    Review(CustomerId),
}

impl Reference {
    fn due(&mut self) -> Vec<(Timestamp, Due)> {
        let (now, mut due) = (self.now, Vec::new());
        for hold in self.holds.clone() {
            match hold.until() {
                Some(until) if until <= now => due.push((until, Due::End(hold.id))),
                Some(_) if !self.person(hold.customer).reminded => {
                    let remind_at = hold.remind_at.filter(|&at| at <= now);
                    due.extend(remind_at.map(|at| (at, Due::Reminder(hold.id))));
                }
                Some(_) | None => {}
            }
        }
        for person in &self.people {
            let review = person.proof.as_ref().and_then(|proof| proof.review_until);
            let review = review.filter(|&at| at <= now);
            due.extend(review.map(|at| (at, Due::Review(person.id))));
        }
        due.sort_unstable();
        due
    }

    /// Everything that is due, oldest first. An end and its promotion are one.
    pub(super) fn settle_due(&mut self) {
        let mut ended = Vec::new();
        for (at, due) in self.due() {
            match due {
                Due::End(id) => {
                    if self.hold(id).is_some_and(|hold| hold.is_due(self.now)) {
                        self.expire(id, &mut ended);
                    }
                }
                Due::Reminder(id) => self.remind(id),
                Due::Review(customer) => self.review_overdue(customer, at, &mut ended),
            }
        }
        ended.sort_unstable();
        ended.dedup();
        for customer in ended {
            self.tell(customer, News::Expired);
        }
    }

    fn expire(&mut self, id: HoldId, ended: &mut Vec<CustomerId>) {
        let hold = self.hold(id).expect("a hold that is").clone();
        self.end_hold(id, true);
        self.leave(hold.customer, hold.item);
        ended.push(hold.customer);
        self.serve(hold.item);
    }

    fn remind(&mut self, id: HoldId) {
        let due = |at: Timestamp| at <= self.now;
        let Some(hold) = self.hold(id) else { return };
        let (customer, still) = (hold.customer, hold.remind_at.is_some_and(due));
        if still && !self.person(customer).reminded {
            self.person(customer).reminded = true;
            self.tell(customer, News::Reminder);
        }
    }

    fn review_overdue(&mut self, customer: CustomerId, at: Timestamp, ended: &mut Vec<CustomerId>) {
        let Some(proof) = &mut self.person(customer).proof else {
            return;
        };
        if proof.review_until != Some(at) {
            return;
        }
        proof.review_until = None;
        if self.settings.hold.release_unreviewed {
            for id in self.basket(customer) {
                if self.hold(id).is_some_and(|hold| hold.until().is_none()) {
                    self.expire(id, ended);
                }
            }
        }
    }

    /// Minutes that nobody could use come back, once.
    pub(super) fn credit(&mut self, from: Timestamp, until: Timestamp) {
        let known = self.credited_until.unwrap_or_default();
        let from = from.max(known).max(self.clock);
        let span = until.since(from).min(self.settings.hold.outage_credit);
        let closes = self.closes_at(self.now).filter(|_| self.is_open());
        if span == Span::ZERO || (self.holds.is_empty() && closes.is_none_or(|at| at <= from)) {
            return;
        }
        let mut over: Vec<_> = self
            .holds
            .iter()
            .filter_map(|hold| Some((hold.until()?, hold.id)))
            .collect();
        over.retain(|&(until, _)| until <= from);
        over.sort_unstable();
        self.credited_until = Some(until);
        if let Some(live) = &mut self.live {
            live.last_activity = live.last_activity + span;
        }
        for hold in &mut self.holds {
            match &mut hold.ends {
                Ends::Soft(until) | Ends::Locked(until) => {
                    *until = *until + span;
                    hold.remind_at = hold.remind_at.map(|at| at + span);
                }
                Ends::Paused(_) => {}
            }
        }
        for person in &mut self.people {
            if let Some(proof) = &mut person.proof {
                proof.review_until = proof.review_until.map(|at| at + span);
            }
        }
        let mut ended = Vec::new();
        for (_, id) in over {
            if self.hold(id).is_some() {
                self.expire(id, &mut ended);
            }
        }
        ended.sort_unstable();
        ended.dedup();
        for customer in ended {
            self.tell(customer, News::Expired);
        }
    }

    /// Her minutes start when she could know.
    pub(super) fn answer_accepted(&mut self, holds: &[HoldId], at: Timestamp) -> Ruling {
        for hold in &mut self.holds {
            let late = at.since(hold.since);
            if let (Ends::Soft(until), true) = (hold.ends, holds.contains(&hold.id))
                && !hold.moved
                && late > Span::from_secs(5)
            {
                let span = late.min(Span::from_secs(60));
                hold.ends = Ends::Soft(until + span);
                hold.remind_at = hold.remind_at.map(|at| at + span);
                hold.moved = true;
            }
        }
        Ok(())
    }
}
