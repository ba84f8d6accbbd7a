//! What words say beside others: `j'ai reçu`, `I no want`, `how much do I have to pay`, `je suis à Mermoz`.

use super::text::Text;
use super::words::{Ask, Word, word};

/// The word before, the word itself, the word behind, and what that says. None stands for any word.
type Phrase<T> = (
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    T,
);

/// Nothing before it.
const START: &[&str] = &[""];
/// Nothing behind it.
const END: &[&str] = &[""];
/// A code behind it.
const CODE: &[&str] = &["#"];
/// How money is sent.
const MONEY: &[&str] = &[
    "WAVE", "MOMO", "OM", "MTN", "MOOV", "ORANGE", "MOBILE", "MONEY", "PAYMENT", "ACCOUNT",
];
/// A word that nobody knows, or a part of an address.
const PLACE: &[&str] = &["@"];
/// She speaks of herself, or of the seller.
const SPEAKS: &[&str] = &["J", "JE", "JAI", "TU", "I"];
/// She lives there.
const LIVES: &[&str] = &["HABITE", "RESTE", "LOGE", "VIS", "DEMEURE", "LIVE", "STAY"];
/// She is there, where a place follows.
const IS: &[&str] = &["SUIS", "SERAI", "TRAVAILLE", "AM", "M", "WORK"];
/// A place follows.
#[rustfmt::skip]
const THERE: &[&str] = &[
    "A", "AU", "AUX", "SUR", "DANS", "CHEZ", "VERS", "DEVANT", "DERRIERE", "AT", "IN", "ON", "NEAR",
];
/// To a place.
const TO: &[&str] = &["POUR", "A", "AU", "VERS", "FOR", "TO", "IN"];

use Word as W;

