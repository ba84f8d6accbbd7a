//! Tables of what customers and sellers said in other words than anybody had thought of.

use super::customer_tests::{self, ADDRESS, IDLE};
use super::{asks_what_sold, seller_tests, size_or_price, unread, whose};
use crate::code::Size;
use crate::command::Unclear;
use crate::money::Currency;
use alloc::format;

#[test]
fn that_she_paid_is_said_in_many_ways() {
    customer_tests::check(
        IDLE,
        &[
            ("je payé", "Proof"),
            ("jé payé", "Proof"),
            ("j ai payé", "Proof"),
            ("c'est payer", "Proof"),
            ("i don pay", "Proof"),
            ("payer", "Paid"),
            ("envoyé", "Paid"),
            ("sent", "Paid"),
            ("transfer done", "Paid"),
            ("sent ?", "Unclear"),
            ("je paye", "Unclear"),
            ("je vais payer", "Unclear"),
            ("je paye à la livraison", "Unclear"),
            ("je paye comment", "HowToPay"),
            ("where do i send the money", "HowToPay"),
            ("send account number", "HowToPay"),
            ("account details please", "HowToPay"),
            ("envoyez le numero wave", "HowToPay"),
        ],
    );
}

#[test]
fn how_to_order_and_why_not_are_asked_in_short() {
    customer_tests::check(
        IDLE,
        &[
            ("comment ça marche", "Help"),
            ("comment commander svp", "Help"),
            ("how do I order", "Help"),
            ("how does it work", "Help"),
            ("how is my order", "Basket"),
            ("comment ça va", "Unclear"),
            ("how can I get it", "Unclear"),
            ("je n'ai pas compris comment commander", "Help"),
            ("comment commander 2 robes", "Help"),
            ("comment ça marche wave", "HowToPay"),
            ("comment je commande A12", "A12"),
            ("ça marche", "Unclear"),
            ("pk j'ai pas eu A12", "Why(A12)"),
            ("PK-12", "PK12"),
            ("la A12 est tjr dispo", "Price([A12])"),
            ("mrc", "Thanks"),
        ],
    );
    customer_tests::check(ADDRESS, &[("c'est dommage", "Unclear")]);
}

#[test]
fn the_sizes_of_a_command_may_be_numbers_and_several() {
    seller_tests::check(
        Currency::XOF,
        &[
            ("VENDU s02 38", "sold S2/38 x1"),
            ("VENDU S02 38 x2", "sold S2/38 x2"),
            ("LIBERE S02 38", "release S2/38 of anyone"),
            (
                "LIBERE S02 38 +221771234567",
                "release S2/38 of +221771234567",
            ),
            ("PAS S02 38 40", "withdraw S2/38, S2/40"),
            ("PAS A12 S02 42,5 B7", "withdraw A12/, S2/42.5, B7/"),
            ("PAS S02 M 38", "Unclear"),
            ("PAS S02\n38", "Unclear"),
            ("VENDU S02 38*2", "Unclear"),
            ("POUR MOI S02 38", "for me: S2/38"),
            ("OK S02 38", "Unclear"),
            ("VENDU A12 2", "Unclear"),
            ("VENDU S02 38 07 12", "Unclear"),
            (
                "MODIF S08 Mx4 Lx1",
                "edit S8/M price None left Some(4) L x1",
            ),
            (
                "MODIF S08 M:4 L:1 9000",
                "edit S8/M price Some(9000) left Some(4) L x1",
            ),
            ("MODIF S08 M x4 M x1", "Unclear"),
            ("MODIF S08 M L", "Unclear"),
            ("MODIF S08 M x4 L", "Unclear"),
            ("MODIF S08 x4 M L", "Unclear"),
            ("MODIF S08 x4 M:1 L:2", "Unclear"),
        ],
    );
}

#[test]
fn a_number_at_the_end_may_be_a_size() {
    for (text, size) in [
        ("MODIF S02 38", Some("38")),
        ("MODIF S02 38 x2", Some("38")),
        ("MODIF S02 38 5000", None),
        ("MODIF S02 12", None),
        ("MODIF S02 prix 38", None),
    ] {
        let read = size_or_price(text);
        assert_eq!(read.as_ref().map(Size::as_str), size, "{text:?}");
    }
}

#[test]
fn a_seller_says_it_in_other_words() {
    seller_tests::check(
        Currency::XOF,
        &[
            ("mes ventes", "List(OrderNumber(1))"),
            ("les commandes", "List(OrderNumber(1))"),
            ("VF-0012 livrée merci", "Deliver([OrderNumber(12)])"),
            ("VF-0012 prête", "Prepare([OrderNumber(12)])"),
            ("prêt à porter A12 5000", "A12 @5000"),
            ("A12 2pcs 5000", "A12 x2 @5000"),
            ("A12 5000 pièce", "A12 @5000"),
            ("A12 5 pièces 5000", "A12 x5 @5000"),
        ],
    );
    for (text, what) in [
        ("annule A16", Unclear::Cancel),
        ("annule a16 svp", Unclear::Cancel),
        ("annule A16 ?", Unclear::Text),
        ("annule pas A16", Unclear::Text),
        ("annule tout", Unclear::Text),
        ("BLOQUE Fatou", Unclear::Person),
        ("débloque Fatou Diop", Unclear::Person),
        ("bloque le live de ce soir", Unclear::Text),
    ] {
        assert_eq!(unread(text), what, "{text:?}");
    }
    for (text, piece) in [
        ("libere a12 fatou", Some("A12 ")),
        ("LIBERE S07 M de Fatou", Some("S7 M")),
        ("LIBERE A12", None),
        ("LIBERE A12 ?", None),
        ("LIBERE A12 pas encore", None),
        ("LIBERE A12 x2 Fatou", None),
        ("LIBERE S01 77 123 45 67", None),
        ("VENDU A12 Fatou", None),
    ] {
        let named = whose(text).map(|(code, size)| format!("{code} {size}"));
        assert_eq!(named.as_deref(), piece, "{text:?}");
    }
    for text in ["combien j'ai vendu", "how many sold", "commandes du jour"] {
        assert!(asks_what_sold(text), "{text:?}");
    }
    for text in ["combien A12 vendu", "j'ai vendu", "combien"] {
        assert!(!asks_what_sold(text), "{text:?}");
    }
}
