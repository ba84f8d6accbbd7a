//! Tables of what sellers put on sale and change, and what it means.

use super::seller_tests::check;
use super::{parse_seller, unread};
use crate::command::Unclear;
use crate::intent::SellerIntent;
use crate::money::Currency;

#[test]
fn what_describes_an_item_may_stand_before_its_code() {
    check(
        Currency::XOF,
        &[
            ("robe A30 5000", "A30 @5000"),
            ("la belle robe A30 à 5000", "A30 @5000"),
            ("nouvelle jupe wax A30 x3 5000", "A30 x3 @5000"),
            ("kimono A30 5000", "A30 @5000"),
            ("la A30", "A30"),
            ("robe A30", "A30"),
            ("robe A30 5000\nsac B31 8000", "A30 @5000, B31 @8000"),
            ("robe S01 +5", "add S1/ x5"),
            ("un beau grand kimono A30 5000", "A30 @5000"),
            ("a 12 5000", "A12 @5000"),
            ("robe a 12 5000", "Unclear"),
            ("kimono A30", "Unclear"),
            ("envoie A30 à Bea", "Unclear"),
            ("voici la A30 5000", "A30 @5000"),
            ("A30 5000 dispo en M", "A30 @5000 M"),
            ("A30 999 dispo", "A30 x999"),
            ("A30 1000 dispo", "A30 @1000"),
            ("A30 3 left", "A30 x3"),
            ("kimono A30 5000, B31", "Unclear"),
            ("un deux trois quatre A30 5000", "Unclear"),
            ("u v w x y A30 5000", "Unclear"),
            ("5000 A30", "Unclear"),
            ("prix A30 5000", "Unclear"),
            ("Awa veut A30 5000", "Unclear"),
            ("plus de A30 5000", "Unclear"),
            ("robe A30 5000 ?", "Unclear"),
            ("la robe A30 est à 5000", "Unclear"),
            ("il y a 12 robes A30 5000", "Unclear"),
            ("il y a 12 personnes", "Unclear"),
        ],
    );
}

#[test]
fn items_are_offered_in_any_order_after_their_code() {
    check(
        Currency::XOF,
        &[
            ("A12", "A12"),
            ("B07", "B7=B07"),
            ("LIVE-12 5000", "LIVE12 @5000"),
            ("#b 07 5000", "B7=B07 @5000"),
            ("A12 5000", "A12 @5000"),
            ("a12 5 000", "A12 @5000"),
            ("A12 5.000", "A12 @5000"),
            ("A12 5000F", "A12 @5000"),
            ("A12 5 000 FCFA", "A12 @5000"),
            ("A12 5 000F", "A12 @5000"),
            ("A12 15k", "A12 @15000"),
            ("A12 à 5000", "A12 @5000"),
            ("A12 a 5000", "A12 @5000"),
            ("A12 prix : 5000", "A12 @5000"),
            ("A12 robe rouge 5000", "A12 @5000"),
            ("A12 pour 5000 frs", "A12 @5000"),
            ("A12 1 250 000", "A12 @1250000"),
            ("S01 x20", "S1=S01 x20"),
            ("S01 x20 5000", "S1=S01 x20 @5000"),
            ("S01 5000 x20", "S1=S01 x20 @5000"),
            ("S01x20 5000", "S1 x20 @5000"),
            ("S1 20x", "S1 x20"),
            ("S1 S:5 M:10", "S1 S:5 M:10"),
            ("S1 S: 5, M = 10", "S1 S:5 M:10"),
            ("S1 S M L", "S1 S M L"),
            ("S1 S/M/L x2 5000", "S1 x2 @5000 S M L"),
            ("S1 M x5", "S1 M:5"),
            ("S1 S x5 M x10", "S1 S:5 M:10"),
            ("S1 M 5000", "S1 @5000 M"),
            ("S1 taille M 5000", "S1 @5000 M"),
            ("S1 38:2 39:4 5000", "S1 @5000 38:2 39:4"),
            ("S1 tailles 38 39 40 5000", "S1 @5000 38 39 40"),
            ("S1 taille 38 35", "S1 @35 38"),
            ("S1 taille M:5 L:2", "S1 M:5 L:2"),
            (
                "A12 robe rouge longue fleurie manches courtes coton doux",
                "A12",
            ),
            (
                "A12 robe rouge longue fleurie manches courtes coton doux ample",
                "Unclear",
            ),
            ("A12 B7", "A12, B7"),
            ("A12 5000, B7 3000", "A12 @5000, B7 @3000"),
            ("A12 5000\nS1 x20 2000\nB7", "A12 @5000, S1 x20 @2000, B7"),
            ("A 12 5000\na 13 6000", "A12 @5000, A13 @6000"),
        ],
    );
}

