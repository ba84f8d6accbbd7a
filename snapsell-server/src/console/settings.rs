//! What the owner has chosen for her shop, in sections that each save alone.

mod examples;
mod sections;
mod usage;

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::limits::ZONES_MAX;
use snapsell_core::{Action, Settings};
use snapsell_store::ShopRecord;

use super::access::Owner;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::currencies::example_price;
use super::overlay;
use super::show::Show;
use crate::currency;
use crate::mask::Masked;
use crate::webhook;
use crate::zone;
pub(super) use sections::plain;
use sections::{SECTIONS, Section};

/// Free rows of a list below those that are filled.
const SPARE: usize = 3;
/// The fields of a row of the price grid.
const GRID: [&str; 2] = ["letters", "price"];
/// The fields of a row of the delivery zones.
const ZONES: [&str; 2] = ["zone", "zone-fee"];

/// A name and an amount, in the words of the command line.
pub(super) type Pair = (String, String);

/// `GET /reglages`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, None, None).await
}

/// `POST /reglages/{section}`: one section, as it was read into the form and as it is wanted.
pub(super) async fn save(owner: Owner, ask: Ask) -> Answer {
    let section = Section::of(ask.path("section")).ok_or(Halt::NotFound)?;
    let seen: BTreeMap<String, String> =
        serde_json::from_str(ask.form.raw("seen")).map_err(|_| Halt::Malformed)?;
    let _mine = ask.console.0.configuring.of(owner.shop).await;
    let old = ask.look(owner.shop, |shop| shop.settings().clone()).await?;
    let (new, mut wrong) = section.read(&ask, &old);
    if new.currency != old.currency && has_prices(owner, &ask).await? {
        let args = [("currency", old.currency.code())];
        wrong["currency"] = ask.t_with("wrong-currency-stays", &args).into();
    }
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

/// Whether the shop has, or had, anything with a price, which would be another amount in another currency.
async fn has_prices(owner: Owner, ask: &Ask) -> Result<bool, Halt> {
    let shop = owner.shop;
    let now = ask.look(shop, currency::has_prices).await?;
    let had = ask.store(move |store| Ok(currency::had_prices(store, shop)?));
    Ok(now || had.await?)
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
                "before": seen.get(*key).map(|word| sections::said(ask, key, word)),
                "now": sections::said(ask, key, word),
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
    let shown = show.clone();
    let (record, overlay, usage) = ask
        .store(move |store| {
            let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
            let usage = usage::of(store, shop, &zone, &shown)?;
            Ok((record, overlay::shown(store, shop, &shown)?, usage))
        })
        .await?;
    let mut set: BTreeMap<String, Value> = sections::shown(&settings);
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for section in &SECTIONS {
        let words = serde_json::to_string(&section.words(&settings)).map_err(|_| Halt::Failed)?;
        seen.insert(section.name, words);
    }
    let (mut grid, mut zones) = (pairs(&settings, "grid"), pairs(&settings, "delivery.zones"));
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
            grid = typed_pairs(ask, GRID);
        }
        if section.keys.contains(&"delivery.zones") {
            zones = typed_pairs(ask, ZONES);
        }
        (wrong, at) = (told, section.name.into());
    }
    let no_zone = zones.is_empty();
    grid.extend(std::iter::repeat_n(Pair::default(), SPARE));
    let room = ZONES_MAX.saturating_sub(zones.len());
    zones.extend(std::iter::repeat_n(Pair::default(), SPARE.min(room)));
    let value = json!({
        "set": set,
        "seen": seen,
        "grid": rows(GRID, &grid),
        "zones": rows(ZONES, &zones),
        "no_zone": no_zone,
        "wrong": wrong,
        "at": at,
        "currency": settings.currency.code(),
        "example": example_price(settings.currency),
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

/// The rows of a list of names and amounts, as the command line writes them.
pub(super) fn pairs(settings: &Settings, key: &str) -> Vec<Pair> {
    let words = settings.words();
    let rows = words[key]
        .split(',')
        .filter_map(|row| row.trim().split_once(':'));
    rows.map(|(name, amount)| (name.to_owned(), amount.to_owned()))
        .collect()
}

/// The rows of a list as they were typed, without those left empty.
fn typed_pairs(ask: &Ask, [name, amount]: [&str; 2]) -> Vec<Pair> {
    let rows = ask.form.all(name).iter().zip(ask.form.all(amount));
    let typed = rows.filter(|(name, amount)| !name.is_empty() || !amount.is_empty());
    typed
        .map(|(name, amount)| (name.clone(), amount.clone()))
        .collect()
}

/// What the template shows of a list.
fn rows([name, amount]: [&str; 2], pairs: &[Pair]) -> Vec<Value> {
    let row = |(named, much): &Pair| json!({name: named, amount: much});
    pairs.iter().map(row).collect()
}

/// Where the provider sends messages to, and what is known of the account, without its secrets.
fn whatsapp(ask: &Ask, record: &ShopRecord) -> Value {
    let (base, slug) = (ask.console.public_url(), &record.slug);
    let account = &record.account_sid;
    let end = account.get(account.len().saturating_sub(4)..);
    json!({
        "connected": !record.whatsapp.is_empty(),
        "number": Masked(&record.whatsapp).to_string(),
        "account": end.filter(|end| !end.is_empty()).map(|end| format!("AC…{end}")),
        "tokens": record.auth_tokens.len(),
        "api_key": record.api_key.is_some(),
        "messages": webhook::inbound_address(base, slug),
        "status": webhook::status_address(base, slug),
    })
}
