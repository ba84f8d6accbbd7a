//! What people type, read into what they mean.

use crate::intent::{CustomerIntent, Phone, SellerIntent};
use crate::money::Currency;

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
pub fn parse_customer(_text: &str, _expect: Expect) -> CustomerIntent {
    CustomerIntent::Unclear
}

/// Reads a seller's text.
#[must_use]
pub fn parse_seller(_text: &str, _currency: Currency) -> SellerIntent {
    SellerIntent::Unclear
}

/// The phone number in a seller's text.
#[must_use]
pub fn mentioned_phone(_text: &str) -> Option<Phone> {
    None
}
