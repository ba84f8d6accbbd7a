use super::*;
use snapsell_core::{LiveId, OrderNumber, limits};

fn at(utc: &str) -> Timestamp {
    let at: jiff::Timestamp = utc.parse().unwrap();
    Timestamp::from_millis(at.as_millisecond())
}

fn from(who: u32) -> impl Fn(&str) -> (Timestamp, CustomerId) {
    move |utc| (at(utc), CustomerId::new(who))
}

fn order(number: u32, status: OrderStatus, placed: &str) -> OrderSum {
    OrderSum {
        number: OrderNumber::new(number),
        customer: CustomerId::new(1),
        live: LiveId::new(1),
        status,
        placed_at: at(placed),
        units: 2,
        goods: Money::from_minor(7_000),
    }
}

#[test]
fn a_week_begins_on_monday_at_midnight_where_the_shop_is() {
    let rows = Rows {
        received: ["2026-11-22T23:30:00Z", "2026-11-22T22:59:59Z"]
            .map(from(1))
            .into(),
        ..Rows::default()
    };
    let paris = |_: Timestamp| 60;
    let weeks = by_week(&rows, 12, at("2026-11-24T12:00:00Z"), &paris);
    let mondays: Vec<Period> = weeks.iter().map(|week| week.period).collect();
    let monday = |day| Period::Week {
        year: 2026,
        month: 11,
        day,
    };
    assert_eq!(mondays, [monday(23), monday(16)]);
    assert!(weeks.iter().all(|week| week.received == 1));
    let utc = by_week(&rows, 12, at("2026-11-24T12:00:00Z"), &|_| 0);
    assert_eq!((utc.len(), utc[0].received), (1, 2));
}

#[test]
fn who_was_not_there_has_bought_nothing_and_counts_against_what_was_delivered() {
    use OrderStatus::{Cancelled, Confirmed, Delivered};
    let placed = "2026-11-22T20:00:00Z";
    let rows = Rows {
        lives: vec![LiveRow {
            live: LiveId::new(1),
            opened_at: at("2026-11-22T19:00:00Z"),
            closing_at: None,
            closed_at: None,
        }],
        orders: vec![
            order(5, Delivered, placed),
            order(4, Cancelled(CancelReason::NoShow), placed),
            order(3, Cancelled(CancelReason::Customer), placed),
            order(2, Delivered, placed),
            order(1, Confirmed, placed),
        ],
        ..Rows::default()
    };
    let lives = by_live(&rows, 12, at("2026-11-22T21:00:00Z"));
    let sums = &lives[0];
    assert_eq!(
        (sums.orders, sums.goods.minor(), sums.delivered),
        (3, 21_000, 2)
    );
    assert_eq!(sums.percent_no_show(), Some(33));
    assert_eq!(sums.percent_confirmed(), None, "no hold is over");
    assert_eq!(sums.median_ms(), None);
}

#[test]
fn whoever_only_tried_is_in_no_sum() {
    let placed = "2026-11-22T20:00:00Z";
    let rows = Rows {
        orders: vec![order(1, OrderStatus::Confirmed, placed)],
        received: vec![from(1)(placed), from(2)(placed)],
        ..Rows::default()
    }
    .without(CustomerId::new(1));
    let weeks = by_week(&rows, 12, at("2026-11-22T21:00:00Z"), &|_| 0);
    assert_eq!((weeks[0].orders, weeks[0].received), (0, 1));
}

#[test]
fn messages_in_and_out_cost_a_whole_unit_for_each_that_is_begun() {
    let most = limits::PRICE_MAX;
    let highest = i64::from(u32::MAX) * 2 * (most / 1_000);
    for (received, sent, price, cost) in [
        (42, 45, 3_500, Some(305)),
        (500, 500, 3_500, Some(3_500)),
        (1_001, 0, 1_000, Some(1_001)),
        (0, 1, 1, Some(1)),
        (0, 0, 3_500, Some(0)),
        (42, 45, 0, None),
        (u32::MAX, u32::MAX, most, Some(highest)),
        (u32::MAX, u32::MAX, i64::MAX, Some(i64::MAX)),
    ] {
        let sums = Sums {
            received,
            sent,
            ..Sums::new(Period::Week {
                year: 2026,
                month: 11,
                day: 23,
            })
        };
        let price = Money::from_minor(price);
        let minor = sums.messages_cost(price).map(Money::minor);
        assert_eq!(minor, cost, "{received} and {sent} at {price:?}");
    }
}

#[test]
fn what_is_only_partly_read_is_left_out() {
    let received = ["2026-11-22T20:00:00Z", "2026-11-11T20:00:00Z"].map(from(1));
    let lives = ["2026-11-22T19:00:00Z", "2026-11-11T19:00:00Z"].map(|opened| LiveRow {
        live: LiveId::new(1),
        opened_at: at(opened),
        closing_at: None,
        closed_at: None,
    });
    let rows = Rows {
        lives: lives.to_vec(),
        received: received.into(),
        ..Rows::default()
    };
    let now = at("2026-11-22T21:00:00Z");
    let cut = rows.cut_at(2);
    assert_eq!(cut.since, Some(at("2026-11-11T20:00:00Z")));
    assert_eq!(by_live(&cut, 12, now).len(), 1);
    assert_eq!(by_week(&cut, 12, now, &|_| 0).len(), 1);
    let whole = cut.cut_at(3);
    assert_eq!(by_live(&whole, 12, now).len(), 2);
    assert_eq!(by_week(&whole, 12, now, &|_| 0).len(), 2);
}
