//! Forms as people send them: what was wrong is in sight, what was done is said in sight, and one form never stands for
//! another.

use crate::live::{AWA, FATOU, receipt, set_up};
use crate::shop::{SELLER, Shop};

/// A shop with its owner signed in, on a phone.
fn on_a_phone() -> Shop {
    let mut shop = Shop::open(360, 740);
    set_up(&mut shop);
    shop
}

#[test]
fn a_short_code_is_set_locks_the_phone_and_opens_it() {
    let mut shop = on_a_phone();
    shop.goto("/compte");
    shop.fill("pin", "2468");
    shop.enter();
    shop.tab.leads_on(|tab| {
        tab.eval("document.querySelector('[action=\"/verrouiller\"] button').click()");
    });
    assert_eq!(shop.tab.eval("location.pathname"), "/verrou");
    shop.fill("pin", "2468");
    shop.enter();
    assert_eq!(shop.tab.eval("location.pathname"), "/live");
    shop.close();
}

#[test]
fn a_code_is_added_to_a_live_that_was_opened_on_the_same_page() {
    let mut shop = on_a_phone();
    shop.goto("/live");
    shop.tab
        .eval("document.querySelector('[action=\"/live/ouvrir\"] button').click()");
    shop.tab
        .until("document.querySelector('[action=\"/live/fermer\"]')");
    shop.fill("text", "A13");
    shop.enter();
    shop.tab
        .until("document.querySelector('.tile h3')?.innerText.includes('A13')");
    shop.close();
}

/// Somebody claims a code and sends a receipt for it.
fn pays(shop: &Shop, customer: &str, code: &str) {
    shop.writes(customer, code);
    shop.until_told(customer, code);
    shop.shows(customer, receipt());
    shop.until_told(customer, "reçu");
}

/// Two codes on sale.
fn sells_two(shop: &Shop) {
    for code in ["A12", "A14"] {
        shop.writes(SELLER, code);
        shop.until_told(SELLER, code);
    }
}

#[test]
fn the_inbox_of_proofs_is_emptied_with_keys_alone() {
    let mut shop = on_a_phone();
    sells_two(&shop);
    pays(&shop, AWA, "A12");
    pays(&shop, FATOU, "A14");
    shop.goto("/preuves");
    shop.tab
        .until("document.querySelectorAll('.proof').length === 2");
    shop.tab.press("j");
    shop.tab.press("v");
    shop.tab
        .until("document.querySelectorAll('.proof').length === 1");
    assert_eq!(
        shop.tab.eval("document.activeElement.matches('.proof')"),
        true,
        "the next one has the focus"
    );
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    shop.tab.press("r");
    shop.tab.type_words("illisible");
    shop.tab.press("Enter");
    shop.tab.until("document.querySelector('#none')");
    shop.tab.until("!document.querySelector('.proof')");
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    assert_eq!(shop.tab.focus(), "none", "the focus is not lost");
    shop.close();
}

#[test]
fn a_proof_that_somebody_else_judged_says_so_and_nothing_floats_over_it() {
    let mut shop = on_a_phone();
    sells_two(&shop);
    pays(&shop, AWA, "A12");
    shop.goto("/preuves");
    shop.tab.press("j");
    pays(&shop, FATOU, "A14");
    shop.tab.until("document.querySelector('#fresh')");
    // Another device judges what this one has in its hand.
    let judged = "(() => { const form = document.querySelector('.proof form'); return fetch(form.action, \
         {method: 'POST', body: new URLSearchParams(new FormData(form))}).then((answer) => answer.ok); })()";
    assert_eq!(shop.tab.eval(judged), true);
    shop.tab.press("v");
    shop.tab.until("document.querySelector('.notice')");
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    assert_eq!(shop.tab.focus(), "main");
    shop.tab.forgive("409");
    shop.close();
}
