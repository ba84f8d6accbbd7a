//! Media that came with messages: fetched after the message is durable, checked, sealed into the store.

use std::sync::Arc;
use std::time::Duration;

use snapsell_core::{Span, Timestamp};
use snapsell_store::{MediaTodo, Store, StoreError};
use snapsell_twilio::client::{Transport, fetch_media};
use snapsell_twilio::{MediaFetch, MediaRefusal, MediaUrl, MessageSid};
use tokio::task::JoinSet;

use crate::blocking::blocking;
use crate::clock::Clock;
use crate::shutdown::Shutdown;
use crate::signals::Signals;
use crate::tenants::Tenants;
use crate::turns::turns;

/// Downloads at a time; each may hold 16 MB.
const AT_ONCE_MAX: usize = 4;
/// Downloads of one medium that are tried.
const ATTEMPTS_MAX: u32 = 8;
/// The pause after the first failed download; it doubles.
const PAUSE: Span = Span::from_secs(30);
/// How often the store is looked at when nobody rang.
const IDLE: Duration = Duration::from_secs(2);

/// Fetches media. Clones are the same.
#[derive(Clone)]
pub struct MediaWorker {
    store: Store,
    tenants: Tenants,
    transport: Arc<dyn Transport>,
    clock: Clock,
    signals: Signals,
}

impl std::fmt::Debug for MediaWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MediaWorker").finish_non_exhaustive()
    }
}

/// How one download ended.
enum Fetched {
    Done {
        content_type: String,
        bytes: Vec<u8>,
    },
    Again,
    Never(MediaRefusal),
}

impl MediaWorker {
    /// A worker that does nothing until [`MediaWorker::run`] or [`MediaWorker::step`].
    pub fn new(
        store: Store,
        tenants: Tenants,
        transport: Arc<dyn Transport>,
        clock: Clock,
        signals: Signals,
    ) -> Self {
        Self {
            store,
            tenants,
            transport,
            clock,
            signals,
        }
    }

    /// Fetches a few media that are due, side by side; how many.
    ///
    /// # Errors
    /// The store's own.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let store = self.store.clone();
        let todo = blocking(move || store.media_todo(now, AT_ONCE_MAX)).await?;
        let count = todo.len();
        let mut downloads = JoinSet::new();
        for one in todo {
            let worker = self.clone();
            downloads.spawn(async move { worker.one(one, now).await });
        }
        let mut all = Ok(count);
        while let Some(done) = downloads.join_next().await {
            // One that fails is tried again; the others are not called off for it.
            if let Err(error) = done.unwrap_or(Err(StoreError::Busy)) {
                all = Err(error);
            }
        }
        all
    }

    /// Fetches until a stop.
    pub async fn run(&self, shutdown: Shutdown) {
        let rest = async || {
            tokio::select! {
                () = self.signals.media.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        };
        turns(&shutdown, "media cannot be kept", || self.step(), rest).await;
    }

    async fn one(&self, todo: MediaTodo, now: Timestamp) -> Result<(), StoreError> {
        let fetched = self.fetch(&todo).await?;
        let store = self.store.clone();
        let (shop, message, index) = (todo.shop, todo.message, todo.index);
        let is_there = matches!(fetched, Fetched::Done { .. });
        blocking(move || match fetched {
            Fetched::Done {
                content_type,
                bytes,
            } => store.media_done(shop, message, index, &content_type, &bytes),
            Fetched::Again if todo.attempts < ATTEMPTS_MAX => {
                let pause = Span::from_millis(PAUSE.millis() << todo.attempts.min(10));
                store.media_failed(shop, message, index, Some(now + pause))
            }
            Fetched::Again => store.media_failed(shop, message, index, None),
            Fetched::Never(refusal) => {
                tracing::warn!(shop = shop.get(), %refusal, "a medium is not fetched");
                store.media_failed(shop, message, index, None)
            }
        })
        .await?;
        if is_there {
            self.signals.pictures.came(shop);
        }
        Ok(())
    }

    async fn fetch(&self, todo: &MediaTodo) -> Result<Fetched, StoreError> {
        let (tenants, shop) = (self.tenants.clone(), todo.shop);
        let Some(tenant) = blocking(move || tenants.by_id(shop)).await? else {
            return Ok(Fetched::Never(MediaRefusal::Url));
        };
        let message = message_of(&todo.source);
        let url = message.and_then(|sid| MediaUrl::accept(&todo.source, &tenant.api, sid).ok());
        let Some(url) = url else {
            return Ok(Fetched::Never(MediaRefusal::Url));
        };
        let fetch = MediaFetch::new(tenant.api.clone(), url, "");
        Ok(match fetch_media(self.transport.as_ref(), fetch).await {
            Ok(file) => Fetched::Done {
                content_type: file.content_type,
                bytes: file.bytes,
            },
            Err(MediaRefusal::Unavailable | MediaRefusal::Gone | MediaRefusal::Credentials) => {
                Fetched::Again
            }
            Err(
                refusal @ (MediaRefusal::Url
                | MediaRefusal::Redirect
                | MediaRefusal::TooLarge
                | MediaRefusal::WrongType),
            ) => Fetched::Never(refusal),
        })
    }
}

/// The message that a media URL names.
fn message_of(url: &str) -> Option<MessageSid> {
    let mut parts = url.rsplit('/');
    let (_media, word, message) = (parts.next()?, parts.next()?, parts.next()?);
    (word == "Media")
        .then(|| MessageSid::parse(message).ok())
        .flatten()
}
