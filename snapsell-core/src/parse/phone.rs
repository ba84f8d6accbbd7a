//! A person as a seller names her: a phone number, her number in the shop, or the seller herself.

use super::gap::Gap;
use super::text::Text;
use crate::ids::CustomerId;
use crate::intent::{Phone, Who};
use alloc::string::String;

/// What may stand inside a number.
const INSIDE: Gap = Gap::SPACE
    .with(Gap::DASH)
    .with(Gap::DOT)
    .with(Gap::SLASH)
    .with(Gap::PAREN);
/// Digits of a number that is international without saying so.
const BARE_DIGITS_MIN: usize = 11;
/// Digits of the longest number and its `00`.
const DIGITS_MAX: usize = 17;
/// Digits of a number behind which a lone digit may be a quantity.
const COUNTED_DIGITS_MIN: usize = 11;

impl Text<'_> {
    /// The person whom the words from here name, and how many words it takes.
    pub(super) fn person(&self, at: usize) -> Option<(Who, usize)> {
        match self.word(at) {
            "MOI" | "ME" => return Some((Who::Me, 1)),
            "CLIENTE" | "CLIENT" | "CUSTOMER" => {
                let number = self.number(at + 1).filter(|&number| number > 0)?;
                return Some((Who::Customer(CustomerId::new(number)), 2));
            }
            _ => {}
        }
        let (phone, words) = self.phone(at)?;
        Some((Who::Phone(phone), words))
    }

    /// The phone number that starts at a word, and how many words it takes.
    pub(super) fn phone(&self, at: usize) -> Option<(Phone, usize)> {
        if !self.is_number(at) {
            return None;
        }
        let plus = self.gap(at).has(Gap::PLUS);
        let mut number = String::from("+");
        let mut next = at;
        while self.is_number(next) && (next == at || self.gap(next).only(INSIDE)) {
            let digits = self.word(next);
            // The 2 of `+2250707070707 2 A12` counts what follows.
            let counts = digits.len() == 1
                && number.len() > COUNTED_DIGITS_MIN
                && self.code(next + 1).is_some();
            if counts || number.len() + digits.len() > DIGITS_MAX + 1 {
                break;
            }
            // The trunk zero of `+33 (0)6` is not dialled.
            let trunk = next > at && digits == "0" && self.gap(next).has(Gap::PAREN);
            if !trunk {
                number.push_str(digits);
            }
            next += 1;
        }
        if !plus {
            let zeros = number.starts_with("+00");
            if zeros {
                number.replace_range(1..3, "");
            } else if number.len() <= BARE_DIGITS_MIN {
                return None;
            }
        }
        Phone::new(&number).map(|phone| (phone, next - at))
    }
}
