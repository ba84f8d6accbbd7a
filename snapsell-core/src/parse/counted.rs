//! Claims counted in plain words, as a customer may say them again who is asked for her address.

use super::customer::only_talks;
use super::scan::Scan;
use super::text::Text;
use super::words::Ask;
use crate::intent::Claim;
use alloc::vec::Vec;

/// What she claims, and what she says beside it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// In the order written.
    pub(crate) claims: Vec<Claim>,
    /// How many more codes the text held.
    pub(crate) skipped: u32,
    /// A number that counts nothing, and may be a price.
    pub(crate) price: Option<u32>,
}

/// The claims of a text in which every word is known or of what is sold, and every number may count one of them, but
/// for one price.
pub(super) fn claims(raw: &str) -> Option<Counted> {
    let text = Text::read(raw);
    let mut scan = Scan::of(&text);
    let known = scan.foreign() == scan.wares && scan.orders == 0;
    let prices = scan.numbers - scan.counts;
    let wants = match scan.ask() {
        None | Some(Ask::Confirm | Ask::Basket | Ask::Cancel) => !scan.calls_off(true),
        Some(Ask::Why | Ask::Stop | Ask::Resume | Ask::Help | Ask::Proof | Ask::Speak(_)) => false,
    };
    if !known || !wants || scan.negated || prices > 1 {
        return None;
    }
    let (claims, skipped) = core::mem::take(&mut scan.claims).finish(true);
    let bare = claims.iter().filter(|claim| claim.quantity.is_none());
    if only_talks(&scan, &claims) {
        return None;
    }
    let counted = !claims.is_empty() && scan.counts as usize <= bare.count();
    counted.then_some(Counted {
        claims,
        skipped,
        price: (prices == 1).then_some(scan.price),
    })
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
            let read = counted_claims(text).map(|said| show_claims(&said.claims));
            assert_eq!(read.as_deref(), Some(claimed), "{text:?}");
            let alone = show(&parse_customer(text, ADDRESS));
            assert!(["Address", "Unclear"].contains(&alone.as_str()), "{text:?}");
        }
        for text in [
            "",
            "2",
            "deux",
            "rue 2 S70",
            "S01 12 8",
            "2 S01 deux",
            "S01 x2 3",
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
    fn what_is_sold_and_one_price_may_stand_beside_a_claim() {
        for (text, claimed, price) in [
            ("robe A12 5000", "A12", Some(5_000)),
            ("A12 5000", "A12", Some(5_000)),
            ("la belle robe rouge A12 svp", "A12", None),
            ("je veux la robe A12 et le sac B7", "A12, B7", None),
            ("2 robes A12 5000", "A12 (2)", Some(5_000)),
            ("S01 51", "S1", Some(51)),
            ("A12, 3", "A12 (3)", Some(3)),
            ("A12 numéro 3", "A12", Some(3)),
        ] {
            let said = counted_claims(text).expect("a claim");
            assert_eq!(
                (show_claims(&said.claims).as_str(), said.price),
                (claimed, price),
                "{text:?}"
            );
        }
        for text in [
            "robe",
            "5000",
            "A12 5000 10000",
            "montre A12",
            "A12 quelle couleur ?",
            "villa A12 5000",
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
            ("A12 et 14 svp", "A12, ?14"),
            ("A12 and 14", "A12, ?14"),
            ("A12 B7 et 8", "A12, B7, ?8"),
            ("A12 et 14 chez toi", "A12"),
            ("oui A12 et 14", "A12, ?14"),
            ("annule A12 et 14", "Unclear"),
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
