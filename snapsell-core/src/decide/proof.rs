//! Deposits: a proof stops the clock, the team's word locks or restarts it.

use super::{Ruling, answers, due};
use crate::change::Change;
use crate::command::ProofTarget;
use crate::draft::Draft;
use crate::ids::{CommandId, CustomerId, OrderNumber};
use crate::intent::ProofOf;
use crate::limits::NOTE_CHARS_MAX;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use crate::reply::{Class, Say};
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;

/// A proof came: for her basket, else for her last order that waits for one.
pub(super) fn receive(draft: &mut Draft<'_>, customer: CustomerId, proof: CommandId) -> Ruling {
    due::settle_customer(draft, customer);
    let person = draft.customer_mut(customer);
    let has_basket = !person.holds.is_empty();
    let first = person
        .proof
        .as_ref()
        .is_none_or(|before| before.order.is_some());
    let order = if has_basket {
        None
    } else {
        order_to_pay(draft, customer)
    };
    if !has_basket && order.is_none() {
        draft.emit(Change::Noted {
            customer,
            what: crate::command::Unclear::Unknown,
        });
        draft.tell(customer, Class::Answer, Say::ProofUnexpected);
        return Ok(());
    }
    // A second proof for the same basket stops no clock again.
    let pauses = first || order.is_some();
    let review_until = pauses.then(|| draft.now + draft.settings().hold.review);
    let review_until = review_until.or_else(|| pending_review(draft, customer));
    let paused: Vec<_> = answers::held_lines(draft, customer)
        .into_iter()
        .filter(|line| first && has_basket && !line.locked)
        .map(|line| line.item)
        .collect();
    let items = answers::held_lines(draft, customer)
        .into_iter()
        .map(|line| line.item)
        .collect();
    let expected = expected(draft, customer, order);
    draft.emit(Change::ProofReceived {
        customer,
        proof,
        order,
        review_until: review_until.filter(|_| pauses),
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
    });
    Ok(())
}

fn pending_review(draft: &Draft<'_>, customer: CustomerId) -> Option<crate::time::Timestamp> {
    draft.customer(customer)?.proof.as_ref()?.review_until
}

fn order_to_pay(draft: &Draft<'_>, customer: CustomerId) -> Option<OrderNumber> {
    let waits = |number: &OrderNumber| {
        draft
            .order(*number)
            .is_some_and(|order| order.payment != Payment::DepositApproved)
    };
    draft
        .customer(customer)?
        .orders
        .iter()
        .copied()
        .rfind(waits)
}

fn expected(
    draft: &Draft<'_>,
    customer: CustomerId,
    order: Option<OrderNumber>,
) -> Option<crate::money::Money> {
    let goods = match order.and_then(|number| draft.order(number)) {
        Some(order) => order.goods(),
        None => answers::goods(draft, customer),
    };
    draft
        .settings()
        .deposit
        .ask(goods)
        .map(|(amount, _)| amount)
}

/// The proof is good: the basket is locked, or the order need not wait.
pub(super) fn approve(
    draft: &mut Draft<'_>,
    seller: Option<CustomerId>,
    of: ProofTarget,
) -> Ruling {
    let (customer, order) = target(draft, of)?;
    match order {
        None => {
            let until = draft.now + draft.settings().hold.locked;
            draft.emit(Change::ProofApproved { customer, until });
        }
        Some(order) => {
            draft.emit(Change::OrderPaid {
                order,
                payment: Payment::DepositApproved,
            });
            if draft
                .order(order)
                .is_some_and(|row| row.status == OrderStatus::New)
            {
                draft.emit(Change::OrderMoved {
                    order,
                    status: OrderStatus::Confirmed,
                });
            }
        }
    }
    let holds = if order.is_none() {
        answers::held_lines(draft, customer)
    } else {
        Vec::new()
    };
    let next = answers::next_step(draft, customer);
    draft.tell(
        customer,
        Class::Transactional,
        Say::ProofApproved { holds, order, next },
    );
    judged(draft, seller, customer, true, order);
    Ok(())
}

/// The proof is not good: what was left of the minutes runs again, three at least.
pub(super) fn refuse(
    draft: &mut Draft<'_>,
    seller: Option<CustomerId>,
    of: ProofTarget,
    why: &str,
) -> Ruling {
    let (customer, order) = target(draft, of)?;
    match order {
        None => {
            let at_least_until = draft.now + draft.settings().hold.after_refusal;
            draft.emit(Change::ProofRefused {
                customer,
                at_least_until,
            });
        }
        Some(order) => draft.emit(Change::OrderPaid {
            order,
            payment: Payment::DepositRejected,
        }),
    }
    let holds = if order.is_none() {
        answers::held_lines(draft, customer)
    } else {
        Vec::new()
    };
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
    draft: &mut Draft<'_>,
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

/// Whose pending proof is meant, and the order it belongs to.
fn target(
    draft: &Draft<'_>,
    of: ProofTarget,
) -> Result<(CustomerId, Option<OrderNumber>), Refusal> {
    let customer = match of {
        ProofTarget::Customer(customer) => customer,
        ProofTarget::Written(ProofOf::Order(number)) => {
            draft.order(number).ok_or(Refusal::UnknownOrder)?.customer
        }
        ProofTarget::Written(ProofOf::Code(code)) => {
            let mut with_proof: Vec<CustomerId> = draft
                .sizes_of(code)
                .iter()
                .filter_map(|&(_, item)| draft.item(item))
                .flat_map(|item| item.holders.iter().filter_map(|&hold| draft.hold(hold)))
                .map(|hold| hold.customer)
                .filter(|&customer| pending(draft, customer).is_some())
                .collect();
            with_proof.sort_unstable();
            with_proof.dedup();
            match with_proof.as_slice() {
                [] => return Err(Refusal::NoProof),
                [only] => *only,
                _ => {
                    return Err(Refusal::WhichHolder {
                        holders: with_proof,
                    });
                }
            }
        }
    };
    let order = pending(draft, customer).ok_or(Refusal::NoProof)?;
    match of {
        ProofTarget::Written(ProofOf::Order(number)) if order != Some(number) => {
            Err(Refusal::NoProof)
        }
        ProofTarget::Written(_) | ProofTarget::Customer(_) => Ok((customer, order)),
    }
}

/// The order of her pending proof, `Some(None)` for a basket's.
fn pending(draft: &Draft<'_>, customer: CustomerId) -> Option<Option<OrderNumber>> {
    let proof = draft.customer(customer)?.proof.as_ref()?;
    proof.pending.then_some(proof.order)
}
