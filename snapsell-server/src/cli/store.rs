//! From the configuration to an open store, and from the store's errors to words with a next step.

use std::path::Path;

use snapsell_store::{MasterKey as StoreKey, MigrationReport, Options, Store, StoreError};

use super::Context;
use crate::config::{Config, Database, MasterKey};
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
    let line = MasterKey::load(&config.master_key_file, lang)?.to_line();
    let path = database(config);
    if !path.exists() {
        let shown = path.display().to_string();
        return Err(Failure::config(lang, &talk::DATABASE_MISSING, &[&shown]));
    }
    StoreKey::from_base64(&line)
        .and_then(|key| Store::open(path, key, Options::default()))
        .map_err(|error| failure(config, lang, &error))
}

/// Whether the master key of `config` opens this copy.
///
/// # Errors
/// Exit code 78 when it was sealed under another one, or when there is none.
pub(crate) fn opens(config: &Config, copy: &Path, lang: Lang) -> Result<(), Failure> {
    let line = MasterKey::load(&config.master_key_file, lang)?.to_line();
    StoreKey::from_base64(&line)
        .and_then(|key| Store::opens(copy, key))
        .map_err(|error| failure_of(copy, config, lang, &error))
}

/// As [`open_configured`], but a database that is missing is made first, and an older one brought to this program's
/// schema; gives what that took. One of a newer program stays as it is and is refused.
///
/// # Errors
/// As [`open`], save that an older schema is none.
pub(crate) fn open_or_create(
    config: &Config,
    lang: Lang,
) -> Result<(Store, MigrationReport), Failure> {
    // A master key that is missing or wrong must not leave a database behind that it cannot open.
    MasterKey::load(&config.master_key_file, lang)?;
    let report = migrate(config, false, lang)?;
    Ok((open_configured(config, lang)?, report))
}

/// One line on what opening a database took; `None` when it was as it should be.
pub(crate) fn made(config: &Config, report: &MigrationReport, lang: Lang) -> Option<String> {
    let path = database(config).display().to_string();
    let (before, wanted) = (report.before.to_string(), report.wanted.to_string());
    match report.before {
        before if before == report.wanted => None,
        0 => Some(CREATED.fill(lang, &[&path, &wanted])),
        _ => Some(MIGRATED.fill(lang, &[&path, &before, &wanted])),
    }
}

/// Brings the database of `config` to this program's schema, making it where it is missing.
///
/// # Errors
/// As [`open`], save that an older schema is none.
pub(crate) fn migrate(
    config: &Config,
    dry_run: bool,
    lang: Lang,
) -> Result<MigrationReport, Failure> {
    Store::migrate(database(config), dry_run).map_err(|error| failure(config, lang, &error))
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
    let words = error.to_string();
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
