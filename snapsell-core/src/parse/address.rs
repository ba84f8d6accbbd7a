//! Whether a text is an address, and whether it may be something else.

use super::customer::clear_codes;
use super::gap::Gap;
use super::grammar::is_hour;
use super::off::puts_off;
use super::scan::Scan;
use super::text::{Shape, Text};
use super::words::{Ask, Word, word};
use crate::code::Code;
use crate::intent::Claim;
use alloc::vec::Vec;

/// An address has at least this many letters and digits.
const ADDRESS_CHARACTERS_MIN: usize = 4;
/// A code beside a negation and no more words than these is not wanted; with more it is a house and how to find it.
const REFUSAL_WORDS_MAX: u32 = 3;
/// And so is nothing at all, without a code: `laisse tomber`.
const WORDS_OFF_MAX: u32 = 2;

/// `Adresse : …`, `livraison à …`, with something behind it.
pub(super) fn says_address(text: &Text<'_>, scan: &Scan) -> bool {
    if asks_where(text, scan) {
        return false;
    }
    let lead = match scan.first {
        Some(lead @ (Word::Address | Word::Delivery)) => lead,
        None | Some(Word::Place) => return says_new_address(text, scan),
        Some(_) => return false,
    };
    let Some(at) = (0..text.len()).find(|&at| word(text.word(at)) == Some(lead)) else {
        return false;
    };
    let pointed = text.gap(at + 1).has(Gap::COLON) && at + 1 < text.len();
    let mut place = (at + 1..text.len()).map(|at| text.word(at));
    let next =
        place.find(|word| !matches!(*word, "MOI" | "ME" | "NOUS" | "US" | "LE" | "LA" | "IT"));
    let to = matches!(next, Some("A" | "AU" | "AUX" | "CHEZ" | "TO" | "AT"));
    let delivery = if lead == Word::Delivery {
        scan.delivery
    } else {
        0
    };
    let beside = (scan.talk + delivery).max(1);
    let named = scan.unknown + references(text, scan) > beside || !scan.claims.is_empty();
    let told = named && (to || lead == Word::Address);
    pointed || (told && !scan.question && at + 1 < text.len())
}

/// `On a déménagé, nouvelle adresse …`, with something behind it.
fn says_new_address(text: &Text<'_>, scan: &Scan) -> bool {
    let is = |at: usize, what| word(text.word(at)) == Some(what);
    let named = |at: usize| is(at, Word::New) && is(at + 1, Word::Address);
    !scan.question && (0..text.len().saturating_sub(2)).any(named)
}

/// `E8 3RL`, a British postcode beside nothing but politeness.
pub(super) fn is_postcode(text: &Text<'_>) -> bool {
    let silent = |at: usize| {
        matches!(
            word(text.word(at)),
            Some(Word::Filler | Word::Greeting | Word::Thanks)
        )
    };
    let mut words = (0..text.len()).filter(|&at| !silent(at));
    match (words.next(), words.next(), words.next()) {
        (Some(at), None, None) => text.postcode(at) == Some(1),
        (Some(at), Some(next), None) => next == at + 1 && text.postcode(at) == Some(2),
        (_, _, _) => false,
    }
}

/// Whether a text that is awaited as an address can be one.
pub(super) fn is_address(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let command = matches!(
        scan.first,
        Some(
            Word::Firm(Ask::Cancel)
                | Word::Ask(Ask::Why | Ask::Help | Ask::Proof)
                | Word::Not
                | Word::Ne
                | Word::Never
        )
    );
    let beside = scan.delivery + scan.prices + scan.left + scan.totals + scan.talk;
    // Numbers alone are a phone or a size.
    let numbers = if claims.is_empty() { 0 } else { scan.numbers };
    let says = scan.unknown + references(text, scan) + numbers > beside;
    let few = if claims.is_empty() {
        WORDS_OFF_MAX
    } else {
        REFUSAL_WORDS_MAX
    };
    let wish = scan.wish && scan.delivery == 0;
    let off = scan.ask() == Some(Ask::Cancel) || wish || scan.shows;
    let refuses = (off && !claims.is_empty()) || (scan.negated && scan.unknown <= few);
    let refuses = refuses && scan.numbers == 0;
    let tells = scan.tells && scan.places + scan.delivery == 0;
    let letters = (0..text.len()).any(|at| text.shape(at) != Some(Shape::Digits));
    let enough = text.characters() >= ADDRESS_CHARACTERS_MIN;
    let other = command || refuses || tells || scan.question || asks_where(text, scan);
    letters && enough && says && !other && !mistyped(text, scan)
}

/// `Tu livres à Rabat`, which asks even without its mark.
fn asks_where(text: &Text<'_>, scan: &Scan) -> bool {
    let you = |at: usize| matches!(text.word(at), "TU" | "VOUS");
    let deliver = |at: usize| matches!(text.word(at), "LIVRE" | "LIVRES" | "LIVREZ");
    scan.places == 0 && (1..text.len()).any(|at| deliver(at) && you(at - 1))
}

/// `Annuller`, `jannule`: one word that nobody knows, and nearly one that calls off or agrees.
fn mistyped(text: &Text<'_>, scan: &Scan) -> bool {
    let unknown = |&at: &usize| word(text.word(at)).is_none() && !text.is_elided(at);
    let alone = scan.unknown == 1 && scan.numbers + scan.references == 0;
    let mut words = (0..text.len()).filter(unknown);
    let near = |said: &str| {
        let meant = ["ANNULER", "ANNULE", "CONFIRME", "OUI"];
        meant.iter().any(|meant| is_one_edit(said, meant))
    };
    alone && words.next().is_some_and(|at| near(text.word(at)))
}

/// Whether one letter more, less or other makes one word of another.
fn is_one_edit(said: &str, meant: &str) -> bool {
    let (said, meant) = (said.as_bytes(), meant.as_bytes());
    let same = said
        .iter()
        .zip(meant)
        .take_while(|(one, other)| one == other)
        .count();
    let (said, meant) = (&said[same..], &meant[same..]);
    let (less, other) = (behind(said), behind(meant));
    less == meant || said == other || less == other
}

/// Whether an address comes with a clear yes before it; beside what may be a code it is none.
pub(super) fn says_yes(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    let yes = matches!(
        scan.first,
        Some(Word::Ask(Ask::Confirm) | Word::Firm(Ask::Confirm))
    );
    let asks = scan.ask() == Some(Ask::Confirm);
    yes && asks && claims.is_empty() && !puts_off(text, scan, claims)
}

/// The codes in a text that may be an address without a word that only addresses have.
pub(super) fn doubtful(raw: &str) -> Vec<Code> {
    let text = Text::read(raw);
    let mut scan = Scan::of(&text);
    if scan.places > 0 || says_address(&text, &scan) || is_postcode(&text) {
        return Vec::new();
    }
    clear_codes(&core::mem::take(&mut scan.claims).finish(false).0)
}

/// All but the first letter.
fn behind(letters: &[u8]) -> &[u8] {
    letters.get(1..).unwrap_or_default()
}

/// Letters and digits together that are no code, and no hour.
fn references(text: &Text<'_>, scan: &Scan) -> u32 {
    let hours = (0..text.len()).filter(|&at| is_hour(text.word(at)));
    scan.references
        .saturating_sub(u32::try_from(hours.count()).unwrap_or(u32::MAX))
}
