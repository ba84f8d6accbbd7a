//! Tables of sellers' messages and what they mean.

use super::customer_tests::show_claims;
use super::{mentioned_phone, parse_seller, unread};
use crate::command::Unclear;
use crate::intent::{Offer, ProofOf, SellerIntent, Who};
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use crate::money::Currency;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use proptest::prelude::*;

pub(super) fn check(currency: Currency, table: &[(&str, &str)]) {
    for (text, meaning) in table {
        assert_eq!(show(&parse_seller(text, currency)), *meaning, "{text:?}");
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other intents are short as they are"
)]
pub(super) fn show(intent: &SellerIntent) -> String {
    match intent {
        SellerIntent::Offer(offers) => {
            let shown: Vec<String> = offers.iter().map(show_offer).collect();
            shown.join(", ")
        }
        SellerIntent::ClaimFor { who, claims } => {
            format!("for {}: {}", show_who(who), show_claims(claims))
        }
        SellerIntent::Block(who) => format!("block {}", show_who(who)),
        SellerIntent::Unblock(who) => format!("unblock {}", show_who(who)),
        SellerIntent::Release { code, size, who } => {
            let who = who.as_ref().map_or_else(|| "anyone".to_owned(), show_who);
            format!("release {code}/{size} of {who}")
        }
        SellerIntent::Approve { of, who } => format!("approve {}", show_proof(*of, who.as_ref())),
        SellerIntent::Refuse { of, who, why } => {
            format!("refuse {}: {why}", show_proof(*of, who.as_ref()))
        }
        SellerIntent::Withdraw(codes) => {
            let shown: Vec<String> = codes
                .iter()
                .map(|(code, size)| format!("{code}/{size}"))
                .collect();
            format!("withdraw {}", shown.join(", "))
        }
        SellerIntent::SoldElsewhere {
            code,
            size,
            quantity,
        } => format!("sold {code}/{size} x{quantity}"),
        SellerIntent::AddStock {
            code,
            size,
            quantity,
        } => format!("add {code}/{size} x{quantity}"),
        SellerIntent::Edit {
            code,
            size,
            price,
            quantity,
        } => {
            format!("edit {code}/{size} price {price:?} left {quantity:?}")
        }
        other => format!("{other:?}"),
    }
}

fn show_proof(of: ProofOf, who: Option<&Who>) -> String {
    let of = match of {
        ProofOf::Order(order) => format!("{order}"),
        ProofOf::Code(code) => format!("{code}"),
    };
    who.map_or_else(|| of.clone(), |who| format!("{of} of {}", show_who(who)))
}

fn show_who(who: &Who) -> String {
    match who {
        Who::Me => "me".to_owned(),
        Who::Phone(phone) => phone.expose().to_owned(),
        Who::Customer(customer) => format!("customer {}", customer.get()),
    }
}

/// `B7=B07` is the code and its label.
fn show_offer(offer: &Offer) -> String {
    let code = format!("{}", offer.code);
    let label = offer.label.as_str();
    let mut shown = if code == label {
        code
    } else {
        format!("{code}={label}")
    };
    if let Some(quantity) = offer.quantity {
        shown.push_str(&format!(" x{quantity}"));
    }
    if let Some(price) = offer.price {
        shown.push_str(&format!(" @{price}"));
    }
    for (size, quantity) in &offer.sizes {
        let quantity = quantity.map_or(String::new(), |q| format!(":{q}"));
        shown.push_str(&format!(" {size}{quantity}"));
    }
    shown
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
            ("A12 5000 6000", "Unclear"),
            ("A12 10%", "Unclear"),
            ("S01 5S 10M", "Unclear"),
            ("x20 S01", "Unclear"),
        ],
    );
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
fn a_live_is_run_from_the_phone() {
    check(
        Currency::XOF,
        &[
            ("LIVE", "OpenLive"),
            ("live on", "OpenLive"),
            ("Début du live", "OpenLive"),
            ("start live", "OpenLive"),
            ("FIN", "CloseLive"),
            ("Live OFF", "CloseLive"),
            ("fin du live", "CloseLive"),
            ("END", "CloseLive"),
            ("STOP", "Unclear"),
            ("START", "Unclear"),
            ("stop le live", "CloseLive"),
            ("stop ce soir", "Unclear"),
            ("fini pour ce soir merci", "CloseLive"),
            ("Fin du live, merci à toutes ❤️", "CloseLive"),
            ("fin du live dans 5 minutes", "Unclear"),
            ("fin du live bientôt", "Unclear"),
            ("live ce soir", "Unclear"),
            ("article", "Unclear"),
            ("Code :", "Unclear"),
            ("mes commandes", "List"),
            ("supprime le A12", "withdraw A12/"),
            ("enlève code A12 et B7", "withdraw A12/, B7/"),
            ("live demain à 20h", "Unclear"),
            ("PAS A12", "withdraw A12/"),
            ("pas a-12, B07", "withdraw A12/, B7/"),
            ("PAS A12 M", "withdraw A12/M"),
            (
                "PAS S01 M et L, taille 38, A12",
                "withdraw S1/M, S1/L, S1/38, A12/",
            ),
            ("PAS A12 x2", "Unclear"),
            ("pas aujourd'hui", "Unclear"),
            ("VENDU A12", "sold A12/ x1"),
            ("SOLD S01 M x2", "sold S1/M x2"),
            ("VENDU A12 x2 dommage qté 3", "Unclear"),
            ("A12 vendu", "Unclear"),
            ("A12 est parti", "Unclear"),
            ("A12 ?", "Unclear"),
            ("LISTE", "List"),
            ("liste des commandes", "List"),
            ("list", "List"),
            ("POURQUOI A12", "Why(A12)"),
            ("why s-1 ?", "Why(S1)"),
            ("AIDE", "Help"),
            ("help", "Help"),
            ("?", "Help"),
            ("bonjour les filles", "Unclear"),
            ("", "Unclear"),
        ],
    );
}

