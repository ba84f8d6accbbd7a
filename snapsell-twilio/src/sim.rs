//! A stand-in of the provider on a loopback port, with state, signed webhooks and faults on request.
//!
//! It takes messages as the API does, hosts media, lists what it has, posts status callbacks and inbound messages
//! signed with the account's token, and fails the way the real one fails. For tests, rehearsals and the demo.
//! Randomness comes from the caller's seed, dates from the caller's clock; waits are tokio's.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::address::Address;
use crate::base::ApiBase;
use crate::http_message::TransportError;
use crate::request::Api;
use crate::sid::{AccountSid, MessageSid};
use crate::status::MessageStatus;
use crate::token::{AuthToken, Credentials};

mod api;
mod callbacks;
mod fault;
mod inbound;
mod json;
mod list;
mod media;
mod messages;
mod post;
mod random;
mod server;
mod state;

pub use fault::Fault;
pub use inbound::{SimContent, SimInbound};
pub use state::{SimAccount, SimMessage};

use server::Server;
use state::Shared;

/// Gives the time in Unix milliseconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How the stand-in behaves.
#[derive(Clone)]
pub struct SimConfig {
    /// Where its ids and shuffles come from.
    pub seed: u64,
    /// Where its dates come from.
    pub now: Clock,
    /// The loopback port to listen on; 0 for any.
    pub port: u16,
    /// The callbacks that follow a message, in order.
    pub statuses: Vec<MessageStatus>,
    /// The pause before each callback and before each of its retries.
    pub callback_delay: Duration,
    /// Where public URLs are found on this machine, `http://127.0.0.1:8080`: webhooks are signed over the public
    /// URL and posted there. `None` to post to the public URL itself, which must then be plain http.
    pub deliver_to: Option<String>,
}

impl SimConfig {
    /// Any port, `sent` and `delivered` after 10 ms each, webhooks posted where they point.
    pub fn new(seed: u64, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self {
            seed,
            now: Arc::new(now),
            port: 0,
            statuses: vec![MessageStatus::Sent, MessageStatus::Delivered],
            callback_delay: Duration::from_millis(10),
            deliver_to: None,
        }
    }
}

impl fmt::Debug for SimConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimConfig")
            .field("seed", &self.seed)
            .field("port", &self.port)
            .field("statuses", &self.statuses)
            .field("deliver_to", &self.deliver_to)
            .finish_non_exhaustive()
    }
}

/// What became of an inbound message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub sid: MessageSid,
    /// The webhook's HTTP status, or why there is none.
    pub answer: Result<u16, TransportError>,
}

/// The stand-in; it stops when dropped.
#[derive(Debug)]
pub struct Sim {
    shared: Arc<Shared>,
    server: Server,
}

/// A webhook as it was posted. It prints without what it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct SimWebhook {
    /// Where to, without the fragment.
    pub url: String,
    /// Names and values, in their order.
    pub form: Vec<(String, String)>,
    /// The header `X-Twilio-Signature`.
    pub signature: String,
}

