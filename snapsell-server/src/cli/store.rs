//! From the configuration to an open store, and from the store's errors to words with a next step.

use std::path::{Path, PathBuf};

use snapsell_core::ShopId;
use snapsell_store::{MasterKey as StoreKey, MigrationReport, Options, Store, StoreError};

use super::Context;
use crate::config::{Config, Database};
use crate::exit::Failure;
use crate::talk::{self, Both, Lang};

const CREATED: Both = Both {
    en: "made the database {0} (schema {1})",
    fr: "base {0} créée (schéma {1})",
};
const MIGRATED: Both = Both {
    en: "brought the database {0} from schema {1} to {2}",
    fr: "base {0} amenée du schéma {1} au schéma {2}",
};
const KEPT: Both = Both {
    en: "the database as it was before is kept in {0}",
    fr: "la base telle qu'elle était avant est gardée dans {0}",
};

/// What it took to bring a database to this program's schema.
#[derive(Debug)]
pub(crate) struct Brought {
    /// The steps.
    pub(crate) report: MigrationReport,
    /// The copy of an older one, made before.
    kept: Option<PathBuf>,
}

/// The configuration in force and the store it names, opened.
///
/// # Errors
/// Exit code 78 when configuration, master key or schema are not right, 1 when the database fails.
pub(crate) fn open(context: &Context<'_>) -> Result<(Config, Store), Failure> {
    let config = context.config()?;
    let store = open_configured(&config, context.lang)?;
    Ok((config, store))
}

/// Opens the store of `config` with its master key. It must exist and have this program's schema.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_configured(config: &Config, lang: Lang) -> Result<Store, Failure> {
    let line = config.master_key(lang)?.to_line();
    let path = database(config);
    if !path.exists() {
        let shown = path.display().to_string();
        return Err(Failure::config(lang, &talk::DATABASE_MISSING, &[&shown]));
    }
    is_whole(path, lang)?;
    StoreKey::from_base64(&line)
        .and_then(|key| Store::open(path, key, Options::default()))
        .map_err(|error| failure(config, lang, &error))
}

/// Whether the master key of `config` opens this copy.
///
/// # Errors
/// Exit code 78 when it was sealed under another one, or when there is none.
pub(crate) fn opens(config: &Config, copy: &Path, lang: Lang) -> Result<(), Failure> {
    let line = config.master_key(lang)?.to_line();
    StoreKey::from_base64(&line)
        .and_then(|key| Store::opens(copy, key))
        .map_err(|error| failure_of(copy, config, lang, &error))
}

/// As [`open_configured`], but a database that is missing is made first, and an older one copied and brought to this
/// program's schema; gives what that took. One of a newer program stays as it is and is refused.
///
/// # Errors
/// As [`open`], save that an older schema is none.
pub(crate) fn open_or_create(config: &Config, lang: Lang) -> Result<(Store, Brought), Failure> {
    // A master key that is missing or wrong must not leave a database behind that it cannot open.
    config.master_key(lang)?;
    let brought = migrate(config, lang)?;
    Ok((open_configured(config, lang)?, brought))
}

/// As [`open_or_create`] for a database that was put back just now: what it was put back from is its copy.
///
/// # Errors
/// As [`open_or_create`].
pub(crate) fn open_restored(config: &Config, lang: Lang) -> Result<(Store, Brought), Failure> {
    let report = brought(config, false, lang)?;
    Ok((
        open_configured(config, lang)?,
        Brought { report, kept: None },
    ))
}

