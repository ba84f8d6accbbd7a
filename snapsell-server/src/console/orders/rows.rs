//! Orders as they are listed: by tab, by what is looked for, the newest first.

use std::collections::BTreeSet;

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

    fn of(text: &str) -> Self {
        let all = [Self::Deliver, Self::Delivered, Self::Cancelled, Self::All];
        all.into_iter()
            .find(|tab| tab.word() == text)
            .unwrap_or(Self::Prepare)
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

/// One page of the orders that fit, the newest first, and how many fit. Blocks.
pub(super) fn page(
    store: &Store,
    shop: ShopId,
    filter: &Filter,
    page: usize,
) -> Result<(Vec<Listed>, usize), Halt> {
    if filter.q.is_empty() {
        let statuses = filter.tab.statuses();
        let nobody = trial::Left::of(store, shop)?.her;
        let count = store.order_count(shop, statuses, nobody)?;
        let page = page.min(count.div_ceil(PAGE).max(1));
        let rows = store.orders_in(shop, statuses, nobody, (page - 1) * PAGE, PAGE)?;
        return Ok((with_people(store, shop, rows)?, count));
    }
    let found = find(store, shop, filter)?;
    let count = found.len();
    let page = page.min(count.div_ceil(PAGE).max(1));
    let shown = found.into_iter().skip((page - 1) * PAGE).take(PAGE);
    Ok((shown.collect(), count))
}

/// The orders that fit among the newest of their tab, the newest first: all that a file or a search gives. Blocks.
pub(super) fn find(store: &Store, shop: ShopId, filter: &Filter) -> Result<Vec<Listed>, Halt> {
    let most = if filter.q.is_empty() {
        FILE_MAX
    } else {
        LOOKED_THROUGH_MAX
    };
    let nobody = trial::Left::of(store, shop)?.her;
    let rows = store.orders_in(shop, filter.tab.statuses(), nobody, 0, most)?;
    let mut found = with_people(store, shop, rows)?;
    found.retain(|listed| {
        filter.whose.contains(&listed.row.order.customer) || listed.fits(&filter.q)
    });
    Ok(found)
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
            "collect": show.money(order.total().less(order.paid())),
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

/// The word for what is known of an order's deposit: one that it waits for is not one that nobody asks.
pub(super) fn deposit(order: &Order) -> &'static str {
    if order.status == OrderStatus::New && order.payment == Payment::NoDeposit {
        "awaited"
    } else {
        payment(order.payment)
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
