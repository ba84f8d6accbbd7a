//! The rows of a shop as the effects of an entry write them.

use crate::change::ItemKind;
use crate::code::{Code, Size};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::limits::SPENT_CODES_MAX;
use crate::order::Order;
use crate::queue::{Queue, Ticket};
use crate::settings::Settings;
use crate::shop::{Customer, Desk, Hold, HoldState, Item, Reason, Shop};
use crate::state::State;
use crate::time::{Span, Timestamp};
use alloc::sync::Arc;
use alloc::vec::Vec;

impl State for Shop {
    #[inline]
    fn desk(&self) -> &Desk {
        &self.desk
    }
    #[inline]
    fn desk_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }
    #[inline]
    fn settings(&self) -> &Settings {
        &self.settings
    }
    fn set_settings(&mut self, settings: Arc<Settings>) {
        self.settings = settings;
    }
    #[inline]
    fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id)
    }
    #[inline]
    fn item_mut(&mut self, id: ItemId) -> &mut Item {
        self.items
            .get_mut(id)
            .expect("the journal names items that exist")
    }
    fn put_item(&mut self, item: Item) {
        self.items.insert(item.id, item);
    }
    fn drop_item(&mut self, id: ItemId) {
        self.items.remove(id);
    }
    #[inline]
    fn code(&self, code: Code, size: Size) -> Option<ItemId> {
        self.named(code, size)
    }
    fn first_in_line(&self, item: ItemId) -> Option<(Ticket, CustomerId)> {
        self.queues.get(item)?.get(0)
    }
    fn waiting_before(&self, item: ItemId, ticket: Ticket) -> usize {
        let queue = self.queues.get(item);
        queue.map_or(0, |queue| queue.before(ticket))
    }
    fn join_queue(&mut self, item: ItemId, ticket: Ticket, customer: CustomerId) {
        let queue = self.queues.get_or_insert_with(item, Queue::default);
        queue.push(ticket, customer);
    }
    fn leave_queue(&mut self, item: ItemId, ticket: Ticket) {
        let queue = self.queues.get_or_insert_with(item, Queue::default);
        assert!(queue.remove(ticket), "only a place that exists is left");
        if queue.len() == 0 {
            self.queues.remove(item);
        }
    }
    fn bind_code(&mut self, code: Code, size: Size, item: ItemId) {
        self.codes.insert(code, size, item);
    }
    fn unbind_code(&mut self, code: Code, size: Size) {
        self.codes.remove(code, size);
    }
    #[inline]
    fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.get(id)
    }
    #[inline]
    fn hold_mut(&mut self, id: HoldId) -> &mut Hold {
        self.holds
            .get_mut(id)
            .expect("the journal names holds that exist")
    }
    #[inline]
    fn put_hold(&mut self, hold: Hold) {
        self.holds.insert(hold.id, hold);
    }
    #[inline]
    fn take_hold(&mut self, id: HoldId) -> Hold {
        self.holds
            .remove(id)
            .expect("the journal names holds that exist")
    }
    #[inline]
    fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(id)
    }
    #[inline]
    fn customer_mut(&mut self, id: CustomerId) -> &mut Customer {
        self.customers.get_or_insert_with(id, Customer::default)
    }
    fn order(&self, number: OrderNumber) -> Option<&Order> {
        self.orders.get(&number)
    }
    fn order_mut(&mut self, number: OrderNumber) -> &mut Order {
        self.orders
            .get_mut(&number)
            .expect("the journal names orders that exist")
    }
    fn put_order(&mut self, order: Order) {
        self.orders.insert(order.number, order);
    }
    fn drop_order(&mut self, number: OrderNumber) {
        self.orders.remove(&number);
        self.closed_orders.remove(&number);
    }
    fn note_closed(&mut self, number: OrderNumber) {
        self.closed_orders.insert(number);
    }
    #[inline]
    fn add_deadline(&mut self, at: Timestamp, reason: Reason) {
        self.deadlines.insert(at, reason);
    }
    #[inline]
    fn remove_deadline(&mut self, at: Timestamp, reason: Reason) {
        let was_there = self.deadlines.remove(at, reason);
        assert!(was_there, "the deadline index is exact");
    }
    fn set_waiting(&mut self, customer: CustomerId, waits: bool) {
        if waits {
            self.waiting.insert(customer);
        } else {
            self.waiting.remove(&customer);
        }
    }

    fn close_items(&mut self, at: Timestamp) {
        let forget_before = at - self.settings.seller_active;
        self.spent.retain(|_, closed_at| *closed_at > forget_before);
        let ids: Vec<ItemId> = self.items.sorted().map(|(id, _)| id).collect();
        for id in ids {
            let item = self.items.get_mut(id).expect("it was listed");
            // It closed with an earlier live, and somebody still holds it.
            if item.closed {
                continue;
            }
            let (code, size) = (item.code, item.named.size);
            let named = self.codes.get(code, size, |other| other == id).is_some();
            if item.kind == ItemKind::Prepared && named {
                item.withdrawn = false;
                continue;
            }
            item.closed = true;
            let is_over = item.is_over();
            if named && self.spent.len() < SPENT_CODES_MAX {
                self.spent.insert(code, at);
            }
            // What somebody holds keeps its code until she lets go: no other piece can have it before.
            if is_over {
                if named {
                    self.codes.remove(code, size);
                }
                self.items.remove(id);
            }
        }
    }

    fn credit(&mut self, span: Span) {
        let deadlines = self.deadlines.iter();
        self.deadlines = deadlines.map(|(at, reason)| (at + span, reason)).collect();
        for hold in self.holds.values_mut() {
            match &mut hold.state {
                HoldState::Soft { until } | HoldState::Locked { until } => {
                    *until = *until + span;
                    hold.remind_at = hold.remind_at.map(|at| at + span);
                }
                HoldState::ProofPending { .. } => {}
            }
        }
        for customer in self.customers.values_mut() {
            if let Some(proof) = &mut customer.proof {
                proof.review_until = proof.review_until.map(|at| at + span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use crate::draft::{Ground as _, Sketch};
    use crate::ids::CommandId;
    use crate::message::Message;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);

    /// A shop in which two wait for the one piece that a third has.
    fn shop() -> (Shop, ItemId) {
        let mut settings = Settings::default();
        settings.sellers.insert(CustomerId::new(1));
        let mut shop = Shop::new(settings);
        for (from, words) in [
            (1, "LIVE"),
            (1, "S01 3000"),
            (2, "S01"),
            (3, "S01"),
            (4, "S01"),
        ] {
            let id = CommandId::new(u128::from(shop.version().get()) + 1);
            let message = Message::text(id, CustomerId::new(from), words);
            let decision = decide(&shop, &crate::interpret(&shop, &message), NOW);
            shop.apply(&decision.entry());
        }
        let item = shop.items().next().expect("the piece").id;
        (shop, item)
    }

    #[test]
    fn a_shop_and_a_sketch_of_it_answer_alike() {
        let (shop, item) = shop();
        let sketch = Sketch::new(&shop);
        let code = Code::canonical("S01").expect("a code");
        for wanted in [code, Code::canonical("S02").expect("a code")] {
            let found = State::code(&shop, wanted, Size::ONE);
            assert_eq!(found, (wanted == code).then_some(item));
            assert_eq!(found, sketch.code(wanted, Size::ONE));
        }
        let queue = shop.queues.get(item).expect("two wait");
        for (before, (ticket, _)) in queue.iter().enumerate() {
            assert_eq!(shop.waiting_before(item, ticket), before);
            assert_eq!(sketch.waiting_before(item, ticket), before);
        }
        assert_eq!(shop.waiting_before(ItemId::new(99), Ticket::default()), 0);
    }

    #[test]
    fn a_sketch_sees_the_sizes_it_binds_beside_those_of_its_shop() {
        let (mut shop, item) = shop();
        let code = Code::canonical("S01").expect("a code");
        let size = |text| Size::new(text).expect("a size");
        let (large, medium, other) = (ItemId::new(7), ItemId::new(8), ItemId::new(9));
        shop.bind_code(code, size("L"), large);
        let mut sketch = Sketch::new(&shop);
        sketch.bind_code(code, size("M"), medium);
        sketch.bind_code(code, size("L"), other);
        let sizes = [(Size::ONE, item), (size("M"), medium), (size("L"), other)];
        assert_eq!(sketch.sizes_of(code), sizes);
    }

    /// The codes that are spent when a live with one unsold item closes.
    fn spent_after(before: impl IntoIterator<Item = (Code, Timestamp)>) -> Shop {
        let (mut shop, _) = shop();
        shop.spent.extend(before);
        shop.close_items(NOW);
        shop
    }

    #[test]
    fn a_spent_code_is_remembered_for_as_long_as_a_seller_is_active_and_up_to_a_bound() {
        let code = |number: usize| Code::new("B", u16::try_from(number).unwrap()).unwrap();
        let active = Settings::default().seller_active;
        let just = NOW - active;
        let shop = spent_after([(code(1), just), (code(2), just + Span::from_millis(1))]);
        let spent: Vec<Code> = shop.spent.into_keys().collect();
        assert_eq!(spent, [code(2), Code::canonical("S01").unwrap()]);
        for (known, after) in [(0, 1), (1, 0)] {
            let full = SPENT_CODES_MAX - 1 + known;
            let shop = spent_after((0..full).map(|number| (code(number), NOW)));
            assert_eq!(shop.spent.len(), full + after);
        }
    }
}
