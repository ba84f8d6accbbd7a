//! What a proof belongs to: a basket or an order, as it comes and as the team judges it.

use super::payment;
use crate::apply::holders;
use crate::code::Code;
use crate::command::ProofTarget;
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, OrderNumber};
use crate::intent::ProofOf;
use crate::label::Label;
use crate::order::{Order, OrderStatus, Payment};
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// Orders looked at, newest first, for the proof of a code that nobody holds any more.
const ORDERS_SEARCHED_MAX: usize = 2_000;

/// What a proof belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BelongsTo {
    /// What she holds.
    Basket,
    /// What became of it.
    Order(OrderNumber),
}

impl BelongsTo {
    pub(super) fn order(self) -> Option<OrderNumber> {
        match self {
            Self::Basket => None,
            Self::Order(number) => Some(number),
        }
    }
}

/// What she can pay for: her basket, or else an order of hers.
pub(super) fn to_pay(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<BelongsTo> {
    // A basket whose deposit is approved needs no other proof.
    let has_basket = draft.of(customer, |person| !person.holds.is_empty());
    if has_basket && payment(draft, customer) != Payment::DepositApproved {
        return Some(BelongsTo::Basket);
    }
    order_to_pay(draft, customer).map(BelongsTo::Order)
}

/// Her last order that waits for its deposit, one without a receipt before the others; else her last one that has none
/// approved.
fn order_to_pay(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Option<OrderNumber> {
    let unpaid = |order: &Order| order.payment != Payment::DepositApproved;
    let waits = |order: &Order| order.status == OrderStatus::New && unpaid(order);
    waits_for_deposit(draft, customer)
        .or_else(|| last(draft, customer, waits))
        .or_else(|| last(draft, customer, unpaid))
}

/// Her last order that waits for its deposit and for which no receipt came.
pub(super) fn waits_for_deposit(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
) -> Option<OrderNumber> {
    last(draft, customer, |order| {
        order.status == OrderStatus::New && order.may_be_vouched_for()
    })
}

/// Her last order that is so.
fn last(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    is_so: impl Fn(&Order) -> bool,
) -> Option<OrderNumber> {
    let orders = &draft.customer(customer)?.orders;
    let found = |&number: &OrderNumber| draft.order(number).is_some_and(&is_so);
    orders.iter().copied().rfind(found)
}

/// Whose pending proof is meant, and what it belongs to.
pub(super) fn target(
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

/// An order whose deposit is asked and for which no receipt came: who says OK has the money already.
pub(super) fn vouched_for(
    draft: &Draft<'_, impl Ground>,
    of: ProofTarget,
) -> Option<(CustomerId, BelongsTo)> {
    let order = named(draft, of)?;
    order
        .may_be_vouched_for()
        .then_some((order.customer, BelongsTo::Order(order.number)))
}

/// An order whose deposit was approved, and of which no other receipt waits: who says REFUSE takes that back.
pub(super) fn taken_back(
    draft: &Draft<'_, impl Ground>,
    of: ProofTarget,
) -> Option<(CustomerId, BelongsTo)> {
    let order = named(draft, of)?;
    let its = BelongsTo::Order(order.number);
    let approved = order.payment == Payment::DepositApproved && !order.status.is_closed();
    (approved && pending(draft, order.customer) != Some(its)).then_some((order.customer, its))
}

/// The order that the seller wrote.
fn named<'a>(draft: &'a Draft<'_, impl Ground>, of: ProofTarget) -> Option<&'a Order> {
    match of {
        ProofTarget::Written(ProofOf::Order(number)) => draft.order(number),
        ProofTarget::Written(ProofOf::Code(_))
        | ProofTarget::Customer(_)
        | ProofTarget::CodeOf { .. } => None,
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
