//! More units, another price, another quantity.

use super::{Ruling, again, due, lookup, offer, serve};
use crate::change::{Change, Deed};
use crate::code::{Code, Size};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, ItemId};
use crate::limits::{PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::{Class, ItemLine, Say};
use crate::shop::Item;
use alloc::vec::Vec;

/// `S01 +5`: those who wait are served first. A new size of a known code joins it at the same price.
pub(super) fn add(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    code: Code,
    size: Size,
    quantity: u32,
) -> Ruling {
    let deed = Deed::Added(code, size, quantity);
    if again::is_double(draft, seller, deed) {
        return Ok(());
    }
    let item = match lookup::exact(draft, code, size) {
        Ok(Some(item)) if !is_withdrawn(draft, item) => {
            grow(draft, item, quantity)?;
            item
        }
        Ok(_) => return Err(lookup::missing(draft, code)),
        Err(Refusal::UnknownSize { sizes }) if sizes.len() < SIZES_PER_CODE_MAX => {
            new_size(draft, code, size, quantity)?
        }
        Err(refusal) => return Err(refusal),
    };
    again::done(draft, seller, deed);
    if let Some(seller) = seller {
        let line = offer::item_line(draft, item);
        draft.tell(
            seller,
            Class::Answer,
            Say::StockAdded {
                item: line.item,
                quantity,
                left: line.left,
            },
        );
    }
    Ok(())
}

fn new_size(
    draft: &mut Draft<'_, impl Ground>,
    code: Code,
    size: Size,
    quantity: u32,
) -> Result<ItemId, Refusal> {
    if quantity == 0 {
        return Err(Refusal::NoUnits);
    }
    if quantity > STOCK_MAX {
        return Err(Refusal::OutOfBounds {
            most: i64::from(STOCK_MAX),
        });
    }
    // What was withdrawn sets no price where another size stands.
    let siblings = lookup::on_sale(draft, code);
    let rows = siblings.iter().filter_map(|&(_, id)| draft.item(id));
    let row = rows
        .min_by_key(|row| row.withdrawn)
        .expect("an unknown size has known ones");
    let (label, kind, price) = (row.named.label, row.kind, row.price);
    let item = draft.desk().next_item;
    draft.emit(Change::Offered {
        item,
        code,
        size,
        label,
        kind,
        price,
        quantity,
        to_check: false,
    });
    Ok(item)
}

fn grow(draft: &mut Draft<'_, impl Ground>, item: ItemId, quantity: u32) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    may_grow(row, quantity)?;
    draft.emit(Change::StockAdded { item, quantity });
    serve::serve(draft, item);
    Ok(())
}

fn may_grow(row: &Item, quantity: u32) -> Ruling {
    // Unit numbers are never used twice, so they bound what may be added over time.
    let numbered = u32::from(row.next_slot);
    if quantity == 0 {
        return Err(Refusal::NoUnits);
    }
    if row.stock.saturating_add(quantity) > STOCK_MAX
        || numbered.saturating_add(quantity) > u32::from(u16::MAX)
    {
        return Err(Refusal::OutOfBounds {
            most: i64::from(STOCK_MAX - row.stock),
        });
    }
    Ok(())
}

/// `MODIF A12 …`: the price of every size, the quantity of one, or of several each. All of it is done, or nothing.
pub(super) fn edit(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    code: Code,
    (size, quantity): (Size, Option<u32>),
    price: Option<i64>,
    more: &[(Size, u32)],
) -> Ruling {
    let items = edited(draft, code, (size, quantity), more)?;
    if items.iter().all(|&(item, _)| is_withdrawn(draft, item)) {
        return Err(lookup::missing(draft, code));
    }
    if price.is_some_and(|price| price <= 0) {
        return Err(Refusal::PriceTooLow);
    }
    if price.is_some_and(|price| price > PRICE_MAX) {
        return Err(Refusal::OutOfBounds { most: PRICE_MAX });
    }
    let before = item_lines(draft, &items);
    for &(item, left) in &items {
        if let Some(left) = left {
            may_be_left(draft, item, left)?;
        }
    }
    for &(item, left) in &items {
        // Who is served by more units has them at the new price.
        let price = price.map(Money::from_minor);
        let known = draft.item(item).map(|row| row.price);
        if let Some(price) = price.filter(|&price| known != Some(price)) {
            draft.emit(Change::Repriced { item, price });
        }
        if let Some(left) = left {
            set_left(draft, item, left)?;
        }
    }
    if let Some(seller) = seller {
        let lines = item_lines(draft, &items);
        let say = if lines == before {
            Say::AsItWas { lines }
        } else {
            Say::Edited { lines }
        };
        draft.tell(seller, Class::Answer, say);
    }
    Ok(())
}

/// What was withdrawn is put on sale anew, or nobody could claim what was added to it.
fn is_withdrawn(draft: &Draft<'_, impl Ground>, item: ItemId) -> bool {
    draft.item(item).is_some_and(|row| row.withdrawn)
}

/// What is edited, each with the units that shall be left of it. One piece whatever its sizes are called is edited once.
fn edited(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    (size, quantity): (Size, Option<u32>),
    more: &[(Size, u32)],
) -> Result<Vec<(ItemId, Option<u32>)>, Refusal> {
    if size.is_one() && quantity.is_none() {
        let sizes = lookup::on_sale(draft, code).into_iter();
        return Ok(sizes.map(|(_, item)| (item, None)).collect());
    }
    let mut items: Vec<(ItemId, Option<u32>)> = Vec::with_capacity(1 + more.len());
    let more = more.iter().map(|&(size, units)| (size, Some(units)));
    for (size, units) in core::iter::once((size, quantity)).chain(more) {
        let Some(item) = lookup::exact(draft, code, size)? else {
            continue;
        };
        if items.iter().all(|&(known, _)| known != item) {
            items.push((item, units));
        }
    }
    Ok(items)
}

fn item_lines(draft: &Draft<'_, impl Ground>, items: &[(ItemId, Option<u32>)]) -> Vec<ItemLine> {
    let line = |&(item, _): &(ItemId, _)| offer::item_line(draft, item);
    items.iter().map(line).collect()
}

/// Whether so many can be left to sell: those that are held stay.
fn may_be_left(draft: &mut Draft<'_, impl Ground>, item: ItemId, left: u32) -> Ruling {
    due::settle_item(draft, item);
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let (now, held) = (row.left(), row.left() - row.free.len());
    if left < held {
        return Err(Refusal::UnitsInUse { least: held });
    }
    if left > now {
        return may_grow(row, left - now);
    }
    Ok(())
}

fn set_left(draft: &mut Draft<'_, impl Ground>, item: ItemId, left: u32) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let now = row.left();
    if left > now {
        return grow(draft, item, left - now);
    }
    if left < now {
        let slots = row.free.highest(now - left);
        draft.emit(Change::StockRemoved { item, slots });
    }
    Ok(())
}
