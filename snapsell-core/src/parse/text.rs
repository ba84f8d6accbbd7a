//! A text cut into words, in one pass.

use super::fold::{Folded, fold};
use super::gap::Gap;
use crate::limits::TEXT_BYTES_MAX;
use alloc::string::String;
use alloc::vec::Vec;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters alone.
    Letters,
    /// Digits alone.
    Digits,
    /// Both.
    Mixed,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it starts and ends in the folded text.
    start: u16,
    end: u16,
    /// Where it ends in the text as written.
    raw_end: u16,
    /// What stands between it and the word before.
    pub(super) gap: Gap,
    pub(super) shape: Shape,
    /// Whether its first letter was a capital.
    pub(super) capital: bool,
    /// Whether it holds an accent or a letter of another script, which no code does.
    pub(super) odd: bool,
}

/// A text, folded to upper-case ASCII where possible, and its words.
#[derive(Debug)]
pub(super) struct Text<'a> {
    raw: &'a str,
    folded: String,
    tokens: Vec<Token>,
    /// What stands after the last word.
    tail: Gap,
    /// Whether it holds a question mark.
    pub(super) question: bool,
    /// Whether the shop sells what else counts a size: `LX2` is a code.
    pub(super) coded: bool,
}

impl<'a> Text<'a> {
    /// Cuts a text; what is longer than [`TEXT_BYTES_MAX`] is not read, nor a word that goes on there.
    pub(super) fn read(raw: &'a str) -> Self {
        let long = raw.len() > TEXT_BYTES_MAX;
        let raw = &raw[..raw.floor_char_boundary(TEXT_BYTES_MAX)];
        let mut text = Self {
            raw,
            folded: String::with_capacity(raw.len()),
            tokens: Vec::with_capacity(raw.len() / 4 + 2),
            tail: Gap::NONE,
            question: false,
            coded: false,
        };
        let mut gap = Gap::NONE;
        let mut inside = false;
        let mut bold_until = 0;
        for (at, c) in raw.char_indices() {
            match fold(c) {
                Folded::Nothing => {}
                Folded::Accent => text.mark_odd(inside),
                Folded::Between(_) if c == '*' && is_bold(raw, at, &mut bold_until) => {
                    gap = if inside {
                        Gap::OTHER
                    } else {
                        gap.with(Gap::OTHER)
                    };
                    inside = false;
                }
                Folded::Between(what) => {
                    text.question |= what.has(Gap::QUESTION);
                    gap = if inside { what } else { gap.with(what) };
                    inside = false;
                }
                part @ (Folded::Letter(_)
                | Folded::Accented(_)
                | Folded::Pair(..)
                | Folded::Digit(_)
                | Folded::Foreign(_)) => {
                    if !inside {
                        text.open(gap, c.is_uppercase());
                        inside = true;
                    }
                    text.push(part);
                    text.close(at + c.len_utf8());
                }
            }
        }
        text.tail = if inside { Gap::NONE } else { gap };
        if long && inside {
            text.tokens.pop();
        }
        text
    }

    fn open(&mut self, gap: Gap, capital: bool) {
        let start = offset(self.folded.len());
        self.tokens.push(Token {
            start,
            end: start,
            raw_end: 0,
            gap,
            shape: Shape::Letters,
            capital,
            odd: false,
        });
    }

    fn push(&mut self, part: Folded) {
        let (shape, odd) = match part {
            Folded::Letter(_) | Folded::Pair(..) => (Shape::Letters, false),
            Folded::Accented(_) | Folded::Foreign(_) => (Shape::Letters, true),
            Folded::Digit(_) => (Shape::Digits, false),
            Folded::Accent | Folded::Nothing | Folded::Between(_) => return,
        };
        if let Some(token) = self.tokens.last_mut() {
            let first = usize::from(token.start) == self.folded.len();
            if first {
                token.shape = shape;
            } else if token.shape != shape {
                token.shape = Shape::Mixed;
            }
            token.odd |= odd;
        }
        match part {
            Folded::Letter(b) | Folded::Accented(b) | Folded::Digit(b) => {
                self.folded.push(char::from(b));
            }
            Folded::Pair(a, b) => {
                self.folded.push(char::from(a));
                self.folded.push(char::from(b));
            }
            Folded::Foreign(c) => self.folded.push(c),
            Folded::Accent | Folded::Nothing | Folded::Between(_) => {}
        }
    }

    fn close(&mut self, raw_end: usize) {
        let end = offset(self.folded.len());
        if let Some(token) = self.tokens.last_mut() {
            token.end = end;
            token.raw_end = offset(raw_end);
        }
    }

    fn mark_odd(&mut self, inside: bool) {
        if let Some(token) = self.tokens.last_mut().filter(|_| inside) {
            token.odd = true;
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A word, if there are that many.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The folded letters and digits of a word; empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| {
            &self.folded[usize::from(token.start)..usize::from(token.end)]
        })
    }

