//! Tables of messages of customers who do not want something, and what they mean.

use super::customer_tests::{ADDRESS, IDLE, check};

#[test]
fn what_she_does_not_want_is_not_claimed() {
    check(
        IDLE,
        &[
            ("pas A12", "Unclear"),
            ("je ne veux plus A12", "Unclear"),
            ("je n'ai pas pris la A12", "Unclear"),
            ("I don't want A12", "Unclear"),
            ("oui mais pas A12", "Unclear"),
            ("A12 plus B7", "A12, B7"),
            ("A12 à A15", "Unclear"),
            ("je veux A 12 jusqu'à A 15 svp", "Unclear"),
            ("from A12 to A15 please", "Unclear"),
            ("A12 à A13", "A12, A13"),
            ("A12 à B15", "A12, B15"),
            ("A12 - A15", "A12, A15"),
            ("A12 pas cher", "A12"),
            ("j'adore A12 pas cher", "A12"),
            ("A12 je prends plus", "Unclear"),
            ("A12 je veux pas", "Unclear"),
            ("A12 finalement pas", "Unclear"),
            ("A12 pas pour moi", "Unclear"),
            ("A12 not for me", "Unclear"),
            ("A12 not anymore", "Unclear"),
            ("A12 c'est cher", "Unclear"),
            ("A12 it's expensive", "Unclear"),
            ("A12 c'est pas cher", "A12"),
        ],
    );
}

#[test]
fn who_calls_something_off_claims_nothing() {
    check(
        IDLE,
        &[
            ("annule A12 ma belle", "Unclear"),
            ("je voudrais annuler la robe A12", "Unclear"),
            ("annule A12 mon mari veut pas", "Unclear"),
            ("A12 finalement non", "Cancel([A12])"),
            ("non la robe A12", "Unclear"),
            ("cancel A12 my husband said so", "Unclear"),
            ("A12 laisse tomber", "Unclear"),
            ("nvm A12", "Unclear"),
            ("A12 nah", "Cancel([A12])"),
            ("cancel A12 abeg", "Cancel([A12])"),
            ("remove A12", "Cancel([A12])"),
            ("enlève A12 stp", "Cancel([A12])"),
            ("enlève A12 de mon panier", "Cancel([A12])"),
            ("remove A12 add B7", "Unclear"),
            ("annule A12 je prends B7", "Unclear"),
            ("annule, je prends B7", "Unclear"),
            ("je prends B7, annule A12", "Unclear"),
            ("cancel A12, I want B7", "Unclear"),
            ("non A12, je prends B7", "Unclear"),
            ("je prends A12 non B7", "Unclear"),
            ("B7 et non A12", "Unclear"),
            ("je veux A12 non", "Unclear"),
            ("A12 non B7", "Unclear"),
            ("A12 B7 non", "Cancel([A12, B7])"),
            ("non A12 B7", "Cancel([A12, B7])"),
            ("I no want A12 again", "Unclear"),
            ("no, I want A12", "A12"),
            ("A12 trop cher je laisse", "Unclear"),
            ("A12 désolée erreur", "Unclear"),
            ("B7 instead of A12", "Unclear"),
            ("A12 je veux annuler", "Cancel([A12])"),
            ("je veux annuler A12 et B7", "Cancel([A12, B7])"),
            ("non je veux la robe A12", "A12"),
            ("non non je prends A12", "A12"),
            ("je confirme mon panier", "Confirm([])"),
        ],
    );
    check(
        ADDRESS,
        &[
            ("annule A12 je prends B7", "Unclear"),
            ("No 12 Main Street, A12", "Address"),
            ("Laisse chez le gardien", "Address"),
            ("ajoute A12", "A12"),
            ("non, 12 rue Carnot", "Address"),
        ],
    );
}

#[test]
fn of_one_or_the_other_none_is_claimed() {
    check(
        IDLE,
        &[
            ("A12 ou B7", "Unclear"),
            ("A12 ou la B7 svp", "Unclear"),
            ("A12 M ou L", "Unclear"),
            ("A12 or B7", "Unclear"),
            ("A12 vs B7", "Unclear"),
            ("A12 ou sinon B7", "Unclear"),
            ("A12 taille 38 ou 40", "Unclear"),
            ("j'hésite entre A12 et B7", "Unclear"),
            ("A12 size M or L", "Unclear"),
            ("A12 en or", "A12"),
            ("A12 or et B7", "A12, B7"),
            ("où est A12", "A12"),
            ("A12 où ?", "A12"),
        ],
    );
}

