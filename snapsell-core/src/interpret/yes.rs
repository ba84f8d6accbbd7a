//! OUI and a code that was never hers: she claims it.

use crate::intent::{Claim, CustomerIntent, Typed, Written};
use crate::pick::Pick;
use crate::shop::{Customer, Shop};

/// The claim in a yes to codes or sizes of which she holds, awaits, lost and ordered nothing.
pub(super) fn claim(shop: &Shop, her: Option<&Customer>, intent: CustomerIntent) -> CustomerIntent {
    let CustomerIntent::Confirm(picks) = intent else {
        return intent;
    };
    let hers = |&pick: &Pick| her.is_some_and(|her| is_hers(shop, her, pick));
    if picks.is_empty() || picks.iter().any(hers) {
        return CustomerIntent::Confirm(picks);
    }
    let claims = picks.into_iter().map(|Pick { code, size }| Claim {
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

fn is_hers(shop: &Shop, her: &Customer, pick: Pick) -> bool {
    let orders = || her.orders.iter().filter_map(|&order| shop.order(order));
    let meant = |item| {
        shop.items
            .get(item)
            .is_some_and(|row| pick.means(shop, row))
    };
    let mut sizes = shop.codes.sizes_of(pick.code).into_iter();
    sizes.any(|(_, item)| {
        let hers = her.hold_of(item).is_some()
            || her.wait(item).is_some()
            || her.lapsed.iter().any(|lapsed| lapsed.item == item)
            || orders().any(|order| order.has(item));
        hers && meant(item)
    })
}
