//! Whether the clock is believed by whoever deletes for good: a machine may start years ahead of its time.

use snapsell_core::{Span, Timestamp};

/// The clock may stand this far from where it stood in the last round: a long weekend without power.
const APART_MAX: Span = Span::from_mins(4 * 24 * 60);
/// Where it stands further away, it has to go on as clocks do for so many rounds before it is believed.
const STEADY_ROUNDS: u32 = 3;
/// How much later than wanted a round may be and still count as steady.
const LATE_MAX: Span = Span::from_mins(60);

/// What is remembered while the clock is not believed.
#[derive(Debug, Default)]
pub(super) struct Doubt(Option<Steady>);

#[derive(Debug)]
struct Steady {
    at: Timestamp,
    rounds: u32,
}

impl Doubt {
    /// Whether the clock is believed at `now`, a round that comes `every` so often, where it stood at `last` in the last
    /// round that was believed.
    pub(super) fn believes(&mut self, last: Timestamp, every: Span, now: Timestamp) -> bool {
        if apart(last, now) <= APART_MAX {
            self.0 = None;
            return true;
        }
        let goes_on = |before: &Steady| apart(before.at + every, now) <= LATE_MAX;
        let before = self.0.take().filter(goes_on);
        let rounds = before.map_or(0, |before| before.rounds + 1);
        self.0 = Some(Steady { at: now, rounds });
        rounds >= STEADY_ROUNDS
    }
}

/// The span between two instants, whichever is the later one.
fn apart(one: Timestamp, other: Timestamp) -> Span {
    one.max(other).since(one.min(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const EVERY: Span = Span::from_mins(6 * 60);

    /// The answers to rounds at these hours, each measured from the last one that was believed.
    fn answers(hours: &[i64]) -> Vec<bool> {
        let (mut doubt, mut last) = (Doubt::default(), Timestamp::from_millis(0));
        let mut believes = |hour: &i64| {
            let now = Timestamp::from_millis(hour * HOUR);
            let believed = doubt.believes(last, EVERY, now);
            if believed {
                last = now;
            }
            believed
        };
        hours.iter().map(&mut believes).collect()
    }

    #[test]
    fn a_clock_that_leaps_is_believed_once_it_has_gone_on_for_a_while() {
        assert_eq!(answers(&[6, 12, 100]), [true; 3]);
        let years = 30_000;
        let after = [years, years + 6, years + 12, years + 18, years + 24];
        assert_eq!(answers(&after), [false, false, false, true, true]);
    }

    #[test]
    fn a_clock_that_leaps_again_or_is_put_right_starts_anew() {
        assert_eq!(
            answers(&[9_000, 9_006, 9_012, 20_000, 20_006]),
            [false; 5],
            "it leapt twice"
        );
        assert_eq!(
            answers(&[9_000, 9_006, 12, 9_018]),
            [false, false, true, false]
        );
        assert_eq!(
            answers(&[9_000, 9_000, 9_000, 9_000, 9_000]),
            [false; 5],
            "restarts"
        );
        assert_eq!(answers(&[-9_000]), [false], "backwards too");
    }
}
