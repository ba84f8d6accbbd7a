//! The largest messages that the rules can ask for, and larger.

use crate::make::{hold, named, zones};
use snapsell_core::{
    CancelReason, Chance, ClaimLine, Code, CommandId, CountLine, CustomerId, DepositAsk, HeldLine,
    Instead, ItemLine, LateLine, Line, ListLine, Money, Named, NextStep, NotDone, OfferLine,
    OrderLineShort, OrderNumber, OrderStatus, Payment, PlaceLine, PriceLine, Refusal, Removal, Say,
    Size, Timestamp, Unclear, WhyHold, WhyLine, WhyOrder,
};

/// What somebody may have typed to make a mess: long, on many lines, turned around, with our own marks in it.
pub(crate) fn text() -> String {
    "\u{202e}Awa\u{1f600} { $item }\u{2028}".repeat(150)
}

const MANY: usize = 200;
const AMOUNT: Money = Money::from_minor(i64::MAX);

fn item() -> Named {
    named("WWWWWWWW9999 XXXXXL")
}

fn items() -> Vec<Named> {
    vec![item(); MANY]
}

fn held() -> HeldLine {
    HeldLine {
        price: Money::from_minor(1_000_000_000_000),
        ..hold("WWWWWWWW9999 XXXXXL", u32::MAX)
    }
}

fn next() -> NextStep {
    let deposit = DepositAsk {
        amount: AMOUNT,
        compulsory: true,
        how: text(),
    };
    NextStep::SayYes {
        address: CommandId::new(1),
        total: AMOUNT,
        fee: AMOUNT,
        zones: zones(&["A", "B", "C"].map(|name| (name.repeat(14), 1_000_000_000_000))),
        deposit: Some(deposit),
    }
}

fn order() -> OrderNumber {
    OrderNumber::new(u32::MAX)
}

fn claim_lines() -> Vec<ClaimLine> {
    let sizes = vec![Size::new("XXXXXL").unwrap(); 16];
    let place = PlaceLine {
        item: item(),
        quantity: u32::MAX,
        place: u32::MAX,
    };
    let lines = [
        ClaimLine::Held(held()),
        ClaimLine::Partly {
            hold: held(),
            waiting: u32::MAX,
            place: u32::MAX,
        },
        ClaimLine::Queued(place),
        ClaimLine::Refused {
            what: text(),
            why: Refusal::SizeNeeded { sizes },
        },
        ClaimLine::Suggested {
            what: text(),
            choices: vec![item(); 3],
        },
    ];
    // Each its own quantity, so that none is the same as another.
    let renumbered = (0..40).map(|number| {
        ClaimLine::Held(HeldLine {
            quantity: number + 2,
            ..held()
        })
    });
    lines.into_iter().chain(renumbered).collect()
}

/// One of each kind that holds lists or words of people.
pub(crate) fn all() -> Vec<Say> {
    let holds: Vec<HeldLine> = (0..50)
        .map(|number| HeldLine {
            until: Some(Timestamp::from_millis(number * 60_000)),
            ..held()
        })
        .collect();
    let late = vec![
        LateLine {
            item: item(),
            place: Some(u32::MAX),
            offer: Some(u8::MAX),
        };
        MANY
    ];
    let mut all = vec![
        Say::Claimed {
            lines: claim_lines().into(),
            skipped: u32::MAX,
            next: next(),
        },
        Say::InYourOrder {
            lines: vec![(item(), order()); MANY],
        },
        Say::Delivery {
            fee: AMOUNT,
            zones: zones(&["A", "B", "C"].map(|name| (name.repeat(14), 1_000_000_000_000))),
        },
        Say::HowToPay {
            how: text(),
            receipt: true,
        },
        Say::Prices {
            lines: vec![
                PriceLine::Priced {
                    label: item().label,
                    price: Money::from_minor(i64::MAX),
                    sizes: vec![item().size; 16],
                    chance: Chance::Taken,
                };
                MANY
            ],
        },
        Say::HowToCount {
            lines: vec![
                CountLine {
                    item: item(),
                    count: u32::MAX,
                    unique: false,
                };
                20
            ],
        },
        Say::Confirmed {
            order: order(),
            lines: vec![
                Line {
                    item: item(),
                    quantity: u32::MAX,
                    price: AMOUNT
                };
                MANY
            ],
            fee: AMOUNT,
            total: AMOUNT,
            extended: true,
            status: OrderStatus::New,
            deposit: Some(DepositAsk {
                amount: AMOUNT,
                compulsory: false,
                how: text(),
            }),
            late: late.clone(),
        },
        Say::TooLate { late },
        Say::AddressWanted { items: items() },
        Say::AddressUnclear {
            what: Unclear::Text,
            items: items(),
        },
        Say::HoldsUnclear {
            what: Unclear::Text,
            holds: holds.clone(),
            next: next(),
        },
        Say::DepositUnclear {
            what: Unclear::Text,
            order: order(),
            deposit: DepositAsk {
                amount: AMOUNT,
                compulsory: true,
                how: text(),
            },
        },
        Say::OrderUnclear {
            what: Unclear::Text,
            newest: OrderLineShort {
                order: order(),
                status: OrderStatus::New,
                in_review: true,
                total: AMOUNT,
            },
        },
        Say::Cancelled { items: items() },
        Say::NothingToCancel {
            orders: vec![order(); MANY],
        },
        Say::Basket {
            holds: holds.clone(),
            places: vec![
                PlaceLine {
                    item: item(),
                    quantity: u32::MAX,
                    place: u32::MAX
                };
                MANY
            ],
            orders: vec![
                OrderLineShort {
                    order: order(),
                    status: OrderStatus::New,
                    in_review: true,
                    total: AMOUNT
                };
                MANY
            ],
            next: next(),
        },
        why(),
        Say::ProofReceived {
            paused: items(),
            order: Some(order()),
        },
        Say::ProofApproved {
            holds: holds.clone(),
            order: Some(order()),
            next: next(),
        },
        Say::ProofRefused {
            why: text(),
            holds: holds.clone(),
            order: Some(order()),
        },
        Say::Reminder {
            holds,
            next: next(),
        },
        Say::Expired {
            items: items().into(),
        },
        Say::Promoted {
            hold: held(),
            waiting: u32::MAX,
            next: next(),
        },
        Say::Removed {
            items: items(),
            why: Removal::SoldOut,
        },
        Say::QueueClosed { items: items() },
        Say::SetAside {
            lines: claim_lines().into(),
            next: next(),
        },
        Say::CustomerHelp {
            example: Some(item()),
        },
        Say::Refused(Refusal::WhichHolder {
            item: item(),
            holders: vec![CustomerId::new(1); MANY],
        }),
    ];
    all.extend(to_the_seller());
    all
}

