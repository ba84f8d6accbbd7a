//! Tables of small talk, and of delivery and addresses that are talked of, while an order is on its way to be one.

use super::customer_tests::{ADDRESS, IDLE, check};

#[test]
fn small_talk_is_no_address() {
    check(
        ADDRESS,
        &[
            ("un instant svp", "Unclear"),
            ("un moment", "Unclear"),
            ("laissez", "Unclear"),
            ("laissez chez le gardien", "Address"),
            ("en espèces", "Unclear"),
            ("payement à la livraison", "Unclear"),
            ("pickup", "Unclear"),
            ("alright", "Unclear"),
            ("noted", "Unclear"),
            ("bon courage", "Nod"),
            ("waaw", "Confirm([])"),
            ("déédéet", "Cancel([])"),
            ("dedet merci", "Cancel([])"),
            ("déédét", "Cancel([])"),
            ("demain à 15h", "Unclear"),
            ("aleykoum salam", "Greeting"),
            ("dsl", "Unclear"),
            ("ok chef", "Agree"),
            ("merci mon amour", "Thanks"),
            ("Abobo pk 18", "Address"),
            ("j'arrête là", "Unclear"),
        ],
    );
}

#[test]
fn what_is_said_of_an_address_is_none() {
    let talks = [
        "livraison à 15h svp",
        "livraison à domicile",
        "livraison chez moi",
        "livraison au bureau à midi",
        "deliver to me tomorrow",
        "mon adresse est fausse",
        "mon adresse a changé",
        "my address has changed",
        "adresse exacte svp",
        "adresse incomplète",
        "livraison a partir de 18h",
        "livraison au plus tôt svp",
        "livraison à mon retour",
        "livraison à la fin du mois svp",
        "livraison au travail",
        "livraison aux heures de bureau",
        "l'adresse est correcte",
        "adresse correcte",
        "adresse identique",
        "adresse mail",
        "modifier mon adresse",
    ];
    check(IDLE, &talks.map(|text| (text, "Unclear")));
    check(ADDRESS, &talks.map(|text| (text, "Unclear")));
    let places = [
        "livraison à Yoff",
        "livraison aux Almadies",
        "livraison à Yoff à partir de 18h",
        "nouvelle adresse Yoff villa 3",
        "adresse : Mermoz villa B4",
        "livraison a coté de la pharmacie",
    ];
    check(IDLE, &places.map(|text| (text, "Address")));
    check(ADDRESS, &places.map(|text| (text, "Address")));
}
