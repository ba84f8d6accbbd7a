//! What a customer's text means.

use super::Expect;
use super::address::{is_address, is_postcode, says_address, says_yes};
use super::asks::{
    asks_about, asks_delivery, asks_how_to_order, asks_how_to_pay, asks_price, asks_total, says,
    says_sent,
};
use super::complaint::complains;
use super::measure::number_size;
use super::off::{declines, hold_on, puts_off};
use super::scan::{AMOUNT_MIN, Scan};
use super::text::Text;
use super::words::{Ask, Word, word};
use crate::code::{Code, Size};
use crate::intent::{Claim, CustomerIntent, Written};
use crate::pick::Pick;
use alloc::string::ToString as _;
use alloc::vec::Vec;

/// Suggestions have the numbers 1 to 3.
const CHOICES: core::ops::RangeInclusive<u32> = 1..=3;

/// When and how money comes that is not there yet.
#[rustfmt::skip]
const TO_COME: &[&str] = &[
    "DEMAIN", "TOMORROW", "TARD", "LATER", "TONIGHT", "SOIR", "LUNDI", "MARDI", "MERCREDI", "JEUDI", "VENDREDI", "SAMEDI",
    "DIMANCHE", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "SEMAINE", "FIN", "MOIS",
    "HEURE", "HEURES", "MIN", "MINUTES", "APRES", "RECEPTION", "ARRIVEE", "PLACE", "PROPRE", "FOIS", "ESPECES", "CASH",
    "CARTE", "CARD", "PAYPAL", "SUIVRE", "ENVOIE",
];

/// Reads a customer's text.
pub(super) fn parse(raw: &str, expect: Expect, coded: bool) -> CustomerIntent {
    let mut text = Text::read(raw);
    text.coded = coded;
    if text.len() == 0 {
        return if text.question {
            CustomerIntent::Help
        } else if is_kind(raw) {
            CustomerIntent::Nod
        } else {
            CustomerIntent::Unclear
        };
    }
    let mut scan = Scan::of(&text);
    if expect.choice
        && let Some(choice) = choice(&scan)
    {
        return CustomerIntent::Choose(choice);
    }
    if says_address(&text, &scan) || (expect.address && is_postcode(&text)) {
        return CustomerIntent::Address;
    }
    let whole = scan.foreign() + scan.numbers == 0;
    let kind = scan.foreign() == scan.praises && scan.numbers == 0;
    let (mut claims, skipped) = core::mem::take(&mut scan.claims).finish(whole);
    if scan.foreign() > 0 || scan.counted < scan.numbers {
        // Beside words that nobody knows a number can be anything.
        claims.iter_mut().for_each(|claim| claim.typed.count = None);
        claims.retain(|claim| !is_number(claim));
    }
    if let Some(intent) = asked(&text, &scan, &claims, whole) {
        return intent;
    }
    if let Some(sized) = sized(&scan, &claims)
        && let Some(intent) = asked(&text, &scan, &sized, true)
    {
        return intent;
    }
    if scan.orders == 1 && claims.is_empty() && !scan.negated && !scan.any_not {
        return CustomerIntent::Basket;
    }
    if claims.is_empty() && kind {
        return courtesy(&scan);
    }
    if !claims.is_empty() && scan.places == 0 && complains(&text, &scan) {
        return CustomerIntent::Unclear;
    }
    if expect.address && !whole {
        return match is_address(&text, &scan, &claims) {
            true if says_yes(&text, &scan, &claims) => CustomerIntent::ConfirmTo,
            true => CustomerIntent::Address,
            false => CustomerIntent::Unclear,
        };
    }
    if claims.is_empty() || scan.negated || scan.calls_off(whole) || only_talks(&scan, &claims) {
        return CustomerIntent::Unclear;
    }
    CustomerIntent::Claim { claims, skipped }
}

/// A lone number among words that say nothing.
fn choice(scan: &Scan) -> Option<u8> {
    let alone = scan.numbers == 1 && scan.unknown + scan.references + scan.orders == 0;
    let agreed = matches!(scan.ask(), None | Some(Ask::Confirm));
    let choice = alone && agreed && scan.claims.is_empty() && CHOICES.contains(&scan.number);
    choice.then(|| u8::try_from(scan.number).ok()).flatten()
}

