//! Lines of a seller who registers or edits items: `CODE [xQTE] [PRIX] [sizes]`, in any order after the code.

use super::gap::Gap;
use super::grammar::Found;
use super::measure::{MARKED_SIZE_MAX, NUMBER_SIZE_MAX, NUMBER_SIZE_MIN, letter_size, number_size};
use super::text::{Shape, Text, value};
use super::verbs::{
    is_currency, is_each, is_filler, is_for_many, is_included, is_measure, is_pieces, is_remark,
    is_talk, verb,
};
use super::words::{Word, word};
use crate::code::{Code, Size};
use crate::label::Label;
use crate::money::Currency;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// Words that describe one item; more is a talk.
const WORDS_MAX: u32 = 8;

/// Units behind STOCK or RESTE, or before DISPO; more is rather a price.
const LEFT_MAX: u32 = 999;

/// Digits of a phone behind POUR, at least.
const PHONE_LEN_MIN: usize = 8;

/// A size, and how many there are of it.
pub(super) type Sized = (Size, Option<u32>);

/// One code and what was written behind it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) code: Code,
    pub(super) label: Label,
    pub(super) quantity: Option<u32>,
    pub(super) price: Option<i64>,
    pub(super) sizes: Vec<Sized>,
    /// `+5`.
    pub(super) more: Option<u32>,
    /// Words that describe it.
    pub(super) words: u32,
    /// Its code is one word, which `S-2` is not.
    solid: bool,
    /// Some of its sizes are counted with a dash: `S-2`.
    dashed: bool,
    /// What is said of it: `abîmée`, `pour Fatou`.
    remark: bool,
}

/// Reads lines from a word to the end; `None` when they do not begin with a code, contradict themselves or are a talk.
pub(super) fn lines(text: &Text<'_>, from: usize, currency: Currency) -> Option<Vec<Line>> {
    // `x20 S01` would be two codes.
    if let Some((_, words, _)) = text.quantity(from)
        && text.code(from + words).is_some()
    {
        return None;
    }
    let first = text.code(from)?;
    let mut lines = vec![Line::new(text, from, first)];
    let mut listed = false;
    let mut multiplied = false;
    let mut at = from + first.words;
    while at < text.len()
        && let Some(line) = lines.last_mut()
    {
        if let Some(words) = text.courtesy(at) {
            listed = false;
            at += words;
            continue;
        }
        if (multiplied || !text.is_listed_code(at))
            && let Some((size, units, words)) = text.multiplied_sizes(at, multiplied)
        {
            multiplied = true;
            line.sizes.push((size, Some(units)));
            at += words;
            continue;
        }
        let plural = matches!(text.word(at), "TAILLES" | "SIZES" | "POINTURES");
        listed |= sizes_in_a_row(text, at);
        let found = size(text, at, listed, &line.sizes);
        listed = plural || (listed && found.is_some());
        if let Some((size, quantity, words)) = found {
            line.sizes.push((size, quantity));
            at += words;
            continue;
        }
        let begins = text.gap(at).has(Gap::LINE.with(Gap::COMMA));
        if !begins
            && line.solid
            && let Some((size, units)) = text.dashed_size(at)
        {
            line.dashed = true;
            line.sizes.push((size, Some(units)));
            at += 2;
            continue;
        }
        let naira = text.naira(at, currency).is_some() && !text.gap(at).has(Gap::LINE);
        if let Some(found) = next_code(text, at, begins).filter(|_| !naira) {
            if line.dashed && !begins {
                return None;
            }
            lines.push(Line::new(text, at, found));
            multiplied = false;
            at += found.words;
            continue;
        }
        at += line.read(text, at, currency)?;
    }
    if !lines.iter().all(Line::is_clear) {
        return None;
    }
    if (from..text.len()).any(|at| is_each(text.word(at))) {
        return each(lines);
    }
    Some(lines)
}

/// `A12 et A13 à 5000 chacun`: every line without a price has the last one's. With sizes it could count them.
fn each(mut lines: Vec<Line>) -> Option<Vec<Line>> {
    let price = lines.last()?.price?;
    for line in &mut lines {
        line.price.get_or_insert(price);
    }
    let sized = lines.iter().any(|line| !line.sizes.is_empty());
    (!sized).then_some(lines)
}

/// A code in the middle of a line; `a 5000` is a price there, and `x20` a quantity.
fn next_code(text: &Text<'_>, at: usize, begins: bool) -> Option<Found> {
    let found = text.code(at)?;
    let price = text.word(at) == "A" && found.words == 2 && !begins;
    (!price && text.quantity(at).is_none()).then_some(found)
}

/// `36 37 12000`: two numbers of sizes before another, which cannot both be a price.
fn sizes_in_a_row(text: &Text<'_>, at: usize) -> bool {
    let sized = |at: usize| number_size(text.word(at));
    let gap = text.gap(at + 1);
    sized(at)
        && sized(at + 1)
        && text.is_number(at + 2)
        && (gap.has(Gap::SPACE) || gap == Gap::SLASH)
        && !gap.has(Gap::LINE)
}

