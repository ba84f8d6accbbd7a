//! Two nodes over one journal, and a provider that delivers until it is answered.

use super::ledger::Ledger;
use super::{Event, Fault, Tally};
use crate::command::{Action, Actor, Command};
use crate::decide::decide;
use crate::decision::Outcome;
use crate::entry::Entry;
use crate::ids::{CommandId, CustomerId};
use crate::shop::Shop;
use crate::testkit::world::{Step, World, command};
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// Entries between two states that are kept, from which a node starts again.
const KEPT_EVERY: usize = 48;
/// Decisions that the end of a world may take.
const ENDINGS_MAX: usize = 2_000;

struct Node {
    shop: Shop,
    /// Milliseconds that its clock is ahead.
    skew: i64,
}

/// A message, and how often it was answered.
struct Message {
    command: Command,
    answered: bool,
}

pub(super) struct Cluster {
    world: World,
    nodes: [Node; 2],
    journal: Vec<Entry>,
    kept: Shop,
    now: Timestamp,
    messages: Vec<Message>,
    ledger: Ledger,
    tally: Tally,
}

impl Cluster {
    pub(super) fn new(world: World) -> Self {
        let shop = Shop::new(world.settings());
        let node = || Node {
            shop: shop.clone(),
            skew: 0,
        };
        Self {
            nodes: [node(), node()],
            kept: shop.clone(),
            world,
            journal: Vec::new(),
            now: Timestamp::from_millis(1_700_000_000_000),
            messages: Vec::new(),
            ledger: Ledger::default(),
            tally: Tally::default(),
        }
    }

