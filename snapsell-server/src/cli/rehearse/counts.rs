//! What a rehearsal counts beside the facts: messages, and how they were understood.

use snapsell_core::{ClaimLine, Outcome, Refusal, Reply, Say};

/// Counts of messages and answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    /// Messages that came, repeated deliveries too.
    pub(super) messages: u64,
    /// Those of the seller.
    pub(super) of_seller: u64,
    /// Those that held claims.
    pub(super) claiming: u64,
    /// Claims in them.
    pub(super) claims: u64,
    /// Claims that were hers at once, whole or in part.
    pub(super) won: u64,
    /// Claims that led into a queue.
    pub(super) waited: u64,
    /// Claims of what she had or waited for already.
    pub(super) repeated: u64,
    /// Claims turned away because everything was taken and the shop has no queue.
    pub(super) taken: u64,
    /// Other claims turned away.
    pub(super) refused: u64,
    /// Voice notes.
    pub(super) voice: u64,
    /// STOP.
    pub(super) stops: u64,
    /// Messages with a slip of the finger.
    pub(super) slips: u64,
    /// Slips that were read as a code all the same, hers or another.
    pub(super) slips_understood: u64,
    /// Slips answered with codes she may have meant.
    pub(super) slips_suggested: u64,
    /// Slips that reserved nothing.
    pub(super) slips_refused: u64,
    /// Repeated deliveries of one message.
    pub(super) delivered_again: u64,
    /// Those that were recognised and changed nothing.
    pub(super) duplicates: u64,
    /// OUI that came too late for everything.
    pub(super) too_late: u64,
    /// Proofs sent.
    pub(super) proofs: u64,
    /// Proofs that the seller approved.
    pub(super) approved: u64,
    /// Proofs that she refused.
    pub(super) proofs_refused: u64,
    /// Messages that came while nobody could be heard, and were fetched afterwards.
    pub(super) fetched_late: u64,
    /// Messages of the shop.
    pub(super) answers: u64,
    /// Orders that nobody took at the door.
    pub(super) no_shows: u64,
    /// Orders taken at the door.
    pub(super) delivered: u64,
    /// Decisions after which every invariant was checked.
    pub(super) checks: u64,
}

impl Counts {
    /// Counts how a customer's message was answered.
    pub(super) fn answered(&mut self, slip: bool, outcome: &Outcome, replies: &[&Reply]) {
        if *outcome == Outcome::Duplicate {
            self.duplicates += 1;
            return;
        }
        let claimed = replies.iter().find_map(|reply| lines(&reply.say));
        let Some(lines) = claimed else {
            self.slips_refused += u64::from(slip);
            return;
        };
        self.claiming += 1;
        for line in lines {
            self.claims += 1;
            *self.line(line) += 1;
        }
        if slip {
            let suggested = |line: &ClaimLine| matches!(line, ClaimLine::Suggested { .. });
            let refused = |line: &ClaimLine| matches!(line, ClaimLine::Refused { .. });
            let count = match lines {
                lines if lines.iter().any(suggested) => &mut self.slips_suggested,
                lines if lines.iter().all(refused) => &mut self.slips_refused,
                _ => &mut self.slips_understood,
            };
            *count += 1;
        }
    }

    fn line(&mut self, line: &ClaimLine) -> &mut u64 {
        match line {
            ClaimLine::Held(_) | ClaimLine::Partly { .. } => &mut self.won,
            ClaimLine::Queued(_) => &mut self.waited,
            ClaimLine::AlreadyHeld(_) | ClaimLine::AlreadyQueued(_) => &mut self.repeated,
            ClaimLine::Refused { why, .. } if *why == Refusal::Taken => &mut self.taken,
            ClaimLine::Refused { .. } | ClaimLine::Suggested { .. } => &mut self.refused,
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only answers to claims are looked at"
)]
fn lines(say: &Say) -> Option<&[ClaimLine]> {
    match say {
        Say::Claimed { lines, .. } => Some(lines),
        _ => None,
    }
}
