//! Which clock a shop's customers read, told from its currency: all times in messages are local.

use snapsell_core::{Currency, Timestamp};

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// Minutes ahead of UTC at `at`, in the country, or the main one, of a currency.
pub(super) fn minutes(currency: Currency, at: Timestamp) -> i32 {
    let (winter_hours, summer) = match currency.code() {
        "EUR" | "CHF" => (1, true),
        "GBP" => (0, true),
        "XAF" | "NGN" | "CDF" | "MAD" | "DZD" | "TND" => (1, false),
        "RWF" | "ZAR" => (2, false),
        "KES" | "MGA" => (3, false),
        "HTG" | "USD" | "CAD" => (-5, false),
        _ => (0, false),
    };
    let hours = winter_hours + i32::from(summer && is_european_summer(at));
    hours * 60
}

/// From the last Sunday of March to the last one of October, at 01:00 UTC.
fn is_european_summer(at: Timestamp) -> bool {
    let day = at.millis().div_euclid(DAY_MS);
    let (year, month) = civil(day);
    match month {
        4..=9 => true,
        3 => at.millis() >= last_sunday(year, 3) * DAY_MS + HOUR_MS,
        10 => at.millis() < last_sunday(year, 10) * DAY_MS + HOUR_MS,
        _ => false,
    }
}

/// The last Sunday of a month of 31 days, in days since 1970.
fn last_sunday(year: i64, month: i64) -> i64 {
    let last = days(year, month, 31);
    // Day 0 was a Thursday; Sunday is day 3 of that count.
    last - (last - 3).rem_euclid(7)
}

/// Days since 1970 of a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year and month of a day since 1970.
fn civil(day: i64) -> (i64, i64) {
    let mut year = 1970 + day.div_euclid(366);
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    let month = (1..=12)
        .rev()
        .find(|&month| days(year, month, 1) <= day)
        .unwrap_or(1);
    (year, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_begins_and_ends_to_the_hour() {
        // 2026-03-29 and 2026-10-25 are the last Sundays; both changes are at 01:00 UTC.
        let spring = days(2026, 3, 29) * DAY_MS + HOUR_MS;
        let autumn = days(2026, 10, 25) * DAY_MS + HOUR_MS;
        let paris = |at| minutes(Currency::EUR, Timestamp::from_millis(at));
        assert_eq!([paris(spring - 1), paris(spring)], [60, 120]);
        assert_eq!([paris(autumn - 1), paris(autumn)], [120, 60]);
        assert_eq!(minutes(Currency::XOF, Timestamp::from_millis(spring)), 0);
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(civil(days(2026, 11, 22)), (2026, 11));
    }
}
