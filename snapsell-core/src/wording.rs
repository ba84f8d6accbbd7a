//! The words of every reply, in French and English.
//!
//! The rules say *what* is told ([`Reply`]); this module says *how*. Integrators with words of their
//! own need not use it: everything that is said is in the reply.
//!
//! ```
//! use snapsell_core::wording::{Facts, Words};
//! use snapsell_core::{Class, Currency, CustomerId, Lang, Reply, Say, Timestamp};
//!
//! let words = Words::new();
//! let facts = Facts {
//!     shop_name: "Chez Marie",
//!     currency: Currency::XOF,
//!     utc_offset_minutes: &|_| 0,
//!     to_seller: false,
//!     name: &|_| None,
//!     address: &|_| None,
//!     now: Timestamp::from_millis(1_795_378_443_000),
//! };
//! let reply = Reply {
//!     to: CustomerId::new(7),
//!     lang: Lang::En,
//!     class: Class::Answer,
//!     say: Say::LiveOpened,
//! };
//! assert_eq!(
//!     words.render(&reply, &facts),
//!     "Here we go, the live is open! Send your codes. To close it: END."
//! );
//! ```

mod catalog;
mod claim;
mod clean;
mod customer;
mod draft;
pub mod format;
mod instead;
mod order;
mod pen;
mod price;
mod refusal;
mod seller;
mod why;

use crate::ids::{CommandId, CustomerId};
use crate::lang::Lang;
use crate::money::Currency;
use crate::reply::{Reply, Say};
use crate::time::Timestamp;
use alloc::string::String;
use alloc::vec::Vec;
use catalog::Catalog;
use core::fmt;
use draft::Draft;
use pen::Pen;

/// Longest message that is made, in characters: the provider accepts no more.
pub const MESSAGE_CHARS_MAX: usize = draft::MESSAGE_UNITS_MAX;

/// The words of both languages. Reading them takes a moment: make one for the whole program.
#[derive(Debug)]
pub struct Words {
    french: Catalog,
    english: Catalog,
}

/// What a text needs to know besides its reply: everything personal comes in here.
pub struct Facts<'a> {
    /// The shop as its customers know it; may be empty.
    pub shop_name: &'a str,
    /// The shop's currency.
    pub currency: Currency,
    /// How far the shop's clock is ahead of UTC at an instant, in minutes: each time is told by the clock of its
    /// own instant, so that a deadline behind the change to summer time is right.
    pub utc_offset_minutes: &'a dyn Fn(Timestamp) -> i32,
    /// Whether the reader is a seller of the shop: holders are named to her alone.
    pub to_seller: bool,
    /// A person's name, or her masked number; `None` when nothing is known any more.
    pub name: &'a dyn Fn(CustomerId) -> Option<String>,
    /// The address in this message; `None` when nothing is known any more.
    pub address: &'a dyn Fn(CommandId) -> Option<String>,
    /// When the text is made.
    pub now: Timestamp,
}

impl Words {
    /// Reads the words, which are part of the program.
    #[must_use]
    pub fn new() -> Self {
        Self {
            french: Catalog::new(Lang::Fr),
            english: Catalog::new(Lang::En),
        }
    }

    /// One reply as one message, never longer than [`MESSAGE_CHARS_MAX`].
    #[must_use]
    pub fn render(&self, reply: &Reply, facts: &Facts<'_>) -> String {
        self.render_all(&[reply], facts)
    }

    /// Several replies to one person as one message, never longer than [`MESSAGE_CHARS_MAX`]: nothing
    /// is said twice, only the last next step is said, and long lists are cut.
    #[must_use]
    pub fn render_all(&self, replies: &[&Reply], facts: &Facts<'_>) -> String {
        let drafts = replies.iter().map(|reply| {
            let catalog = match reply.lang {
                Lang::Fr => &self.french,
                Lang::En => &self.english,
            };
            said(Pen { catalog, facts }, &reply.say)
        });
        draft::join(Vec::from_iter(drafts))
    }
}

