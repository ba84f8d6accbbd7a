//! OUI and a code that was never hers: she claims it.

use crate::code::{Code, Size};
use crate::intent::{Claim, CustomerIntent, Typed, Written};
use crate::shop::{Customer, Shop};

/// The claim in a yes to codes of which she holds, awaits, lost and ordered nothing.
pub(super) fn claim(shop: &Shop, her: Option<&Customer>, intent: CustomerIntent) -> CustomerIntent {
    let CustomerIntent::Confirm(codes) = intent else {
        return intent;
    };
    let hers = |&code: &Code| her.is_some_and(|her| is_hers(shop, her, code));
    if codes.is_empty() || codes.iter().any(hers) {
        return CustomerIntent::Confirm(codes);
    }
    let claims = codes.into_iter().map(|code| Claim {
        code: Written::Code(code),
        size: Size::ONE,
        quantity: None,
        typed: Typed::default(),
    });
    CustomerIntent::Claim {
        claims: claims.collect(),
        skipped: 0,
    }
}

fn is_hers(shop: &Shop, her: &Customer, code: Code) -> bool {
    let orders = || her.orders.iter().filter_map(|&order| shop.order(order));
    shop.codes.sizes_of(code).into_iter().any(|(_, item)| {
        her.hold_of(item).is_some()
            || her.wait(item).is_some()
            || her.lapsed.iter().any(|lapsed| lapsed.item == item)
            || orders().any(|order| order.lines.iter().any(|line| line.item == item))
    })
}
