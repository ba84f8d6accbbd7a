//! From a fresh installation to the last page of an evening: a whole live in a browser, with keys and signed webhooks.

use crate::checks::{axe_finds_nothing_serious, nothing_scrolls_sideways};
use crate::shop::{NUMBER, SELLER, Shop};

pub(crate) const AWA: &str = "+2250700000042";
pub(crate) const FATOU: &str = "+2250700000043";
pub(crate) const PASSWORD: &str = "correct horse";

/// A small picture, as a phone would send one.
pub(crate) fn receipt() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(40, 60, image::Rgb([250, 250, 240]));
    let mut to = std::io::Cursor::new(&mut bytes);
    picture.write_to(&mut to, image::ImageFormat::Jpeg).unwrap();
    bytes
}

/// The link, the form of sign-up and the three steps of the set-up, which turns green by itself.
pub(crate) fn set_up(shop: &mut Shop) {
    let link = shop.setup_link();
    shop.tab.goto(&link);
    shop.tab.leads_on(|tab| {
        tab.eval("document.querySelector('.langs [value=fr]').click()");
    });
    assert_eq!(shop.tab.eval("document.documentElement.lang"), "fr");
    shop.fill("shop", "Chez Marie");
    shop.fill("email", "marie@example.org");
    shop.fill("password", PASSWORD);
    shop.enter();
    assert_eq!(shop.tab.eval("location.pathname"), "/demarrer");
    shop.fill("delivery-fee", "1500");
    shop.enter();
    let account = shop.account("chez-marie");
    shop.fill("number", NUMBER);
    shop.fill("account", account.sid.as_str());
    shop.fill("token", account.token.expose());
    shop.fill("seller", SELLER);
    shop.enter();
    shop.tab.until("document.querySelector('#heard .hint')");
    shop.writes(SELLER, "TEST");
    shop.tab.until("document.querySelector('#heard .good')");
}

/// A live that opens by itself, a release taken back, another one that is not.
fn sell(shop: &mut Shop) {
    shop.goto("/live");
    shop.writes(SELLER, "A12");
    shop.until_told(SELLER, "A12");
    shop.writes(AWA, "A12");
    shop.writes(FATOU, "a 12 svp");
    shop.until_told(AWA, "A12");
    let holder = "document.querySelector('.tile .holds b')?.innerText";
    shop.tab.until(&format!(
        "{holder} && document.querySelector('.tile .queue')"
    ));
    let first = shop.tab.eval(holder);
    // The page's keys: to the row, then let it go, then take that back.
    shop.tab.press("j");
    shop.tab.press("l");
    shop.tab.until("document.querySelector('.wish button')");
    shop.tab
        .eval("document.querySelector('.wish button').click()");
    shop.tab.until("!document.querySelector('.wish')");
    assert_eq!(shop.tab.eval(holder), first, "it was taken back");
    shop.tab.press("j");
    shop.tab.press("l");
    shop.tab.until("document.querySelector('.wish')");
    shop.until_told(FATOU, "ton tour");
    shop.tab.until(&format!(
        "{holder} && {holder} !== {first} && !document.querySelector('.tile .queue')"
    ));
}

/// A receipt judged with one key, an order moved with another, paper, and the timeline with who did it.
fn deliver(shop: &mut Shop) {
    shop.shows(FATOU, receipt());
    shop.until_told(FATOU, "reçu");
    shop.goto("/preuves");
    shop.tab
        .until("document.querySelector('.proof img')?.naturalWidth > 0");
    shop.tab.press("j");
    shop.tab.press("v");
    shop.tab.until("document.querySelector('#none')");
    shop.writes(FATOU, "Cocody, rue 12");
    shop.writes(FATOU, "OUI");
    shop.until_told(FATOU, "VF-0001");
    shop.goto("/commandes");
    shop.tab.press("j");
    shop.tab.leads_on(|tab| tab.press("o"));
    assert_eq!(shop.tab.eval("location.pathname"), "/commandes/VF-0001");
    shop.tab.leads_on(|tab| tab.press("e"));
    shop.tab.until("document.querySelector('.s-preparing')");
    shop.until_told(FATOU, "en préparation");
    shop.tab
        .until("document.body.innerText.includes('Cocody, rue 12')");
    shop.goto("/commandes/bordereaux?order=VF-0001");
    shop.tab
        .until("document.querySelector('.slip')?.innerText.includes('VF-0001')");
    shop.tab.call(
        "Emulation.setEmulatedMedia",
        &serde_json::json!({"media": "print"}),
    );
    assert_eq!(
        shop.tab
            .eval("getComputedStyle(document.querySelector('.rail')).display"),
        "none",
        "paper has no menu"
    );
    shop.tab.call(
        "Emulation.setEmulatedMedia",
        &serde_json::json!({"media": ""}),
    );
}

/// The page over the video moves by itself, in a browser without a session.
fn overlay(shop: &mut Shop) {
    shop.goto("/reglages");
    shop.tab.leads_on(|tab| {
        tab.eval("document.querySelector('#incrustation form button').click()");
    });
    let address = shop
        .tab
        .eval("document.querySelector('#overlay-made').value");
    let mut over = shop.another_tab();
    over.goto(address.as_str().unwrap());
    over.until("document.querySelector('#board li.sold b')?.innerText === 'A12'");
    shop.writes(SELLER, "B07");
    over.until("document.querySelector('#board li')?.innerText.includes('B07')");
    assert_eq!(
        over.eval("getComputedStyle(document.body).backgroundColor"),
        "rgba(0, 0, 0, 0)"
    );
    axe_finds_nothing_serious(&mut over);
    over.has_no_complaints();
}

