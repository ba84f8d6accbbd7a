//! The state of one shop: what the journal folds to.

use crate::apply::{Chain, Neighbours};
use crate::change::{Deed, ItemKind, Origin};
use crate::code::Code;
use crate::codes::Codes;
use crate::deadlines::Deadlines;
use crate::few::Few;
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber, Version};
use crate::label::Named;
use crate::lang::Lang;
use crate::money::Money;
use crate::order::{Order, Payment};
use crate::pick::Pick;
use crate::queue::{Queue, Ticket, Wait};
use crate::rare::Rare;
use crate::recent::Recent;
use crate::settings::Settings;
use crate::slots::{FreeSlots, Slots};
use crate::table::Table;
use crate::time::{Span, Timestamp};
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Holds of a customer that need no memory of their own.
const HOLDS_IN_PLACE: usize = 6;

/// One shop: a value that only [`Shop::apply`] changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Shop {
    pub(crate) version: Version,
    pub(crate) clock: Timestamp,
    pub(crate) settings: Arc<Settings>,
    pub(crate) desk: Desk,
    pub(crate) items: Table<ItemId, Item>,
    pub(crate) codes: Codes,
    /// Of the items that somebody waits for.
    pub(crate) queues: Table<ItemId, Queue>,
    pub(crate) holds: Table<HoldId, Hold>,
    pub(crate) customers: Table<CustomerId, Customer>,
    pub(crate) orders: BTreeMap<OrderNumber, Order>,
    pub(crate) closed_orders: BTreeSet<OrderNumber>,
    /// Customers who wait somewhere: who is told when a live closes.
    pub(crate) waiting: BTreeSet<CustomerId>,
    pub(crate) deadlines: Deadlines,
    /// Codes of improvised items of past lives, and when those closed: the piece may be sold or still held.
    pub(crate) spent: BTreeMap<Code, Timestamp>,
    pub(crate) recent: Recent,
}

/// The few facts of a shop that are single: its live, its counters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Desk {
    pub(crate) live: Option<Live>,
    pub(crate) next_live: LiveId,
    pub(crate) next_item: ItemId,
    pub(crate) next_hold: HoldId,
    pub(crate) next_order: OrderNumber,
    /// Running holds and paused ones, all of them.
    pub(crate) holds: u32,
    /// Proofs that wait for review.
    pub(crate) proofs: u32,
    /// When the seller was last heard of.
    pub(crate) seller_seen: Option<Timestamp>,
    /// Her last code, for the photo that follows.
    pub(crate) last_offer: Option<(ItemId, Timestamp)>,
    /// What a seller did last of that which would count twice if it were done twice.
    pub(crate) last_deed: Option<(CustomerId, Deed, Timestamp)>,
    /// Outages are accounted for up to here.
    pub(crate) credited_until: Option<Timestamp>,
    /// The seller closed the last live herself.
    pub(crate) closed_by_hand: bool,
    /// Messages that were not understood, since the seller last asked.
    pub(crate) to_read: u32,
}

/// A live.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Live {
    /// Its number.
    pub id: LiveId,
    /// Whether it takes claims.
    pub state: LiveState,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When something last happened in it.
    pub last_activity: Timestamp,
    /// Orders made in it.
    pub orders: u32,
    /// Their sum, without the cancelled ones.
    pub total: Money,
}

/// Whether a live takes claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum LiveState {
    /// It does.
    Open,
    /// No more; those who wait are being told.
    Closing,
}

/// What a label stands for, in one size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Its code.
    pub code: Code,
    /// How people call it.
    pub named: Named,
    /// Improvised or prepared.
    pub kind: ItemKind,
    /// Price of one unit.
    pub price: Money,
    /// A customer brought it to life; the team should look.
    pub to_check: bool,
    /// Nobody can have it any more in this live.
    pub withdrawn: bool,
    /// Its live is over; it stays only as long as somebody holds it, and keeps its code until then.
    pub closed: bool,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// The message with its photo; apart, as few have one.
    pub(crate) photo: Option<Box<CommandId>>,
    /// All units ever, less those removed.
    pub(crate) stock: u32,
    /// Units in orders.
    pub(crate) sold: u32,
    /// The number of the next unit added.
    pub(crate) next_slot: u16,
    pub(crate) free: FreeSlots,
    /// Holds of it, oldest first.
    pub(crate) holders: Chain,
    /// How many customers wait for it.
    pub(crate) waiting: u32,
    /// For the next who waits.
    pub(crate) next_ticket: Ticket,
}

