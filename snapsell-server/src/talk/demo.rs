//! What `snapsell demo` says when it fails.

use super::{Both, Text, both, text};

const AGAIN: Both = both("snapsell demo --headless", "snapsell demo --headless");

/// {0} the cause.
pub const DEMO_FAILED: Text = text(
    "SNAP-0701",
    both(
        "the demo cannot go on: {0}",
        "la démonstration ne peut pas continuer : {0}",
    ),
    AGAIN,
);
/// {0} the breach, {1} the seed.
pub const DEMO_BREACH: Text = text(
    "SNAP-0702",
    both(
        "an invariant is broken: {0} (seed {1})",
        "un invariant est rompu : {0} (graine {1})",
    ),
    both(
        "snapsell demo --headless --assert --seed {1} --keep FOLDER",
        "snapsell demo --headless --assert --seed {1} --keep DOSSIER",
    ),
);
/// {0} the folder.
pub const DEMO_FOLDER: Text = text(
    "SNAP-0703",
    both(
        "{0} holds a database already and is left as it is",
        "{0} contient déjà une base et reste tel quel",
    ),
    both(
        "snapsell demo --keep NEW_FOLDER",
        "snapsell demo --keep NOUVEAU_DOSSIER",
    ),
);
