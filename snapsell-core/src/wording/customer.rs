//! What customers are told, apart from claims, orders and explanations.

use super::claim::{held, held_as, next_step, order_deposit};
use super::clean::{NOTE_CHARS_MAX, clean};
use super::draft::Draft;
use super::order;
use super::pen::{Pen, counted};
use crate::command::Unclear;
use crate::ids::OrderNumber;
use crate::label::Named;
use crate::order::OrderStatus;
use crate::reply::{DepositAsk, HeldLine, NextStep, OrderLineShort, PlaceLine, Removal};
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use fluent_bundle::FluentValue;

/// ANNULER without anything to cancel.
pub(super) fn nothing_to_cancel<'a>(pen: Pen<'a>, orders: &[OrderNumber]) -> Draft<'a> {
    let Some(first) = orders.first() else {
        return pen.say("nothing-to-cancel");
    };
    let how = pen.text(
        "nothing-to-cancel-orders",
        [("order", first.to_string().into())],
    );
    let names: Vec<String> = orders.iter().map(ToString::to_string).collect();
    let all = pen.all(&names).into();
    pen.draft()
        .line(how)
        .line_if((names.len() > 1).then(|| pen.text("nothing-to-cancel-list", [("orders", all)])))
}

/// PANIER.
pub(super) fn basket<'a>(
    pen: Pen<'a>,
    holds: &[HeldLine],
    places: &[PlaceLine],
    orders: &[OrderLineShort],
    next: &NextStep,
) -> Draft<'a> {
    if holds.is_empty() && places.is_empty() && orders.is_empty() {
        return pen.say("basket-empty").next(next_step(pen, next));
    }
    let mut draft = pen.draft();
    if !holds.is_empty() {
        draft = draft
            .line(pen.plain("basket-holds"))
            .list(holds.iter().map(|hold| basket_held(pen, hold)));
    }
    if !places.is_empty() {
        draft = draft
            .line(pen.plain("basket-places"))
            .list(places.iter().map(|place| basket_place(pen, place)));
    }
    if !orders.is_empty() {
        draft = draft
            .line(pen.plain("basket-orders"))
            .list(orders.iter().map(|order| basket_order(pen, order)));
    }
    draft.next(next_step(pen, next))
}

fn basket_held(pen: Pen<'_>, hold: &HeldLine) -> String {
    let running = if hold.locked {
        "basket-locked"
    } else {
        "basket-held"
    };
    held_as(pen, hold, running, "basket-paused")
}

fn basket_place(pen: Pen<'_>, place: &PlaceLine) -> String {
    let item = counted(place.item, place.quantity).into();
    pen.text(
        "basket-place",
        [("item", item), ("place", place.place.into())],
    )
}

fn basket_order(pen: Pen<'_>, line: &OrderLineShort) -> String {
    pen.text(
        "basket-order",
        [
            ("order", line.order.to_string().into()),
            ("total", pen.money(line.total)),
            ("status", short_status(pen, line).into()),
        ],
    )
}

/// How far an order is; who has sent the receipt of its deposit is not told that this is awaited.
fn short_status(pen: Pen<'_>, line: &OrderLineShort) -> String {
    let in_review = line.in_review && line.status == OrderStatus::New;
    pen.plain(if in_review {
        "status-in-review"
    } else {
        order::status_name(line.status)
    })
}

/// AIDE.
pub(super) fn help<'a>(pen: Pen<'a>, example: Option<Named>) -> Draft<'a> {
    let reserve = with_example(pen, example, "help-reserve", "help-reserve-example");
    pen.draft()
        .line(pen.text("help-customer", [("shop", pen.shop().into())]))
        .line(reserve)
        .line(pen.plain("help-customer-rest"))
}

/// BONJOUR.
pub(super) fn greeting<'a>(pen: Pen<'a>, example: Option<Named>) -> Draft<'a> {
    pen.draft()
        .line(pen.text("greeting", [("shop", pen.shop().into())]))
        .line(with_example(pen, example, "hint-code", "hint-code-example"))
        .line(pen.plain("greeting-help"))
}

