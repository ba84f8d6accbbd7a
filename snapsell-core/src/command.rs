//! What somebody wants of a shop: a message understood, a button pressed, or time passing.

use crate::code::{Code, Size};
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, OrderNumber, UserId};
use crate::intent::{Claim, Offer, ProofOf};
use crate::lang::Lang;
use crate::money::Money;
use crate::order::{CancelReason, OrderStatus};
use crate::pick::Pick;
use crate::settings::Settings;
use crate::time::Timestamp;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// One command for one shop.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Command {
    /// The same delivery twice has the same id and is carried out once.
    pub id: CommandId,
    /// Who wants it.
    pub by: Actor,
    /// What is wanted.
    pub action: Action,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Actor {
    /// A customer, by message.
    Customer(CustomerId),
    /// The seller, by message.
    Seller(CustomerId),
    /// A member of the team, from the console or the command line.
    Team(UserId),
    /// Nobody: time, the provider, the operator.
    System,
}

impl Actor {
    /// Whether it is somebody of the shop, by message or not.
    pub(crate) const fn is_team(self) -> bool {
        matches!(self, Self::Seller(_) | Self::Team(_))
    }
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// A customer wants these.
    Claim {
        /// In the order written.
        claims: Vec<Claim>,
        /// How many more codes the message held.
        skipped: u32,
    },
    /// The message is the customer's address (text or pin).
    GiveAddress,
    /// The same, and she confirms her whole basket with it: `oui, 12 rue du Lac`.
    ConfirmTo,
    /// `x3` without a code.
    Count(u32),
    /// OUI, for these alone when there are any.
    Confirm(Vec<Pick>),
    /// OK, for her whole basket; it answers no other question.
    Agree,
    /// ANNULER, these alone when there are any.
    Cancel(Vec<Pick>),
    /// The customer calls her order off.
    CancelOwnOrder(OrderNumber),
    /// The number of a suggestion, from 1.
    Choose(u8),
    /// PANIER.
    ShowBasket,
    /// POURQUOI A12.
    Explain(Code),
    /// What these cost.
    AskPrice(Vec<Code>),
    /// The message is a proof of payment (picture, document or text).
    SendProof,
    /// What does delivery cost?
    AskDelivery,
    /// Where or how to pay?
    AskHowToPay,
    /// STOP.
    OptOut,
    /// REPRENDRE.
    OptIn,
    /// AIDE.
    Help,
    /// The customer wants to be spoken to in this language.
    Speak(Lang),
    /// She only says hello.
    Greet,
    /// She only says thank you.
    Thank,
    /// 👍, SUPER, BONNE SOIRÉE.
    Nod,
    /// The message could not be understood.
    Unclear(Unclear),

