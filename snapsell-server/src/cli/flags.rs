//! A flag for every key of the configuration, made from the list of keys.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::config::{KEYS, Key, RETIRED};
use crate::talk;

const HEADING: &str = "Configuration";
const FILE: &str = "config";
/// The keys that say which installation is meant.
const WHERE: [&str; 3] = ["database", "master_key_file", "backup_dir"];
/// How a command to type next begins.
const NEXT: &str = "→ snapsell ";
/// Commands that no installation is asked for.
const ALONE: [&str; 4] = ["init", "--version", "--help", "--example"];

/// The settings given on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingFlags {
    /// The file named by `--config`.
    pub file: Option<PathBuf>,
    /// Values by key name.
    pub values: BTreeMap<&'static str, String>,
}

impl SettingFlags {
    /// What is said, with the flags that say which installation is meant in each command to type next: without them it
    /// would be another one.
    pub(super) fn repeated(&self, said: &str) -> String {
        let mut parts = said.split(NEXT);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |said, rest| {
            let command = rest.lines().next().unwrap_or_default();
            said + NEXT + &self.missing_in(command) + rest
        })
    }

    /// As [`repeated`](Self::repeated), of one command.
    pub(super) fn repeated_in(&self, command: &str) -> String {
        self.repeated(&format!("→ {command}")).split_off("→ ".len())
    }

    /// The flags that a command does not name itself, each with a blank behind it.
    fn missing_in(&self, command: &str) -> String {
        if command.split(' ').any(|word| ALONE.contains(&word)) {
            return String::new();
        }
        let file = self.file.as_ref();
        let file = file.map(|file| (format!("--{FILE}"), file.display().to_string()));
        let keys = KEYS.iter().filter(|key| WHERE.contains(&key.name));
        let value = |key: &Key| Some((key.flag(), self.values.get(key.name)?.clone()));
        file.into_iter()
            .chain(keys.filter_map(value))
            .filter(|(flag, _)| !command.contains(flag.as_str()))
            .map(|(flag, value)| format!("{flag} {} ", talk::shell(&value)))
            .collect()
    }
}

impl Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE)
            .long(FILE)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Read this file instead of ./snapsell.toml or /etc/snapsell/snapsell.toml [env: SNAPSELL_CONFIG]")
            .help_heading(HEADING)
            .global(true);
        let command = RETIRED.iter().fold(command.arg(file), |command, name| {
            let flag = Arg::new(*name).long(name.replace('_', "-"));
            command.arg(flag.hide(true).global(true))
        });
        KEYS.iter().fold(command, |command, key| {
            let name = key.name.replace('_', "-");
            let flag = Arg::new(key.name)
                .long(name)
                .value_name("VALUE")
                .help(format!("{} [env: {}]", key.about.en, key.variable()))
                .help_heading(HEADING)
                .hide_short_help(true)
                .global(true);
            command.arg(flag)
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let names = KEYS.iter().map(|key| key.name);
        let names = names.chain(RETIRED.iter().copied());
        let value = |name: &'static str| Some((name, matches.get_one::<String>(name)?.clone()));
        Ok(Self {
            file: matches.get_one::<PathBuf>(FILE).cloned(),
            values: names.filter_map(value).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_to_type_next_is_for_the_same_installation() {
        let flags = SettingFlags {
            file: Some("my shop/a.toml".into()),
            values: BTreeMap::from([
                ("master_key_file", "b.key".to_owned()),
                ("log_format", "json".to_owned()),
            ]),
        };
        let own = "--config 'my shop/a.toml' --master-key-file b.key";
        for (said, told) in [
            (
                "done\n  → snapsell audit",
                format!("done\n  → snapsell {own} audit"),
            ),
            (
                "→ snapsell backup\n→ snapsell serve --config c.toml",
                format!(
                    "→ snapsell {own} backup\n→ snapsell --master-key-file b.key serve --config c.toml"
                ),
            ),
            (
                "→ snapsell shop create --help",
                "→ snapsell shop create --help".to_owned(),
            ),
            ("→ ls -l a", "→ ls -l a".to_owned()),
        ] {
            assert_eq!(flags.repeated(said), told);
            assert_eq!(flags.repeated(&told), told, "they are repeated once");
            assert_eq!(SettingFlags::default().repeated(said), said);
        }
        assert_eq!(
            flags.repeated_in("snapsell audit"),
            format!("snapsell {own} audit")
        );
        assert_eq!(flags.repeated_in("df -h"), "df -h");
    }
}