/// A message that says nothing we can act on.
pub(super) fn not_understood<'a>(pen: Pen<'a>, what: Unclear, example: Option<Named>) -> Draft<'a> {
    let draft = pen.say(unclear(what));
    if what == Unclear::Paid {
        return draft;
    }
    draft.line(with_example(pen, example, "hint-code", "hint-code-example"))
}

/// The same of a message that came in the place of her address.
pub(super) fn address_unclear<'a>(pen: Pen<'a>, what: Unclear, items: &[Named]) -> Draft<'a> {
    // Who has just paid is not asked whether she still wants it.
    let cancel = (what != Unclear::Paid).then(|| pen.plain("or-cancel"));
    pen.say(unclear(what))
        .line(about(pen, "address-still-wanted", items))
        .line_if(cancel)
        .next(None)
}

/// The same of somebody who holds something.
pub(super) fn holds_unclear<'a>(
    pen: Pen<'a>,
    what: Unclear,
    holds: &[HeldLine],
    next: &NextStep,
) -> Draft<'a> {
    pen.say(unclear(what))
        .list(holds.iter().map(|hold| held(pen, hold)))
        .next(next_step(pen, next))
}

/// The same of somebody whose order waits for its deposit.
pub(super) fn deposit_unclear<'a>(
    pen: Pen<'a>,
    what: Unclear,
    order: OrderNumber,
    deposit: &DepositAsk,
) -> Draft<'a> {
    pen.say(unclear(what))
        .line(pen.text(
            "deposit-still-awaited",
            [("order", order.to_string().into())],
        ))
        .line(order_deposit(pen, deposit).join("\n"))
        .next(None)
}

/// The same of somebody whose order is under way.
pub(super) fn order_unclear<'a>(pen: Pen<'a>, what: Unclear, newest: &OrderLineShort) -> Draft<'a> {
    pen.say(unclear(what)).line(pen.text(
        "order-under-way",
        [
            ("order", newest.order.to_string().into()),
            ("status", short_status(pen, newest).into()),
        ],
    ))
}

fn unclear(what: Unclear) -> &'static str {
    match what {
        Unclear::Text
        | Unclear::Person
        | Unclear::Span
        | Unclear::Dash
        | Unclear::Photo
        | Unclear::Cancel => "unclear-text",
        Unclear::Paid => "unclear-paid",
        Unclear::Voice => "unclear-voice",
        Unclear::Sticker => "unclear-sticker",
        Unclear::Contact => "unclear-contact",
        Unclear::Video => "unclear-video",
        Unclear::Empty => "unclear-empty",
        Unclear::Unknown => "unclear-unknown",
    }
}

fn with_example(pen: Pen<'_>, example: Option<Named>, without: &str, with: &str) -> String {
    match example {
        Some(code) => pen.text(with, [("code", code.to_string().into())]),
        None => pen.plain(without),
    }
}

/// Where to pay, and what to send then.
pub(super) fn how_to_pay<'a>(pen: Pen<'a>, how: &str, receipt: bool) -> Draft<'a> {
    let how = clean(how, NOTE_CHARS_MAX);
    if how.is_empty() {
        return pen.say("how-to-pay-unknown");
    }
    let proof = receipt.then(|| pen.plain("deposit-proof"));
    pen.draft()
        .line(pen.text("deposit-how", [("how", how.into())]))
        .line_if(proof)
}

/// A proof is with the team.
pub(super) fn proof_received<'a>(
    pen: Pen<'a>,
    paused: &[Named],
    order: Option<OrderNumber>,
) -> Draft<'a> {
    let still = (!paused.is_empty()).then(|| about(pen, "proof-paused", paused));
    pen.draft()
        .line(with_order(
            pen,
            order,
            "proof-received",
            "proof-received-order",
        ))
        .line_if(still)
}

