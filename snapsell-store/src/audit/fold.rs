//! The audit's own fold of changes into rows, written apart from the statements that write them.

mod holds;
mod orders;
mod others;

pub(super) use others::Others;

use crate::exports::{HoldRow, ItemRow, OrderRow, PlaceRow, UnitRow};
use crate::journal;
use snapsell_core::{
    Change, CustomerId, Entry, HoldId, ItemId, LiveId, Named, OrderNumber, Payment, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// The rows that a journal gives.
#[derive(Default)]
pub(super) struct Model {
    pub(super) items: BTreeMap<ItemId, ItemRow>,
    pub(super) holds: BTreeMap<HoldId, HoldRow>,
    pub(super) units: BTreeMap<(ItemId, u16), UnitRow>,
    pub(super) places: BTreeMap<(ItemId, CustomerId), PlaceRow>,
    pub(super) orders: BTreeMap<OrderNumber, OrderRow>,
    pub(super) others: Others,
    baskets: BTreeMap<CustomerId, BTreeSet<HoldId>>,
    pub(super) paid: BTreeMap<CustomerId, Payment>,
    live: Option<LiveId>,
}

type Folded = Result<(), &'static str>;

const NO_ITEM: &str = "it refers to an item that does not exist";
const NO_PLACE: &str = "it refers to a place that does not exist";

impl Model {
    pub(super) fn apply(&mut self, entry: &Entry) -> Folded {
        (0..).zip(&entry.changes).try_for_each(|(index, change)| {
            self.change(entry.at, journal::place(entry.version, index), change)
        })
    }

    fn change(&mut self, at: Timestamp, place: i64, change: &Change) -> Folded {
        self.other(at, place, change);
        match change {
            Change::LiveOpened(live) => self.live = Some(*live),
            Change::Offered { .. } => self.offered(at, change),
            Change::StockAdded { item, quantity } => self.item(*item)?.stock += quantity,
            Change::StockRemoved { item, slots } => {
                let row = self.item(*item)?;
                row.stock = row
                    .stock
                    .checked_sub(slots.len())
                    .ok_or("stock falls below zero")?;
            }
            Change::Repriced { item, price } => self.item(*item)?.price = *price,
            Change::PhotoBound { item, media } => self.item(*item)?.photo = Some(*media),
            Change::Withdrawn(item) => self.item(*item)?.withdrawn = true,
            Change::Checked(item) => self.item(*item)?.to_check = false,
            Change::Queued { .. } | Change::PlaceResized { .. } | Change::PlaceLeft { .. } => {
                return self.queue(at, place, change);
            }
            Change::Held { .. }
            | Change::HoldGrown { .. }
            | Change::HoldShrunk { .. }
            | Change::HoldMoved { .. }
            | Change::HoldEnded { .. }
            | Change::OutageCredited { .. } => return self.hold_change(at, change),
            Change::ProofReceived { .. }
            | Change::ProofApproved { .. }
            | Change::ProofRefused { .. } => self.proof(at, change),
            Change::OrderPlaced { .. }
            | Change::OrderExtended { .. }
            | Change::OrderMoved { .. }
            | Change::OrderPaid { .. }
            | Change::OrderReaddressed { .. }
            | Change::OrderFeeSet { .. }
            | Change::UnitsReturned(_) => return self.order_change(at, change),
            Change::Configured(_)
            | Change::LiveClosing { .. }
            | Change::LiveClosed
            | Change::Reminded(_)
            | Change::AddressGiven { .. }
            | Change::AddressAwaited { .. }
            | Change::Suggested { .. }
            | Change::OrderRetired(_)
            | Change::ReviewOverdue(_)
            | Change::OptedOut(_)
            | Change::OptedIn(_)
            | Change::Unreachable(_)
            | Change::Reachable(_)
            | Change::Blocked(_)
            | Change::Unblocked(_)
            | Change::LanguageChosen { .. }
            | Change::Noted { .. }
            | Change::DepositKept { .. }
            | Change::NotesRead
            | Change::Done { .. } => {}
        }
        Ok(())
    }

    fn item(&mut self, item: ItemId) -> Result<&mut ItemRow, &'static str> {
        self.items.get_mut(&item).ok_or(NO_ITEM)
    }

    fn offered(&mut self, at: Timestamp, change: &Change) {
        if let Change::Offered {
            item,
            code,
            size,
            label,
            kind,
            price,
            quantity,
            to_check,
        } = change
        {
            let row = ItemRow {
                item: *item,
                code: *code,
                named: Named {
                    label: *label,
                    size: *size,
                },
                kind: *kind,
                price: *price,
                stock: *quantity,
                live: self.live,
                to_check: *to_check,
                withdrawn: false,
                photo: None,
                offered_at: at,
            };
            self.items.insert(*item, row);
        }
    }

    fn queue(&mut self, at: Timestamp, place: i64, change: &Change) -> Folded {
        if let Change::Queued {
            item,
            customer,
            quantity,
        } = change
        {
            let row = PlaceRow {
                item: *item,
                customer: *customer,
                place,
                quantity: *quantity,
                since: at,
            };
            let before = self.places.insert((*item, *customer), row);
            return before.map_or(Ok(()), |_| Err("somebody waits twice for one item"));
        }
        if let Change::PlaceResized {
            item,
            customer,
            quantity,
        } = change
        {
            self.places
                .get_mut(&(*item, *customer))
                .ok_or(NO_PLACE)?
                .quantity = *quantity;
        }
        if let Change::PlaceLeft { item, customer, .. } = change {
            self.places.remove(&(*item, *customer)).ok_or(NO_PLACE)?;
        }
        Ok(())
    }
}
