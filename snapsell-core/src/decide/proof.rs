//! Deposits: a proof stops the clock, the team's word locks or restarts it.

mod target;

use super::{Ruling, answers, due};
use crate::change::Change;
use crate::command::{ProofTarget, Unclear};
use crate::draft::{Draft, Ground};
use crate::ids::{CommandId, CustomerId, OrderNumber};
use crate::limits::NOTE_CHARS_MAX;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::reply::{Class, NextStep, Say};
use crate::shop::Proof;
use alloc::string::String;
use alloc::vec::Vec;
use target::{BelongsTo, taken_back, target, to_pay, vouched_for, waits_for_deposit};

/// Where to pay, as the shop says it; else the team reads who asks.
pub(super) fn how_to_pay(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    due::settle_customer(draft, customer);
    let how = draft.settings().payment_text.clone();
    if how.is_empty() {
        let what = Unclear::Text;
        draft.emit(Change::Noted { customer, what });
    }
    let receipt = to_pay(draft, customer).is_some();
    draft.tell(customer, Class::Answer, Say::HowToPay { how, receipt });
    Ok(())
}

/// She says that she paid, and shows nothing for it.
pub(super) fn told(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    due::settle_customer(draft, customer);
    match to_pay(draft, customer) {
        None => unexpected(draft, customer),
        Some(BelongsTo::Basket | BelongsTo::Order(_)) => {
            answers::not_understood(draft, customer, Unclear::Paid)
        }
    }
}

/// A proof came: for her basket, else for her last order that waits for one.
pub(super) fn receive(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    proof: CommandId,
) -> Ruling {
    due::settle_customer(draft, customer);
    let Some(belongs_to) = to_pay(draft, customer) else {
        return unexpected(draft, customer);
    };
    let order = belongs_to.order();
    let of_basket = |before: &Proof| before.order.is_none();
    let before = draft.of(customer, |person| person.proof.as_deref().map(of_basket));
    let first = before != Some(true);
    // A second proof for the same basket stops no clock again.
    let pauses = first || order.is_some();
    let review_until = pauses.then(|| draft.now + draft.settings().hold.review);
    let paused: Vec<_> = answers::held_lines(draft, customer)
        .into_iter()
        .filter(|line| first && order.is_none() && !line.locked)
        .map(|line| line.item)
        .collect();
    let items = answers::held_lines(draft, customer)
        .into_iter()
        .map(|line| line.item)
        .collect();
    let expected = expected(draft, customer, order);
    // The alert to come is this proof's: the one before it is recalled now.
    let earlier = order_to_review(draft, customer, order);
    draft.emit(Change::ProofReceived {
        customer,
        proof,
        order,
        review_until,
        expected: Some(expected.unwrap_or(Money::ZERO)),
    });
    if let Some(order) = order {
        draft.emit(Change::OrderPaid {
            order,
            payment: Payment::DepositPending,
        });
    }
    draft.tell(
        customer,
        Class::Answer,
        Say::ProofReceived { paused, order },
    );
    draft.tell_sellers(&Say::ProofToReview {
        customer,
        proof,
        items,
        order,
        expected,
        earlier,
    });
    Ok(())
}

/// Her oldest order whose proof waits for the team's word, except `but`.
fn order_to_review(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    but: Option<OrderNumber>,
) -> Option<OrderNumber> {
    let waits = |&number: &OrderNumber| {
        draft
            .order(number)
            .is_some_and(|order| order.waits_for_review())
    };
    let orders = draft.customer(customer)?.orders.iter().copied();
    orders.filter(|&number| Some(number) != but).find(waits)
}

/// There is nothing that she could have paid for.
fn unexpected(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    let what = Unclear::Unknown;
    draft.emit(Change::Noted { customer, what });
    draft.tell(customer, Class::Answer, Say::ProofUnexpected);
    Ok(())
}

/// What she was asked for: with her order, whatever the rule is by now.
fn expected(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    order: Option<OrderNumber>,
) -> Option<Money> {
    match order.and_then(|number| draft.order(number)) {
        Some(order) => Some(order.deposit).filter(|&asked| asked > Money::ZERO),
        None => {
            let asked = draft
                .settings()
                .deposit
                .ask(answers::goods(draft, customer));
            asked.map(|(amount, _)| amount)
        }
    }
}

