//! Facts: what happened to a shop. Past tense, no opinions, no personal data.

use crate::code::{Code, Size};
use crate::command::Unclear;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber};
use crate::label::Label;
use crate::lang::Lang;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::pick::Pick;
use crate::settings::Settings;
use crate::slots::Slots;
use crate::time::{Span, Timestamp};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// One fact. The journal is a list of these, and folding them gives the state again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Change {
    /// The settings are these now.
    Configured(Box<Settings>),

    /// A live opened.
    LiveOpened(LiveId),
    /// The live takes no more claims; queues are being dissolved.
    LiveClosing {
        /// Whether the seller said so: then only she opens the next one.
        by_hand: bool,
    },
    /// The live is over; improvised items without holds are gone.
    LiveClosed,

    /// An item can be claimed.
    Offered {
        /// The new item.
        item: ItemId,
        /// Its code.
        code: Code,
        /// Its size.
        size: Size,
        /// As the seller wrote it.
        label: Label,
        /// Improvised or prepared.
        kind: ItemKind,
        /// Price of one unit.
        price: Money,
        /// Units.
        quantity: u32,
        /// Whether a customer brought it to life, so that the team looks at it.
        to_check: bool,
    },
    /// Units were added.
    StockAdded {
        /// The item.
        item: ItemId,
        /// How many.
        quantity: u32,
    },
    /// Free units were taken off: sold elsewhere or counted wrongly.
    StockRemoved {
        /// The item.
        item: ItemId,
        /// Which units.
        slots: Slots,
    },
    /// Another price, for claims from now on; a running hold keeps the price that its owner was told.
    Repriced {
        /// The item.
        item: ItemId,
        /// Price of one unit.
        price: Money,
    },
    /// A photo belongs to the item.
    PhotoBound {
        /// The item.
        item: ItemId,
        /// The message that holds the photo.
        media: CommandId,
    },
    /// Nobody can have it any more in this live.
    Withdrawn(ItemId),
    /// The seller confirmed an item that a customer brought to life.
    Checked(ItemId),

    /// Units are set aside.
    Held {
        /// The new hold.
        hold: HoldId,
        /// Of what.
        item: ItemId,
        /// For whom.
        customer: CustomerId,
        /// Which units.
        slots: Slots,
        /// Until when.
        until: Timestamp,
        /// How it came about.
        origin: Origin,
    },
    /// A hold has more units.
    HoldGrown {
        /// The hold.
        hold: HoldId,
        /// Units that came.
        slots: Slots,
        /// Its end now.
        until: Timestamp,
        /// How it came about.
        origin: Origin,
    },
    /// A hold gave units back.
    HoldShrunk {
        /// The hold.
        hold: HoldId,
        /// Units that are free again.
        slots: Slots,
    },
    /// A hold's end moved because its owner could not know of it in time.
    HoldMoved {
        /// The hold.
        hold: HoldId,
        /// Its end now.
        until: Timestamp,
    },
    /// A hold is over and its units are free.
    HoldEnded {
        /// The hold.
        hold: HoldId,
        /// Why.
        reason: EndReason,
    },
    /// The holds of a customer were recalled.
    Reminded(CustomerId),
    /// Time lost in an outage was given back to every running hold.
    OutageCredited {
        /// The outage is accounted for up to here.
        until: Timestamp,
        /// What each hold gained.
        span: Span,
    },

    /// Someone waits for an item.
    Queued {
        /// For what.
        item: ItemId,
        /// Who.
        customer: CustomerId,
        /// Units.
        quantity: u32,
    },
    /// Someone waits for another number of units; her place stays.
    PlaceResized {
        /// For what.
        item: ItemId,
        /// Who.
        customer: CustomerId,
        /// Units now.
        quantity: u32,
    },
    /// Someone waits no more.
    PlaceLeft {
        /// For what.
        item: ItemId,
        /// Who.
        customer: CustomerId,
        /// Why.
        reason: LeaveReason,
    },

    /// A customer's address is in this message.
    AddressGiven {
        /// Who.
        customer: CustomerId,
        /// The message.
        message: CommandId,
    },
    /// An order is delivered to another address.
    OrderReaddressed {
        /// Which.
        order: OrderNumber,
        /// The message that gives it.
        message: CommandId,
    },
    /// The bot waits for a customer's address, or not any more.
    AddressAwaited {
        /// Who.
        customer: CustomerId,
        /// Whether it waits.
        awaited: bool,
        /// Whether she already said OUI, so that the address alone makes the order.
        confirms: bool,
        /// What she said OUI to; empty for her whole basket.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Vec::is_empty")
        )]
        only: Vec<Pick>,
    },
    /// These items were suggested to a customer; none when the suggestion is used up.
    Suggested {
        /// To whom.
        customer: CustomerId,
        /// In the order shown.
        items: Vec<ItemId>,
    },

    /// An order exists.
    OrderPlaced {
        /// Its number.
        order: OrderNumber,
        /// Whose.
        customer: CustomerId,
        /// The holds that became its lines.
        holds: Vec<HoldId>,
        /// Delivery.
        fee: Money,
        /// `New` or `Confirmed`.
        status: OrderStatus,
        /// The deposit that is asked; zero for none.
        deposit: Money,
        /// The message that gave the address.
        address: CommandId,
    },
    /// An order has more lines.
    OrderExtended {
        /// Which.
        order: OrderNumber,
        /// The holds that became lines.
        holds: Vec<HoldId>,
        /// The deposit that is asked now.
        deposit: Money,
    },
    /// An order has another status.
    OrderMoved {
        /// Which.
        order: OrderNumber,
        /// The new status.
        status: OrderStatus,
    },
    /// Delivery of an order costs something else.
    OrderFeeSet {
        /// Which.
        order: OrderNumber,
        /// Delivery now.
        fee: Money,
    },
    /// The units of a cancelled order are free again.
    UnitsReturned(OrderNumber),
    /// Another state of payment.
    OrderPaid {
        /// Which.
        order: OrderNumber,
        /// The new state.
        payment: Payment,
    },
    /// A closed order is no longer kept in memory.
    OrderRetired(OrderNumber),

    /// A proof came for a basket or an order.
    ProofReceived {
        /// Whose.
        customer: CustomerId,
        /// The message that holds it.
        proof: CommandId,
        /// The order it belongs to; the basket when there is none.
        order: Option<OrderNumber>,
        /// When the team is alerted; `None` when it pauses no clock, and the alert of the proof before it stands.
        review_until: Option<Timestamp>,
        /// What was asked of her then, and so is paid once it is approved; zero when nothing was. Not in older entries.
        expected: Option<Money>,
    },
    /// The team approved a basket's proof: its holds are locked.
    ProofApproved {
        /// Whose.
        customer: CustomerId,
        /// The new end of every hold.
        until: Timestamp,
    },
    /// The team refused a basket's proof: its clocks run again.
    ProofRefused {
        /// Whose.
        customer: CustomerId,
        /// Holds whose clock stood still have at least until here.
        at_least_until: Timestamp,
    },
    /// A proof has waited too long; the team was alerted.
    ReviewOverdue(CustomerId),

    /// STOP.
    OptedOut(CustomerId),
    /// REPRENDRE.
    OptedIn(CustomerId),
    /// The provider says that she cannot be reached.
    Unreachable(CustomerId),
    /// A message of hers came: she can be reached again.
    Reachable(CustomerId),
    /// The shop blocked her.
    Blocked(CustomerId),
    /// The shop lets her in again.
    Unblocked(CustomerId),
    /// She chose a language.
    LanguageChosen {
        /// Who.
        customer: CustomerId,
        /// Which.
        lang: Lang,
    },
    /// A message was not understood; the seller should read it.
    Noted {
        /// Whose.
        customer: CustomerId,
        /// What it was.
        what: Unclear,
    },
    /// Of an approved deposit so much stays with what she still holds; the rest went to the order before.
    DepositKept {
        /// Whose.
        customer: CustomerId,
        /// How much.
        sum: Money,
    },
    /// The seller has seen the messages that were not understood.
    NotesRead,
    /// A seller did this by a message: the same of hers within ten seconds is that message, sent twice.
    Done {
        /// Who.
        seller: CustomerId,
        /// What.
        deed: Deed,
    },
}

