//! The last value that a rule takes, and the first that it does not.

use super::decide;
use crate::code::{Code, Size};
use crate::command::{Action, Actor, Command};
use crate::decision::Outcome;
use crate::ids::{CommandId, CustomerId, ItemId, OrderNumber, UserId};
use crate::intent::Offer;
use crate::limits::{
    FAREWELLS_PER_DECISION_MAX, ITEMS_MAX, LIST_LINES_MAX, ORDER_LINES_MAX, PRICE_MAX,
    SIZES_PER_CODE_MAX, STOCK_MAX,
};
use crate::message::Message;
use crate::money::Money;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::reply::Say;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::time::{Span, Timestamp};
use alloc::format;
use alloc::vec::Vec;

const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);
const SELLER: CustomerId = CustomerId::new(1);
const HER: CustomerId = CustomerId::new(2);
const FULL: Refusal = Refusal::OutOfBounds {
    most: STOCK_MAX as i64,
};

fn next(shop: &Shop) -> CommandId {
    CommandId::new(u128::from(shop.version().get()) + 1)
}

fn says(shop: &mut Shop, from: CustomerId, words: &str) {
    let message = Message::text(next(shop), from, words);
    let decision = decide(shop, &crate::interpret(shop, &message), NOW);
    shop.apply(&decision.entry());
}

fn shop(words: &[&str]) -> Shop {
    let mut settings = Settings::default();
    settings.sellers.insert(SELLER);
    let mut shop = Shop::new(settings);
    for words in words {
        says(&mut shop, SELLER, words);
    }
    shop
}

#[test]
fn a_hold_of_four_minutes_is_recalled_and_a_shorter_one_is_not() {
    let four = 4 * 60_000;
    for (soft, recalled) in [(four, true), (four - 1, false)] {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        settings.hold.soft = Span::from_millis(soft);
        let mut shop = Shop::new(settings);
        says(&mut shop, SELLER, "S01 x9 3000");
        says(&mut shop, HER, "S01");
        let held = shop.holds().next().expect("hers");
        assert_eq!(held.remind_at.is_some(), recalled, "{soft} ms");
    }
}

/// What the team is answered.
fn team(shop: &mut Shop, action: Action) -> Outcome {
    let command = Command {
        id: next(shop),
        by: Actor::Team(UserId::new(1)),
        action,
    };
    let decision = decide(shop, &command, NOW);
    shop.apply(&decision.entry());
    shop.check();
    decision.outcome
}

fn sizes(count: usize) -> Vec<(Size, Option<u32>)> {
    let size = |number| Size::new(&format!("{number}")).expect("a size");
    (0..count).map(|number| (size(number), None)).collect()
}

fn offered(quantity: u32, sizes: Vec<(Size, Option<u32>)>) -> Action {
    let code = Code::canonical("S01").expect("a code");
    let offer = Offer {
        code,
        label: code.into(),
        quantity: Some(quantity),
        price: Some(3_000),
        sizes,
    };
    let offers = alloc::vec![offer];
    let photo = false;
    Action::Offer { offers, photo }
}

fn offer(quantity: u32, sizes: Vec<(Size, Option<u32>)>) -> Outcome {
    team(&mut shop(&[]), offered(quantity, sizes))
}

#[test]
fn an_offer_has_no_more_units_and_sizes_than_may_be() {
    assert_eq!(offer(STOCK_MAX, sizes(0)), Outcome::Done);
    for quantity in [STOCK_MAX + 1, STOCK_MAX + 2] {
        assert_eq!(offer(quantity, sizes(0)), Outcome::Refused(FULL));
    }
    assert_eq!(offer(0, sizes(0)), Outcome::Refused(Refusal::NoUnits));
    assert_eq!(offer(1, sizes(SIZES_PER_CODE_MAX)), Outcome::Done);
    for count in [SIZES_PER_CODE_MAX + 1, SIZES_PER_CODE_MAX + 2] {
        assert_eq!(offer(1, sizes(count)), Outcome::Refused(FULL));
    }
}

#[test]
fn a_shop_has_no_more_items_than_may_be() {
    for (items, outcome) in [
        (ITEMS_MAX - 2, Outcome::Done),
        (ITEMS_MAX - 1, Outcome::Refused(Refusal::Full)),
    ] {
        let mut shop = shop(&[]);
        shop.items.pretend(items);
        let command = Command {
            id: next(&shop),
            by: Actor::Team(UserId::new(1)),
            action: offered(1, sizes(2)),
        };
        assert_eq!(decide(&shop, &command, NOW).outcome, outcome, "{items}");
        assert_eq!(shop.carry_out(&command, NOW).outcome, outcome, "{items}");
    }
}

fn add(shop: &mut Shop, size: &str, quantity: u32) -> Outcome {
    let code = Code::canonical("S01").expect("a code");
    let size = Size::new(size).unwrap_or(Size::ONE);
    let action = Action::AddStock {
        code,
        size,
        quantity,
    };
    team(shop, action)
}

