//! The facts of answers: what she holds, what it costs, what she does next.

use super::claim::place_line;
use super::{Ruling, deposit, lookup, orders};
use crate::change::Change;
use crate::command::{Action, Unclear};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::label::Named;
use crate::money::Money;
use crate::order::{Order, OrderStatus, Payment};
use crate::reply::{ClaimLine, Class, DepositAsk, HeldLine, NextStep, OrderLineShort, Say};
use crate::settings::Zones;
use crate::shop::{Customer, HoldState};
use alloc::vec::Vec;

#[inline]
pub(super) fn named(draft: &Draft<'_, impl Ground>, item: ItemId) -> Named {
    draft
        .item(item)
        .expect("an item that is told of exists")
        .named
}

/// A hold as it is told.
#[inline]
pub(super) fn held_line(draft: &Draft<'_, impl Ground>, id: HoldId) -> HeldLine {
    let hold = draft.hold(id).expect("a hold that is told of exists");
    HeldLine {
        hold: id,
        item: named(draft, hold.item),
        quantity: hold.slots.len(),
        price: hold.price,
        until: hold.state.until(),
        locked: matches!(hold.state, HoldState::Locked { .. }),
    }
}

/// All she holds.
pub(super) fn held_lines(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Vec<HeldLine> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    person.holds().map(|hold| held_line(draft, hold)).collect()
}

/// What a claim has led to, read from the state that it led to.
#[inline]
pub(super) fn claim_line(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    unchanged: bool,
) -> ClaimLine {
    let person = draft.customer(customer);
    let hold = person.and_then(|person| person.hold_of(item));
    let place = person.and_then(|person| person.wait(item));
    let place = place.map(|wait| place_line(draft, wait));
    match (hold, place) {
        (Some(hold), Some(place)) => ClaimLine::Partly {
            hold: held_line(draft, hold),
            waiting: place.quantity,
            place: place.place,
        },
        (Some(hold), None) if unchanged => ClaimLine::AlreadyHeld(held_line(draft, hold)),
        (Some(hold), None) => ClaimLine::Held(held_line(draft, hold)),
        (None, Some(place)) if unchanged => ClaimLine::AlreadyQueued(place),
        (None, Some(place)) => ClaimLine::Queued(place),
        (None, None) => unreachable!("a claim that is not refused leads to a hold or a place"),
    }
}

