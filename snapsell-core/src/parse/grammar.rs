//! The pieces of both grammars: codes, quantities, order numbers, politeness.

use super::gap::Gap;
use super::text::{Shape, Text, value};
use super::words::{Word, word};
use crate::code::Code;
use crate::ids::OrderNumber;
use crate::limits::{CLAIM_QUANTITY_MAX, CODE_DIGITS_MAX};
use alloc::string::String;

/// A code found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) code: Code,
    /// How many words it takes.
    pub(super) words: usize,
    /// `A12x2`: the quantity that hangs on it.
    pub(super) quantity: Option<u32>,
    /// Zeros before its number, no more than are shown.
    pub(super) zeros: u8,
    /// `a 12` may also be the verb or the article: a code only where every other word is known.
    pub(super) loose: bool,
}

/// How a quantity was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `x2`, `qte 2`, `*2`: it follows its code.
    After,
    /// `2x`: it stands before its code.
    Before,
}

/// Characters of the second half of a British postcode.
const INWARD_LEN: usize = 3;

/// Letters and digits of what can only be the reference of a payment, where a shorter one may be a code typed badly.
const REFERENCE_LEN_MIN: usize = 6;

/// What may stand between the letters and the number of one code.
pub(super) const TIGHT: Gap = Gap::DASH.with(Gap::DOT).with(Gap::HASH);
pub(super) const SPACED: Gap = Gap::SPACE.with(Gap::DASH).with(Gap::HASH);

