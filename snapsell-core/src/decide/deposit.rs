//! What deposit is asked, and what a basket brings of it.

use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::money::Money;
use crate::order::Payment;
use crate::reply::DepositAsk;

/// The deposit asked for goods of this amount, unless it is paid or being reviewed; `before` is what she bought
/// in this live already, which counts towards the threshold.
#[inline]
pub(super) fn ask(
    draft: &Draft<'_, impl Ground>,
    goods: Money,
    before: Money,
    paid: Payment,
) -> Option<DepositAsk> {
    match paid {
        Payment::DepositApproved | Payment::DepositPending => None,
        Payment::NoDeposit | Payment::DepositRejected => {
            let rule = draft.settings().deposit;
            let (amount, _) = rule.ask(goods)?;
            let compulsory = rule.ask(before.plus(goods)).is_some_and(|(_, must)| must);
            Some(DepositAsk {
                amount,
                compulsory,
                how: draft.settings().payment_text.clone(),
            })
        }
    }
}

/// What a basket brings along when it becomes an order, or a part of it does.
#[derive(Clone, Copy)]
pub(super) struct Brought {
    /// What is known of its deposit.
    pub(super) payment: Payment,
    /// How much that is: what its receipt was for, else what these goods ask.
    pub(super) sum: Money,
    /// Of an approved deposit what stays with the rest of the basket, where one is left.
    pub(super) kept: Option<Money>,
}

pub(super) fn brought(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    goods: Money,
    holds: usize,
) -> Brought {
    let by_rule = asked(draft, goods, goods, Payment::NoDeposit).0;
    let Some(person) = draft.customer(customer) else {
        return Brought {
            payment: Payment::NoDeposit,
            sum: by_rule,
            kept: None,
        };
    };
    let receipt = person
        .proof
        .as_deref()
        .filter(|proof| proof.order.is_none());
    let sum = match person.payment {
        Payment::NoDeposit | Payment::DepositRejected => None,
        Payment::DepositPending | Payment::DepositApproved => {
            receipt.and_then(|proof| proof.expected)
        }
    };
    let (payment, whole) = (person.payment, sum.unwrap_or(by_rule));
    if payment != Payment::DepositApproved || person.holds.len() == holds {
        let (sum, kept) = (whole, None);
        return Brought { payment, sum, kept };
    }
    let sum = by_rule.min(whole);
    Brought {
        payment,
        sum,
        kept: Some(whole.less(sum)),
    }
}

/// The deposit asked for these goods, and whether the order waits for it: `whole` is all she buys in this live.
pub(super) fn asked(
    draft: &Draft<'_, impl Ground>,
    goods: Money,
    whole: Money,
    paid: Payment,
) -> (Money, bool) {
    let rule = draft.settings().deposit;
    let amount = rule.ask(goods).map_or(Money::ZERO, |(amount, _)| amount);
    let compulsory = rule.ask(whole).is_some_and(|(_, must)| must);
    (amount, compulsory && paid != Payment::DepositApproved)
}

/// Whether a deposit that was approved vouches for goods for which none was: where they need none by themselves, or where no
/// more would be asked for the whole.
pub(super) fn covers(
    draft: &Draft<'_, impl Ground>,
    approved: Money,
    unpaid: Money,
    whole: Money,
) -> bool {
    let rule = draft.settings().deposit;
    let needs_one = rule.ask(unpaid).is_some_and(|(_, must)| must);
    !needs_one || rule.ask(whole).is_none_or(|(amount, _)| amount <= approved)
}
