//! A flag for every key of the configuration, made from the list of keys.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::config::{KEYS, RETIRED};

const HEADING: &str = "Configuration";
const FILE: &str = "config";

/// The settings given on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingFlags {
    /// The file named by `--config`.
    pub file: Option<PathBuf>,
    /// Values by key name.
    pub values: BTreeMap<&'static str, String>,
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
