//! What one message means, before the shop is asked: the result of parsing.

use crate::code::{Code, Size};
use crate::ids::{CustomerId, OrderNumber};
use crate::label::Label;
use crate::lang::Lang;
use crate::pick::Pick;
use alloc::string::String;
use alloc::vec::Vec;

/// A customer's wish for a code and a quantity, as she wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The code, or what looks like one.
    pub code: Written,
    /// The size; [`Size::ONE`] when she named none.
    pub size: Size,
    /// Units; `None` when she gave no number (one unit, or no change to what she has).
    pub quantity: Option<u32>,
    /// What only the words of the answer need.
    pub typed: Typed,
}

/// What a customer typed around a code, without effect on what is reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Typed {
    /// A number beside it that may count pieces but could be anything (`2 A12`).
    pub count: Option<u32>,
    /// Zeros before the number of the code (`S01`), as far as they are shown.
    pub zeros: u8,
}

/// A code as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Written {
    /// A well-formed code.
    Code(Code),
    /// Nearly a code (`A12A`, `A1O`): it reserves nothing, it may lead to a suggestion. At most 12 characters, upper case.
    Blurred(String),
}

/// What a customer's text means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CustomerIntent {
    /// She wants these; never empty, at most
    /// [`CLAIMS_PER_MESSAGE_MAX`](crate::limits::CLAIMS_PER_MESSAGE_MAX), `skipped` more were written.
    Claim {
        /// In the order written.
        claims: Vec<Claim>,
        /// How many more codes the message held.
        skipped: u32,
    },
    /// This is her address.
    Address,
    /// This is her address, and OUI: `oui, 12 rue du Lac`.
    ConfirmTo,
    /// OUI; for these alone when there are any.
    Confirm(Vec<Pick>),
    /// OK, D'ACCORD: as good as OUI where there is something to confirm.
    Agree,
    /// ANNULER; these alone when there are any.
    Cancel(Vec<Pick>),
    /// ANNULER S01 x1: so many units of these.
    CancelUnits {
        /// What she names.
        of: Pick,
        /// How many of it, as written.
        units: u32,
    },
    /// ANNULER VF-0001.
    CancelOrder(OrderNumber),
    /// The number of a suggestion, from 1.
    Choose(u8),
    /// PANIER.
    Basket,
    /// POURQUOI A12.
    Why(Code),
    /// What these cost; never empty.
    Price(Vec<Code>),
    /// What delivery costs.
    Delivery,
    /// Where or how to pay.
    HowToPay,
    /// A text that says the deposit is paid (`PREUVE 12345`, `payé`).
    Proof,
    /// She says that money is on its way, without anything to show for it: `j'ai envoyé 5000 par Wave`.
    Paid,
    /// STOP.
    Stop,
    /// REPRENDRE.
    Resume,
    /// AIDE.
    Help,
    /// ENGLISH, FRANÇAIS.
    Speak(Lang),
    /// BONJOUR, and nothing else.
    Greeting,
    /// MERCI, and nothing else.
    Thanks,
    /// 👍, SUPER, BONNE SOIRÉE, and nothing else.
    Nod,
    /// Anything else.
    Unclear,
}

/// One line of a seller who offers an item: `CODE [xQTE] [PRIX] [sizes]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// The canonical code.
    pub code: Code,
    /// As she wrote it.
    pub label: Label,
    /// `x20`; `None` for a unique item.
    pub quantity: Option<u32>,
    /// In the currency's minor unit; `None` for the grid's.
    pub price: Option<i64>,
    /// `S:5 M:10`, or `S M` (one unit each when there is no quantity). Empty for one size.
    pub sizes: Vec<(Size, Option<u32>)>,
}

