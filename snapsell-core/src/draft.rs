//! A decision in the making: what has been stated so far, and the rows as they stand after it.
//!
//! [`Draft::emit`] carries each change out with the function that replay uses, so what a decision believed
//! cannot differ from what its journal entry yields.

mod overlay;
mod queues;
mod sketch;

pub(crate) use self::sketch::Sketch;

use crate::apply::apply;
use crate::change::Change;
use crate::code::{Code, Size};
use crate::command::Actor;
use crate::deadlines::Due;
use crate::decision::{Decision, Outcome};
use crate::ids::{CommandId, CustomerId, ItemId, OrderNumber, Version};
use crate::lang::Lang;
use crate::order::Order;
use crate::reply::{Class, Reply, Say};
use crate::settings::AfterStop;
use crate::shop::{Customer, Reason};
use crate::state::State;
use crate::time::Timestamp;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// What a decision is made on: a [`Sketch`] over a shop that stays as it is, or the shop itself.
pub(crate) trait Ground: State {
    /// The version of the last entry applied.
    fn version(&self) -> Version;
    /// The instant of the last entry applied.
    fn clock(&self) -> Timestamp;
    /// Whether this command was carried out lately.
    fn knows(&self, command: CommandId) -> bool;
    /// The first `most` that are due up to an instant and whose reason is wanted, oldest first; asked before anything
    /// is stated.
    fn due(&self, until: Timestamp, most: usize, wanted: impl Fn(Reason) -> bool) -> Due;
    /// When the shop must be looked at again.
    fn deadline_after(&self, now: Timestamp) -> Option<Timestamp>;
    /// Items in memory.
    fn item_count(&self) -> usize;
    /// Items that can be named, by code; at most as many as the shop had, and those of this decision.
    fn named_items(&self, most: usize) -> impl Iterator<Item = ItemId>;
    /// The items of a code, sizes in order.
    fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)>;
    /// When the live closed in which this code was last improvised.
    fn spent_at(&self, code: Code) -> Option<Timestamp>;
    /// Orders kept in memory, oldest first.
    fn orders(&self) -> impl DoubleEndedIterator<Item = &Order>;
    /// The first order that closed, when more than the bound are kept.
    fn order_to_retire(&self) -> Option<OrderNumber>;
    /// At most `most` customers who wait somewhere.
    fn waiting(&self, most: usize) -> Vec<CustomerId>;
    /// Who waits for an item, next first.
    fn queue(&self, item: ItemId) -> Vec<CustomerId>;
}

/// Used as its ground; what is changed there without [`Draft::emit`] is no fact.
pub(crate) struct Draft<'a, G> {
    ground: &'a mut G,
    pub(crate) now: Timestamp,
    pub(crate) by: Actor,
    /// More was due than one decision settles: what it touches must be settled by itself.
    pub(crate) behind: bool,
    /// What it will be: written where whoever asked for it has it.
    decision: &'a mut Decision,
}

impl<G> Deref for Draft<'_, G> {
    type Target = G;

    #[inline]
    fn deref(&self) -> &G {
        self.ground
    }
}

impl<G> DerefMut for Draft<'_, G> {
    #[inline]
    fn deref_mut(&mut self) -> &mut G {
        self.ground
    }
}

impl<'a, G: Ground> Draft<'a, G> {
    #[inline]
    pub(crate) fn new(ground: &'a mut G, decision: &'a mut Decision) -> Self {
        decision.version = ground.version().next();
        decision.at = decision.at.max(ground.clock());
        Self {
            ground,
            now: decision.at,
            by: decision.by,
            behind: false,
            decision,
        }
    }

    /// States a fact and carries it out.
    pub(crate) fn emit(&mut self, change: Change) {
        self.decision.changes.push(change);
        let change = self.decision.changes.last();
        apply(self.ground, self.now, change.expect("it was just stated"));
    }

    /// Whether nothing has been stated and nobody is told anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.decision.changes.is_empty() && self.decision.replies.is_empty()
    }

    /// Tells somebody something, unless her STOP forbids it.
    #[inline]
    pub(crate) fn tell(&mut self, to: CustomerId, class: Class, say: Say) {
        self.tell_with(to, class, || say);
    }

    /// The same, for what need not be made when it may not go.
    #[inline]
    pub(crate) fn tell_with(&mut self, to: CustomerId, class: Class, say: impl FnOnce() -> Say) {
        if let Some(lang) = self.lang_for(to, class) {
            self.decision.replies.push(Reply {
                to,
                lang,
                class,
                say: say(),
            });
        }
    }

    /// The language in which somebody is told something; `None` when her STOP forbids it.
    fn lang_for(&self, to: CustomerId, class: Class) -> Option<Lang> {
        let person = self.customer(to);
        if person.is_some_and(|person| person.opted_out) {
            let allowed = match class {
                Class::Answer | Class::Transactional => {
                    self.settings().after_stop == AfterStop::Transactional
                }
                Class::Reminder | Class::Queue | Class::Info => false,
            };
            if !allowed {
                return None;
            }
        }
        let lang = person.and_then(|person| person.lang);
        Some(lang.unwrap_or_else(|| self.settings().lang))
    }

    /// Tells every seller of the shop.
    pub(crate) fn tell_sellers(&mut self, say: &Say) {
        for seller in self.settings().sellers.clone() {
            self.tell(seller, Class::Info, say.clone());
        }
    }

    /// What is known of a person; the default for a stranger.
    pub(crate) fn of<T: Default>(&self, id: CustomerId, what: impl FnOnce(&Customer) -> T) -> T {
        self.customer(id).map(what).unwrap_or_default()
    }

    /// This is what has been decided.
    #[inline]
    pub(crate) fn finish(self, outcome: Outcome) {
        self.decision.outcome = outcome;
        self.decision.next_deadline = self.ground.deadline_after(self.now);
    }
}
