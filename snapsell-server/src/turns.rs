//! Work that waits in the store, done a few pieces at a time until a stop.

use std::future::Future;

use snapsell_store::StoreError;

use crate::shutdown::Shutdown;

/// Takes turns until a stop: the next at once while the last one found something to do, else after a rest.
/// A turn that the store refused is told as `trouble`, and followed by a rest.
pub(crate) async fn turns<T, R>(
    shutdown: &Shutdown,
    trouble: &'static str,
    turn: impl Fn() -> T,
    rest: impl Fn() -> R,
) where
    T: Future<Output = Result<usize, StoreError>>,
    R: Future<Output = ()>,
{
    loop {
        let done = tokio::select! {
            biased;
            () = shutdown.draining() => return,
            done = turn() => done.unwrap_or_else(|error| {
                tracing::error!(%error, "{trouble}");
                0
            }),
        };
        if done > 0 {
            continue;
        }
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            () = rest() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::shutdown;

    #[tokio::test]
    async fn busy_turns_follow_at_once_and_idle_or_refused_ones_after_a_rest_until_a_stop() {
        let (trigger, shutdown) = shutdown::channel();
        let said = Mutex::new(Vec::new());
        let found = Mutex::new(vec![Ok(0), Err(StoreError::Busy), Ok(3), Ok(1)]);
        let turn = async || {
            said.lock().unwrap().push("turn");
            found.lock().unwrap().pop().unwrap_or(Ok(0))
        };
        let rest = async || {
            said.lock().unwrap().push("rest");
            if found.lock().unwrap().is_empty() {
                trigger.drain();
            }
        };
        turns(&shutdown, "a test", turn, rest).await;
        let said = said.into_inner().unwrap();
        assert_eq!(said, ["turn", "turn", "turn", "rest", "turn", "rest"]);
    }
}
