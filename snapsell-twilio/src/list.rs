//! Pages of the messages list: for catching up after an outage and for finding a send of unknown outcome.

use core::fmt;

use serde::Deserialize;

use crate::address::Address;
use crate::code::ErrorCode;
use crate::date::parse_rfc2822;
use crate::inbound::{Content, Inbound};
use crate::sid::{AccountSid, MediaSid, MessageSid};
use crate::status::MessageStatus;

/// The body is not the page that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not a page of the list")]
pub struct ListError;

/// One page, newest first as the provider gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePage {
    /// The WhatsApp messages of the page; those of other channels are left out.
    pub messages: Vec<ListedMessage>,
    /// The next page, for [`Api::next_page`](crate::Api::next_page).
    pub next_page_uri: Option<String>,
}

/// One message of the list. `Debug` shows no text.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedMessage {
    /// The provider's id.
    pub sid: MessageSid,
    /// The account.
    pub account_sid: AccountSid,
    /// Who wrote.
    pub from: Address,
    /// To whom.
    pub to: Address,
    /// The text; empty for a template or for media without words.
    pub body: String,
    /// Whether it was written to us.
    pub inbound: bool,
    /// How far it has come.
    pub status: MessageStatus,
    /// Why it failed.
    pub error: Option<ErrorCode>,
    /// When it was sent or reached us, in Unix milliseconds, to the second.
    pub date_sent_ms: Option<i64>,
    /// When it was created, in Unix milliseconds, to the second.
    pub date_created_ms: Option<i64>,
    /// How many media it has.
    pub media_count: u8,
    /// Its path under the API base.
    pub uri: String,
}

impl ListedMessage {
    /// The message as a webhook would have told it, less what the list does not hold: its text, and its media only
    /// as a count. Buttons come as their text; places, names and user ids are lost. `None` for our own messages.
    pub fn to_inbound(&self) -> Option<Inbound<'_>> {
        let text = (!self.body.is_empty()).then_some(self.body.as_str());
        self.inbound.then(|| Inbound {
            message_sid: self.sid,
            account_sid: self.account_sid,
            from: self.from.clone(),
            to: self.to.clone(),
            user_id: None,
            profile_name: None,
            content: text.map_or(Content::Empty, Content::Text),
            replied_to: None,
            forwarded: false,
            opt_out: None,
            referral: None,
        })
    }
}

impl fmt::Debug for ListedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListedMessage")
            .field("sid", &self.sid)
            .field("from", &self.from)
            .field("to", &self.to)
            .field("inbound", &self.inbound)
            .field("status", &self.status)
            .field("media_count", &self.media_count)
            .finish_non_exhaustive()
    }
}

/// Reads one page of messages.
pub fn parse_messages(body: &[u8]) -> Result<MessagePage, ListError> {
    let page: RawPage = serde_json::from_slice(body).map_err(|_| ListError)?;
    let messages = page
        .messages
        .into_iter()
        .filter_map(RawMessage::read)
        .collect();
    Ok(MessagePage {
        messages,
        next_page_uri: page.next_page_uri.filter(|uri| !uri.is_empty()),
    })
}

/// Reads one message, as [`Api::fetch_message`](crate::Api::fetch_message) gives it.
pub fn parse_message(body: &[u8]) -> Result<ListedMessage, ListError> {
    let message: RawMessage = serde_json::from_slice(body).map_err(|_| ListError)?;
    message.read().ok_or(ListError)
}

/// Reads the media of one message: ids and announced types.
pub fn parse_media(body: &[u8]) -> Result<Vec<(MediaSid, String)>, ListError> {
    let list: RawMediaList = serde_json::from_slice(body).map_err(|_| ListError)?;
    let read = |raw: RawMedia| {
        Some((
            MediaSid::parse(&raw.sid).ok()?,
            raw.content_type.unwrap_or_default(),
        ))
    };
    Ok(list.media_list.into_iter().filter_map(read).collect())
}

/// The messages among some that may be the send in question: from our sender to her, same text, no earlier than
/// it was tried. More of them than we know to have sent means that the unknown send went through.
pub fn matching<'a>(
    messages: &'a [ListedMessage],
    from: &Address,
    to: &Address,
    body: &str,
    tried_unix_ms: i64,
) -> Vec<&'a ListedMessage> {
    // Our clock may be ahead by a minute; what was sent in that minute and is known is told apart by its id.
    const SLACK_MS: i64 = 60_000;
    let in_time = |created: Option<i64>| created.is_none_or(|at| at + SLACK_MS >= tried_unix_ms);
    let same = |message: &&ListedMessage| {
        message.from == *from
            && message.to == *to
            && message.body.trim_end() == body.trim_end()
            && in_time(message.date_created_ms)
    };
    messages.iter().filter(same).collect()
}

#[derive(Deserialize)]
struct RawPage {
    messages: Vec<RawMessage>,
    next_page_uri: Option<String>,
}

#[derive(Deserialize)]
struct RawMessage {
    sid: String,
    account_sid: String,
    from: Option<String>,
    to: Option<String>,
    body: Option<String>,
    direction: String,
    status: String,
    error_code: Option<u32>,
    date_sent: Option<String>,
    date_created: Option<String>,
    num_media: Option<String>,
    uri: Option<String>,
}

