//! What people are told, as facts; the words are made elsewhere.

mod instead;
mod lines;
mod say;
mod why;

pub use instead::{Instead, NotDone};
pub use lines::{
    Chance, ClaimLine, CountLine, DepositAsk, HeldLine, ItemLine, LateLine, Line, ListLine,
    NextStep, OfferLine, OrderLineShort, PlaceLine, PriceLine, Removal,
};
pub use say::Say;
pub use why::{WhyHold, WhyLine, WhyOrder};

use crate::ids::CustomerId;
use crate::lang::Lang;

/// One thing to tell one person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use]
pub struct Reply {
    /// To whom.
    pub to: CustomerId,
    /// In which language.
    pub lang: Lang,
    /// What kind of message it is: after STOP only some kinds go.
    pub class: Class,
    /// What is said.
    pub say: Say,
}

/// The kinds of outgoing messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Class {
    /// The answer to a message of hers.
    Answer,
    /// A notice about an order that exists.
    Transactional,
    /// A hold is about to end.
    Reminder,
    /// News of a queue or a hold.
    Queue,
    /// Anything else.
    Info,
}
