//! Sizes without a code, as a customer answers who was asked for one.

use super::grammar::Form;
use super::measure::REGIONAL_SIZE_MAX;
use super::text::Text;
use super::words::{Ask, Word, word};
use crate::code::Size;
use alloc::vec::Vec;

/// The sizes of a text that names sizes and nothing else, each once; `None` when it says or asks anything more.
pub(super) fn alone(raw: &str) -> Option<Vec<(Size, Option<u32>)>> {
    let text = Text::read(raw);
    let mut sizes = Vec::new();
    let mut at = 0;
    while at < text.len() {
        at += read(&text, at, &mut sizes)?;
    }
    (!text.question).then_some(sizes)
}

/// The sizes of such a text that agrees: `oui M`, `ok la M merci`.
pub(super) fn agreed(raw: &str) -> Option<Vec<(Size, Option<u32>)>> {
    let text = Text::read(raw);
    let agrees = |at: usize| {
        matches!(
            word(text.word(at)),
            Some(Word::Ask(Ask::Confirm) | Word::Firm(Ask::Confirm) | Word::Hint(Ask::Confirm))
        )
    };
    alone(raw).filter(|_| (0..text.len()).any(agrees))
}

/// Reads what starts at a word; how many words it took.
fn read(text: &Text<'_>, at: usize, sizes: &mut Vec<(Size, Option<u32>)>) -> Option<usize> {
    if let Some(words) = text.courtesy(at) {
        return Some(words);
    }
    if let Some((size, words)) = text
        .size(at)
        .or_else(|| text.numbered_size(at, REGIONAL_SIZE_MAX))
        .or_else(|| text.size_in_words(at))
    {
        if sizes.iter().all(|&(known, _)| known != size) {
            sizes.push((size, None));
        }
        return Some(words);
    }
    if let Some((units, words, Form::After)) = text.quantity(at) {
        let (_, quantity) = sizes.last_mut()?;
        *quantity = Some(units);
        return Some(words);
    }
    let silent = matches!(
        word(text.word(at)),
        Some(
            Word::Filler
                | Word::Greeting
                | Word::Thanks
                | Word::Wish
                | Word::Ask(Ask::Confirm)
                | Word::Firm(Ask::Confirm)
                | Word::Hint(Ask::Confirm)
        )
    );
    (silent || text.is_elided(at)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;

    #[test]
    fn a_size_alone_agrees_to_nothing() {
        for text in ["oui M", "ok, la M merci", "je confirme la M", "yes 38"] {
            assert!(
                agreed(text).is_some_and(|sizes| sizes.len() == 1),
                "{text:?}"
            );
        }
        for text in ["M", "la M svp", "non M", "oui M ?", "oui m'dame"] {
            assert_eq!(agreed(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_text_of_sizes_says_nothing_else() {
        for (text, named) in [
            ("M", "M"),
            ("m", "M"),
            ("la M", "M"),
            ("la M svp", "M"),
            ("taille M", "M"),
            ("Taille : M", "M"),
            ("en M", "M"),
            ("oui M", "M"),
            ("ok, la M s'il vous plaît !", "M"),
            ("M s il vous plait", "M"),
            ("je prends la M", "M"),
            ("J'aimerais le L", "L"),
            ("size 42 please", "42"),
            ("38", "38"),
            ("12", "12"),
            ("42.5", "42.5"),
            ("UK 6", "6"),
            ("a UK 6.5 please", "6.5"),
            ("EU38", "38"),
            ("le 38", "38"),
            ("T38", "38"),
            ("medium please", "M"),
            ("size large", "L"),
            ("2XL", "XXL"),
            ("M et L", "M, L"),
            ("M x2", "M x2"),
            ("M x2, L", "M x2, L"),
            ("M, M", "M"),
            ("bonsoir", ""),
            ("", ""),
        ] {
            let sizes = alone(text).expect("nothing but sizes");
            let shown = sizes.iter().map(|(size, quantity)| match quantity {
                Some(units) => format!("{size} x{units}"),
                None => format!("{size}"),
            });
            assert_eq!(shown.collect::<Vec<String>>().join(", "), named, "{text:?}");
        }
        for text in [
            "M ?",
            "oui M ?",
            "pas M",
            "non M",
            "annuler M",
            "S01 M",
            "A12",
            "x2",
            "2x M",
            "1",
            "12 rue M",
            "M ou L",
            "je m'appelle M",
            "S 01",
            "VF-0001",
            "99",
            "١٢٣٤",
        ] {
            assert_eq!(alone(text), None, "{text:?}");
        }
    }
}
