//! Proofs: a clock stands still, is locked, or runs again.

use super::money::{deposit, goods};
use super::rows::{Ends, Proof};
use super::{Reference, Ruling};
use crate::code::Code;
use crate::command::ProofTarget;
use crate::ids::{CommandId, CustomerId, OrderNumber};
use crate::intent::ProofOf;
use crate::label::Label;
use crate::money::Money;
use crate::order::{OrderStatus, Payment};
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// Whose proof, and of which order; of her basket when of none.
type Target = (CustomerId, Option<OrderNumber>);

impl Reference {
    pub(super) fn proof_sent(&mut self, customer: CustomerId, _: CommandId) -> Ruling {
        let holds = !self.basket(customer).is_empty();
        let for_basket = holds && self.person(customer).payment != Payment::DepositApproved;
        let order = if for_basket {
            None
        } else {
            self.order_to_pay(customer)
        };
        if !for_basket && order.is_none() {
            return self.note();
        }
        let asked = match order {
            Some(number) => self.order(number).expect("an order that is").deposit,
            None => self.asked_of(customer),
        };
        let alert_at = self.now + self.settings.hold.review;
        let before = self.person(customer).proof.take();
        let again = before.as_ref().filter(|proof| proof.order.is_none());
        let second = for_basket && again.is_some();
        let review_until = match again {
            // The second proof of a basket stops no clock, and the first is not forgotten.
            Some(first) if second => first.review_until,
            Some(_) | None => Some(alert_at),
        };
        self.person(customer).proof = Some(Proof {
            order,
            pending: true,
            review_until,
            asked,
        });
        self.activity();
        if let Some(number) = order {
            self.order_mut(number).payment = Payment::DepositPending;
            return Ok(());
        }
        self.person(customer).payment = Payment::DepositPending;
        for id in self.basket(customer) {
            let now = self.now;
            let hold = self.hold_mut(id);
            hold.remind_at = None;
            if let Ends::Soft(until) = hold.ends
                && !second
            {
                hold.ends = Ends::Paused(until.since(now));
            }
        }
        Ok(())
    }

    /// The deposit of all that she holds.
    fn asked_of(&self, customer: CustomerId) -> Money {
        let holds = self.basket(customer);
        let lines: Vec<_> = holds.into_iter().map(|hold| self.line(hold)).collect();
        deposit(self.settings.deposit, goods(&lines)).0
    }

    /// Her newest order that waits for its deposit and has no receipt, else her newest that waits for its deposit, else
    /// her newest that has none approved.
    fn order_to_pay(&self, customer: CustomerId) -> Option<OrderNumber> {
        let hers = self.orders.iter().filter(|o| o.customer == customer);
        let unpaid: Vec<_> = hers
            .filter(|o| !o.is_closed() && o.payment != Payment::DepositApproved)
            .collect();
        let mut new = unpaid.iter().filter(|o| o.status == OrderStatus::New);
        let without = new.clone().rfind(|o| o.payment != Payment::DepositPending);
        let waits = without.or_else(|| new.next_back());
        waits.or_else(|| unpaid.last()).map(|order| order.number)
    }

    pub(super) fn approve(&mut self, of: ProofTarget) -> Ruling {
        let target = match self.vouched_for(of) {
            Some(vouched) => vouched,
            None => self.target(of)?,
        };
        match target {
            (customer, None) => {
                let hold = &self.settings.hold;
                let until = (self.now + hold.locked).max(self.now + hold.soft);
                self.settle_proof(customer);
                self.person(customer).payment = Payment::DepositApproved;
                let remind_at = self.recall(customer, until);
                for id in self.basket(customer) {
                    let hold = self.hold_mut(id);
                    hold.ends = Ends::Locked(until);
                    hold.remind_at = remind_at;
                }
            }
            (_, Some(number)) => {
                self.judge_order(number, Payment::DepositApproved);
                let order = self.order_mut(number);
                if order.status == OrderStatus::New {
                    order.status = OrderStatus::Confirmed;
                }
            }
        }
        Ok(())
    }

    /// The seller has the money of an order that asks for some, though no receipt came.
    fn vouched_for(&self, of: ProofTarget) -> Option<Target> {
        let ProofTarget::Written(ProofOf::Order(number)) = of else {
            return None;
        };
        let order = self.order(number).filter(|order| !order.is_closed())?;
        let asked = order.status == OrderStatus::New || order.deposit > Money::ZERO;
        let came =
            order.payment == Payment::DepositPending || order.payment == Payment::DepositApproved;
        (asked && !came).then_some((order.customer, Some(number)))
    }

