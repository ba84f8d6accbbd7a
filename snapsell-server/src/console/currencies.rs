//! The currencies that a shop may count in: how they are offered, and prices to begin with in each.

use serde_json::{Value, json};
use snapsell_core::{Currency, Settings};

use super::ask::Ask;

/// In the order in which they are offered. The words are `currency-…`.
const CODES: [&str; 20] = [
    "XOF", "XAF", "GNF", "EUR", "USD", "GBP", "CAD", "CHF", "MAD", "DZD", "TND", "CDF", "MGA",
    "NGN", "GHS", "KES", "RWF", "MRU", "ZAR", "HTG",
];

/// Each with its name.
pub(super) fn choices(ask: &Ask) -> Value {
    let named = CODES
        .iter()
        .map(|code| json!({"code": code, "name": ask.t(&format!("currency-{code}"))}));
    named.collect()
}

/// Prices for the first three letters, to be replaced: thousands where one unit is little, tens where it is much.
pub(super) fn first_grid(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" | "USD" | "GBP" | "CAD" | "CHF" | "TND" => "A=10,B=20,C=30",
        "MAD" | "GHS" | "ZAR" => "A=100,B=200,C=300",
        "DZD" | "KES" | "MRU" | "HTG" => "A=500,B=1000,C=1500",
        _ => "A=5000,B=10000,C=15000",
    }
}

/// A price as an example of what to type.
pub(super) fn example_price(currency: Currency) -> &'static str {
    let first = first_grid(currency).split(['=', ',']).nth(1);
    first.expect("prices to begin with name a letter and a price")
}

/// Whether the prices are those that the shop was made with, which are nobody's decision.
pub(super) fn is_untouched(settings: &Settings) -> bool {
    let mut begun = Settings {
        currency: settings.currency,
        ..Settings::default()
    };
    begun.set("grid", first_grid(settings.currency)).is_ok() && begun.grid == settings.grid
}

#[cfg(test)]
mod tests {
    use snapsell_core::Lang;

    use super::super::words::Words;
    use super::*;

    #[test]
    fn each_currency_is_known_has_a_name_and_prices_to_begin_with() {
        for code in CODES {
            let currency = Currency::parse(code).unwrap();
            for lang in [Lang::Fr, Lang::En] {
                assert!(Words::new(lang).has(&format!("currency-{code}")), "{code}");
            }
            let mut settings = Settings {
                currency,
                ..Settings::default()
            };
            settings.set("grid", first_grid(currency)).unwrap();
            assert_eq!(settings.grid.len(), 3, "{code}");
        }
    }
}
