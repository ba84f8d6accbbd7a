//! From what somebody wrote to the item it stands for.

use crate::code::{Code, Size};
use crate::draft::{Draft, Ground};
use crate::ids::ItemId;
use crate::label::Named;
use crate::money::Money;
use crate::near;
use crate::refusal::Refusal;
use crate::settings::CodePolicy;
use crate::shop::Item;
use alloc::vec::Vec;

/// Items looked at for an example; in a shop where so many are sold, nobody needs one.
const EXAMPLES_TRIED_MAX: usize = 256;

/// What a code leads to.
pub(super) enum Found {
    /// This item.
    Item(ItemId),
    /// No item yet, but a claim makes it a single piece of this price.
    New(Money),
    /// Nothing, but these are near.
    Near(Vec<ItemId>),
    /// A code that wants one of these sizes.
    WhichSize {
        /// One for each size.
        items: Vec<ItemId>,
        /// What she is told.
        why: Refusal,
    },
    /// Nothing.
    Refused(Refusal),
}

/// The item of a code and a size; a code that nobody registered may become a unique item where the policy says so.
#[inline]
pub(super) fn find(draft: &Draft<'_, impl Ground>, code: Code, size: Size) -> Found {
    if let Some(item) = alive(draft, code, size) {
        return Found::Item(item);
    }
    match among_sizes(draft, code, size) {
        Ok(Some(item)) => Found::Item(item),
        Ok(None) => unknown(draft, code),
        Err(_) => which_size(draft, code, size),
    }
}

/// The item of a code and a size among those on sale; `Ok(None)` when none is.
pub(super) fn exact(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    size: Size,
) -> Result<Option<ItemId>, Refusal> {
    match alive(draft, code, size) {
        Some(item) => Ok(Some(item)),
        None => among_sizes(draft, code, size),
    }
}

/// The same for the team, who also lets go of what is still held since a live that is over.
pub(super) fn exact_or_kept(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    size: Size,
) -> Result<Option<ItemId>, Refusal> {
    match exact(draft, code, size)? {
        None => among(draft, draft.sizes_of(code), size),
        found => Ok(found),
    }
}

/// The items of a code without what is only held since a live that is over, sizes in order.
pub(super) fn on_sale(draft: &Draft<'_, impl Ground>, code: Code) -> Vec<(Size, ItemId)> {
    let mut sizes = draft.sizes_of(code);
    sizes.retain(|&(_, item)| !is_closed(draft, item));
    sizes
}

/// What had this code in a live that is over and is still held: nothing else can have it before she lets go.
pub(super) fn kept<'a>(draft: &'a Draft<'_, impl Ground>, code: Code) -> Option<&'a Item> {
    let mut sizes = draft.sizes_of(code).into_iter();
    let (_, item) = sizes.find(|&(_, item)| is_closed(draft, item))?;
    draft.item(item)
}

fn is_closed(draft: &Draft<'_, impl Ground>, item: ItemId) -> bool {
    draft.item(item).is_some_and(|row| row.closed)
}

/// Why nothing of this code can be changed.
pub(super) fn missing(draft: &Draft<'_, impl Ground>, code: Code) -> Refusal {
    if kept(draft, code).is_some() {
        Refusal::CodeTaken
    } else {
        Refusal::UnknownItem
    }
}

/// The item of this very code and size, when somebody can have it.
#[inline]
fn alive(draft: &Draft<'_, impl Ground>, code: Code, size: Size) -> Option<ItemId> {
    let named = draft.code(code, size)?;
    is_alive(draft, named).then_some(named)
}

#[inline]
fn is_alive(draft: &Draft<'_, impl Ground>, item: ItemId) -> bool {
    draft
        .item(item)
        .is_some_and(|row| !row.withdrawn && !row.closed)
}

/// What a code leads to when nobody can have what it names in this very size.
#[cold]
fn among_sizes(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    size: Size,
) -> Result<Option<ItemId>, Refusal> {
    among(draft, on_sale(draft, code), size)
}

/// The item of this size among those of its code.
fn among(
    draft: &Draft<'_, impl Ground>,
    mut sizes: Vec<(Size, ItemId)>,
    size: Size,
) -> Result<Option<ItemId>, Refusal> {
    let stands = |item| draft.item(item).is_some_and(|row| !row.withdrawn);
    // What was withdrawn does not stand in the way of what was offered since.
    if sizes.iter().any(|&(_, item)| stands(item)) {
        sizes.retain(|&(_, item)| stands(item));
    }
    if let Some(&(_, item)) = sizes.iter().find(|&&(known, _)| known == size) {
        return Ok(Some(item));
    }
    match sizes.as_slice() {
        [] => Ok(None),
        // One size fits whatever size she names.
        [(only, item)] if size.is_one() || only.is_one() => Ok(Some(*item)),
        _ => {
            let sizes = sizes.into_iter().map(|(size, _)| size).collect();
            Err(if size.is_one() {
                Refusal::SizeNeeded { sizes }
            } else {
                Refusal::UnknownSize { sizes }
            })
        }
    }
}

