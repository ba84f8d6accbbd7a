//! Rows of proofs of payment, and what they do to the clocks of holds.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "models.rs names every change and sends each to its file"
)]

use super::{At, Failure};
use crate::words::command_bytes;
use rusqlite::{OptionalExtension, params};
use snapsell_core::{Change, CustomerId, OrderNumber, Timestamp};

pub(super) fn write(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::ProofReceived { .. } => received(at, change),
        Change::ProofApproved { customer, until } => {
            judged(at, *customer, "approved", "deposit_approved")?;
            at.run(
                "UPDATE holds SET state = 'locked', until = ?3, remaining = NULL
                 WHERE shop = ?1 AND customer = ?2",
                params![shop, customer.get(), until.millis()],
            )?;
            Ok(())
        }
        Change::ProofRefused {
            customer,
            at_least_until,
        } => {
            judged(at, *customer, "refused", "deposit_rejected")?;
            resume(at, *customer, *at_least_until)
        }
        _ => unreachable!("not a change of a proof"),
    }
}

fn received(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let Change::ProofReceived {
        customer,
        proof,
        order,
        review_until,
        expected: _,
    } = change
    else {
        unreachable!("only new proofs come here");
    };
    let shop = at.shop.get();
    at.refer(*proof)?;
    settle(at, *customer, "settled")?;
    at.run(
        "INSERT INTO proofs (shop, seq, customer, message, order_no, at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending')",
        params![
            shop,
            at.place,
            customer.get(),
            command_bytes(*proof),
            order.map(OrderNumber::get),
            at.at.millis(),
        ],
    )?;
    if order.is_some() {
        return Ok(());
    }
    pay(at, *customer, "deposit_pending")?;
    if review_until.is_some() {
        at.run(
            "UPDATE holds SET state = 'proof_pending', remaining = max(until - ?3, 0), until = NULL
             WHERE shop = ?1 AND customer = ?2 AND state = 'soft'",
            params![shop, customer.get(), at.at.millis()],
        )?;
    }
    Ok(())
}

/// Clocks that stood still run again, and none of them is shorter than `at_least`.
fn resume(at: At<'_, '_>, customer: CustomerId, at_least: Timestamp) -> Result<(), Failure> {
    at.run(
        "UPDATE holds SET state = 'soft', remaining = NULL,
             until = max(coalesce(until, ?3 + remaining), ?4)
         WHERE shop = ?1 AND customer = ?2 AND state <> 'locked'",
        params![
            at.shop.get(),
            customer.get(),
            at.at.millis(),
            at_least.millis()
        ],
    )?;
    Ok(())
}

fn judged(
    at: At<'_, '_>,
    customer: CustomerId,
    proof: &'static str,
    payment: &'static str,
) -> Result<(), Failure> {
    settle(at, customer, proof)?;
    pay(at, customer, payment)
}

fn settle(at: At<'_, '_>, customer: CustomerId, state: &'static str) -> Result<(), Failure> {
    at.run(
        "UPDATE proofs INDEXED BY proofs_of SET state = ?3
         WHERE shop = ?1 AND customer = ?2 AND state = 'pending'",
        params![at.shop.get(), customer.get(), state],
    )?;
    Ok(())
}

/// The proof of this order, if one waits, is judged.
pub(super) fn settle_order(
    at: At<'_, '_>,
    order: OrderNumber,
    state: &'static str,
) -> Result<(), Failure> {
    at.run(
        "UPDATE proofs INDEXED BY proofs_of SET state = ?3 WHERE shop = ?1 AND order_no = ?2 AND state = 'pending'
           AND customer = (SELECT customer FROM orders WHERE shop = ?1 AND number = ?2)",
        params![at.shop.get(), order.get(), state],
    )?;
    Ok(())
}

fn pay(at: At<'_, '_>, customer: CustomerId, payment: &'static str) -> Result<(), Failure> {
    at.run(
        "INSERT INTO customers (shop, customer, payment) VALUES (?1, ?2, ?3)
         ON CONFLICT (shop, customer) DO UPDATE SET payment = excluded.payment",
        params![at.shop.get(), customer.get(), payment],
    )?;
    Ok(())
}

/// What a basket has paid moves to the order, and its proof with it.
pub(super) fn take_payment(
    at: At<'_, '_>,
    customer: CustomerId,
    order: OrderNumber,
) -> Result<String, Failure> {
    let shop = at.shop.get();
    let paid: Option<String> = at
        .connection
        .prepare_cached(
            "SELECT payment FROM customers
             WHERE shop = ?1 AND customer = ?2 AND payment <> 'no_deposit'",
        )?
        .query_row(params![shop, customer.get()], |row| row.get(0))
        .optional()?;
    let Some(paid) = paid else {
        return Ok("no_deposit".into());
    };
    pay(at, customer, "no_deposit")?;
    at.run(
        "UPDATE proofs SET order_no = ?3 WHERE shop = ?1 AND order_no IS NULL
           AND seq = (SELECT max(seq) FROM proofs WHERE shop = ?1 AND customer = ?2)",
        params![shop, customer.get(), order.get()],
    )?;
    Ok(paid)
}
