//! One character, folded: case, accents, exotic digits and invisible marks make no difference.

use super::gap::Gap;

/// What a character counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folded {
    /// An upper-case ASCII letter.
    Letter(u8),
    /// A letter that carried an accent.
    Accented(u8),
    /// A letter written as two.
    Pair(u8, u8),
    /// An ASCII digit.
    Digit(u8),
    /// A letter or digit of another script.
    Foreign(char),
    /// A combining accent: it belongs to the letter before it.
    Accent,
    /// Invisible.
    Nothing,
    /// Not part of a word.
    Between(Gap),
}

/// The base letters of U+00C0 to U+017F.
const LATIN: &[u8; 192] = b"AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTSAAAAAAACEEEEIIIIDNOOOOOXOUUUUYTY\
    AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL\
    LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

/// Folds one character.
pub(super) fn fold(c: char) -> Folded {
    match c {
        'a'..='z' | 'A'..='Z' => Folded::Letter((c as u8).to_ascii_uppercase()),
        '0'..='9' => Folded::Digit(c as u8),
        ' '..='~' | '\t' | '\n' | '\r' => Folded::Between(ascii_gap(c)),
        'Æ' | 'æ' => Folded::Pair(b'A', b'E'),
        'Œ' | 'œ' => Folded::Pair(b'O', b'E'),
        'ß' => Folded::Pair(b'S', b'S'),
        '×' | '÷' => Folded::Between(Gap::STAR),
        '\u{c0}'..='\u{17f}' => Folded::Accented(LATIN[c as usize - 0xc0]),
        '\u{300}'..='\u{36f}' => Folded::Accent,
        '\u{64b}'..='\u{65f}' => Folded::Nothing,
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{ff01}'..='\u{ff5e}' => full_width(c),
        _ if is_invisible(c) => Folded::Nothing,
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{303f}' | '\u{1d400}'..='\u{1faff}' => symbol(c),
        _ if c.is_alphanumeric() => Folded::Foreign(c),
        '،' | '؛' => Folded::Between(Gap::COMMA),
        '؟' => Folded::Between(Gap::QUESTION),
        _ => Folded::Between(Gap::OTHER),
    }
}

/// The digit of a decimal block that starts at `zero`.
fn digit(c: char, zero: u32) -> Folded {
    let value = (c as u32 - zero) % 10;
    Folded::Digit(b'0' + value as u8)
}

/// The letter of an alphabet that starts at `first`; alphabets may repeat.
fn letter(c: char, first: u32) -> Folded {
    let value = (c as u32 - first) % 26;
    Folded::Letter(b'A' + value as u8)
}

/// U+FF01 to U+FF5E repeat the visible ASCII characters.
fn full_width(c: char) -> Folded {
    char::from_u32(c as u32 - 0xfee0).map_or(Folded::Nothing, fold)
}

/// Zero-width, bidirectional and variation marks, keycaps' frames, tags, controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e01ef}')
}

/// Letters and digits in circles, squares and fancy alphabets; punctuation; emoji.
fn symbol(c: char) -> Folded {
    match c {
        '\u{24b6}'..='\u{24e9}' => letter(c, 0x24b6),
        '\u{2460}'..='\u{2468}' => digit(c, 0x245f),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => digit(c, 0x2070),
        '\u{b9}' => Folded::Digit(b'1'),
        '\u{b2}' | '\u{b3}' => digit(c, 0xb0),
        '\u{2080}'..='\u{2089}' => digit(c, 0x2080),
        '\u{1d400}'..='\u{1d6a3}' => letter(c, 0x1d400),
        '\u{1d7ce}'..='\u{1d7ff}' => digit(c, 0x1d7ce),
        '\u{1f130}'..='\u{1f149}' => letter(c, 0x1f130),
        '\u{1f150}'..='\u{1f169}' => letter(c, 0x1f150),
        '\u{1f170}'..='\u{1f189}' => letter(c, 0x1f170),
        _ => Folded::Between(wide_gap(c)),
    }
}

