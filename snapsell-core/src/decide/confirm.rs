//! OUI and an address make an order.

use super::{Ruling, answers, due, orders, serve};
use crate::change::{Change, Origin};
use crate::code::Code;
use crate::draft::Draft;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, OrderNumber};
use crate::limits::{LATE_YES_SECS, ORDER_LINES_MAX};
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use crate::reply::{Class, LateLine, Line, Say};
use crate::shop::{Lapsed, LiveState};
use crate::state::State;
use crate::time::Span;
use alloc::vec::Vec;

/// The message is her address; when she said OUI before, it makes the order.
pub(super) fn give_address(
    draft: &mut Draft<'_>,
    customer: CustomerId,
    message: CommandId,
) -> Ruling {
    due::settle_customer(draft, customer);
    let person = draft.customer_mut(customer);
    let (confirms, open) = (
        person.confirms && !person.holds.is_empty(),
        person.orders.clone(),
    );
    draft.emit(Change::AddressGiven { customer, message });
    for order in open {
        if draft
            .order(order)
            .is_some_and(|order| order.status.is_open())
        {
            draft.emit(Change::OrderReaddressed { order, message });
        }
    }
    if confirms {
        return confirm(draft, customer, &[]);
    }
    let next = answers::next_step(draft, customer);
    draft.tell(customer, Class::Answer, Say::AddressNoted { next });
    Ok(())
}

/// OUI: every held line, or those of `codes`, becomes part of one order.
pub(super) fn confirm(draft: &mut Draft<'_>, customer: CustomerId, codes: &[Code]) -> Ruling {
    due::settle_customer(draft, customer);
    let late = reclaim(draft, customer, codes);
    let holds = chosen(draft, customer, codes);
    if holds.is_empty() {
        let (say, refusal) = if late.is_empty() {
            (Say::NothingToConfirm, Refusal::NotHeld)
        } else {
            (Say::TooLate { late }, Refusal::Taken)
        };
        draft.tell(customer, Class::Answer, say);
        return Err(refusal);
    }
    let Some(address) = draft.customer(customer).and_then(|person| person.address) else {
        let items = holds
            .iter()
            .map(|&hold| answers::held_line(draft, hold).item)
            .collect();
        draft.emit(Change::AddressAwaited {
            customer,
            awaited: true,
            confirms: true,
        });
        draft.tell(customer, Class::Answer, Say::AddressWanted { items });
        return Ok(());
    };
    place(draft, customer, holds, address, late);
    Ok(())
}

/// Sets up again what expired and is still free; the rest is late, with the place she could have.
fn reclaim(draft: &mut Draft<'_>, customer: CustomerId, codes: &[Code]) -> Vec<LateLine> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    let since = draft.now - Span::from_secs(LATE_YES_SECS);
    let opened_at = draft
        .desk()
        .live
        .as_ref()
        .map_or(draft.now, |live| live.opened_at);
    let in_time = |lapse: &&Lapsed| lapse.at >= since && lapse.at >= opened_at;
    let lapsed: Vec<Lapsed> = person.lapsed.iter().filter(in_time).cloned().collect();
    let (mut late, mut offered) = (Vec::new(), Vec::new());
    for lapse in lapsed {
        due::settle_item(draft, lapse.item);
        let Some(row) = draft.item(lapse.item) else {
            continue;
        };
        if !codes.is_empty() && !codes.contains(&row.code) {
            continue;
        }
        let open = draft
            .desk()
            .live
            .as_ref()
            .is_some_and(|live| live.state == LiveState::Open);
        let again = open && !row.withdrawn && row.queue.is_empty() && row.free.len() > 0;
        if again
            && !serve::too_many_holds(draft, customer)
            && serve::hold_of(draft, customer, lapse.item).is_none()
        {
            let slots = row.free.lowest(lapse.quantity);
            let (hold, until) = (
                draft.desk().next_hold,
                draft.now + draft.settings().hold.soft,
            );
            draft.emit(Change::Held {
                hold,
                item: lapse.item,
                customer,
                slots,
                until,
                origin: Origin::Late,
            });
            continue;
        }
        let waitable = open && !row.withdrawn && row.stock > 0 && draft.settings().queue;
        let place = waitable.then(|| tail(draft, customer, lapse.item));
        let waits = row.place_of(customer).is_some();
        let offer = (waitable && !waits).then(|| {
            offered.push(lapse.item);
            u8::try_from(offered.len()).expect("what lapsed is bounded")
        });
        late.push(LateLine {
            item: row.named,
            place,
            offer,
        });
    }
    if !offered.is_empty() {
        draft.emit(Change::Suggested {
            customer,
            items: offered,
        });
    }
    late
}

