//! A decision in the making: the rows it touched, laid over a shop that stays as it is.
//!
//! [`Draft::emit`] carries each change out with the function that replay uses, so what a decision believed
//! cannot differ from what its journal entry yields.

mod overlay;
mod queues;

use self::overlay::Overlay;
use self::queues::Moves;
use crate::apply::apply;
use crate::change::Change;
use crate::code::{Code, Size};
use crate::command::{Actor, Command};
use crate::decision::{Decision, Outcome};
use crate::few::Few;
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::lang::Lang;
use crate::order::Order;
use crate::queue::Ticket;
use crate::reply::{Class, Reply, Say};
use crate::rows::earliest;
use crate::settings::{AfterStop, Settings};
use crate::shop::{Customer, Desk, Hold, Item, Reason, Shop};
use crate::state::State;
use crate::time::{Span, Timestamp};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Changes of most decisions.
const CHANGES_EXPECTED: usize = 3;

pub(crate) struct Draft<'a> {
    pub(crate) shop: &'a Shop,
    pub(crate) now: Timestamp,
    pub(crate) by: Actor,
    /// More was due than one decision settles: what it touches must be settled by itself.
    pub(crate) behind: bool,
    command: crate::ids::CommandId,
    desk: Desk,
    settings: Option<Arc<Settings>>,
    items: Overlay<ItemId, Item>,
    codes: Overlay<(Code, Size), ItemId>,
    holds: Overlay<HoldId, Hold>,
    customers: Overlay<CustomerId, Customer>,
    orders: Overlay<OrderNumber, Order>,
    queues: Overlay<ItemId, Moves>,
    added: Few<(Timestamp, Reason), 4>,
    removed: Few<(Timestamp, Reason), 4>,
    closed: u32,
    credited: Span,
    changes: Vec<Change>,
    replies: Vec<Reply>,
}

impl<'a> Draft<'a> {
    #[inline]
    pub(crate) fn new(shop: &'a Shop, command: &Command, now: Timestamp) -> Self {
        Self {
            shop,
            now: now.max(shop.clock),
            by: command.by,
            behind: false,
            command: command.id,
            desk: shop.desk.clone(),
            settings: None,
            items: Overlay::default(),
            codes: Overlay::default(),
            holds: Overlay::default(),
            customers: Overlay::default(),
            orders: Overlay::default(),
            queues: Overlay::default(),
            added: Few::default(),
            removed: Few::default(),
            closed: 0,
            credited: Span::ZERO,
            changes: Vec::with_capacity(CHANGES_EXPECTED),
            replies: Vec::with_capacity(1),
        }
    }

    /// States a fact and carries it out on the draft.
    pub(crate) fn emit(&mut self, change: Change) {
        apply(self, self.now, &change);
        self.changes.push(change);
    }

    /// Whether nothing has been stated and nobody is told anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.replies.is_empty()
    }

    /// Tells somebody something, unless her STOP forbids it.
    pub(crate) fn tell(&mut self, to: CustomerId, class: Class, say: Say) {
        let person = self.customer(to);
        if person.is_some_and(|person| person.opted_out) {
            let allowed = match class {
                Class::Answer | Class::Transactional => {
                    self.settings().after_stop == AfterStop::Transactional
                }
                Class::Reminder | Class::Queue | Class::Info => false,
            };
            if !allowed {
                return;
            }
        }
        let lang = self.lang(to);
        self.replies.push(Reply {
            to,
            lang,
            class,
            say,
        });
    }

    /// Tells every seller of the shop.
    pub(crate) fn tell_sellers(&mut self, say: &Say) {
        for seller in self.settings().sellers.clone() {
            self.tell(seller, Class::Info, say.clone());
        }
    }

    fn lang(&self, to: CustomerId) -> Lang {
        self.customer(to)
            .and_then(|person| person.lang)
            .unwrap_or_else(|| self.settings().lang)
    }

    /// The first order that closed, when more than the bound are kept.
    pub(crate) fn order_to_retire(&self) -> Option<OrderNumber> {
        let kept = self.shop.closed_orders.len() + self.closed as usize;
        (kept > crate::limits::CLOSED_ORDERS_MAX)
            .then(|| self.shop.closed_orders.first().copied())
            .flatten()
    }

    /// The items of a code as the draft sees them, sizes in order.
    pub(crate) fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)> {
        let mut sizes = crate::rows::sizes_of(self.shop, code);
        for (other, size) in self.codes.keys().filter(|(other, _)| *other == code) {
            sizes.retain(|(known, _)| *known != size);
            sizes.extend(self.code(other, size).map(|id| (size, id)));
        }
        sizes.sort_unstable_by_key(|(size, _)| size.natural());
        sizes
    }

    /// At most `most` customers who wait somewhere.
    pub(crate) fn waiting(&self, most: usize) -> Vec<CustomerId> {
        let waits = |id: &CustomerId| {
            self.customer(*id)
                .is_some_and(|person| !person.waits.is_empty())
        };
        let mut found: Vec<_> = self
            .shop
            .waiting
            .iter()
            .copied()
            .filter(waits)
            .take(most)
            .collect();
        let new = self
            .customers
            .keys()
            .filter(|id| !self.shop.waiting.contains(id));
        found.extend(new.filter(waits).take(most - found.len()));
        found
    }

    /// Who waits for an item, next first.
    pub(crate) fn queue(&self, item: ItemId) -> Vec<CustomerId> {
        let moves = self.moves(item).cloned().unwrap_or_default();
        moves.all(self.shop.queues.get(item))
    }

    fn moves(&self, item: ItemId) -> Option<&Moves> {
        self.queues.get(item, || None)
    }

    fn moves_mut(&mut self, item: ItemId) -> &mut Moves {
        self.queues.lay(item, || None).get_or_insert_default()
    }

    /// What has been decided; the draft is empty afterwards.
    pub(crate) fn finish(&mut self, outcome: Outcome) -> Decision {
        let next_deadline = self.next_deadline();
        Decision {
            version: self.shop.version.next(),
            at: self.now,
            command: self.command,
            by: self.by,
            changes: core::mem::take(&mut self.changes),
            replies: core::mem::take(&mut self.replies),
            outcome,
            next_deadline,
        }
    }

    fn next_deadline(&self) -> Option<Timestamp> {
        let mut removed = self.removed.clone();
        removed.sort_unstable();
        // What was removed is among the shop's: the first that was not stands where the two lists part.
        let mut removed = removed.iter();
        let mut kept = self.shop.deadlines.iter();
        let kept = kept.find(|&deadline| removed.next() != Some(deadline));
        let kept = kept.map(|&(at, _)| at + self.credited);
        let added = self.added.iter().map(|&(at, _)| at).min();
        earliest(
            earliest(kept, added),
            self.desk.closes_at(self.settings(), self.now),
        )
    }
}

