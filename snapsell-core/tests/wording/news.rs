//! What customers are told of everything else: talk, receipts, news of the queue, how far an order is.

use crate::make::*;
use crate::samples::{ALL_STATUSES, unclear_messages};
use snapsell_core::*;

pub(crate) fn talk() -> Vec<(&'static str, Say)> {
    let mut talk = vec![
        ("stopped", Say::Stopped),
        ("silenced", Say::Silenced),
        ("resumed", Say::Resumed),
        ("another language", Say::Speaking),
        (
            "hello",
            Say::Greeted {
                example: Some(named("B07")),
            },
        ),
        ("hello without an example", Say::Greeted { example: None }),
        ("thank you", Say::Thanked),
        (
            "help",
            Say::CustomerHelp {
                example: Some(named("B07")),
            },
        ),
        (
            "help without an example",
            Say::CustomerHelp { example: None },
        ),
        (
            "why, in her order",
            Say::InYourOrder {
                lines: vec![(named("A12"), order(1)), (named("S01 M"), order(2))],
            },
        ),
        (
            "prices",
            Say::Prices {
                lines: vec![
                    priced("A12", &[], Chance::Free),
                    priced("S01", &sizes(), Chance::Free),
                    priced("S02", &sizes()[1..2], Chance::Queue),
                    priced("A13", &[], Chance::Queue),
                    priced("A14", &[], Chance::Yours),
                    priced("A16", &[], Chance::Waits(2)),
                    priced("A15", &[], Chance::Taken),
                    PriceLine::Refused {
                        what: "A16".to_string(),
                        why: Refusal::SoldOut,
                    },
                ],
            },
        ),
        (
            "what delivery costs",
            Say::Delivery {
                fee: Money::from_minor(1_500),
                zones: Zones::default(),
            },
        ),
        (
            "what delivery costs, by zones",
            Say::Delivery {
                fee: Money::from_minor(1_500),
                zones: zones(&[("Bonapriso", 1_000), ("PK 14", 0)]),
            },
        ),
        (
            "what delivery costs, by many zones",
            Say::Delivery {
                fee: Money::from_minor(1_500),
                zones: zones(
                    &["A", "B", "C", "D", "E", "F", "G", "H"].map(|name| (name.repeat(40), 500)),
                ),
            },
        ),
        (
            "where to pay, and then the receipt",
            Say::HowToPay {
                how: "Wave 07 00 00 00 00".to_string(),
                receipt: true,
            },
        ),
        (
            "where to pay",
            Say::HowToPay {
                how: "Wave 07 00 00 00 00".to_string(),
                receipt: false,
            },
        ),
        (
            "where to pay, which the shop has not said",
            Say::HowToPay {
                how: String::new(),
                receipt: true,
            },
        ),
        (
            "words",
            Say::NotUnderstood {
                what: Unclear::Text,
                example: None,
            },
        ),
    ];
    talk.extend(unclear_messages());
    talk
}

pub(crate) fn proofs() -> Vec<(&'static str, Say)> {
    let bad = |why: &str, order: Option<OrderNumber>| Say::ProofRefused {
        why: why.to_string(),
        holds: if order.is_none() {
            vec![hold("A12", 1)]
        } else {
            vec![]
        },
        order,
    };
    vec![
        (
            "a receipt came",
            Say::ProofReceived {
                paused: items("A12, B07"),
                order: None,
            },
        ),
        (
            "a receipt came for an order",
            Say::ProofReceived {
                paused: vec![],
                order: Some(order(12)),
            },
        ),
        ("a receipt came for nothing", Say::ProofUnexpected),
        (
            "a receipt is good",
            Say::ProofApproved {
                holds: vec![locked("A12")],
                order: None,
                next: send_address(None),
            },
        ),
        (
            "a receipt is good for an order",
            Say::ProofApproved {
                holds: vec![],
                order: Some(order(12)),
                next: NextStep::Nothing,
            },
        ),
        (
            "a receipt is refused with a reason",
            bad("on ne voit pas le montant", None),
        ),
        ("a receipt is refused", bad("", Some(order(12)))),
    ]
}

pub(crate) fn news() -> Vec<(&'static str, Say)> {
    let removed = |items, why| Say::Removed { items, why };
    vec![
        (
            "two minutes left",
            Say::Reminder {
                holds: vec![hold("A12", 1), hold("S01 M", 2)],
                next: say_yes(None),
            },
        ),
        (
            "two ends, one of them now",
            Say::Reminder {
                holds: vec![
                    HeldLine {
                        until: Some(at(20, 34, 10)),
                        ..hold("A12", 1)
                    },
                    hold("B07", 1),
                ],
                next: NextStep::Nothing,
            },
        ),
        (
            "one minute left, and a receipt under review",
            Say::Reminder {
                holds: vec![
                    HeldLine {
                        until: Some(at(20, 35, 0)),
                        ..hold("A12", 1)
                    },
                    paused("B07"),
                ],
                next: NextStep::Nothing,
            },
        ),
        (
            "expired",
            Say::Expired {
                items: items("A12").into(),
            },
        ),
        (
            "several expired",
            Say::Expired {
                items: items("A12, B07").into(),
            },
        ),
        (
            "her turn",
            Say::Promoted {
                hold: hold("A12", 1),
                waiting: 0,
                next: send_address(None),
            },
        ),
        (
            "her turn for a part",
            Say::Promoted {
                hold: hold("S01", 2),
                waiting: 1,
                next: say_yes(None),
            },
        ),
        ("released", removed(items("A12"), Removal::Released)),
        (
            "several released",
            removed(items("A12, B07"), Removal::Released),
        ),
        (
            "sold elsewhere",
            removed(items("A12"), Removal::SoldElsewhere),
        ),
        (
            "several sold elsewhere",
            removed(items("A12, B07"), Removal::SoldElsewhere),
        ),
        ("withdrawn", removed(items("A12"), Removal::Withdrawn)),
        (
            "several withdrawn",
            removed(items("A12, B07"), Removal::Withdrawn),
        ),
        ("sold out", removed(items("A12"), Removal::SoldOut)),
        (
            "several sold out",
            removed(items("A12, B07"), Removal::SoldOut),
        ),
        (
            "the live is over, she waited",
            Say::QueueClosed {
                items: items("A12"),
            },
        ),
        (
            "the live is over, she waited for several",
            Say::QueueClosed {
                items: items("A12, B07, C03"),
            },
        ),
    ]
}

pub(crate) fn moves() -> Vec<(&'static str, Say)> {
    let moved = |(title, status)| {
        (
            title,
            Say::OrderMoved {
                order: order(12),
                status,
                total: money(16_500),
                left: None,
            },
        )
    };
    let fee = |title, fee| {
        let say = Say::FeeSet {
            order: order(12),
            fee: money(fee),
            total: money(15_000 + fee),
        };
        (title, say)
    };
    let fees = [fee("another delivery fee", 2_500), fee("free delivery", 0)];
    let readdressed = |title, address| {
        let order = order(12);
        (title, Say::Readdressed { order, address })
    };
    let addresses = [
        readdressed("another address by the team", CommandId::new(9)),
        readdressed("another address, erased since", ERASED),
    ];
    let with_deposit = Say::OrderMoved {
        order: order(12),
        status: OrderStatus::OutForDelivery,
        total: money(16_500),
        left: Some(money(14_500)),
    };
    let moves = ALL_STATUSES.into_iter().map(moved);
    let out = core::iter::once(("on its way, with a deposit", with_deposit));
    moves.chain(out).chain(fees).chain(addresses).collect()
}