/// What a word is for where it stands.
#[rustfmt::skip]
const HEARD: &[Phrase<Option<Word>>] = &[
    (&["RECU", "PREUVE"], &["ARRIVE", "VIENT"], &[], Some(W::Never)),
    (&["AI", "AS", "BIEN", "EST"], &["RECU"], &[], Some(W::Never)),
    (&["JE"], &["LAISSE"], &[], Some(W::Never)),
    (&[], &["NO"], &["WANT", "NEED"], Some(W::Never)),
    (&["REMOVE", "DELETE"], &["ME"], &[], Some(W::Never)),
    (&["AU"], &["LIEU"], &[], Some(W::Never)),
    (&["PLACE"], &["DE", "DU"], CODE, Some(W::Never)),
    (&["PEUT"], &["ETRE"], &[], Some(W::Never)),
    (&[], &["DON"], &["T"], Some(W::Never)),
    (&[], &["LAISSE", "LAISSEZ", "LEAVE", "DROP", "CHANGE", "CHANGER", "CHANGEZ"], CODE, Some(W::Never)),
    (&["TROP", "TOO"], &["CHER", "CHERE", "PETIT", "PETITE", "GRAND", "GRANDE", "EXPENSIVE", "SMALL", "BIG"], &[], Some(W::Never)),
    (&["NON", "PAS"], &["RECU", "RECUE", "RECUS"], &[], Some(W::Never)),
    (&["PRENDS", "PREND", "VEUX", "VEU", "VX", "JVEUX", "JPRENDS"], &["PAS", "PLUS"], &[], Some(W::Never)),
    (&["PAS", "NOT"], &["POUR", "FOR"], &["MOI", "ME"], Some(W::Never)),
    (&[], &["PAS", "NOT"], END, Some(W::Never)),
    (&[], &["NOT"], &["ANYMORE"], Some(W::Never)),
    (&["C", "EST", "IS", "S"], &["CHER", "CHERE", "EXPENSIVE"], &[], Some(W::Never)),
    (&["A"], &["RETIRER"], &[], Some(W::Never)),
    (&["CA", "SA"], &["PASSE"], &[], Some(W::Talk)),
    (&["C", "EST", "FAIT", "COUTE"], &["CB"], &[], Some(W::HowMuch)),
    (START, &["CB"], &[], Some(W::HowMuch)),
    (&["HOW"], &["MUCH"], &[], Some(W::HowMuch)),
    (&["MUCH", "WHAT", "HOW", "WHERE"], &["DO"], &[], Some(W::Question)),
    (&[], &["MODE", "MODES", "MOYEN", "MOYENS"], &["DE"], Some(W::Question)),
    (&["JE", "ON"], &["PAYE", "VERSE"], &[], Some(W::Pay)),
    (&["AI", "JAI", "DEJA"], &["PAYER"], &[], Some(W::Ask(Ask::Proof))),
    (&["C", "CEST", "EST"], &["PAYER"], END, Some(W::Ask(Ask::Proof))),
    (&["DON"], &["PAY", "PAID"], &[], Some(W::Ask(Ask::Proof))),
    (&[], &["DON"], &["PAY", "PAID", "SEND", "SENT"], Some(W::Filler)),
    (&["DON"], &["SEND"], &[], Some(W::Sent)),
    (&["TRANSFER", "TRANSACTION"], &["DONE", "SUCCESSFUL", "MADE", "COMPLETE"], &[], Some(W::Sent)),
    (START, &["PK", "PKOI", "PQ", "PRK"], &["J", "JE", "JAI"], Some(W::Ask(Ask::Why))),
    (&["J", "M", "S", "JE", "ON"], &["ARRETE"], &[], Some(W::Talk)),
    (&["A"], &["CHANGE"], &[], Some(W::Talk)),
    (&[], &["PK", "PKOI", "PQ", "PRK"], CODE, Some(W::Ask(Ask::Why))),
    (&["A", "POUR", "EST"], &["QUI"], &[], Some(W::Question)),
    (&[], &["ORANGE", "MOBILE"], &["MONEY"], Some(W::Means)),
    (&[], &["PAR", "VIA", "BY"], MONEY, Some(W::Filler)),
    (MONEY, &["NUMBER"], &[], Some(W::Filler)),
    (START, &["IS", "ARE", "QUI", "WHO", "ANY"], &[], Some(W::Question)),
    (&[], &["DO"], &["YOU"], Some(W::Question)),
    (&[], &["EST", "SONT"], &["PARTI", "PARTIE", "VENDU", "VENDUE", "VENDUS", "PRIS", "PRISE"], Some(W::Question)),
    (&["Y"], &["A"], &["ENCORE"], Some(W::Left)),
    (&["YOU", "STILL"], &["HAVE"], &[], Some(W::Left)),
    (&["VOUS"], &["AVEZ", "PRENEZ", "ACCEPTEZ"], &[], Some(W::Left)),
    (&["TU", "T"], &["AS"], &[], Some(W::Left)),
    (&["A", "DOIS"], &["PAYER"], &[], Some(W::Due)),
    (&["TO"], &["PAY"], &[], Some(W::Due)),
    (&[], &["PASSE", "PASS"], &["MOI", "ME"], Some(W::Wish)),
    (&[], &["PASSE"], &["UNE"], Some(W::Filler)),
    (&["JE"], &["PASSE"], &["VOUS", "TE", "VITE", "MAINTENANT", "BIENTOT", "AVEC", "POUR", "CHEZ", "TOUT"], Some(W::Talk)),
    (&["MEME", "SAME"], &["ADRESSE", "ADDRESS"], &[], Some(W::Filler)),
    (&[], &["VEUX", "VOUDRAIS", "AIMERAIS"], &["VOIR", "REVOIR"], Some(W::Filler)),
    (&[], &["PAS"], &["LOIN"], Some(W::Filler)),
    (&["LA", "MA", "MY"], &["MAISON", "HOUSE"], END, Some(W::Talk)),
    (&[], &["CHEZ"], &["MOI", "NOUS"], Some(W::Talk)),
    (&["MON", "MY"], &["NOM", "NAME"], &[], Some(W::Talk)),
    (&["EN"], &["ROUTE"], &[], Some(W::Talk)),
    (&["A"], &["DEMAIN", "PLUS"], END, Some(W::Praise)),
    (&["A"], &["PLUS"], &["TARD"], Some(W::Praise)),
    (&["A"], &["LOT"], END, Some(W::Filler)),
    (&["SO"], &["MUCH"], &[], Some(W::Filler)),
    (&["CA"], &["MARCHE"], &[], Some(W::Talk)),
    (&["A"], &["SUIVRE"], &[], Some(W::Talk)),
    (&[], &["HOLD"], &["ON"], Some(W::Talk)),
    (&["D"], &["ACC"], &[], Some(W::Hint(Ask::Confirm))),
    (&[], &["PCS", "PC"], &[], Some(W::Filler)),
    (START, &["OFF"], &[], None),
];

