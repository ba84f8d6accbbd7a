//! Shops whose credentials the provider refuses: their messages wait, one now and then tries again. The server is as ready
//! as before: it hears these shops and all others.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use prometheus_client::metrics::gauge::Gauge;
use snapsell_core::{ShopId, Span, Timestamp};

/// How long a shop's messages wait before one tries again.
const PAUSE: Span = Span::from_secs(60);

/// The shops that wait, and until when.
#[derive(Debug)]
pub(super) struct Paused {
    until: Mutex<BTreeMap<ShopId, Timestamp>>,
    /// How many there are.
    count: Gauge,
}

impl Paused {
    pub(super) fn new(count: Gauge) -> Self {
        Self {
            until: Mutex::default(),
            count,
        }
    }

    /// Until when this shop's messages wait. The first that asks after that goes and tries.
    pub(super) fn until(&self, shop: ShopId, now: Timestamp) -> Option<Timestamp> {
        let mut paused = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let until = paused.get_mut(&shop)?;
        if *until > now {
            return Some(*until);
        }
        *until = now + PAUSE;
        None
    }

    /// The provider refused the shop's credentials.
    pub(super) fn pause(&self, shop: ShopId, slug: &str, now: Timestamp) -> Timestamp {
        let mut paused = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if paused.insert(shop, now + PAUSE).is_none() {
            tracing::error!(
                shop = shop.get(),
                slug,
                "the provider refuses the credentials of a shop; its messages wait"
            );
            self.count.inc();
        }
        now + PAUSE
    }

    /// A message of the shop was accepted.
    pub(super) fn works(&self, shop: ShopId, slug: &str) {
        let mut paused = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if paused.remove(&shop).is_some() {
            tracing::info!(
                shop = shop.get(),
                slug,
                "the provider accepts the credentials of the shop again"
            );
            self.count.dec();
        }
    }
}
