//! What the reader of command lines says when it does not understand one, in French: its own words are English and
//! cannot be set, so they are replaced here, save what stands in quotes, which is what was typed.

/// Its phrases outside quotes, longer ones before those that they contain.
const PHRASES: &[(&str, &str)] = &[
    ("error: ", "erreur : "),
    ("tip: ", "conseil : "),
    ("Usage: ", "Utilisation : "),
    ("For more information, try ", "Pour en savoir plus : "),
    ("unrecognized subcommand ", "commande inconnue "),
    (
        "a similar subcommand exists: ",
        "une commande proche existe : ",
    ),
    (
        "some similar subcommands exist: ",
        "des commandes proches existent : ",
    ),
    (
        " requires a subcommand but one was not provided",
        " demande une commande",
    ),
    ("[subcommands: ", "[commandes : "),
    ("unexpected argument ", "argument inattendu "),
    (" found\n", "\n"),
    (
        "a similar argument exists: ",
        "un argument proche existe : ",
    ),
    (
        "some similar arguments exist: ",
        "des arguments proches existent : ",
    ),
    ("to pass ", "pour donner "),
    (" as a value, use ", " comme valeur, écrivez "),
    (
        "the following required arguments were not provided:",
        "ces arguments obligatoires manquent :",
    ),
    ("the argument ", "l’argument "),
    (" cannot be used with", " ne va pas avec"),
    (" cannot be used multiple times", " ne se donne qu’une fois"),
    (
        "one or more of the other specified arguments",
        "d’autres arguments donnés",
    ),
    ("a value is required for ", "il faut une valeur pour "),
    (" but none was supplied", ""),
    ("invalid value ", "valeur incorrecte "),
    (" for ", " pour "),
    ("[possible values: ", "[valeurs possibles : "),
    ("a similar value exists: ", "une valeur proche existe : "),
    ("invalid digit found in string", "ce n’est pas un nombre"),
    (" is not in ", " n’est pas dans "),
];

/// The same in French.
pub(in crate::cli) fn in_french(said: &str) -> String {
    let mut french = String::with_capacity(said.len());
    for (index, part) in said.split('\'').enumerate() {
        if index > 0 {
            french.push('\'');
        }
        match index % 2 {
            0 => french.push_str(&replaced(part)),
            _ => french.push_str(part),
        }
    }
    french
}

fn replaced(part: &str) -> String {
    PHRASES
        .iter()
        .fold(part.to_owned(), |text, (en, fr)| text.replace(en, fr))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::bench::Bench;
    use crate::exit::Exit;

    #[test]
    fn what_was_not_understood_is_said_in_french_and_what_was_typed_stays() {
        let bench = Bench::new().in_french();
        for (line, said) in [
            (&["serv"][..], "erreur : commande inconnue 'serv'"),
            (&["serv"], "conseil : "),
            (&["serve", "--chek"], "erreur : argument inattendu '--chek'"),
            (
                &["serve", "--chek"],
                "un argument proche existe : '--check'",
            ),
            (&["erase"], "ces arguments obligatoires manquent :"),
            (&["outbox"], "Utilisation : snapsell outbox"),
            (
                &["export", "orders", "--shop"],
                "il faut une valeur pour '--shop <",
            ),
            (&["export", "shoes", "--shop", "a"], "[valeurs possibles : "),
            (&["migrate", "--status", "--dry-run"], "ne va pas avec"),
            (
                &["serve", "error: tip: "],
                "argument inattendu 'error: tip: '",
            ),
        ] {
            let ran = bench.run(line);
            ran.says(Exit::Usage, &[said]);
            for english in ["error: u", "tip: a", "Usage:", "For more"] {
                assert!(!ran.err.contains(english), "{english}: {}", ran.err);
            }
        }
    }

    #[test]
    fn no_phrase_is_hidden_by_one_before_it() {
        for (index, (phrase, _)) in PHRASES.iter().enumerate() {
            for (earlier, _) in &PHRASES[..index] {
                assert!(!phrase.contains(earlier), "{earlier:?} breaks {phrase:?}");
            }
        }
    }
}
