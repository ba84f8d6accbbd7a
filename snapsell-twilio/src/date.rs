//! The provider's dates: RFC 2822 in answers, plain days in queries. Milliseconds since 1970 everywhere else.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

/// The weekday is for people: a wrong one does not make the moment wrong.
static DATES: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// Reads `Sun, 22 Nov 2026 15:43:02 +0000` (weekday optional, any zone of the standard) as Unix milliseconds.
pub fn parse_rfc2822(text: &str) -> Option<i64> {
    let moment = DATES.parse_timestamp(text).ok()?;
    Some(moment.as_millisecond())
}

/// The day of a moment in GMT, `2026-11-22`; the years end with 9999.
pub(crate) fn format_day(unix_ms: i64) -> String {
    let end = if unix_ms < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    let moment = Timestamp::from_millisecond(unix_ms).unwrap_or(end);
    moment.to_zoned(TimeZone::UTC).date().to_string()
}

/// Writes Unix milliseconds as the provider does, in GMT; `None` outside the years that have four digits.
#[cfg(feature = "sim")]
pub(crate) fn format_rfc2822(unix_ms: i64) -> Option<String> {
    let moment = Timestamp::from_millisecond(unix_ms).ok()?;
    jiff::fmt::rfc2822::to_string(&moment.to_zoned(TimeZone::UTC)).ok()
}

/// The first millisecond of a day in GMT.
#[cfg(feature = "sim")]
pub(crate) fn parse_day(text: &str) -> Option<i64> {
    let day: jiff::civil::Date = text.parse().ok()?;
    let midnight = day.to_zoned(TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_agree_with_known_ones() {
        for (text, unix_ms) in [
            ("Sun, 16 Aug 2015 15:53:54 +0000", 1_439_740_434_000),
            ("Sun, 16 Aug 2015 15:53:54 GMT", 1_439_740_434_000),
            ("Mon, 16 Aug 2015 15:53:54 +0000", 1_439_740_434_000),
            ("22 Nov 2026 16:43:02 +0100", 1_795_362_182_000),
        ] {
            assert_eq!(parse_rfc2822(text), Some(unix_ms), "{text}");
        }
        assert_eq!(format_day(1_795_362_182_000), "2026-11-22");
        assert_eq!(format_day(-1), "1969-12-31");
        assert_eq!(format_day(i64::MAX), "9999-12-30");
        assert_eq!(format_day(i64::MIN), "-009999-01-02");
    }

    #[cfg(feature = "sim")]
    #[test]
    fn the_stand_in_writes_and_reads_as_the_provider_does() {
        let date = "Sun, 16 Aug 2015 15:53:54 +0000";
        assert_eq!(format_rfc2822(1_439_740_434_000).as_deref(), Some(date));
        assert_eq!(format_rfc2822(i64::MAX), None);
        assert_eq!(parse_day("2015-08-16"), Some(1_439_683_200_000));
        assert_eq!(parse_day("2015-02-30"), None);
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
