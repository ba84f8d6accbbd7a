//! What people type, read into what they mean.

mod address;
#[cfg(test)]
mod address_tests;
mod args;
mod asks;
mod claims;
mod complaint;
mod counted;
mod customer;
#[cfg(test)]
mod customer_tests;
#[cfg(test)]
mod edge_tests;
mod fold;
mod gap;
mod goods;
mod grammar;
mod measure;
mod off;
mod offer;
#[cfg(test)]
mod offer_tests;
#[cfg(test)]
mod order_tests;
mod phone;
mod phrases;
mod pieces;
mod price;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod question_tests;
#[cfg(test)]
mod said_tests;
mod scan;
mod seller;
#[cfg(test)]
mod seller_tests;
#[cfg(test)]
mod sent_tests;
mod sizes;
mod span;
#[cfg(test)]
mod talk_tests;
mod text;
#[cfg(test)]
mod typed_tests;
mod unread;
#[cfg(test)]
mod unwanted_tests;
mod verbs;
mod words;

pub(crate) use counted::Counted;

use crate::code::{Code, Size};
use crate::command::Unclear;
use crate::intent::{CustomerIntent, Phone, SellerIntent};
use crate::money::Currency;
use alloc::vec::Vec;

/// What the bot waits for from this customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Expect {
    /// Her address.
    pub address: bool,
    /// The number of a suggestion.
    pub choice: bool,
}

/// Reads a customer's text.
#[must_use]
pub fn parse_customer(text: &str, expect: Expect) -> CustomerIntent {
    customer::parse(text, expect, false)
}

/// The same in a shop that sells a code which would count a size elsewhere: `LX2`.
pub(crate) fn parse_customer_coded(text: &str, expect: Expect) -> CustomerIntent {
    customer::parse(text, expect, true)
}

/// What a customer claims in a text that could be an address too, of whose words each is part of a claim or says
/// nothing: `je veux 2 S01`, `robe A12 5000`. Her numbers are no quantities, as everywhere.
pub(crate) fn counted_claims(text: &str) -> Option<Counted> {
    counted::claims(text)
}

/// The codes that make a text a doubtful address, where they stand for something.
pub(crate) fn doubtful_codes(text: &str) -> Vec<Code> {
    address::doubtful(text)
}

/// The sizes that a customer names in a text that says nothing else, each with its quantity; none in any other text.
pub(crate) fn sizes_alone(text: &str) -> Vec<(Size, Option<u32>)> {
    sizes::alone(text).unwrap_or_default()
}

/// The same of a text that agrees: `oui M`.
pub(crate) fn sizes_agreed(text: &str) -> Vec<(Size, Option<u32>)> {
    sizes::agreed(text).unwrap_or_default()
}

/// Whether a text speaks of one thing without naming it: `annule un`, `enlève le dernier`.
pub(crate) fn speaks_of_one(text: &str) -> bool {
    customer::speaks_of_one(text)
}

/// Whether the words beside a picture tell what is wrong with a piece, and not that one paid.
pub(crate) fn tells_of_a_fault(text: &str) -> bool {
    complaint::tells_of_a_fault(text)
}

/// Reads a seller's text.
#[must_use]
pub fn parse_seller(text: &str, currency: Currency) -> SellerIntent {
    seller::parse(text, currency, false)
}

/// The same in a shop that sells a code which would count a size elsewhere: `LX2`.
pub(crate) fn parse_seller_coded(text: &str, currency: Currency) -> SellerIntent {
    seller::parse(text, currency, true)
}

/// The codes of a text that count a size where the shop does not sell them: `LX2`.
pub(crate) fn counting_codes(text: &str) -> Vec<Code> {
    measure::counting_codes(text)
}

/// The codes of a seller's text that may be sizes of the code before them: `S05 M2 L3`.
pub(crate) fn glued_codes(text: &str) -> Vec<Code> {
    measure::glued_codes(text)
}

/// The phone number in a seller's `POUR +33 6 12 34 56 78 A12`, `LIBERE S01 +33…`, `BLOQUE +33…`.
#[must_use]
pub fn mentioned_phone(text: &str) -> Option<Phone> {
    seller::mentioned_phone(text)
}

/// The piece that a seller says is sold, in a text that begins with its code: `A12 vendu`.
pub(crate) fn said_sold(text: &str) -> Option<(Code, Size, u32)> {
    seller::said_sold(text)
}

/// The one piece that a seller asks about: `A12 ?`
pub(crate) fn asked_about(text: &str) -> Option<Code> {
    unread::asked_about(text)
}

/// The piece that a seller lets go of, of somebody whom only people know: `LIBERE A12 Fatou`.
pub(crate) fn whose(text: &str) -> Option<(Code, Size)> {
    unread::whose(text)
}

/// Whether a seller asks what she sold.
pub(crate) fn asks_what_sold(text: &str) -> bool {
    unread::asks_what_sold(text)
}

/// The size that a price may be which ends a seller's text: `MODIF S02 38`, `MODIF S02 38 x4`.
pub(crate) fn size_or_price(text: &str) -> Option<Size> {
    measure::size_or_price(text)
}

/// The codes that a seller's text names for certain, in their order.
pub(crate) fn named_codes(text: &str) -> Vec<Code> {
    seller::named_codes(text)
}

/// What in a seller's text that is no command keeps it from being one.
pub(crate) fn unread(text: &str) -> Unclear {
    unread::unread(text)
}
