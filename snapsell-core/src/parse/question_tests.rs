//! Tables of what customers ask and of their kind words, and what it means.

use super::customer_tests::{ADDRESS, IDLE, check};

#[test]
fn who_asks_a_price_claims_nothing() {
    check(
        IDLE,
        &[
            ("combien A12 ?", "Price([A12])"),
            ("B202 c'est combien ?", "Price([B202])"),
            ("combien B202", "Price([B202])"),
            ("combien coûte la robe B202", "Price([B202])"),
            ("prix A12 ?", "Price([A12])"),
            ("Quel est le prix de A12", "Price([A12])"),
            ("A12 prix svp", "Price([A12])"),
            ("bonsoir, le prix de la A12 et B7 ?", "Price([A12, B7])"),
            ("how much is A12?", "Price([A12])"),
            ("how much A12 and B7", "Price([A12, B7])"),
            ("price of A12 please", "Price([A12])"),
            ("A12 ça coûte combien", "Price([A12])"),
            ("px A12", "Price([A12])"),
            ("A12 prx svp", "Price([A12])"),
            ("A12 kombien", "Price([A12])"),
            ("conbien A12", "Price([A12])"),
            ("A12 naata", "Price([A12])"),
            ("A12 niata la", "Price([A12])"),
            ("A12 A12 combien", "Price([A12])"),
            ("combien A12A ?", "?A12A"),
            ("combien ?", "Unclear"),
            ("A12 ?", "A12"),
            ("A12 super prix", "A12"),
            ("je prends A12, c'est combien ?", "A12"),
            ("A12 et la livraison c'est combien ?", "A12"),
            ("thanks so much A12", "A12"),
            ("S1 M, A12, S1 L combien", "Price([S1, A12])"),
        ],
    );
    check(
        ADDRESS,
        &[
            ("combien A12", "Price([A12])"),
            ("12 rue du Prix", "Address"),
        ],
    );
}