/// The sizes she can choose among: those left to sell, or else those that she can still wait for.
fn which_size(draft: &Draft<'_, impl Ground>, code: Code, named: Size) -> Found {
    let mut sizes = on_sale(draft, code);
    let mut keep = |wanted: fn(&Item) -> bool| {
        let row = |item| draft.item(item).filter(|row| !row.withdrawn);
        let one_is = sizes.iter().any(|&(_, item)| row(item).is_some_and(wanted));
        if one_is {
            sizes.retain(|&(_, item)| row(item).is_some_and(wanted));
        }
        one_is
    };
    let some = keep(|row| row.left() > 0) || (draft.settings().queue && keep(|row| row.stock > 0));
    if !some {
        return Found::Refused(Refusal::SoldOut);
    }
    let (sizes, items) = sizes.into_iter().unzip();
    let why = if named.is_one() {
        Refusal::SizeNeeded { sizes }
    } else {
        Refusal::UnknownSize { sizes }
    };
    Found::WhichSize { items, why }
}

/// What a code costs that nobody registered, where the policy lets it become an item.
pub(super) fn listed_price(draft: &Draft<'_, impl Ground>, code: Code) -> Option<Money> {
    let settings = draft.settings();
    let price = settings.grid.get(&code.letters()).copied();
    let in_range = (settings.label_first..=settings.label_last).contains(&code.number());
    match settings.codes {
        CodePolicy::Strict => None,
        CodePolicy::Grid => price.filter(|_| in_range),
        CodePolicy::Open => price,
    }
}

/// Yesterday's label may hang on a dress that is sold or held: only the seller gives it a new meaning.
pub(super) fn is_spent(draft: &Draft<'_, impl Ground>, code: Code) -> bool {
    let active = draft.settings().seller_active;
    let lately = |closed_at| draft.now.since(closed_at) < active;
    draft.spent_at(code).is_some_and(lately) || kept(draft, code).is_some()
}

fn unknown(draft: &Draft<'_, impl Ground>, code: Code) -> Found {
    let by_team = draft.by.is_team();
    if by_team && kept(draft, code).is_some() {
        return Found::Refused(Refusal::Taken);
    }
    let Some(price) = listed_price(draft, code) else {
        return near_or_unknown(draft, &alloc::string::ToString::to_string(&code));
    };
    if !by_team && is_spent(draft, code) {
        let open = draft.desk().live.is_some();
        return Found::Refused(if open {
            Refusal::UnknownCode {
                example: example(draft),
            }
        } else {
            Refusal::LiveOver
        });
    }
    Found::New(price)
}

/// Items whose code is one typing error away from `typed`, best first, among those that can be claimed; the one item
/// of a code with its size glued to it.
pub(super) fn near_or_unknown(draft: &Draft<'_, impl Ground>, typed: &str) -> Found {
    if let Some(item) = near::glued(typed).and_then(|(code, size)| alive(draft, code, size)) {
        return Found::Near(Vec::from([item]));
    }
    let claimable = |code| {
        let items = on_sale(draft, code);
        items.into_iter().map(|(_, id)| id).find(|&id| {
            draft
                .item(id)
                .is_some_and(|item| !item.withdrawn && item.left() > 0)
        })
    };
    let near = near::near(typed, |code| claimable(code).is_some());
    if near.is_empty() {
        return Found::Refused(Refusal::UnknownCode {
            example: example(draft),
        });
    }
    Found::Near(near.into_iter().filter_map(claimable).collect())
}

/// A code that can be claimed now, to show how it is done.
pub(super) fn example(draft: &Draft<'_, impl Ground>) -> Option<Named> {
    let claimable = |item: &&Item| !item.withdrawn && !item.closed && item.left() > 0;
    let last = draft
        .desk()
        .last_offer
        .and_then(|(id, _)| draft.item(id))
        .filter(claimable);
    let any = || {
        let named = draft.named_items(EXAMPLES_TRIED_MAX);
        named.filter_map(|id| draft.item(id)).find(claimable)
    };
    last.or_else(any).map(|item| item.named)
}
