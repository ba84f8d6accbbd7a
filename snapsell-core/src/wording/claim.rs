//! Claims: what became of each, what is held and until when, and what the customer does next.

use super::clean::{NOTE_CHARS_MAX, TYPED_CHARS_MAX, clean};
use super::draft::Draft;
use super::pen::{Pen, counted};
use super::refusal;
use crate::label::Named;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::{ClaimLine, CountLine, DepositAsk, HeldLine, NextStep, PlaceLine};
use crate::settings::{Zone, Zones};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use fluent_bundle::FluentValue;

/// Longest line that names zones, in UTF-16 units: a next step is never cut.
const ZONES_UNITS_MAX: usize = 160;

/// A customer's claims.
pub(super) fn claimed<'a>(
    pen: Pen<'a>,
    lines: &[ClaimLine],
    skipped: u32,
    next: &NextStep,
) -> Draft<'a> {
    let more = (skipped > 0).then(|| pen.text("skipped", [("count", skipped.into())]));
    pen.draft()
        .list(customer_lines(pen, lines))
        .line_if(more)
        .next(next_step(pen, next))
}

/// Numbers that were not taken for quantities.
pub(super) fn how_to_count<'a>(pen: Pen<'a>, lines: &[CountLine]) -> Draft<'a> {
    let line = |line: &CountLine| {
        let item = ("item", exactly(pen, line.item).into());
        if line.unique {
            return pen.text("count-unique", [item]);
        }
        let pieces = ("pieces", pen.pieces(line.count));
        pen.text("count-how", [item, pieces, ("count", line.count.into())])
    };
    pen.draft().list(lines.iter().map(line))
}

/// An item as a customer types it.
fn exactly(pen: Pen<'_>, item: Named) -> String {
    if item.size.is_one() {
        return item.to_string();
    }
    format!("{} {}", item.label, refusal::marked(item.size, pen.lang()))
}

/// What the team set aside for a customer.
pub(super) fn set_aside<'a>(pen: Pen<'a>, lines: &[ClaimLine], next: &NextStep) -> Draft<'a> {
    pen.say("set-aside")
        .list(customer_lines(pen, lines))
        .next(next_step(pen, next))
}

/// What became of the claims that the seller made for someone, told to her.
pub(super) fn for_someone(pen: Pen<'_>, lines: &[ClaimLine]) -> Vec<String> {
    once_each(lines.iter().map(|line| seller_line(pen, line)))
}

/// A line for each claim. `1` answers the last question, so what was suggested before it is to be sent again.
fn customer_lines(pen: Pen<'_>, lines: &[ClaimLine]) -> Vec<String> {
    let open = open_question(lines);
    once_each(
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| customer_line(pen, line, open == Some(index))),
    )
}

/// The line that `1` answers; of one thing that is suggested none does once she is told that she waits.
fn open_question(lines: &[ClaimLine]) -> Option<usize> {
    let last = lines.iter().rposition(asks)?;
    let one = matches!(&lines[last], ClaimLine::Suggested { choices, .. } if choices.len() == 1);
    let waits = |line: &ClaimLine| matches!(line, ClaimLine::Queued(_));
    (!one || !lines[last..].iter().any(waits)).then_some(last)
}

