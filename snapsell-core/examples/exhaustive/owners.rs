//! Who has which unit, by the facts of the journal alone; it shares nothing with the rows of a shop.

use snapsell_core::{Change, CustomerId, Entry, HoldId, ItemId, OrderNumber, Slots};

/// A unit's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Owner {
    Hold(HoldId),
    Order(OrderNumber),
}

/// Every unit that somebody has, and every hold there ever was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Owners {
    units: Vec<(ItemId, u16, Owner)>,
    pub(crate) holds: Vec<(CustomerId, HoldId, ItemId)>,
    /// A unit was given while somebody had it.
    pub(crate) twice: bool,
}

impl Owners {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about units are looked at"
    )]
    pub(crate) fn see(&mut self, entry: &Entry) {
        for change in &entry.changes {
            match change {
                Change::Held {
                    hold,
                    item,
                    customer,
                    slots,
                    ..
                } => {
                    self.holds.push((*customer, *hold, *item));
                    self.give(*item, slots, *hold);
                }
                Change::HoldGrown { hold, slots, .. } => {
                    let of = self.holds.iter().find(|(_, known, _)| known == hold);
                    let item = of.expect("a hold that was announced").2;
                    self.give(item, slots, *hold);
                }
                Change::HoldShrunk { hold, slots } => self.units.retain(|(_, slot, owner)| {
                    *owner != Owner::Hold(*hold) || !slots.iter().any(|gone| gone == *slot)
                }),
                Change::HoldEnded { hold, .. } => {
                    self.units
                        .retain(|(_, _, owner)| *owner != Owner::Hold(*hold));
                }
                Change::OrderPlaced { order, holds, .. }
                | Change::OrderExtended { order, holds, .. } => {
                    for (_, _, owner) in &mut self.units {
                        if holds.iter().any(|hold| *owner == Owner::Hold(*hold)) {
                            *owner = Owner::Order(*order);
                        }
                    }
                }
                Change::UnitsReturned(order) => {
                    self.units
                        .retain(|(_, _, owner)| *owner != Owner::Order(*order));
                }
                _ => {}
            }
        }
    }

    fn give(&mut self, item: ItemId, slots: &Slots, hold: HoldId) {
        for slot in slots.iter() {
            let taken =
                |(known, number, _): &(ItemId, u16, Owner)| (*known, *number) == (item, slot);
            self.twice |= self.units.iter().any(taken);
            self.units.push((item, slot, Owner::Hold(hold)));
        }
        self.units.sort_by_key(|(item, slot, _)| (*item, *slot));
    }
}
