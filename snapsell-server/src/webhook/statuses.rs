//! Statuses of our messages: gathered, written many at once, acknowledged when durable.

use std::sync::{Arc, Mutex, PoisonError};

use snapsell_core::{ShopId, Span, Timestamp};
use snapsell_store::{DeliveryStatus, OutboxState, StatusEffect, Store, StoreError};
use snapsell_twilio::{ErrorCode, MessageStatus, StatusUpdate, Treatment, treatment};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::engine::{Engine, Trouble};
use crate::sender::{accepted_late, given_up, unreachable};

/// Statuses that may wait; further ones are refused, and the provider repeats them.
const QUEUE_MAX: usize = 16_384;
/// Attempts of a message after which a failure to deliver it is final, even one that may pass.
const ATTEMPTS_MAX: u32 = 5;
/// The same for failures after which one more attempt is all that makes sense.
const ATTEMPTS_ONCE_MAX: u32 = 2;
/// Statuses written in one transaction.
const BATCH_MAX: usize = 512;

/// The writer and its queue, where no thread has them.
type ByHand = (Writer, Receiver<Waiting>);
type Tell = oneshot::Sender<Result<(), Trouble>>;

/// The writer of statuses. Clones share it.
#[derive(Debug, Clone)]
pub struct Statuses {
    queue: Sender<Waiting>,
    by_hand: Option<Arc<Mutex<ByHand>>>,
}

#[derive(Debug)]
struct Waiting {
    shop: ShopId,
    provider_id: String,
    mid: Option<String>,
    status: DeliveryStatus,
    error: Option<ErrorCode>,
    tell: Tell,
}

impl Statuses {
    /// Starts the thread that writes; it ends with the last clone. When the engine has no threads, [`Statuses::turn`] writes.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Store, clock: Clock, engine: Engine) -> std::io::Result<Self> {
        // This one needs memory for what waits alone, not for all that may.
        let (queue, waiting) = channel(QUEUE_MAX);
        let threads = engine.has_threads();
        let writer = Writer {
            store,
            clock,
            engine,
            runtime: tokio::runtime::Handle::current(),
        };
        if !threads {
            let by_hand = Some(Arc::new(Mutex::new((writer, waiting))));
            return Ok(Self { queue, by_hand });
        }
        std::thread::Builder::new()
            .name("statuses".to_owned())
            .spawn(move || writer.run(waiting))?;
        Ok(Self {
            queue,
            by_hand: None,
        })
    }

    /// Writes what waits, on this thread, when there is none for it; whether there was anything.
    pub fn turn(&self) -> bool {
        let Some(by_hand) = &self.by_hand else {
            return false;
        };
        let mut by_hand = by_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let (writer, queue) = &mut *by_hand;
        let first = queue.try_recv();
        let any = first.is_ok();
        if let Ok(first) = first {
            writer.turn(first, queue);
        }
        any
    }

    /// Notes a status; the answer comes when it is durable. One that says nothing is durable already.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when too many wait.
    pub fn note(
        &self,
        shop: ShopId,
        update: &StatusUpdate<'_>,
    ) -> Result<oneshot::Receiver<Result<(), Trouble>>, Trouble> {
        let (tell, told) = oneshot::channel();
        let Some(status) = delivery(update.status) else {
            // The receiver is right here.
            let _ = tell.send(Ok(()));
            return Ok(told);
        };
        let waiting = Waiting {
            shop,
            provider_id: update.message_sid.as_str().to_owned(),
            mid: update.mid.map(str::to_owned),
            status,
            error: update.error,
            tell,
        };
        self.queue.try_send(waiting).map_err(|error| match error {
            TrySendError::Full(_) => Trouble::Busy,
            TrySendError::Closed(_) => Trouble::Unavailable,
        })?;
        Ok(told)
    }
}

