//! The words of the page, in French and English.

use serde_json::{Map, Value};
use snapsell_core::wording::format::french_spaces;

use crate::talk::{Both, Lang};

const WORDS: &[(&str, Both)] = &[
    (
        "title",
        both("SnapSell, un live en direct", "SnapSell, a live sale"),
    ),
    (
        "banner",
        both(
            "Démonstration, rien n'est envoyé",
            "Demonstration, nothing is sent",
        ),
    ),
    (
        "promise",
        both(
            "Marie vend en direct. Ses clientes écrivent un code. Regardez, puis tapez vous-même.",
            "Marie sells live. Her customers write a code. Watch, then type yourself.",
        ),
    ),
    ("seller", both("Vendeuse", "Seller")),
    ("customers", both("Clientes", "Customers")),
    ("happening", both("Ce qui se passe", "What happens")),
    ("items", both("Articles", "Items")),
    ("messages_of", both("Messages de", "Messages of")),
    ("message", both("Message", "Message")),
    ("write_as", both("Écrire comme", "Write as")),
    ("send", both("Envoyer", "Send")),
    (
        "photo_dress",
        both("Photo de l'article", "Photo of the item"),
    ),
    (
        "photo_receipt",
        both("Photo du reçu", "Photo of the receipt"),
    ),
    ("you", both("Elle", "She")),
    ("shop", both("La boutique", "The shop")),
    ("pause", both("Pause", "Pause")),
    ("resume", both("Reprendre", "Resume")),
    ("pace", both("Vitesse", "Pace")),
    ("jump", both("+2 min", "+2 min")),
    ("restart", both("Recommencer", "Start again")),
    (
        "crowd",
        both("20 clientes d'un coup", "20 customers at once"),
    ),
    ("cut", both("Couper le fournisseur", "Cut the provider off")),
    (
        "restore",
        both("Rétablir le fournisseur", "Bring the provider back"),
    ),
    ("again", both("Doublon", "Duplicate")),
    ("orders", both("Commandes", "Orders")),
    ("console", both("Ouvrir la console", "Open the console")),
    (
        "orders_of",
        both("Commandes de Chez Marie", "Orders of Chez Marie"),
    ),
    (
        "no_orders",
        both(
            "Aucune commande. Elles arrivent dès qu'une cliente répond OUI.",
            "No order yet. They appear as soon as a customer answers YES.",
        ),
    ),
    ("back", both("Retour au live", "Back to the live")),
    ("refresh", both("Rafraîchir", "Refresh")),
    ("try", both("Essayer moi-même", "Try it myself")),
    ("help", both("Aide", "Help")),
    ("close", both("Fermer", "Close")),
    (
        "keys_phone",
        both(
            "1 à 6, ou Tab : choisir un téléphone",
            "1 to 6, or Tab: pick a phone",
        ),
    ),
    (
        "measured",
        both(
            "C'est joué. Mesuré ici, à l'instant :",
            "All played. Measured here, just now:",
        ),
    ),
    ("keys_send", both("Entrée : envoyer", "Enter: send")),
    ("keys_pause", both("Espace : pause", "Space: pause")),
    (
        "keys_jump",
        both(". : deux minutes de plus", ".: two more minutes"),
    ),
    ("keys_help", both("? : cette aide", "?: this help")),
    (
        "try_words",
        both(
            "À essayer : A12, S01 x2, OUI, PANIER, POURQUOI A12, STOP, AIDE",
            "To try: A12, S01 x2, YES, BASKET, WHY A12, STOP, HELP",
        ),
    ),
    (
        "controls",
        both(
            "Commandes de la démonstration",
            "Controls of the demonstration",
        ),
    ),
    ("skip", both("Aller aux messages", "Go to the messages")),
    ("empty", both("Rien encore.", "Nothing yet.")),
    ("free", both("libre", "free")),
    ("sold", both("vendu", "sold")),
    ("withdrawn", both("retiré", "withdrawn")),
    ("left", both("reste", "left")),
    ("waiting", both("en file", "waiting")),
    ("until", both("jusqu'à", "until")),
    ("review", both("reçu à vérifier", "receipt to check")),
    ("entry", both("Écriture", "Entry")),
    (
        "raw",
        both(
            "Le formulaire, tel qu'il est arrivé",
            "The form, as it came",
        ),
    ),
    ("more_fields", both("autres champs", "more fields")),
    (
        "signed",
        both(
            "La signature, vérifiée avant tout",
            "The signature, checked before anything",
        ),
    ),
    (
        "rule",
        both("La règle qui a décidé", "The rule that decided"),
    ),
    ("chained", both("maillon", "link")),
    (
        "written",
        both(
            "Les lignes écrites, en une transaction",
            "The rows written, in one transaction",
        ),
    ),
    (
        "said",
        both("Les messages mis en file", "The messages queued"),
    ),
    ("nothing_said", both("Aucun.", "None.")),
    (
        "no_message",
        both(
            "Personne n'a écrit : c'est le temps, ou un bouton.",
            "Nobody wrote: it is time passing, or a button.",
        ),
    ),
    ("attempts", both("essais", "attempts")),
    ("queued", both("en file", "queued")),
    ("again_in", both("nouvel essai dans", "tried again in")),
    ("kept_back", both("retenu", "withheld")),
    ("open_event", both("Tout voir", "See everything")),
    ("sent", both("envoyé", "sent")),
    ("delivered", both("distribué", "delivered")),
    ("read", both("lu", "read")),
    ("failed", both("échec", "failed")),
    (
        "noted",
        both("reçu par la boutique", "received by the shop"),
    ),
    (
        "checked",
        both("vérifications, aucune faute", "checks, no breach"),
    ),
    ("breach", both("Invariant rompu", "Invariant broken")),
    ("language", both("English", "Français")),
    ("sections", both("Parties de la page", "Parts of the page")),
];

const fn both(fr: &'static str, en: &'static str) -> Both {
    Both { en, fr }
}

/// All words in one language, by name.
pub(super) fn all(lang: Lang) -> Value {
    let words = WORDS
        .iter()
        .map(|(name, both)| ((*name).to_owned(), Value::from(spaced(both, lang))));
    Value::Object(words.collect::<Map<_, _>>())
}

/// The words, with the spaces of French where no line may break.
fn spaced(both: &Both, lang: Lang) -> String {
    match lang {
        Lang::Fr => french_spaces(both.get(lang)),
        Lang::En => both.get(lang).to_owned(),
    }
}

/// One word.
pub(super) fn word(name: &str, lang: Lang) -> &'static str {
    let found = WORDS.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, both)| both.get(lang))
}
