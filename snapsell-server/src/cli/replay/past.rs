//! A shop as it was, and what of it is looked at.

use snapsell_core::{Code, CustomerId, Hold, Item, Order, Shop, Timestamp};
use snapsell_store::LiveRow;

use super::source::Source;

/// Whom and what to look at alone; everything where nothing is named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Only {
    pub(super) customer: Option<CustomerId>,
    pub(super) item: Option<Code>,
}

/// A shop at an instant.
pub(super) struct Past<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) shop: Shop,
    pub(super) at: Timestamp,
    /// The last live that had opened by then.
    pub(super) live: Option<LiveRow>,
    pub(super) only: Only,
}

impl Past<'_> {
    /// The items looked at, by code: with a customer, those that she holds or waits for.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.shop.items().filter(|item| {
            let hers = |who: CustomerId| {
                let holds = self.shop.holders(item.id).any(|hold| hold.customer == who);
                holds || self.shop.queue(item.id).any(|place| place.customer == who)
            };
            self.only.item.is_none_or(|code| code == item.code)
                && self.only.customer.is_none_or(hers)
        })
    }

    /// Holds of an item, oldest first.
    pub(super) fn holders(&self, item: &Item) -> impl Iterator<Item = &Hold> {
        self.shop.holders(item.id)
    }

    /// The orders looked at, of the live that is open or was the last; and how many of earlier lives are left out.
    pub(super) fn orders(&self) -> (Vec<&Order>, usize) {
        let live = self.live.map(|live| live.live).unwrap_or_default();
        let looked_at = |order: &&Order| {
            let holds = |code| order.lines.iter().any(|line| of_code(line, code));
            self.only.customer.is_none_or(|who| who == order.customer)
                && self.only.item.is_none_or(holds)
        };
        let all: Vec<&Order> = self.shop.orders().filter(looked_at).collect();
        let count = all.len();
        let of_live: Vec<&Order> = all.into_iter().filter(|order| order.live == live).collect();
        let left_out = count - of_live.len();
        (of_live, left_out)
    }
}

fn of_code(line: &snapsell_core::OrderLine, code: Code) -> bool {
    Code::canonical(line.named.label.as_str()) == Some(code)
}