#[test]
fn a_restock_fills_an_item_and_no_more() {
    for (quantity, outcome) in [
        (STOCK_MAX - 5, Outcome::Done),
        (
            STOCK_MAX - 4,
            Outcome::Refused(Refusal::OutOfBounds {
                most: i64::from(STOCK_MAX - 5),
            }),
        ),
        (
            STOCK_MAX,
            Outcome::Refused(Refusal::OutOfBounds {
                most: i64::from(STOCK_MAX - 5),
            }),
        ),
    ] {
        let mut shop = shop(&["S01 x5 3000"]);
        assert_eq!(add(&mut shop, "", quantity), outcome, "{quantity}");
    }
}

#[test]
fn unit_numbers_are_never_used_twice_and_so_run_out() {
    let numbered = |next_slot| {
        let mut shop = shop(&["S01 x5 3000"]);
        let item = shop.items.get_mut(ItemId::new(1)).expect("the item");
        item.next_slot = next_slot;
        add(&mut shop, "", 1)
    };
    assert_eq!(numbered(u16::MAX - 1), Outcome::Done);
    assert!(matches!(numbered(u16::MAX), Outcome::Refused(_)));
}

#[test]
fn a_new_size_has_no_more_units_than_may_be_and_is_not_one_too_many() {
    let sized = || shop(&["S01 M x1 3000"]);
    assert_eq!(add(&mut sized(), "L", STOCK_MAX), Outcome::Done);
    for quantity in [STOCK_MAX + 1, STOCK_MAX + 2] {
        let outcome = add(&mut sized(), "L", quantity);
        assert_eq!(outcome, Outcome::Refused(FULL));
    }
    let mut shop = sized();
    for number in 1..SIZES_PER_CODE_MAX {
        assert_eq!(add(&mut shop, &format!("{number}"), 1), Outcome::Done);
    }
    let outcome = add(&mut shop, "99", 1);
    assert!(matches!(
        outcome,
        Outcome::Refused(Refusal::UnknownSize { .. })
    ));
}

/// A shop with one order, and that order.
fn ordered() -> (Shop, Order) {
    let mut shop = shop(&["S01 x5 3000"]);
    for words in ["S01", "Rue 5, Yopougon", "OUI"] {
        says(&mut shop, HER, words);
    }
    let order = shop.orders.values().next().expect("her order").clone();
    (shop, order)
}

#[test]
fn an_order_has_no_more_lines_than_may_be() {
    for (lines, orders) in [(ORDER_LINES_MAX - 1, 1), (ORDER_LINES_MAX, 2)] {
        let (mut shop, order) = ordered();
        let row = shop.orders.get_mut(&order.number).expect("her order");
        row.lines = core::iter::repeat_n(order.lines[0].clone(), lines).collect();
        says(&mut shop, HER, "S01");
        says(&mut shop, HER, "OUI");
        assert_eq!(shop.orders.len(), orders, "{lines}");
    }
}

#[test]
fn a_delivery_fee_may_be_as_high_as_a_price() {
    let fee = |minor| {
        let (mut shop, order) = ordered();
        let fee = Money::from_minor(minor);
        let order = order.number;
        team(&mut shop, Action::SetFee { order, fee })
    };
    let refused = Outcome::Refused(Refusal::OutOfBounds { most: PRICE_MAX });
    assert_eq!(fee(PRICE_MAX), Outcome::Done);
    assert_eq!(fee(PRICE_MAX + 1), refused);
    assert_eq!(fee(PRICE_MAX + 2), refused);
    assert_eq!(fee(0), Outcome::Done);
    assert_eq!(fee(-1), refused);
}

/// A shop with so many orders that are alike, and the total of each.
fn copied(count: usize) -> (Shop, Money) {
    let (mut shop, order) = ordered();
    let total = order.total();
    for number in 2..=count {
        let number = OrderNumber::new(u32::try_from(number).unwrap());
        let order = order.clone();
        shop.orders.insert(number, Order { number, ..order });
    }
    (shop, total)
}

#[test]
fn why_names_the_first_ten_orders() {
    for (orders, named) in [(9, 9), (10, 10), (11, 10)] {
        let (shop, _) = copied(orders);
        let message = Message::text(next(&shop), SELLER, "POURQUOI S01");
        let decision = decide(&shop, &crate::interpret(&shop, &message), NOW);
        let Say::Why { facts, .. } = &decision.replies[0].say else {
            panic!("the reasons: {:?}", decision.replies);
        };
        assert_eq!(facts[0].orders.len(), named, "{orders}");
    }
}