    /// The seller offers items.
    Offer {
        /// In the order written.
        offers: Vec<Offer>,
        /// Whether they are the caption of a photo, which belongs to the last of them.
        photo: bool,
    },
    /// More units of an item.
    AddStock {
        /// The code.
        code: Code,
        /// The size.
        size: Size,
        /// How many more.
        quantity: u32,
    },
    /// Another price, or another number of units left to sell.
    Edit {
        /// The code.
        code: Code,
        /// The size, or [`Size::ONE`] for every size.
        size: Size,
        /// In minor units.
        price: Option<i64>,
        /// Units left to sell.
        quantity: Option<u32>,
        /// Further sizes, each with its own.
        more: Vec<(Size, u32)>,
    },
    /// LIVE.
    OpenLive,
    /// FIN.
    CloseLive,
    /// PAS A12: nobody can have it, or this size of it; [`Size::ONE`] for every size.
    Withdraw(Vec<(Code, Size)>),
    /// LIBERE A12: the hold ends, the next in line is served.
    Release {
        /// The code.
        code: Code,
        /// The size.
        size: Size,
        /// Whose hold, when several customers hold the item.
        of: Option<CustomerId>,
    },
    /// LIBERE A12 Fatou: whose hold, of those who hold it? Names are not known here.
    AskHolder {
        /// The code.
        code: Code,
        /// The size.
        size: Size,
    },
    /// One hold ends (a button of the console).
    ReleaseHold(HoldId),
    /// VENDU A12: units sold somewhere else.
    SoldElsewhere {
        /// The code.
        code: Code,
        /// The size.
        size: Size,
        /// How many.
        quantity: u32,
    },
    /// POUR: a claim on behalf of someone.
    ClaimFor {
        /// For whom.
        customer: CustomerId,
        /// What.
        claims: Vec<Claim>,
    },
    /// An ended hold is set up again, if units are free and nobody waits.
    Reopen {
        /// The item.
        item: ItemId,
        /// Whose hold it was.
        customer: CustomerId,
        /// How many units it had.
        quantity: u32,
    },
    /// OK VF-0012: the proof is good.
    ApproveProof(ProofTarget),
    /// REFUSE VF-0012: the proof is not good.
    RefuseProof {
        /// Whose.
        of: ProofTarget,
        /// The seller's own words for the customer; kept with the reply alone.
        why: String,
    },
    /// PREPARE, LIVRAISON, LIVRE: those that cannot are left as they are, and named.
    Advance {
        /// Which orders.
        orders: Vec<OrderNumber>,
        /// To which status.
        to: OrderStatus,
    },
    /// ANNULE VF-0012.
    CancelOrder {
        /// Which.
        order: OrderNumber,
        /// Why.
        reason: CancelReason,
    },
    /// Another delivery fee for one order (a button of the console).
    SetFee {
        /// Which.
        order: OrderNumber,
        /// Delivery.
        fee: Money,
    },
    /// Another address for one order: the words that come with this command (a form of the console).
    Readdress(OrderNumber),
    /// A customer may reserve nothing any more.
    Block(CustomerId),
    /// She may again.
    Unblock(CustomerId),
    /// LISTE VF-0031: from this order on.
    List(OrderNumber),
    /// VF-0012: what is in it, whose it is, and how far.
    ShowOrder(OrderNumber),
    /// The seller's photo, for her last code.
    BindPhoto,
    /// New settings, whole.
    Configure(Box<Settings>),

    /// Time has passed.
    Tick,
    /// Nobody could be heard between these instants: running holds get the time back, once.
    CreditOutage {
        /// When the service stopped.
        from: Timestamp,
        /// When it was back.
        until: Timestamp,
    },
    /// The provider accepted the answer that announced these holds only now.
    AnswerAccepted {
        /// Which holds.
        holds: Vec<HoldId>,
        /// When it was accepted.
        at: Timestamp,
    },
    /// This customer cannot be reached, or the provider says that she opted out.
    Unreachable {
        /// Who.
        customer: CustomerId,
        /// Whether the provider counts it as an opt-out.
        opted_out: bool,
    },
}

/// Whose proof is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProofTarget {
    /// As the seller wrote it.
    Written(ProofOf),
    /// This customer's proof for a basket or an order with this code.
    CodeOf {
        /// The code.
        code: Code,
        /// Whose.
        customer: CustomerId,
    },
    /// A customer's (a button of the console).
    Customer(CustomerId),
}

/// A message that says nothing we can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Unclear {
    /// Words that are no command.
    Text,
    /// A voice note.
    Voice,
    /// A sticker.
    Sticker,
    /// A contact card.
    Contact,
    /// A video.
    Video,
    /// An empty message.
    Empty,
    /// A kind that did not exist when this was written.
    Unknown,
    /// A phone number that nobody has (`POUR +33…` without a number we can read).
    Person,
    /// From one to another (`A57 à A60`), which might take what lies between.
    Span,
    /// A size or a code (`S05 S-2`).
    Dash,
    /// A photo whose caption names what does not stand (`voilà enfin la A40`).
    Photo,
    /// A payment without its receipt (`j'ai envoyé 5000 par Wave`).
    Paid,
    /// A seller's ANNULE with a piece, which may mean the piece, a hold or an order.
    Cancel,
}
