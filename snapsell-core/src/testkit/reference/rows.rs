//! The rows of the naive shop.

use crate::change::ItemKind;
use crate::code::{Code, Size};
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber};
use crate::label::Label;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::pick::Pick;
use crate::time::{Span, Timestamp};
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Live {
    pub(super) id: LiveId,
    pub(super) closing: bool,
    pub(super) opened_at: Timestamp,
    pub(super) last_activity: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: ItemId,
    pub(super) code: Code,
    pub(super) size: Size,
    /// As the seller wrote it.
    pub(super) label: Label,
    pub(super) kind: ItemKind,
    pub(super) price: Money,
    pub(super) to_check: bool,
    pub(super) withdrawn: bool,
    /// Whether its code leads to it; a later offer of the same code takes that away.
    pub(super) named: bool,
    /// Its live is over.
    pub(super) closed: bool,
    pub(super) offered_at: Timestamp,
}

/// One unit of an item and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) item: ItemId,
    pub(super) owner: Owner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Nobody,
    Hold(HoldId),
    Order(OrderNumber),
    /// Taken off: sold somewhere else, or miscounted.
    Gone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) id: HoldId,
    pub(super) item: ItemId,
    pub(super) customer: CustomerId,
    pub(super) since: Timestamp,
    pub(super) ends: Ends,
    /// Set up again by a late OUI.
    pub(super) late: bool,
    /// It came to somebody who waited.
    pub(super) promoted: bool,
    pub(super) price: Money,
    pub(super) remind_at: Option<Timestamp>,
    /// Its end cannot be moved any more because an answer left late.
    pub(super) moved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    Soft(Timestamp),
    Paused(Span),
    Locked(Timestamp),
}

impl Hold {
    pub(super) fn until(&self) -> Option<Timestamp> {
        match self.ends {
            Ends::Soft(until) | Ends::Locked(until) => Some(until),
            Ends::Paused(_) => None,
        }
    }

    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.until().is_some_and(|until| until <= now)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) item: ItemId,
    pub(super) customer: CustomerId,
    pub(super) quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) id: CustomerId,
    pub(super) address: Option<CommandId>,
    pub(super) opted_out: bool,
    pub(super) blocked: bool,
    pub(super) unreachable: bool,
    pub(super) awaits_address: bool,
    pub(super) confirms: bool,
    pub(super) only: Vec<Pick>,
    pub(super) reminded: bool,
    pub(super) lapsed: Vec<(ItemId, u32, Timestamp)>,
    pub(super) suggested: Vec<ItemId>,
    pub(super) proof: Option<Proof>,
    pub(super) payment: Payment,
}

impl Person {
    pub(super) fn new(id: CustomerId) -> Self {
        Self {
            id,
            address: None,
            opted_out: false,
            blocked: false,
            unreachable: false,
            awaits_address: false,
            confirms: false,
            only: Vec::new(),
            reminded: false,
            lapsed: Vec::new(),
            suggested: Vec::new(),
            proof: None,
            payment: Payment::NoDeposit,
        }
    }

    /// Whether the team looks at a proof of her basket.
    pub(super) fn under_review(&self) -> bool {
        let proof = self.proof.as_ref();
        proof.is_some_and(|proof| proof.pending && proof.order.is_none())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proof {
    pub(super) order: Option<OrderNumber>,
    pub(super) pending: bool,
    pub(super) review_until: Option<Timestamp>,
    /// What was asked when it came.
    pub(super) asked: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) number: OrderNumber,
    pub(super) customer: CustomerId,
    pub(super) live: LiveId,
    pub(super) lines: Vec<Line>,
    pub(super) fee: Money,
    pub(super) status: OrderStatus,
    pub(super) payment: Payment,
    pub(super) deposit: Money,
    pub(super) address: CommandId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) item: ItemId,
    pub(super) code: Code,
    pub(super) quantity: u32,
    pub(super) price: Money,
}

/// A code of an improvised item of a past live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spent {
    pub(super) code: Code,
    pub(super) closed_at: Timestamp,
}
