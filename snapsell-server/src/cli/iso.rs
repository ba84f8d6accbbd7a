//! Instants as everybody reads them, in UTC: `2026-11-22T20:14:03Z`.

use jiff::Timestamp;

/// To the second; the few instants that no calendar holds print as their number of milliseconds.
pub(crate) fn iso(at: snapsell_core::Timestamp) -> String {
    match Timestamp::from_second(at.millis().div_euclid(1_000)) {
        Ok(at) => at.to_string(),
        Err(_) => at.millis().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_cut_to_the_second() {
        let at = |millis| iso(snapsell_core::Timestamp::from_millis(millis));
        assert_eq!(at(1_795_378_443_999), "2026-11-22T20:14:03Z");
        assert_eq!(at(-1), "1969-12-31T23:59:59Z");
        assert_eq!(at(i64::MAX), i64::MAX.to_string());
    }
}
