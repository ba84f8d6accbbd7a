//! What can go wrong on request.

use std::collections::VecDeque;
use std::time::Duration;

/// One way in which the stand-in misbehaves. The first seven concern the answer to a creation, the others what
/// happens to a message once accepted; one of each kind may strike the same message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Answers with this HTTP status; nothing is accepted.
    Status(u16),
    /// Accepts, then answers with this HTTP status.
    AcceptThenStatus(u16),
    /// Answers 429; nothing is accepted.
    TooManyRequests {
        /// The header, in seconds.
        retry_after: Option<u32>,
    },
    /// Accepts, then answers only after this long.
    Slow(Duration),
    /// Accepts, then closes the connection without an answer.
    AcceptThenReset,
    /// Closes the connection without an answer; nothing is accepted.
    ResetUnprocessed,
    /// Refuses with this error code (400, or 401 for 20003).
    ErrorCode(u32),
    /// No callback arrives.
    LoseCallbacks,
    /// Callbacks come in another order.
    ShuffleCallbacks,
    /// Each callback comes twice.
    DuplicateCallbacks,
    /// Fails later, with this error code in an `undelivered` callback.
    AsyncFailure(u32),
}

impl Fault {
    fn concerns_callbacks(self) -> bool {
        match self {
            Self::LoseCallbacks
            | Self::ShuffleCallbacks
            | Self::DuplicateCallbacks
            | Self::AsyncFailure(_) => true,
            Self::Status(_)
            | Self::AcceptThenStatus(_)
            | Self::TooManyRequests { .. }
            | Self::Slow(_)
            | Self::AcceptThenReset
            | Self::ResetUnprocessed
            | Self::ErrorCode(_) => false,
        }
    }
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(super) struct Faults {
    answers: VecDeque<(Fault, u32)>,
    callbacks: VecDeque<(Fault, u32)>,
}

impl Faults {
    pub(super) fn arm(&mut self, fault: Fault, times: u32) {
        let queue = if fault.concerns_callbacks() {
            &mut self.callbacks
        } else {
            &mut self.answers
        };
        queue.push_back((fault, times));
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn next_answer(&mut self) -> Option<Fault> {
        next(&mut self.answers)
    }

    pub(super) fn next_callback(&mut self) -> Option<Fault> {
        next(&mut self.callbacks)
    }
}

fn next(queue: &mut VecDeque<(Fault, u32)>) -> Option<Fault> {
    while let Some((fault, left)) = queue.front_mut() {
        if *left > 0 {
            *left -= 1;
            return Some(*fault);
        }
        queue.pop_front();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_in_order_as_often_as_armed_and_each_kind_on_its_own() {
        let mut faults = Faults::default();
        faults.arm(Fault::Status(503), 2);
        faults.arm(Fault::AcceptThenReset, 1);
        faults.arm(Fault::LoseCallbacks, 1);
        let answers: Vec<_> = (0..4).map(|_| faults.next_answer()).collect();
        let expected = [
            Some(Fault::Status(503)),
            Some(Fault::Status(503)),
            Some(Fault::AcceptThenReset),
            None,
        ];
        assert_eq!(answers, expected);
        assert_eq!(
            (faults.next_callback(), faults.next_callback()),
            (Some(Fault::LoseCallbacks), None)
        );
    }
}
