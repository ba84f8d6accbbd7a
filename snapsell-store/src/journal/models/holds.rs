//! Rows of holds: alive in one small table, ended in another that only grows.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "models.rs names every change and sends each to its file"
)]

use super::{At, Failure};
use crate::journal::gathered::{Gathered, HoldRow};
use crate::words::{from_json, json, numbers, word};
use rusqlite::{OptionalExtension, params};
use snapsell_core::{Change, HoldId, Origin, Slots};

pub(super) fn write(
    at: At<'_, '_>,
    gathered: &mut Gathered<'_>,
    change: &Change,
) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::HoldGrown {
            hold,
            slots,
            until,
            origin,
        } => {
            let before = alive(at, *hold)?;
            gathered.take(at.taken(before.item, slots));
            let mut all = numbers(&before.slots);
            all.extend(slots.iter());
            all.sort_unstable();
            at.one(
                "UPDATE holds SET slots = ?3, until = CASE
                     WHEN ?5 AND state <> 'proof_pending' THEN ?4 ELSE until END
                 WHERE shop = ?1 AND hold = ?2",
                params![
                    shop,
                    hold.get(),
                    json(&all),
                    until.millis(),
                    *origin == Origin::Promoted
                ],
                UNKNOWN,
            )
        }
        Change::HoldShrunk { hold, slots } => {
            let before = alive(at, *hold)?;
            let gone = numbers(slots);
            let mut left = numbers(&before.slots);
            let had = left.len();
            left.retain(|slot| !gone.contains(slot));
            if left.len() + gone.len() != had {
                return Err(Failure::Contradiction(NOT_ITS_OWN));
            }
            at.free_units(before.item, slots)?;
            at.one(
                "UPDATE holds SET slots = ?3 WHERE shop = ?1 AND hold = ?2",
                params![shop, hold.get(), json(&left)],
                UNKNOWN,
            )
        }
        Change::HoldMoved { hold, until } => {
            at.run(
                "UPDATE holds SET until = ?3
                 WHERE shop = ?1 AND hold = ?2 AND state <> 'proof_pending'",
                params![shop, hold.get(), until.millis()],
            )?;
            Ok(())
        }
        Change::HoldEnded { hold, reason } => {
            let ended = end(at, *hold, &word(reason))?;
            at.free_units(ended.item, &ended.slots)?;
            forget_payment(at, ended.customer)
        }
        Change::OutageCredited { span, .. } => {
            at.run(
                "UPDATE holds SET until = until + ?2 WHERE shop = ?1 AND until IS NOT NULL",
                params![shop, span.millis()],
            )?;
            Ok(())
        }
        _ => unreachable!("not a change of a hold"),
    }
}

const UNKNOWN: &str = "a change refers to a hold that does not exist";
const NOT_ITS_OWN: &str = "a unit was given back by a hold that does not have it";

pub(super) fn held(at: At<'_, '_>, gathered: &mut Gathered<'_>, change: &Change) {
    let Change::Held {
        hold,
        item,
        customer,
        slots,
        until,
        origin,
    } = change
    else {
        unreachable!("only new holds come here");
    };
    gathered.take(at.taken(item.get(), slots));
    gathered.hold(HoldRow {
        shop: at.shop.get(),
        version: at.version.get(),
        hold: hold.get(),
        item: item.get(),
        customer: customer.get(),
        slots: json(slots),
        since: at.at.millis(),
        until: until.millis(),
        origin: word(origin),
    });
}

/// What its rows say of a hold.
pub(super) struct Alive {
    pub(super) item: u32,
    pub(super) customer: u32,
    pub(super) slots: Slots,
    pub(super) price: i64,
}

fn alive(at: At<'_, '_>, hold: HoldId) -> Result<Alive, Failure> {
    one(
        at,
        "SELECT item, customer, slots, price FROM holds WHERE shop = ?1 AND hold = ?2",
        hold,
    )
}

/// Moves a hold to those that ended; its units stay as they are.
pub(super) fn end(at: At<'_, '_>, hold: HoldId, reason: &str) -> Result<Alive, Failure> {
    at.run(
        "INSERT INTO holds_ended (shop, hold, item, customer, slots, price, since, ended_at, reason, origin)
         SELECT shop, hold, item, customer, slots, price, since, ?3, ?4, origin FROM holds
         WHERE shop = ?1 AND hold = ?2",
        params![at.shop.get(), hold.get(), at.at.millis(), reason],
    )?;
    one(
        at,
        "DELETE FROM holds WHERE shop = ?1 AND hold = ?2 RETURNING item, customer, slots, price",
        hold,
    )
}

fn one(at: At<'_, '_>, sql: &'static str, hold: HoldId) -> Result<Alive, Failure> {
    let row = at
        .connection
        .prepare_cached(sql)?
        .query_row(params![at.shop.get(), hold.get()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get::<_, String>(2)?,
                row.get(3)?,
            ))
        })
        .optional()?;
    let (item, customer, slots, price) = row.ok_or(Failure::Contradiction(UNKNOWN))?;
    Ok(Alive {
        item,
        customer,
        slots: from_json(&slots)?,
        price,
    })
}

/// A basket that is empty has paid nothing, and its proof is settled.
fn forget_payment(at: At<'_, '_>, customer: u32) -> Result<(), Failure> {
    let changed = at.run(
        "UPDATE customers SET payment = 'no_deposit'
         WHERE shop = ?1 AND customer = ?2 AND payment <> 'no_deposit'
           AND NOT EXISTS (SELECT 1 FROM holds WHERE shop = ?1 AND customer = ?2)",
        params![at.shop.get(), customer],
    )?;
    if changed == 1 {
        at.run(
            "UPDATE proofs INDEXED BY proofs_of SET state = 'settled'
             WHERE shop = ?1 AND customer = ?2 AND state = 'pending' AND order_no IS NULL",
            params![at.shop.get(), customer],
        )?;
    }
    Ok(())
}
