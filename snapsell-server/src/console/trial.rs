//! The trial: two phones of her own shop, for an owner who has no number yet. What is typed goes to the engine as ever,
//! and what is shown is what the shop did and answered; only the provider has no part in it.

mod end;
mod scene;

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{
    Action, Actor, Change, Currency, CustomerId, Lang, LiveId, SellerIntent, ShopId, Timestamp,
    Version, parse_seller,
};
use snapsell_store::{Store, Trial};

use super::access::Owner;
use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::customers::Talk;
use super::live::{Telling, is_connected, stock_action};
use super::refusal;
use super::show::Show;
use crate::trial;
use scene::Scene;

pub(super) use end::end;

/// Entries that are read for what the shop did.
const READ_BACK: u64 = 200;
/// Longest message of the test customer, in characters.
const WORDS_CHARS_MAX: usize = 500;

/// `GET /essai`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, json!({})).await
}

/// `POST /essai/vendeuse`: what she writes as the seller. She acts as a member of the team, as on the live's page, for
/// the answers to a seller's own phone would be sent there.
pub(super) async fn sell(owner: Owner, ask: Ask) -> Answer {
    let currency = ask.look(owner.shop, |shop| shop.settings().currency);
    let wished = wish(&ask.form.line("offer"), currency.await?);
    let Some(action) = wished else {
        let wrong = json!({"offer": ask.t("wrong-offer")});
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    };
    let before = begin(owner, &ask).await?;
    match ask.act(owner.team(), action).await {
        Err(Halt::Refused(refusal)) => {
            let wrong = json!({"offer": refusal::words(&ask, &refusal)});
            return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
        }
        done => done?,
    };
    note_live(owner, &ask, before, owner.team().actor()).await?;
    Ok(go_to("/essai?chez=vendeuse#vendeuse"))
}

/// `POST /essai/cliente`: what the test customer writes.
pub(super) async fn buy(owner: Owner, ask: Ask) -> Answer {
    let words = ask.form.line("words");
    if words.is_empty() || words.chars().count() > WORDS_CHARS_MAX {
        let wrong = json!({"words": ask.t("trial-wrong-words")});
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let before = begin(owner, &ask).await?;
    let her = say(owner, &ask, ask.once()?, &words).await?;
    note_live(owner, &ask, before, Actor::Customer(her)).await?;
    Ok(go_to("/essai?chez=cliente#cliente"))
}

/// Hands a message of the test customer to the engine, and answers who she is.
async fn say(owner: Owner, ask: &Ask, id: u128, words: &str) -> Result<CustomerId, Halt> {
    let shop = owner.shop;
    let lang = ask.look(shop, |shop| shop.settings().lang).await?;
    let name = ask.console.words(lang).plain("trial-customer-name");
    let message = trial::message(id, &name, words);
    let answer = ask.console.app().engine.message(shop, message)?;
    answer.await.map_err(|_| Halt::Unavailable)??;
    let her = ask.store(move |store| Ok(trial::customer(store, shop)?));
    her.await?.ok_or(Halt::Failed)
}

/// What a seller's words ask for, as far as a trial goes.
fn wish(typed: &str, currency: Currency) -> Option<Action> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else she may write changes the stock, or is for WhatsApp"
    )]
    match parse_seller(typed, currency) {
        SellerIntent::OpenLive => Some(Action::OpenLive),
        SellerIntent::CloseLive => Some(Action::CloseLive),
        _ => stock_action(typed, currency),
    }
}

/// How a shop stood before something was done: its version, and the live that ran.
type Before = (Version, Option<LiveId>);

async fn stands(owner: Owner, ask: &Ask) -> Result<Before, Halt> {
    let looked = ask.look(owner.shop, |shop| {
        (shop.version(), shop.live().map(|live| live.id))
    });
    looked.await
}

/// The first thing that is done begins the trial.
async fn begin(owner: Owner, ask: &Ask) -> Result<Before, Halt> {
    let (shop, now) = (owner.shop, ask.now());
    ask.store(move |store| Ok(store.begin_trial(shop, now)?))
        .await?;
    stands(owner, ask).await
}

