//! Sums and deposits, in plain integers.

use super::Reference;
use super::rows::{Line, Order};
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::settings::{Deposit, DepositRule};

/// The deposit asked for goods of this amount (zero for none), and whether it is compulsory.
pub(super) fn deposit(rule: DepositRule, goods: Money) -> (Money, bool) {
    let (deposit, compulsory) = match rule {
        DepositRule::None => return (Money::ZERO, false),
        DepositRule::Recommended(deposit) => (deposit, false),
        DepositRule::Compulsory { deposit, above } => (deposit, goods.minor() > above.minor()),
    };
    let amount = match deposit {
        Deposit::Fixed(amount) => amount.minor().min(goods.minor()),
        // A hundredth begun is a hundredth asked.
        Deposit::Percent(percent) => (goods.minor() * i64::from(percent) + 99) / 100,
    };
    (Money::from_minor(amount), compulsory && amount > 0)
}

pub(super) fn goods(lines: &[Line]) -> Money {
    let amounts = lines
        .iter()
        .map(|line| line.price.minor() * i64::from(line.quantity));
    Money::from_minor(amounts.sum())
}

pub(super) fn plus(one: Money, other: Money) -> Money {
    Money::from_minor(one.minor() + other.minor())
}

/// The payment that says more.
pub(super) fn better(one: Payment, other: Payment) -> Payment {
    let order = [
        Payment::NoDeposit,
        Payment::DepositRejected,
        Payment::DepositPending,
        Payment::DepositApproved,
    ];
    let rank = |payment| order.iter().position(|known| *known == payment);
    if rank(other) > rank(one) { other } else { one }
}

impl Order {
    pub(super) fn total(&self) -> Money {
        plus(goods(&self.lines), self.fee)
    }

    /// Whether lines and address may still change.
    pub(super) fn is_open(&self) -> bool {
        self.status == OrderStatus::New || self.status == OrderStatus::Confirmed
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_cancelled() || self.status == OrderStatus::Delivered
    }

    pub(super) fn is_cancelled(&self) -> bool {
        matches!(self.status, OrderStatus::Cancelled(_))
    }
}

impl Reference {
    /// The orders that count in the live that runs, and their sum.
    pub(super) fn takings(&self) -> (u32, Money) {
        let live = self.live.as_ref().map(|live| live.id);
        let mut counted = (0, Money::ZERO);
        for order in &self.orders {
            if Some(order.live) == live && !order.is_cancelled() {
                counted = (counted.0 + 1, plus(counted.1, order.total()));
            }
        }
        counted
    }
}

/// Whether an order takes in goods for which this was paid.
pub(super) fn takes(
    rule: DepositRule,
    order: &Order,
    new: Money,
    (paid, sum): (Payment, Money),
) -> bool {
    let before = goods(&order.lines);
    let (asked, must_pay) = deposit(rule, plus(before, new));
    let waits = must_pay && better(order.payment, paid) != Payment::DepositApproved;
    // Who paid for a little has not paid for a lot.
    let short = |paid: Money, unpaid: Money| deposit(rule, unpaid).1 && asked > paid;
    let short = match (order.payment, paid) {
        (Payment::DepositApproved, Payment::DepositApproved) => false,
        (Payment::DepositApproved, _) => short(order.deposit, new),
        (_, Payment::DepositApproved) => short(sum, before),
        (_, _) => false,
    };
    let apart = short || stays_apart(order.payment, paid, waits);
    !apart && (order.status == OrderStatus::New || !waits)
}

/// A receipt is for what it was sent for, and none is lost in another.
fn stays_apart(order: Payment, basket: Payment, waits: bool) -> bool {
    match (order, basket) {
        (Payment::DepositPending, Payment::DepositApproved)
        | (Payment::DepositApproved, Payment::DepositPending) => true,
        (Payment::DepositPending, Payment::DepositPending) => false,
        (Payment::DepositPending, _) => waits,
        (_, _) => false,
    }
}
