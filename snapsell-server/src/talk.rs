//! The words of the command line, in French and English, each failure with its stable code.

#[cfg(feature = "demo")]
mod demo;
mod operate;
mod privacy;
mod replay;
mod trouble;

use std::borrow::Cow;

use crate::config::Env;

#[cfg(feature = "demo")]
pub use demo::*;
pub use operate::*;
pub use privacy::*;
pub use replay::*;
pub(crate) use trouble::trouble;

/// The language people are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English, also for any language we do not speak.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set and not empty.
    pub fn of(env: &Env) -> Self {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| env.get(name))
            .find(|value| !value.is_empty());
        match named {
            Some(value) if value.to_ascii_lowercase().starts_with("fr") => Self::Fr,
            _ => Self::En,
        }
    }
}

impl From<Lang> for snapsell_core::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Fr => Self::Fr,
        }
    }
}

/// One phrase in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
}

impl Both {
    /// The phrase in `lang`.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }

    /// The phrase in `lang`, its `{0}`, `{1}`… replaced by `args`.
    pub fn fill(&self, lang: Lang, args: &[&str]) -> String {
        fill(self.get(lang), args)
    }
}

/// What is said about one failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Stable: `SNAP-0101`.
    pub code: &'static str,
    /// What is wrong.
    pub what: Both,
    /// The command to type next.
    pub then: Both,
}

impl Text {
    /// What is wrong, in `lang`.
    pub fn say(&self, lang: Lang, args: &[&str]) -> String {
        self.what.fill(lang, args)
    }

    /// The command to type next, in `lang`.
    pub fn next(&self, lang: Lang, args: &[&str]) -> String {
        // A whole command given as an argument is several words already.
        if self.then.get(lang).starts_with('{') {
            return self.then.fill(lang, args);
        }
        let quoted: Vec<Cow<'_, str>> = args.iter().map(|arg| shell(arg)).collect();
        let quoted: Vec<&str> = quoted.iter().map(AsRef::as_ref).collect();
        self.then.fill(lang, &quoted)
    }
}

/// One word for a shell: in quotes where a name has blanks or signs that a shell reads.
pub(crate) fn shell(word: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:=,@+%".contains(letter);
    match word.chars().all(plain) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(format!("'{}'", word.replace('\'', "'\\''"))),
    }
}

