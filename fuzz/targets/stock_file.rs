//! A table of stock: any file is read or refused; what is read keeps every bound and holds nothing twice.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use snapsell_core::Currency;
use snapsell_core::limits::{PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use snapsell_server::console::testkit::{STOCK_ROWS_MAX, stock};

fuzz_target!(|data: &[u8]| {
    let (&first, file) = data.split_first().unwrap_or((&0, data));
    let currency = ["XOF", "EUR", "TND"][usize::from(first % 3)];
    let currency = Currency::parse(currency).expect("all three are in the list");
    let Ok((offers, left_out)) = stock(file, currency) else {
        return;
    };
    assert!(offers.len() + left_out <= STOCK_ROWS_MAX);
    let mut codes = BTreeSet::new();
    for offer in &offers {
        assert!(codes.insert(offer.code), "{offer:?} is offered twice");
        assert!(
            offer
                .price
                .is_none_or(|price| (0..=PRICE_MAX).contains(&price))
        );
        assert_eq!(
            offer.quantity.is_none(),
            !offer.sizes.is_empty(),
            "{offer:?}"
        );
        assert!(offer.sizes.len() <= SIZES_PER_CODE_MAX);
        let sized = offer.sizes.iter().filter_map(|(_, quantity)| *quantity);
        for quantity in sized.chain(offer.quantity) {
            assert!((1..=STOCK_MAX).contains(&quantity), "{offer:?}");
        }
        let sizes: BTreeSet<_> = offer.sizes.iter().map(|(size, _)| *size).collect();
        assert_eq!(sizes.len(), offer.sizes.len(), "{offer:?} has a size twice");
    }
});
