//! Tables of what sellers say of orders and proofs, and what it means.

use super::seller_tests::check;
use crate::money::Currency;

#[test]
fn orders_and_proofs_are_followed() {
    check(
        Currency::XOF,
        &[
            ("OK VF-0012", "approve VF-0012"),
            ("ok vf 12", "approve VF-0012"),
            ("VALIDE A12", "approve A12"),
            ("OK S01 cliente 12", "approve S1 of customer 12"),
            ("ok customer 12 s01", "approve S1 of customer 12"),
            ("OK S01 +33 6 12 34 56 78", "approve S1 of +33612345678"),
            ("OK VF-0012 cliente 3", "Unclear"),
            ("OK S01 cliente", "Unclear"),
            ("LIBERE S01 M cliente 12", "release S1/M of customer 12"),
            ("ok merci", "Unclear"),
            ("OK VF-0012 A12", "Unclear"),
            (
                "REFUSE VF-0012 : photo floue, merci de la refaire",
                "refuse VF-0012: photo floue, merci de la refaire",
            ),
            ("REFUSÉ A12", "refuse A12: "),
            (
                "REFUSE S01 CLIENTE 12 illisible",
                "refuse S1 of customer 12: illisible",
            ),
            ("refuse", "Unclear"),
            ("OK preuve VF-0012", "approve VF-0012"),
            ("PREPARE VF-0012", "Prepare([OrderNumber(12)])"),
            ("ready vf0012", "Prepare([OrderNumber(12)])"),
            ("LIVRAISON VF-0012", "SendOut([OrderNumber(12)])"),
            ("en livraison VF-0012", "SendOut([OrderNumber(12)])"),
            ("SHIP VF-12", "SendOut([OrderNumber(12)])"),
            ("livraison 2000", "Unclear"),
            ("Livré VF-0012", "Deliver([OrderNumber(12)])"),
            (
                "ANNULE VF-0012",
                "CancelOrder { order: OrderNumber(12), reason: None }",
            ),
            (
                "annule VF-0012 cliente absente",
                "CancelOrder { order: OrderNumber(12), reason: Some(NoShow) }",
            ),
            (
                "cancel VF-12 no show",
                "CancelOrder { order: OrderNumber(12), reason: Some(NoShow) }",
            ),
            (
                "annule VF-12 client",
                "CancelOrder { order: OrderNumber(12), reason: Some(Customer) }",
            ),
            (
                "annule VF-12 rupture",
                "CancelOrder { order: OrderNumber(12), reason: Some(OutOfStock) }",
            ),
            (
                "annule VF-12 acompte",
                "CancelOrder { order: OrderNumber(12), reason: Some(DepositMissing) }",
            ),
            (
                "annule VF-12 fraude !",
                "CancelOrder { order: OrderNumber(12), reason: Some(Fraud) }",
            ),
            ("annule VF-0012 13", "Unclear"),
            ("annule VF0012 13", "Unclear"),
            ("annule VF-0012 et 13 absente", "Unclear"),
            ("annule A12", "Unclear"),
        ],
    );
}

#[test]
fn what_is_said_to_be_paid_is_approved() {
    check(
        Currency::XOF,
        &[
            ("VF-0012 payée", "approve VF-0012"),
            ("VF-0012 est payée", "approve VF-0012"),
            ("vf 12 paid", "approve VF-0012"),
            ("payé VF-0012", "approve VF-0012"),
            ("VF-0012 ok", "approve VF-0012"),
            ("A12 payée", "approve A12"),
            ("S01 cliente 12 payé", "approve S1 of customer 12"),
            ("VF-0012 payée ?", "Unclear"),
            ("VF-0012 VF-0013 payées", "Unclear"),
            ("VF-0012 pas payée", "Unclear"),
            ("A12 x2 payé", "Unclear"),
            ("A12 5000 payé", "Unclear"),
        ],
    );
}

#[test]
fn a_question_and_a_not_carry_nothing_out() {
    check(
        Currency::XOF,
        &[
            ("annule VF-0012 ?", "ShowOrder(OrderNumber(12))"),
            ("ok VF-0012 ?", "ShowOrder(OrderNumber(12))"),
            ("refuse VF-0012 ?", "ShowOrder(OrderNumber(12))"),
            ("livré VF-0012 ?", "ShowOrder(OrderNumber(12))"),
            ("prepare VF-0012 VF-0013 ?", "Unclear"),
            ("fin ?", "Unclear"),
            ("vendu A12 ?", "Unclear"),
            ("libère A12 ?", "Unclear"),
            ("pas A14 ?", "Unclear"),
            ("pour moi A12 ?", "Unclear"),
            ("modif A12 5000 ?", "Unclear"),
            ("bloque cliente 12 ?", "Unclear"),
            (
                "refuse VF-0012 tu peux renvoyer la photo ?",
                "refuse VF-0012: tu peux renvoyer la photo ?",
            ),
            ("live ?", "OpenLive"),
            ("liste ?", "List(OrderNumber(1))"),
            ("pourquoi A12 ?", "Why(A12)"),
            ("aide ?", "Help"),
            ("annule pas VF-0012", "Unclear"),
            ("annule jamais VF-0012", "Unclear"),
            ("cancel not VF-0012", "Unclear"),
            ("annule VF-0012 pas encore", "Unclear"),
            ("annule VF-0012 pas", "Unclear"),
            ("livre pas VF-0012", "Unclear"),
            ("ok pas VF-0012", "Unclear"),
            ("refuse pas VF-0012", "Unclear"),
            ("libère pas A12", "Unclear"),
            (
                "annule VF-0012 pas sérieuse",
                "CancelOrder { order: OrderNumber(12), reason: None }",
            ),
        ],
    );
}
