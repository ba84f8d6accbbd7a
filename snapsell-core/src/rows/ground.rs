//! A shop as the ground of a decision that happens to it at once.

use crate::code::{Code, Size};
use crate::deadlines::Due;
use crate::draft::Ground;
use crate::ids::{CommandId, CustomerId, ItemId, OrderNumber, Version};
use crate::limits::CLOSED_ORDERS_MAX;
use crate::order::Order;
use crate::queue::Queue;
use crate::rows::earliest;
use crate::shop::{Reason, Shop};
use crate::time::Timestamp;
use alloc::vec::Vec;

impl Ground for Shop {
    #[inline]
    fn version(&self) -> Version {
        self.version
    }
    #[inline]
    fn clock(&self) -> Timestamp {
        self.clock
    }
    #[inline]
    fn knows(&self, command: CommandId) -> bool {
        self.recent.knows(command)
    }
    #[inline]
    fn due(&self, until: Timestamp, most: usize, wanted: impl Fn(Reason) -> bool) -> Due {
        self.deadlines.due(until, most, wanted)
    }
    #[inline]
    fn deadline_after(&self, now: Timestamp) -> Option<Timestamp> {
        let first = self.deadlines.first().map(|(at, _)| at);
        earliest(first, self.desk.closes_at(&self.settings, now))
    }
    fn item_count(&self) -> usize {
        self.items.len()
    }
    fn named_items(&self, most: usize) -> impl Iterator<Item = ItemId> {
        self.codes.iter().map(|(_, item)| item).take(most)
    }
    fn sizes_of(&self, code: Code) -> Vec<(Size, ItemId)> {
        self.codes.sizes_of(code)
    }
    fn spent_at(&self, code: Code) -> Option<Timestamp> {
        self.spent.get(&code).copied()
    }
    fn orders(&self) -> impl DoubleEndedIterator<Item = &Order> {
        self.orders.values()
    }
    fn order_to_retire(&self) -> Option<OrderNumber> {
        let many = self.closed_orders.len() > CLOSED_ORDERS_MAX;
        many.then(|| self.closed_orders.first().copied()).flatten()
    }
    fn waiting(&self, most: usize) -> Vec<CustomerId> {
        self.waiting.iter().copied().take(most).collect()
    }
    fn queue(&self, item: ItemId) -> Vec<CustomerId> {
        let queue = self.queues.get(item).into_iter().flat_map(Queue::iter);
        queue.map(|(_, customer)| customer).collect()
    }
}
