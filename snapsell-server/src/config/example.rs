//! The commented file that `config --example` prints and `init` writes.

use std::fmt::Write as _;

use super::keys::{KEYS, Key, Kind};
use crate::talk::{Both, Lang};

const HEAD: Both = Both {
    en: "# SnapSell. A flag wins over an environment variable, which wins over this file.\n\
         # Relative paths start at the folder of this file. See what is in force: snapsell config --show\n",
    fr: "# SnapSell. Une option l'emporte sur une variable d'environnement, qui l'emporte sur ce fichier.\n\
         # Les chemins relatifs partent du dossier de ce fichier. Voir ce qui s'applique : snapsell config --show\n",
};

/// A configuration file with every key at its default, explained in `lang`. Keys without a default are commented out.
pub fn example(lang: Lang) -> String {
    let mut text = HEAD.get(lang).to_owned();
    for key in KEYS {
        let (mark, value) = match key.default {
            "" => ("# ", key.sample),
            default => ("", default),
        };
        let written = write!(
            text,
            "\n# {}\n# {}, {}\n{mark}{} = {}\n",
            key.about.get(lang),
            key.variable(),
            key.flag(),
            key.name,
            in_toml(key, value),
        );
        written.expect("a string can always be written to");
    }
    text
}

fn in_toml(key: &Key, value: &str) -> String {
    match key.kind {
        Kind::Number | Kind::Switch => value.to_owned(),
        Kind::Text | Kind::Path | Kind::Database => format!("{value:?}"),
        Kind::List => {
            let parts: Vec<String> = value.split(',').map(|part| format!("{part:?}")).collect();
            format!("[{}]", parts.join(", "))
        }
    }
}