/// What opening a database took, in words; `None` when it was as it should be.
pub(crate) fn made(config: &Config, brought: &Brought, lang: Lang) -> Option<String> {
    let path = database(config).display().to_string();
    let report = &brought.report;
    let (before, wanted) = (report.before.to_string(), report.wanted.to_string());
    match report.before {
        before if before == report.wanted => None,
        0 => Some(CREATED.fill(lang, &[&path, &wanted])),
        _ => {
            let migrated = MIGRATED.fill(lang, &[&path, &before, &wanted]);
            let lines = std::iter::once(migrated).chain(kept(brought, lang));
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Where the database is kept as it was before, in words.
pub(crate) fn kept(brought: &Brought, lang: Lang) -> Option<String> {
    let kept = brought.kept.as_ref()?;
    Some(KEPT.fill(lang, &[&kept.display().to_string()]))
}

/// What it would take to bring the database of `config` to this program's schema.
///
/// # Errors
/// As [`open`], save that an older schema is none.
pub(crate) fn planned(config: &Config, lang: Lang) -> Result<MigrationReport, Failure> {
    brought(config, true, lang)
}

/// Brings the database of `config` to this program's schema, making it where it is missing. An older one is copied
/// first, to a file beside it: there is no way back but that.
///
/// # Errors
/// As [`open`], save that an older schema is none; where no copy can be made, nothing is changed.
pub(crate) fn migrate(config: &Config, lang: Lang) -> Result<Brought, Failure> {
    let plan = planned(config, lang)?;
    let is_older = (1..plan.wanted).contains(&plan.before);
    let kept = is_older
        .then(|| set_aside(database(config), plan.before, lang))
        .transpose()?;
    let report = brought(config, false, lang)?;
    Ok(Brought { report, kept })
}

/// A copy of the database beside it, one for each schema that it had.
fn set_aside(database: &Path, schema: u32, lang: Lang) -> Result<PathBuf, Failure> {
    let name = database.file_stem().unwrap_or_default().to_string_lossy();
    let to = database.with_file_name(format!("{name}-schema-{schema}.db"));
    match Store::set_aside(database, &to) {
        Ok(_) => Ok(to),
        Err(error) => {
            let args = [database, &to].map(|path| path.display().to_string());
            let words = talk::trouble(lang, &error);
            Err(Failure::failed(
                lang,
                &talk::NOT_SET_ASIDE,
                &[&args[0], &args[1], &words],
            ))
        }
    }
}

/// Whether no restore was broken off half way: opened then, the database would lose what was written last.
fn is_whole(database: &Path, lang: Lang) -> Result<(), Failure> {
    let Some(log) = Store::broken_off(database) else {
        return Ok(());
    };
    let own = log.to_string_lossy().replace(".replaced-", "-");
    let [shown, log] = [database, log.as_path()].map(|path| path.display().to_string());
    Err(Failure::failed(
        lang,
        &talk::RESTORE_BROKEN_OFF,
        &[&shown, &log, &own],
    ))
}

fn brought(config: &Config, dry_run: bool, lang: Lang) -> Result<MigrationReport, Failure> {
    is_whole(database(config), lang)?;
    Store::migrate(database(config), dry_run).map_err(|error| failure(config, lang, &error))
}

/// Shops by their numbers: `#2, #7`.
pub(crate) fn numbers(shops: &[ShopId]) -> String {
    let numbers = shops.iter().map(|shop| format!("#{}", shop.get()));
    numbers.collect::<Vec<_>>().join(", ")
}

/// The file of the database.
pub(crate) fn database(config: &Config) -> &Path {
    let Database::Sqlite(path) = &config.database;
    path
}

/// What the store says, in the words of the person who typed the command.
pub(crate) fn failure(config: &Config, lang: Lang, error: &StoreError) -> Failure {
    failure_of(database(config), config, lang, error)
}

/// The same for a file that is not the configured one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the store's own, open enum: the rest is said in its words"
)]
fn failure_of(file: &Path, config: &Config, lang: Lang, error: &StoreError) -> Failure {
    let path = file.display().to_string();
    let words = talk::trouble(lang, error);
    match error {
        StoreError::SchemaBehind { found, wanted } => {
            let args = [path, found.to_string(), wanted.to_string()];
            Failure::config(lang, &talk::SCHEMA_BEHIND, &borrowed(&args))
        }
        StoreError::SchemaAhead { found, wanted } => {
            let args = [path, found.to_string(), wanted.to_string()];
            Failure::config(lang, &talk::SCHEMA_AHEAD, &borrowed(&args))
        }
        StoreError::SchemaChanged { version } => {
            let args = [path, version.to_string()];
            Failure::config(lang, &talk::SCHEMA_CHANGED, &borrowed(&args))
        }
        StoreError::Key(_) => {
            let key = config.master_key_file.display().to_string();
            Failure::config(lang, &talk::KEY_MISMATCH, &[&path, &key, &words])
        }
        StoreError::Foreign => Failure::config(lang, &talk::DATABASE_FOREIGN, &[&path]),
        StoreError::Ledger { file } => {
            let ledger = file.display().to_string();
            Failure::failed(lang, &talk::LEDGER_CLOSED, &[&ledger, &path])
        }
        StoreError::Busy => Failure::failed(lang, &talk::DATABASE_BUSY, &[&path]),
        StoreError::Full => Failure::failed(lang, &talk::DISK_FULL, &[&path]),
        StoreError::Corrupt { .. } => {
            Failure::failed(lang, &talk::DATABASE_CORRUPT, &[&path, &words])
        }
        _ => Failure::failed(lang, &talk::DATABASE_FAILED, &[&path, &words]),
    }
}

fn borrowed<const N: usize>(args: &[String; N]) -> [&str; N] {
    args.each_ref().map(String::as_str)
}
