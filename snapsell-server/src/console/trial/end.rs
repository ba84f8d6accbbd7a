//! The end of a trial: what the test customer has goes back, her orders are called off, the trial's own live closes, and
//! lists and numbers show nothing of it any more.

use snapsell_core::{Action, CancelReason, LiveState, Outcome};
use snapsell_store::Trial;

use super::super::access::Owner;
use super::super::answer::{Answer, Halt};
use super::super::ask::{Ask, fresh_id};
use super::scene::Scene;
use super::{say, words_of};
use crate::trial;

/// `POST /essai/fin`
pub(in super::super) async fn end(owner: Owner, ask: Ask) -> Answer {
    let shop = owner.shop;
    let running = ask.store(move |store| Ok(store.trial(shop)?)).await?;
    let before = scene(owner, &ask, running).await?;
    if !before.her.holds.is_empty() || before.her.waits {
        let [_, cancel, ..] = words_of(before.settings.lang);
        say(owner, &ask, fresh_id()?, cancel).await?;
    }
    // What her own words did not free, the team does.
    for hold in scene(owner, &ask, running).await?.her.holds {
        does(owner, &ask, Action::ReleaseHold(hold)).await?;
    }
    for order in before.her.orders {
        let reason = CancelReason::Seller;
        does(owner, &ask, Action::CancelOrder { order, reason }).await?;
    }
    let after = scene(owner, &ask, running).await?;
    let open = after.live.filter(|(_, state)| *state == LiveState::Open);
    let ours = open.filter(|(live, _)| running.and_then(|running| running.live) == Some(*live));
    // Real customers may have come into it since.
    if ours.is_some() && !after.others {
        does(owner, &ask, Action::CloseLive).await?;
    }
    let now = ask.now();
    ask.store(move |store| {
        let her = trial::customer(store, shop)?;
        Ok(store.end_trial(shop, her, now)?)
    })
    .await?;
    let said = match (after.her.order, ours.is_some() && after.others) {
        // Delivered on paper, an order stays what it is.
        (Some(_), _) => "trial-left",
        (None, true) => "trial-live",
        (None, false) => "trial-over",
    };
    ask.done("/essai", said)
}

async fn scene(owner: Owner, ask: &Ask, running: Option<Trial>) -> Result<Scene, Halt> {
    let shop = owner.shop;
    let her = ask.store(move |store| Ok(trial::customer(store, shop)?));
    let her = her.await?;
    let since = running.map(|running| running.since);
    ask.look(shop, move |shop| Scene::of(shop, her, since))
        .await
}

/// Carries a wish out; what the rules refuse has come about meanwhile, or never can.
async fn does(owner: Owner, ask: &Ask, action: Action) -> Result<(), Halt> {
    match ask.act_anew(owner.team(), action).await {
        Ok(Outcome::Done | Outcome::Duplicate | Outcome::Idle | Outcome::Refused(_))
        | Err(Halt::Refused(_)) => Ok(()),
        Err(halt) => Err(halt),
    }
}
