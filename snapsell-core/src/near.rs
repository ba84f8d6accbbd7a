//! Codes that somebody may have meant: one slip of the finger or one look-alike away.
//!
//! The search starts from what was typed and looks a bounded number of codes up, so it costs the same in a shop of
//! two items and of two million.

use crate::code::{Code, Size};
use crate::limits::CODE_LETTERS_MAX;
use alloc::string::ToString;
use alloc::vec::Vec;

/// Codes suggested at most.
pub const SUGGESTIONS_MAX: usize = 3;
/// Longest text looked at, in characters.
const TYPED_MAX: usize = 12;
/// Letters and digits that people confuse.
const ALIKE: [&[u8]; 4] = [b"0O", b"1IL", b"5S", b"8B"];
const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// How far `code` (in canonical form) is from what was typed: 0 the same, 1 look-alikes or its two halves swapped,
/// 2 a character too many, missing or swapped with its neighbour, 3 another character. `None` when it is farther.
///
/// ```
/// use snapsell_core::near::distance;
/// assert_eq!(distance("A1O", "A10"), Some(1));
/// assert_eq!(distance("A12A", "A12"), Some(2));
/// assert_eq!(distance("A12", "B07"), None);
/// ```
#[must_use]
pub fn distance(typed: &str, code: &str) -> Option<u8> {
    let typed = Typed::read(typed)?;
    let code = Code::canonical(code)?;
    let letters = code.letters();
    let text = code.to_string();
    let (head, tail) = (
        letters.as_str().as_bytes(),
        &text.as_bytes()[letters.as_str().len()..],
    );
    // A label may show zeros that the canonical code has not: `B07`, `B007`.
    let mut label = Vec::with_capacity(TYPED_MAX + 2);
    let zeros = (typed.0.len() + 1).saturating_sub(text.len());
    let ranks = (0..=zeros).filter_map(|zeros| {
        label.clear();
        label.extend_from_slice(head);
        label.resize(head.len() + zeros, b'0');
        label.extend_from_slice(tail);
        typed.rank(&label)
    });
    ranks.min()
}

/// The codes nearest to what was typed among those for which `alive` holds, best first, at most
/// [`SUGGESTIONS_MAX`]; what was typed itself leaves no doubt, and stands alone. `alive` is asked fewer than two thousand times.
///
/// ```
/// use snapsell_core::{Code, near::near};
/// let alive = |code: Code| code.to_string() == "A12";
/// assert_eq!(near("A12A", alive), [Code::canonical("A12").unwrap()]);
/// ```
#[must_use]
pub fn near(typed: &str, mut alive: impl FnMut(Code) -> bool) -> Vec<Code> {
    let mut found: Vec<(u8, Code)> = Vec::new();
    if let Some(typed) = Typed::read(typed) {
        typed.around(|code, rank| {
            let known = found.iter_mut().find(|(_, known)| *known == code);
            if let Some((best, _)) = known {
                *best = rank.min(*best);
            } else if alive(code) {
                found.push((rank, code));
            }
        });
    }
    found.sort_unstable();
    let same = found.first().is_some_and(|&(rank, _)| rank == 0);
    found.truncate(if same { 1 } else { SUGGESTIONS_MAX });
    found.into_iter().map(|(_, code)| code).collect()
}

