//! Texts on the edge of a rule, found by a search: each would mean something else if one word of the rule were different.

use super::{Expect, customer_tests, mentioned_phone, parse_customer, parse_seller, seller_tests};
use crate::money::Currency;

fn check(expect: Expect, table: &[(&str, &str)]) {
    for (text, meaning) in table {
        let intent = parse_customer(text, expect);
        assert_eq!(customer_tests::show(&intent), *meaning, "{text:?}");
    }
}

fn check_seller(table: &[(&str, &str)]) {
    for (text, meaning) in table {
        let intent = parse_seller(text, Currency::XOF);
        assert_eq!(seller_tests::show(&intent), *meaning, "{text:?}");
    }
}

const IDLE: Expect = Expect {
    address: false,
    choice: false,
};

#[test]
fn what_is_nearly_a_size_a_price_or_a_quantity_is_none() {
    check(
        IDLE,
        &[
            ("M:2", "Unclear"),
            ("4XL N", "Unclear"),
            ("38:2FR", "Unclear"),
            ("10k", "Unclear"),
            ("4euros", "?4EUROS"),
            ("A15x", "?A15X"),
            ("a-12 10", "A12 (10)"),
            ("A12 0.999N", "A12"),
            ("A12$2M:3", "A12"),
            ("A12001,5", "?A12001"),
            ("2 A12X07", "?A12X07"),
            ("A12 12 €A12-B7", "A12, B7"),
            ("A12£2close vite D’accord A12£2 OM", "A12"),
            ("2XL SZ CLIENT PUIS x 2XL", "Unclear"),
            ("S1 arm M", "S1"),
            ("18h30", "Unclear"),
            ("67how", "?67HOW"),
            ("12hÆ", "?12HAE"),
            ("A12 4XL", "A12/XXXXL"),
            ("A12 T 8", "A12, T8"),
            ("A12 T 42", "A12/42"),
            ("A12 T XL", "A12/XL"),
            ("A12 T 53", "A12, T53"),
            ("A12 T028", "A12, T28"),
            ("A12 taille 1234", "A12"),
            ("A12 UK06", "A12, UK6"),
            ("A12 UK6x", "A12, ?UK6X"),
            ("A12 medium", "A12/M"),
            ("A12 size small, large", "A12/S, A12/L"),
            ("A12 taille grande", "A12"),
            ("medium A12", "A12"),
        ],
    );
    check_seller(&[
        ("X7", "X7"),
        ("S02 k", "S2=S02"),
        ("S1 @5000 M", "S1 @5000 M"),
        ("S99 5S", "Unclear"),
        ("A12 +1 f", "Unclear"),
        ("A12$2M:3", "Unclear"),
        ("A12 1usd 500", "Unclear"),
        ("A12 1000000000000", "A12 @1000000000000"),
        ("A12 1000000000001", "A12 @1000000000001"),
        (
            "MODIF A12 3000 xof x5",
            "edit A12/ price Some(3000) left Some(5)",
        ),
        ("MODIF A12 prix x5", "edit A12/ price None left Some(5)"),
        ("S01 POINTURES + 5", "add S1/ x5"),
    ]);
}