#[test]
fn prices_follow_the_currency() {
    check(
        Currency::EUR,
        &[
            ("A12 12,50€", "A12 @1250"),
            ("A12 12.50", "A12 @1250"),
            ("A12 12.5", "A12 @1250"),
            ("A12 12€50", "A12 @1250"),
            ("A12 12 €", "A12 @1200"),
            ("A12 €12", "A12 @1200"),
            ("S1 tailles 38 40 45 €", "S1 @4500 38 40"),
            ("A12 1.234,50 EUR", "A12 @123450"),
            ("A12 1 234,5", "A12 @123450"),
            ("A12 5.000", "A12 @500000"),
            ("A12 0,99", "A12 @99"),
            ("A12 12.345.6", "Unclear"),
            ("A12 0.999", "Unclear"),
        ],
    );
    let naira = Currency::parse("NGN").unwrap();
    check(
        naira,
        &[
            ("A12 N5000", "A12 @500000"),
            ("A12 N15,000 gown", "A12 @1500000"),
            ("A12 N15k", "A12 @1500000"),
            ("A12, N500", "A12 @50000"),
            ("A12 ₦15,000", "A12 @1500000"),
            ("A12 N15", "A12, N15"),
            ("A12 N15,20", "A12, N15 @2000"),
            ("A12 N15 500", "A12, N15 @50000"),
            ("N500 N5000", "N500 @500000"),
            ("A12 N5000\nN500 N700", "A12 @500000, N500 @70000"),
            ("MODIF A12 N5000", "edit A12/ price Some(500000) left None"),
        ],
    );
    check(Currency::XOF, &[("A12 N5000", "A12, N5000")]);
    let dinar = Currency::parse("TND").unwrap();
    check(dinar, &[("A12 5.500", "A12 @5500"), ("A12 5", "A12 @5000")]);
    check(
        Currency::XOF,
        &[
            ("A12 12,50", "Unclear"),
            ("A12 5000,00", "A12 @5000"),
            ("A12 99999999999999999999", "Unclear"),
            ("A12 9999999999999", "A12 @9999999999999"),
            ("A12 10000000000000", "Unclear"),
            ("A12 9999999999k", "A12 @9999999999000"),
            ("A12 10000000000k", "Unclear"),
            ("A12 5000 6000", "Unclear"),
            ("A12 10%", "Unclear"),
            ("S01 5S 10M", "Unclear"),
            ("x20 S01", "Unclear"),
        ],
    );
}

#[test]
fn what_is_no_price_sets_none() {
    check(
        Currency::XOF,
        &[
            ("A12 tél 0707070707", "Unclear"),
            ("A12 appelez 07 07 07 07 07", "Unclear"),
            ("A12 2 ans", "Unclear"),
            ("A12 6 mois", "Unclear"),
            ("A12 50 cm", "Unclear"),
            ("A12 gratuit", "Unclear"),
            ("A12 offert", "Unclear"),
            ("A12 offerte", "Unclear"),
            ("A12 5000 livraison offerte", "A12 @5000"),
            ("A12 5000 ceinture offerte", "A12 @5000"),
            ("A12 livraison gratuite 5000", "A12 @5000"),
            ("A12 prise", "Unclear"),
            ("A12 indisponible", "Unclear"),
            ("A12 0", "A12 @0"),
            ("A12 S M L 3 chacun", "Unclear"),
            ("A12 et A13 à 5000 chacun", "A12 @5000, A13 @5000"),
            ("A12 A13 B7 5000 each", "A12 @5000, A13 @5000, B7 @5000"),
            (
                "A12 4000, A13 A14 5000 chacune",
                "A12 @4000, A13 @5000, A14 @5000",
            ),
            ("A12 5000 chaque", "A12 @5000"),
            ("A12 A13 chacun", "Unclear"),
        ],
    );
    check(
        Currency::EUR,
        &[
            ("A12 0,99", "A12 @99"),
            ("A12 05", "Unclear"),
            ("A12 reste 45 €", "A12 @4500"),
        ],
    );
}

