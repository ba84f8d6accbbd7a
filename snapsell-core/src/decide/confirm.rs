//! OUI and an address make an order.

use super::deposit::{Brought, asked, brought};
use super::late::{lapsed, reclaim};
use super::{Ruling, answers, claim, deposit, due, orders, question};
use crate::apply::better_payment;
use crate::change::{Change, Origin};
use crate::draft::{Draft, Ground};
use crate::ids::{CommandId, CustomerId, HoldId, OrderNumber};
use crate::limits::{CLAIMS_PER_MESSAGE_MAX, ORDER_LINES_MAX};
use crate::list::List;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::pick::{Pick, picked};
use crate::queue::Wait;
use crate::refusal::Refusal;
use crate::reply::{ClaimLine, Class, DepositAsk, LateLine, Line, NextStep, Say};
use crate::shop::Held;
use alloc::vec::Vec;

/// The message is her address; when she says OUI with it (to all), or said it before, it makes the order.
pub(super) fn give_address(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    message: CommandId,
    yes: bool,
) -> Ruling {
    due::settle_customer(draft, customer);
    let (has_basket, said_yes) = draft.of(customer, |person| {
        (!person.holds.is_empty(), person.confirms)
    });
    let (mut only, orders) = draft.of(customer, |person| {
        (person.only.to_vec(), person.orders.to_vec())
    });
    if yes {
        only.clear();
    }
    // An OUI in the same message is a late one where nothing of hers runs any more.
    let confirms = (yes || (said_yes && has_basket)) && stands(draft, customer, &only);
    draft.emit(Change::AddressGiven { customer, message });
    let mut too_late = None;
    let mut moved = Vec::new();
    for order in orders {
        let Some(from) = draft.order(order).map(|row| row.status) else {
            continue;
        };
        if from.is_open() {
            draft.emit(Change::OrderReaddressed { order, message });
            moved.push(order);
        } else {
            too_late = Some(Refusal::WrongMove { order, from });
        }
    }
    if confirms {
        return confirm(draft, customer, &only);
    }
    if has_basket || moved.is_empty() {
        let next = answers::next_step(draft, customer);
        draft.tell(customer, Class::Answer, Say::AddressNoted { next });
    }
    for order in moved {
        let address = message;
        draft.tell(customer, Class::Answer, Say::Readdressed { order, address });
    }
    // Without a basket the address can be meant for the order that is on its way to the old one.
    if let Some(refusal) = too_late.filter(|_| !has_basket) {
        draft.tell(customer, Class::Answer, Say::Refused(refusal));
    }
    Ok(())
}

/// Every held line, or those of `picks`, becomes part of one order. Whoever calls has settled what is due of hers.
pub(super) fn confirm(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    picks: &[Pick],
) -> Ruling {
    // Who may claim nothing gets nothing set up again; what still runs is hers to confirm.
    let barred = claim::may_claim(draft, customer).err();
    let late = match barred {
        Some(_) => Vec::new(),
        None => reclaim(draft, customer, picks),
    };
    let holds = chosen(draft, customer, picks);
    if holds.is_empty() {
        let (say, refusal) = match barred {
            Some(refusal) => (Say::Refused(refusal.clone()), refusal),
            None if late.is_empty() => (nothing_yet(draft, customer, picks), Refusal::NotHeld),
            None => (Say::TooLate { late }, Refusal::Taken),
        };
        draft.tell(customer, Class::Answer, say);
        return Err(refusal);
    }
    let Some(address) = draft.customer(customer).and_then(|person| person.address) else {
        let only = also(draft, customer, picks);
        let items = chosen(draft, customer, &only)
            .iter()
            .map(|&hold| answers::held_line(draft, hold).item)
            .collect();
        draft.emit(Change::AddressAwaited {
            customer,
            awaited: true,
            confirms: true,
            only,
        });
        draft.tell(customer, Class::Answer, Say::AddressWanted { items });
        return Ok(());
    };
    if late.iter().all(|line| line.offer.is_none()) {
        question::close(draft, customer);
    }
    place(draft, customer, holds, address, late);
    Ok(())
}

