//! The sections of the settings: which keys each one saves, how a value is shown, and what is read from its form.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snapsell_core::Settings;

use super::super::ask::Ask;
use crate::zone;

/// Keys that are saved together.
#[derive(Debug)]
pub(super) struct Section {
    /// Its name in addresses.
    pub(super) name: &'static str,
    /// What it saves.
    pub(super) keys: &'static [&'static str],
}

/// Every section that is saved, in the order of the page.
pub(super) const SECTIONS: [Section; 7] = [
    Section {
        name: "grille",
        keys: &["grid"],
    },
    Section {
        name: "codes",
        keys: &["codes", "labels"],
    },
    Section {
        name: "delais",
        keys: &[
            "hold.soft",
            "hold.reminder",
            "hold.locked",
            "hold.review",
            "hold.after_refusal",
            "hold.outage_credit",
            "live.inactive",
            "hold.most",
            "hold.release_unreviewed",
            "queue",
        ],
    },
    Section {
        name: "acompte",
        keys: &["deposit", "payment.text"],
    },
    Section {
        name: "livraison",
        keys: &["delivery.fee", "delivery.zones"],
    },
    Section {
        name: "langue",
        keys: &["lang", "timezone", "currency"],
    },
    Section {
        name: "messages",
        keys: &[
            "template.transactional",
            "template.reminder",
            "template.queue",
            "template.info",
            "after_stop",
            "messages.cost",
        ],
    },
];

/// Fields that are parts of a key.
pub(super) const PARTS: &[&str] = &[
    "deposit-rule",
    "deposit-much",
    "deposit-above",
    "labels-first",
    "labels-last",
];

impl Section {
    /// The section of this name.
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        SECTIONS.iter().find(|section| section.name == name)
    }

    /// What it saves, in the words of the command line.
    pub(super) fn words(&self, settings: &Settings) -> BTreeMap<&'static str, String> {
        let mut words = settings.words();
        words.retain(|key, _| self.keys.contains(key));
        words
    }

    /// The settings that its form wants, and what is wrong in it, by field.
    pub(super) fn read(&self, ask: &Ask, old: &Settings) -> (Settings, Value) {
        let (mut new, mut wrong) = (old.clone(), json!({}));
        for key in self.keys {
            let wanted = wanted(ask, key);
            let makes_sense = match *key {
                "timezone" => wanted == "auto" || zone::exists(&wanted),
                // They would part one row into two.
                "delivery.zones" => !ask
                    .form
                    .all("zone")
                    .iter()
                    .any(|name| name.contains([',', ':'])),
                _ => true,
            };
            if !makes_sense || new.set(key, &wanted).is_err() {
                wrong[field(key)] = ask.t(&format!("wrong-set-{}", kind(key))).into();
            }
        }
        let has_times = self.keys.contains(&"hold.reminder") && wrong == json!({});
        if has_times && new.hold.reminder >= new.hold.soft {
            let lasts = spaced(&new.words()["hold.soft"]);
            wrong[field("hold.reminder")] = ask
                .t_with("wrong-reminder-long", &[("lasts", &lasts)])
                .into();
        }
        (new, wrong)
    }
}

/// The name of a key's field.
pub(super) fn field(key: &str) -> String {
    key.replace(['.', '_'], "-")
}

/// Whether a key is on or off.
pub(super) fn is_switch(key: &str) -> bool {
    matches!(key, "hold.release_unreviewed" | "queue")
}

/// What a key holds, for the words of what is wrong with it.
fn kind(key: &str) -> &'static str {
    match key {
        "grid" => "grid",
        "labels" => "labels",
        "hold.most" => "most",
        "deposit" => "deposit",
        "delivery.fee" | "messages.cost" => "amount",
        "delivery.zones" => "zones",
        "payment.text" => "text",
        "timezone" => "zone",
        "currency" => "currency",
        _ if key.starts_with("template.") => "template",
        _ if key.starts_with("hold.") || key.starts_with("live.") => "time",
        _ => "choice",
    }
}

/// Every value as its field shows it.
pub(super) fn shown(settings: &Settings) -> BTreeMap<String, Value> {
    let words = settings.words();
    let mut shown: BTreeMap<String, Value> = BTreeMap::new();
    for (key, word) in &words {
        let value = match *key {
            key if is_switch(key) => Value::from(word == "on"),
            key if kind(key) == "time" => Value::from(spaced(word)),
            "timezone" if word == "auto" => Value::from(""),
            key if kind(key) == "template" && word == "none" => Value::from(""),
            _ => Value::from(word.clone()),
        };
        shown.insert(field(key), value);
    }
    let mut deposit = words["deposit"].split(':');
    for part in ["deposit-rule", "deposit-much", "deposit-above"] {
        shown.insert(part.to_owned(), deposit.next().unwrap_or_default().into());
    }
    let (first, last) = words["labels"].split_once('-').unwrap_or_default();
    shown.insert("labels-first".to_owned(), first.into());
    shown.insert("labels-last".to_owned(), last.into());
    shown
}

