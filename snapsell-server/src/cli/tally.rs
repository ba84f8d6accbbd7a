//! What became of claims, counted from the facts: for a rehearsal, and for a live decided again.

use std::collections::BTreeMap;

use snapsell_core::{
    Change, Code, CustomerId, EndReason, HoldId, Item, ItemId, Label, LeaveReason, LiveId, Money,
    Named, OrderStatus, Origin, Shop, Size, Timestamp,
};

/// An item and a customer, by what both are called in every course of events.
pub(super) type Key = (Code, Size, CustomerId);

/// What became of a customer's claims of one item, last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// She holds units.
    Holds,
    /// She waits.
    Waits,
    /// She had units, and her time ran out.
    Expired,
    /// She gave it back.
    GivenBack,
    /// The team took it back, or it was sold elsewhere.
    Removed,
    /// Her turn came, and she could not have it.
    Skipped,
    /// She waited in vain.
    Unserved,
    /// It became a line of an order.
    Ordered,
}

/// Counts, and what is needed to count.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Holds that began because somebody asked.
    pub(super) held: u64,
    /// Holds that began, or grew, because it was somebody's turn.
    pub(super) promoted: u64,
    /// Holds that came back to life because OUI came late, but not too late.
    pub(super) late: u64,
    /// Holds whose time ran out.
    pub(super) expired: u64,
    /// Holds that their owner gave back.
    pub(super) given_back: u64,
    /// Holds that the team ended.
    pub(super) removed: u64,
    /// Holds that became lines of an order.
    pub(super) confirmed: u64,
    /// Places taken in a queue.
    pub(super) queued: u64,
    /// Reminders.
    pub(super) reminded: u64,
    /// Units that somebody waited for in vain.
    pub(super) unserved: u64,
    /// What those would have cost.
    pub(super) unserved_value: Money,
    /// What became of each wish.
    pub(super) fates: BTreeMap<Key, Fate>,
    /// What became of each, one after the other.
    pub(super) stories: BTreeMap<Key, Vec<(Timestamp, Fate)>>,
    at: Timestamp,
    labels: BTreeMap<Code, Label>,
    items: BTreeMap<ItemId, (Code, Size, Money)>,
    holds: BTreeMap<HoldId, (ItemId, CustomerId)>,
    places: BTreeMap<(ItemId, CustomerId), u32>,
}

/// What the orders of one live come to, without those that were called off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sales {
    pub(super) orders: u64,
    pub(super) units: u64,
    /// Without delivery.
    pub(super) goods: Money,
    /// Units by wish.
    pub(super) by_key: BTreeMap<Key, u32>,
}

impl Tally {
    /// Begins to count where this shop stands.
    pub(super) fn of(shop: &Shop) -> Self {
        let mut tally = Self::default();
        for item in shop.items() {
            tally.item(item);
            for place in shop.queue(item.id) {
                let wish = (item.id, place.customer);
                tally.places.insert(wish, place.quantity);
            }
        }
        for hold in shop.holds() {
            if let Some(item) = shop.item(hold.item) {
                tally.item(item);
            }
            tally.holds.insert(hold.id, (hold.item, hold.customer));
        }
        tally
    }

    /// How people call this item: `B07`, `S01 M`.
    pub(super) fn named(&self, code: Code, size: Size) -> Named {
        let label = self.labels.get(&code).copied();
        let label = label.unwrap_or_else(|| Label::from(code));
        Named { label, size }
    }

