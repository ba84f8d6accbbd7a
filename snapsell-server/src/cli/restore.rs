//! `snapsell restore`: puts a proven copy in the place of the database, which nobody may have open.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, fcntl_lock};
use snapsell_store::{Store, StoreError};

use super::args::RestoreArgs;
use super::{Context, backup, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

const WOULD: Both = Both {
    en: "replace {0}, everything written since is lost, with this copy: {1}",
    fr: "remplacer {0}, tout ce qui a été écrit depuis est perdu, par cette copie : {1}",
};
const DONE: Both = Both {
    en: "{0} now holds {1}",
    fr: "{0} contient maintenant {1}",
};
const FORGOTTEN: Both = Both {
    en: "{0} erasure(s) made since this copy were carried out again",
    fr: "{0} effacement(s) faits depuis cette copie ont été refaits",
};
const NOT_FORGOTTEN: Both = Both {
    en: "  ! an erasure could not be carried out again in a damaged shop: {0}\n  → snapsell doctor",
    fr: "  ! un effacement n'a pas pu être refait dans une boutique abîmée : {0}\n  → snapsell doctor",
};
const NEXT: Both = Both {
    en: "  → snapsell audit",
    fr: "  → snapsell audit",
};

pub(super) fn run(context: &mut Context<'_>, args: &RestoreArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config = context.config()?;
    let database = store::database(&config);
    let shown = database.display().to_string();
    let report =
        Store::verify_backup(&args.from).map_err(|error| backup::bad(&args.from, &error, lang))?;
    if is_open_elsewhere(database) {
        return Err(Failure::failed(lang, &talk::RESTORE_IN_USE, &[&shown]));
    }
    // A copy that could not be opened afterwards must not cost the database that can.
    store::opens(&config, &args.from, lang)?;
    let copy = backup::said(&args.from, &report, lang);
    if database.exists() && !args.yes {
        let what = WOULD.fill(lang, &[&shown, &copy]);
        let command = format!(
            "snapsell restore {}",
            talk::shell(&args.from.display().to_string())
        );
        return Err(Failure::failed(lang, &talk::NEEDS_YES, &[&what, &command]));
    }
    Store::restore(&args.from, database, args.yes).map_err(|error| {
        if error == StoreError::FileExists {
            return Failure::failed(lang, &talk::FILE_EXISTS, &[&shown]);
        }
        store::failure(&config, lang, &error)
    })?;
    context.print(&format!("{}\n", DONE.fill(lang, &[&shown, &copy])))?;
    // Whoever was forgotten since this copy was made is forgotten in it too.
    let (opened, migrated) = store::open_restored(&config, lang)?;
    if let Some(line) = store::made(&config, &migrated, lang) {
        context.say(&line);
    }
    let beside = [
        Store::ledger_of(&args.from),
        Store::ledger_of(
            args.from
                .parent()
                .filter(|path| path.is_dir())
                .unwrap_or_else(|| Path::new(".")),
        ),
    ];
    let again = opened.replay_erasures(&beside.each_ref().map(PathBuf::as_path));
    let exit = match again {
        Ok(0) => Exit::Done,
        Ok(again) => {
            context.say(&FORGOTTEN.fill(lang, &[&again.to_string()]));
            Exit::Done
        }
        // In all other shops they were.
        Err(error) if error.is_damage() => {
            context.say(&NOT_FORGOTTEN.fill(lang, &[&talk::trouble(lang, &error)]));
            Exit::Failed
        }
        Err(error) => return Err(store::failure(&config, lang, &error)),
    };
    context.say(NEXT.get(lang));
    Ok(exit)
}

/// Whether another process holds a lock on the database. SQLite keeps a shared one for as long as it has a
/// write-ahead logged file open.
pub(super) fn is_open_elsewhere(database: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).write(true).open(database) else {
        return false;
    };
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        // Closing the file gives the lock back.
        Ok(()) => false,
        Err(errno) => errno == rustix::io::Errno::AGAIN || errno == rustix::io::Errno::ACCESS,
    }
}
