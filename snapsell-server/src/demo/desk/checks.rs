//! The checker beside the live: every second, what the store says against what the phones and the provider saw.

use std::sync::Arc;
use std::time::Duration;

use super::Desk;

/// How often everything is checked.
const CHECK_EVERY: Duration = Duration::from_secs(1);
/// While messages are under way the two sides may be seen at different moments: so often it is looked again.
const LOOKS_MAX: usize = 8;

/// Holds the store against everything that must be true of it, again and again.
pub(super) async fn often(desk: Arc<Desk>) {
    loop {
        tokio::select! {
            biased;
            () = desk.world.shutdown.draining() => return,
            () = tokio::time::sleep(CHECK_EVERY) => {}
        }
        let play = desk.play();
        let mut found = None;
        for _ in 0..LOOKS_MAX {
            let (desk, play) = (Arc::clone(&desk), Arc::clone(&play));
            let looked = tokio::task::spawn_blocking(move || {
                let check = play.round.check(&desk.world, false);
                check.of(&desk.world.app.store, play.round.shop)
            });
            match looked.await {
                Ok(Ok(Err(breach))) => found = Some(breach),
                Ok(Ok(Ok(()))) => {
                    found = None;
                    break;
                }
                Ok(Err(_)) | Err(_) => break,
            }
            tokio::time::sleep(CHECK_EVERY / 4).await;
        }
        let mut told = play.told();
        told.checks += 1;
        if told.breach.is_none() {
            told.breach = found;
        }
    }
}
