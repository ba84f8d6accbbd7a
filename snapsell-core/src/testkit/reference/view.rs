//! What can be seen of a shop, in one form for the product and for the naive shop.

use super::Reference;
use super::rows::{Ends, Owner};
use crate::code::{Code, Size};
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, LiveId, OrderNumber};
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::pick::Pick;
use crate::shop::{HoldState, LiveState, Shop};
use crate::time::{Span, Timestamp};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// A shop as it can be seen: who holds what until when, who waits at which place, what was ordered for how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The instant of the last command carried out.
    pub clock: Timestamp,
    /// The live: its number, whether it takes claims, its orders and their sum.
    pub live: Option<(LiveId, bool, u32, Money)>,
    /// When something happens by itself.
    pub next_deadline: Option<Timestamp>,
    /// Messages that nobody read yet.
    pub to_read: u32,
    /// Every item.
    pub items: BTreeMap<ItemId, ItemView>,
    /// Every hold.
    pub holds: BTreeMap<HoldId, HoldView>,
    /// Every person of whom anything is known.
    pub people: BTreeMap<CustomerId, PersonView>,
    /// Every order.
    pub orders: BTreeMap<OrderNumber, OrderView>,
}

/// An item, its units and its queue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the item's of the same name")]
pub struct ItemView {
    pub code: Code,
    pub size: Size,
    pub named: bool,
    pub price: Money,
    pub withdrawn: bool,
    pub closed: bool,
    pub to_check: bool,
    pub stock: u32,
    pub sold: u32,
    pub free: u32,
    pub queue: Vec<(CustomerId, u32)>,
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the hold's of the same name")]
pub struct HoldView {
    pub item: ItemId,
    pub customer: CustomerId,
    pub quantity: u32,
    pub price: Money,
    pub since: Timestamp,
    pub locked: bool,
    pub until: Option<Timestamp>,
    pub remaining: Option<Span>,
    pub remind_at: Option<Timestamp>,
    pub moved: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each field is the person's of the same name")]
pub struct PersonView {
    pub address: Option<CommandId>,
    pub opted_out: bool,
    pub blocked: bool,
    pub unreachable: bool,
    pub awaits_address: bool,
    pub confirms: bool,
    pub only: Vec<Pick>,
    pub reminded: bool,
    pub lapsed: Vec<(ItemId, u32, Timestamp)>,
    pub suggested: Vec<ItemId>,
    pub payment: Payment,
    pub proof: Option<(Option<OrderNumber>, bool, Option<Timestamp>)>,
}

/// An order; of each line the item, the units and the price.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the order's of the same name")]
pub struct OrderView {
    pub customer: CustomerId,
    pub live: LiveId,
    pub lines: Vec<(ItemId, u32, Money)>,
    pub fee: Money,
    pub total: Money,
    pub status: OrderStatus,
    pub payment: Payment,
    pub deposit: Money,
    pub address: CommandId,
}

impl View {
    /// What can be seen of the product's shop.
    #[must_use]
    pub fn of(shop: &Shop) -> Self {
        let live = shop.live().map(|live| {
            let open = live.state == LiveState::Open;
            (live.id, open, live.orders, live.total)
        });
        let people = shop.customers.unsorted().map(|(id, row)| (id, person(row)));
        Self {
            clock: shop.clock(),
            live,
            next_deadline: shop.next_deadline(),
            to_read: shop.desk.to_read,
            items: shop
                .items
                .unsorted()
                .map(|(id, row)| (id, item(shop, row)))
                .collect(),
            holds: shop
                .holds
                .unsorted()
                .map(|(id, row)| (id, hold(row)))
                .collect(),
            people: people
                .filter(|(_, row)| *row != PersonView::default())
                .collect(),
            orders: shop
                .orders
                .iter()
                .map(|(&id, row)| (id, order(row)))
                .collect(),
        }
    }
}

fn item(shop: &Shop, row: &crate::shop::Item) -> ItemView {
    ItemView {
        code: row.code,
        size: row.named.size,
        named: shop.named(row.code, row.named.size) == Some(row.id),
        price: row.price,
        withdrawn: row.withdrawn,
        closed: row.closed,
        to_check: row.to_check,
        stock: row.stock(),
        sold: row.sold(),
        free: row.free(),
        queue: shop
            .queue(row.id)
            .map(|place| (place.customer, place.quantity))
            .collect(),
    }
}

fn hold(row: &crate::shop::Hold) -> HoldView {
    let remaining = match row.state {
        HoldState::ProofPending { remaining } => Some(remaining),
        HoldState::Soft { .. } | HoldState::Locked { .. } => None,
    };
    HoldView {
        item: row.item,
        customer: row.customer,
        quantity: row.slots.len(),
        price: row.price,
        since: row.since,
        locked: matches!(row.state, HoldState::Locked { .. }),
        until: row.state.until(),
        remaining,
        remind_at: row.remind_at,
        moved: row.moved,
    }
}

fn person(row: &crate::shop::Customer) -> PersonView {
    let lapsed = row.lapsed.iter();
    let proof = row.proof.as_ref();
    PersonView {
        address: row.address,
        opted_out: row.opted_out,
        blocked: row.blocked,
        unreachable: row.unreachable,
        awaits_address: row.awaits_address,
        confirms: row.confirms,
        only: row.only.to_vec(),
        reminded: row.reminded,
        lapsed: lapsed.map(|l| (l.item, l.quantity, l.at)).collect(),
        suggested: row.suggested.to_vec(),
        payment: row.payment,
        proof: proof.map(|proof| (proof.order, proof.pending, proof.review_until)),
    }
}

fn order(row: &crate::order::Order) -> OrderView {
    let lines = row.lines.iter();
    OrderView {
        customer: row.customer,
        live: row.live,
        lines: lines
            .map(|line| (line.item, line.slots.len(), line.price))
            .collect(),
        fee: row.fee,
        total: row.total(),
        status: row.status,
        payment: row.payment,
        deposit: row.deposit,
        address: row.address,
    }
}

impl Reference {
    /// What can be seen of the naive shop.
    #[must_use]
    pub fn view(&self) -> View {
        let (count, total) = self.takings();
        let live = self.live.as_ref();
        View {
            clock: self.clock,
            live: live.map(|live| (live.id, !live.closing, count, total)),
            next_deadline: self.next_deadline(),
            to_read: self.to_read,
            items: self.item_views().collect(),
            holds: self.hold_views().collect(),
            people: self.person_views().collect(),
            orders: self.order_views().collect(),
        }
    }

