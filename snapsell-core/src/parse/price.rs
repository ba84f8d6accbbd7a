//! A price as a seller types it, in minor units.

use super::gap::Gap;
use super::text::{Shape, Text};
use super::verbs::is_currency;
use crate::money::Currency;

/// The highest price before its decimal mark, in whatever words; more is no price.
const MAJOR_MAX: i64 = 9_999_999_999_999;

/// A price being read.
struct Reading {
    major: i64,
    /// What separates its groups of three.
    groups: Option<Gap>,
}

/// What a number turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    /// In minor units; `None` for a number that is no price in this currency.
    pub(super) minor: Option<i64>,
    /// How many words it takes.
    pub(super) words: usize,
}

impl Text<'_> {
    /// The price that starts at a word: `5000`, `5 000`, `5.000`, `5'000`, `5000F`, `5k`, `5 mille`, `12,50 €`, `12€50`.
    pub(super) fn price(&self, at: usize, currency: Currency) -> Option<Price> {
        let written = self.naira(at, currency).unwrap_or_else(|| self.word(at));
        let (digits, mut suffix) = amount(written)?;
        let mut next = at + 1;
        let mut fraction = "";
        let mut reading = Reading {
            major: 0,
            groups: None,
        };
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        reading.push(digits);
        let groupable = digits.len() <= 3 && !digits.starts_with('0');
        while suffix.is_empty()
            && fraction.is_empty()
            && let Some((more, unit)) = amount(self.word(next))
        {
            let gap = self.gap(next);
            let mark = gap == Gap::DOT || gap == Gap::COMMA;
            let group = more.len() == 3
                && groupable
                && (gap == Gap::SPACE
                    || gap == Gap::APOSTROPHE
                    || (mark && currency.exponent() != 3))
                && reading.groups.is_none_or(|known| known == gap);
            if group {
                reading.groups = Some(gap);
                reading.push(more);
            } else if (mark && reading.groups != Some(gap)) || gap == Gap::MONEY {
                fraction = more;
            } else {
                break;
            }
            suffix = unit;
            next += 1;
        }
        if suffix.is_empty() && is_thousand(self.word(next)) && self.gap(next).only(Gap::SPACE) {
            suffix = "K";
            next += 1;
        }
        if (suffix.is_empty() || is_thousand(suffix))
            && self.shape(next) == Some(Shape::Letters)
            && is_currency(self.word(next))
        {
            next += usize::from(!self.gap(next).has(Gap::LINE));
        }
        let share = self.gap(next).has(Gap::PERCENT);
        let minor = reading.minor(fraction, is_thousand(suffix), currency);
        Some(Price {
            minor: minor.filter(|_| !share),
            words: next - at,
        })
    }

    /// What follows the N of `N5000`, `N15,000`, `N15k`; `N15` is a code.
    pub(super) fn naira(&self, at: usize, currency: Currency) -> Option<&str> {
        let written = self.word(at).strip_prefix('N')?;
        let (digits, unit) = amount(written).filter(|_| currency.code() == "NGN")?;
        let grouped = self.gap(at + 1) == Gap::COMMA && self.word(at + 1).len() == 3;
        let thousands = digits.len() > 2 || (grouped && self.is_number(at + 1));
        (thousands || is_thousand(unit)).then_some(written)
    }
}

impl Reading {
    fn push(&mut self, digits: &str) {
        for digit in digits.bytes() {
            let value = i64::from(digit - b'0');
            self.major = self.major.saturating_mul(10).saturating_add(value);
        }
    }

    /// In minor units; a fraction finer than the currency's is no price, unless it is nothing.
    fn minor(&self, fraction: &str, thousands: bool, currency: Currency) -> Option<i64> {
        let times = if thousands { 1_000 } else { 1 };
        let major = self.major.saturating_mul(times);
        if major > MAJOR_MAX || (thousands && !fraction.is_empty()) {
            return None;
        }
        let places = usize::from(currency.exponent());
        let (kept, finer) = fraction.split_at(fraction.len().min(places));
        if finer.len() > 2 || finer.bytes().any(|digit| digit != b'0') {
            return None;
        }
        let mut minor = 0;
        for place in 0..places {
            let digit = kept.as_bytes().get(place).map_or(0, |digit| digit - b'0');
            minor = minor * 10 + i64::from(digit);
        }
        major.checked_mul(currency.scale())?.checked_add(minor)
    }
}

/// `5k`, `5 mille`.
fn is_thousand(text: &str) -> bool {
    matches!(text, "K" | "MIL" | "MILLE")
}

/// Splits `5000F` into its digits and its unit.
fn amount(text: &str) -> Option<(&str, &str)> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - unit.len()];
    let known = unit.is_empty() || is_thousand(unit) || is_currency(unit);
    (!digits.is_empty() && known).then_some((digits, unit))
}
