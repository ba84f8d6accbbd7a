//! What happens to an order once it exists.

use super::{Ruling, instead, proof, serve};
use crate::change::Change;
use crate::draft::{Draft, Ground};
use crate::ids::{CommandId, CustomerId, ItemId, LiveId, OrderNumber};
use crate::limits::PRICE_MAX;
use crate::money::Money;
use crate::order::{CancelReason, Order, OrderStatus};
use crate::refusal::Refusal;
use crate::reply::{Class, Say};
use crate::shop::{Customer, Held, Live};
use alloc::vec::Vec;

/// The customer's open order of this live, or of the last one while none is open: what she confirms later joins it. What
/// she holds since the live before joins that one's.
pub(super) fn of_this_live(
    draft: &Draft<'_, impl Ground>,
    person: &Customer,
) -> Option<OrderNumber> {
    if person.orders.is_empty() {
        return None;
    }
    let desk = draft.desk();
    let last = LiveId::new(desk.next_live.get().saturating_sub(1));
    let of = |live: LiveId| {
        let joins = |number: &OrderNumber| {
            draft
                .order(*number)
                .is_some_and(|order| order.live == live && order.status.is_open())
        };
        person.orders.iter().copied().rfind(joins)
    };
    let before = |live: &Live| {
        let from_before = |held: &Held| {
            draft
                .hold(held.hold)
                .is_some_and(|hold| hold.since < live.opened_at)
        };
        let all = !person.holds.is_empty() && person.holds.iter().all(from_before);
        all.then(|| LiveId::new(live.id.get().saturating_sub(1)))
    };
    match &desk.live {
        None => of(last),
        Some(live) => before(live).and_then(of).or_else(|| of(live.id)),
    }
}

/// PREPARE, LIVRAISON, LIVRE, and the team's word that one need not wait for its deposit: one step at a time. Those that cannot are left as they are, and named.
pub(super) fn advance(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    numbers: &[OrderNumber],
    to: OrderStatus,
) -> Ruling {
    let (mut orders, mut left) = (Vec::new(), Vec::new());
    for &number in numbers {
        let moved = match to {
            OrderStatus::Cancelled(_) => call_off(draft, number, to, Class::Transactional),
            OrderStatus::New
            | OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered => step(draft, number, to, Class::Transactional),
        };
        match moved {
            Ok(()) => orders.push(number),
            Err(why) => left.push(instead::of_order(number, why)),
        }
    }
    match (orders.as_slice(), left.first()) {
        ([], Some(first)) => return Err(first.why.clone()),
        ([], None) => {}
        (&[order], _) => answer(draft, seller, order, to),
        (_, _) => {
            if let Some(seller) = seller {
                let status = to;
                draft.tell(seller, Class::Answer, Say::OrdersSet { orders, status });
            }
        }
    }
    if let (Some(seller), false) = (seller, left.is_empty()) {
        draft.tell(seller, Class::Answer, Say::NotDone(left));
    }
    Ok(())
}

/// ANNULE VF-0012: before it is being prepared its units go to the next in line.
pub(super) fn cancel(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    number: OrderNumber,
    reason: CancelReason,
) -> Ruling {
    let status = OrderStatus::Cancelled(reason);
    call_off(draft, number, status, Class::Transactional)?;
    answer(draft, seller, number, status);
    Ok(())
}

/// Another delivery fee, as long as the order has not left: she is told the new total once.
pub(super) fn set_fee(
    draft: &mut Draft<'_, impl Ground>,
    number: OrderNumber,
    fee: Money,
) -> Ruling {
    let order = draft.order(number).ok_or(Refusal::UnknownOrder)?;
    if !order.status.may_cost_another_delivery() {
        return Err(Refusal::WrongMove {
            order: number,
            from: order.status,
        });
    }
    if fee < Money::ZERO || fee.minor() > PRICE_MAX {
        return Err(Refusal::OutOfBounds { most: PRICE_MAX });
    }
    if fee != order.fee {
        charge(draft, number, fee);
    }
    Ok(())
}

