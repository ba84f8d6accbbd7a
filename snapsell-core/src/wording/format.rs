//! Money, times and counts as people read them; whole numbers only.

use crate::lang::Lang;
use crate::money::{Currency, Money};
use crate::time::Timestamp;
use alloc::format;
use alloc::string::{String, ToString};

/// No line may break here.
pub(super) const NO_BREAK: char = '\u{a0}';
/// Between the thousands of a French number.
const THIN: char = '\u{202f}';

const MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const MILLIS_PER_MINUTE: i64 = 60_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// French puts a space before these marks, and no line may break there.
/// Done once to the file, so that nobody has to type invisible characters.
#[must_use]
pub fn french_spaces(source: &str) -> String {
    let mut text = source.to_string();
    for (plain, fixed) in [
        (" :", ':'),
        (" ;", ';'),
        (" !", '!'),
        (" ?", '?'),
        (" »", '»'),
    ] {
        text = text.replace(plain, &String::from_iter([NO_BREAK, fixed]));
    }
    text.replace("« ", &String::from_iter(['«', NO_BREAK]))
        .replace("n° ", &String::from_iter(['n', '°', NO_BREAK]))
}

/// An amount with its currency: `15 000 F CFA`, `12,50 €`; `CFA 15,000`, `€12.50`.
#[must_use]
pub fn money(amount: Money, currency: Currency, lang: Lang) -> String {
    let digits = plain_amount(amount, currency, lang);
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits.as_str()),
    };
    let code = currency.code();
    match (lang, code) {
        (Lang::Fr, "XOF" | "XAF") => format!("{sign}{digits}{NO_BREAK}F CFA"),
        (Lang::Fr, _) => format!("{sign}{digits}{NO_BREAK}{}", symbol(code)),
        (Lang::En, "XOF" | "XAF") => format!("{sign}CFA{NO_BREAK}{digits}"),
        (Lang::En, "EUR" | "USD" | "GBP") => format!("{sign}{}{digits}", symbol(code)),
        (Lang::En, _) => format!("{sign}{code}{NO_BREAK}{digits}"),
    }
}

