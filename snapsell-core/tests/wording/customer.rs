//! What customers are told about their claims, baskets and orders.

use crate::kinds::refusal;
use crate::make::*;
use crate::samples::refusals_of_claims;
use snapsell_core::*;

pub(crate) fn claims() -> Vec<(&'static str, Say)> {
    vec![
        (
            "one item, the address is missing",
            claimed(vec![ClaimLine::Held(hold("A12", 1))], send_address(None)),
        ),
        (
            "one item, the address is known, no delivery fee",
            claimed(
                vec![ClaimLine::Held(hold("A12", 1))],
                NextStep::SayYes {
                    address: CommandId::new(9),
                    total: money(5_000),
                    fee: Money::ZERO,
                    zones: Zones::default(),
                    deposit: None,
                },
            ),
        ),
        (
            "the fee depends on the area",
            claimed(
                vec![ClaimLine::Held(hold("A12", 1))],
                in_zones(&[("Bonapriso", 1_000), ("PK 14", 0), ("Bonabéri", 2_000)]),
            ),
        ),
        (
            "the fee depends on the area, too many to be named",
            claimed(
                vec![ClaimLine::Held(hold("A12", 1))],
                in_zones(
                    &[
                        "Akwa",
                        "Bali",
                        "Bonabéri",
                        "Bonapriso",
                        "Deïdo",
                        "Makepe",
                        "Ndokoti",
                    ]
                    .map(|name| (name, 2_000)),
                ),
            ),
        ),
        (
            "three codes, three outcomes",
            claimed(
                vec![
                    ClaimLine::Held(hold("S01 M", 2)),
                    ClaimLine::Queued(place("A12", 1, 1)),
                    refused("B07", Refusal::SoldOut),
                ],
                say_yes(None),
            ),
        ),
        (
            "a deposit is suggested",
            claimed(
                vec![ClaimLine::Held(hold("A12", 1))],
                send_address(Some(ask(false))),
            ),
        ),
        (
            "a deposit is required",
            claimed(
                vec![ClaimLine::Held(hold("A12", 1))],
                say_yes(Some(ask(true))),
            ),
        ),
        (
            "locked",
            claimed(vec![ClaimLine::Held(locked("A12"))], NextStep::Nothing),
        ),
        (
            "a proof is being reviewed",
            claimed(vec![ClaimLine::Held(paused("A12"))], NextStep::Nothing),
        ),
        (
            "already held, running and paused",
            claimed(
                vec![
                    ClaimLine::AlreadyHeld(hold("A12", 1)),
                    ClaimLine::AlreadyHeld(paused("B07")),
                ],
                NextStep::Nothing,
            ),
        ),
        (
            "part of it, one more to wait for",
            claimed(
                vec![ClaimLine::Partly {
                    hold: hold("S01", 2),
                    waiting: 1,
                    place: 3,
                }],
                NextStep::Nothing,
            ),
        ),
        (
            "taken",
            claimed(
                vec![ClaimLine::Queued(place("A12", 1, 1))],
                NextStep::Nothing,
            ),
        ),
        (
            "taken, several units",
            claimed(
                vec![ClaimLine::Queued(place("S01", 3, 2))],
                NextStep::Nothing,
            ),
        ),
        (
            "already waiting",
            claimed(
                vec![
                    ClaimLine::AlreadyQueued(place("A12", 1, 2)),
                    ClaimLine::AlreadyQueued(place("S01 M", 3, 4)),
                ],
                NextStep::Nothing,
            ),
        ),
        (
            "a typing error",
            claimed(vec![suggested("A12A", "A12")], NextStep::Nothing),
        ),
        (
            "a typing error, three are near",
            claimed(vec![suggested("A1O", "A10, A1, A11")], NextStep::Nothing),
        ),
        (
            "two typing errors: 1 can only mean the last",
            claimed(
                vec![suggested("A12A", "A12"), suggested("BO7", "B07, B17")],
                NextStep::Nothing,
            ),
        ),
        (
            "numbers that may count pieces",
            Say::HowToCount {
                lines: vec![
                    count("S01", 2, false),
                    count("S02 38", 3, false),
                    count("A12", 2, true),
                ],
            },
        ),
        (
            "too many codes",
            Say::Claimed {
                lines: [ClaimLine::Held(hold("A12", 1))].into(),
                skipped: 3,
                next: NextStep::Nothing,
            },
        ),
        (
            "set aside by the team",
            Say::SetAside {
                lines: [ClaimLine::Held(hold("A12", 1))].into(),
                next: send_address(None),
            },
        ),
    ]
}

