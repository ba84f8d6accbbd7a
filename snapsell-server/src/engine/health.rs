//! Whether the store works, told to whoever asks if the server is ready.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use snapsell_core::ShopId;
use snapsell_store::StoreError;

use super::STORE_CAUSE;
use crate::http::health::Readiness;

/// The health of the store as one worker sees it. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Health {
    readiness: Readiness,
    failing: Arc<AtomicBool>,
    /// What was said of shops that are broken.
    broken: Arc<Mutex<BTreeMap<ShopId, StoreError>>>,
}

impl Health {
    pub(super) fn new(readiness: Readiness) -> Self {
        Self {
            readiness,
            failing: Arc::default(),
            broken: Arc::default(),
        }
    }

    /// A store that fails makes the server unready; one broken shop does not, and is said once.
    pub(super) fn failed(&self, shop: ShopId, error: &StoreError) {
        if error.is_damage() {
            let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
            if broken.insert(shop, error.clone()).as_ref() != Some(error) {
                tracing::error!(shop = shop.get(), %error, "a shop cannot be served");
            }
            return;
        }
        self.failing.store(true, Ordering::Relaxed);
        self.readiness.block(STORE_CAUSE, error.to_string());
    }

    /// Something became durable.
    pub(super) fn works(&self) {
        if self.failing.swap(false, Ordering::Relaxed) {
            self.readiness.clear(STORE_CAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::testkit::Capture;

    #[test]
    fn a_broken_shop_is_said_once_and_again_when_something_else_breaks() {
        let capture = Capture::default();
        let _log = capture.start();
        let readiness = Readiness::new();
        let health = Health::new(readiness.clone());
        let gone = StoreError::Missing("row");
        for error in [StoreError::Key("a key"), StoreError::Key("a key"), gone] {
            for shop in [1, 2] {
                health.clone().failed(ShopId::new(shop), &error);
            }
        }
        assert!(readiness.is_ready());
        let lines = capture.text().lines().count();
        assert_eq!(lines, 4, "{}", capture.text());
        health.failed(ShopId::new(1), &StoreError::Full);
        assert!(readiness.is_blocked_by(STORE_CAUSE));
        health.works();
        assert!(readiness.is_ready());
    }
}
