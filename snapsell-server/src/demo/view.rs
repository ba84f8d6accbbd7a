//! What the page shows, read from the store, the journal and the phones at this moment.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snapsell_core::wording::format;
use snapsell_core::{Currency, HoldState, Item, Shop, Timestamp};
use snapsell_store::{OutboxState, ReplyRow};
use snapsell_twilio::sim::SimMessage;

use super::cast::{PHONES, Who};
use super::desk::{Desk, Play, Told};
use super::figures::Figures;
use super::headless::clock_words;
use super::round::Said;
use super::words::{self, word};
use super::world::DemoError;
use crate::talk::{Both, Lang};

/// Lines and bubbles shown, the newest ones.
const SHOWN_MAX: usize = 150;

const RETRY: Both = Both {
    fr: "envoi à {0}, essai {1} : nouvel essai dans {2}",
    en: "sending to {0}, attempt {1}: tried again in {2}",
};
const DOUBT: Both = Both {
    fr: "pas de réponse sûre pour {0}, essai {1} : on cherche, puis nouvel essai dans {2}",
    en: "no sure answer for {0}, attempt {1}: looked up, then tried again in {2}",
};
const GONE: Both = Both {
    fr: "parti pour {0} au {1}e essai",
    en: "sent to {0} at attempt {1}",
};
const WITHHELD: Both = Both {
    fr: "retenu pour {0} : {1}",
    en: "withheld from {0}: {1}",
};
const DUPLICATE: Both = Both {
    fr: "doublon ignoré (même MessageSid)",
    en: "duplicate ignored (same MessageSid)",
};

/// Everything at this moment, for the templates. Reads the disk.
pub(super) fn all(desk: &Desk) -> Result<Value, DemoError> {
    let (hand, play) = (desk.hand(), desk.play());
    let lang = hand.lang;
    let store = &desk.world.app.store;
    let replies = store.replies(play.round.shop, 0)?;
    let accepted = play.round.accepted(&desk.world);
    let said = play.round.said();
    let mut told = play.told();
    match told.ledger.advance()? {
        Ok(lines) => told.lines.extend(lines),
        Err(breach) => told.breach = Some(breach),
    }
    for reply in &replies {
        told.ledger.meet(reply.customer)?;
    }
    let now = desk.world.app.now();
    let speed = desk.world.clock.speed().unwrap_or(1);
    let figures = Figures::of(store, &play.round)?;
    let phones: Vec<Value> = PHONES
        .into_iter()
        .map(|who| phone(who, &said, &accepted, &replies, lang))
        .collect();
    let active = said
        .iter()
        .rev()
        .find(|said| said.who != Who::Marie && said.who.name().is_some());
    Ok(json!({
        "lang": match lang { Lang::Fr => "fr", Lang::En => "en" },
        "w": words::all(lang),
        "clock": clock_words(now),
        "speed": speed,
        "pace": hand.pace,
        "provider_down": hand.provider_down,
        "caption": told.caption.map(|caption| caption.get(lang)).unwrap_or_default(),
        "ended": told.ended,
        "phones": phones,
        "active": active.map_or_else(|| "awa".to_owned(), |said| said.who.slug()),
        "events": events(&told, &play, &replies, now, lang),
        "items": items(&told, now, lang),
        "figures": figures.line(lang),
        "orders": figures.orders,
        "answer": play.answers.line(lang),
        "checks": told.checks,
        "breach": told.breach.as_ref().map(ToString::to_string),
    }))
}

fn phone(
    who: Who,
    said: &[Said],
    accepted: &[SimMessage],
    replies: &[ReplyRow],
    lang: Lang,
) -> Value {
    let states: BTreeMap<&str, OutboxState> = replies
        .iter()
        .filter_map(|reply| Some((reply.provider_id.as_deref()?, reply.state)))
        .collect();
    let address = who.address();
    let hers = said.iter().filter(|said| said.who == who).map(|said| {
        let bubble = json!({
            "key": said.sid.as_str(),
            "hers": true,
            "time": minutes(said.at),
            "text": said.text,
            "photo": said.photo.then(|| said.sid.as_str()),
            "ticks": if said.acknowledged { "✓✓" } else { "·" },
            "state": if said.acknowledged { word("noted", lang) } else { "" },
        });
        (said.at.millis(), bubble)
    });
    let ours = accepted
        .iter()
        .filter(|message| message.to == address)
        .map(|message| {
            let at = Timestamp::from_millis(message.created_ms);
            let (ticks, state) = match states.get(message.sid.as_str()) {
                Some(OutboxState::Delivered) => ("✓✓", "delivered"),
                Some(OutboxState::Read) => ("✓✓", "read"),
                Some(OutboxState::Failed) => ("!", "failed"),
                _ => ("✓", "sent"),
            };
            let bubble = json!({
                "key": message.sid.as_str(),
                "hers": false,
                "time": minutes(at),
                "text": message.body,
                "ticks": ticks,
                "read": state == "read",
                "state": word(state, lang),
            });
            (message.created_ms, bubble)
        });
    let mut bubbles: Vec<(i64, Value)> = hers.chain(ours).collect();
    bubbles.sort_by_key(|(at, _)| *at);
    let skipped = bubbles.len().saturating_sub(SHOWN_MAX);
    let bubbles: Vec<Value> = bubbles
        .into_iter()
        .skip(skipped)
        .map(|(_, bubble)| bubble)
        .collect();
    json!({
        "slug": who.slug(),
        "name": who.name(),
        "seller": who == Who::Marie,
        "count": bubbles.len(),
        "bubbles": bubbles,
    })
}