/// The place she has, or would have at the end of the queue.
fn tail(draft: &Draft<'_>, customer: CustomerId, item: ItemId) -> u32 {
    let row = draft.item(item).expect("a lapsed item was just looked up");
    let index = row.place_of(customer).unwrap_or(row.queue.len());
    u32::try_from(index + 1).expect("a queue is bounded")
}

fn chosen(draft: &Draft<'_>, customer: CustomerId, codes: &[Code]) -> Vec<HoldId> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    let is_chosen = |hold: &HoldId| {
        let item = draft.hold(*hold).and_then(|hold| draft.item(hold.item));
        codes.is_empty() || item.is_some_and(|item| codes.contains(&item.code))
    };
    person.holds.iter().copied().filter(is_chosen).collect()
}

fn place(
    draft: &mut Draft<'_>,
    customer: CustomerId,
    holds: Vec<HoldId>,
    address: CommandId,
    late: Vec<LateLine>,
) {
    let lines: Vec<Line> = holds.iter().map(|&hold| line(draft, hold)).collect();
    let goods = lines.iter().fold(Money::ZERO, |sum, line| {
        sum.plus(line.price.times(line.quantity))
    });
    let paid = draft
        .customer(customer)
        .map_or(Payment::NoDeposit, |person| person.payment);
    let target = orders::of_this_live(draft, customer);
    let (order, extended) =
        match target.filter(|&order| may_extend(draft, order, goods, holds.len())) {
            Some(order) => {
                let before = draft.order(order).expect("a chosen order exists");
                let deposit = asked(draft, before.goods().plus(goods), before.payment).0;
                draft.emit(Change::OrderExtended {
                    order,
                    holds,
                    deposit,
                });
                (order, true)
            }
            None => {
                let order = draft.desk().next_order;
                // Delivery is charged once for each live and customer.
                let fee = if target.is_some() {
                    Money::ZERO
                } else {
                    draft.settings().delivery_fee
                };
                let (deposit, waits) = asked(draft, goods, paid);
                let status = if waits {
                    OrderStatus::New
                } else {
                    OrderStatus::Confirmed
                };
                draft.emit(Change::OrderPlaced {
                    order,
                    customer,
                    holds,
                    fee,
                    status,
                    deposit,
                    address,
                });
                (order, false)
            }
        };
    let row = draft.order(order).expect("an order just placed exists");
    let (fee, total, status) = (row.fee, row.total(), row.status);
    let deposit = answers::deposit_ask(draft, row.goods(), row.payment);
    let say = Say::Confirmed {
        order,
        lines,
        fee,
        total,
        extended,
        status,
        deposit,
        late,
    };
    draft.tell(customer, Class::Answer, say);
}

/// The deposit asked for goods of this amount, and whether the order waits for it.
fn asked(draft: &Draft<'_>, goods: Money, paid: Payment) -> (Money, bool) {
    match draft.settings().deposit.ask(goods) {
        Some((amount, compulsory)) => (amount, compulsory && paid != Payment::DepositApproved),
        None => (Money::ZERO, false),
    }
}

/// A confirmed order is not made to wait again: what would need a compulsory deposit becomes an order of its own.
fn may_extend(draft: &Draft<'_>, order: OrderNumber, goods: Money, lines: usize) -> bool {
    let Some(row) = draft.order(order) else {
        return false;
    };
    let waits = asked(draft, row.goods().plus(goods), row.payment).1;
    row.lines.len() + lines <= ORDER_LINES_MAX && (row.status == OrderStatus::New || !waits)
}

fn line(draft: &Draft<'_>, hold: HoldId) -> Line {
    let line = answers::held_line(draft, hold);
    Line {
        item: line.item,
        quantity: line.quantity,
        price: line.price,
    }
}
