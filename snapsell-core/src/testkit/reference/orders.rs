//! OUI and an address make an order; what happens to it afterwards.

use super::money::{better, deposit, goods, plus, takes};
use super::queues::Comes;
use super::rows::{Ends, Line, Order, Owner};
use super::{Reference, Ruling};
use crate::ids::{CommandId, CustomerId, HoldId, ItemId, OrderNumber};
use crate::limits::{CLAIMS_PER_MESSAGE_MAX, ORDER_LINES_MAX};
use crate::money::Money;
use crate::order::{CancelReason, OrderStatus, Payment};
use crate::pick::Pick;
use crate::refusal::Refusal;
use crate::time::Span;
use alloc::vec::Vec;

impl Reference {
    pub(super) fn order(&self, number: OrderNumber) -> Option<&Order> {
        self.orders.iter().find(|order| order.number == number)
    }

    pub(super) fn order_mut(&mut self, number: OrderNumber) -> &mut Order {
        let mut orders = self.orders.iter_mut();
        let order = orders.find(|order| order.number == number);
        order.expect("an order that is")
    }

    pub(super) fn give_address(
        &mut self,
        customer: CustomerId,
        message: CommandId,
        yes: bool,
    ) -> Ruling {
        let holds = !self.basket(customer).is_empty();
        let person = self.person(customer);
        person.address = Some(message);
        person.awaits_address = false;
        // One OUI makes one order, whether it can or not.
        let said = core::mem::take(&mut person.confirms);
        let mut only = core::mem::take(&mut person.only);
        if yes {
            only.clear();
        }
        let meant = !self.chosen(customer, &only).is_empty()
            || !self.ended_lately(customer, &only).is_empty();
        let confirms = (yes || (said && holds)) && meant;
        for order in &mut self.orders {
            if order.customer == customer && order.is_open() {
                order.address = message;
            }
        }
        if confirms {
            return self.confirm(customer, &only);
        }
        Ok(())
    }

    /// With nothing of hers to confirm it answers the one suggestion.
    pub(super) fn yes(&mut self, customer: CustomerId, picks: &[Pick]) -> Ruling {
        let nothing =
            self.basket(customer).is_empty() && self.ended_lately(customer, picks).is_empty();
        let suggested = self.person(customer).suggested.clone();
        let exists = |&id: &ItemId| self.item(id).is_some();
        let one = suggested.len() == 1 && suggested.iter().all(exists);
        if nothing && picks.is_empty() && one {
            return self.choose(customer, 1);
        }
        self.confirm(customer, picks)
    }

    pub(super) fn agree(&mut self, customer: CustomerId) -> Ruling {
        let holds = !self.basket(customer).is_empty();
        let asked = !self.person(customer).suggested.is_empty();
        if !holds && !asked && self.ended_lately(customer, &[]).is_empty() {
            return Ok(());
        }
        self.confirm(customer, &[])
    }

    fn confirm(&mut self, customer: CustomerId, picks: &[Pick]) -> Ruling {
        let barred = self.may_claim(customer);
        let (too_late, asks) = match barred {
            Ok(()) => self.reclaim(customer, picks),
            Err(_) => (false, false),
        };
        let chosen = self.chosen(customer, picks);
        if chosen.is_empty() {
            barred?;
            return Err(if too_late {
                Refusal::Taken
            } else {
                Refusal::NotHeld
            });
        }
        let Some(address) = self.person(customer).address else {
            self.waits_for_address(customer, picks);
            return Ok(());
        };
        // An order closes what was asked before it, not what it asks itself.
        if !asks {
            self.person(customer).suggested.clear();
        }
        self.place_order(customer, chosen, address);
        Ok(())
    }

    /// Her OUI waits for the address; one that already waits is not forgotten.
    fn waits_for_address(&mut self, customer: CustomerId, picks: &[Pick]) {
        let person = self.person(customer);
        let whole = picks.is_empty() || (person.confirms && person.only.is_empty());
        let mut only = picks.to_vec();
        if person.confirms {
            let more: Vec<Pick> = person.only.clone();
            let new = more.into_iter().filter(|pick| !picks.contains(pick));
            only.extend(new.take(CLAIMS_PER_MESSAGE_MAX));
        }
        person.awaits_address = true;
        person.confirms = true;
        person.only = if whole { Vec::new() } else { only };
    }

