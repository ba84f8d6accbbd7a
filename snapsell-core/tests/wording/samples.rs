//! One message of every kind, as a shop would meet it.

use crate::kinds::refusal;
use crate::make::*;
use crate::{customer, instead, news, seller};
use snapsell_core::*;

/// Who reads a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Customer,
    Seller,
}

/// A message with what it is an example of.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) title: &'static str,
    pub(crate) reader: Reader,
    pub(crate) say: Say,
}

/// Every sample, in the order of a live.
pub(crate) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    let mut add = |reader, group: Vec<(&'static str, Say)>| {
        all.extend(
            group
                .into_iter()
                .map(|(title, say)| Sample { title, reader, say }),
        );
    };
    add(Reader::Customer, customer::claims());
    add(Reader::Customer, customer::orders());
    add(Reader::Customer, customer::baskets());
    add(Reader::Customer, explanations(false));
    add(Reader::Customer, news::talk());
    add(Reader::Customer, news::proofs());
    add(Reader::Customer, news::news());
    add(Reader::Customer, news::moves());
    add(Reader::Customer, refusals(Reader::Customer));
    add(Reader::Customer, customer::refused_lines());
    add(Reader::Seller, seller::offers());
    add(Reader::Seller, seller::live());
    add(Reader::Seller, seller::reviews());
    add(Reader::Seller, explanations(true));
    add(Reader::Seller, seller::talk_with_the_seller());
    add(Reader::Seller, refusals(Reader::Seller));
    add(Reader::Seller, seller::refused_for_someone());
    add(Reader::Seller, instead::proposals());
    all
}

pub(crate) const ALL_STATUSES: [(&str, OrderStatus); 11] = [
    ("new", OrderStatus::New),
    ("confirmed", OrderStatus::Confirmed),
    ("preparing", OrderStatus::Preparing),
    ("out for delivery", OrderStatus::OutForDelivery),
    ("delivered", OrderStatus::Delivered),
    (
        "cancelled as asked",
        OrderStatus::Cancelled(CancelReason::Customer),
    ),
    (
        "cancelled by the seller",
        OrderStatus::Cancelled(CancelReason::Seller),
    ),
    (
        "cancelled, nobody there",
        OrderStatus::Cancelled(CancelReason::NoShow),
    ),
    (
        "cancelled, out of stock",
        OrderStatus::Cancelled(CancelReason::OutOfStock),
    ),
    (
        "cancelled, no deposit",
        OrderStatus::Cancelled(CancelReason::DepositMissing),
    ),
    (
        "cancelled, not serious",
        OrderStatus::Cancelled(CancelReason::Fraud),
    ),
];

pub(crate) fn explanations(seller: bool) -> Vec<(&'static str, Say)> {
    let code = Code::new("A", 12).unwrap();
    let why_hold = |customer, own, until| WhyHold {
        customer: who(customer),
        own,
        since: at(20, 14, 3),
        until,
        quantity: 1,
    };
    let fact = WhyLine {
        item: named("A12"),
        left: 1,
        free: 0,
        holds: vec![why_hold(2, false, Some(at(20, 24, 3)))],
        waiting: 2,
        own_place: (!seller).then(|| (1, at(20, 14, 4))),
        own_expired: None,
        withdrawn: false,
        orders: vec![],
        queue: if seller { vec![who(1), who(3)] } else { vec![] },
    };
    let free = WhyLine {
        free: 1,
        holds: vec![],
        waiting: 0,
        own_place: None,
        ..fact.clone()
    };
    let stock = WhyLine {
        item: named("S01 M"),
        left: 3,
        holds: vec![
            WhyHold {
                quantity: 2,
                ..why_hold(1, !seller, None)
            },
            why_hold(12, false, Some(at(20, 30, 0))),
        ],
        waiting: 0,
        own_place: None,
        ..fact.clone()
    };
    let mine = WhyLine {
        holds: vec![why_hold(1, !seller, Some(at(20, 24, 3)))],
        waiting: 0,
        own_place: None,
        ..fact.clone()
    };
    let expired = WhyLine {
        own_expired: (!seller).then(|| at(20, 13, 59)),
        own_place: None,
        waiting: 1,
        queue: if seller { vec![who(1)] } else { vec![] },
        ..fact.clone()
    };
    let why_order = |number, customer, status, quantity| WhyOrder {
        order: order(number),
        customer: who(customer),
        status,
        quantity,
    };
    let orders = vec![
        why_order(11, 2, OrderStatus::Delivered, 1),
        why_order(12, 12, OrderStatus::Confirmed, 3),
    ];
    let sold = WhyLine {
        left: 0,
        orders: if seller { orders } else { vec![] },
        ..free.clone()
    };
    let withdrawn = WhyLine {
        withdrawn: true,
        ..free.clone()
    };
    let plenty = WhyLine {
        item: named("S01 L"),
        left: 4,
        free: 3,
        ..free.clone()
    };
    vec![
        (
            "why, no such code",
            Say::Why {
                code,
                facts: vec![],
            },
        ),
        (
            "why, taken",
            Say::Why {
                code,
                facts: vec![fact],
            },
        ),
        (
            "why, held",
            Say::Why {
                code,
                facts: vec![mine],
            },
        ),
        (
            "why, expired and taken since",
            Say::Why {
                code,
                facts: vec![expired],
            },
        ),
        (
            "why, free",
            Say::Why {
                code,
                facts: vec![free],
            },
        ),
        (
            "why, two sizes",
            Say::Why {
                code,
                facts: vec![stock, plenty],
            },
        ),
        (
            "why, sold out",
            Say::Why {
                code,
                facts: vec![sold],
            },
        ),
        (
            "why, withdrawn",
            Say::Why {
                code,
                facts: vec![withdrawn],
            },
        ),
    ]
}