/// Whether she tells what she does, and not where she is: `J'ai …`, `mon nom est …`, and not `je suis à Mermoz`.
const TELLS: &[Phrase<bool>] = &[
    (&["MON", "MY"], &["NOM", "NAME"], &[], true),
    (&[], SPEAKS, LIVES, false),
    (&[], SPEAKS, IS, false),
    (&[], SPEAKS, &[], true),
    (SPEAKS, IS, THERE, false),
    (SPEAKS, IS, &[], true),
];

/// `à Yoff`, `pour Thiès`.
const GOES: &[Phrase<()>] = &[(TO, PLACE, &[], ())];

/// What a word is for where it stands.
pub(super) fn heard(text: &Text<'_>, at: usize) -> Option<Word> {
    if is_times(text, at) {
        return Some(W::Filler);
    }
    if is_paid(text, at) {
        return Some(W::Ask(Ask::Proof));
    }
    first(HEARD, text, at).unwrap_or_else(|| word(text.word(at)))
}

/// The FOIS of `2 fois A20`, and not that of `en 2 fois`, which is how she pays.
fn is_times(text: &Text<'_>, at: usize) -> bool {
    let before = |words: usize| at.checked_sub(words).map_or("", |at| text.word(at));
    let number =
        at > 0 && (text.is_number(at - 1) || matches!(word(before(1)), Some(W::Number(_))));
    text.word(at) == "FOIS" && number && !matches!(before(2), "EN" | "IN")
}

/// `Je payé`: an accent says that it is done, which `je paye` does not.
fn is_paid(text: &Text<'_>, at: usize) -> bool {
    let accent = text.get(at).is_some_and(|token| token.odd);
    matches!(text.word(at), "PAYE" | "VERSE") && accent
}

/// Whether she tells something with this word.
pub(super) fn tells(text: &Text<'_>, at: usize) -> bool {
    first(TELLS, text, at).unwrap_or_default()
}

/// Whether a text names where something goes to.
pub(super) fn goes_somewhere(text: &Text<'_>) -> bool {
    (0..text.len()).any(|at| first(GOES, text, at).is_some())
}

/// What the first phrase says that fits a word.
fn first<T: Copy>(phrases: &[Phrase<T>], text: &Text<'_>, at: usize) -> Option<T> {
    let said = text.word(at);
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    let itself = |words: &[&str]| match words {
        PLACE => matches!(word(said), None | Some(Word::Place)),
        _ => words.contains(&said),
    };
    let after = |words: &[&str]| match words {
        CODE => text.code(at + 1).is_some(),
        _ => words.contains(&text.word(at + 1)),
    };
    let fits = |(lead, own, last, _): &&Phrase<T>| {
        itself(own)
            && (lead.is_empty() || lead.contains(&before))
            && (last.is_empty() || after(last))
    };
    phrases.iter().find(fits).map(|&(.., said)| said)
}