/// Units set aside for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Of what.
    pub item: ItemId,
    /// For whom.
    pub customer: CustomerId,
    /// Which units.
    pub slots: Slots,
    /// Since when.
    pub since: Timestamp,
    /// Running, paused or locked.
    pub state: HoldState,
    /// How it came about.
    pub origin: Origin,
    /// Price of one unit, as she was told.
    pub price: Money,
    /// When it is recalled; `None` when it is too short, or recalled never.
    pub remind_at: Option<Timestamp>,
    /// Whether its end was moved because the answer left late.
    pub moved: bool,
    /// Other holds of the same item.
    pub(crate) beside: Neighbours,
}

/// The clock of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum HoldState {
    /// Short: no deposit.
    Soft {
        /// The end.
        until: Timestamp,
    },
    /// The clock stands still while a proof is reviewed.
    ProofPending {
        /// What was left.
        remaining: Span,
    },
    /// Long: the deposit is approved.
    Locked {
        /// The end.
        until: Timestamp,
    },
}

impl HoldState {
    /// The end; `None` while the clock stands still.
    #[must_use]
    pub const fn until(self) -> Option<Timestamp> {
        match self {
            Self::Soft { until } | Self::Locked { until } => Some(until),
            Self::ProofPending { .. } => None,
        }
    }
}

/// What the shop knows of one person, without knowing who she is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Customer {
    /// Her language, when it is not the shop's.
    pub lang: Option<Lang>,
    /// The message with her address.
    pub address: Option<CommandId>,
    /// STOP.
    pub opted_out: bool,
    /// Blocked by the shop.
    pub blocked: bool,
    /// The provider cannot reach her.
    pub unreachable: bool,
    /// The bot waits for her address.
    pub(crate) awaits_address: bool,
    /// She said OUI before giving it.
    pub(crate) confirms: bool,
    /// What she said OUI to; empty for her whole basket.
    #[cfg_attr(feature = "serde", serde(default))]
    pub(crate) only: Rare<Pick>,
    /// Her holds were recalled; one reminder for each basket.
    pub(crate) reminded: bool,
    /// Her holds, oldest first.
    pub(crate) holds: Few<Held, HOLDS_IN_PLACE>,
    /// What they cost.
    pub(crate) goods: Money,
    /// What she waits for, in the order she asked.
    pub(crate) waits: Few<Wait, 1>,
    /// What expired, for a late OUI.
    pub(crate) lapsed: Vec<Lapsed>,
    /// What was suggested to her.
    pub(crate) suggested: Rare<ItemId>,
    /// The proof of her basket; apart, as few have one.
    pub(crate) proof: Option<Box<Proof>>,
    /// What her basket has paid ahead.
    pub(crate) payment: Payment,
    /// Her orders that are not closed.
    pub(crate) orders: Rare<OrderNumber>,
}

/// A hold, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Held {
    pub(crate) hold: HoldId,
    pub(crate) item: ItemId,
}

/// A hold that ended by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lapsed {
    /// Of what.
    pub item: ItemId,
    /// Units.
    pub quantity: u32,
    /// When.
    pub at: Timestamp,
}

/// A proof of payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Proof {
    /// The message that holds it.
    pub message: CommandId,
    /// The order it belongs to; the basket when there is none.
    pub order: Option<OrderNumber>,
    /// When it came.
    pub at: Timestamp,
    /// When the team is alerted; `None` when it stopped no clock, or when the team has been.
    pub review_until: Option<Timestamp>,
    /// Whether it waits for review.
    pub pending: bool,
    /// What was asked of her when it came; `None` where the journal does not say.
    pub expected: Option<Money>,
}

/// Why a shop must be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub(crate) enum Reason {
    /// A hold ends.
    Expiry(HoldId),
    /// A hold ends soon.
    Reminder(HoldId),
    /// A proof has waited too long.
    Review(CustomerId),
}

impl Default for Reason {
    fn default() -> Self {
        Self::Expiry(HoldId::default())
    }
}