    fn next_deadline(&self) -> Option<Timestamp> {
        let ends = self.holds.iter().filter_map(|hold| hold.until());
        let running = self.holds.iter().filter(|hold| hold.until().is_some());
        let unreminded = running.filter(|hold| {
            let mut people = self.people.iter();
            people.any(|person| person.id == hold.customer && !person.reminded)
        });
        let reminders = unreminded.filter_map(|hold| hold.remind_at);
        let proofs = self.people.iter().filter_map(|p| p.proof.as_ref());
        let reviews = proofs.filter_map(|proof| proof.review_until);
        let all = ends.chain(reminders).chain(reviews);
        all.chain(self.closes_at(self.clock)).min()
    }

    fn item_views(&self) -> impl Iterator<Item = (ItemId, ItemView)> {
        self.items.iter().map(|row| {
            let queue = self.places.iter().filter(|place| place.item == row.id);
            let view = ItemView {
                code: row.code,
                size: row.size,
                named: row.named,
                price: row.price,
                withdrawn: row.withdrawn,
                closed: row.closed,
                to_check: row.to_check,
                stock: self.stock(row.id),
                sold: self.stock(row.id) - self.left(row.id),
                free: self.count(row.id, Owner::Nobody),
                queue: queue.map(|p| (p.customer, p.quantity)).collect(),
            };
            (row.id, view)
        })
    }

    fn hold_views(&self) -> impl Iterator<Item = (HoldId, HoldView)> {
        self.holds.iter().map(|row| {
            let view = HoldView {
                item: row.item,
                customer: row.customer,
                quantity: self.quantity(row.id),
                price: row.price,
                since: row.since,
                locked: matches!(row.ends, Ends::Locked(_)),
                until: row.until(),
                remaining: match row.ends {
                    Ends::Paused(remaining) => Some(remaining),
                    Ends::Soft(_) | Ends::Locked(_) => None,
                },
                remind_at: row.remind_at,
                moved: row.moved,
            };
            (row.id, view)
        })
    }

    fn person_views(&self) -> impl Iterator<Item = (CustomerId, PersonView)> {
        let all = self.people.iter().map(|row| {
            let proof = row.proof.as_ref();
            let view = PersonView {
                address: row.address,
                opted_out: row.opted_out,
                blocked: row.blocked,
                unreachable: row.unreachable,
                awaits_address: row.awaits_address,
                confirms: row.confirms,
                only: row.only.to_vec(),
                reminded: row.reminded,
                lapsed: row.lapsed.clone(),
                suggested: row.suggested.to_vec(),
                payment: row.payment,
                proof: proof.map(|proof| (proof.order, proof.pending, proof.review_until)),
            };
            (row.id, view)
        });
        all.filter(|(_, view)| *view != PersonView::default())
    }

    fn order_views(&self) -> impl Iterator<Item = (OrderNumber, OrderView)> {
        self.orders.iter().map(|row| {
            let lines = row.lines.iter();
            let view = OrderView {
                customer: row.customer,
                live: row.live,
                lines: lines.map(|l| (l.item, l.quantity, l.price)).collect(),
                fee: row.fee,
                total: row.total(),
                status: row.status,
                payment: row.payment,
                deposit: row.deposit,
                address: row.address,
            };
            (row.number, view)
        })
    }
}
