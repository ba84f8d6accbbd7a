//! One event of the third column, opened: the form as it came, its signature, the rule that decided, the entry, the rows
//! written with it, the replies queued and how far they are.

use serde_json::{Value, json};
use snapsell_core::Version;
use snapsell_store::{OutboxState, ReplyRow, StoreError, Trail};
use snapsell_twilio::MessageSid;
use snapsell_twilio::sim::SimWebhook;

use super::desk::{Desk, Told};
use super::headless::clock_words;
use super::view::within;
use super::words::{self, word};
use super::world::DemoError;
use crate::readable::readable;
use crate::talk::{Both, Lang};

/// Fields of the form that say something; the rest is counted.
const FIELDS_SHOWN: [&str; 9] = [
    "MessageSid",
    "AccountSid",
    "From",
    "To",
    "ProfileName",
    "MessageType",
    "Body",
    "NumMedia",
    "MediaUrl0",
];

/// The entry of this version for the template; `None` when there is none. Reads the disk.
pub(super) fn event(desk: &Desk, version: u64) -> Result<Option<Value>, DemoError> {
    let lang = desk.hand().lang;
    let play = desk.play();
    let store = &desk.world.app.store;
    let trail = match store.trail(play.round.shop, Version::new(version)) {
        Ok(trail) => trail,
        Err(StoreError::Missing(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let received = trail.received.as_ref();
    let sid = received.and_then(|row| MessageSid::parse(&row.native_id).ok());
    let webhook = sid.and_then(|sid| desk.world.sim.webhook(sid));
    let mut told = play.told();
    for reply in &trail.replies {
        told.ledger.meet(reply.customer)?;
    }
    let now = desk.world.app.now();
    let replies: Vec<Value> = trail
        .replies
        .iter()
        .map(|reply| said(reply, &told, within(reply.next_at, now), lang))
        .collect();
    let changes = readable(&trail.entry.changes).unwrap_or_default();
    Ok(Some(json!({
        "lang": match lang { Lang::Fr => "fr", Lang::En => "en" },
        "w": words::all(lang),
        "version": version,
        "time": clock_words(trail.entry.at),
        "webhook": webhook.as_ref().map(form),
        "rules": rules(&changes),
        "json": serde_json::to_string_pretty(&changes).unwrap_or_default(),
        "link": trail.link.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        "rows": rows(&trail, &changes),
        "replies": replies,
    })))
}

fn form(webhook: &SimWebhook) -> Value {
    let shown = |name: &str| FIELDS_SHOWN.contains(&name);
    let fields = webhook.form.iter().filter(|(name, _)| shown(name));
    let fields: Vec<Value> = fields
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    json!({
        "url": webhook.url,
        "more": webhook.form.len() - fields.len(),
        "fields": fields,
        "signature": webhook.signature,
    })
}

/// The name of a change, as the journal writes it.
fn name(change: &Value) -> &str {
    let tagged = change.as_object().and_then(|map| map.keys().next());
    tagged
        .map(String::as_str)
        .or_else(|| change.as_str())
        .unwrap_or_default()
}

/// The files of the core that decided these changes, in the order in which they acted.
fn rules(changes: &Value) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for change in changes.as_array().into_iter().flatten() {
        let (file, _) = about(change);
        let path = format!("snapsell-core/src/decide/{file}");
        if !file.is_empty() && !rules.contains(&path) {
            rules.push(path);
        }
    }
    rules
}

/// The tables with rows written in that one transaction, and what stands for them in the entry.
fn rows(trail: &Trail, changes: &Value) -> Vec<String> {
    let mut rows = vec![format!("journal ({})", trail.entry.version.get())];
    if trail.received.is_some() {
        rows.push("inbox".to_owned());
    }
    for change in changes.as_array().into_iter().flatten() {
        for table in about(change).1.split(' ').filter(|table| !table.is_empty()) {
            let row = format!("{table} ← {}", name(change));
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    if !trail.replies.is_empty() {
        rows.push(format!("outbox ×{}", trail.replies.len()));
    }
    if trail.files > 0 {
        rows.push(format!("media ×{}", trail.files));
    }
    rows
}

/// Which rule makes a change, as a rule, and into which tables it is written.
fn about(change: &Value) -> (&'static str, &'static str) {
    let of = |field: &str| change[name(change)][field].as_str().unwrap_or_default();
    match name(change) {
        "live_opened" | "live_closing" | "live_closed" => ("live.rs", "lives"),
        "offered" if change["offered"]["to_check"] == true => ("lookup.rs", "items"),
        "offered" | "photo_bound" | "checked" => ("offer.rs", "items"),
        "stock_added" | "repriced" => ("stock.rs", "items"),
        "stock_removed" | "withdrawn" => ("remove.rs", "items"),
        "held" => match of("origin") {
            "promoted" => ("serve.rs", "holds units"),
            "late" => ("confirm.rs", "holds units"),
            _ => ("claim.rs", "holds units"),
        },
        "hold_grown" | "hold_shrunk" => ("claim.rs", "holds units"),
        "queued" | "place_resized" => ("claim.rs", "queue"),
        "suggested" => ("claim.rs", ""),
        "place_left" => match of("reason") {
            "cancelled" => ("cancel.rs", "queue"),
            "live_closed" => ("live.rs", "queue"),
            "withdrawn" | "sold_out" => ("remove.rs", "queue"),
            "opted_out" | "blocked" => ("people.rs", "queue"),
            _ => ("serve.rs", "queue"),
        },
        "hold_ended" => match of("reason") {
            "expired" => ("due.rs", "holds holds_ended units"),
            "cancelled" => ("cancel.rs", "holds holds_ended units"),
            _ => ("remove.rs", "holds holds_ended units"),
        },
        "hold_moved" | "outage_credited" => ("due.rs", "holds"),
        "reminded" | "review_overdue" => ("due.rs", ""),
        "order_placed" | "order_extended" => ("confirm.rs", "orders order_lines holds_ended units"),
        "order_readdressed" => ("confirm.rs", "orders"),
        "order_moved" | "order_fee_set" => ("orders.rs", "orders"),
        "order_paid" => ("proof.rs", "orders"),
        "units_returned" => ("orders.rs", "units"),
        "proof_received" | "proof_approved" | "proof_refused" => ("proof.rs", "proofs holds"),
        "address_awaited" => ("answers.rs", ""),
        "address_given" => ("confirm.rs", "customers message_refs"),
        "noted" | "notes_read" => ("answers.rs", "notes"),
        // Settings, and what only the state in memory needs.
        "configured" | "order_retired" => ("", ""),
        _ => ("people.rs", "customers"),
    }
}

const QUEUED: Both = Both {
    fr: "n° {0} → {1}, {2}",
    en: "no. {0} → {1}, {2}",
};

/// One reply: to whom, of which kind, how far.
fn said(reply: &ReplyRow, told: &Told, within: String, lang: Lang) -> Value {
    let class = serde_json::to_value(reply.class).unwrap_or_default();
    let args = [
        reply.id.to_string(),
        told.ledger.name(reply.customer),
        class.as_str().unwrap_or_default().to_owned(),
    ];
    let (kind, state) = match reply.state {
        OutboxState::Pending | OutboxState::Sending => ("", word("queued", lang).to_owned()),
        OutboxState::Retry | OutboxState::Unknown if reply.attempts > 0 => {
            ("amber", format!("{} {within}", word("again_in", lang)))
        }
        OutboxState::Retry | OutboxState::Unknown => ("", word("queued", lang).to_owned()),
        OutboxState::Sent => ("good", word("sent", lang).to_owned()),
        OutboxState::Delivered => ("good", word("delivered", lang).to_owned()),
        OutboxState::Read => ("good", word("read", lang).to_owned()),
        OutboxState::Failed | OutboxState::Dead => ("amber", word("failed", lang).to_owned()),
        OutboxState::Withheld => ("grey", word("kept_back", lang).to_owned()),
    };
    json!({
        "text": QUEUED.fill(lang, &args.each_ref().map(String::as_str)),
        "attempts": reply.attempts,
        "kind": kind,
        "state": state,
        "provider_id": reply.provider_id,
        "error": reply.error,
    })
}
