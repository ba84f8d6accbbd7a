//! `snapsell backup`: a consistent copy of the running database, opened again to prove it; also lists and checks copies.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::{Value, json};
use snapsell_core::Timestamp;
use snapsell_store::{BackupReport, Store, StoreError};

use super::args::BackupArgs;
use super::iso::iso;
use super::{Context, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const COPIED: Both = Both {
    en: "{0}: whole, {1} bytes, schema {2}, {3} shop(s), {4} entries",
    fr: "{0} : entière, {1} octets, schéma {2}, {3} boutique(s), {4} entrées",
};
const CUT: Both = Both {
    en: ", but the journal of {0} is cut short",
    fr: ", mais le journal de {0} est tronqué",
};
const KEY: Both = Both {
    en: "The master key {0} is not in it: keep a copy of the key elsewhere.\n  → snapsell backup --verify {1}",
    fr: "La clé maîtresse {0} n'y est pas : gardez une copie de la clé ailleurs.\n  → snapsell backup --verify {1}",
};
const NO_COPY: Both = Both {
    en: "no copy in {0}\n  → snapsell backup {0}",
    fr: "aucune copie dans {0}\n  → snapsell backup {0}",
};

/// A copy in a folder.
pub(super) struct Copy {
    pub(super) path: PathBuf,
    pub(super) at: Timestamp,
    bytes: u64,
}

pub(super) fn run(context: &mut Context<'_>, args: &BackupArgs) -> Result<Exit, Failure> {
    match (&args.verify, &args.list) {
        (Some(path), _) => verify(context, path, args.json),
        (None, Some(folder)) => list(context, folder.as_deref(), args.json),
        (None, None) => copy(context, args),
    }
}

fn copy(context: &mut Context<'_>, args: &BackupArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let to = match &args.to {
        Some(to) if !to.is_dir() && !ends_as_folder(to) => to.clone(),
        folder => in_folder(place(folder.as_deref(), &config, lang)?, lang)?,
    };
    let shown = to.display().to_string();
    let report = opened.backup(&to).map_err(|error| {
        if error == StoreError::FileExists {
            Failure::failed(lang, &talk::FILE_EXISTS, &[&shown])
        } else if matches!(error, StoreError::CannotOpen | StoreError::ReadOnly) {
            let words = talk::trouble(lang, &error);
            Failure::failed(lang, &talk::WRITE_FAILED, &[&shown, &words])
        } else if error == StoreError::Full {
            // It is the copy's disk, which is seldom the database's.
            Failure::failed(lang, &talk::DISK_FULL, &[&shown])
        } else {
            store::failure(&config, lang, &error)
        }
    })?;
    print(context, &to, &report, args.json)?;
    let key = config.master_key_file.display().to_string();
    context.say(&KEY.fill(lang, &[&key, &talk::shell(&shown)]));
    match report.cut.is_empty() {
        true => Ok(Exit::Done),
        // The others are in it, whole; whoever makes copies by night hears of the one that is not.
        false => Err(Failure::failed(
            lang,
            &talk::BACKUP_CUT,
            &[&shown, &store::numbers(&report.cut)],
        )),
    }
}

fn verify(context: &mut Context<'_>, path: &Path, as_json: bool) -> Result<Exit, Failure> {
    let lang = context.lang;
    let report = Store::verify_backup(path).map_err(|error| bad(path, &error, lang))?;
    let broken = Store::verify_journals(path).map_err(|error| bad(path, &error, lang))?;
    match broken.is_empty() {
        true => print(context, path, &report, as_json),
        false => {
            let each = broken.iter().map(|error| talk::trouble(lang, error));
            let each: Vec<String> = each.collect();
            Err(not_whole(path, each.join("\n"), lang))
        }
    }
}

/// The failure of a copy that is not whole, or not there.
pub(super) fn bad(path: &Path, error: &StoreError, lang: Lang) -> Failure {
    if !path.is_file() {
        let shown = path.display().to_string();
        return Failure::failed(lang, &talk::BACKUP_MISSING, &[&shown]);
    }
    not_whole(path, talk::trouble(lang, error), lang)
}

fn not_whole(path: &Path, why: String, lang: Lang) -> Failure {
    let args = [path.display().to_string(), why];
    Failure::failed(
        lang,
        &talk::BACKUP_BAD,
        &args.each_ref().map(String::as_str),
    )
}

