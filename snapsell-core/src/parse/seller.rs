//! What a seller's text means.

use super::args::Args;
use super::goods::{edit, offer};
use super::text::{Shape, Text};
use super::verbs::{Verb, is_farewell, is_filler, reason, state, verb};
use crate::code::{Code, Size};
use crate::ids::OrderNumber;
use crate::intent::{Phone, ProofOf, SellerIntent, Written};
use crate::limits::{CLAIMS_PER_MESSAGE_MAX, NOTE_CHARS_MAX};
use crate::money::Currency;
use crate::order::CancelReason;
use alloc::string::String;
use alloc::vec::Vec;

/// Reads a seller's text.
pub(super) fn parse(raw: &str, currency: Currency, coded: bool) -> SellerIntent {
    let mut text = Text::read(raw);
    text.coded = coded;
    if text.len() == 0 {
        return if text.question {
            SellerIntent::Help
        } else {
            SellerIntent::Unclear
        };
    }
    if text.spans() || text.spans_counted_numbers() {
        return SellerIntent::Unclear;
    }
    let intent = match leading_verb(&text) {
        Some((verb, rest)) if only_asks(&text, verb, rest) => order_shown(&text, rest),
        Some((_, rest)) if is_denied(&text, rest) => None,
        Some((verb, rest)) => command(&text, verb, rest, currency),
        None => verb_last(&text).or_else(|| offer(&text, currency)),
    };
    intent.unwrap_or(SellerIntent::Unclear)
}

/// The phone number of the person whom a seller's command names.
pub(super) fn mentioned_phone(raw: &str) -> Option<Phone> {
    let text = Text::read(raw);
    let rest = person_command(&text)?;
    let mut at = rest;
    while at < text.len() {
        if let Some((phone, _)) = text.phone(at) {
            return Some(phone);
        }
        at += text.code(at).map_or(1, |found| found.words);
    }
    None
}

/// The piece that is said to be sold behind its code, and how many: `A12 vendu`, `S01 M x2 sold`.
pub(super) fn said_sold(raw: &str) -> Option<(Code, Size, u32)> {
    let text = Text::read(raw);
    let (code, size, quantity) = said_behind(&text, Verb::Sold)?.plain()?.nobody()?.one()?;
    Some((code, size, quantity.unwrap_or(1)))
}

/// The codes that a text names for certain, in their order.
pub(super) fn named_codes(raw: &str) -> Vec<Code> {
    let text = Text::read(raw);
    let found = (0..text.len()).filter_map(|at| text.code(at));
    let mut codes: Vec<Code> = found
        .filter(|found| !found.loose)
        .map(|found| found.code)
        .take(CLAIMS_PER_MESSAGE_MAX)
        .collect();
    codes.dedup();
    codes
}

/// Where the arguments of a command start that may name a person.
pub(super) fn person_command(text: &Text<'_>) -> Option<usize> {
    let (verb, rest) = leading_verb(text)?;
    matches!(
        verb,
        Verb::For | Verb::Release | Verb::Approve | Verb::Refuse | Verb::Block | Verb::Unblock
    )
    .then_some(rest)
}

/// The command that a text begins with, and where its arguments start.
pub(super) fn leading_verb(text: &Text<'_>) -> Option<(Verb, usize)> {
    if matches!(text.word(0), "STOP" | "ARRET" | "ARRETE" | "ARRETER")
        && (1..text.len()).any(|at| text.word(at) == "LIVE")
    {
        return Some((Verb::End, 1));
    }
    let first = usize::from(matches!(text.word(0), "EN" | "MES" | "LA" | "LES" | "MY"));
    let code = text.code(0).is_some() && text.shape(0) != Some(Shape::Letters);
    let joined = text.code(0).is_some_and(|found| found.words > 1);
    if code || joined {
        return None;
    }
    verb(text.word(first)).map(|verb| (verb, first + 1))
}

/// `Annule VF-0012 ?`: a question orders nothing but what a question may ask for. In the reason of a refusal the customer
/// is asked.
fn only_asks(text: &Text<'_>, verb: Verb, rest: usize) -> bool {
    let asks = match verb {
        Verb::Live | Verb::Begin | Verb::List | Verb::Why | Verb::Help => false,
        Verb::Refuse => match refuse(text, rest) {
            Some(SellerIntent::Refuse { why, .. }) => !why.contains(char::is_alphanumeric),
            _ => true,
        },
        Verb::End
        | Verb::Withdraw
        | Verb::Release
        | Verb::Sold
        | Verb::For
        | Verb::Approve
        | Verb::Prepare
        | Verb::SendOut
        | Verb::Deliver
        | Verb::Cancel
        | Verb::Block
        | Verb::Unblock
        | Verb::Edit => true,
    };
    text.question && asks
}

