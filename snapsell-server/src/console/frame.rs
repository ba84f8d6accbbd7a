//! What stands around every page: who is signed in, where she can go, what runs now.

use std::sync::LazyLock;

use http::Method;
use serde_json::{Value, json};
use snapsell_core::Lang;
use snapsell_store::UserRecord;

use super::access::{May, Role};
use super::answer::Halt;
use super::ask::Ask;
use super::assets;
use super::orders;
use super::session::Session;
use super::table::table;
use crate::zone;

/// Places in the bar of a phone.
const NEAR: usize = 4;
/// The places of the rail: name of its words, address, who may go there; the first of them are near.
const PLACES: [(&str, &str, May); 11] = [
    ("live", "/live", May::Team),
    ("orders", "/commandes", May::Team),
    ("proofs", "/preuves", May::Team),
    ("items", "/articles", May::Team),
    ("customers", "/clientes", May::Team),
    ("figures", "/bilan", May::Owner),
    ("errors", "/erreurs", May::Owner),
    ("settings", "/reglages", May::Owner),
    ("start", "/demarrer", May::Owner),
    ("team", "/equipe", May::Owner),
    ("ops", "/ops", May::Ops),
];

/// The places whose page is there.
static THERE: LazyLock<Vec<(&str, &str, May)>> = LazyLock::new(|| {
    let routes = table();
    let is_there = |href: &str| {
        routes
            .iter()
            .any(|route| route.method == Method::GET && route.path == href)
    };
    PLACES
        .into_iter()
        .filter(|(_, href, _)| is_there(href))
        .collect()
});

/// The word for a language in a page.
pub(super) const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

/// The language behind a word.
pub(super) fn lang_of(tag: &str) -> Option<Lang> {
    match tag {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Where she lands after signing in.
pub(super) const fn home(role: Role) -> &'static str {
    match role {
        Role::Owner | Role::Seller | Role::Agent => "/live",
        Role::Ops => "/ops",
    }
}

/// What the frame shows.
pub(super) async fn of(ask: &Ask) -> Result<Value, Halt> {
    let words = ask.console.words(ask.lang);
    let said = format!("said-{}", ask.query.raw("dit"));
    let clock = &ask.console.app().clock;
    let mut frame = json!({
        "lang": tag(ask.lang),
        "now": clock.now_ms(),
        "speed": clock.speed().unwrap_or(1),
        "version": assets::VERSION.as_str(),
        "place": ask.place,
        // What a form answered with has no address that could be asked for again.
        "answers_form": ask.method == Method::POST,
        "path": ask.place.split('?').next(),
        "said": words.has(&said).then(|| ask.t_with(&said, &[("orders", &orders::left(ask))])),
        "demo": ask.console.is_demo(),
    });
    if let Some(session) = ask.session.as_ref().filter(|session| !session.locked) {
        frame["shortcuts"] = Value::from(session.user.shortcuts);
        signed_in(ask, session, &mut frame).await?;
    }
    Ok(frame)
}

/// How a member is called where others may look on: by her name, else by the beginning of her address.
pub(super) fn called(user: &UserRecord) -> &str {
    let before = || user.email.split('@').next().unwrap_or_default();
    user.name.as_deref().unwrap_or_else(before)
}

async fn signed_in(ask: &Ask, session: &Session, frame: &mut Value) -> Result<(), Halt> {
    let name = called(&session.user);
    frame["user"] = json!({
        "name": name,
        "role": session.role.word(),
        "email": session.user.email,
        "pin": session.user.pin_hash.is_some(),
    });
    let mut proofs = 0;
    if let Some(shop) = session.user.shop {
        let record = ask.store(move |store| Ok(store.shop(shop)?)).await?;
        frame["shop"] = json!({"name": record.map(|record| record.name)});
        let looked = ask.look(shop, |shop| {
            let pieces = || shop.holds().map(|hold| hold.slots.len()).sum::<u32>();
            let live = shop.live().map(|live| (live.opened_at.millis(), pieces()));
            (live, shop.proofs_waiting(), zone::of(shop.settings()))
        });
        let (live, waiting, zone) = looked.await?;
        proofs = waiting;
        frame["zone"] = zone.iana_name().unwrap_or("UTC").into();
        frame["live"] = live.map_or(
            Value::Null,
            |(since, held)| json!({"since": since, "held": held}),
        );
    }
    let path = ask.place.split('?').next().unwrap_or_default();
    let places = THERE.iter().filter(|(_, _, may)| may.admits(session.role));
    let places: Vec<Value> = places
        .map(|(name, href, _)| {
            let here = path == *href
                || path
                    .strip_prefix(href)
                    .is_some_and(|rest| rest.starts_with('/'));
            let count = if *name == "proofs" { proofs } else { 0 };
            json!({"name": name, "href": href, "here": here, "count": count})
        })
        .collect();
    // Whatever is not in a phone's bar is under its last place.
    let near = places
        .iter()
        .take(NEAR)
        .any(|place| place["here"] == json!(true));
    frame["far"] = Value::from(!near);
    let behind = places.iter().skip(NEAR).find(|place| place["here"] == true);
    frame["behind"] = behind.map(|place| place["name"].clone()).into();
    frame["places"] = Value::from(places);
    Ok(())
}
