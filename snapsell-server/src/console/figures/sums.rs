//! From rows to sums: each row belongs to one live, or to one week of the shop's own calendar.

use snapsell_core::{CancelReason, CustomerId, Money, OrderStatus, Timestamp};
use snapsell_store::{EndedHoldRow, LiveRow, OrderSum, StockRow, UnservedRow};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const WEEK_MS: i64 = 7 * DAY_MS;

/// What is summed up; every list the newest first, except what could not be served.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) lives: Vec<LiveRow>,
    pub(super) orders: Vec<OrderSum>,
    pub(super) holds: Vec<EndedHoldRow>,
    pub(super) unserved: Vec<UnservedRow>,
    pub(super) stock: Vec<StockRow>,
    /// When each message came, and from whom.
    pub(super) received: Vec<(Timestamp, CustomerId)>,
    /// When each reply was decided, and whether it went out as a message.
    pub(super) sent: Vec<(Timestamp, bool)>,
    /// Since when the journal was read for what could not be served; `None` when that is always.
    pub(super) journal_since: Option<Timestamp>,
    /// Since when the lists tell everything; `None` when that is always.
    pub(super) since: Option<Timestamp>,
}

/// What a line of the page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// A live.
    Live { number: u32, opened: Timestamp },
    /// The week that begins on this Monday.
    Week { year: i16, month: i8, day: i8 },
}

/// The sums of one period.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    pub(super) period: Period,
    /// Holds that are over.
    pub(super) ended: u32,
    /// Those of them that became lines of an order.
    pub(super) confirmed: u32,
    /// How long each of those took, in milliseconds.
    waits: Vec<i64>,
    /// Orders, without those that were called off before they left.
    pub(super) orders: u32,
    pub(super) units: u32,
    /// What their lines cost.
    pub(super) goods: Money,
    pub(super) delivered: u32,
    pub(super) no_show: u32,
    /// Units that somebody waited for in vain.
    pub(super) unserved: u32,
    pub(super) lost: Money,
    /// Units put on sale in a live that nobody ordered.
    pub(super) left: Option<u32>,
    pub(super) received: u32,
    pub(super) sent: u32,
}

impl Rows {
    /// Notes since when the lists are whole: one that is as long as it may be begins too late for what was before.
    pub(super) fn cut_at(mut self, most: usize) -> Self {
        let full = |count: usize, oldest: Option<Timestamp>| oldest.filter(|_| count >= most);
        let oldest_hold = self.holds.iter().map(|hold| hold.since).min();
        self.since = [
            full(
                self.orders.len(),
                self.orders.last().map(|order| order.placed_at),
            ),
            full(self.holds.len(), oldest_hold),
            full(self.received.len(), self.received.last().map(|(at, _)| *at)),
            full(self.sent.len(), self.sent.last().map(|(at, _)| *at)),
            full(
                self.stock.len(),
                self.stock.last().map(|row| row.item.offered_at),
            ),
            self.journal_since,
        ]
        .into_iter()
        .flatten()
        .max();
        self
    }

    /// The same without one who is no customer.
    pub(super) fn without(mut self, nobody: CustomerId) -> Self {
        self.orders.retain(|order| order.customer != nobody);
        self.holds.retain(|hold| hold.customer != nobody);
        self.unserved.retain(|row| row.customer != nobody);
        self.received.retain(|(_, from)| *from != nobody);
        self
    }

    fn came_in(&self) -> Vec<Timestamp> {
        self.received.iter().map(|(at, _)| *at).collect()
    }

    fn went_out(&self) -> Vec<Timestamp> {
        let went = self.sent.iter().filter(|(_, went)| *went);
        went.map(|(at, _)| *at).collect()
    }
}

impl Sums {
    fn new(period: Period) -> Self {
        Self {
            period,
            ended: 0,
            confirmed: 0,
            waits: Vec::new(),
            orders: 0,
            units: 0,
            goods: Money::ZERO,
            delivered: 0,
            no_show: 0,
            unserved: 0,
            lost: Money::ZERO,
            left: None,
            received: 0,
            sent: 0,
        }
    }

    /// Of a hundred holds that are over, how many became an order.
    pub(super) fn percent_confirmed(&self) -> Option<i64> {
        percent(self.confirmed, self.ended)
    }

    /// Of a hundred parcels that were brought to her, or tried to, how many found nobody.
    pub(super) fn percent_no_show(&self) -> Option<i64> {
        percent(self.no_show, self.delivered + self.no_show)
    }

    /// The middle of the times from hold to order, in milliseconds.
    pub(super) fn median_ms(&self) -> Option<i64> {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        waits.get(waits.len() / 2).copied()
    }

    /// What its messages cost where a thousand cost `price`, rounded up to the smallest unit; `None` where that is not
    /// known.
    pub(super) fn messages_cost(&self, price: Money) -> Option<Money> {
        let price = u128::try_from(price.minor())
            .ok()
            .filter(|price| *price > 0)?;
        let messages = u128::from(self.received) + u128::from(self.sent);
        let cost = (messages * price).div_ceil(1_000);
        Some(Money::from_minor(i64::try_from(cost).unwrap_or(i64::MAX)))
    }

