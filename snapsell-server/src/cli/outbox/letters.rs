//! `snapsell outbox list`: messages given up, with cause, attempts and age; the person masked, the words unsaid.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use serde_json::{Value, json};
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{ShopId, Span, Timestamp};
use snapsell_store::{Backlog, DeadLetter, ShopRecord, Store, StoreError};

use super::{LETTERS_MAX, now};
use crate::cli::args::OutboxListArgs;
use crate::cli::{Context, shop, store};
use crate::exit::{Exit, Failure};
use crate::mask::Masked;
use crate::talk::{Both, Lang};
use crate::zone;

const NONE: Both = Both {
    en: "no message was given up",
    fr: "aucun message n'a été abandonné",
};
const NEXT: Both = Both {
    en: "  → snapsell outbox retry --shop {0} {1}",
    fr: "  → snapsell outbox retry --shop {0} {1}",
};
const OLDEST: Both = Both {
    en: "oldest waiting",
    fr: "plus ancien en attente",
};
const CUT: Both = Both {
    en: "  ! only the first {0} are shown",
    fr: "  ! seuls les {0} premiers sont montrés",
};

/// A letter and what may be shown of it.
struct Shown {
    letter: DeadLetter,
    slug: String,
    to: String,
    text: Option<String>,
}

pub(super) fn list(context: &mut Context<'_>, args: &OutboxListArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let records = shop::find_some(&opened, &config, args.shop.as_deref(), lang)?;
    let only = args.shop.as_ref().and_then(|_| records.first());
    let read = || {
        let letters = opened.dead_letters(only.map(|record| record.id), LETTERS_MAX)?;
        let letters = shown(&opened, &records, letters, args.reveal)?;
        Ok((letters, opened.backlogs()?))
    };
    let (letters, mut backlogs) =
        read().map_err(|error: StoreError| store::failure(&config, lang, &error))?;
    backlogs.retain(|one| only.is_none_or(|record| record.id == one.shop));
    let now = now();
    if args.json {
        let rows: Vec<Value> = letters.iter().map(|shown| as_json(shown, now)).collect();
        let age = oldest(&backlogs).map(|at| now.since(at).secs());
        let value = json!({
            "counts": counts(&backlogs),
            "oldest_pending_seconds": age,
            "shops": by_shop(&backlogs, &records)
                .map(|(slug, of)| (slug, json!(counts(of))))
                .collect::<serde_json::Map<_, _>>(),
            "dead": rows,
        });
        return context.print(&format!("{value:#}\n"));
    }
    let mut text = String::new();
    if !args.dead {
        text.push_str(&overview(&backlogs, only.is_none(), &records, now, lang));
    }
    for shown in &letters {
        text.push_str(&as_text(shown, now));
    }
    context.print(&text)?;
    follow_up(context, &letters, lang);
    Ok(Exit::Done)
}

/// How many are in each state, since when, and of which shops.
fn overview(
    backlogs: &[Backlog],
    all: bool,
    records: &[ShopRecord],
    now: Timestamp,
    lang: Lang,
) -> String {
    let mut text = String::new();
    for (state, count) in counts(backlogs) {
        line(&mut text, format_args!("{state:10} {count}"));
    }
    if let Some(at) = oldest(backlogs) {
        let waits = age(now.since(at));
        line(&mut text, format_args!("{}: {waits}", OLDEST.get(lang)));
    }
    for (slug, of) in by_shop(backlogs, records).filter(|_| all) {
        let states = of
            .iter()
            .map(|one| format!("{} {}", one.state.word(), one.count));
        let states = states.collect::<Vec<_>>().join(", ");
        let since = oldest(of).map(|at| format!("  ({})", age(now.since(at))));
        line(
            &mut text,
            format_args!("{slug:12} {states}{}", since.unwrap_or_default()),
        );
    }
    text
}

fn counts(backlogs: &[Backlog]) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for one in backlogs {
        *counts.entry(one.state.word()).or_default() += one.count;
    }
    counts
}

/// Since when the oldest has waited that may still leave by itself.
fn oldest(backlogs: &[Backlog]) -> Option<Timestamp> {
    let open = backlogs.iter().filter(|one| one.state.is_open());
    open.map(|one| one.oldest).min()
}

/// What there is of each shop, under its short name.
fn by_shop<'a>(
    backlogs: &'a [Backlog],
    records: &'a [ShopRecord],
) -> impl Iterator<Item = (String, &'a [Backlog])> {
    let shops = backlogs.chunk_by(|one, next| one.shop == next.shop);
    shops.map(|of| {
        let record = records.iter().find(|record| record.id == of[0].shop);
        let slug = record.map_or_else(
            || of[0].shop.get().to_string(),
            |record| record.slug.clone(),
        );
        (slug, of)
    })
}

