//! What the seller is told.

use crate::kinds::refusal;
use crate::make::*;
use crate::samples::{ALL_STATUSES, refusals_of_claims, unclear_messages};
use snapsell_core::*;

pub(crate) fn refused_for_someone() -> Vec<(&'static str, Say)> {
    let refusals = refusals_of_claims().into_iter();
    let say = |why: Refusal| {
        let title = refusal(&why);
        (
            title,
            Say::ClaimedFor {
                customer: who(2),
                lines: [refused("A12", why)].into(),
            },
        )
    };
    refusals.map(say).collect()
}

pub(crate) fn offers() -> Vec<(&'static str, Say)> {
    let ready = |items, unique| OfferLine::Ready { items, unique };
    let no = |what: &str, why| OfferLine::Refused {
        what: what.to_string(),
        why,
        instead: None,
    };
    vec![
        (
            "a single piece",
            Say::Offered {
                lines: vec![ready(vec![item_line("A12", 1)], true)],
            },
        ),
        (
            "stock",
            Say::Offered {
                lines: vec![ready(vec![item_line("S01", 20)], false)],
            },
        ),
        (
            "sizes",
            Say::Offered {
                lines: vec![ready(
                    vec![item_line("S01 S", 5), item_line("S01 M", 10)],
                    false,
                )],
            },
        ),
        (
            "several offers, one refused",
            Say::Offered {
                lines: vec![
                    ready(vec![item_line("A13", 1)], true),
                    no("A12", Refusal::CodeTaken),
                    ready(vec![item_line("S01", 3)], false),
                ],
            },
        ),
        (
            "no price",
            Say::Offered {
                lines: vec![no("Z9", Refusal::NoPrice)],
            },
        ),
        (
            "units added",
            Say::StockAdded {
                item: named("S01 M"),
                quantity: 5,
                left: 12,
            },
        ),
        (
            "changed",
            Say::Edited {
                lines: vec![item_line("A12", 1)],
            },
        ),
        (
            "sizes changed",
            Say::Edited {
                lines: vec![item_line("S01 S", 5), item_line("S01 M", 10)],
            },
        ),
        (
            "nothing changed",
            Say::AsItWas {
                lines: vec![item_line("A12", 1)],
            },
        ),
        (
            "a photo with its code",
            Say::PhotoBound { item: named("A12") },
        ),
        ("another photo", Say::PhotoReplaced { item: named("A12") }),
        ("a photo alone", Say::PhotoAlone),
    ]
}

pub(crate) fn live() -> Vec<(&'static str, Say)> {
    let closed = |orders, total, waiting| Say::LiveClosed {
        orders,
        total: money(total),
        waiting,
    };
    vec![
        ("the live is open", Say::LiveOpened),
        ("the live is over, nothing sold", closed(0, 0, 0)),
        ("the live is over, one order", closed(1, 6_500, 1)),
        ("the live is over", closed(12, 165_000, 3)),
        (
            "withdrawn",
            Say::Withdrawn {
                items: items("A12"),
            },
        ),
        (
            "several withdrawn",
            Say::Withdrawn {
                items: items("A12, B07"),
            },
        ),
        (
            "released, nobody waits",
            Say::Released {
                item: named("A12"),
                customer: who(1),
                next: None,
            },
        ),
        (
            "released, the next has it",
            Say::Released {
                item: named("A12"),
                customer: who(1),
                next: Some(who(2)),
            },
        ),
        (
            "sold elsewhere",
            Say::SoldElsewhere {
                item: named("A12"),
                left: 0,
            },
        ),
        (
            "sold elsewhere, some left",
            Say::SoldElsewhere {
                item: named("S01"),
                left: 2,
            },
        ),
        (
            "claimed for someone",
            Say::ClaimedFor {
                customer: who(1),
                lines: List::from(vec![
                    ClaimLine::Held(hold("A12", 1)),
                    ClaimLine::Held(paused("A13")),
                    ClaimLine::AlreadyHeld(hold("A14", 1)),
                    ClaimLine::AlreadyHeld(paused("A15")),
                    ClaimLine::Partly {
                        hold: hold("S01", 2),
                        waiting: 1,
                        place: 3,
                    },
                    ClaimLine::Queued(place("B07", 2, 1)),
                    ClaimLine::AlreadyQueued(place("B08", 1, 2)),
                    suggested("C0E", "C03, C08"),
                ]),
            },
        ),
        (
            "blocked",
            Say::BlockSet {
                customer: who(3),
                blocked: true,
            },
        ),
        (
            "not blocked any more",
            Say::BlockSet {
                customer: who(12),
                blocked: false,
            },
        ),
    ]
}