pub(crate) fn orders() -> Vec<(&'static str, Say)> {
    let confirmed = |lines, extended, status, deposit, late| Say::Confirmed {
        order: order(1),
        lines,
        fee: money(1_500),
        total: money(16_500),
        extended,
        status,
        deposit,
        late,
    };
    let lines = vec![line("A12", 1), line("S01 M", 2)];
    vec![
        (
            "the address is noted",
            Say::AddressNoted {
                next: say_yes(None),
            },
        ),
        (
            "the address of an order is changed",
            Say::AddressNoted {
                next: NextStep::Nothing,
            },
        ),
        (
            "OUI, the address is missing",
            Say::AddressWanted {
                items: items("A12, S01 M"),
            },
        ),
        (
            "no address",
            Say::AddressUnclear {
                what: Unclear::Text,
                items: items("A12, S01 M"),
            },
        ),
        (
            "words of somebody who holds something",
            Say::HoldsUnclear {
                what: Unclear::Text,
                holds: vec![hold("A12", 1), hold("S01 M", 2)],
                next: say_yes(None),
            },
        ),
        (
            "a voice note, and the order waits for its deposit",
            Say::DepositUnclear {
                what: Unclear::Voice,
                order: order(1),
                deposit: ask(true),
            },
        ),
        (
            "words of somebody whose order is confirmed",
            Say::OrderUnclear {
                what: Unclear::Text,
                newest: short(1, OrderStatus::Confirmed, false, 16_500),
            },
        ),
        (
            "words of somebody whose receipt is being checked",
            Say::OrderUnclear {
                what: Unclear::Text,
                newest: short(1, OrderStatus::New, true, 16_500),
            },
        ),
        (
            "confirmed",
            confirmed(lines.clone(), false, OrderStatus::Confirmed, None, vec![]),
        ),
        (
            "confirmed, a deposit is required",
            confirmed(lines, false, OrderStatus::New, Some(ask(true)), vec![]),
        ),
        (
            "more lines, a deposit is suggested, something came too late",
            confirmed(
                vec![line("C03", 1)],
                true,
                OrderStatus::Confirmed,
                Some(ask(false)),
                vec![late("B07", Some(2)), late("D04", None)],
            ),
        ),
        (
            "too late, taken",
            Say::TooLate {
                late: vec![late_offer("A12", 2, 1)],
            },
        ),
        (
            "too late, already waiting",
            Say::TooLate {
                late: vec![late("A12", Some(2))],
            },
        ),
        (
            "too late, sold out",
            Say::TooLate {
                late: vec![late("A12", None)],
            },
        ),
        ("nothing to confirm", Say::NothingToConfirm),
        (
            "cancelled",
            Say::Cancelled {
                items: items("A12"),
            },
        ),
        (
            "several cancelled",
            Say::Cancelled {
                items: items("A12, B07, S01 M"),
            },
        ),
        ("nothing to cancel", Say::NothingToCancel { orders: vec![] }),
        (
            "nothing to cancel but an order",
            Say::NothingToCancel {
                orders: vec![order(1)],
            },
        ),
        (
            "nothing to cancel but two orders",
            Say::NothingToCancel {
                orders: vec![order(1), order(12)],
            },
        ),
    ]
}

pub(crate) fn baskets() -> Vec<(&'static str, Say)> {
    let empty = Say::Basket {
        holds: vec![],
        places: vec![],
        orders: vec![],
        next: NextStep::Nothing,
    };
    vec![
        ("an empty basket", empty),
        (
            "a full basket",
            Say::Basket {
                holds: vec![hold("A12", 1), locked("S01 M"), paused("C03")],
                places: vec![place("B07", 1, 2), place("S02", 3, 1)],
                orders: vec![
                    short(1, OrderStatus::Preparing, false, 16_500),
                    short(2, OrderStatus::New, false, 6_500),
                ],
                next: say_yes(None),
            },
        ),
    ]
}

pub(crate) fn refused_lines() -> Vec<(&'static str, Say)> {
    let refusals = refusals_of_claims().into_iter();
    let say = |why: Refusal| {
        let title = refusal(&why);
        (title, claimed(vec![refused("A12", why)], NextStep::Nothing))
    };
    refusals.map(say).collect()
}
