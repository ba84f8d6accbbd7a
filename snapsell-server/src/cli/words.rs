//! Help in the language of the person, and what the program says when it is started alone.

pub(super) mod errors;
mod french;

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use self::french::FRENCH;
use super::args::Cli;
use crate::config::KEYS;
use crate::talk::{Both, Lang};

const NEWCOMER: Both = Both {
    en: "Start here:\n\
         \x20 snapsell demo                                       a whole live on this machine, nothing to set up\n\
         \x20 snapsell init shop                                  a configuration and a key, in the folder shop\n\
         \x20 snapsell serve --config shop/snapsell.toml --check  is everything right?\n\
         \x20 snapsell serve --config shop/snapsell.toml          open for business\n",
    fr: "Pour commencer :\n\
         \x20 snapsell demo                                           un live entier sur cette machine, rien à régler\n\
         \x20 snapsell init boutique                                  une configuration et une clé, dans le dossier boutique\n\
         \x20 snapsell serve --config boutique/snapsell.toml --check  tout est-il en ordre ?\n\
         \x20 snapsell serve --config boutique/snapsell.toml          ouvrir la boutique\n",
};

const ABOUT_FR: &str = "Vendre en direct sur WhatsApp : réservations, files, commandes";

/// The command line, its help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Fr => in_french(command.about(ABOUT_FR)),
    }
}

fn in_french(command: Command) -> Command {
    let command = KEYS.iter().fold(command, |command, key| {
        let help = format!("{} [env: {}]", key.about.fr, key.variable());
        command.mut_arg(key.name, |arg| arg.help(help))
    });
    let command = with_french_headings(command);
    let file = "Lire ce fichier au lieu de ./snapsell.toml ou /etc/snapsell/snapsell.toml [env: SNAPSELL_CONFIG]";
    let command = command.mut_arg("config", |arg| arg.help(file));
    FRENCH.iter().fold(command, |command, (path, help)| {
        explained(command, path, help)
    })
}

/// The headings of help in French. What is said of a line that was not understood is put into French in `errors.rs`.
fn with_french_headings(command: Command) -> Command {
    const TEMPLATE: &str =
        "{before-help}{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}";
    let subcommands: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let own = |name, short, action| {
        let arg = Arg::new(name).short(short).long(name).action(action);
        arg.help_heading(None)
    };
    let help = own("help", 'h', ArgAction::Help).help("Afficher l'aide");
    let version = own("version", 'V', ArgAction::Version).help("Afficher la version");
    let versioned = command.get_version().is_some();
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .args(versioned.then_some(version))
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE");
    subcommands.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, with_french_headings)
    })
}

/// The command with one part of it explained.
fn explained(command: Command, path: &str, help: &'static str) -> Command {
    match path.split_once(' ') {
        Some((sub, rest)) => command.mut_subcommand(sub, |sub| explained(sub, rest, help)),
        None if command.find_subcommand(path).is_some() => {
            command.mut_subcommand(path, |sub| sub.about(help))
        }
        None => command.mut_arg(path, |arg| arg.help(help)),
    }
}

/// Help for someone who typed the program's name alone.
pub(super) fn newcomer(lang: Lang) -> String {
    let help = command(lang).render_help();
    format!("{help}\n{}", NEWCOMER.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_headed_in_the_language_of_the_person() {
        let french = command(Lang::Fr).render_help().to_string();
        assert!(
            french.contains("Utilisation : ") && french.contains("Commandes:"),
            "{french}"
        );
        for english in ["Usage", "Print"] {
            assert!(!french.contains(english), "{french}");
        }
        assert_eq!(french.matches("Options:").count(), 1, "{french}");
        let english = command(Lang::En).render_help().to_string();
        assert!(english.contains("Usage: "), "{english}");
    }

    #[test]
    fn every_command_and_argument_is_explained_in_french() {
        check(&Cli::command(), "");
    }

    fn check(command: &Command, before: &str) {
        let known = |path: &str| FRENCH.iter().any(|(found, _)| *found == path);
        for sub in command.get_subcommands() {
            let path = format!("{before}{}", sub.get_name());
            assert!(known(&path), "{path}");
            for arg in sub.get_arguments() {
                let path = format!("{path} {}", arg.get_id());
                assert!(known(&path), "{path}");
            }
            check(sub, &format!("{path} "));
        }
    }
}
