//! Five seconds to change one's mind: a wish that others would feel at once waits that long before the engine hears it.
//!
//! Nothing has happened while it waits, so taking it back needs no rule. A stop of the server carries it out at once:
//! whoever wished it has seen it as done.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use snapsell_core::{Action, Command, CommandId, OrderNumber, ShopId};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::Console;
use super::access::Team;
use super::answer::Halt;
use super::ask::{Ask, fresh_id};

/// How long a wish waits.
const WAITS: Duration = Duration::from_secs(5);
/// Wishes of one shop that wait at once; further ones are carried out directly.
const WAITING_MAX: usize = 20;

/// Wishes that wait, by shop, and what carries them out.
#[derive(Debug, Default)]
pub(super) struct Pending {
    waiting: Mutex<BTreeMap<(ShopId, u64), Waiting>>,
    tasks: Mutex<JoinSet<()>>,
}

#[derive(Debug)]
struct Waiting {
    words: String,
    /// The order whose page shows it.
    order: Option<OrderNumber>,
    action: Action,
    stop: oneshot::Sender<()>,
}

/// Whether a wish waits.
enum Noted {
    Now,
    /// The same one does already.
    Before,
    NoRoom,
}

/// What is wished.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) action: Action,
    /// What will happen.
    pub(super) words: String,
    /// The order that it is about.
    pub(super) order: Option<OrderNumber>,
}

impl Pending {
    /// What waits in a shop, for its pages; for the page of an order, what is about that one.
    pub(super) fn shown(&self, shop: ShopId, order: Option<OrderNumber>) -> Vec<Value> {
        let all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.range((shop, 0)..=(shop, u64::MAX));
        own.filter(|(_, waiting)| order.is_none() || waiting.order == order)
            .map(|((_, id), waiting)| json!({"id": id.to_string(), "words": waiting.words}))
            .collect()
    }

    /// Takes a wish back; false when it was carried out already.
    pub(super) fn undo(&self, shop: ShopId, id: u64) -> bool {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.remove(&(shop, id));
        found.is_some_and(|waiting| waiting.stop.send(()).is_ok())
    }

    /// Notes a wish.
    fn note(&self, key: (ShopId, u64), waiting: Waiting) -> Noted {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let own = || all.range((key.0, 0)..=(key.0, u64::MAX));
        if own().any(|(_, other)| other.action == waiting.action) {
            return Noted::Before;
        }
        if own().count() >= WAITING_MAX {
            return Noted::NoRoom;
        }
        all.insert(key, waiting);
        Noted::Now
    }

    fn forget(&self, key: (ShopId, u64)) {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&key);
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    /// Waits until everything that waits is carried out, which a stop hastens.
    pub(super) async fn settled(&self) {
        let tasks = {
            let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *tasks)
        };
        tasks.join_all().await;
    }
}

/// Carries a wish out in five seconds, unless it is taken back. While it waits, the same wish of the same shop is that
/// one, so that what is taken back does not happen all the same.
pub(super) async fn later(ask: &Ask, team: Team, wish: Wish) -> Result<(), Halt> {
    let pending = &ask.console.0.pending;
    let id =
        u64::try_from(fresh_id()? >> 64 & u128::from(u64::MAX >> 1)).map_err(|_| Halt::Failed)?;
    let (key, (stop, stopped)) = ((team.shop, id), oneshot::channel());
    let command = Command {
        id: CommandId::new(fresh_id()?),
        by: team.actor(),
        action: wish.action.clone(),
    };
    let waiting = Waiting {
        words: wish.words,
        order: wish.order,
        action: wish.action.clone(),
        stop,
    };
    match pending.note(key, waiting) {
        Noted::Before => {}
        Noted::NoRoom => {
            ask.act(team, wish.action).await?;
        }
        Noted::Now => pending.spawn(carry_out(ask.console.clone(), key, command, stopped)),
    }
    Ok(())
}

async fn carry_out(
    console: Console,
    key: (ShopId, u64),
    command: Command,
    stopped: oneshot::Receiver<()>,
) {
    tokio::select! {
        biased;
        _ = stopped => return,
        () = console.0.options.shutdown.draining() => {}
        () = tokio::time::sleep(WAITS) => {}
    }
    console.0.pending.forget(key);
    if let Err(trouble) = console.app().engine.command(key.0, command).await {
        tracing::warn!(shop = key.0.get(), %trouble, "a wish that waited could not be carried out");
    }
}
