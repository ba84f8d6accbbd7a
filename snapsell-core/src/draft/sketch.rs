//! The rows that a decision touched, laid over a shop that stays as it is.

use super::Ground;
use super::overlay::Overlay;
use super::queues::Moves;
use crate::code::{Code, Size};
use crate::deadlines::Due;
use crate::few::Few;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, OrderNumber, Version};
use crate::order::Order;
use crate::queue::Ticket;
use crate::rows::earliest;
use crate::settings::Settings;
use crate::shop::{Customer, Desk, Hold, Item, Reason, Shop};
use crate::state::State;
use crate::time::{Span, Timestamp};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A shop as it would be.
pub(crate) struct Sketch<'a> {
    shop: &'a Shop,
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
    new_items: usize,
    gone_items: usize,
}

impl<'a> Sketch<'a> {
    #[inline]
    pub(crate) fn new(shop: &'a Shop) -> Self {
        Self {
            shop,
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
            new_items: 0,
            gone_items: 0,
        }
    }

    fn moves(&self, item: ItemId) -> Option<&Moves> {
        self.queues.get(item, || None)
    }

    fn moves_mut(&mut self, item: ItemId) -> &mut Moves {
        self.queues.lay(item, || None).get_or_insert_default()
    }
}

impl Ground for Sketch<'_> {
    fn version(&self) -> Version {
        self.shop.version
    }
    fn clock(&self) -> Timestamp {
        self.shop.clock
    }
    fn knows(&self, command: CommandId) -> bool {
        self.shop.recent.knows(command)
    }
    fn due(&self, until: Timestamp, most: usize, wanted: impl Fn(Reason) -> bool) -> Due {
        self.shop.due(until, most, wanted)
    }
    fn deadline_after(&self, now: Timestamp) -> Option<Timestamp> {
        let mut removed = self.removed.clone();
        removed.sort_unstable();
        // What was removed is among the shop's: the first that was not stands where the two lists part.
        let mut removed = removed.iter();
        let mut kept = self.shop.deadlines.iter();
        let kept = kept.find(|deadline| removed.next() != Some(deadline));
        let kept = kept.map(|(at, _)| at);
        let added = self.added.iter().map(|&(at, _)| at).min();
        earliest(
            earliest(kept, added),
            self.desk.closes_at(self.settings(), now),
        )
    }
    fn item_count(&self) -> usize {
        self.shop.items.len() + self.new_items - self.gone_items
    }
    fn named_items(&self, most: usize) -> impl Iterator<Item = ItemId> {
        let mut new: Vec<(Code, Size)> = self.codes.keys().collect();
        let known = self.shop.codes.iter().map(|(key, _)| key);
        let known = known.filter(|key| !new.contains(key)).take(most);
        let mut named: Vec<_> = known.collect();
        named.append(&mut new);
        named.sort_unstable();
        named.truncate(most);
        named
            .into_iter()
            .filter_map(|(code, size)| self.code(code, size))
    }
    fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)> {
        let mut sizes = self.shop.sizes_of(code);
        for (other, size) in self.codes.keys().filter(|(other, _)| *other == code) {
            sizes.retain(|(known, _)| *known != size);
            sizes.extend(self.code(other, size).map(|id| (size, id)));
        }
        sizes.sort_unstable_by_key(|(size, _)| size.natural());
        sizes
    }
    fn spent_at(&self, code: Code) -> Option<Timestamp> {
        self.shop.spent_at(code)
    }
    fn orders(&self) -> impl DoubleEndedIterator<Item = &Order> {
        let numbers = self.shop.orders.keys();
        numbers.filter_map(|&number| self.order(number))
    }
    fn order_to_retire(&self) -> Option<OrderNumber> {
        let kept = self.shop.closed_orders.len() + self.closed as usize;
        (kept > crate::limits::CLOSED_ORDERS_MAX)
            .then(|| self.shop.closed_orders.first().copied())
            .flatten()
    }
    fn waiting(&self, most: usize) -> Vec<CustomerId> {
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
    fn queue(&self, item: ItemId) -> Vec<CustomerId> {
        let moves = self.moves(item).cloned().unwrap_or_default();
        moves.all(self.shop.queues.get(item))
    }
}

impl State for Sketch<'_> {
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
        self.new_items += 1;
        self.items.set(item.id, Some(item));
    }
    fn drop_item(&mut self, id: ItemId) {
        self.gone_items += 1;
        self.items.set(id, None);
    }
    fn code(&self, code: Code, size: Size) -> Option<ItemId> {
        let key = (code, size);
        match self.codes.laid(key) {
            Some(item) => item.copied(),
            None => self.shop.named(code, size),
        }
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
    fn unbind_code(&mut self, code: Code, size: Size) {
        self.codes.set((code, size), None);
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
        // Who waits is read from the customers themselves.
    }
    fn close_items(&mut self, _: Timestamp) {
        // A live closes as the last change of its decision: nothing reads items afterwards.
    }
    fn credit(&mut self, _: Span) {
        unreachable!("an outage moves every clock: it is decided on a copy of the shop");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    #[test]
    fn items_are_counted_as_they_come_and_go() {
        let mut settings = Settings::default();
        let seller = CustomerId::new(1);
        settings.sellers.insert(seller);
        let mut shop = Shop::new(settings);
        let message = Message::text(CommandId::new(1), seller, "S01 x5 3000");
        let now = Timestamp::from_millis(1_000_000);
        let offers = crate::interpret(&shop, &message);
        let _ = shop.carry_out(&offers, now);
        let item = shop.item(ItemId::new(1)).unwrap().clone();
        let mut sketch = Sketch::new(&shop);
        assert_eq!(sketch.item_count(), 1);
        for number in 2..=4 {
            let id = ItemId::new(number);
            sketch.put_item(Item { id, ..item.clone() });
            assert_eq!(sketch.item_count(), number as usize);
        }
        for (number, left) in [(2, 3), (4, 2), (1, 1)] {
            sketch.drop_item(ItemId::new(number));
            assert_eq!(sketch.item_count(), left);
        }
    }
}