#[test]
fn opting_out_is_a_message_of_its_own_and_never_a_cancellation() {
    check(
        IDLE,
        &[
            ("STOP", "Stop"),
            ("stop.", "Stop"),
            ("Arrêt", "Stop"),
            ("ARRE\u{302}TER svp", "Stop"),
            ("unsubscribe", "Stop"),
            ("StopAll", "Stop"),
            ("désabonner", "Stop"),
            ("END", "Stop"),
            ("quit", "Stop"),
            ("stop A12", "Unclear"),
            ("stop ou encore", "Unclear"),
            ("ok stop", "Stop"),
            ("je veux me désabonner", "Stop"),
            ("stop je veux plus", "Stop"),
            ("ne m'écrivez plus, stop", "Unclear"),
            ("on arrête là", "Unclear"),
            ("je m'arrête là merci", "Unclear"),
            ("on s'arrête là", "Unclear"),
            ("j'arrête", "Unclear"),
            ("end please", "Unclear"),
            ("REPRENDRE", "Resume"),
            ("start", "Resume"),
            ("unstop", "Resume"),
        ],
    );
}

#[test]
fn who_asks_about_a_piece_does_not_take_it() {
    check(
        IDLE,
        &[
            ("do you have A12", "Price([A12])"),
            ("slt ya encore la A12 ?", "Price([A12])"),
            ("il y a encore A12 ?", "Price([A12])"),
            ("il y a encore A12", "A12"),
            ("la A12 est partie", "Price([A12])"),
            ("A12 est déjà à moi", "A12"),
            ("je voulais A12 mais trop cher", "Unclear"),
            ("A12 est trop petit", "Unclear"),
            ("A12 too expensive", "Unclear"),
            ("A12 trop belle", "A12"),
            ("is A12 still there", "Price([A12])"),
            ("do you still have A12 in M?", "Price([A12])"),
            ("vous avez A12 ?", "Price([A12])"),
            ("tu as A12 ?", "Price([A12])"),
            ("is A12 gone", "Price([A12])"),
            ("are A12 and B7 taken", "Price([A12, B7])"),
            ("qui a pris A12", "Price([A12])"),
            ("who has A12", "Unclear"),
            ("il reste A12 ?", "Price([A12])"),
            ("A12 c'est toujours dispo", "Price([A12])"),
            ("how many A12 left", "Price([A12])"),
            ("A12 if available please", "A12"),
            ("A12 sold to me", "A12"),
            ("j'ai pris A12", "A12"),
            ("montre A12", "Unclear"),
            ("je veux voir A12", "Unclear"),
            ("je prends A12, montre encore", "A12"),
            ("what size is A12", "Unclear"),
            ("je prends A12, quelle taille ?", "A12"),
            ("A12 quelle couleur ?", "Unclear"),
            ("comment avoir A12A", "?A12A"),
            ("is it A12A", "?A12A"),
        ],
    );
}

#[test]
fn who_weighs_one_thing_against_another_takes_none() {
    check(
        IDLE,
        &[
            ("si A12 est pris je prends B7", "Unclear"),
            ("if A12 is gone I'll take B7", "Unclear"),
            ("si A12 est là je prends", "A12"),
            ("A12 B7 si possible", "A12, B7"),
            ("A12 pardon B7", "Unclear"),
            ("A12 oups B7", "Unclear"),
            ("pardon A12", "A12"),
            ("je préfère B7 à A12", "Unclear"),
            ("je préfère B7", "B7"),
            ("B7 au lieu de A12", "Unclear"),
            ("à la place de A12 je veux B7", "Unclear"),
            ("B7 à la place de A12", "Unclear"),
            ("A12, place de la gare", "A12"),
            ("change A12 for B7", "Unclear"),
            ("maybe A12", "Unclear"),
            ("peut-être A12", "Unclear"),
            ("on peut avoir A12", "A12"),
            ("no longer want A12", "Unclear"),
            ("plus la peine A12", "Unclear"),
            ("leave A12", "Unclear"),
            ("laissez-moi A12", "A12"),
            ("je libère A12", "Cancel([A12])"),
            ("libérez A12 pour les autres", "Unclear"),
            ("release A12", "Cancel([A12])"),
        ],
    );
}

#[test]
fn a_no_to_something_else_cancels_nothing() {
    check(
        IDLE,
        &[
            ("non c'est bon merci", "Unclear"),
            ("no that's all", "Unclear"),
            ("no thanks, that's all", "Unclear"),
            ("non tout va bien", "Unclear"),
            ("non juste A12", "Unclear"),
            ("no just A12", "Unclear"),
            ("non seulement A12", "Unclear"),
            ("bon non", "Cancel([])"),
            ("bon je passe", "Cancel([])"),
            ("annuler tout", "Cancel([])"),
            ("cancel just A12", "Cancel([A12])"),
            ("annule seulement A12", "Cancel([A12])"),
            ("supprime mon numéro", "Unclear"),
            ("annule le numéro A12", "Cancel([A12])"),
            ("remove me", "Unclear"),
            ("passe une bonne soirée", "Nod"),
            ("passe-moi A13", "A13"),
            ("pass me A13 please", "A13"),
            ("je passe", "Cancel([])"),
            ("arrête la commande", "Unclear"),
            ("stop my order", "Unclear"),
            ("VF-0001 non reçu", "Unclear"),
            ("VF-0001 pas reçue", "Unclear"),
            ("VF-0001 je passe prendre", "Unclear"),
            ("VF-0001 à retirer", "Unclear"),
            ("VF-0001 no", "Unclear"),
            ("non VF-0001", "Unclear"),
            ("VF-0001 annulée", "CancelOrder(OrderNumber(1))"),
            ("je passe prendre", "Unclear"),
            ("je passe le prendre ce soir", "Unclear"),
            ("A12 je passe prendre", "A12"),
            ("ça passe", "Unclear"),
            ("sa passe ma chérie", "Unclear"),
            ("à retirer", "Unclear"),
            ("A12 à retirer", "Unclear"),
            ("non attends", "Unclear"),
            ("no wait", "Unclear"),
            ("non patientez svp", "Unclear"),
            ("no I'll wait", "Cancel([])"),
            ("non je prends", "Unclear"),
            ("no, I want it", "Unclear"),
        ],
    );
}