#[test]
fn what_lies_between_two_codes_is_not_guessed() {
    for text in [
        "PAS A57 à A60",
        "PAS de A57 à A60",
        "PAS A57 au A 60",
        "PAS A57-A60",
        "PAS A 57 jusqu'à A 60",
        "A57 à A60 5000",
        "A57 to A60 5000",
        "A57 up to A60 5000",
        "A57 - A60 : 5000",
        "A60 à A57 5000",
        "A57 -> A60",
        "MODIF A57 à A60 5000",
        "VENDU A57 à A60",
        "POUR MOI A57 à A60",
        "S01 S à XL 5000",
        "S01 sizes S to XL 5000",
        "S01 S-XL 5000",
        "PREPARE VF-0012 à VF-0015",
        "LIVRE VF12 - VF15",
        "S01 tailles 38-42 9000",
        "S01 38 - 42 9000",
    ] {
        assert_eq!(
            parse_seller(text, Currency::XOF),
            SellerIntent::Unclear,
            "{text:?}"
        );
        assert_eq!(unread(text), Unclear::Span, "{text:?}");
    }
    check(
        Currency::XOF,
        &[
            ("A57 à A58 5000", "A57, A58 @5000"),
            ("PAS A57-A58", "withdraw A57/, A58/"),
            ("PAS A57, A60", "withdraw A57/, A60/"),
            ("PAS A57 et A60", "withdraw A57/, A60/"),
            ("PAS A57/A60", "withdraw A57/, A60/"),
            ("PAS A57 - B60", "withdraw A57/, B60/"),
            ("A57 à 60", "A57 @60"),
            ("A57 à 5000, A60 à 6000", "A57 @5000, A60 @6000"),
            ("A57 5000\n- A60 6000", "A57 @5000, A60 @6000"),
            ("S01 S-M-L 5000", "S1=S01 @5000 S M L"),
            ("S01 S à M 5000", "S1=S01 @5000 S M"),
            ("S01 S XL 5000", "S1=S01 @5000 S XL"),
            ("S01 tailles 38-39 9000", "S1=S01 @9000 38 39"),
            ("S01 tailles 38 - 42 €", "S1=S01 @42 38"),
            ("S01 taille 38 à 45", "S1=S01 @45 38"),
            (
                "PREPARE VF-0012 à VF-0013",
                "Prepare([OrderNumber(12), OrderNumber(13)])",
            ),
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
        &[("A12 0,99", "A12 @99"), ("A12 05", "Unclear")],
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
    assert_eq!(unread("S-5 bla vendu"), Unclear::Text);
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
fn people_are_named_by_number() {
    check(
        Currency::XOF,
        &[
            ("POUR +33 6 12 34 56 78 A12", "for +33612345678: A12"),
            (
                "pour 0033-6-12-34-56-78 A12 x2, S01 M",
                "for +33612345678: A12 x2, S1/M",
            ),
            ("FOR +33 (0)6.12.34.56.78 A12", "for +33612345678: A12"),
            ("POUR A12 +221 77 123 45 67", "for +221771234567: A12"),
            ("pour 221771234567 A12", "for +221771234567: A12"),
            ("POUR MOI A12 B7", "for me: A12, B7"),
            ("for me A12", "for me: A12"),
            ("POUR MOI", "Unclear"),
            (
                "réserve A12 pour +225 07 01 02 03 78",
                "for +2250701020378: A12",
            ),
            ("POUR +2250707070707 2 A12", "Unclear"),
            ("POUR +33 6 12 34 56 78 2 A12", "Unclear"),
            ("POUR +33 6 12 34 56 78 2x A12", "for +33612345678: A12 x2"),
            ("POUR +2250707070707 A12 x2", "for +2250707070707: A12 x2"),
            ("POUR +33 6 12 34 56 7 8 A12", "for +33612345678: A12"),
            ("Réservé A12", "Unclear"),
            ("POUR 77 123 45 67 A12", "Unclear"),
            ("LIBERE A12", "release A12/ of anyone"),
            ("libère S01 M +33612345678", "release S1/M of +33612345678"),
            ("LIBERE S01 77 123 45 67", "Unclear"),
            ("BLOQUE +33612345678", "block +33612345678"),
            ("BLOQUE (0)6 12 34 56 78 90 12", "Unclear"),
            ("débloque 00 33 612 345 678", "unblock +33612345678"),
        ],
    );
    for (text, number) in [
        ("POUR +33 6 12 34 56 78 A12", Some("+33612345678")),
        ("LIBERE S 01 +33612345678", Some("+33612345678")),
        ("BLOQUE 0612345678", None),
        ("A12 +33612345678", None),
    ] {
        let found = mentioned_phone(text);
        assert_eq!(found.as_ref().map(|phone| phone.expose()), number, "{text}");
    }
    assert_eq!(unread("POUR 77 123 45 67 A12"), Unclear::Person);
    assert_eq!(unread("BLOQUE 0612345678"), Unclear::Person);
    assert_eq!(unread("POUR Fatou A12"), Unclear::Person);
    assert_eq!(unread("pour info les filles, 12 pièces"), Unclear::Text);
}

#[test]
fn orders_and_proofs_are_followed() {
    check(
        Currency::XOF,
        &[
            ("OK VF-0012", "approve VF-0012"),
            ("ok vf 12", "approve VF-0012"),
            ("VALIDE A12", "approve A12"),
            ("OK S01 cliente 12", "approve S1 of customer 12"),
            ("ok customer 12 s01", "approve S1 of customer 12"),
            ("OK S01 +33 6 12 34 56 78", "approve S1 of +33612345678"),
            ("OK VF-0012 cliente 3", "Unclear"),
            ("OK S01 cliente", "Unclear"),
            ("LIBERE S01 M cliente 12", "release S1/M of customer 12"),
            ("ok merci", "Unclear"),
            ("OK VF-0012 A12", "Unclear"),
            (
                "REFUSE VF-0012 : photo floue, merci de la refaire",
                "refuse VF-0012: photo floue, merci de la refaire",
            ),
            ("REFUSÉ A12", "refuse A12: "),
            (
                "REFUSE S01 CLIENTE 12 illisible",
                "refuse S1 of customer 12: illisible",
            ),
            ("refuse", "Unclear"),
            ("OK preuve VF-0012", "approve VF-0012"),
            ("PREPARE VF-0012", "Prepare([OrderNumber(12)])"),
            ("ready vf0012", "Prepare([OrderNumber(12)])"),
            ("LIVRAISON VF-0012", "SendOut([OrderNumber(12)])"),
            ("en livraison VF-0012", "SendOut([OrderNumber(12)])"),
            ("SHIP VF-12", "SendOut([OrderNumber(12)])"),
            ("livraison 2000", "Unclear"),
            ("Livré VF-0012", "Deliver([OrderNumber(12)])"),
            (
                "ANNULE VF-0012",
                "CancelOrder { order: OrderNumber(12), reason: None }",
            ),
            (
                "annule VF-0012 cliente absente",
                "CancelOrder { order: OrderNumber(12), reason: Some(NoShow) }",
            ),
            (
                "cancel VF-12 no show",
                "CancelOrder { order: OrderNumber(12), reason: Some(NoShow) }",
            ),
            (
                "annule VF-12 client",
                "CancelOrder { order: OrderNumber(12), reason: Some(Customer) }",
            ),
            (
                "annule VF-12 rupture",
                "CancelOrder { order: OrderNumber(12), reason: Some(OutOfStock) }",
            ),
            (
                "annule VF-12 acompte",
                "CancelOrder { order: OrderNumber(12), reason: Some(DepositMissing) }",
            ),
            (
                "annule VF-12 fraude !",
                "CancelOrder { order: OrderNumber(12), reason: Some(Fraud) }",
            ),
            ("annule VF-0012 13", "Unclear"),
            ("annule VF-0012 et 13 absente", "Unclear"),
            ("annule A12", "Unclear"),
        ],
    );
}

proptest! {
    #[test]
    fn any_text_of_a_seller_is_understood_or_not_but_never_breaks(text in any::<String>()) {
        let _ = parse_seller(&text, Currency::EUR);
        let _ = mentioned_phone(&text);
        let _ = unread(&text);
    }

    #[test]
    fn any_mix_of_a_sellers_words_never_breaks(
        words in prop::collection::vec(
            "[ABX]?[0-9]{0,20}|POUR|OK|VF|REFUSE|MODIF|x|\\+|:|S|M|é|,|\\.|€|k|\n|tailles|\\(0\\)|LIVE", 0..40),
        glue in " ?",
    ) {
        let text = words.join(&glue);
        for currency in [Currency::XOF, Currency::EUR, Currency::parse("TND").unwrap()] {
            if let SellerIntent::Offer(offers) = parse_seller(&text, currency) {
                prop_assert!(!offers.is_empty());
                prop_assert!(offers.iter().all(|offer| offer.price.is_none_or(|price| price >= 0)));
            }
        }
        let _ = mentioned_phone(&text);
        let _ = unread(&text);
    }

    #[test]
    fn a_price_in_minor_units_reads_back(minor in 0_i64..100_000_000_000) {
        let text = format!("A12 {},{:02} €", minor / 100, minor % 100);
        prop_assert_eq!(show(&parse_seller(&text, Currency::EUR)), format!("A12 @{minor}"));
    }
}
