//! Both grammars and the phone number in them: any text is read, bounds hold, canonical words parse back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::limits::CLAIMS_PER_MESSAGE_MAX;
use snapsell_core::{
    Currency, CustomerIntent, Expect, Phone, SellerIntent, mentioned_phone, parse_customer,
    parse_seller,
};

fuzz_target!(|data: &[u8]| {
    let [flags, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let expect = Expect {
        address: flags & 1 != 0,
        choice: flags & 2 != 0,
    };
    let currency = [Currency::XOF, Currency::EUR][usize::from(flags >> 2 & 1)];
    customer(text, expect);
    seller(text, currency);
    if let Some(phone) = mentioned_phone(text) {
        assert_eq!(Phone::new(phone.expose()), Some(phone));
    }
});

fn customer(text: &str, expect: Expect) {
    let intent = parse_customer(text, expect);
    if let CustomerIntent::Claim { claims, .. } = &intent {
        assert!((1..=CLAIMS_PER_MESSAGE_MAX).contains(&claims.len()));
    }
    let Some(words) = snapsell_fuzz::customer(&intent) else {
        return;
    };
    let again = parse_customer(&words, expect);
    assert_eq!(again, intent, "{text:?} is {words:?}");
}

fn seller(text: &str, currency: Currency) {
    let intent = parse_seller(text, currency);
    if let SellerIntent::ClaimFor { claims, .. } = &intent {
        assert!((1..=CLAIMS_PER_MESSAGE_MAX).contains(&claims.len()));
    }
    let Some(words) = snapsell_fuzz::seller(&intent, currency) else {
        return;
    };
    assert_eq!(
        parse_seller(&words, currency),
        intent,
        "{text:?} is {words:?}"
    );
}
