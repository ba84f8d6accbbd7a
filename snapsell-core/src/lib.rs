//! The rules of live selling as a pure state machine: codes, claims, holds, queues, orders.
//!
//! A message becomes a [`Command`] ([`interpret`]), a command a [`Decision`] ([`decide`]): facts for a journal, replies for
//! people, and when to look again. Nothing here knows the time, waits, locks or writes; whoever embeds it does.
//!
//! ```
//! use snapsell_core::*;
//!
//! let [marie, awa, binta] = [1, 2, 3].map(CustomerId::new);
//! let mut settings = Settings::default();
//! settings.grid.insert(Letters::new("A").unwrap(), Money::from_minor(5_000));
//! settings.sellers.insert(marie);
//! let mut shop = Shop::new(settings);
//! let start = Timestamp::from_millis(0);
//!
//! // The seller shows one piece. Awa is first and has it, and her message is delivered twice; Binta waits behind her.
//! for (id, from) in [(1, marie), (2, awa), (2, awa), (3, binta)] {
//!     let message = Message::text(CommandId::new(id), from, "A12");
//!     let decision = decide(&shop, &interpret(&shop, &message), start);
//!     if decision.is_committed() { // what came before changes nothing
//!         // Here a server commits `decision` to its journal, and only then answers and goes on.
//!         shop.follow(&decision);
//!     }
//! }
//! assert_eq!(shop.holds().next().unwrap().customer, awa);
//!
//! // She stays silent. A timer looks at the shop whenever something is due: a reminder, then the end of her hold,
//! // and in the same decision the piece is Binta's, who is told.
//! while let Some(due) = shop.next_deadline().filter(|due| *due <= start + Span::from_mins(5)) {
//!     let tick = Command { id: CommandId::NONE, by: Actor::System, action: Action::Tick };
//!     let decision = decide(&shop, &tick, due);
//!     if decision.is_committed() { // else nothing was due any more
//!         shop.follow(&decision);
//!     }
//! }
//! assert_eq!(shop.holds().next().unwrap().customer, binta);
//! ```
//!
//! From here: [`Journal`] is what a store must promise (`snapsell_store::testkit` tries yours), [`Content`] what another
//! channel hands over, and [`Shop::carry_out`] decides in place. The repository's `examples/` show each of them whole:
//! `reserve_in_memory`, `custom_store`, `other_channel`, `embed_in_axum`. Every bound has its name in [`limits`]; money is
//! whole minor units, time is milliseconds since 1970 UTC.
//!
//! # Features
//!
//! - `std` and `serde`, on by default. Without the first, `alloc` is enough; the second writes and reads what is kept:
//!   [`Entry`], [`Reply`], [`Settings`], [`Shop`].
//! - `wording`: the words of every [`Reply`], in French and English.
//! - `testkit`: the tools to test what you build, with `wording`.
#![no_std]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod address;
mod apply;
mod ascii;
mod change;
mod check;
mod code;
mod codes;
mod command;
mod deadlines;
mod decide;
mod decision;
mod draft;
mod entry;
mod few;
mod hidden;
mod ids;
mod index;
mod intent;
mod interpret;
mod label;
mod lang;
mod like_slice;
pub mod limits;
mod list;
mod message;
mod money;
pub mod near;
mod order;
mod parse;
mod pick;
mod queue;
mod rare;
mod recent;
mod refusal;
mod reply;
mod rows;
mod settings;
mod shop;
mod slots;
mod state;
mod store;
mod table;
#[cfg(feature = "testkit")]
pub mod testkit;
mod time;
#[cfg(feature = "wording")]
pub mod wording;

pub use address::address_in;
pub use change::{Change, Deed, EndReason, ItemKind, LeaveReason, Origin};
pub use code::{Code, Letters, Malformed, Size};
pub use command::{Action, Actor, Command, ProofTarget, Unclear};
pub use decide::decide;
pub use decision::{Decision, Outcome};
pub use entry::{Entry, Link};
pub use ids::{
    CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber, ShopId, UserId, Version,
};
pub use intent::{Claim, CustomerIntent, Offer, Phone, ProofOf, SellerIntent, Typed, Who, Written};
pub use interpret::interpret;
pub use label::{Label, Named};
pub use lang::Lang;
pub use list::List;
pub use message::{Content, Message};
pub use money::{Currency, Money};
pub use order::{CancelReason, Order, OrderLine, OrderStatus, Payment};
pub use parse::{Expect, mentioned_phone, parse_customer, parse_seller};
pub use pick::Pick;
pub use queue::Place;
pub use refusal::Refusal;
pub use reply::{
    Chance, ClaimLine, Class, CountLine, DepositAsk, HeldLine, Instead, ItemLine, LateLine, Line,
    ListLine, NextStep, NotDone, OfferLine, OrderLineShort, PlaceLine, PriceLine, Removal, Reply,
    Say, WhyHold, WhyLine, WhyOrder,
};
pub use settings::{
    AfterStop, CodePolicy, Deposit, DepositRule, HoldSettings, SETTING_KEYS, SettingError,
    Settings, Zone, Zones,
};
pub use shop::{Customer, Hold, HoldState, Item, Lapsed, Live, LiveState, Proof, Shop};
pub use slots::Slots;
pub use store::{Commit, CommitError, Journal, Receipt};
pub use time::{Span, Timestamp};