fn to_the_seller() -> Vec<Say> {
    let customer = CustomerId::new(u32::MAX);
    let sold = Line {
        item: item(),
        quantity: u32::MAX,
        price: AMOUNT,
    };
    let line = ItemLine {
        item: item(),
        price: AMOUNT,
        left: u32::MAX,
    };
    let plain = ItemLine {
        item: named("WWWWWWWW9999"),
        ..line
    };
    let proposed = Instead::Offer {
        label: item().label,
        units: vec![(item().size, u32::MAX); 16],
        price: Some(AMOUNT),
    };
    let undone = NotDone {
        what: text(),
        why: Refusal::NoPrice,
        instead: Some(proposed.clone()),
    };
    let offer = OfferLine::Ready {
        items: vec![line.clone(); 16],
        unique: false,
    };
    let mixed = OfferLine::Ready {
        items: vec![line.clone(), plain],
        unique: false,
    };
    let refused = OfferLine::Refused {
        what: text(),
        why: Refusal::CodeTaken,
        instead: Some(proposed),
    };
    let listed = ListLine {
        order: order(),
        customer,
        status: OrderStatus::New,
        payment: Payment::DepositApproved,
        items: vec![(item(), u32::MAX); MANY],
        total: AMOUNT,
        left: Some(AMOUNT),
    };
    vec![
        Say::NotDone(vec![undone; MANY]),
        Say::OrdersSet {
            orders: vec![order(); 20],
            status: OrderStatus::Preparing,
        },
        Say::Offered {
            lines: [offer, mixed, refused]
                .into_iter()
                .cycle()
                .take(60)
                .collect(),
        },
        Say::Edited {
            lines: vec![line; MANY],
        },
        Say::Withdrawn { items: items() },
        Say::Released {
            item: item(),
            customer,
            next: Some(customer),
        },
        Say::ClaimedFor {
            customer,
            lines: claim_lines().into(),
        },
        Say::ProofToReview {
            customer,
            proof: CommandId::new(1),
            items: items(),
            order: Some(order()),
            expected: Some(AMOUNT),
            earlier: Some(order()),
        },
        Say::ReviewOverdue {
            customer,
            items: items(),
        },
        Say::ListPage {
            page: u32::MAX,
            orders: vec![listed.clone(); 20],
            more: u32::MAX - 1_000,
        },
        Say::Order {
            order: listed.clone(),
            lines: vec![sold; 50],
            fee: AMOUNT,
            address: CommandId::new(1),
        },
        Say::List {
            orders: vec![listed; 20],
            more: u32::MAX - 1_000,
            total: AMOUNT,
            to_read: u32::MAX,
        },
        Say::SellerHelp,
    ]
}

fn why() -> Say {
    let hold = WhyHold {
        customer: CustomerId::new(1),
        own: false,
        since: Timestamp::from_millis(0),
        until: Some(Timestamp::from_millis(i64::from(u32::MAX))),
        quantity: u32::MAX,
    };
    let ordered = WhyOrder {
        order: order(),
        customer: CustomerId::new(u32::MAX),
        status: OrderStatus::Cancelled(CancelReason::DepositMissing),
        quantity: u32::MAX,
    };
    let line = WhyLine {
        item: item(),
        left: u32::MAX,
        free: 0,
        holds: vec![hold; MANY],
        waiting: u32::MAX,
        own_place: Some((u32::MAX, Timestamp::from_millis(0))),
        own_expired: Some(Timestamp::from_millis(0)),
        withdrawn: false,
        orders: vec![ordered; MANY],
        queue: vec![CustomerId::new(1); MANY],
    };
    Say::Why {
        code: Code::new("WWWW", 9_999).unwrap(),
        facts: vec![line; 16],
    }
}
