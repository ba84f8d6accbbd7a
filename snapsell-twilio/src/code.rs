//! The provider's error codes: one table that says what each asks us to do.

use core::fmt;
use core::time::Duration;

const MINUTES: u64 = 60;
const HOURS: u64 = 60 * MINUTES;

/// A Twilio error code, `21610`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCode(pub u32);

impl ErrorCode {
    /// Reads a positive decimal number; `0`, empty and anything else are no code.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|&code| code != 0).map(Self)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a message will never go as it is; each variant asks something else of the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// She opted out or blocked us: mark her so, stop writing.
    OptedOut,
    /// No WhatsApp at this address, or the provider may not reach it.
    NotReachable,
    /// The 24 hours since her last message are over: send the approved template, if there is one.
    OutsideWindow,
    /// Our sender is set wrongly: alert the tenant's owner.
    SenderMisconfigured,
    /// The account's secret is refused: stop the tenant's queue and alert.
    Credentials,
    /// The message itself is refused: text, medium, template or policy.
    Content,
    /// Anything else: for a person to look at.
    Other,
}

/// What a code asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Send again, not before this long.
    Retry(Duration),
    /// Send again once, not before this long, if it still makes sense then.
    RetryOnce(Duration),
    /// Never send again as it is.
    Permanent(Reason),
}

const fn retry(seconds: u64) -> Treatment {
    Treatment::Retry(Duration::from_secs(seconds))
}

const fn retry_once(seconds: u64) -> Treatment {
    Treatment::RetryOnce(Duration::from_secs(seconds))
}

const fn never(reason: Reason) -> Treatment {
    Treatment::Permanent(reason)
}

/// In ascending order of code; synchronous answers and status callbacks alike.
const TABLE: &[(u32, Treatment)] = &[
    (20003, never(Reason::Credentials)),  // authentication failed
    (20404, never(Reason::Credentials)),  // no such account
    (20429, retry(1)),                    // too many requests, never processed
    (21211, never(Reason::NotReachable)), // To is not a number
    (21212, never(Reason::SenderMisconfigured)), // From is not a number
    (21408, never(Reason::NotReachable)), // region not permitted
    (21602, never(Reason::Content)),      // no body
    (21606, never(Reason::SenderMisconfigured)), // From is not ours
    (21610, never(Reason::OptedOut)),     // opted out
    (21611, retry(10 * MINUTES)),         // the sender's queue is full
    (21614, never(Reason::NotReachable)), // To cannot receive
    (21617, never(Reason::Content)),      // body too long
    (21619, never(Reason::Content)),      // no body, no media
    (21620, never(Reason::Content)),      // media URL malformed
    (21655, never(Reason::Content)),      // template id
    (21656, never(Reason::Content)),      // template variables
    (21910, never(Reason::NotReachable)), // From and To of different channels
    (30001, retry(10 * MINUTES)),         // queue overflow
    (30008, retry_once(MINUTES)),         // unknown error
    (63003, never(Reason::NotReachable)), // no WhatsApp there
    (63005, never(Reason::NotReachable)), // refused by the channel
    (63007, never(Reason::SenderMisconfigured)), // no such WhatsApp sender
    (63012, retry_once(MINUTES)),         // channel internal error
    (63013, never(Reason::Content)),      // against the channel's policy
    (63014, never(Reason::OptedOut)),     // blocked by the user
    (63016, never(Reason::OutsideWindow)), // free text outside the window
    (63017, retry(5 * MINUTES)),          // rate of the account
    (63018, retry(5 * MINUTES)),          // rate of the sender
    (63019, retry_once(MINUTES)),         // media could not be fetched
    (63021, never(Reason::Content)),      // channel refuses the content
    (63023, retry_once(MINUTES)),         // channel error
    (63024, never(Reason::NotReachable)), // invalid recipient
    (63030, never(Reason::Content)),      // parameter refused by the channel
    (63032, never(Reason::NotReachable)), // limited by WhatsApp
    (63038, retry(12 * HOURS)),           // the account's daily limit
    (63049, never(Reason::Other)),        // marketing not delivered, by WhatsApp's choice
];

/// What a code asks for. A code that is not in the table is permanent: an answer of the provider that nobody foresaw.
pub fn treatment(code: ErrorCode) -> Treatment {
    TABLE
        .binary_search_by_key(&code.0, |&(known, _)| known)
        .map_or(never(Reason::Other), |at| TABLE[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn codes_that_callers_act_on_are_told_apart() {
        let cases = [
            (21610, Reason::OptedOut),
            (63014, Reason::OptedOut),
            (63016, Reason::OutsideWindow),
            (63007, Reason::SenderMisconfigured),
            (20003, Reason::Credentials),
            (63003, Reason::NotReachable),
            (63013, Reason::Content),
            (99999, Reason::Other),
        ];
        for (code, reason) in cases {
            assert_eq!(
                treatment(ErrorCode(code)),
                Treatment::Permanent(reason),
                "{code}"
            );
        }
        assert!(matches!(treatment(ErrorCode(20429)), Treatment::Retry(_)));
        assert!(matches!(
            treatment(ErrorCode(63012)),
            Treatment::RetryOnce(_)
        ));
        assert_eq!(ErrorCode::parse("0"), None);
    }
}