    pub(super) fn refuse(&mut self, of: ProofTarget) -> Ruling {
        if let Some(number) = self.approved_by_mistake(of) {
            self.order_mut(number).payment = Payment::DepositRejected;
            return Ok(());
        }
        match self.target(of)? {
            (customer, None) => {
                let least = self.now + self.settings.hold.after_refusal;
                self.settle_proof(customer);
                self.person(customer).payment = Payment::DepositRejected;
                for id in self.basket(customer) {
                    let until = match self.hold(id).expect("a hold of hers").ends {
                        Ends::Paused(remaining) => self.now + remaining,
                        Ends::Soft(until) => until,
                        Ends::Locked(_) => continue,
                    };
                    let until = until.max(least);
                    let remind_at = self.recall(customer, until);
                    let hold = self.hold_mut(id);
                    hold.ends = Ends::Soft(until);
                    hold.remind_at = remind_at;
                }
            }
            (_, Some(number)) => {
                let order = self.order(number).expect("an order that is");
                // What was approved before stays approved.
                let payment = match order.payment {
                    Payment::DepositApproved => Payment::DepositApproved,
                    Payment::NoDeposit | Payment::DepositPending | Payment::DepositRejected => {
                        Payment::DepositRejected
                    }
                };
                self.judge_order(number, payment);
            }
        }
        Ok(())
    }

    /// An approved order that is named, when no receipt for it could be meant instead.
    fn approved_by_mistake(&self, of: ProofTarget) -> Option<OrderNumber> {
        let ProofTarget::Written(ProofOf::Order(number)) = of else {
            return None;
        };
        let order = self.order(number)?;
        let approved = order.payment == Payment::DepositApproved && !order.is_closed();
        let other = self.pending(order.customer) == Some((order.customer, Some(number)));
        (approved && !other).then_some(number)
    }

    fn judge_order(&mut self, number: OrderNumber, payment: Payment) {
        let order = self.order_mut(number);
        order.payment = payment;
        let customer = order.customer;
        let proof = self.person(customer).proof.as_ref();
        if proof.is_some_and(|proof| proof.order == Some(number)) {
            self.settle_proof(customer);
        }
    }

    fn settle_proof(&mut self, customer: CustomerId) {
        if let Some(proof) = &mut self.person(customer).proof {
            proof.pending = false;
            proof.review_until = None;
        }
    }

    /// A closed order has nothing to review.
    pub(super) fn settle_proof_of(&mut self, number: OrderNumber) {
        let order = self.order(number).expect("an order that is");
        let (customer, closed) = (order.customer, order.is_closed());
        let proof = self.person(customer).proof.as_ref();
        if closed && proof.is_some_and(|proof| proof.order == Some(number)) {
            self.settle_proof(customer);
        }
    }

    fn pending(&self, customer: CustomerId) -> Option<Target> {
        let mut people = self.people.iter();
        let person = people.find(|person| person.id == customer)?;
        let proof = person.proof.as_ref().filter(|proof| proof.pending)?;
        Some((customer, proof.order))
    }

    fn waits_for_review(&self, number: OrderNumber) -> bool {
        let order = self.order(number);
        order.is_some_and(|o| o.payment == Payment::DepositPending && !o.is_closed())
    }

    fn target(&self, of: ProofTarget) -> Result<Target, Refusal> {
        match of {
            ProofTarget::Customer(customer) => self.pending(customer).ok_or(Refusal::NoProof),
            ProofTarget::Written(ProofOf::Order(number)) => {
                let order = self.order(number).ok_or(Refusal::UnknownOrder)?;
                let target = (order.customer, Some(number));
                let pending = self.pending(order.customer) == Some(target);
                if pending || self.waits_for_review(number) {
                    Ok(target)
                } else {
                    Err(Refusal::NoProof)
                }
            }
            ProofTarget::Written(ProofOf::Code(code)) => self.target_of_code(code, None),
            ProofTarget::CodeOf { code, customer } => self.target_of_code(code, Some(customer)),
        }
    }

    /// The one customer whose basket under review holds the code, else whose order has it; her oldest order.
    fn target_of_code(&self, code: Code, whose: Option<CustomerId>) -> Result<Target, Refusal> {
        let mut found: Vec<Target> = Vec::new();
        for hold in &self.holds {
            let item = self.item(hold.item);
            let meant = item.is_some_and(|item| item.code == code && item.named);
            let target = (hold.customer, None);
            let meant = meant && whose.is_none_or(|whose| whose == hold.customer);
            if meant && self.pending(hold.customer) == Some(target) {
                found.push(target);
            }
        }
        if found.is_empty() {
            for order in &self.orders {
                let has = order.lines.iter().any(|line| line.code == code);
                if has && self.waits_for_review(order.number) {
                    found.push((order.customer, Some(order.number)));
                }
            }
        }
        found.retain(|(customer, _)| whose.is_none_or(|whose| whose == *customer));
        found.sort_unstable();
        found.dedup_by_key(|(customer, _)| *customer);
        match found.as_slice() {
            [] => Err(Refusal::NoProof),
            [only] => Ok(*only),
            several => {
                let known = self.sizes_of(code);
                let row = known.first().and_then(|&(_, id)| self.item(id));
                let label = row.map_or_else(|| Label::from(code), |row| row.label);
                let customers = several.iter().map(|(customer, _)| *customer).collect();
                Err(Refusal::WhichProof { label, customers })
            }
        }
    }
}