#[test]
fn what_delivery_costs_is_asked_by_itself() {
    let table = [
        ("la livraison c'est combien ?", "Delivery"),
        ("how much is delivery", "Delivery"),
        ("delivery fee?", "Delivery"),
        ("frais de livraison", "Delivery"),
        ("frais de livraison pour Thiès", "Delivery"),
        ("quel est le prix de la livraison", "Delivery"),
        ("la livraison ?", "Delivery"),
        ("vous livrez ?", "Delivery"),
        ("livraison gratuite ?", "Delivery"),
        ("livraison c cmb pour Thiès", "Delivery"),
        ("combien la livraison au Plateau", "Delivery"),
        ("combien de temps pour la livraison ?", "Unclear"),
        ("combien pour la livraison demain à Yoff", "Unclear"),
        ("quand la livraison ?", "Unclear"),
        ("c'est combien le kimono avec livraison ?", "Unclear"),
        ("vous livrez à Thiès ?", "Unclear"),
        ("livraison combien 2", "Unclear"),
        ("livraison combien VF-0001", "Basket"),
        ("pas de frais de livraison, oui", "Unclear"),
        ("je ne veux pas de frais de livraison", "Unclear"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn where_and_how_to_pay_is_asked_by_itself() {
    let asked = [
        "numéro wave ?",
        "numéro wave svp",
        "Bonsoir, c'est quoi le numéro orange money ?",
        "quel est le numéro pour le dépôt",
        "c'est quoi votre numéro MTN ?",
        "je peux payer par wave ?",
        "vous avez wave ?",
        "vous prenez orange money ?",
        "wave ou orange money ?",
        "comment payer",
        "comment on paie",
        "comment je peux payer ?",
        "où dois-je payer ?",
        "je paie où",
        "je paye comment ?",
        "moyens de paiement ?",
        "c'est quoi le numéro pour l'acompte ?",
        "where do I pay",
        "how do I pay?",
        "how can I pay",
        "how to pay please",
        "your wave number please",
        "j'ai oublié le numéro wave",
        "what's the mobile money number?",
    ];
    check(IDLE, &asked.map(|text| (text, "HowToPay")));
    check(ADDRESS, &asked.map(|text| (text, "HowToPay")));
    let others = [
        ("combien je dois payer", "Basket"),
        ("how much to pay?", "Basket"),
        ("wave", "Unclear"),
        ("je veux payer par wave", "Unclear"),
        ("le dépôt est fait ?", "Unclear"),
        ("acompte combien ?", "Unclear"),
        ("je peux payer à la livraison ?", "Unclear"),
        ("comment payer la livraison ?", "Unclear"),
        ("comment payer VF-0001", "Basket"),
        ("annuler, comment payer ?", "Unclear"),
        ("comment payer Fatou ?", "Unclear"),
        ("wave PP230512XY ?", "Unclear"),
        ("combien par wave ?", "Unclear"),
        ("comment ?", "Unclear"),
        ("je dois payer ?", "Unclear"),
        ("c'est quoi le numéro ?", "Unclear"),
        ("le paiement ?", "Unclear"),
        ("numéro de preuve", "Proof"),
    ];
    check(IDLE, &others);
    check(
        IDLE,
        &[
            ("A12, numéro wave ?", "A12"),
            ("je prends A12, comment payer ?", "A12"),
            ("mon numéro wave 07 00 00 00 42", "Unclear"),
        ],
    );
    check(
        ADDRESS,
        &[
            ("derrière Orange money Yopougon", "Address"),
            ("en face du point Wave, Mermoz", "Address"),
        ],
    );
}

#[test]
fn a_kind_word_or_sign_alone_asks_nothing() {
    let table = [
        ("👍", "Nod"),
        ("👍🏾 !", "Nod"),
        ("❤️", "Nod"),
        ("🙏 🙏", "Nod"),
        ("bonne soirée", "Nod"),
        ("bonne nuit ma chérie", "Nod"),
        ("good night", "Nod"),
        ("bisous", "Nod"),
        ("super", "Nod"),
        ("trop belle", "Unclear"),
        ("ok top", "Nod"),
        ("oui super", "Unclear"),
        ("super merci", "Thanks"),
        ("merci, à bientôt", "Thanks"),
        ("thank you so much", "Thanks"),
        ("thanks a lot", "Thanks"),
        ("à demain", "Nod"),
        ("a plus", "Nod"),
        ("ok à demain", "Nod"),
        ("oui à demain", "Unclear"),
        ("ok bonne soirée", "Nod"),
        ("non bonne soirée", "Cancel([])"),
        ("bonne soirée A12", "A12"),
        ("super 2", "Unclear"),
        ("super ?", "Unclear"),
        ("je prends, super", "Unclear"),
        ("super VF-0001", "Basket"),
        ("👎", "Unclear"),
        ("👍👎", "Unclear"),
        ("!", "Unclear"),
        ("...", "Unclear"),
        ("❤️ ?", "Help"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
}

#[test]
fn hello_and_thank_you_are_heard_where_there_is_nothing_else() {
    check(
        IDLE,
        &[
            ("Bonsoir madame", "Greeting"),
            ("Hello !", "Greeting"),
            ("Salut 😍", "Greeting"),
            ("coucou ma belle", "Greeting"),
            ("bonjour ça va ?", "Unclear"),
            ("bonjour ?", "Unclear"),
            ("bonjour VF-0001", "Basket"),
            ("bonjour VF-0001 VF-0002", "Unclear"),
            ("bonjour A12", "A12"),
            ("bonjour, je prends", "Unclear"),
            ("bonjour 12", "Unclear"),
            ("bonjour 2x", "Unclear"),
            ("bonjour non", "Cancel([])"),
            ("Thanks", "Thanks"),
            ("thank you", "Thanks"),
            ("Bonsoir et merci", "Thanks"),
            ("Merci, bonne soirée", "Thanks"),
            ("merci pas A12", "Unclear"),
            ("merci, j'en n'ai plus", "Unclear"),
            ("merci oui non", "Unclear"),
            ("ok merci", "Agree"),
            ("oui merci", "Confirm([])"),
            ("merci A12", "A12"),
        ],
    );
}

#[test]
fn asking_where_it_is_shows_it() {
    let asked = [
        "where's my parcel?",
        "has my order shipped?",
        "where is my order",
        "où est mon colis ?",
    ];
    check(IDLE, &asked.map(|text| (text, "Basket")));
    check(ADDRESS, &[("le colis au 12 rue Carnot", "Address")]);
}

#[test]
fn asking_whether_it_is_there_claims_nothing() {
    check(
        IDLE,
        &[
            ("is A3 still available?", "Price([A3])"),
            ("A3 dispo ?", "Price([A3])"),
            ("A3 est encore disponible", "Price([A3])"),
            ("je prends A3 si dispo", "A3"),
            ("A3 ?", "A3"),
            ("any A3 left", "Price([A3])"),
            ("A3 c'est pour qui", "Unclear"),
            ("A3 est à qui", "Unclear"),
            ("c'est qui A3", "Unclear"),
            ("pk A3", "Why(A3)"),
            ("pkoi la A3", "A3"),
            ("A3 nn merci", "Cancel([A3])"),
        ],
    );
}

#[test]
fn a_question_about_something_else_is_answered_with_what_there_is() {
    let table = [
        ("A12 tailles ?", "Price([A12])"),
        ("A12 size?", "Price([A12])"),
        ("A12 existe en coton ?", "Price([A12])"),
        ("A12 B7 pour demain ?", "Price([A12, B7])"),
    ];
    check(IDLE, &table);
    check(ADDRESS, &table);
    check(
        IDLE,
        &[
            ("A12 ?", "A12"),
            ("A12 en M ?", "A12/M"),
            ("A12 rouge ?", "A12"),
            ("A12 super ?", "A12"),
            ("je prends A12 tailles ?", "A12"),
            ("can I have A12?", "A12"),
            ("on peut avoir A12 ?", "A12"),
            ("A12, livraison à Yoff ?", "A12"),
            ("A12 quelle couleur ?", "Unclear"),
            ("oui A12 pour demain ?", "A12"),
        ],
    );
}
