//! Tables of what customers really sent and nobody had thought of, and what it means.

use super::customer_tests::{ADDRESS, IDLE, check};

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
