//! A seller's text that is no command: what keeps it from being one, and what it asks all the same.

use super::args::Args;
use super::seller::{is_denied, leading_verb, mentioned_phone, person_command};
use super::text::{Shape, Text};
use super::verbs::Verb;
use crate::code::{Code, Size};
use crate::command::Unclear;

/// Digits in a message that names a person by a number, at least.
const PERSON_DIGITS_MIN: usize = 6;

/// Words of a name, at most.
const NAME_WORDS_MAX: usize = 2;

/// What keeps a text from being a command.
pub(super) fn unread(raw: &str) -> Unclear {
    let text = Text::read(raw);
    if text.spans() || text.spans_numbers() {
        Unclear::Span
    } else if names_unread_person(&text, raw) {
        Unclear::Person
    } else if dashed(&text) {
        Unclear::Dash
    } else if cancels_a_piece(&text) {
        Unclear::Cancel
    } else {
        Unclear::Text
    }
}

/// The one piece that a question names: `qui a pris A12`, `A12 ?`
pub(super) fn asked_about(raw: &str) -> Option<Code> {
    let text = Text::read(raw);
    let who = |at: usize| matches!(text.word(at), "QUI" | "WHO" | "WHOSE");
    let asks = text.question || (0..text.len()).any(who);
    let (code, _, _) = Args::read(&text, 0).one().filter(|_| asks)?;
    Some(code)
}

/// The piece of `LIBERE A12 Fatou`, which names somebody as nobody can find her here.
pub(super) fn whose(raw: &str) -> Option<(Code, Size)> {
    let text = Text::read(raw);
    let (Verb::Release, rest) = leading_verb(&text)? else {
        return None;
    };
    let args = Args::sized(&text, rest).nobody()?;
    let named = args.stray > 0 && !text.question && !is_denied(&text, rest);
    let (code, size, quantity) = args.one().filter(|_| named)?;
    let digits = (rest..text.len()).any(|at| text.is_number(at) && text.word(at).len() > 2);
    (quantity.is_none() && !digits).then_some((code, size))
}

/// Whether a seller asks what she sold: `combien j'ai vendu`.
pub(super) fn asks_what_sold(raw: &str) -> bool {
    let text = Text::read(raw);
    let is = |words: &[&str]| (0..text.len()).any(|at| words.contains(&text.word(at)));
    let sold = is(&[
        "VENDU",
        "VENTES",
        "VENTE",
        "COMMANDES",
        "SOLD",
        "SALES",
        "ORDERS",
    ]);
    let asks = is(&[
        "COMBIEN", "CMB", "CBIEN", "HOW", "QUELLES", "MES", "MY", "JOUR", "TODAY",
    ]);
    let named = (0..text.len()).any(|at| text.code(at).is_some() || text.order(at).is_some());
    sold && asks && !named
}

/// Whether a command names a person by a number that cannot be read.
fn names_unread_person(text: &Text<'_>, raw: &str) -> bool {
    let Some(rest) = person_command(text) else {
        return false;
    };
    let digits: usize = (rest..text.len())
        .filter(|&at| text.is_number(at))
        .map(|at| text.word(at).len())
        .sum();
    // Beside an order that is named, numbers are of it, or of money.
    let order = (rest..text.len()).any(|at| text.order(at).is_some());
    let unread = !order && digits >= PERSON_DIGITS_MIN && mentioned_phone(raw).is_none();
    let verb = leading_verb(text).map(|(verb, _)| verb);
    let blocks = matches!(verb, Some(Verb::Block | Verb::Unblock));
    unread
        || (verb == Some(Verb::For) && nobody_named(text, rest))
        || (blocks && names_by_letters(text, rest))
}

/// `BLOQUE Fatou`: one name or two, and nothing else.
fn names_by_letters(text: &Text<'_>, rest: usize) -> bool {
    let letters = (rest..text.len()).all(|at| text.shape(at) == Some(Shape::Letters));
    (1..=NAME_WORDS_MAX).contains(&text.len().saturating_sub(rest)) && letters && !text.question
}

/// `POUR Fatou A12`: a code, and nobody that we can find.
fn nobody_named(text: &Text<'_>, rest: usize) -> bool {
    let args = Args::read(text, rest);
    args.who.is_none() && !args.claims.is_empty()
}

/// `S05 S-2`: a code, and behind it what may be a size of it or another code.
fn dashed(text: &Text<'_>) -> bool {
    (1..text.len()).any(|at| {
        text.dashed_size(at).is_some() && text.code(at - 1).is_some_and(|found| found.words == 1)
    })
}

/// `Annule A16`: nobody knows whether the piece goes, or whose hold, or an order.
fn cancels_a_piece(text: &Text<'_>) -> bool {
    let Some((Verb::Cancel, rest)) = leading_verb(text) else {
        return false;
    };
    let args = Args::read(text, rest);
    let plain = !text.question && !is_denied(text, rest);
    args.orders.is_empty() && !args.claims.is_empty() && plain
}
