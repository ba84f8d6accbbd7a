//! Tables of customers' messages and what they mean.

use super::{Expect, parse_customer};
use crate::intent::{Claim, CustomerIntent, Written};
use crate::limits::CLAIMS_PER_MESSAGE_MAX;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub(super) const IDLE: Expect = Expect {
    address: false,
    choice: false,
};
pub(super) const ADDRESS: Expect = Expect {
    address: true,
    choice: false,
};
const CHOICE: Expect = Expect {
    address: false,
    choice: true,
};

pub(super) fn check(expect: Expect, table: &[(&str, &str)]) {
    for (text, meaning) in table {
        assert_eq!(show(&parse_customer(text, expect)), *meaning, "{text:?}");
    }
}

pub(super) fn show_claims(claims: &[Claim]) -> String {
    let shown: Vec<String> = claims
        .iter()
        .map(|claim| {
            let code = match &claim.code {
                Written::Code(code) => code.to_string(),
                Written::Blurred(text) => format!("?{text}"),
            };
            let size = if claim.size.is_one() {
                String::new()
            } else {
                format!("/{}", claim.size)
            };
            let quantity = claim.quantity.map_or(String::new(), |q| format!(" x{q}"));
            let count = claim
                .typed
                .count
                .map_or(String::new(), |n| format!(" ({n})"));
            format!("{code}{size}{quantity}{count}")
        })
        .collect();
    shown.join(", ")
}

pub(super) fn show(intent: &CustomerIntent) -> String {
    let CustomerIntent::Claim { claims, skipped } = intent else {
        return format!("{intent:?}");
    };
    assert_eq!(*skipped, 0, "the tables hold no flood");
    show_claims(claims)
}

#[test]
fn one_code_is_the_same_however_it_is_written() {
    check(
        IDLE,
        &[
            ("B07", "B7"),
            ("b7", "B7"),
            ("B-7", "B7"),
            ("B.07", "B7"),
            ("b_7", "B7"),
            ("#b 07", "B7"),
            ("b 07", "B7"),
            ("b  07", "B7"),
            ("Ｂ０７", "B7"),
            ("B0\u{fe0f}\u{20e3}7\u{fe0f}\u{20e3}", "B7"),
            ("B٠٧", "B7"),
            ("B۷", "B7"),
            ("\u{202e}B\u{200b}0\u{200d}7\u{202c}", "B7"),
            ("🅱️7", "B7"),
            ("🅰️12", "A12"),
            ("ⓩ7", "Z7"),
            ("B\u{a0}7", "B7"),
            ("💖B7💖", "B7"),
            ("(B7)", "B7"),
            ("« b7 »", "B7"),
            ("a 12", "A12"),
            ("robe-7", "ROBE7"),
            ("#robe 7", "ROBE7"),
            ("l'A12", "A12"),
            ("A12!!!", "A12"),
        ],
    );
}

