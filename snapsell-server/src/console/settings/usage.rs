//! The subscription and what was used this month. Figures to look at: no message is ever refused because of them.

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use snapsell_core::wording::format::whole;
use snapsell_core::{ShopId, Timestamp};
use snapsell_store::Store;

use super::super::answer::Halt;
use super::super::show::Show;
use crate::trial;

/// The plan of a shop and its counts since the month began by its own clock. Blocks.
pub(super) fn of(store: &Store, shop: ShopId, zone: &TimeZone, show: &Show) -> Result<Value, Halt> {
    let plan = store.plan(shop)?;
    let used = store.usage(
        shop,
        month_began(show.now, zone),
        trial::customer(store, shop)?,
    )?;
    let count = |count: u64| whole(i64::try_from(count).unwrap_or(i64::MAX), show.lang);
    Ok(json!({
        "plan": plan.as_ref().map(|plan| plan.name.as_str()),
        "paid": plan.as_ref().and_then(|plan| plan.paid_to).map(|at| show.clock(at)),
        "lives_max": plan.as_ref().and_then(|plan| plan.lives_max),
        "over": plan.and_then(|plan| plan.lives_max).is_some_and(|most| used.lives > u64::from(most)),
        "received": count(used.received),
        "sent": count(used.sent),
        "orders": count(used.orders),
        "lives": count(used.lives),
        "seats": count(used.seats),
    }))
}

/// Midnight of the first day of the month in which `now` is.
fn month_began(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let began = jiff::Timestamp::from_millisecond(now.millis())
        .and_then(|at| at.to_zoned(zone.clone()).first_of_month()?.start_of_day());
    began.map_or(now, |began| {
        Timestamp::from_millis(began.timestamp().as_millisecond())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_begins_at_midnight_of_the_shop() {
        let at = |text: &str| {
            let at: jiff::Timestamp = text.parse().unwrap();
            Timestamp::from_millis(at.as_millisecond())
        };
        for (zone, now, began) in [
            ("UTC", "2026-11-22T20:14:00Z", "2026-11-01T00:00:00Z"),
            (
                "Europe/Paris",
                "2026-10-31T23:30:00Z",
                "2026-10-31T23:00:00Z",
            ),
            (
                "America/New_York",
                "2026-11-01T03:59:00Z",
                "2026-10-01T04:00:00Z",
            ),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            assert_eq!(month_began(at(now), &zone), at(began));
        }
    }
}
