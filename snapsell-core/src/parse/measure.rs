//! Sizes as shops say them: `M`, `taille 38`, `42.5`, `UK 6`, and `one size`, which is none.

use super::gap::Gap;
use super::grammar::{Form, SPACED, TIGHT, quantity_digits};
use super::text::{Shape, Text};
use super::verbs::is_currency;
use super::words::{Word, word};
use crate::code::{Code, Size};
use crate::limits::{CLAIM_QUANTITY_MAX, CLAIMS_PER_MESSAGE_MAX};
use alloc::format;
use alloc::vec::Vec;

/// The smallest number that is a size; 1 is a quantity.
const SIZE_NUMBER_MIN: u32 = 2;
/// The lowest number that is a size without being marked as one.
pub(super) const NUMBER_SIZE_MIN: u32 = 28;
/// The highest of them.
pub(super) const NUMBER_SIZE_MAX: u32 = 52;
/// The highest behind a country: `UK 8`; and of a half.
pub(super) const REGIONAL_SIZE_MAX: u32 = 60;
/// The highest behind `taille` or `size`, or with its pieces (`116:2`): children's are heights.
pub(super) const MARKED_SIZE_MAX: u32 = 199;
/// Units of a size counted with a dash; `M-5000` is no count.
const DASHED_UNITS_MAX: u32 = 99;

