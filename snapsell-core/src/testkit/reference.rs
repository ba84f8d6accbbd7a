//! A second shop, naive and obviously right: vectors of rows, scanned from end to end, one row for each unit.
//!
//! It shares plain data with the product (ids, commands, times, refusals) and the spelling distance of
//! [`near`](crate::near), and not one rule: no `decide`, no `apply`, no draft, no index, no journal. What both say
//! after the same commands is compared by [`Twins`](super::Twins).

mod claims;
mod clock;
mod deposits;
mod items;
mod live;
mod lookup;
mod money;
mod orders;
mod people;
mod queues;
mod rows;
mod stock;
mod view;

pub use view::{HoldView, ItemView, OrderView, PersonView, View};

use crate::change::Deed;
use crate::command::{Action, Actor, Command};
use crate::decision::Outcome;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::time::Timestamp;
use alloc::vec::Vec;
use rows::{Hold, Item, Live, Order, Person, Place, Spent, Unit};

/// Done, or why not.
type Ruling = Result<(), Refusal>;

/// News that somebody gets without having asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum News {
    /// Her basket ends soon.
    Reminder,
    /// It was her turn.
    Promoted,
    /// What she held is over.
    Expired,
    /// The live is over and she waited.
    QueueClosed,
}

/// The naive shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    settings: Settings,
    clock: Timestamp,
    live: Option<Live>,
    last_live: LiveId,
    closed_by_hand: bool,
    seller_seen: Option<Timestamp>,
    last_offer: Option<(ItemId, Timestamp)>,
    last_deed: Option<(CustomerId, Deed, Timestamp)>,
    credited_until: Option<Timestamp>,
    to_read: u32,
    next_item: ItemId,
    next_hold: HoldId,
    next_order: OrderNumber,
    items: Vec<Item>,
    units: Vec<Unit>,
    holds: Vec<Hold>,
    /// Everybody who waits, for whatever, in the order in which they came.
    places: Vec<Place>,
    people: Vec<Person>,
    orders: Vec<Order>,
    spent: Vec<Spent>,
    seen: Vec<CommandId>,
    /// Of the command at hand.
    now: Timestamp,
    by: Actor,
    news: Vec<(CustomerId, News)>,
}

