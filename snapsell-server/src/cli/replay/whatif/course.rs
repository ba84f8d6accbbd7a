//! One course of events: the same inputs at the same instants, decided again under some settings.

use snapsell_core::{
    Action, Actor, Command, CommandId, HoldId, LiveId, OrderNumber, Settings, Shop, Timestamp,
    decide, interpret,
};

use super::input::{Input, Named, Wish, for_orders, orders_in};
use crate::cli::tally::{Key, Sales, Tally};

/// Times that time alone leads to something after the last input, at most.
const TICKS_MAX: usize = 200_000;

/// A live, its inputs and how far time goes.
pub(super) struct Played<'a> {
    /// The shop before the first of them.
    pub(super) start: &'a Shop,
    pub(super) inputs: &'a [Input],
    pub(super) live: LiveId,
    /// Nothing happens after this; the journal of a live that is not over ends somewhere.
    pub(super) horizon: Timestamp,
}

/// What came of it.
pub(super) struct Course {
    pub(super) tally: Tally,
    pub(super) sales: Sales,
    /// Commands whose order or hold never came to be.
    pub(super) without_object: u64,
}

struct World<'a> {
    start: &'a Shop,
    shop: Shop,
    tally: Tally,
    without_object: u64,
    change: &'a dyn Fn(&mut Settings),
}

/// Plays a live under settings changed by `change`, which is asked again whenever the shop's settings changed.
pub(super) fn play(played: &Played<'_>, change: &dyn Fn(&mut Settings)) -> Course {
    let mut world = World {
        start: played.start,
        shop: played.start.clone(),
        tally: Tally::of(played.start),
        without_object: 0,
        change,
    };
    if let Some(first) = played.inputs.first() {
        let mut settings = played.start.settings().clone();
        change(&mut settings);
        if settings != *played.start.settings() {
            world.system(Action::Configure(Box::new(settings)), first.at);
        }
    }
    for input in played.inputs {
        let mut heard_until = input.at;
        if let Wish::Outage { from, .. } = input.wish {
            // Nobody was there to notice what fell due.
            heard_until = from.min(input.at);
        }
        world.pass_until(heard_until);
        world.take(input);
    }
    world.pass_until(played.horizon);
    Course {
        sales: Sales::of(&world.shop, played.live),
        tally: world.tally,
        without_object: world.without_object,
    }
}

impl World<'_> {
    fn pass_until(&mut self, until: Timestamp) {
        for _ in 0..TICKS_MAX {
            let Some(due) = self.shop.next_deadline().filter(|due| *due <= until) else {
                return;
            };
            if !self.system(Action::Tick, due) {
                return;
            }
        }
    }

    fn take(&mut self, input: &Input) {
        match &input.wish {
            Wish::Message(message) => {
                let command = interpret(&self.shop, message);
                self.command(command, input);
            }
            Wish::Command(command) => self.command(command.clone(), input),
            Wish::Release(command, key) => match self.hold_of(*key) {
                Some(hold) => {
                    let action = Action::ReleaseHold(hold);
                    self.run(
                        &Command {
                            action,
                            ..command.clone()
                        },
                        input.at,
                    );
                }
                None => self.without_object += 1,
            },
            Wish::Reopen(command, (code, size, customer), quantity) => {
                let item = self.shop.find(*code, *size).map(|item| item.id);
                let Some(item) = item else {
                    self.without_object += 1;
                    return;
                };
                let action = Action::Reopen {
                    item,
                    customer: *customer,
                    quantity: *quantity,
                };
                self.run(
                    &Command {
                        action,
                        ..command.clone()
                    },
                    input.at,
                );
            }
            Wish::Late(moved) => {
                for (key, delay) in moved {
                    let Some(hold) = self.hold_of(*key) else {
                        continue;
                    };
                    let since = self.shop.hold(hold).map(|hold| hold.since);
                    let at = since.unwrap_or(input.at) + *delay;
                    let holds = vec![hold];
                    self.system(Action::AnswerAccepted { holds, at }, input.at);
                }
            }
            Wish::Outage { from, until } => {
                let (from, until) = (*from, *until);
                self.system(Action::CreditOutage { from, until }, input.at);
            }
            Wish::Time | Wish::Lost => {}
        }
    }

    /// Carries a command out, for the orders that it means here where it names some, with the change of settings on top.
    fn command(&mut self, command: Command, input: &Input) {
        let mut command = command;
        if !orders_in(&command.action).is_empty() {
            let meant = input.orders.iter().filter_map(|named| self.order_of(named));
            let meant: Vec<OrderNumber> = meant.collect();
            let Some(&first) = meant.first() else {
                self.without_object += 1;
                return;
            };
            command.action = for_orders(command.action, first, meant);
        }
        if let Action::Configure(settings) = &mut command.action {
            (self.change)(settings);
        }
        self.run(&command, input.at);
    }

    /// The order that is meant: one from before the live by its number, else hers with as many of hers after it.
    fn order_of(&self, named: &Named) -> Option<OrderNumber> {
        let is_old = |number| self.start.order(number).is_some();
        if is_old(named.number) {
            return Some(named.number);
        }
        let orders = self.shop.orders();
        let hers = orders.filter(|order| order.customer == named.customer && !is_old(order.number));
        let hers: Vec<OrderNumber> = hers.map(|order| order.number).collect();
        hers.into_iter().rev().nth(named.later)
    }

    fn hold_of(&self, (code, size, customer): Key) -> Option<HoldId> {
        let item = self.shop.find(code, size)?;
        let mut holders = self.shop.holders(item.id);
        holders
            .find(|hold| hold.customer == customer)
            .map(|hold| hold.id)
    }

    fn system(&mut self, action: Action, at: Timestamp) -> bool {
        let command = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action,
        };
        self.run(&command, at)
    }

    /// Whether anything came of it.
    fn run(&mut self, command: &Command, at: Timestamp) -> bool {
        let decision = decide(&self.shop, command, at);
        if decision.is_committed() {
            self.tally.note(&decision.changes, decision.at);
            self.shop.follow(&decision);
        }
        decision.is_committed()
    }
}
