//! `snapsell key rotate`: a new master key in the place of the old one. It may be interrupted anywhere and run again.
//!
//! The new key lies beside the old one first, durably; then the keys of all shops are wrapped under it, in one
//! transaction; then it takes the old one's place, which is kept for older copies. Data is not touched.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use snapsell_store::{
    KeyRing, MasterKey as StoreKey, Options, Store, StoreError, keep_owner, sync_folder,
};

use super::args::{KeyCommand, KeyRotateArgs};
use super::{Context, init, restore, store};
use crate::config::{Config, MasterKey};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const WOULD: Both = Both {
    en: "put a new master key in the place of {0}; the old one is kept beside it",
    fr: "mettre une nouvelle clé maîtresse à la place de {0} ; l'ancienne est gardée à côté",
};
const RESUMED: Both = Both {
    en: "going on with the new key that an earlier attempt left in {0}",
    fr: "reprise avec la nouvelle clé qu'un essai précédent a laissée dans {0}",
};
const BROKEN_OFF: Both = Both {
    en: "{0}, which an earlier attempt left, holds no key and was used for nothing: a new one is made",
    fr: "{0}, qu'un essai précédent a laissé, ne contient pas de clé et n'a servi à rien : une nouvelle est faite",
};
const DONE: Both = Both {
    en: "{0} is new and opens everything ({1} keys wrapped anew)",
    fr: "{0} est nouvelle et ouvre tout ({1} clés ré-enveloppées)",
};
const LEFT: Both = Both {
    en: "  ! the key of {0} is damaged and stays as it is",
    fr: "  ! la clé de {0} est abîmée et reste telle quelle",
};
const KEEP: Both = Both {
    en: "Copies of the database made before now need {0}. Copy both keys to a safe place.\n  → snapsell doctor",
    fr: "Les copies de la base faites jusqu'ici demandent {0}. Copiez les deux clés en lieu sûr.\n  → snapsell doctor",
};

pub(super) fn run(context: &mut Context<'_>, command: &KeyCommand) -> Result<Exit, Failure> {
    let KeyCommand::Rotate(args) = command;
    rotate(context, args)
}

fn rotate(context: &mut Context<'_>, args: &KeyRotateArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config = context.config()?;
    let file = &config.master_key_file;
    let shown = file.display().to_string();
    if !args.yes {
        let what = WOULD.fill(lang, &[&shown]);
        let needs = [what.as_str(), "snapsell key rotate"];
        return Err(Failure::failed(lang, &talk::NEEDS_YES, &needs));
    }
    let database = store::database(&config);
    if restore::is_open_elsewhere(database) {
        let path = database.display().to_string();
        return Err(Failure::failed(lang, &talk::RESTORE_IN_USE, &[&path]));
    }
    let old = MasterKey::load(file, lang)?;
    let beside = suffixed(file, "new");
    let left = match beside.exists() {
        true => left_behind(&beside, lang)?,
        false => None,
    };
    if left.is_some() {
        context.say(&RESUMED.fill(lang, &[&beside.display().to_string()]));
    }
    let failure = |error: StoreError| store::failure(&config, lang, &error);
    // A new key is laid beside the old one once it is sure that the database takes it.
    let opened = open(&config, &old, left.as_ref()).map_err(failure)?;
    let new = match left {
        Some(left) => left,
        None => {
            // The old key opens everything: what an earlier attempt left there and is no key was used for nothing.
            if beside.exists() {
                fs::remove_file(&beside).map_err(|error| unwritten(lang, &beside, &error))?;
                context.say(&BROKEN_OFF.fill(lang, &[&beside.display().to_string()]));
            }
            lay_beside(&beside, file, lang)?
        }
    };
    let done = of_store(&new)
        .and_then(|new| opened.rotate_master(new))
        .map_err(failure)?;
    drop(opened);
    let kept = free_name(file);
    take_its_place(file, &beside, &kept).map_err(|error| unwritten(lang, file, &error))?;
    context.print(&format!(
        "{}\n",
        DONE.fill(lang, &[&shown, &done.wrapped.to_string()])
    ))?;
    if !done.left.is_empty() {
        context.say(&LEFT.fill(lang, &[&store::numbers(&done.left)]));
    }
    context.say(&KEEP.fill(lang, &[&kept.display().to_string()]));
    Ok(Exit::Done)
}

/// The key that an earlier attempt left; none where what it left is no key.
fn left_behind(beside: &Path, lang: Lang) -> Result<Option<MasterKey>, Failure> {
    match MasterKey::load(beside, lang) {
        Ok(key) => Ok(Some(key)),
        Err(failure) if failure.code == talk::MASTER_KEY_WRONG.code => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Opens the database. Either key may be the one in force: an earlier attempt may have come this far.
fn open(config: &Config, old: &MasterKey, left: Option<&MasterKey>) -> Result<Store, StoreError> {
    let mut ring = KeyRing::from(of_store(old)?);
    if let Some(left) = left {
        ring = ring.with_older(of_store(left)?);
    }
    Store::open(store::database(config), ring, Options::default())
}

fn of_store(key: &MasterKey) -> Result<StoreKey, StoreError> {
    StoreKey::from_base64(&key.to_line())
}

/// Writes a new key beside the old one, for the same readers, save that strangers are none.
fn lay_beside(beside: &Path, file: &Path, lang: Lang) -> Result<MasterKey, Failure> {
    let key = MasterKey::generate()
        .map_err(|error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]))?;
    fs::metadata(file)
        .and_then(|old| init::write_new(beside, key.to_line().as_bytes(), old.mode() & 0o770))
        .map_err(|error| unwritten(lang, beside, &error))?;
    Ok(key)
}