/// The one order that a question names.
fn order_shown(text: &Text<'_>, rest: usize) -> Option<SellerIntent> {
    Args::read(text, rest).order().map(SellerIntent::ShowOrder)
}

/// `Annule pas VF-0012`, `annule VF-0012 pas encore`, and not `annule VF-0012 pas sérieuse`, which says why.
pub(super) fn is_denied(text: &Text<'_>, rest: usize) -> bool {
    let not = |at: usize| matches!(text.word(at), "PAS" | "JAMAIS" | "NOT" | "NEVER");
    let later = |at: usize| matches!(text.word(at), "" | "ENCORE" | "MAINTENANT" | "YET" | "NOW");
    not(rest) || (rest..text.len()).any(|at| not(at) && later(at + 1))
}

fn command(text: &Text<'_>, verb: Verb, rest: usize, currency: Currency) -> Option<SellerIntent> {
    let args = || Args::read(text, rest);
    let sized = || Args::sized(text, rest);
    match verb {
        Verb::Live | Verb::Begin | Verb::End => live(text, verb, rest),
        Verb::Withdraw => sized().plain()?.codes().map(SellerIntent::Withdraw),
        Verb::Release => {
            let args = sized().plain()?;
            let (code, size, quantity) = args.one()?;
            quantity.is_none().then_some(SellerIntent::Release {
                code,
                size,
                who: args.who,
            })
        }
        Verb::Sold => {
            let (code, size, quantity) = sized().plain()?.nobody()?.one()?;
            let quantity = quantity.unwrap_or(1);
            Some(SellerIntent::SoldElsewhere {
                code,
                size,
                quantity,
            })
        }
        Verb::For => {
            let args = sized().plain()?;
            let some = !args.claims.is_empty() && args.orders.is_empty();
            args.who.filter(|_| some).map(|who| SellerIntent::ClaimFor {
                who,
                claims: args.claims,
            })
        }
        Verb::Approve => approve(args()),
        Verb::Refuse => refuse(text, rest),
        Verb::Prepare => args().orders().map(SellerIntent::Prepare),
        Verb::SendOut => args().orders().map(SellerIntent::SendOut),
        Verb::Deliver => args().orders().map(SellerIntent::Deliver),
        Verb::Cancel => {
            let order = args().order()?;
            // `VF-0012 et 13`: another order, perhaps.
            let numbers = (rest..text.len()).filter(|&at| text.is_number(at)).count();
            let own = (rest..text.len()).any(|at| text.word(at) == "VF");
            (numbers <= usize::from(own)).then_some(SellerIntent::CancelOrder {
                order,
                reason: given_reason(text, rest),
            })
        }
        Verb::Block => args().plain()?.person().map(SellerIntent::Block),
        Verb::Unblock => args().plain()?.person().map(SellerIntent::Unblock),
        Verb::List => list(text, rest),
        Verb::Why => {
            let args = args();
            if let Some(order) = args.order() {
                return Some(SellerIntent::ShowOrder(order));
            }
            match args.claims.first()?.code {
                Written::Code(code) => Some(SellerIntent::Why(code)),
                Written::Blurred(_) => None,
            }
        }
        Verb::Help => alone(text, rest, Verb::Help).then_some(SellerIntent::Help),
        Verb::Edit => edit(text, rest, currency),
    }
}

/// `LISTE`, and `LISTE VF-0031` or `LISTE 31`: from that order on.
fn list(text: &Text<'_>, rest: usize) -> Option<SellerIntent> {
    if alone(text, rest, Verb::List) {
        return Some(SellerIntent::List(OrderNumber::new(1)));
    }
    let bare = || Some((OrderNumber::new(text.number(rest)?), 1));
    let (from, words) = text.order(rest).or_else(bare)?;
    let last = rest + words == text.len() && from.get() > 0;
    last.then_some(SellerIntent::List(from))
}

