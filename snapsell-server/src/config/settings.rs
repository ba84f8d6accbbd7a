//! The four layers put on top of each other: what each key says, and who said it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::env::Env;
use super::keys::{KEYS, RETIRED, find, retired};
use super::{file, nearest};
use crate::exit::Failure;
use crate::talk::{self, Lang};

/// The variable that names the file, like the flag `--config`.
const FILE_VARIABLE: &str = "SNAPSELL_CONFIG";
const PREFIX: &str = "SNAPSELL_";

/// Where settings are gathered from.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// The language of messages.
    pub lang: Lang,
    /// Flags by key name.
    pub flags: &'a BTreeMap<&'static str, String>,
    /// The environment.
    pub env: &'a Env,
    /// The file named by the flag `--config`; it must exist.
    pub file: Option<&'a Path>,
    /// Files looked for where none is named; the first that exists is read.
    pub search: &'a [&'a str],
}

impl Inputs<'_> {
    /// Where a file is looked for when none is named.
    pub const SEARCH: &'static [&'static str] = &["snapsell.toml", "/etc/snapsell/snapsell.toml"];
}

/// Who set a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody.
    Default,
    /// The file, at a line counted from 1.
    File {
        /// The file.
        path: PathBuf,
        /// The line of the key.
        line: usize,
    },
    /// An environment variable.
    Env(String),
    /// A flag.
    Flag(String),
}

impl Origin {
    /// The origin for people.
    pub fn words(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Default, Lang::En) => "default".to_owned(),
            (Self::Default, Lang::Fr) => "défaut".to_owned(),
            (Self::File { path, line }, Lang::En) => format!("{}, line {line}", path.display()),
            (Self::File { path, line }, Lang::Fr) => format!("{}, ligne {line}", path.display()),
            (Self::Env(name), Lang::En) => format!("environment variable {name}"),
            (Self::Env(name), Lang::Fr) => format!("variable d'environnement {name}"),
            (Self::Flag(name), Lang::En) => format!("flag {name}"),
            (Self::Flag(name), Lang::Fr) => format!("option {name}"),
        }
    }
}

/// The value of one key, as text, and who set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Empty means unset.
    pub text: String,
    /// Who set it.
    pub origin: Origin,
}

/// The value of every key, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings(BTreeMap<&'static str, Setting>);

impl Settings {
    /// Every key at its default.
    pub fn defaults() -> Self {
        let default = |text: &str| Setting {
            text: text.to_owned(),
            origin: Origin::Default,
        };
        Self(
            KEYS.iter()
                .map(|key| (key.name, default(key.default)))
                .collect(),
        )
    }

    /// Reads default, file, environment and flags, each over the one before.
    ///
    /// An empty variable counts as not set.
    ///
    /// # Errors
    /// An unknown key, a value of the wrong type, a named file that does not exist or is not TOML.
    pub fn gather(inputs: &Inputs<'_>) -> Result<Self, Failure> {
        let mut settings = Self::defaults();
        if let Some(path) = file_to_read(inputs)? {
            settings.0.extend(file::read(&path, inputs.lang)?);
        }
        for (variable, value) in inputs.env.starting_with(PREFIX) {
            settings.set_from_env(variable, value, inputs.lang)?;
        }
        for (name, value) in inputs.flags {
            if let Some(key) = find(name) {
                settings.set(key.name, value, Origin::Flag(key.flag()));
            } else if let Some(name) = retired(name) {
                let flag = format!("--{}", name.replace('_', "-"));
                settings.set(name, "", Origin::Flag(flag));
            }
        }
        Ok(settings)
    }

    /// The setting of a key of [`KEYS`].
    ///
    /// # Panics
    /// When there is no such key, which is a mistake in the program.
    pub fn get(&self, name: &str) -> &Setting {
        self.0.get(name).expect("every key of KEYS has a setting")
    }

    /// What to say about keys that are still set and do nothing, a line each.
    pub fn without_effect(&self, lang: Lang) -> Vec<String> {
        let set = RETIRED
            .iter()
            .filter_map(|name| Some((name, self.0.get(name)?)));
        let line = |(name, setting): (&&str, &Setting)| {
            talk::KEY_RETIRED.fill(lang, &[name, &setting.origin.words(lang)])
        };
        set.map(line).collect()
    }

    fn set(&mut self, name: &'static str, text: &str, origin: Origin) {
        let text = text.trim().to_owned();
        self.0.insert(name, Setting { text, origin });
    }

    fn set_from_env(
        &mut self,
        variable: &str,
        value: Option<&str>,
        lang: Lang,
    ) -> Result<(), Failure> {
        if variable == FILE_VARIABLE || is_service_link(variable) {
            return Ok(());
        }
        let name = variable[PREFIX.len()..].to_ascii_lowercase();
        if let Some(name) = retired(&name) {
            self.set(name, "", Origin::Env(variable.to_owned()));
            return Ok(());
        }
        let Some(key) = find(&name).filter(|key| key.variable() == variable) else {
            let origin = Origin::Env(variable.to_owned());
            return Err(unknown_key(variable, &name, &origin, lang, |key| {
                format!("{PREFIX}{}", key.to_ascii_uppercase())
            }));
        };
        let Some(value) = value else {
            return Err(Failure::config(lang, &talk::ENV_NOT_TEXT, &[variable]));
        };
        if !value.is_empty() {
            self.set(key.name, value, Origin::Env(variable.to_owned()));
        }
        Ok(())
    }
}

/// Container platforms put variables of this shape beside a service called `snapsell`; they are not ours.
fn is_service_link(variable: &str) -> bool {
    let rest = &variable[PREFIX.len()..];
    rest == "PORT" || rest.starts_with("PORT_") || rest.starts_with("SERVICE_")
}

/// The failure for a key nobody knows, with the nearest one, spelled by `spell`.
pub(super) fn unknown_key(
    written: &str,
    name: &str,
    origin: &Origin,
    lang: Lang,
    spell: impl Fn(&str) -> String,
) -> Failure {
    let place = origin.words(lang);
    match nearest(name, KEYS.iter().map(|key| key.name)) {
        Some(near) => {
            let near = spell(near);
            Failure::config(lang, &talk::KEY_UNKNOWN_NEAR, &[written, &place, &near])
        }
        None => Failure::config(lang, &talk::KEY_UNKNOWN, &[written, &place]),
    }
}

fn file_to_read(inputs: &Inputs<'_>) -> Result<Option<PathBuf>, Failure> {
    let variable = inputs
        .env
        .get(FILE_VARIABLE)
        .filter(|path| !path.is_empty());
    // What may not be looked at is there, perhaps: nobody is told to write it anew.
    let exists = |path: &Path| {
        path.try_exists().map_err(|error| {
            let args = [path.display().to_string(), error.to_string()];
            let args = args.each_ref().map(String::as_str);
            Failure::config(inputs.lang, &talk::FILE_UNREADABLE, &args)
        })
    };
    if let Some(path) = inputs.file.or_else(|| variable.map(Path::new)) {
        if exists(path)? {
            return Ok(Some(path.to_owned()));
        }
        let path = path.display().to_string();
        return Err(Failure::config(inputs.lang, &talk::FILE_MISSING, &[&path]));
    }
    for path in inputs.search.iter().map(PathBuf::from) {
        if exists(&path)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
