//! A shop of a given size in steady state: at each step one hold ends and one item is claimed.

use crate::figures::Numbers;
use snapsell_core::limits::QUEUE_MAX;
use snapsell_core::{
    Action, Actor, Change, Claim, Code, Command, CommandId, Commit, CustomerId, Decision, ItemId,
    ItemKind, Label, List, LiveId, Money, Outcome, Receipt, Settings, Shop, ShopId, Size, Span,
    Timestamp, Typed, Written,
};

/// Numbers behind one group of letters.
const NUMBERS: u32 = 9_000;
/// Items offered by one entry while the shop is filled.
const OFFERS: u32 = 1_000;
/// Live items for each customer.
const ITEMS_PER_CUSTOMER: u32 = 4;

/// A shop, and what happens in it next.
#[derive(Clone, Debug)]
pub struct Market {
    shop: Shop,
    /// What is written, claim after claim, round and round.
    order: Vec<Code>,
    customers: u32,
    step: u32,
    numbers: Numbers,
    start: Timestamp,
    /// What was decided since it was last taken, for a shop that is journalled.
    kept: Option<(ShopId, Vec<Commit>)>,
}

/// The code on the label of an item.
pub fn code(item: u32) -> Code {
    let group = item / NUMBERS;
    let letter = |at: u32| char::from(b'A' + u8::try_from(at % 23).expect("a letter"));
    let letters: String = [letter(group), letter(group / 23)].iter().collect();
    let number = u16::try_from(item % NUMBERS + 1).expect("four digits");
    Code::new(&letters, number).expect("two letters and four digits")
}

/// Items that are free while `items` are live: a tenth, and a thousand at most.
pub fn free(items: u32) -> u32 {
    (items / 10).min(1_000)
}

impl Market {
    /// A shop with these many live items; nearly all of them are held, and one hold ends each millisecond.
    pub fn new(items: u32) -> Self {
        Self::build(items, Timestamp::default(), None)
    }

    /// The same, with all that was decided kept for a journal; its clock begins at `start`.
    pub fn journalled(items: u32, shop: ShopId, start: Timestamp) -> Self {
        Self::build(items, start, Some((shop, Vec::new())))
    }

    fn build(items: u32, start: Timestamp, kept: Option<(ShopId, Vec<Commit>)>) -> Self {
        let held = items - free(items);
        let settings = Settings {
            hold: snapsell_core::HoldSettings {
                soft: Span::from_millis(i64::from(held)),
                reminder: Span::ZERO,
                ..Default::default()
            },
            holds_per_customer: 50,
            ..Settings::default()
        };
        let mut market = Self {
            shop: Shop::new(Settings::default()),
            order: Numbers::new(1)
                .shuffled(items)
                .into_iter()
                .map(code)
                .collect(),
            customers: (items / ITEMS_PER_CUSTOMER).max(1),
            step: 0,
            numbers: Numbers::new(u64::from(kept.as_ref().map_or(2, |(shop, _)| shop.get()))),
            start,
            kept,
        };
        market.state(Vec::from([Change::Configured(Box::new(settings))]));
        market.fill(items);
        for _ in 0..held {
            market.claim();
            market.step += 1;
        }
        market
    }

    /// The shop.
    pub const fn shop(&self) -> &Shop {
        &self.shop
    }

    /// What was decided since this was last asked.
    pub fn take(&mut self) -> Vec<Commit> {
        self.kept
            .as_mut()
            .map_or_else(Vec::new, |(_, commits)| std::mem::take(commits))
    }

    fn fill(&mut self, items: u32) {
        let mut changes = Vec::from([Change::LiveOpened(LiveId::new(1))]);
        for item in 0..items {
            changes.push(Change::Offered {
                item: ItemId::new(item + 1),
                code: code(item),
                size: Size::ONE,
                label: Label::from(code(item)),
                kind: ItemKind::Unique,
                price: Money::from_minor(5_000),
                quantity: 1,
                to_check: false,
            });
            if changes.len() as u32 >= OFFERS || item + 1 == items {
                self.state(std::mem::take(&mut changes));
            }
        }
    }