/// The order costs this delivery, and she is told the new total.
fn charge(draft: &mut Draft<'_, impl Ground>, number: OrderNumber, fee: Money) {
    draft.emit(Change::OrderFeeSet { order: number, fee });
    let row = draft.order(number).expect("an order keeps existing");
    let (customer, total) = (row.customer, row.total());
    let say = Say::FeeSet {
        order: number,
        fee,
        total,
    };
    draft.tell(customer, Class::Transactional, say);
}

/// Delivery is charged once: of an order that is called off before it left, with the one that was to travel with it.
fn pass_fee_on(draft: &mut Draft<'_, impl Ground>, off: &Order) {
    let beside = |&number: &OrderNumber| {
        draft.order(number).is_some_and(|order| {
            let travels = order.live == off.live && order.address == off.address;
            travels && order.fee == Money::ZERO && order.status.may_cost_another_delivery()
        })
    };
    let orders = draft.of(off.customer, |person| person.orders.to_vec());
    let pays = orders.iter().copied().find(beside);
    if let Some(order) = pays.filter(|_| off.fee > Money::ZERO) {
        charge(draft, order, off.fee);
    }
}

/// Another address that the team gives, until the order is prepared: she is told it once.
pub(super) fn readdress(
    draft: &mut Draft<'_, impl Ground>,
    number: OrderNumber,
    message: CommandId,
) -> Ruling {
    let order = draft.order(number).ok_or(Refusal::UnknownOrder)?;
    if !order.status.is_open() {
        return Err(Refusal::WrongMove {
            order: number,
            from: order.status,
        });
    }
    let customer = order.customer;
    draft.emit(Change::OrderReaddressed {
        order: number,
        message,
    });
    let say = Say::Readdressed {
        order: number,
        address: message,
    };
    draft.tell(customer, Class::Transactional, say);
    Ok(())
}

/// A customer calls her own order off, as long as nobody prepares it.
pub(super) fn cancel_own(
    draft: &mut Draft<'_, impl Ground>,
    customer: CustomerId,
    number: OrderNumber,
) -> Ruling {
    let own = draft
        .order(number)
        .filter(|order| order.customer == customer);
    let ruling = match own.map(|order| order.status) {
        None => Err(Refusal::UnknownOrder),
        Some(status) if !status.is_open() => Err(Refusal::WrongMove {
            order: number,
            from: status,
        }),
        Some(_) => call_off(
            draft,
            number,
            OrderStatus::Cancelled(CancelReason::Customer),
            Class::Answer,
        ),
    };
    if let Err(refusal) = &ruling {
        draft.tell(customer, Class::Answer, Say::Refused(refusal.clone()));
    }
    ruling
}

fn call_off(
    draft: &mut Draft<'_, impl Ground>,
    number: OrderNumber,
    status: OrderStatus,
    class: Class,
) -> Ruling {
    let order = draft.order(number).ok_or(Refusal::UnknownOrder)?;
    let off = order.clone();
    step(draft, number, status, class)?;
    proof::came_to_nothing(draft, Some(number), off.customer, off.payment);
    if off.status.may_cost_another_delivery() {
        pass_fee_on(draft, &off);
    }
    if off.status.is_open() {
        let mut items: Vec<ItemId> = off.lines.iter().map(|line| line.item).collect();
        draft.emit(Change::UnitsReturned(number));
        items.sort_unstable();
        items.dedup();
        for item in items {
            serve::serve(draft, item);
        }
    }
    Ok(())
}