impl Text<'_> {
    /// The size that a word after a code names, and how many words it takes.
    pub(super) fn size(&self, at: usize) -> Option<(Size, usize)> {
        let text = self.word(at);
        if text == "T" || word(text) == Some(Word::SizeMark) {
            return self.marked_size(at);
        }
        // `T42` and `UK6` behind a comma are codes again.
        if !self.gap(at).has(Gap::LIST) {
            let tagged = text.strip_prefix('T').filter(|digits| number_size(digits));
            let found = tagged.map_or_else(
                || self.regional_size(at),
                |digits| self.size_of_digits(digits, at, NUMBER_SIZE_MAX),
            );
            if found.is_some() {
                return found;
            }
        }
        if self.is_elided(at) || self.starts_code(at) {
            return None;
        }
        letter_size(text).map(|size| (size, 1))
    }

    /// `taille 38`, `size UK 6`, `T 42`; what describes an item (`grande taille`, `one size`) marks nothing.
    fn marked_size(&self, at: usize) -> Option<(Size, usize)> {
        let describes = at > 0
            && matches!(
                self.word(at - 1),
                "GRANDE" | "PETITE" | "BELLE" | "BONNE" | "UNE" | "ONE" | "PLUS" | "BIG"
            );
        let tag = self.word(at) == "T";
        if describes
            || self.courtesy(at + 1).is_some()
            || (tag && !self.is_letter_or_t_size(at + 1))
        {
            return None;
        }
        let letter = letter_size(self.word(at + 1)).map(|size| (size, 1));
        let (size, words) = letter
            .or_else(|| self.regional_size(at + 1))
            .or_else(|| self.numbered_size(at + 1, MARKED_SIZE_MAX))?;
        Some((size, words + 1))
    }

    /// `medium`, `size large`, as a customer says it.
    pub(super) fn size_in_words(&self, at: usize) -> Option<(Size, usize)> {
        let marked = usize::from(matches!(self.word(at), "SIZE" | "TAILLE"));
        let letter = match self.word(at + marked) {
            "SMALL" => "S",
            "MEDIUM" => "M",
            "LARGE" => "L",
            _ => return None,
        };
        Size::new(letter).map(|size| (size, marked + 1))
    }

    /// `one size`, which is no size.
    pub(super) fn is_one_size(&self, at: usize) -> bool {
        self.word(at) == "ONE" && self.word(at + 1) == "SIZE"
    }

    /// Whether a word is what `T` may mark.
    fn is_letter_or_t_size(&self, at: usize) -> bool {
        letter_size(self.word(at)).is_some() || number_size(self.word(at))
    }

    /// `UK6`, `UK 6.5`, `EU 38`: the number alone is the size.
    pub(super) fn regional_size(&self, at: usize) -> Option<(Size, usize)> {
        let text = self.word(at);
        let digits = text
            .strip_prefix("UK")
            .or_else(|| text.strip_prefix("EU"))?;
        if digits.is_empty() {
            let (size, words) = self.numbered_size(at + 1, REGIONAL_SIZE_MAX)?;
            return Some((size, words + 1));
        }
        self.size_of_digits(digits, at, REGIONAL_SIZE_MAX)
    }

    /// The size that a number is where nothing else is meant, with its half (`42.5`, `6,5`).
    pub(super) fn numbered_size(&self, at: usize, most: u32) -> Option<(Size, usize)> {
        let digits = self.is_number(at).then(|| self.word(at))?;
        self.size_of_digits(digits, at, most)
    }

    /// `42.5`, which can count nothing.
    pub(super) fn half_size(&self, at: usize) -> Option<(Size, usize)> {
        let found = self.numbered_size(at, REGIONAL_SIZE_MAX);
        found.filter(|&(_, words)| words == 2)
    }

    fn size_of_digits(&self, digits: &str, at: usize, most: u32) -> Option<(Size, usize)> {
        let number = digits.parse().ok()?;
        if digits.starts_with('0') || !(SIZE_NUMBER_MIN..=most).contains(&number) {
            return None;
        }
        let mark = self.gap(at + 1);
        let half = (mark == Gap::DOT || mark == Gap::COMMA) && self.word(at + 1) == "5";
        let words = 1 + usize::from(half);
        let next = at + words;
        let other = self.gap(at).has(Gap::MONEY.with(Gap::PLUS))
            || self.gap(next).has(Gap::MONEY)
            || (self.shape(next) == Some(Shape::Letters) && is_currency(self.word(next)));
        if other {
            return None;
        }
        let size = if half {
            Size::new(&format!("{digits}.5"))
        } else {
            Size::new(digits)
        };
        size.map(|size| (size, words))
    }

    /// Whether a size's letter is really that of `S-5` or `S 01`.
    pub(super) fn starts_code(&self, at: usize) -> bool {
        if !self.is_number(at + 1) {
            return false;
        }
        let gap = self.gap(at + 1);
        gap.only(TIGHT) || (gap.only(SPACED) && self.word(at + 1).starts_with('0'))
    }

    /// The size counted with a dash that starts at a word: `M-3`, which is a code too.
    pub(super) fn dashed_size(&self, at: usize) -> Option<(Size, u32)> {
        let size = letter_size(self.word(at)).filter(|_| self.gap(at + 1) == Gap::DASH)?;
        let units = quantity_digits(self.word(at + 1))?;
        let one = self.gap(at + 2) != Gap::DASH;
        (one && (1..=DASHED_UNITS_MAX).contains(&units)).then_some((size, units))
    }

    /// The size that starts at a word, counted with an x: `Mx2`, which is a code too, `38x2`, `38 x2`; with how many words
    /// that takes.
    fn multiplied_size(&self, at: usize) -> Option<(Size, u32, usize)> {
        let number = |digits| number_size(digits).then(|| Size::new(digits)).flatten();
        if let Some(size) = number(self.word(at)) {
            let (units, words, form) = self.quantity(at + 1)?;
            return (form == Form::After).then_some((size, units, 1 + words));
        }
        let (size, units) = self.word(at).rsplit_once('X')?;
        let size = number(size).or_else(|| letter_size(size))?;
        // What is counted itself counts nothing: `MX4 x1`.
        let quantity = self
            .quantity(at + 1)
            .filter(|_| !self.gap(at + 1).has(Gap::LIST));
        let counted = quantity.is_some_and(|(_, _, form)| form == Form::After);
        (!counted).then_some((size, quantity_digits(units)?, 1))
    }

    /// The same behind another, or before another: `38x2` alone may be a price and a quantity. `Mx2` stands alone where no
    /// list and no shop makes a code of it.
    pub(super) fn multiplied_sizes(&self, at: usize, behind: bool) -> Option<(Size, u32, usize)> {
        let (size, units, words) = self.multiplied_size(at)?;
        let letters = !size.as_str().starts_with(|c: char| c.is_ascii_digit());
        if letters && self.coded {
            return None;
        }
        let alone = letters && !self.gap(at).has(Gap::LIST);
        let next = at + words + usize::from(joins(self.word(at + words)));
        let other = |&(other, _, _): &(Size, u32, usize)| other != size;
        let before = || {
            let found = self.multiplied_size(next);
            !self.is_listed_code(next) && found.as_ref().is_some_and(other)
        };
        (behind || alone || before()).then_some((size, units, words))
    }

    /// `2 M`, `2M`, `deux M`: how many, and then the size. `2 XL` is as good as `2XL`, but for who counts others like that.
    pub(super) fn counted_size(&self, at: usize, listed: bool) -> Option<(Size, u32, usize)> {
        let joined = self.word(at);
        let digits = joined.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (units, letters, words) = match (self.shape(at)?, word(joined)) {
            (Shape::Mixed, _) => (quantity_digits(digits)?, &joined[digits.len()..], 1),
            (Shape::Digits, _) => (quantity_digits(digits)?, self.word(at + 1), 2),
            (Shape::Letters, Some(Word::Number(units))) => (units, self.word(at + 1), 2),
            (Shape::Letters, _) => return None,
        };
        let size = letter_size(letters).filter(|_| letters != "UNIQUE")?;
        let glued = words == 1;
        let other = if glued {
            letter_size(joined).is_some()
        } else {
            let apart = !self.gap(at + 1).only(Gap::SPACE) || self.is_elided(at + 1);
            apart || self.starts_code(at + 1) || self.courtesy(at + 1).is_some()
        };
        let several = letters == "XL" && units > 1 && (glued || !listed);
        let money = self.gap(at).has(Gap::MONEY.with(Gap::PLUS));
        let few = (1..=CLAIM_QUANTITY_MAX).contains(&units) && !money;
        (few && !other && !several).then_some((size, units, words))
    }

    /// A number of a size among others, `38 et 40`, or behind another; one more number beside them is of a phone or a price.
    pub(super) fn size_in_a_row(&self, at: usize, behind: bool) -> Option<(Size, usize)> {
        let size = |at: usize| {
            let size = self.numbered_size(at, NUMBER_SIZE_MAX);
            size.filter(|_| number_size(self.word(at)))
        };
        let first = size(at)?;
        let mut last = at + first.1;
        let mut sizes = 1;
        loop {
            let joined = last + usize::from(joins(self.word(last)));
            let article = matches!(
                self.word(joined),
                "LE" | "LA" | "UN" | "UNE" | "EN" | "DU" | "THE"
            );
            let next = joined + usize::from(article);
            let beside = self.gap(last).only(Gap::SPACE.with(Gap::COMMA));
            let Some((_, words)) = size(next).filter(|_| beside) else {
                break;
            };
            sizes += 1;
            last = next + words;
        }
        let more = self.is_number(last) && !self.gap(last).has(Gap::PLUS);
        let alone = !more && (behind || sizes > 1);
        alone.then_some(first)
    }

    /// `LX2`: a code that may count a size.
    pub(super) fn counting_code(&self, at: usize) -> Option<Code> {
        let found = self.code(at).filter(|found| found.words == 1)?;
        let size = found.code.letters();
        let size = size.as_str().strip_suffix('X')?;
        letter_size(size).map(|_| found.code)
    }

    /// `M2` behind a space: a code that may be a size and how many of it.
    pub(super) fn glued_code(&self, at: usize) -> Option<Code> {
        let found = self.code(at).filter(|found| found.words == 1)?;
        letter_size(found.code.letters().as_str())?;
        self.gap(at).only(Gap::SPACE).then_some(found.code)
    }

    /// `, Mx2`: a code of a list.
    pub(super) fn is_listed_code(&self, at: usize) -> bool {
        self.gap(at).has(Gap::LIST) && self.code(at).is_some()
    }
}

