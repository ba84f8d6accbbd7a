//! Check 7: there is a copy, and it is not old.

use super::Found;
use crate::cli::backup::copies;
use crate::clock::Clock;
use crate::config::Config;
use crate::talk::{Both, Lang};

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
const OLD_DAYS: i64 = 7;

const UNSET: Both = Both {
    en: "backup_dir is not set: nobody watches whether there are copies",
    fr: "backup_dir n'est pas défini : personne ne veille à ce qu'il y ait des copies",
};
const UNREADABLE: Both = Both {
    en: "cannot read {0}: {1}",
    fr: "impossible de lire {0} : {1}",
};
const NONE: Both = Both {
    en: "no copy in {0}",
    fr: "aucune copie dans {0}",
};
const HOURS: Both = Both {
    en: "the newest copy is {0} hours old: {1}",
    fr: "la copie la plus récente a {0} heures : {1}",
};
const AGE: Both = Both {
    en: "the newest copy is {0} days old: {1}",
    fr: "la copie la plus récente a {0} jours : {1}",
};

pub(super) fn check(config: &Config, lang: Lang) -> Found {
    let Some(folder) = &config.backup_dir else {
        let next = "snapsell.toml: backup_dir = \"/var/backups/snapsell\"";
        return Found::warn(UNSET.get(lang).to_owned(), next);
    };
    let shown = folder.display().to_string();
    let next = "snapsell backup";
    match copies(folder) {
        Err(error) => {
            let args = [&shown, &error.to_string()];
            Found::warn(UNREADABLE.fill(lang, &args.map(String::as_str)), next)
        }
        Ok(copies) => match copies.first() {
            None => Found::warn(NONE.fill(lang, &[&shown]), next),
            Some(newest) => {
                let age = (Clock::system().now_ms() - newest.at.millis()).max(0);
                let days = age / DAY_MS;
                let (said, count) = match days {
                    ..2 => (HOURS, age / HOUR_MS),
                    _ => (AGE, days),
                };
                let args = [count.to_string(), newest.path.display().to_string()];
                let said = said.fill(lang, &args.each_ref().map(String::as_str));
                match days {
                    ..OLD_DAYS => Found::ok(said),
                    _ => Found::warn(said, next),
                }
            }
        },
    }
}
