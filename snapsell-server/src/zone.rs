//! Which clock a shop's people read: all times in messages are local. The list of time zones is part of the program,
//! so that it is there on a machine that has none.

use jiff::tz::TimeZone;
use snapsell_core::{Currency, Settings, Timestamp};

/// The time zone of a shop: the one it has set, else that of its currency.
#[must_use]
pub fn of(settings: &Settings) -> TimeZone {
    let own = TimeZone::get(&settings.timezone).ok();
    own.filter(|_| !settings.timezone.is_empty())
        .or_else(|| TimeZone::get(of_currency(settings.currency)).ok())
        .unwrap_or(TimeZone::UTC)
}

/// Whether there is such a time zone; the empty name stands for that of the currency.
#[must_use]
pub fn exists(name: &str) -> bool {
    name.is_empty() || TimeZone::get(name).is_ok()
}

/// How far a zone's clock is ahead of UTC at an instant, in minutes.
#[must_use]
pub fn minutes_ahead(zone: &TimeZone, at: Timestamp) -> i32 {
    jiff::Timestamp::from_millisecond(at.millis())
        .map_or(0, |instant| zone.to_offset(instant).seconds() / 60)
}

/// The country of a currency, or the main one.
fn of_currency(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" | "CHF" => "Europe/Paris",
        "GBP" => "Europe/London",
        "XAF" => "Africa/Douala",
        "NGN" => "Africa/Lagos",
        "CDF" => "Africa/Kinshasa",
        "MAD" => "Africa/Casablanca",
        "DZD" => "Africa/Algiers",
        "TND" => "Africa/Tunis",
        "RWF" => "Africa/Kigali",
        "ZAR" => "Africa/Johannesburg",
        "KES" => "Africa/Nairobi",
        "MGA" => "Indian/Antananarivo",
        "HTG" => "America/Port-au-Prince",
        "USD" | "CAD" => "America/New_York",
        _ => "Africa/Abidjan",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(currency: Currency, timezone: &str) -> Settings {
        Settings {
            currency,
            timezone: timezone.to_owned(),
            ..Settings::default()
        }
    }

    fn ahead(settings: &Settings, utc: &str) -> i32 {
        let at: jiff::Timestamp = utc.parse().expect("an instant");
        minutes_ahead(&of(settings), Timestamp::from_millis(at.as_millisecond()))
    }

    #[test]
    fn summer_begins_and_ends_to_the_second_where_the_shop_is() {
        let paris = settings(Currency::EUR, "");
        assert_eq!(ahead(&paris, "2026-03-29T00:59:59Z"), 60);
        assert_eq!(ahead(&paris, "2026-03-29T01:00:00Z"), 120);
        assert_eq!(ahead(&paris, "2026-10-25T00:59:59Z"), 120);
        assert_eq!(ahead(&paris, "2026-10-25T01:00:00Z"), 60);
        // A shop that takes euros elsewhere lives by its own summer.
        let montreal = settings(Currency::EUR, "America/Montreal");
        assert_eq!(ahead(&montreal, "2026-03-08T06:59:59Z"), -300);
        assert_eq!(ahead(&montreal, "2026-03-08T07:00:00Z"), -240);
    }

    #[test]
    fn every_currency_has_a_place_that_exists() {
        for code in [
            "EUR", "CHF", "GBP", "XAF", "NGN", "CDF", "MAD", "DZD", "TND", "RWF", "ZAR", "KES",
            "MGA", "HTG", "USD", "CAD", "XOF", "GNF",
        ] {
            let Some(currency) = Currency::parse(code) else {
                continue;
            };
            assert!(TimeZone::get(of_currency(currency)).is_ok(), "{code}");
        }
        assert_eq!(
            ahead(&settings(Currency::XOF, ""), "2026-07-01T00:00:00Z"),
            0
        );
        assert_eq!(
            ahead(
                &settings(Currency::XOF, "Nowhere/Land"),
                "2026-07-01T00:00:00Z"
            ),
            0
        );
    }
}