/// Replaces `{0}`, `{1}`… once, left to right; what an argument contains is never replaced again.
fn fill(template: &str, args: &[&str]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let place = rest.as_bytes().get(1).map(|byte| byte.wrapping_sub(b'0'));
        match place.and_then(|place| args.get(usize::from(place))) {
            Some(arg) if rest.as_bytes().get(2) == Some(&b'}') => {
                filled.push_str(arg);
                rest = &rest[3..];
            }
            _ => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

const SHOW: Both = both("snapsell config --show", "snapsell config --show");
const EXAMPLE: Both = both("snapsell config --example", "snapsell config --example");

const fn both(en: &'static str, fr: &'static str) -> Both {
    Both { en, fr }
}

const fn text(code: &'static str, what: Both, then: Both) -> Text {
    Text { code, what, then }
}

/// {0} the file.
pub const FILE_MISSING: Text = text(
    "SNAP-0100",
    both(
        "the configuration file {0} does not exist",
        "le fichier de configuration {0} n'existe pas",
    ),
    both(
        "snapsell config --example > {0}",
        "snapsell config --example > {0}",
    ),
);
/// {0} the key as written, {1} where.
pub const KEY_UNKNOWN: Text = text(
    "SNAP-0101",
    both("{1}: unknown key `{0}`", "{1} : clé inconnue `{0}`"),
    EXAMPLE,
);
/// {0} the key, {1} where.
pub const KEY_RETIRED: Both = both(
    "{1}: {0} has no effect; photos and proofs are in the database, and the line can go",
    "{1} : {0} est sans effet ; photos et preuves sont dans la base, et la ligne peut partir",
);
/// {0} the file.
pub const KEY_READABLE: Both = both(
    "others may read the master key {0}",
    "d'autres peuvent lire la clé maîtresse {0}",
);
/// {0} the key as written, {1} where, {2} the nearest valid one.
pub const KEY_UNKNOWN_NEAR: Text = text(
    "SNAP-0101",
    both(
        "{1}: unknown key `{0}`; did you mean `{2}`?",
        "{1} : clé inconnue `{0}` ; vouliez-vous dire `{2}` ?",
    ),
    EXAMPLE,
);
/// {0} the key, {1} where, {2} what is expected, {3} what was found.
pub const VALUE_TYPE: Text = text(
    "SNAP-0102",
    both(
        "{1}: `{0}` must be {2}, not {3}",
        "{1} : `{0}` doit être {2}, pas {3}",
    ),
    EXAMPLE,
);
/// {0} the key, {1} where, {2} what is expected, {3} the value.
pub const VALUE_WRONG: Text = text(
    "SNAP-0103",
    both(
        "{1}: `{0}` must be {2}; \"{3}\" is not",
        "{1} : `{0}` doit être {2} ; « {3} » ne convient pas",
    ),
    SHOW,
);
/// {0} where, {1} the parser's words.
pub const FILE_SYNTAX: Text = text(
    "SNAP-0104",
    both(
        "{0}: this is not TOML: {1}",
        "{0} : ce n'est pas du TOML : {1}",
    ),
    EXAMPLE,
);
/// {0} the key, {1} where; what is wrong with its file follows.
pub const FILE_OF_KEY: Both = both("{1}: `{0}`: ", "{1} : `{0}` : ");
/// {0} the file, {1} the system's words.
pub const FILE_UNREADABLE: Text = text(
    "SNAP-0105",
    both("cannot read {0}: {1}", "impossible de lire {0} : {1}"),
    both("ls -l {0}", "ls -l {0}"),
);
/// {0} the key given, {1} where, {2} the key missing.
pub const KEY_ALONE: Text = text(
    "SNAP-0106",
    both(
        "{1}: `{0}` needs `{2}` too",
        "{1} : `{0}` a aussi besoin de `{2}`",
    ),
    SHOW,
);
/// {0} where.
pub const POSTGRES_ABSENT: Text = text(
    "SNAP-0108",
    both(
        "{0}: `database` names PostgreSQL, which this build does not contain",
        "{0} : `database` désigne PostgreSQL, que cette version ne contient pas",
    ),
    both(
        "SNAPSELL_DATABASE=sqlite:snapsell.db snapsell serve --check",
        "SNAPSELL_DATABASE=sqlite:snapsell.db snapsell serve --check",
    ),
);
/// {0} the file, {1} what is wrong with it.
pub const TLS_WRONG: Text = text(
    "SNAP-0109",
    both(
        "the certificate or key in {0} cannot be used: {1}",
        "le certificat ou la clé dans {0} est inutilisable : {1}",
    ),
    SHOW,
);
/// {0} the file.
pub const MASTER_KEY_MISSING: Text = text(
    "SNAP-0110",
    both(
        "the master key file {0} does not exist: a database that exists opens only with the copy of its own key, put that \
         back; only where there is no database yet, make a new key",
        "le fichier de clé maîtresse {0} n'existe pas : une base qui existe ne s'ouvre qu'avec la copie de sa propre clé, \
         remettez-la ; s'il n'y a pas encore de base, créez une clé",
    ),
    both("snapsell init", "snapsell init"),
);
/// {0} the file.
pub const MASTER_KEY_WRONG: Text = text(
    "SNAP-0111",
    both(
        "{0} does not hold a master key: one line, 32 bytes in base64",
        "{0} ne contient pas de clé maîtresse : une ligne, 32 octets en base64",
    ),
    both("snapsell init NEW_FOLDER", "snapsell init NOUVEAU_DOSSIER"),
);
/// {0} the file.
pub const METRICS_TOKEN_WRONG: Text = text(
    "SNAP-0113",
    both(
        "{0} does not hold a token: one line of at least 16 letters and digits",
        "{0} ne contient pas de jeton : une ligne d'au moins 16 lettres et chiffres",
    ),
    both("openssl rand -hex 32 > {0}", "openssl rand -hex 32 > {0}"),
);
/// {0} the variable.
pub const ENV_NOT_TEXT: Text = text(
    "SNAP-0112",
    both(
        "environment variable {0} is not valid UTF-8",
        "la variable d'environnement {0} n'est pas de l'UTF-8 valide",
    ),
    SHOW,
);
/// {0} the address, {1} the system's words.
pub const LISTEN_FAILED: Text = text(
    "SNAP-0201",
    both(
        "cannot listen on {0}: {1}",
        "impossible d'écouter sur {0} : {1}",
    ),
    both(
        "snapsell serve --listen 127.0.0.1:8081",
        "snapsell serve --listen 127.0.0.1:8081",
    ),
);
/// {0} the system's words.
pub const RUNTIME_FAILED: Text = text(
    "SNAP-0202",
    both("cannot start: {0}", "impossible de démarrer : {0}"),
    both("ulimit -a", "ulimit -a"),
);
/// {0} how many connections.
pub const DRAIN_CUT: Text = text(
    "SNAP-0203",
    both(
        "stopped with {0} connection(s) still open",
        "arrêté avec {0} connexion(s) encore ouverte(s)",
    ),
    both(
        "snapsell serve --drain-seconds 60",
        "snapsell serve --drain-seconds 60",
    ),
);
/// {0} the file.
pub const INIT_EXISTS: Text = text(
    "SNAP-0301",
    both(
        "{0} exists already and is left as it is; nothing was written",
        "{0} existe déjà et reste tel quel ; rien n'a été écrit",
    ),
    both("snapsell init NEW_FOLDER", "snapsell init NOUVEAU_DOSSIER"),
);
/// {0} the file, {1} the system's words.
pub const WRITE_FAILED: Text = text(
    "SNAP-0302",
    both("cannot write {0}: {1}", "impossible d'écrire {0} : {1}"),
    both("ls -ld {0}", "ls -ld {0}"),
);
/// {0} the address, {1} the reason.
pub const HEALTH_SILENT: Text = text(
    "SNAP-0401",
    both("{0} does not answer: {1}", "{0} ne répond pas : {1}"),
    both("snapsell serve", "snapsell serve"),
);
/// {0} the address, {1} the status, {2} the body.
pub const HEALTH_NOT_READY: Text = text(
    "SNAP-0402",
    both("{0} answers {1}: {2}", "{0} répond {1} : {2}"),
    both("snapsell config --show", "snapsell config --show"),
);
/// {0} the address.
pub const HEALTH_URL: Text = text(
    "SNAP-0403",
    both(
        "{0} cannot be checked; give a plain http:// address, or none for this machine's own server",
        "{0} ne peut pas être vérifié ; donnez une adresse http://, ou aucune pour le serveur de cette machine",
    ),
    both("snapsell health", "snapsell health"),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_never_expanded_again() {
        assert_eq!(fill("{1} and {0}{", &["{1}", "b"]), "b and {1}{");
        assert_eq!(fill("{7} é {x}", &["a"]), "{7} é {x}");
    }

    #[test]
    fn the_command_to_type_next_can_be_typed_whatever_the_file_is_called() {
        let next = |file| FILE_UNREADABLE.next(Lang::En, &[file, "why"]);
        assert_eq!(
            next("/srv/été/snapsell.toml"),
            "ls -l /srv/été/snapsell.toml"
        );
        assert_eq!(next("my shop/a.toml"), "ls -l 'my shop/a.toml'");
        assert_eq!(next("Awa's;rm"), r"ls -l 'Awa'\''s;rm'");
        let whole = NEEDS_YES.next(Lang::Fr, &["2", "snapsell outbox drop --shop acme 1 2"]);
        assert!(whole.contains("drop --shop acme 1 2"), "{whole}");
    }

    #[test]
    fn the_language_is_the_first_one_set() {
        let env = |pairs: &[(&str, &str)]| Env::of_pairs(pairs);
        assert_eq!(Lang::of(&env(&[("LANG", "fr_FR.UTF-8")])), Lang::Fr);
        assert_eq!(
            Lang::of(&env(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")])),
            Lang::En
        );
        assert_eq!(
            Lang::of(&env(&[("LC_ALL", ""), ("LC_MESSAGES", "fr")])),
            Lang::Fr
        );
        assert_eq!(Lang::of(&env(&[])), Lang::En);
    }
}
