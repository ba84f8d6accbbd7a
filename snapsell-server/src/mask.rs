//! A phone number printed so that people can tell two apart and nobody can call either.

use std::fmt;

/// Prints a phone number as `+225 ** ** ** 42`: the first three digits and the last two.
///
/// A leading `whatsapp:` is dropped. Anything too short or without digits prints as `**`, so the
/// wrapper is safe around any text.
///
/// ```
/// use snapsell_server::mask::Masked;
/// assert_eq!(Masked("whatsapp:+2250700000042").to_string(), "+225 ** ** ** 42");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Masked<'a>(pub &'a str);

/// Below this many digits the shown ones would be most of the number.
const DIGITS_MIN: usize = 8;

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.strip_prefix("whatsapp:").unwrap_or(self.0);
        let digits = number.strip_prefix('+').unwrap_or(number);
        if digits.len() < DIGITS_MIN || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return f.write_str("**");
        }
        let (first, last) = (&digits[..3], &digits[digits.len() - 2..]);
        write!(f, "+{first} ** ** ** {last}")
    }
}

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_a_number_are_shown() {
        assert_eq!(Masked("+33612345678").to_string(), "+336 ** ** ** 78");
        assert_eq!(format!("{:?}", Masked("33612345678")), "+336 ** ** ** 78");
    }

    #[test]
    fn what_is_not_a_number_is_hidden_whole() {
        for text in [
            "",
            "+",
            "+1234567",
            "Awa Koné",
            "+33 6 12 34 56 78",
            "whatsapp:",
        ] {
            assert_eq!(Masked(text).to_string(), "**", "{text}");
        }
    }
}
