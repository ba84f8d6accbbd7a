//! The rows of a shop as everybody may read them.

mod effects;
mod ground;
mod row;

use crate::apply::holders;
use crate::code::{Code, Size};
use crate::codes::Codes;
use crate::deadlines::Deadlines;
use crate::draft::Ground as _;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber, Version};
use crate::order::Order;
use crate::queue::{Place, Queue};
use crate::recent::Recent;
use crate::settings::Settings;
use crate::shop::{Customer, Desk, Hold, Item, Live, Shop};
use crate::table::Table;
use crate::time::Timestamp;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;

impl Shop {
    /// A shop in which nothing has happened yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            version: Version::default(),
            clock: Timestamp::default(),
            settings: Arc::new(settings),
            desk: Desk {
                next_order: OrderNumber::new(1),
                next_item: ItemId::new(1),
                next_hold: HoldId::new(1),
                next_live: LiveId::new(1),
                ..Desk::default()
            },
            items: Table::default(),
            codes: Codes::default(),
            queues: Table::default(),
            holds: Table::default(),
            customers: Table::default(),
            orders: BTreeMap::new(),
            closed_orders: BTreeSet::new(),
            waiting: BTreeSet::new(),
            deadlines: Deadlines::default(),
            spent: BTreeMap::new(),
            recent: Recent::default(),
        }
    }

    /// The version of the last entry applied; zero before the first.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// How large the state is: items, holds, customers and orders in memory.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.items.len() + self.holds.len() + self.customers.len() + self.orders.len()
    }

    /// The instant of the last entry applied.
    #[must_use]
    pub const fn clock(&self) -> Timestamp {
        self.clock
    }

    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The live, when there is one.
    #[must_use]
    pub const fn live(&self) -> Option<&Live> {
        self.desk.live.as_ref()
    }

    /// Proofs that wait for review.
    #[must_use]
    pub const fn proofs_waiting(&self) -> u32 {
        self.desk.proofs
    }

    /// Every item that can be named by its code now, what is only held since a live that is over included.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.codes.iter().map(|(_, id)| &self.items[&id])
    }

    /// One item.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// The items of a code without what is only held since a live that is over, sizes in order.
    pub(crate) fn on_sale(&self, code: Code) -> impl Iterator<Item = &Item> {
        let sizes = self.codes.sizes_of(code).into_iter();
        let rows = sizes.filter_map(|(_, item)| self.items.get(item));
        rows.filter(|row| !row.closed)
    }

    /// The item behind a code and a size.
    #[must_use]
    pub fn find(&self, code: Code, size: Size) -> Option<&Item> {
        self.named(code, size).map(|id| &self.items[&id])
    }

    #[inline]
    pub(crate) fn named(&self, code: Code, size: Size) -> Option<ItemId> {
        let is_it = |id| {
            let item = self.items.get(id);
            item.is_some_and(|item| item.code == code && item.named.size == size)
        };
        self.codes.get(code, size, is_it)
    }

    /// Every running or paused hold, oldest first.
    pub fn holds(&self) -> impl Iterator<Item = &Hold> {
        self.holds.sorted().map(|(_, hold)| hold)
    }

    /// The holds of an item, oldest first.
    pub fn holders(&self, item: ItemId) -> impl Iterator<Item = &Hold> {
        holders(self, item)
    }

    /// Who waits for an item, next first.
    pub fn queue(&self, item: ItemId) -> impl Iterator<Item = Place> {
        let queue = self.queues.get(item).into_iter().flat_map(Queue::iter);
        queue.map(move |(_, customer)| {
            let wait = self.customers[&customer].wait(item);
            let wait = wait.expect("who is in a queue waits");
            Place {
                customer,
                quantity: wait.quantity,
                since: wait.since,
            }
        })
    }

    /// One hold.
    #[must_use]
    pub fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.get(id)
    }

    /// Every order kept in memory, oldest first.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// One order.
    #[must_use]
    pub fn order(&self, number: OrderNumber) -> Option<&Order> {
        self.orders.get(&number)
    }

    /// One person.
    #[must_use]
    pub fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(id)
    }

    /// Whether this command was carried out lately.
    #[must_use]
    pub fn knows(&self, command: CommandId) -> bool {
        self.recent.knows(command)
    }

    /// When the shop must be looked at, at the latest; `None` when nothing will happen by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadline_after(self.clock)
    }
}

