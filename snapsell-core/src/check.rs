//! Every invariant of a shop, one function each. A breach is a bug: it panics with the row at fault.

#[cfg(test)]
mod tests;

use crate::apply::deadlines_of;
use crate::deadlines::Deadlines;
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::limits::{
    CLOSED_ORDERS_MAX, HOLDS_PER_CUSTOMER_MAX, LAPSED_PER_CUSTOMER_MAX, ORDER_LINES_MAX, QUEUE_MAX,
    STOCK_MAX,
};
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::queue::Place;
use crate::shop::{Item, LiveState, Reason, Shop};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

impl Shop {
    /// Asserts every invariant. For tests, simulations and audits; linear in the size of the shop.
    ///
    /// # Panics
    /// When an invariant is broken.
    pub fn check(&self) {
        self.units_are_conserved();
        self.no_unit_has_two_owners();
        self.nobody_waits_beside_a_free_unit();
        self.queues_and_customers_agree();
        self.holds_and_customers_agree();
        self.deadlines_are_exact();
        self.ids_are_below_their_counters();
        self.codes_lead_to_their_items();
        self.orders_add_up();
        self.the_live_counts_its_orders();
        self.limits_hold();
    }

    /// Units held + units sold + free units = stock, for every item.
    fn units_are_conserved(&self) {
        for (_, item) in self.items.sorted() {
            let held: u32 = self.holders(item.id).map(|hold| hold.slots.len()).sum();
            assert_eq!(
                item.free.len() + held + item.sold,
                item.stock,
                "units of {item:?} are conserved"
            );
        }
    }

    /// A unit is free, or in one hold, or in one order.
    fn no_unit_has_two_owners(&self) {
        let mut owned: BTreeSet<(ItemId, u16)> = BTreeSet::new();
        for hold in self.holds() {
            for slot in hold.slots.iter() {
                assert!(
                    owned.insert((hold.item, slot)),
                    "unit {slot} of {hold:?} has one owner"
                );
            }
        }
        for order in self
            .orders
            .values()
            .filter(|order| !is_returned(order.status))
        {
            for line in order
                .lines
                .iter()
                .filter(|line| self.items.get(line.item).is_some())
            {
                for slot in line.slots.iter() {
                    assert!(
                        owned.insert((line.item, slot)),
                        "unit {slot} of {line:?} has one owner"
                    );
                }
            }
        }
        for (_, item) in self.items.sorted() {
            for slot in item.free.lowest(STOCK_MAX).iter() {
                assert!(
                    !owned.contains(&(item.id, slot)),
                    "free unit {slot} of {item:?} has no owner"
                );
            }
        }
    }

    /// While a live is open, a free unit and a waiting customer never meet.
    fn nobody_waits_beside_a_free_unit(&self) {
        let open = self
            .desk
            .live
            .as_ref()
            .is_some_and(|live| live.state == LiveState::Open);
        let items = self.items.sorted();
        for (_, item) in items.filter(|(_, item)| item.waiting > 0) {
            assert!(
                self.desk.live.is_some(),
                "nobody waits when no live is open: {item:?}"
            );
            assert!(
                !open || item.free.is_empty(),
                "the next in line has what is free: {item:?}"
            );
        }
    }

    fn queues_and_customers_agree(&self) {
        let mut places: BTreeMap<CustomerId, BTreeSet<ItemId>> = BTreeMap::new();
        for (_, item) in self.items.sorted() {
            let queue: Vec<Place> = self.queue(item.id).collect();
            assert_eq!(
                item.waiting as usize,
                queue.len(),
                "who waits is counted: {item:?}"
            );
            for (index, place) in queue.iter().enumerate() {
                assert!(place.quantity > 0, "nobody waits for nothing: {item:?}");
                assert!(
                    places.entry(place.customer).or_default().insert(item.id),
                    "one place each: {item:?}"
                );
                let before = index.checked_sub(1).map(|index| queue[index].since);
                assert!(
                    before.is_none_or(|before| before <= place.since),
                    "queues keep their order: {item:?}"
                );
            }
        }
        for (id, customer) in self.customers.sorted() {
            let listed: BTreeSet<ItemId> = customer.places().collect();
            assert_eq!(
                listed.len(),
                customer.waits.len(),
                "places are listed once: {customer:?}"
            );
            assert_eq!(
                places.remove(&id).unwrap_or_default(),
                listed,
                "places agree: {customer:?}"
            );
            assert_eq!(
                self.waiting.contains(&id),
                !listed.is_empty(),
                "who waits is known: {customer:?}"
            );
        }
        assert!(places.is_empty(), "who waits is a customer: {places:?}");
    }