#[test]
fn politeness_without_its_apostrophe_is_no_size() {
    check(
        IDLE,
        &[
            ("B501 M s il vous plait", "B501/M"),
            ("B501 M s il te plaît", "B501/M"),
            ("B501 M s il t plais", "B501/M"),
            ("B501 M s il vou plaiiit", "B501/M"),
            ("B501 M s il vs plait", "B501/M"),
            ("B501 M s' il vous plait", "B501/M"),
            ("B501 M s-il-vous-plaît", "B501/M"),
            ("B501 M, s il vous plait", "B501/M"),
            ("B501 taille M s il te plait", "B501/M"),
            ("B501 M s.v.p", "B501/M"),
            ("B501 M S V P", "B501/M"),
            ("B501 M s t p", "B501/M"),
            ("B501 M svp", "B501/M"),
            ("B501 M stp", "B501/M"),
            ("B501 M x2 s il vous plait", "B501/M x2"),
            ("B501 S s il vous plait", "B501/S"),
            ("B501 s il vous plait", "B501"),
            ("B501 s v p merci", "B501"),
            ("B501 s v p M", "B501"),
            ("B501 taille s il te plait", "B501"),
            ("s il vous plait B501 S", "B501/S"),
            ("annuler B501 s il vous plait", "Cancel([B501])"),
            ("oui s v p", "Confirm([])"),
            ("B501 S", "B501/S"),
            ("B501 S il faut", "B501/S"),
            ("B501 S il vous faut", "B501/S"),
            ("B501 S il me plait", "B501/S"),
            ("B501 S vous plait", "B501/S"),
            ("B501 S V", "B501/S"),
            ("B501 S V M", "B501/S"),
            ("B501 S, il vous plait ?", "B501/S"),
            ("B501 S\nV P", "B501/S"),
            ("B501 S V/P", "B501/S"),
            ("B501 S il vous\nplait", "B501/S"),
            ("B501 M L il vous plait", "B501/M, B501/L"),
        ],
    );
    check_seller(&[
        ("B612 s il vous plait", "B612"),
        ("B612 s v p 5000", "B612 @5000"),
        ("B612 taille s il te plait", "B612"),
        ("B612 M:2 s.v.p", "B612 M:2"),
        ("B612 M s il vous plait x2", "B612 M:2"),
        ("B612 tailles 38 40 s v p 45", "B612 @45 38 40"),
        ("B612 +5 s il vous plait", "add B612/ x5"),
        (
            "MODIF B612 5000 s'il vous plaît",
            "edit B612/ price Some(5000) left None",
        ),
        ("PAS B612 s il vous plait", "withdraw B612/"),
        ("PAS s il vous plait B612", "withdraw B612/"),
        ("VENDU B612 M s v p", "sold B612/M x1"),
        ("POUR MOI B612 s il te plait", "for me: B612"),
        ("B612 S:1", "B612 S:1"),
        ("B612 S il reste", "B612 S"),
    ]);
}

#[test]
fn a_number_in_words_is_as_good_as_its_digits() {
    check(
        IDLE,
        &[
            ("deux A12", "A12 (2)"),
            ("pas deux A12", "Unclear"),
            ("annuler deux", "Unclear"),
            ("mon adresse Deux Plateaux", "Address"),
        ],
    );
    let choice = Expect {
        choice: true,
        ..IDLE
    };
    check(choice, &[("le deux", "Unclear")]);
    let address = Expect {
        address: true,
        ..IDLE
    };
    check(
        address,
        &[
            ("Deux Plateaux", "Address"),
            ("oui deux", "Unclear"),
            ("annuler deux", "Unclear"),
            ("A80 svp c est pour ma fille", "A80"),
            ("A80 pour mon mari, ma mère et mon fils", "A80"),
            ("chez ma fille", "Address"),
        ],
    );
}

#[test]
fn the_address_of_a_page_holds_no_codes() {
    check(
        IDLE,
        &[
            ("https://wa.me/A30", "Unclear"),
            ("http://x.com/a12?b=B7", "Unclear"),
            ("HTTPS://WA.ME/A30", "Unclear"),
            ("www.x.com/a12", "Unclear"),
            ("www.a12.com", "Unclear"),
            ("wa.me/A30", "Unclear"),
            ("shop.x.com/a12/B7", "Unclear"),
            ("vu sur https://x.com/a12, je veux B7", "B7"),
            ("https://x.com/a12\nB7", "B7"),
            ("B7 https://x.com/a12", "B7"),
            ("A12/B7", "A12, B7"),
            ("A12.B7/C3", "A12, B7, C3"),
            ("svp. A12/B7", "A12, B7"),
            ("http://shop24.com/A12", "Unclear"),
            ("https://shop24.com/A12", "Unclear"),
            ("B7 https://shop24.com/A12 svp", "B7"),
            ("robe/A12", "A12"),
            ("robe-rouge/A12", "A12"),
            ("A.12/B7", "A12, B7"),
            ("svp.merci.A12", "A12"),
            ("http A12", "A12"),
            ("www A12", "A12"),
        ],
    );
    let address = Expect {
        address: true,
        ..IDLE
    };
    check(address, &[("https://maps.app.goo.gl/A12", "Address")]);
}

