//! Forms as people send them: what was wrong is in sight, what was done is said in sight, and one form never stands for
//! another.

use serde_json::json;

use crate::checks::{axe_finds_nothing_serious, nothing_scrolls_sideways, targets_are_large};
use crate::live::{AWA, FATOU, PASSWORD, receipt, set_up};
use crate::shop::{SELLER, Shop};
use crate::tab::Tab;

/// Whether an element can be seen without scrolling.
pub(crate) fn in_sight(tab: &mut Tab, element: &str) -> bool {
    let seen = tab.eval(&format!(
        "(() => {{ const element = {element}; if (!element) return false; const box = element.getBoundingClientRect(); \
         const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2); \
         return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && (above === element || element.contains(above)); }})()"
    ));
    seen == json!(true)
}

/// A shop with its owner signed in, on a phone.
pub(crate) fn on_a_phone() -> Shop {
    let mut shop = Shop::open(360, 740);
    set_up(&mut shop);
    shop
}

/// A fee is saved in the middle of a long page, which goes on at the next part.
pub(crate) fn saves_a_fee(shop: &mut Shop) {
    shop.goto("/demarrer");
    shop.fill("delivery-fee", "2000");
    shop.enter();
    assert_eq!(shop.tab.eval("location.hash"), "#whatsapp");
    shop.tab.until("scrollY > 100");
}

/// The current password, in the part of a page that asks for it.
fn types_password(shop: &mut Shop, part: &str) {
    shop.tab.eval(&format!(
        "document.querySelector('{part} [name=old]').focus()"
    ));
    shop.tab.type_words(PASSWORD);
}

#[test]
fn a_button_that_is_pressed_twice_sends_its_form_once() {
    let mut shop = Shop::open(360, 740);
    let link = shop.setup_link();
    shop.tab.goto(&link);
    shop.fill("shop", "Chez Marie");
    shop.fill("email", "marie@example.org");
    shop.fill("password", PASSWORD);
    shop.tab.leads_on(|tab| {
        tab.eval(
            "(() => { const go = document.querySelector('main form[action*=\"/setup/\"] button'); \
             go.click(); setTimeout(() => go.click(), 150); })()",
        );
    });
    assert_eq!(shop.tab.eval("location.pathname"), "/demarrer");
    shop.close();
}