    /// What ended a moment ago and is free is hers again; whether something is not, and whether she may wait for it.
    fn reclaim(&mut self, customer: CustomerId, picks: &[Pick]) -> (bool, bool) {
        let (mut too_late, mut offered) = (false, Vec::new());
        for (item, quantity) in self.ended_lately(customer, picks) {
            let Some(row) = self.item(item).cloned() else {
                continue;
            };
            if !self.is_meant(picks, item) {
                continue;
            }
            let standing = self.is_open() && !row.withdrawn && !row.closed;
            let waited_for = self.places.iter().any(|place| place.item == item);
            let given = self.free(item).min(quantity);
            let fits = self.hold_of(customer, item).is_none() && !self.holds_enough(customer);
            if standing && !waited_for && given > 0 && fits {
                self.give(customer, item, given, Comes::Late);
                if given == quantity {
                    continue;
                }
            }
            too_late = true;
            let waitable = standing && self.stock(item) > 0 && self.settings.queue;
            if waitable && self.place(customer, item).is_none() {
                offered.push(item);
            }
        }
        let asks = !offered.is_empty();
        if asks {
            self.person(customer).suggested = offered;
        }
        (too_late, asks)
    }

    fn ended_lately(&mut self, customer: CustomerId, picks: &[Pick]) -> Vec<(ItemId, u32)> {
        let earliest = self.now - Span::from_mins(30);
        let opened_at = self.live.as_ref().map_or(self.now, |live| live.opened_at);
        // A bare OUI answers the last message: what ended before she was told of something newer, she let go.
        let told = self
            .holds
            .iter()
            .filter(|hold| hold.customer == customer && !hold.late)
            .map(|hold| hold.since)
            .max();
        let told = told.filter(|_| picks.is_empty());
        let lapsed = self.person(customer).lapsed.iter();
        lapsed
            .filter(|(_, _, at)| *at >= earliest && *at >= opened_at)
            .filter(|(_, _, at)| told.is_none_or(|told| *at > told))
            .map(|(item, quantity, _)| (*item, *quantity))
            .collect()
    }

    fn chosen(&self, customer: CustomerId, picks: &[Pick]) -> Vec<HoldId> {
        let mut holds = self.basket(customer);
        holds.retain(|&id| {
            let hold = self.hold(id).expect("a hold of hers");
            self.is_meant(picks, hold.item)
        });
        holds
    }

    pub(super) fn line(&self, hold: HoldId) -> Line {
        let row = self.hold(hold).expect("a hold that is");
        Line {
            item: row.item,
            code: self.item(row.item).expect("a held item exists").code,
            quantity: self.quantity(hold),
            price: row.price,
        }
    }

    fn place_order(&mut self, customer: CustomerId, holds: Vec<HoldId>, address: CommandId) {
        let lines: Vec<Line> = holds.iter().map(|&hold| self.line(hold)).collect();
        let (paid, whole) = self.basket_deposit(customer, &lines);
        // A part of a basket takes the part of an approved deposit that is asked for it.
        let stays = paid == Payment::DepositApproved && self.basket(customer).len() > holds.len();
        let own = deposit(self.settings.deposit, goods(&lines)).0;
        let sum = if stays { whole.min(own) } else { whole };
        let (joined, new) = (self.open_order(customer), goods(&lines));
        let rule = self.settings.deposit;
        let before = joined.as_ref().map_or(Money::ZERO, |o| goods(&o.lines));
        // All she buys in this live counts towards the threshold.
        let must_pay = deposit(rule, plus(before, new)).1;
        let joins = joined.as_ref().is_some_and(|order| {
            let fits = order.lines.len() + lines.len() <= ORDER_LINES_MAX;
            fits && takes(rule, order, new, (paid, sum))
        });
        // It goes where the order beside it goes.
        let address = joined.as_ref().map_or(address, |order| order.address);
        let number = match joined {
            Some(order) if joins => order.number,
            Some(_) | None => {
                let waits = must_pay && paid != Payment::DepositApproved;
                let number = self.next_order;
                self.next_order = number.next();
                self.orders.push(Order {
                    number,
                    customer,
                    live: self.last_live,
                    lines: Vec::new(),
                    fee: if joined.is_some() {
                        Money::ZERO
                    } else {
                        self.settings.delivery_fee
                    },
                    status: if waits {
                        OrderStatus::New
                    } else {
                        OrderStatus::Confirmed
                    },
                    payment: Payment::NoDeposit,
                    deposit: Money::ZERO,
                    address,
                });
                number
            }
        };
        let order = self.order_mut(number);
        order.lines.extend(lines);
        let payment = better(order.payment, paid);
        let receipts = [Payment::DepositPending, Payment::DepositApproved];
        order.deposit = if receipts.contains(&payment) {
            // Those sums count that brought the order where it is.
            let parts = [(order.payment, order.deposit), (paid, sum)];
            let counted = parts.into_iter().filter(|(of, _)| *of == payment);
            counted.fold(Money::ZERO, |all, (_, part)| plus(all, part))
        } else {
            deposit(rule, goods(&order.lines)).0
        };
        order.payment = payment;
        let free =
            deposit(rule, goods(&order.lines)).0 == Money::ZERO && !receipts.contains(&payment);
        let clear = order.payment == Payment::DepositApproved || (joins && free);
        if clear && order.status == OrderStatus::New {
            order.status = OrderStatus::Confirmed;
        }
        self.bought(customer, &holds, number);
        if stays {
            self.keep_deposit(customer, whole.less(sum));
        }
    }