fn follow_up(context: &mut Context<'_>, letters: &[Shown], lang: Lang) {
    if letters.len() == LETTERS_MAX {
        context.say(&CUT.fill(lang, &[&LETTERS_MAX.to_string()]));
    }
    match letters.first() {
        None => context.say(NONE.get(lang)),
        Some(first) => {
            let args = [&first.slug, &first.letter.id.to_string()];
            context.say(&NEXT.fill(lang, &args.map(String::as_str)));
        }
    }
}

fn shown(
    opened: &Store,
    records: &[ShopRecord],
    letters: Vec<DeadLetter>,
    reveal: bool,
) -> Result<Vec<Shown>, StoreError> {
    let words = reveal.then(Words::new);
    let mut facts = BTreeMap::new();
    let mut rows = Vec::new();
    for letter in letters {
        let record = records.iter().find(|record| record.id == letter.shop);
        let to = address(opened, &letter, reveal)?;
        let text = match (&words, record) {
            (Some(words), Some(record)) => {
                if let Entry::Vacant(place) = facts.entry(record.id)
                    && let Ok(loaded) = shop::load(opened, record)
                {
                    place.insert(loaded);
                }
                text(opened, words, record, &facts, &letter)
            }
            _ => None,
        };
        rows.push(Shown {
            slug: record.map(|record| record.slug.clone()).unwrap_or_default(),
            letter,
            to,
            text,
        });
    }
    Ok(rows)
}

fn address(opened: &Store, letter: &DeadLetter, reveal: bool) -> Result<String, StoreError> {
    let details = opened.readable_details(letter.shop, letter.customer)?;
    let phone = details.as_ref().and_then(|details| details.phone.clone());
    let user = details.and_then(|details| details.user_id);
    Ok(match (phone, user) {
        (Some(phone), _) if reveal => phone,
        (Some(phone), _) => Masked(&phone).to_string(),
        (None, Some(user)) if reveal => user,
        (None, _) => "**".to_owned(),
    })
}

/// What she would have read.
fn text(
    opened: &Store,
    words: &Words,
    record: &ShopRecord,
    shops: &BTreeMap<ShopId, snapsell_core::Shop>,
    letter: &DeadLetter,
) -> Option<String> {
    let settings = shops.get(&record.id)?.settings();
    let name = |customer| {
        let details = opened.contact_details(record.id, customer).ok()??;
        details.name.or(details.phone)
    };
    let address = |message| opened.address_text(record.id, message).ok()?;
    let zone = zone::of(settings);
    let facts = Facts {
        shop_name: &record.name,
        currency: settings.currency,
        utc_offset_minutes: &|at| zone::minutes_ahead(&zone, at),
        to_seller: settings.sellers.contains(&letter.customer),
        name: &name,
        address: &address,
        now: now(),
    };
    Some(words.render(letter.reply.as_ref()?, &facts))
}

fn as_json(shown: &Shown, now: Timestamp) -> Value {
    let letter = &shown.letter;
    json!({
        "shop": shown.slug,
        "id": letter.id,
        "customer": letter.customer.get(),
        "to": shown.to,
        "class": letter.class,
        "state": letter.state.word(),
        "attempts": letter.attempts,
        "age_seconds": now.since(letter.at).secs(),
        "error": letter.error,
        "reason": letter.reason,
        "version": letter.version.get(),
        "text": shown.text,
    })
}

fn as_text(shown: &Shown, now: Timestamp) -> String {
    let letter = &shown.letter;
    let class = serde_json::to_value(letter.class).unwrap_or_default();
    let cause = match (letter.error, letter.reason.as_deref()) {
        (Some(code), Some(reason)) => format!("{code} {reason}"),
        (Some(code), None) => code.to_string(),
        (None, reason) => reason.unwrap_or("-").to_owned(),
    };
    let mut text = format!(
        "{:12} {:>8}  {:18}  {:13}  {:7} {:>2}x  {:>6}  {cause}\n",
        shown.slug,
        letter.id,
        shown.to,
        class.as_str().unwrap_or_default(),
        letter.state.word(),
        letter.attempts,
        age(now.since(letter.at)),
    );
    for said in shown.text.iter().flat_map(|text| text.lines()) {
        line(&mut text, format_args!("    {said}"));
    }
    text
}

/// The largest whole unit: `3d`, `2h`, `5m`, `12s`.
fn age(span: Span) -> String {
    match span.secs() {
        secs @ 0..60 => format!("{secs}s"),
        secs @ 60..3_600 => format!("{}m", secs / 60),
        secs @ 3_600..86_400 => format!("{}h", secs / 3_600),
        secs => format!("{}d", secs / 86_400),
    }
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("a string can always be written to");
}
