//! `snapsell doctor`: numbered checks of everything a live needs, each with what to do about it.

mod backups;
mod clock;
mod configuration;
mod provider;
mod public_url;
mod signature;

use std::fmt::Write as _;

use serde_json::{Value, json};
use snapsell_store::Store;

use super::args::DoctorArgs;
use super::{Context, store};
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

pub(crate) use public_url::is_private;

/// The checks, by the names that `--only` takes.
const NAMES: [&str; 7] = [
    "configuration",
    "store",
    "clock",
    "url",
    "twilio",
    "signature",
    "backup",
];

const TITLES: [Both; 7] = [
    title("configuration", "configuration"),
    title("store", "base"),
    title("clock", "horloge"),
    title("public URL", "adresse"),
    title("Twilio", "Twilio"),
    title("signature", "signature"),
    title("backup", "copies"),
];

const NOT_CHECKED: Both = Both {
    en: "needs a configuration and a store that are right",
    fr: "demande une configuration et une base en ordre",
};
const FREE_WARN_BYTES: u64 = 1_000_000_000;
const FREE_FAIL_BYTES: u64 = 100_000_000;
const STORE: Both = Both {
    en: "schema {0}, quick check passed, WAL of {1} kB, a durable write succeeded, {2} MB free\nkeys of {3} under master key {4}",
    fr: "schéma {0}, vérification rapide réussie, WAL de {1} ko, une écriture durable a réussi, {2} Mo libres\nclés de {3} sous la clé maîtresse {4}",
};
const SEALED: Both = Both {
    en: "key or credentials do not open, nobody is served there: {0}",
    fr: "la clé ou les identifiants ne s'ouvrent pas, personne n'y est servi : {0}",
};

const fn title(en: &'static str, fr: &'static str) -> Both {
    Both { en, fr }
}

/// How a check went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Ok,
    Warn,
    Fail,
    /// It could not be made because another one failed.
    Skip,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
            Self::Skip => "-",
        }
    }
}

/// What one check found.
struct Found {
    status: Status,
    detail: String,
    /// What to type next.
    next: Option<String>,
}

impl Found {
    fn ok(detail: String) -> Self {
        Self {
            status: Status::Ok,
            detail,
            next: None,
        }
    }

    fn warn(detail: String, next: impl Into<String>) -> Self {
        Self {
            status: Status::Warn,
            detail,
            next: Some(next.into()),
        }
    }

    fn fail(detail: String, next: impl Into<String>) -> Self {
        Self {
            status: Status::Fail,
            detail,
            next: Some(next.into()),
        }
    }

    fn skip(lang: Lang) -> Self {
        Self {
            status: Status::Skip,
            detail: NOT_CHECKED.get(lang).to_owned(),
            next: None,
        }
    }
}

impl From<Failure> for Found {
    fn from(failure: Failure) -> Self {
        Self::fail(failure.to_string(), failure.next)
    }
}

pub(super) fn run(context: &mut Context<'_>, args: &DoctorArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    for name in &args.only {
        if !NAMES.contains(&name.as_str()) {
            let known = NAMES.join(", ");
            let args = [name.as_str(), known.as_str()];
            return Err(Failure::new(
                Exit::Usage,
                lang,
                &talk::DOCTOR_UNKNOWN,
                &args,
            ));
        }
    }
    let found = examine(context, args);
    match args.json {
        true => context.print(&format!("{:#}\n", as_json(&found)))?,
        false => context.print(&as_text(&found, lang))?,
    };
    let count = |status| {
        found
            .iter()
            .filter(|(_, found)| found.status == status)
            .count()
    };
    let failed = |found: &&(usize, Found)| found.1.status == Status::Fail;
    let Some((number, first)) = found.iter().find(failed) else {
        return Ok(Exit::Done);
    };
    let [failures, warnings] = [Status::Fail, Status::Warn].map(|status| count(status).to_string());
    let next = first.next.as_deref().unwrap_or_default();
    let args = [failures.as_str(), warnings.as_str(), next];
    let exit = match NAMES[*number] {
        "configuration" => Exit::Config,
        _ => Exit::Failed,
    };
    Err(Failure::new(exit, lang, &talk::DOCTOR_FAILED, &args))
}