/// A whole number with its thousands apart: `15 000`, `15,000`.
#[must_use]
pub fn whole(number: i64, lang: Lang) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(match lang {
                Lang::Fr => THIN,
                Lang::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

/// The time of day at the shop: `20:36`; with the day when it is more than twelve hours from `now`, and with the year
/// when that is another one.
///
/// `ahead` says how many minutes the shop's clock is ahead of UTC at an instant.
#[must_use]
pub fn clock(
    at: Timestamp,
    now: Timestamp,
    ahead: &dyn Fn(Timestamp) -> i32,
    lang: Lang,
) -> String {
    with_day(at, now, ahead, lang, false)
}

/// The same to the second, `20:14:03`, where it settles who was first.
#[must_use]
pub fn clock_to_the_second(
    at: Timestamp,
    now: Timestamp,
    ahead: &dyn Fn(Timestamp) -> i32,
    lang: Lang,
) -> String {
    with_day(at, now, ahead, lang, true)
}

fn with_day(
    at: Timestamp,
    now: Timestamp,
    ahead: &dyn Fn(Timestamp) -> i32,
    lang: Lang,
    seconds: bool,
) -> String {
    let local = |instant: Timestamp| {
        let shifted = instant.millis() + i64::from(ahead(instant)) * MILLIS_PER_MINUTE;
        shifted.div_euclid(1_000)
    };
    let at = local(at);
    let now = local(now);
    let of_day = at.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute) = (of_day / 3_600, of_day / 60 % 60);
    let time = if seconds {
        format!("{hour:02}:{minute:02}:{:02}", of_day % 60)
    } else {
        format!("{hour:02}:{minute:02}")
    };
    let day = at.div_euclid(SECONDS_PER_DAY);
    if day == now.div_euclid(SECONDS_PER_DAY) || (at - now).abs() <= SECONDS_PER_DAY / 2 {
        return time;
    }
    let (year, month, day_of_month) = date(day);
    let name = match lang {
        Lang::Fr => MONTHS_FR[month],
        Lang::En => MONTHS_EN[month],
    };
    if year == date(now.div_euclid(SECONDS_PER_DAY)).0 {
        return format!("{day_of_month}{NO_BREAK}{name}, {time}");
    }
    format!("{day_of_month}{NO_BREAK}{name}{NO_BREAK}{year}, {time}")
}

/// The year, the month from 0 and the day from 1 of a day counted from 1970-01-01, in the Gregorian calendar.
///
/// Years run from March here, so that the leap day is their last and months have fixed starts.
fn date(days: i64) -> (i64, usize, i64) {
    let since_march_0000 = days + 719_468;
    let era = since_march_0000.div_euclid(146_097);
    let of_era = since_march_0000.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    (
        era * 400 + year + i64::from(month < 2),
        usize::try_from(month).expect("a remainder of twelve is a small number"),
        day,
    )
}

/// An amount as digits alone, without decimals when they are all zero: `12,50`, `15 000`.
#[must_use]
pub fn plain_amount(amount: Money, currency: Currency, lang: Lang) -> String {
    let scale = currency.scale();
    let minor = amount.minor();
    let (units, rest) = (minor / scale, (minor % scale).unsigned_abs());
    let sign = if minor < 0 && units == 0 { "-" } else { "" };
    let units = whole(units, lang);
    if rest == 0 {
        return format!("{sign}{units}");
    }
    let mark = match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    let width = usize::from(currency.exponent());
    format!("{sign}{units}{mark}{rest:0width$}")
}

fn symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn french(minor: i64, code: &str) -> String {
        let currency = Currency::parse(code).unwrap();
        money(Money::from_minor(minor), currency, Lang::Fr)
    }

    fn english(minor: i64, code: &str) -> String {
        let currency = Currency::parse(code).unwrap();
        money(Money::from_minor(minor), currency, Lang::En)
    }

    #[test]
    fn money_is_written_as_each_language_does() {
        assert_eq!(french(15_000, "XOF"), "15\u{202f}000\u{a0}F CFA");
        assert_eq!(french(500, "XAF"), "500\u{a0}F CFA");
        assert_eq!(french(1_250, "EUR"), "12,50\u{a0}€");
        assert_eq!(french(1_200, "EUR"), "12\u{a0}€");
        assert_eq!(
            french(123_456_705, "MAD"),
            "1\u{202f}234\u{202f}567,05\u{a0}MAD"
        );
        assert_eq!(french(1_005, "TND"), "1,005\u{a0}TND");
        assert_eq!(french(-50, "EUR"), "-0,50\u{a0}€");
        assert_eq!(english(15_000, "XOF"), "CFA\u{a0}15,000");
        assert_eq!(english(1_250, "EUR"), "€12.50");
        assert_eq!(english(-1_250, "USD"), "-$12.50");
        assert_eq!(english(100_000, "KES"), "KES\u{a0}1,000");
        assert_eq!(french(0, "XOF"), "0\u{a0}F CFA");
        assert_eq!(whole(i64::MIN, Lang::En), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn a_time_is_the_shops_own_and_names_the_day_only_when_it_is_far() {
        // 2026-11-22 20:14:03 UTC.
        let at = Timestamp::from_millis(1_795_378_443_000);
        let soon = at + Span::from_mins(22);
        assert_eq!(clock(soon, at, &|_| 0, Lang::Fr), "20:36");
        assert_eq!(clock(soon, at, &|_| 60, Lang::Fr), "21:36");
        assert_eq!(clock(soon, at, &|_| -330, Lang::Fr), "15:06");
        assert_eq!(clock_to_the_second(at, soon, &|_| 0, Lang::Fr), "20:14:03");
        let past_midnight = at + Span::from_mins(240);
        assert_eq!(clock(past_midnight, at, &|_| 0, Lang::Fr), "00:14");
        let half = at + Span::from_mins(12 * 60);
        assert_eq!(clock(half, at, &|_| 0, Lang::Fr), "08:14");
        let more = half + Span::from_secs(1);
        assert_eq!(clock(more, at, &|_| 0, Lang::Fr), "23\u{a0}nov., 08:14");
        let later = at + Span::from_mins(3 * 24 * 60);
        assert_eq!(clock(at, later, &|_| 0, Lang::Fr), "22\u{a0}nov., 20:14");
        assert_eq!(
            clock_to_the_second(at, later, &|_| 0, Lang::En),
            "22\u{a0}Nov, 20:14:03"
        );
        let next_year = at + Span::from_mins(40 * 24 * 60);
        assert_eq!(
            clock(at, next_year, &|_| 0, Lang::Fr),
            "22\u{a0}nov.\u{a0}2026, 20:14"
        );
        assert_eq!(
            clock(next_year, at, &|_| 0, Lang::En),
            "1\u{a0}Jan\u{a0}2027, 20:14"
        );
    }

    #[test]
    fn each_time_is_told_by_the_clock_of_its_own_instant() {
        // New York leaves summer time at 2026-11-01 06:00 UTC; a hold of eight minutes begins at 01:55 there.
        let change = Timestamp::from_millis(1_793_512_800_000);
        let ahead = |at: Timestamp| if at < change { -240 } else { -300 };
        let begun = change - Span::from_mins(5);
        let until = begun + Span::from_mins(8);
        assert_eq!(clock(begun, until, &ahead, Lang::En), "01:55");
        assert_eq!(clock(until, begun, &ahead, Lang::En), "01:03");
        // 2026-10-01 at 00:30 there, which is the day before by the winter's clock.
        let autumn = change - Span::from_mins(31 * 24 * 60 + 90);
        assert_eq!(clock(autumn, until, &ahead, Lang::En), "1\u{a0}Oct, 00:30");
    }

    #[test]
    fn leap_days_and_turns_of_the_year_are_right() {
        assert_eq!(date(0), (1970, 0, 1));
        assert_eq!(date(-1), (1969, 11, 31));
        // 2024-02-29, 2024-03-01 and 2100-03-01 (2100 is no leap year).
        assert_eq!(date(19_782), (2024, 1, 29));
        assert_eq!(date(19_783), (2024, 2, 1));
        // 1999-12-31, 2000-02-29, 2000-03-01 (2000 is one), 2026-11-22, the end of an era of 400 years.
        assert_eq!(date(10_956), (1999, 11, 31));
        assert_eq!(date(11_016), (2000, 1, 29));
        assert_eq!(date(11_017), (2000, 2, 1));
        assert_eq!(date(20_779), (2026, 10, 22));
        assert_eq!(date(157_113), (2400, 1, 29));
        assert_eq!(date(157_114), (2400, 2, 1));
        assert_eq!(date(47_541), (2100, 2, 1));
    }
}