impl Text<'_> {
    /// The code that starts at a word.
    pub(super) fn code(&self, at: usize) -> Option<Found> {
        let token = self.get(at)?;
        if token.odd {
            return None;
        }
        match token.shape {
            Shape::Digits => None,
            Shape::Mixed => self.solid_code(at),
            Shape::Letters => self.spread_code(at),
        }
    }

    /// `A12`, `A12x2`, `2xA12`.
    fn solid_code(&self, at: usize) -> Option<Found> {
        let text = self.word(at);
        let found = |text: &str, quantity| {
            Some(Found {
                code: item_code(text)?,
                words: 1,
                quantity,
                zeros: zeros(text.trim_start_matches(|c: char| c.is_ascii_alphabetic())),
                loose: false,
            })
        };
        if let Some(found) = found(text, None) {
            return Some(found);
        }
        if let Some((code, digits)) = text.rsplit_once('X')
            && let Some(quantity) = quantity_digits(digits)
            && let Some(found) = found(code, Some(quantity))
        {
            return Some(found);
        }
        let (digits, code) = text.split_once('X')?;
        found(code, Some(quantity_digits(digits)?))
    }

    /// `B-7`, `b 07`, `#robe 7`.
    fn spread_code(&self, at: usize) -> Option<Found> {
        let letters = self.word(at);
        if letters.len() > 4 || !self.is_number(at + 1) || self.is_elided(at) {
            return None;
        }
        let gap = self.gap(at + 1);
        let single = letters.len() == 1;
        let known = word(letters).is_some_and(|word| !word.may_name_a_category());
        let joined = if gap.only(TIGHT) {
            single || !known
        } else if gap.only(SPACED) && letters != "X" {
            let short = single || (letters.len() == 2 && !known);
            short || (!known && self.gap(at).has(Gap::HASH))
        } else {
            false
        };
        if !joined || letters == "VF" {
            return None;
        }
        let digits = self.word(at + 1).trim_start_matches('0');
        if digits.len() > 4 {
            return None;
        }
        let code = Code::new(letters, u16::try_from(value(digits)).ok()?)?;
        let loose = letters == "A" && !gap.only(TIGHT) && !self.get(at)?.capital;
        Some(Found {
            code,
            words: 2,
            quantity: None,
            zeros: zeros(self.word(at + 1)),
            loose,
        })
    }

    /// `VF-0001`, `VF0001`, `vf 1`, and how many words it takes.
    pub(super) fn order(&self, at: usize) -> Option<(OrderNumber, usize)> {
        let rest = self.word(at).strip_prefix("VF")?;
        let (digits, words) = if rest.is_empty() && self.is_number(at + 1) {
            (self.word(at + 1), 2)
        } else {
            (rest, 1)
        };
        let good = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| (OrderNumber::new(value(digits)), words))
    }

    /// How many words a British postcode takes: `E8 3RL`, `SW1A1AA`. What is a size (`A12 2XL`) is none.
    pub(super) fn postcode(&self, at: usize) -> Option<usize> {
        let joined = || {
            let text = self.word(at);
            text.split_at_checked(text.len().checked_sub(INWARD_LEN)?)
        };
        let spaced = self.gap(at + 1) == Gap::SPACE && self.word(at + 1).len() == INWARD_LEN;
        let (outward, inward) = if spaced {
            (self.word(at), self.word(at + 1))
        } else {
            joined()?
        };
        (is_outward(outward) && is_inward(inward)).then_some(1 + usize::from(spaced))
    }

    /// Whether a code is rather that of a house or its door: `bat B4`, `appt A3`, `code porte B7`.
    pub(super) fn is_housed(&self, at: usize) -> bool {
        let house = |word: &str| {
            matches!(
                word,
                "BAT"
                    | "BATIMENT"
                    | "APPT"
                    | "APT"
                    | "APPART"
                    | "APPARTEMENT"
                    | "PORTE"
                    | "BLOC"
                    | "IMM"
                    | "IMMEUBLE"
                    | "ETAGE"
                    | "DIGICODE"
                    | "INTERPHONE"
            )
        };
        let behind = at > 0 && self.gap(at).only(Gap::SPACE) && house(self.word(at - 1));
        behind && self.code(at).is_some()
    }

    /// How many words the address of a web page takes, whose path holds no codes: `https://wa.me/A30`, `www.x.com/a12`.
    pub(super) fn link(&self, at: usize) -> Option<usize> {
        if self.shape(at) != Some(Shape::Letters) {
            return None;
        }
        let opens = match self.word(at) {
            "HTTP" | "HTTPS" => self.gap(at + 1) == Gap::COLON.with(Gap::SLASH),
            "WWW" => self.gap(at + 1) == Gap::DOT,
            _ => self.is_host(at),
        };
        let goes_on = |&next: &usize| !self.gap(next).has(Gap::SPACE.with(Gap::LINE));
        opens.then(|| 1 + (at + 1..self.len()).take_while(goes_on).count())
    }

    /// `wa.me/`: words joined by dots, with a path behind the last of them.
    fn is_host(&self, at: usize) -> bool {
        let dotted =
            |&next: &usize| self.gap(next) == Gap::DOT && self.shape(next) == Some(Shape::Letters);
        let dots = (at + 1..self.len()).take_while(dotted).count();
        dots > 0 && self.gap(at + dots + 1) == Gap::SLASH
    }

    /// How many words the reference of a payment takes, behind a word for it: `9XK21`, `MP230512.1533.A4521`. A clean code
    /// is none, nor what is nearly one: customers say `ref A12` too.
    pub(super) fn reference(&self, at: usize) -> Option<usize> {
        if self.shape(at)? == Shape::Letters || !self.follows_reference(at) {
            return None;
        }
        let joined = |&next: &usize| self.gap(next).only(TIGHT);
        let words = 1 + (at + 1..self.len()).take_while(joined).count();
        let code = self.code(at).filter(|found| found.words == words);
        if code.is_some_and(|found| found.quantity.is_none()) {
            return None;
        }
        let cited = |at: usize| match self.shape(at) {
            Some(Shape::Mixed) => {
                let text = self.word(at);
                let counts = self.code(at).is_some_and(|found| found.quantity.is_some());
                let digit = text.starts_with(|c: char| c.is_ascii_digit());
                counts || digit || text.len() >= REFERENCE_LEN_MIN
            }
            Some(Shape::Digits) => self.word(at).len() > CODE_DIGITS_MAX,
            Some(Shape::Letters) | None => false,
        };
        (at..at + words).any(cited).then_some(words)
    }

    /// `ref …`, `réf de paiement n° …`, `transaction ID …`, up to what is no word of letters.
    fn follows_reference(&self, at: usize) -> bool {
        let letters = |&at: &usize| self.shape(at) == Some(Shape::Letters);
        let mut before = (0..at).rev().take_while(letters);
        before.any(|at| {
            matches!(
                self.word(at),
                "REF" | "REFERENCE" | "TRANSACTION" | "TRX" | "TXN" | "ID"
            )
        })
    }

    /// How many words `s v p` or `s il vous plaît` takes, whose `s` is no size.
    pub(super) fn courtesy(&self, at: usize) -> Option<usize> {
        if self.word(at) != "S" {
            return None;
        }
        let words = match (self.word(at + 1), self.word(at + 2)) {
            ("V" | "T", "P") => 3,
            ("IL", "TE" | "T" | "VOUS" | "VOU" | "VS") if self.word(at + 3).starts_with("PLAI") => {
                4
            }
            (_, _) => return None,
        };
        let joined = (at + 1..at + words).all(|next| !self.gap(next).has(Gap::LIST));
        joined.then_some(words)
    }

    /// The quantity that starts at a word, and how many words it takes.
    pub(super) fn quantity(&self, at: usize) -> Option<(u32, usize, Form)> {
        if let Some((quantity, words)) = self.pieces(at) {
            return Some((quantity, words, Form::After));
        }
        let text = self.word(at);
        match self.shape(at)? {
            Shape::Mixed => {
                if let Some(digits) = text.strip_prefix('X') {
                    return quantity_digits(digits).map(|quantity| (quantity, 1, Form::After));
                }
                let digits = text.strip_suffix('X')?;
                quantity_digits(digits).map(|quantity| (quantity, 1, Form::Before))
            }
            Shape::Digits => {
                let quantity = value(text);
                if self.gap(at).has(Gap::STAR) {
                    return Some((quantity, 1, Form::After));
                }
                if self.gap(at + 1).has(Gap::STAR) {
                    return Some((quantity, 1, Form::Before));
                }
                let times = self.word(at + 1) == "X" && self.gap(at + 1).only(Gap::SPACE);
                (times && !self.is_number(at + 2)).then_some((quantity, 2, Form::Before))
            }
            Shape::Letters => {
                let times = word(text) == Some(Word::Times) && !self.gap(at + 1).has(Gap::LINE);
                let tight = text == "X" && self.gap(at + 1).only(TIGHT);
                let said = || match word(self.word(at + 1)) {
                    Some(Word::Number(units)) => Some(units),
                    _ => None,
                };
                let quantity = times.then(|| self.number(at + 1).or_else(said))?;
                quantity
                    .filter(|_| !tight)
                    .map(|quantity| (quantity, 2, Form::After))
            }
        }
    }

    /// Whether a bare number may be a quantity: a small one, with nothing but a space on either side.
    pub(super) fn counts(&self, at: usize) -> bool {
        let few = self
            .number(at)
            .is_some_and(|number| (1..=CLAIM_QUANTITY_MAX).contains(&number));
        let spaced = |at: usize| self.gap(at).only(Gap::SPACE);
        let leads = at
            .checked_sub(1)
            .is_none_or(|before| spaced(at) && self.word(before) != "NUMERO");
        few && leads && (spaced(at + 1) || at + 1 == self.len())
    }

    /// Whether a bare number may at least be meant as a quantity: one that counts, in a list too, and is no price.
    pub(super) fn may_count(&self, at: usize) -> bool {
        let few = self
            .number(at)
            .is_some_and(|number| (1..=CLAIM_QUANTITY_MAX).contains(&number));
        let listed = |at: usize| {
            let gap = self.gap(at);
            gap == Gap::NONE
                || gap.only(
                    Gap::SPACE
                        .with(Gap::COMMA)
                        .with(Gap::LINE)
                        .with(Gap::OTHER)
                        .with(Gap::QUESTION)
                        .with(Gap::DOT)
                        .with(Gap::COLON)
                        .with(Gap::PAREN),
                )
        };
        let numbered = at > 0 && self.word(at - 1) == "NUMERO";
        few && !numbered && listed(at) && listed(at + 1)
    }

    /// What looks like a mistyped code, at most 12 characters, and how many words it takes.
    pub(super) fn blurred(&self, at: usize) -> Option<(String, usize)> {
        let token = self.get(at)?;
        let text = self.word(at);
        if let Some(found) = self.code(at)
            && self.number_hangs(at + found.words)
        {
            let mut both = String::from(text);
            for more in 1..=found.words {
                both.push_str(self.word(at + more));
            }
            return (both.len() <= 12).then_some((both, found.words + 1));
        }
        let nearly = token.shape == Shape::Mixed && text.is_ascii() && looks_like_code(text);
        nearly.then(|| (String::from(text), 1))
    }

    /// `A12-2`: no separator of a list, so one number too many.
    fn number_hangs(&self, at: usize) -> bool {
        self.is_number(at) && self.gap(at).only(Gap::DASH.with(Gap::DOT))
    }
}