    fn is_empty(&self) -> bool {
        self.ended + self.orders + self.unserved + self.received + self.sent + self.no_show == 0
    }

    fn hold(&mut self, hold: &EndedHoldRow) {
        self.ended += 1;
        if hold.reason.is_none() {
            self.confirmed += 1;
            self.waits
                .push(hold.ended_at.since(hold.since).millis().max(0));
        }
    }

    fn order(&mut self, order: &OrderSum) {
        match order.status {
            OrderStatus::Cancelled(CancelReason::NoShow) => self.no_show += 1,
            OrderStatus::Cancelled(_) => return,
            OrderStatus::Delivered => self.delivered += 1,
            OrderStatus::New
            | OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery => {}
        }
        // Who was not there has bought nothing.
        if order.status != OrderStatus::Cancelled(CancelReason::NoShow) {
            self.orders += 1;
            self.units += order.units;
            self.goods = self.goods.plus(order.goods);
        }
    }

    fn unserved(&mut self, row: &UnservedRow) {
        self.unserved += row.quantity;
        self.lost = self.lost.plus(row.price.times(row.quantity));
    }
}

fn percent(part: u32, whole: u32) -> Option<i64> {
    let (part, whole) = (i64::from(part), i64::from(whole));
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

/// The newest lives that the rows tell everything of, the newest first. What happens between two lives belongs to none,
/// except orders, which know theirs.
pub(super) fn by_live(rows: &Rows, most: usize, now: Timestamp) -> Vec<Sums> {
    let known = |live: &&LiveRow| rows.since.is_none_or(|since| live.opened_at >= since);
    let lives = rows.lives.iter().filter(known).take(most);
    lives.map(|live| of_live(rows, live, now)).collect()
}

fn of_live(rows: &Rows, live: &LiveRow, now: Timestamp) -> Sums {
    let until = live.closed_at.unwrap_or(now);
    let within = |at: Timestamp| live.opened_at <= at && at <= until;
    let mut sums = Sums::new(Period::Live {
        number: live.live.get(),
        opened: live.opened_at,
    });
    let holds = rows.holds.iter().filter(|hold| within(hold.since));
    holds.for_each(|hold| sums.hold(hold));
    let orders = rows.orders.iter().filter(|order| order.live == live.live);
    orders.for_each(|order| sums.order(order));
    let unserved = rows.unserved.iter().filter(|row| within(row.at));
    unserved.for_each(|row| sums.unserved(row));
    sums.received = count(&rows.came_in(), within);
    sums.sent = count(&rows.went_out(), within);
    sums.left = Some(left(&rows.stock, within));
    sums
}

/// What is prepared once a live is over is for the next one: no live left it unsold.
fn left(stock: &[StockRow], within: impl Fn(Timestamp) -> bool) -> u32 {
    let own = stock
        .iter()
        .filter(|row| within(row.item.offered_at) && !row.item.withdrawn);
    own.map(|row| row.item.stock.saturating_sub(row.sold)).sum()
}

fn count(times: &[Timestamp], within: impl Fn(Timestamp) -> bool) -> u32 {
    let count = times.iter().filter(|at| within(**at)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The newest weeks in which anything happened, the newest first. `offset` says how many minutes the shop's clock is
/// ahead of UTC.
pub(super) fn by_week(
    rows: &Rows,
    most: usize,
    now: Timestamp,
    offset: &impl Fn(Timestamp) -> i32,
) -> Vec<Sums> {
    let week = |at: Timestamp| {
        let local = at.millis() + i64::from(offset(at)) * 60_000;
        // Day 0 was a Thursday.
        (local.div_euclid(DAY_MS) + 3).div_euclid(7)
    };
    let newest = week(now);
    let oldest = newest.saturating_sub(i64::try_from(most).unwrap_or(i64::MAX) - 1);
    let oldest = rows
        .since
        .map_or(oldest, |since| oldest.max(week(since) + 1));
    let mut sums: Vec<Sums> = (oldest..=newest)
        .rev()
        .map(|week| Sums::new(monday(week)))
        .collect();
    let place = |at: Timestamp| usize::try_from(newest - week(at)).ok();
    let mut add = |at: Timestamp, add: &dyn Fn(&mut Sums)| {
        if let Some(sums) = place(at).and_then(|place| sums.get_mut(place)) {
            add(sums);
        }
    };
    for hold in &rows.holds {
        add(hold.since, &|sums| sums.hold(hold));
    }
    for order in &rows.orders {
        add(order.placed_at, &|sums| sums.order(order));
    }
    for row in &rows.unserved {
        add(row.at, &|sums| sums.unserved(row));
    }
    for at in rows.came_in() {
        add(at, &|sums| sums.received += 1);
    }
    for at in rows.went_out() {
        add(at, &|sums| sums.sent += 1);
    }
    sums.retain(|sums| !sums.is_empty());
    sums
}

fn monday(week: i64) -> Period {
    let millis = week * WEEK_MS - 3 * DAY_MS;
    let date = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    let date = date.to_zoned(jiff::tz::TimeZone::UTC).date();
    Period::Week {
        year: date.year(),
        month: date.month(),
        day: date.day(),
    }
}

#[cfg(test)]
mod tests;
