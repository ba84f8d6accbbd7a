//! Effects on items and their queues.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply.rs names every change and sends each to its file"
)]

use super::{Chain, touch_live};
use crate::change::{Change, LeaveReason};
use crate::ids::{CustomerId, ItemId};
use crate::label::Named;
use crate::limits::{QUEUE_MAX, STOCK_MAX};
use crate::queue::{Ticket, Wait};
use crate::shop::Item;
use crate::slots::FreeSlots;
use crate::state::State;
use crate::time::Timestamp;
use alloc::boxed::Box;

pub(super) fn apply(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::Offered { .. } => offered(state, at, change),
        Change::StockAdded { item: id, quantity } => {
            let id = *id;
            let item = state.item_mut(id);
            item.free.add(item.next_slot, *quantity);
            item.next_slot += u16::try_from(*quantity).expect("a restock is below STOCK_MAX");
            item.stock += quantity;
            assert!(item.stock <= STOCK_MAX, "stock stays in its bound");
            touch_live(state, at);
        }
        Change::StockRemoved { item: id, slots } => {
            let item = state.item_mut(*id);
            item.free.take(slots);
            item.stock -= slots.len();
        }
        Change::Repriced { item, price } => state.item_mut(*item).price = *price,
        Change::PhotoBound { item, media } => state.item_mut(*item).photo = Some(Box::new(*media)),
        Change::Withdrawn(item) => state.item_mut(*item).withdrawn = true,
        Change::Checked(item) => {
            state.item_mut(*item).to_check = false;
            state.desk_mut().last_offer = Some((*item, at));
            touch_live(state, at);
        }
        _ => unreachable!("not a change of an item"),
    }
}

fn offered(state: &mut impl State, at: Timestamp, change: &Change) {
    let Change::Offered {
        item,
        code,
        size,
        label,
        kind,
        price,
        quantity,
        to_check,
    } = change
    else {
        unreachable!("only offers come here");
    };
    let desk = state.desk_mut();
    assert_eq!(*item, desk.next_item, "items are counted");
    desk.next_item = item.next();
    if !to_check {
        desk.last_offer = Some((*item, at));
    }
    let mut free = FreeSlots::default();
    free.add(0, *quantity);
    state.put_item(Item {
        id: *item,
        code: *code,
        named: Named {
            label: *label,
            size: *size,
        },
        kind: *kind,
        price: *price,
        to_check: *to_check,
        withdrawn: false,
        closed: false,
        offered_at: at,
        photo: None,
        stock: *quantity,
        sold: 0,
        next_slot: u16::try_from(*quantity).expect("an offer is at most STOCK_MAX"),
        free,
        holders: Chain::default(),
        waiting: 0,
        next_ticket: Ticket::default(),
    });
    state.bind_code(*code, *size, *item);
    touch_live(state, at);
}

/// Nobody holds any more what its live left behind: it goes, and its code with it, unless that leads to another by now.
pub(super) fn gone(state: &mut impl State, id: ItemId) {
    let item = state.item(id).expect("an item is there until it goes");
    let (code, size) = (item.code, item.named.size);
    if state.code(code, size) == Some(id) {
        state.unbind_code(code, size);
    }
    state.drop_item(id);
}

pub(super) fn apply_queue(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::Queued {
            item,
            customer,
            quantity,
        } => {
            let row = state.item_mut(*item);
            let ticket = row.next_ticket;
            row.next_ticket = ticket.next();
            row.waiting += 1;
            assert!(
                row.waiting as usize <= QUEUE_MAX,
                "a queue stays in its bound"
            );
            let person = state.customer_mut(*customer);
            assert!(person.wait(*item).is_none(), "one place for each customer");
            person.waits.push(Wait {
                item: *item,
                quantity: *quantity,
                since: at,
                ticket,
            });
            state.join_queue(*item, ticket, *customer);
            state.set_waiting(*customer, true);
            touch_live(state, at);
        }
        Change::PlaceResized {
            item,
            customer,
            quantity,
        } => {
            let waits = &mut state.customer_mut(*customer).waits;
            let wait = waits.iter_mut().find(|wait| wait.item == *item);
            wait.expect("only a place that exists is resized").quantity = *quantity;
        }
        Change::PlaceLeft {
            item,
            customer,
            reason,
        } => left(state, *item, *customer, *reason),
        _ => unreachable!("not a change of a queue"),
    }
}

fn left(state: &mut impl State, item: ItemId, customer: CustomerId, reason: LeaveReason) {
    let waits = &mut state.customer_mut(customer).waits;
    let wait = waits.iter().find(|wait| wait.item == item);
    let ticket = wait.expect("only a place that exists is left").ticket;
    waits.retain(|wait| wait.item != item);
    if waits.is_empty() {
        state.set_waiting(customer, false);
    }
    match reason {
        LeaveReason::Served
        | LeaveReason::Unreachable
        | LeaveReason::Blocked
        | LeaveReason::TooManyHolds => {
            let first = state.first_in_line(item);
            assert_eq!(
                first,
                Some((ticket, customer)),
                "the queue is served in order"
            );
        }
        LeaveReason::Cancelled
        | LeaveReason::OptedOut
        | LeaveReason::Withdrawn
        | LeaveReason::SoldOut
        | LeaveReason::LiveClosed => {}
    }
    state.leave_queue(item, ticket);
    state.item_mut(item).waiting -= 1;
}