pub(crate) fn reviews() -> Vec<(&'static str, Say)> {
    let to_review = |items, order, expected| Say::ProofToReview {
        customer: who(1),
        proof: CommandId::new(9),
        items,
        order,
        expected,
        earlier: None,
    };
    let judged = |approved, order| Say::ProofJudged {
        customer: who(1),
        approved,
        order,
    };
    let mut all = vec![
        (
            "a receipt for a basket",
            to_review(items("A12, S01 M"), None, Some(money(2_000))),
        ),
        (
            "a receipt for an order",
            to_review(items("A12"), Some(order(12)), Some(money(2_000))),
        ),
        (
            "a receipt for an order, no amount",
            to_review(vec![], Some(order(12)), None),
        ),
        ("a receipt for nothing known", to_review(vec![], None, None)),
        (
            "a receipt while that of an order waits",
            Say::ProofToReview {
                customer: who(1),
                proof: CommandId::new(9),
                items: items("A14"),
                order: None,
                expected: Some(money(2_000)),
                earlier: Some(order(12)),
            },
        ),
        (
            "a receipt waits",
            Say::ReviewOverdue {
                customer: who(12),
                items: items("A12"),
            },
        ),
        (
            "a receipt waits, nothing known",
            Say::ReviewOverdue {
                customer: who(12),
                items: vec![],
            },
        ),
        ("accepted", judged(true, None)),
        ("accepted for an order", judged(true, Some(order(12)))),
        ("refused", judged(false, None)),
        ("refused for an order", judged(false, Some(order(12)))),
        (
            "no orders",
            Say::List {
                orders: vec![],
                more: 0,
                total: Money::ZERO,
                to_read: 0,
            },
        ),
        (
            "the list",
            Say::List {
                orders: list_lines(),
                more: 3,
                total: money(145_000),
                to_read: 2,
            },
        ),
        (
            "the second page of the list",
            Say::ListPage {
                page: 2,
                orders: list_lines(),
                more: 3,
            },
        ),
        (
            "one order",
            Say::Order {
                order: list_lines().remove(0),
                lines: vec![line("A12", 1), line("S01 M", 2)],
                fee: money(1_500),
                address: CommandId::new(1),
            },
        ),
        (
            "one order, erased",
            Say::Order {
                order: list_lines().remove(1),
                lines: vec![line("A12", 1)],
                fee: Money::ZERO,
                address: ERASED,
            },
        ),
    ];
    let set = |(title, status)| {
        (
            title,
            Say::OrderSet {
                order: order(12),
                status,
            },
        )
    };
    all.extend(ALL_STATUSES.into_iter().map(set));
    all.push((
        "a deposit to give back",
        Say::DepositToReturn {
            order: Some(order(12)),
            customer: who(2),
            waits: None,
        },
    ));
    all.push((
        "a deposit of a basket that came to nothing",
        Say::DepositToReturn {
            order: None,
            customer: who(2),
            waits: Some(order(13)),
        },
    ));
    all.push((
        "a deposit that counts after all",
        Say::DepositUsed {
            order: order(12),
            customer: who(2),
        },
    ));
    all.push((
        "a receipt of an order that came to nothing",
        Say::ReceiptLeft {
            order: Some(order(12)),
            customer: who(2),
            waits: None,
        },
    ));
    all.push((
        "a receipt of a basket that came to nothing",
        Say::ReceiptLeft {
            order: None,
            customer: who(2),
            waits: Some(order(13)),
        },
    ));
    all
}

pub(crate) fn list_lines() -> Vec<ListLine> {
    let many = (1..=9)
        .map(|number| (named(&format!("A{number}")), 1))
        .collect();
    let line = |number, customer, status, payment, items| ListLine {
        order: order(number),
        customer: who(customer),
        status,
        payment,
        items,
        total: money(16_500),
        left: (payment == Payment::DepositApproved).then(|| money(14_500)),
    };
    vec![
        line(
            10,
            1,
            OrderStatus::New,
            Payment::DepositPending,
            vec![(named("A12"), 1)],
        ),
        line(
            11,
            2,
            OrderStatus::Confirmed,
            Payment::DepositApproved,
            vec![(named("A13"), 1), (named("S01 M"), 2)],
        ),
        line(12, 3, OrderStatus::Preparing, Payment::NoDeposit, many),
        line(
            13,
            12,
            OrderStatus::New,
            Payment::DepositRejected,
            vec![(named("C03"), 1)],
        ),
    ]
}

pub(crate) fn talk_with_the_seller() -> Vec<(&'static str, Say)> {
    let mut talk = unclear_messages();
    talk.push(("help", Say::SellerHelp));
    talk
}
