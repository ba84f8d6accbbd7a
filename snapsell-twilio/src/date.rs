//! The provider's dates: RFC 2822 in answers, plain days in queries. Milliseconds since 1970 everywhere else.

const SECOND: i64 = 1000;
const DAY: i64 = 86_400 * SECOND;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// Reads `Sun, 22 Nov 2026 15:43:02 +0000` (weekday optional, any numeric zone or `GMT`) as Unix milliseconds.
pub fn parse_rfc2822(text: &str) -> Option<i64> {
    let text = text.split_once(", ").map_or(text, |(_, date)| date);
    let mut parts = text.split_ascii_whitespace();
    let day = number(parts.next()?, 2)?;
    let month = parts.next()?;
    let month = i64::try_from(MONTHS.iter().position(|&name| name == month)?).ok()? + 1;
    let year = number(parts.next()?, 4)?;
    let mut clock = parts.next()?.split(':');
    let (hour, minute) = (number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    let second = clock.next().map_or(Some(0), |second| number(second, 2))?;
    let offset = zone_minutes(parts.next()?)?;
    if parts.next().is_some() || clock.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    if civil_from_days(days) != (year, month, day) {
        return None;
    }
    Some(days * DAY + ((hour * 60 + minute - offset) * 60 + second) * SECOND)
}

/// Writes Unix milliseconds as the provider does, in GMT.
pub fn format_rfc2822(unix_ms: i64) -> String {
    let days = unix_ms.div_euclid(DAY);
    let (year, month, day) = civil_from_days(days);
    let seconds = unix_ms.rem_euclid(DAY) / SECOND;
    let weekday = WEEKDAYS[usize::try_from(days.rem_euclid(7)).expect("0 to 6")];
    let month = MONTHS[usize::try_from(month - 1).expect("0 to 11")];
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000")
}

/// The day of a moment in GMT, `2026-11-22`.
pub fn format_day(unix_ms: i64) -> String {
    let (year, month, day) = civil_from_days(unix_ms.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The first millisecond of a day in GMT.
#[cfg(feature = "sim")]
pub(crate) fn parse_day(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (
        number(parts.next()?, 4)?,
        number(parts.next()?, 2)?,
        number(parts.next()?, 2)?,
    );
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days * DAY)
}

fn number(text: &str, digits_max: usize) -> Option<i64> {
    let plain =
        (1..=digits_max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn zone_minutes(zone: &str) -> Option<i64> {
    if zone == "GMT" || zone == "UT" {
        return Some(0);
    }
    let digits = zone.get(1..).filter(|digits| digits.len() == 4)?;
    let value = number(digits, 4)?;
    let minutes = value / 100 * 60 + value % 100;
    match zone.as_bytes()[0] {
        b'+' => Some(minutes),
        b'-' => Some(-minutes),
        _ => None,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; years begin in March so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let month = (march_month + 2) % 12 + 1;
    let year = days.div_euclid(146_097) * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * march_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_agree_with_known_ones() {
        assert_eq!(
            parse_rfc2822("Sun, 16 Aug 2015 15:53:54 +0000"),
            Some(1_439_740_434_000)
        );
        assert_eq!(
            parse_rfc2822("22 Nov 2026 16:43:02 +0100"),
            Some(1_795_362_182_000)
        );
        assert_eq!(
            format_rfc2822(1_439_740_434_000),
            "Sun, 16 Aug 2015 15:53:54 +0000"
        );
        assert_eq!(format_day(1_795_362_182_000), "2026-11-22");
        assert_eq!(format_day(-1), "1969-12-31");
    }

    #[test]
    fn writing_and_reading_agree_over_leap_years() {
        for day in (-200_000..200_000).step_by(97) {
            let at = day * DAY + 12_345_000;
            if (0..=9999).contains(&civil_from_days(day).0) {
                assert_eq!(parse_rfc2822(&format_rfc2822(at)), Some(at));
            }
        }
    }

    #[test]
    fn what_is_not_a_date_is_none() {
        for text in [
            "",
            "yesterday",
            "Sun, 31 Feb 2026 00:00:00 +0000",
            "Sun, 1 Nov 2026 25:00:00 +0000",
            "Sun, 1 Nov 2026 00:00:00",
            "Sun, 1 Nov 2026 00:00:00 +00é0",
            "Sun, 1 Nov 2026 00:00:00 +0000 x",
        ] {
            assert_eq!(parse_rfc2822(text), None, "{text}");
        }
    }
}
