//! Until when a certificate is valid: the few bytes of X.509 that say so.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use snapsell_core::Timestamp;

/// The tag of the version, which may be left out.
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The end of a certificate in DER; `None` for what is no such thing.
pub(super) fn until(der: &[u8]) -> Option<Timestamp> {
    let (_, certificate, _) = element(der)?;
    let (_, signed, _) = element(certificate)?;
    let mut rest = match element(signed)? {
        (VERSION, _, after) => after,
        _ => signed,
    };
    // Serial number, algorithm and issuer come before it.
    for _ in 0..3 {
        (_, _, rest) = element(rest)?;
    }
    let (_, validity, _) = element(rest)?;
    let (_, _, end) = element(validity)?;
    let (tag, text, _) = element(end)?;
    instant(tag, text)
}

/// An element's tag, its content, and what comes after it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x83 => {
            let (long, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = long
                .iter()
                .fold(0, |sum, &byte| sum << 8 | usize::from(byte));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// `491231235959Z`, or with the whole year.
fn instant(tag: u8, text: &[u8]) -> Option<Timestamp> {
    let (digits, year_digits) = match tag {
        UTC_TIME => (text, 2),
        GENERALIZED_TIME => (text, 4),
        _ => return None,
    };
    let digits = std::str::from_utf8(digits).ok()?.strip_suffix('Z')?;
    let (year, rest) = digits.split_at_checked(year_digits)?;
    let year: i16 = year.parse().ok()?;
    let year = match (tag, year) {
        (UTC_TIME, 0..50) => 2_000 + year,
        (UTC_TIME, _) => 1_900 + year,
        _ => year,
    };
    let part = |at: usize| rest.get(at..at + 2)?.parse::<i8>().ok();
    let [month, day, hour, minute, second] = [part(0)?, part(2)?, part(4)?, part(6)?, part(8)?];
    let at = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let at = TimeZone::UTC.to_timestamp(at).ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_certificate_is_read_in_both_forms() {
        for (year, end) in [(2_027, 1_798_761_600_000), (2_060, 2_840_140_800_000)] {
            let mut wanted = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
            wanted.not_after = rcgen::date_time_ymd(year, 1, 1);
            let made = wanted
                .self_signed(&rcgen::KeyPair::generate().unwrap())
                .unwrap();
            assert_eq!(until(made.der()), Some(Timestamp::from_millis(end)));
            for length in 0..made.der().len() - 1 {
                assert_eq!(until(&made.der()[..length]), None);
            }
        }
    }

    #[test]
    fn what_is_no_instant_is_none() {
        for (tag, text) in [
            (UTC_TIME, "271301000000Z"),
            (UTC_TIME, "2701010000Z"),
            (GENERALIZED_TIME, "270101000000Z"),
            (0x16, "270101000000Z"),
            (UTC_TIME, ""),
        ] {
            assert_eq!(instant(tag, text.as_bytes()), None, "{text}");
        }
        let old = instant(UTC_TIME, b"991231235959Z").unwrap();
        assert_eq!(old, Timestamp::from_millis(946_684_799_000));
    }
}