#[test]
fn what_is_left_is_counted_and_no_price() {
    check(
        Currency::XOF,
        &[
            ("A12 stock 3", "A12 x3"),
            ("A12 5000 fcfa stock 3", "A12 x3 @5000"),
            ("S01 stock : 20, 5000", "S1=S01 x20 @5000"),
            ("S01 M stock 3", "S1=S01 M:3"),
            ("modif A12 stock 3", "edit A12/ price None left Some(3)"),
            ("modif stock A12 x3", "edit A12/ price None left Some(3)"),
            ("A12 il en reste 3", "A12 x3"),
            ("A12 il reste 2 pièces", "A12 x2"),
            ("A12 reste 1", "A12 x1"),
            ("A12 2 left 15k", "A12 x2 @15000"),
            ("A12 two pieces 15k", "A12 x2 @15000"),
            ("A12 deux pièces 5000", "A12 x2 @5000"),
            ("A12 ensemble deux couleurs 5000", "A12 @5000"),
            ("A12 en stock 5000", "A12 @5000"),
            ("A12 en stock 3", "A12 @3"),
            ("A12 stock 5000", "A12 @5000"),
            ("A12 stock 999 5000", "A12 x999 @5000"),
            ("A12 reste 500 F", "A12 @500"),
            ("S01 encore 5", "Unclear"),
            ("S01 add 5", "Unclear"),
            ("S01 ajoute 5", "Unclear"),
            ("A12 épuisé", "Unclear"),
            ("A12 taken", "Unclear"),
            ("A12 finished", "Unclear"),
            ("remove A12 pls", "withdraw A12/"),
            ("retire A12 et A13 de la vente", "withdraw A12/, A13/"),
        ],
    );
}

#[test]
fn sizes_are_counted_with_a_dash_where_it_is_clear() {
    check(
        Currency::XOF,
        &[
            ("S05 S-2 M-3", "S5=S05 S:2 M:3"),
            ("s05 s-2 m-3 l-1 3000", "S5=S05 @3000 S:2 M:3 L:1"),
            ("S05 3000 XL-2 / XXL-99", "S5=S05 @3000 XL:2 XXL:99"),
            ("S05 S:2 M-3", "S5=S05 S:2 M:3"),
            ("S05 S-2 M-3\nS06 L-1 M-1", "S5=S05 S:2 M:3, S6=S06 L:1 M:1"),
            ("S05, S-2, M-3", "S5=S05, S2, M3"),
            ("S05\nS-2\nM-3", "S5=S05, S2, M3"),
            ("S-5 S-2 M-3", "S5, S2, M3"),
            ("S-2 M-3", "S2, M3"),
            ("S-2 5000", "S2 @5000"),
            ("S05 S-02 M-03", "S5=S05, S2=S02, M3=M03"),
            ("S05 S-100 M-3", "S5=S05, S100, M3"),
            ("PAS S05 S-2", "withdraw S5/, S2/"),
        ],
    );
    for text in [
        "S05 S-2",
        "S05 M-3 5000",
        "A12 S-2 5000",
        "S05 S-2 S-3",
        "S05 S-2 M-3 S-1",
        "S05 S-2, M-3",
        "S05 S-2 M-3 B7",
        "A12 B7 S-2",
        "MODIF S05 M-3",
    ] {
        assert_eq!(
            parse_seller(text, Currency::XOF),
            SellerIntent::Unclear,
            "{text:?}"
        );
        assert_eq!(unread(text), Unclear::Dash, "{text:?}");
    }
    for text in ["S-5 bla vendu", "S05 est vendu", "est-ce S-2 ou S05"] {
        assert_eq!(unread(text), Unclear::Text, "{text:?}");
    }
}

