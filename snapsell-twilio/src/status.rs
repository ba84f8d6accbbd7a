//! Status callbacks: how far one of our messages has come.

use crate::address::Address;
use crate::code::ErrorCode;
use crate::form::Form;
use crate::inbound::{WebhookError, required};
use crate::limits::MID_BYTES_MAX;
use crate::sid::{AccountSid, MessageSid};

/// How far a message has come, in the order in which a later one supersedes an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageStatus {
    /// A status this version does not know; supersedes nothing.
    Unknown,
    /// A message to us; never a step of one of ours.
    Inbound,
    /// The provider has it: accepted, scheduled or queued.
    Queued,
    /// On its way to WhatsApp.
    Sending,
    /// WhatsApp has it.
    Sent,
    /// Will not arrive: failed, undelivered or cancelled. A late proof of delivery still corrects it.
    Failed,
    /// On her phone.
    Delivered,
    /// Seen.
    Read,
}

impl MessageStatus {
    /// Reads the provider's word; total.
    pub fn parse(word: &str) -> Self {
        match word {
            "accepted" | "scheduled" | "queued" => Self::Queued,
            "sending" => Self::Sending,
            "sent" => Self::Sent,
            "failed" | "undelivered" | "canceled" => Self::Failed,
            "delivered" | "partially_delivered" => Self::Delivered,
            "read" => Self::Read,
            "receiving" | "received" => Self::Inbound,
            _ => Self::Unknown,
        }
    }

    /// The provider's usual word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Inbound => "received",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "undelivered",
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}

/// Whether `new` moves a message on from `old`. Callbacks come in any order and twice: keeping the one that
/// supersedes gives the same end whatever the order.
pub fn supersedes(new: MessageStatus, old: MessageStatus) -> bool {
    new > old
}

/// One status callback, borrowing from form and query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusUpdate<'a> {
    /// The provider's id of our message; may be unknown to us still.
    pub message_sid: MessageSid,
    /// The account; to be compared with the tenant's.
    pub account_sid: AccountSid,
    /// How far it has come.
    pub status: MessageStatus,
    /// Why it failed.
    pub error: Option<ErrorCode>,
    /// Our own id of the message, from the query of the callback URL.
    pub mid: Option<&'a str>,
    /// The recipient.
    pub to: Option<Address>,
    /// Our sender.
    pub from: Option<Address>,
    /// The recipient's user id, where told.
    pub user_id: Option<Address>,
}

/// Reads a callback from a verified form and the query of its URL, without the `?`.
pub fn parse_status<'a>(
    form: &Form,
    query: Option<&'a str>,
) -> Result<StatusUpdate<'a>, WebhookError> {
    let [
        mut sid,
        mut account,
        mut status,
        mut error,
        mut to,
        mut from,
        mut user,
    ] = [None; 7];
    for (name, value) in form.iter() {
        let (known, slot) = match name {
            "MessageSid" => ("MessageSid", &mut sid),
            "AccountSid" => ("AccountSid", &mut account),
            "MessageStatus" => ("MessageStatus", &mut status),
            "ErrorCode" => ("ErrorCode", &mut error),
            "To" => ("To", &mut to),
            "From" => ("From", &mut from),
            "ExternalUserId" => ("ExternalUserId", &mut user),
            _ => continue,
        };
        if slot.replace(value).is_some() {
            return Err(WebhookError::Duplicate(known));
        }
    }
    Ok(StatusUpdate {
        message_sid: required(sid, "MessageSid", MessageSid::parse)?,
        account_sid: required(account, "AccountSid", AccountSid::parse)?,
        status: MessageStatus::parse(status.ok_or(WebhookError::Missing("MessageStatus"))?),
        error: error.and_then(ErrorCode::parse),
        mid: query.and_then(mid),
        to: to.and_then(|text| Address::parse(text).ok()),
        from: from.and_then(|text| Address::parse(text).ok()),
        user_id: user.and_then(|text| Address::parse(text).ok()),
    })
}

/// Whether a text may serve as our own message id: 1 to 64 letters, digits, `-` or `_`, so that it needs no escape.
pub fn is_mid(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=MID_BYTES_MAX).contains(&text.len()) && text.bytes().all(plain)
}

fn mid(query: &str) -> Option<&str> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("mid="))
        .filter(|mid| is_mid(mid))
}