/// Whoever runs the installation signs in.
fn signed_in_as_ops(shop: &mut Shop) {
    let hash = snapsell_server::password::hash(PASSWORD).unwrap();
    let store = &shop.app.store;
    store
        .create_user(None, "ops@example.org", "ops", &hash, shop.app.now())
        .unwrap();
    let leave = shop
        .tab
        .eval("fetch('/deconnexion', {method: 'POST'}).then((answer) => answer.ok)");
    assert_eq!(leave, true);
    shop.goto("/connexion");
    shop.fill("email", "ops@example.org");
    shop.fill("password", PASSWORD);
    shop.enter();
    assert_eq!(shop.tab.eval("location.pathname"), "/ops");
}

/// She sees that nothing failed.
fn operate(shop: &mut Shop) {
    signed_in_as_ops(shop);
    shop.tab
        .until("document.body.innerText.includes('chez-marie')");
    axe_finds_nothing_serious(&mut shop.tab);
    // A message that was not sent, in a table wider than a phone.
    shop.tab.eval(&format!(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<div class=\"scroll\" tabindex=\"0\"><table><tr>\
         <th scope=\"row\">{}</th><th><span class=\"vh\">Actions</span></th></tr></table></div>')",
        "m".repeat(80)
    ));
    shop.tab.size(320, 640);
    nothing_scrolls_sideways(&mut shop.tab);
}

#[test]
fn a_whole_live_from_the_first_link_to_paper() {
    let mut shop = Shop::open(1280, 800);
    set_up(&mut shop);
    sell(&mut shop);
    deliver(&mut shop);
    overlay(&mut shop);
    operate(&mut shop);
    shop.close();
}

/// Both languages, each on a desk or a phone, by day or by night.
const READERS: [(&str, u32, &str); 2] = [("fr", 1280, "light"), ("en", 360, "dark")];

/// Every one of these pages, for each reader.
fn are_readable(shop: &mut Shop, pages: &[&str]) {
    for (lang, width, scheme) in READERS {
        shop.tab.size(width, 800);
        shop.tab.colours(scheme);
        shop.goto("/nowhere");
        let spoken = shop.tab.eval(&format!(
            "fetch('/langue', {{method: 'POST', body: new URLSearchParams({{lang: '{lang}', back: '/'}})}}) \
             .then((answer) => answer.status)"
        ));
        assert!(spoken.is_number(), "{spoken}");
        for page in pages {
            shop.goto(page);
            shop.tab.until("document.querySelector('h1')");
            assert_eq!(
                shop.tab.eval("document.documentElement.lang"),
                lang,
                "{page}"
            );
            axe_finds_nothing_serious(&mut shop.tab);
        }
    }
}

#[test]
fn empty_pages_are_readable_by_everybody_in_both_languages() {
    let mut shop = Shop::open(1280, 800);
    let link = shop.setup_link();
    let link = link.strip_prefix(&shop.url).unwrap().to_owned();
    are_readable(
        &mut shop,
        &["/", &link, "/connexion", "/verrou", "/nowhere"],
    );
    shop.goto(&link);
    shop.fill("shop", "Chez Marie");
    shop.fill("email", "marie@example.org");
    shop.fill("password", PASSWORD);
    shop.enter();
    are_readable(
        &mut shop,
        &[
            "/live",
            "/commandes",
            "/commandes?onglet=deliver",
            "/commandes?onglet=delivered",
            "/commandes?onglet=cancelled",
            "/commandes?onglet=all",
            "/commandes?q=nobody",
            "/commandes/bordereaux",
            "/commandes/preparation",
            "/commandes/livreur",
            "/preuves",
            "/articles",
            "/articles?live=7",
            "/articles/etiquettes",
            "/articles/etiquettes?lettres=9&de=1&a=2",
            "/clientes",
            "/clientes?q=nobody",
            "/bilan",
            "/bilan?par=semaine",
            "/erreurs",
            "/suivi",
            "/suivi?id=00000000",
            "/reglages",
            "/reglages/donnees",
            "/demarrer",
            "/essai",
            "/equipe",
            "/compte",
            "/aide",
            "/ops",
            "/nowhere",
        ],
    );
    empty_overlay(&mut shop);
    signed_in_as_ops(&mut shop);
    are_readable(
        &mut shop,
        &["/ops", "/ops/suivi?id=00000000", "/ops/comptes", "/live"],
    );
    // Pages that are not there, or not for her, answer so, which the browser notes as errors of its own.
    shop.tab.forgive("404");
    shop.tab.forgive("403");
    shop.close();
}

/// The page over the video before any live.
fn empty_overlay(shop: &mut Shop) {
    shop.goto("/reglages");
    shop.tab.leads_on(|tab| {
        tab.eval("document.querySelector('#incrustation form button').click()");
    });
    let address = shop
        .tab
        .eval("document.querySelector('#overlay-made').value");
    let mut over = shop.another_tab();
    over.goto(address.as_str().unwrap());
    axe_finds_nothing_serious(&mut over);
    over.has_no_complaints();
}