/// A value in the words of its page, where it has some.
pub(super) fn said(ask: &Ask, key: &str, word: &str) -> String {
    let (choice, rest) = word.split_once(':').unwrap_or((word, ""));
    let name = match key {
        "codes" | "deposit" | "after_stop" => format!("{}-{choice}", field(key)),
        "lang" => format!("lang-{choice}"),
        "timezone" => format!("timezone-{choice}"),
        key if is_switch(key) => format!("set-{choice}"),
        key if kind(key) == "time" => return spaced(word),
        _ if word.is_empty() => "set-nothing".to_owned(),
        _ => return word.to_owned(),
    };
    if !ask.console.words(ask.lang).has(&name) {
        return word.to_owned();
    }
    let amounts = rest.split(':').filter(|amount| !amount.is_empty());
    amounts.fold(ask.t(&name), |said, amount| format!("{said} · {amount}"))
}

/// `5 min` for `5m`.
fn spaced(word: &str) -> String {
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let count = &word[..word.len() - unit.len()];
    match unit {
        "" => count.to_owned(),
        "m" => format!("{count} min"),
        unit => format!("{count} {unit}"),
    }
}

/// What the form wants for a key, in the words of the command line.
fn wanted(ask: &Ask, key: &str) -> String {
    let form = &ask.form;
    let typed = form.line(&field(key));
    match key {
        "grid" => {
            let rows = form.all("letters").iter().zip(form.all("price"));
            joined(rows.map(|(letters, price)| (letters.trim().to_uppercase(), plain(price))))
        }
        "delivery.zones" => {
            let rows = form.all("zone").iter().zip(form.all("zone-fee"));
            joined(rows.map(|(name, fee)| (name.trim().to_owned(), plain(fee))))
        }
        "labels" => format!("{}-{}", form.line("labels-first"), form.line("labels-last")),
        "deposit" => {
            let much = plain(form.raw("deposit-much"));
            match form.raw("deposit-rule") {
                "compulsory" => {
                    let above = plain(form.raw("deposit-above"));
                    let above = if above.is_empty() { "0" } else { &above };
                    format!("compulsory:{much}:{above}")
                }
                "recommended" => format!("recommended:{much}"),
                rule => rule.to_owned(),
            }
        }
        "delivery.fee" | "messages.cost" => plain(form.raw(&field(key))),
        "currency" => typed.to_uppercase(),
        "timezone" if typed.is_empty() => "auto".to_owned(),
        key if is_switch(key) => if form.has(&field(key)) { "on" } else { "off" }.to_owned(),
        key if kind(key) == "time" => time(&typed),
        _ => typed,
    }
}

/// The rows that are not empty, in the words of the command line.
fn joined(rows: impl Iterator<Item = (String, String)>) -> String {
    let rows = rows.filter(|(name, amount)| !name.is_empty() || !amount.is_empty());
    let rows: Vec<String> = rows
        .map(|(name, amount)| format!("{name}:{amount}"))
        .collect();
    rows.join(",")
}

/// An amount without the blanks that people put between thousands; a comma of a grid's price becomes a point, for commas
/// part its rows.
pub(in super::super) fn plain(amount: &str) -> String {
    let kept = amount.chars().filter(|letter| !letter.is_whitespace());
    kept.map(|letter| if letter == ',' { '.' } else { letter })
        .collect()
}

/// A time as people write it: `5 min`, `90 s`, and minutes where there is no unit.
fn time(typed: &str) -> String {
    let mut time: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    time.make_ascii_lowercase();
    if !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()) {
        time.push('m');
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_shown() {
        for word in ["5m", "90s", "2h"] {
            let shown = spaced(word);
            assert_eq!(time(&shown).replace("min", "m"), word, "{shown}");
        }
        assert_eq!(time("7"), "7m");
        assert_eq!(time(&spaced("0")), "0m");
    }

    #[test]
    fn each_key_is_in_one_section_and_is_a_setting() {
        let words = Settings::default().words();
        let mut keys: Vec<&str> = SECTIONS
            .iter()
            .flat_map(|section| section.keys)
            .copied()
            .collect();
        assert!(keys.iter().all(|key| words.contains_key(key)));
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
