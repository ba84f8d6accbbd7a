//! What the page says after a form: in sight with and without a script, for as long as it takes to read, beside the
//! news and never under it; the focus, which is nobody's guess; and parts that stay where they are.

use serde_json::json;

use crate::checks::nothing_scrolls_sideways;
use crate::forms::{in_sight, on_a_phone, saves_a_fee};
use crate::live::{AWA, FATOU, set_up};
use crate::shop::{SELLER, Shop};

/// A live on a phone with a hold of Awa's, and Fatou waiting behind her; the focus on its tile.
fn selling() -> Shop {
    let mut shop = on_a_phone();
    for code in ["A12", "A14"] {
        shop.writes(SELLER, code);
        shop.until_told(SELLER, code);
    }
    shop.writes(AWA, "A12");
    shop.until_told(AWA, "A12");
    shop.writes(FATOU, "A12");
    shop.until_told(FATOU, "A12");
    shop.goto("/live");
    shop.tab
        .until("document.querySelectorAll('.tile').length === 2");
    shop
}

/// A release that is taken back, which the page says.
fn takes_back(shop: &mut Shop) {
    shop.tab
        .eval("document.querySelector('[action$=\"/liberer\"] button').click()");
    shop.tab.until("document.querySelector('.wish button')");
    shop.tab
        .eval("document.querySelector('.wish button').click()");
    shop.tab.until("!document.querySelector('.wish')");
    shop.tab
        .until("document.querySelector('#said').innerText.includes('Rien n')");
}

