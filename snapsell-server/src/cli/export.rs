//! `snapsell export`: orders, holds or events of a shop, written row by row as they are read.

mod events;
mod holds;
mod orders;
pub(crate) mod sheet;

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use snapsell_core::{CustomerId, ShopId};
use snapsell_store::{ContactDetails, ShopRecord, Store, StoreError};

use self::sheet::Sheet;
use super::args::{ExportArgs, ExportKind};
use super::{Context, shop, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const WRITTEN: Both = Both {
    en: "{0} row(s)",
    fr: "{0} ligne(s)",
};

/// What an export reads.
struct Source<'a> {
    opened: &'a Store,
    record: &'a ShopRecord,
}

/// Why an export ended early.
enum Stop {
    Store(StoreError),
    Write(std::io::Error),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

pub(super) fn run(context: &mut Context<'_>, args: &ExportArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let record = shop::find(&opened, &config, &args.shop, lang)?;
    let source = Source {
        opened: &opened,
        record: &record,
    };
    let done = match &args.output {
        None => write(&source, args, &mut *context.out),
        Some(path) => {
            let file = create(path, lang)?;
            let done = write(&source, args, &mut BufWriter::new(file));
            if done.is_err() {
                // Half a file would pass for a whole one.
                let _ = std::fs::remove_file(path);
            }
            done
        }
    };
    let rows = match done {
        Ok(rows) => rows,
        Err(Stop::Write(error)) => {
            return match &args.output {
                None => context.wrote(Err(error)),
                Some(path) => Err(write_failed(lang, path, &error)),
            };
        }
        Err(Stop::Store(error)) => return Err(store::failure(&config, lang, &error)),
    };
    context.say(&WRITTEN.fill(lang, &[&rows.to_string()]));
    Ok(Exit::Done)
}

fn write(source: &Source<'_>, args: &ExportArgs, out: &mut dyn Write) -> Result<u64, Stop> {
    let mut sheet = Sheet::new(out, args.format);
    match args.kind {
        ExportKind::Orders => orders::write(source, &mut sheet)?,
        ExportKind::Holds => holds::write(source, &mut sheet)?,
        ExportKind::Events => events::write(source, &mut sheet)?,
    }
    Ok(sheet.finish()?)
}

/// A new file that only its owner reads: it holds names and addresses.
fn create(path: &Path, lang: Lang) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(path).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            let shown = path.display().to_string();
            return Failure::failed(lang, &talk::FILE_EXISTS, &[&shown]);
        }
        write_failed(lang, path, &error)
    })
}

fn write_failed(lang: Lang, path: &Path, error: &std::io::Error) -> Failure {
    let args = [path.display().to_string(), error.to_string()];
    Failure::failed(
        lang,
        &talk::WRITE_FAILED,
        &args.each_ref().map(String::as_str),
    )
}

/// Who a person is, as far as it is known; nothing of one who was erased.
fn person(
    opened: &Store,
    shop: ShopId,
    customer: CustomerId,
) -> Result<(String, String), StoreError> {
    let details = opened.contact_details(shop, customer)?;
    let of = |details: &ContactDetails| {
        let number = details.phone.clone().or_else(|| details.user_id.clone());
        (
            details.name.clone().unwrap_or_default(),
            number.unwrap_or_default(),
        )
    };
    Ok(details.as_ref().map(of).unwrap_or_default())
}

/// The word that the journal has for a plain value.
fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests;
