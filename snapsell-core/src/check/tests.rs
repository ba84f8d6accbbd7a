//! Each invariant sees what it is there to see: a sound shop, spoiled in one row.

extern crate std;
use super::*;
use crate::decide::decide;
use crate::ids::{CommandId, OrderNumber};
use crate::limits::CLAIM_QUANTITY_MAX;
use crate::message::Message;
use crate::settings::Settings;
use crate::time::{Span, Timestamp};
use alloc::string::String;
use std::panic::{AssertUnwindSafe, catch_unwind};

const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);
const HOLDER: CustomerId = CustomerId::new(2);
const WAITS: CustomerId = CustomerId::new(3);
const ITEM: ItemId = ItemId::new(1);
const HOLD: HoldId = HoldId::new(1);

/// One holds both pieces of an item, one waits for it, a third has an order of another.
fn sound() -> Shop {
    let mut settings = Settings::default();
    settings.sellers.insert(CustomerId::new(1));
    let mut shop = Shop::new(settings);
    for (from, words) in [
        (1, "S01 x2 3000"),
        (1, "S02 x3 5000"),
        (2, "S01 x2"),
        (3, "S01 x1"),
        (4, "S02"),
        (4, "Rue 5, Yopougon"),
        (4, "OUI"),
    ] {
        let id = CommandId::new(u128::from(shop.version().get()) + 1);
        let message = Message::text(id, CustomerId::new(from), words);
        let decision = decide(&shop, &crate::interpret(&shop, &message), NOW);
        shop.apply(&decision.entry());
    }
    shop
}

/// What the check of a spoiled shop says.
fn finding(spoil: impl FnOnce(&mut Shop)) -> String {
    let mut shop = sound();
    spoil(&mut shop);
    let panic = catch_unwind(AssertUnwindSafe(|| shop.check())).expect_err("a breach is seen");
    let literal = panic.downcast_ref::<&str>().map(|&said| String::from(said));
    literal
        .or_else(|| panic.downcast_ref().cloned())
        .expect("a panic says what is wrong")
}

fn free(shop: &mut Shop, item: ItemId, count: u32) {
    let item = shop.items.get_mut(item).unwrap();
    item.free.add(50, count);
    item.stock += count;
}

#[track_caller]
fn check(said: &str, spoil: impl FnOnce(&mut Shop)) {
    let found = finding(spoil);
    assert!(found.contains(said), "{said}: {found}");
}

#[test]
fn a_sound_shop_passes() {
    sound().check();
}

#[test]
fn units_have_one_owner_each() {
    check("are conserved", |shop| {
        shop.items.get_mut(ITEM).unwrap().stock += 1
    });
    check("has one owner", |shop| {
        let mut twin = shop.holds[&HOLD].clone();
        twin.id = HoldId::new(9);
        shop.holds.insert(twin.id, twin);
    });
    check("has one owner", |shop| {
        let (_, order) = shop.orders.iter_mut().next().unwrap();
        let line = order.lines[0].clone();
        order.lines.push(line);
    });
    check("has no owner", |shop| {
        let item = shop.items.get_mut(ITEM).unwrap();
        item.free.add(0, 1);
        item.stock += 1;
    });
}

#[test]
fn nobody_waits_beside_what_is_free() {
    check("the next in line has what is free", |shop| {
        free(shop, ITEM, 1)
    });
    check("nobody waits when no live is open", |shop| {
        shop.desk.live = None
    });
    let mut closing = sound();
    closing.desk.live.as_mut().unwrap().state = LiveState::Closing;
    free(&mut closing, ITEM, 1);
    closing.check();
}

#[test]
fn queues_agree_with_those_who_wait() {
    check("who waits is counted", |shop| {
        shop.items.get_mut(ITEM).unwrap().waiting += 1
    });
    check("who waits is known", |shop| {
        shop.waiting.remove(&WAITS);
    });
}

#[test]
fn holds_agree_with_those_who_hold() {
    check("a basket adds up", |shop| {
        shop.customers.get_mut(HOLDER).unwrap().goods = Money::ZERO;
    });
    check("holds are counted", |shop| shop.desk.holds += 1);
    check("proofs are counted", |shop| shop.desk.proofs += 1);
    check("an empty basket is not recalled", |shop| {
        shop.customers.get_mut(WAITS).unwrap().reminded = true;
    });
}

#[test]
fn deadlines_are_those_of_the_holds() {
    check("the deadline index is exact", |shop| {
        let (at, reason) = shop.deadlines.first().unwrap();
        shop.deadlines.insert(at + Span::from_secs(1), reason);
    });
}

#[test]
fn numbers_are_below_their_counters() {
    check("items are counted", |shop| {
        shop.desk.next_item = ItemId::new(2)
    });
    check("holds are counted", |shop| shop.desk.next_hold = HOLD);
    check("orders are counted", |shop| {
        shop.desk.next_order = OrderNumber::new(1)
    });
}

#[test]
fn what_is_on_sale_has_its_code_and_what_is_over_is_gone() {
    let code = |shop: &Shop| (shop.items[&ITEM].code, shop.items[&ITEM].named.size);
    check("what is on sale has its code", |shop| {
        let (code, size) = code(shop);
        shop.codes.remove(code, size);
    });
    check("what is over is gone", |shop| {
        shop.items.get_mut(ItemId::new(2)).unwrap().closed = true;
    });
    for named in [true, false] {
        let mut shop = sound();
        shop.items.get_mut(ITEM).unwrap().closed = true;
        if !named {
            let (code, size) = code(&shop);
            shop.codes.remove(code, size);
        }
        shop.check();
    }
}

#[test]
fn orders_add_up_and_are_known() {
    check("open orders are their customer's", |shop| {
        shop.customers
            .get_mut(CustomerId::new(4))
            .unwrap()
            .orders
            .clear();
    });
    check("closed ones are known", |shop| {
        shop.closed_orders.insert(OrderNumber::new(1));
    });
    check("a live counts its orders", |shop| {
        shop.desk.live.as_mut().unwrap().orders += 1;
    });
}

#[test]
fn a_live_whose_first_orders_are_forgotten_counts_more_than_are_kept() {
    let mut shop = sound();
    let order = shop.orders.values().next().unwrap().clone();
    for number in 2..CLOSED_ORDERS_MAX + 2 {
        let number = OrderNumber::new(u32::try_from(number).unwrap());
        let status = OrderStatus::Delivered;
        let lines = Vec::new();
        shop.orders.insert(
            number,
            crate::order::Order {
                number,
                status,
                lines,
                ..order.clone()
            },
        );
        shop.closed_orders.insert(number);
    }
    shop.desk.next_order = OrderNumber::new(1_000_000);
    shop.check();
}

#[test]
fn rows_stay_in_their_bounds() {
    check("an item stays in its bounds", |shop| {
        free(shop, ItemId::new(2), STOCK_MAX)
    });
    check("what lapsed is bounded", |shop| {
        let lapsed = crate::shop::Lapsed {
            item: ITEM,
            quantity: CLAIM_QUANTITY_MAX,
            at: NOW,
        };
        let many = alloc::vec![lapsed; LAPSED_PER_CUSTOMER_MAX + 1];
        shop.customers.get_mut(HOLDER).unwrap().lapsed = many;
    });
}
