//! When to try again: doubling, capped, spread out. A pure function of attempt and seed.

use std::time::Duration;

use snapsell_core::Span;

/// The first pause, about.
const FIRST_MS: u64 = 1_000;
/// The longest pause, about.
const MOST_MS: u64 = 5 * 60_000;
/// Replies older than this are not tried again by themselves.
pub(super) const GIVEN_UP_AFTER: Span = Span::from_mins(24 * 60);

/// The pause before attempt `attempt + 1`, between half and all of the doubled one, and no less than `least`.
pub(super) fn pause(attempt: u32, seed: u64, least: Option<Duration>) -> Span {
    let doubled = FIRST_MS << attempt.saturating_sub(1).min(20);
    let whole = doubled.min(MOST_MS);
    let spread = mixed(seed.wrapping_add(u64::from(attempt))) % (whole / 2);
    let millis = i64::try_from(whole / 2 + spread).unwrap_or(i64::MAX);
    let least = least.and_then(|least| i64::try_from(least.as_millis()).ok());
    // What was asked for is spread out too, else everybody comes back at once.
    let least = least.map_or(0, |least| least.saturating_add(millis.min(least / 4)));
    Span::from_millis(millis.max(least))
}

/// A step of splitmix64: neighbouring seeds give unrelated numbers.
pub(super) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_cap_and_spread() {
        for seed in 0..50 {
            for attempt in 1..40 {
                let whole = (1_000_u64 << (attempt - 1).min(20)).min(MOST_MS);
                let pause = u64::try_from(pause(attempt, seed, None).millis()).unwrap();
                assert!((whole / 2..whole).contains(&pause), "{attempt} {pause}");
            }
        }
        assert_ne!(pause(3, 1, None), pause(3, 2, None));
        assert_eq!(pause(3, 1, None), pause(3, 1, None));
    }

    #[test]
    fn what_the_provider_asks_for_is_honoured() {
        let asked = Duration::from_secs(30);
        assert!(pause(1, 7, Some(asked)) >= Span::from_secs(30));
    }
}
