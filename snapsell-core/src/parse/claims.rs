//! Claims in the order written: each code with its size and its quantity.

use super::gap::Gap;
use super::grammar::{Form, Found};
use super::measure::{joins, number_size};
use super::text::Text;
use crate::code::Size;
use crate::intent::{Claim, Typed, Written};
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use alloc::string::ToString;
use alloc::vec::Vec;

/// Claims read so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    done: Vec<Claim>,
    /// Which of them stand only where every other word is known, one bit for each.
    loose: u32,
    skipped: u32,
    current: Option<(Claim, bool)>,
    /// A quantity that stands before its code.
    ahead: Option<u32>,
    /// A number that may count what the code behind it names.
    counted: Option<u32>,
    /// Whether that stands behind ET: it counts nothing before it, and may be half of a code, `A12 et 14`.
    joined: bool,
    /// Whether the words just read belong to the current claim.
    open: bool,
}

const _: () = assert!(CLAIMS_PER_MESSAGE_MAX <= 32);

impl Claims {
    /// Reads a code, size or quantity at a word; how many words it took, 0 when there is none.
    pub(super) fn read(&mut self, text: &Text<'_>, at: usize) -> usize {
        if text.is_housed(at) {
            return 0;
        }
        if text.gap(at).has(Gap::LINE) {
            self.open = false;
        }
        if self.open
            && let Some((size, words)) = text
                .size(at)
                .or_else(|| text.half_size(at))
                .or_else(|| text.size_in_words(at))
                .or_else(|| text.size_in_a_row(at, self.is_numbered()))
        {
            self.size(size);
            return words;
        }
        if self.open && text.is_one_size(at) {
            return 2;
        }
        let listed = self.counts_sizes();
        if self.open
            && let Some((size, units, words)) = text
                .counted_size(at, listed)
                .or_else(|| text.multiplied_sizes(at, listed))
        {
            self.size(size);
            if let Some((claim, _)) = &mut self.current {
                claim.quantity = Some(units);
            }
            return words;
        }
        if let Some((quantity, words, form)) = text.quantity(at)
            && self.quantity(text, at, (quantity, words, form))
        {
            return words;
        }
        if let Some((blurred, words)) = text
            .blurred(at)
            .filter(|&(_, words)| words > 1 || text.code(at).is_none())
        {
            let loose = blurred.len() > 6 || blurred.starts_with(|c: char| c.is_ascii_digit());
            self.code(Written::Blurred(blurred), None, loose);
            return words;
        }
        let Some(Found {
            code,
            words,
            quantity,
            zeros,
            loose,
        }) = text.code(at)
        else {
            return 0;
        };
        self.code(Written::Code(code), quantity, loose);
        if let Some((claim, _)) = &mut self.current {
            claim.typed.zeros = zeros;
        }
        words
    }

    /// The number of a size alone behind a code that has none yet, as a seller names it; how many words it took.
    pub(super) fn sized(&mut self, text: &Text<'_>, at: usize) -> Option<usize> {
        let (claim, _) = self.current.as_ref()?;
        let near = self.open && claim.size.is_one() && !text.gap(at).has(Gap::LINE);
        if !near || text.quantity(at).is_some() {
            return None;
        }
        let (size, words) = text.size_in_a_row(at, true)?;
        self.size(size);
        Some(words)
    }

    /// A word that is no part of a claim was read; `keeps` when a size may still follow it.
    pub(super) fn other(&mut self, keeps: bool) {
        self.open &= keeps;
    }

