//! `A57 à A60`: from one thing to another. What lies between is never guessed, and the two ends alone are not taken.

use super::gap::Gap;
use super::measure::{letter_size, number_size};
use super::text::Text;
use super::verbs::is_currency;
use crate::code::{Code, Size};
use crate::ids::OrderNumber;

/// What a span can go from and to.
#[derive(Clone, Copy)]
enum End {
    Code(Code),
    Order(OrderNumber),
    Size(Size),
}

impl Text<'_> {
    /// Whether a text holds a span in words or with a dash, which may be a list (`A57-A60`).
    pub(super) fn spans(&self) -> bool {
        let dashed = |at: usize| {
            let gap = self.gap(at);
            let dash = gap.has(Gap::DASH) && !gap.has(Gap::LIST);
            dash && (self.is_span(at, at) || self.is_numbered_span(at))
        };
        (1..self.len()).any(|at| self.ends_span(at) || dashed(at))
    }

    /// `du 38 au 42`, `36 à 41`: a span of sizes, where a text is nothing else.
    pub(super) fn spans_numbers(&self) -> bool {
        self.spans_numbers_before(|_| true)
    }

    /// `38 à 42 x5`: what is counted behind it is no price.
    pub(super) fn spans_counted_numbers(&self) -> bool {
        self.spans_numbers_before(|next| self.quantity(next).is_some())
    }

    fn spans_numbers_before(&self, next: impl Fn(usize) -> bool) -> bool {
        let size = |at: usize| self.number(at).filter(|_| number_size(self.word(at)));
        let link = |at: usize| matches!(self.word(at), "A" | "AU" | "TO");
        let spans = |at: usize| {
            let ends = size(at - 1).zip(size(at + 1));
            link(at) && ends.is_some_and(|(one, other)| one.abs_diff(other) > 1) && next(at + 2)
        };
        (1..self.len()).any(spans)
    }

    /// Whether what starts at a word ends a span in words: `A57 à A60`, `S to XL`, `VF-0012 jusqu'au VF-0015`.
    pub(super) fn ends_span(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1) else {
            return false;
        };
        if !matches!(
            self.word(link),
            "A" | "AU" | "TO" | "UNTIL" | "TILL" | "JUSQUA"
        ) {
            return false;
        }
        let until = link > 0 && matches!(self.word(link - 1), "JUSQU" | "UP");
        self.is_span(link - usize::from(until), at)
    }

    /// Whether what ends before one word and what starts at another are of a kind, with others between them.
    fn is_span(&self, before: usize, at: usize) -> bool {
        let end = |words: usize| self.end(before.checked_sub(words)?, words);
        let Some(first) = end(1).or_else(|| end(2)) else {
            return false;
        };
        let Some(last) = self.end(at, 1).or_else(|| self.end(at, 2)) else {
            return false;
        };
        match (first, last) {
            (End::Code(one), End::Code(other)) => {
                one.letters() == other.letters() && one.number().abs_diff(other.number()) > 1
            }
            (End::Order(one), End::Order(other)) => one.get().abs_diff(other.get()) > 1,
            (End::Size(one), End::Size(other)) => rank(one)
                .is_some_and(|one| rank(other).is_some_and(|other| one.abs_diff(other) > 1)),
            (End::Code(_) | End::Order(_) | End::Size(_), _) => false,
        }
    }

    /// `38-42`, and neither `38 - 42 €` nor `07-48-30-41`.
    fn is_numbered_span(&self, at: usize) -> bool {
        let phone = (at > 1 && self.is_number(at - 2))
            || (self.is_number(at + 1) && self.gap(at + 1) == self.gap(at));
        let size = |at: usize| self.number(at).filter(|_| number_size(self.word(at)));
        let priced = self.gap(at + 1).has(Gap::MONEY) || is_currency(self.word(at + 1));
        let ends = size(at - 1).zip(size(at)).filter(|_| !priced && !phone);
        ends.is_some_and(|(one, other)| one.abs_diff(other) > 1)
    }

    /// What takes so many words from here.
    fn end(&self, at: usize, words: usize) -> Option<End> {
        if let Some((order, taken)) = self.order(at) {
            return (taken == words).then_some(End::Order(order));
        }
        if let Some(size) = letter_size(self.word(at)).filter(|_| !self.starts_code(at)) {
            return (words == 1).then_some(End::Size(size));
        }
        let found = self.code(at).filter(|found| found.words == words)?;
        Some(End::Code(found.code))
    }
}

/// The place of a size in the order of sizes.
fn rank(size: Size) -> Option<usize> {
    const SIZES: [&str; 9] = ["XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "XXXXL"];
    SIZES.iter().position(|known| *known == size.as_str())
}
