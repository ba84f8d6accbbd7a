//! What sellers really type, with signs and words that the grammar does not ask for.

use super::customer_tests::{self, IDLE};
use super::seller_tests::check;
use super::{
    counting_codes, glued_codes, parse_customer_coded, parse_seller, parse_seller_coded,
    seller_tests, unread,
};
use crate::code::Code;
use crate::command::Unclear;
use crate::intent::SellerIntent;
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use crate::money::Currency;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

#[test]
fn offers_are_read_through_their_ornaments() {
    check(
        Currency::XOF,
        &[
            ("*A12* 5000", "A12 @5000"),
            ("_A12_ — *5000 F* 🔥", "A12 @5000"),
            ("*A12 5000*\n*B7 x2*", "A12 @5000, B7 x2"),
            ("A12 *2", "A12 x2"),
            ("A12*2, B7*3", "A12 x2, B7 x3"),
            ("A12 5 mille", "A12 @5000"),
            ("A12 à 5 mille francs", "A12 @5000"),
            ("A12 5mil", "A12 @5000"),
            ("A12 5k F", "A12 @5000"),
            ("A12 cinq mille", "Unclear"),
            ("A12 cinq mille francs", "Unclear"),
            ("A12 robe mille fleurs 5000", "A12 @5000"),
            ("A12 12,500", "A12 @12500"),
            ("A12 5'000", "A12 @5000"),
            ("A12 6000 livraison gratuite", "A12 @6000"),
            ("A12 6000 livraison demain", "Unclear"),
            ("Code A12 = 5000", "A12 @5000"),
            ("S01 20 pièces 3000", "S1=S01 x20 @3000"),
            ("S01 3000 (2 dispo)", "S1=S01 x2 @3000"),
            ("S01 M 5 pcs", "S1=S01 M:5"),
            ("A12 5000 F la pièce", "A12 @5000"),
            ("A12 5000 pièce", "A12 @5000"),
            ("S01 S(2) M(3) 5000", "S1=S01 @5000 S:2 M:3"),
            ("S01 M (5000)", "S1=S01 @5000 M"),
            ("S01 36 37 38 12000", "S1=S01 @12000 36 37 38"),
            ("S01 36/37/38 x2 12000", "S1=S01 x2 @12000 36 37 38"),
            ("S01 36,37 12000", "Unclear"),
            ("A12 38 500", "A12 @38500"),
            ("A12 38 500 000", "A12 @38500000"),
            ("A12 38 40", "Unclear"),
        ],
    );
}

#[test]
fn halves_and_small_numbers_are_sizes_where_they_are_said_to_be() {
    check(
        Currency::EUR,
        &[
            ("B1 8:1 10:2 12:2", "B1 8:1 10:2 12:2"),
            ("S1 38:2 42.5:1 60", "S1 @6000 38:2 42.5:1"),
            ("S1 38:2 42,5:1", "S1 38:2 42.5:1"),
            ("S2 UK6:2, UK 6.5:1", "S2 6:2 6.5:1"),
            ("S4 x5 size 8", "S4 x5 8"),
            ("C2 one size:5 12.50", "C2 x5 @1250"),
            ("S5 sizes 3 4 5 39.50", "S5 @3950 3 4 5"),
            ("B1 sizes 8 10 12 39", "B1 @3900 8 10 12"),
            ("B1 sizes 8 10 12 25", "B1 @2500 8 10 12"),
            ("S2 sizes 6 6.5 7 60", "S2 @6000 6 6.5 7"),
            ("S1 tailles 36,37,38 45", "S1 36 37 38 45"),
            ("A12 size £15", "A12 @1500"),
            ("A12 taille 15 €", "A12 @1500"),
            ("A12 robe grande taille 15", "A12 @1500"),
            ("A12 12.50", "A12 @1250"),
            ("A12 12,5", "A12 @1250"),
            ("A12 taille 15 euros", "A12 @1500"),
            ("A12 taille 8 robe", "A12 8"),
            ("A12 UK 6 UK 8", "A12 6 8"),
            ("S1 36:2\nUK 8", "S1 36:2, UK8"),
            ("S1 UK 6\nUK6 50", "S1 6, UK6 @5000"),
            ("B1 UK06", "B1, UK6=UK06"),
            ("B1 UK6X", "Unclear"),
            ("B1 sizes 8 10 12 20", "B1 @2000 8 10 12"),
            ("B1 sizes 8 10 12 39.50", "B1 @3950 8 10 12"),
            ("B1 sizes 36 37 38 39.50", "B1 @3950 36 37 38"),
            ("B1 sizes 36 37 38 39,50", "B1 @3950 36 37 38"),
            ("B1 sizes M 39.50", "B1 @3950 M"),
            ("B1 sizes 36 37.5 60", "B1 @6000 36 37.5"),
            ("B1 sizes 36 37.XL 60", "B1 @6000 36 37 XL"),
            ("B1 sizes 28 40", "B1 28 40"),
            ("S5 sizes 39,50", "S5 39 50"),
        ],
    );
}

#[test]
fn a_minus_is_read_and_a_dash_is_none() {
    check(
        Currency::XOF,
        &[
            ("A12 0", "A12 @0"),
            ("A12 -500", "A12 @-500"),
            ("A12 : −500 F", "A12 @-500"),
            ("A12 - 5000", "A12 @5000"),
            ("A12-5000", "A12 @5000"),
            ("A12 — 5000", "A12 @5000"),
            ("A12\n-5000", "A12 @5000"),
        ],
    );
}

