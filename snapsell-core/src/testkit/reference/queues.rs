//! Units, holds and places: who has what, who waits, who is next.

use super::rows::{Ends, Hold, Owner, Unit};
use super::{News, Reference};
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::limits::HOLDS_PER_CUSTOMER_MAX;
use crate::order::Payment;
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// How a hold comes about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    /// By a claim, hers or the team's.
    Asked,
    /// By her place in the queue.
    Promoted,
    /// By a late OUI.
    Late,
}

impl Reference {
    pub(super) fn count(&self, item: ItemId, owner: Owner) -> u32 {
        let units = self
            .units
            .iter()
            .filter(|unit| unit.item == item && unit.owner == owner);
        u32::try_from(units.count()).expect("a small shop")
    }

    pub(super) fn free(&self, item: ItemId) -> u32 {
        self.count(item, Owner::Nobody)
    }

    /// Units there are, sold ones included.
    pub(super) fn stock(&self, item: ItemId) -> u32 {
        let all = self.units.iter().filter(|unit| unit.item == item);
        let there = all.filter(|unit| unit.owner != Owner::Gone);
        u32::try_from(there.count()).expect("a small shop")
    }

    /// Units that are not in an order.
    pub(super) fn left(&self, item: ItemId) -> u32 {
        let there = self.units.iter().filter(|unit| unit.item == item);
        let left = there.filter(|unit| !matches!(unit.owner, Owner::Gone | Owner::Order(_)));
        u32::try_from(left.count()).expect("a small shop")
    }

    pub(super) fn quantity(&self, hold: HoldId) -> u32 {
        let units = self.units.iter();
        let owned = units.filter(|unit| unit.owner == Owner::Hold(hold));
        u32::try_from(owned.count()).expect("a small shop")
    }

    /// As many units of `item` as that pass from one owner to another.
    pub(super) fn pass(&mut self, item: ItemId, from: Owner, to: Owner, many: u32) {
        for _ in 0..many {
            let unit = self
                .units
                .iter_mut()
                .find(|unit| unit.item == item && unit.owner == from);
            unit.expect("nobody gives what he has not").owner = to;
        }
    }

    pub(super) fn add_units(&mut self, item: ItemId, many: u32) {
        for _ in 0..many {
            self.units.push(Unit {
                item,
                owner: Owner::Nobody,
            });
        }
    }

