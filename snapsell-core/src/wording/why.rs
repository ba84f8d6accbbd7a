//! POURQUOI: who came when, to the second, since that is what settles a dispute.
//! Other customers are named to the seller alone.

use super::draft::Draft;
use super::order;
use super::pen::Pen;
use crate::code::Code;
use crate::ids::OrderNumber;
use crate::label::Named;
use crate::reply::{WhyHold, WhyLine, WhyOrder};
use crate::time::Timestamp;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// All that is known of a code, one paragraph for each size.
pub(super) fn why<'a>(pen: Pen<'a>, code: Code, facts: &[WhyLine]) -> Draft<'a> {
    if facts.is_empty() {
        let message = if pen.facts.to_seller {
            "seller-why-unknown"
        } else {
            "why-unknown"
        };
        return pen
            .draft()
            .line(pen.text(message, [("code", code.to_string().into())]));
    }
    let mut draft = pen.draft();
    let mut timed = false;
    for fact in facts {
        let events = events(pen, fact);
        timed |= !events.is_empty();
        let orders = fact.orders.iter().filter(|_| pen.facts.to_seller);
        let orders = orders.map(|order| ordered(pen, order));
        draft = draft.list(
            core::iter::once(standing(pen, fact))
                .chain(orders)
                .chain(events)
                .chain(waiting(pen, fact)),
        );
    }
    draft.line_if(timed.then(|| pen.plain("why-rule")))
}

/// What is in an order of the asker's.
pub(super) fn in_your_order<'a>(pen: Pen<'a>, lines: &[(Named, OrderNumber)]) -> Draft<'a> {
    let line = |(item, order): &(Named, OrderNumber)| {
        let item = ("item", item.to_string().into());
        pen.text("why-own-order", [item, ("order", order.to_string().into())])
    };
    pen.draft().list(lines.iter().map(line))
}

/// How the item stands now.
fn standing(pen: Pen<'_>, fact: &WhyLine) -> String {
    let item = ("item", fact.item.to_string().into());
    if fact.withdrawn {
        pen.text("why-withdrawn", [item])
    } else if fact.left == 0 {
        pen.text("why-sold-out", [item])
    } else if fact.free > 0 {
        let message = if pen.facts.to_seller {
            "seller-why-free"
        } else {
            "why-free"
        };
        pen.text(message, [item, ("free", fact.free.into())])
    } else if fact.left == 1 {
        pen.text("why-taken", [item])
    } else {
        pen.text("why-taken-all", [item, ("left", fact.left.into())])
    }
}

fn ordered(pen: Pen<'_>, line: &WhyOrder) -> String {
    let arguments = [
        ("order", line.order.to_string().into()),
        ("name", pen.name(line.customer).into()),
        (
            "status",
            pen.plain(order::seller_status_name(line.status)).into(),
        ),
    ];
    units(
        pen,
        pen.text("seller-why-ordered", arguments),
        line.quantity,
    )
}

/// How many wait; to the seller, who is next.
fn waiting(pen: Pen<'_>, fact: &WhyLine) -> Option<String> {
    let count = ("count", fact.waiting.into());
    match (fact.waiting as usize).checked_sub(fact.queue.len())? {
        _ if fact.waiting == 0 => None,
        _ if fact.queue.is_empty() || !pen.facts.to_seller => {
            Some(pen.text("why-waiting", [count]))
        }
        beyond => {
            let names: Vec<String> = fact.queue.iter().map(|&who| pen.name(who)).collect();
            let names = pen.all_and(&names, beyond).into();
            Some(pen.text("seller-why-waiting", [count, ("names", names)]))
        }
    }
}

/// What happened, oldest first.
fn events(pen: Pen<'_>, fact: &WhyLine) -> Vec<String> {
    let mut events: Vec<(Timestamp, String)> = Vec::new();
    for hold in &fact.holds {
        events.push((hold.since, held(pen, hold)));
    }
    if let Some((place, since)) = fact.own_place {
        let arguments = [("since", pen.second(since)), ("place", place.into())];
        events.push((since, pen.text("why-own-place", arguments)));
    }
    if let Some(at) = fact.own_expired {
        events.push((at, pen.text("why-own-expired", [("at", pen.second(at))])));
    }
    events.sort_by_key(|&(at, _)| at);
    events.into_iter().map(|(_, text)| text).collect()
}

fn held(pen: Pen<'_>, hold: &WhyHold) -> String {
    let since = ("since", pen.second(hold.since));
    let fact = if pen.facts.to_seller {
        let name = ("name", pen.name(hold.customer).into());
        match hold.until {
            Some(until) => pen.text(
                "seller-why-held",
                [since, name, ("until", pen.second(until))],
            ),
            None => pen.text("seller-why-held-paused", [since, name]),
        }
    } else {
        match (hold.own, hold.until) {
            (true, Some(until)) => pen.text("why-held-own", [since, ("until", pen.second(until))]),
            (true, None) => pen.text("why-held-own-paused", [since]),
            (false, Some(until)) => {
                pen.text("why-held-other", [since, ("until", pen.second(until))])
            }
            (false, None) => pen.text("why-held-other-paused", [since]),
        }
    };
    units(pen, fact, hold.quantity)
}

fn units(pen: Pen<'_>, fact: String, quantity: u32) -> String {
    if quantity == 1 {
        return fact;
    }
    let pieces = ("pieces", pen.pieces(quantity));
    pen.text("why-units", [("fact", fact.into()), pieces])
}
