//! Work that may wait for the disk runs beside the async tasks.

use snapsell_store::StoreError;
use tokio::runtime::{Handle, RuntimeFlavor};

/// Runs work on the store; work that panicked or was cut off counts as a busy store, which is tried again.
///
/// On a runtime of one thread it is done in place: there everything has one order, the same in every run.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
        return work();
    }
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(StoreError::Busy))
}
