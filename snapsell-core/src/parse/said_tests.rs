//! Tables of what customers said in other words than anybody had thought of.

use super::customer_tests::{ADDRESS, IDLE, check};

#[test]
fn that_she_paid_is_said_in_many_ways() {
    check(
        IDLE,
        &[
            ("je payé", "Proof"),
            ("jé payé", "Proof"),
            ("j ai payé", "Proof"),
            ("c'est payer", "Proof"),
            ("i don pay", "Proof"),
            ("payer", "Paid"),
            ("envoyé", "Paid"),
            ("sent", "Paid"),
            ("transfer done", "Paid"),
            ("sent ?", "Unclear"),
            ("je paye", "Unclear"),
            ("je vais payer", "Unclear"),
            ("je paye à la livraison", "Unclear"),
            ("je paye comment", "HowToPay"),
            ("where do i send the money", "HowToPay"),
            ("send account number", "HowToPay"),
            ("account details please", "HowToPay"),
            ("envoyez le numero wave", "HowToPay"),
        ],
    );
}

#[test]
fn how_to_order_and_why_not_are_asked_in_short() {
    check(
        IDLE,
        &[
            ("comment ça marche", "Help"),
            ("comment commander svp", "Help"),
            ("how do I order", "Help"),
            ("how does it work", "Help"),
            ("how is my order", "Basket"),
            ("comment je commande A12", "A12"),
            ("ça marche", "Unclear"),
            ("pk j'ai pas eu A12", "Why(A12)"),
            ("PK-12", "PK12"),
            ("la A12 est tjr dispo", "Price([A12])"),
            ("mrc", "Thanks"),
        ],
    );
    check(ADDRESS, &[("c'est dommage", "Unclear")]);
}
