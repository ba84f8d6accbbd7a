//! What a customer asks: what a piece costs, what delivery costs, what everything costs, and how to pay.

use super::phrases::goes_somewhere;
use super::scan::Scan;
use super::text::Text;
use super::words::{Ask, Word};
use crate::intent::Claim;

/// `Combien A12`, `prix A12`, `il reste A12`, `how much is A12?`, and not `A12 super prix`. Who wants something wants it;
/// delivery has another price.
pub(super) fn asks_price(text: &Text<'_>, scan: &Scan) -> bool {
    let only = scan.unknown == scan.prices + scan.questions;
    let asked = scan.question || only || scan.first == Some(Word::Price);
    let lives = |before: usize| matches!(text.word(before), "J" | "JE" | "TU" | "ON");
    let stays = |at: usize| {
        matches!(text.word(at), "RESTE" | "YA") && !at.checked_sub(1).is_some_and(lives)
    };
    let begins = || scan.first == Some(Word::Left) && (0..text.len()).any(stays);
    let left = scan.left > 0 && (scan.question || begins());
    let price = scan.how_much || left || (scan.prices > 0 && asked);
    price && !scan.wish && !scan.says_so() && scan.delivery == 0
}

/// `A12 tailles ?`, `A12 pour demain ?`: a question about a piece, answered with what there is. `A12 ?` and `can I have A12?`
/// are claims.
pub(super) fn asks_about(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    const POLITE: &[&str] = &[
        "CAN", "COULD", "GET", "PEUT", "PEUX", "POUVEZ", "POURRAIS", "POSSIBLE", "AVOIR",
    ];
    let beside = scan.wares + scan.questions + scan.means;
    let other = scan.unknown > beside && scan.delivery + scan.places == 0;
    let plain = !scan.wish && !scan.negated && !scan.any_not && scan.ask().is_none();
    scan.question && !scan.asks && other && plain && !claims.is_empty() && !says(text, POLITE)
}

/// `La livraison c'est combien ?`, `frais de livraison pour Yoff`, `how much is delivery`, and of nothing else.
pub(super) fn asks_delivery(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let known = scan.delivery + scan.prices + scan.questions;
    let only = scan.unknown == known || (scan.talk == 0 && goes_somewhere(text));
    let leads = scan.first == Some(Word::Price);
    let priced = scan.prices > 0 && (scan.question || leads || scan.unknown == known);
    let asked = scan.how_much || priced || (scan.question && scan.unknown == scan.delivery);
    let alone = claims.is_empty() && scan.numbers + scan.references + scan.orders == 0;
    scan.delivery > 0 && only && asked && alone && scan.ask().is_none() && !scan.negated
}

/// `Ça fait combien en tout ?`, `mon total svp`, `how much do I owe?`
pub(super) fn asks_total(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let all = || says(text, &["TOUT", "ALL"]);
    let asked = scan.total || (scan.how_much && (scan.totals > 0 || all()));
    let only = scan.unknown == scan.prices + scan.questions + scan.totals;
    asked && only && claims.is_empty() && scan.numbers == 0 && scan.references == 0
}

/// `Numéro wave ?`, `comment payer`, `where do I pay`, and of nothing else.
pub(super) fn asks_how_to_pay(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let alone = claims.is_empty() && scan.numbers + scan.references + scan.orders == 0;
    let only = scan.unknown == scan.questions + scan.talk + scan.totals + scan.left;
    if !alone || !only || scan.how_much {
        return false;
    }
    let how = says(
        text,
        &[
            "OU", "COMMENT", "MODE", "MODES", "MOYEN", "MOYENS", "WHERE", "HOW",
        ],
    );
    let number = says(text, &["NUMERO", "NUMBER", "DETAILS"]);
    match scan.ask() {
        None => {
            let means = scan.means > 0 && !scan.sent;
            (how && scan.pays + scan.totals > 0) || (means && (number || scan.question))
        }
        Some(Ask::Proof) => scan.question && (how || number),
        Some(_) => false,
    }
}

/// `Comment ça marche`, `comment commander`, `how do I order`, and of nothing of hers.
pub(super) fn asks_how_to_order(text: &Text<'_>, scan: &Scan) -> bool {
    let plain = matches!(scan.ask(), None | Some(Ask::Basket));
    let works = says(text, &["MARCHE", "WORK", "WORKS"]) && says(text, &["CA", "SA", "IT", "THIS"]);
    let orders = says(text, &["COMMANDER", "RESERVER", "ACHETER", "BUY"])
        || (says(text, &["ORDER"]) && says(text, &["I", "TO"]));
    let hers = says(text, &["MA", "MON", "MES", "MY"]);
    let how = says(text, &["COMMENT", "HOW"]);
    plain && how && !scan.how_much && (works || orders) && !hers
}

/// `Payer`, `envoyé`, alone: she did what she was asked for, or is about to.
pub(super) fn says_sent(text: &Text<'_>) -> bool {
    text.len() == 1 && !text.question && matches!(text.word(0), "PAYER" | "SENT" | "ENVOYE")
}

/// Whether one of these words is in a text.
pub(super) fn says(text: &Text<'_>, words: &[&str]) -> bool {
    (0..text.len()).any(|at| words.contains(&text.word(at)))
}
