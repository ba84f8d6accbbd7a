//! A small world under faults: two nodes, one journal, messages that come twice, late, out of order or never, nodes
//! that die between deciding and committing, clocks that jump. All of it drawn from one number.
//!
//! A [`Plan`] is plain data, so that a history that breaks something can be cut shorter and played again.

mod dice;
mod ledger;
mod node;

use super::world::{Step, World};
use alloc::vec::Vec;
use dice::Dice;

/// What goes wrong with one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing.
    None,
    /// The node dies with the decision in its hands: nothing is committed, nobody is told.
    DiesBeforeCommit,
    /// The node dies once the store has the entry, before it moved forward itself.
    DiesAfterCommit,
    /// All is well but the answer: the provider sends the message again.
    AnswerLost,
}

/// One thing that happens in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Somebody writes or presses a button, and a node hears of it.
    Sent {
        /// What.
        step: Step,
        /// Which node.
        node: u8,
        /// What goes wrong.
        fault: Fault,
    },
    /// Somebody writes, and no node hears of it yet.
    Delayed {
        /// What.
        step: Step,
    },
    /// A message that was delayed, or delivered before, comes (again).
    Comes {
        /// Which of them, counted from the latest.
        back: u8,
        /// To which node.
        node: u8,
        /// What goes wrong.
        fault: Fault,
    },
    /// A timer fires on a node.
    Timer {
        /// Which node.
        node: u8,
        /// What goes wrong.
        fault: Fault,
    },
    /// Time stands at the next deadline, to the millisecond, or just before it.
    ToDeadline {
        /// Milliseconds before it.
        before: u8,
    },
    /// A node's clock jumps.
    ClockJumps {
        /// Which node.
        node: u8,
        /// Seconds, in either direction.
        secs: i32,
    },
    /// A node starts again from the journal.
    Restart {
        /// Which node.
        node: u8,
    },
    /// Whoever is next in line says STOP in the instant in which she would be served.
    StopAtHerTurn {
        /// Which node hears of it.
        node: u8,
    },
}

/// A world and what happens in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    /// How small the world is.
    pub world: World,
    /// In order.
    pub events: Vec<Event>,
}

/// What a plan came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// Messages, buttons and timers that a node decided on, each check of every invariant included.
    pub messages: u64,
    /// Deliveries of a message that was carried out before.
    pub duplicates: u64,
    /// Decisions that came from a state that was not the newest, and were decided again.
    pub conflicts: u64,
    /// Nodes that died, with or without the entry committed.
    pub crashes: u64,
    /// Units that passed to somebody, and units sold.
    pub given: u64,
    /// Promotions from a queue.
    pub promoted: u64,
    /// Of every entry of the journal, in order.
    pub journal_hash: u64,
}

impl Plan {
    /// The plan of a seed. Each seed has its own rates of faults, so that rare ones meet.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let world = World {
            customers: 2 + dice.below(4) as u8,
            codes: 1 + dice.below(2) as u8,
        };
        let rate = |dice: &mut Dice| [0, 1, 4, 15][dice.below(4) as usize];
        let rates = Rates {
            delayed: rate(&mut dice),
            again: rate(&mut dice),
            fault: rate(&mut dice),
            jump: rate(&mut dice) / 2,
            restart: rate(&mut dice) / 2,
            stop: rate(&mut dice) / 2,
            timer: 2 + rate(&mut dice),
        };
        // The seller's first codes, so that there is something to claim.
        let opening = (0..3).map(|what| Event::Sent {
            step: Step {
                action: 17,
                who: 255,
                what: what * 5 % 11,
                much: (dice.below(2) * 4) as u8,
                pause: 1,
            },
            node: 0,
            fault: Fault::None,
        });
        let mut events: Vec<Event> = opening.collect();
        let count = 60 + dice.below(240);
        for _ in 0..count {
            events.push(rates.event(&mut dice));
        }
        Self { world, events }
    }

    /// Plays the plan, checking everything after every step, and then lets faults stop and time run out.
    ///
    /// # Panics
    /// When anything is broken: an invariant, an acknowledged message without its one effect, a unit with two
    /// owners, a place in a queue passed over, news after STOP, something that never ends.
    #[must_use]
    pub fn play(&self) -> Tally {
        node::Cluster::new(self.world).play(&self.events)
    }
}

/// Of a hundred events, how many are these; all others are messages.
struct Rates {
    delayed: u64,
    again: u64,
    fault: u64,
    jump: u64,
    restart: u64,
    stop: u64,
    timer: u64,
}

impl Rates {
    fn event(&self, dice: &mut Dice) -> Event {
        let node = dice.below(2) as u8;
        let fault = self.fault(dice);
        let mut percent = dice.below(100);
        let mut falls = |rate: u64| {
            let hit = percent < rate;
            percent = percent.saturating_sub(rate);
            hit
        };
        if falls(self.delayed) {
            return Event::Delayed { step: step(dice) };
        }
        if falls(self.again) {
            let back = dice.below(12) as u8;
            return Event::Comes { back, node, fault };
        }
        if falls(self.jump) {
            let secs = [-3_600, -300, -5, 5, 120, 600, 3_600, 86_400][dice.below(8) as usize];
            return Event::ClockJumps { node, secs };
        }
        if falls(self.restart) {
            return Event::Restart { node };
        }
        if falls(self.stop) {
            return Event::StopAtHerTurn { node };
        }
        if falls(self.timer) {
            return Event::Timer { node, fault };
        }
        if falls(3) {
            let before = dice.below(2) as u8;
            return Event::ToDeadline { before };
        }
        let step = step(dice);
        Event::Sent { step, node, fault }
    }

    fn fault(&self, dice: &mut Dice) -> Fault {
        if dice.below(100) >= self.fault {
            return Fault::None;
        }
        match dice.below(3) {
            0 => Fault::DiesBeforeCommit,
            1 => Fault::DiesAfterCommit,
            _ => Fault::AnswerLost,
        }
    }
}

fn step(dice: &mut Dice) -> Step {
    let pause = match dice.below(8) {
        0..=3 => 0,
        4..=5 => dice.below(30),
        6 => dice.below(200),
        _ => dice.below(400),
    };
    Step {
        action: dice.below(256) as u8,
        who: dice.below(256) as u8,
        what: dice.below(256) as u8,
        much: dice.below(256) as u8,
        pause: pause as u16,
    }
}
