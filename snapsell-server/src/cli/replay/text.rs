//! A past as people read it.

use std::fmt::Write as _;

use snapsell_core::{
    CancelReason, Customer, CustomerId, Hold, HoldState, Item, LiveState, OrderStatus, Span,
};
use snapsell_store::StoreError;

use super::past::Past;
use super::{both, said};
use crate::cli::plain::plain;
use crate::parcel::contents;
use crate::talk::{Both, Lang};

const HEAD: Both = both("{0}, {1}, entry {2}", "{0}, {1}, entrée {2}");
const OPEN: Both = both(
    "live {0}, open since {1}: {2} order(s), {3}",
    "live {0}, ouvert depuis {1} : {2} commande(s), {3}",
);
const CLOSING: Both = both(
    "live {0}, closing: {2} order(s), {3}",
    "live {0}, en train de fermer : {2} commande(s), {3}",
);
const LAST: Both = both(
    "no live is open; the last one, {0}, was over at {1}",
    "aucun live n'est ouvert ; le dernier, le {0}, a fini à {1}",
);
const NEVER: Both = both(
    "no live had opened yet",
    "aucun live ne s'était encore ouvert",
);
const NO_ITEM: Both = both("no item", "aucun article");
const UNITS: Both = both(
    "{0} of {1} free, {2} sold",
    "{0} sur {1} libre(s), {2} vendu(s)",
);
const WITHDRAWN: Both = both(", withdrawn", ", retiré");
const TO_CHECK: Both = both(", to check", ", à vérifier");
const HELD: Both = both("held: {0} ×{1}, {2}", "tenu : {0} ×{1}, {2}");
const UNTIL: Both = both("until {0}", "jusqu'à {0}");
const LOCKED: Both = both("deposit approved, until {0}", "acompte validé, jusqu'à {0}");
const PROOF: Both = both(
    "proof under review, {0} left",
    "preuve à vérifier, il reste {0}",
);
const WAITS: Both = both(
    "waits: {0}. {1} ×{2}, since {3}",
    "file : {0}. {1} ×{2}, depuis {3}",
);
const ORDERS: Both = both("orders", "commandes");
const ORDER: Both = both(
    "  {0}  {1}, {2}: {3}, {4}{5}",
    "  {0}  {1}, {2} : {3}, {4}{5}",
);
const DEPOSIT: Both = both(", deposit {0}", ", acompte {0}");
const EARLIER: Both = both("and {0} of earlier lives", "et {0} des lives précédents");
const SAID: Both = both(
    "{0}: said until then (the state of our messages is today's)",
    "{0} : ce qui a été dit jusque-là (l'état de nos messages est celui d'aujourd'hui)",
);
const NOTHING_SAID: Both = both("nothing was said yet", "rien n'avait encore été dit");
const CUT: Both = both(
    "… earlier messages are left out",
    "… les messages précédents sont omis",
);
const NO_WORDS: Both = both("(no words)", "(sans texte)");
const STOPPED: Both = both("she said STOP", "elle a dit STOP");
const BLOCKED: Both = both("blocked by the shop", "bloquée par la boutique");
const UNREACHABLE: Both = both("cannot be reached", "injoignable");
const ADDRESS: Both = both("her address is known", "son adresse est connue");
const NO_ADDRESS: Both = both("her address is not known", "son adresse n'est pas connue");

pub(super) fn of(past: &Past<'_>) -> Result<String, StoreError> {
    let source = past.source;
    let mut text = String::new();
    let version = past.shop.version().get().to_string();
    let head = [&source.record.slug, &source.day(past.at), &version];
    line(
        &mut text,
        &HEAD.fill(source.lang, &head.map(String::as_str)),
    );
    line(&mut text, &live(past));
    let mut any = false;
    for one in past.items() {
        any = true;
        item(past, one, &mut text)?;
    }
    if !any {
        line(&mut text, NO_ITEM.get(source.lang));
    }
    orders(past, &mut text)?;
    if let Some(who) = past.only.customer {
        customer(past, who, &mut text)?;
    }
    Ok(text)
}

fn live(past: &Past<'_>) -> String {
    let source = past.source;
    let (template, id, opened, orders, total) = match (past.shop.live(), past.live) {
        (Some(live), _) => {
            let template = match live.state {
                LiveState::Open => OPEN,
                LiveState::Closing => CLOSING,
            };
            (template, live.id, live.opened_at, live.orders, live.total)
        }
        (None, Some(last)) => (
            LAST,
            last.live,
            last.closed_at.unwrap_or(last.opened_at),
            0,
            snapsell_core::Money::ZERO,
        ),
        (None, None) => return NEVER.get(source.lang).to_owned(),
    };
    let args = [
        id.get().to_string(),
        source.time(opened, past.at),
        orders.to_string(),
        source.money(total),
    ];
    template.fill(source.lang, &args.each_ref().map(String::as_str))
}

