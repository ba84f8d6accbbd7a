//! Five seconds to change one's mind: a wish that others would feel at once waits that long before the engine hears it.
//!
//! Nothing has happened while it waits, so taking it back needs no rule. A stop of the server drops it: the page still
//! shows things as they are.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use snapsell_core::{Action, Command, CommandId, ShopId};
use tokio::sync::oneshot;

use super::access::Team;
use super::answer::Halt;
use super::ask::{Ask, fresh_id};

/// How long a wish waits.
const WAITS: Duration = Duration::from_secs(5);
/// Wishes of one shop that wait at once; further ones are carried out directly.
const WAITING_MAX: usize = 20;

/// Wishes that wait, by shop.
#[derive(Debug, Default)]
pub(super) struct Pending(Mutex<BTreeMap<(ShopId, u64), Waiting>>);

#[derive(Debug)]
struct Waiting {
    words: String,
    action: Action,
    stop: oneshot::Sender<()>,
}

impl Pending {
    /// What waits in a shop, for its pages.
    pub(super) fn shown(&self, shop: ShopId) -> Vec<Value> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.range((shop, 0)..=(shop, u64::MAX));
        own.map(|((_, id), waiting)| json!({"id": id.to_string(), "words": waiting.words}))
            .collect()
    }

    /// Takes a wish back; false when it was carried out already.
    pub(super) fn undo(&self, shop: ShopId, id: u64) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.remove(&(shop, id));
        found.is_some_and(|waiting| waiting.stop.send(()).is_ok())
    }
}

/// Carries `action` out in five seconds, unless it is taken back; `words` say what will happen. While it waits, the same
/// wish of the same shop is that one, so that what is taken back does not happen all the same.
pub(super) async fn later(
    ask: &Ask,
    team: Team,
    action: Action,
    words: String,
) -> Result<(), Halt> {
    let id =
        u64::try_from(fresh_id()? >> 64 & u128::from(u64::MAX >> 1)).map_err(|_| Halt::Failed)?;
    let (stop, stopped) = oneshot::channel();
    let room = {
        let pending = &ask.console.0.pending.0;
        let mut all = pending.lock().unwrap_or_else(PoisonError::into_inner);
        let mut own = all.range((team.shop, 0)..=(team.shop, u64::MAX));
        if own.any(|(_, waiting)| waiting.action == action) {
            return Ok(());
        }
        let own = all.range((team.shop, 0)..=(team.shop, u64::MAX));
        let room = own.count() < WAITING_MAX;
        if room {
            let action = action.clone();
            all.insert(
                (team.shop, id),
                Waiting {
                    words,
                    action,
                    stop,
                },
            );
        }
        room
    };
    if !room {
        return ask.act(team, action).await.map(drop);
    }
    let (console, shutdown) = (ask.console.clone(), ask.console.0.options.shutdown.clone());
    let command = Command {
        id: CommandId::new(fresh_id()?),
        by: team.actor(),
        action,
    };
    tokio::spawn(async move {
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            _ = stopped => return,
            () = tokio::time::sleep(WAITS) => {}
        }
        {
            let mut all = console
                .0
                .pending
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            all.remove(&(team.shop, id));
        }
        if let Err(trouble) = console.app().engine.command(team.shop, command).await {
            tracing::warn!(shop = team.shop.get(), %trouble, "a wish that waited could not be carried out");
        }
    });
    Ok(())
}
