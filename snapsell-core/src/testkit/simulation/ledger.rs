//! Who owns which unit, who waits where and who said STOP, told by the facts alone: an oracle that shares nothing
//! with the rows of a shop.

use crate::change::{Change, EndReason, LeaveReason, Origin};
use crate::decision::Decision;
use crate::entry::Entry;
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::reply::Class;
use crate::slots::Slots;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

/// Who has a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Hold(HoldId),
    Order(OrderNumber),
    Gone,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    units: BTreeMap<(ItemId, u16), Owner>,
    queues: Vec<(ItemId, CustomerId)>,
    holders: Vec<(HoldId, ItemId, CustomerId)>,
    stopped: Vec<CustomerId>,
    last_order: u32,
    pub(super) given: u64,
    pub(super) promoted: u64,
    hash: Fnv,
}

impl Ledger {
    pub(super) fn hash(&self) -> u64 {
        self.hash.finish()
    }

    /// Judges what was committed: the entry, and the replies that went with it.
    pub(super) fn judge(&mut self, decision: &Decision, entry: &Entry) {
        entry.hash(&mut self.hash);
        let stopped_before = self.stopped.clone();
        for change in &entry.changes {
            self.fact(change);
        }
        for reply in &decision.replies {
            let stopped = stopped_before.contains(&reply.to) && self.stopped.contains(&reply.to);
            let asked = matches!(reply.class, Class::Answer | Class::Transactional);
            assert!(asked || !stopped, "no news after STOP: {reply:?}");
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about units, places and STOP are looked at"
    )]
    fn fact(&mut self, change: &Change) {
        match change {
            Change::Held {
                hold,
                item,
                customer,
                slots,
                origin,
                ..
            } => {
                self.holders.push((*hold, *item, *customer));
                self.served(*item, *customer, *origin);
                self.take(*item, slots, Owner::Hold(*hold));
            }
            Change::HoldGrown {
                hold,
                slots,
                origin,
                ..
            } => {
                let (item, customer) = self.of(*hold);
                self.served(item, customer, *origin);
                self.take(item, slots, Owner::Hold(*hold));
            }
            Change::HoldShrunk { hold, slots } => {
                let (item, _) = self.of(*hold);
                self.give_back(item, slots, Owner::Hold(*hold));
            }
            Change::HoldEnded { hold, reason } => self.ended(*hold, *reason),
            Change::OrderPlaced { order, holds, .. } => {
                assert_eq!(order.get(), self.last_order + 1, "orders are counted");
                self.last_order = order.get();
                self.sold(*order, holds);
            }
            Change::OrderExtended { order, holds, .. } => self.sold(*order, holds),
            Change::UnitsReturned(order) => {
                self.units.retain(|_, owner| *owner != Owner::Order(*order));
            }
            Change::StockRemoved { item, slots } => self.take(*item, slots, Owner::Gone),
            Change::Queued { item, customer, .. } => self.queues.push((*item, *customer)),
            Change::PlaceLeft {
                item,
                customer,
                reason,
            } => self.left(*item, *customer, *reason),
            Change::OptedOut(customer) => self.stopped.push(*customer),
            Change::OptedIn(customer) => self.stopped.retain(|known| known != customer),
            _ => {}
        }
    }

    fn of(&self, hold: HoldId) -> (ItemId, CustomerId) {
        let mut holders = self.holders.iter();
        let row = holders.find(|(known, _, _)| *known == hold);
        let (_, item, customer) = row.expect("a hold that was announced");
        (*item, *customer)
    }

    fn take(&mut self, item: ItemId, slots: &Slots, owner: Owner) {
        for slot in slots.iter() {
            let before = self.units.insert((item, slot), owner);
            assert_eq!(before, None, "unit {slot} of {item:?} goes to {owner:?}");
            self.given += 1;
        }
    }

    fn give_back(&mut self, item: ItemId, slots: &Slots, owner: Owner) {
        for slot in slots.iter() {
            let before = self.units.remove(&(item, slot));
            assert_eq!(before, Some(owner), "unit {slot} of {item:?} comes back");
        }
    }

    fn ended(&mut self, hold: HoldId, _: EndReason) {
        self.units.retain(|_, owner| *owner != Owner::Hold(hold));
        self.holders.retain(|(known, _, _)| *known != hold);
    }

    fn sold(&mut self, order: OrderNumber, holds: &[HoldId]) {
        for &hold in holds {
            let before = self.holders.len();
            self.holders.retain(|(known, _, _)| *known != hold);
            assert_eq!(self.holders.len() + 1, before, "{hold:?} is ordered once");
            for owner in self.units.values_mut() {
                if *owner == Owner::Hold(hold) {
                    *owner = Owner::Order(order);
                }
            }
        }
    }

    /// Units go to whoever is first in line; a claim takes them only when nobody waits.
    fn served(&mut self, item: ItemId, customer: CustomerId, origin: Origin) {
        let mut waiting = self.queues.iter().filter(|(known, _)| *known == item);
        let first = waiting.next().map(|(_, customer)| *customer);
        match origin {
            Origin::Promoted => {
                assert_eq!(first, Some(customer), "the first in line of {item:?}");
                assert!(!self.stopped.contains(&customer), "nobody after STOP");
                self.promoted += 1;
            }
            Origin::Claimed | Origin::Team | Origin::Late => {
                assert_eq!(first, None, "nobody waits for {item:?}");
            }
        }
    }

    fn left(&mut self, item: ItemId, customer: CustomerId, _: LeaveReason) {
        let before = self.queues.len();
        self.queues.retain(|place| *place != (item, customer));
        assert_eq!(self.queues.len() + 1, before, "one place is left");
    }
}

/// FNV-1a.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
