//! The file layer: TOML with the line of every key, each value of its key's type.

use std::fs;
use std::path::Path;

use toml::de::{DeArray, DeTable, DeValue};

use super::keys::{KEYS, Kind, find, retired};
use super::settings::{Origin, Setting, unknown_key};
use crate::exit::Failure;
use crate::talk::{self, Both, Lang};

/// The settings written in the file at `path`, behind those of its folder: where something is twice, the last one counts.
///
/// # Errors
/// A file that cannot be read or is not TOML, an unknown key, a value of the wrong type.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<(&'static str, Setting)>, Failure> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::config(lang, &talk::FILE_UNREADABLE, &[&shown, &error.to_string()])
    })?;
    let at = |offset: usize| Origin::File {
        path: path.to_owned(),
        line: line_of(&text, offset),
    };
    let table = DeTable::parse(&text).map_err(|error| {
        let place = at(error.span().map_or(0, |span| span.start)).words(lang);
        Failure::config(lang, &talk::FILE_SYNTAX, &[&place, error.message()])
    })?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let mut settings = beside_the_file(folder);
    for (name, value) in table.get_ref() {
        let origin = at(name.span().start);
        if let Some(name) = retired(name.get_ref()) {
            let text = String::new();
            settings.push((name, Setting { text, origin }));
            continue;
        }
        let Some(key) = find(name.get_ref()) else {
            return Err(unknown_key(
                name.get_ref(),
                name.get_ref(),
                &origin,
                lang,
                str::to_owned,
            ));
        };
        let Some(text) = text_of(key.kind, value.get_ref(), folder) else {
            let found = found(key.kind, value.get_ref()).get(lang);
            let args = [key.name, &origin.words(lang), key.expects.get(lang), found];
            return Err(Failure::config(lang, &talk::VALUE_TYPE, &args));
        };
        settings.push((key.name, Setting { text, origin }));
    }
    Ok(settings)
}

/// The defaults that are paths. Whoever names a file from elsewhere finds the same database everywhere.
fn beside_the_file(folder: &Path) -> Vec<(&'static str, Setting)> {
    let beside = KEYS.iter().map(|key| {
        let text = placed(key.kind, key.default, folder);
        let origin = Origin::Default;
        (key.name, Setting { text, origin })
    });
    beside.collect()
}

/// The value as text, or nothing where its type is not the key's.
fn text_of(kind: Kind, value: &DeValue<'_>, folder: &Path) -> Option<String> {
    match kind {
        Kind::Text | Kind::Path | Kind::Database => {
            value.as_str().map(|text| placed(kind, text, folder))
        }
        Kind::Number => value.as_integer().map(|number| number.to_string()),
        Kind::Switch => value.as_bool().map(|switch| switch.to_string()),
        Kind::List => value.as_array().and_then(list_text),
    }
}

/// The text, with the path in it where it is.
fn placed(kind: Kind, text: &str, folder: &Path) -> String {
    match kind {
        Kind::Path => beside(folder, text),
        Kind::Database => match text.strip_prefix("sqlite:") {
            Some(path) => format!("sqlite:{}", beside(folder, path)),
            None => text.to_owned(),
        },
        Kind::Text | Kind::Number | Kind::Switch | Kind::List => text.to_owned(),
    }
}

/// A relative path in the file starts at the file's folder, so the server may be started from anywhere.
fn beside(folder: &Path, path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    folder.join(path).display().to_string()
}

fn list_text(array: &DeArray<'_>) -> Option<String> {
    let parts: Option<Vec<&str>> = array.iter().map(|part| part.get_ref().as_str()).collect();
    parts.map(|parts| parts.join(","))
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// What a value of another type is called.
fn found(kind: Kind, value: &DeValue<'_>) -> Both {
    let (en, fr) = match value {
        DeValue::String(_) => ("a string", "un texte entre guillemets"),
        DeValue::Integer(_) => ("a number", "un nombre"),
        DeValue::Float(_) => ("a number with decimals", "un nombre à virgule"),
        DeValue::Boolean(_) => ("true or false", "true ou false"),
        DeValue::Datetime(_) => ("a date", "une date"),
        DeValue::Array(_) if kind == Kind::List => {
            ("a list of something else", "une liste d'autre chose")
        }
        DeValue::Array(_) => ("a list", "une liste"),
        DeValue::Table(_) => ("a section", "une section"),
    };
    Both { en, fr }
}