    fn holds_and_customers_agree(&self) {
        let mut owned: BTreeMap<CustomerId, BTreeSet<HoldId>> = BTreeMap::new();
        let mut seen: BTreeSet<(CustomerId, ItemId)> = BTreeSet::new();
        let chained = |(item, _)| self.holders(item).map(move |hold| (item, hold.id));
        let known: BTreeSet<(ItemId, HoldId)> = self.items.unsorted().flat_map(chained).collect();
        for hold in self.holds() {
            assert!(!hold.slots.is_empty(), "a hold has units: {hold:?}");
            assert!(
                seen.insert((hold.customer, hold.item)),
                "one hold for each customer and item: {hold:?}"
            );
            assert!(
                known.contains(&(hold.item, hold.id)),
                "its item knows it: {hold:?}"
            );
            let proof = self.customers[&hold.customer].proof.as_deref();
            assert!(
                hold.state.until().is_some()
                    || proof.is_some_and(|proof| proof.pending && proof.order.is_none()),
                "a clock stands still only while the basket's proof waits: {hold:?}"
            );
            owned.entry(hold.customer).or_default().insert(hold.id);
        }
        for (id, customer) in self.customers.sorted() {
            let listed: BTreeSet<HoldId> = customer.holds().collect();
            let mut goods = Money::ZERO;
            for held in customer.holds.iter() {
                let hold = &self.holds[&held.hold];
                assert_eq!(hold.item, held.item, "she knows of what: {hold:?}");
                goods = goods.plus(hold.price.times(hold.slots.len()));
            }
            assert_eq!(goods, customer.goods, "a basket adds up: {customer:?}");
            assert_eq!(
                owned.remove(&id).unwrap_or_default(),
                listed,
                "holds agree: {customer:?}"
            );
            assert!(
                !(listed.is_empty() && customer.reminded),
                "an empty basket is not recalled: {customer:?}"
            );
        }
        assert!(owned.is_empty(), "who holds is a customer: {owned:?}");
        assert_eq!(
            self.desk.holds as usize,
            self.holds.len(),
            "holds are counted"
        );
        let pending = self
            .customers
            .unsorted()
            .filter_map(|(_, customer)| customer.proof.as_deref())
            .filter(|proof| proof.pending)
            .count();
        assert_eq!(self.desk.proofs as usize, pending, "proofs are counted");
    }

    fn deadlines_are_exact(&self) {
        let mut expected = Vec::new();
        for hold in self.holds() {
            let reminded = self.customers[&hold.customer].reminded;
            deadlines_of(hold, reminded).each(|at, reason| expected.push((at, reason)));
        }
        for (id, customer) in self.customers.sorted() {
            let review = customer
                .proof
                .as_deref()
                .and_then(|proof| proof.review_until);
            expected.extend(review.map(|at| (at, Reason::Review(id))));
        }
        let expected = Deadlines::from_iter(expected);
        assert_eq!(self.deadlines, expected, "the deadline index is exact");
    }

    fn ids_are_below_their_counters(&self) {
        let desk = &self.desk;
        assert!(
            self.items.unsorted().all(|(id, _)| id < desk.next_item),
            "items are counted"
        );
        assert!(
            self.holds.unsorted().all(|(id, _)| id < desk.next_hold),
            "holds are counted"
        );
        assert!(
            self.orders
                .last_key_value()
                .is_none_or(|(id, _)| *id < desk.next_order),
            "orders are counted"
        );
    }

    /// A code leads to its item as long as somebody can have that. One whose live is over is there for who holds it, with
    /// its code or, in an old journal, without.
    fn codes_lead_to_their_items(&self) {
        assert!(
            self.codes.agree(),
            "an exact name leads where the list does"
        );
        for (key, item) in self.codes.iter() {
            let row = &self.items[&item];
            assert_eq!(
                key,
                (row.code, row.named.size),
                "a code leads to its item: {row:?}"
            );
        }
        for (id, row) in self.items.sorted() {
            let named = self.named(row.code, row.named.size) == Some(id);
            assert!(
                named || row.closed || row.withdrawn,
                "what is on sale has its code: {row:?}"
            );
            assert!(!row.is_over(), "what is over is gone: {row:?}");
        }
    }

    fn orders_add_up(&self) {
        for order in self.orders.values() {
            let sum: i64 = order
                .lines
                .iter()
                .map(|line| line.price.minor() * i64::from(line.slots.len()))
                .sum();
            assert_eq!(
                order.total().minor(),
                sum + order.fee.minor(),
                "an order adds up: {order:?}"
            );
            let listed = self.customers[&order.customer]
                .orders
                .contains(&order.number);
            assert_eq!(
                listed,
                !order.status.is_closed(),
                "open orders are their customer's: {order:?}"
            );
            assert_eq!(
                self.closed_orders.contains(&order.number),
                order.status.is_closed(),
                "closed ones are known"
            );
            assert!(
                order.status != OrderStatus::New || order.payment != Payment::DepositApproved,
                "an order does not wait for a deposit that is approved: {order:?}"
            );
        }
    }

    /// A live counts its orders, as long as all of them are kept in memory.
    fn the_live_counts_its_orders(&self) {
        let Some(live) = &self.desk.live else { return };
        let kept = self.orders.values().filter(|order| order.live == live.id);
        let standing: Vec<_> = kept.filter(|order| !is_returned(order.status)).collect();
        let total: i64 = standing.iter().map(|order| order.total().minor()).sum();
        if self.closed_orders.len() < CLOSED_ORDERS_MAX {
            assert_eq!(
                (live.orders as usize, live.total.minor()),
                (standing.len(), total),
                "a live counts its orders: {live:?}"
            );
        }
    }

    fn limits_hold(&self) {
        for (_, item) in self.items.sorted() {
            let Item { stock, waiting, .. } = item;
            assert!(
                *stock <= STOCK_MAX && *waiting as usize <= QUEUE_MAX,
                "an item stays in its bounds: {item:?}"
            );
        }
        for (_, customer) in self.customers.sorted() {
            assert!(
                customer.holds.len() <= HOLDS_PER_CUSTOMER_MAX as usize,
                "holds are bounded: {customer:?}"
            );
            assert!(
                customer.lapsed.len() <= LAPSED_PER_CUSTOMER_MAX,
                "what lapsed is bounded: {customer:?}"
            );
        }
        assert!(
            self.orders
                .values()
                .all(|order| order.lines.len() <= ORDER_LINES_MAX),
            "orders are bounded"
        );
    }
}

/// Whether the units of an order went back; a late cancellation keeps them out of stock.
fn is_returned(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::Cancelled(_))
}