/// The codes that may count a size: `LX2`.
pub(super) fn counting_codes(raw: &str) -> Vec<Code> {
    let text = Text::read(raw);
    let codes = (0..text.len()).filter_map(|at| text.counting_code(at));
    codes.take(CLAIMS_PER_MESSAGE_MAX).collect()
}

/// The codes that may be a size and how many of it: `M2` of `S05 M2`.
pub(super) fn glued_codes(raw: &str) -> Vec<Code> {
    let text = Text::read(raw);
    let codes = (0..text.len()).filter_map(|at| text.glued_code(at));
    codes.take(CLAIMS_PER_MESSAGE_MAX).collect()
}

/// The number of a size that ends a text, or stands before how many there are, where no word says that it is a price.
pub(super) fn size_or_price(raw: &str) -> Option<Size> {
    let text = Text::read(raw);
    let priced = |at: usize| matches!(text.word(at), "PRIX" | "PRICE" | "A" | "AT" | "TO");
    let size = |at: usize| {
        let (size, words) = text.numbered_size(at, NUMBER_SIZE_MAX)?;
        let next = at + words;
        let counted = text.quantity(next).map_or(0, |(_, words, _)| words);
        let last = next + counted == text.len() && number_size(text.word(at));
        last.then_some(size)
    };
    let mut words = 1..text.len();
    words
        .find_map(size)
        .filter(|_| !(0..text.len()).any(priced))
}

/// Whether a word joins what stands before and behind it.
pub(super) fn joins(text: &str) -> bool {
    matches!(text, "ET" | "AND")
}

/// `M`, `XL`, `2XL`, `TU`.
pub(super) fn letter_size(text: &str) -> Option<Size> {
    match text {
        "XXS" | "XS" | "S" | "M" | "L" | "XL" | "XXL" | "XXXL" | "XXXXL" | "2XL" | "3XL"
        | "4XL" | "TU" => Size::spelled(text),
        "UNIQUE" => Size::new("TU"),
        _ => None,
    }
}

/// Whether a number is a size by itself: clothes and shoes, 28 to 52.
pub(super) fn number_size(text: &str) -> bool {
    let sizes = NUMBER_SIZE_MIN..=NUMBER_SIZE_MAX;
    text.parse()
        .is_ok_and(|number| text.len() == 2 && sizes.contains(&number))
}