/// Several claims refused for one reason are told once.
fn once_each(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in lines {
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}

fn asks(line: &ClaimLine) -> bool {
    matches!(
        line,
        ClaimLine::Suggested { .. }
            | ClaimLine::Refused {
                why: Refusal::SizeNeeded { .. } | Refusal::UnknownSize { .. },
                ..
            }
    )
}

fn customer_line(pen: Pen<'_>, line: &ClaimLine, numbered: bool) -> String {
    match line {
        ClaimLine::Held(hold) => held(pen, hold),
        ClaimLine::AlreadyHeld(hold) => held_as(pen, hold, "already-held", "already-held-paused"),
        ClaimLine::Partly {
            hold,
            waiting,
            place,
        } => format!(
            "{} {}",
            held(pen, hold),
            rest(pen, "partly-waiting", *waiting, *place)
        ),
        ClaimLine::Queued(place) => placed(pen, "queued", place),
        ClaimLine::AlreadyQueued(place) => placed(pen, "already-queued", place),
        ClaimLine::Refused { what, why } => refusal::to_customer(pen, why, Some(what)),
        ClaimLine::Suggested { what, choices } => suggested(pen, what, choices, numbered),
    }
}

fn seller_line(pen: Pen<'_>, line: &ClaimLine) -> String {
    match line {
        ClaimLine::Held(hold) => held_as(pen, hold, "for-held", "for-held-paused"),
        ClaimLine::AlreadyHeld(hold) => {
            held_as(pen, hold, "for-already-held", "for-already-held-paused")
        }
        ClaimLine::Partly {
            hold,
            waiting,
            place,
        } => {
            let held = held_as(pen, hold, "for-held", "for-held-paused");
            format!(
                "{held} {}",
                rest(pen, "for-partly-waiting", *waiting, *place)
            )
        }
        ClaimLine::Queued(place) => for_placed(pen, "for-queued", place),
        ClaimLine::AlreadyQueued(place) => for_placed(pen, "for-already-queued", place),
        ClaimLine::Refused { what, why } => refusal::to_seller(pen, why, Some(what), None),
        ClaimLine::Suggested { what, choices } => pen.text(
            "for-suggested",
            [
                ("what", clean(what, TYPED_CHARS_MAX).into()),
                ("choices", pen.any(&names(choices)).into()),
            ],
        ),
    }
}

/// A hold that is new to her.
pub(super) fn held(pen: Pen<'_>, hold: &HeldLine) -> String {
    let running = if hold.locked { "held-locked" } else { "held" };
    held_as(pen, hold, running, "held-paused")
}

/// A hold in one of two sentences: its clock runs, or stands still.
pub(super) fn held_as(pen: Pen<'_>, hold: &HeldLine, running: &str, paused: &str) -> String {
    let item = ("item", counted(hold.item, hold.quantity).into());
    let amount = ("amount", pen.money(hold.price.times(hold.quantity)));
    match hold.until {
        Some(until) => pen.text(running, [item, amount, ("until", pen.until(until))]),
        None => pen.text(paused, [item, amount]),
    }
}

fn rest(pen: Pen<'_>, message: &str, waiting: u32, place: u32) -> String {
    pen.text(
        message,
        [("count", waiting.into()), ("place", place.into())],
    )
}

fn placed(pen: Pen<'_>, message: &str, place: &PlaceLine) -> String {
    pen.text(
        message,
        [
            ("item", place.item.to_string().into()),
            ("quantity", place.quantity.into()),
            ("place", place.place.into()),
        ],
    )
}

fn for_placed(pen: Pen<'_>, message: &str, place: &PlaceLine) -> String {
    pen.text(
        message,
        [
            ("item", counted(place.item, place.quantity).into()),
            ("place", place.place.into()),
        ],
    )
}

fn suggested(pen: Pen<'_>, what: &str, choices: &[Named], numbered: bool) -> String {
    let what = ("what", clean(what, TYPED_CHARS_MAX).into());
    let names = names(choices);
    let all = ("choices", pen.any(&names).into());
    if !numbered {
        return pen.text("suggested-resend", [what, all]);
    }
    match names.as_slice() {
        [only] => pen.text("suggested-one", [what, ("choice", only.clone().into())]),
        _ => {
            let numbers: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
            let numbers = ("numbers", pen.any(&numbers).into());
            pen.text("suggested-many", [what, all, numbers])
        }
    }
}

fn names(items: &[Named]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// What the customer does next, on lines of its own. Of an address that we kept she is told how to change it.
pub(super) fn next_step(pen: Pen<'_>, next: &NextStep) -> Option<String> {
    next_step_by(pen, next, "next-say-yes-or-address")
}

/// The same after an address that she has just given.
pub(super) fn next_step_there(pen: Pen<'_>, next: &NextStep) -> Option<String> {
    next_step_by(pen, next, "next-say-yes")
}

fn next_step_by(pen: Pen<'_>, next: &NextStep, say_yes: &'static str) -> Option<String> {
    let mut lines = Vec::new();
    match next {
        NextStep::Nothing => return None,
        NextStep::SendAddress {
            total,
            fee,
            zones,
            deposit,
        } => {
            lines.push(total_line(pen, *total, *fee));
            lines.extend(zones_line(pen, zones, *fee));
            lines.push(pen.plain("next-send-address"));
            lines.extend(deposit.iter().flat_map(|ask| basket_deposit(pen, ask)));
        }
        NextStep::SayYes {
            address,
            total,
            fee,
            zones,
            deposit,
        } => {
            lines.push(match pen.address(*address) {
                Some(address) => pen.text("deliver-to", [("address", address.into())]),
                None => pen.plain("deliver-known"),
            });
            lines.push(total_line(pen, *total, *fee));
            lines.extend(zones_line(pen, zones, *fee));
            lines.push(pen.plain(say_yes));
            lines.extend(deposit.iter().flat_map(|ask| basket_deposit(pen, ask)));
        }
    }
    Some(lines.join("\n"))
}

fn total_line(pen: Pen<'_>, total: Money, fee: Money) -> String {
    let message = if fee == Money::ZERO {
        "total"
    } else {
        "total-delivered"
    };
    pen.text(message, [("total", pen.money(total))])
}

/// What delivery costs, to whoever asks.
pub(super) fn delivery<'a>(pen: Pen<'a>, fee: Money, zones: &Zones) -> Draft<'a> {
    match named_zones(pen, zones, fee) {
        Some(line) => pen.draft().line(line),
        None => pen
            .draft()
            .line(pen.text("delivery-fee", [("fee", cost(pen, fee))]))
            .line_if(zones_line(pen, zones, fee)),
    }
}

