//! What was not done for the seller, and what she may send instead.

use crate::code::Size;
use crate::label::{Label, Named};
use crate::money::Money;
use crate::refusal::Refusal;
use alloc::string::String;
use alloc::vec::Vec;

/// Something that was not done for the seller.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NotDone {
    /// The code as its label reads, or the order.
    pub what: String,
    /// Why.
    pub why: Refusal,
    /// What she may send instead.
    pub instead: Option<Instead>,
}

/// A whole line that the seller may send, as facts. Without a price it shows an example of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Instead {
    /// `S72 x10 5000`.
    Offer {
        /// The label.
        label: Label,
        /// Units of each size; none for a single piece.
        units: Vec<(Size, u32)>,
        /// The price.
        price: Option<Money>,
    },
    /// `S01 M +5`.
    Add {
        /// Of what.
        item: Named,
        /// How many.
        quantity: u32,
    },
    /// `MODIF S01 M x3 5000`; a price is shown when no quantity is.
    Edit {
        /// Of what.
        item: Named,
        /// The price.
        price: Option<Money>,
        /// Units left to sell.
        quantity: Option<u32>,
    },
    /// `PAS S01 M`.
    Withdraw(Named),
    /// `LIBERE S01 M`.
    Release(Named),
    /// `VENDU S01 M x2`.
    Sold {
        /// Of what.
        item: Named,
        /// How many.
        quantity: u32,
    },
}
