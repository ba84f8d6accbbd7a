//! `snapsell outbox`: what waits, what was given up and why; sent again or dropped by a person.

mod letters;

use snapsell_core::Timestamp;
use snapsell_store::StoreError;

use super::args::{OutboxCommand, OutboxPick};
use super::{Context, shop, store};
use crate::clock::Clock;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

/// Letters read at once; more are named as such.
const LETTERS_MAX: usize = 1_000;

const RETRIED: Both = Both {
    en: "{0} message(s) will be sent again: {1}",
    fr: "{0} message(s) seront renvoyés : {1}",
};
const DROPPED: Both = Both {
    en: "{0} message(s) given up for good: {1}",
    fr: "{0} message(s) abandonnés pour de bon : {1}",
};
const NO_LETTER: Both = Both {
    en: "no message was given up",
    fr: "aucun message n'a été abandonné",
};
const WOULD_DROP: Both = Both {
    en: "give up for good {0} message(s), {1}, which nobody will ever receive",
    fr: "abandonner pour de bon {0} message(s), {1}, que personne ne recevra jamais",
};

pub(super) fn run(context: &mut Context<'_>, command: &OutboxCommand) -> Result<Exit, Failure> {
    match command {
        OutboxCommand::List(args) => letters::list(context, args),
        OutboxCommand::Retry(args) => settle(context, &args.pick, Settle::Retry),
        OutboxCommand::Drop(args) => settle(context, &args.pick, Settle::Drop { yes: args.yes }),
    }
}

#[derive(Clone, Copy)]
enum Settle {
    Retry,
    Drop { yes: bool },
}

fn settle(context: &mut Context<'_>, pick: &OutboxPick, how: Settle) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let failure = |error: &StoreError| store::failure(&config, lang, error);
    let record = shop::find(&opened, &config, &pick.shop, lang)?;
    let dead = opened
        .dead_letters(Some(record.id), usize::MAX)
        .map_err(|error| failure(&error))?;
    let known: Vec<i64> = dead.iter().map(|letter| letter.id).collect();
    let chosen = if pick.all {
        known.clone()
    } else {
        pick.ids.clone()
    };
    let unknown: Vec<i64> = chosen
        .iter()
        .filter(|id| !known.contains(id))
        .copied()
        .collect();
    if !unknown.is_empty() {
        let args = [&numbers(&unknown), &record.slug];
        return Err(Failure::failed(
            lang,
            &talk::LETTER_UNKNOWN,
            &args.map(String::as_str),
        ));
    }
    if chosen.is_empty() {
        context.say(NO_LETTER.get(lang));
    } else if let Settle::Drop { yes: false } = how {
        let count = chosen.len().to_string();
        let what = WOULD_DROP.fill(lang, &[&count, &numbers(&chosen)]);
        let ids = if pick.all {
            "--all".to_owned()
        } else {
            spaced(&chosen)
        };
        let command = format!("snapsell outbox drop --shop {} {ids}", record.slug);
        return Err(Failure::failed(lang, &talk::NEEDS_YES, &[&what, &command]));
    }
    for &id in &chosen {
        let done = match how {
            Settle::Retry => opened.replay(record.id, id),
            Settle::Drop { .. } => opened.drop_letter(record.id, id),
        };
        done.map_err(|error| failure(&error))?;
    }
    if pick.json {
        let value = serde_json::json!({"shop": record.slug, "ids": chosen});
        return context.print(&format!("{value:#}\n"));
    }
    if chosen.is_empty() {
        return Ok(Exit::Done);
    }
    let said = match how {
        Settle::Retry => RETRIED,
        Settle::Drop { .. } => DROPPED,
    };
    let count = chosen.len().to_string();
    context.print(&format!(
        "{}\n",
        said.fill(lang, &[&count, &numbers(&chosen)])
    ))
}

fn numbers(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    ids.join(", ")
}

fn spaced(ids: &[i64]) -> String {
    numbers(ids).replace(", ", " ")
}

fn now() -> Timestamp {
    Clock::system().now()
}

#[cfg(test)]
mod tests;
