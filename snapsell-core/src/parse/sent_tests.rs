//! Tables of what customers really sent and nobody had thought of, and what it means.

use super::customer_tests::{ADDRESS, IDLE, check};
use super::speaks_of_one;

#[test]
fn a_size_without_its_code_confirms_and_cancels_nothing() {
    let table = [
        ("oui L", "Unclear"),
        ("oui la L stp", "Unclear"),
        ("ok en L", "Unclear"),
        ("ok M merci", "Unclear"),
        ("je confirme M et L", "Unclear"),
        ("non L", "Unclear"),
        ("non en L", "Unclear"),
        ("annule M et L", "Unclear"),
        ("oui je m'appelle Awa", "Unclear"),
        ("oui l'adresse est bonne", "Unclear"),
        ("oui m'dame", "Unclear"),
    ];
    check(IDLE, &table);
    check(
        ADDRESS,
        &[("oui la L stp", "Unclear"), ("non L", "Unclear")],
    );
    check(
        IDLE,
        &[
            ("la M", "Unclear"),
            ("1 en M", "Unclear"),
            ("oui l A12", "Confirm([A12])"),
            ("oui A12 M", "Confirm([A12 M])"),
            ("annule S01 M et L", "Cancel([S1 M, S1 L])"),
            ("ok L A12", "Confirm([A12])"),
        ],
    );
}