/// What she means is not hers: who waits for it hears her place again.
fn nothing_yet(draft: &Draft<'_, impl Ground>, customer: CustomerId, picks: &[Pick]) -> Say {
    let meant = |wait: &&Wait| {
        let item = draft.item(wait.item);
        item.is_some_and(|item| picked(picks, &**draft, item))
    };
    let waits = draft.customer(customer).map(|person| person.waits.iter());
    let waits = waits.into_iter().flatten().filter(meant);
    let lines: List<ClaimLine> = waits
        .map(|wait| ClaimLine::AlreadyQueued(claim::place_line(draft, wait)))
        .collect();
    if lines.is_empty() {
        return Say::NothingToConfirm;
    }
    Say::Claimed {
        lines,
        skipped: 0,
        next: NextStep::Nothing,
    }
}

/// Whether anything is left of what an OUI was for, be it to say that it is too late.
fn stands(draft: &Draft<'_, impl Ground>, customer: CustomerId, picks: &[Pick]) -> bool {
    !chosen(draft, customer, picks).is_empty() || !lapsed(draft, customer, picks).is_empty()
}

/// What her OUI stands for, an OUI that waits for the address included; none for all.
fn also(draft: &Draft<'_, impl Ground>, customer: CustomerId, picks: &[Pick]) -> Vec<Pick> {
    let mut only = picks.to_vec();
    if let Some(person) = draft.customer(customer).filter(|person| person.confirms) {
        if person.only.is_empty() {
            return Vec::new();
        }
        let more = person.only.iter().filter(|pick| !picks.contains(pick));
        only.extend(more.take(if picks.is_empty() {
            0
        } else {
            CLAIMS_PER_MESSAGE_MAX
        }));
    }
    only
}

fn chosen(draft: &Draft<'_, impl Ground>, customer: CustomerId, picks: &[Pick]) -> Vec<HoldId> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    let is_chosen = |held: &&Held| {
        let item = draft.item(held.item);
        item.is_some_and(|item| picked(picks, &**draft, item))
    };
    let chosen = person.holds.iter().filter(is_chosen);
    chosen.map(|held| held.hold).collect()
}

fn place(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    holds: Vec<HoldId>,
    address: CommandId,
    late: Vec<LateLine>,
) {
    let lines: Vec<Line> = holds.iter().map(|&hold| line(draft, hold)).collect();
    let goods = lines.iter().fold(Money::ZERO, |sum, line| {
        sum.plus(line.price.times(line.quantity))
    });
    let paused = paused(draft, customer);
    let target = draft
        .customer(customer)
        .and_then(|person| orders::of_this_live(draft, person));
    let brought = brought(draft, customer, goods, holds.len());
    let is_late = |&hold: &HoldId| {
        draft
            .hold(hold)
            .is_some_and(|row| row.origin == Origin::Late)
    };
    // The team was told to give it back when the hold ended.
    let again = brought.payment == Payment::DepositApproved && holds.iter().any(is_late);
    let extends = |&order: &OrderNumber| may_extend(draft, order, goods, brought, holds.len());
    let (order, extended) = match target.filter(extends) {
        Some(order) => {
            extend(draft, order, holds, goods, brought);
            (order, true)
        }
        None => {
            let order = draft.desk().next_order;
            // She was told that it goes where the order beside it goes.
            let beside = target.and_then(|order| draft.order(order));
            let address = beside.map_or(address, |order| order.address);
            open(draft, customer, holds, goods, address, target, brought);
            (order, false)
        }
    };
    if let Some(sum) = brought.kept {
        draft.emit(Change::DepositKept { customer, sum });
    }
    let row = draft.order(order).expect("an order just placed exists");
    let (fee, total, status) = (row.fee, row.total(), row.status);
    let deposit = deposit::ask(draft, row.goods(), Money::ZERO, row.payment);
    let deposit = deposit.map(|ask| DepositAsk {
        compulsory: status == OrderStatus::New,
        ..ask
    });
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
    if again {
        draft.tell_sellers(&Say::DepositUsed { order, customer });
    }
    tell_restarted(draft, customer, &paused);
}