/// A code with the size that was typed right behind it: `S71M`, `S71T38`. Whether there is such an item is not asked.
///
/// ```
/// use snapsell_core::{Code, Size, near::glued};
/// assert_eq!(glued("S71M"), Code::canonical("S71").zip(Size::new("M")));
/// assert_eq!(glued("S71"), None);
/// ```
#[must_use]
pub fn glued(typed: &str) -> Option<(Code, Size)> {
    let letters = typed.find(|c: char| c.is_ascii_digit())?;
    let digits = typed[letters..].find(|c: char| !c.is_ascii_digit())?;
    let (code, size) = typed.split_at(letters + digits);
    let number = size
        .strip_prefix('T')
        .filter(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    Code::canonical(code).zip(Size::new(number.unwrap_or(size)))
}

/// What was typed: a few upper-case letters and digits.
struct Typed(Vec<u8>);

impl Typed {
    fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let fits = (1..=TYPED_MAX).contains(&bytes.len());
        (fits && bytes.iter().all(u8::is_ascii_alphanumeric))
            .then(|| Self(bytes.to_ascii_uppercase()))
    }

    /// The rank of one spelling.
    fn rank(&self, label: &[u8]) -> Option<u8> {
        let typed = self.0.as_slice();
        if typed == label {
            return Some(0);
        }
        let digits = typed.iter().take_while(|b| b.is_ascii_digit()).count();
        let pairs = || typed.iter().zip(label);
        let same_length = typed.len() == label.len();
        if same_length && pairs().all(|(&a, &b)| look_alike(a, b)) {
            return Some(1);
        }
        if same_length && typed[digits..].iter().chain(&typed[..digits]).eq(label) {
            return Some(1);
        }
        let start = pairs().take_while(|(a, b)| a == b).count();
        let (ours, theirs) = (&typed[start..], &label[start..]);
        match (ours, theirs) {
            ([_, ours @ ..], theirs) if ours == theirs => Some(2),
            (ours, [_, theirs @ ..]) if ours == theirs => Some(2),
            ([a, b, ours @ ..], [c, d, theirs @ ..]) if (a, b, ours) == (d, c, theirs) => Some(2),
            ([_, ours @ ..], [_, theirs @ ..]) if ours == theirs => Some(3),
            _ => None,
        }
    }

    /// Names every code near it, some of them more than once.
    fn around(&self, mut name: impl FnMut(Code, u8)) {
        let mut offer = |bytes: &[u8], rank| {
            let text = core::str::from_utf8(bytes).expect("letters and digits are ASCII");
            if let Some(code) = Code::canonical(text) {
                name(code, rank);
            }
        };
        offer(&self.0, 0);
        self.look_alikes(&mut offer);
        self.halves(&mut offer);
        let mut text = self.0.clone();
        for at in 1..text.len() {
            text.swap(at - 1, at);
            offer(&text, 2);
            text.swap(at - 1, at);
        }
        for at in 0..text.len() {
            let removed = text.remove(at);
            offer(&text, 2);
            text.insert(at, removed);
        }
        for at in 0..=text.len() {
            text.insert(at, b'0');
            for &letter in ALPHABET {
                text[at] = letter;
                offer(&text, 2);
            }
            text.remove(at);
        }
        for at in 0..text.len() {
            let typed = text[at];
            for &letter in ALPHABET {
                text[at] = letter;
                offer(&text, 3);
            }
            text[at] = typed;
        }
    }

    /// Every code that looks the same: its first one to four characters read as letters, the rest as digits.
    fn look_alikes(&self, offer: &mut impl FnMut(&[u8], u8)) {
        for letters in 1..=CODE_LETTERS_MAX.min(self.0.len() - 1) {
            let mut text = self.0.clone();
            for digit in &mut text[letters..] {
                *digit = alike(*digit, |b| b.is_ascii_digit())
                    .next()
                    .unwrap_or(*digit);
            }
            choose_letters(&mut text, 0, letters, offer);
        }
    }

    /// `12A` for `A12`.
    fn halves(&self, offer: &mut impl FnMut(&[u8], u8)) {
        let digits = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let mut text = self.0.clone();
        text.rotate_left(digits);
        offer(&text, 1);
    }
}

/// Tries each way to read the characters from `at` to `end` as letters; at most two ways for each.
fn choose_letters(text: &mut Vec<u8>, at: usize, end: usize, offer: &mut impl FnMut(&[u8], u8)) {
    if at == end {
        return offer(text, 1);
    }
    let typed = text[at];
    for letter in alike(typed, |b| b.is_ascii_alphabetic()) {
        text[at] = letter;
        choose_letters(text, at + 1, end, offer);
    }
    text[at] = typed;
}

/// Whether two characters are one, or of one class.
fn look_alike(a: u8, b: u8) -> bool {
    a == b
        || ALIKE
            .iter()
            .any(|class| class.contains(&a) && class.contains(&b))
}