/// What a seller's text means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SellerIntent {
    /// New items; never empty.
    Offer(Vec<Offer>),
    /// `S01 +5`, `S01 M +5`.
    AddStock {
        /// The code.
        code: Code,
        /// The size, or [`Size::ONE`].
        size: Size,
        /// How many more.
        quantity: u32,
    },
    /// `MODIF A12 …`.
    Edit {
        /// The code.
        code: Code,
        /// The size, or [`Size::ONE`] for every size.
        size: Size,
        /// New price in minor units.
        price: Option<i64>,
        /// New number of units left to sell.
        quantity: Option<u32>,
        /// Further sizes, each with its own.
        more: Vec<(Size, u32)>,
    },
    /// `LIVE`.
    OpenLive,
    /// `FIN`.
    CloseLive,
    /// `PAS A12`, `PAS S01 M`; [`Size::ONE`] for every size.
    Withdraw(Vec<(Code, Size)>),
    /// `LIBERE A12`, `LIBERE S01 +33…` when several customers hold it.
    Release {
        /// The code.
        code: Code,
        /// The size, or [`Size::ONE`].
        size: Size,
        /// Whose hold.
        who: Option<Who>,
    },
    /// `VENDU A12`.
    SoldElsewhere {
        /// The code.
        code: Code,
        /// The size, or [`Size::ONE`].
        size: Size,
        /// Units, 1 when not said.
        quantity: u32,
    },
    /// `POUR <number|MOI> A12`.
    ClaimFor {
        /// For whom.
        who: Who,
        /// What.
        claims: Vec<Claim>,
    },
    /// `OK VF-0012`, `OK A12`, `OK S01 +33…` when several customers sent a proof for it.
    Approve {
        /// Whose proof.
        of: ProofOf,
        /// Which customer's, beside a code.
        who: Option<Who>,
    },
    /// `REFUSE VF-0012 [why]`.
    Refuse {
        /// Whose proof.
        of: ProofOf,
        /// Which customer's, beside a code.
        who: Option<Who>,
        /// The reason in the seller's words; empty when she gave none.
        why: String,
    },
    /// `PREPARE VF-0012 VF-0013`; never empty, each once.
    Prepare(Vec<OrderNumber>),
    /// `LIVRAISON VF-0012`.
    SendOut(Vec<OrderNumber>),
    /// `LIVRE VF-0012`.
    Deliver(Vec<OrderNumber>),
    /// `ANNULE VF-0012 [absente]`.
    CancelOrder {
        /// Which.
        order: OrderNumber,
        /// Her reason, when she used one of the known words.
        reason: Option<crate::order::CancelReason>,
    },
    /// `BLOQUE +33…`.
    Block(Who),
    /// `DEBLOQUE +33…`.
    Unblock(Who),
    /// `LISTE`, `LISTE VF-0031`: from this order on.
    List(OrderNumber),
    /// `VF-0012`, `POURQUOI VF-0012`.
    ShowOrder(OrderNumber),
    /// `POURQUOI A12`.
    Why(Code),
    /// `AIDE`.
    Help,
    /// Anything else.
    Unclear,
}

/// A person that a seller names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// The seller herself.
    Me,
    /// A phone number, `+` and 8 to 15 digits.
    Phone(Phone),
    /// `CLIENTE 12`: her number in the shop, as lists of people show it.
    Customer(CustomerId),
}

/// A phone number in E.164 form; shows as masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads `+` and 8 to 15 digits, the first not zero; separators are not accepted here.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        (fits && !digits.starts_with('0')).then(|| Self(String::from(text)))
    }

    /// The number in clear, for the address of a message and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for Phone {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let end = self.0.len() - 2;
        write!(f, "+** ** {}", &self.0[end..])
    }
}

/// Which proof is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProofOf {
    /// The proof of this order.
    Order(OrderNumber),
    /// The proof of the basket that holds this code.
    Code(Code),
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_phone_number_shows_its_last_two_digits_and_no_other() {
        let phone = Phone::new("+2250701020378").unwrap();
        assert_eq!(format!("{phone:?}"), "+** ** 78");
    }
}
