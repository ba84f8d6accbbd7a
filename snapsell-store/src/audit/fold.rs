//! The audit's own fold of changes into rows, written apart from the statements that write them.

use crate::exports::{HoldRow, ItemRow, OrderRow, PlaceRow, UnitRow};
use crate::words::{numbers, slots_of};
use snapsell_core::{
    Change, CustomerId, Entry, HoldId, HoldState, ItemId, LiveId, Named, Order, OrderLine,
    OrderNumber, Origin, Payment, Slots, Span, Timestamp,
};
use std::collections::BTreeMap;

/// The rows that a journal gives.
#[derive(Default)]
pub(super) struct Model {
    pub(super) items: BTreeMap<ItemId, ItemRow>,
    pub(super) holds: BTreeMap<HoldId, HoldRow>,
    pub(super) units: BTreeMap<(ItemId, u16), UnitRow>,
    pub(super) places: BTreeMap<(ItemId, CustomerId), PlaceRow>,
    pub(super) orders: BTreeMap<OrderNumber, OrderRow>,
    paid: BTreeMap<CustomerId, Payment>,
    live: Option<LiveId>,
}

type Folded = Result<(), &'static str>;

const NO_ITEM: &str = "it refers to an item that does not exist";
const NO_HOLD: &str = "it refers to a hold that does not exist";
const NO_ORDER: &str = "it refers to an order that does not exist";
const NO_PLACE: &str = "it refers to a place that does not exist";

impl Model {
    pub(super) fn apply(&mut self, entry: &Entry) -> Folded {
        let version = i64::try_from(entry.version.get()).map_err(|_| "its version is too high")?;
        (0..)
            .zip(&entry.changes)
            .try_for_each(|(index, change)| self.change(entry.at, version * 65_536 + index, change))
    }

    fn change(&mut self, at: Timestamp, place: i64, change: &Change) -> Folded {
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
            | Change::UnitsReturned(_) => return self.order_change(at, change),
            Change::Configured(_)
            | Change::LiveClosing
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
            | Change::NotesRead => {}
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

    fn hold_change(&mut self, at: Timestamp, change: &Change) -> Folded {
        if let Change::Held {
            hold,
            item,
            customer,
            slots,
            until,
            origin,
        } = change
        {
            let price = self.item(*item)?.price;
            self.take(*item, slots, *hold)?;
            let row = HoldRow {
                hold: *hold,
                item: *item,
                customer: *customer,
                slots: slots.clone(),
                price,
                since: at,
                state: HoldState::Soft { until: *until },
                origin: *origin,
            };
            self.holds.insert(*hold, row);
        }
        if let Change::HoldGrown {
            hold,
            slots,
            until,
            origin,
        } = change
        {
            let item = self.hold(*hold)?.item;
            self.take(item, slots, *hold)?;
            let row = self.hold(*hold)?;
            let mut all = numbers(&row.slots);
            all.extend(slots.iter());
            all.sort_unstable();
            row.slots = slots_of(&all);
            if *origin == Origin::Promoted {
                row.state = with_end(row.state, |_| *until);
            }
        }
        if let Change::HoldShrunk { hold, slots } = change {
            let row = self.hold(*hold)?;
            let gone = numbers(slots);
            let mut left = numbers(&row.slots);
            left.retain(|slot| !gone.contains(slot));
            row.slots = slots_of(&left);
            let item = row.item;
            self.give_back(item, slots)?;
        }
        if let Change::HoldMoved { hold, until } = change {
            let row = self.hold(*hold)?;
            row.state = with_end(row.state, |_| *until);
        }
        if let Change::HoldEnded { hold, .. } = change {
            let row = self.holds.remove(hold).ok_or(NO_HOLD)?;
            self.give_back(row.item, &row.slots)?;
            if !self
                .holds
                .values()
                .any(|other| other.customer == row.customer)
            {
                self.paid.remove(&row.customer);
            }
        }
        if let Change::OutageCredited { span, .. } = change {
            for row in self.holds.values_mut() {
                row.state = with_end(row.state, |until| until + *span);
            }
        }
        Ok(())
    }

    fn hold(&mut self, hold: HoldId) -> Result<&mut HoldRow, &'static str> {
        self.holds.get_mut(&hold).ok_or(NO_HOLD)
    }

    fn take(&mut self, item: ItemId, slots: &Slots, hold: HoldId) -> Folded {
        for slot in slots.iter() {
            let row = UnitRow {
                item,
                slot,
                hold: Some(hold),
                order: None,
            };
            if self.units.insert((item, slot), row).is_some() {
                return Err("a unit is given to two customers");
            }
        }
        Ok(())
    }

