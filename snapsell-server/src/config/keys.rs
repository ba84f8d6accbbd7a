//! The list of keys: name, type, default and what each is for. Flags, environment, example and messages come from it.

use crate::talk::Both;

/// The type a value has in the file. In flags and variables everything is text, lists are comma-separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that names a file or folder; relative ones in the file start at the file's folder.
    Path,
    /// A string such as `sqlite:PATH`, whose path is treated like any other.
    Database,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// A list of strings.
    List,
}

/// One key of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written in the file.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// The default as text; empty means unset.
    pub default: &'static str,
    /// What a right value is: "a whole number from 1 to 1000".
    pub expects: Both,
    /// What it is for.
    pub about: Both,
    /// For the example file, where there is no default to show.
    pub sample: &'static str,
}

impl Key {
    /// The variable: `SNAPSELL_PUBLIC_URL`.
    pub fn variable(&self) -> String {
        format!("SNAPSELL_{}", self.name.to_ascii_uppercase())
    }

    /// The flag: `--public-url`.
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }
}

const fn key(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    expects: Both,
    about: Both,
) -> Key {
    Key {
        name,
        kind,
        default,
        expects,
        about,
        sample: "",
    }
}

const fn unset(
    name: &'static str,
    kind: Kind,
    sample: &'static str,
    expects: Both,
    about: Both,
) -> Key {
    Key {
        name,
        kind,
        default: "",
        expects,
        about,
        sample,
    }
}

const fn both(en: &'static str, fr: &'static str) -> Both {
    Both { en, fr }
}

const URL: Both = both(
    "an address without a path, such as https://boutique.example",
    "une adresse sans chemin, comme https://boutique.example",
);
const FILE: Both = both("the path of a file", "le chemin d'un fichier");
const COUNT: Both = both(
    "a whole number from 1 to 1000000",
    "un nombre entier de 1 à 1000000",
);
const SECONDS: Both = both(
    "a whole number of seconds from 1 to 3600",
    "un nombre entier de secondes de 1 à 3600",
);

