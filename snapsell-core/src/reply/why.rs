//! The parts of an answer to POURQUOI.

use crate::ids::{CustomerId, OrderNumber};
use crate::label::Named;
use crate::order::OrderStatus;
use crate::time::Timestamp;
use alloc::vec::Vec;

/// What is known of one item, for the one who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WhyLine {
    /// The item.
    pub item: Named,
    /// Units left to sell, held ones included.
    pub left: u32,
    /// Units that nobody holds.
    pub free: u32,
    /// Each hold: whose (named to the seller alone), since when, until when.
    pub holds: Vec<WhyHold>,
    /// How many wait.
    pub waiting: u32,
    /// The asker's own place and since when she waits.
    pub own_place: Option<(u32, Timestamp)>,
    /// When the asker's own hold expired, if it did.
    pub own_expired: Option<Timestamp>,
    /// Whether the seller withdrew it.
    pub withdrawn: bool,
    /// For the seller: the orders that have some of it, oldest first.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub orders: Vec<WhyOrder>,
    /// For the seller: who waits, the next first; at most the first of them.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub queue: Vec<CustomerId>,
}

/// One order in an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WhyOrder {
    /// Which.
    pub order: OrderNumber,
    /// Whose.
    pub customer: CustomerId,
    /// How far it is.
    pub status: OrderStatus,
    /// Units.
    pub quantity: u32,
}

/// One hold in an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WhyHold {
    /// Whose.
    pub customer: CustomerId,
    /// Whether it is the asker's own.
    pub own: bool,
    /// Since when.
    pub since: Timestamp,
    /// Until when; `None` while a proof is being reviewed.
    pub until: Option<Timestamp>,
    /// Units.
    pub quantity: u32,
}
