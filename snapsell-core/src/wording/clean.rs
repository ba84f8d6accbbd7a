//! Words that people typed, made safe to stand inside our own: one line, no tricks, bounded.

use crate::hidden::is_hidden;
use alloc::string::String;

/// Characters of a name that are shown.
pub(super) const NAME_CHARS_MAX: usize = 40;
/// Characters of a shop's name that are shown.
pub(super) const SHOP_CHARS_MAX: usize = 60;
/// Characters of an address, a reason or a way to pay that are shown.
pub(super) const NOTE_CHARS_MAX: usize = 240;
/// Characters of what somebody typed as a code that are shown.
pub(super) const TYPED_CHARS_MAX: usize = 24;

/// `text` on one line, without control and direction characters, at most `most` characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(most * 4));
    let mut count = 0;
    for c in text.trim().chars().filter(|&c| !is_hidden(c)) {
        let c = if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        };
        if c == ' ' && (clean.is_empty() || clean.ends_with(' ')) {
            continue;
        }
        if count == most {
            clean.pop();
            clean.truncate(clean.trim_end().len());
            clean.push('…');
            return clean;
        }
        clean.push(c);
        count += 1;
    }
    clean.truncate(clean.trim_end().len());
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_the_line_or_turn_the_text_around() {
        assert_eq!(clean("  Awa\r\n\tOUI \u{202e}AWA\u{0} ", 40), "Awa OUI AWA");
        assert_eq!(clean("\u{2066}\u{200b}\u{feff}", 40), "");
        assert_eq!(clean("أوا", 40), "أوا");
    }

    #[test]
    fn a_long_text_is_cut_with_a_mark() {
        assert_eq!(clean("abcdef", 4), "abc…");
        assert_eq!(clean("abcd", 4), "abcd");
        assert_eq!(clean("ab  cd", 4), "ab…");
        assert_eq!(clean("ab   ", 2), "ab");
    }
}
