//! What the owner has chosen for her shop, in sections that each save alone.

mod examples;
mod sections;
mod usage;

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{Action, Settings};
use snapsell_store::ShopRecord;

use super::access::Owner;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::overlay;
use super::show::Show;
use crate::mask::Masked;
use crate::zone;
pub(super) use sections::plain;
use sections::{SECTIONS, Section};

/// Free rows of the grid below those that are filled.
const GRID_SPARE: usize = 3;

/// `GET /reglages`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, None, None).await
}

/// `POST /reglages/{section}`: one section, as it was read into the form and as it is wanted.
pub(super) async fn save(owner: Owner, ask: Ask) -> Answer {
    let section = Section::of(ask.path("section")).ok_or(Halt::NotFound)?;
    let seen: BTreeMap<String, String> =
        serde_json::from_str(ask.form.raw("seen")).map_err(|_| Halt::Malformed)?;
    let _mine = ask.console.0.configuring.lock().await;
    let old = ask.look(owner.shop, |shop| shop.settings().clone()).await?;
    let (new, wrong) = section.read(&ask, &old);
    if wrong != json!({}) {
        let failed = Some((section, wrong));
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, failed, None).await;
    }
    let place = format!("/reglages#{}", section.name);
    if new == old {
        return ask.done(&place, "saved");
    }
    let changed = changed(&ask, section, &seen, &old);
    if !changed.is_empty() {
        return Err(Halt::Stale(changed));
    }
    ask.act(owner.team(), Action::Configure(Box::new(new)))
        .await?;
    ask.done(&place, "saved")
}

/// What somebody else changed in a section since its form was made.
fn changed(
    ask: &Ask,
    section: &Section,
    seen: &BTreeMap<String, String>,
    now: &Settings,
) -> Vec<Value> {
    let now = section.words(now);
    let others = now
        .iter()
        .filter(|(key, word)| seen.get(**key) != Some(word));
    others
        .map(|(key, word)| {
            json!({
                "what": ask.t(&format!("set-{}", sections::field(key))),
                "before": seen.get(*key),
                "now": word,
            })
        })
        .collect()
}

/// All sections, with an address that was just made and is shown once.
pub(super) async fn with_address(owner: Owner, ask: &Ask, made: String) -> Answer {
    page(owner, ask, StatusCode::OK, None, Some(made)).await
}

/// All sections; the one that could not be saved shows what was typed.
async fn page(
    owner: Owner,
    ask: &Ask,
    status: StatusCode,
    failed: Option<(&Section, Value)>,
    made: Option<String>,
) -> Answer {
    let shop = owner.shop;
    let settings = ask.look(shop, |shop| shop.settings().clone()).await?;
    let show = Show::with(ask, &settings);
    let zone = zone::of(&settings);
    let (record, overlay, usage) = ask
        .store(move |store| {
            let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
            let usage = usage::of(store, shop, &zone, &show)?;
            Ok((record, overlay::shown(store, shop, &show)?, usage))
        })
        .await?;
    let mut set: BTreeMap<String, Value> = sections::shown(&settings);
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for section in &SECTIONS {
        let words = serde_json::to_string(&section.words(&settings)).map_err(|_| Halt::Failed)?;
        seen.insert(section.name, words);
    }
    let mut grid = grid(&settings);
    let (mut wrong, mut at) = (json!({}), Value::Null);
    if let Some((section, told)) = failed {
        // What was typed stays, and is still compared with what she saw then.
        seen.insert(section.name, ask.form.raw("seen").to_owned());
        for key in section.keys {
            set.insert(sections::field(key), typed(ask, key));
        }
        for name in sections::PARTS {
            if ask.form.has(name) {
                set.insert((*name).to_owned(), ask.form.line(name).into());
            }
        }
        if section.keys.contains(&"grid") {
            grid = typed_grid(ask);
        }
        (wrong, at) = (told, section.name.into());
    }
    grid.extend(std::iter::repeat_n(
        json!({"letters": "", "price": ""}),
        GRID_SPARE,
    ));
    let value = json!({
        "set": set,
        "seen": seen,
        "grid": grid,
        "wrong": wrong,
        "at": at,
        "currency": settings.currency.code(),
        "clock": show.clock(show.now),
        "shop_lang": super::frame::tag(settings.lang),
        "examples": examples::of(&ask.console.0.texts, &settings, &record.name, show.now),
        "whatsapp": whatsapp(ask, &record),
        "overlay": overlay,
        "usage": usage,
        "made": made,
    });
    ask.page_as(status, "settings.html", value).await
}

fn typed(ask: &Ask, key: &str) -> Value {
    let name = sections::field(key);
    match sections::is_switch(key) {
        true => Value::from(ask.form.has(&name)),
        false => Value::from(ask.form.line(&name)),
    }
}

fn grid(settings: &Settings) -> Vec<Value> {
    let words = settings.words();
    let rows = words["grid"]
        .split(',')
        .filter_map(|row| row.split_once(':'));
    rows.map(|(letters, price)| json!({"letters": letters, "price": price}))
        .collect()
}

fn typed_grid(ask: &Ask) -> Vec<Value> {
    let rows = ask.form.all("letters").iter().zip(ask.form.all("price"));
    let typed = rows.filter(|(letters, price)| !letters.is_empty() || !price.is_empty());
    typed
        .map(|(letters, price)| json!({"letters": letters, "price": price}))
        .collect()
}

/// Where the provider sends messages to, and what is known of the account, without its secrets.
fn whatsapp(ask: &Ask, record: &ShopRecord) -> Value {
    let address = |what: &str| format!("{}/t/{}/{what}", ask.console.public_url(), record.slug);
    let account = &record.account_sid;
    let end = account.get(account.len().saturating_sub(4)..);
    json!({
        "connected": !record.whatsapp.is_empty(),
        "number": Masked(&record.whatsapp).to_string(),
        "account": end.filter(|end| !end.is_empty()).map(|end| format!("AC…{end}")),
        "tokens": record.auth_tokens.len(),
        "api_key": record.api_key.is_some(),
        "messages": address("in"),
        "status": address("status"),
    })
}