/// The command that the words give, if they give one.
fn asked(text: &Text<'_>, scan: &Scan, claims: &[Claim], whole: bool) -> Option<CustomerIntent> {
    let why = matches!(scan.first, Some(Word::Ask(Ask::Why)));
    if why {
        let code = claims.iter().find_map(clear);
        return Some(code.map_or(CustomerIntent::Unclear, CustomerIntent::Why));
    }
    if asks_total(text, scan, claims) {
        return Some(CustomerIntent::Basket);
    }
    if asks_delivery(text, scan, claims) {
        return Some(CustomerIntent::Delivery);
    }
    if asks_how_to_pay(text, scan, claims) {
        return Some(CustomerIntent::HowToPay);
    }
    if asks_price(text, scan) || asks_about(text, scan, claims) {
        let codes = clear_codes(claims);
        return (!codes.is_empty()).then_some(CustomerIntent::Price(codes));
    }
    if asks_how_to_order(text, scan) {
        return Some(CustomerIntent::Help);
    }
    if (scan.pays(claims) && scan.ask() != Some(Ask::Proof)) || says_sent(text) {
        return Some(CustomerIntent::Paid);
    }
    let ask = scan.ask()?;
    if ask == Ask::Proof && no_receipt(text, scan) {
        return None;
    }
    if ask == Ask::Proof && speaks_of_proof(scan) {
        return Some(CustomerIntent::Proof);
    }
    let where_is_it = ask == Ask::Basket && claims.is_empty() && scan.unknown == scan.questions;
    if where_is_it && scan.numbers + scan.references == 0 {
        return Some(CustomerIntent::Basket);
    }
    if ask == Ask::Stop && declines(text, scan, claims) {
        return Some(stop(text, claims));
    }
    if ask == Ask::Cancel && declines(text, scan, claims) && !keeps(text, scan, claims) {
        return Some(CustomerIntent::Cancel(Vec::new()));
    }
    if !whole || scan.negated || scan.torn {
        return None;
    }
    commanded(text, scan, claims, ask)
}

/// `Annuler B1 38`, `oui B1 38`: beside nothing but her word a number of sizes is one, for nobody means 38 pieces.
fn sized(scan: &Scan, claims: &[Claim]) -> Option<Vec<Claim>> {
    let said = matches!(scan.ask(), Some(Ask::Cancel | Ask::Confirm));
    let numbered = claims.iter().filter(|claim| claim.typed.count.is_some());
    let beside = scan.foreign() == 0 && numbered.count() == scan.numbers as usize;
    if !said || !beside || scan.numbers == 0 {
        return None;
    }
    let one = |claim: &Claim| {
        let mut claim = claim.clone();
        if let Some(count) = claim.typed.count.take() {
            let digits = count.to_string();
            claim.size = Size::new(&digits).filter(|_| number_size(&digits))?;
        }
        Some(claim)
    };
    claims.iter().map(one).collect()
}

/// What a word of command asks for where every other word is known.
fn commanded(text: &Text<'_>, scan: &Scan, claims: &[Claim], ask: Ask) -> Option<CustomerIntent> {
    let wants = !claims.is_empty() && scan.wish && !scan.firm;
    let counted = claims.iter().any(|claim| claim.quantity.is_some());
    match ask {
        Ask::Confirm | Ask::Cancel if claims.is_empty() && names_a_size(text) => {
            Some(CustomerIntent::Unclear)
        }
        Ask::Confirm if wants || counted || scan.orders > 0 => None,
        Ask::Confirm if scan.question || calls(text) => {
            claims.is_empty().then_some(CustomerIntent::Basket)
        }
        Ask::Confirm if puts_off(text, scan, claims) => Some(CustomerIntent::Unclear),
        Ask::Confirm if claims.is_empty() && !scan.says_so() => {
            let waits = says(text, &["ATTENDS", "ATTEND", "ATTENDEZ", "PATIENTE", "WAIT"]);
            Some(match (waits, scan.leaves) {
                (true, _) => CustomerIntent::Thanks,
                (false, true) => CustomerIntent::Nod,
                (false, false) => CustomerIntent::Agree,
            })
        }
        Ask::Confirm => picks(claims)
            .map(CustomerIntent::Confirm)
            .or(Some(CustomerIntent::Unclear)),
        Ask::Cancel if wants => None,
        Ask::Cancel if scan.question && claims.is_empty() => Some(CustomerIntent::Basket),
        Ask::Cancel if scan.question => {
            let codes = clear_codes(claims);
            (!codes.is_empty()).then_some(CustomerIntent::Price(codes))
        }
        Ask::Cancel => Some(cancel(text, scan, claims)),
        Ask::Basket | Ask::Resume if !claims.is_empty() => None,
        Ask::Basket => Some(CustomerIntent::Basket),
        Ask::Resume => Some(CustomerIntent::Resume),
        Ask::Stop => Some(stop(text, claims)),
        Ask::Help => Some(CustomerIntent::Help),
        Ask::Proof => (!scan.question).then_some(CustomerIntent::Proof),
        Ask::Speak(lang) => claims.is_empty().then_some(CustomerIntent::Speak(lang)),
        Ask::Why => Some(CustomerIntent::Unclear),
    }
}

