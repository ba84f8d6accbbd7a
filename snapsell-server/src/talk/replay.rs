//! What is said when a live cannot be played again.

use super::{Both, Text, both, text};

const HELP: Both = both("snapsell replay --help", "snapsell replay --help");

/// {0} what was typed.
pub const REPLAY_WHEN: Text = text(
    "SNAP-0681",
    both(
        "`{0}` is no instant; it is written 2026-11-22T20:03, 20:03 in the last live, or 2026-11-22T20:03:00Z",
        "`{0}` n'est pas un instant ; il s'écrit 2026-11-22T20:03, 20:03 dans le dernier live, ou 2026-11-22T20:03:00Z",
    ),
    HELP,
);
/// {0} what was typed, {1} now, {2} the slug.
pub const REPLAY_FUTURE: Text = text(
    "SNAP-0668",
    both(
        "`{0}` has not come yet: in the shop it is {1}",
        "`{0}` n'est pas encore arrivé : dans la boutique, il est {1}",
    ),
    both("snapsell replay {2}", "snapsell replay {2}"),
);
/// {0} the number, {1} the slug, {2} the last live.
pub const REPLAY_LIVE: Text = text(
    "SNAP-0682",
    both(
        "`{1}` has no live {0}; its last one is {2}",
        "`{1}` n'a pas de live {0} ; le dernier est le {2}",
    ),
    both(
        "snapsell replay {1} --live {2}",
        "snapsell replay {1} --live {2}",
    ),
);
/// {0} who, {1} the slug.
pub const REPLAY_CUSTOMER: Text = text(
    "SNAP-0683",
    both(
        "nobody in `{1}` is known as `{0}`; give her number in the shop, or her phone as +225…",
        "personne dans `{1}` n'est connu comme `{0}` ; donnez son numéro dans la boutique, ou son téléphone en +225…",
    ),
    both("snapsell replay {1}", "snapsell replay {1}"),
);
/// {0} the code.
pub const REPLAY_ITEM: Text = text(
    "SNAP-0684",
    both(
        "`{0}` is no code; a code is letters and a number, such as A12",
        "`{0}` n'est pas un code ; un code, ce sont des lettres et un numéro, comme A12",
    ),
    HELP,
);
/// {0} the line, {1} what came of it, {2} the file.
pub const REPLAY_DIFFERS: Text = text(
    "SNAP-0686",
    both(
        "line {0} of {2} comes out otherwise: {1}",
        "la ligne {0} de {2} donne autre chose : {1}",
    ),
    both("snapsell replay {2} --json", "snapsell replay {2} --json"),
);
/// {0} the file, {1} how many lines it has.
pub const REPLAY_CUT: Text = text(
    "SNAP-0687",
    both(
        "{0} is no whole recording: it has {1} lines, and the last one, which counts them, is missing or says otherwise; record it again",
        "{0} n'est pas un enregistrement entier : il a {1} lignes, et la dernière, qui les compte, manque ou dit autre chose ; enregistrez-le à nouveau",
    ),
    both(
        "snapsell demo --headless --record NEW.jsonl",
        "snapsell demo --headless --record NOUVEAU.jsonl",
    ),
);
/// {0} the live, {1} entries, {2} the most.
pub const REPLAY_TOO_LONG: Text = text(
    "SNAP-0685",
    both(
        "live {0} has {1} entries, more than the {2} that are decided again",
        "le live {0} a {1} entrées, plus que les {2} qui sont décidées à nouveau",
    ),
    HELP,
);
/// {0} the rule, {1} the seed.
pub const REHEARSE_BREACH: Text = text(
    "SNAP-0671",
    both(
        "an invariant is broken: {0} (seed {1}); please report it, with the settings",
        "un invariant est rompu : {0} (graine {1}) ; signalez-le, avec les réglages",
    ),
    both(
        "snapsell rehearse --seed {1}",
        "snapsell rehearse --seed {1}",
    ),
);