#[test]
fn several_orders_move_together_and_may_stand_before_the_word() {
    check(
        Currency::XOF,
        &[
            (
                "delivered VF-0013, VF-0012 et vf 13",
                "Deliver([OrderNumber(12), OrderNumber(13)])",
            ),
            ("VF-0012 livrée", "Deliver([OrderNumber(12)])"),
            (
                "vf12 et VF-0013 en livraison 🛵",
                "SendOut([OrderNumber(12), OrderNumber(13)])",
            ),
            ("VF-0012 en route", "SendOut([OrderNumber(12)])"),
            ("VF-0012 pas livré", "Unclear"),
            ("VF-0012 livré ?", "Unclear"),
            ("VF-0012 annulée", "Unclear"),
            ("VF-0012", "ShowOrder(OrderNumber(12))"),
            (
                "PREPARE VF-0013\nprépare VF-0012",
                "Prepare([OrderNumber(12), OrderNumber(13)])",
            ),
            ("livrée VF-0012, livré VF-0013", "Unclear"),
            ("PREPARE VF-0012 prepare VF-0013", "Unclear"),
            ("PREPARE VF-0012\nLIVRE VF-0013", "Unclear"),
            ("PAS A12\nPAS A13 M", "withdraw A12/, A13/M"),
            ("VENDU A12\nVENDU A13", "Unclear"),
            ("PREPARE VF-0012 A12", "Unclear"),
            ("PREPARE VF-0012 cliente 3", "Unclear"),
            ("PREPARE", "Unclear"),
        ],
    );
}

#[test]
fn a_command_with_more_codes_than_are_read_is_none() {
    let codes: String = (0..=CLAIMS_PER_MESSAGE_MAX)
        .map(|number| format!(" A{number}"))
        .collect();
    for text in [format!("PAS{codes}"), format!("PAS{codes} dommage")] {
        assert_eq!(parse_seller(&text, Currency::XOF), SellerIntent::Unclear);
    }
}

#[test]
fn a_remark_on_a_piece_puts_none_on_sale() {
    check(
        Currency::XOF,
        &[
            ("A14 erreur", "Unclear"),
            ("A14 non", "Unclear"),
            ("A14 abimée", "Unclear"),
            ("A14 déchirée désolée", "Unclear"),
            ("A14 attendez", "Unclear"),
            ("A14 demain", "Unclear"),
            ("A14 libre", "Unclear"),
            ("A14 c'est combien", "Unclear"),
            ("A14 pour Fatou", "Unclear"),
            ("A14 pour 771234567", "Unclear"),
            ("A14 pour +221771234567", "Unclear"),
            ("A14 pour +221 77 123 45 67", "Unclear"),
            ("A14 pour 77 123 45 67", "Unclear"),
            ("A14 légèrement abîmée 2000", "A14 @2000"),
            ("A14 tissu non doublé 5000", "A14 @5000"),
            ("A14 taille libre 5000", "A14 @5000"),
            ("A14 pour femme", "A14"),
            ("A14 pour Femme", "A14"),
            ("A14 POUR FEMME", "A14"),
            ("A14 pour 5000", "A14 @5000"),
            ("A14 pour Fatou 5000", "A14 @5000"),
            ("A14 Pour Fatou", "A14"),
            ("A14 pour fatou", "A14"),
            ("A14 taille libre", "A14"),
        ],
    );
}

#[test]
fn what_is_in_stock_and_what_is_counted_behind_a_span_is_no_price() {
    check(
        Currency::XOF,
        &[
            ("A14 20 en stock", "A14 x20"),
            ("A14 20 en lin", "A14 @20"),
            ("A14 999 in stock", "A14 x999"),
            ("A14 1000 en stock", "A14 @1000"),
            ("A14 5000 20 en stock", "A14 x20 @5000"),
            ("S05 taille 38 à 42 x5", "Unclear"),
        ],
    );
    assert_eq!(unread("S05 taille 38 à 42 x5"), Unclear::Span);
}

#[test]
fn what_counts_a_size_is_a_code_where_the_shop_sells_it() {
    for (text, meaning) in [
        ("A12 LX2", "A12, LX2"),
        ("A12 MX2 LX3", "A12, MX2, LX3"),
        ("PAS A12 LX2", "withdraw A12/, LX2/"),
        ("S05 M x2", "S5=S05 M:2"),
        ("B1 38x2 39x2", "B1 38:2 39:2"),
    ] {
        let read = parse_seller_coded(text, Currency::XOF);
        assert_eq!(seller_tests::show(&read), meaning, "{text:?}");
    }
    for (text, meaning) in [
        ("A12 LX2", "A12, LX2"),
        ("annuler A12 LX2", "Cancel([A12, LX2])"),
        ("A12 L x2", "A12/L x2"),
    ] {
        let read = parse_customer_coded(text, IDLE);
        assert_eq!(customer_tests::show(&read), meaning, "{text:?}");
    }
}

#[test]
fn codes_that_may_be_sizes_are_named() {
    let shown = |codes: Vec<Code>| format!("{codes:?}");
    assert_eq!(
        shown(counting_codes("A12 LX2 XLX3 38X2 ax2")),
        "[LX2, XLX3]"
    );
    assert_eq!(shown(glued_codes("S05 M2 L3")), "[M2, L3]");
    assert_eq!(shown(glued_codes("S05, M2\nL3/XL4 A12")), "[]");
}
