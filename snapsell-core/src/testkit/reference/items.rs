//! What the seller offers and takes away.

use super::rows::{Item, Owner};
use super::{Reference, Ruling};
use crate::change::{Deed, ItemKind};
use crate::code::{Code, Size};
use crate::command::Actor;
use crate::ids::{CustomerId, HoldId, ItemId};
use crate::intent::Offer;
use crate::label::{Label, Named};
use crate::limits::{PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

/// An item about to exist.
pub(super) struct New {
    pub(super) code: Code,
    pub(super) size: Size,
    pub(super) label: Label,
    pub(super) kind: ItemKind,
    pub(super) price: Money,
    pub(super) quantity: u32,
    pub(super) to_check: bool,
}

impl Reference {
    pub(super) fn new_item(&mut self, new: New) -> ItemId {
        let id = self.next_item;
        self.next_item = id.next();
        for other in &mut self.items {
            if other.code == new.code && other.size == new.size {
                other.named = false;
            }
        }
        self.items.push(Item {
            id,
            code: new.code,
            size: new.size,
            label: new.label,
            kind: new.kind,
            price: new.price,
            to_check: new.to_check,
            withdrawn: false,
            named: true,
            closed: false,
            offered_at: self.now,
        });
        self.add_units(id, new.quantity);
        if !new.to_check {
            self.last_offer = Some((id, self.now));
        }
        self.activity();
        id
    }

    pub(super) fn offer(&mut self, offers: &[Offer], photo: bool, written: bool) -> Ruling {
        let (mut refusals, mut any) = (Vec::new(), false);
        for offer in offers {
            match self.offer_one(offer, photo) {
                Ok(new) => any |= new,
                Err(refusal) => refusals.push(refusal),
            }
        }
        // A seller who writes is answered line by line.
        if written || any || refusals.is_empty() {
            return Ok(());
        }
        Err(refusals.swap_remove(0))
    }

    /// Whether something is there that was not before.
    fn offer_one(&mut self, offer: &Offer, photo: bool) -> Result<bool, Refusal> {
        let sizes = sizes(offer)?;
        if self.hangs_on_a_held_one(offer.code) {
            return Err(Refusal::CodeTaken);
        }
        let named = self.sizes_of(offer.code).into_iter();
        let mut standing: Vec<Item> = named.filter_map(|(_, id)| self.item(id).cloned()).collect();
        standing.retain(|item| !item.withdrawn);
        let known = standing.first().map(|item| item.price);
        let listed = self.settings.grid.get(&offer.code.letters()).copied();
        let price = offer.price.map(Money::from_minor).or(listed).or(known);
        let price = price.ok_or(Refusal::NoPrice)?;
        if offer.price.is_some_and(|price| price < 1) {
            return Err(Refusal::PriceTooLow);
        }
        if price.minor() < 0 || price.minor() > PRICE_MAX {
            return Err(Refusal::OutOfBounds { most: PRICE_MAX });
        }
        let unique = offer.quantity.is_none() && offer.sizes.is_empty();
        let kind = if unique {
            ItemKind::Unique
        } else {
            ItemKind::Prepared
        };
        if !standing.is_empty() {
            let again = self.offer_again(&standing, &sizes, kind, price, offer.price.is_some());
            let bare = unique && offer.price.is_none();
            let pictured = photo && (bare || self.stands_so(&standing, &sizes, kind, price));
            let some_left = standing.iter().any(|item| self.left(item.id) > 0);
            return match again {
                Err(Refusal::CodeTaken) if pictured && some_left => Ok(false),
                again => again,
            };
        }
        if unique {
            self.ensure_live()?;
        }
        for (size, quantity) in sizes {
            self.new_item(New {
                code: offer.code,
                size,
                label: offer.label,
                kind,
                price,
                quantity,
                to_check: false,
            });
        }
        Ok(true)
    }

    /// A code that stands: sent twice, adopted from a customer, or a mistake.
    fn offer_again(
        &mut self,
        standing: &[Item],
        sizes: &[(Size, u32)],
        kind: ItemKind,
        price: Money,
        priced: bool,
    ) -> Result<bool, Refusal> {
        let twice = self.stands_so(standing, sizes, kind, price)
            && standing.iter().all(|item| {
                self.now.since(self.said_at(item)) <= Span::from_secs(10) && !item.to_check
            });
        if twice {
            return Ok(false);
        }
        let ([item], [(size, quantity)]) = (standing, sizes) else {
            return Err(Refusal::CodeTaken);
        };
        if !item.to_check || !size.is_one() {
            return Err(Refusal::CodeTaken);
        }
        let more = quantity.saturating_sub(self.stock(item.id));
        if priced {
            self.item_mut(item.id).price = price;
        }
        self.item_mut(item.id).to_check = false;
        self.last_offer = Some((item.id, self.now));
        self.activity();
        self.add_units(item.id, more);
        self.serve(item.id);
        Ok(true)
    }

    fn said_at(&self, item: &Item) -> Timestamp {
        match self.last_offer {
            Some((id, at)) if id == item.id => at,
            Some(_) | None => item.offered_at,
        }
    }

    /// Whether the code stands just as it is said.
    fn stands_so(
        &self,
        standing: &[Item],
        sizes: &[(Size, u32)],
        kind: ItemKind,
        price: Money,
    ) -> bool {
        standing.len() == sizes.len()
            && standing.iter().zip(sizes).all(|(item, (size, quantity))| {
                let adopted = self.said_at(item) > item.offered_at;
                item.size == *size
                    && self.stock(item.id) == *quantity
                    && item.price == price
                    && (item.kind == kind || adopted)
            })
    }

    pub(super) fn withdraw(&mut self, codes: &[(Code, Size)]) -> Ruling {
        let (mut any, mut refusals) = (false, Vec::new());
        for &(code, size) in codes {
            let mut known = self.sizes_of(code);
            let all = known.clone();
            known.retain(|(one, _)| size.is_one() || *one == size);
            if known.is_empty() {
                refusals.push(self.not_in_this_size(all));
            }
            for (_, id) in known {
                any = true;
                self.item_mut(id).withdrawn = true;
                for hold in self.holders(id) {
                    self.end_hold(hold, false);
                }
                self.places.retain(|place| place.item != id);
            }
        }
        match refusals.into_iter().next() {
            Some(refusal) if !any => Err(refusal),
            Some(_) | None => Ok(()),
        }
    }

    fn not_in_this_size(&self, mut sizes: Vec<(Size, ItemId)>) -> Refusal {
        sizes.retain(|&(_, id)| self.item(id).is_some_and(|item| !item.withdrawn));
        if sizes.is_empty() {
            return Refusal::UnknownItem;
        }
        let sizes = sizes.into_iter().map(|(size, _)| size).collect();
        Refusal::UnknownSize { sizes }
    }

    /// Holds of an item, oldest first.
    pub(super) fn holders(&self, item: ItemId) -> Vec<HoldId> {
        let holds = self.holds.iter().filter(|hold| hold.item == item);
        holds.map(|hold| hold.id).collect()
    }

    pub(super) fn release(&mut self, code: Code, size: Size, of: Option<CustomerId>) -> Ruling {
        let deed = Deed::Released(code, size, of);
        if self.is_double(deed) {
            return Ok(());
        }
        let item = self.any_exact(code, size)?.ok_or(Refusal::UnknownItem)?;
        let holders = self.holders(item);
        let hold = match (of, holders.as_slice()) {
            (Some(customer), _) => self.hold_of(customer, item),
            (None, &[only]) if !self.has_just_passed_on(only) => Some(only),
            (None, []) => None,
            (None, several) => {
                let owners = several.iter().filter_map(|&id| self.hold(id));
                let holders = owners.map(|hold| hold.customer).collect();
                let row = self.item(item).expect("a code leads to an item");
                let (label, size) = (row.label, row.size);
                let item = Named { label, size };
                return Err(Refusal::WhichHolder { item, holders });
            }
        };
        self.release_hold(hold.ok_or(Refusal::NotHeld)?)?;
        self.done(deed);
        Ok(())
    }

    /// A name alone lets nothing go.
    pub(super) fn ask_holder(&self, code: Code, size: Size) -> Ruling {
        let item = self.any_exact(code, size)?.ok_or(Refusal::UnknownItem)?;
        let owners = self.holders(item).into_iter();
        let owners = owners.filter_map(|id| self.hold(id));
        let holders: Vec<CustomerId> = owners.map(|hold| hold.customer).collect();
        if holders.is_empty() {
            return Err(Refusal::NotHeld);
        }
        let row = self.item(item).expect("a code leads to an item");
        let (label, size) = (row.label, row.size);
        let item = Named { label, size };
        Err(Refusal::WhichHolder { item, holders })
    }

    /// Somebody else had it a moment ago: LIBERE may mean her.
    fn has_just_passed_on(&self, hold: HoldId) -> bool {
        let row = self.hold(hold).expect("a hold that is");
        row.promoted && self.now.since(row.since) <= Span::from_secs(10)
    }

    pub(super) fn release_hold(&mut self, id: HoldId) -> Ruling {
        let hold = self.hold(id).ok_or(Refusal::NotHeld)?.clone();
        self.end_hold(id, false);
        self.leave(hold.customer, hold.item);
        self.serve(hold.item);
        Ok(())
    }

    /// Units leave the shop: free ones, then the weakest and newest holds give way.
    pub(super) fn sold_elsewhere(&mut self, code: Code, size: Size, quantity: u32) -> Ruling {
        let deed = Deed::Taken(code, size, quantity);
        if self.is_double(deed) {
            return Ok(());
        }
        let item = self.any_exact(code, size)?.ok_or(Refusal::UnknownItem)?;
        let left = self.left(item);
        if quantity == 0 {
            return Err(Refusal::NoUnits);
        }
        if quantity > left {
            let most = i64::from(left);
            return Err(Refusal::OutOfBounds { most });
        }
        for _ in 0..quantity {
            if self.free(item) == 0 {
                let hold = self.weakest(item);
                if self.quantity(hold) == 1 {
                    self.end_hold(hold, false);
                } else {
                    self.pass(item, Owner::Hold(hold), Owner::Nobody, 1);
                }
                // The last hold of a closed item takes it along.
                if self.item(item).is_none() {
                    self.done(deed);
                    return Ok(());
                }
            }
            self.pass(item, Owner::Nobody, Owner::Gone, 1);
        }
        self.done(deed);
        self.serve(item);
        if self.left(item) == 0 {
            self.places.retain(|place| place.item != item);
        }
        Ok(())
    }

    /// Whether a seller says again what she did at most ten seconds ago.
    pub(super) fn is_double(&self, deed: Deed) -> bool {
        self.last_deed.is_some_and(|(seller, last, at)| {
            let said = self.by == Actor::Seller(seller) && last == deed;
            said && self.now.since(at) <= Span::from_secs(10)
        })
    }

    pub(super) fn done(&mut self, deed: Deed) {
        if let Actor::Seller(seller) = self.by {
            self.last_deed = Some((seller, deed, self.now));
        }
    }

    fn weakest(&self, item: ItemId) -> HoldId {
        use super::rows::Ends;
        let holds = self.holds.iter().filter(|hold| hold.item == item);
        let strength = |ends| match ends {
            Ends::Soft(_) => 0,
            Ends::Paused(_) => 1,
            Ends::Locked(_) => 2,
        };
        let mut ranked: Vec<_> = holds
            .map(|hold| (strength(hold.ends), core::cmp::Reverse(hold.id)))
            .collect();
        ranked.sort_unstable();
        ranked[0].1.0
    }
}

/// The sizes offered with their quantities, in order, each once.
fn sizes(offer: &Offer) -> Result<Vec<(Size, u32)>, Refusal> {
    let each = offer.quantity.unwrap_or(1);
    let mut sizes: Vec<(Size, u32)> = Vec::new();
    for (size, quantity) in &offer.sizes {
        sizes.push((*size, quantity.unwrap_or(each)));
    }
    if sizes.is_empty() {
        sizes.push((Size::ONE, each));
    }
    sizes.sort_unstable_by_key(|(size, quantity)| (size.natural(), *quantity));
    sizes.dedup_by_key(|(size, _)| *size);
    if sizes.iter().any(|(_, quantity)| *quantity == 0) {
        return Err(Refusal::NoUnits);
    }
    let fits = |(_, quantity): &(Size, u32)| *quantity <= STOCK_MAX;
    if sizes.len() > SIZES_PER_CODE_MAX || !sizes.iter().all(fits) {
        let most = i64::from(STOCK_MAX);
        return Err(Refusal::OutOfBounds { most });
    }
    Ok(sizes)
}
