//! What can happen next, and what must hold whatever happens.

use crate::owners::Owners;
use crate::state::{Known, Node, Pending, Said, State};
use snapsell_core::{
    Action, Actor, ClaimLine, Command, CommandId, CustomerId, Decision, Message, Money, Outcome,
    Say, Settings, Shop, Span, Timestamp, decide, interpret,
};
use stateright::{Model, Property};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How large the world is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// What customers write, in the order in which they could: who, what, and how often it may be delivered.
    messages: &'static [(u32, &'static str, u8)],
    /// Instants, in seconds from the start.
    pub(crate) instants: &'static [i64],
    /// Nodes that may die.
    pub(crate) deaths: u8,
}

impl Bounds {
    /// Three customers, a single piece and a stock of two; a repeat; an end; a death.
    pub(crate) const SMALL: Self = Self {
        messages: &[
            (2, "A1", 2),
            (3, "A1 S1 x2", 1),
            (2, "OUI", 1),
            (4, "A1", 1),
        ],
        instants: &[0, 180, 300],
        deaths: 1,
    };
    /// More repeats, a cancellation, a second end and a second death.
    pub(crate) const LARGE: Self = Self {
        messages: &[
            (2, "A1", 2),
            (3, "A1 S1 x2", 2),
            (2, "OUI", 2),
            (4, "S1 x2", 1),
            (3, "ANNULER", 1),
        ],
        instants: &[0, 180, 300, 600],
        deaths: 2,
    };
}

/// A store or a sender that is wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    None,
    /// The store takes an entry without looking at what was committed before.
    NoHeadCheck,
    /// Replies leave when the decision is made.
    SentBeforeCommit,
    /// 200 leaves when the decision is made.
    AnsweredBeforeCommit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A message comes to a node, which decides; none for a timer.
    Decides {
        node: usize,
        message: Option<u8>,
    },
    /// A node commits what it decided, if nobody was first; else it catches up and forgets it.
    Commits {
        node: usize,
    },
    /// The same, and the node dies before it can answer.
    CommitsAndDies {
        node: usize,
    },
    Dies {
        node: usize,
    },
    CatchesUp {
        node: usize,
    },
    /// The reply that waits longest leaves.
    Sends,
    TimePasses,
}

pub(crate) struct Small {
    pub(crate) bounds: Bounds,
    flaw: Flaw,
    start: Timestamp,
    opened: Shop,
    commands: Vec<Command>,
}

impl Small {
    pub(crate) fn new(bounds: Bounds, flaw: Flaw) -> Self {
        // A broken invariant is a property that fails, not a program that stops.
        std::panic::set_hook(Box::new(|_| {}));
        let start = Timestamp::from_millis(1_700_000_000_000);
        let mut settings = Settings {
            delivery_fee: Money::from_minor(1_500),
            ..Settings::default()
        };
        settings.sellers.insert(CustomerId::new(1));
        let mut shop = Shop::new(settings);
        let mut id = 1_000;
        let mut say = |shop: &mut Shop, who: u32, words: &str| {
            id += 1;
            let message = Message::text(CommandId::new(id), CustomerId::new(who), words);
            let decision = decide(shop, &interpret(shop, &message), start);
            shop.apply(&decision.entry());
        };
        say(&mut shop, 1, "A1 5000");
        say(&mut shop, 1, "S1 x2 3000");
        // Her address is known, so that one OUI makes an order.
        let give = Command {
            id: CommandId::new(2_000),
            by: Actor::Customer(CustomerId::new(2)),
            action: Action::GiveAddress,
        };
        let decision = decide(&shop, &give, start);
        shop.apply(&decision.entry());
        let commands = bounds.messages.iter().zip(1..);
        let commands = commands.map(|(&(who, words, _), id)| {
            let message = Message::text(CommandId::new(id), CustomerId::new(who), words);
            interpret(&shop, &message)
        });
        Self {
            bounds,
            flaw,
            start,
            commands: commands.collect(),
            opened: shop,
        }
    }