#[test]
fn several_claims_quantities_and_sizes_are_read() {
    check(
        IDLE,
        &[
            ("A12 B7 x2, je prends !", "A12, B7 x2"),
            ("x2 A12", "A12 x2"),
            ("2x A12", "A12 x2"),
            ("2 x A12", "A12 x2"),
            ("A12 x 2", "A12 x2"),
            ("A12 2x", "A12 x2"),
            ("A12 *2", "A12 x2"),
            ("A12 *2, B7*3", "A12 x2, B7 x3"),
            ("A12*2 *B7*", "A12 x2, B7"),
            ("A12 ** 2", "A12 x2"),
            ("A12×2", "A12 x2"),
            ("2*A12", "A12 x2"),
            ("A12x2", "A12 x2"),
            ("2xA12", "A12 x2"),
            ("A12 qté 2", "A12 x2"),
            ("A12 quantité : 2", "A12 x2"),
            ("A12 qté-2", "A12 x2"),
            ("A12\nqté 2", "A12 x2"),
            ("A12 qté\n2", "A12"),
            ("A12 x-2", "A12, X2"),
            ("A12 2x B7", "A12, B7 x2"),
            ("A12 2x, B7", "A12 x2, B7"),
            ("A12, x2 B7", "A12, B7 x2"),
            ("A12 x2 B7 x3", "A12 x2, B7 x3"),
            ("2x A12, 3x B7", "A12 x2, B7 x3"),
            ("2 A12", "A12 (2)"),
            ("A12 2", "A12 (2)"),
            ("A12 2 3", "A12 (2)"),
            ("je veux 2 A12", "A12 (2)"),
            ("2 A12 pour samedi", "A12"),
            ("2 A12, 5000", "A12"),
            ("A12 et B7", "A12, B7"),
            ("A12,B7", "A12, B7"),
            ("A12/B7", "A12, B7"),
            ("A12+B7", "A12, B7"),
            ("A12-B7", "A12, B7"),
            ("A12\nB7", "A12, B7"),
            ("A12 A12", "A12"),
            ("A12 x2 A12", "A12 x2"),
            ("A12 x2, a-12 x3", "A12 x3"),
            ("A12 x0", "A12 x0"),
            ("S01 M", "S1/M"),
            ("S01 taille M", "S1/M"),
            ("S01 en M", "S1/M"),
            ("S01-M", "S1/M"),
            ("S01 size 42", "S1/42"),
            ("S01 T42", "S1/42"),
            ("S01, T42", "S1, T42"),
            ("S01/T42", "S1, T42"),
            ("S01 taille unique", "S1/TU"),
            ("S01 2XL", "S1/XXL"),
            ("S01 42", "S1 (42)"),
            ("A12 M B7", "A12/M, B7"),
            ("S01 M x2", "S1/M x2"),
            ("S01 x2 M", "S1/M x2"),
            ("S01 M et L", "S1/M, S1/L"),
            ("S01 M x2 L x1", "S1/M x2, S1/L x1"),
            ("S 01", "S1"),
            ("A12 S 01", "A12, S1"),
            ("A12 s'il vous plaît", "A12"),
            ("X7", "X7"),
            ("X07 x2", "X7 x2"),
            ("T42", "T42"),
        ],
    );
}

#[test]
fn words_beside_a_code_do_not_hide_it_and_make_none() {
    check(
        IDLE,
        &[
            ("Bonsoir ma belle je veux la robe A12 !", "A12"),
            ("Villa B7", "B7"),
            ("mon numéro 77 123 45 67", "Unclear"),
            ("je passe à 12h", "Unclear"),
            ("il y a 12 personnes", "Unclear"),
            ("le 12 mars", "Unclear"),
            ("rue 12", "Unclear"),
            ("5000F c'est cher", "Unclear"),
            ("je viens 18h30", "Unclear"),
            ("bonjour", "Greeting"),
            ("بسم الله", "Unclear"),
            ("🔥🔥", "Nod"),
            ("", "Unclear"),
            ("B7, a 12 comme hier", "B7"),
            ("B7, a 12, A12 comme hier", "B7, A12"),
        ],
    );
}

#[test]
fn what_is_nearly_a_code_stays_apart() {
    check(
        IDLE,
        &[
            ("A12A", "?A12A"),
            ("a1o", "?A1O"),
            ("AI2", "AI2"),
            ("12A", "?12A"),
            ("AA12B", "?AA12B"),
            ("A12-3", "?A123"),
            ("É12", "?E12"),
            ("E\u{301}12", "?E12"),
            ("A12345", "?A12345"),
            ("H12345", "?H12345"),
            ("B7 et A12A", "B7, ?A12A"),
            ("je voudrais A12A ma voisine", "?A12A"),
            ("ABCDEFGH123456789", "Unclear"),
        ],
    );
}