/// ASCII punctuation and space.
fn ascii_gap(c: char) -> Gap {
    match c {
        ' ' | '\t' => Gap::SPACE,
        '\n' | '\r' => Gap::LINE,
        ',' | ';' => Gap::COMMA,
        '.' => Gap::DOT,
        ':' | '=' => Gap::COLON,
        '-' | '_' => Gap::DASH,
        '+' => Gap::PLUS,
        '#' => Gap::HASH,
        '*' => Gap::STAR,
        '/' | '\\' => Gap::SLASH,
        '\'' | '`' => Gap::APOSTROPHE,
        '?' => Gap::QUESTION,
        '$' => Gap::MONEY,
        '(' | ')' => Gap::PAREN,
        '%' => Gap::PERCENT,
        _ => Gap::OTHER,
    }
}

/// The punctuation of phones and of other keyboards.
fn wide_gap(c: char) -> Gap {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Gap::SPACE,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Gap::LINE,
        '、' => Gap::COMMA,
        '\u{2010}'..='\u{2015}' | '−' => Gap::DASH,
        '➕' => Gap::PLUS,
        '✕' | '✖' => Gap::STAR,
        '‘' | '’' | '´' => Gap::APOSTROPHE,
        '❓' | '❔' | '¿' => Gap::QUESTION,
        '€' | '£' => Gap::MONEY,
        _ => Gap::OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_the_same_in_every_costume() {
        for c in ['b', 'B', 'Ｂ', 'ｂ', 'Ⓑ', 'ⓑ', '🄱', '🅑', '🅱', '𝐁', '𝒃'] {
            assert_eq!(fold(c), Folded::Letter(b'B'), "{c}");
        }
        assert_eq!(fold('é'), Folded::Accented(b'E'));
        assert_eq!(fold('Ž'), Folded::Accented(b'Z'));
        assert_eq!(fold('œ'), Folded::Pair(b'O', b'E'));
        assert_eq!(fold('æ'), Folded::Pair(b'A', b'E'));
        assert_eq!(fold('ß'), Folded::Pair(b'S', b'S'));
    }

    #[test]
    fn a_digit_is_the_same_in_every_costume() {
        for c in ['7', '７', '٧', '۷', '⑦', '⁷', '₇', '𝟕', '𝟽'] {
            assert_eq!(fold(c), Folded::Digit(b'7'), "{c}");
        }
        for (c, d) in [
            ('¹', b'1'),
            ('²', b'2'),
            ('³', b'3'),
            ('①', b'1'),
            ('𝟶', b'0'),
        ] {
            assert_eq!(fold(c), Folded::Digit(d), "{c}");
        }
    }

    #[test]
    fn invisible_characters_are_nothing() {
        for c in [
            '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{fe0f}', '\u{20e3}', '\u{feff}',
            '\0', '\u{64b}',
        ] {
            assert_eq!(fold(c), Folded::Nothing, "{c:?}");
        }
    }

    #[test]
    fn a_mark_is_the_same_on_every_keyboard() {
        for (marks, gap) in [
            (" \t\u{a0}\u{2009}\u{3000}", Gap::SPACE),
            ("\n\r\u{85}\u{2028}\u{2029}", Gap::LINE),
            (",;،؛、", Gap::COMMA),
            ("-_‐–—−", Gap::DASH),
            ("+➕", Gap::PLUS),
            ("*×÷✕✖", Gap::STAR),
            ("/\\", Gap::SLASH),
            ("'`‘’´", Gap::APOSTROPHE),
            ("?؟❓❔¿", Gap::QUESTION),
            ("$€£", Gap::MONEY),
        ] {
            for c in marks.chars() {
                assert_eq!(fold(c), Folded::Between(gap), "{c:?}");
            }
        }
    }

    #[test]
    fn emoji_stand_between_words_and_other_scripts_are_words() {
        assert_eq!(fold('😍'), Folded::Between(Gap::OTHER));
        assert_eq!(fold('\u{a0}'), Folded::Between(Gap::SPACE));
        assert_eq!(fold('ش'), Folded::Foreign('ش'));
    }
}