    /// States facts without a rule that leads to them.
    fn state(&mut self, changes: Vec<Change>) {
        let decision = Decision {
            version: self.shop.version().next(),
            at: self.now(),
            command: CommandId::NONE,
            by: Actor::System,
            changes: changes.into(),
            replies: List::new(),
            outcome: Outcome::Done,
            next_deadline: None,
        };
        self.shop.follow(&decision);
        self.keep(decision, None);
    }

    fn keep(&mut self, decision: Decision, receipt: Option<Receipt>) {
        if let Some((shop, commits)) = &mut self.kept {
            commits.push(Commit {
                shop: *shop,
                decision,
                receipt,
            });
        }
    }

    fn now(&self) -> Timestamp {
        self.start + Span::from_millis(i64::from(self.step))
    }

    /// Time passes: exactly one hold ends.
    pub fn expire(&mut self) {
        self.run(CommandId::NONE, Actor::System, Action::Tick);
    }

    /// The next customer claims the next item, which is free.
    pub fn claim(&mut self) {
        let code = self.order[self.step as usize % self.order.len()];
        // An odd factor that shares no divisor with the customers of any size visits them all.
        let customer = (u64::from(self.step) * 1_000_003 % u64::from(self.customers)) as u32;
        self.write(CustomerId::new(customer + 2), code);
    }

    /// One step of the steady state.
    pub fn turn(&mut self) {
        self.expire();
        self.claim();
        self.step += 1;
    }

    fn write(&mut self, customer: CustomerId, code: Code) {
        let id = u128::from(self.numbers.next()) << 64 | u128::from(self.numbers.next());
        let claim = Claim {
            code: Written::Code(code),
            size: Size::ONE,
            quantity: None,
            typed: Typed::default(),
        };
        let action = Action::Claim {
            claims: Vec::from([claim]),
            skipped: 0,
        };
        self.run(CommandId::new(id), Actor::Customer(customer), action);
    }

    fn run(&mut self, id: CommandId, by: Actor, action: Action) {
        let receipt = match by {
            Actor::Customer(from) if self.kept.is_some() => Some(Receipt {
                native_id: format!("SM{:032x}", id.get()),
                from,
                content: b"a claim".to_vec(),
            }),
            Actor::Customer(_) | Actor::Seller(_) | Actor::Team(_) | Actor::System => None,
        };
        let command = Command { id, by, action };
        let now = self.now();
        let decision = self.shop.carry_out(&command, now);
        assert!(decision.is_committed() && !decision.changes.is_empty());
        // Nothing else is measured where nothing is kept.
        if self.kept.is_some() {
            self.keep(decision, receipt);
        }
    }
}

/// One item that a thousand customers wait for: at each step its hold ends, the next in line has it, and who lost
/// it waits again.
#[derive(Clone, Debug)]
pub struct Hot {
    market: Market,
    turn: u32,
}

impl Default for Hot {
    fn default() -> Self {
        let mut market = Market::new(1);
        let most = QUEUE_MAX as u32;
        for customer in 0..=most {
            market.write(CustomerId::new(customer + 2), code(0));
        }
        Self { market, turn: 0 }
    }
}

impl Hot {
    /// One step of the steady state.
    pub fn turn(&mut self) {
        self.market.step += 1;
        self.market.expire();
        let customers = QUEUE_MAX as u32 + 1;
        let customer = CustomerId::new(self.turn % customers + 2);
        self.market.write(customer, code(0));
        self.turn += 1;
    }

    /// Who waits.
    pub fn waiting(&self) -> usize {
        self.market
            .shop
            .items()
            .map(|item| item.waiting() as usize)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steady_state_is_steady() {
        let mut market = Market::new(1_000);
        for _ in 0..2_500 {
            market.turn();
            assert_eq!(market.shop.holds().count(), 900);
        }
        market.shop.check();
    }

    #[test]
    fn a_thousand_customers_wait_for_the_hot_item() {
        let mut hot = Hot::default();
        for _ in 0..2_500 {
            hot.turn();
            assert_eq!(hot.waiting(), QUEUE_MAX);
        }
        hot.market.shop.check();
    }
}
