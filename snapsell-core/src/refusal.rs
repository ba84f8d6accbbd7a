//! Why nothing was done. A refusal is a value: it is committed and answered like any other outcome.

use crate::code::Size;
use crate::ids::{CustomerId, OrderNumber};
use crate::label::{Label, Named};
use crate::order::OrderStatus;
use alloc::vec::Vec;

/// The reason why something was not done. Each has its words in the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Refusal {
    /// No item has this code; an example of one that exists.
    UnknownCode {
        /// A code that can be claimed now.
        example: Option<Named>,
    },
    /// No live is open and the seller has not been heard of for hours.
    NoLive,
    /// The live has closed.
    LiveOver,
    /// All units are sold.
    SoldOut,
    /// All units are taken, and nobody can wait for one.
    Taken,
    /// Too many people wait already.
    QueueFull,
    /// She has as many holds as the shop allows.
    TooManyHolds {
        /// How many that is.
        most: u32,
    },
    /// She stands in as many queues as one person may.
    TooManyPlaces {
        /// How many that is.
        most: u32,
    },
    /// `x0`: none asked for, none reserved or offered.
    NoUnits,
    /// The piece is in an order of hers.
    Ordered {
        /// Which order.
        order: OrderNumber,
    },
    /// More units than one claim may ask for.
    TooManyUnits {
        /// How many one may.
        most: u32,
    },
    /// The shop blocked her.
    Blocked,
    /// She said STOP; REPRENDRE brings her back.
    OptedOut,
    /// The seller withdrew it.
    Withdrawn,
    /// It comes in sizes and she named none.
    SizeNeeded {
        /// The sizes there are.
        sizes: Vec<Size>,
    },
    /// It does not come in that size.
    UnknownSize {
        /// The sizes there are.
        sizes: Vec<Size>,
    },
    /// Nothing was suggested under that number.
    NoSuchChoice,

    // ---- to the seller or the team ----
    /// The grid has no price for these letters, and none was given.
    NoPrice,
    /// A price of nothing, or less.
    PriceTooLow,
    /// The code is in use, or still held since a live that is over: another code, or MODIF or LIBERE.
    CodeTaken,
    /// A number is out of bounds.
    OutOfBounds {
        /// The highest accepted.
        most: i64,
    },
    /// No such item now.
    UnknownItem,
    /// Nobody holds it.
    NotHeld,
    /// Several customers hold it, or it has just passed to this one from another: whose?
    WhichHolder {
        /// What they hold.
        item: Named,
        /// All of them.
        holders: Vec<CustomerId>,
    },
    /// Several customers sent a proof for it: whose?
    WhichProof {
        /// The label of what they want.
        label: Label,
        /// All of them.
        customers: Vec<CustomerId>,
    },
    /// Units are held or sold: the quantity cannot go below.
    UnitsInUse {
        /// The lowest possible.
        least: u32,
    },
    /// No unit is free, or somebody waits for it.
    NoFreeUnit,
    /// There is no such order.
    UnknownOrder,
    /// The order cannot go from where it is to there.
    WrongMove {
        /// Which order.
        order: OrderNumber,
        /// Where it is.
        from: OrderStatus,
    },
    /// No proof waits for review there.
    NoProof,
    /// No such person.
    UnknownPerson,
    /// No live is open.
    NotLive,
    /// A bound of the product is reached.
    Full,
}