#[test]
fn without_a_script_what_was_saved_is_said_where_the_page_is_looked_at() {
    let mut shop = on_a_phone();
    shop.tab.call(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    saves_a_fee(&mut shop);
    assert!(in_sight(&mut shop.tab, "document.querySelector('#said')"));
    shop.close();
}

#[test]
fn what_was_said_covers_nothing_once_it_was_read() {
    let mut shop = on_a_phone();
    saves_a_fee(&mut shop);
    shop.tab
        .eval("document.querySelector('#said').getAnimations()[0].finish()");
    let below = shop
        .tab
        .eval("document.querySelector('#said').getBoundingClientRect().bottom");
    assert!(below.as_f64() <= Some(0.0), "{below}");
    shop.close();
}

#[test]
fn a_press_without_a_connection_leaves_the_page_and_can_be_repeated() {
    let mut shop = selling();
    shop.tab.call("Network.enable", &json!({}));
    let network = |off: bool| json!({"offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    shop.tab
        .call("Network.emulateNetworkConditions", &network(true));
    let press = "document.querySelector('[action$=\"/liberer\"] button').click()";
    shop.tab.eval(press);
    shop.tab
        .until("document.querySelector('#said').innerText.includes('Connexion perdue')");
    shop.tab
        .until("document.querySelectorAll('.tile').length === 2");
    shop.tab
        .call("Network.emulateNetworkConditions", &network(false));
    shop.tab.eval(press);
    shop.tab.until("document.querySelector('.wish button')");
    shop.tab.forgive("ERR_INTERNET_DISCONNECTED");
    shop.close();
}

#[test]
fn a_second_notice_has_its_own_time() {
    let mut shop = selling();
    takes_back(&mut shop);
    shop.tab
        .eval("document.querySelector('#said').getAnimations()[0].currentTime = 7900");
    takes_back(&mut shop);
    let ran = shop
        .tab
        .eval("document.querySelector('#said').getAnimations()[0].currentTime");
    assert!(ran.as_f64() < Some(5_000.0), "{ran} of 8000 ms are gone");
    shop.close();
}

#[test]
fn the_button_of_news_and_what_was_said_stand_beside_each_other() {
    let mut shop = selling();
    takes_back(&mut shop);
    shop.tab
        .eval("document.querySelector('#said').getAnimations()[0].pause()");
    shop.tab.eval("document.querySelector('.tile').focus()");
    shop.writes(SELLER, "A15");
    shop.tab.until("document.querySelector('#fresh')");
    for y in [0, 30, 60, 120, 300] {
        let apart = shop.tab.eval(&format!(
            "(() => {{ window.scrollTo(0, {y}); const box = (id) => document.getElementById(id).getBoundingClientRect(); \
             const pill = box('fresh'), said = box('said'); \
             return pill.bottom <= said.top || said.bottom <= pill.top; }})()"
        ));
        assert_eq!(apart, true, "scrolled by {y}");
    }
    assert!(in_sight(&mut shop.tab, "document.querySelector('#said')"));
    assert!(in_sight(&mut shop.tab, "document.querySelector('#fresh')"));
    shop.close();
}

/// The page's next form is sent only when the test says `window.go()`.
const HELD_BACK: &str = "(() => { const send = window.fetch; const wait = new Promise((go) => { window.go = go; }); \
     window.fetch = (...all) => all[1]?.method === 'POST' ? wait.then(() => send(...all)) : send(...all); })()";
/// Long enough for the browser to draw.
const DRAWN: &str =
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";

#[test]
fn the_focus_after_a_form_is_the_same_whether_the_answer_is_quick_or_slow() {
    let mut shop = on_a_phone();
    shop.goto("/live");
    shop.tab.eval(HELD_BACK);
    let open = "document.querySelector('[action=\"/live/ouvrir\"] button')";
    shop.tab.eval(&format!("{open}.focus(), {open}.click(), 0"));
    shop.tab.eval(DRAWN);
    assert_eq!(
        shop.tab.eval(&format!("document.activeElement === {open}")),
        true,
        "what was pressed keeps the focus while it waits"
    );
    // Pressed again meanwhile, it is sent once.
    shop.tab.eval(&format!("{open}.click()"));
    shop.tab.eval("window.go()");
    shop.tab
        .until("document.querySelector('[action=\"/live/fermer\"]')");
    shop.tab
        .until("document.activeElement.closest('[action=\"/live/fermer\"]')");
    shop.close();
}

#[test]
fn parts_of_the_account_stay_where_they_are_when_one_opens() {
    let mut shop = Shop::open(1280, 800);
    set_up(&mut shop);
    shop.goto("/compte");
    let places = "[...document.querySelectorAll('main .card')].map((card) => { const box = card.getBoundingClientRect(); \
         return [box.left + scrollX, box.top + scrollY]; })";
    let second =
        "[...document.querySelectorAll('main .card')].findIndex((card) => card.id === 'second')";
    let before = shop.tab.eval(places);
    let opened = shop.tab.eval(second).as_u64().unwrap();
    shop.tab
        .eval("document.querySelector('#second summary').click()");
    let after = shop.tab.eval(places);
    let (before, after) = (before.as_array().unwrap(), after.as_array().unwrap());
    for (index, (was, is)) in before.iter().zip(after).enumerate() {
        // What follows in the same column makes room.
        assert_eq!(was[0], is[0], "card {index} keeps its column");
        if index as u64 <= opened {
            assert_eq!(was[1], is[1], "card {index} keeps its place");
        }
    }
    shop.close();
}

#[test]
fn a_reader_hears_the_new_lines_of_what_happens_and_no_old_one() {
    let mut shop = selling();
    shop.tab
        .eval("for (const line of document.querySelectorAll('#events li')) line.wasThere = true");
    let lines = shop
        .tab
        .eval("document.querySelectorAll('#events li').length");
    shop.writes(FATOU, "A14");
    shop.tab.until(&format!(
        "document.querySelectorAll('#events li').length > {lines}"
    ));
    let kept =
        "[...document.querySelectorAll('#events li')].filter((line) => line.wasThere).length";
    assert_eq!(shop.tab.eval(kept), lines, "they stay the same elements");
    let newest = "Boolean(document.querySelector('#events li').wasThere)";
    assert_eq!(shop.tab.eval(newest), false, "the newest is on top");
    shop.close();
}

#[test]
fn the_sum_of_a_live_stays_inside_of_its_card() {
    let mut shop = selling();
    for (width, amount) in [(390, "44 000"), (320, "44 000"), (1_280, "144 000 000")] {
        shop.tab.size(width, 740);
        let amount = amount.replace(' ', "\u{202f}");
        let spilt = shop.tab.eval(&format!(
            "[...document.querySelectorAll('.counts dd')].map((e, index) => {{ \
             if (index === 3) e.textContent = '{amount}\u{a0}F\u{a0}CFA'; return e; }}) \
             .filter((e) => e.scrollWidth > e.clientWidth) \
             .map((e) => `${{e.textContent}}: ${{e.scrollWidth}} > ${{e.clientWidth}}`)"
        ));
        assert_eq!(spilt, json!([]), "at {width} px");
        nothing_scrolls_sideways(&mut shop.tab);
    }
    shop.close();
}
