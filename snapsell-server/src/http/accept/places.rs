//! The places connections take: so many in all, so many from one address.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Options;
use crate::config::Networks;
use crate::http::limits::counted_as;
use crate::metrics::Connections;

/// All places of one listener.
#[derive(Debug)]
pub(super) struct Places {
    total: usize,
    free: Arc<Semaphore>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    per_address: Mutex<BTreeMap<IpAddr, usize>>,
    per_address_max: usize,
    exempt: Networks,
    connections: Connections,
}

/// A place set aside for whoever connects next.
#[derive(Debug)]
pub(super) struct FreePlace {
    permit: OwnedSemaphorePermit,
    shared: Arc<Shared>,
}

/// A place taken by one connection, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
    shared: Arc<Shared>,
    counted: Option<IpAddr>,
}

impl Places {
    pub(super) fn new(options: &Options) -> Self {
        let total = options
            .limits
            .connections_max
            .clamp(1, u32::MAX as usize >> 4);
        Self {
            total,
            free: Arc::new(Semaphore::new(total)),
            shared: Arc::new(Shared {
                per_address: Mutex::new(BTreeMap::new()),
                per_address_max: options.limits.connections_per_address_max,
                exempt: options.trusted.clone(),
                connections: options.connections.clone(),
            }),
        }
    }

    /// Waits for a free place.
    pub(super) async fn next(&self) -> FreePlace {
        let permit = Arc::clone(&self.free).acquire_owned().await;
        FreePlace {
            permit: permit.expect("the semaphore is never closed"),
            shared: Arc::clone(&self.shared),
        }
    }

    /// Waits until every connection has ended. The caller must have stopped asking for places.
    pub(super) async fn all_free(&self) {
        let total = u32::try_from(self.total).expect("bounded when it was made");
        let all = self.free.acquire_many(total).await;
        drop(all.expect("the semaphore is never closed"));
    }

    /// Connections open now.
    pub(super) fn taken(&self) -> usize {
        self.shared.connections.live_now()
    }
}

impl FreePlace {
    /// Gives the place to a connection from `address`, or to nobody where that address has its share already.
    pub(super) fn taken_by(self, address: IpAddr) -> Option<Place> {
        let address = counted_as(address);
        let counted = (!self.shared.exempt.contains(address)).then_some(address);
        if let Some(address) = counted {
            let mut per_address = lock(&self.shared.per_address);
            let open = per_address.entry(address).or_default();
            if *open >= self.shared.per_address_max {
                self.shared.connections.refused.inc();
                return None;
            }
            *open += 1;
        }
        self.shared.connections.live.inc();
        Some(Place {
            _permit: self.permit,
            shared: self.shared,
            counted,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shared.connections.live.dec();
        let Some(address) = self.counted else { return };
        let mut per_address = lock(&self.shared.per_address);
        if let Some(open) = per_address.get_mut(&address) {
            *open -= 1;
            if *open == 0 {
                per_address.remove(&address);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