#[test]
fn a_question_cancels_nothing() {
    let table = [
        ("VF-0001 annulée ?", "Basket"),
        ("ma commande VF-0001 est annulée ?", "Basket"),
        ("c'est annulé ?", "Basket"),
        ("cancelled?", "Basket"),
        ("non ?", "Basket"),
        ("A12 c'est libéré ?", "Price([A12])"),
        ("A12 annulé ?", "Price([A12])"),
        ("A12 non ?", "Price([A12])"),
        ("A12A annulé ?", "Unclear"),
        ("c'est annulé", "Cancel([])"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn a_no_with_what_she_does_not_want_is_a_no() {
    let table = [
        ("non merci je prends pas", "Cancel([])"),
        ("non je ne veux plus", "Cancel([])"),
        ("nan j'en veux plus merci", "Cancel([])"),
        ("no I don't want", "Cancel([])"),
        ("no thanks dont want it", "Cancel([])"),
        ("non je veux pas annuler", "Unclear"),
        ("non je veux pas attendre", "Unclear"),
        ("non pas maintenant je prends", "Unclear"),
        ("non je prends pas ?", "Unclear"),
        ("non je veux pas tout", "Unclear"),
        ("non je prends pas VF-0001", "Unclear"),
        ("je prends pas", "Unclear"),
        ("je veux plus", "Unclear"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
    check(
        IDLE,
        &[
            ("non je prends pas A12", "Unclear"),
            ("non je prends pas 2", "Unclear"),
        ],
    );
}

#[test]
fn a_yes_to_something_else_buys_nothing() {
    check(
        IDLE,
        &[
            ("oui ?", "Basket"),
            ("ok?", "Basket"),
            ("vous confirmez ?", "Basket"),
            ("A12 ok ?", "A12"),
            ("oui bonsoir", "Basket"),
            ("oui allo", "Basket"),
            ("bonsoir, oui", "Confirm([])"),
            ("oui merci bonsoir", "Confirm([])"),
            ("ok j'attends", "Thanks"),
            ("ok wait", "Thanks"),
            ("oui j'attends", "Confirm([])"),
            ("oui même adresse", "Confirm([])"),
            ("yes same address please", "Confirm([])"),
            ("oui adresse", "Unclear"),
        ],
    );
}

#[test]
fn a_yes_for_later_buys_nothing_now() {
    let table = [
        ("je confirme plus tard", "Unclear"),
        ("oui plus tard", "Unclear"),
        ("yes later", "Unclear"),
        ("I'll confirm later", "Unclear"),
        ("ok plus tard", "Unclear"),
        ("A12 je confirme plus tard", "Unclear"),
        ("oui attends", "Unclear"),
        ("oui stp attendez", "Unclear"),
        ("yes wait", "Unclear"),
        ("oui patientez", "Unclear"),
        ("oui j'attends", "Confirm([])"),
        ("oui on attend", "Confirm([])"),
        ("yes I'll wait", "Confirm([])"),
        ("ok wait", "Thanks"),
        ("ok à plus tard", "Nod"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn what_everything_costs_is_the_basket() {
    let asked = [
        "what's my total?",
        "whats my total",
        "le total svp",
        "ça fait combien en tout ?",
        "sa fait combien au total",
        "combien pour tout",
        "combien je dois payer",
        "je dois combien",
        "c'est combien à payer",
        "how much do I owe",
        "what do I owe?",
        "how much is it altogether",
        "how much do I have to pay?",
        "howmuch for all",
        "how much is my basket",
    ];
    check(IDLE, &asked.map(|text| (text, "Basket")));
    check(ADDRESS, &asked.map(|text| (text, "Basket")));
    check(
        IDLE,
        &[
            ("combien ?", "Unclear"),
            ("combien A12 et B7 en tout", "Price([A12, B7])"),
            ("A12 B7 total 15000", "A12, B7"),
            ("comment payer", "HowToPay"),
            ("tout est dispo ?", "Unclear"),
            ("c'est combien la livraison en tout ?", "Delivery"),
            ("total VF-0001", "Basket"),
            ("total VF-0001 VF-0002", "Basket"),
            ("total 2", "Unclear"),
            ("mon total est faux", "Unclear"),
        ],
    );
    check(ADDRESS, &[("station Total, Pikine", "Address")]);
}
