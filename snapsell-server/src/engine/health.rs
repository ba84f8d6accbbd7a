//! Whether the store works, told to whoever asks if the server is ready.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use snapsell_core::ShopId;
use snapsell_store::StoreError;

use super::STORE_CAUSE;
use crate::http::health::Readiness;

/// The health of the store as one worker sees it. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Health {
    readiness: Readiness,
    failing: Arc<AtomicBool>,
}

impl Health {
    pub(super) fn new(readiness: Readiness) -> Self {
        Self {
            readiness,
            failing: Arc::default(),
        }
    }

    /// A store that fails makes the server unready; one broken shop does not.
    pub(super) fn failed(&self, shop: ShopId, error: &StoreError) {
        if let StoreError::Corrupt { .. } | StoreError::Missing(_) | StoreError::Key(_) = error {
            tracing::error!(shop = shop.get(), %error, "a shop cannot be served");
            return;
        }
        if !self.failing.swap(true, Ordering::Relaxed) {
            tracing::error!(%error, "the store fails; nothing is acknowledged");
        }
        self.readiness.block(STORE_CAUSE, error.to_string());
    }

    /// Something became durable.
    pub(super) fn works(&self) {
        if self.failing.swap(false, Ordering::Relaxed) {
            self.readiness.clear(STORE_CAUSE);
            tracing::info!("the store works again");
        }
    }
}