/// What a seller says that would count twice if it were done twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Deed {
    /// So many units came: `S01 M +5`.
    Added(Code, Size, u32),
    /// So many left: `VENDU S01 x2`.
    Taken(Code, Size, u32),
    /// A hold was released: `LIBERE A12`, and whose, when she named somebody.
    Released(Code, Size, Option<CustomerId>),
}

/// How an item came into the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum ItemKind {
    /// One unit, improvised, for one live.
    Unique,
    /// Prepared stock; belongs to the shop.
    Prepared,
}

/// How a hold came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Origin {
    /// She asked and it was free.
    Claimed,
    /// It was her turn in the queue.
    Promoted,
    /// The team set it aside for her.
    Team,
    /// OUI came late, but it was still free.
    Late,
}

/// Why a hold is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum EndReason {
    /// Its time was up.
    Expired,
    /// Its owner gave it back.
    Cancelled,
    /// The team released it.
    Released,
    /// Its units were sold elsewhere.
    SoldElsewhere,
    /// Its item was withdrawn.
    Withdrawn,
}

/// Why somebody waits no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum LeaveReason {
    /// It was her turn.
    Served,
    /// She gave the place back, or her hold of the same item expired or was released.
    Cancelled,
    /// She opted out.
    OptedOut,
    /// It was her turn, but she cannot be reached.
    Unreachable,
    /// It was her turn, but she is blocked.
    Blocked,
    /// It was her turn, but she has as many holds as she may.
    TooManyHolds,
    /// The item was withdrawn.
    Withdrawn,
    /// The last unit is gone.
    SoldOut,
    /// The live closed.
    LiveClosed,
}
