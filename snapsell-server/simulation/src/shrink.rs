//! The shortest history that still fails: steps are left out, many at once, then fewer, as long as it fails.

use crate::base::Base;
use crate::world::{Failure, run};

/// Plays of a history that shrinking may take.
const PLAYS_MAX: u32 = 400;

/// Leaves out what is not needed for the failure; what is left, and how it fails.
#[must_use]
pub fn shrink(base: &Base, seed: u64, steps: &[u64], failure: &Failure) -> (Vec<u64>, Failure) {
    let mut left: Vec<u64> = steps
        .iter()
        .copied()
        .filter(|&step| step <= failure.step)
        .collect();
    let mut failure = failure.clone();
    let mut plays = 0;
    let mut size = left.len().div_ceil(2);
    while size > 0 && plays < PLAYS_MAX {
        let mut at = 0;
        let mut smaller = false;
        while at < left.len() && plays < PLAYS_MAX {
            let end = (at + size).min(left.len());
            let tried: Vec<u64> = left[..at].iter().chain(&left[end..]).copied().collect();
            plays += 1;
            match run(base, seed, &tried) {
                Err(other) if kind(&other) == kind(&failure) => {
                    left = tried;
                    failure = other;
                    smaller = true;
                }
                Ok(_) | Err(_) => at = end,
            }
        }
        if !smaller || size > left.len() {
            size /= 2;
        }
    }
    (left, failure)
}

/// What a failure is about: its words without numbers.
fn kind(failure: &Failure) -> String {
    failure
        .what
        .chars()
        .filter(|one| !one.is_ascii_digit())
        .collect()
}

/// Steps as text: `0-12,15`.
#[must_use]
pub fn as_text(steps: &[u64]) -> String {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for &step in steps {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == step => *end = step,
            _ => ranges.push((step, step)),
        }
    }
    let text = |&(first, last): &(u64, u64)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join(",")
}

/// The steps of such a text.
#[must_use]
pub fn from_text(text: &str) -> Option<Vec<u64>> {
    let mut steps = Vec::new();
    for range in text.split(',').filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        steps.extend(first..=last);
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_can_be_written_and_read_again() {
        let steps = vec![0, 1, 2, 5, 7, 8];
        assert_eq!(as_text(&steps), "0-2,5,7-8");
        assert_eq!(from_text("0-2,5,7-8"), Some(steps));
        assert_eq!(from_text("x"), None);
    }
}