/// More lines for an order; a basket that brings an approved deposit confirms it.
fn extend(
    draft: &mut Draft<'_, impl Ground>,
    order: OrderNumber,
    holds: Vec<HoldId>,
    goods: Money,
    brought: Brought,
) {
    let before = draft.order(order).expect("a chosen order exists");
    let whole = before.goods().plus(goods);
    let payment = better_payment(before.payment, brought.payment);
    let counts = |of: Payment, sum: Money| if of == payment { sum } else { Money::ZERO };
    let deposit = match payment {
        Payment::NoDeposit | Payment::DepositRejected => asked(draft, whole, whole, payment).0,
        // What a receipt was for stays what it was, whatever joins the order.
        Payment::DepositPending | Payment::DepositApproved => {
            counts(before.payment, before.deposit).plus(counts(brought.payment, brought.sum))
        }
    };
    draft.emit(Change::OrderExtended {
        order,
        holds,
        deposit,
    });
    let row = draft.order(order).expect("a chosen order exists");
    let rule = draft.settings().deposit;
    let asked_no_more = row.may_be_vouched_for() && rule.ask(row.goods()).is_none();
    if row.status == OrderStatus::New && (row.payment == Payment::DepositApproved || asked_no_more)
    {
        draft.emit(Change::OrderMoved {
            order,
            status: OrderStatus::Confirmed,
        });
    }
}

/// A new order. Delivery is charged once for each live and customer.
fn open(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    holds: Vec<HoldId>,
    goods: Money,
    address: CommandId,
    beside: Option<OrderNumber>,
    brought: Brought,
) {
    let beside = beside.and_then(|order| draft.order(order));
    let (before, fee) = match beside {
        Some(order) => (order.goods(), Money::ZERO),
        None => (Money::ZERO, draft.settings().delivery_fee),
    };
    let waits = asked(draft, goods, before.plus(goods), brought.payment).1;
    let status = if waits {
        OrderStatus::New
    } else {
        OrderStatus::Confirmed
    };
    let order = draft.desk().next_order;
    draft.emit(Change::OrderPlaced {
        order,
        customer,
        holds,
        fee,
        status,
        deposit: brought.sum,
        address,
    });
}

/// A confirmed order is not made to wait again, and one whose receipt is being checked does not grow beyond what that was
/// for: what would need a compulsory deposit becomes an order of its own.
fn may_extend(
    draft: &Draft<'_, impl Ground>,
    order: OrderNumber,
    goods: Money,
    brought: Brought,
    holds: usize,
) -> bool {
    let Some(row) = draft.order(order) else {
        return false;
    };
    let whole = row.goods().plus(goods);
    let waits = asked(
        draft,
        whole,
        whole,
        better_payment(row.payment, brought.payment),
    )
    .1;
    let pending = |of: Payment| of == Payment::DepositPending;
    let apart = match (row.payment, brought.payment) {
        // Of two deposits in one order the one that is still to be judged would be forgotten.
        (Payment::DepositPending, Payment::DepositApproved)
        | (Payment::DepositApproved, Payment::DepositPending) => true,
        (Payment::DepositApproved, Payment::DepositApproved) => false,
        (Payment::DepositApproved, _) => !deposit::covers(draft, row.deposit, goods, whole),
        (_, Payment::DepositApproved) => !deposit::covers(draft, brought.sum, row.goods(), whole),
        (_, _) => false,
    };
    let grows =
        row.status == OrderStatus::New && (!pending(row.payment) || pending(brought.payment));
    row.lines.len() + holds <= ORDER_LINES_MAX && !apart && (grows || !waits)
}

/// Which of her holds stand still.
fn paused(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Vec<HoldId> {
    let lines = answers::held_lines(draft, customer);
    let still = lines.into_iter().filter(|line| line.until.is_none());
    still.map(|line| line.hold).collect()
}

/// The proof went with the order: what she left in her basket runs again, and she is told until when.
fn tell_restarted(draft: &mut Draft<'_, impl Ground>, customer: CustomerId, paused: &[HoldId]) {
    let mut holds = answers::held_lines(draft, customer);
    holds.retain(|line| paused.contains(&line.hold) && line.until.is_some());
    answers::tell_held(draft, customer, holds);
}

fn line(draft: &Draft<'_, impl Ground>, hold: HoldId) -> Line {
    let line = answers::held_line(draft, hold);
    Line {
        item: line.item,
        quantity: line.quantity,
        price: line.price,
    }
}
