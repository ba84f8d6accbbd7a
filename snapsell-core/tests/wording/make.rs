//! Short ways to make the parts of a message.

use snapsell_core::{
    Chance, ClaimLine, CommandId, CountLine, CustomerId, DepositAsk, HeldLine, HoldId, ItemLine,
    Label, LateLine, Line, Money, Named, NextStep, OrderLineShort, OrderNumber, OrderStatus,
    PlaceLine, PriceLine, Refusal, Say, Size, Timestamp, Zone, Zones,
};

pub(crate) fn named(text: &str) -> Named {
    let (label, size) = text.split_once(' ').unwrap_or((text, ""));
    Named {
        label: Label::new(label).unwrap(),
        size: Size::new(size).unwrap_or(Size::ONE),
    }
}

pub(crate) fn items(text: &str) -> Vec<Named> {
    text.split(", ").map(named).collect()
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn order(number: u32) -> OrderNumber {
    OrderNumber::new(number)
}

pub(crate) fn short(
    number: u32,
    status: OrderStatus,
    in_review: bool,
    total: i64,
) -> OrderLineShort {
    OrderLineShort {
        order: order(number),
        status,
        in_review,
        total: money(total),
    }
}

pub(crate) fn who(number: u32) -> CustomerId {
    CustomerId::new(number)
}

/// A time of the evening at the shop.
pub(crate) fn at(hour: i64, minute: i64, second: i64) -> Timestamp {
    let midnight = 1_795_305_600_000;
    Timestamp::from_millis(midnight + ((hour * 60 + minute) * 60 + second) * 1_000)
}

pub(crate) fn hold(item: &str, quantity: u32) -> HeldLine {
    HeldLine {
        hold: HoldId::new(1),
        item: named(item),
        quantity,
        price: money(5_000),
        until: Some(at(20, 36, 0)),
        locked: false,
    }
}

pub(crate) fn locked(item: &str) -> HeldLine {
    HeldLine {
        until: Some(at(20, 51, 0)),
        locked: true,
        ..hold(item, 1)
    }
}

pub(crate) fn paused(item: &str) -> HeldLine {
    HeldLine {
        until: None,
        ..hold(item, 1)
    }
}

pub(crate) fn place(item: &str, quantity: u32, place: u32) -> PlaceLine {
    PlaceLine {
        item: named(item),
        quantity,
        place,
    }
}

pub(crate) fn count(item: &str, count: u32, unique: bool) -> CountLine {
    CountLine {
        item: named(item),
        count,
        unique,
    }
}

pub(crate) fn priced(label: &str, sizes: &[Size], chance: Chance) -> PriceLine {
    PriceLine::Priced {
        label: named(label).label,
        price: money(5_000),
        sizes: sizes.to_vec(),
        chance,
    }
}

pub(crate) fn refused(what: &str, why: Refusal) -> ClaimLine {
    ClaimLine::Refused {
        what: what.to_string(),
        why,
    }
}

pub(crate) fn suggested(what: &str, choices: &str) -> ClaimLine {
    ClaimLine::Suggested {
        what: what.to_string(),
        choices: items(choices),
    }
}

pub(crate) fn ask(compulsory: bool) -> DepositAsk {
    DepositAsk {
        amount: money(2_000),
        compulsory,
        how: "Wave 07 00 00 00 00, au nom de Marie".to_string(),
    }
}

pub(crate) fn send_address(deposit: Option<DepositAsk>) -> NextStep {
    NextStep::SendAddress {
        total: money(6_500),
        fee: money(1_500),
        zones: Zones::default(),
        deposit,
    }
}

/// The message of an address that was erased since.
pub(crate) const ERASED: CommandId = CommandId::new(404);

pub(crate) fn say_yes(deposit: Option<DepositAsk>) -> NextStep {
    NextStep::SayYes {
        address: CommandId::new(9),
        total: money(16_500),
        fee: money(1_500),
        zones: Zones::default(),
        deposit,
    }
}

/// An address is asked for where delivery depends on it.
pub(crate) fn in_zones(named: &[(&str, i64)]) -> NextStep {
    NextStep::SendAddress {
        total: money(6_500),
        fee: money(1_500),
        zones: zones(named),
        deposit: None,
    }
}

pub(crate) fn zones<T: AsRef<str>>(named: &[(T, i64)]) -> Zones {
    let zone = |(name, fee): &(T, i64)| Zone::new(name.as_ref(), money(*fee)).unwrap();
    Zones::new(named.iter().map(zone).collect()).unwrap()
}

pub(crate) fn line(item: &str, quantity: u32) -> Line {
    Line {
        item: named(item),
        quantity,
        price: money(5_000),
    }
}

pub(crate) fn late(item: &str, place: Option<u32>) -> LateLine {
    LateLine {
        item: named(item),
        place,
        offer: None,
    }
}

/// The same, with a place at the end of the queue to answer for.
pub(crate) fn late_offer(item: &str, place: u32, offer: u8) -> LateLine {
    LateLine {
        offer: Some(offer),
        ..late(item, Some(place))
    }
}

pub(crate) fn sizes() -> Vec<Size> {
    ["S", "M", "XL"]
        .iter()
        .map(|size| Size::new(size).unwrap())
        .collect()
}

pub(crate) fn claimed(lines: Vec<ClaimLine>, next: NextStep) -> Say {
    Say::Claimed {
        lines: lines.into(),
        skipped: 0,
        next,
    }
}

pub(crate) fn item_line(item: &str, left: u32) -> ItemLine {
    ItemLine {
        item: named(item),
        price: money(5_000),
        left,
    }
}
