//! Help in the language of the person, and what the program says when it is started alone.

use clap::{Command, CommandFactory as _};

use super::args::Cli;
use crate::config::KEYS;
use crate::talk::{Both, Lang};

const NEWCOMER: Both = Both {
    en: "Start here:\n\
         \x20 snapsell init shop                                  a configuration and a key, in the folder shop\n\
         \x20 snapsell serve --config shop/snapsell.toml --check  is everything right?\n\
         \x20 snapsell serve --config shop/snapsell.toml          open for business\n",
    fr: "Pour commencer :\n\
         \x20 snapsell init boutique                                  une configuration et une clé, dans le dossier boutique\n\
         \x20 snapsell serve --config boutique/snapsell.toml --check  tout est-il en ordre ?\n\
         \x20 snapsell serve --config boutique/snapsell.toml          ouvrir la boutique\n",
};

/// What commands and their arguments are for, in French; `command` or `command argument`.
const FRENCH: &[(&str, &str)] = &[
    ("serve", "Démarrer le serveur"),
    (
        "serve check",
        "Vérifier configuration, clé et certificat, puis s'arrêter",
    ),
    (
        "init",
        "Écrire un fichier de configuration et une clé maîtresse dans un dossier",
    ),
    ("init folder", "Le dossier ; il est créé s'il n'existe pas"),
    (
        "config",
        "Montrer la configuration en vigueur, ou un exemple",
    ),
    (
        "config show",
        "Afficher chaque clé, sa valeur et son origine ; c'est aussi ce qui arrive sans option",
    ),
    (
        "config example",
        "Afficher un fichier commenté avec chaque clé à sa valeur par défaut",
    ),
    ("config json", "Afficher du JSON"),
    ("health", "Demander à un serveur en marche s'il est prêt"),
    (
        "health url",
        "L'adresse à interroger ; sans elle, /readyz du serveur configuré ici",
    ),
    ("completions", "Afficher la complétion d'un shell"),
    ("completions shell", "Le shell"),
];

const ABOUT_FR: &str = "Vendre en direct sur WhatsApp : réservations, files, commandes.";

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
    let file = "Lire ce fichier au lieu de ./snapsell.toml [env: SNAPSELL_CONFIG]";
    let command = command.mut_arg("config", |arg| arg.help(file));
    FRENCH.iter().fold(command, |command, (path, help)| {
        match path.split_once(' ') {
            None => command.mut_subcommand(path, |sub| sub.about(*help)),
            Some((sub, arg)) => {
                command.mut_subcommand(sub, |sub| sub.mut_arg(arg, |arg| arg.help(*help)))
            }
        }
    })
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
    fn every_command_and_argument_is_explained_in_french() {
        let known = |path: &str| FRENCH.iter().any(|(found, _)| *found == path);
        for sub in Cli::command().get_subcommands() {
            assert!(known(sub.get_name()), "{}", sub.get_name());
            for arg in sub.get_arguments() {
                let path = format!("{} {}", sub.get_name(), arg.get_id());
                assert!(known(&path), "{path}");
            }
        }
    }
}
