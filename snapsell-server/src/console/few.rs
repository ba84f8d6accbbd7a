//! Heavy work beside the async tasks, a few pieces at a time: whoever does not get her turn is told to come back.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::answer::Halt;

/// How long one waits for a turn.
const TURN: Duration = Duration::from_secs(8);

/// A bound on work of one kind. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Few {
    places: Arc<Semaphore>,
    turn: Duration,
}

impl Few {
    /// As many at once.
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once)),
            turn: TURN,
        }
    }

    /// Does it when there is a place; nothing of it is begun before.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Halt> {
        let place = Arc::clone(&self.places).acquire_owned();
        let place = tokio::time::timeout(self.turn, place).await;
        let Ok(Ok(place)) = place else {
            return Err(Halt::Busy);
        };
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|_| Halt::Failed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn while_every_place_is_taken_nothing_more_begins_and_a_free_place_serves_the_next() {
        let few = Few {
            turn: Duration::from_millis(20),
            ..Few::new(2)
        };
        let (release, waits) = mpsc::channel::<()>();
        let waits = Arc::new(std::sync::Mutex::new(waits));
        let busy = || {
            let waits = Arc::clone(&waits);
            let few = few.clone();
            tokio::spawn(async move { few.run(move || waits.lock().unwrap().recv()).await })
        };
        let held = [busy(), busy()];
        while few.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let third = few.run(|| "begun").await;
        let halt = third.expect_err("no place");
        assert!(matches!(halt, Halt::Busy), "{halt:?}");
        assert_eq!(halt.retry_secs(), Some(10));
        release.send(()).unwrap();
        release.send(()).unwrap();
        for one in held {
            one.await.unwrap().unwrap().unwrap();
        }
        assert_eq!(few.run(|| "begun").await.ok(), Some("begun"));
    }
}
