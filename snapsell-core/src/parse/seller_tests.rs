//! Tables of sellers' messages and what they mean.

use super::customer_tests::show_claims;
use super::{asked_about, mentioned_phone, parse_seller, unread};
use crate::command::Unclear;
use crate::intent::{Offer, ProofOf, SellerIntent, Who};
use crate::money::Currency;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString as _};
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
            more,
        } => {
            let more: Vec<String> = more
                .iter()
                .map(|(size, units)| format!(" {size} x{units}"))
                .collect();
            let more = more.concat();
            format!("edit {code}/{size} price {price:?} left {quantity:?}{more}")
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
            ("mes commandes", "List(OrderNumber(1))"),
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
            ("LISTE", "List(OrderNumber(1))"),
            ("LISTE VF-0031", "List(OrderNumber(31))"),
            ("liste vf 31", "List(OrderNumber(31))"),
            ("LISTE 2", "List(OrderNumber(2))"),
            ("LISTE VF-0031 VF-0032", "Unclear"),
            ("LISTE 0", "Unclear"),
            ("orders 12", "List(OrderNumber(12))"),
            ("LISTE 0", "Unclear"),
            ("LISTE 2 3", "Unclear"),
            ("LISTE A12", "Unclear"),
            ("VF-0012", "ShowOrder(OrderNumber(12))"),
            ("vf 12 ?", "ShowOrder(OrderNumber(12))"),
            ("POURQUOI VF-0012", "ShowOrder(OrderNumber(12))"),
            ("why VF-0012 is late", "ShowOrder(OrderNumber(12))"),
            ("POURQUOI VF-0012 VF-0013", "Unclear"),
            ("POURQUOI VF-0012 A12", "Why(A12)"),
            ("VF-0012 VF-0013", "Unclear"),
            ("VF-0012 est où", "Unclear"),
            ("liste des commandes", "List(OrderNumber(1))"),
            ("list", "List(OrderNumber(1))"),
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
        "S01 38-42-B7",
        "S01 du 38 au 42",
        "S01 38 à 42 9000",
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
            ("S01 taille 38 - 42 F", "S1=S01 @42 38"),
            ("S01 taille 38 à 45", "S1=S01 @45 38"),
            (
                "PREPARE VF-0012 à VF-0013",
                "Prepare([OrderNumber(12), OrderNumber(13)])",
            ),
        ],
    );
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
            ("POUR +225 07-48-30-41-12 A12", "for +2250748304112: A12"),
            ("POUR 48-30-41-12-31-32 A12", "for +483041123132: A12"),
            ("POUR +225 07-01-02-48-30 A12", "for +2250701024830: A12"),
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
    assert_eq!(unread("OK VF-0004 1500"), Unclear::Text);
    assert_eq!(unread("OK VF 4 15 000 F"), Unclear::Text);
    assert_eq!(unread("POUR Fatou A12"), Unclear::Person);
    assert_eq!(unread("pour info les filles, 12 pièces"), Unclear::Text);
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

#[test]
fn who_has_a_piece_may_be_asked_without_a_question_mark() {
    for (text, code) in [
        ("qui a pris A12", Some("A12")),
        ("A12 c'est pour qui", Some("A12")),
        ("A12 elle est à qui", Some("A12")),
        ("who has A12", Some("A12")),
        ("A12 ?", Some("A12")),
        ("Awa a pris A12", None),
        ("qui a pris A12 et B7", None),
        ("qui est là", None),
        ("38 à 39", None),
    ] {
        let asked = asked_about(text).map(|code| code.to_string());
        assert_eq!(asked.as_deref(), code, "{text}");
    }
    assert_eq!(
        unread("S01 38 à 39 9000"),
        Unclear::Text,
        "nothing lies between"
    );
}