/// What her basket costs, without delivery.
pub(super) fn goods(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Money {
    let person = draft.customer(customer);
    person.map_or(Money::ZERO, |person| person.goods)
}

/// What she does now: send her address, say OUI, or nothing.
pub(super) fn next_step(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> NextStep {
    let person = draft.customer(customer);
    person.map_or(NextStep::Nothing, |person| next_step_of(draft, person))
}

#[inline]
fn next_step_of(draft: &Draft<'_, impl Ground>, person: &Customer) -> NextStep {
    if person.holds.is_empty() {
        return NextStep::Nothing;
    }
    let goods = person.goods;
    let order = orders::of_this_live(draft, person).and_then(|order| draft.order(order));
    let (fee, zones) = match order {
        Some(_) => (Money::ZERO, Zones::default()),
        None => (
            draft.settings().delivery_fee,
            draft.settings().zones.clone(),
        ),
    };
    let total = goods.plus(fee);
    let (before, paid) = match order {
        Some(order) => {
            let whole = order.goods().plus(goods);
            let covered = order.payment == Payment::DepositApproved
                && deposit::covers(draft, order.deposit, goods, whole);
            let paid = if covered {
                order.payment
            } else {
                person.payment
            };
            (order.goods(), paid)
        }
        None => (Money::ZERO, person.payment),
    };
    let deposit = deposit::ask(draft, goods, before, paid);
    // What joins an order goes where that one goes.
    let address = order.map(|order| order.address).or(person.address);
    match address {
        Some(address) => NextStep::SayYes {
            address,
            total,
            fee,
            zones,
            deposit,
        },
        None => NextStep::SendAddress {
            total,
            fee,
            zones,
            deposit,
        },
    }
}

/// Names these holds of hers with what she does now, where there are any.
pub(super) fn tell_held(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    holds: Vec<HeldLine>,
) {
    if holds.is_empty() {
        return;
    }
    let next = next_step(draft, customer);
    let say = Say::Basket {
        holds,
        places: Vec::new(),
        orders: Vec::new(),
        next,
    };
    draft.tell(customer, Class::Answer, say);
}

/// What she does now; when that is to send her address, from now on her words may be it.
#[inline]
pub(super) fn ask_next_step(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> NextStep {
    let Some(person) = draft.customer(customer) else {
        return NextStep::Nothing;
    };
    let next = next_step_of(draft, person);
    if matches!(next, NextStep::SendAddress { .. }) && !person.awaits_address {
        let (confirms, only) = (person.confirms, person.only.to_vec());
        draft.emit(Change::AddressAwaited {
            customer,
            awaited: true,
            confirms,
            only,
        });
    }
    next
}

/// PANIER.
pub(super) fn basket(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    super::due::settle_customer(draft, customer);
    let (waits, orders) = draft.of(customer, |person| {
        (person.waits.clone(), person.orders.to_vec())
    });
    let holds = held_lines(draft, customer);
    let places = waits.iter().map(|wait| place_line(draft, wait)).collect();
    let orders = orders
        .into_iter()
        .filter_map(|number| draft.order(number))
        .map(short)
        .collect();
    let next = next_step(draft, customer);
    draft.tell(
        customer,
        Class::Answer,
        Say::Basket {
            holds,
            places,
            orders,
            next,
        },
    );
    Ok(())
}

fn short(order: &Order) -> OrderLineShort {
    OrderLineShort {
        order: order.number,
        status: order.status,
        in_review: order.waits_for_review(),
        total: order.total(),
    }
}

/// Her orders that she may still call off.
pub(super) fn open_orders(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
) -> Vec<OrderNumber> {
    let Some(person) = draft.customer(customer) else {
        return Vec::new();
    };
    let is_open = |number: &OrderNumber| {
        draft
            .order(*number)
            .is_some_and(|order| order.status.is_open())
    };
    person.orders.iter().copied().filter(is_open).collect()
}

/// AIDE, for a customer.
pub(super) fn customer_help(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    let example = lookup::example(draft);
    draft.tell(customer, Class::Answer, Say::CustomerHelp { example });
    Ok(())
}

/// BONJOUR.
pub(super) fn greeting(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    let example = lookup::example(draft);
    draft.tell(customer, Class::Answer, Say::Greeted { example });
    Ok(())
}

/// MERCI.
pub(super) fn thanks(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    draft.tell(customer, Class::Answer, Say::Thanked);
    Ok(())
}

/// 👍, OK: what she does next where something is open. Nothing else wants an answer.
pub(super) fn nod(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    super::due::settle_customer(draft, customer);
    if draft.of(customer, |person| !person.holds.is_empty()) {
        return basket(draft, customer);
    }
    Ok(())
}

/// AIDE, for the seller.
pub(super) fn seller_help(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
) -> Ruling {
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::SellerHelp);
    }
    Ok(())
}

/// One short answer, and the seller will see the message: nothing is silent.
pub(super) fn not_understood(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    what: Unclear,
) -> Ruling {
    super::due::settle_customer(draft, customer);
    draft.emit(Change::Noted { customer, what });
    let say = holds_unclear(draft, customer, what)
        .or_else(|| orders_unclear(draft, customer, what))
        .unwrap_or_else(|| Say::NotUnderstood {
            what,
            example: lookup::example(draft),
        });
    draft.tell(customer, Class::Answer, say);
    Ok(())
}

/// Who holds something is told what she does next.
fn holds_unclear(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    what: Unclear,
) -> Option<Say> {
    let holds = held_lines(draft, customer);
    let awaits = draft.of(customer, |person| person.awaits_address);
    if holds.is_empty() || (what == Unclear::Paid && !awaits) {
        return None;
    }
    Some(if awaits {
        let items = holds.iter().map(|line| line.item).collect();
        Say::AddressUnclear { what, items }
    } else {
        let next = next_step(draft, customer);
        Say::HoldsUnclear { what, holds, next }
    })
}

/// Whose order waits for its deposit is told so, and else how far the newest is, unless she says that she paid.
fn orders_unclear(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    what: Unclear,
) -> Option<Say> {
    if what == Unclear::Paid {
        return None;
    }
    let numbers = draft.of(customer, |person| person.orders.to_vec());
    let rows = numbers.into_iter().filter_map(|number| draft.order(number));
    let rows: Vec<&Order> = rows.collect();
    let waits = |row: &&&Order| row.status == OrderStatus::New && row.may_be_vouched_for();
    let Some(row) = rows.iter().find(waits) else {
        let newest = short(rows.last()?);
        return Some(Say::OrderUnclear { what, newest });
    };
    // What was asked with the order, whatever the rule is by now.
    let deposit = DepositAsk {
        amount: row.deposit,
        compulsory: true,
        how: draft.settings().payment_text.clone(),
    };
    let order = row.number;
    Some(Say::DepositUnclear {
        what,
        order,
        deposit,
    })
}

/// The seller's own words that are no command.
pub(super) fn seller_unclear(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    action: &Action,
) -> Ruling {
    let what = if let Action::Unclear(what) = action {
        *what
    } else {
        Unclear::Text
    };
    if let Some(seller) = seller {
        draft.tell(
            seller,
            Class::Answer,
            Say::NotUnderstood {
                what,
                example: None,
            },
        );
    }
    Ok(())
}