fn print(
    context: &mut Context<'_>,
    path: &Path,
    report: &BackupReport,
    as_json: bool,
) -> Result<Exit, Failure> {
    if as_json {
        let value = json!({
            "file": path,
            "bytes": report.bytes,
            "schema": report.schema,
            "shops": report.shops,
            "entries": report.entries,
            "cut": report.cut.iter().map(|shop| shop.get()).collect::<Vec<_>>(),
        });
        return context.print(&format!("{value:#}\n"));
    }
    let text = said(path, report, context.lang);
    context.print(&format!("{text}\n"))
}

/// What a copy holds, in words.
pub(super) fn said(path: &Path, report: &BackupReport, lang: Lang) -> String {
    let args = [
        path.display().to_string(),
        report.bytes.to_string(),
        report.schema.to_string(),
        report.shops.to_string(),
        report.entries.to_string(),
    ];
    let copied = COPIED.fill(lang, &args.each_ref().map(String::as_str));
    match report.cut.is_empty() {
        true => copied,
        false => copied + &CUT.fill(lang, &[&store::numbers(&report.cut)]),
    }
}

fn list(context: &mut Context<'_>, folder: Option<&Path>, as_json: bool) -> Result<Exit, Failure> {
    let lang = context.lang;
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => place(None, &context.config()?, lang)?.to_owned(),
    };
    let shown = folder.display().to_string();
    let copies = copies(&folder).map_err(|error| {
        Failure::failed(lang, &talk::FILE_UNREADABLE, &[&shown, &error.to_string()])
    })?;
    if as_json {
        let rows = copies
            .iter()
            .map(|copy| json!({"file": copy.path, "at": iso(copy.at), "bytes": copy.bytes}));
        let rows = Value::Array(rows.collect());
        return context.print(&format!("{rows:#}\n"));
    }
    if copies.is_empty() {
        context.say(&NO_COPY.fill(lang, &[&shown]));
    }
    context.print(&table(&copies))
}

fn table(copies: &[Copy]) -> String {
    let mut text = String::new();
    for copy in copies {
        let (at, path) = (iso(copy.at), copy.path.display());
        writeln!(text, "{at}  {:>12}  {path}", copy.bytes)
            .expect("a string can always be written to");
    }
    text
}

/// The copies in a folder, the newest first: files that end in `.db`, by when they were made.
pub(super) fn copies(folder: &Path) -> std::io::Result<Vec<Copy>> {
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "db") {
            continue;
        }
        let file = std::fs::metadata(&path)?;
        let since = file.modified()?.duration_since(UNIX_EPOCH);
        let millis = since.map_or(0, |since| since.as_millis());
        copies.push(Copy {
            path,
            at: Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX)),
            bytes: file.len(),
        });
    }
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.at));
    Ok(copies)
}

/// The folder named, or the one configured.
fn place<'a>(named: Option<&'a Path>, config: &'a Config, lang: Lang) -> Result<&'a Path, Failure> {
    named
        .or(config.backup_dir.as_deref())
        .ok_or_else(|| Failure::new(Exit::Usage, lang, &talk::BACKUP_WHERE, &[]))
}

/// `copies/`: whoever ends a name so means a folder, one that is still to be made too.
fn ends_as_folder(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    name.ends_with(std::path::MAIN_SEPARATOR_STR.as_bytes())
}

/// A new name in a folder, which is made where it is missing. A second copy within the same second has one of its own.
fn in_folder(folder: &Path, lang: Lang) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let args = [folder.display().to_string(), error.to_string()];
        Failure::failed(
            lang,
            &talk::WRITE_FAILED,
            &args.each_ref().map(String::as_str),
        )
    })?;
    let now = iso(Clock::system().now());
    let stamp: String = now
        .chars()
        .filter(|letter| !matches!(letter, '-' | ':'))
        .collect();
    let others = (2..).map(|n: u32| format!("snapsell-{stamp}-{n}.db"));
    let names = std::iter::once(format!("snapsell-{stamp}.db")).chain(others);
    Ok(names
        .map(|name| folder.join(name))
        .find(|path| !path.exists() && !path.with_added_extension("unfinished").exists())
        .expect("there are more names than files"))
}

#[cfg(test)]
mod tests;
