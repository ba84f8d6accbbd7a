//! The parts of what people are told: holds, places, orders, next steps.

use super::Instead;
use crate::code::Size;
use crate::ids::{CommandId, CustomerId, HoldId, OrderNumber};
use crate::label::{Label, Named};
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use crate::settings::Zones;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum ClaimLine {
    /// All of it is hers until the deadline.
    Held(HeldLine),
    /// It was hers already; nothing changed.
    AlreadyHeld(HeldLine),
    /// Part of it is hers, she waits for the rest.
    Partly {
        /// What is hers.
        hold: HeldLine,
        /// Units she waits for.
        waiting: u32,
        /// Her place, 1 is next.
        place: u32,
    },
    /// She waits.
    Queued(PlaceLine),
    /// She waited already; nothing changed.
    AlreadyQueued(PlaceLine),
    /// Nothing was reserved.
    Refused {
        /// What she wrote, in canonical form where it is a code.
        what: String,
        /// Why.
        why: Refusal,
    },
    /// What she wrote is no code, but these are near it. Her answer `1` takes the first.
    Suggested {
        /// What she wrote.
        what: String,
        /// At most three, alive now.
        choices: Vec<Named>,
    },
}

/// A number beside an item that was not taken for a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CountLine {
    /// The item.
    pub item: Named,
    /// The number.
    pub count: u32,
    /// Whether there is only one of it.
    pub unique: bool,
}

/// Units that are hers until a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HeldLine {
    /// The hold.
    pub hold: HoldId,
    /// The item.
    pub item: Named,
    /// Units.
    pub quantity: u32,
    /// Price of one unit.
    pub price: Money,
    /// When it ends; `None` while a proof is being reviewed.
    pub until: Option<Timestamp>,
    /// Whether the deposit is approved.
    pub locked: bool,
}

/// A place in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PlaceLine {
    /// The item.
    pub item: Named,
    /// Units wanted.
    pub quantity: u32,
    /// 1 is next.
    pub place: u32,
}

/// What a code costs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum PriceLine {
    /// It can be had, or waited for.
    Priced {
        /// The label.
        label: Label,
        /// Price of one unit.
        price: Money,
        /// The sizes that are left at this price; none for one size.
        sizes: Vec<Size>,
        /// Whether she can have one.
        chance: Chance,
    },
    /// It cannot.
    Refused {
        /// The code.
        what: String,
        /// Why.
        why: Refusal,
    },
}

/// Whether the one who asks can have an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Chance {
    /// A unit is free.
    Free,
    /// None is, and she holds one.
    Yours,
    /// She waits for one, at this place.
    Waits(u32),
    /// She can wait for one.
    Queue,
    /// Nobody can wait.
    Taken,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Line {
    /// The item.
    pub item: Named,
    /// Units.
    pub quantity: u32,
    /// Price of one unit.
    pub price: Money,
}

/// Something that OUI could not confirm any more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LateLine {
    /// The item.
    pub item: Named,
    /// The place that she has in the queue, or could have at its end; `None` when nobody can wait for it.
    pub place: Option<u32>,
    /// What she answers to take that place; `None` when she has it already.
    pub offer: Option<u8>,
}

/// What the customer does next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum NextStep {
    /// Nothing.
    Nothing,
    /// Send her address.
    SendAddress {
        /// What it will cost, delivery included.
        total: Money,
        /// Delivery.
        fee: Money,
        /// What it costs elsewhere, where the shop has zones and nothing was chosen yet.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Zones::is_empty")
        )]
        zones: Zones,
        /// The deposit that is asked, if any.
        deposit: Option<DepositAsk>,
    },
    /// Answer OUI.
    SayYes {
        /// The message that gave the address we would deliver to.
        address: CommandId,
        /// What it will cost, delivery included.
        total: Money,
        /// Delivery.
        fee: Money,
        /// What it costs elsewhere, where the shop has zones and nothing was chosen yet.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Zones::is_empty")
        )]
        zones: Zones,
        /// The deposit that is asked, if any.
        deposit: Option<DepositAsk>,
    },
}

/// A deposit that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DepositAsk {
    /// How much.
    pub amount: Money,
    /// Whether the order waits for it.
    pub compulsory: bool,
    /// How to pay; empty when the shop has not said.
    pub how: String,
}

/// One order in a basket's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderLineShort {
    /// Which.
    pub order: OrderNumber,
    /// How far it is.
    pub status: OrderStatus,
    /// Whether a proof of its deposit waits for the team's word.
    #[cfg_attr(feature = "serde", serde(default))]
    pub in_review: bool,
    /// Its total.
    pub total: Money,
}

/// One order in the seller's list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ListLine {
    /// Which.
    pub order: OrderNumber,
    /// Whose.
    pub customer: CustomerId,
    /// How far it is.
    pub status: OrderStatus,
    /// What was paid ahead.
    pub payment: Payment,
    /// Units of each item.
    pub items: Vec<(Named, u32)>,
    /// Its total.
    pub total: Money,
    /// What is left to pay, where a part was paid ahead.
    pub left: Option<Money>,
}

/// What became of one offer of the seller's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum OfferLine {
    /// It can be claimed.
    Ready {
        /// One for each size.
        items: Vec<ItemLine>,
        /// Whether it is a single piece.
        unique: bool,
    },
    /// It cannot.
    Refused {
        /// The code as she wrote it.
        what: String,
        /// Why.
        why: Refusal,
        /// What she may send instead.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        instead: Option<Instead>,
    },
}

/// One item as the seller sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ItemLine {
    /// Which.
    pub item: Named,
    /// Price of one unit.
    pub price: Money,
    /// Units left to sell.
    pub left: u32,
}

/// Why the team ended a hold or a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Removal {
    /// Released by the team.
    Released,
    /// Sold somewhere else.
    SoldElsewhere,
    /// Withdrawn from sale.
    Withdrawn,
    /// The last unit is sold.
    SoldOut,
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;

    #[test]
    fn a_next_step_of_before_there_were_zones_is_read_and_saved_as_it_was() {
        let saved = r#"{"send_address":{"total":6500,"fee":1500,"deposit":null}}"#;
        let step: NextStep = serde_json::from_str(saved).unwrap();
        assert_eq!(serde_json::to_string(&step).unwrap(), saved);
        let NextStep::SendAddress { zones, .. } = step else {
            panic!("{step:?}");
        };
        assert!(zones.is_empty());
    }

    #[test]
    fn an_offer_refused_before_lines_were_proposed_is_read_and_saved_as_it_was() {
        let saved = r#"{"refused":{"what":"A12","why":"code_taken"}}"#;
        let line: OfferLine = serde_json::from_str(saved).unwrap();
        assert_eq!(serde_json::to_string(&line).unwrap(), saved);
        let OfferLine::Refused { instead, .. } = line else {
            panic!("{line:?}");
        };
        assert_eq!(instead, None);
    }
}
