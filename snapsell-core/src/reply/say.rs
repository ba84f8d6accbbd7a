//! The facts of one message: all that a customer and a seller can be told.

use super::{
    ClaimLine, CountLine, DepositAsk, HeldLine, ItemLine, LateLine, Line, ListLine, NextStep,
    NotDone, OfferLine, OrderLineShort, PlaceLine, PriceLine, Removal, WhyLine,
};
use crate::code::Code;
use crate::command::Unclear;
use crate::ids::{CommandId, CustomerId, OrderNumber};
use crate::label::Named;
use crate::list::List;
use crate::money::Money;
use crate::order::OrderStatus;
use crate::refusal::Refusal;
use crate::settings::Zones;
use alloc::string::String;
use alloc::vec::Vec;

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
        lines: List<ClaimLine>,
        /// Codes that were too many for one message.
        skipped: u32,
        /// What she does now.
        next: NextStep,
    },
    /// She wrote a number that may count pieces: how it is said clearly.
    HowToCount {
        /// One for each item.
        lines: Vec<CountLine>,
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
    /// What she asks about is in an order of hers.
    InYourOrder {
        /// Each line with that code, and its order.
        lines: Vec<(Named, OrderNumber)>,
    },
    /// What codes cost.
    Prices {
        /// In the order asked.
        lines: Vec<PriceLine>,
    },
    /// What delivery costs.
    Delivery {
        /// Everywhere, or where no zone is named.
        fee: Money,
        /// And in these parts of town.
        zones: Zones,
    },
    /// Where to pay.
    HowToPay {
        /// As the shop says it; empty when it has not said.
        how: String,
        /// Whether there is something that her receipt could be for.
        receipt: bool,
    },
    /// STOP is done.
    Stopped,
    /// STOP is done, in a shop that sends nothing at all after it.
    Silenced,
    /// REPRENDRE is done.
    Resumed,
    /// She said hello.
    Greeted {
        /// A code that can be claimed now, as an example.
        example: Option<Named>,
    },
    /// She said thank you.
    Thanked,
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
    /// The same, while her address is awaited: this is none.
    AddressUnclear {
        /// What it was.
        what: Unclear,
        /// What waits for the address.
        items: Vec<Named>,
    },
    /// The same, while she holds something.
    HoldsUnclear {
        /// What it was.
        what: Unclear,
        /// All she holds.
        holds: Vec<HeldLine>,
        /// What she does now.
        next: NextStep,
    },
    /// The same, while her order waits for its deposit.
    DepositUnclear {
        /// What it was.
        what: Unclear,
        /// The order.
        order: OrderNumber,
        /// The deposit.
        deposit: DepositAsk,
    },
    /// The same, while an order of hers is under way.
    OrderUnclear {
        /// What it was.
        what: Unclear,
        /// The newest one.
        newest: OrderLineShort,
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
        items: List<Named>,
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
        lines: List<ClaimLine>,
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
        /// What is left to pay of it, where a deposit was approved.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        left: Option<Money>,
    },
    /// Delivery of her order costs something else.
    FeeSet {
        /// Which.
        order: OrderNumber,
        /// Delivery now.
        fee: Money,
        /// Its total now.
        total: Money,
    },
    /// The team gave her order another address.
    Readdressed {
        /// Which.
        order: OrderNumber,
        /// The command whose words are the address.
        address: CommandId,
    },
    /// Nothing was done, and why.
    Refused(Refusal),

    // ---- to the seller ----
    /// What was not done for her, and what she may send instead.
    NotDone(Vec<NotDone>),
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
    /// Price and quantity were so already.
    AsItWas {
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
        lines: List<ClaimLine>,
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
        /// An order of hers whose receipt came before and still waits for the team's word.
        earlier: Option<OrderNumber>,
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
    /// Several orders have another status.
    OrdersSet {
        /// Which.
        orders: Vec<OrderNumber>,
        /// The new status.
        status: OrderStatus,
    },
    /// A deposit was approved for what came to nothing, an order or a basket: the money is to be given back.
    DepositToReturn {
        /// Which order was cancelled; `None` when a basket came to nothing.
        order: Option<OrderNumber>,
        /// Whose.
        customer: CustomerId,
        /// An order of hers that still waits for its deposit: the money may be for that one.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        waits: Option<OrderNumber>,
    },
    /// She confirmed after all, and the deposit of her basket counts for this order.
    DepositUsed {
        /// Which.
        order: OrderNumber,
        /// Whose.
        customer: CustomerId,
    },
    /// A receipt that nobody judged was for what came to nothing, an order or a basket: the money may have come.
    ReceiptLeft {
        /// Which order was cancelled; `None` when a basket came to nothing.
        order: Option<OrderNumber>,
        /// Whose.
        customer: CustomerId,
        /// An order of hers that still waits for its deposit: the money may be for that one.
        #[cfg_attr(
            feature = "serde",
            serde(default, skip_serializing_if = "Option::is_none")
        )]
        waits: Option<OrderNumber>,
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
    /// LISTE VF-0031.
    ListPage {
        /// Which page it begins on, by [`LIST_LINES_MAX`](crate::limits::LIST_LINES_MAX).
        page: u32,
        /// The orders from there on, oldest first; never empty.
        orders: Vec<ListLine>,
        /// How many more there are behind them.
        more: u32,
    },
    /// VF-0012.
    Order {
        /// Whose, how far and how it is paid.
        order: ListLine,
        /// What it holds.
        lines: Vec<Line>,
        /// Delivery.
        fee: Money,
        /// The command whose words are the address.
        address: CommandId,
    },
    /// The photo belongs to this item now.
    PhotoBound {
        /// Which.
        item: Named,
    },
    /// The photo belongs to this item now, in the place of another.
    PhotoReplaced {
        /// Which.
        item: Named,
    },
    /// A photo without a code.
    PhotoAlone,
    /// Help for sellers.
    SellerHelp,
}