    /// Whether another course counts the same and every wish ended the same.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let counts = |tally: &Self| {
            [
                tally.held,
                tally.promoted,
                tally.late,
                tally.expired,
                tally.given_back,
                tally.removed,
                tally.confirmed,
                tally.queued,
                tally.reminded,
                tally.unserved,
            ]
        };
        counts(self) == counts(other) && self.fates == other.fates
    }

    fn item(&mut self, item: &Item) {
        let row = (item.code, item.named.size, item.price);
        self.labels.insert(item.code, item.named.label);
        self.items.insert(item.id, row);
    }

    /// Counts what was decided at an instant.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about holds and places are counted"
    )]
    pub(super) fn note(&mut self, changes: &[Change], now: Timestamp) {
        self.at = now;
        for change in changes {
            match change {
                Change::Offered {
                    item,
                    code,
                    size,
                    label,
                    price,
                    ..
                } => {
                    self.labels.insert(*code, *label);
                    self.items.insert(*item, (*code, *size, *price));
                }
                Change::Repriced { item, price } => {
                    if let Some(row) = self.items.get_mut(item) {
                        row.2 = *price;
                    }
                }
                Change::Held {
                    hold,
                    item,
                    customer,
                    origin,
                    ..
                } => {
                    self.holds.insert(*hold, (*item, *customer));
                    self.began(*origin);
                    self.fate(*item, *customer, Fate::Holds);
                }
                Change::HoldGrown { origin, .. } if *origin == Origin::Promoted => {
                    self.promoted += 1;
                }
                Change::HoldEnded { hold, reason } => self.ended(*hold, *reason),
                Change::OrderPlaced { holds, .. } | Change::OrderExtended { holds, .. } => {
                    holds.iter().for_each(|hold| self.ordered(*hold));
                }
                Change::Reminded(_) => self.reminded += 1,
                Change::Queued {
                    item,
                    customer,
                    quantity,
                } => {
                    self.queued += 1;
                    self.places.insert((*item, *customer), *quantity);
                    self.waits(*item, *customer);
                }
                Change::PlaceResized {
                    item,
                    customer,
                    quantity,
                } => drop(self.places.insert((*item, *customer), *quantity)),
                Change::PlaceLeft {
                    item,
                    customer,
                    reason,
                } => self.left(*item, *customer, *reason),
                _ => {}
            }
        }
    }

    fn began(&mut self, origin: Origin) {
        match origin {
            Origin::Promoted => self.promoted += 1,
            Origin::Late => self.late += 1,
            Origin::Claimed | Origin::Team => self.held += 1,
        }
    }

    fn ended(&mut self, hold: HoldId, reason: EndReason) {
        let fate = match reason {
            EndReason::Expired => {
                self.expired += 1;
                Fate::Expired
            }
            EndReason::Cancelled => {
                self.given_back += 1;
                Fate::GivenBack
            }
            EndReason::Released | EndReason::SoldElsewhere | EndReason::Withdrawn => {
                self.removed += 1;
                Fate::Removed
            }
        };
        if let Some((item, customer)) = self.holds.remove(&hold) {
            self.fate(item, customer, fate);
        }
    }

    fn ordered(&mut self, hold: HoldId) {
        self.confirmed += 1;
        if let Some((item, customer)) = self.holds.remove(&hold) {
            self.fate(item, customer, Fate::Ordered);
        }
    }

    /// She waits, unless she holds a part already.
    fn waits(&mut self, item: ItemId, customer: CustomerId) {
        let known = self
            .key(item, customer)
            .and_then(|key| self.fates.get(&key));
        if known != Some(&Fate::Holds) {
            self.fate(item, customer, Fate::Waits);
        }
    }

    fn left(&mut self, item: ItemId, customer: CustomerId, reason: LeaveReason) {
        let quantity = self.places.remove(&(item, customer)).unwrap_or(0);
        let fate = match reason {
            // What follows says what became of her.
            LeaveReason::Served => return,
            LeaveReason::Cancelled | LeaveReason::OptedOut => Fate::GivenBack,
            LeaveReason::Unreachable | LeaveReason::Blocked | LeaveReason::TooManyHolds => {
                Fate::Skipped
            }
            LeaveReason::Withdrawn | LeaveReason::SoldOut | LeaveReason::LiveClosed => {
                let price = self.items.get(&item).map_or(Money::ZERO, |row| row.2);
                self.unserved += u64::from(quantity);
                self.unserved_value = self.unserved_value.plus(price.times(quantity));
                Fate::Unserved
            }
        };
        let waited = self
            .key(item, customer)
            .and_then(|key| self.fates.get(&key));
        if waited == Some(&Fate::Waits) {
            self.fate(item, customer, fate);
        }
    }

    fn key(&self, item: ItemId, customer: CustomerId) -> Option<Key> {
        let (code, size, _) = self.items.get(&item)?;
        Some((*code, *size, customer))
    }

    fn fate(&mut self, item: ItemId, customer: CustomerId, fate: Fate) {
        if let Some(key) = self.key(item, customer) {
            self.fates.insert(key, fate);
            self.stories.entry(key).or_default().push((self.at, fate));
        }
    }
}

impl Sales {
    /// Of this live, as the shop stands.
    pub(super) fn of(shop: &Shop, live: LiveId) -> Self {
        let mut sales = Self::default();
        for order in shop.orders() {
            if order.live != live || matches!(order.status, OrderStatus::Cancelled(_)) {
                continue;
            }
            sales.orders += 1;
            sales.goods = sales.goods.plus(order.goods());
            for line in &order.lines {
                sales.units += u64::from(line.slots.len());
                let code = Code::canonical(line.named.label.as_str());
                let code = code.expect("a label is written as its code");
                let key = (code, line.named.size, order.customer);
                *sales.by_key.entry(key).or_default() += line.slots.len();
            }
        }
        sales
    }
}