pub(crate) fn unclear_messages() -> Vec<(&'static str, Say)> {
    let not_understood = |what| Say::NotUnderstood {
        what,
        example: Some(named("B07")),
    };
    vec![
        ("words, with an example", not_understood(Unclear::Text)),
        ("a voice note", not_understood(Unclear::Voice)),
        ("a sticker", not_understood(Unclear::Sticker)),
        ("a contact", not_understood(Unclear::Contact)),
        ("a video", not_understood(Unclear::Video)),
        ("an empty message", not_understood(Unclear::Empty)),
        ("something new", not_understood(Unclear::Unknown)),
        ("an unreadable number", not_understood(Unclear::Person)),
        ("from one to another", not_understood(Unclear::Span)),
        ("a size or a code", not_understood(Unclear::Dash)),
        ("a photo of something else", not_understood(Unclear::Photo)),
        ("a piece that is cancelled", not_understood(Unclear::Cancel)),
        ("a payment in words", not_understood(Unclear::Paid)),
    ]
}

/// Reasons why a claim is refused.
pub(crate) fn refusals_of_claims() -> Vec<Refusal> {
    vec![
        Refusal::UnknownCode {
            example: Some(named("B07")),
        },
        Refusal::UnknownCode { example: None },
        Refusal::NoLive,
        Refusal::LiveOver,
        Refusal::SoldOut,
        Refusal::Taken,
        Refusal::QueueFull,
        Refusal::TooManyHolds { most: 1 },
        Refusal::TooManyHolds { most: 10 },
        Refusal::TooManyPlaces { most: 1 },
        Refusal::TooManyPlaces { most: 20 },
        Refusal::NoUnits,
        Refusal::Ordered { order: order(1) },
        Refusal::TooManyUnits { most: 50 },
        Refusal::Blocked,
        Refusal::OptedOut,
        Refusal::Withdrawn,
        Refusal::SizeNeeded { sizes: sizes() },
        Refusal::SizeNeeded {
            sizes: sizes()[1..2].to_vec(),
        },
        Refusal::SizeNeeded { sizes: vec![] },
        Refusal::UnknownSize { sizes: sizes() },
        Refusal::UnknownItem,
    ]
}

/// Reasons why anything else is refused.
pub(crate) fn refusals_of_the_rest() -> Vec<Refusal> {
    vec![
        Refusal::NoSuchChoice,
        Refusal::NoPrice,
        Refusal::PriceTooLow,
        Refusal::CodeTaken,
        Refusal::OutOfBounds { most: 0 },
        Refusal::OutOfBounds { most: 9_999 },
        Refusal::OutOfBounds {
            most: 1_000_000_000_000,
        },
        Refusal::NotHeld,
        Refusal::WhichHolder {
            item: named("S01 M"),
            holders: vec![who(2), who(3), who(12)],
        },
        Refusal::WhichHolder {
            item: named("A12"),
            holders: vec![who(3)],
        },
        Refusal::WhichProof {
            customers: vec![who(2), who(3)],
            label: named("S01").label,
        },
        Refusal::UnitsInUse { least: 1 },
        Refusal::UnitsInUse { least: 3 },
        Refusal::NoFreeUnit,
        Refusal::UnknownOrder,
        Refusal::WrongMove {
            order: order(12),
            from: OrderStatus::New,
        },
        Refusal::WrongMove {
            order: order(12),
            from: OrderStatus::Preparing,
        },
        Refusal::WrongMove {
            order: order(12),
            from: OrderStatus::Cancelled(CancelReason::NoShow),
        },
        Refusal::NoProof,
        Refusal::UnknownPerson,
        Refusal::NotLive,
        Refusal::Full,
    ]
}

/// Those of the rest that a customer can meet, and one that she should not.
fn refusals_of_customers() -> Vec<Refusal> {
    vec![
        Refusal::NoSuchChoice,
        Refusal::UnknownOrder,
        Refusal::WrongMove {
            order: order(12),
            from: OrderStatus::Preparing,
        },
        Refusal::NotLive,
        Refusal::Full,
        Refusal::NoProof,
    ]
}

/// Refusals that name no code, as this reader meets them.
fn refusals(reader: Reader) -> Vec<(&'static str, Say)> {
    let rest = match reader {
        Reader::Customer => refusals_of_customers(),
        Reader::Seller => refusals_of_the_rest(),
    };
    let all = refusals_of_claims().into_iter().chain(rest);
    all.map(|why| (refusal(&why), Say::Refused(why))).collect()
}