/// Runs the checks asked for, in order; each is given what the ones before it opened.
fn examine(context: &Context<'_>, args: &DoctorArgs) -> Vec<(usize, Found)> {
    let lang = context.lang;
    let config = context.config();
    let opened = match &config {
        Ok(config) => Some(open(config, args.fix, lang)),
        Err(_) => None,
    };
    let config_ref = config.as_ref().ok();
    let store_ref = opened.as_ref().and_then(|opened| opened.as_ref().ok());
    let wanted = |number: &usize| {
        args.only.is_empty() || args.only.iter().any(|name| name == NAMES[*number])
    };
    let one = |number: usize| match (number, config_ref, store_ref) {
        (0, ..) => configuration::check(context, &config, args.fix),
        (1, _, Some(opened)) => store_check(opened, config_ref, lang),
        (1, ..) => match &opened {
            Some(Err(failure)) => failure.clone().into(),
            _ => Found::skip(lang),
        },
        (2, Some(config), _) => clock::check(config, store_ref, lang),
        (3, Some(config), _) => public_url::check(config, lang),
        (4, Some(config), Some(opened)) => provider::check(config, opened, lang),
        (5, ..) => signature::check(lang),
        (6, Some(config), _) => backups::check(config, lang),
        _ => Found::skip(lang),
    };
    let mut found: Vec<_> = (0..NAMES.len())
        .filter(wanted)
        .map(|number| (number, one(number)))
        .collect();
    // What kept a check from being made stands before it.
    let cause = usize::from(config.is_ok());
    let skipped = found.iter().any(|(_, one)| one.status == Status::Skip);
    if skipped && !wanted(&cause) {
        found.push((cause, one(cause)));
        found.sort_by_key(|&(number, _)| number);
    }
    for (_, one) in &mut found {
        one.next = one.next.take().map(|next| context.flags.repeated_in(&next));
    }
    found
}

fn open(config: &Config, fix: bool, lang: Lang) -> Result<Store, Failure> {
    if !fix {
        return store::open_configured(config, lang);
    }
    store::open_or_create(config, lang).map(|(store, _)| store)
}

fn store_check(opened: &Store, config: Option<&Config>, lang: Lang) -> Found {
    let checked = opened
        .quick_check()
        .and_then(|()| Ok((opened.health()?, opened.key_ids()?, opened.shops()?)));
    let (health, keys, shops) = match (checked, config) {
        (Ok(checked), _) => checked,
        (Err(error), Some(config)) => return store::failure(config, lang, &error).into(),
        (Err(error), None) => {
            return Found::fail(talk::trouble(lang, &error), "snapsell config --show");
        }
    };
    let args = [
        health.schema.to_string(),
        (health.wal_bytes / 1_000).to_string(),
        (health.free_bytes / 1_000_000).to_string(),
        listed(keys.values().flatten().map(|shop| match shop.get() {
            0 => "installation".to_owned(),
            number => format!("#{number}"),
        })),
        listed(keys.keys().map(|id| format!("{id:08x}"))),
    ];
    let mut detail = STORE.fill(lang, &args.each_ref().map(String::as_str));
    let sealed = shops.into_iter().filter(|shop| shop.sealed);
    let sealed = listed(sealed.map(|shop| shop.slug));
    if !sealed.is_empty() {
        detail.push('\n');
        detail.push_str(&SEALED.fill(lang, &[&sealed]));
        return Found::fail(detail, "snapsell backup --list");
    }
    match health.free_bytes {
        ..FREE_FAIL_BYTES => Found::fail(detail, "df -h"),
        FREE_FAIL_BYTES..FREE_WARN_BYTES => Found::warn(detail, "df -h"),
        _ => Found::ok(detail),
    }
}

/// The first few, and how many more.
fn listed(words: impl Iterator<Item = String>) -> String {
    const SHOWN_MAX: usize = 8;
    let words: Vec<String> = words.collect();
    let shown = words[..words.len().min(SHOWN_MAX)].join(", ");
    match words.len().saturating_sub(SHOWN_MAX) {
        0 => shown,
        more => format!("{shown} + {more}"),
    }
}

fn as_json(found: &[(usize, Found)]) -> Value {
    let count = |status| {
        found
            .iter()
            .filter(|(_, found)| found.status == status)
            .count()
    };
    let checks = found.iter().map(|(number, found)| {
        json!({
            "number": number + 1,
            "name": NAMES[*number],
            "status": found.status.word(),
            "detail": found.detail,
            "next": found.next,
        })
    });
    json!({
        "ok": count(Status::Fail) == 0,
        "failures": count(Status::Fail),
        "warnings": count(Status::Warn),
        "checks": checks.collect::<Vec<_>>(),
    })
}

fn as_text(found: &[(usize, Found)], lang: Lang) -> String {
    let mut text = String::new();
    for (number, found) in found {
        let title = TITLES[*number].get(lang);
        let mut lines = found.detail.lines();
        let first = lines.next().unwrap_or_default();
        let word = found.status.word();
        writeln!(text, "[{}] {title:16} {word:5} {first}", number + 1)
            .expect("a string can always be written to");
        let next = found.next.as_ref().map(|next| format!("→ {next}"));
        for line in lines.map(str::to_owned).chain(next) {
            writeln!(text, "{:27}{line}", "").expect("a string can always be written to");
        }
    }
    text
}

#[cfg(test)]
mod tests;
