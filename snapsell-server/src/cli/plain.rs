//! What people wrote, made safe for a terminal: no sign of theirs moves the cursor or turns the line around.

use crate::console::is_seen;

/// Words of somebody else on one line, without what cannot be seen.
pub(super) fn plain(words: &str) -> String {
    let spaced = words.chars().map(|letter| match letter.is_whitespace() {
        true => ' ',
        false => letter,
    });
    spaced.filter(|letter| is_seen(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_hers_moves_the_cursor() {
        assert_eq!(plain("A12\n\u{1b}[2Jsvp\u{202e}"), "A12 [2Jsvp");
    }
}