    fn keep_deposit(&mut self, customer: CustomerId, rest: Money) {
        let person = self.person(customer);
        person.payment = Payment::DepositApproved;
        if let Some(proof) = &mut person.proof {
            proof.order = None;
            proof.asked = rest;
        }
    }

    /// What is known of the deposit of her basket, and what it is: as it was asked when the receipt came.
    fn basket_deposit(&mut self, customer: CustomerId, lines: &[Line]) -> (Payment, Money) {
        let by_rule = deposit(self.settings.deposit, goods(lines)).0;
        let person = self.person(customer);
        let receipt = person.proof.as_ref().filter(|p| p.order.is_none());
        (person.payment, receipt.map_or(by_rule, |p| p.asked))
    }

    /// Units are sold, the basket's payment and proof have moved to the order, the rest of the basket runs on.
    fn bought(&mut self, customer: CustomerId, holds: &[HoldId], number: OrderNumber) {
        for &hold in holds {
            self.take_hold(hold, Owner::Order(number));
        }
        self.drop_items_that_are_over();
        let was_reviewed = self.person(customer).under_review();
        let person = self.person(customer);
        person.payment = Payment::NoDeposit;
        person.awaits_address = false;
        person.confirms = false;
        person.only.clear();
        person.lapsed.clear();
        if let Some(proof) = person.proof.as_mut().filter(|p| p.order.is_none()) {
            proof.order = Some(number);
        }
        if was_reviewed {
            let least = self.settings.hold.after_refusal;
            for id in self.basket(customer) {
                let ends = self.hold(id).expect("a hold of hers").ends;
                let until = match ends {
                    Ends::Paused(remaining) => self.now + remaining.max(least),
                    Ends::Soft(until) => until,
                    Ends::Locked(_) => continue,
                };
                let remind_at = self.recall(customer, until);
                let hold = self.hold_mut(id);
                hold.ends = Ends::Soft(until);
                hold.remind_at = remind_at;
            }
        }
        self.activity();
    }

    /// Her newest order of this live, or of the last one when none runs, that still takes lines. Of the live before, when
    /// all that she holds is from then and there is such an order.
    fn open_order(&self, customer: CustomerId) -> Option<Order> {
        let hers = self.orders.iter().filter(|o| o.customer == customer);
        let mut hers: Vec<&Order> = hers.filter(|order| order.is_open()).collect();
        let mut basket = self
            .holds
            .iter()
            .filter(|h| h.customer == customer)
            .peekable();
        if let Some(live) = &self.live
            && basket.peek().is_some()
            && basket.all(|hold| hold.since < live.opened_at)
            && let Some(old) = hers.iter().rfind(|order| order.live.next() == live.id)
        {
            return Some((*old).clone());
        }
        hers.retain(|order| order.live == self.last_live);
        hers.last().map(|order| (*order).clone())
    }

    pub(super) fn cancel(&mut self, customer: CustomerId, picks: &[Pick]) -> Ruling {
        self.person(customer).suggested.clear();
        let waited = self.places.iter().filter(|p| p.customer == customer);
        let mut places: Vec<ItemId> = waited.map(|place| place.item).collect();
        places.retain(|&item| self.is_meant(picks, item));
        let holds = self.chosen(customer, picks);
        if places.is_empty() && holds.is_empty() {
            return Err(Refusal::NotHeld);
        }
        for item in places {
            self.leave(customer, item);
        }
        for id in holds {
            let item = self.hold(id).expect("a hold of hers").item;
            self.end_hold(id, false);
            self.serve(item);
        }
        Ok(())
    }

