//! What the overlay says of each code: the ones that moved last, first.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use snapsell_core::{CustomerId, EndReason, Item, ItemId, Money, Shop, Timestamp};
use snapsell_store::EndedHoldRow;

use super::super::show::Show;

/// Codes on the picture.
const ROWS_MAX: usize = 8;
/// Holds that ended, looked through for codes that are free again.
pub(super) const ENDED_MAX: usize = 400;

/// The codes of the live that runs, copied while the shop was looked at.
#[derive(Debug)]
pub(super) struct Board {
    opened_at: Option<Timestamp>,
    cards: Vec<Row>,
}

/// One code.
#[derive(Debug, Clone)]
pub(super) struct Row {
    item: ItemId,
    named: String,
    price: Money,
    state: &'static str,
    free: u32,
    is_single: bool,
    waiting: u32,
    /// Whoever holds it, when only one does.
    pub(super) holder: Option<CustomerId>,
    moved_at: Timestamp,
}

impl Board {
    /// Nothing while no live runs.
    pub(super) fn of(shop: &Shop) -> Self {
        let opened_at = shop.live().map(|live| live.opened_at);
        let cards = match opened_at {
            None => Vec::new(),
            Some(_) => shop
                .items()
                .filter(|item| !item.closed && !item.withdrawn)
                .map(|item| row(shop, item))
                .collect(),
        };
        Self { opened_at, cards }
    }

    /// The codes that moved last, with what the ended holds tell of them.
    pub(super) fn rows(mut self, ended: &[EndedHoldRow]) -> Vec<Row> {
        let Some(opened_at) = self.opened_at else {
            return Vec::new();
        };
        let mut last: BTreeMap<ItemId, (Timestamp, Option<EndReason>)> = BTreeMap::new();
        for hold in ended.iter().filter(|hold| hold.ended_at >= opened_at) {
            let newest = last
                .entry(hold.item)
                .or_insert((hold.ended_at, hold.reason));
            if hold.ended_at > newest.0 {
                *newest = (hold.ended_at, hold.reason);
            }
        }
        for row in &mut self.cards {
            if let Some((at, reason)) = last.get(&row.item) {
                row.moved_at = row.moved_at.max(*at);
                if row.state == "free" && reason.is_some() {
                    row.state = "again";
                }
            }
        }
        self.cards
            .sort_by_key(|row| std::cmp::Reverse((row.moved_at, row.item)));
        self.cards.truncate(ROWS_MAX);
        self.cards
    }
}

fn row(shop: &Shop, item: &Item) -> Row {
    let (mut holder, mut holds, mut moved_at) = (None, 0, item.offered_at);
    for hold in shop.holders(item.id) {
        holds += 1;
        holder = Some(hold.customer);
        moved_at = moved_at.max(hold.since);
    }
    let state = match (item.left(), holds, item.free()) {
        (0, ..) => "sold",
        (_, 0, _) => "free",
        (_, _, 0) => "held",
        _ => "partly",
    };
    Row {
        item: item.id,
        named: item.named.to_string(),
        price: item.price,
        state,
        free: item.free(),
        is_single: item.stock() <= 1,
        waiting: item.waiting(),
        holder: holder.filter(|_| holds == 1),
        moved_at,
    }
}

impl Row {
    /// The page's part of it.
    pub(super) fn value(&self, holder: &str, show: &Show) -> Value {
        json!({
            "named": self.named,
            "price": show.money(self.price),
            "state": self.state,
            "name": self.holder.map(|_| holder),
            "free": (!self.is_single && self.free > 0).then_some(self.free),
            "waiting": self.waiting,
        })
    }
}
