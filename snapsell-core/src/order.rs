//! An order: what was confirmed, for how much, and how far it is.

use crate::ids::{CommandId, CustomerId, ItemId, LiveId, OrderNumber};
use crate::label::Named;
use crate::money::Money;
use crate::slots::Slots;
use crate::time::Timestamp;
use alloc::vec::Vec;

/// An order of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Order {
    /// Its number, the shop's own sequence.
    pub number: OrderNumber,
    /// Whose it is.
    pub customer: CustomerId,
    /// The live it was made in.
    pub live: LiveId,
    /// What it holds, in the order confirmed.
    pub lines: Vec<OrderLine>,
    /// Delivery, once.
    pub fee: Money,
    /// How far it is.
    pub status: OrderStatus,
    /// What was paid ahead.
    pub payment: Payment,
    /// The deposit that was asked; zero for none.
    pub deposit: Money,
    /// The message that gave the address.
    pub address: CommandId,
    /// When it was made.
    pub placed_at: Timestamp,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderLine {
    /// The item.
    pub item: ItemId,
    /// How it is called.
    pub named: Named,
    /// Which units.
    pub slots: Slots,
    /// Price of one unit.
    pub price: Money,
}

impl Order {
    /// Whether a unit of this item is in it.
    pub(crate) fn has(&self, item: ItemId) -> bool {
        self.lines.iter().any(|line| line.item == item)
    }

    /// The goods alone, without delivery.
    #[must_use]
    pub fn goods(&self) -> Money {
        self.lines
            .iter()
            .fold(Money::ZERO, |sum, line| sum.plus(line.amount()))
    }

    /// The goods and the delivery.
    #[must_use]
    pub fn total(&self) -> Money {
        self.goods().plus(self.fee)
    }

    /// What is left to pay, where a deposit was approved.
    pub(crate) fn left_to_pay(&self) -> Option<Money> {
        (self.payment == Payment::DepositApproved).then(|| self.to_collect())
    }

    /// Whether the team may say that its deposit came without a receipt: one was asked, and none was approved.
    #[must_use]
    pub fn may_be_vouched_for(&self) -> bool {
        let unpaid = matches!(self.payment, Payment::NoDeposit | Payment::DepositRejected);
        let asked = self.status == OrderStatus::New || self.deposit > Money::ZERO;
        unpaid && asked && !self.status.is_closed()
    }

    /// Whether a proof of its deposit waits for the team's word.
    #[must_use]
    pub fn waits_for_review(&self) -> bool {
        self.payment == Payment::DepositPending && !self.status.is_closed()
    }

    /// What was paid ahead and the team has approved.
    #[must_use]
    pub const fn paid(&self) -> Money {
        match self.payment {
            Payment::DepositApproved => self.deposit,
            Payment::NoDeposit | Payment::DepositPending | Payment::DepositRejected => Money::ZERO,
        }
    }

    /// What is left to pay when it is delivered; nothing where more was paid ahead than it costs now.
    #[must_use]
    pub fn to_collect(&self) -> Money {
        self.total().less(self.paid()).max(Money::ZERO)
    }
}

impl OrderLine {
    /// Units times price.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.price.times(self.slots.len())
    }
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum OrderStatus {
    /// OUI received; a compulsory deposit is outstanding.
    New,
    /// Ready to be prepared.
    Confirmed,
    /// Being packed.
    Preparing,
    /// On its way.
    OutForDelivery,
    /// With the customer.
    Delivered,
    /// Called off.
    Cancelled(CancelReason),
}

impl OrderStatus {
    /// Whether an order may go from this status to `to`.
    #[must_use]
    pub const fn may_become(self, to: Self) -> bool {
        match (self, to) {
            (Self::New, Self::Confirmed)
            | (Self::Confirmed, Self::Preparing)
            | (Self::Preparing, Self::OutForDelivery)
            | (Self::OutForDelivery, Self::Delivered) => true,
            (
                Self::New | Self::Confirmed | Self::Preparing | Self::OutForDelivery,
                Self::Cancelled(_),
            ) => true,
            (
                Self::New
                | Self::Confirmed
                | Self::Preparing
                | Self::OutForDelivery
                | Self::Delivered
                | Self::Cancelled(_),
                _,
            ) => false,
        }
    }

    /// Whether lines, address and units may still change.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Confirmed)
    }

    /// Whether its delivery fee may still change: she can be told before the rider is at her door.
    #[must_use]
    pub const fn may_cost_another_delivery(self) -> bool {
        matches!(self, Self::New | Self::Confirmed | Self::Preparing)
    }

    /// Whether nothing follows.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Delivered | Self::Cancelled(_))
    }
}

/// Why an order was called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum CancelReason {
    /// The customer asked.
    Customer,
    /// The seller decided.
    Seller,
    /// Nobody was there.
    NoShow,
    /// The goods are missing.
    OutOfStock,
    /// The deposit never came.
    DepositMissing,
    /// It was not serious.
    Fraud,
}

/// What was paid ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Payment {
    /// Nothing: cash on delivery.
    #[default]
    NoDeposit,
    /// A proof waits for review.
    DepositPending,
    /// The team approved the proof.
    DepositApproved,
    /// The team refused the proof.
    DepositRejected,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [OrderStatus; 6] = [
        OrderStatus::New,
        OrderStatus::Confirmed,
        OrderStatus::Preparing,
        OrderStatus::OutForDelivery,
        OrderStatus::Delivered,
        OrderStatus::Cancelled(CancelReason::NoShow),
    ];

    #[test]
    fn only_the_next_status_or_a_cancellation_before_delivery_is_accepted() {
        for (i, from) in ALL.into_iter().enumerate() {
            for (j, to) in ALL.into_iter().enumerate() {
                let next = j == i + 1 && j <= 4;
                let cancelled = i < 4 && j == 5;
                assert_eq!(from.may_become(to), next || cancelled, "{from:?} to {to:?}");
            }
        }
    }
}