    pub(super) fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.id == id)
    }

    pub(super) fn hold_mut(&mut self, id: HoldId) -> &mut Hold {
        let mut holds = self.holds.iter_mut();
        holds.find(|hold| hold.id == id).expect("a hold that is")
    }

    pub(super) fn hold_of(&self, customer: CustomerId, item: ItemId) -> Option<HoldId> {
        let mut holds = self.holds.iter();
        holds
            .find(|hold| hold.customer == customer && hold.item == item)
            .map(|hold| hold.id)
    }

    pub(super) fn basket(&self, customer: CustomerId) -> Vec<HoldId> {
        let hers = self.holds.iter().filter(|hold| hold.customer == customer);
        hers.map(|hold| hold.id).collect()
    }

    /// Whether one more hold is too many; one that is over does not count, though nobody ended it yet.
    pub(super) fn holds_enough(&self, customer: CustomerId) -> bool {
        let most = self.settings.holds_per_customer.min(HOLDS_PER_CUSTOMER_MAX);
        let hers = self.holds.iter().filter(|hold| hold.customer == customer);
        hers.filter(|hold| !hold.is_due(self.now)).count() >= most as usize
    }

    /// When a hold that ends at `until` is recalled; a short one never, and none under review.
    pub(super) fn recall(&mut self, customer: CustomerId, until: Timestamp) -> Option<Timestamp> {
        let before = self.settings.hold.reminder;
        let ttl = until.since(self.now);
        let long = ttl >= Span::from_mins(4) && ttl > before && before > Span::ZERO;
        (long && !self.person(customer).under_review()).then(|| until - before)
    }

    /// Free units become hers: a new hold, or more units in the one she has.
    pub(super) fn give(&mut self, customer: CustomerId, item: ItemId, many: u32, comes: Comes) {
        let fresh = self.now + self.settings.hold.soft;
        let id = match self.hold_of(customer, item) {
            Some(id) => {
                let until = self.hold(id).and_then(Hold::until);
                if let Some(until) = until.filter(|_| comes == Comes::Promoted) {
                    let until = until.max(fresh);
                    let remind_at = self.recall(customer, until);
                    let hold = self.hold_mut(id);
                    hold.remind_at = remind_at;
                    hold.ends = match hold.ends {
                        Ends::Locked(_) => Ends::Locked(until),
                        Ends::Soft(_) | Ends::Paused(_) => Ends::Soft(until),
                    };
                }
                self.hold_mut(id).moved = true;
                id
            }
            None => self.new_hold(customer, item, fresh, comes),
        };
        self.pass(item, Owner::Nobody, Owner::Hold(id), many);
        if comes != Comes::Promoted {
            self.activity();
        }
    }

    fn new_hold(
        &mut self,
        customer: CustomerId,
        item: ItemId,
        until: Timestamp,
        comes: Comes,
    ) -> HoldId {
        let id = self.next_hold;
        self.next_hold = id.next();
        if self.basket(customer).is_empty() && comes != Comes::Late {
            self.person(customer).payment = Payment::NoDeposit;
        }
        let lapsed = &mut self.person(customer).lapsed;
        lapsed.retain(|(known, _, _)| *known != item);
        let remind_at = self.recall(customer, until);
        let price = self.item(item).expect("a held item exists").price;
        self.holds.push(Hold {
            id,
            item,
            customer,
            since: self.now,
            ends: Ends::Soft(until),
            late: comes == Comes::Late,
            promoted: comes == Comes::Promoted,
            price,
            remind_at,
            moved: false,
        });
        id
    }

    /// Takes a hold away, its units to `to`; her basket may be empty now.
    pub(super) fn take_hold(&mut self, id: HoldId, to: Owner) {
        let index = self.holds.iter().position(|hold| hold.id == id);
        let hold = self.holds.remove(index.expect("a hold that is"));
        for unit in &mut self.units {
            if unit.owner == Owner::Hold(id) {
                unit.owner = to;
            }
        }
        if self.basket(hold.customer).is_empty() {
            let person = self.person(hold.customer);
            person.reminded = false;
            person.awaits_address = false;
            person.confirms = false;
            person.only.clear();
        }
    }

    /// A hold is over without having been bought.
    pub(super) fn end_hold(&mut self, id: HoldId, expired: bool) {
        let hold = self.hold(id).expect("a hold that is").clone();
        let (customer, quantity, now) = (hold.customer, self.quantity(id), self.now);
        self.take_hold(id, Owner::Nobody);
        let empty = self.basket(customer).is_empty();
        let person = self.person(customer);
        if expired {
            person.lapsed.push((hold.item, quantity, now));
            let over = person.lapsed.len().saturating_sub(20);
            person.lapsed.drain(..over);
        }
        if empty {
            if !expired || person.payment != Payment::DepositApproved {
                person.payment = Payment::NoDeposit;
            }
            if person.proof.as_ref().is_some_and(|p| p.order.is_none()) {
                person.proof = None;
            }
        }
        self.drop_items_that_are_over();
    }

    pub(super) fn place(&self, customer: CustomerId, item: ItemId) -> Option<u32> {
        let mut places = self.places.iter();
        places
            .find(|place| place.customer == customer && place.item == item)
            .map(|place| place.quantity)
    }

    pub(super) fn leave(&mut self, customer: CustomerId, item: ItemId) {
        self.places
            .retain(|place| place.customer != customer || place.item != item);
    }

    /// Whoever came first has what is free, as long as a live is open.
    pub(super) fn serve(&mut self, item: ItemId) {
        let stands = self
            .item(item)
            .is_some_and(|row| !row.withdrawn && !row.closed);
        while self.is_open() && stands && self.free(item) > 0 {
            let head = self.places.iter().find(|place| place.item == item);
            let Some((customer, wanted)) = head.map(|place| (place.customer, place.quantity))
            else {
                return;
            };
            let person = self.person(customer);
            let away = person.opted_out || person.blocked || person.unreachable;
            let has = self.hold_of(customer, item).is_some();
            if away || (!has && self.holds_enough(customer)) {
                self.leave(customer, item);
                continue;
            }
            let many = self.free(item).min(wanted);
            self.give(customer, item, many, Comes::Promoted);
            if many == wanted {
                self.leave(customer, item);
            } else {
                let mut places = self.places.iter_mut();
                let place = places.find(|place| place.customer == customer && place.item == item);
                place.expect("she is the head").quantity = wanted - many;
            }
            self.await_address(customer);
            self.tell(customer, News::Promoted);
        }
    }
}
