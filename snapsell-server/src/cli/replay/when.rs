//! An instant as somebody types it: by the clock of the shop unless it says otherwise.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use snapsell_core::Timestamp;

/// Reads `2026-11-22T20:03`, the same with `Z` or an offset, or `20:03`: the first such time from the minute in which
/// the live opened. `None` when it is none of these, or a time of day without a live.
pub(super) fn read(typed: &str, zone: &TimeZone, opened: Option<Timestamp>) -> Option<Timestamp> {
    if let Ok(instant) = typed.parse::<jiff::Timestamp>() {
        return Some(Timestamp::from_millis(instant.as_millisecond()));
    }
    if let Ok(local) = typed.parse::<DateTime>() {
        // A day alone is no instant.
        typed.parse::<Date>().ok().filter(|_| typed.contains(':'))?;
        return of(local.to_zoned(zone.clone()).ok()?);
    }
    let time: Time = typed.parse().ok()?;
    let opened = jiff::Timestamp::from_millisecond(opened?.millis()).ok()?;
    let opened = opened.to_zoned(zone.clone());
    let same_day = opened.date().to_datetime(time);
    let begins = opened.datetime().with().second(0).subsec_nanosecond(0);
    let local = match same_day < begins.build().ok()? {
        true => same_day.checked_add(Span::new().days(1)).ok()?,
        false => same_day,
    };
    of(local.to_zoned(zone.clone()).ok()?)
}

fn of(zoned: Zoned) -> Option<Timestamp> {
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let opened: jiff::Timestamp = "2026-11-22T20:58:30Z".parse().unwrap();
        let opened = Timestamp::from_millis(opened.as_millisecond());
        let expected = expected.map(|text| text.parse::<jiff::Timestamp>().unwrap());
        let expected = expected.map(|at| Timestamp::from_millis(at.as_millisecond()));
        assert_eq!(read(typed, &zone, Some(opened)), expected, "{typed}");
    }

    #[test]
    fn an_instant_is_the_shops_own_unless_it_says_otherwise() {
        check("2026-11-22T20:03", Some("2026-11-22T19:03:00Z"));
        check("2026-11-22 20:03:07", Some("2026-11-22T19:03:07Z"));
        check("2026-07-01T20:03", Some("2026-07-01T18:03:00Z"));
        check("2026-11-22T20:03:00Z", Some("2026-11-22T20:03:00Z"));
        check("2026-11-22T20:03:00-05:00", Some("2026-11-23T01:03:00Z"));
    }

    #[test]
    fn a_time_of_day_is_that_of_the_live_even_past_midnight() {
        check("21:58", Some("2026-11-22T20:58:00Z"));
        check("22:10", Some("2026-11-22T21:10:00Z"));
        check("00:30", Some("2026-11-22T23:30:00Z"));
        assert_eq!(read("20:03", &TimeZone::UTC, None), None);
    }

    #[test]
    fn anything_else_is_none() {
        for typed in ["", "hier", "2026-11-22", "25:00", "2026-13-01T20:03"] {
            check(typed, None);
        }
    }
}