/// Whether she asks about a piece, or speaks of one beside another, and claims neither.
pub(super) fn only_talks(scan: &Scan, claims: &[Claim]) -> bool {
    let asks = !scan.wish && scan.delivery == 0 && (scan.asks || scan.shows);
    (asks && claims.iter().any(|claim| clear(claim).is_some())) || (scan.weighs && claims.len() > 1)
}

/// 👍, ❤️, 😍: signs of somebody who is glad, and nothing else.
fn is_kind(raw: &str) -> bool {
    const KIND: &str = "👍👌🙏❤♥💕💖💗💙💚💛🧡💜🤍🖤🤎💞💓😍🥰😘😊😁😄😃😀🙂😉😂🤣😎🤩🤗🥳🎉👏🙌💪🤝🔥💯🌹💐✨✅☺😇💋";
    let parts = || raw.chars().filter(|c| !c.is_whitespace());
    let beside = |c| {
        matches!(
            c,
            '\u{fe0f}' | '\u{200d}' | '!' | '.' | '\u{1f3fb}'..='\u{1f3ff}'
        )
    };
    parts().any(|c| KIND.contains(c)) && parts().all(|c| beside(c) || KIND.contains(c))
}

/// Hello, thank you or a kind word, when there is nothing else.
fn courtesy(scan: &Scan) -> CustomerIntent {
    if scan.wish || scan.negated || scan.question || scan.orders > 0 || scan.says_so() {
        CustomerIntent::Unclear
    } else if scan.thanks {
        CustomerIntent::Thanks
    } else if scan.greets {
        CustomerIntent::Greeting
    } else if scan.leaves || scan.praises > 0 {
        CustomerIntent::Nod
    } else {
        CustomerIntent::Unclear
    }
}

/// `14` of `A12 et 14`.
fn is_number(claim: &Claim) -> bool {
    match &claim.code {
        Written::Code(_) => false,
        Written::Blurred(text) => text.bytes().all(|b| b.is_ascii_digit()),
    }
}

/// The code of a claim, when it is well formed.
fn clear(claim: &Claim) -> Option<Code> {
    match claim.code {
        Written::Code(code) => Some(code),
        Written::Blurred(_) => None,
    }
}

/// `Preuve 12345`, `payé par Wave`, `ref 9XK21`, and not `acompte combien` or `paiement à la livraison`.
fn speaks_of_proof(scan: &Scan) -> bool {
    let leads = matches!(
        scan.first,
        Some(Word::Ask(Ask::Proof) | Word::Hint(Ask::Proof))
    );
    let denied = scan.any_not || scan.negated;
    (leads || scan.cites) && !scan.question && !denied && scan.delivery == 0
}

/// `Reçu merci`, `message reçu`, `paiement vendredi`, `payement en espèces`, `j'envoie le reçu`: no receipt yet.
fn no_receipt(text: &Text<'_>, scan: &Scan) -> bool {
    let article =
        |word: &str| matches!(word, "LE" | "MON" | "UN" | "CE" | "DU" | "VOTRE" | "VOICI");
    let is = |at: usize| text.word(at) == "RECU";
    let heard = |at: usize| is(at) && !(at > 0 && article(text.word(at - 1)));
    let heard = (0..text.len()).any(heard) && !scan.says_so();
    let heard = heard && (scan.thanks || says(text, &["MESSAGE"]));
    let paid = says(text, &["PAYE", "PAYEE", "PAYER", "PAID", "VERSE"]);
    let named = scan.says_so() || (0..text.len()).any(is);
    let promised = !paid && named && says(text, TO_COME);
    // `Paiement dans 5 min`, and not `paiement lundi 5000`.
    let number = scan.numbers == 0 || (promised && scan.number < AMOUNT_MIN);
    (heard || promised) && !scan.sent && !scan.cites && number
}

