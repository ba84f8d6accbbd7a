//! One claim on one item: what is free, then a place for the rest; fewer units give the last ones back.

use crate::change::{Change, ItemKind, LeaveReason, Origin};
use crate::code::Size;
use crate::decide::{Ruling, due, live, serve};
use crate::draft::{Draft, Ground};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::intent::{Claim, Written};
use crate::label::Label;
use crate::limits::{CLAIM_QUANTITY_MAX, ITEMS_MAX, PLACES_PER_CUSTOMER_MAX, QUEUE_MAX};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::slots::Slots;

/// One claim on one item; whether it changed nothing. Repeating it does not; another quantity sets the quantity.
pub(super) fn claim_item(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    quantity: Option<u32>,
    origin: Origin,
) -> Result<bool, Refusal> {
    due::settle_item(draft, item);
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    if row.withdrawn {
        return Err(Refusal::Withdrawn);
    }
    let prepared = row.kind == ItemKind::Prepared;
    let given = !prepared && row.free.is_empty();
    let has = share(draft, customer, item);
    let units = has.units();
    // Who writes `x0` wants none: that reserves nothing, and takes nothing from her without a clear word.
    if quantity == Some(0) {
        return Err(Refusal::NoUnits);
    }
    let want = quantity.unwrap_or(units).max(1);
    // A single piece cannot be had twice.
    let want = if prepared {
        want
    } else {
        want.min(row.stock.max(1))
    };
    if want > CLAIM_QUANTITY_MAX {
        return Err(Refusal::TooManyUnits {
            most: CLAIM_QUANTITY_MAX,
        });
    }
    let mut unchanged = want == units;
    if want > units {
        if given && let Some(order) = ordered(draft, customer, item) {
            return Err(Refusal::Ordered { order });
        }
        live::for_claim(draft, prepared)?;
        match more(draft, customer, item, has, want - units, origin) {
            // What she has stays hers; there is no more.
            Err(_) if units > 0 => unchanged = true,
            ruling => ruling?,
        }
    } else if want < units {
        less(draft, customer, item, has, want);
    }
    Ok(unchanged)
}

/// The claim of a code that nobody registered: its piece comes to life with her hold, or not at all.
pub(super) fn bring_to_life(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    claim: &Claim,
    price: Money,
    origin: Origin,
) -> Result<ItemId, Refusal> {
    let Written::Code(code) = claim.code else {
        unreachable!("a code that nobody can read is no piece");
    };
    if claim.quantity == Some(0) {
        return Err(Refusal::NoUnits);
    }
    may_hold_more(draft, customer)?;
    live::for_claim(draft, false)?;
    if draft.item_count() >= ITEMS_MAX {
        return Err(Refusal::Full);
    }
    let item = draft.desk().next_item;
    draft.emit(Change::Offered {
        item,
        code,
        size: Size::ONE,
        label: Label::from(code),
        kind: ItemKind::Unique,
        price,
        quantity: 1,
        to_check: !draft.by.is_team(),
    });
    claim_item(draft, customer, item, claim.quantity, origin)?;
    Ok(item)
}

/// Whether she may have one more hold.
#[inline]
fn may_hold_more(draft: &Draft<'_, impl Ground>, customer: CustomerId) -> Ruling {
    if serve::too_many_holds(draft, customer) {
        return Err(Refusal::TooManyHolds {
            most: draft.settings().holds_per_customer,
        });
    }
    Ok(())
}

/// What a customer has of one item.
#[derive(Clone, Copy)]
struct Share {
    hold: Option<HoldId>,
    /// Units of the hold.
    have: u32,
    /// Units she waits for; `None` when she has no place.
    waits_for: Option<u32>,
}

impl Share {
    fn waiting(self) -> u32 {
        self.waits_for.unwrap_or_default()
    }

    /// Held and waited for.
    fn units(self) -> u32 {
        self.have + self.waiting()
    }
}

#[inline]
fn share(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> Share {
    let person = draft.customer(customer);
    let hold = person.and_then(|person| person.hold_of(item));
    let wait = person.and_then(|person| person.wait(item));
    let held = hold.and_then(|id| draft.hold(id));
    Share {
        hold,
        have: held.map_or(0, |hold| hold.slots.len()),
        waits_for: wait.map(|wait| wait.quantity),
    }
}

/// The open order of hers that has this item.
fn ordered(
    draft: &Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
) -> Option<OrderNumber> {
    let mut orders = draft.customer(customer)?.orders.iter().copied();
    orders.find(|&number| {
        let order = draft.order(number).expect("a listed order exists");
        order.has(item)
    })
}

/// Takes what is free, when nobody waits, and a place for the rest.
#[inline]
fn more(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    has: Share,
    extra: u32,
    origin: Origin,
) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    let slots = match row.waiting {
        0 => row.free.lowest(extra),
        _ => Slots::default(),
    };
    let given = slots.len();
    let rest = extra - given;
    if given > 0 && has.hold.is_none() {
        may_hold_more(draft, customer)?;
    }
    let may_wait = match rest {
        0 => Ok(()),
        _ => may_wait(draft, customer, item),
    };
    if given == 0 {
        may_wait.clone()?;
    } else {
        match has.hold.and_then(|id| draft.hold(id)) {
            Some(held) => {
                let (hold, until) = (held.id, held.state.until().unwrap_or(draft.now));
                draft.emit(Change::HoldGrown {
                    hold,
                    slots,
                    until,
                    origin,
                });
            }
            None => {
                serve::set_up(draft, customer, item, slots, origin);
            }
        }
    }
    if rest > 0 && may_wait.is_ok() {
        draft.emit(match has.waits_for {
            Some(waiting) => Change::PlaceResized {
                item,
                customer,
                quantity: waiting + rest,
            },
            None => Change::Queued {
                item,
                customer,
                quantity: rest,
            },
        });
    }
    Ok(())
}

fn may_wait(draft: &Draft<'_, impl Ground>, customer: CustomerId, item: ItemId) -> Ruling {
    let row = draft.item(item).ok_or(Refusal::UnknownItem)?;
    if row.stock == 0 {
        return Err(Refusal::SoldOut);
    }
    if !draft.settings().queue {
        return Err(if row.left() == 0 {
            Refusal::SoldOut
        } else {
            Refusal::Taken
        });
    }
    let person = draft.customer(customer);
    if person.is_some_and(|person| person.wait(item).is_some()) {
        return Ok(());
    }
    if row.waiting as usize >= QUEUE_MAX {
        return Err(Refusal::QueueFull);
    }
    let places = person.map_or(0, |person| person.waits.len());
    if places >= PLACES_PER_CUSTOMER_MAX {
        return Err(Refusal::TooManyPlaces {
            most: PLACES_PER_CUSTOMER_MAX as u32,
        });
    }
    Ok(())
}

/// Gives up the wait first, then units, which go to the next in line.
fn less(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    item: ItemId,
    has: Share,
    want: u32,
) {
    let (have, waiting) = (has.have, has.waiting());
    let still_waiting = want.saturating_sub(have);
    if waiting > 0 && still_waiting == 0 {
        draft.emit(Change::PlaceLeft {
            item,
            customer,
            reason: LeaveReason::Cancelled,
        });
    } else if still_waiting < waiting {
        draft.emit(Change::PlaceResized {
            item,
            customer,
            quantity: still_waiting,
        });
    }
    if want < have {
        let hold = has.hold.expect("who has units has a hold");
        let slots = draft
            .hold(hold)
            .expect("a listed hold exists")
            .slots
            .highest(have - want);
        draft.emit(Change::HoldShrunk { hold, slots });
        serve::serve(draft, item);
    }
}
