//! Saves the states of shops, so that a start need not replay their journals.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;

use snapsell_core::{Journal as _, Shop, ShopId};
use snapsell_store::Store;

/// Saves states; each must be durable in the journal already.
#[derive(Debug)]
pub(super) struct Saver {
    store: Store,
    /// `None` when each is saved by whoever asks for it.
    beside: Option<Beside>,
}

/// A thread of its own, which saves one state at a time: writing out a large shop takes longer than a round.
#[derive(Debug)]
struct Beside {
    desk: mpsc::Sender<HandedOver>,
    busy: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Saver {
    /// Starts the thread that saves.
    pub(super) fn beside(store: Store, name: String) -> std::io::Result<Self> {
        let (desk, handed_over) = mpsc::channel::<HandedOver>();
        let saves = store.clone();
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            while let Ok((id, shop, _busy)) = handed_over.recv() {
                save(&saves, id, &shop);
            }
        })?;
        let beside = Beside {
            desk,
            busy: Arc::default(),
            thread,
        };
        Ok(Self {
            store,
            beside: Some(beside),
        })
    }

    pub(super) const fn by_hand(store: Store) -> Self {
        Self {
            store,
            beside: None,
        }
    }

    /// Whether a state would be taken now.
    pub(super) fn is_free(&self) -> bool {
        let is_busy = |beside: &Beside| beside.busy.load(Ordering::Acquire);
        !self.beside.as_ref().is_some_and(is_busy)
    }

    /// Sees to it that the state of this shop is saved; false when that must wait for another.
    pub(super) fn take(&self, id: ShopId, shop: &Shop) -> bool {
        let Some(beside) = &self.beside else {
            return self.save(id, shop);
        };
        if !self.is_free() {
            return false;
        }
        let handed_over = (id, Box::new(shop.clone()), Busy::new(&beside.busy));
        let is_handed_over = beside.desk.send(handed_over).is_ok();
        // Else its thread has ended.
        is_handed_over || self.save(id, shop)
    }

    /// Saves the state of this shop before it returns; whether that could be done.
    pub(super) fn save(&self, id: ShopId, shop: &Shop) -> bool {
        save(&self.store, id, shop)
    }
}

/// What is handed over is saved before this returns.
impl Drop for Saver {
    fn drop(&mut self) {
        if let Some(Beside { desk, thread, .. }) = self.beside.take() {
            drop(desk);
            if thread.join().is_err() {
                tracing::error!("a thread that saves states panicked");
            }
        }
    }
}

/// A copy of a shop, on its way to be saved.
type HandedOver = (ShopId, Box<Shop>, Busy);

/// A state is being saved as long as this lives.
#[derive(Debug)]
struct Busy(Arc<AtomicBool>);

impl Busy {
    fn new(busy: &Arc<AtomicBool>) -> Self {
        busy.store(true, Ordering::Release);
        Self(Arc::clone(busy))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// A state that cannot be saved costs time at the next start, nothing else.
fn save(store: &Store, id: ShopId, shop: &Shop) -> bool {
    let saved = store.save_snapshot(id, shop);
    if let Err(error) = &saved {
        tracing::warn!(shop = id.get(), %error, "a state could not be saved");
    }
    saved.is_ok()
}