    fn give_back(&mut self, item: ItemId, slots: &Slots) -> Folded {
        for slot in slots.iter() {
            self.units
                .remove(&(item, slot))
                .ok_or("a unit comes back that nobody has")?;
        }
        Ok(())
    }

    fn proof(&mut self, at: Timestamp, change: &Change) {
        if let Change::ProofReceived {
            customer,
            order: None,
            review_until,
            ..
        } = change
        {
            self.paid.insert(*customer, Payment::DepositPending);
            for row in self.holds_of(*customer).filter(|_| review_until.is_some()) {
                if let HoldState::Soft { until } = row.state {
                    row.state = HoldState::ProofPending {
                        remaining: until.since(at),
                    };
                }
            }
        }
        if let Change::ProofApproved { customer, until } = change {
            self.paid.insert(*customer, Payment::DepositApproved);
            for row in self.holds_of(*customer) {
                row.state = HoldState::Locked { until: *until };
            }
        }
        if let Change::ProofRefused {
            customer,
            at_least_until,
        } = change
        {
            self.paid.insert(*customer, Payment::DepositRejected);
            for row in self.holds_of(*customer) {
                let resumed = |remaining: Span| at + remaining;
                row.state = match row.state {
                    HoldState::Locked { until } => HoldState::Locked { until },
                    HoldState::Soft { until } => HoldState::Soft {
                        until: until.max(*at_least_until),
                    },
                    HoldState::ProofPending { remaining } => HoldState::Soft {
                        until: resumed(remaining).max(*at_least_until),
                    },
                };
            }
        }
    }

    fn holds_of(&mut self, customer: CustomerId) -> impl Iterator<Item = &mut HoldRow> {
        self.holds
            .values_mut()
            .filter(move |row| row.customer == customer)
    }

    fn order_change(&mut self, at: Timestamp, change: &Change) -> Folded {
        if let Change::OrderPlaced {
            order,
            customer,
            holds,
            fee,
            status,
            deposit,
            address,
        } = change
        {
            let row = Order {
                number: *order,
                customer: *customer,
                live: self.live.unwrap_or_default(),
                lines: self.lines(*order, holds)?,
                fee: *fee,
                status: *status,
                payment: self.paid.remove(customer).unwrap_or_default(),
                deposit: *deposit,
                address: *address,
                placed_at: at,
            };
            self.orders.insert(
                *order,
                OrderRow {
                    order: row,
                    moved_at: at,
                },
            );
        }
        if let Change::OrderExtended {
            order,
            holds,
            deposit,
            ..
        } = change
        {
            let lines = self.lines(*order, holds)?;
            let customer = self.order(*order)?.order.customer;
            let paid = self.paid.remove(&customer).unwrap_or_default();
            let row = &mut self.order(*order)?.order;
            row.lines.extend(lines);
            row.deposit = *deposit;
            if row.payment == Payment::NoDeposit {
                row.payment = paid;
            }
        }
        if let Change::OrderMoved { order, status } = change {
            let row = self.order(*order)?;
            row.order.status = *status;
            row.moved_at = at;
        }
        if let Change::OrderPaid { order, payment } = change {
            self.order(*order)?.order.payment = *payment;
        }
        if let Change::OrderReaddressed { order, message } = change {
            self.order(*order)?.order.address = *message;
        }
        if let Change::UnitsReturned(order) = change {
            for line in self.order(*order)?.order.lines.clone() {
                self.give_back(line.item, &line.slots)?;
            }
        }
        Ok(())
    }

    fn order(&mut self, order: OrderNumber) -> Result<&mut OrderRow, &'static str> {
        self.orders.get_mut(&order).ok_or(NO_ORDER)
    }

    fn lines(
        &mut self,
        order: OrderNumber,
        holds: &[HoldId],
    ) -> Result<Vec<OrderLine>, &'static str> {
        let mut lines = Vec::with_capacity(holds.len());
        for hold in holds {
            let row = self.holds.remove(hold).ok_or(NO_HOLD)?;
            for slot in row.slots.iter() {
                let unit = UnitRow {
                    item: row.item,
                    slot,
                    hold: None,
                    order: Some(order),
                };
                self.units.insert((row.item, slot), unit);
            }
            lines.push(OrderLine {
                item: row.item,
                named: self.item(row.item)?.named,
                slots: row.slots,
                price: row.price,
            });
        }
        Ok(lines)
    }
}

/// The same state with another end, if its clock runs.
fn with_end(state: HoldState, end: impl Fn(Timestamp) -> Timestamp) -> HoldState {
    match state {
        HoldState::Soft { until } => HoldState::Soft { until: end(until) },
        HoldState::Locked { until } => HoldState::Locked { until: end(until) },
        HoldState::ProofPending { remaining } => HoldState::ProofPending { remaining },
    }
}
