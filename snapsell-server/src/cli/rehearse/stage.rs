//! The live of a rehearsal: an agenda in virtual time, the rules, and a check of every invariant after every decision.

use std::collections::BTreeMap;
use std::slice;

use snapsell_core::{
    Action, Actor, CancelReason, Command, CommandId, Content, CustomerId, List, Message,
    OrderNumber, OrderStatus, Outcome, ProofTarget, Reply, Say, Settings, Shop, Span, Timestamp,
    UserId, decide, interpret,
};

use super::counts::Counts;
use super::{crowd, seller};
use crate::cli::audit;
use crate::cli::tally::Tally;
use crate::random::Random;

/// 2026-11-22, 20:00 UTC: a rehearsal has no day of its own.
const START: Timestamp = Timestamp::from_millis(1_795_377_600_000);
const SELLER: CustomerId = CustomerId::new(1);
const RIDER: Actor = Actor::Team(UserId::new(1));
/// Wishes of each customer, at most.
const WISHES_MAX: usize = 4;
/// Times that nobody can be heard, and how long at most.
const OUTAGES: usize = 2;
const OUTAGE_MS_MAX: usize = 300_000;
/// Messages between two words on how far it has come.
const MESSAGES_PER_WORD: u64 = 5_000;
/// Decisions after which a live must have come to an end, for each customer.
const DECISIONS_PER_CUSTOMER_MAX: u64 = 500;

/// What is played.
pub(super) struct Plan {
    pub(super) settings: Settings,
    pub(super) customers: u32,
    pub(super) seed: u64,
}

/// What is due at an instant.
enum Cue {
    Offer(seller::Line),
    /// She looks at what is on sale and writes.
    Wish(CustomerId),
    Says(CustomerId, Content),
    /// The same delivery once more.
    Again(Message),
    Judge(CustomerId),
    Finish,
    /// Every order goes to its door.
    Deliver,
    /// Nobody was heard since then.
    Back(Timestamp),
}

/// A live that is played.
pub(super) struct Stage {
    pub(super) shop: Shop,
    pub(super) tally: Tally,
    pub(super) counts: Counts,
    /// When nobody could be heard, from and to.
    pub(super) outages: Vec<(Timestamp, Timestamp)>,
    pub(super) ended: Timestamp,
    random: Random,
    agenda: BTreeMap<(Timestamp, u64), Cue>,
    cues: u64,
    messages: u128,
    offered: Vec<String>,
    decisions_max: u64,
}

/// The words of the rule that is broken.
type Breach = String;