fn step(
    draft: &mut Draft<'_, impl Ground>,
    number: OrderNumber,
    to: OrderStatus,
    class: Class,
) -> Ruling {
    let order = movable(draft, number, to)?;
    let customer = order.customer;
    let say = Say::OrderMoved {
        order: number,
        status: to,
        total: order.total(),
        left: order.left_to_pay(),
    };
    draft.emit(Change::OrderMoved {
        order: number,
        status: to,
    });
    draft.tell(customer, class, say);
    if let Some(oldest) = draft.order_to_retire() {
        draft.emit(Change::OrderRetired(oldest));
    }
    Ok(())
}

/// The order, when it may go there from where it is.
pub(super) fn movable<'a>(
    draft: &'a Draft<'_, impl Ground>,
    number: OrderNumber,
    to: OrderStatus,
) -> Result<&'a Order, Refusal> {
    let order = draft.order(number).ok_or(Refusal::UnknownOrder)?;
    if !order.status.may_become(to) {
        return Err(Refusal::WrongMove {
            order: number,
            from: order.status,
        });
    }
    Ok(order)
}

fn answer(
    draft: &mut Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    order: OrderNumber,
    status: OrderStatus,
) {
    if let Some(seller) = seller {
        draft.tell(seller, Class::Answer, Say::OrderSet { order, status });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Action, Actor, Command};
    use crate::decide::decide;
    use crate::draft::Sketch;
    use crate::ids::{CommandId, UserId};
    use crate::limits::CLOSED_ORDERS_MAX;
    use crate::message::Message;
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::state::State as _;
    use crate::time::Timestamp;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);
    const SELLER: CustomerId = CustomerId::new(1);
    const HER: CustomerId = CustomerId::new(2);

    fn says(shop: &mut Shop, from: CustomerId, words: &str) {
        let id = CommandId::new(u128::from(shop.version().get()) + 1);
        let message = Message::text(id, from, words);
        let decision = decide(shop, &crate::interpret(shop, &message), NOW);
        shop.apply(&decision.entry());
    }

    /// A shop that keeps this many closed orders, and one that is open, with the number after them.
    fn busy(closed: usize) -> (Shop, OrderNumber) {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        shop.desk.next_order = OrderNumber::new(u32::try_from(closed).unwrap() + 1);
        says(&mut shop, SELLER, "S01 3000");
        for words in ["S01", "Rue 5, Yopougon", "OUI"] {
            says(&mut shop, HER, words);
        }
        let (&number, open) = shop.orders.last_key_value().expect("her order");
        let past = Order {
            status: OrderStatus::Delivered,
            ..open.clone()
        };
        for old in 1..number.get() {
            let number = OrderNumber::new(old);
            let past = past.clone();
            shop.orders.insert(number, Order { number, ..past });
            shop.closed_orders.insert(number);
        }
        (shop, number)
    }

    #[test]
    fn the_oldest_closed_order_goes_when_there_are_more_than_the_bound() {
        for (closed, goes) in [(CLOSED_ORDERS_MAX, true), (CLOSED_ORDERS_MAX - 1, false)] {
            let (mut shop, number) = busy(closed);
            let command = Command {
                id: CommandId::new(900),
                by: Actor::Team(UserId::new(1)),
                action: Action::CancelOrder {
                    order: number,
                    reason: CancelReason::Seller,
                },
            };
            let oldest = OrderNumber::new(1);
            let mut sketch = Sketch::new(&shop);
            sketch.drop_order(oldest);
            assert_eq!(sketch.order(oldest), None);
            let decision = decide(&shop, &command, NOW);
            let retired = decision.changes.contains(&Change::OrderRetired(oldest));
            assert_eq!(retired, goes, "{closed}");
            assert_eq!(shop.clone().carry_out(&command, NOW), decision, "{closed}");
            shop.apply(&decision.entry());
            assert_eq!(shop.order(oldest).is_none(), goes, "{closed}");
            assert_eq!(shop.closed_orders.len(), CLOSED_ORDERS_MAX);
            assert_eq!(shop.orders.len(), CLOSED_ORDERS_MAX);
        }
    }
}