/// Remembers a live that the trial opened, for it ends with the trial: one that `by` opened since.
async fn note_live(owner: Owner, ask: &Ask, before: Before, by: Actor) -> Result<(), Halt> {
    let (_, now) = stands(owner, ask).await?;
    let (version, had) = before;
    let Some(live) = now.filter(|live| Some(*live) != had) else {
        return Ok(());
    };
    let shop = owner.shop;
    ask.store(move |store| {
        let most = usize::try_from(READ_BACK).unwrap_or(usize::MAX);
        let entries = store.events(shop, version, most)?;
        let opened = entries
            .iter()
            .any(|entry| entry.by == by && entry.changes.contains(&Change::LiveOpened(live)));
        if opened {
            store.trial_opened(shop, live)?;
        }
        Ok(())
    })
    .await
}

/// The page, with what was typed wrong.
async fn page(owner: Owner, ask: &Ask, status: StatusCode, wrong: Value) -> Answer {
    let shop = owner.shop;
    let (her, running) = ask
        .store(move |store| Ok((trial::customer(store, shop)?, store.trial(shop)?)))
        .await?;
    let since = running.map(|running| running.since);
    let scene = ask.look(shop, move |shop| Scene::of(shop, her, since));
    let scene = scene.await?;
    let mut value = said(owner, ask, &scene, her, running).await?;
    let lang = scene.her.lang.unwrap_or(scene.settings.lang);
    let words = ask.console.words(lang);
    let picks = scene.her_picks(&words.plain("trial-address"));
    let offers = scene.offers();
    value["picks"] = picks.into();
    value["picks_lang"] = super::frame::tag(lang).into();
    value["offers"] = offers.into();
    value["open"] = scene.is_open().into();
    value["for_sale"] = (!scene.free.is_empty()).into();
    value["version"] = scene.version.get().into();
    value["order"] = scene.her.order.map(|order| order.to_string()).into();
    value["first"] = scene.her.order.is_some_and(|order| order.get() == 1).into();
    value["at"] = ask.query.raw("chez").into();
    value["wrong"] = wrong;
    value["typed"] = json!(ask.form.typed());
    ask.page_as(status, "trial.html", value).await
}

/// What was said and done since the trial began, on both phones.
async fn said(
    owner: Owner,
    ask: &Ask,
    scene: &Scene,
    her: Option<CustomerId>,
    running: Option<Trial>,
) -> Result<Value, Halt> {
    let shop = owner.shop;
    let show = Show::with(ask, &scene.settings);
    let (settings, version) = (scene.settings.clone(), scene.version);
    let (voice, texts) = (Telling::words(ask), ask.console.0.texts.clone());
    ask.store(move |store| {
        let mut value = json!({
            "running": running.is_some(),
            "connected": is_connected(store, shop)?,
            "lines": [],
            "done": [],
        });
        let Some(running) = running else {
            return Ok(value);
        };
        let telling = Telling::new(store, shop, &voice);
        let read = (version, running.since);
        value["done"] = done(store, shop, &telling, read, her, &show)?;
        if let Some(her) = her {
            let talk = Talk::new(store, shop, &settings, &texts)?;
            value["lines"] = talk.since(her, running.since, &show)?;
        }
        Ok(value)
    })
    .await
}

/// What the team and the test customer did, the oldest first. Blocks.
fn done(
    store: &Store,
    shop: ShopId,
    telling: &Telling<'_>,
    (until, since): (Version, Timestamp),
    her: Option<CustomerId>,
    show: &Show,
) -> Result<Value, Halt> {
    let after = Version::new(until.get().saturating_sub(READ_BACK));
    let most = usize::try_from(READ_BACK).unwrap_or(usize::MAX);
    let ours = |by: Actor| match by {
        Actor::Team(_) => true,
        Actor::Customer(who) => Some(who) == her,
        Actor::Seller(_) | Actor::System => false,
    };
    let mut lines = Vec::new();
    for entry in store.events(shop, after, most)? {
        if entry.at >= since && ours(entry.by) {
            let by_team = matches!(entry.by, Actor::Team(_));
            for text in telling.lines(&entry) {
                lines.push(json!({"at": show.clock(entry.at), "text": text, "hers": by_team}));
            }
        }
    }
    Ok(lines.into())
}

/// The words for yes and others in the language that the shop speaks to her.
pub(super) const fn words_of(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::Fr => ["OUI", "ANNULER", "PANIER", "REPRENDRE"],
        Lang::En => ["YES", "CANCEL", "BASKET", "START"],
    }
}