/// The proof is good: the basket is locked, or the order need not wait.
pub(super) fn approve(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    of: ProofTarget,
) -> Ruling {
    let vouched = vouched_for(draft, of);
    let (customer, belongs_to) = vouched.map_or_else(|| target(draft, of), Ok)?;
    let (holds, next) = match belongs_to {
        BelongsTo::Basket => {
            // Where a shop gives more time without a deposit than with one, who paid loses none.
            let hold = &draft.settings().hold;
            let until = draft.now + hold.locked.max(hold.soft);
            draft.emit(Change::ProofApproved { customer, until });
            (
                answers::held_lines(draft, customer),
                answers::next_step(draft, customer),
            )
        }
        BelongsTo::Order(order) => {
            draft.emit(Change::OrderPaid {
                order,
                payment: Payment::DepositApproved,
            });
            (Vec::new(), NextStep::Nothing)
        }
    };
    let order = belongs_to.order();
    draft.tell(
        customer,
        Class::Transactional,
        Say::ProofApproved { holds, order, next },
    );
    if let Some(order) = order {
        need_not_wait(draft, order);
    }
    judged(draft, seller, customer, true, order);
    Ok(())
}

/// An order that waited for its deposit is confirmed, and its customer told so.
fn need_not_wait(draft: &mut Draft<'_, impl Ground>, order: OrderNumber) {
    let Some(row) = draft.order(order) else {
        return;
    };
    if row.status != OrderStatus::New {
        return;
    }
    let (customer, status) = (row.customer, OrderStatus::Confirmed);
    let say = Say::OrderMoved {
        order,
        status,
        total: row.total(),
        left: row.left_to_pay(),
    };
    draft.emit(Change::OrderMoved { order, status });
    draft.tell(customer, Class::Transactional, say);
}

/// The proof is not good: what was left of the minutes runs again, three at least. Said of an order whose deposit was approved
/// it takes that back; the order stays where it is.
pub(super) fn refuse(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    of: ProofTarget,
    why: &str,
) -> Ruling {
    let back = taken_back(draft, of);
    let (customer, belongs_to) = back.map_or_else(|| target(draft, of), Ok)?;
    let holds = match belongs_to {
        BelongsTo::Basket => {
            let at_least_until = draft.now + draft.settings().hold.after_refusal;
            draft.emit(Change::ProofRefused {
                customer,
                at_least_until,
            });
            answers::held_lines(draft, customer)
        }
        BelongsTo::Order(order) => {
            // What was approved before stays approved beside another receipt.
            let paid = draft.order(order).map(|row| row.payment);
            let payment = if paid == Some(Payment::DepositApproved) && back.is_none() {
                Payment::DepositApproved
            } else {
                Payment::DepositRejected
            };
            draft.emit(Change::OrderPaid { order, payment });
            Vec::new()
        }
    };
    let order = belongs_to.order();
    let why: String = why.chars().take(NOTE_CHARS_MAX).collect();
    draft.tell(
        customer,
        Class::Transactional,
        Say::ProofRefused { why, holds, order },
    );
    judged(draft, seller, customer, false, order);
    Ok(())
}

fn judged(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    customer: CustomerId,
    approved: bool,
    order: Option<OrderNumber>,
) {
    if let Some(seller) = seller {
        draft.tell(
            seller,
            Class::Answer,
            Say::ProofJudged {
                customer,
                approved,
                order,
            },
        );
    }
}

/// Something of hers is put aside no more: when that was the last of a basket for which money came, or may have come,
/// the team knows. `paid` is what was known of it before.
#[inline]
pub(super) fn put_aside_no_more(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    paid: Payment,
) {
    if draft.of(customer, |person| person.holds.is_empty()) {
        came_to_nothing(draft, None, customer, paid);
    }
}

/// An order, or a basket, is no more: the team hears of the money that it has, or may have.
#[inline]
pub(super) fn came_to_nothing(
    draft: &mut Draft<'_, impl Ground>,
    order: Option<OrderNumber>,
    customer: CustomerId,
    paid: Payment,
) {
    let waits = || waits_for_deposit(draft, customer);
    let say = match paid {
        Payment::NoDeposit | Payment::DepositRejected => return,
        Payment::DepositPending => Say::ReceiptLeft {
            order,
            customer,
            waits: waits(),
        },
        Payment::DepositApproved => Say::DepositToReturn {
            order,
            customer,
            waits: waits(),
        },
    };
    draft.tell_sellers(&say);
}

/// What is known of the deposit of her basket.
#[inline]
pub(super) fn payment(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Payment {
    draft.of(customer, |person| person.payment)
}