#[cfg(test)]
mod tests {
    use super::MessageStatus::{Delivered, Failed, Queued, Read, Sending, Sent, Unknown};
    use super::*;

    fn callback(extra: &[(&str, &str)]) -> Form {
        let mut pairs = vec![
            ("MessageSid", "SMaf4a629ab1ee91869ca5871b178605ab"),
            ("AccountSid", "AC11111111111111111111111111111111"),
            ("To", "whatsapp:+33612345678"),
        ];
        pairs.extend_from_slice(extra);
        Form::from_pairs(pairs).unwrap()
    }

    #[test]
    fn a_callback_carries_our_own_id_and_the_error() {
        let form = callback(&[("MessageStatus", "undelivered"), ("ErrorCode", "63016")]);
        let update = parse_status(&form, Some("x=1&mid=01J-a_b")).unwrap();
        assert_eq!(
            (update.status, update.error, update.mid),
            (Failed, Some(ErrorCode(63016)), Some("01J-a_b"))
        );
        assert_eq!(parse_status(&form, Some("mid=a%20b")).unwrap().mid, None);
        assert_eq!(parse_status(&form, None).unwrap().mid, None);
    }

    #[test]
    fn the_end_is_the_same_whatever_the_order_of_callbacks() {
        let steps = [Queued, Sending, Sent, Delivered, Read];
        let keep = |old, new| if supersedes(new, old) { new } else { old };
        assert_eq!(steps.iter().copied().fold(Queued, keep), Read);
        assert_eq!(steps.iter().rev().copied().fold(Queued, keep), Read);
        assert_eq!(
            [Sent, Failed, Sent, Queued].into_iter().fold(Queued, keep),
            Failed
        );
        assert_eq!(
            [Delivered, Failed].into_iter().fold(Queued, keep),
            Delivered
        );
        assert_eq!(
            [Failed, Delivered].into_iter().fold(Queued, keep),
            Delivered
        );
        assert!(!supersedes(Sent, Sent));
    }

    #[test]
    fn every_word_of_the_provider_has_its_place() {
        let words = [
            ("accepted", Queued),
            ("scheduled", Queued),
            ("queued", Queued),
            ("sending", Sending),
            ("sent", Sent),
            ("failed", Failed),
            ("undelivered", Failed),
            ("canceled", Failed),
            ("delivered", Delivered),
            ("partially_delivered", Delivered),
            ("read", Read),
            ("receiving", MessageStatus::Inbound),
            ("received", MessageStatus::Inbound),
        ];
        for (word, status) in words {
            assert_eq!(MessageStatus::parse(word), status, "{word}");
        }
    }

    #[test]
    fn a_callback_names_its_ends() {
        let form = callback(&[
            ("MessageStatus", "sent"),
            ("From", "whatsapp:+14155238886"),
            ("ExternalUserId", "whatsapp:FR.459295677263412313"),
        ]);
        let update = parse_status(&form, None).unwrap();
        let exposed = |end: &Option<Address>| end.as_ref().map(|end| end.expose().to_owned());
        let ends = [&update.to, &update.from, &update.user_id].map(exposed);
        let named = ["+33612345678", "+14155238886", "FR.459295677263412313"];
        assert_eq!(ends, named.map(|end| Some(end.to_owned())));
    }

    #[test]
    fn our_own_id_is_short_and_needs_no_escape() {
        let long = "a".repeat(MID_BYTES_MAX);
        for mid in ["1", "1-1", "a_B-9", &long] {
            assert!(is_mid(mid), "{mid}");
        }
        for mid in ["", "a b", "a%20", "\u{e9}", &format!("{long}a")] {
            assert!(!is_mid(mid), "{mid}");
        }
    }

    #[test]
    fn an_unknown_status_is_tolerated_and_supersedes_nothing() {
        let form = callback(&[("MessageStatus", "teleported")]);
        let status = parse_status(&form, None).unwrap().status;
        assert_eq!(status, Unknown);
        assert!(!supersedes(status, Queued));
    }

    #[test]
    fn a_callback_without_status_or_with_two_is_refused() {
        assert_eq!(
            parse_status(&callback(&[]), None),
            Err(WebhookError::Missing("MessageStatus"))
        );
        let twice = callback(&[("MessageStatus", "sent"), ("MessageStatus", "read")]);
        assert_eq!(
            parse_status(&twice, None),
            Err(WebhookError::Duplicate("MessageStatus"))
        );
    }
}
