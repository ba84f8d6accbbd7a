//! Deposits: a proof stops the clock, the team's word locks or restarts it.

use super::{Ruling, answers, due};
use crate::apply::holders;
use crate::change::Change;
use crate::code::Code;
use crate::command::{ProofTarget, Unclear};
use crate::draft::{Draft, Ground};
use crate::ids::{CommandId, CustomerId, OrderNumber};
use crate::intent::ProofOf;
use crate::label::Label;
use crate::limits::NOTE_CHARS_MAX;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use crate::reply::{Class, NextStep, Say};
use crate::shop::Proof;
use alloc::string::String;
use alloc::vec::Vec;

/// Orders looked at, newest first, for the proof of a code that nobody holds any more.
const ORDERS_SEARCHED_MAX: usize = 2_000;

/// What a proof belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum BelongsTo {
    /// What she holds.
    Basket,
    /// What became of it.
    Order(OrderNumber),
}

impl BelongsTo {
    fn order(self) -> Option<OrderNumber> {
        match self {
            Self::Basket => None,
            Self::Order(number) => Some(number),
        }
    }
}

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

/// What she can pay for: her basket, or else an order of hers.
fn to_pay(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<BelongsTo> {
    // A basket whose deposit is approved needs no other proof.
    let has_basket = draft.of(customer, |person| !person.holds.is_empty());
    if has_basket && payment(draft, customer) != Payment::DepositApproved {
        return Some(BelongsTo::Basket);
    }
    order_to_pay(draft, customer).map(BelongsTo::Order)
}

/// There is nothing that she could have paid for.
fn unexpected(draft: &mut Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    let what = Unclear::Unknown;
    draft.emit(Change::Noted { customer, what });
    draft.tell(customer, Class::Answer, Say::ProofUnexpected);
    Ok(())
}

/// Her last order that waits for its deposit, else her last one that has none approved.
fn order_to_pay(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<OrderNumber> {
    let unpaid = |number: &&OrderNumber| {
        draft
            .order(**number)
            .is_some_and(|order| order.payment != Payment::DepositApproved)
    };
    let waits = |number: &&OrderNumber| {
        draft
            .order(**number)
            .is_some_and(|order| order.status == OrderStatus::New)
    };
    let orders = &draft.customer(customer)?.orders;
    let unpaid = || orders.iter().filter(unpaid);
    unpaid()
        .rfind(waits)
        .or_else(|| unpaid().next_back())
        .copied()
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

/// An order whose deposit is asked and for which no receipt came: who says OK has the money already.
fn vouched_for(draft: &Draft<'_, impl Ground>, of: ProofTarget) -> Option<(CustomerId, BelongsTo)> {
    let ProofTarget::Written(ProofOf::Order(number)) = of else {
        return None;
    };
    let order = draft.order(number)?;
    order
        .may_be_vouched_for()
        .then_some((order.customer, BelongsTo::Order(number)))
}

/// An order that waited for its deposit is confirmed, and its customer told so.
fn need_not_wait(draft: &mut Draft<'_, impl Ground>, order: OrderNumber) {
    let Some(row) = draft.order(order) else {
        return;
    };
    if row.status != OrderStatus::New {
        return;
    }
    let (customer, total, status) = (row.customer, row.total(), OrderStatus::Confirmed);
    draft.emit(Change::OrderMoved { order, status });
    let say = Say::OrderMoved {
        order,
        status,
        total,
    };
    draft.tell(customer, Class::Transactional, say);
}

/// The proof is not good: what was left of the minutes runs again, three at least.
pub(super) fn refuse(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    of: ProofTarget,
    why: &str,
) -> Ruling {
    let (customer, belongs_to) = target(draft, of)?;
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
            // What was approved before stays approved.
            let paid = draft.order(order).map(|row| row.payment);
            let payment = if paid == Some(Payment::DepositApproved) {
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
    match paid {
        Payment::NoDeposit | Payment::DepositRejected => {}
        Payment::DepositPending => draft.tell_sellers(&Say::ReceiptLeft { order, customer }),
        Payment::DepositApproved => draft.tell_sellers(&Say::DepositToReturn { order, customer }),
    }
}

/// What is known of the deposit of her basket.
#[inline]
pub(super) fn payment(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Payment {
    draft.of(customer, |person| person.payment)
}

/// Whose pending proof is meant, and what it belongs to.
fn target(
    draft: &Draft<'_, impl Ground>,
    of: ProofTarget,
) -> Result<(CustomerId, BelongsTo), Refusal> {
    match of {
        ProofTarget::Customer(customer) => {
            let belongs_to = pending(draft, customer).ok_or(Refusal::NoProof)?;
            Ok((customer, belongs_to))
        }
        ProofTarget::Written(ProofOf::Order(number)) => {
            let order = draft.order(number).ok_or(Refusal::UnknownOrder)?;
            let customer = order.customer;
            let its = BelongsTo::Order(number);
            // A later proof of hers does not hide the one that this order waits for.
            if order.waits_for_review() || pending(draft, customer) == Some(its) {
                Ok((customer, its))
            } else {
                Err(Refusal::NoProof)
            }
        }
        ProofTarget::Written(ProofOf::Code(code)) => of_code(draft, code, None),
        ProofTarget::CodeOf { code, customer } => of_code(draft, code, Some(customer)),
    }
}

/// The one pending proof of a basket that holds this code, else of an order that has it; of `whose` alone when given.
fn of_code(
    draft: &Draft<'_, impl Ground>,
    code: Code,
    whose: Option<CustomerId>,
) -> Result<(CustomerId, BelongsTo), Refusal> {
    let meant = |customer: CustomerId| whose.is_none_or(|whose| whose == customer);
    let holders = draft
        .sizes_of(code)
        .into_iter()
        .flat_map(|(_, item)| holders(&**draft, item))
        .map(|hold| (hold.customer, BelongsTo::Basket))
        .filter(|&(customer, basket)| meant(customer) && pending(draft, customer) == Some(basket));
    let mut found: Vec<(CustomerId, BelongsTo)> = holders.collect();
    if found.is_empty() {
        // She may have said OUI while the seller looked at the receipt.
        let recent = draft.orders().rev().take(ORDERS_SEARCHED_MAX);
        let waits = recent
            .filter(|order| order.waits_for_review())
            .filter(|order| meant(order.customer));
        let has = waits.filter(|order| {
            let mut lines = order.lines.iter();
            lines.any(|line| Code::canonical(line.named.label.as_str()) == Some(code))
        });
        found = has
            .map(|order| (order.customer, BelongsTo::Order(order.number)))
            .collect();
    }
    found.sort_unstable();
    // Of several of one customer the basket's goes first, then that of her oldest order.
    found.dedup_by_key(|(customer, _)| *customer);
    match found.as_slice() {
        [] => Err(Refusal::NoProof),
        [only] => Ok(*only),
        several => Err(Refusal::WhichProof {
            label: label_of(draft, code),
            customers: several.iter().map(|&(customer, _)| customer).collect(),
        }),
    }
}

/// A code as the seller wrote it, where it is still known.
fn label_of(draft: &Draft<'_, impl Ground>, code: Code) -> Label {
    let items = draft.sizes_of(code);
    let item = items.first().and_then(|&(_, item)| draft.item(item));
    item.map_or_else(|| Label::from(code), |item| item.named.label)
}

/// What her pending proof belongs to.
fn pending(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<BelongsTo> {
    let proof = draft.customer(customer)?.proof.as_deref()?;
    let belongs_to = proof.order.map_or(BelongsTo::Basket, BelongsTo::Order);
    proof.pending.then_some(belongs_to)
}