/// Every key, in the order of the example file.
pub const KEYS: &[Key] = &[
    key(
        "listen",
        Kind::Text,
        "127.0.0.1:8080",
        both(
            "an address and port such as 127.0.0.1:8080",
            "une adresse et un port comme 127.0.0.1:8080",
        ),
        both(
            "Where to accept connections.",
            "Où accepter les connexions.",
        ),
    ),
    unset(
        "public_url",
        Kind::Text,
        "https://boutique.example",
        URL,
        both(
            "The address customers and the provider use. Webhook signatures are checked over it, so it must be exact.",
            "L'adresse qu'utilisent les clientes et le fournisseur. Les signatures des webhooks portent sur elle : elle doit être exacte.",
        ),
    ),
    key(
        "database",
        Kind::Database,
        "sqlite:snapsell.db",
        both(
            "sqlite: and the path of a file",
            "sqlite: et le chemin d'un fichier",
        ),
        both(
            "Where everything durable lives.",
            "Où vit tout ce qui doit durer.",
        ),
    ),
    key(
        "master_key_file",
        Kind::Path,
        "snapsell.key",
        FILE,
        both(
            "The key that personal data is encrypted under. Keep a copy elsewhere: without it the data is lost.",
            "La clé qui chiffre les données personnelles. Gardez-en une copie ailleurs : sans elle, les données sont perdues.",
        ),
    ),
    unset(
        "backup_dir",
        Kind::Path,
        "/var/backups/snapsell",
        both("the path of a folder", "le chemin d'un dossier"),
        both(
            "Folder where snapsell backup puts copies, and where their age is watched.",
            "Dossier où snapsell backup met les copies, et où leur âge est surveillé.",
        ),
    ),
    key(
        "twilio_api_base",
        Kind::Text,
        "https://api.twilio.com",
        URL,
        both(
            "Where messages are sent to and media fetched from.",
            "Où les messages sont envoyés et les médias récupérés.",
        ),
    ),
    unset(
        "tls_cert",
        Kind::Path,
        "/etc/snapsell/cert.pem",
        FILE,
        both(
            "Certificate chain in PEM; set with tls_key to end TLS here instead of in a proxy.",
            "Chaîne de certificats en PEM ; avec tls_key, TLS se termine ici et non dans un proxy.",
        ),
    ),
    unset(
        "tls_key",
        Kind::Path,
        "/etc/snapsell/key.pem",
        FILE,
        both("Private key in PEM.", "Clé privée en PEM."),
    ),
    unset(
        "metrics_token_file",
        Kind::Path,
        "/etc/snapsell/metrics.token",
        FILE,
        both(
            "With it, /metrics answers only to Authorization: Bearer and the one line of this file; without it, to anybody.",
            "Avec lui, /metrics ne répond qu'à Authorization: Bearer et l'unique ligne de ce fichier ; sans lui, à tout le monde.",
        ),
    ),
    key(
        "log_format",
        Kind::Text,
        "auto",
        both("auto, json or text", "auto, json ou text"),
        both(
            "auto is text on a terminal and JSON elsewhere.",
            "auto donne du texte sur un terminal et du JSON ailleurs.",
        ),
    ),
    key(
        "log_level",
        Kind::Text,
        "info",
        both(
            "error, warn, info, debug, trace, or a filter such as info,snapsell_server=debug",
            "error, warn, info, debug, trace, ou un filtre comme info,snapsell_server=debug",
        ),
        both("What is logged.", "Ce qui est journalisé."),
    ),
    key(
        "trusted_proxies",
        Kind::List,
        "127.0.0.1,::1",
        both(
            "a list of addresses or networks such as 10.0.0.0/8",
            "une liste d'adresses ou de réseaux comme 10.0.0.0/8",
        ),
        both(
            "Whose X-Forwarded-For is believed; they are also exempt from max_connections_per_address.",
            "De qui croire X-Forwarded-For ; ils échappent aussi à max_connections_per_address.",
        ),
    ),
    key(
        "max_connections",
        Kind::Number,
        "4096",
        COUNT,
        both(
            "Connections open at once; further ones wait their turn.",
            "Connexions ouvertes en même temps ; les suivantes attendent leur tour.",
        ),
    ),
    key(
        "max_connections_per_address",
        Kind::Number,
        "256",
        COUNT,
        both(
            "Connections open at once from one address; further ones are closed.",
            "Connexions ouvertes en même temps depuis une adresse ; les suivantes sont fermées.",
        ),
    ),
    key(
        "head_timeout_seconds",
        Kind::Number,
        "10",
        SECONDS,
        both(
            "A client that has begun a request must finish its headers within about this time.",
            "Une cliente qui commence une requête doit en finir les en-têtes dans ce délai environ.",
        ),
    ),
    key(
        "idle_timeout_seconds",
        Kind::Number,
        "75",
        SECONDS,
        both(
            "Quiet connections are closed after this; keep it above the proxy's own.",
            "Les connexions silencieuses sont fermées après ce délai ; gardez-le au-dessus de celui du proxy.",
        ),
    ),
    key(
        "drain_seconds",
        Kind::Number,
        "25",
        SECONDS,
        both(
            "How long a stop waits for requests in flight.",
            "Combien de temps un arrêt attend les requêtes en cours.",
        ),
    ),
    key(
        "catch_up",
        Kind::Switch,
        "true",
        both("true or false", "true ou false"),
        both(
            "Fetch at start the messages missed while the server was down.",
            "Récupérer au démarrage les messages manqués pendant l'arrêt.",
        ),
    ),
    key(
        "sign_up",
        Kind::Switch,
        "true",
        both("true or false", "true ou false"),
        both(
            "Let anybody make a shop; false: only by the link of the first start and the command line.",
            "Laisser chacun créer une boutique ; false : seulement par le lien du premier démarrage et la ligne de commande.",
        ),
    ),
];

/// Keys that were in the example once and do nothing: a file that still has one is read as before.
pub(crate) const RETIRED: &[&str] = &["data_dir"];

/// The key called `name` that does nothing any more.
pub(super) fn retired(name: &str) -> Option<&'static str> {
    RETIRED.iter().copied().find(|retired| *retired == name)
}

/// The key called `name`.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