#[test]
fn stock_is_added_and_items_are_edited() {
    check(
        Currency::XOF,
        &[
            ("S01 +5", "add S1/ x5"),
            ("S01+5", "add S1/ x5"),
            ("S01 M +5", "add S1/M x5"),
            ("S01 + 5", "add S1/ x5"),
            ("S01 M:+5", "add S1/M x5"),
            ("S01 38:+5", "add S1/38 x5"),
            ("S01 +5 2000", "Unclear"),
            ("S01 M +5 L +3", "Unclear"),
            ("MODIF A12 7000", "edit A12/ price Some(7000) left None"),
            ("modif S01 x15", "edit S1/ price None left Some(15)"),
            (
                "EDIT S01 M x5 2000F",
                "edit S1/M price Some(2000) left Some(5)",
            ),
            ("MODIF A12", "Unclear"),
            ("MODIF A12 robe 6000", "Unclear"),
            ("MODIF A12 6000 ?", "Unclear"),
            (
                "change le prix de A12 à 6000",
                "edit A12/ price Some(6000) left None",
            ),
            ("modif A 12 : 6.000", "edit A12/ price Some(6000) left None"),
            ("MODIF A12 B7 5000", "Unclear"),
            ("MODIF", "Unclear"),
            (
                "modif prix A12 7000",
                "edit A12/ price Some(7000) left None",
            ),
            ("MODIF S01 M +5", "add S1/M x5"),
        ],
    );
}

#[test]
fn sizes_may_be_counted_with_an_x() {
    check(
        Currency::XOF,
        &[
            ("S05 Mx2 Lx3", "S5=S05 M:2 L:3"),
            ("S05 XLx2 2XLx1 5000", "S5=S05 @5000 XL:2 XXL:1"),
            ("S05 Mx2 et Lx3", "S5=S05 M:2 L:3"),
            ("S05 Mx2 Lx3 5000 XLx1", "S5=S05 @5000 M:2 L:3 XL:1"),
            ("S05 Mx2 Lx3 A12 XLx1", "S5=S05 M:2 L:3, A12 XL:1"),
            ("S05 Mx2 Lx3 and XLx1", "S5=S05 M:2 L:3 XL:1"),
            ("S05 Mx2, Lx3 robe XLx1", "S5=S05 M:2 L:3 XL:1"),
            ("B1 38x2 39x2", "B1 38:2 39:2"),
            ("B1 38 x2, 39 x2, 40 x1", "B1 38:2 39:2 40:1"),
            ("B1 15000 38x2, 39x1", "B1 @15000 38:2 39:1"),
            ("B1 38x2 39x2 12000", "B1 @12000 38:2 39:2"),
            ("B1 12000\n38x2\n39 x1", "B1 @12000 38:2 39:1"),
            ("B1 38 2x 39 2x", "Unclear"),
            ("B1 38 x2", "B1 x2 @38"),
            ("S05 Mx2", "S5=S05 M:2"),
            ("S05 Mx2, A12", "S5=S05 M:2, A12"),
            ("S05 Mx2, Lx3", "S5=S05 M:2 L:3"),
            ("S05, Mx2, Lx3", "S5=S05, MX2, LX3"),
            ("S05\nMx2\nLx3", "S5=S05, MX2, LX3"),
            ("S05 Mx2 Mx3", "S5=S05 M:2 M:3"),
            ("S05 M:2 M:3", "S5=S05 M:2 M:3"),
            ("S05 Mx2 A12", "S5=S05 M:2, A12"),
            ("MODIF S05 Mx4", "edit S5/M price None left Some(4)"),
        ],
    );
}
