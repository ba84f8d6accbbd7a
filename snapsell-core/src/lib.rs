//! The rules of live selling as a pure state machine: codes, claims, holds, queues, orders.
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
pub use change::{Change, EndReason, ItemKind, LeaveReason, Origin};
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
pub use queue::Place;
pub use refusal::Refusal;
pub use reply::{
    Chance, ClaimLine, Class, CountLine, DepositAsk, HeldLine, ItemLine, LateLine, Line, ListLine,
    NextStep, OfferLine, OrderLineShort, PlaceLine, PriceLine, Removal, Reply, Say, WhyHold,
    WhyLine,
};
pub use settings::{
    AfterStop, CodePolicy, Deposit, DepositRule, HoldSettings, SETTING_KEYS, SettingError,
    Settings, Zone, Zones,
};
pub use shop::{Customer, Hold, HoldState, Item, Lapsed, Live, LiveState, Proof, Shop};
pub use slots::Slots;
pub use store::{Commit, CommitError, Journal, Receipt};
pub use time::{Span, Timestamp};
