//! An inbound message: what a customer or seller wrote, tapped or sent, read from a verified form.

use core::fmt;

use crate::address::Address;
use crate::form::Form;
use crate::sid::{AccountSid, MessageSid};

mod content;
mod fields;

pub use content::{Content, Location, Media};
use fields::Fields;

/// The answer to a webhook that says nothing back, with [`EMPTY_ANSWER_TYPE`] and status 200: replies go out as
/// messages of their own, where they have an id and a status.
pub const EMPTY_ANSWER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";
/// The content type of [`EMPTY_ANSWER`]; an answer without one counts as an error.
pub const EMPTY_ANSWER_TYPE: &str = "text/xml";

/// Why a verified form is not a message. A repeat will not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum WebhookError {
    /// A field that has one meaning came twice: the sender is not the provider we know.
    #[error("the field {0} is given twice")]
    Duplicate(&'static str),
    /// A field that every webhook carries is absent.
    #[error("the field {0} is missing")]
    Missing(&'static str),
    /// A field that decides who speaks or which message this is cannot be read.
    #[error("the field {0} is malformed")]
    Malformed(&'static str),
}

/// One message to us, borrowing its texts from the form. `Debug` shows ids and kinds, no texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Inbound<'a> {
    /// The provider's id of the message; with the account, the key that makes a repeat harmless.
    pub message_sid: MessageSid,
    /// The account it belongs to; to be compared with the tenant's.
    pub account_sid: AccountSid,
    /// Who wrote.
    pub from: Address,
    /// Our sender; to be compared with the tenant's.
    pub to: Address,
    /// The writer's business-scoped user id, also where `from` is a phone number.
    pub user_id: Option<Address>,
    /// The name she chose for herself: untrusted.
    pub profile_name: Option<&'a str>,
    /// What was sent.
    pub content: Content<'a>,
    /// The message of ours or hers that she replied to or whose button she tapped.
    pub replied_to: Option<MessageSid>,
    /// Whether it was forwarded, once or often.
    pub forwarded: bool,
    /// What the provider's own opt-out handling did, where that is switched on.
    pub opt_out: Option<OptOut>,
    /// The advertisement that led here.
    pub referral: Option<Referral<'a>>,
}

/// What the provider recognised when its own opt-out handling is on; it has answered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptOut {
    /// She opted out; sending to her fails from now on.
    Stop,
    /// She opted in again.
    Start,
    /// She asked for help.
    Help,
}

/// The click-to-WhatsApp advertisement that a conversation began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Referral<'a> {
    /// The advertisement's or post's id.
    pub source_id: Option<&'a str>,
    /// `ad` or `post`.
    pub source_type: Option<&'a str>,
    /// Where it can be seen.
    pub source_url: Option<&'a str>,
    /// Its headline.
    pub headline: Option<&'a str>,
    /// Its text.
    pub body: Option<&'a str>,
    /// The click's id, for conversion reports.
    pub click_id: Option<&'a str>,
}

/// Reads a message from a verified form. Unknown fields are accepted; optional ones that cannot be read are ignored.
pub fn parse_inbound(form: &Form) -> Result<Inbound<'_>, WebhookError> {
    let fields = Fields::read(form)?;
    Ok(Inbound {
        message_sid: required(fields.message_sid, "MessageSid", MessageSid::parse)?,
        account_sid: required(fields.account_sid, "AccountSid", AccountSid::parse)?,
        from: required(fields.from, "From", Address::parse)?,
        to: required(fields.to, "To", Address::parse)?,
        user_id: fields.user_id.and_then(|id| Address::parse(id).ok()),
        profile_name: fields.profile_name.filter(|name| !name.is_empty()),
        content: content::read(&fields),
        replied_to: fields
            .replied_to
            .and_then(|sid| MessageSid::parse(sid).ok()),
        forwarded: fields.forwarded == Some("true") || fields.often_forwarded == Some("true"),
        opt_out: fields.opt_out.and_then(opt_out),
        referral: fields.referral(),
    })
}

pub(crate) fn required<T, E>(
    value: Option<&str>,
    name: &'static str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, WebhookError> {
    parse(value.ok_or(WebhookError::Missing(name))?).map_err(|_| WebhookError::Malformed(name))
}

fn opt_out(kind: &str) -> Option<OptOut> {
    match kind {
        "STOP" => Some(OptOut::Stop),
        "START" => Some(OptOut::Start),
        "HELP" => Some(OptOut::Help),
        _ => None,
    }
}

impl fmt::Debug for Inbound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbound")
            .field("message_sid", &self.message_sid)
            .field("account_sid", &self.account_sid)
            .field("from", &self.from)
            .field("to", &self.to)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}
