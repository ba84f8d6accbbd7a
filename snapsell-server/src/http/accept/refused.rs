//! Connections that the system has no room for: how long to wait, and what of it to say.

use std::time::Duration;

use crate::clock::Stopwatch;

/// The first pause; each further one in a row is twice as long.
const PAUSE: Duration = Duration::from_millis(50);
/// The longest pause: clients that were turned away elsewhere come back within it.
const PAUSE_MAX: Duration = Duration::from_secs(1);
/// Between two lines of the log that say it.
const SAID_EVERY: Duration = Duration::from_secs(10);

/// What was refused so far.
#[derive(Debug)]
pub(super) struct Refused {
    since: Stopwatch,
    pause: Duration,
    said: Option<Duration>,
    left_out: u64,
}

/// What follows from one that was refused.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// How long to wait before another is accepted.
    pub(super) pause: Duration,
    /// If it is to be said: how many were not said since the last time.
    pub(super) left_out: Option<u64>,
}

impl Refused {
    pub(super) fn new() -> Self {
        Self {
            since: Stopwatch::start(),
            pause: PAUSE,
            said: None,
            left_out: 0,
        }
    }

    /// One was refused.
    pub(super) fn again(&mut self) -> Next {
        self.again_at(self.since.elapsed())
    }

    /// One was accepted: the next pause is a short one again.
    pub(super) fn over(&mut self) {
        self.pause = PAUSE;
    }

    fn again_at(&mut self, at: Duration) -> Next {
        let pause = self.pause;
        self.pause = (pause * 2).min(PAUSE_MAX);
        let is_said = self.said.is_none_or(|said| at >= said + SAID_EVERY);
        if is_said {
            self.said = Some(at);
        } else {
            self.left_out += 1;
        }
        Next {
            pause,
            left_out: is_said.then(|| std::mem::take(&mut self.left_out)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_at_once_and_then_every_ten_seconds_with_what_was_left_out() {
        let mut refused = Refused::new();
        let (mut at, mut lines) = (Duration::ZERO, Vec::new());
        while at < Duration::from_secs(25) {
            let next = refused.again_at(at);
            lines.extend(next.left_out.map(|left_out| (at.as_millis(), left_out)));
            at += next.pause;
        }
        assert_eq!(lines, [(0, 0), (10_550, 13), (20_550, 9)]);
    }

    #[test]
    fn pauses_grow_to_a_second_and_begin_anew_after_one_that_was_accepted() {
        let mut refused = Refused::new();
        let mut pause = || refused.again_at(Duration::ZERO).pause.as_millis();
        let pauses: Vec<_> = (0..6).map(|_| pause()).collect();
        assert_eq!(pauses, [50, 100, 200, 400, 800, 1_000]);
        refused.over();
        assert_eq!(refused.again_at(Duration::ZERO).pause, PAUSE);
    }
}
