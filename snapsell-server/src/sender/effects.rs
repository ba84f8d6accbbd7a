//! What the outcome of an attempt means for the rules: a late answer, a person who cannot be reached.

use snapsell_core::{Action, ClaimLine, CustomerId, HoldId, Say, ShopId, Span, Timestamp};
use snapsell_store::{Outgoing, SendResult};
use snapsell_twilio::{ErrorCode, Reason, Treatment, treatment};

use super::Sender;

/// An answer accepted later than this after its commit moves the end of the holds it announces.
const LATE: Span = Span::from_secs(5);

impl Sender {
    /// Tells the rules. What is lost here by a crash is told again by the next attempt or callback.
    pub(super) async fn after(&self, message: &Outgoing, result: &SendResult, now: Timestamp) {
        let action = match result {
            SendResult::Sent { .. } => accepted_late(message, now),
            SendResult::Dead { code, reason } => {
                given_up(message.shop, &message.mid, *code, Some(reason));
                code.and_then(|code| unreachable(message.customer, ErrorCode(code)))
            }
            SendResult::Retry { .. } | SendResult::Unknown { .. } | SendResult::Withheld { .. } => {
                None
            }
        };
        if let Some(action) = action
            && let Err(trouble) = self.0.parts.engine.system(message.shop, action).await
        {
            tracing::warn!(shop = message.shop.get(), %trouble, "the outcome of an attempt could not be told");
        }
    }
}

/// Says that a message will reach nobody, unless somebody does something about it.
pub(crate) fn given_up(shop: ShopId, mid: &str, code: Option<u32>, reason: Option<&str>) {
    tracing::warn!(
        shop = shop.get(),
        outbox = mid.split('-').next(),
        code,
        reason,
        "a message was given up; see snapsell outbox list"
    );
}

/// The provider accepted this message at `at`: what the holds that it announces gain, when that was late.
pub(crate) fn accepted_late(message: &Outgoing, at: Timestamp) -> Option<Action> {
    let late = message.rows.iter().filter(|row| at.since(row.at) > LATE);
    let holds: Vec<HoldId> = late.flat_map(|row| announced(&row.reply.say)).collect();
    (!holds.is_empty()).then_some(Action::AnswerAccepted { holds, at })
}

/// The holds that a reply is the first to tell of.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "three replies out of forty announce holds"
)]
fn announced(say: &Say) -> Vec<HoldId> {
    match say {
        Say::Claimed { lines, .. } | Say::SetAside { lines, .. } => {
            lines.iter().filter_map(held).collect()
        }
        Say::Promoted { hold, .. } => vec![hold.hold],
        _ => Vec::new(),
    }
}

fn held(line: &ClaimLine) -> Option<HoldId> {
    match line {
        ClaimLine::Held(hold) | ClaimLine::Partly { hold, .. } => Some(hold.hold),
        ClaimLine::AlreadyHeld(_)
        | ClaimLine::Queued(_)
        | ClaimLine::AlreadyQueued(_)
        | ClaimLine::Refused { .. }
        | ClaimLine::Suggested { .. } => None,
    }
}

/// What a code says about the person, where it does.
pub(crate) fn unreachable(customer: CustomerId, code: ErrorCode) -> Option<Action> {
    let opted_out = match treatment(code) {
        Treatment::Permanent(Reason::OptedOut) => true,
        Treatment::Permanent(Reason::NotReachable) => false,
        Treatment::Permanent(
            Reason::OutsideWindow
            | Reason::SenderMisconfigured
            | Reason::Credentials
            | Reason::Content
            | Reason::Other,
        )
        | Treatment::Retry(_)
        | Treatment::RetryOnce(_) => return None,
    };
    Some(Action::Unreachable {
        customer,
        opted_out,
    })
}