/// The journal, what sending met with, and what happened outside, in order.
fn events(
    told: &Told,
    play: &Play,
    replies: &[ReplyRow],
    now: Timestamp,
    lang: Lang,
) -> Vec<Value> {
    let mut events: Vec<(Timestamp, u8, Value)> = Vec::new();
    for (index, line) in told.lines.iter().enumerate() {
        let first = index == 0 || told.lines[index - 1].version != line.version;
        events.push((
            line.at,
            1,
            json!({
                "key": format!("j{}-{index}", line.version),
                "time": clock_words(line.at),
                "kind": "fact",
                "text": line.text(lang),
                "version": line.version,
                "opens": first,
            }),
        ));
    }
    let plain = |key: String, at: Timestamp, kind: &str, text: String| json!({"key": key, "time": clock_words(at), "kind": kind, "text": text});
    for (index, outside) in told.outside.iter().enumerate() {
        let text = outside.text(lang).to_owned();
        events.push((
            outside.at,
            0,
            plain(format!("o{index}"), outside.at, "outside", text),
        ));
    }
    for (index, &at) in play.round.duplicates().iter().enumerate() {
        let text = DUPLICATE.get(lang).to_owned();
        events.push((at, 2, plain(format!("d{index}"), at, "grey", text)));
    }
    for reply in replies {
        if let Some((kind, text)) = sending(reply, told, now, lang) {
            events.push((
                reply.at,
                2,
                plain(format!("r{}", reply.id), reply.at, kind, text),
            ));
        }
    }
    events.sort_by_key(|(at, rank, _)| (*at, *rank));
    let skipped = events.len().saturating_sub(SHOWN_MAX);
    events
        .into_iter()
        .skip(skipped)
        .map(|(_, _, event)| event)
        .collect()
}

/// What is worth telling of how a reply is sent.
fn sending(
    reply: &ReplyRow,
    told: &Told,
    now: Timestamp,
    lang: Lang,
) -> Option<(&'static str, String)> {
    let name = told.ledger.name(reply.customer);
    let attempts = reply.attempts.to_string();
    Some(match reply.state {
        OutboxState::Unknown => (
            "amber",
            DOUBT.fill(lang, &[&name, &attempts, &within(reply.next_at, now)]),
        ),
        OutboxState::Retry | OutboxState::Pending if reply.attempts > 0 => (
            "amber",
            RETRY.fill(lang, &[&name, &attempts, &within(reply.next_at, now)]),
        ),
        OutboxState::Withheld | OutboxState::Dead => {
            let reason = match reply.reason.as_deref().unwrap_or_default() {
                "opted_out" => "STOP",
                other => other,
            };
            ("grey", WITHHELD.fill(lang, &[&name, reason]))
        }
        OutboxState::Sent | OutboxState::Delivered | OutboxState::Read if reply.attempts > 1 => {
            ("good", GONE.fill(lang, &[&name, &attempts]))
        }
        OutboxState::Pending
        | OutboxState::Retry
        | OutboxState::Sending
        | OutboxState::Sent
        | OutboxState::Delivered
        | OutboxState::Read
        | OutboxState::Failed => return None,
    })
}

fn items(told: &Told, now: Timestamp, lang: Lang) -> Vec<Value> {
    let shop = &told.ledger.replica;
    let mut items: Vec<&Item> = shop.items().filter(|item| !item.closed).collect();
    items.sort_by_key(|item| item.offered_at);
    items
        .into_iter()
        .map(|item| self::item(item, shop, told, now, lang))
        .collect()
}

fn item(item: &Item, shop: &Shop, told: &Told, now: Timestamp, lang: Lang) -> Value {
    let core = match lang {
        Lang::Fr => snapsell_core::Lang::Fr,
        Lang::En => snapsell_core::Lang::En,
    };
    let holders: Vec<Value> = shop
        .holders(item.id)
        .map(|hold| {
            let until = hold.state.until();
            let whole = until.map_or(1, |until| until.since(hold.since).millis().max(1));
            let left = until.map_or(1, |until| until.since(now).millis());
            json!({
                "name": told.ledger.name(hold.customer),
                "until": until.map(minutes),
                "locked": matches!(hold.state, HoldState::Locked { .. }),
                "percent": (left * 100 / whole).clamp(0, 100),
            })
        })
        .collect();
    json!({
        "key": item.id.get(),
        "code": item.named.to_string(),
        "price": format::money(item.price, Currency::XOF, core),
        "left": item.stock() - item.sold(),
        "stock": item.stock(),
        "free": item.free(),
        "sold_out": item.sold() == item.stock(),
        "withdrawn": item.withdrawn,
        "waiting": item.waiting(),
        "holders": holders,
    })
}

/// `4 s`: how long until then, at least one second.
pub(super) fn within(at: Timestamp, now: Timestamp) -> String {
    let left = at.since(now).millis().max(1);
    format!("{} s", left.unsigned_abs().div_ceil(1_000))
}

/// `20:14`.
fn minutes(at: Timestamp) -> String {
    let mut words = clock_words(at);
    words.truncate(5);
    words
}