/// The earlier of two instants that may be missing.
#[inline]
pub(crate) fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Change, ItemKind};
    use crate::decide::decide;
    use crate::entry::Entry;
    use crate::message::Message;
    use crate::table::Key;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);

    fn says(shop: &mut Shop, id: u128, from: u32, words: &str) {
        let message = Message::text(CommandId::new(id), CustomerId::new(from), words);
        let decision = decide(shop, &crate::interpret(shop, &message), NOW);
        shop.apply(&decision.entry());
    }

    #[test]
    fn a_shop_says_how_large_it_is_and_whom_it_heard() {
        let mut settings = Settings::default();
        settings.sellers.insert(CustomerId::new(1));
        let mut shop = Shop::new(settings);
        says(&mut shop, 1, 1, "S01 x9 3000");
        says(&mut shop, 2, 2, "S01");
        says(&mut shop, 3, 3, "S01");
        says(&mut shop, 4, 3, "Rue 5, Yopougon");
        says(&mut shop, 5, 3, "OUI");
        assert!(shop.items().all(|item| item.waiting() == 0));
        let count = |shop: &Shop| {
            (
                shop.items().count(),
                shop.holds().count(),
                shop.orders().count(),
            )
        };
        assert_eq!(count(&shop), (1, 1, 1));
        assert_eq!(shop.rows(), 3 + shop.customers.len());
        assert!(shop.knows(CommandId::new(5)) && !shop.knows(CommandId::new(6)));
        let held = shop.holds().next().expect("hers");
        assert_eq!(shop.hold(held.id), Some(held));
        assert_eq!(shop.hold(HoldId::new(99)), None);
        let her = shop.customer(CustomerId::new(2)).expect("she wrote");
        assert!(her.awaits_address() && her.proof().is_none());
        assert_eq!((shop.proofs_waiting(), shop.items().count()), (0, 1));
        let mut photo = Message::text(CommandId::new(6), CustomerId::new(2), "");
        photo.content = crate::message::Content::Image("".into());
        let decision = decide(&shop, &crate::interpret(&shop, &photo), NOW);
        shop.apply(&decision.entry());
        says(&mut shop, 7, 4, "S01 x8");
        let her = shop.customer(CustomerId::new(2)).expect("she wrote");
        assert_eq!(
            her.proof().map(|proof| proof.message),
            Some(CommandId::new(6))
        );
        assert_eq!(shop.proofs_waiting(), 1);
        let her = shop.customer(CustomerId::new(3)).expect("she wrote");
        assert!(!her.awaits_address());
        let item = shop.items().next().expect("one item");
        assert_eq!((item.waiting(), item.left()), (1, 8));
        let orders = |id| {
            shop.customer(CustomerId::new(id))
                .expect("she wrote")
                .orders()
        };
        assert_eq!(orders(2), []);
        assert_eq!(orders(3), [OrderNumber::new(1)]);
    }

    #[test]
    fn a_size_is_not_taken_for_another_that_is_looked_for_in_the_same_place() {
        let code = Code::canonical("S01").expect("a code");
        let mut seen = BTreeMap::new();
        let mut sizes = (0..2_000_000).map(|number| Size::new(&alloc::format!("{number:X}")));
        let (one, other) = sizes
            .find_map(|size| {
                let size = size.expect("letters and digits");
                let other = seen.insert((code, size).hash(), size);
                other.map(|other| (size, other))
            })
            .expect("two of so many sizes have one hash");
        let mut shop = Shop::new(Settings::default());
        let offered = Change::Offered {
            item: ItemId::new(1),
            code,
            size: one,
            label: code.into(),
            kind: ItemKind::Prepared,
            price: crate::money::Money::from_minor(3_000),
            quantity: 1,
            to_check: false,
        };
        shop.apply(&Entry {
            version: shop.version().next(),
            at: NOW,
            command: CommandId::NONE,
            by: crate::command::Actor::System,
            changes: alloc::vec![offered],
        });
        assert!(shop.find(code, one).is_some());
        assert!(shop.find(code, other).is_none(), "{one:?} {other:?}");
    }
}