/// A number in digits or in a word.
fn number(text: &Text<'_>, at: usize) -> Option<u32> {
    if let Some(Word::Number(units)) = word(text.word(at)) {
        return Some(units);
    }
    text.number(at)
}

/// `stock 3`, `il en reste 3`; `en stock 3000` is a price.
fn left(text: &Text<'_>, at: usize) -> Option<u32> {
    let said = matches!(text.word(at), "STOCK" | "RESTE" | "RESTENT");
    let inside = matches!(text.word(at - 1), "EN" | "IN") && text.word(at) == "STOCK";
    let money = text.gap(at + 2).has(Gap::MONEY) || is_currency(text.word(at + 2));
    let units = text.number(at + 1).filter(|_| said && !inside && !money)?;
    (units <= LEFT_MAX).then_some(units)
}

/// `20 en stock`.
fn in_stock(text: &Text<'_>, at: usize, units: u32) -> bool {
    let inside = matches!(text.word(at), "EN" | "IN") && text.word(at + 1) == "STOCK";
    inside && units <= LEFT_MAX && text.gap(at).only(Gap::SPACE)
}

/// `Pour 771234567`: a number of somebody, and no price.
fn names_phone(text: &Text<'_>, at: usize) -> bool {
    let long = text.gap(at).has(Gap::PLUS) || text.word(at).len() >= PHONE_LEN_MIN;
    matches!(text.word(at - 1), "POUR" | "FOR") && text.is_number(at) && long
}

/// `Pour Fatou`, where only her name has a capital.
fn names_somebody(text: &Text<'_>, at: usize) -> bool {
    let capital = |at: usize| text.get(at).is_some_and(|token| token.capital);
    let name = capital(at) && !capital(at - 1) && text.shape(at) == Some(Shape::Letters);
    let many = is_for_many(text.word(at)) || word(text.word(at)).is_some();
    matches!(text.word(at - 1), "POUR" | "FOR") && name && !many
}

/// `Taille libre`.
fn is_free_size(text: &Text<'_>, at: usize) -> bool {
    text.word(at) == "LIBRE" && word(text.word(at - 1)) == Some(Word::SizeMark)
}

/// Whether a word counts what is before it: `20 pièces`; `5000 pièce` is a price.
fn pieces(text: &Text<'_>, at: usize, number: u32) -> bool {
    let known = match text.word(at) {
        "PIECE" | "UNITE" | "EXEMPLAIRE" => number == 1,
        "DISPO" | "DISPOS" | "DISPONIBLES" | "LEFT" => number <= LEFT_MAX,
        text => is_pieces(text),
    };
    known && text.gap(at).only(Gap::SPACE)
}

/// `S`, `S:5`, `38:2`, `42.5:1`, and `38` in a list of sizes.
fn size(
    text: &Text<'_>,
    at: usize,
    listed: bool,
    before: &[Sized],
) -> Option<(Size, Option<u32>, usize)> {
    // `:5` counts it; `:+5` adds, and is read after the size.
    let counted = |at: usize| {
        let gap = text.gap(at);
        let number = text.number(at);
        let number = number.filter(|_| gap.has(Gap::COLON) || gap == Gap::PAREN)?;
        let adds = text.gap(at).has(Gap::PLUS);
        Some(if adds { (None, 0) } else { (Some(number), 1) })
    };
    let letter = letter_size(text.word(at)).map(|size| (size, 1));
    let named = letter.or_else(|| text.numbered_size(at, MARKED_SIZE_MAX));
    if let Some((size, words)) = named
        && let Some((quantity, more)) = counted(at + words)
    {
        return Some((size, quantity, words + more));
    }
    let again = || {
        text.regional_size(at)
            .filter(|_| !before.is_empty() && !text.gap(at).has(Gap::LINE))
    };
    let in_a_row = || {
        text.numbered_size(at, NUMBER_SIZE_MAX)
            .filter(|_| listed && follows(text, at, before))
    };
    let (size, words) = text.size(at).or_else(again).or_else(in_a_row)?;
    let (quantity, more) = counted(at + words).unwrap_or_default();
    Some((size, quantity, words + more))
}

/// Whether a number in a list of sizes is one of them: behind a small one only what is near (`8 10 12 39`).
/// With cents behind it, it is a price (`8 10 12 39.50`).
fn follows(text: &Text<'_>, at: usize, before: &[Sized]) -> bool {
    let number = value(text.word(at));
    let joined = text.is_number(at + 1) && text.word(at + 1).len() == 2;
    let cents = match text.gap(at + 1) {
        Gap::DOT => joined,
        Gap::COMMA => joined && !before.is_empty() && text.gap(at).only(Gap::SPACE),
        _ => false,
    };
    if cents {
        return false;
    }
    let last = before.last().map(|(last, _)| {
        let last = last.as_str();
        last.strip_suffix(".5").unwrap_or(last).parse::<u32>()
    });
    match last {
        None => true,
        Some(Ok(last)) if last < NUMBER_SIZE_MIN => (last..=last + 2).contains(&number),
        Some(Ok(_) | Err(_)) => number_size(text.word(at)),
    }
}

