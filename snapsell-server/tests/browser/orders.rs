//! Orders are chosen, one by one or all at once, in a list that changes meanwhile; and whoever ordered, by whatever name,
//! fits the page and the paper.

use serde_json::json;

use crate::checks::nothing_scrolls_sideways;
use crate::forms::{in_sight, on_a_phone};
use crate::live::{AWA, FATOU};
use crate::shop::{SELLER, Shop};

const CHOSEN: &str = "document.querySelectorAll('[data-row] input:checked').length";

/// Whether the picture of a status stands before its words, on their line.
const BESIDE: &str = "(() => { const tag = document.querySelector('tbody .tag'), words = document.createRange(); \
     words.selectNodeContents(tag.lastChild); return tag.firstChild.getBoundingClientRect().right <= words.getBoundingClientRect().left; })()";

fn orders(shop: &Shop, customer: &str, code: &str, number: &str) {
    shop.writes(SELLER, code);
    shop.until_told(SELLER, code);
    for words in [code, "Bonapriso, rue 12", "OUI"] {
        shop.writes(customer, words);
    }
    shop.until_told(customer, number);
}

fn presses(shop: &mut Shop, what: &str) {
    shop.tab.eval(&format!(
        "document.querySelector('{what}').click(), document.activeElement.blur(), 0"
    ));
}

/// How far from the top of the window an order stands.
const FIRST_STANDS: &str = "document.querySelector('#row-VF-0001').getBoundingClientRect().top";

#[test]
fn an_order_that_comes_moves_nothing_while_rows_are_chosen() {
    let mut shop = on_a_phone();
    orders(&shop, AWA, "A12", "VF-0001");
    shop.goto("/commandes");
    presses(&mut shop, "#row-VF-0001 input");
    let stood = shop.tab.eval(FIRST_STANDS);
    orders(&shop, FATOU, "A14", "VF-0002");
    shop.tab.until("document.querySelector('#fresh')");
    assert_eq!(shop.tab.eval(FIRST_STANDS), stood);
    assert_eq!(shop.tab.eval(CHOSEN), 1);
    presses(&mut shop, "#fresh");
    shop.tab.until("document.querySelector('#row-VF-0002')");
    assert_eq!(shop.tab.eval(CHOSEN), 1);
    shop.close();
}

#[test]
fn an_order_that_comes_stands_at_the_top_when_nothing_is_chosen() {
    let mut shop = on_a_phone();
    shop.goto("/commandes");
    orders(&shop, AWA, "A12", "VF-0001");
    shop.tab.until("document.querySelector('#row-VF-0001')");
    orders(&shop, FATOU, "A14", "VF-0002");
    shop.tab
        .until("document.querySelector('tbody').firstElementChild.id === 'row-VF-0002'");
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    shop.close();
}

#[test]
fn an_open_order_follows_what_happens_to_it_and_keeps_what_is_being_typed() {
    let mut shop = on_a_phone();
    orders(&shop, AWA, "A12", "VF-0001");
    shop.goto("/commandes/VF-0001");
    let status = "document.querySelector('h1 .tag').innerText";
    shop.writes(SELLER, "PREPARE VF-0001");
    shop.tab.until(&format!("{status}.includes('préparation')"));
    // What is typed stays, and the news wait behind a button.
    shop.tab.eval("document.querySelector('#text').focus()");
    shop.tab.type_words("porte bleue");
    shop.tab.eval("document.activeElement.blur()");
    shop.writes(SELLER, "LIVRAISON VF-0001");
    shop.tab.until("document.querySelector('#fresh')");
    assert_eq!(
        shop.tab.eval(&format!("{status}.includes('préparation')")),
        true
    );
    assert!(in_sight(&mut shop.tab, "document.querySelector('#fresh')"));
    presses(&mut shop, "#fresh");
    shop.tab.until(&format!("{status}.includes('livraison')"));
    assert_eq!(
        shop.tab.eval("document.querySelector('#text').value"),
        "porte bleue"
    );
    assert_eq!(shop.tab.eval("!document.querySelector('#fresh')"), true);
    // Its forms are about what it shows now: nobody was faster.
    shop.tab.leads_on(|tab| {
        tab.eval("document.querySelector('[name=to][value=delivered]').click()");
    });
    assert_eq!(shop.tab.eval("location.pathname"), "/commandes/VF-0001");
    shop.tab.until(&format!("{status}.includes('livrée')"));
    shop.close();
}

#[test]
fn the_whole_page_is_chosen_at_once() {
    let mut shop = on_a_phone();
    orders(&shop, AWA, "A12", "VF-0001");
    orders(&shop, FATOU, "A14", "VF-0002");
    shop.goto("/commandes");
    let all = "[data-all] input";
    presses(&mut shop, all);
    assert_eq!(shop.tab.eval(CHOSEN), 2);
    presses(&mut shop, "#row-VF-0001 input");
    let is_all = format!("document.querySelector('{all}').checked");
    assert_eq!(shop.tab.eval(&is_all), false);
    presses(&mut shop, "#row-VF-0001 input");
    assert_eq!(shop.tab.eval(&is_all), true);
    presses(&mut shop, all);
    assert_eq!(shop.tab.eval(CHOSEN), 0);
    shop.close();
}

#[test]
fn a_name_without_a_gap_and_a_long_status_push_nothing_off_page_or_paper() {
    let mut shop = on_a_phone();
    orders(&shop, AWA, "A12", "VF-0001");
    let name = "M".repeat(39);
    let fill = format!(
        "document.querySelectorAll('tbody [dir=auto]:not(.address)').forEach((e) => e.textContent = '{name}'), \
         document.querySelectorAll('tbody .address').forEach((e) => e.textContent = 'Yopougon, pharmacie '.repeat(9)), \
         document.querySelectorAll('tbody .tag').forEach((e) => e.lastChild.textContent = 'attend son acompte'), 0"
    );
    shop.goto("/commandes");
    for width in [320, 390, 700, 768, 1_000, 1_440] {
        shop.tab.size(width, 800);
        shop.tab.eval(&fill);
        nothing_scrolls_sideways(&mut shop.tab);
        assert_eq!(shop.tab.eval(BESIDE), true, "at {width} px");
    }
    shop.goto("/commandes/livreur?order=VF-0001");
    shop.tab
        .call("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    // A4, without the margins of a browser.
    shop.tab.size(718, 1_000);
    shop.tab.eval(&fill);
    nothing_scrolls_sideways(&mut shop.tab);
    let address = "document.querySelector('td.address').clientWidth";
    assert!(shop.tab.eval(address).as_u64() >= Some(190));
    shop.close();
}
