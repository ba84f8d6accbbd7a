//! For the owner: which messages reached nobody, why, in words, and what to do about it. Read only; nothing is sent again
//! from here.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snapsell_core::CustomerId;
use snapsell_store::{DeadLetter, OutboxState};
use snapsell_twilio::{ErrorCode, Reason, Treatment, treatment};

use super::access::Owner;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::person::{people, wrote};
use super::show::Show;

/// Messages on the page, the newest.
const LETTERS_MAX: usize = 200;

/// `GET /erreurs`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    let (shop, show) = (owner.shop, Show::of(&ask, owner.shop).await?);
    let checked = show.second(show.now);
    let rows = ask
        .store(move |store| {
            let letters = store.newest_dead_letters(shop, LETTERS_MAX)?;
            let people = people(store, shop, letters.iter().map(|letter| letter.customer))?;
            let row = |letter: &DeadLetter| {
                let why = match why(letter) {
                    // Nobody who never wrote has a last message that could be too old.
                    "outside_window" if !wrote(store, shop, letter.customer)? => "never_wrote",
                    why => why,
                };
                let row = json!({
                    "customer": letter.customer.get(),
                    "name": people[&letter.customer].name,
                    "at": show.clock(letter.at),
                    "class": letter.class,
                    "why": why,
                    "code": letter.error,
                    "attempts": letter.attempts,
                    "count": 1,
                });
                Ok((letter.customer, row))
            };
            let rows: Result<Vec<_>, Halt> = letters.iter().map(row).collect();
            Ok(together(rows?))
        })
        .await?;
    ask.page("errors.html", json!({"rows": rows, "checked": checked}))
        .await
}

/// What went to one who never wrote is one row, the newest, with their number: one message of hers helps them all.
fn together(rows: Vec<(CustomerId, Value)>) -> Vec<Value> {
    let mut places: BTreeMap<CustomerId, usize> = BTreeMap::new();
    let mut together: Vec<Value> = Vec::new();
    for (customer, row) in rows {
        if row["why"] == "never_wrote" {
            let place = *places.entry(customer).or_insert(together.len());
            if let Some(first) = together.get_mut(place) {
                first["count"] = (first["count"].as_u64().unwrap_or(1) + 1).into();
                continue;
            }
        }
        together.push(row);
    }
    together
}

/// The words for it, `errors-why-…` and `errors-do-…`.
fn why(letter: &DeadLetter) -> &'static str {
    let known = [
        "opted_out",
        "not_reachable",
        "outside_window",
        "sender_misconfigured",
        "credentials",
        "content",
        "no_address",
        "tried_for_a_day",
    ];
    let reason = letter.reason.as_deref().unwrap_or_default();
    if let Some(word) = known.into_iter().find(|word| *word == reason) {
        return word;
    }
    match letter.error.map(|code| treatment(ErrorCode(code))) {
        Some(Treatment::Permanent(Reason::OptedOut)) => "opted_out",
        Some(Treatment::Permanent(Reason::NotReachable)) => "not_reachable",
        Some(Treatment::Permanent(Reason::OutsideWindow)) => "outside_window",
        Some(Treatment::Permanent(Reason::SenderMisconfigured)) => "sender_misconfigured",
        Some(Treatment::Permanent(Reason::Credentials)) => "credentials",
        Some(Treatment::Permanent(Reason::Content)) => "content",
        Some(
            Treatment::Permanent(Reason::Other) | Treatment::Retry(_) | Treatment::RetryOnce(_),
        )
        | None
            if letter.state == OutboxState::Failed =>
        {
            "undelivered"
        }
        Some(
            Treatment::Permanent(Reason::Other) | Treatment::Retry(_) | Treatment::RetryOnce(_),
        )
        | None => "other",
    }
}
