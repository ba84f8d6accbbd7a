//! Work that may wait for the disk runs beside the async tasks.

use snapsell_store::StoreError;

/// Runs work on the store; work that panicked or was cut off counts as a busy store, which is tried again.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(StoreError::Busy))
}