/// What the outbox makes of the provider's word; `None` where it adds nothing.
fn delivery(status: MessageStatus) -> Option<DeliveryStatus> {
    match status {
        MessageStatus::Unknown | MessageStatus::Inbound => None,
        MessageStatus::Queued | MessageStatus::Sending | MessageStatus::Sent => {
            Some(DeliveryStatus::Sent)
        }
        MessageStatus::Failed => Some(DeliveryStatus::Failed),
        MessageStatus::Delivered => Some(DeliveryStatus::Delivered),
        MessageStatus::Read => Some(DeliveryStatus::Read),
    }
}

/// When a message that could not be delivered is sent again; `None` when it never is.
fn again_at(waiting: &Waiting, now: Timestamp) -> Option<Timestamp> {
    let (_, attempt) = waiting.mid.as_deref()?.split_once('-')?;
    let attempt: u32 = attempt.parse().ok()?;
    let (after, attempts_max) = match treatment(waiting.error?) {
        Treatment::Retry(after) => (after, ATTEMPTS_MAX),
        Treatment::RetryOnce(after) => (after, ATTEMPTS_ONCE_MAX),
        Treatment::Permanent(_) => return None,
    };
    let millis = i64::try_from(after.as_millis()).ok()?;
    (attempt < attempts_max).then(|| now + Span::from_millis(millis))
}

#[derive(Debug)]
struct Writer {
    store: Store,
    clock: Clock,
    engine: Engine,
    runtime: tokio::runtime::Handle,
}

impl Writer {
    fn run(&self, mut queue: Receiver<Waiting>) {
        while let Some(first) = queue.blocking_recv() {
            self.turn(first, &mut queue);
        }
    }

    /// Writes what waits now, `first` first.
    fn turn(&self, first: Waiting, queue: &mut Receiver<Waiting>) {
        let mut batch = vec![first];
        while batch.len() < BATCH_MAX
            && let Ok(next) = queue.try_recv()
        {
            batch.push(next);
        }
        let now = self.clock.now();
        match self.write(&batch, now) {
            Ok(effects) => {
                for (waiting, effect) in batch.into_iter().zip(effects) {
                    self.follow(waiting, effect, now);
                }
            }
            Err(error) => {
                tracing::error!(%error, "statuses could not be written");
                for waiting in batch {
                    // A caller that gave up is asked again by the provider.
                    let _ = waiting.tell.send(Err(Trouble::Unavailable));
                }
            }
        }
    }

    fn write(&self, batch: &[Waiting], now: Timestamp) -> Result<Vec<StatusEffect>, StoreError> {
        let updates: Vec<_> = batch
            .iter()
            .map(|waiting| snapsell_store::StatusUpdate {
                shop: waiting.shop,
                provider_id: &waiting.provider_id,
                mid: waiting.mid.as_deref(),
                status: waiting.status,
                error: waiting.error.map(|code| code.0),
                again_at: again_at(waiting, now),
            })
            .collect();
        self.store.statuses(&updates, now)
    }

    /// Tells the rules what a status means for them, then acknowledges it.
    fn follow(&self, waiting: Waiting, effect: StatusEffect, now: Timestamp) {
        let action = match effect {
            StatusEffect::Moved {
                customer,
                to: OutboxState::Failed,
                ..
            } => {
                let code = waiting.error.map(|code| code.0);
                given_up(
                    waiting.shop,
                    waiting.mid.as_deref().unwrap_or_default(),
                    code,
                    None,
                );
                waiting.error.and_then(|code| unreachable(customer, code))
            }
            StatusEffect::Adopted(message) => accepted_late(&message, now),
            StatusEffect::Moved { .. } | StatusEffect::Unchanged | StatusEffect::Unmatched => None,
        };
        let Some(action) = action else {
            // A caller that gave up is asked again by the provider.
            let _ = waiting.tell.send(Ok(()));
            return;
        };
        let engine = self.engine.clone();
        self.runtime.spawn(async move {
            let done = engine.system(waiting.shop, action).await;
            // As above.
            let _ = waiting.tell.send(done.map(drop));
        });
    }
}
