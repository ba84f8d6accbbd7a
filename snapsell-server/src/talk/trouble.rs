//! What the store says of itself, in the language of the person: its own words are English.

use snapsell_store::StoreError;

use super::{Both, Lang, both};

/// What a file can be damaged by, and what a key does not open, as the store puts it. Anything else is for whoever mends
/// the program, and stays as it is.
const KNOWN: &[Both] = &[
    both(
        "SQLite cannot read the file",
        "SQLite ne peut pas lire le fichier",
    ),
    both(
        "SQLite's integrity check fails",
        "la vérification d'intégrité de SQLite échoue",
    ),
    both(
        "SQLite's quick check fails",
        "la vérification rapide de SQLite échoue",
    ),
    both(
        "it is no database of SnapSell",
        "ce n'est pas une base de SnapSell",
    ),
    both(
        "a column has another type than its schema says",
        "une colonne n'est pas du type que dit son schéma",
    ),
    both("an entry is missing", "il manque une entrée"),
    both(
        "an entry does not follow from the one before it",
        "une entrée ne suit pas celle qui la précède",
    ),
    both(
        "a shop's credentials cannot be read",
        "les identifiants d'une boutique sont illisibles",
    ),
    both(
        "this database was sealed with another master key; give that key file",
        "cette base a été scellée avec une autre clé maîtresse ; donnez ce fichier de clé",
    ),
    both(
        "a master key is 32 bytes in base64, on one line",
        "une clé maîtresse est faite de 32 octets en base64, sur une ligne",
    ),
    both(
        "a sealed column does not open with its key at its place",
        "une colonne scellée ne s'ouvre pas avec sa clé à sa place",
    ),
];

/// What the store says, as the end of a sentence.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the store's own, open enum: what no command shows stays in its words"
)]
pub(crate) fn trouble(lang: Lang, error: &StoreError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        StoreError::Busy => "un autre processus écrit dans la base ; réessayez".to_owned(),
        StoreError::Full => "le disque est plein ; faites de la place, cela suffit".to_owned(),
        StoreError::ReadOnly => {
            "on ne peut pas y écrire ; vérifiez à qui sont le fichier et son dossier, et leurs droits".to_owned()
        }
        StoreError::CannotOpen => {
            "impossible de l'ouvrir ; vérifiez que le fichier existe et qu'on peut écrire dans son dossier".to_owned()
        }
        StoreError::Io { code } => {
            format!("le disque a échoué (code SQLite {code}) ; voyez le journal du système et le disque")
        }
        StoreError::Corrupt {
            shop,
            version,
            what,
        } => {
            let shop = shop.map(|shop| format!("boutique {}", shop.get()));
            let entry = version.map(|version| format!("entrée {}", version.get()));
            let place: Vec<String> = shop.into_iter().chain(entry).collect();
            let place = match place.is_empty() {
                true => String::new(),
                false => format!(" ({})", place.join(", ")),
            };
            format!("abîmée : {}{place} ; lancez l'audit, puis restaurez une copie", french(what))
        }
        StoreError::SchemaAhead { found, wanted } => format!(
            "la base a le schéma {found}, ce programme connaît le {wanted} ; lancez le programme plus récent"
        ),
        StoreError::Key(what) => french(what).to_owned(),
        other => other.to_string(),
    }
}

fn french(what: &str) -> &str {
    let found = KNOWN.iter().find(|known| known.en == what);
    found.map_or(what, |known| known.fr)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_of_a_file_is_said_in_one_language() {
        let key = "a master key is 32 bytes in base64, on one line";
        for (error, said) in [
            (StoreError::Key(key), "32 octets"),
            (StoreError::CannotOpen, "impossible de l'ouvrir"),
            (StoreError::Io { code: 10 }, "code SQLite 10"),
            (
                StoreError::SchemaAhead {
                    found: 9,
                    wanted: 7,
                },
                "le schéma 9",
            ),
        ] {
            let french = trouble(Lang::Fr, &error);
            assert!(french.contains(said), "{french}");
            assert!(!french.contains(" the "), "{french}");
            assert_eq!(trouble(Lang::En, &error), error.to_string());
        }
    }
}