#[test]
fn commands_are_heard_in_both_languages() {
    check(
        IDLE,
        &[
            ("oui", "Confirm([])"),
            ("OUIII !!! 😍", "Confirm([])"),
            ("yes please", "Confirm([])"),
            ("ok merci", "Agree"),
            ("D’accord", "Agree"),
            ("oui d'accord", "Confirm([])"),
            ("ok A12", "Confirm([A12])"),
            ("Je confirme", "Confirm([])"),
            ("oui je prends", "Confirm([])"),
            ("OUI A12", "Confirm([A12])"),
            ("je confirme A12 et B07", "Confirm([A12, B7])"),
            ("oui je veux A12", "A12"),
            ("S05 Mx2", "S5/M x2"),
            ("S05 Mx2 Lx1 svp", "S5/M x2, S5/L x1"),
            ("S05 Mx2, Lx1", "S5/M x2, S5/L x1"),
            ("S05 Mx2, A12", "S5/M x2, A12"),
            ("S05 Mx2, MX4 x1", "S5/M x2, MX4 x1"),
            ("S05 Mx2, Lx4, x3 A12", "S5/M x2, S5/L x4, A12 x3"),
            ("S05, Mx2", "S5, MX2"),
            ("S05 x2, Mx1", "S5 x2, MX1"),
            ("S05 M, Lx1", "S5/M, LX1"),
            ("Mx2", "MX2"),
            ("ok A12 x2", "A12 x2"),
            ("oui A12A", "Unclear"),
            ("oui non", "Unclear"),
            ("annuler", "Cancel([])"),
            ("Annulé svp", "Cancel([])"),
            ("cancel A12", "Cancel([A12])"),
            ("je veux annuler A12", "Cancel([A12])"),
            ("passe", "Cancel([])"),
            ("NON MERCI", "Cancel([])"),
            ("no", "Cancel([])"),
            ("non je veux B7", "B7"),
            ("annuler A12A", "Unclear"),
            ("annuler tout de suite mon rdv", "Unclear"),
            ("ANNULER VF-0001", "CancelOrder(OrderNumber(1))"),
            ("annule VF0001", "CancelOrder(OrderNumber(1))"),
            ("annuler ma commande vf 1", "CancelOrder(OrderNumber(1))"),
            ("annuler VF-1 VF-2", "Unclear"),
            ("VF-0001", "Basket"),
            ("où est ma commande VF-0001 ?", "Basket"),
            ("panier", "Basket"),
            ("my cart please", "Basket"),
            ("ma commande", "Basket"),
            ("où en est ma commande ?", "Basket"),
            ("je commande A12", "A12"),
            ("POURQUOI A12", "Why(A12)"),
            ("why a-12?", "Why(A12)"),
            ("pourquoi je n'ai pas eu A12", "Why(A12)"),
            ("pourquoi ?", "Unclear"),
            ("AIDE", "Help"),
            ("help!", "Help"),
            ("?", "Help"),
            ("infos", "Help"),
            ("Français", "Speak(Fr)"),
            ("in english please", "Speak(En)"),
        ],
    );
}

#[test]
fn a_text_can_be_a_proof() {
    check(
        IDLE,
        &[
            ("PREUVE 12345", "Proof"),
            ("payé", "Proof"),
            ("c'est bon j'ai payé A12", "Proof"),
            ("J'ai déjà payé", "Proof"),
            ("payé par Wave ref 9XK21", "Proof"),
            ("acompte envoyé pour A12", "Proof"),
            ("reçu 4411", "Proof"),
            ("j'ai reçu ma commande", "Unclear"),
            ("j'ai reçu mon colis", "Unclear"),
            ("j'ai bien reçu A12 merci", "Unclear"),
            ("reçu envoyé", "Proof"),
            ("c'est reçu merci", "Unclear"),
            ("le reçu arrive", "Unclear"),
            ("envoyé 5000", "Paid"),
            ("envoyé 500", "Paid"),
            ("envoyé 499", "Unclear"),
            ("envoyé bla 5000", "Unclear"),
            ("envoyé 5000 2000", "Unclear"),
            ("c'est fait", "Unclear"),
            ("envoyé A12 5000", "A12"),
            ("envoyé par wave pour A12", "Paid"),
            ("acompte combien ?", "Unclear"),
            ("paiement à la livraison", "Unclear"),
            ("j'ai pas payé", "Unclear"),
            ("je paye demain", "Unclear"),
            ("je paye par wave", "Unclear"),
            ("je verse pas d'avance", "Unclear"),
            ("je verse l'acompte demain", "Unclear"),
            ("paiement demain svp", "Unclear"),
            ("payement en espèces", "Unclear"),
            ("acompte plus tard", "Unclear"),
            ("payé pas encore", "Unclear"),
            ("reçu merci", "Thanks"),
            ("ok reçu merci", "Thanks"),
            ("message reçu", "Unclear"),
            ("reçu merci 4411", "Proof"),
            ("voici le reçu merci", "Proof"),
            ("payé merci", "Proof"),
            ("ok payé merci", "Proof"),
            ("payement 12345", "Proof"),
            ("j'ai payer", "Proof"),
            ("déjà payer", "Proof"),
            ("j'ai payé, à demain", "Proof"),
        ],
    );
    check(ADDRESS, &[("preuve 12345 OM", "Proof")]);
}