impl Stage {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut settings = plan.settings.clone();
        settings.sellers = [SELLER].into();
        let shop = Shop::new(settings);
        let mut stage = Self {
            tally: Tally::of(&shop),
            shop,
            counts: Counts::default(),
            outages: Vec::new(),
            ended: START,
            random: Random::new(plan.seed),
            agenda: BTreeMap::new(),
            cues: 0,
            messages: 0,
            offered: Vec::new(),
            decisions_max: DECISIONS_PER_CUSTOMER_MAX * u64::from(plan.customers),
        };
        stage.fill_agenda(plan);
        stage
    }

    /// When the live began.
    pub(super) const fn begun(&self) -> Timestamp {
        START
    }

    /// What is known beforehand: the seller's codes, when customers look, when nobody is heard.
    fn fill_agenda(&mut self, plan: &Plan) {
        let lines = seller::lines(&plan.settings, plan.customers, &mut self.random);
        let length = lines.last().map_or(Span::ZERO, |line| line.after);
        let length = usize::try_from(length.millis()).unwrap_or(0) + 60_000;
        for line in lines {
            self.add(START + line.after, Cue::Offer(line));
        }
        for customer in crowd::ids(plan.customers) {
            for _ in 0..=self.random.below(WISHES_MAX) {
                let at = self.within(1_000, length);
                self.add(at, Cue::Wish(customer));
            }
        }
        for part in 0..OUTAGES {
            let third = length / 3;
            let from = self.within(third * (part + 1) - third / 2, third / 2);
            // A tenth of the live at most: a short one would be over before anybody listens again.
            let most = (length / 10).min(OUTAGE_MS_MAX);
            let millis = most / 4 + self.random.below(most * 3 / 4);
            let until = from + Span::from_millis(i64::try_from(millis).unwrap_or(0));
            self.outages.push((from, until));
            self.add(until, Cue::Back(from));
        }
        let end = self.within(length, 60_000);
        self.add(end, Cue::Finish);
        self.add(end + Span::from_mins(12 * 60), Cue::Deliver);
    }

    fn within(&mut self, from_ms: usize, length_ms: usize) -> Timestamp {
        let after = from_ms + self.random.below(length_ms);
        START + Span::from_millis(i64::try_from(after).unwrap_or(0))
    }

    fn add(&mut self, at: Timestamp, cue: Cue) {
        self.cues += 1;
        self.agenda.insert((at, self.cues), cue);
    }

    /// Plays until nothing is due any more.
    ///
    /// # Errors
    /// The words of the first rule that is broken.
    pub(super) fn play(&mut self, progress: &mut dyn FnMut(u64)) -> Result<(), Breach> {
        let mut told = 0;
        while let Some(((at, number), cue)) = self.agenda.pop_first() {
            let outage = self
                .outages
                .iter()
                .find(|(from, to)| (*from..*to).contains(&at));
            if let Some(&(_, until)) = outage {
                // The provider keeps it; it is fetched once somebody listens again, in order.
                self.counts.fetched_late += 1;
                self.agenda.insert((until, self.cues + number), cue);
                continue;
            }
            if !matches!(cue, Cue::Back(_)) {
                self.pass_until(at)?;
            }
            self.carry_out(at, cue)?;
            let words = self.counts.messages / MESSAGES_PER_WORD;
            if words > told {
                told = words;
                progress(self.counts.messages);
            }
        }
        Ok(())
    }

    /// Whatever is due by itself until then, when it is due.
    fn pass_until(&mut self, until: Timestamp) -> Result<(), Breach> {
        while let Some(due) = self.shop.next_deadline().filter(|due| *due <= until) {
            let tick = system(Action::Tick);
            let (outcome, replies) = self.decide(&tick, due)?;
            if outcome == Outcome::Idle {
                return Ok(());
            }
            self.read(&replies, due);
        }
        Ok(())
    }

    fn carry_out(&mut self, at: Timestamp, cue: Cue) -> Result<(), Breach> {
        match cue {
            Cue::Offer(line) => {
                self.seller(at, line.words)?;
                self.offered.push(line.code);
                Ok(())
            }
            Cue::Wish(customer) => self.wish(at, customer),
            Cue::Says(customer, content) => self.says(at, customer, content, false),
            Cue::Again(message) => {
                self.counts.delivered_again += 1;
                self.deliver(at, &message, false)
            }
            Cue::Judge(customer) => self.judge(at, customer),
            Cue::Finish => {
                self.ended = at;
                self.seller(at, "FIN".to_owned())
            }
            Cue::Deliver => self.deliver_orders(at),
            Cue::Back(from) => {
                let credit = system(Action::CreditOutage { from, until: at });
                let (_, replies) = self.decide(&credit, at)?;
                self.read(&replies, at);
                Ok(())
            }
        }
    }

    fn seller(&mut self, at: Timestamp, words: String) -> Result<(), Breach> {
        self.counts.of_seller += 1;
        self.says(at, SELLER, Content::Text(words), false)
    }

    fn wish(&mut self, at: Timestamp, customer: CustomerId) -> Result<(), Breach> {
        if self.offered.is_empty() {
            return Ok(());
        }
        let (content, slip) = crowd::wish(&mut self.random, &self.offered);
        let stop = content.words() == "STOP";
        self.counts.voice += u64::from(content == Content::Voice);
        self.counts.stops += u64::from(stop);
        if !stop && !content.words().is_empty() && self.random.chance(crowd::WRITTEN_TWICE) {
            let soon = at + Span::from_secs(2);
            self.add(soon, Cue::Says(customer, content.clone()));
        }
        self.counts.slips += u64::from(slip);
        self.says(at, customer, content, slip)
    }

    fn says(
        &mut self,
        at: Timestamp,
        from: CustomerId,
        content: Content,
        slip: bool,
    ) -> Result<(), Breach> {
        self.messages += 1;
        let message = Message {
            id: CommandId::new(self.messages),
            from,
            content,
            mention: None,
        };
        self.counts.proofs += u64::from(matches!(message.content, Content::Image(_)));
        if self.random.chance(crowd::DELIVERED_TWICE) {
            let later = 1 + i64::try_from(self.random.below(14)).unwrap_or(0);
            self.add(at + Span::from_secs(later), Cue::Again(message.clone()));
        }
        self.deliver(at, &message, slip)
    }

    fn deliver(&mut self, at: Timestamp, message: &Message, slip: bool) -> Result<(), Breach> {
        self.counts.messages += 1;
        let command = interpret(&self.shop, message);
        let (outcome, replies) = self.decide(&command, at)?;
        if message.from != SELLER || outcome == Outcome::Duplicate {
            let hers = replies.iter().filter(|reply| reply.to == message.from);
            self.counts
                .answered(slip, &outcome, &hers.collect::<Vec<_>>());
        }
        self.read(&replies, at);
        Ok(())
    }

    fn judge(&mut self, at: Timestamp, customer: CustomerId) -> Result<(), Breach> {
        let of = ProofTarget::Customer(customer);
        let (action, count) = match self.random.chance(crowd::PROOFS_REFUSED) {
            true => {
                let why = String::new();
                (
                    Action::RefuseProof { of, why },
                    &mut self.counts.proofs_refused,
                )
            }
            false => (Action::ApproveProof(of), &mut self.counts.approved),
        };
        *count += 1;
        self.team(at, action)
    }

    /// The day after: every confirmed order is prepared and brought; some find nobody.
    fn deliver_orders(&mut self, at: Timestamp) -> Result<(), Breach> {
        let confirmed = self
            .shop
            .orders()
            .filter(|order| order.status == OrderStatus::Confirmed);
        let numbers: Vec<OrderNumber> = confirmed.map(|order| order.number).collect();
        for order in numbers {
            for to in [OrderStatus::Preparing, OrderStatus::OutForDelivery] {
                let orders = vec![order];
                self.team(at, Action::Advance { orders, to })?;
            }
            if self.random.chance(crowd::NO_SHOWS) {
                self.counts.no_shows += 1;
                let reason = CancelReason::NoShow;
                self.team(at, Action::CancelOrder { order, reason })?;
            } else {
                self.counts.delivered += 1;
                let to = OrderStatus::Delivered;
                let orders = vec![order];
                self.team(at, Action::Advance { orders, to })?;
            }
        }
        Ok(())
    }

    fn team(&mut self, at: Timestamp, action: Action) -> Result<(), Breach> {
        let command = Command {
            id: CommandId::NONE,
            by: RIDER,
            action,
        };
        let (_, replies) = self.decide(&command, at)?;
        self.read(&replies, at);
        Ok(())
    }

    /// Decides, counts, applies and checks.
    fn decide(
        &mut self,
        command: &Command,
        at: Timestamp,
    ) -> Result<(Outcome, List<Reply>), Breach> {
        let decision = decide(&self.shop, command, at);
        if decision.is_committed() {
            if self.counts.checks == self.decisions_max {
                return Err("the live does not come to an end".to_owned());
            }
            self.counts.checks += 1;
            self.counts.answers += u64::try_from(decision.replies.len()).unwrap_or(0);
            self.tally.note(&decision.changes, decision.at);
            audit::fold(&mut self.shop, slice::from_ref(&decision.entry()))?;
        }
        Ok((decision.outcome, decision.replies))
    }

    /// People read what they are told, and go on.
    fn read(&mut self, replies: &[Reply], at: Timestamp) {
        for reply in replies {
            if reply.to == SELLER {
                if let Say::ProofToReview { customer, .. } = reply.say {
                    let seconds = 20 + self.random.below(220);
                    let after = Span::from_secs(i64::try_from(seconds).unwrap_or(0));
                    self.add(at + after, Cue::Judge(customer));
                }
                continue;
            }
            self.counts.too_late += u64::from(matches!(reply.say, Say::TooLate { .. }));
            if let Some(reaction) = crowd::react(&mut self.random, reply) {
                let cue = Cue::Says(reply.to, reaction.content);
                self.add(at + reaction.after, cue);
            }
        }
    }
}

fn system(action: Action) -> Command {
    Command {
        id: CommandId::NONE,
        by: Actor::System,
        action,
    }
}
