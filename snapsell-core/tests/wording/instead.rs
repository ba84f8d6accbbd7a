//! What the seller may send instead of what was not done.

use crate::make::*;
use snapsell_core::*;

pub(crate) fn proposals() -> Vec<(&'static str, Say)> {
    let not_done = |what: &str, why, instead| {
        let what = what.to_string();
        Say::NotDone(vec![NotDone { what, why, instead }])
    };
    let offer = |label, units, price: Option<i64>| Instead::Offer {
        label: named(label).label,
        units,
        price: price.map(money),
    };
    let size = |name| Size::new(name).unwrap();
    let add = |item, quantity| Instead::Add {
        item: named(item),
        quantity,
    };
    let edit = |item, price: Option<i64>, quantity| Instead::Edit {
        item: named(item),
        price: price.map(money),
        quantity,
    };
    let sold = |item, quantity| Instead::Sold {
        item: named(item),
        quantity,
    };
    let which = || Refusal::SizeNeeded { sizes: sizes() };
    let gift = offer("A22", Vec::new(), None);
    let stock = offer("S72", vec![(Size::ONE, 10)], None);
    let sized = offer("S73", vec![(size("S"), 5), (size("M"), 10)], None);
    let new = offer("S99", vec![(size("38"), 3)], Some(7_000));
    let none_left = Refusal::OutOfBounds { most: 0 };
    let in_use = Refusal::UnitsInUse { least: 4 };
    vec![
        (
            "stock without a price",
            not_done("S72", Refusal::NoPrice, Some(stock)),
        ),
        (
            "sizes without a price",
            not_done("S73", Refusal::NoPrice, Some(sized)),
        ),
        (
            "changed before it exists",
            not_done("S99", Refusal::UnknownItem, Some(new)),
        ),
        (
            "taken away before it exists",
            not_done("S98", Refusal::UnknownItem, None),
        ),
        (
            "more, of which size",
            not_done("S01", which(), Some(add("S01 S", 5))),
        ),
        (
            "another quantity, of which size",
            not_done("S01", which(), Some(edit("S01 S", None, Some(3)))),
        ),
        (
            "sold, of which size",
            not_done("S01", which(), Some(sold("S01 S", 2))),
        ),
        (
            "one sold, of which size",
            not_done("S01", which(), Some(sold("S01 38", 1))),
        ),
        (
            "released, of which size",
            not_done("S01", which(), Some(Instead::Release(named("S01 S")))),
        ),
        (
            "another price",
            not_done(
                "S02",
                Refusal::CodeTaken,
                Some(edit("S02", Some(6_000), None)),
            ),
        ),
        (
            "another price and quantity",
            not_done(
                "S02",
                Refusal::CodeTaken,
                Some(edit("S02", Some(6_000), Some(4))),
            ),
        ),
        (
            "a size that is missing",
            not_done("S02", Refusal::CodeTaken, Some(add("S02 L", 2))),
        ),
        (
            "a code that is still held",
            not_done(
                "A12",
                Refusal::CodeTaken,
                Some(Instead::Release(named("A12"))),
            ),
        ),
        (
            "fewer than are reserved",
            not_done("S02", in_use, Some(edit("S02", None, Some(4)))),
        ),
        (
            "sold, none left",
            not_done("S03", none_left, Some(add("S03", 1))),
        ),
        (
            "a price of nothing",
            not_done("A22", Refusal::PriceTooLow, Some(gift)),
        ),
        (
            "units taken away as if they were a price",
            not_done("S01", Refusal::PriceTooLow, Some(sold("S01", 5))),
        ),
        (
            "withdrawn, of which size",
            not_done(
                "S01",
                Refusal::UnknownSize { sizes: sizes() },
                Some(Instead::Withdraw(named("S01 S"))),
            ),
        ),
        (
            "a size of what has none",
            not_done(
                "A12",
                Refusal::UnknownSize {
                    sizes: vec![Size::ONE],
                },
                Some(Instead::Withdraw(named("A12"))),
            ),
        ),
        (
            "orders moved",
            Say::OrdersSet {
                orders: vec![order(12), order(13)],
                status: OrderStatus::Preparing,
            },
        ),
        (
            "orders delivered",
            Say::OrdersSet {
                orders: vec![order(12), order(13)],
                status: OrderStatus::Delivered,
            },
        ),
        (
            "an order that does not exist",
            not_done("VF-0099", Refusal::UnknownOrder, None),
        ),
        (
            "a deposit that nobody awaits",
            not_done("VF-0012", Refusal::NoProof, None),
        ),
    ]
}