/// A clean code that may name an item; `VF` names orders.
fn item_code(text: &str) -> Option<Code> {
    let code = Code::canonical(text)?;
    (code.letters().as_str() != "VF").then_some(code)
}

/// Zeros before the first digit that counts.
fn zeros(digits: &str) -> u8 {
    let before = digits.bytes().take(digits.len().saturating_sub(1));
    let zeros = before.take_while(|&b| b == b'0').count();
    zeros.min(CODE_DIGITS_MAX) as u8
}

/// `2` of `x2`: up to four digits without leading zero, since labels have those and quantities do not.
pub(super) fn quantity_digits(digits: &str) -> Option<u32> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && (digits == "0" || !digits.starts_with('0'))).then(|| value(digits))
}

/// `E8`, `SW1A`, `B33`: one letter or two, a digit, and perhaps one more of either.
fn is_outward(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let mut rest = rest.bytes();
    let digit = rest.next().is_some_and(|b| b.is_ascii_digit());
    let letters = text.len() - rest.len() - usize::from(digit);
    let more = rest.next().is_none_or(|b| b.is_ascii_alphanumeric());
    digit && more && rest.next().is_none() && (1..=2).contains(&letters)
}

/// `3RL`: a digit and two letters.
fn is_inward(text: &str) -> bool {
    let letters = text.strip_prefix(|c: char| c.is_ascii_digit());
    letters.is_some_and(|letters| {
        let two = letters.len() == INWARD_LEN - 1;
        two && letters.bytes().all(|b| b.is_ascii_uppercase()) && letters != "XL"
    })
}

/// `18H`, `18H30`.
pub(super) fn is_hour(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < text.len()
        && unit
            .strip_prefix('H')
            .is_some_and(|minutes| minutes.bytes().all(|b| b.is_ascii_digit()))
}

/// Letters and digits in the proportions of a code, and not `5000F` or `18H30`.
fn looks_like_code(text: &str) -> bool {
    const UNITS: [&str; 24] = [
        "F", "FR", "FCFA", "CFA", "XOF", "EUR", "H", "HEURES", "KG", "G", "CM", "MM", "ML", "ME",
        "EME", "ER", "ERE", "MIN", "MN", "K", "TH", "ND", "AM", "PM",
    ];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.len() - digits;
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    letters <= 5 && digits <= 5 && !UNITS.contains(&unit) && !is_hour(text)
}