impl Reference {
    /// A shop in which nothing has happened yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            clock: Timestamp::default(),
            live: None,
            last_live: LiveId::default(),
            closed_by_hand: false,
            seller_seen: None,
            last_offer: None,
            last_deed: None,
            credited_until: None,
            to_read: 0,
            next_item: ItemId::new(1),
            next_hold: HoldId::new(1),
            next_order: OrderNumber::new(1),
            items: Vec::new(),
            units: Vec::new(),
            holds: Vec::new(),
            places: Vec::new(),
            people: Vec::new(),
            orders: Vec::new(),
            spent: Vec::new(),
            seen: Vec::new(),
            now: Timestamp::default(),
            by: Actor::System,
            news: Vec::new(),
        }
    }

    /// Carries one command out; what became of it, and who got news, sorted.
    pub fn step(
        &mut self,
        command: &Command,
        now: Timestamp,
    ) -> (Outcome, Vec<(CustomerId, News)>) {
        if command.id != CommandId::NONE && self.seen.contains(&command.id) {
            return (Outcome::Duplicate, Vec::new());
        }
        self.now = now.max(self.clock);
        self.by = command.by;
        let before = self.clone();
        if let Action::CreditOutage { from, until } = command.action {
            self.credit(from, until);
        } else {
            self.settle_due();
        }
        let ruling = self.rule(command);
        self.close_live_if_due();
        let mut news = core::mem::take(&mut self.news);
        news.sort_unstable();
        if command.by == Actor::System && *self == before && news.is_empty() {
            return (Outcome::Idle, news);
        }
        self.clock = self.now;
        if command.id != CommandId::NONE {
            self.seen.push(command.id);
        }
        let outcome = ruling.map_or_else(Outcome::Refused, |()| Outcome::Done);
        (outcome, news)
    }

    fn rule(&mut self, command: &Command) -> Ruling {
        match command.by {
            Actor::Customer(customer) => {
                self.person(customer).unreachable = false;
                self.customer_rule(customer, command)
            }
            Actor::Seller(seller) => {
                self.seller_seen = Some(self.now);
                let person = self.person(seller);
                person.unreachable = false;
                person.opted_out = false;
                self.team_rule(command, true)
            }
            Actor::Team(_) => self.team_rule(command, false),
            Actor::System => self.system_rule(&command.action),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else she wants is not understood"
    )]
    fn customer_rule(&mut self, customer: CustomerId, command: &Command) -> Ruling {
        match &command.action {
            Action::Claim { claims, .. } => self.claim(customer, claims),
            Action::GiveAddress => self.give_address(customer, command.id, false),
            Action::ConfirmTo => self.give_address(customer, command.id, true),
            Action::Count(_) if self.basket(customer).len() == 1 => Ok(()),
            Action::Confirm(picks) => self.yes(customer, picks),
            Action::Agree => self.agree(customer),
            Action::Cancel(picks) => self.cancel(customer, picks),
            Action::CancelOwnOrder(order) => self.cancel_own(customer, *order),
            Action::Choose(number) => self.choose(customer, *number),
            Action::SendProof => self.proof_sent(customer, command.id),
            Action::OptOut => self.opt_out(customer),
            Action::OptIn => self.opt_in(customer),
            Action::ShowBasket
            | Action::Explain(_)
            | Action::AskPrice(_)
            | Action::Help
            | Action::Greet
            | Action::Thank
            | Action::AskDelivery
            | Action::Nod
            | Action::Speak(_) => Ok(()),
            Action::AskHowToPay if !self.settings.payment_text.is_empty() => Ok(()),
            _ => self.note(),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else the team says is not understood"
    )]
    fn team_rule(&mut self, command: &Command, written: bool) -> Ruling {
        match &command.action {
            Action::Offer { offers, photo } => self.offer(offers, *photo, written),
            Action::AddStock {
                code,
                size,
                quantity,
            } => self.add_stock(*code, *size, *quantity),
            Action::Edit {
                code,
                size,
                price,
                quantity,
                more,
            } => self.edit(*code, (*size, *quantity), *price, more),
            Action::OpenLive => self.ensure_live(),
            Action::CloseLive => self.close_by_hand(),
            Action::Withdraw(codes) => self.withdraw(codes),
            Action::Release { code, size, of } => self.release(*code, *size, *of),
            Action::AskHolder { code, size } => self.ask_holder(*code, *size),
            Action::ReleaseHold(hold) => self.release_hold(*hold),
            Action::SoldElsewhere {
                code,
                size,
                quantity,
            } => self.sold_elsewhere(*code, *size, *quantity),
            Action::ClaimFor { customer, claims } => self.claim_for(*customer, claims, written),
            Action::Reopen {
                item,
                customer,
                quantity,
            } => self.reopen(*item, *customer, *quantity),
            Action::ApproveProof(of) => self.approve(*of),
            Action::RefuseProof { of, .. } => self.refuse(*of),
            Action::Advance { orders, to } => self.advance_all(orders, *to),
            Action::CancelOrder { order, reason } => self.cancel_order(*order, *reason),
            Action::SetFee { order, fee } => self.set_fee(*order, *fee),
            Action::Readdress(order) => self.readdress(*order, command.id),
            Action::Block(customer) => self.block(*customer, true),
            Action::Unblock(customer) => self.block(*customer, false),
            Action::Configure(settings) => self.configure(settings),
            Action::List(_) if written => self.notes_read(),
            _ => Ok(()),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else time cannot want"
    )]
    fn system_rule(&mut self, action: &Action) -> Ruling {
        match action {
            Action::AnswerAccepted { holds, at } => self.answer_accepted(holds, *at),
            Action::Unreachable {
                customer,
                opted_out,
            } => self.unreachable(*customer, *opted_out),
            Action::Configure(settings) => self.configure(settings),
            _ => Ok(()),
        }
    }

    fn configure(&mut self, settings: &Settings) -> Ruling {
        self.settings = settings.clone();
        Ok(())
    }

    /// The row of a person, made at its first use.
    fn person(&mut self, id: CustomerId) -> &mut Person {
        let index = self.people.iter().position(|person| person.id == id);
        let index = index.unwrap_or_else(|| {
            self.people.push(Person::new(id));
            self.people.len() - 1
        });
        &mut self.people[index]
    }

    /// Tells somebody news, unless she said STOP.
    fn tell(&mut self, customer: CustomerId, news: News) {
        if !self.person(customer).opted_out {
            self.news.push((customer, news));
        }
    }
}
