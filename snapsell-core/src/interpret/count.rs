//! A quantity without a code looks like one: `x3`.

use super::coded::is_sold;
use crate::intent::{Claim, CustomerIntent, Written};
use crate::limits::CLAIM_QUANTITY_MAX;
use crate::shop::Shop;

/// The quantity of a claim for `X3` and nothing else, in a shop that has no such code and no price for it.
pub(super) fn alone(shop: &Shop, intent: &CustomerIntent) -> Option<u32> {
    let CustomerIntent::Claim { claims, .. } = intent else {
        return None;
    };
    let [
        Claim {
            code: Written::Code(code),
            quantity: None,
            ..
        },
    ] = claims.as_slice()
    else {
        return None;
    };
    let units = u32::from(code.number());
    let quantity = code.letters().as_str() == "X" && (1..=CLAIM_QUANTITY_MAX).contains(&units);
    (quantity && !is_sold(shop, *code)).then_some(units)
}