    /// What stands before a word, or behind the last one.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(self.tail, |token| token.gap)
    }

    /// The shape of a word, if there is one.
    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    /// Whether a word is a number without accents or foreign letters.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Digits)
    }

    /// The value of a number; the highest `u32` when it is too large for one.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        self.is_number(at).then(|| value(self.word(at)))
    }

    /// Whether a number has a minus of its own: `-500` behind a space, which `- 500` and `A12-500` have not.
    pub(super) fn is_negative(&self, at: usize) -> bool {
        let gap = self.gap(at);
        if !gap.has(Gap::DASH) || gap.has(Gap::LINE) || at == 0 {
            return false;
        }
        let between = self.raw_after(at - 1);
        let end = between.find(char::is_alphanumeric);
        let mut marks = between[..end.unwrap_or(0)].chars().rev();
        matches!(marks.next(), Some('-' | '−' | '–')) && marks.next().is_some()
    }

    /// The text as written, after a word.
    pub(super) fn raw_after(&self, at: usize) -> &'a str {
        let end = self
            .tokens
            .get(at)
            .map_or(self.raw.len(), |t| usize::from(t.raw_end));
        &self.raw[end..]
    }

    /// How many letters and digits there are in all.
    pub(super) fn characters(&self) -> usize {
        self.folded.chars().count()
    }

    /// Whether a word is the `l` of `l'A12` or the `ll` of `I'll`.
    pub(super) fn is_elided(&self, at: usize) -> bool {
        let apostrophe = self.gap(at + 1) == Gap::APOSTROPHE || self.gap(at) == Gap::APOSTROPHE;
        apostrophe && self.shape(at) == Some(Shape::Letters) && self.word(at).len() <= 2
    }
}

/// Whether the star at `at` is one of the two around bold words (`*A12* 5000`), and no sign of times (`A12 *2`).
#[cold]
fn is_bold(raw: &str, at: usize, bold_until: &mut usize) -> bool {
    if at == *bold_until && at > 0 {
        return true;
    }
    let (before, rest) = (&raw[..at], &raw[at + 1..]);
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    if !apart(before.chars().next_back()) || rest.starts_with(char::is_whitespace) {
        return false;
    }
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let closes = |&(end, _): &(usize, &str)| {
        let spaced = line[..end].ends_with(char::is_whitespace);
        end > 0 && !spaced && apart(line[end + 1..].chars().next())
    };
    let Some((end, _)) = line.match_indices('*').find(closes) else {
        return false;
    };
    *bold_until = at + 1 + end;
    true
}

/// The value of ASCII digits; the highest `u32` when it is too large for one.
pub(super) fn value(digits: &str) -> u32 {
    digits.bytes().fold(0, |sum: u32, digit| {
        sum.saturating_mul(10)
            .saturating_add(u32::from(digit - b'0'))
    })
}

fn offset(at: usize) -> u16 {
    u16::try_from(at).expect("a text is cut at 8 KiB and folding never lengthens it")
}

const _: () = assert!(TEXT_BYTES_MAX < u16::MAX as usize);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    fn words(text: &str) -> Vec<String> {
        let text = Text::read(text);
        (0..text.len())
            .map(|at| String::from(text.word(at)))
            .collect()
    }

    #[test]
    fn words_are_cut_at_everything_that_is_no_letter_and_no_digit() {
        assert_eq!(
            words("#b 07, d’accord😍Arre\u{302}t!"),
            vec!["B", "07", "D", "ACCORD", "ARRET"]
        );
        assert_eq!(
            words("A\u{200d}1\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}"),
            vec!["A12"]
        );
    }

    #[test]
    fn a_message_as_long_as_whatsapp_allows_is_read_whole() {
        let longest = "é".repeat(4_096);
        assert_eq!(Text::read(&longest).word(0).len(), 4_096);
    }

    #[test]
    fn half_a_word_is_none() {
        let ends = |gap: usize, word: &str| {
            let text = format!("{}{word}", " ".repeat(TEXT_BYTES_MAX - gap));
            Text::read(&text).len()
        };
        assert_eq!(ends(3, "A123"), 0, "and not A12");
        assert_eq!(ends(4, "A123"), 1);
        assert_eq!(ends(4, "A123 B7"), 0, "which may go on");
        assert_eq!(ends(4, "A12 B7"), 1);
    }

    #[test]
    fn a_text_is_cut_on_a_character_and_offsets_stay_exact() {
        let long = "é ".repeat(TEXT_BYTES_MAX);
        assert_eq!(Text::read(&long).len(), TEXT_BYTES_MAX / 3);
        let text = Text::read("REFUSÉ vf-0012  photo floue ");
        assert_eq!(text.raw_after(2), "  photo floue ");
    }
}
