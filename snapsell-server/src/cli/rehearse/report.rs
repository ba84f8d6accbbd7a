//! The figures of a rehearsal: sums and shares, and the same as JSON.

use serde_json::{Value, json};
use snapsell_core::{Money, Order, OrderStatus, Span};

use super::advice;
use super::stage::{Plan, Stage};
use crate::talk::Lang;

/// What was played, and what came of it.
pub(super) struct Report<'a> {
    pub(super) shop: Option<&'a str>,
    pub(super) plan: &'a Plan,
    pub(super) stage: &'a Stage,
}

impl Report<'_> {
    /// The list to prepare: every order that was not called off before it left.
    pub(super) fn orders(&self) -> Vec<&Order> {
        let orders = self.stage.shop.orders();
        let left = orders.filter(|order| match order.status {
            OrderStatus::Cancelled(reason) => reason == snapsell_core::CancelReason::NoShow,
            OrderStatus::New
            | OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered => true,
        });
        left.collect()
    }

    pub(super) fn awaiting_deposit(&self) -> usize {
        let orders = self.orders();
        orders
            .iter()
            .filter(|order| order.status == OrderStatus::New)
            .count()
    }

    pub(super) fn units(&self) -> u64 {
        let lines = self.orders().into_iter().flat_map(|order| &order.lines);
        lines.map(|line| u64::from(line.slots.len())).sum()
    }

    pub(super) fn sum(&self, of: fn(&Order) -> Money) -> Money {
        let orders = self.orders();
        orders
            .iter()
            .fold(Money::ZERO, |sum, order| sum.plus(of(order)))
    }

    fn over(&self) -> u64 {
        let tally = &self.stage.tally;
        tally.confirmed + tally.expired + tally.given_back + tally.removed
    }

    /// Of a hundred holds that are over.
    pub(super) fn percent_confirmed(&self) -> u64 {
        percent(self.stage.tally.confirmed, self.over())
    }

    /// Of a hundred holds that are over.
    pub(super) fn percent_expired(&self) -> u64 {
        percent(self.stage.tally.expired, self.over())
    }

    /// Of a hundred parcels.
    pub(super) fn percent_no_show(&self) -> u64 {
        let counts = &self.stage.counts;
        percent(counts.no_shows, counts.no_shows + counts.delivered)
    }

    pub(super) fn length(&self) -> Span {
        self.stage.ended.since(self.stage.begun())
    }

    pub(super) fn unheard(&self) -> Span {
        let outages = self.stage.outages.iter();
        let millis = outages.map(|(from, until)| until.since(*from).millis());
        Span::from_millis(millis.sum())
    }

    pub(super) fn as_json(&self, lang: Lang) -> Value {
        let (counts, tally) = (&self.stage.counts, &self.stage.tally);
        json!({
            "shop": self.shop,
            "customers": self.plan.customers,
            "seed": self.plan.seed,
            "currency": self.plan.settings.currency.code(),
            "live_seconds": self.length().secs(),
            "outages": {
                "count": self.stage.outages.len(),
                "seconds": self.unheard().secs(),
                "fetched_afterwards": counts.fetched_late,
            },
            "messages": {
                "in": counts.messages,
                "of_seller": counts.of_seller,
                "out": counts.answers,
                "voice": counts.voice,
                "stop": counts.stops,
                "delivered_again": counts.delivered_again,
                "duplicates_ignored": counts.duplicates,
            },
            "claims": {
                "messages": counts.claiming,
                "claims": counts.claims,
                "won": counts.won,
                "waiting": counts.waited,
                "repeated": counts.repeated,
                "refused": counts.refused + counts.taken,
            },
            "typing_errors": {
                "sent": counts.slips,
                "understood": counts.slips_understood,
                "suggested": counts.slips_suggested,
                "refused": counts.slips_refused,
            },
            "holds": {
                "held": tally.held,
                "promoted": tally.promoted,
                "late": tally.late,
                "confirmed": tally.confirmed,
                "expired": tally.expired,
                "given_back": tally.given_back,
                "removed": tally.removed,
                "reminders": tally.reminded,
                "too_late": counts.too_late,
                "percent_confirmed": self.percent_confirmed(),
            },
            "proofs": {
                "sent": counts.proofs,
                "approved": counts.approved,
                "refused": counts.proofs_refused,
            },
            "sales": {
                "orders": self.orders().len(),
                "units": self.units(),
                "goods": self.sum(Order::goods).minor(),
                "total": self.sum(Order::total).minor(),
                "awaiting_deposit": self.awaiting_deposit(),
                "no_shows": counts.no_shows,
                "percent_no_show": self.percent_no_show(),
            },
            "unserved": { "units": tally.unserved, "value": tally.unserved_value.minor() },
            // Were there one, the check after its decision would have ended the rehearsal.
            "units_given_twice": 0,
            "decisions_checked": counts.checks,
            "advice": advice::of(self, lang),
            "orders": self.orders().into_iter().map(order).collect::<Vec<_>>(),
        })
    }
}

fn order(order: &Order) -> Value {
    let lines = order.lines.iter().map(|line| {
        json!({
            "item": line.named.to_string(),
            "quantity": line.slots.len(),
            "unit_price": line.price.minor(),
        })
    });
    json!({
        "order": order.number.to_string(),
        "customer": order.customer.get(),
        "lines": lines.collect::<Vec<_>>(),
        "total": order.total().minor(),
        "deposit": order.deposit.minor(),
        "deposit_awaited": order.status == OrderStatus::New,
    })
}

/// Rounded down; 0 of nothing.
fn percent(part: u64, whole: u64) -> u64 {
    (part * 100).checked_div(whole).unwrap_or(0)
}
