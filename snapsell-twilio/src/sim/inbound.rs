//! Somebody writes to one of our senders.

use super::state::{Shared, SimMessage, State, StoredMedia};
use crate::address::Address;
use crate::form::Form;
use crate::media::MediaUrl;
use crate::sid::{AccountSid, MessageSid};
use crate::status::MessageStatus;

/// What somebody sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimContent {
    /// Words.
    Text(String),
    /// A medium.
    Media {
        /// The message type: `image`, `audio`, `video`, `document`, `sticker` or `contacts`.
        kind: &'static str,
        /// Its content type.
        content_type: String,
        /// The file.
        bytes: Vec<u8>,
        /// The words with it, or the name of a document.
        caption: String,
    },
    /// A pin.
    Location {
        /// Decimal degrees north.
        latitude: String,
        /// Decimal degrees east.
        longitude: String,
    },
    /// A tap.
    Button {
        /// The button's id.
        payload: String,
        /// What it says.
        text: String,
    },
}

/// A message to one of our senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimInbound {
    /// Who writes.
    pub from: Address,
    /// The sender of ours that she writes to; where several accounts have it, the one with the lowest id gets it.
    pub to: Address,
    /// Her user id, where she has a number too.
    pub user_id: Option<Address>,
    /// The name she gives herself.
    pub profile_name: Option<String>,
    /// What she sends.
    pub content: SimContent,
    /// The message she replies to.
    pub replied_to: Option<MessageSid>,
}

impl SimInbound {
    /// Anything, from somebody without a name.
    pub fn new(from: &Address, to: &Address, content: SimContent) -> Self {
        let (from, to) = (from.clone(), to.clone());
        Self {
            from,
            to,
            user_id: None,
            profile_name: None,
            content,
            replied_to: None,
        }
    }

    /// Words.
    pub fn text(from: &Address, to: &Address, words: &str) -> Self {
        Self::new(from, to, SimContent::Text(words.to_owned()))
    }

    /// A JPEG picture, with words or none.
    pub fn image(from: &Address, to: &Address, bytes: Vec<u8>, caption: &str) -> Self {
        let (content_type, caption) = ("image/jpeg".to_owned(), caption.to_owned());
        Self::new(
            from,
            to,
            SimContent::Media {
                kind: "image",
                content_type,
                bytes,
                caption,
            },
        )
    }

    /// A tap on a button.
    pub fn button(from: &Address, to: &Address, payload: &str, text: &str) -> Self {
        Self::new(
            from,
            to,
            SimContent::Button {
                payload: payload.to_owned(),
                text: text.to_owned(),
            },
        )
    }
}

/// Stores the message and its webhook.
pub(super) fn record(shared: &Shared, inbound: SimInbound) -> MessageSid {
    let sid = {
        let mut state = shared.lock();
        let account = state
            .account_of(&inbound.to)
            .expect("an account with this sender")
            .sid;
        let has_media = matches!(inbound.content, SimContent::Media { .. });
        let sid = state.message_sid(if has_media { "MM" } else { "SM" });
        let (body, fields) = content_fields(shared, &mut state, account, sid, &inbound.content);
        let form = webhook_form(&inbound, account, sid, &body, &fields);
        state.webhooks.insert(sid, form);
        state.messages.push(SimMessage {
            sid,
            account,
            from: inbound.from,
            to: inbound.to,
            body,
            template: None,
            status_callback: None,
            inbound: true,
            status: MessageStatus::Inbound,
            error: None,
            created_ms: (shared.now)(),
            media_count: usize::from(has_media),
        });
        sid
    };
    shared.changed();
    sid
}

type Fields = Vec<(&'static str, String)>;

/// The body and the fields that only this kind of message has; its medium is stored.
fn content_fields(
    shared: &Shared,
    state: &mut State,
    account: AccountSid,
    sid: MessageSid,
    content: &SimContent,
) -> (String, Fields) {
    let kind = |name: &str| ("MessageType", name.to_owned());
    let no_media = || ("NumMedia", "0".to_owned());
    match content {
        SimContent::Text(words) => (words.clone(), vec![no_media(), kind("text")]),
        SimContent::Media {
            kind: name,
            content_type,
            bytes,
            caption,
        } => {
            let media = state.media_sid();
            let stored = StoredMedia {
                message: sid,
                content_type: content_type.clone(),
                bytes: bytes.clone(),
            };
            state.media.insert(media, stored);
            let url = MediaUrl::of(&shared.base, account, sid, media)
                .as_str()
                .to_owned();
            let fields = vec![
                ("NumMedia", "1".to_owned()),
                kind(name),
                ("MediaContentType0", content_type.clone()),
                ("MediaUrl0", url),
            ];
            (caption.clone(), fields)
        }
        SimContent::Location {
            latitude,
            longitude,
        } => {
            let place = [
                ("Latitude", latitude.clone()),
                ("Longitude", longitude.clone()),
            ];
            (
                String::new(),
                [no_media(), kind("location")]
                    .into_iter()
                    .chain(place)
                    .collect(),
            )
        }
        SimContent::Button { payload, text } => {
            let tap = [
                ("ButtonPayload", payload.clone()),
                ("ButtonText", text.clone()),
            ];
            (
                text.clone(),
                [no_media(), kind("interactive")]
                    .into_iter()
                    .chain(tap)
                    .collect(),
            )
        }
    }
}

fn webhook_form(
    inbound: &SimInbound,
    account: AccountSid,
    sid: MessageSid,
    body: &str,
    own: &Fields,
) -> Form {
    let (from, to) = (inbound.from.to_channel(), inbound.to.to_channel());
    let user = match (&inbound.user_id, &inbound.from) {
        (Some(user), _) => Some(user.to_channel()),
        (None, Address::UserId(_)) => Some(from.clone()),
        (None, Address::Phone(_)) => None,
    };
    let wa_id = match &inbound.from {
        Address::Phone(phone) => phone.expose().trim_start_matches('+'),
        Address::UserId(_) => "",
    };
    let mut pairs = vec![("SmsMessageSid", sid.as_str())];
    pairs.extend(user.iter().map(|user| ("ExternalUserId", user.as_str())));
    pairs.extend(
        inbound
            .profile_name
            .iter()
            .map(|name| ("ProfileName", name.as_str())),
    );
    pairs.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
    pairs.extend([
        ("SmsSid", sid.as_str()),
        ("WaId", wa_id),
        ("SmsStatus", "received"),
        ("Body", body),
        ("To", &to),
    ]);
    pairs.extend([
        ("NumSegments", "1"),
        ("ReferralNumMedia", "0"),
        ("MessageSid", sid.as_str()),
    ]);
    pairs.extend([
        ("AccountSid", account.as_str()),
        ("From", &from),
        ("ApiVersion", "2010-04-01"),
    ]);
    if let Some(replied_to) = &inbound.replied_to {
        pairs.extend([("OriginalRepliedMessageSender", to.as_str())]);
        pairs.extend([("OriginalRepliedMessageSid", replied_to.as_str())]);
    }
    Form::from_pairs(pairs).expect("a message within the bounds of a form")
}
