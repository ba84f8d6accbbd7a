//! A code: the letters and the number of a paper label, in one canonical form.

use crate::ascii;
use crate::limits::{CODE_DIGITS_MAX, CODE_LETTERS_MAX, SIZE_BYTES_MAX};
use core::cmp::Ordering;
use core::fmt;

/// The canonical form of a label: upper-case letters, then a number without leading zeros.
///
/// `B07`, `b 7` and `B-7` are one code. How the seller wrote it is kept apart, as the item's label.
///
/// ```
/// use snapsell_core::Code;
/// let code = Code::new("b", 7).unwrap();
/// assert_eq!(code.to_string(), "B7");
/// assert_eq!(Code::canonical("B07"), Some(code));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "alloc::string::String", into = "alloc::string::String")
)]
pub struct Code {
    letters: Letters,
    number: u16,
}

/// The letters of a code: the price category.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "alloc::string::String", into = "alloc::string::String")
)]
pub struct Letters([u8; CODE_LETTERS_MAX]);

impl Letters {
    /// One to four ASCII letters, taken in upper case; `None` for anything else.
    #[must_use]
    pub fn new(letters: &str) -> Option<Self> {
        ascii::pack(letters, u8::is_ascii_alphabetic).map(Self)
    }

    /// The letters as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        ascii::word(&self.0)
    }
}

impl Code {
    /// A code of these letters and this number (0 to 9999); `None` when either is out of bounds.
    #[must_use]
    pub fn new(letters: &str, number: u16) -> Option<Self> {
        if number > 9_999 {
            return None;
        }
        Letters::new(letters).map(|letters| Self { letters, number })
    }

    /// Reads a clean `LETTERS` + `DIGITS` text, in any case and with leading zeros; `None` otherwise.
    /// What people really type is read by the parser.
    #[must_use]
    pub fn canonical(text: &str) -> Option<Self> {
        let split = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(split);
        let digits = digits.trim_start_matches('0');
        if digits.len() > CODE_DIGITS_MAX || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        Self::new(letters, number)
    }

    /// The price category.
    #[must_use]
    pub const fn letters(&self) -> Letters {
        self.letters
    }

    /// The number on the label.
    #[must_use]
    pub const fn number(&self) -> u16 {
        self.number
    }
}

impl Code {
    /// A number that sorts like the code.
    pub(crate) fn as_number(self) -> u64 {
        // Four letters leave the lower half of the word to the number.
        self.letters.as_number() | u64::from(self.number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters.as_str(), self.number)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A size such as `M`, `XL`, `42` or `42.5`: up to six ASCII letters or digits, in upper case, and `.5` behind digits.
/// Empty for one-size items.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "alloc::string::String", into = "alloc::string::String")
)]
pub struct Size([u8; SIZE_BYTES_MAX]);

impl Size {
    /// No size: the item has only one.
    pub const ONE: Self = Self([0; SIZE_BYTES_MAX]);

    /// Reads a size; `None` when it is empty, too long or holds anything but ASCII letters and digits, or a half.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let halved = text.strip_suffix(".5").unwrap_or_default();
        if !halved.is_empty() && halved.bytes().all(|b| b.is_ascii_digit()) {
            return ascii::pack(text, |b| b.is_ascii_digit() || *b == b'.').map(Self);
        }
        ascii::pack(text, u8::is_ascii_alphanumeric).map(Self)
    }

    /// The same for whoever counts the Xs: `2XL` is `XXL`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        Self::new(match text {
            "2XL" => "XXL",
            "3XL" => "XXXL",
            "4XL" => "XXXXL",
            text => text,
        })
    }

    /// The size as text; empty for [`Size::ONE`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        ascii::word(&self.0)
    }

    /// The order in which sizes are told: XS, S, M, L, XL, then numbers by value, then the rest by letter.
    #[must_use]
    pub fn natural(self) -> impl Ord {
        const LETTERS: [&str; 10] = [
            "XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "XXXXL",
        ];
        let text = self.as_str();
        let letters = LETTERS.iter().position(|known| *known == text);
        let whole = text.strip_suffix(".5");
        match (letters, whole.unwrap_or(text).parse()) {
            _ if text.is_empty() => (0, 0, false, self),
            (Some(rank), _) => (1, rank, false, self),
            (None, Ok(number)) => (2, number, whole.is_some(), self),
            (None, Err(_)) => (3, 0, false, self),
        }
    }

    /// Whether there is only one size.
    #[must_use]
    pub fn is_one(&self) -> bool {
        *self == Self::ONE
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is not a code, a category or a size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not well formed")]
pub struct Malformed(pub alloc::string::String);

/// Alphabetical order, a word at a time: these are the keys of the largest index.
macro_rules! ordered_as_number {
    ($name:ident) => {
        impl $name {
            /// A number that sorts like the word.
            pub(crate) fn as_number(self) -> u64 {
                ascii::number(self.0)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.as_number().cmp(&other.as_number())
            }
        }
    };
}

ordered_as_number!(Letters);
ordered_as_number!(Size);

macro_rules! through_text {
    ($name:ident, $parse:expr) => {
        impl TryFrom<alloc::string::String> for $name {
            type Error = Malformed;

            fn try_from(text: alloc::string::String) -> Result<Self, Malformed> {
                let parse: fn(&str) -> Option<Self> = $parse;
                parse(&text).ok_or(Malformed(text))
            }
        }

        impl From<$name> for alloc::string::String {
            fn from(value: $name) -> Self {
                alloc::string::ToString::to_string(&value)
            }
        }
    };
}

through_text!(Code, Code::canonical);
through_text!(Letters, Letters::new);
through_text!(Size, |text| if text.is_empty() {
    Some(Size::ONE)
} else {
    Size::new(text)
});

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn leading_zeros_and_case_do_not_make_another_code() {
        assert_eq!(Code::canonical("b007"), Code::new("B", 7));
        assert_eq!(
            Code::canonical("ROBE12").map(|c| c.to_string()).as_deref(),
            Some("ROBE12")
        );
    }

    #[test]
    fn whoever_counts_the_xs_means_the_same_size() {
        for (typed, size) in [
            ("2XL", "XXL"),
            ("3XL", "XXXL"),
            ("4XL", "XXXXL"),
            ("M", "M"),
        ] {
            assert_eq!(Size::spelled(typed), Size::new(size), "{typed}");
        }
        assert_eq!(Size::spelled(""), None);
    }

    #[test]
    fn sizes_are_told_from_small_to_large() {
        let mut sizes = [
            "L", "TU", "100", "7", "XS", "6.5", "42", "XXL", "S", "6", "M", "XL",
        ]
        .map(|size| Size::new(size).expect("a size"));
        sizes.sort_by_key(|size| size.natural());
        let told = sizes.map(|size| size.to_string()).join(" ");
        assert_eq!(told, "XS S M L XL XXL 6 6.5 7 42 100 TU");
    }

    #[test]
    fn what_is_not_letters_then_digits_is_no_code() {
        for text in [
            "", "A", "12", "A12A", "ABCDE1", "A12345", "É1", "A-1", "A0+1",
        ] {
            assert_eq!(Code::canonical(text), None, "{text}");
        }
    }
}
