//! What the operator's commands say when they fail: store, shops, users, messages, copies, checks.

use super::{Both, Text, both, text};

const MIGRATE: Both = both("snapsell migrate", "snapsell migrate");
const DOCTOR: Both = both("snapsell doctor", "snapsell doctor");
const SHOP_LIST: Both = both("snapsell shop list", "snapsell shop list");
const CREATE_HELP: Both = both("snapsell shop create --help", "snapsell shop create --help");
const PLAN_HELP: Both = both("snapsell shop plan --help", "snapsell shop plan --help");
const SET_HELP: Both = both("snapsell shop set --help", "snapsell shop set --help");
const USER_HELP: Both = both("snapsell user create --help", "snapsell user create --help");
const AUDIT: Both = both("snapsell audit --json", "snapsell audit --json");

/// {0} the file.
pub const DATABASE_MISSING: Text = text(
    "SNAP-0501",
    both(
        "the database {0} does not exist yet",
        "la base {0} n'existe pas encore",
    ),
    MIGRATE,
);
/// {0} the file, {1} its schema, {2} the program's.
pub const SCHEMA_BEHIND: Text = text(
    "SNAP-0502",
    both(
        "the database {0} has schema {1}, this program needs {2}",
        "la base {0} a le schéma {1}, ce programme demande le {2}",
    ),
    MIGRATE,
);
/// {0} the file, {1} its schema, {2} the program's.
pub const SCHEMA_AHEAD: Text = text(
    "SNAP-0503",
    both(
        "the database {0} has schema {1}, this program only knows {2}: a newer snapsell wrote it; nothing is ever downgraded",
        "la base {0} a le schéma {1}, ce programme ne connaît que le {2} : un snapsell plus récent l'a écrite ; rien n'est jamais rétrogradé",
    ),
    both("snapsell --version", "snapsell --version"),
);
/// {0} the file, {1} the migration.
pub const SCHEMA_CHANGED: Text = text(
    "SNAP-0504",
    both(
        "migration {1} of {0} is not the one of this program; use the program that applied it",
        "la migration {1} de {0} n'est pas celle de ce programme ; utilisez le programme qui l'a appliquée",
    ),
    both("snapsell migrate --status", "snapsell migrate --status"),
);
/// {0} the file, {1} the key file, {2} the store's words.
pub const KEY_MISMATCH: Text = text(
    "SNAP-0505",
    both(
        "the master key in {1} does not open {0}: {2}",
        "la clé maîtresse de {1} n'ouvre pas {0} : {2}",
    ),
    both(
        "snapsell config --show   (made before a change of the key: --master-key-file snapsell.key.old; if a change was interrupted: snapsell key rotate --yes)",
        "snapsell config --show   (fait avant un changement de clé : --master-key-file snapsell.key.old ; si un changement a été interrompu : snapsell key rotate --yes)",
    ),
);
/// {0} the file.
pub const DATABASE_BUSY: Text = text(
    "SNAP-0506",
    both(
        "another process is writing to {0}; nothing was changed, try again",
        "un autre processus écrit dans {0} ; rien n'a été changé, réessayez",
    ),
    both("snapsell health", "snapsell health"),
);
/// {0} the file.
pub const DISK_FULL: Text = text(
    "SNAP-0507",
    both(
        "the disk of {0} is full; nothing was changed",
        "le disque de {0} est plein ; rien n'a été changé",
    ),
    both("df -h", "df -h"),
);
/// {0} the file, {1} the store's words.
pub const DATABASE_FAILED: Text = text(
    "SNAP-0508",
    both("the database {0}: {1}", "la base {0} : {1}"),
    both("ls -l {0}", "ls -l {0}"),
);
/// {0} the file, {1} the store's words.
pub const DATABASE_CORRUPT: Text = text(
    "SNAP-0509",
    both(
        "the database {0} is damaged: {1}",
        "la base {0} est abîmée : {1}",
    ),
    AUDIT,
);
/// {0} the version asked for, {1} the program's, {2} the database's.
pub const MIGRATE_TO: Text = text(
    "SNAP-0510",
    both(
        "this program brings a database to schema {1} and to no other; {0} was asked for, the database has {2}",
        "ce programme amène une base au schéma {1} et à aucun autre ; {0} était demandé, la base a le {2}",
    ),
    both("snapsell migrate --status", "snapsell migrate --status"),
);
/// {0} the file, {1} where its copy would have stood, {2} the store's words.
pub const NOT_SET_ASIDE: Text = text(
    "SNAP-0511",
    both(
        "the database {0} stays as it is: it needs another schema, and no copy could be made before, in {1}: {2}",
        "la base {0} reste telle quelle : il lui faut un autre schéma, et aucune copie n'a pu être faite avant, dans {1} : {2}",
    ),
    both("ls -ld {1}; df -h {0}", "ls -ld {1} ; df -h {0}"),
);
/// {0} the file.
pub const DATABASE_FOREIGN: Text = text(
    "SNAP-0512",
    both(
        "{0} is a database of another program and stays as it is; name another file as `database`",
        "{0} est la base d'un autre programme et reste telle quelle ; nommez un autre fichier comme `database`",
    ),
    both("snapsell config --show", "snapsell config --show"),
);
/// {0} the ledger, {1} the database.
pub const LEDGER_CLOSED: Text = text(
    "SNAP-0513",
    both(
        "the ledger of erasures {0} may not be read or written by this user",
        "le registre des effacements {0} ne peut être lu ou écrit par cet utilisateur",
    ),
    both(
        "chown --reference={1} {0}   (as root)",
        "chown --reference={1} {0}   (en tant que root)",
    ),
);

