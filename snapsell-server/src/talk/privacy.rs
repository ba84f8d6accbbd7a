//! What is said when somebody cannot be forgotten yet.

use super::{Both, Text, both, text};

const CONSOLE: Both = both(
    "open her page in the console, under Customers",
    "ouvrez sa page dans la console, sous Clientes",
);

/// {0} what was typed, {1} the slug.
pub const CUSTOMER_UNKNOWN: Text = text(
    "SNAP-0661",
    both(
        "`{1}` has no customer `{0}`: give her number in the shop (as in exports) or her phone number, as +2250700000042",
        "`{1}` n'a pas de cliente `{0}` : donnez son numéro dans la boutique (comme dans les exports) ou son téléphone, comme +2250700000042",
    ),
    both(
        "snapsell export orders --shop {1}",
        "snapsell export orders --shop {1}",
    ),
);
/// {0} her number, {1} the orders.
pub const ERASE_ORDERS: Text = text(
    "SNAP-0662",
    both(
        "customer {0} has orders on their way, which need her address: {1}. Deliver or cancel them first; nothing was changed",
        "la cliente {0} a des commandes en cours, qui ont besoin de son adresse : {1}. Livrez-les ou annulez-les d'abord ; rien n'a été changé",
    ),
    CONSOLE,
);
/// {0} her number.
pub const ERASE_DEPOSIT: Text = text(
    "SNAP-0663",
    both(
        "customer {0} has sent a receipt or paid a deposit: settle it first (REFUSE, or give it back and LIBERE); nothing was changed",
        "la cliente {0} a envoyé un reçu ou payé un acompte : réglez-le d'abord (REFUSE, ou rendez-le puis LIBERE) ; rien n'a été changé",
    ),
    CONSOLE,
);
/// {0} her number, {1} the slug.
pub const ERASE_SELLER: Text = text(
    "SNAP-0664",
    both(
        "customer {0} sells for `{1}`: take her number out of the sellers first; nothing was changed",
        "la cliente {0} vend pour `{1}` : retirez d'abord son numéro des vendeuses ; rien n'a été changé",
    ),
    both(
        "snapsell shop set --shop {1} seller.remove=NUMBER",
        "snapsell shop set --shop {1} seller.remove=NUMÉRO",
    ),
);
/// {0} the slug.
pub const NAME_NOT_TYPED: Text = text(
    "SNAP-0665",
    both(
        "that is not `{0}`; nothing was erased",
        "ce n'est pas `{0}` ; rien n'a été effacé",
    ),
    both("snapsell erase {0} --yes", "snapsell erase {0} --yes"),
);
/// {0} what was typed.
pub const CORRELATION_VALUE: Text = text(
    "SNAP-0666",
    both(
        "`{0}` is neither eight digits of 0–9 and a–f, nor a command id, nor an id SM… or MM…",
        "`{0}` n'est ni huit caractères de 0–9 et a–f, ni un identifiant de commande, ni un identifiant SM… ou MM…",
    ),
    both("snapsell events --help", "snapsell events --help"),
);
/// {0} what was typed.
pub const CORRELATION_UNKNOWN: Text = text(
    "SNAP-0667",
    both(
        "nothing here has the id `{0}`",
        "rien ici ne porte l'identifiant `{0}`",
    ),
    both(
        "snapsell export events --shop SHOP",
        "snapsell export events --shop BOUTIQUE",
    ),
);