/// `Oui bonsoir`, as one answers a call.
fn calls(text: &Text<'_>) -> bool {
    let is = |at, what| word(text.word(at)) == Some(what);
    is(0, Word::Ask(Ask::Confirm)) && is(1, Word::Greeting)
}

/// `Oui L`, `non en M`: a size without its code, and no `l` of `l A12`.
fn names_a_size(text: &Text<'_>) -> bool {
    let ends = |at: usize| {
        let polite = matches!(
            text.word(at),
            "" | "ET" | "AND" | "STP" | "SVP" | "PLEASE" | "PLS"
        );
        polite || word(text.word(at)) == Some(Word::Thanks)
    };
    let lone = |at: usize| matches!(text.word(at), "M" | "L") && !text.is_elided(at);
    (0..text.len()).any(|at| lone(at) && ends(at + 1))
}

/// NON to something else: `non c'est bon`, `no that's all`, `non juste A12`; and `supprime mon numéro`, `passe le numéro`.
fn keeps(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> bool {
    const OTHER: &[&str] = &["NUMERO", "MESSAGE", "MESSAGES", "PHOTO"];
    let other = claims.is_empty() && says(text, OTHER);
    if scan.firm || other {
        return other;
    }
    let good = (1..text.len()).any(|at| text.word(at) == "BON");
    let only = says(text, &["TOUT", "ALL", "JUSTE", "JUST", "SEULEMENT", "ONLY"]);
    let takes = scan.wish && !scan.any_not && !scan.negated;
    good || only || takes || hold_on(text)
}

/// `Non c'est A12`, `non je suis là`, `no it's for me`: a NON that sets something right and calls nothing off.
fn corrects(text: &Text<'_>, scan: &Scan) -> bool {
    const SAYS: &[&str] = &[
        "EST", "CEST", "IT", "MOI", "ME", "SUIS", "AI", "OK", "ENCORE", "TARD", "LATER", "SOEUR",
        "MERE", "SISTER",
    ];
    let no = |&at: &usize| word(text.word(at)) == Some(Word::Ask(Ask::Cancel));
    let mut behind = (0..text.len()).skip_while(|at| !no(at));
    !scan.firm && behind.any(|at| SAYS.contains(&text.word(at)))
}

/// ANNULER with what it names; what is named badly cancels nothing.
fn cancel(text: &Text<'_>, scan: &Scan, claims: &[Claim]) -> CustomerIntent {
    if keeps(text, scan, claims) || corrects(text, scan) {
        return CustomerIntent::Unclear;
    }
    match (scan.order, scan.orders, picks(claims)) {
        (None, _, Some(picks)) => match (&picks[..], claims) {
            (
                &[of],
                &[
                    Claim {
                        quantity: Some(units),
                        ..
                    },
                ],
            ) => CustomerIntent::CancelUnits { of, units },
            (_, _) => CustomerIntent::Cancel(picks),
        },
        (Some(order), 1, Some(picks)) if picks.is_empty() && scan.firm => {
            CustomerIntent::CancelOrder(order)
        }
        (_, _, _) => CustomerIntent::Unclear,
    }
}

/// `Annule un`, `enlève le dernier`, and not `non, une bonne soirée`.
pub(super) fn speaks_of_one(raw: &str) -> bool {
    let text = Text::read(raw);
    (0..text.len()).any(|at| match text.word(at) {
        "UN" | "UNE" => text.word(at + 1) != "BONNE",
        "DERNIER" | "LAST" => true,
        _ => false,
    })
}

/// STOP beside nothing but politeness, and no order; END beside nothing.
fn stop(text: &Text<'_>, claims: &[Claim]) -> CustomerIntent {
    let has = |what| (0..text.len()).any(|at| word(text.word(at)) == Some(what));
    let alone = !has(Word::Order) && (!has(Word::StopAlone) || text.len() == 1);
    if alone && claims.is_empty() {
        CustomerIntent::Stop
    } else {
        CustomerIntent::Unclear
    }
}

/// What the claims name, each with its size; `None` when a code is blurred.
fn picks(claims: &[Claim]) -> Option<Vec<Pick>> {
    let pick = |claim: &Claim| {
        let size = claim.size;
        clear(claim).map(|code| Pick { code, size })
    };
    claims.iter().map(pick).collect()
}

/// The well-formed codes, each once.
pub(super) fn clear_codes(claims: &[Claim]) -> Vec<Code> {
    let mut codes = Vec::with_capacity(claims.len());
    for code in claims.iter().filter_map(clear) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
