//! Effects on orders: holds become lines, units become sold or free again.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply.rs names every change and sends each to its file"
)]

use super::{holds, touch_live};
use crate::change::Change;
use crate::ids::LiveId;
use crate::ids::{CustomerId, HoldId, OrderNumber};
use crate::order::{Order, OrderLine, OrderStatus, Payment};
use crate::shop::Live;
use crate::state::State;
use crate::time::Timestamp;
use alloc::vec::Vec;

pub(super) fn apply(state: &mut impl State, at: Timestamp, change: &Change) {
    match change {
        Change::OrderPlaced { .. } => placed(state, at, change),
        Change::OrderExtended {
            order,
            holds,
            deposit,
        } => {
            let customer = state
                .order(*order)
                .expect("an order that grows exists")
                .customer;
            let lines = lines(state, holds);
            let paid = take_payment(state, at, customer, *order);
            let row = state.order_mut(*order);
            assert!(row.status.is_open(), "only an open order grows");
            let (before, live) = (row.total(), row.live);
            row.lines.extend(lines);
            row.deposit = *deposit;
            row.payment = better(row.payment, paid);
            let total = row.total();
            count(state, live, |running| {
                running.total = running.total.plus(total).less(before);
            });
            confirmed(state, customer);
            touch_live(state, at);
        }
        Change::OrderMoved { order, status } => moved(state, *order, *status),
        Change::UnitsReturned(order) => {
            let lines = state
                .order(*order)
                .expect("a cancelled order exists")
                .lines
                .clone();
            for line in lines {
                if state.item(line.item).is_some() {
                    let item = state.item_mut(line.item);
                    item.sold -= line.slots.len();
                    item.free.give_back(&line.slots);
                }
            }
        }
        Change::OrderPaid { order, payment } => {
            let row = state.order_mut(*order);
            row.payment = *payment;
            let customer = row.customer;
            if *payment != Payment::DepositPending {
                let settled = state
                    .customer(customer)
                    .and_then(|owner| owner.proof.as_deref());
                if settled.is_some_and(|proof| proof.order == Some(*order)) {
                    super::proofs::settle(state, customer);
                }
            }
        }
        Change::OrderReaddressed { order, message } => state.order_mut(*order).address = *message,
        Change::OrderFeeSet { order, fee } => {
            let row = state.order_mut(*order);
            let (before, live) = (row.fee, row.live);
            row.fee = *fee;
            count(state, live, |running| {
                running.total = running.total.plus(*fee).less(before);
            });
        }
        Change::OrderRetired(order) => state.drop_order(*order),
        _ => unreachable!("not a change of an order"),
    }
}

fn placed(state: &mut impl State, at: Timestamp, change: &Change) {
    let Change::OrderPlaced {
        order,
        customer,
        holds,
        fee,
        status,
        deposit,
        address,
    } = change
    else {
        unreachable!("only new orders come here");
    };
    let desk = state.desk_mut();
    assert_eq!(*order, desk.next_order, "orders are counted");
    desk.next_order = order.next();
    let latest = LiveId::new(desk.next_live.get().saturating_sub(1));
    let live = desk.live.as_ref().map_or(latest, |live| live.id);
    let lines = lines(state, holds);
    let payment = take_payment(state, at, *customer, *order);
    let row = Order {
        number: *order,
        customer: *customer,
        live,
        lines,
        fee: *fee,
        status: *status,
        payment,
        deposit: *deposit,
        address: *address,
        placed_at: at,
    };
    let total = row.total();
    state.put_order(row);
    state.customer_mut(*customer).orders.list().push(*order);
    count(state, live, |running| {
        running.orders += 1;
        running.total = running.total.plus(total);
    });
    confirmed(state, *customer);
    touch_live(state, at);
}

/// Turns holds into order lines: their units are sold now.
fn lines(state: &mut impl State, ids: &[HoldId]) -> Vec<OrderLine> {
    let mut lines = Vec::with_capacity(ids.len());
    for &id in ids {
        let hold = holds::remove(state, id);
        let item = state.item_mut(hold.item);
        item.sold += hold.slots.len();
        assert!(item.sold <= item.stock, "never more sold than there is");
        lines.push(OrderLine {
            item: hold.item,
            named: item.named,
            slots: hold.slots,
            price: hold.price,
        });
        if item.is_over() {
            super::items::gone(state, hold.item);
        }
    }
    lines
}

/// What the basket has paid moves to the order, and its proof with it.
fn take_payment(
    state: &mut impl State,
    at: Timestamp,
    customer: CustomerId,
    order: OrderNumber,
) -> Payment {
    let owner = state.customer_mut(customer);
    let paid = core::mem::take(&mut owner.payment);
    if let Some(proof) = owner
        .proof
        .as_deref_mut()
        .filter(|proof| proof.order.is_none())
    {
        proof.order = Some(order);
        if proof.pending {
            super::proofs::restart(state, at, customer);
        }
    }
    paid
}

/// The payment of an order that a basket joins: the one that says more.
pub(crate) fn better(order: Payment, basket: Payment) -> Payment {
    let rank = |payment| match payment {
        Payment::NoDeposit => 0,
        Payment::DepositRejected => 1,
        Payment::DepositPending => 2,
        Payment::DepositApproved => 3,
    };
    if rank(basket) > rank(order) {
        basket
    } else {
        order
    }
}

/// Counts in the live that the order was made in, while it runs.
fn count(state: &mut impl State, live: LiveId, change: impl FnOnce(&mut Live)) {
    let running = state.desk_mut().live.as_mut();
    if let Some(running) = running.filter(|running| running.id == live) {
        change(running);
    }
}

fn confirmed(state: &mut impl State, customer: CustomerId) {
    let owner = state.customer_mut(customer);
    owner.awaits_address = false;
    owner.confirms = false;
    owner.only.clear();
    owner.lapsed.clear();
}

fn moved(state: &mut impl State, number: OrderNumber, status: OrderStatus) {
    let order = state.order_mut(number);
    assert!(
        order.status.may_become(status),
        "an order moves one step or is cancelled"
    );
    order.status = status;
    let customer = order.customer;
    if matches!(status, OrderStatus::Cancelled(_)) {
        let (live, total) = (order.live, order.total());
        count(state, live, |running| {
            running.orders -= 1;
            running.total = running.total.less(total);
        });
    }
    if status.is_closed() {
        state
            .customer_mut(customer)
            .orders
            .list()
            .retain(|&other| other != number);
        let proof = state
            .customer(customer)
            .and_then(|owner| owner.proof.as_deref());
        if proof.is_some_and(|proof| proof.order == Some(number)) {
            super::proofs::settle(state, customer);
        }
        state.note_closed(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payment_that_says_more_counts() {
        let payments = [
            Payment::NoDeposit,
            Payment::DepositRejected,
            Payment::DepositPending,
            Payment::DepositApproved,
        ];
        for (index, less) in payments.into_iter().enumerate() {
            for &more in &payments[index..] {
                assert_eq!((better(less, more), better(more, less)), (more, more));
            }
        }
    }
}
