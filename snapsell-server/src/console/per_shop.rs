//! Locks that shops hold one each of: who changes something of her shop waits for her own team alone.

use snapsell_core::ShopId;
use tokio::sync::{Mutex, MutexGuard};

/// Locks; shops whose numbers lie so many apart share one.
const LOCKS: usize = 64;

/// A lock for each shop.
#[derive(Debug)]
pub(super) struct PerShop([Mutex<()>; LOCKS]);

impl PerShop {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }

    /// This shop's lock, once nobody of the shop has it.
    pub(super) async fn of(&self, shop: ShopId) -> MutexGuard<'_, ()> {
        self.0[shop.get() as usize % LOCKS].lock().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future as _;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    #[test]
    fn a_shop_waits_for_itself_alone() {
        let locks = PerShop::new();
        let mut context = Context::from_waker(Waker::noop());
        let mut takes = |shop| {
            let taken = pin!(locks.of(ShopId::new(shop))).poll(&mut context);
            match taken {
                Poll::Ready(mine) => Some(mine),
                Poll::Pending => None,
            }
        };
        let mine = takes(1).expect("nobody has it");
        assert!(takes(1).is_none());
        assert!(takes(2).is_some());
        drop(mine);
        assert!(takes(1).is_some());
    }
}
