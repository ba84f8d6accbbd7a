//! Not now, and not at all, in other words than CANCEL.

use super::asks::says;
use super::phrases::heard;
use super::scan::Scan;
use super::text::Text;
use super::words::{Word, word};
use crate::intent::Claim;

/// `Je confirme plus tard`, `oui attends`, `ok je t'envoie`, `ok encore une`: not now, or not only that.
pub(super) fn puts_off(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let sends = || says(text, &["J", "JE"]) && says(text, &["ENVOIE"]);
    let another =
        |at: usize| text.word(at) == "ENCORE" && matches!(text.word(at + 1), "UN" | "UNE");
    let more = || sends() || (0..text.len()).any(another);
    let other = claims.is_empty() && (scan.any_not || more());
    other || says(text, &["TARD", "LATER"]) || (scan.says_so() && hold_on(text))
}

/// `Oui attends`, `no wait`: told to somebody, and not `j'attends`.
pub(super) fn hold_on(text: &Text<'_>) -> bool {
    let told = |at: usize| {
        let before = at.checked_sub(1).map_or("", |before| text.word(before));
        !matches!(
            before,
            "J" | "JE" | "T" | "L" | "VOUS" | "ON" | "I" | "LL" | "WILL" | "TO"
        )
    };
    let wait = |at: &usize| {
        matches!(
            text.word(*at),
            "ATTENDS" | "ATTEND" | "ATTENDEZ" | "PATIENTE" | "PATIENTEZ" | "WAIT"
        )
    };
    (0..text.len()).filter(wait).any(told)
}

/// `Non merci je prends pas`, `stop je veux plus`, `no I don't want`: one word, and nothing but that she does not want.
pub(super) fn declines(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let not = |at: usize| {
        let not = matches!(heard(text, at), Some(Word::Not | Word::Never | Word::Ne));
        not && !text.is_elided(at)
    };
    let wish = |at: usize| word(text.word(at)) == Some(Word::Wish);
    let behind = (1..text.len()).any(|at| not(at) && wish(at - 1));
    let before = (1..text.len()).any(|at| wish(at) && matches!(text.word(at - 1), "T" | "DONT"));
    let nots = (0..text.len()).filter(|&at| not(at)).count();
    let only = usize::try_from(scan.unknown) == Ok(nots) && scan.numbers + scan.references == 0;
    let named = !claims.is_empty() || scan.orders > 0;
    let says_no = scan.wish && scan.says_so() && !scan.firm && !scan.question;
    says_no && only && !named && (behind || before)
}
