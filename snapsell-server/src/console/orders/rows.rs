//! Orders as they are listed: by tab, by what is looked for, the newest first.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use snapsell_core::{
    CancelReason, CustomerId, Money, Order, OrderNumber, OrderStatus, Payment, ShopId,
};
use snapsell_store::{OrderRow, Store};

use super::super::answer::Halt;
use super::super::ask::Ask;
use super::super::dialled;
use super::super::person::{Person, people};
use super::super::show::Show;
use super::{PAGE, next, parsed, word};
use crate::parcel::contents;
use crate::trial;

/// Orders that are looked through for a name or the end of a number, the newest first.
const LOOKED_THROUGH_MAX: usize = 2_000;
/// Orders in one file, the newest.
const FILE_MAX: usize = 20_000;
/// Longest text that is looked for, in characters.
const QUERY_CHARS_MAX: usize = 60;

/// The tabs of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Prepare,
    Deliver,
    Delivered,
    Cancelled,
    All,
}

impl Tab {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Deliver => "deliver",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::All => "all",
        }
    }

    pub(super) fn of(text: &str) -> Self {
        let all = [Self::Deliver, Self::Delivered, Self::Cancelled, Self::All];
        all.into_iter()
            .find(|tab| tab.word() == text)
            .unwrap_or(Self::Prepare)
    }

    /// Where its orders can be moved to at once, by the buttons below the list.
    pub(super) const fn steps(self) -> &'static [&'static str] {
        match self {
            Self::Prepare => &["preparing", "out"],
            Self::Deliver => &["delivered"],
            Self::Delivered | Self::Cancelled => &[],
            Self::All => &["preparing", "out", "delivered"],
        }
    }

    /// Its statuses; all where there are none.
    const fn statuses(self) -> &'static [OrderStatus] {
        match self {
            Self::All => &[],
            Self::Prepare => &[
                OrderStatus::New,
                OrderStatus::Confirmed,
                OrderStatus::Preparing,
            ],
            Self::Deliver => &[OrderStatus::OutForDelivery],
            Self::Delivered => &[OrderStatus::Delivered],
            // Cancelled for whatever reason.
            Self::Cancelled => &[OrderStatus::Cancelled(CancelReason::Customer)],
        }
    }

    fn has(self, status: OrderStatus) -> bool {
        let same = |one: &OrderStatus| word(*one) == word(status);
        self == Self::All || self.statuses().iter().any(same)
    }
}

/// What the address of the page asks for.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub(super) tab: Tab,
    pub(super) q: String,
    /// The customers whose whole number it is.
    whose: BTreeSet<CustomerId>,
}

impl Filter {
    pub(super) async fn of(ask: &Ask, shop: ShopId) -> Result<Self, Halt> {
        let q: String = ask.query.line("q").chars().take(QUERY_CHARS_MAX).collect();
        Ok(Self {
            tab: Tab::of(ask.query.raw("onglet")),
            whose: dialled::whose(ask, shop, &q).await?,
            q,
        })
    }
}

/// An order with whose it is.
#[derive(Debug)]
pub(in super::super) struct Listed {
    pub(in super::super) row: OrderRow,
    pub(in super::super) person: Person,
}

/// A page of the list.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) rows: Vec<Listed>,
    /// The orders that fit.
    pub(super) count: usize,
    /// How many were looked through, where there are more in the tab.
    pub(super) looked: Option<usize>,
    /// How many a file of them has, where there are more.
    pub(super) cut: Option<usize>,
}

/// One page of the orders that fit, the newest first. Blocks.
pub(super) fn page(
    store: &Store,
    shop: ShopId,
    filter: &Filter,
    page: usize,
) -> Result<Page, Halt> {
    let statuses = filter.tab.statuses();
    let nobody = trial::Left::of(store, shop)?.her;
    let all = store.order_count(shop, statuses, nobody)?;
    let begin = |count: usize| (page.min(count.div_ceil(PAGE).max(1)) - 1) * PAGE;
    if filter.q.is_empty() {
        let rows = store.orders_in(shop, statuses, nobody, begin(all), PAGE)?;
        return Ok(Page {
            rows: with_people(store, shop, rows)?,
            count: all,
            looked: None,
            cut: cut(all),
        });
    }
    let found = find(store, shop, filter)?;
    let count = found.len();
    Ok(Page {
        rows: found.into_iter().skip(begin(count)).take(PAGE).collect(),
        count,
        looked: (all > LOOKED_THROUGH_MAX).then_some(LOOKED_THROUGH_MAX),
        cut: None,
    })
}

/// How many of so many orders a file has, where that is not all.
fn cut(count: usize) -> Option<usize> {
    (count > FILE_MAX).then_some(FILE_MAX)
}

