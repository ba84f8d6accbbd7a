//! How often somebody may try: a count for each key, over a window that slides by halves.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Keys that are remembered; when there are as many, those of past windows go, then all.
const KEYS_MAX: usize = 20_000;
/// Length of a window.
const WINDOW_MS: i64 = 15 * 60_000;

/// Tries counted by key. A key is a digest or an address, never a password.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<BTreeMap<String, Tries>>);

#[derive(Debug, Clone, Copy)]
struct Tries {
    window: i64,
    count: u32,
    before: u32,
}

impl Throttle {
    /// How many more tries [`may`](Self::may) would let pass now.
    pub(super) fn left(&self, key: &str, most: u32, now_ms: i64) -> u32 {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = all
            .get(key)
            .map_or(0, |tries| tries.at(now_ms).seen(now_ms));
        u32::try_from(i64::from(most) - seen).unwrap_or_default()
    }

    /// Counts one try; when there were `most` in the last window already, none, and answers the minutes until one more
    /// is let pass.
    pub(super) fn may(&self, key: &str, most: u32, now_ms: i64) -> Result<(), u32> {
        let window = now_ms.div_euclid(WINDOW_MS);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEYS_MAX {
            all.retain(|_, tries| tries.window >= window - 1);
            if all.len() >= KEYS_MAX {
                all.clear();
            }
        }
        let tries = all.entry(key.to_owned()).or_insert(Tries {
            window,
            count: 0,
            before: 0,
        });
        *tries = tries.at(now_ms);
        if tries.seen(now_ms) >= i64::from(most) {
            return Err(tries.wait(most, now_ms));
        }
        tries.count += 1;
        Ok(())
    }

    /// Notes that whoever comes by this key was right.
    pub(super) fn trust(&self, key: &str, now_ms: i64) {
        // So many were never counted: it cannot be refused.
        let _ = self.may(key, u32::MAX, now_ms);
    }

    /// Whether whoever comes by this key was right before, as far as it is remembered.
    pub(super) fn trusts(&self, key: &str) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.contains_key(key)
    }

    /// Takes one try back: it was none that failed.
    pub(super) fn take_back(&self, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
        }
    }

    /// Forgets the tries of a key: she proved who she is.
    pub(super) fn forget(&self, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(key);
    }
}

impl Tries {
    /// The same tries, as they count in the window of this instant.
    const fn at(self, now_ms: i64) -> Self {
        let window = now_ms.div_euclid(WINDOW_MS);
        if self.window == window {
            return self;
        }
        Self {
            window,
            count: 0,
            before: if self.window == window - 1 {
                self.count
            } else {
                0
            },
        }
    }

    /// Tries in the last window; those before this one count by the part of it that is still in sight.
    fn seen(self, now_ms: i64) -> i64 {
        let passed = now_ms.rem_euclid(WINDOW_MS);
        let past = i64::from(self.before) * (WINDOW_MS - passed);
        i64::from(self.count) + (past + WINDOW_MS - 1) / WINDOW_MS
    }

    /// Minutes until fewer than `most` are in sight.
    fn wait(self, most: u32, now_ms: i64) -> u32 {
        let free = |minutes: &i64| {
            let then = now_ms + minutes * 60_000;
            self.at(then).seen(then) < i64::from(most)
        };
        // After two windows nothing counts any more.
        let minutes = (0..=2 * WINDOW_MS / 60_000).find(free);
        u32::try_from(minutes.unwrap_or_default()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_too_many_tries_one_waits_and_others_do_not() {
        let throttle = Throttle::default();
        let may = |key, most, now_ms| throttle.may(key, most, now_ms);
        for _ in 0..3 {
            assert_eq!(may("awa", 3, 1_000), Ok(()));
        }
        assert!(may("awa", 3, 2_000).is_err());
        assert_eq!(may("fatou", 3, 2_000), Ok(()));
        assert!(may("awa", 3, WINDOW_MS + 1).is_err(), "the window slides");
        assert_eq!(may("awa", 3, 2 * WINDOW_MS + 1), Ok(()));
        let minutes = may("awa", 1, 2 * WINDOW_MS + 1).unwrap_err();
        let then = |minutes: u32| 2 * WINDOW_MS + 1 + i64::from(minutes) * 60_000;
        assert_eq!(may("awa", 1, then(minutes - 1)), Err(1));
        assert_eq!(may("awa", 1, then(minutes)), Ok(()));
        throttle.take_back("fatou");
        assert_eq!(throttle.left("fatou", 3, 2_000), 3);
        throttle.forget("awa");
        assert_eq!(may("awa", 1, 2 * WINDOW_MS + 2), Ok(()));
    }

    #[test]
    fn tries_are_taken_back_one_by_one_and_age_by_halves() {
        let throttle = Throttle::default();
        let left = |now_ms| throttle.left("awa", 3, now_ms);
        for _ in 0..3 {
            assert_eq!(throttle.may("awa", 3, 0), Ok(()));
        }
        throttle.take_back("awa");
        assert_eq!(left(0), 1);
        // Of two in the window before, both count until half of it is over, and one to its end.
        let halves = [WINDOW_MS, WINDOW_MS + WINDOW_MS / 2, 2 * WINDOW_MS - 1];
        assert_eq!(halves.map(left), [1, 2, 2]);
        assert_eq!(left(2 * WINDOW_MS), 3);
        assert!(throttle.trusts("awa") && !throttle.trusts("fatou"));
        throttle.forget("awa");
        assert!(!throttle.trusts("awa"));
    }

    #[test]
    fn what_is_remembered_has_an_end_and_what_still_counts_goes_last() {
        let throttle = Throttle::default();
        let fill = |first: usize, now_ms| {
            for key in first..first + KEYS_MAX / 2 {
                assert_eq!(throttle.may(&key.to_string(), 1, now_ms), Ok(()));
            }
            throttle.0.lock().unwrap().len()
        };
        assert_eq!(fill(0, 0), KEYS_MAX / 2);
        assert_eq!(fill(KEYS_MAX, WINDOW_MS), KEYS_MAX);
        assert_eq!(throttle.may("one more", 1, 2 * WINDOW_MS), Ok(()));
        assert_eq!(throttle.0.lock().unwrap().len(), KEYS_MAX / 2 + 1);
        assert_eq!(fill(2 * KEYS_MAX, 2 * WINDOW_MS), 1, "all still count");
    }
}
