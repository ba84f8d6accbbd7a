//! Forms as people send them: what was wrong is in sight, what was done is said in sight, and one form never stands for
//! another.

use crate::live::set_up;
use crate::shop::Shop;

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