#[test]
fn a_command_beside_what_it_does_not_take_is_not_that_command() {
    check(
        IDLE,
        &[
            ("AIDER AIDE", "Help"),
            ("S1 PAYE", "Proof"),
            ("Adresse ACCORD 10k", "Address"),
            ("ADRESSE Cocody, villa 3", "Address"),
            ("ADRESSE Cocody", "Address"),
            ("ADDRESS Marcory", "Address"),
            ("adresse ?", "Unclear"),
            ("quelle adresse Cocody ?", "Unclear"),
            ("ton adresse stp", "Unclear"),
            ("mon adresse", "Unclear"),
            ("7 Basket", "Unclear"),
            ("VF", "Unclear"),
            ("order: 4521choice", "Unclear"),
            ("ANNULER S1/M S1/L x1", "Cancel([S1 M, S1 L])"),
            ("ok vf 12", "Basket"),
            ("ok vfparler 12", "Unclear"),
            ("VF-0001 4", "Basket"),
            ("OK preuve VF-0012*2", "Basket"),
            ("ANNULE VF-0009 2*A12", "Unclear"),
        ],
    );
    check_seller(&[
        ("PAS", "Unclear"),
        ("OK S01 CLIENTE 00", "Unclear"),
        ("LIBERE S 01 +33612345678 +2250700000000", "Unclear"),
        ("help!h", "Unclear"),
        ("for MON me A12", "Unclear"),
        ("MODIF A12 YES 000", "Unclear"),
        ("block customer 12 s01", "Unclear"),
        (
            "ANNULE vendeuse VF-0009",
            "CancelOrder { order: OrderNumber(9), reason: Some(Seller) }",
        ),
    ]);
}

#[test]
fn giving_back_and_yes_name_sizes_as_claims_do() {
    let rows = [
        ("ANNULER S01 M", "Cancel([S1 M])"),
        ("annuler S01 M L", "Cancel([S1 M, S1 L])"),
        ("ANNULER S01 M, L et XL svp", "Cancel([S1 M, S1 L, S1 XL])"),
        ("ANNULER S01 M, B7", "Cancel([S1 M, B7])"),
        ("ANNULER S01, S01 M", "Cancel([S1, S1 M])"),
        ("ANNULER S01 M S01 M", "Cancel([S1 M])"),
        ("ANNULER S01-M", "Cancel([S1 M])"),
        ("cancel S01 size UK 6.5 please", "Cancel([S1 6.5])"),
        ("annule la S01 en taille 38", "Cancel([S1 38])"),
        ("annuler S01 one size", "Cancel([S1])"),
        ("PASSE S01 M", "Cancel([S1 M])"),
        ("S01 M finalement non", "Cancel([S1 M])"),
        ("annuler S01 s il vous plait", "Cancel([S1])"),
        ("annuler S01 s'il vous plaît", "Cancel([S1])"),
        ("annuler S01 svp", "Cancel([S1])"),
        ("ANNULER S01 M. Diallo", "Unclear"),
        ("ANNULER S01 M ou L", "Unclear"),
        ("OUI S01 M", "Confirm([S1 M])"),
        ("oui S01 M, B7", "Confirm([S1 M, B7])"),
        ("ok pour S01 medium", "Confirm([S1 M])"),
        ("yes S01 L please", "Confirm([S1 L])"),
        ("oui S01 s v p", "Confirm([S1])"),
    ];
    check(IDLE, &rows);
    let address = Expect {
        address: true,
        choice: false,
    };
    check(
        address,
        &[
            ("OUI S01 M", "Confirm([S1 M])"),
            ("OUI A12 L'escale rue 4", "Address"),
            ("OUI A12 L escale rue 4", "Address"),
            ("OUI S01 M, rue 12", "Address"),
        ],
    );
}

#[test]
fn a_choice_is_a_lone_number_among_words_that_say_nothing() {
    let choice = Expect {
        address: false,
        choice: true,
    };
    check(
        choice,
        &[
            ("1 svp", "Choose(1)"),
            ("1 s il vous plait", "Choose(1)"),
            ("1 usd", "Unclear"),
            ("S:1", "Unclear"),
            ("A12photo 2", "Unclear"),
        ],
    );
}

#[test]
fn digits_beside_a_number_belong_to_it() {
    for (text, number) in [
        ("BLOQUE +33612345678", Some("+33612345678")),
        ("unblock +33612345678 10000", None),
        (
            "BLOQUE +2250700000000 00 33 612 345 678",
            Some("+33612345678"),
        ),
    ] {
        let found = mentioned_phone(text);
        assert_eq!(found.as_ref().map(|phone| phone.expose()), number, "{text}");
    }
}
