//! More units, fewer units, another price.

use super::items::New;
use super::rows::Owner;
use super::{Reference, Ruling};
use crate::change::Deed;
use crate::code::{Code, Size};
use crate::ids::ItemId;
use crate::limits::{PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use alloc::vec::Vec;

impl Reference {
    pub(super) fn add_stock(&mut self, code: Code, size: Size, quantity: u32) -> Ruling {
        let deed = Deed::Added(code, size, quantity);
        match self.exact(code, size) {
            _ if self.is_double(deed) => return Ok(()),
            Ok(Some(item)) if self.stands(item) => self.grow(item, quantity)?,
            Ok(_) => return Err(self.nothing_to_change(code)),
            Err(Refusal::UnknownSize { sizes }) if sizes.len() < SIZES_PER_CODE_MAX => {
                self.new_size(code, size, quantity)?;
            }
            Err(refusal) => return Err(refusal),
        }
        self.done(deed);
        Ok(())
    }

    /// A new size at the price of those that stand.
    fn new_size(&mut self, code: Code, size: Size, quantity: u32) -> Ruling {
        if quantity == 0 {
            return Err(Refusal::NoUnits);
        }
        if quantity > STOCK_MAX {
            let most = i64::from(STOCK_MAX);
            return Err(Refusal::OutOfBounds { most });
        }
        let known = self.sizes_for_sale(code);
        let mut rows = known.iter().filter_map(|&(_, id)| self.item(id));
        let standing = rows.clone().find(|item| !item.withdrawn);
        let sibling = standing.or_else(|| rows.next());
        let sibling = sibling.expect("an unknown size has known ones");
        let (label, kind, price) = (sibling.label, sibling.kind, sibling.price);
        self.new_item(New {
            code,
            size,
            label,
            kind,
            price,
            quantity,
            to_check: false,
        });
        Ok(())
    }

    fn stands(&self, item: ItemId) -> bool {
        self.item(item).is_some_and(|row| !row.withdrawn)
    }

    fn nothing_to_change(&self, code: Code) -> Refusal {
        if self.hangs_on_a_held_one(code) {
            Refusal::CodeTaken
        } else {
            Refusal::UnknownItem
        }
    }

    fn grow(&mut self, item: ItemId, quantity: u32) -> Ruling {
        self.may_grow(item, quantity)?;
        self.add_units(item, quantity);
        self.activity();
        self.serve(item);
        Ok(())
    }

    fn may_grow(&self, item: ItemId, quantity: u32) -> Ruling {
        // Every unit there ever was has a number of its own, in sixteen bits.
        let numbered = self.units.iter().filter(|unit| unit.item == item).count();
        let stock = self.stock(item);
        if quantity == 0 {
            return Err(Refusal::NoUnits);
        }
        if stock + quantity > STOCK_MAX || numbered + quantity as usize > usize::from(u16::MAX) {
            let most = i64::from(STOCK_MAX - stock);
            return Err(Refusal::OutOfBounds { most });
        }
        Ok(())
    }

    pub(super) fn edit(
        &mut self,
        code: Code,
        (size, quantity): (Size, Option<u32>),
        price: Option<i64>,
        more: &[(Size, u32)],
    ) -> Ruling {
        let mut items: Vec<(ItemId, Option<u32>)> = Vec::new();
        if size.is_one() && quantity.is_none() {
            let sizes = self.sizes_for_sale(code).into_iter();
            items.extend(sizes.map(|(_, id)| (id, None)));
        } else {
            let mut sizes = Vec::from([(size, quantity)]);
            sizes.extend(more.iter().map(|&(size, units)| (size, Some(units))));
            for (size, units) in sizes {
                if let Some(id) = self.exact(code, size)?
                    && !items.iter().any(|(known, _)| *known == id)
                {
                    items.push((id, units));
                }
            }
        }
        if !items.iter().any(|&(item, _)| self.stands(item)) {
            return Err(self.nothing_to_change(code));
        }
        if price.is_some_and(|price| price < 1) {
            return Err(Refusal::PriceTooLow);
        }
        if price.is_some_and(|price| price > PRICE_MAX) {
            return Err(Refusal::OutOfBounds { most: PRICE_MAX });
        }
        // Nothing is changed by half.
        for &(item, left) in &items {
            left.map_or(Ok(()), |left| self.may_be_left(item, left))?;
        }
        for (item, left) in items {
            if let Some(price) = price {
                self.item_mut(item).price = Money::from_minor(price);
            }
            if let Some(left) = left {
                self.set_left(item, left)?;
            }
        }
        Ok(())
    }

    fn may_be_left(&self, item: ItemId, left: u32) -> Ruling {
        let now = self.left(item);
        let held = now - self.free(item);
        if left < held {
            return Err(Refusal::UnitsInUse { least: held });
        }
        if left > now {
            return self.may_grow(item, left - now);
        }
        Ok(())
    }

    /// As many as may be left.
    fn set_left(&mut self, item: ItemId, left: u32) -> Ruling {
        let now = self.left(item);
        if left > now {
            return self.grow(item, left - now);
        }
        self.pass(item, Owner::Nobody, Owner::Gone, now - left);
        Ok(())
    }
}