/// {0} the database, {1} its log, {2} where that belongs.
pub const RESTORE_BROKEN_OFF: Text = text(
    "SNAP-0514",
    both(
        "a restore of {0} was broken off: the database from before is there, without what was written last, which is in {1}; run the restore again, or give it that back",
        "une restauration de {0} a été interrompue : la base d'avant est là, sans ce qui a été écrit en dernier, qui est dans {1} ; relancez la restauration, ou rendez-le-lui",
    ),
    both(
        "snapsell restore FILE --yes   (to keep the database from before: mv {1} {2})",
        "snapsell restore FICHIER --yes   (pour garder la base d'avant : mv {1} {2})",
    ),
);

/// {0} the slug.
pub const SHOP_UNKNOWN: Text = text(
    "SNAP-0601",
    both("there is no shop `{0}`", "il n'y a pas de boutique `{0}`"),
    SHOP_LIST,
);
/// {0} the slug, {1} the nearest one.
pub const SHOP_UNKNOWN_NEAR: Text = text(
    "SNAP-0601",
    both(
        "there is no shop `{0}`; did you mean `{1}`?",
        "il n'y a pas de boutique `{0}` ; vouliez-vous dire `{1}` ?",
    ),
    SHOP_LIST,
);
/// {0} the slug.
pub const SHOP_TAKEN: Text = text(
    "SNAP-0602",
    both(
        "there is a shop `{0}` already; it is left as it is",
        "il y a déjà une boutique `{0}` ; elle reste telle quelle",
    ),
    both(
        "snapsell shop show --shop {0}",
        "snapsell shop show --shop {0}",
    ),
);
/// {0} the flag or key, {1} what is expected.
pub const SHOP_VALUE: Text = text(
    "SNAP-0603",
    both("{0} must be {1}", "{0} doit être {1}"),
    CREATE_HELP,
);
/// {0} the flag, {1} what is expected.
pub const PLAN_VALUE: Text = text(
    "SNAP-0609",
    both("{0} must be {1}", "{0} doit être {1}"),
    PLAN_HELP,
);
/// {0} the key, {1} what is expected.
pub const SET_VALUE: Text = text(
    "SNAP-0604",
    both("`{0}` must be {1}", "`{0}` doit être {1}"),
    SET_HELP,
);
/// {0} the slug, {1} its currency, {2} the one that was asked for.
pub const CURRENCY_STAYS: Text = text(
    "SNAP-0615",
    both(
        "`{0}` has items in {1}: their amounts, and those of its orders, would be other amounts in {2}, so its currency stays; make another shop for {2}",
        "`{0}` a des articles en {1} : leurs montants et ceux des commandes deviendraient faux en {2}, la monnaie reste donc ; créez une autre boutique pour {2}",
    ),
    both("snapsell shop create --help", "snapsell shop create --help"),
);
/// {0} the key.
pub const SET_UNKNOWN: Text = text(
    "SNAP-0605",
    both("there is no setting `{0}`", "il n'y a pas de réglage `{0}`"),
    SET_HELP,
);
/// {0} the key, {1} the nearest one.
pub const SET_UNKNOWN_NEAR: Text = text(
    "SNAP-0605",
    both(
        "there is no setting `{0}`; did you mean `{1}`?",
        "il n'y a pas de réglage `{0}` ; vouliez-vous dire `{1}` ?",
    ),
    SET_HELP,
);
/// {0} the slug.
pub const SHOP_CONFLICT: Text = text(
    "SNAP-0606",
    both(
        "the shop `{0}` kept changing meanwhile; the settings are as they were",
        "la boutique `{0}` n'a cessé de changer pendant ce temps ; les réglages sont restés tels quels",
    ),
    both(
        "snapsell shop show --shop {0}",
        "snapsell shop show --shop {0}",
    ),
);
/// {0} what could not be read, {1} why.
pub const SECRET_UNREADABLE: Text = text(
    "SNAP-0607",
    both("cannot read {0}: {1}", "impossible de lire {0} : {1}"),
    SET_HELP,
);
/// {0} the slug, {1} the entry.
pub const SHOP_BROKEN: Text = text(
    "SNAP-0608",
    both(
        "the journal of `{0}` cannot be replayed at entry {1}; nothing was changed",
        "le journal de `{0}` ne peut pas être rejoué à l'entrée {1} ; rien n'a été changé",
    ),
    AUDIT,
);
/// {0} the address.
pub const USER_TAKEN: Text = text(
    "SNAP-0611",
    both(
        "there is a user with the address {0} already",
        "il y a déjà un compte avec l'adresse {0}",
    ),
    USER_HELP,
);
/// {0} the address.
pub const USER_NONE: Text = text(
    "SNAP-0614",
    both(
        "there is no user with the address {0}",
        "il n'y a pas de compte avec l'adresse {0}",
    ),
    USER_HELP,
);
/// {0} the flag, {1} what is expected.
pub const USER_VALUE: Text = text(
    "SNAP-0612",
    both("{0} must be {1}", "{0} doit être {1}"),
    USER_HELP,
);
/// Nothing to fill in.
pub const OPS_WITH_SHOP: Text = text(
    "SNAP-0613",
    both(
        "ops work across shops and belong to none",
        "les ops travaillent pour toutes les boutiques et n'appartiennent à aucune",
    ),
    both(
        "snapsell user create --role ops --email EMAIL --password-stdin",
        "snapsell user create --role ops --email EMAIL --password-stdin",
    ),
);
/// {0} what was not done.
pub const NEEDS_YES: Text = text(
    "SNAP-0621",
    both(
        "nothing was done; add --yes to {0}",
        "rien n'a été fait ; ajoutez --yes pour {0}",
    ),
    both("{1} --yes", "{1} --yes"),
);
/// {0} the ids, {1} the slug.
pub const LETTER_UNKNOWN: Text = text(
    "SNAP-0622",
    both(
        "no message {0} was given up in `{1}`",
        "aucun message {0} n'a été abandonné dans `{1}`",
    ),
    both(
        "snapsell outbox list --shop {1}",
        "snapsell outbox list --shop {1}",
    ),
);
/// {0} the file.
pub const FILE_EXISTS: Text = text(
    "SNAP-0631",
    both(
        "{0} exists already and is left as it is; name another file",
        "{0} existe déjà et reste tel quel ; nommez un autre fichier",
    ),
    both("ls -l {0}", "ls -l {0}"),
);
/// {0} the file, {1} the store's words.
pub const BACKUP_BAD: Text = text(
    "SNAP-0632",
    both(
        "{0} is not a whole copy: {1}",
        "{0} n'est pas une copie entière : {1}",
    ),
    both("snapsell backup FOLDER", "snapsell backup DOSSIER"),
);
/// {0} the file.
pub const BACKUP_MISSING: Text = text(
    "SNAP-0636",
    both(
        "there is no file {0}; nothing was changed",
        "il n'y a pas de fichier {0} ; rien n'a été changé",
    ),
    both(
        "snapsell backup --list FOLDER",
        "snapsell backup --list DOSSIER",
    ),
);
/// {0} the file, {1} the shops.
pub const BACKUP_CUT: Text = text(
    "SNAP-0635",
    both(
        "{0} was made and holds every other shop, but the journal of {1} is cut short in the database itself",
        "{0} est faite et contient toutes les autres boutiques, mais le journal de {1} est tronqué dans la base elle-même",
    ),
    both("snapsell audit", "snapsell audit"),
);
/// {0} the database.
pub const RESTORE_IN_USE: Text = text(
    "SNAP-0633",
    both(
        "{0} is open in another process; stop the server first. Nothing was changed",
        "{0} est ouverte dans un autre processus ; arrêtez d'abord le serveur. Rien n'a été changé",
    ),
    both("snapsell health", "snapsell health"),
);
/// Nothing to fill in.
pub const BACKUP_WHERE: Text = text(
    "SNAP-0634",
    both(
        "no folder of copies was named, and backup_dir is not set",
        "aucun dossier de copies n'a été nommé, et backup_dir n'est pas défini",
    ),
    both("snapsell backup FOLDER", "snapsell backup DOSSIER"),
);
/// {0} the shop, {1} where, {2} what.
pub const AUDIT_FAILED: Text = text(
    "SNAP-0641",
    both(
        "the audit of `{0}` fails at {1}: {2}",
        "l'audit de `{0}` échoue : {1} : {2}",
    ),
    both(
        "snapsell backup --verify FILE",
        "snapsell backup --verify FICHIER",
    ),
);
/// {0} failures, {1} warnings, {2} what to type about the first failure.
pub const DOCTOR_FAILED: Text = text(
    "SNAP-0651",
    both(
        "{0} failure(s), {1} warning(s)",
        "{0} échec(s), {1} avertissement(s)",
    ),
    both("{2}", "{2}"),
);
/// {0} the name given, {1} the names there are.
pub const DOCTOR_UNKNOWN: Text = text(
    "SNAP-0652",
    both(
        "there is no check `{0}`; the checks are {1}",
        "il n'y a pas de vérification `{0}` ; il y a {1}",
    ),
    DOCTOR,
);
