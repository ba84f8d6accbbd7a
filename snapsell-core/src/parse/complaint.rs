//! What is said of a piece by somebody who had it, gives it back or tells who took it: the team reads that.

use super::asks::says;
use super::scan::Scan;
use super::text::Text;
use super::words::Ask;

/// She gives it back, whatever she wants.
#[rustfmt::skip]
const BACK: &[&str] = &[
    "RENDRE", "REMBOURSER", "REMBOURSEZ", "REMBOURSE", "REMBOURSEE", "REMBOURSEMENT", "RETOURNER", "RETOURNE", "REFUND",
    "RETURN", "RATE",
];
/// She has it, and tells how it is.
#[rustfmt::skip]
const OF_IT: &[&str] = &[
    "RECU", "RECUE", "RECUES", "RECEIVED", "ARRIVED", "ARRIVEE", "DECHIREE", "DECHIRE", "ABIMEE", "ABIME", "CASSE",
    "CASSEE", "BROKEN", "TROU", "DEFAUT", "TACHEE", "TACHE", "DECUE", "RECLAMATION", "ARNAQUE", "DOMMAGE", "MOCHE",
    "DECHIREES", "DECHIRES", "ABIMEES", "ABIMES", "TROUEE", "TROUE", "DECOUSUE", "DECOUSU", "TORN", "DAMAGED", "STAINED",
    "STAIN", "FAULTY",
];
/// `Pas de souci` is none.
const TROUBLE: &[&str] = &["SOUCI", "PROBLEME", "PROBLEM"];
/// It is somebody's, where no text begins with it: `vendu A12 !` is a claim.
const GONE: &[&str] = &[
    "VENDU", "VENDUE", "PARTI", "PARTIE", "SOLD", "GONE", "TAKEN",
];
/// And may be her own: `A12 pris` is a claim, `Fatou a pris A12` is none.
const TOOK: &[&str] = &["PRIS", "PRISE"];

/// `C'est abîmé`, `pas la bonne taille`, with nothing about money.
pub(super) fn tells_of_a_fault(raw: &str) -> bool {
    let text = Text::read(raw);
    let scan = Scan::of(&text);
    let pays = scan.ask() == Some(Ask::Proof) || scan.means + scan.pays > 0 || scan.sent;
    let wrong = says(&text, &["PAS", "WRONG", "MAUVAISE", "MAUVAIS", "NOT"])
        && says(
            &text,
            &[
                "TAILLE", "COULEUR", "BONNE", "BON", "SIZE", "COLOUR", "COLOR",
            ],
        );
    !pays && (wrong || complains(&text, &scan))
}

/// `A12 est déchirée`, `je veux rendre A12`, `Fatou a pris A12`.
pub(super) fn complains(text: &Text<'_>, scan: &Scan) -> bool {
    let trouble = !scan.any_not && says(text, TROUBLE);
    let mine = says(text, &["AI", "JAI", "ME", "MOI", "ON"]);
    let told = |at: usize| matches!(text.word(at), "A" | "ONT" | "EST" | "DEJA");
    let others = |at: usize| {
        let took = TOOK.contains(&text.word(at)) && told(at - 1);
        took || GONE.contains(&text.word(at))
    };
    let others = !mine && (1..text.len()).any(others);
    says(text, BACK) || (!scan.wish && (trouble || others || says(text, OF_IT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_where_nothing_is_said_of_money() {
        for text in [
            "c'est abîmé",
            "pas la bonne taille",
            "wrong size",
            "déchirée",
        ] {
            assert!(tells_of_a_fault(text), "{text:?}");
        }
        for text in [
            "voici le reçu",
            "reçu wave",
            "elle est abîmée, wave",
            "elle est abîmée, je vais payer",
            "j'ai payé, elle est abîmée",
            "déjà envoyé, problème réglé",
            "la taille M",
            "pas encore",
            "",
        ] {
            assert!(!tells_of_a_fault(text), "{text:?}");
        }
    }
}
