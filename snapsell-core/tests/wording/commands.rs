//! What the messages tell people to write is what the parser reads.

use crate::golden;
use snapsell_core::{
    Currency, CustomerIntent, Expect, Lang, SellerIntent, parse_customer, parse_seller,
};

/// What customers are told to write, in both languages; some after a suggestion.
const CUSTOMER: [(Lang, &[&str]); 2] = [
    (
        Lang::Fr,
        &[
            "OUI",
            "PANIER",
            "ANNULER",
            "ANNULER VF-0001",
            "STOP",
            "REPRENDRE",
            "ENGLISH",
            "A12 S",
            "B07",
        ],
    ),
    (
        Lang::En,
        &[
            "YES",
            "BASKET",
            "CANCEL",
            "CANCEL VF-0001",
            "STOP",
            "START",
            "FRANÇAIS",
            "A12 S",
            "B07",
        ],
    ),
];

/// What sellers are told to write.
const SELLER: [(Lang, &[&str]); 2] = [
    (
        Lang::Fr,
        &[
            "A12",
            "A12 5000",
            "S01 x20",
            "S01 S:5 M:10",
            "S01 +5",
            "MODIF A12 5000",
            "MODIF S01 x3",
            "PAS A12",
            "VENDU A12",
            "LIBERE A12",
            "LIBERE S01 M CLIENTE 2",
            "OK S01 CLIENTE 2",
            "REFUSE S01 CLIENTE 2",
            "POUR +33612345678 A12",
            "POURQUOI A12",
            "LIVE",
            "FIN",
            "LISTE",
            "OK VF-0012",
            "REFUSE VF-0012",
            "OK A12",
            "REFUSE A12",
            "PREPARE VF-0012",
            "LIVRAISON VF-0012",
            "LIVRE VF-0012",
            "ANNULE VF-0012",
            "DEBLOQUE +33612345678",
            "AIDE",
        ],
    ),
    (
        Lang::En,
        &[
            "A12",
            "A12 5000",
            "S01 x20",
            "S01 S:5 M:10",
            "S01 +5",
            "EDIT A12 5000",
            "EDIT S01 x3",
            "WITHDRAW A12",
            "SOLD A12",
            "RELEASE A12",
            "RELEASE S01 M CUSTOMER 2",
            "OK S01 CUSTOMER 2",
            "REFUSE S01 CUSTOMER 2",
            "FOR +33612345678 A12",
            "WHY A12",
            "LIVE",
            "END",
            "LIST",
            "OK VF-0012",
            "REFUSE VF-0012",
            "OK A12",
            "REFUSE A12",
            "PREPARE VF-0012",
            "SHIPPED VF-0012",
            "DELIVERED VF-0012",
            "CANCEL VF-0012",
            "UNBLOCK +33612345678",
            "HELP",
        ],
    ),
];

/// Commands that a message shows with `et le code` or `et la nouvelle` in the place of an example.
const COMPLETED: [&str; 6] = [
    "ANNULER A12",
    "CANCEL A12",
    "POURQUOI A12",
    "WHY A12",
    "ADRESSE 12 rue des Jardins, Cocody",
    "ADDRESS 12 rue des Jardins, Cocody",
];

#[test]
fn what_customers_are_told_to_write_is_understood() {
    for (lang, commands) in CUSTOMER {
        let messages = golden(lang);
        for command in commands {
            assert!(messages.contains(command), "nobody is told {command}");
            let intent = parse_customer(command, Expect::default());
            assert_ne!(intent, CustomerIntent::Unclear, "{command}");
        }
    }
    for command in COMPLETED {
        let intent = parse_customer(command, Expect::default());
        assert_ne!(intent, CustomerIntent::Unclear, "{command}");
    }
}

#[test]
fn what_sellers_are_told_to_write_is_understood() {
    for (lang, commands) in SELLER {
        let messages = golden(lang);
        for command in commands {
            assert!(messages.contains(command), "nobody is told {command}");
            let intent = parse_seller(command, Currency::XOF);
            assert_ne!(intent, SellerIntent::Unclear, "{command}");
        }
    }
}