/// A proof is good.
pub(super) fn proof_approved<'a>(
    pen: Pen<'a>,
    holds: &[HeldLine],
    order: Option<OrderNumber>,
    next: &NextStep,
) -> Draft<'a> {
    pen.draft()
        .line(with_order(
            pen,
            order,
            "proof-approved",
            "proof-approved-order",
        ))
        .list(
            holds
                .iter()
                .map(|hold| held_as(pen, hold, "held", "held-paused")),
        )
        .next(next_step(pen, next))
}

/// A proof is not good.
pub(super) fn proof_refused<'a>(
    pen: Pen<'a>,
    why: &str,
    holds: &[HeldLine],
    order: Option<OrderNumber>,
) -> Draft<'a> {
    let why = clean(why, NOTE_CHARS_MAX);
    let why = (!why.is_empty()).then(|| pen.text("proof-why", [("why", why.into())]));
    pen.draft()
        .line(with_order(
            pen,
            order,
            "proof-refused",
            "proof-refused-order",
        ))
        .line_if(why)
        .line(pen.plain("proof-again"))
        .list(
            holds
                .iter()
                .map(|hold| held_as(pen, hold, "kept-until", "held-paused")),
        )
}

fn with_order(pen: Pen<'_>, order: Option<OrderNumber>, without: &str, with: &str) -> String {
    match order {
        Some(order) => pen.text(with, [("order", order.to_string().into())]),
        None => pen.plain(without),
    }
}

/// Holds that end soon, those of one end together; what does not run comes last.
pub(super) fn reminder<'a>(pen: Pen<'a>, holds: &[HeldLine], next: &NextStep) -> Draft<'a> {
    let mut ends: BTreeMap<(bool, Option<Timestamp>), Vec<String>> = BTreeMap::new();
    for hold in holds {
        ends.entry((hold.until.is_none(), hold.until))
            .or_default()
            .push(counted(hold.item, hold.quantity));
    }
    pen.draft()
        .list(
            ends.iter()
                .map(|(&(_, until), items)| reminder_line(pen, until, items)),
        )
        .next(next_step(pen, next))
}

fn reminder_line(pen: Pen<'_>, until: Option<Timestamp>, items: &[String]) -> String {
    let items = ("items", pen.all(items).into());
    let Some(until) = until else {
        return pen.text("reminder-paused", [items]);
    };
    let left = until.since(pen.facts.now).secs();
    let end = ("until", pen.until(until));
    if left < 30 {
        return pen.text("reminder-last", [items, end]);
    }
    // To the nearest minute: a reminder two minutes before the end leaves a second later.
    let minutes = (left + 30) / 60;
    pen.text("reminder", [items, end, ("minutes", minutes.into())])
}

/// It was her turn.
pub(super) fn promoted<'a>(
    pen: Pen<'a>,
    hold: &HeldLine,
    waiting: u32,
    next: &NextStep,
) -> Draft<'a> {
    let rest = (waiting > 0).then(|| pen.text("promoted-waiting", [("count", waiting.into())]));
    pen.say("promoted")
        .line(held(pen, hold))
        .line_if(rest)
        .next(next_step(pen, next))
}

/// The team ended holds or places of hers.
pub(super) fn removed(pen: Pen<'_>, items: &[Named], why: Removal) -> String {
    let message = match why {
        Removal::Released => "removed-released",
        Removal::SoldElsewhere => "removed-sold-elsewhere",
        Removal::Withdrawn => "removed-withdrawn",
        Removal::SoldOut => "removed-sold-out",
    };
    about(pen, message, items)
}

/// A sentence about items, in the singular or the plural.
pub(super) fn about(pen: Pen<'_>, message: &str, items: &[Named]) -> String {
    let count: FluentValue<'_> = items.len().into();
    pen.text(
        message,
        [("items", pen.items(items).into()), ("count", count)],
    )
}
