//! Words that say something else beside others: `j'ai reçu`, `je laisse`, `I no want`, `how much do I have to pay`.

use super::text::Text;
use super::words::{Word, word};

/// The word before, the word itself, the word behind, and what it is for then. None stands for any word.
type Phrase = (
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    Option<Word>,
);

/// Nothing before it.
const START: &[&str] = &[""];
/// Nothing behind it.
const END: &[&str] = &[""];
/// A code behind it.
const CODE: &[&str] = &["#"];

use Word as W;

/// The first that fits counts.
#[rustfmt::skip]
const PHRASES: &[Phrase] = &[
    (&["RECU", "PREUVE"], &["ARRIVE", "VIENT"], &[], Some(W::Never)),
    (&["AI", "BIEN", "EST"], &["RECU"], &[], Some(W::Never)),
    (&["JE"], &["LAISSE"], &[], Some(W::Never)),
    (&[], &["NO"], &["WANT", "NEED"], Some(W::Never)),
    (&["REMOVE", "DELETE"], &["ME"], &[], Some(W::Never)),
    (&["AU"], &["LIEU"], &[], Some(W::Never)),
    (&["PLACE"], &["DE", "DU"], CODE, Some(W::Never)),
    (&["PEUT"], &["ETRE"], &[], Some(W::Never)),
    (&[], &["DON"], &["T"], Some(W::Never)),
    (&[], &["LAISSE", "LAISSEZ", "LEAVE", "DROP", "CHANGE", "CHANGER", "CHANGEZ"], CODE, Some(W::Never)),
    (&["TROP", "TOO"], &["CHER", "CHERE", "PETIT", "PETITE", "GRAND", "GRANDE", "EXPENSIVE", "SMALL", "BIG"], &[], Some(W::Never)),
    (&["HOW"], &["MUCH"], &[], Some(W::HowMuch)),
    (&["MUCH", "WHAT"], &["DO"], &[], Some(W::Question)),
    (START, &["IS", "ARE", "QUI", "WHO"], &[], Some(W::Question)),
    (&[], &["DO"], &["YOU"], Some(W::Question)),
    (&[], &["EST", "SONT"], &["PARTI", "PARTIE", "VENDU", "VENDUE", "VENDUS", "PRIS", "PRISE"], Some(W::Question)),
    (&["Y"], &["A"], &["ENCORE"], Some(W::Left)),
    (&["YOU", "STILL"], &["HAVE"], &[], Some(W::Left)),
    (&["VOUS"], &["AVEZ"], &[], Some(W::Left)),
    (&["TU", "T"], &["AS"], &[], Some(W::Left)),
    (&["A", "DOIS"], &["PAYER"], &[], Some(W::Due)),
    (&["TO"], &["PAY"], &[], Some(W::Due)),
    (&[], &["PASSE", "PASS"], &["MOI", "ME"], Some(W::Wish)),
    (&[], &["PASSE"], &["UNE"], Some(W::Filler)),
    (&["MEME", "SAME"], &["ADRESSE", "ADDRESS"], &[], Some(W::Filler)),
    (&[], &["VEUX", "VOUDRAIS", "AIMERAIS"], &["VOIR", "REVOIR"], Some(W::Filler)),
    (&[], &["PAS"], &["LOIN"], Some(W::Filler)),
    (&["LA", "MA", "MY"], &["MAISON", "HOUSE"], END, Some(W::Talk)),
    (&[], &["CHEZ"], &["MOI", "NOUS"], Some(W::Talk)),
    (&["MON", "MY"], &["NOM", "NAME"], &[], Some(W::Talk)),
    (&["EN"], &["ROUTE"], &[], Some(W::Talk)),
    (&["A"], &["DEMAIN", "PLUS"], END, Some(W::Praise)),
    (&["A"], &["LOT"], END, Some(W::Filler)),
    (&["SO"], &["MUCH"], &[], Some(W::Filler)),
    (&["CA"], &["MARCHE"], &[], Some(W::Talk)),
    (START, &["OFF"], &[], None),
];

/// What a word is for where it stands.
pub(super) fn heard(text: &Text<'_>, at: usize) -> Option<Word> {
    let said = text.word(at);
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    let after = |words: &[&str]| match words {
        CODE => text.code(at + 1).is_some(),
        _ => words.contains(&text.word(at + 1)),
    };
    let fits = |(first, own, last, _): &&Phrase| {
        own.contains(&said)
            && (first.is_empty() || first.contains(&before))
            && (last.is_empty() || after(last))
    };
    let phrase = PHRASES.iter().find(fits);
    phrase.map_or_else(|| word(said), |&(.., meant)| meant)
}

/// `J'ai …`, `mon nom est …`, `I will …`, and not `je suis à Mermoz`, `j'habite …`, `I live …`.
pub(super) fn tells(text: &Text<'_>, at: usize) -> bool {
    if matches!(text.word(at), "NOM" | "NAME") && at > 0 {
        return matches!(text.word(at - 1), "MON" | "MY");
    }
    if !matches!(text.word(at), "J" | "JE" | "JAI" | "TU" | "I") {
        return false;
    }
    let there = |at: usize| {
        matches!(
            text.word(at),
            "A" | "AU"
                | "AUX"
                | "SUR"
                | "DANS"
                | "CHEZ"
                | "VERS"
                | "DEVANT"
                | "DERRIERE"
                | "AT"
                | "IN"
                | "ON"
                | "NEAR"
        )
    };
    match text.word(at + 1) {
        "HABITE" | "RESTE" | "LOGE" | "VIS" | "DEMEURE" | "LIVE" | "STAY" => false,
        "SUIS" | "SERAI" | "TRAVAILLE" | "AM" | "M" | "WORK" => !there(at + 2),
        _ => true,
    }
}
