//! `snapsell replay`: a past live as it was at any instant, from the journal alone.

mod history;
mod json;
mod past;
pub(crate) mod record;
mod said;
mod source;
mod text;
mod whatif;
mod when;

use snapsell_core::{Code, CustomerId, LiveId, Span, Timestamp};
use snapsell_store::{LiveRow, Store, StoreError};

use self::past::{Only, Past};
use self::source::Source;
use super::args::ReplayArgs;
use super::{Context, shop, store};
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

const NOTHING_YET: Both = both(
    "`{0}` has had no live yet: there is nothing to replay. The first code of the seller opens one",
    "`{0}` n'a pas encore eu de live : il n'y a rien à rejouer. Le premier code de la vendeuse en ouvre un",
);

/// How the name of a recording ends; no shop has a dot in its name.
const RECORDED: &str = ".jsonl";
const DECIDED: Both = both(
    "{0} lines decided again and the same to the byte, {1} taken as they are",
    "{0} lignes décidées à nouveau et identiques à l'octet près, {1} prises telles quelles",
);

const fn both(en: &'static str, fr: &'static str) -> Both {
    Both { en, fr }
}

pub(super) fn run(context: &mut Context<'_>, args: &ReplayArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    if args.shop.ends_with(RECORDED) {
        return recorded(context, args);
    }
    let (config, opened) = store::open(context)?;
    let record = shop::find(&opened, &config, &args.shop, lang)?;
    let failure = |error: StoreError| store::failure(&config, lang, &error);
    let current = shop::load(&opened, &record).map_err(failure)?;
    let source = Source::new(&opened, &record, &current, lang);
    // A wrong setting is told before anything long begins.
    shop::set_all(&mut current.settings().clone(), &args.set, lang)?;
    let lives = opened
        .newest_lives(record.id, usize::MAX)
        .map_err(failure)?;
    let live = chosen_live(&source, &lives, args)?;
    let only = only(&source, &config, args)?;
    if lives.is_empty() {
        context.say(&NOTHING_YET.fill(lang, &[&record.slug]));
    }
    if let (false, Some(live)) = (args.set.is_empty(), live) {
        return whatif::run(context, &config, &source, live, only, args);
    }
    let at = instant(&source, live, args)?;
    let shop = history::until(&opened, record.id, at, &mut |read| {
        context.say(&history::PROGRESS.fill(lang, &[&read.to_string()]));
    });
    let shop = shop.map_err(failure)?;
    let live = lives.iter().find(|live| live.opened_at <= at).copied();
    let past = Past {
        source: &source,
        shop,
        at,
        live,
        only,
    };
    let printed = match args.json {
        true => json::of(&past).map(|value| format!("{value:#}\n")),
        false => text::of(&past),
    };
    context.print(&printed.map_err(failure)?)
}

/// A recording, decided again without any store.
fn recorded(context: &mut Context<'_>, args: &ReplayArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let unreadable = |error: std::io::Error| {
        let why = error.to_string();
        Failure::failed(lang, &talk::FILE_UNREADABLE, &[&args.shop, &why])
    };
    let file = std::fs::File::open(&args.shop).map_err(unreadable)?;
    let read = record::read(&mut std::io::BufReader::new(file)).map_err(unreadable)?;
    let (decided, taken) = (read.decided.to_string(), read.taken.to_string());
    if args.json {
        let (line, what) = read.differs.clone().unzip();
        let value = serde_json::json!({
            "same": read.differs.is_none() && read.whole,
            "whole": read.whole,
            "decided": read.decided,
            "taken": read.taken,
            "line": line,
            "what": what,
        });
        context.print(&format!("{value:#}\n"))?;
    } else {
        context.print(&format!("{}\n", DECIDED.fill(lang, &[&decided, &taken])))?;
    }
    let failure = match read.differs {
        None if read.whole => return Ok(Exit::Done),
        None => {
            let lines = (read.decided + read.taken).to_string();
            Failure::failed(lang, &talk::REPLAY_CUT, &[&args.shop, &lines])
        }
        Some((line, what)) => {
            let line = line.to_string();
            Failure::failed(lang, &talk::REPLAY_DIFFERS, &[&line, &what, &args.shop])
        }
    };
    if args.check {
        return Err(failure);
    }
    context.say(failure.report().trim_end());
    Ok(Exit::Done)
}

/// The live that was named, else the last one.
fn chosen_live<'a>(
    source: &Source<'_>,
    lives: &'a [LiveRow],
    args: &ReplayArgs,
) -> Result<Option<&'a LiveRow>, Failure> {
    let Some(wanted) = args.live else {
        return Ok(lives.first());
    };
    let found = lives.iter().find(|live| live.live == LiveId::new(wanted));
    let last = lives.first().map_or(0, |live| live.live.get());
    found.map(Some).ok_or_else(|| {
        let args = [
            wanted.to_string(),
            source.record.slug.clone(),
            last.to_string(),
        ];
        Failure::failed(
            source.lang,
            &talk::REPLAY_LIVE,
            &args.each_ref().map(String::as_str),
        )
    })
}

/// The instant asked for; else the last moment of the live, its items still there; now when it is not over.
fn instant(
    source: &Source<'_>,
    live: Option<&LiveRow>,
    args: &ReplayArgs,
) -> Result<Timestamp, Failure> {
    let Some(typed) = &args.at else {
        let over = live.and_then(|live| live.closed_at);
        return Ok(over.map_or(source.now, |over| over - Span::from_millis(1)));
    };
    let opened = live.map(|live| live.opened_at);
    let wrong = |text, args: &[&str]| Failure::new(Exit::Usage, source.lang, text, args);
    let at = when::read(typed, &source.zone, opened);
    let at = at.ok_or_else(|| wrong(&talk::REPLAY_WHEN, &[typed]))?;
    if at > source.now {
        let args = [typed, &source.day(source.now), &source.record.slug];
        return Err(wrong(&talk::REPLAY_FUTURE, &args.map(String::as_str)));
    }
    Ok(at)
}

/// Whom and what to look at alone.
fn only(source: &Source<'_>, config: &Config, args: &ReplayArgs) -> Result<Only, Failure> {
    let lang = source.lang;
    let item = args.item.as_ref().map(|typed| {
        let code = Code::canonical(&typed.to_uppercase());
        code.ok_or_else(|| Failure::new(Exit::Usage, lang, &talk::REPLAY_ITEM, &[typed]))
    });
    let customer = args.customer.as_ref().map(|typed| {
        let found = person(source.opened, source, typed);
        let found = found.map_err(|error| store::failure(config, lang, &error))?;
        let slug = source.record.slug.as_str();
        found.ok_or_else(|| Failure::failed(lang, &talk::REPLAY_CUSTOMER, &[typed, slug]))
    });
    Ok(Only {
        item: item.transpose()?,
        customer: customer.transpose()?,
    })
}

/// A number in the shop (`7`, `#7`) or an address of the channel.
fn person(
    opened: &Store,
    source: &Source<'_>,
    typed: &str,
) -> Result<Option<CustomerId>, StoreError> {
    let shop = source.record.id;
    match typed.trim_start_matches('#').parse() {
        Ok(number) if !typed.starts_with('+') => {
            let id = CustomerId::new(number);
            let known = opened.customer(shop, id)?.is_some();
            let spoken = known || !opened.told_until(shop, id, source.now, 1)?.is_empty();
            Ok(spoken.then_some(id))
        }
        _ => opened.known_contact(shop, typed),
    }
}

#[cfg(test)]
mod tests;