    fn decision(&self, pending: &Pending) -> Decision {
        let tick = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Tick,
        };
        let command = match pending.message {
            Some(message) => &self.commands[usize::from(message)],
            None => &tick,
        };
        let secs = self.bounds.instants[usize::from(pending.clock)];
        decide(
            &pending.base.shop,
            command,
            self.start + Span::from_secs(secs),
        )
    }

    fn decides(&self, state: &mut State, node: usize, message: Option<u8>) -> Option<()> {
        let pending = Pending {
            message,
            base: state.nodes[node].known.clone(),
            clock: state.clock,
        };
        let decision = self.decision(&pending);
        if let Some(message) = message {
            state.left[usize::from(message)] -= 1;
        }
        match decision.outcome {
            Outcome::Idle => return None,
            Outcome::Duplicate => {
                let message = message?;
                state.answered[usize::from(message)] = true;
                return Some(());
            }
            Outcome::Done | Outcome::Refused(_) => {}
        }
        if self.flaw == Flaw::SentBeforeCommit {
            state.told.extend(said(&decision));
        }
        if let (Flaw::AnsweredBeforeCommit, Some(message)) = (self.flaw, message) {
            state.answered[usize::from(message)] = true;
        }
        state.nodes[node].pending = Some(pending);
        Some(())
    }

    fn commits(&self, state: &mut State, node: usize, dies: bool) -> Option<()> {
        let pending = state.nodes[node].pending.take()?;
        let decision = self.decision(&pending);
        let mut entry = decision.entry();
        let is_next = entry.version == state.durable.shop.version().next();
        if !is_next && self.flaw != Flaw::NoHeadCheck {
            // Another node was first. The provider was not answered: it will deliver again.
            state.nodes[node].known = state.durable.clone();
            if let Some(message) = pending.message {
                state.left[usize::from(message)] += 1;
            }
            return (!dies).then_some(());
        }
        entry.version = state.durable.shop.version().next();
        entry.at = entry.at.max(state.durable.shop.clock());
        state.owners.see(&entry);
        let after = catch_unwind(AssertUnwindSafe(|| {
            let after = state.durable.after(&entry);
            after.shop.check();
            after
        }));
        match after {
            Ok(after) => state.durable = after,
            Err(_) => state.broken = true,
        }
        state.nodes[node].known = state.durable.clone();
        state.outbox.extend(said(&decision));
        if let Some(message) = pending.message {
            state.entries.push(entry.command);
            state.entries.sort_unstable();
            if dies {
                state.left[usize::from(message)] += 1;
            } else {
                state.answered[usize::from(message)] = true;
            }
        }
        Some(())
    }

    /// Everything in its memory is gone; what it had not answered comes again.
    fn dies(&self, state: &mut State, node: usize) {
        state.deaths -= 1;
        if let Some(Pending {
            message: Some(message),
            ..
        }) = state.nodes[node].pending.take()
        {
            state.left[usize::from(message)] += 1;
        }
        state.nodes[node].known = state.durable.clone();
    }
}

/// What a decision says about who has units.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "other replies give nothing to anybody"
)]
fn said(decision: &Decision) -> Vec<Said> {
    let mut said = Vec::new();
    for reply in &decision.replies {
        match &reply.say {
            Say::Claimed { lines, .. } => said.extend(lines.iter().filter_map(|line| match line {
                ClaimLine::Held(hold) | ClaimLine::AlreadyHeld(hold) => Some((reply.to, hold.hold)),
                ClaimLine::Partly { hold, .. } => Some((reply.to, hold.hold)),
                _ => None,
            })),
            Say::Promoted { hold, .. } => said.push((reply.to, hold.hold)),
            _ => {}
        }
    }
    said
}

impl Model for Small {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        let durable = Known::new(self.opened.clone());
        let node = Node {
            known: durable.clone(),
            pending: None,
        };
        let messages = self.bounds.messages;
        Vec::from([State {
            nodes: [node.clone(), node],
            left: messages.iter().map(|(_, _, often)| *often).collect(),
            answered: vec![false; messages.len()],
            entries: Vec::new(),
            clock: 0,
            deaths: self.bounds.deaths,
            outbox: Vec::new(),
            told: Vec::new(),
            owners: Owners::default(),
            broken: false,
            durable,
        }])
    }

    fn actions(&self, state: &State, actions: &mut Vec<Step>) {
        if state.broken || state.owners.twice {
            return;
        }
        for node in 0..2 {
            if state.nodes[node].pending.is_some() {
                actions.push(Step::Commits { node });
                if state.deaths > 0 {
                    actions.push(Step::CommitsAndDies { node });
                    actions.push(Step::Dies { node });
                }
                continue;
            }
            let messages = (0_u8..).zip(&state.left).filter(|(_, left)| **left > 0);
            actions.extend(messages.map(|(message, _)| Step::Decides {
                node,
                message: Some(message),
            }));
            actions.push(Step::Decides {
                node,
                message: None,
            });
            if state.nodes[node].known != state.durable {
                actions.push(Step::CatchesUp { node });
            }
        }
        if !state.outbox.is_empty() {
            actions.push(Step::Sends);
        }
        if usize::from(state.clock) + 1 < self.bounds.instants.len() {
            actions.push(Step::TimePasses);
        }
    }

    fn next_state(&self, last: &State, action: Step) -> Option<State> {
        let mut state = last.clone();
        match action {
            Step::Decides { node, message } => self.decides(&mut state, node, message)?,
            Step::Commits { node } => self.commits(&mut state, node, false)?,
            Step::CommitsAndDies { node } => {
                self.commits(&mut state, node, true)?;
                state.deaths -= 1;
            }
            Step::Dies { node } => self.dies(&mut state, node),
            Step::CatchesUp { node } => state.nodes[node].known = state.durable.clone(),
            Step::Sends => {
                let said = state.outbox.remove(0);
                state.told.push(said);
                state.told.sort_unstable();
                state.told.dedup();
            }
            Step::TimePasses => state.clock += 1,
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        crate::properties::all()
    }
}