#[test]
fn a_short_code_is_set_locks_the_phone_and_opens_it() {
    let mut shop = on_a_phone();
    shop.goto("/compte");
    types_password(&mut shop, "#pin");
    shop.fill("pin", "2468");
    shop.enter();
    assert!(
        in_sight(&mut shop.tab, "document.querySelector('#said')"),
        "saved, and said so"
    );
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
    shop.opens_a_live();
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
    // The next one has the focus.
    shop.tab.until("document.activeElement.matches('.proof')");
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
fn a_key_of_a_row_does_nothing_to_another_row() {
    let mut shop = on_a_phone();
    sells_two(&shop);
    pays(&shop, AWA, "A12");
    shop.writes(FATOU, "A12");
    shop.until_told(FATOU, "A12");
    shop.goto("/preuves");
    for key in ["v", "r", "z"] {
        shop.tab.press(key);
    }
    assert_eq!(shop.tab.eval("document.activeElement.tagName"), "BODY");
    shop.goto("/live");
    shop.tab
        .until("document.querySelectorAll('.tile').length === 2");
    shop.tab.press("l");
    // The newest code is first, and free.
    shop.tab.press("j");
    assert_eq!(shop.tab.focus(), "item-2");
    shop.tab.press("l");
    shop.tab.press("n");
    assert_eq!(shop.tab.focus(), "text", "a key of the page is heard");
    let waits = "(async () => { const page = (await (await fetch(location.href)).text()); \
         return page.includes('/live/annuler/'); })()";
    assert_eq!(shop.tab.eval(waits), false, "nothing was let go");
    shop.goto("/preuves");
    assert_eq!(
        shop.tab.eval("document.querySelectorAll('.proof').length"),
        1
    );
    shop.close();
}

#[test]
fn a_proof_of_a_long_name_fits_a_small_phone() {
    let mut shop = on_a_phone();
    sells_two(&shop);
    pays(&shop, AWA, "A12");
    shop.goto("/preuves");
    shop.tab.size(320, 640);
    let name = "M".repeat(39);
    shop.tab.eval(&format!(
        "document.querySelectorAll('.proof [dir=auto]').forEach((e) => e.textContent = '{name}'), 0"
    ));
    nothing_scrolls_sideways(&mut shop.tab);
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

#[test]
fn the_last_proof_in_sight_leaves_and_what_waited_behind_it_has_the_focus() {
    let mut shop = on_a_phone();
    sells_two(&shop);
    pays(&shop, AWA, "A12");
    shop.goto("/preuves");
    shop.tab.press("j");
    pays(&shop, FATOU, "A14");
    shop.tab.until("document.querySelector('#fresh')");
    let first = shop.tab.eval("document.querySelector('.proof').id");
    shop.tab.press("v");
    shop.tab
        .until(&format!("!document.getElementById({first})"));
    shop.tab.until("document.activeElement.matches('.proof')");
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    shop.tab.press("v");
    shop.tab.until("document.querySelector('#none')");
    assert_eq!(shop.tab.focus(), "none");
    shop.close();
}

/// A form of this page is sent with a wrong word in it, and what is wrong stands in sight with the focus on it.
fn shows_what_is_wrong(shop: &mut Shop, fields: &[(&str, &str)], wrong: &str) {
    for (field, words) in fields {
        shop.fill(field, words);
    }
    shop.enter();
    shop.tab
        .until("document.activeElement.getAttribute('aria-invalid') === 'true'");
    assert_eq!(shop.tab.eval("document.activeElement.name"), wrong);
    assert!(
        in_sight(&mut shop.tab, "document.activeElement"),
        "{wrong} is in sight"
    );
    shop.tab.forgive("422");
}

#[test]
fn what_is_wrong_in_a_form_has_the_focus_and_is_in_sight() {
    let mut shop = on_a_phone();
    shop.goto("/compte");
    types_password(&mut shop, "#pin");
    shows_what_is_wrong(&mut shop, &[("pin", "12")], "pin");
    shop.goto("/compte");
    shop.tab
        .eval("document.querySelector('#second summary').click()");
    types_password(&mut shop, "#second");
    shows_what_is_wrong(&mut shop, &[("code", "000000")], "code");
    shop.goto("/demarrer");
    let typed = [
        ("number", "12"),
        ("account", "AC"),
        ("token", "x"),
        ("seller", SELLER),
    ];
    shows_what_is_wrong(&mut shop, &typed, "number");
    shop.goto("/live");
    shop.tab
        .eval("document.querySelector('details.card summary').click()");
    shows_what_is_wrong(&mut shop, &[("phone", "0700"), ("codes", "A12")], "phone");
    shop.close();
}

#[test]
fn without_a_script_too() {
    let mut shop = on_a_phone();
    shop.tab.call(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    shop.goto("/compte");
    types_password(&mut shop, "#pin");
    shows_what_is_wrong(&mut shop, &[("pin", "12")], "pin");
    shop.close();
}

#[test]
fn what_was_saved_is_said_where_the_page_is_looked_at() {
    let mut shop = on_a_phone();
    saves_a_fee(&mut shop);
    assert!(in_sight(&mut shop.tab, "document.querySelector('#said')"));
    shop.close();
}

#[test]
fn zones_fit_the_narrowest_phone_and_one_press_sets_the_fee_of_one() {
    let mut shop = on_a_phone();
    shop.tab.size(320, 640);
    shop.goto("/reglages");
    shop.fill("zone", &"M".repeat(40));
    shop.fill("zone-fee", "1000");
    shop.enter();
    shop.writes(SELLER, "A12");
    shop.until_told(SELLER, "A12");
    for words in ["A12", "Bonapriso, rue 12", "OUI"] {
        shop.writes(AWA, words);
    }
    shop.until_told(AWA, "VF-0001");
    for place in ["/reglages", "/commandes/VF-0001"] {
        shop.goto(place);
        axe_finds_nothing_serious(&mut shop.tab);
        targets_are_large(&mut shop.tab);
        nothing_scrolls_sideways(&mut shop.tab);
    }
    shop.tab
        .eval("document.querySelector('button[name=fee]').click()");
    shop.until_told(AWA, "Nouveau total 6");
    shop.tab
        .until("document.querySelector('button[name=fee][aria-current=true]')");
    shop.close();
}

#[test]
fn a_second_factor_is_set_up_on_the_phone_that_shows_it() {
    let mut shop = on_a_phone();
    shop.goto("/compte");
    shop.tab
        .eval("document.querySelector('#second summary').click()");
    let link = shop
        .tab
        .eval("document.querySelector('a[href^=\"otpauth:\"]').href");
    let key = link.as_str().unwrap().split("secret=").nth(1).unwrap();
    let key = key.split('&').next().unwrap().to_owned();
    let copied = "(() => { let copied = ''; navigator.clipboard.writeText = async (text) => { copied = text; }; \
         document.querySelector('[data-copy=secret]').click(); return copied; })()";
    let copied = shop.tab.eval(copied);
    assert_eq!(copied.as_str().unwrap().replace(' ', ""), key);
    assert_eq!(copied.as_str().unwrap().split(' ').count(), 8, "in groups");
    shop.tab.size(320, 640);
    nothing_scrolls_sideways(&mut shop.tab);
    targets_are_large(&mut shop.tab);
    shop.close();
}