#[test]
fn the_reference_of_a_payment_is_a_proof_and_claims_nothing() {
    let cited = [
        "ref 9XK21",
        "réf: 4F2K",
        "réf n° 9XK21",
        "bonjour, référence 9XK21 merci",
        "c'est bon, transaction MP230512.1533.A4521",
        "transaction ID: PP2305-1533",
        "ref K21X9",
        "ref 45211",
        "ref AB12CD",
        "réf de paiement : 9XK21",
        "la ref du wave c'est 9XK21",
        "ok ref 9XK21",
        "envoyé par wave ref 9XK21",
    ];
    check(IDLE, &cited.map(|text| (text, "Proof")));
    check(ADDRESS, &cited.map(|text| (text, "Proof")));
    check(
        IDLE,
        &[
            ("ref A12", "A12"),
            ("la réf B-7 svp", "B7"),
            ("ref A12 x2", "A12 x2"),
            ("ref A12A", "?A12A"),
            ("ref AB12C", "?AB12C"),
            ("ref ABCD12", "ABCD12"),
            ("ref A12-B7", "A12, B7"),
            ("ref A12, 9XK21", "A12, K21 x9"),
            ("numéro 9XK21", "K21 x9"),
            ("ref 4521", "Unclear"),
            ("ref 9XK21 ?", "Unclear"),
            ("j'ai pas de ref 9XK21", "Unclear"),
            ("annule ref 9XK21", "Unclear"),
            ("9XK21", "K21 x9"),
        ],
    );
}

#[test]
fn a_number_chooses_only_when_something_was_suggested() {
    check(
        CHOICE,
        &[
            ("1", "Choose(1)"),
            ("le 2 svp", "Choose(2)"),
            ("3\u{fe0f}\u{20e3}", "Choose(3)"),
            ("oui 1", "Choose(1)"),
            ("4", "Unclear"),
            ("oui", "Confirm([])"),
            ("A12", "A12"),
            ("1 colis VF-0001", "Basket"),
        ],
    );
    check(IDLE, &[("1", "Unclear")]);
}

#[test]
fn a_flood_of_codes_is_bounded_and_counted() {
    let flood: String = (0..10_000).map(|i| format!("A{i} ")).collect();
    let CustomerIntent::Claim { claims, skipped } = parse_customer(&flood, IDLE) else {
        panic!("a flood of codes is a claim");
    };
    assert_eq!(claims.len(), CLAIMS_PER_MESSAGE_MAX);
    assert!(skipped > 1_000);
}

#[test]
fn a_number_of_sizes_beside_a_yes_or_a_no_is_a_size() {
    check(
        IDLE,
        &[
            ("annuler B1 38", "Cancel([B1 38])"),
            ("ANNULE B1 38 et A12", "Cancel([B1 38, A12])"),
            ("oui B1 38", "Confirm([B1 38])"),
            ("OUI B1 38, B2 39", "Confirm([B1 38, B2 39])"),
            ("annuler B1 2", "Unclear"),
            ("annuler S01 x2", "CancelUnits { of: S1, units: 2 }"),
            ("annuler S01 Mx2", "CancelUnits { of: S1 M, units: 2 }"),
            ("annuler S01 x2 et A12", "Cancel([S1, A12])"),
            ("annuler S01 M et L", "Cancel([S1 M, S1 L])"),
            ("annuler B1 38 demain matin", "Unclear"),
            ("annuler 38", "Unclear"),
        ],
    );
}