impl RawMessage {
    fn read(self) -> Option<ListedMessage> {
        Some(ListedMessage {
            sid: MessageSid::parse(&self.sid).ok()?,
            account_sid: AccountSid::parse(&self.account_sid).ok()?,
            from: Address::parse(&self.from?).ok()?,
            to: Address::parse(&self.to?).ok()?,
            body: self.body.unwrap_or_default(),
            inbound: self.direction == "inbound",
            status: MessageStatus::parse(&self.status),
            error: self.error_code.filter(|&code| code != 0).map(ErrorCode),
            date_sent_ms: self.date_sent.as_deref().and_then(parse_rfc2822),
            date_created_ms: self.date_created.as_deref().and_then(parse_rfc2822),
            media_count: self
                .num_media
                .and_then(|count| count.parse().ok())
                .unwrap_or(0),
            uri: self.uri.unwrap_or_default(),
        })
    }
}

#[derive(Deserialize)]
struct RawMediaList {
    media_list: Vec<RawMedia>,
}

#[derive(Deserialize)]
struct RawMedia {
    sid: String,
    content_type: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(sid: char, from: &str, to: &str, direction: &str, body: &str) -> String {
        let sid = format!("SM{}", sid.to_string().repeat(32));
        format!(
            r#"{{"sid":"{sid}","account_sid":"AC11111111111111111111111111111111","from":"{from}","to":"{to}",
            "body":"{body}","direction":"{direction}","status":"delivered","error_code":null,
            "date_sent":"Sun, 22 Nov 2026 15:43:02 +0000","date_created":"Sun, 22 Nov 2026 15:43:01 +0000",
            "num_media":"0","num_segments":"1","price":null,"uri":"/2010-04-01/x.json"}}"#
        )
    }

    fn page(messages: &[String]) -> MessagePage {
        let body = format!(
            r#"{{"messages":[{}],"next_page_uri":null,"page":0}}"#,
            messages.join(",")
        );
        parse_messages(body.as_bytes()).unwrap()
    }

    const SHOP: &str = "whatsapp:+14155238886";
    const AWA: &str = "whatsapp:+33612345678";
    const OTHER: &str = "whatsapp:+33698765432";
    const CREATED: i64 = 1_795_362_181_000;

    #[test]
    fn inbound_messages_are_told_from_ours_and_other_channels_left_out() {
        let page = page(&[
            message('1', AWA, SHOP, "inbound", "A12"),
            message('2', SHOP, AWA, "outbound-api", "ok"),
            message('3', "+33612345678", "+14155238886", "inbound", "sms"),
        ]);
        assert_eq!(page.messages.len(), 2);
        let inbound = page.messages[0].to_inbound().unwrap();
        assert_eq!(inbound.content, Content::Text("A12"));
        assert_eq!(page.messages[0].date_sent_ms, Some(CREATED + 1000));
        assert!(page.messages[1].to_inbound().is_none());
        assert!(!format!("{page:?}").contains("A12"));
    }

    #[test]
    fn an_unknown_send_is_found_by_its_ends_text_and_time() {
        let page = page(&[
            message('1', SHOP, AWA, "outbound-api", "A12 is yours"),
            message('2', SHOP, AWA, "outbound-api", "A12 is yours"),
            message('3', SHOP, AWA, "outbound-api", "B7 is yours"),
            message('4', AWA, SHOP, "inbound", "A12 is yours"),
            message('5', SHOP, OTHER, "outbound-api", "A12 is yours"),
            message('6', OTHER, AWA, "outbound-api", "A12 is yours"),
        ]);
        let [shop, awa] = [SHOP, AWA].map(|text| Address::parse(text).unwrap());
        let count = |body, tried| matching(&page.messages, &shop, &awa, body, tried).len();
        assert_eq!(count("A12 is yours", CREATED), 2);
        assert_eq!(count("B7 is yours", CREATED + 999), 1);
        assert_eq!(count("C1 is yours", CREATED), 0);
        assert_eq!(
            count("A12 is yours", CREATED + 61_000),
            0,
            "created before it was tried"
        );
    }

    #[test]
    fn an_error_of_zero_and_a_next_page_of_nothing_are_none() {
        let with_error = |code: &str| {
            let text = message('1', SHOP, AWA, "outbound-api", "ok");
            let text = text.replace(r#""error_code":null"#, &format!(r#""error_code":{code}"#));
            parse_message(text.as_bytes()).unwrap().error
        };
        assert_eq!(with_error("63016"), Some(ErrorCode(63016)));
        assert_eq!(with_error("0"), None);
        let next = |uri: &str| {
            let text = format!(r#"{{"messages":[],"next_page_uri":"{uri}"}}"#);
            parse_messages(text.as_bytes()).unwrap().next_page_uri
        };
        assert_eq!(next("/x?Page=1").as_deref(), Some("/x?Page=1"));
        assert_eq!(next(""), None);
    }

    #[test]
    fn what_is_no_page_is_an_error() {
        assert_eq!(parse_messages(b"<html>"), Err(ListError));
        assert_eq!(parse_messages(b"{}"), Err(ListError));
        assert_eq!(parse_message(b"{}"), Err(ListError));
        assert_eq!(
            parse_media(br#"{"media_list":[{"sid":"bad"}]}"#),
            Ok(vec![])
        );
    }
}
