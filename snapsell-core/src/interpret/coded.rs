//! `LX2` and `M2` behind a code: a size and how many, unless the shop sells such a code.

use crate::code::Code;
use crate::intent::{CustomerIntent, Offer, SellerIntent};
use crate::money::Currency;
use crate::parse::{
    Expect, counting_codes, glued_codes, parse_customer, parse_customer_coded, parse_seller,
    parse_seller_coded,
};
use crate::shop::Shop;

/// A customer's text, as this shop reads it.
pub(super) fn customer(shop: &Shop, text: &str, expect: Expect) -> CustomerIntent {
    if counts_codes(shop, text) {
        parse_customer_coded(text, expect)
    } else {
        parse_customer(text, expect)
    }
}

/// A seller's text, as this shop reads it.
pub(super) fn seller(shop: &Shop, text: &str, currency: Currency) -> SellerIntent {
    if counts_codes(shop, text) {
        parse_seller_coded(text, currency)
    } else {
        parse_seller(text, currency)
    }
}

/// Whether an offer holds what nobody can tell from sizes: `S05 M2 L3`, where neither M nor L was ever a code.
pub(super) fn is_doubtful(shop: &Shop, intent: &SellerIntent, text: &str) -> bool {
    let SellerIntent::Offer(offers) = intent else {
        return false;
    };
    if offers.len() < 2 {
        return false;
    }
    let glued = glued_codes(text);
    let bare = |offer: &Offer| {
        let alone = offer.price.is_none() && offer.quantity.is_none() && offer.sizes.is_empty();
        alone && glued.contains(&offer.code)
    };
    offers[1..].iter().any(bare) && !glued.iter().any(|&code| is_sold(shop, code))
}

/// Whether the grid has its letters, or somebody can have it.
pub(super) fn is_sold(shop: &Shop, code: Code) -> bool {
    shop.settings.grid.contains_key(&code.letters()) || shop.on_sale(code).next().is_some()
}

fn counts_codes(shop: &Shop, text: &str) -> bool {
    // Few texts hold an x before a digit.
    let mut pairs = text.as_bytes().windows(2);
    let counts = pairs.any(|pair| pair[0].eq_ignore_ascii_case(&b'X') && pair[1].is_ascii_digit());
    counts
        && counting_codes(text)
            .into_iter()
            .any(|code| is_sold(shop, code))
}