fn item(past: &Past<'_>, item: &Item, text: &mut String) -> Result<(), StoreError> {
    let source = past.source;
    let lang = source.lang;
    let counts = [item.free(), item.stock(), item.sold()].map(|count| count.to_string());
    let units = UNITS.fill(lang, &counts.each_ref().map(String::as_str));
    let flag = |on: bool, words: Both| if on { words.get(lang) } else { "" };
    line(
        text,
        &format!(
            "{:8} {}  {units}{}{}",
            item.named.to_string(),
            source.money(item.price),
            flag(item.withdrawn, WITHDRAWN),
            flag(item.to_check, TO_CHECK),
        ),
    );
    for hold in past.holders(item) {
        let args = [
            source.person(hold.customer)?,
            hold.slots.len().to_string(),
            deadline(past, hold),
        ];
        let words = HELD.fill(lang, &args.each_ref().map(String::as_str));
        line(text, &format!("           {words}"));
    }
    for (index, place) in past.shop.queue(item.id).enumerate() {
        let args = [
            (index + 1).to_string(),
            source.person(place.customer)?,
            place.quantity.to_string(),
            source.time(place.since, past.at),
        ];
        let words = WAITS.fill(lang, &args.each_ref().map(String::as_str));
        line(text, &format!("           {words}"));
    }
    Ok(())
}

fn deadline(past: &Past<'_>, hold: &Hold) -> String {
    let source = past.source;
    match hold.state {
        HoldState::Soft { until } => UNTIL.fill(source.lang, &[&source.time(until, past.at)]),
        HoldState::Locked { until } => LOCKED.fill(source.lang, &[&source.time(until, past.at)]),
        HoldState::ProofPending { remaining } => PROOF.fill(source.lang, &[&minutes(remaining)]),
    }
}

fn minutes(span: Span) -> String {
    format!("{}:{:02}", span.secs() / 60, span.secs() % 60)
}

fn orders(past: &Past<'_>, text: &mut String) -> Result<(), StoreError> {
    let source = past.source;
    let (orders, earlier) = past.orders();
    if orders.is_empty() && earlier == 0 {
        return Ok(());
    }
    line(text, ORDERS.get(source.lang));
    for order in orders {
        let deposit = match order.deposit.minor() {
            0 => String::new(),
            _ => DEPOSIT.fill(source.lang, &[&source.money(order.deposit)]),
        };
        let args = [
            order.number.to_string(),
            source.person(order.customer)?,
            status(order.status, source.lang).to_owned(),
            contents(order).join(", "),
            source.money(order.total()),
            deposit,
        ];
        line(
            text,
            &ORDER.fill(source.lang, &args.each_ref().map(String::as_str)),
        );
    }
    if earlier > 0 {
        let words = EARLIER.fill(source.lang, &[&earlier.to_string()]);
        line(text, &format!("  {words}"));
    }
    Ok(())
}

fn status(status: OrderStatus, lang: Lang) -> &'static str {
    let words = match status {
        OrderStatus::New => both("deposit awaited", "acompte attendu"),
        OrderStatus::Confirmed => both("confirmed", "confirmée"),
        OrderStatus::Preparing => both("being prepared", "en préparation"),
        OrderStatus::OutForDelivery => both("out for delivery", "en livraison"),
        OrderStatus::Delivered => both("delivered", "livrée"),
        OrderStatus::Cancelled(CancelReason::NoShow) => {
            both("cancelled, nobody there", "annulée, absente")
        }
        OrderStatus::Cancelled(_) => both("cancelled", "annulée"),
    };
    words.get(lang)
}

fn customer(past: &Past<'_>, who: CustomerId, text: &mut String) -> Result<(), StoreError> {
    let source = past.source;
    let lang = source.lang;
    line(text, &SAID.fill(lang, &[&source.person(who)?]));
    line(text, &format!("  {}", standing(past, who)));
    let (said, cut) = said::with(past, who)?;
    if cut {
        line(text, &format!("  {}", CUT.get(lang)));
    }
    if said.is_empty() {
        line(text, &format!("  {}", NOTHING_SAID.get(lang)));
    }
    for one in said {
        let arrow = one.state.map_or(">", |_| "<");
        let at = source.time(one.at, past.at);
        let words = one.words.as_deref().unwrap_or_else(|| NO_WORDS.get(lang));
        let mut lines = words.lines().map(plain);
        let state = one.state.map(|state| format!(" [{}]", state.word()));
        let first = lines.next().unwrap_or_default();
        line(
            text,
            &format!("  {at} {arrow} {first}{}", state.unwrap_or_default()),
        );
        for more in lines.filter(|more| !more.trim().is_empty()) {
            line(text, &format!("             {more}"));
        }
    }
    Ok(())
}

/// What held for her at that instant beside her holds.
fn standing(past: &Past<'_>, who: CustomerId) -> String {
    let nobody = Customer::default();
    let row = past.shop.customer(who).unwrap_or(&nobody);
    let address = match row.address.is_some() {
        true => ADDRESS,
        false => NO_ADDRESS,
    };
    let facts = [
        (row.opted_out, STOPPED),
        (row.blocked, BLOCKED),
        (row.unreachable, UNREACHABLE),
        (true, address),
    ];
    let words = facts.iter().filter(|(holds, _)| *holds);
    let words: Vec<&str> = words
        .map(|(_, words)| words.get(past.source.lang))
        .collect();
    words.join(", ")
}

fn line(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a string can always be written to");
}