#[test]
fn a_list_names_the_first_orders_and_counts_the_others() {
    let count = LIST_LINES_MAX + 3;
    let (shop, total) = copied(count);
    let message = Message::text(next(&shop), SELLER, "LISTE");
    let decision = decide(&shop, &crate::interpret(&shop, &message), NOW);
    assert_eq!(decision.changes, [], "nothing waits to be read");
    let [reply] = &decision.replies[..] else {
        panic!("one answer: {:?}", decision.replies);
    };
    let Say::List {
        orders,
        more,
        total: sum,
        ..
    } = &reply.say
    else {
        panic!("a list: {reply:?}");
    };
    assert_eq!((orders.len(), *more), (LIST_LINES_MAX, 3));
    assert_eq!(*sum, total.times(u32::try_from(count).unwrap()));
}

/// How many orders of the list a seller is shown, the first of them, how many follow, and the page where its head is not.
type Listed = (usize, u32, u32, Option<u32>);

fn listed(shop: &Shop, words: &str) -> Listed {
    let message = Message::text(next(shop), SELLER, words);
    let decision = decide(shop, &crate::interpret(shop, &message), NOW);
    let (orders, more, page) = if let Say::List { orders, more, .. } = &decision.replies[0].say {
        (orders, *more, None)
    } else if let Say::ListPage { page, orders, more } = &decision.replies[0].say {
        (orders, *more, Some(*page))
    } else {
        panic!("a list: {:?}", decision.replies)
    };
    (orders.len(), orders[0].order.get(), more, page)
}

#[test]
fn a_list_goes_on_from_any_order_up_to_the_last() {
    let (mut shop, _) = copied(2 * LIST_LINES_MAX + 1);
    let check = |shop: &Shop, table: &[(&str, Listed)]| {
        for (words, shown) in table {
            assert_eq!(listed(shop, words), *shown, "{words}");
        }
    };
    check(
        &shop,
        &[
            ("LISTE", (LIST_LINES_MAX, 1, 21, None)),
            ("LISTE VF-0001", (LIST_LINES_MAX, 1, 21, None)),
            ("LISTE VF-0002", (LIST_LINES_MAX, 2, 20, Some(1))),
            ("LISTE 21", (LIST_LINES_MAX, 21, 1, Some(2))),
            ("LISTE VF-0022", (LIST_LINES_MAX, 22, 0, Some(2))),
            ("LISTE VF-0041", (1, 41, 0, Some(3))),
            ("LISTE VF-0099", (1, 41, 0, Some(3))),
        ],
    );
    // One that is closed meanwhile keeps nothing behind it from being shown.
    let gone = OrderNumber::new(22);
    let row = shop.orders.get_mut(&gone).expect("the order");
    row.status = crate::order::OrderStatus::Delivered;
    check(&shop, &[("LISTE VF-0022", (19, 23, 0, Some(2)))]);
    let (one, _) = copied(1);
    check(&one, &[("LISTE VF-0099", (1, 1, 0, None))]);
}

/// The team sets a hold on the first item up again for her.
fn reopen(shop: &mut Shop, quantity: u32) -> Outcome {
    let action = Action::Reopen {
        item: ItemId::new(1),
        customer: HER,
        quantity,
    };
    team(shop, action)
}

const NOT_FREE: Outcome = Outcome::Refused(Refusal::NoFreeUnit);

#[test]
fn an_ended_hold_is_not_set_up_again_on_what_was_withdrawn() {
    let mut shop = shop(&["S01 x5 3000", "PAS S01"]);
    for quantity in [1, 0] {
        assert_eq!(reopen(&mut shop, quantity), NOT_FREE);
    }
}

#[test]
fn an_ended_hold_is_not_set_up_again_on_what_went_with_its_live() {
    let mut shop = shop(&["A12 5000", "A12 +1"]);
    says(&mut shop, HER, "A12");
    says(&mut shop, SELLER, "FIN");
    let item = shop.item(ItemId::new(1)).expect("one unit is held");
    assert!(item.closed && item.free.len() == 1, "{item:?}");
    assert_eq!(reopen(&mut shop, 1), Outcome::Done, "she has one");
    assert_eq!(reopen(&mut shop, 2), NOT_FREE);
}

#[test]
fn an_ended_hold_is_not_set_up_again_before_those_who_wait_know_that_the_live_is_over() {
    let mut shop = shop(&["A12 5000"]);
    says(&mut shop, HER, "A12");
    for number in 0..FAREWELLS_PER_DECISION_MAX * 3 {
        let customer = CustomerId::new(u32::try_from(number).unwrap() + 3);
        says(&mut shop, customer, "A12");
    }
    says(&mut shop, SELLER, "FIN");
    says(&mut shop, HER, "ANNULE");
    let item = shop.item(ItemId::new(1)).expect("the item");
    assert!(item.waiting > 0 && item.free.len() == 1, "{item:?}");
    assert_eq!(reopen(&mut shop, 1), NOT_FREE);
}
