//! Orders and their lines.

use super::{Folded, Model};
use crate::exports::{OrderRow, UnitRow};
use snapsell_core::{Change, HoldId, Order, OrderLine, OrderNumber, Payment, Timestamp};

const NO_ORDER: &str = "it refers to an order that does not exist";

impl Model {
    pub(super) fn order_change(&mut self, at: Timestamp, change: &Change) -> Folded {
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
            if self.paid.contains_key(customer) {
                self.others.take_proof(*customer, *order);
            }
            let row = Order {
                number: *order,
                customer: *customer,
                live: self.live.unwrap_or_default(),
                lines: self.lines(holds, at)?,
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
            let lines = self.lines(holds, at)?;
            let customer = self.order(*order)?.order.customer;
            if self.paid.contains_key(&customer) {
                self.others.take_proof(customer, *order);
            }
            let paid = self.paid.remove(&customer).unwrap_or_default();
            let row = &mut self.order(*order)?.order;
            row.lines.extend(lines);
            row.deposit = *deposit;
            if row.payment == Payment::NoDeposit {
                row.payment = paid;
            }
        }
        self.order_later(at, change)
    }

    /// What happens to an order that is there.
    fn order_later(&mut self, at: Timestamp, change: &Change) -> Folded {
        if let Change::OrderMoved { order, status } = change {
            let row = self.order(*order)?;
            row.order.status = *status;
            row.moved_at = at;
            let customer = row.order.customer;
            if status.is_closed() {
                self.others.judge_of(customer, *order, "settled");
            }
        }
        if let Change::OrderPaid { order, payment } = change {
            let row = self.order(*order)?;
            row.order.payment = *payment;
            let customer = row.order.customer;
            match payment {
                Payment::DepositPending => {}
                Payment::DepositApproved => self.others.judge_of(customer, *order, "approved"),
                Payment::DepositRejected => self.others.judge_of(customer, *order, "refused"),
                Payment::NoDeposit => self.others.judge_of(customer, *order, "settled"),
            }
        }
        if let Change::OrderReaddressed { order, message } = change {
            self.order(*order)?.order.address = *message;
        }
        if let Change::OrderFeeSet { order, fee } = change {
            self.order(*order)?.order.fee = *fee;
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

    fn lines(&mut self, holds: &[HoldId], at: Timestamp) -> Result<Vec<OrderLine>, &'static str> {
        let mut lines = Vec::with_capacity(holds.len());
        for hold in holds {
            let row = self.take_hold(*hold)?;
            self.others.ended(&row, at, "ordered");
            for slot in row.slots.iter() {
                let unit = UnitRow {
                    item: row.item,
                    slot,
                    sold: true,
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