impl Line {
    fn new(text: &Text<'_>, at: usize, found: Found) -> Self {
        let mut label = String::new();
        for word in at..at + found.words {
            label.push_str(text.word(word));
        }
        let label = Label::new(&label).filter(|_| found.quantity.is_none());
        Self {
            code: found.code,
            label: label.unwrap_or_else(|| Label::from(found.code)),
            quantity: found.quantity,
            price: None,
            sizes: Vec::new(),
            more: None,
            words: 0,
            solid: found.words == 1,
            dashed: false,
            remark: false,
        }
    }

    /// `S05 S-2 M-3` counts sizes; one size alone (`S05 S-2`), or one twice, may be codes. A remark offers nothing.
    fn is_clear(&self) -> bool {
        if self.remark && self.price.is_none() {
            return false;
        }
        let twice = |at: usize| {
            self.sizes[..at]
                .iter()
                .any(|known| known.0 == self.sizes[at].0)
        };
        !self.dashed || (self.sizes.len() > 1 && !(1..self.sizes.len()).any(twice))
    }

    /// Reads what starts at a word; `None` when it contradicts what was read or is a talk.
    fn read(&mut self, text: &Text<'_>, at: usize, currency: Currency) -> Option<usize> {
        if names_phone(text, at) {
            return None;
        }
        if let Some(more) = text.number(at).filter(|_| text.gap(at).has(Gap::PLUS)) {
            once(&mut self.more, more)?;
            return Some(1);
        }
        if text.is_one_size(at) {
            let counted = text.gap(at + 2).has(Gap::COLON);
            let quantity = text.number(at + 2).filter(|_| counted);
            quantity.map_or(Some(()), |quantity| self.count(quantity))?;
            return Some(2 + usize::from(quantity.is_some()));
        }
        if let Some((quantity, words, _)) = text.quantity(at) {
            self.count(quantity)?;
            return Some(words);
        }
        if let Some(quantity) = number(text, at).filter(|&units| pieces(text, at + 1, units)) {
            self.count(quantity)?;
            return Some(2);
        }
        if let Some(quantity) = left(text, at) {
            self.count(quantity)?;
            return Some(2);
        }
        if let Some(quantity) = text
            .number(at)
            .filter(|&units| in_stock(text, at + 1, units))
        {
            self.count(quantity)?;
            return Some(3);
        }
        if is_measure(text.word(at + 1)) && text.is_number(at) {
            return None;
        }
        if let Some(price) = text.price(at, currency) {
            let sign = if text.is_negative(at) { -1 } else { 1 };
            once(&mut self.price, sign * price.minor?)?;
            return Some(price.words);
        }
        let text_at = text.word(at);
        self.remark |= names_somebody(text, at) || is_remark(text_at) && !is_free_size(text, at);
        let known = is_filler(text_at)
            || matches!(text_at, "PRIX" | "PRICE" | "AT" | "STOCK")
            || matches!(word(text_at), Some(Word::SizeMark | Word::Times));
        if known || text.is_elided(at) {
            return Some(1);
        }
        // `cinq mille` is a price that nobody reads.
        let priced = matches!(text_at, "MIL" | "MILLE")
            && (at + 1 == text.len() || is_currency(text.word(at + 1)));
        let free = text_at == "LIVRAISON" && is_included(text.word(at + 1));
        let given =
            is_included(text_at) && text.word(at - 1) != "LIVRAISON" && self.price.is_none();
        let describes = text.shape(at) == Some(Shape::Letters) && self.words < WORDS_MAX;
        if !describes || priced || given || (verb(text_at).is_some() && !free) || is_talk(text_at) {
            return None;
        }
        self.words += 1;
        Some(1)
    }

    /// A quantity belongs to the size just before it when every size before has its own.
    fn count(&mut self, quantity: u32) -> Option<()> {
        if let Some(((_, last), before)) = self.sizes.split_last_mut()
            && before.iter().all(|(_, quantity)| quantity.is_some())
            && last.is_none()
            && self.quantity.is_none()
        {
            *last = Some(quantity);
            return Some(());
        }
        once(&mut self.quantity, quantity)
    }
}

/// Fills a slot; `None` when it holds something else.
fn once<T: PartialEq>(slot: &mut Option<T>, value: T) -> Option<()> {
    if slot.as_ref().is_some_and(|known| *known != value) {
        return None;
    }
    *slot = Some(value);
    Some(())
}
