//! Orders as they are listed: by tab, by what is looked for, the newest first.

use serde_json::{Value, json};
use snapsell_core::{OrderNumber, OrderStatus, Payment, ShopId};
use snapsell_store::{OrderRow, Store};

use super::super::answer::Halt;
use super::super::ask::Ask;
use super::super::person::{Person, person};
use super::super::show::Show;
use super::{next, parsed, word};

/// Orders that are looked through for a name or the end of a number, the newest first.
const LOOKED_THROUGH_MAX: usize = 2_000;
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

    const fn holds(self, status: OrderStatus) -> bool {
        match (self, status) {
            (Self::All, _)
            | (Self::Prepare, OrderStatus::New | OrderStatus::Confirmed | OrderStatus::Preparing)
            | (Self::Deliver, OrderStatus::OutForDelivery)
            | (Self::Delivered, OrderStatus::Delivered)
            | (Self::Cancelled, OrderStatus::Cancelled(_)) => true,
            (Self::Prepare | Self::Deliver | Self::Delivered | Self::Cancelled, _) => false,
        }
    }
}

/// What the address of the page asks for.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub(super) tab: Tab,
    pub(super) q: String,
}

impl Filter {
    pub(super) fn of(ask: &Ask) -> Self {
        let q: String = ask.query.line("q").chars().take(QUERY_CHARS_MAX).collect();
        Self {
            tab: Tab::of(ask.query.raw("onglet")),
            q,
        }
    }
}

/// An order with whose it is.
#[derive(Debug)]
pub(in super::super) struct Listed {
    pub(in super::super) row: OrderRow,
    pub(in super::super) person: Person,
}

/// The orders that fit, the newest first. Blocks.
pub(super) fn find(store: &Store, shop: ShopId, filter: &Filter) -> Result<Vec<Listed>, Halt> {
    let rows = store.orders(shop)?;
    let in_tab = rows
        .into_iter()
        .rev()
        .filter(|row| filter.tab.holds(row.order.status));
    let mut found = Vec::new();
    for row in in_tab.take(LOOKED_THROUGH_MAX) {
        let person = person(store, shop, row.order.customer)?;
        let listed = Listed { row, person };
        if listed.fits(&filter.q) {
            found.push(listed);
        }
    }
    Ok(found)
}

/// One order. Blocks.
pub(super) fn one(store: &Store, shop: ShopId, number: OrderNumber) -> Result<OrderRow, Halt> {
    let rows = store.orders(shop)?;
    rows.into_iter()
        .find(|row| row.order.number == number)
        .ok_or(Halt::NotFound)
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
        let codes: Vec<String> = order
            .lines
            .iter()
            .map(|line| line.named.to_string())
            .collect();
        json!({
            "number": order.number.to_string(),
            "name": self.person.name,
            "phone": self.person.phone,
            "codes": codes,
            "units": order.lines.iter().map(|line| line.slots.len()).sum::<u32>(),
            "total": show.money(order.total()),
            "status": word(order.status),
            "next": next(order.status).map(word),
            "open": !order.status.is_closed(),
            "payment": payment(order.payment),
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

/// The word for a state of payment.
pub(super) const fn payment(payment: Payment) -> &'static str {
    match payment {
        Payment::NoDeposit => "none",
        Payment::DepositPending => "pending",
        Payment::DepositApproved => "approved",
        Payment::DepositRejected => "rejected",
    }
}