impl State for Draft<'_> {
    fn desk(&self) -> &Desk {
        &self.desk
    }
    fn desk_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }
    fn settings(&self) -> &Settings {
        self.settings.as_ref().unwrap_or(&self.shop.settings)
    }
    fn set_settings(&mut self, settings: Arc<Settings>) {
        self.settings = Some(settings);
    }
    #[inline]
    fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id, || self.shop.items.get(id))
    }
    fn item_mut(&mut self, id: ItemId) -> &mut Item {
        let shop = self.shop;
        let row = self.items.lay(id, || shop.items.get(id).cloned());
        row.as_mut().expect("a decision names items that exist")
    }
    fn put_item(&mut self, item: Item) {
        self.items.set(item.id, Some(item));
    }
    fn drop_item(&mut self, id: ItemId) {
        self.items.set(id, None);
    }
    fn code(&self, code: Code, size: Size) -> Option<ItemId> {
        let key = (code, size);
        self.codes.get(key, || self.shop.codes.get(&key)).copied()
    }
    fn first_in_line(&self, item: ItemId) -> Option<(Ticket, CustomerId)> {
        let queue = self.shop.queues.get(item);
        match self.moves(item) {
            Some(moves) => moves.first(queue),
            None => queue?.get(0),
        }
    }
    fn waiting_before(&self, item: ItemId, ticket: Ticket) -> usize {
        let queue = self.shop.queues.get(item);
        match self.moves(item) {
            Some(moves) => moves.before(queue, ticket),
            None => queue.map_or(0, |queue| queue.before(ticket)),
        }
    }
    fn join_queue(&mut self, item: ItemId, ticket: Ticket, customer: CustomerId) {
        self.moves_mut(item).join(ticket, customer);
    }
    fn leave_queue(&mut self, item: ItemId, ticket: Ticket) {
        self.moves_mut(item).leave(ticket);
    }
    fn bind_code(&mut self, code: Code, size: Size, item: ItemId) {
        self.codes.set((code, size), Some(item));
    }
    #[inline]
    fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.get(id, || self.shop.holds.get(id))
    }
    fn hold_mut(&mut self, id: HoldId) -> &mut Hold {
        let shop = self.shop;
        let row = self.holds.lay(id, || shop.holds.get(id).cloned());
        row.as_mut().expect("a decision names holds that exist")
    }
    fn put_hold(&mut self, hold: Hold) {
        self.holds.set(hold.id, Some(hold));
    }
    fn take_hold(&mut self, id: HoldId) -> Hold {
        let shop = self.shop;
        let row = self.holds.lay(id, || shop.holds.get(id).cloned());
        row.take().expect("a decision names holds that exist")
    }
    #[inline]
    fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(id, || self.shop.customers.get(id))
    }
    fn customer_mut(&mut self, id: CustomerId) -> &mut Customer {
        let shop = self.shop;
        let row = self.customers.lay(id, || shop.customers.get(id).cloned());
        row.get_or_insert_default()
    }
    fn order(&self, number: OrderNumber) -> Option<&Order> {
        self.orders.get(number, || self.shop.orders.get(&number))
    }
    fn order_mut(&mut self, number: OrderNumber) -> &mut Order {
        let shop = self.shop;
        let row = self
            .orders
            .lay(number, || shop.orders.get(&number).cloned());
        row.as_mut().expect("a decision names orders that exist")
    }
    fn put_order(&mut self, order: Order) {
        self.orders.set(order.number, Some(order));
    }
    fn drop_order(&mut self, number: OrderNumber) {
        self.orders.set(number, None);
    }
    fn note_closed(&mut self, _: OrderNumber) {
        self.closed += 1;
    }
    fn add_deadline(&mut self, at: Timestamp, reason: Reason) {
        match self.removed.iter().position(|other| *other == (at, reason)) {
            Some(index) => self.removed.swap_remove(index),
            None => self.added.push((at, reason)),
        }
    }
    fn remove_deadline(&mut self, at: Timestamp, reason: Reason) {
        match self.added.iter().position(|other| *other == (at, reason)) {
            Some(index) => self.added.swap_remove(index),
            None => self.removed.push((at, reason)),
        }
    }
    fn set_waiting(&mut self, _: CustomerId, _: bool) {
        // The draft reads who waits from the customers themselves.
    }
    fn close_items(&mut self, _: Timestamp) {
        // A live closes as the last change of its decision: nothing reads items afterwards.
    }
    fn credit(&mut self, span: Span) {
        // An outage is credited first in its decision; afterwards holds end and are promoted, but no end of a hold that
        // ran before is read, except as the next deadline.
        self.credited = span;
    }
}