/// What delivery costs elsewhere: by name where that is a short line, else that it may change.
fn zones_line(pen: Pen<'_>, zones: &Zones, fee: Money) -> Option<String> {
    let many = || (!zones.is_empty()).then(|| pen.plain("zones-many"));
    named_zones(pen, zones, fee).or_else(many)
}

fn cost<'a>(pen: Pen<'a>, fee: Money) -> FluentValue<'a> {
    match fee {
        Money::ZERO => pen.plain("zone-free").into(),
        fee => pen.money(fee),
    }
}

/// Each zone with its fee, where that is a short line.
fn named_zones(pen: Pen<'_>, zones: &Zones, fee: Money) -> Option<String> {
    if zones.is_empty() {
        return None;
    }
    let named = |zone: &Zone| {
        let name = ("name", zone.name().to_string().into());
        pen.text("zone", [name, ("fee", cost(pen, zone.fee()))])
    };
    let names: Vec<String> = zones.iter().map(named).collect();
    let arguments = [("zones", names.join(" · ").into()), ("fee", cost(pen, fee))];
    let line = pen.text("zones", arguments);
    (line.encode_utf16().count() <= ZONES_UNITS_MAX).then_some(line)
}

/// The deposit of a basket: it makes the holds last longer.
fn basket_deposit(pen: Pen<'_>, ask: &DepositAsk) -> Vec<String> {
    deposit(pen, ask, "deposit-offered")
}

/// The deposit of an order that exists.
pub(super) fn order_deposit(pen: Pen<'_>, ask: &DepositAsk) -> Vec<String> {
    deposit(pen, ask, "deposit-order-offered")
}

fn deposit(pen: Pen<'_>, ask: &DepositAsk, offered: &str) -> Vec<String> {
    let message = if ask.compulsory {
        "deposit-demanded"
    } else {
        offered
    };
    let mut lines = Vec::from([pen.text(message, [("amount", pen.money(ask.amount))])]);
    let how = clean(&ask.how, NOTE_CHARS_MAX);
    if !how.is_empty() {
        lines.push(pen.text("deposit-how", [("how", how.into())]));
    }
    lines.push(pen.plain("deposit-proof"));
    lines
}
