//! What the stand-in knows: accounts, messages, media, and who waits for a change.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::fault::Faults;
use super::post::Poster;
use super::random::Random;
use super::{Clock, SimConfig};
use crate::address::Address;
use crate::base::ApiBase;
use crate::code::ErrorCode;
use crate::form::Form;
use crate::sid::{AccountSid, MediaSid, MessageSid};
use crate::status::MessageStatus;
use crate::token::AuthToken;

/// An account of the stand-in.
#[derive(Debug, Clone)]
pub struct SimAccount {
    /// Its id.
    pub sid: AccountSid,
    /// The token that signs its webhooks and opens its API.
    pub token: AuthToken,
    /// Its WhatsApp senders.
    pub senders: Vec<Address>,
    /// Where inbound messages are posted; a fragment is cut off.
    pub webhook_url: String,
}

/// A message that the stand-in holds. `Debug` shows no text.
#[derive(Clone, PartialEq, Eq)]
pub struct SimMessage {
    /// Its id.
    pub sid: MessageSid,
    /// Its account.
    pub account: AccountSid,
    /// Who wrote.
    pub from: Address,
    /// To whom.
    pub to: Address,
    /// The text; for a template, empty.
    pub body: String,
    /// The template and its variables as JSON.
    pub template: Option<(String, String)>,
    /// Where its statuses go, with its fragment.
    pub status_callback: Option<String>,
    /// Whether it was written to us.
    pub inbound: bool,
    /// How far it has come.
    pub status: MessageStatus,
    /// Why it failed.
    pub error: Option<ErrorCode>,
    /// When it was made, in Unix milliseconds.
    pub created_ms: i64,
    /// How many media it came with.
    pub media_count: usize,
}

impl fmt::Debug for SimMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimMessage")
            .field("sid", &self.sid)
            .field("from", &self.from)
            .field("to", &self.to)
            .field("status", &self.status)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

pub(super) struct StoredMedia {
    pub(super) message: MessageSid,
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

pub(super) struct State {
    pub(super) random: Random,
    pub(super) accounts: BTreeMap<AccountSid, SimAccount>,
    /// In the order in which they were made.
    pub(super) messages: Vec<SimMessage>,
    pub(super) media: BTreeMap<MediaSid, StoredMedia>,
    pub(super) webhooks: BTreeMap<MessageSid, Form>,
    pub(super) faults: Faults,
    pub(super) media_hidden: u32,
    pub(super) attempts: u64,
    pub(super) callbacks_pending: usize,
}

impl State {
    pub(super) fn message(
        &mut self,
        account: AccountSid,
        sid: MessageSid,
    ) -> Option<&mut SimMessage> {
        self.messages
            .iter_mut()
            .rev()
            .find(|message| message.sid == sid && message.account == account)
    }

    pub(super) fn account_of(&self, sender: &Address) -> Option<&SimAccount> {
        self.accounts
            .values()
            .find(|account| account.senders.contains(sender))
    }

    pub(super) fn message_sid(&mut self, prefix: &str) -> MessageSid {
        MessageSid::parse(&self.random.sid(prefix)).expect("a prefix and 32 hexadecimal digits")
    }

    pub(super) fn media_sid(&mut self) -> MediaSid {
        MediaSid::parse(&self.random.sid("ME")).expect("a prefix and 32 hexadecimal digits")
    }

    /// Where the webhook of an inbound message goes, its form, and the token that signs it.
    pub(super) fn webhook(&self, sid: MessageSid) -> Option<(String, Form, AuthToken)> {
        let form = self.webhooks.get(&sid)?.clone();
        let account = self
            .accounts
            .get(&AccountSid::parse(form.get("AccountSid")?).ok()?)?;
        Some((account.webhook_url.clone(), form, account.token.clone()))
    }
}

/// What all connections and callbacks share.
pub(super) struct Shared {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    pub(super) now: Clock,
    pub(super) base: ApiBase,
    pub(super) poster: Poster,
    pub(super) config: SimConfig,
}

impl Shared {
    pub(super) fn new(config: SimConfig, base: ApiBase) -> Self {
        let state = State {
            random: Random::new(config.seed),
            accounts: BTreeMap::new(),
            messages: Vec::new(),
            media: BTreeMap::new(),
            webhooks: BTreeMap::new(),
            faults: Faults::default(),
            media_hidden: 0,
            attempts: 0,
            callbacks_pending: 0,
        };
        Self {
            state: Mutex::new(state),
            changes: watch::Sender::new(0),
            now: config.now.clone(),
            base,
            poster: Poster::new(config.deliver_to.clone()),
            config,
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those who wait to look again.
    pub(super) fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    pub(super) async fn until(&self, holds: impl Fn(&State) -> bool) {
        let mut changes = self.changes.subscribe();
        while !holds(&self.lock()) {
            changes
                .changed()
                .await
                .expect("the sender lives as long as self");
        }
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}