    pub(super) fn play(mut self, events: &[Event]) -> Tally {
        for event in events {
            self.happens(*event);
        }
        self.comes_to_rest();
        self.tally.given = self.ledger.given;
        self.tally.promoted = self.ledger.promoted;
        self.tally.journal_hash = self.ledger.hash();
        self.tally
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Sent { step, node, fault } => {
                let message = self.write(step, usize::from(node));
                self.deliver(message, usize::from(node), fault);
            }
            Event::Delayed { step } => {
                self.write(step, 0);
            }
            Event::Comes { back, node, fault } => {
                let last = self.messages.len().checked_sub(1 + usize::from(back));
                if let Some(message) = last {
                    self.deliver(message, usize::from(node), fault);
                }
            }
            Event::Timer { node, fault } => {
                self.carry_out(&tick(), usize::from(node), fault);
            }
            Event::ToDeadline { before } => {
                let due = self.nodes[0].shop.next_deadline();
                let due = due.map(|due| due - Span::from_millis(i64::from(before)));
                self.now = due.map_or(self.now, |due| due.max(self.now));
            }
            Event::ClockJumps { node, secs } => {
                self.nodes[usize::from(node)].skew += i64::from(secs) * 1_000;
            }
            Event::Restart { node } => self.restart(usize::from(node)),
            Event::StopAtHerTurn { node } => self.stop_at_her_turn(usize::from(node)),
        }
    }

    /// A new message, seen from what a node knows.
    fn write(&mut self, step: Step, node: usize) -> usize {
        self.now = self.now + Span::from_secs(i64::from(step.pause));
        let id = CommandId::new(self.messages.len() as u128 + 1);
        let shop = &self.nodes[node].shop;
        let command = command(&self.world, shop, id, step, self.now);
        self.messages.push(Message {
            command,
            answered: false,
        });
        self.messages.len() - 1
    }

    fn deliver(&mut self, message: usize, node: usize, fault: Fault) {
        let command = self.messages[message].command.clone();
        let before = self.messages[message].answered;
        let answered = self.carry_out(&command, node, fault);
        // What nobody wrote is not sent again: time passes by itself.
        let own = command.id == CommandId::NONE;
        self.messages[message].answered = before || answered || own;
    }

    /// Decides until the journal takes it; whether the sender was answered.
    fn carry_out(&mut self, command: &Command, node: usize, fault: Fault) -> bool {
        loop {
            let Node { shop, skew } = &self.nodes[node];
            let now = Timestamp::from_millis(self.now.millis() + skew);
            let decision = decide(shop, command, now);
            self.tally.messages += 1;
            match decision.outcome {
                Outcome::Duplicate => {
                    let carried_out = |entry: &Entry| entry.command == command.id;
                    assert!(self.journal.iter().any(carried_out), "{command:?}");
                    self.tally.duplicates += 1;
                    return true;
                }
                Outcome::Idle if self.is_current(node) => return true,
                Outcome::Done | Outcome::Refused(_) | Outcome::Idle => {}
            }
            if fault == Fault::DiesBeforeCommit {
                self.dies(node);
                return false;
            }
            if !self.is_current(node) {
                self.tally.conflicts += 1;
                self.catch_up(node);
                continue;
            }
            let entry = decision.entry();
            self.ledger.judge(&decision, &entry);
            self.journal.push(entry);
            if fault == Fault::DiesAfterCommit {
                self.dies(node);
                return false;
            }
            self.catch_up(node);
            let shop = &self.nodes[node].shop;
            shop.check();
            assert_eq!(shop.next_deadline(), decision.next_deadline, "{command:?}");
            return fault != Fault::AnswerLost;
        }
    }

    fn is_current(&self, node: usize) -> bool {
        self.nodes[node].shop.version().get() == self.journal.len() as u64
    }

    fn catch_up(&mut self, node: usize) {
        let shop = &mut self.nodes[node].shop;
        let known = usize::try_from(shop.version().get()).expect("a small journal");
        for entry in &self.journal[known..] {
            shop.apply(entry);
        }
        if self.journal.len() >= self.kept.version().get() as usize + KEPT_EVERY {
            self.kept = shop.clone();
        }
    }

    fn dies(&mut self, node: usize) {
        self.tally.crashes += 1;
        self.restart(node);
    }

    /// From the state that was kept and the journal after it: the same as what another node made step by step.
    fn restart(&mut self, node: usize) {
        self.nodes[node].shop = self.kept.clone();
        self.catch_up(node);
        let [one, other] = &self.nodes;
        if one.shop.version() == other.shop.version() {
            assert_eq!(one.shop, other.shop, "replay yields the state");
        }
    }

    fn stop_at_her_turn(&mut self, node: usize) {
        let shop = &self.nodes[node].shop;
        let crowded = shop
            .items()
            .find(|item| shop.queue(item.id).next().is_some());
        let Some(item) = crowded else { return };
        let head = shop
            .queue(item.id)
            .next()
            .expect("a queue with a head")
            .customer;
        let ends = shop.holders(item.id);
        let end = ends.filter_map(|hold| hold.state.until()).min();
        self.now = end.map_or(self.now, |end| end.max(self.now));
        let message = self.says(head, Action::OptOut);
        self.deliver(message, node, Fault::None);
        self.carry_out(&tick(), node, Fault::None);
    }

    fn says(&mut self, customer: CustomerId, action: Action) -> usize {
        let command = Command {
            id: CommandId::new(self.messages.len() as u128 + 1),
            by: Actor::Customer(customer),
            action,
        };
        self.messages.push(Message {
            command,
            answered: false,
        });
        self.messages.len() - 1
    }

    /// Faults stop: what was not answered is delivered, and time goes on until nothing is due.
    fn comes_to_rest(&mut self) {
        for message in 0..self.messages.len() {
            if !self.messages[message].answered {
                self.deliver(message, message % 2, Fault::None);
            }
            assert!(self.messages[message].answered, "everybody is answered");
        }
        self.each_message_has_one_effect();
        for _ in 0..ENDINGS_MAX {
            self.catch_up(0);
            let Some(due) = self.nodes[0].shop.next_deadline() else {
                break;
            };
            self.nodes[0].skew = 0;
            self.now = self.now.max(due);
            self.carry_out(&tick(), 0, Fault::None);
        }
        let shop = &self.nodes[0].shop;
        assert_eq!(shop.next_deadline(), None, "everything ends");
        let paused = shop.holds().all(|hold| hold.state.until().is_none());
        assert!(paused, "what still holds waits for the team");
        self.restart(1);
    }

    fn each_message_has_one_effect(&self) {
        let mut ids: Vec<CommandId> = self.journal.iter().map(|entry| entry.command).collect();
        ids.retain(|id| *id != CommandId::NONE);
        let carried_out = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), carried_out, "no message has two entries");
        let written = self.messages.iter();
        let written = written.filter(|message| message.command.id != CommandId::NONE);
        assert_eq!(written.count(), carried_out, "every answer has its entry");
    }
}

fn tick() -> Command {
    Command {
        id: CommandId::NONE,
        by: Actor::System,
        action: Action::Tick,
    }
}