/// The characters of the wanted kind that look like this one, itself included.
fn alike(typed: u8, wanted: fn(&u8) -> bool) -> impl Iterator<Item = u8> {
    let class = ALIKE.into_iter().find(|class| class.contains(&typed));
    let own = (class.is_none() && wanted(&typed)).then_some(typed);
    class
        .into_iter()
        .flatten()
        .copied()
        .filter(wanted)
        .chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use proptest::prelude::*;

    /// The best rank at which the search names this code.
    fn searched(typed: &str, code: Code) -> Option<u8> {
        let mut best = None;
        if let Some(typed) = Typed::read(typed) {
            typed.around(|other, rank| {
                if other == code {
                    best = Some(best.map_or(rank, |known: u8| known.min(rank)));
                }
            });
        }
        best
    }

    fn check(typed: &str, code: &str, expected: Option<u8>) {
        assert_eq!(distance(typed, code), expected, "{typed} and {code}");
        let code = Code::canonical(code).unwrap();
        assert_eq!(searched(typed, code), expected, "{typed} and {code}");
    }

    #[test]
    fn look_alikes_are_nearest_however_many() {
        for (typed, code) in [
            ("A1O", "A10"),
            ("AI2", "A12"),
            ("Al2", "A12"),
            ("5O1", "S1"),
            ("SOI", "S1"),
            ("BO7", "B7"),
            ("8O7", "B7"),
            ("LI2", "I12"),
            ("12A", "A12"),
        ] {
            check(typed, code, Some(1));
        }
    }

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        check("A12", "A12", Some(0));
        check("É12", "E12", None);
        for typed in ["A12A", "AA12", "A112", "A21", "1A2", "A1", "12", "B07A"] {
            let code = if typed == "B07A" { "B7" } else { "A12" };
            check(typed, code, Some(2));
        }
        check("A0", "A1", Some(2));
        check("B12", "A12", Some(3));
        check("A13", "A12", Some(3));
        for typed in ["B13", "A12AA", "C", "", "AAAAAAAAAAAAAAAA"] {
            check(typed, "A12", None);
        }
    }

    #[test]
    fn only_living_codes_are_suggested_best_first_and_at_most_three() {
        let alive =
            |code: Code| ["A10", "A1", "A19", "A18", "C7"].contains(&code.to_string().as_str());
        let shown: Vec<String> = near("A1O", alive).iter().map(Code::to_string).collect();
        assert_eq!(shown, ["A10", "A1", "A18"]);
        assert!(near("A1O", |_| false).is_empty());
        let shown: Vec<String> = near("A10", alive).iter().map(Code::to_string).collect();
        assert_eq!(shown, ["A10"]);
    }

    #[test]
    fn a_size_may_stand_right_behind_its_code() {
        for (typed, code, size) in [
            ("S71M", "S71", "M"),
            ("S071XL", "S71", "XL"),
            ("S71T38", "S71", "38"),
            ("S71TU", "S71", "TU"),
            ("S71T", "S71", "T"),
        ] {
            let both = Code::canonical(code).zip(Size::new(size));
            assert_eq!(glued(typed), both, "{typed}");
        }
        for typed in ["", "S", "71", "S71", "71M", "ABCDE1M", "S71É", "S71ABCDEFG"] {
            assert_eq!(glued(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_search_and_the_distance_agree_on_the_rank(code in "[A-Z]{1,4}[0-9]{1,4}", edits in prop::collection::vec((0_usize..9, "[A-Z0-9]?"), 0..3)) {
            let code = Code::canonical(&code).unwrap();
            let mut typed = code.to_string();
            for (at, text) in edits {
                let at = at % typed.len();
                typed.replace_range(at..=at, &text);
                if typed.is_empty() {
                    typed.push('A');
                }
            }
            prop_assert_eq!(distance(&typed, &code.to_string()), searched(&typed, code), "{} for {}", typed, code);
        }

        #[test]
        fn the_search_finds_what_the_distance_says_and_asks_little(typed in "[A-Z0-9]{0,13}", code in "[A-C]{1,2}[0-9]{1,3}") {
            let code = Code::canonical(&code).unwrap();
            let mut asked = 0;
            let found = near(&typed, |other| {
                asked += 1;
                other == code
            });
            prop_assert_eq!(!found.is_empty(), distance(&typed, &code.to_string()).is_some());
            prop_assert!(asked < 2_000, "{}", asked);
        }
    }
}