    pub(super) fn cancel_own(&mut self, customer: CustomerId, number: OrderNumber) -> Ruling {
        let order = self.order(number).filter(|o| o.customer == customer);
        let order = order.ok_or(Refusal::UnknownOrder)?;
        if !order.is_open() {
            let from = order.status;
            return Err(Refusal::WrongMove {
                order: number,
                from,
            });
        }
        self.cancel_order(number, CancelReason::Customer)
    }

    pub(super) fn advance_all(&mut self, numbers: &[OrderNumber], to: OrderStatus) -> Ruling {
        let results: Vec<Ruling> = numbers
            .iter()
            .map(|&number| self.advance(number, to))
            .collect();
        match results.iter().any(Result::is_ok) {
            true => Ok(()),
            false => results.into_iter().next().unwrap_or(Ok(())),
        }
    }

    fn advance(&mut self, number: OrderNumber, to: OrderStatus) -> Ruling {
        if let OrderStatus::Cancelled(reason) = to {
            return self.cancel_order(number, reason);
        }
        let from = self.order(number).ok_or(Refusal::UnknownOrder)?.status;
        let follows = [
            (OrderStatus::New, OrderStatus::Confirmed),
            (OrderStatus::Confirmed, OrderStatus::Preparing),
            (OrderStatus::Preparing, OrderStatus::OutForDelivery),
            (OrderStatus::OutForDelivery, OrderStatus::Delivered),
        ];
        if !follows.contains(&(from, to)) {
            return Err(Refusal::WrongMove {
                order: number,
                from,
            });
        }
        self.order_mut(number).status = to;
        self.settle_proof_of(number);
        Ok(())
    }

    pub(super) fn readdress(&mut self, number: OrderNumber, message: CommandId) -> Ruling {
        let from = self.order(number).ok_or(Refusal::UnknownOrder)?.status;
        if !from.is_open() {
            return Err(Refusal::WrongMove {
                order: number,
                from,
            });
        }
        self.order_mut(number).address = message;
        Ok(())
    }

    pub(super) fn set_fee(&mut self, number: OrderNumber, fee: Money) -> Ruling {
        let from = self.order(number).ok_or(Refusal::UnknownOrder)?.status;
        if !from.is_open() && from != OrderStatus::Preparing {
            return Err(Refusal::WrongMove {
                order: number,
                from,
            });
        }
        if !(0..=1_000_000_000_000).contains(&fee.minor()) {
            return Err(Refusal::OutOfBounds {
                most: 1_000_000_000_000,
            });
        }
        self.order_mut(number).fee = fee;
        Ok(())
    }

    /// Somebody pays the rider still, if anything of hers goes there with it.
    fn pass_fee_on(&mut self, off: &Order) {
        let with_it = self.orders.iter_mut().find(|order| {
            let ready = order.is_open() || order.status == OrderStatus::Preparing;
            ready
                && order.fee == Money::ZERO
                && (order.customer, order.live, order.address)
                    == (off.customer, off.live, off.address)
        });
        if let Some(order) = with_it {
            order.fee = off.fee;
        }
    }

    pub(super) fn cancel_order(&mut self, number: OrderNumber, reason: CancelReason) -> Ruling {
        let order = self.order(number).ok_or(Refusal::UnknownOrder)?.clone();
        if order.is_closed() {
            return Err(Refusal::WrongMove {
                order: number,
                from: order.status,
            });
        }
        self.order_mut(number).status = OrderStatus::Cancelled(reason);
        self.settle_proof_of(number);
        if order.fee > Money::ZERO && (order.is_open() || order.status == OrderStatus::Preparing) {
            self.pass_fee_on(&order);
        }
        if !order.is_open() {
            // It is packed already: its units do not go back into the shop by themselves.
            return Ok(());
        }
        for unit in &mut self.units {
            if unit.owner == Owner::Order(number) {
                unit.owner = Owner::Nobody;
            }
        }
        let mut items: Vec<ItemId> = order.lines.iter().map(|line| line.item).collect();
        items.sort_unstable();
        items.dedup();
        for item in items {
            self.serve(item);
        }
        Ok(())
    }
}
