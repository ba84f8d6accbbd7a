//! What the seller offers: unique pieces, prepared stock, and their photos.

use super::again::DOUBLE_SEND;
use super::{Ruling, instead, live, lookup, serve};
use crate::change::{Change, ItemKind};
use crate::code::Size;
use crate::draft::{Draft, Ground};
use crate::ids::{CommandId, CustomerId, ItemId};
use crate::intent::Offer;
use crate::limits::{ITEMS_MAX, PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::{Class, ItemLine, OfferLine, Say};
use crate::shop::Item;
use alloc::string::ToString;
use alloc::vec::Vec;

/// Items come to life, each line its own outcome, one answer.
pub(super) fn offer(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    offers: &[Offer],
    photo: Option<CommandId>,
) -> Ruling {
    let mut lines = Vec::with_capacity(offers.len());
    for offer in offers {
        match one(draft, offer, photo.is_some()) {
            Ok(Offered::Items(items)) => {
                bind(draft, &items, photo);
                let items = items.iter().map(|&item| item_line(draft, item)).collect();
                lines.push(OfferLine::Ready {
                    items,
                    unique: offer.quantity.is_none() && offer.sizes.is_empty(),
                });
            }
            Ok(Offered::Again(items)) => bind(draft, &items, photo),
            Ok(Offered::Pictured(items)) => {
                tell_bound(draft, seller, &items);
                bind(draft, &items, photo);
            }
            Err(why) => lines.push(OfferLine::Refused {
                instead: instead::of_offer(draft, offer, &why),
                what: offer.label.to_string(),
                why,
            }),
        }
    }
    let refusal = lines.iter().find_map(|line| match line {
        OfferLine::Refused { why, .. } => Some(why.clone()),
        OfferLine::Ready { .. } => None,
    });
    let any_ready = lines
        .iter()
        .any(|line| matches!(line, OfferLine::Ready { .. }));
    if let (Some(seller), false) = (seller, lines.is_empty()) {
        draft.tell(seller, Class::Answer, Say::Offered { lines });
    } else if let (None, false, Some(refusal)) = (seller, any_ready, refusal) {
        return Err(refusal);
    }
    Ok(())
}

enum Offered {
    Items(Vec<ItemId>),
    /// The same message twice; only its photo can be new.
    Again(Vec<ItemId>),
    /// It stands as it is, and has this photo now.
    Pictured(Vec<ItemId>),
}

fn one(draft: &mut Draft<'_, impl Ground>, offer: &Offer, photo: bool) -> Result<Offered, Refusal> {
    let units = units(offer)?;
    if lookup::kept(draft, offer.code).is_some() {
        return Err(Refusal::CodeTaken);
    }
    let existing: Vec<ItemId> = draft
        .sizes_of(offer.code)
        .into_iter()
        .map(|(_, item)| item)
        .collect();
    let standing = |id: &ItemId| draft.item(*id).is_some_and(|item| !item.withdrawn);
    let existing: Vec<ItemId> = existing.into_iter().filter(standing).collect();
    let known = || draft.item(*existing.first()?).map(|item| item.price);
    let grid = draft.settings().grid.get(&offer.code.letters()).copied();
    let price = offer
        .price
        .map(Money::from_minor)
        .or(grid)
        .or_else(known)
        .ok_or(Refusal::NoPrice)?;
    if offer.price.is_some_and(|price| price <= 0) {
        return Err(Refusal::PriceTooLow);
    }
    if !(0..=PRICE_MAX).contains(&price.minor()) {
        return Err(Refusal::OutOfBounds { most: PRICE_MAX });
    }
    let kind = kind(offer);
    if !existing.is_empty() {
        return repeated(draft, &existing, price, &units, offer, photo);
    }
    if draft.item_count() + units.len() > ITEMS_MAX {
        return Err(Refusal::Full);
    }
    if kind == ItemKind::Unique {
        live::ensure(draft)?;
    }
    let mut items = Vec::with_capacity(units.len());
    for (size, quantity) in units {
        let item = draft.desk().next_item;
        let (code, label) = (offer.code, offer.label);
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
        items.push(item);
    }
    Ok(Offered::Items(items))
}

fn kind(offer: &Offer) -> ItemKind {
    if offer.quantity.is_none() && offer.sizes.is_empty() {
        ItemKind::Unique
    } else {
        ItemKind::Prepared
    }
}

/// The sizes with their quantities; one size where none is named.
pub(super) fn units(offer: &Offer) -> Result<Vec<(Size, u32)>, Refusal> {
    let default = offer.quantity.unwrap_or(1);
    let mut sizes: Vec<(Size, u32)> = if offer.sizes.is_empty() {
        alloc::vec![(Size::ONE, default)]
    } else {
        offer
            .sizes
            .iter()
            .map(|(size, quantity)| (*size, quantity.unwrap_or(default)))
            .collect()
    };
    sizes.sort_unstable_by_key(|(size, quantity)| (size.natural(), *quantity));
    sizes.dedup_by_key(|(size, _)| *size);
    if sizes.iter().any(|&(_, quantity)| quantity == 0) {
        return Err(Refusal::NoUnits);
    }
    let too_many = sizes.iter().any(|&(_, quantity)| quantity > STOCK_MAX);
    if too_many || sizes.len() > SIZES_PER_CODE_MAX {
        return Err(Refusal::OutOfBounds {
            most: i64::from(STOCK_MAX),
        });
    }
    Ok(sizes)
}

/// A code that exists: a double send, the confirmation of what a customer brought to life, or a mistake.
fn repeated(
    draft: &mut Draft<'_, impl Ground>,
    existing: &[ItemId],
    price: Money,
    sizes: &[(Size, u32)],
    offer: &Offer,
    photo: bool,
) -> Result<Offered, Refusal> {
    let rows: Vec<_> = existing.iter().filter_map(|&id| draft.item(id)).collect();
    let last = draft.desk().last_offer;
    let said = |row: &Item| {
        let again = last.filter(|(item, _)| *item == row.id);
        again.map_or(row.offered_at, |(_, at)| at)
    };
    // A piece that a customer brought to life stays a unique one, however the seller adopted it.
    let adopted = |row: &Item| said(row) > row.offered_at;
    let same = rows.len() == sizes.len()
        && rows.iter().zip(sizes).all(|(row, &(size, quantity))| {
            row.named.size == size
                && row.stock == quantity
                && row.price == price
                && (row.kind == kind(offer) || adopted(row))
        });
    let recent = rows
        .iter()
        .all(|row| draft.now.since(said(row)) <= DOUBLE_SEND && !row.to_check);
    if same && recent {
        return Ok(Offered::Again(existing.to_vec()));
    }
    if let ([row], &[(Size::ONE, quantity)]) = (rows.as_slice(), sizes)
        && row.to_check
    {
        let (item, before, more) = (row.id, row.price, quantity.saturating_sub(row.stock));
        if offer.price.is_some() && price != before {
            draft.emit(Change::Repriced { item, price });
        }
        draft.emit(Change::Checked(item));
        if more > 0 {
            draft.emit(Change::StockAdded {
                item,
                quantity: more,
            });
            serve::serve(draft, item);
        }
        return Ok(Offered::Items(alloc::vec![item]));
    }
    let left = |&id: &ItemId| draft.item(id).is_some_and(|row| row.left() > 0);
    let bare = kind(offer) == ItemKind::Unique && offer.price.is_none();
    // A label on what is sold may hang on another dress by now.
    if photo && (same || bare) && existing.iter().any(left) {
        return Ok(Offered::Pictured(existing.to_vec()));
    }
    Err(Refusal::CodeTaken)
}

/// The photo belongs to her last code, when it comes soon after it.
pub(super) fn bind_photo(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    media: CommandId,
) -> Ruling {
    let window = draft.settings().photo_window;
    let last = draft
        .desk()
        .last_offer
        .filter(|&(_, at)| draft.now.since(at) <= window);
    let item = last.map(|(item, _)| item);
    let Some(item) = item.filter(|&item| draft.item(item).is_some()) else {
        if let Some(seller) = seller {
            draft.tell(seller, Class::Answer, Say::PhotoAlone);
        }
        return Ok(());
    };
    tell_bound(draft, seller, &[item]);
    bind(draft, &[item], Some(media));
    Ok(())
}

fn bind(draft: &mut Draft<'_, impl Ground>, items: &[ItemId], photo: Option<CommandId>) {
    let Some(media) = photo else { return };
    for &item in items {
        draft.emit(Change::PhotoBound { item, media });
    }
}

/// Which item, or sizes of one, will have a photo, and whether they had one.
fn tell_bound(draft: &mut Draft<'_, impl Ground>, seller: Option<CustomerId>, items: &[ItemId]) {
    let rows = || items.iter().filter_map(|&item| draft.item(item));
    let (Some(seller), Some(first)) = (seller, rows().next()) else {
        return;
    };
    let mut item = first.named;
    if items.len() > 1 {
        item.size = Size::ONE;
    }
    let say = if rows().any(|row| row.photo.is_some()) {
        Say::PhotoReplaced { item }
    } else {
        Say::PhotoBound { item }
    };
    draft.tell(seller, Class::Answer, say);
}

/// An item as the seller sees it.
pub(super) fn item_line(draft: &Draft<'_, impl Ground>, item: ItemId) -> ItemLine {
    let row = draft.item(item).expect("an item that is told of exists");
    ItemLine {
        item: row.named,
        price: row.price,
        left: row.left(),
    }
}
