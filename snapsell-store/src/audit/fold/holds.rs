//! Holds, their units and their clocks.

use super::{Folded, Model};
use crate::exports::{HoldRow, UnitRow};
use crate::words::{numbers, slots_of, word};
use snapsell_core::{
    Change, CustomerId, HoldId, HoldState, ItemId, Origin, Payment, Slots, Timestamp,
};

const NO_HOLD: &str = "it refers to a hold that does not exist";

impl Model {
    pub(super) fn hold_change(&mut self, at: Timestamp, change: &Change) -> Folded {
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
            self.take(*item, slots)?;
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
            self.baskets.entry(*customer).or_default().insert(*hold);
        }
        if let Change::HoldGrown {
            hold,
            slots,
            until,
            origin,
        } = change
        {
            let item = self.hold(*hold)?.item;
            self.take(item, slots)?;
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
        if let Change::HoldEnded { hold, reason } = change {
            let row = self.take_hold(*hold)?;
            self.others.ended(&row, at, &word(reason));
            self.give_back(row.item, &row.slots)?;
            let empty = !self.baskets.contains_key(&row.customer);
            if empty && self.paid.remove(&row.customer).is_some() {
                self.others.forget_proof(row.customer);
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

    fn take(&mut self, item: ItemId, slots: &Slots) -> Folded {
        for slot in slots.iter() {
            let row = UnitRow {
                item,
                slot,
                sold: false,
            };
            if self.units.insert((item, slot), row).is_some() {
                return Err("a unit is given to two customers");
            }
        }
        Ok(())
    }

    pub(super) fn give_back(&mut self, item: ItemId, slots: &Slots) -> Folded {
        for slot in slots.iter() {
            self.units
                .remove(&(item, slot))
                .ok_or("a unit comes back that nobody has")?;
        }
        Ok(())
    }

    pub(super) fn proof(&mut self, at: Timestamp, change: &Change) {
        if let Change::ProofReceived {
            customer,
            order: None,
            review_until,
            ..
        } = change
        {
            self.paid.insert(*customer, Payment::DepositPending);
            if review_until.is_some() {
                self.each_hold(*customer, |row| {
                    if let HoldState::Soft { until } = row.state {
                        row.state = HoldState::ProofPending {
                            remaining: until.since(at),
                        };
                    }
                });
            }
        }
        if let Change::ProofApproved { customer, until } = change {
            self.paid.insert(*customer, Payment::DepositApproved);
            self.each_hold(*customer, |row| {
                row.state = HoldState::Locked { until: *until }
            });
        }
        if let Change::ProofRefused {
            customer,
            at_least_until,
        } = change
        {
            self.paid.insert(*customer, Payment::DepositRejected);
            self.each_hold(*customer, |row| {
                row.state = match row.state {
                    HoldState::Locked { until } => HoldState::Locked { until },
                    HoldState::Soft { until } => HoldState::Soft {
                        until: until.max(*at_least_until),
                    },
                    HoldState::ProofPending { remaining } => HoldState::Soft {
                        until: (at + remaining).max(*at_least_until),
                    },
                };
            });
        }
    }

    fn each_hold(&mut self, customer: CustomerId, change: impl Fn(&mut HoldRow)) {
        for hold in self.baskets.get(&customer).into_iter().flatten() {
            if let Some(row) = self.holds.get_mut(hold) {
                change(row);
            }
        }
    }

    /// Takes a hold out of its basket; its units stay as they are.
    pub(super) fn take_hold(&mut self, hold: HoldId) -> Result<HoldRow, &'static str> {
        let row = self.holds.remove(&hold).ok_or(NO_HOLD)?;
        if let Some(basket) = self.baskets.get_mut(&row.customer) {
            basket.remove(&hold);
            if basket.is_empty() {
                self.baskets.remove(&row.customer);
            }
        }
        Ok(row)
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
