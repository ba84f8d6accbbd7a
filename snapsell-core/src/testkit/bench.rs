//! A shop under test: every decision is applied, replayed and checked.

use crate::command::{Action, Actor, Command};
use crate::decide::decide;
use crate::decision::Decision;
use crate::entry::Entry;
use crate::ids::CommandId;
use crate::message::Message;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::time::Timestamp;
use alloc::vec::Vec;

/// A shop, its journal, and a second shop that only ever sees the journal.
#[derive(Clone, Debug)]
pub struct Bench {
    shop: Shop,
    replica: Shop,
    journal: Vec<Entry>,
}

impl Bench {
    /// A fresh shop with these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let shop = Shop::new(settings);
        Self {
            replica: shop.clone(),
            shop,
            journal: Vec::new(),
        }
    }

    /// The shop as it stands.
    #[must_use]
    pub const fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Everything that happened.
    #[must_use]
    pub fn journal(&self) -> &[Entry] {
        &self.journal
    }

    /// Decides one command, applies it and checks everything that must hold.
    ///
    /// # Panics
    /// When an invariant breaks.
    pub fn run(&mut self, command: &Command, now: Timestamp) -> Decision {
        let before = self.shop.clone();
        let decision = decide(&self.shop, command, now);
        assert_eq!(before, self.shop, "a decision changes nothing by itself");
        assert_eq!(
            decision,
            decide(&before, command, now),
            "the same command leads to the same decision"
        );
        let mut at_once = before;
        assert_eq!(
            decision,
            at_once.carry_out(command, now),
            "decided on the shop itself it is the same"
        );
        if !decision.is_committed() {
            assert_eq!(at_once, self.shop, "what is not committed never happened");
            assert!(
                decision.changes.is_empty() && decision.replies.is_empty(),
                "what is not committed says nothing"
            );
            return decision;
        }
        let entry = decision.entry();
        self.shop.follow(&decision);
        assert_eq!(self.shop, at_once, "and it leads to the same");
        self.shop.check();
        self.replica.apply(&entry);
        assert_eq!(self.shop, self.replica, "replay yields the state");
        assert_eq!(
            self.shop.next_deadline(),
            decision.next_deadline,
            "the draft foresaw the next deadline"
        );
        self.journal.push(entry);
        decision
    }

    /// Reads and decides one message.
    pub fn message(&mut self, message: &Message, now: Timestamp) -> Decision {
        let command = crate::interpret(&self.shop, message);
        self.run(&command, now)
    }

    /// Lets time pass until nothing is due at `now` any more; the decisions that this took.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Decision> {
        let mut decisions = Vec::new();
        while self.shop.next_deadline().is_some_and(|due| due <= now) {
            let tick = Command {
                id: CommandId::NONE,
                by: Actor::System,
                action: Action::Tick,
            };
            let decision = self.run(&tick, now);
            assert!(
                decision.is_committed(),
                "what is due leads to something: {:?}",
                self.shop.next_deadline()
            );
            decisions.push(decision);
        }
        decisions
    }
}