#[test]
fn an_ok_to_one_piece_and_a_no_to_another_cancel_neither() {
    let table = [
        ("A12 ok B4 non", "Unclear"),
        ("A12 ok, B4 non merci", "Unclear"),
        ("A12 d'accord B4 annule", "Unclear"),
        ("annule A12 ok B4", "Unclear"),
        ("A12 oui B4 non", "Unclear"),
        ("A12 B7 non", "Cancel([A12, B7])"),
        ("B4 non merci", "Cancel([B4])"),
        ("ok annule B4", "Cancel([B4])"),
        ("annule B4 ok", "Cancel([B4])"),
        ("ok A12 B4", "Confirm([A12, B4])"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn a_no_that_sets_something_right_cancels_nothing() {
    let table = [
        ("non c'est A12", "Unclear"),
        ("non c'est bien A12", "Unclear"),
        ("non cest la A12", "Unclear"),
        ("non A12 c'est pour moi", "Unclear"),
        ("non A12 c'est ok", "Unclear"),
        ("no it's A12", "Unclear"),
        ("no it's for me", "Unclear"),
        ("no A12 for my sister", "Unclear"),
        ("non A12 pour ma soeur", "Unclear"),
        ("non je suis là", "Unclear"),
        ("non c'est ok", "Unclear"),
        ("non plus tard", "Unclear"),
        ("non encore A12", "Unclear"),
        ("c'est non", "Cancel([])"),
        ("en fait non", "Cancel([])"),
        ("A12 c'est non merci", "Cancel([A12])"),
        ("non merci", "Cancel([])"),
        ("no thanks", "Cancel([])"),
        ("no thank you", "Cancel([])"),
        ("désolée non", "Cancel([])"),
        ("no I don't want it", "Cancel([])"),
        ("annule c'est ok", "Cancel([])"),
        ("annule A12 c'est pour moi", "Cancel([A12])"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn a_message_a_photo_or_a_visit_is_no_order_that_is_called_off() {
    let table = [
        ("supprime mon message", "Unclear"),
        ("supprime mes messages stp", "Unclear"),
        ("enlève ma photo", "Unclear"),
        ("passe le numéro", "Unclear"),
        ("je passe vous voir", "Unclear"),
        ("je passe te voir", "Unclear"),
        ("je passe maintenant", "Unclear"),
        ("je passe avec mon mari", "Unclear"),
        ("je passe chez vous", "Unclear"),
        ("je passe", "Cancel([])"),
        ("bon je passe", "Cancel([])"),
        ("je passe merci", "Cancel([])"),
        ("supprime A12", "Cancel([A12])"),
        ("supprime la photo A12", "Cancel([A12])"),
        ("annule tout", "Cancel([])"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn one_thing_is_spoken_of_without_its_name() {
    for text in ["annule un", "enlève le dernier svp", "cancel the last"] {
        assert!(speaks_of_one(text), "{text:?}");
    }
    for text in ["annule", "non, une bonne soirée", "annule tout"] {
        assert!(!speaks_of_one(text), "{text:?}");
    }
}

#[test]
fn who_had_a_piece_or_tells_who_took_it_claims_none() {
    let table = [
        "A12 est déchirée",
        "remboursement A12",
        "je veux rendre A12",
        "A12 je veux un remboursement",
        "merci pour A12 reçu !",
        "A12 est arrivée abimée",
        "A12 pas arrivée",
        "I received A12 thanks",
        "refund A12",
        "j'ai un souci avec A12",
        "Fatou a pris A12",
        "A12 est déjà pris",
        "A12 is sold out",
        "A12 parti mdr",
        "A12 vendue",
    ];
    check(IDLE, &table.map(|text| (text, "Unclear")));
    check(ADDRESS, &table.map(|text| (text, "Unclear")));
    check(
        IDLE,
        &[
            ("A12 sold to me", "A12"),
            ("A12 est déjà à moi", "A12"),
            ("il y a encore A12", "A12"),
            ("merci A12", "A12"),
            ("A12 trop belle", "A12"),
            ("j'ai pris A12", "A12"),
            ("A12 pris", "A12"),
            ("A12 prise merci", "A12"),
            ("vendu A12", "A12"),
            ("A12 pas de souci", "A12"),
            ("je prends A12 si pas vendu", "A12"),
            ("annule A12 remboursement", "Unclear"),
        ],
    );
    check(ADDRESS, &[("rue A12, maison abîmée", "Address")]);
}

#[test]
fn what_it_costs_and_whether_it_is_left_is_asked_in_short() {
    check(
        IDLE,
        &[
            ("c cb A12", "Price([A12])"),
            ("A12 c'est cb", "Price([A12])"),
            ("cb la A12", "Price([A12])"),
            ("je prends A12 c'est cb", "A12"),
            ("A12 payer par cb", "A12"),
            ("A12 je paie en cb", "A12"),
            ("il reste A12", "Price([A12])"),
            ("slt ya A12 en noir", "Price([A12])"),
            ("il reste A12 je prends", "A12"),
            ("il y a encore A12", "A12"),
        ],
    );
    check(
        ADDRESS,
        &[
            ("je reste à Yopougon, villa B4", "Address"),
            ("je reste à Yopougon B4", "Address"),
        ],
    );
}

#[test]
fn money_that_is_promised_is_no_receipt() {
    let table = [
        "paiement vendredi",
        "paiement fin du mois",
        "paiement à la réception",
        "paiement en 2 fois",
        "paiement par carte",
        "paiement paypal",
        "acompte ce soir",
        "paiement dans 5 min",
        "payment on friday",
        "reçu à suivre",
        "t'as reçu",
        "j'envoie le reçu",
        "je vous envoie l'acompte",
    ];
    check(IDLE, &table.map(|text| (text, "Unclear")));
    check(ADDRESS, &table.map(|text| (text, "Unclear")));
    let proofs = [
        "paiement fait",
        "paiement wave",
        "paiement lundi 5000",
        "paiement lundi 500",
        "paiement par carte effectué",
        "payé en espèces",
        "j'ai envoyé l'acompte",
        "payé par wave",
        "payé ce soir",
        "ref 12345",
        "reçu 4411",
        "voici le reçu",
    ];
    check(IDLE, &proofs.map(|text| (text, "Proof")));
    check(ADDRESS, &proofs.map(|text| (text, "Proof")));
}

#[test]
fn an_ok_and_something_to_come_confirms_nothing() {
    let table = [
        ("ok hold on", "Unclear"),
        ("yes hold on please", "Unclear"),
        ("ok je t'envoie", "Unclear"),
        ("ok encore une", "Unclear"),
        ("oui encore un", "Unclear"),
        ("ok encore merci", "Agree"),
        ("oui envoie", "Confirm([])"),
        ("hold A12", "A12"),
        ("please hold A12", "A12"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
    check(IDLE, &[("encore une A12", "A12")]);
}

#[test]
fn a_house_or_its_door_is_no_piece() {
    check(
        IDLE,
        &[
            ("bat B4", "Unclear"),
            ("c'est bat B4 appt A3", "Unclear"),
            ("code porte B7", "Unclear"),
            ("digicode B7", "Unclear"),
            ("A12 bat B4 appt 13", "A12"),
            ("je veux A12. Mon adresse : 12 rue des Lilas bat B4", "A12"),
            ("appartement : A12", "A12"),
            ("villa B7", "B7"),
            ("haut B7", "B7"),
        ],
    );
    check(
        ADDRESS,
        &[
            ("bat B4", "Address"),
            ("c'est bat B4 appt A3", "Address"),
            ("code porte B7", "Address"),
        ],
    );
}

#[test]
fn a_number_of_times_is_a_number() {
    check(
        IDLE,
        &[
            ("A20 2 fois", "A20 (2)"),
            ("deux fois A20", "A20 (2)"),
            ("2 fois la A20 svp", "A20 (2)"),
            ("A20 twice", "A20 (2)"),
            ("A12 en deux fois", "A12"),
            ("A12 en 2 fois", "A12"),
            ("A12 une fois", "A12"),
            ("PC-12", "PC12"),
        ],
    );
}

#[test]
fn a_number_of_pieces_is_a_quantity() {
    check(
        IDLE,
        &[
            ("A20 2pcs", "A20 x2"),
            ("A20 2 pcs", "A20 x2"),
            ("2pcs A20", "A20 x2"),
            ("A20 2pièces", "A20 x2"),
            ("A20 deux pièces svp", "A20 x2"),
            ("2 pièces de A20", "A20 x2"),
            ("I need 2 pieces of A20", "A20 x2"),
            ("A20 1 pièce", "A20 x1"),
            ("A20 et 2 pièces de B7", "A20, B7 x2"),
            ("A20 et 2 pcs B7", "A20, B7 x2"),
            ("A20 2pcs B7 3pcs", "A20 x2, B7 x3"),
            ("A20 x deux", "A20 x2"),
            ("ensemble 2 pièces A20", "A20"),
            ("A20 ensemble 2pcs", "A20"),
            ("A20 5 pieds", "A20"),
        ],
    );
}

#[test]
fn a_number_before_a_size_counts_it() {
    check(
        IDLE,
        &[
            ("S07 2 M et 1 L", "S7/M x2, S7/L x1"),
            ("S07 1 M 2 L", "S7/M x1, S7/L x2"),
            ("S07 2M", "S7/M x2"),
            ("S07 2M 1L", "S7/M x2, S7/L x1"),
            ("S07 deux M", "S7/M x2"),
            ("S07 un M et deux L", "S7/M, S7/L x2"),
            ("S07 2 M et 2 XL", "S7/M x2, S7/XL x2"),
            ("S07 2XL", "S7/XXL"),
            ("S07 2 XL", "S7"),
            ("S07 1 XL", "S7/XL x1"),
            ("S07 2-M", "S7"),
            ("S07 M 2", "S7/M (2)"),
            ("S07 M et 2 L", "S7/M, S7/L x2"),
            ("S07 2 s v p", "S7 (2)"),
            ("S07 2 S 01", "S7 (2), S1"),
            ("S07 2 l'autre", "S7"),
            ("S07 la M", "S7/M"),
            ("S07 99 M", "S7"),
        ],
    );
    check(ADDRESS, &[("S07 2 M et 1 L", "S7/M x2, S7/L x1")]);
}

#[test]
fn numbers_of_sizes_in_a_row_are_sizes() {
    check(
        IDLE,
        &[
            ("S02 38 et 40", "S2/38, S2/40"),
            ("S02 38 40", "S2/38, S2/40"),
            ("S02 38, 40 and 42 please", "S2/38, S2/40, S2/42"),
            ("S02 pointure 38 et 40", "S2/38, S2/40"),
            ("S02 38 40 x2", "S2/38, S2/40 x2"),
            ("S02 T38 x2 40", "S2/38 x2, S2/40"),
            ("S02 38", "S2 (38)"),
            ("S02 le 38 et le 40", "S2/38, S2/40"),
            ("S02 38 2 pièces", "S2/38 x2"),
            ("S02 38/40", "S2"),
            ("S02 38 40 07 12", "S2 (38)"),
            ("S02 38 40 €", "S2"),
            ("A12 2 et 3", "A12 (2), ?3"),
        ],
    );
    check(
        ADDRESS,
        &[("S02 38 40", "S2/38, S2/40"), ("villa B7 38 40", "Address")],
    );
}

#[test]
fn what_is_nearly_a_word_and_what_is_asked_or_refused_is_no_address() {
    check(
        ADDRESS,
        &[
            ("annuller", "Unclear"),
            ("jannule", "Unclear"),
            ("anuler svp", "Unclear"),
            ("confime", "Unclear"),
            ("d'acc", "Agree"),
            ("dacc", "Agree"),
            ("cbon", "Unclear"),
            ("ton rib", "Unclear"),
            ("ton rib ?", "HowToPay"),
            ("mon mari refuse", "Unclear"),
            ("retrait boutique", "Unclear"),
            ("retrait en boutique", "Unclear"),
            ("tu livres a rabat", "Unclear"),
            ("vous livrez à Thiès", "Unclear"),
            ("vous livrez à Yoff, villa 12", "Address"),
            ("livrez à Yoff", "Address"),
            ("Annulaire", "Address"),
            ("je annuller", "Unclear"),
            ("Ouid 12", "Address"),
            ("svp annuller", "Unclear"),
            ("il reste", "Unclear"),
            ("montre moi B7 de derrière", "Unclear"),
            ("Annuler Yoff villa 3", "Unclear"),
        ],
    );
    check(
        IDLE,
        &[
            ("tu livres a rabat", "Unclear"),
            ("A12 mon mari refuse", "Unclear"),
            ("ACC-12", "ACC12"),
        ],
    );
}