/// The old key gets a name of its own before the new one takes its name: at no instant is one of them gone.
fn take_its_place(file: &Path, beside: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(file, kept)?;
    sync_folder(file)?;
    keep_owner(beside, file);
    fs::rename(beside, file)?;
    sync_folder(file)
}

/// A name beside the key that nothing has yet.
fn free_name(file: &Path) -> PathBuf {
    let names = std::iter::once("old".to_owned()).chain((2..).map(|n: u32| format!("old{n}")));
    names
        .map(|name| suffixed(file, &name))
        .find(|path| !path.exists())
        .expect("there are more names than files")
}

fn suffixed(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn unwritten(lang: Lang, path: &Path, error: &io::Error) -> Failure {
    let shown = path.display().to_string();
    Failure::failed(lang, &talk::WRITE_FAILED, &[&shown, &error.to_string()])
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::super::bench::Bench;
    use super::*;

    #[test]
    fn a_new_key_opens_everything_and_the_old_one_only_older_copies() {
        let bench = Bench::with_shop();
        let before = bench.text("snapsell.key");
        let copy = bench.text("copy.db");
        bench.run(&["backup", &copy]).says(Exit::Done, &[]);
        let asked = bench.run(&["key", "rotate"]);
        asked.says(Exit::Failed, &["SNAP-0621", "snapsell key rotate --yes"]);
        let old = fs::read_to_string(&before).unwrap();
        let done = bench.run(&["key", "rotate", "--yes"]);
        done.says(Exit::Done, &["snapsell.key.old"]);
        assert_ne!(fs::read_to_string(&before).unwrap(), old);
        assert_eq!(fs::read_to_string(format!("{before}.old")).unwrap(), old);
        bench.run(&["audit"]).says(Exit::Done, &[]);
        assert!(bench.store().shop_by_slug("acme").unwrap().is_some());
        let older = StoreKey::from_base64(&old).unwrap();
        assert!(Store::open(Path::new(&copy), older, Options::default()).is_ok());
        bench
            .run(&["key", "rotate", "--yes"])
            .says(Exit::Done, &["snapsell.key.old2"]);
    }

    #[test]
    fn an_attempt_that_was_interrupted_anywhere_is_finished_by_the_next() {
        let bench = Bench::with_shop();
        let file = PathBuf::from(bench.text("snapsell.key"));
        let old = MasterKey::load(&file, Lang::En).unwrap();
        let new = lay_beside(&suffixed(&file, "new"), &file, Lang::En).unwrap();
        // It died after the keys were wrapped, before the files changed places.
        let [from, to] = [&old, &new].map(|key| StoreKey::from_base64(&key.to_line()).unwrap());
        let database = bench.path("snapsell.db");
        let store = Store::open(&database, from, Options::default()).unwrap();
        store.rotate_master(to).unwrap();
        drop(store);
        let refused = bench.run(&["shop", "list"]);
        refused.says(Exit::Config, &["snapsell key rotate"]);
        bench
            .run(&["key", "rotate", "--yes"])
            .says(Exit::Done, &["earlier attempt"]);
        assert_eq!(MasterKey::load(&file, Lang::En).unwrap(), new);
        bench.run(&["shop", "list"]).says(Exit::Done, &[]);
    }

    #[test]
    fn what_an_attempt_left_and_is_no_key_is_in_nobodys_way() {
        let bench = Bench::with_shop();
        let beside = bench.path("snapsell.key.new");
        for left in ["", "half a k"] {
            fs::write(&beside, left).unwrap();
            bench
                .run(&["key", "rotate", "--yes"])
                .says(Exit::Done, &["snapsell.key.new", "holds no key"]);
            assert!(!beside.exists());
            bench.run(&["audit"]).says(Exit::Done, &[]);
        }
        // Here it may have been the key: what nothing opens any more stays as it is.
        fs::write(&beside, "").unwrap();
        let other = MasterKey::generate().unwrap().to_line();
        fs::write(bench.path("snapsell.key"), other.as_bytes()).unwrap();
        bench
            .run(&["key", "rotate", "--yes"])
            .says(Exit::Config, &["SNAP-0505"]);
        assert!(beside.exists());
    }

    #[test]
    fn a_rotation_that_is_refused_leaves_no_key_behind() {
        let bench = Bench::with_shop();
        let later = "INSERT INTO schema_version VALUES (99, 'later', x'00')";
        bench.raw().execute(later, []).unwrap();
        let refused = bench.run(&["key", "rotate", "--yes"]);
        refused.says(Exit::Config, &["SNAP-0503"]);
        assert!(!bench.path("snapsell.key.new").exists());
    }

    #[test]
    fn who_could_read_the_old_key_reads_the_new_one_but_no_stranger_does() {
        let bench = Bench::with_shop();
        let key = bench.path("snapsell.key");
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
        bench.run(&["key", "rotate", "--yes"]).says(Exit::Done, &[]);
        assert_eq!(fs::metadata(&key).unwrap().mode() & 0o777, 0o640);
    }
}
