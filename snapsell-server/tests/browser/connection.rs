//! A page and its connection: without one it says so until it has one again, and it keeps none while nobody looks at it.

use serde_json::json;

use crate::checks::{axe_finds_nothing_serious, nothing_scrolls_sideways};
use crate::forms::{in_sight, on_a_phone};
use crate::shop::{SELLER, Shop};
use crate::tab::Tab;

/// Whether the browser has a network from now on.
fn network(shop: &mut Shop, is_there: bool) {
    let network = json!({"offline": !is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    shop.tab.call("Network.emulateNetworkConditions", &network);
}

const TILES: &str = "document.querySelectorAll('.tile').length";
const NEWS: &str = "document.querySelector('#news').innerText";

#[test]
fn a_page_without_a_connection_says_since_when_until_it_follows_again() {
    let mut shop = on_a_phone();
    for code in ["A12", "A13", "A14"] {
        shop.writes(SELLER, code);
        shop.until_told(SELLER, code);
    }
    shop.tab.call("Network.enable", &json!({}));
    shop.goto("/live");
    shop.tab.until(&format!("{TILES} === 3"));
    let height = "document.querySelector('.top').offsetHeight";
    let before = shop.tab.eval(height);
    network(&mut shop, false);
    shop.writes(SELLER, "A15");
    shop.tab.until("document.body.matches('.cut')");
    shop.tab
        .until(&format!("{NEWS}.includes('Connexion perdue')"));
    let cut = shop.tab.eval("document.querySelector('#cut').innerText");
    let since = cut.as_str().unwrap().strip_prefix("Hors ligne depuis ");
    let since = since.unwrap_or_else(|| panic!("{cut}"));
    assert!(since.len() == 5 && since.as_bytes()[2] == b':', "{since}");
    let beats = "document.querySelector('.dot').checkVisibility()";
    assert_eq!(shop.tab.eval(beats), false);
    assert_eq!(shop.tab.eval(height), before, "nothing moves");
    for scheme in ["light", "dark"] {
        shop.tab.colours(scheme);
        axe_finds_nothing_serious(&mut shop.tab);
    }
    shop.tab.eval("window.scrollTo(0, 400)");
    assert!(in_sight(&mut shop.tab, "document.querySelector('#cut')"));
    nothing_scrolls_sideways(&mut shop.tab);
    network(&mut shop, true);
    shop.tab.until("!document.body.matches('.cut')");
    shop.tab.until(&format!("{NEWS}.includes('rétablie')"));
    assert_eq!(shop.tab.eval(beats), true);
    shop.tab.eval("window.scrollTo(0, 0)");
    shop.tab.until(&format!(
        "{TILES} === 4 || document.querySelector('#fresh')"
    ));
    shop.tab.forgive("ERR_INTERNET_DISCONNECTED");
    shop.close();
}

/// The page is looked at from now on, or no more.
fn looked_at(tab: &mut Tab, is: bool) {
    tab.eval(&format!(
        "Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => !{is} }}), \
         document.dispatchEvent(new Event('visibilitychange')), 0"
    ));
}

/// Longer than a page doubts before it says that it is out of touch.
const DOUBT: &str = "new Promise((ok) => setTimeout(ok, 4500))";

#[test]
fn a_page_that_is_looked_at_again_without_a_connection_says_so_until_it_has_one() {
    let mut shop = on_a_phone();
    shop.tab.call("Network.enable", &json!({}));
    shop.goto("/live");
    network(&mut shop, false);
    looked_at(&mut shop.tab, false);
    shop.tab.eval(DOUBT);
    let is_cut = "document.body.matches('.cut')";
    assert_eq!(shop.tab.eval(is_cut), false, "hidden is not offline");
    looked_at(&mut shop.tab, true);
    shop.tab.until(is_cut);
    shop.writes(SELLER, "A12");
    network(&mut shop, true);
    shop.tab.until(&format!("!{is_cut} && {TILES} === 1"));
    shop.tab.forgive("ERR_INTERNET_DISCONNECTED");
    shop.close();
}

/// Nothing is heard any more for a minute, and the next connection does not open; no end of the first one is told.
const FALLS_SILENT: &str = "(() => { const now = performance.now.bind(performance), Real = EventSource; \
     performance.now = () => now() + 60000; window.EventSource = class { \
     constructor() { this.readyState = 0; window.asked = this; window.EventSource = Real; } \
     addEventListener() {} close() {} }; })(), 0";

#[test]
fn a_network_that_ends_without_a_word_is_noticed_by_its_silence() {
    let mut shop = on_a_phone();
    // It is told of news; from then on of nothing, until the next beat.
    shop.opens_a_live();
    shop.tab.eval(DOUBT);
    shop.tab.eval(FALLS_SILENT);
    shop.tab.until("window.asked");
    shop.tab.until("document.body.matches('.cut')");
    shop.tab
        .until(&format!("{NEWS}.includes('Connexion perdue')"));
    shop.tab.eval("(asked.readyState = 2, asked.onerror(), 0)");
    shop.tab.until("!document.body.matches('.cut')");
    shop.writes(SELLER, "A12");
    shop.tab.until(&format!("{TILES} === 1"));
    shop.close();
}

#[test]
fn pages_that_nobody_looks_at_leave_the_connections_to_the_one_that_somebody_does() {
    let mut shop = on_a_phone();
    let live = format!("{}/live", shop.url);
    // As many as a browser has connections.
    let mut others: Vec<Tab> = (0..6).map(|_| shop.another_tab()).collect();
    for tab in &mut others {
        tab.goto(&live);
        looked_at(tab, false);
    }
    shop.goto("/live");
    let closes = "document.querySelector('[action=\"/live/fermer\"]')";
    shop.tab
        .eval("document.querySelector('[action=\"/live/ouvrir\"] button').click()");
    shop.tab.until(closes);
    let other = &mut others[0];
    other.eval(DOUBT);
    assert_eq!(other.eval(&format!("Boolean({closes})")), false);
    assert_eq!(other.eval("document.body.matches('.cut')"), false);
    looked_at(other, true);
    other.until(closes);
    shop.writes(SELLER, "A12");
    other.until(&format!("{TILES} === 1"));
    for tab in others {
        tab.has_no_complaints();
    }
    shop.close();
}
