//! Rows of orders: holds become lines, their units are sold.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "models.rs names every change and sends each to its file"
)]

use super::{At, Failure, holds, proofs};
use crate::words::{command_bytes, from_json, json, status_words, word};
use rusqlite::{OptionalExtension, params};
use snapsell_core::{Change, CustomerId, HoldId, OrderNumber, Payment, Slots};

const UNKNOWN: &str = "a change refers to an order that does not exist";

pub(super) fn write(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::OrderPlaced { .. } => placed(at, change),
        Change::OrderExtended {
            order,
            holds,
            deposit,
            ..
        } => {
            let customer = at
                .connection
                .prepare_cached("SELECT customer FROM orders WHERE shop = ?1 AND number = ?2")?
                .query_row(params![shop, order.get()], |row| row.get(0))
                .optional()?
                .ok_or(Failure::Contradiction(UNKNOWN))?;
            lines(at, *order, holds)?;
            let paid = proofs::take_payment(at, CustomerId::new(customer), *order)?;
            at.one(
                "UPDATE orders SET deposit = ?3,
                     payment = CASE payment WHEN 'no_deposit' THEN ?4 ELSE payment END
                 WHERE shop = ?1 AND number = ?2",
                params![shop, order.get(), deposit.minor(), paid],
                UNKNOWN,
            )
        }
        Change::OrderMoved { order, status } => {
            let (status_word, reason) = status_words(*status);
            at.one(
                "UPDATE orders SET status = ?3, reason = ?4, moved_at = ?5
                 WHERE shop = ?1 AND number = ?2",
                params![shop, order.get(), status_word, reason, at.at.millis()],
                UNKNOWN,
            )?;
            if status.is_closed() {
                proofs::settle_order(at, *order, "settled")?;
            }
            Ok(())
        }
        Change::UnitsReturned(order) => returned(at, *order),
        Change::OrderPaid { order, payment } => {
            at.one(
                "UPDATE orders SET payment = ?3 WHERE shop = ?1 AND number = ?2",
                params![shop, order.get(), word(payment)],
                UNKNOWN,
            )?;
            match payment {
                Payment::DepositPending => Ok(()),
                Payment::DepositApproved => proofs::settle_order(at, *order, "approved"),
                Payment::DepositRejected => proofs::settle_order(at, *order, "refused"),
                Payment::NoDeposit => proofs::settle_order(at, *order, "settled"),
            }
        }
        Change::OrderReaddressed { order, message } => {
            at.refer(*message)?;
            at.one(
                "UPDATE orders SET address = ?3 WHERE shop = ?1 AND number = ?2",
                params![shop, order.get(), command_bytes(*message)],
                UNKNOWN,
            )
        }
        Change::OrderFeeSet { order, fee } => at.one(
            "UPDATE orders SET fee = ?3 WHERE shop = ?1 AND number = ?2",
            params![shop, order.get(), fee.minor()],
            UNKNOWN,
        ),
        _ => unreachable!("not a change of an order"),
    }
}

fn placed(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let Change::OrderPlaced {
        order,
        customer,
        holds,
        fee,
        status,
        deposit,
        address,
    } = change
    else {
        unreachable!("only new orders come here");
    };
    lines(at, *order, holds)?;
    let paid = proofs::take_payment(at, *customer, *order)?;
    let (status, reason) = status_words(*status);
    at.one(
        "INSERT INTO orders (shop, number, customer, live, fee, status, reason, payment, deposit,
                             address, placed_at, moved_at)
         VALUES (?1, ?2, ?3, coalesce((SELECT max(live) FROM lives WHERE shop = ?1), 0),
                 ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
        params![
            at.shop.get(),
            order.get(),
            customer.get(),
            fee.minor(),
            status,
            reason,
            paid,
            deposit.minor(),
            command_bytes(*address),
            at.at.millis(),
        ],
        UNKNOWN,
    )
}

fn lines(at: At<'_, '_>, order: OrderNumber, holds: &[HoldId]) -> Result<(), Failure> {
    let shop = at.shop.get();
    for hold in holds {
        let line = holds::end(at, *hold, "ordered")?;
        at.one(
            "INSERT INTO order_lines (shop, number, line, hold, item, label, size, slots, price)
             SELECT ?1, ?2, (SELECT coalesce(max(line) + 1, 0) FROM order_lines
                             WHERE shop = ?1 AND number = ?2), ?3, item, label, size, ?5, ?6 FROM items WHERE shop = ?1 AND item = ?4",
            params![
                shop,
                order.get(),
                hold.get(),
                line.item,
                json(&line.slots),
                line.price
            ],
            "an order line has no item",
        )?;
        at.sell_units(line.item, &line.slots)?;
    }
    Ok(())
}

fn returned(at: At<'_, '_>, order: OrderNumber) -> Result<(), Failure> {
    let shop = at.shop.get();
    let lines: Vec<(u32, String)> = at
        .connection
        .prepare_cached("SELECT item, slots FROM order_lines WHERE shop = ?1 AND number = ?2")?
        .query_map(params![shop, order.get()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    for (item, slots) in lines {
        at.return_units(item, &from_json::<Slots>(&slots)?)?;
    }
    Ok(())
}
