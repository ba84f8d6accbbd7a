//! `snapsell init`: a commented configuration and a new master key, never over existing ones.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use snapsell_store::sync_folder;

use super::Context;
use super::args::InitArgs;
use crate::config::{MasterKey, example};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const CONFIG_FILE: &str = "snapsell.toml";
const KEY_FILE: &str = "snapsell.key";

const WRITTEN: Both = Both {
    en: "Keep a copy of {0} in a safe place: without it the data cannot be read.\n  → snapsell serve --config {1}   (prints a link to make your shop in the browser)",
    fr: "Gardez une copie de {0} en lieu sûr : sans elle, les données sont illisibles.\n  → snapsell serve --config {1}   (affiche un lien pour créer votre boutique dans le navigateur)",
};

pub(super) fn run(context: &mut Context<'_>, args: &InitArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config_path = args.folder.join(CONFIG_FILE);
    let key_path = args.folder.join(KEY_FILE);
    for path in [&config_path, &key_path] {
        if path.exists() {
            let shown = path.display().to_string();
            return Err(Failure::failed(lang, &talk::INIT_EXISTS, &[&shown]));
        }
    }
    fs::create_dir_all(&args.folder).map_err(|error| cannot_write(lang, &args.folder, &error))?;
    let key = MasterKey::generate()
        .map_err(|error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]))?;
    write_new(&key_path, key.to_line().as_bytes(), 0o600)
        .map_err(|error| cannot_write(lang, &key_path, &error))?;
    write_new(&config_path, example(lang).as_bytes(), 0o644).map_err(|error| {
        // The key opens nothing yet, and would keep the next attempt from being made.
        if fs::remove_file(&key_path).is_err() {
            // Then it is named by that attempt.
        }
        cannot_write(lang, &config_path, &error)
    })?;
    let (config_path, key_path) = (
        config_path.display().to_string(),
        key_path.display().to_string(),
    );
    context.print(&format!("{config_path}\n{key_path}\n"))?;
    context.say(&WRITTEN.fill(lang, &[&key_path, &talk::shell(&config_path)]));
    Ok(Exit::Done)
}

fn cannot_write(lang: Lang, path: &Path, error: &io::Error) -> Failure {
    let shown = path.display().to_string();
    Failure::failed(lang, &talk::WRITE_FAILED, &[&shown, &error.to_string()])
}

/// Writes a file that must not exist yet, down to the disk. It has its name once it is whole, and not before: half a key
/// would be in the way of the next attempt.
pub(super) fn write_new(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let unfinished = path.with_added_extension("unfinished");
    let done = write(&unfinished, bytes, mode)
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| sync_folder(path));
    if done.is_err() && fs::remove_file(&unfinished).is_err() {
        // It has its name already, or never was.
    }
    done
}

fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
