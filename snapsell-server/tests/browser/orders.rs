//! Orders are chosen, one by one or all at once, in a list that changes meanwhile.

use crate::forms::on_a_phone;
use crate::live::{AWA, FATOU};
use crate::shop::{SELLER, Shop};

const CHOSEN: &str = "document.querySelectorAll('[data-row] input:checked').length";

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

#[test]
fn what_was_chosen_stays_chosen_when_an_order_comes() {
    let mut shop = on_a_phone();
    orders(&shop, AWA, "A12", "VF-0001");
    shop.goto("/commandes");
    presses(&mut shop, "#row-VF-0001 input");
    orders(&shop, FATOU, "A14", "VF-0002");
    shop.tab.until("document.querySelector('#row-VF-0002')");
    assert_eq!(shop.tab.eval(CHOSEN), 1);
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
