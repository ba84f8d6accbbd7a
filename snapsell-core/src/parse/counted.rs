//! Claims counted in plain words, as a customer may say them again who is asked for her address.

use super::scan::Scan;
use super::text::Text;
use super::words::Ask;
use crate::intent::Claim;
use alloc::vec::Vec;

/// The claims of a text in which every word is known and every number may count one of them.
pub(super) fn claims(raw: &str) -> Option<(Vec<Claim>, u32)> {
    let text = Text::read(raw);
    let mut scan = Scan::of(&text);
    let known = scan.foreign() + scan.orders == 0 && scan.counts == scan.numbers;
    let wants = match scan.ask() {
        None | Some(Ask::Confirm | Ask::Basket | Ask::Cancel) => !scan.calls_off(true),
        Some(Ask::Why | Ask::Stop | Ask::Resume | Ask::Help | Ask::Proof | Ask::Speak(_)) => false,
    };
    if !known || !wants || scan.negated {
        return None;
    }
    let (claims, skipped) = core::mem::take(&mut scan.claims).finish(true);
    let bare = claims.iter().filter(|claim| claim.quantity.is_none());
    let counted = (1..=bare.count()).contains(&(scan.numbers as usize));
    counted.then_some((claims, skipped))
}

#[cfg(test)]
mod tests {
    use super::super::customer_tests::{show, show_claims};
    use super::super::{Expect, counted_claims, parse_customer};

    const ADDRESS: Expect = Expect {
        address: true,
        choice: false,
    };

    #[test]
    fn what_is_counted_in_plain_words_can_be_no_address() {
        for (text, claimed) in [
            ("je veux 2 S70", "S70 (2)"),
            ("2 S01", "S1 (2)"),
            ("S01 3", "S1 (3)"),
            ("S01 50", "S1 (50)"),
            ("deux S01", "S1 (2)"),
            ("four S01 please", "S1 (4)"),
            ("S01 trois svp", "S1 (3)"),
            ("S01 2 pièces", "S1 (2)"),
            ("2 pièces de S01 !", "S1 (2)"),
            ("je veux 2 S70, merci", "S70 (2)"),
            ("2 S70 s il vous plait", "S70 (2)"),
            ("je commande 2 S70", "S70 (2)"),
            ("S70 j'en veux 2.", "S70 (2)"),
            ("oui 2 S70", "S70 (2)"),
            ("non je veux 2 S70", "S70 (2)"),
            ("2 S70 et 3 S01", "S70 (2), S1 (3)"),
            ("S01 M 2", "S1/M (2)"),
            ("2 A12A", "?A12A"),
        ] {
            let read = counted_claims(text).map(|(claims, _)| show_claims(&claims));
            assert_eq!(read.as_deref(), Some(claimed), "{text:?}");
            assert_eq!(show(&parse_customer(text, ADDRESS)), "Address", "{text:?}");
        }
        for text in [
            "",
            "2",
            "deux",
            "rue 2 S70",
            "S01 12 8",
            "2 S01 deux",
            "S01 x2 3",
            "S01 0",
            "S01 51",
            "A12, 3",
            "A12\n3",
            "3, A12",
            "A12 numéro 3",
            "A12 - 3",
            "12 rue des Fleurs, bâtiment A12",
            "Cocody Angré, rue L12, villa 8",
            "adresse : 2 S01",
            "2 S70 9XK210000000",
            "2 S70 x3",
            "2 S70 VF-0001",
            "stop 2 S70",
            "non 2 S70",
            "ok annuler 2 S70 je veux",
            "je veux plus 2 S70",
        ] {
            assert_eq!(counted_claims(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_bare_number_may_count_what_it_stands_beside() {
        for (text, claimed) in [
            ("A12 M 2", "A12/M (2)"),
            ("deux A12 et B7", "A12 (2), B7"),
            ("2 A12, 3 B7", "A12 (2), B7 (3)"),
            ("A12 2 B7 3", "A12 (2), B7 (3)"),
            ("A12 et 2 B7", "A12, B7 (2)"),
            ("A12 j'en veux 2", "A12 (2)"),
            ("A12 1", "A12 (1)"),
            ("A12 : 2", "A12 (2)"),
            ("A12=2, B7 (3)", "A12 (2), B7 (3)"),
            ("2 A12 x3", "A12 x3"),
            ("A12 2 A12 x3", "A12 x3"),
            ("A12 numéro 3", "A12"),
            ("A12 5000", "A12"),
            ("A12 60", "A12"),
            ("A12 5 €", "A12"),
            ("rue 2 A12", "A12"),
        ] {
            let read = parse_customer(text, Expect::default());
            assert_eq!(show(&read), claimed, "{text:?}");
        }
    }
}