/// The orders that fit among the newest of their tab, the newest first: all that a file or a search gives. Blocks.
pub(super) fn find(store: &Store, shop: ShopId, filter: &Filter) -> Result<Vec<Listed>, Halt> {
    let most = if filter.q.is_empty() {
        FILE_MAX
    } else {
        LOOKED_THROUGH_MAX
    };
    let nobody = trial::Left::of(store, shop)?.her;
    let mut rows = store.orders_in(shop, filter.tab.statuses(), nobody, 0, most)?;
    if let Some(oldest) = rows.last().filter(|_| rows.len() == most) {
        let older = older(store, shop, filter, oldest.order.number)?;
        rows.extend(older.filter(|row| Some(row.order.customer) != nobody));
    }
    let mut found = with_people(store, shop, rows)?;
    found.retain(|listed| {
        filter.whose.contains(&listed.row.order.customer) || listed.fits(&filter.q)
    });
    Ok(found)
}

/// Orders from before those that are looked through, the newest first: by their number, or by whose they are.
fn older(
    store: &Store,
    shop: ShopId,
    filter: &Filter,
    before: OrderNumber,
) -> Result<impl Iterator<Item = OrderRow>, Halt> {
    let mut found = BTreeMap::new();
    if let Some(number) = parsed(&filter.q) {
        found.extend(store.order(shop, number)?.map(|row| (number, row)));
    }
    for customer in &filter.whose {
        let hers = store.orders_of(shop, *customer, LOOKED_THROUGH_MAX)?;
        found.extend(hers.into_iter().map(|row| (row.order.number, row)));
    }
    found.retain(|number, row| *number < before && filter.tab.has(row.order.status));
    Ok(found.into_values().rev())
}

fn with_people(store: &Store, shop: ShopId, rows: Vec<OrderRow>) -> Result<Vec<Listed>, Halt> {
    let ids = rows.iter().map(|row| row.order.customer);
    let people = people(store, shop, ids)?;
    let listed = rows.into_iter().map(|row| Listed {
        person: people[&row.order.customer].clone(),
        row,
    });
    Ok(listed.collect())
}

/// One order. Blocks.
pub(super) fn one(store: &Store, shop: ShopId, number: OrderNumber) -> Result<OrderRow, Halt> {
    store.order(shop, number)?.ok_or(Halt::NotFound)
}

impl Listed {
    /// Whether this is what is looked for: a number of an order, part of a name, the end of a phone number, a code.
    fn fits(&self, q: &str) -> bool {
        let q = q.to_lowercase();
        let order = &self.row.order;
        q.is_empty()
            || parsed(&q) == Some(order.number)
            || self.person.name.to_lowercase().contains(&q)
            || (q.len() == 2 && self.person.phone.ends_with(&q))
            || order
                .lines
                .iter()
                .any(|line| line.named.to_string().to_lowercase() == q)
    }

    /// What a page shows of it.
    pub(super) fn value(&self, show: &Show) -> Value {
        let order = &self.row.order;
        json!({
            "number": order.number.to_string(),
            "name": self.person.name,
            "phone": self.person.phone,
            "codes": contents(order),
            "units": order.lines.iter().map(|line| line.slots.len()).sum::<u32>(),
            "total": show.money(order.total()),
            "status": word(order.status),
            "next": next(order.status).map(word),
            "open": !order.status.is_closed(),
            "payment": deposit(order),
            "paid": (order.paid() > Money::ZERO).then(|| show.money(order.paid())),
            "collect": show.money(order.to_collect()),
            "placed": show.clock(order.placed_at),
            "moved": show.clock(self.row.moved_at),
            "seen": self.stamp(),
        })
    }

    pub(super) fn lines(&self, show: &Show) -> Value {
        let lines = self.row.order.lines.iter().map(|line| {
            json!({
                "named": line.named.to_string(),
                "quantity": line.slots.len(),
                "price": show.money(line.price),
                "amount": show.money(line.amount()),
            })
        });
        lines.collect()
    }

    /// What the page was made of: when it is another one later, somebody else changed the order.
    pub(super) fn stamp(&self) -> String {
        let order = &self.row.order;
        format!(
            "{}~{}~{}~{:x}",
            word(order.status),
            payment(order.payment),
            order.total().minor(),
            order.address.get() >> 96,
        )
    }
}

/// The word for what is known of an order's deposit: one that it waits for, or that was asked and did not come, is not
/// one that nobody asks.
pub(super) fn deposit(order: &Order) -> &'static str {
    match order.payment {
        Payment::NoDeposit if order.status == OrderStatus::New => "awaited",
        Payment::NoDeposit if order.deposit > Money::ZERO => "missing",
        known @ (Payment::NoDeposit
        | Payment::DepositPending
        | Payment::DepositApproved
        | Payment::DepositRejected) => payment(known),
    }
}

/// The word for a state of payment.
const fn payment(payment: Payment) -> &'static str {
    match payment {
        Payment::NoDeposit => "none",
        Payment::DepositPending => "pending",
        Payment::DepositApproved => "approved",
        Payment::DepositRejected => "rejected",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_not_all_orders_says_so() {
        assert_eq!(cut(FILE_MAX), None);
        assert_eq!(cut(FILE_MAX + 1), Some(FILE_MAX));
    }
}
