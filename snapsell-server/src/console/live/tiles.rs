//! One tile for each code: who holds it, until when, who waits.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use snapsell_core::{
    CommandId, CustomerId, Hold, HoldState, Item, ItemId, ItemKind, Settings, Shop, Timestamp,
    Version,
};

use super::super::person::Person;
use super::super::show::Show;

/// Tiles on one page, the newest first.
const TILES_MAX: usize = 200;
/// Names of a queue that are shown.
const QUEUE_SHOWN: usize = 5;

/// What the page needs of a shop, copied while its state was looked at.
#[derive(Debug)]
pub(in super::super) struct Seen {
    pub(super) settings: Settings,
    pub(super) version: Version,
    pub(super) opened_at: Option<Timestamp>,
    tiles: Vec<Tile>,
    more: usize,
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    held: u32,
    waiting: u32,
    orders: u32,
    total: snapsell_core::Money,
}

#[derive(Debug)]
struct Tile {
    item: Item,
    holds: Vec<Hold>,
    next: Vec<CustomerId>,
}

impl Seen {
    pub(in super::super) fn of(shop: &Shop) -> Self {
        // What is held outlasts its live: somebody still has to say yes, or to let it go.
        let shown = |item: &&Item| !item.closed || shop.holders(item.id).next().is_some();
        let mut items: Vec<&Item> = shop.items().filter(shown).collect();
        let waiting = items.iter().map(|item| item.waiting()).sum();
        let more = items.len().saturating_sub(TILES_MAX);
        let newest = |item: &&Item| std::cmp::Reverse((item.offered_at, item.id));
        // Of ten thousand items the others need not be put in order.
        if more > 0 {
            items.select_nth_unstable_by_key(TILES_MAX, newest);
            items.truncate(TILES_MAX);
        }
        items.sort_by_key(newest);
        let tiles = items.into_iter().map(|item| Tile {
            item: item.clone(),
            holds: shop.holders(item.id).cloned().collect(),
            next: shop
                .queue(item.id)
                .take(QUEUE_SHOWN)
                .map(|place| place.customer)
                .collect(),
        });
        let live = shop.live();
        Self {
            settings: shop.settings().clone(),
            version: shop.version(),
            opened_at: live.map(|live| live.opened_at),
            tiles: tiles.collect(),
            more,
            counts: Counts {
                held: shop.holds().map(|hold| hold.slots.len()).sum(),
                waiting,
                orders: live.map_or(0, |live| live.orders),
                total: live.map_or(snapsell_core::Money::ZERO, |live| live.total),
            },
        }
    }

    /// Everybody on the page.
    pub(super) fn customers(&self) -> Vec<CustomerId> {
        let holders = self
            .tiles
            .iter()
            .flat_map(|tile| tile.holds.iter().map(|hold| hold.customer));
        let waiting = self.tiles.iter().flat_map(|tile| tile.next.iter().copied());
        holders.chain(waiting).collect()
    }

    /// Everybody who holds something.
    pub(super) fn holders(&self) -> BTreeSet<CustomerId> {
        let holds = self.tiles.iter().flat_map(|tile| &tile.holds);
        holds.map(|hold| hold.customer).collect()
    }

    /// The messages that brought the photos.
    pub(super) fn photos(&self) -> impl Iterator<Item = CommandId> {
        self.tiles.iter().filter_map(|tile| tile.item.photo())
    }

    fn tile(&self, item: ItemId) -> Option<&Tile> {
        self.tiles.iter().find(|tile| tile.item.id == item)
    }

    /// Units that a walk-in could have.
    pub(super) fn free(&self, item: ItemId) -> u32 {
        let tile = self
            .tile(item)
            .filter(|tile| !tile.item.withdrawn && !tile.item.closed && tile.item.waiting() == 0);
        tile.map_or(0, |tile| tile.item.free())
    }

    pub(super) fn named(&self, item: ItemId) -> Option<String> {
        self.tile(item).map(|tile| tile.item.named.to_string())
    }

    pub(super) fn is_held_by(&self, item: ItemId, customer: CustomerId) -> bool {
        let tile = self.tile(item);
        tile.is_some_and(|tile| tile.holds.iter().any(|hold| hold.customer == customer))
    }
}

/// What the store knows of what was seen.
#[derive(Debug)]
pub(super) struct Known {
    /// Everybody on the page.
    pub(super) people: BTreeMap<CustomerId, Person>,
    /// Those who hold something and are not told by a message.
    pub(super) to_call: BTreeSet<CustomerId>,
    /// The photos that are pictures.
    pub(super) pictures: BTreeSet<CommandId>,
}

/// The page's part of it.
pub(super) fn value(seen: &Seen, known: &Known, show: &Show) -> Value {
    let tiles: Vec<Value> = seen
        .tiles
        .iter()
        .map(|tile| shown(tile, known, show))
        .collect();
    json!({
        "open": seen.opened_at.is_some(),
        "opened": seen.opened_at.map(Timestamp::millis),
        "counts": {
            "held": seen.counts.held,
            "waiting": seen.counts.waiting,
            "orders": seen.counts.orders,
            "total": show.money(seen.counts.total),
        },
        "tiles": tiles,
        "more": seen.more,
    })
}

impl Known {
    fn name(&self, id: CustomerId) -> &str {
        let person = self.people.get(&id);
        person.map_or("", |person| person.name.as_str())
    }
}

fn shown(tile: &Tile, known: &Known, show: &Show) -> Value {
    let item = &tile.item;
    let photo = item.photo().filter(|photo| known.pictures.contains(photo));
    let holds: Vec<Value> = tile
        .holds
        .iter()
        .map(|hold| held(hold, known, show))
        .collect();
    // Masked numbers may look the same: named once, the others are counted.
    let mut queue: Vec<&str> = Vec::new();
    for who in &tile.next {
        if !queue.contains(&known.name(*who)) {
            queue.push(known.name(*who));
        }
    }
    let more = item.waiting() as usize - queue.len();
    let state = match (item.withdrawn, item.left(), holds.is_empty(), item.free()) {
        (true, ..) => "withdrawn",
        (_, 0, ..) => "sold",
        (_, _, true, _) => "free",
        (_, _, false, 0) => "held",
        (_, _, false, _) => "partly",
    };
    json!({
        "id": item.id.get(),
        "code": item.code.to_string(),
        "size": item.named.size.as_str(),
        "named": item.named.to_string(),
        "price": show.money(item.price),
        "unique": item.kind == ItemKind::Unique && item.stock() <= 1,
        "free": item.free(),
        "left": item.left(),
        "stock": item.stock(),
        "sold": item.sold(),
        "state": state,
        "to_check": item.to_check,
        "photo": photo.map(|message| format!("{:032x}", message.get())),
        "holds": holds,
        "queue": queue,
        "more": more,
    })
}

fn held(hold: &Hold, known: &Known, show: &Show) -> Value {
    let (kind, until) = match hold.state {
        HoldState::Soft { until } => ("soft", Some(until)),
        HoldState::Locked { until } => ("locked", Some(until)),
        HoldState::ProofPending { .. } => ("proof", None),
    };
    json!({
        "id": hold.id.get(),
        "customer": hold.customer.get(),
        "name": known.name(hold.customer),
        "call": known.to_call.contains(&hold.customer),
        "quantity": hold.slots.len(),
        "kind": kind,
        "since": hold.since.millis(),
        "until": until.map(Timestamp::millis),
        "clock": until.map(|until| show.clock(until)),
    })
}