/// `VF-0012 livrée`, `A12 payée`: what is meant, and then what is so; an order alone is shown.
fn verb_last(text: &Text<'_>) -> Option<SellerIntent> {
    if let Some((order, words)) = text.order(0)
        && words == text.len()
    {
        return Some(SellerIntent::ShowOrder(order));
    }
    let said = state(text.word(last_word(text)?))?;
    let args = said_behind(text, said)?;
    match said {
        Verb::Approve => approve(args),
        Verb::Prepare => args.orders().map(SellerIntent::Prepare),
        Verb::SendOut => args.orders().map(SellerIntent::SendOut),
        Verb::Deliver => args.orders().map(SellerIntent::Deliver),
        Verb::Live
        | Verb::Begin
        | Verb::End
        | Verb::Withdraw
        | Verb::Release
        | Verb::Sold
        | Verb::For
        | Verb::Refuse
        | Verb::Cancel
        | Verb::Block
        | Verb::Unblock
        | Verb::List
        | Verb::Why
        | Verb::Help
        | Verb::Edit => None,
    }
}

/// A proof that is good, or money that came without one.
fn approve(args: Args) -> Option<SellerIntent> {
    let args = args.plain()?;
    let of = args.proof()?;
    Some(SellerIntent::Approve { of, who: args.who })
}

/// The last word that says something: `VF-0012 livrée merci`.
fn last_word(text: &Text<'_>) -> Option<usize> {
    (0..text.len()).rfind(|&at| !is_filler(text.word(at)))
}

/// What stands before a verb that ends a text: `A12 vendu`, `VF-0012 est livrée`.
fn said_behind(text: &Text<'_>, last: Verb) -> Option<Args> {
    let end = last_word(text)?;
    let said = state(text.word(end)) == Some(last) && !text.question;
    let is = |&at: &usize| matches!(text.word(at), "EST" | "IS" | "SONT" | "ARE" | "DEJA");
    let mut args = Args::read(text, 0);
    // What says it is not stray.
    let saying = 1 + (0..end).filter(is).count();
    args.stray = args
        .stray
        .checked_sub(u32::try_from(saying).ok()?)
        .filter(|_| said)?;
    Some(args)
}

/// Whether nothing follows but fillers and the same verb.
fn alone(text: &Text<'_>, rest: usize, same: Verb) -> bool {
    (rest..text.len()).all(|at| is_filler(text.word(at)) || verb(text.word(at)) == Some(same))
}

/// `LIVE`, `LIVE ON`, `START LIVE`; `FIN`, `LIVE OFF`, `FIN DU LIVE`.
fn live(text: &Text<'_>, verb_said: Verb, rest: usize) -> Option<SellerIntent> {
    let mut live = verb_said == Verb::Live;
    let mut begin = verb_said == Verb::Begin;
    let mut end = verb_said == Verb::End;
    let mut farewell = false;
    for at in rest..text.len() {
        match (verb(text.word(at)), text.word(at)) {
            (Some(Verb::Live), _) => live = true,
            (Some(Verb::Begin), _) | (None, "ON") => begin = true,
            (Some(Verb::End), _) | (None, "OFF") => end = true,
            (None, word) if is_filler(word) => {}
            (None, word) if is_farewell(word) => farewell = true,
            (Some(Verb::For), _) => {}
            (_, _) => return None,
        }
    }
    match (live, begin, end) {
        (true, _, false) if !farewell => Some(SellerIntent::OpenLive),
        (_, false, true) => Some(SellerIntent::CloseLive),
        (_, true, true) | (_, _, false) => None,
    }
}

/// `REFUSE VF-0012 floue`.
fn refuse(text: &Text<'_>, rest: usize) -> Option<SellerIntent> {
    let at = (rest..text.len()).find(|&at| !is_filler(text.word(at)))?;
    let (of, who, words) = match (text.order(at), text.code(at)) {
        (Some((order, words)), _) => (ProofOf::Order(order), None, words),
        (None, Some(found)) => {
            let (who, words) = match text.person(at + found.words) {
                Some((who, more)) => (Some(who), found.words + more),
                None => (None, found.words),
            };
            (ProofOf::Code(found.code), who, words)
        }
        (None, None) => return None,
    };
    let separators = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.' | '-' | '—' | '–');
    let why: String = text
        .raw_after(at + words - 1)
        .trim_start_matches(separators)
        .trim_end()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(NOTE_CHARS_MAX)
        .collect();
    Some(SellerIntent::Refuse { of, who, why })
}

/// The reason in the words; another one counts more than that it was the customer.
fn given_reason(text: &Text<'_>, rest: usize) -> Option<CancelReason> {
    let mut reasons = (rest..text.len()).filter_map(|at| reason(text.word(at)));
    let first = reasons.next()?;
    if first != CancelReason::Customer {
        return Some(first);
    }
    let other = reasons.find(|&reason| reason != CancelReason::Customer);
    other.or(Some(first))
}
