//! Changes as short lines, for transcripts: what the team could see in its list of events.

use crate::change::{Change, LeaveReason, Origin};
use crate::ids::{CustomerId, ItemId};
use crate::shop::Shop;
use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};

type Names<'a> = BTreeMap<CustomerId, &'a str>;

/// The line for a change; `None` for what a reader of transcripts need not see.
#[expect(clippy::too_many_lines, reason = "one arm for each change")]
pub(super) fn told(change: &Change, shop: &Shop, names: &Names<'_>) -> Option<String> {
    let who = |id: &CustomerId| names.get(id).map_or("?", |name| *name);
    let what = |id: &ItemId| {
        shop.item(*id)
            .map_or_else(|| format!("{id:?}"), |item| item.named.to_string())
    };
    let line = match change {
        Change::LiveOpened(live) => format!("live {} opens", live.get()),
        Change::LiveClosing { .. } => "the live takes no more claims".to_owned(),
        Change::LiveClosed => "the live is closed".to_owned(),
        Change::Offered {
            item,
            quantity,
            to_check,
            ..
        } => {
            format!(
                "{} × {quantity} can be claimed{}",
                what(item),
                if *to_check { ", to check" } else { "" }
            )
        }
        Change::StockAdded { item, quantity } => format!("{} + {quantity}", what(item)),
        Change::StockRemoved { item, slots } => format!("{} - {}", what(item), slots.len()),
        Change::Withdrawn(item) => format!("{} is withdrawn", what(item)),
        Change::Checked(item) => format!("{} is checked", what(item)),
        Change::PhotoBound { item, .. } => format!("{} has a photo", what(item)),
        Change::Held {
            item,
            customer,
            slots,
            origin,
            ..
        } => {
            let how = match origin {
                Origin::Claimed => "held",
                Origin::Promoted => "promoted",
                Origin::Team => "set aside",
                Origin::Late => "held again",
            };
            format!(
                "{} × {}: {how} for {}",
                what(item),
                slots.len(),
                who(customer)
            )
        }
        Change::HoldGrown { slots, .. } => format!("hold grows by {}", slots.len()),
        Change::HoldShrunk { slots, .. } => format!("hold gives {} back", slots.len()),
        Change::HoldMoved { .. } => "the end of a hold moves".to_owned(),
        Change::HoldEnded { reason, .. } => format!("a hold ends: {reason:?}"),
        Change::Reminded(customer) => format!("{} is reminded", who(customer)),
        Change::OutageCredited { span, .. } => format!("every hold gains {} s", span.secs()),
        Change::Queued {
            item,
            customer,
            quantity,
        } => format!("{} × {quantity}: {} waits", what(item), who(customer)),
        Change::PlaceResized {
            item,
            customer,
            quantity,
        } => {
            format!("{}: {} waits for {quantity}", what(item), who(customer))
        }
        Change::PlaceLeft {
            item,
            customer,
            reason,
        } => left(&what(item), who(customer), *reason)?,
        Change::OrderPlaced {
            order, customer, ..
        } => format!("{order} for {}", who(customer)),
        Change::OrderExtended { order, .. } => format!("{order} has more lines"),
        Change::OrderMoved { order, status } => format!("{order}: {status:?}"),
        Change::UnitsReturned(order) => format!("the units of {order} are free"),
        Change::OrderPaid { order, payment } => format!("{order}: {payment:?}"),
        Change::OrderReaddressed { order, .. } => format!("{order} goes to another address"),
        Change::OrderFeeSet { order, fee } => format!("{order}: delivery {}", fee.minor()),
        Change::ProofReceived {
            customer,
            review_until,
            ..
        } => {
            format!(
                "proof of {}{}",
                who(customer),
                if review_until.is_some() {
                    ", review runs"
                } else {
                    ""
                }
            )
        }
        Change::ProofApproved { customer, .. } => format!("proof of {} approved", who(customer)),
        Change::ProofRefused { customer, .. } => format!("proof of {} refused", who(customer)),
        Change::ReviewOverdue(customer) => format!("proof of {} waits too long", who(customer)),
        Change::OptedOut(customer) => format!("{} opted out", who(customer)),
        Change::OptedIn(customer) => format!("{} opted in", who(customer)),
        Change::Unreachable(customer) => format!("{} cannot be reached", who(customer)),
        Change::Blocked(customer) => format!("{} is blocked", who(customer)),
        Change::Unblocked(customer) => format!("{} is let in again", who(customer)),
        Change::Noted { customer, what } => {
            format!("the seller sees {}'s message ({what:?})", who(customer))
        }
        Change::Configured(_)
        | Change::Repriced { .. }
        | Change::AddressGiven { .. }
        | Change::AddressAwaited { .. }
        | Change::Suggested { .. }
        | Change::OrderRetired(_)
        | Change::Reachable(_)
        | Change::LanguageChosen { .. }
        | Change::DepositKept { .. }
        | Change::NotesRead
        | Change::Done { .. } => return None,
    };
    Some(line)
}

fn left(item: &str, who: &str, reason: LeaveReason) -> Option<String> {
    match reason {
        LeaveReason::Served => None,
        LeaveReason::Cancelled
        | LeaveReason::OptedOut
        | LeaveReason::Unreachable
        | LeaveReason::Blocked
        | LeaveReason::TooManyHolds
        | LeaveReason::Withdrawn
        | LeaveReason::SoldOut
        | LeaveReason::LiveClosed => Some(format!("{item}: {who} waits no more ({reason:?})")),
    }
}
