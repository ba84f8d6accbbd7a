//! OUI and a code that was never hers: she claims it. OUI and a size of what she holds: that piece.

use crate::code::Size;
use crate::ids::ItemId;
use crate::intent::{Claim, CustomerIntent, Typed, Written};
use crate::parse::sizes_agreed;
use crate::pick::Pick;
use crate::shop::{Customer, Shop};
use alloc::vec::Vec;

/// The claim in a yes to codes or sizes of which she holds, awaits, lost and ordered nothing. Beside what is hers already
/// these are claimed alone: her next yes is for all of it.
pub(super) fn claim(shop: &Shop, her: Option<&Customer>, intent: CustomerIntent) -> CustomerIntent {
    let CustomerIntent::Confirm(picks) = intent else {
        return intent;
    };
    let stands = |pick: &Pick| her.is_some_and(|her| stands(shop, her, *pick));
    let lost = |pick: &Pick| her.is_some_and(|her| lost(shop, her, *pick));
    if picks.iter().all(|pick| stands(pick) || lost(pick)) {
        return CustomerIntent::Confirm(picks);
    }
    let missing = picks.into_iter().filter(|pick| !stands(pick));
    let claims = missing.map(|Pick { code, size }| Claim {
        code: Written::Code(code),
        size,
        quantity: None,
        typed: Typed::default(),
    });
    CustomerIntent::Claim {
        claims: claims.collect(),
        skipped: 0,
    }
}

/// The pieces in a yes to sizes alone, where she holds one thing in each of them: `oui M`.
pub(super) fn sized(shop: &Shop, her: &Customer, text: &str) -> Option<Vec<Pick>> {
    let sizes = sizes_agreed(text);
    let held = |size: Size| {
        let holds = her.holds.iter();
        let rows = holds.filter_map(|held| shop.items.get(held.item));
        let mut these = rows.filter(|row| row.named.size == size);
        let code = these.next()?.code;
        these.next().is_none().then_some(Pick { code, size })
    };
    let pick = |(size, counted): (Size, Option<u32>)| held(size).filter(|_| counted.is_none());
    let picks: Vec<Pick> = sizes.into_iter().map(pick).collect::<Option<_>>()?;
    (!picks.is_empty()).then_some(picks)
}

/// Whether she holds, awaits or ordered what she names.
fn stands(shop: &Shop, her: &Customer, pick: Pick) -> bool {
    let orders = || her.orders.iter().filter_map(|&order| shop.order(order));
    any(shop, pick, |item| {
        let waits = her.hold_of(item).is_some() || her.wait(item).is_some();
        waits || orders().any(|order| order.has(item))
    })
}

/// Whether her minutes for it are over.
fn lost(shop: &Shop, her: &Customer, pick: Pick) -> bool {
    let lapsed = |item| her.lapsed.iter().any(|lapsed| lapsed.item == item);
    any(shop, pick, lapsed)
}

/// Whether that is so of an item that she can mean.
fn any(shop: &Shop, pick: Pick, so: impl Fn(ItemId) -> bool) -> bool {
    let meant = |item| {
        let row = shop.items.get(item);
        row.is_some_and(|row| pick.means(shop, row))
    };
    let mut sizes = shop.codes.sizes_of(pick.code).into_iter();
    sizes.any(|(_, item)| so(item) && meant(item))
}