impl fmt::Debug for SimWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimWebhook")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl Sim {
    /// Starts listening, inside a tokio runtime.
    pub async fn start(config: SimConfig) -> io::Result<Self> {
        let listener = server::bind(config.port).await?;
        let address = listener.local_addr()?;
        let base = ApiBase::parse(&format!("http://{address}")).map_err(io::Error::other)?;
        let shared = Arc::new(Shared::new(config, base));
        let server = Server::start(listener, address, Arc::clone(&shared));
        Ok(Self { shared, server })
    }

    /// Its address, for the setting of the API base.
    pub fn base(&self) -> &ApiBase {
        &self.shared.base
    }

    /// The API of one of its accounts, called with the Auth Token.
    pub fn api(&self, account: &SimAccount) -> Api {
        Api::new(
            self.base().clone(),
            Credentials::auth_token(account.sid, &account.token),
        )
    }

    /// Opens an account with one sender; its id and token come from the seed.
    pub fn new_account(&self, sender: Address, webhook_url: &str) -> SimAccount {
        let mut state = self.shared.lock();
        let sid =
            AccountSid::parse(&state.random.sid("AC")).expect("a prefix and 32 hexadecimal digits");
        let token = AuthToken::new(state.random.hex());
        let account = SimAccount {
            sid,
            token,
            senders: vec![sender],
            webhook_url: webhook_url.to_owned(),
        };
        state.accounts.insert(sid, account.clone());
        account
    }

    /// Opens an account with ids of the caller's, or replaces it.
    pub fn add_account(&self, account: SimAccount) {
        self.shared.lock().accounts.insert(account.sid, account);
    }

    /// Somebody writes to one of our senders: records the message, posts the signed webhook, waits for its answer.
    ///
    /// # Panics
    /// If no account has the sender it is written to.
    pub async fn receive(&self, inbound: SimInbound) -> Delivery {
        let sid = self.receive_unannounced(inbound);
        self.redeliver(sid).await
    }

    /// The same, but its webhook is lost: only the list knows.
    ///
    /// # Panics
    /// If no account has the sender it is written to.
    pub fn receive_unannounced(&self, inbound: SimInbound) -> MessageSid {
        inbound::record(&self.shared, inbound)
    }

    /// Posts the webhook of an inbound message again, the same to the byte, as the provider's retries do.
    ///
    /// # Panics
    /// If there is no such inbound message.
    pub async fn redeliver(&self, sid: MessageSid) -> Delivery {
        let (url, form, token) = self
            .shared
            .lock()
            .webhook(sid)
            .expect("an inbound message of this stand-in");
        Delivery {
            sid,
            answer: self.shared.poster.post(&url, &form, &token).await,
        }
    }

    /// The webhook of an inbound message as it was posted; `None` when there is no such message.
    pub fn webhook(&self, sid: MessageSid) -> Option<SimWebhook> {
        let (url, form, token) = self.shared.lock().webhook(sid)?;
        let pairs = form.iter();
        Some(SimWebhook {
            signature: crate::signature::sign(&url, &form, &token),
            form: pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            url: url.split('#').next().unwrap_or_default().to_owned(),
        })
    }

    /// Arms a fault for the next `times` messages; faults of one kind come in the order in which they were armed.
    pub fn fault(&self, fault: Fault, times: u32) {
        self.shared.lock().faults.arm(fault, times);
    }

    /// Disarms all faults.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.clear();
    }

    /// Answers 404 to the next `times` requests for media.
    pub fn hide_media(&self, times: u32) {
        self.shared.lock().media_hidden = times;
    }

    /// Stops listening and drops all connections: the port refuses.
    pub async fn refuse_connections(&self) {
        self.server.stop().await;
    }

    /// Listens again, on the same port.
    pub async fn accept_connections(&self) -> io::Result<()> {
        self.server.restart(Arc::clone(&self.shared)).await
    }

    /// All messages accepted from us, in order.
    pub fn accepted(&self) -> Vec<SimMessage> {
        self.shared
            .lock()
            .messages
            .iter()
            .filter(|message| !message.inbound)
            .cloned()
            .collect()
    }

    /// The messages accepted for one recipient, in order.
    pub fn accepted_for(&self, to: &Address) -> Vec<SimMessage> {
        let mut messages = self.accepted();
        messages.retain(|message| message.to == *to);
        messages
    }

    /// How many creations were asked for, failed ones included.
    pub fn attempts(&self) -> u64 {
        self.shared.lock().attempts
    }

    /// How many media are hosted now.
    pub fn media_count(&self) -> usize {
        self.shared.lock().media.len()
    }

    /// Waits until at least `count` messages were accepted. Never ends if they do not come: put a timeout around it.
    pub async fn until_accepted(&self, count: usize) {
        self.shared
            .until(|state| {
                state
                    .messages
                    .iter()
                    .filter(|message| !message.inbound)
                    .count()
                    >= count
            })
            .await;
    }

    /// Waits until no callback is under way.
    pub async fn until_quiet(&self) {
        self.shared
            .until(|state| state.callbacks_pending == 0)
            .await;
    }
}
