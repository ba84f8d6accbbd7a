//! The product and the naive shop, side by side: after every command they say the same.

use super::bench::Bench;
use super::reference::{News, Reference, View};
use crate::command::{Action, Command};
use crate::decision::{Decision, Outcome};
use crate::ids::{CommandId, CustomerId};
use crate::refusal::Refusal;
use crate::reply::Say;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::time::Timestamp;
use alloc::vec::Vec;

/// Two implementations of one shop.
#[derive(Clone, Debug)]
pub struct Twins {
    bench: Bench,
    reference: Reference,
}

impl Twins {
    /// Fresh shops with these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            bench: Bench::new(settings.clone()),
            reference: Reference::new(settings),
        }
    }

    /// The product's shop as it stands.
    #[must_use]
    pub const fn shop(&self) -> &Shop {
        self.bench.shop()
    }

    /// Gives both the same command. A message of several claims is also given to a copy one claim at a time.
    ///
    /// # Panics
    /// When they differ in anything that can be seen, or when an invariant breaks.
    pub fn run(&mut self, command: &Command, now: Timestamp) -> Decision {
        let one_by_one = self.one_by_one(command, now);
        let decision = self.bench.run(command, now);
        let (outcome, news) = self.reference.step(command, now);
        assert_eq!(
            plain(&decision.outcome),
            outcome,
            "product and reference rule alike on {command:?}"
        );
        assert_eq!(
            told(&decision),
            news,
            "product and reference tell the same news after {command:?}"
        );
        let view = View::of(self.bench.shop());
        assert_same(&view, &self.reference.view(), command);
        if let Some(sequence) = one_by_one {
            assert_eq!(
                view,
                View::of(sequence.shop()),
                "a batch is its sequence: {command:?}"
            );
        }
        decision
    }

    /// The shop after each claim of the message as a message of its own.
    fn one_by_one(&self, command: &Command, now: Timestamp) -> Option<Bench> {
        let Action::Claim { claims, .. } = &command.action else {
            return None;
        };
        // A live whose time has come goes on with the first claim that is understood, or ends before it.
        let due = self.shop().next_deadline().is_some_and(|due| due <= now);
        if claims.len() < 2 || due || self.shop().knows(command.id) {
            return None;
        }
        let mut bench = self.bench.clone();
        for (index, claim) in claims.iter().enumerate() {
            let claims = Vec::from([claim.clone()]);
            let id = CommandId::new(command.id.get() | (index as u128 + 1) << 100);
            let action = Action::Claim { claims, skipped: 0 };
            let by = command.by;
            let _ = bench.run(&Command { id, by, action }, now);
        }
        Some(bench)
    }
}

/// Row by row, so that a difference is short to read.
fn assert_same(product: &View, other: &View, command: &Command) {
    if product == other {
        return;
    }
    let what = "product and reference agree after";
    assert_eq!(product.live, other.live, "{what} {command:?}");
    assert_eq!(
        product.next_deadline, other.next_deadline,
        "{what} {command:?}"
    );
    for (id, row) in &product.items {
        assert_eq!(Some(row), other.items.get(id), "{what} {command:?}: {id:?}");
    }
    for (id, row) in &product.holds {
        assert_eq!(Some(row), other.holds.get(id), "{what} {command:?}: {id:?}");
    }
    for (id, row) in &product.people {
        assert_eq!(
            Some(row),
            other.people.get(id),
            "{what} {command:?}: {id:?}"
        );
    }
    for (id, row) in &product.orders {
        assert_eq!(
            Some(row),
            other.orders.get(id),
            "{what} {command:?}: {id:?}"
        );
    }
    assert_eq!(product, other, "{what} {command:?}");
}

/// The example of an unknown code is a courtesy, not a rule.
fn plain(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::Refused(Refusal::UnknownCode { .. }) => {
            Outcome::Refused(Refusal::UnknownCode { example: None })
        }
        Outcome::Done | Outcome::Refused(_) | Outcome::Duplicate | Outcome::Idle => outcome.clone(),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "answers are compared by the shop that they describe"
)]
fn told(decision: &Decision) -> Vec<(CustomerId, News)> {
    let news = decision.replies.iter().filter_map(|reply| {
        let news = match reply.say {
            Say::Reminder { .. } => News::Reminder,
            Say::Promoted { .. } => News::Promoted,
            Say::Expired { .. } => News::Expired,
            Say::QueueClosed { .. } => News::QueueClosed,
            _ => return None,
        };
        Some((reply.to, news))
    });
    let mut news: Vec<_> = news.collect();
    news.sort_unstable();
    news
}