// One for all threads.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Words>();
};

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("currency", &self.currency)
            .finish_non_exhaustive()
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each thing that can be said, and nothing else"
)]
fn said<'a>(pen: Pen<'a>, say: &Say) -> Draft<'a> {
    let line = |text: String| pen.draft().line(text);
    match say {
        Say::Claimed {
            lines,
            skipped,
            next,
        } => claim::claimed(pen, lines, *skipped, next),
        Say::AddressNoted { next } => pen
            .say("address-noted")
            .next(claim::next_step_there(pen, next)),
        Say::HowToCount { lines } => claim::how_to_count(pen, lines),
        Say::Confirmed {
            order,
            lines,
            fee,
            total,
            extended,
            status,
            deposit,
            late,
        } => {
            let (order, fee, total, extended, status) = (*order, *fee, *total, *extended, *status);
            let deposit = deposit.as_ref();
            let made = order::Confirmed {
                order,
                lines,
                fee,
                total,
                extended,
                status,
                deposit,
                late,
            };
            order::confirmed(pen, &made)
        }
        Say::TooLate { late } => order::too_late(pen, late),
        Say::NothingToConfirm => pen.say("nothing-to-confirm"),
        Say::AddressWanted { items } => {
            line(customer::about(pen, "address-wanted", items)).next(None)
        }
        Say::Cancelled { items } => line(customer::about(pen, "cancelled", items)).next(None),
        Say::NothingToCancel { orders } => customer::nothing_to_cancel(pen, orders),
        Say::Basket {
            holds,
            places,
            orders,
            next,
        } => customer::basket(pen, holds, places, orders, next),
        Say::Why { code, facts } => why::why(pen, *code, facts),
        Say::InYourOrder { lines } => why::in_your_order(pen, lines),
        Say::Prices { lines } => price::prices(pen, lines),
        Say::Delivery { fee, zones } => claim::delivery(pen, *fee, zones),
        Say::HowToPay { how, receipt } => customer::how_to_pay(pen, how, *receipt),
        Say::Stopped => pen.say("stopped").next(None),
        Say::Silenced => pen.say("silenced").next(None),
        Say::Resumed => pen.say("resumed"),
        Say::Greeted { example } => customer::greeting(pen, *example),
        Say::Thanked => pen.say("thanked"),
        Say::CustomerHelp { example } => customer::help(pen, *example),
        Say::NotUnderstood { what, .. } if pen.facts.to_seller => {
            line(seller::not_understood(pen, *what))
        }
        Say::NotUnderstood { what, example } => customer::not_understood(pen, *what, *example),
        Say::AddressUnclear { what, items } => customer::address_unclear(pen, *what, items),
        Say::HoldsUnclear { what, holds, next } => customer::holds_unclear(pen, *what, holds, next),
        Say::DepositUnclear {
            what,
            order,
            deposit,
        } => customer::deposit_unclear(pen, *what, *order, deposit),
        Say::OrderUnclear { what, newest } => customer::order_unclear(pen, *what, newest),
        Say::Speaking => pen.say("speaking"),
        Say::ProofReceived { paused, order } => customer::proof_received(pen, paused, *order),
        Say::ProofUnexpected => pen.say("proof-unexpected"),
        Say::ProofApproved { holds, order, next } => {
            customer::proof_approved(pen, holds, *order, next)
        }
        Say::ProofRefused { why, holds, order } => customer::proof_refused(pen, why, holds, *order),
        Say::Reminder { holds, next } => customer::reminder(pen, holds, next),
        Say::Expired { items } => line(customer::about(pen, "expired", items)).next(None),
        Say::Promoted {
            hold,
            waiting,
            next,
        } => customer::promoted(pen, hold, *waiting, next),
        Say::Removed { items, why } => line(customer::removed(pen, items, *why)).next(None),
        Say::QueueClosed { items } => line(customer::about(pen, "queue-closed", items)),
        Say::SetAside { lines, next } => claim::set_aside(pen, lines, next),
        Say::OrderMoved {
            order,
            status,
            total,
            left,
        } => line(order::moved(pen, *order, *status, *total, *left)),
        Say::FeeSet { order, fee, total } => line(order::fee_set(pen, *order, *fee, *total)),
        Say::Readdressed { order, address } => line(order::readdressed(pen, *order, *address)),
        Say::Refused(why) if pen.facts.to_seller => line(refusal::to_seller(pen, why, None, None)),
        Say::Refused(why) => line(refusal::to_customer(pen, why, None)),
        Say::NotDone(lines) => seller::not_done(pen, lines),
        Say::Offered { lines } => seller::offered(pen, lines),
        Say::StockAdded {
            item,
            quantity,
            left,
        } => line(seller::stock_added(pen, *item, *quantity, *left)),
        Say::Edited { lines } => seller::edited(pen, lines, "edited-end"),
        Say::AsItWas { lines } => seller::edited(pen, lines, "edited-nothing"),
        Say::LiveOpened => pen.say("live-opened"),
        Say::LiveClosed {
            orders,
            total,
            waiting,
        } => seller::live_closed(pen, *orders, *total, *waiting),
        Say::Withdrawn { items } => line(seller::withdrawn(pen, items)),
        Say::Released {
            item,
            customer,
            next,
        } => line(seller::released(pen, *item, *customer, *next)),
        Say::SoldElsewhere { item, left } => line(seller::sold_elsewhere(pen, *item, *left)),
        Say::ClaimedFor { customer, lines } => seller::claimed_for(pen, *customer, lines),
        Say::ProofToReview {
            customer,
            items,
            order,
            expected,
            earlier,
            proof: _,
        } => seller::proof_to_review(pen, *customer, items, *order, *expected)
            .line_if(earlier.map(|order| seller::earlier_receipt(pen, order))),
        Say::ReviewOverdue { customer, items } => seller::review_overdue(pen, *customer, items),
        Say::ProofJudged {
            customer,
            approved,
            order,
        } => line(seller::proof_judged(pen, *customer, *approved, *order)),
        Say::OrderSet { order, status } => seller::order_set(pen, *order, *status),
        Say::OrdersSet { orders, status } => seller::orders_set(pen, orders, *status),
        Say::DepositToReturn {
            order,
            customer,
            waits,
        } => {
            let words = ["deposit-to-return", "deposit-to-return-basket"];
            line(seller::came_to_nothing(pen, words, *order, *customer))
                .line_if(waits.map(|order| seller::deposit_waited_for(pen, order)))
        }
        Say::DepositUsed { order, customer } => line(seller::deposit_used(pen, *order, *customer)),
        Say::ReceiptLeft {
            order,
            customer,
            waits,
        } => {
            let words = ["receipt-left", "receipt-left-basket"];
            line(seller::came_to_nothing(pen, words, *order, *customer))
                .line_if(waits.map(|order| seller::deposit_waited_for(pen, order)))
        }
        Say::BlockSet { customer, blocked } => line(seller::block_set(pen, *customer, *blocked)),
        Say::List {
            orders,
            more,
            total,
            to_read,
        } => order::list(pen, orders, *more, *total, *to_read),
        Say::ListPage {
            page: _,
            orders,
            more,
        } => order::list_page(pen, orders, *more),
        Say::Order {
            order,
            lines,
            fee,
            address,
        } => order::shown(pen, order, lines, *fee, *address),
        Say::PhotoBound { item } => line(seller::photo(pen, "photo-bound", *item)),
        Say::PhotoReplaced { item } => line(seller::photo(pen, "photo-replaced", *item)),
        Say::PhotoAlone => line(seller::with_price(pen, "photo-alone")),
        Say::SellerHelp => line(seller::with_price(pen, "help-seller")),
    }
}
