//! Messages and media of people who were forgotten, deleted at the provider one after the other until none is left.

use std::sync::Arc;
use std::time::Duration;

use snapsell_core::Span;
use snapsell_store::{ProviderDeletion, Store, StoreError};
use snapsell_twilio::client::Transport;
use snapsell_twilio::{MediaSid, MessageSid};

use crate::blocking::blocking;
use crate::clock::Clock;
use crate::shutdown::Shutdown;
use crate::tenants::Tenants;
use crate::turns::turns;

/// Deletions of one step, one after the other: nobody waits for them, and messages to customers go first.
const AT_A_TIME: usize = 20;
/// The pause after the first attempt that failed; it doubles, up to a day, and is never given up.
const PAUSE: Span = Span::from_secs(30);
/// The longest pause.
const PAUSE_MAX: Span = Span::from_mins(24 * 60);
/// How often the list is looked at.
const IDLE: Duration = Duration::from_secs(10);

/// Deletes. Clones are the same.
#[derive(Clone)]
pub struct Deleter {
    store: Store,
    tenants: Tenants,
    transport: Arc<dyn Transport>,
    clock: Clock,
}

impl std::fmt::Debug for Deleter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deleter").finish_non_exhaustive()
    }
}

impl Deleter {
    /// One that does nothing until [`Deleter::run`] or [`Deleter::step`].
    pub fn new(
        store: &Store,
        tenants: &Tenants,
        transport: &Arc<dyn Transport>,
        clock: &Clock,
    ) -> Self {
        Self {
            store: store.clone(),
            tenants: tenants.clone(),
            transport: Arc::clone(transport),
            clock: clock.clone(),
        }
    }

    /// Tries a few that are due; how many.
    ///
    /// # Errors
    /// The store's own.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let store = self.store.clone();
        let due = blocking(move || store.provider_deletions(now, AT_A_TIME)).await?;
        let count = due.len();
        for one in due {
            let gone = self.delete(&one).await?;
            let pause = Span::from_millis(PAUSE.millis() << one.attempts.min(12));
            let again_at = (!gone).then(|| now + pause.min(PAUSE_MAX));
            if !gone {
                tracing::warn!(
                    shop = one.shop.get(),
                    attempts = one.attempts,
                    "the provider has not deleted a message of somebody who was forgotten"
                );
            }
            let store = self.store.clone();
            blocking(move || store.provider_deleted(one.id, again_at)).await?;
        }
        Ok(count)
    }

    /// Deletes until a stop.
    pub async fn run(&self, shutdown: Shutdown) {
        let trouble = "the list of the provider's deletions cannot be read";
        let rest = || tokio::time::sleep(IDLE);
        turns(&shutdown, trouble, || self.step(), rest).await;
    }

    /// Whether the provider does not have it any more, or never had.
    async fn delete(&self, one: &ProviderDeletion) -> Result<bool, StoreError> {
        let (tenants, shop) = (self.tenants.clone(), one.shop);
        let tenant = match blocking(move || tenants.by_id(shop)).await {
            Ok(Some(tenant)) => tenant,
            Ok(None) => return Ok(true),
            // It is asked again, behind those of other shops.
            Err(error) if error.is_damage() => return Ok(false),
            Err(error) => return Err(error),
        };
        let Ok(message) = MessageSid::parse(&one.message) else {
            return Ok(true);
        };
        let request = match one.media.as_deref().map(MediaSid::parse) {
            None => tenant.api.delete_message(message),
            Some(Ok(media)) => tenant.api.delete_media(message, media),
            Some(Err(_)) => return Ok(true),
        };
        let answer = self.transport.send(request).await;
        Ok(answer.is_ok_and(|answer| matches!(answer.status, 200..=299 | 404 | 410)))
    }
}