    /// Whether there is any claim, or a quantity that waits for its code.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.current.is_none()
    }

    /// A number that may count what is named just before it, or else what is named next.
    pub(super) fn count(&mut self, units: u32, joined: bool) {
        match &mut self.current {
            Some((claim, _)) if self.open && !joined && claim.takes_a_count() => {
                claim.typed.count = Some(units);
            }
            _ => {
                self.counted = Some(units);
                self.joined = joined;
            }
        }
    }

    /// Closes the list. Loose claims stay when `strict`. Also says whether a quantity was left without a code.
    pub(super) fn finish(mut self, strict: bool) -> (Vec<Claim>, u32) {
        match (self.counted.take(), &mut self.current) {
            (Some(units), Some(_)) if self.joined => {
                self.code(Written::Blurred(units.to_string()), None, false);
            }
            (Some(units), Some((claim, _))) if claim.takes_a_count() => {
                claim.typed.count = Some(units);
            }
            (_, _) => {}
        }
        self.flush();
        let loose = self.loose;
        let mut bit = 0;
        self.done.retain_mut(|claim| {
            if claim.quantity.is_some() || matches!(claim.code, Written::Blurred(_)) {
                claim.typed.count = None;
            }
            let keep = strict || loose & (1 << bit) == 0;
            bit += 1;
            keep
        });
        (self.done, self.skipped)
    }

    /// Whether a quantity was left without a code.
    pub(super) fn dangles(&self) -> bool {
        self.ahead.is_some()
    }

    /// Whether the size read last is counted.
    fn counts_sizes(&self) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|(claim, _)| !claim.size.is_one() && claim.quantity.is_some())
    }

    /// Whether the size read last is a number.
    fn is_numbered(&self) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|(claim, _)| number_size(claim.size.as_str()))
    }

    fn code(&mut self, code: Written, quantity: Option<u32>, loose: bool) {
        self.flush();
        let quantity = quantity.or(self.ahead);
        let count = self.counted.take().filter(|_| quantity.is_none());
        let size = Size::ONE;
        self.current = Some((
            Claim {
                code,
                size,
                quantity,
                typed: Typed { count, zeros: 0 },
            },
            loose,
        ));
        self.ahead = None;
        self.open = true;
    }

    /// A second size is a second claim of the same code.
    fn size(&mut self, size: Size) {
        let Some((claim, loose)) = &mut self.current else {
            return;
        };
        if claim.size.is_one() {
            claim.size = size;
            return;
        }
        let (code, loose) = (claim.code.clone(), *loose);
        self.code(code, None, loose);
        if let Some((claim, _)) = &mut self.current {
            claim.size = size;
        }
    }

    /// Gives a quantity to the code before or to the code after it; false when it is rather a code (`X7`).
    fn quantity(
        &mut self,
        text: &Text<'_>,
        at: usize,
        (quantity, words, form): (u32, usize, Form),
    ) -> bool {
        let next = at + words;
        let code_follows = text.code(next).is_some() && (text.quantity(next).is_none());
        let behind = self
            .current
            .as_mut()
            .filter(|(claim, _)| claim.quantity.is_none());
        let ahead = code_follows
            && match form {
                Form::Before => !text.gap(next).has(Gap::LIST),
                Form::After => apart(text, at) && !text.gap(next).has(Gap::LIST),
            };
        if let Some((claim, _)) = behind.filter(|_| !ahead) {
            claim.quantity = Some(quantity);
            // `38 x2`: nobody counts twice.
            let number = claim.typed.count.map(|count| count.to_string());
            if let Some(number) = number.filter(|number| number_size(number))
                && claim.size.is_one()
                && text.word(at - 1) == number
            {
                claim.size = Size::new(&number).unwrap_or(Size::ONE);
            }
            return true;
        }
        if !code_follows && text.code(at).is_some() {
            return false;
        }
        self.ahead = Some(quantity);
        self.open = false;
        true
    }

    /// Puts the current claim into the list; of two for one thing the later quantity counts.
    fn flush(&mut self) {
        let Some((claim, loose)) = self.current.take() else {
            return;
        };
        let same = |known: &Claim| known.code == claim.code && known.size == claim.size;
        if let Some(known) = self.done.iter().position(same) {
            self.done[known].quantity = claim.quantity.or(self.done[known].quantity);
            self.done[known].typed.count = claim.typed.count.or(self.done[known].typed.count);
            if !loose {
                self.loose &= !(1 << known);
            }
        } else if self.done.len() < CLAIMS_PER_MESSAGE_MAX {
            self.loose |= u32::from(loose) << self.done.len();
            self.done.push(claim);
        } else {
            self.skipped += 1;
        }
    }
}

/// Whether a word begins something new: behind a comma, or ET.
fn apart(text: &Text<'_>, at: usize) -> bool {
    text.gap(at).has(Gap::LIST) || (at > 0 && joins(text.word(at - 1)))
}

impl Claim {
    fn takes_a_count(&self) -> bool {
        self.quantity.is_none() && self.typed.count.is_none()
    }
}
