//! What people are told, as facts; the words are made elsewhere.

use crate::code::Code;
use crate::command::Unclear;
use crate::ids::{CommandId, CustomerId, HoldId, OrderNumber};
use crate::label::Named;
use crate::lang::Lang;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;

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

/// The facts of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Say {
    // ---- to a customer ----
    /// What became of her claims, in the order she wrote them.
    Claimed {
        /// One for each claim.
        lines: Vec<ClaimLine>,
        /// Codes that were too many for one message.
        skipped: u32,
        /// What she does now.
        next: NextStep,
    },
    /// Her address is noted.
    AddressNoted {
        /// What she does now.
        next: NextStep,
    },
    /// Her order exists, or has more lines now.
    Confirmed {
        /// Its number.
        order: OrderNumber,
        /// The lines just added.
        lines: Vec<Line>,
        /// Delivery, charged once for each order.
        fee: Money,
        /// Of the whole order, delivery included.
        total: Money,
        /// Whether the lines joined an order that existed.
        extended: bool,
        /// `New` while a compulsory deposit is outstanding.
        status: OrderStatus,
        /// The deposit that is asked, if any.
        deposit: Option<DepositAsk>,
        /// What could not be confirmed any more.
        late: Vec<LateLine>,
    },
    /// OUI came too late for everything.
    TooLate {
        /// What could not be confirmed any more; never empty.
        late: Vec<LateLine>,
    },
    /// OUI came without anything to confirm.
    NothingToConfirm,
    /// OUI is noted; the address is missing.
    AddressWanted {
        /// What waits for it.
        items: Vec<Named>,
    },
    /// These claims are given back.
    Cancelled {
        /// Holds and queue places that ended.
        items: Vec<Named>,
    },
    /// ANNULER without anything to cancel; her open orders can be called off by number.
    NothingToCancel {
        /// Orders that she may still call off.
        orders: Vec<OrderNumber>,
    },
    /// PANIER.
    Basket {
        /// What she holds.
        holds: Vec<HeldLine>,
        /// Where she waits.
        places: Vec<PlaceLine>,
        /// Her orders that are under way.
        orders: Vec<OrderLineShort>,
        /// What she does now.
        next: NextStep,
    },
    /// POURQUOI A12.
    Why {
        /// The code asked about.
        code: Code,
        /// What is known, for each size; empty when the code does not exist.
        facts: Vec<WhyLine>,
    },
    /// STOP is done.
    Stopped,
    /// REPRENDRE is done.
    Resumed,
    /// Help for customers.
    CustomerHelp {
        /// A code that can be claimed now, as an example.
        example: Option<Named>,
    },
    /// The message was not understood; the seller sees it.
    NotUnderstood {
        /// What it was.
        what: Unclear,
        /// A code that can be claimed now, as an example.
        example: Option<Named>,
    },
    /// The language changed.
    Speaking,
    /// The proof is with the team.
    ProofReceived {
        /// Holds whose clock stands still.
        paused: Vec<Named>,
        /// The order it belongs to, when there is one.
        order: Option<OrderNumber>,
    },
    /// A proof came, but there is nothing to pay for.
    ProofUnexpected,
    /// The proof is good.
    ProofApproved {
        /// Holds that are locked now, with their new end.
        holds: Vec<HeldLine>,
        /// The order it belongs to, when there is one.
        order: Option<OrderNumber>,
        /// What she does now.
        next: NextStep,
    },
    /// The proof was refused.
    ProofRefused {
        /// The seller's own words; empty when there are none.
        why: String,
        /// Holds that run again, with their end.
        holds: Vec<HeldLine>,
        /// The order it belongs to, when there is one.
        order: Option<OrderNumber>,
    },
    /// Her holds end soon.
    Reminder {
        /// Which, with their end.
        holds: Vec<HeldLine>,
        /// What she does now.
        next: NextStep,
    },
    /// Her holds ended by themselves.
    Expired {
        /// Which.
        items: Vec<Named>,
    },
    /// It was her turn in the queue.
    Promoted {
        /// What is hers now.
        hold: HeldLine,
        /// Units she still waits for.
        waiting: u32,
        /// What she does now.
        next: NextStep,
    },
    /// The team ended her holds or queue places.
    Removed {
        /// Which.
        items: Vec<Named>,
        /// Why.
        why: Removal,
    },
    /// The live is over and nobody waits any more.
    QueueClosed {
        /// What she waited for.
        items: Vec<Named>,
    },
    /// The team set this aside for her.
    SetAside {
        /// One for each claim.
        lines: Vec<ClaimLine>,
        /// What she does now.
        next: NextStep,
    },
    /// Her order has another status.
    OrderMoved {
        /// Which.
        order: OrderNumber,
        /// The new status.
        status: OrderStatus,
        /// Its total.
        total: Money,
    },
    /// Nothing was done, and why.
    Refused(Refusal),

    // ---- to the seller ----
    /// Items are ready to be claimed.
    Offered {
        /// One for each.
        lines: Vec<OfferLine>,
    },
    /// Units were added.
    StockAdded {
        /// The item.
        item: Named,
        /// How many.
        quantity: u32,
        /// Units left to sell now.
        left: u32,
    },
    /// Price or quantity changed.
    Edited {
        /// One for each size.
        lines: Vec<ItemLine>,
    },
    /// A live is open.
    LiveOpened,
    /// The live is closing or closed.
    LiveClosed {
        /// Orders made in it.
        orders: u32,
        /// Their sum, without the cancelled ones.
        total: Money,
        /// Customers who still waited.
        waiting: u32,
    },
    /// Nobody can have these any more.
    Withdrawn {
        /// Which.
        items: Vec<Named>,
    },
    /// A hold was released.
    Released {
        /// Of what.
        item: Named,
        /// Whose.
        customer: CustomerId,
        /// Who has it now.
        next: Option<CustomerId>,
    },
    /// Units sold elsewhere are out.
    SoldElsewhere {
        /// Of what.
        item: Named,
        /// Units left to sell.
        left: u32,
    },
    /// What became of the claims made for someone.
    ClaimedFor {
        /// For whom.
        customer: CustomerId,
        /// One for each claim.
        lines: Vec<ClaimLine>,
    },
    /// A proof waits for her.
    ProofToReview {
        /// Whose.
        customer: CustomerId,
        /// The message that holds it.
        proof: CommandId,
        /// What it is for.
        items: Vec<Named>,
        /// The order, when there is one.
        order: Option<OrderNumber>,
        /// What is expected.
        expected: Option<Money>,
    },
    /// A proof has waited too long.
    ReviewOverdue {
        /// Whose.
        customer: CustomerId,
        /// What it is for.
        items: Vec<Named>,
    },
    /// A proof was judged.
    ProofJudged {
        /// Whose.
        customer: CustomerId,
        /// Whether it was good.
        approved: bool,
        /// The order, when there is one.
        order: Option<OrderNumber>,
    },
    /// An order has another status.
    OrderSet {
        /// Which.
        order: OrderNumber,
        /// The new status.
        status: OrderStatus,
    },
    /// Blocked, or not any more.
    BlockSet {
        /// Who.
        customer: CustomerId,
        /// Whether she is blocked now.
        blocked: bool,
    },
    /// LISTE.
    List {
        /// The first orders under way, oldest first.
        orders: Vec<ListLine>,
        /// How many more there are.
        more: u32,
        /// The sum of all of them.
        total: Money,
        /// Messages that the bot did not understand.
        to_read: u32,
    },
    /// The photo belongs to this item now.
    PhotoBound {
        /// Which.
        item: Named,
    },
    /// A photo without a code.
    PhotoAlone,
    /// Help for sellers.
    SellerHelp,
}

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
}

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
