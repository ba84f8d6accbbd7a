//! The same rows as the disk has them, and replies against the journal.

use super::{Stop, Violation};
use crate::error::StoreError;
use rusqlite::{Connection, OptionalExtension};
use snapsell_core::{ShopId, Version};

/// A person of whom nothing is known, as text.
pub(super) const NOBODY: &str = "||0|0|0|no_deposit|";

/// The rows of a table by key, as the fold writes them.
pub(super) fn stored(
    view: &Connection,
    shop: ShopId,
    table: &str,
) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = match table {
        "customers" => {
            "SELECT customer, coalesce(lang, '') || '|' || coalesce(hex(address), '') || '|' || opted_out
                 || '|' || blocked || '|' || unreachable || '|' || payment || '|' || coalesce(opted_at, '')
             FROM customers WHERE shop = ?1 ORDER BY customer"
        }
        "lives" => {
            "SELECT live, opened_at || '|' || coalesce(closing_at, '') || '|' || coalesce(closed_at, '')
             FROM lives WHERE shop = ?1 ORDER BY live"
        }
        "proofs" => {
            "SELECT seq, customer || '|' || hex(message) || '|' || coalesce(order_no, '') || '|' || at || '|' || state
             FROM proofs WHERE shop = ?1 ORDER BY seq"
        }
        "notes" => "SELECT seq, customer || '|' || what FROM notes WHERE shop = ?1 ORDER BY seq",
        _ => {
            "SELECT hold, item || '|' || customer || '|' || slots || '|' || price || '|' || since || '|' || ended_at
                 || '|' || reason || '|' || origin
             FROM holds_ended WHERE shop = ?1 ORDER BY hold"
        }
    };
    let mut statement = view.prepare(sql)?;
    let rows = statement.query_map([shop.get()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    let known = |row: &(i64, String)| table != "customers" || row.1 != NOBODY;
    Ok(rows.into_iter().filter(known).collect())
}

/// What is wrong with replies: each stands beside its entry, at its instant, and none is missing before another.
const REPLIES: [(&str, &str); 3] = [
    (
        "SELECT id FROM outbox WHERE shop = ?1 AND NOT EXISTS (
             SELECT 1 FROM journal WHERE journal.shop = outbox.shop
                 AND journal.version = outbox.version AND journal.at = outbox.at)
         ORDER BY id LIMIT 1",
        "a reply stands beside an entry that did not make it",
    ),
    (
        "SELECT id FROM (SELECT id, lag(id, 1, 0) OVER (ORDER BY id) AS before FROM outbox WHERE shop = ?1)
         WHERE id <> before + 1 ORDER BY id LIMIT 1",
        "a reply is missing before it",
    ),
    (
        "SELECT id FROM (SELECT id, version, seq, row_number() OVER (PARTITION BY version ORDER BY id) - 1 AS nth
             FROM outbox WHERE shop = ?1)
         WHERE seq <> nth ORDER BY id LIMIT 1",
        "the replies of its entry are not in their order",
    ),
];

/// Checks every reply of a shop against the journal.
pub(super) fn check_outbox(view: &Connection, shop: ShopId, rows: &mut u64) -> Result<(), Stop> {
    for (sql, what) in REPLIES {
        let wrong: Option<i64> = view
            .query_row(sql, [shop.get()], |row| row.get(0))
            .optional()?;
        if let Some(id) = wrong {
            return Err(violation(id, what));
        }
    }
    let (count, last, next): (u64, i64, i64) = view.query_row(
        "SELECT (SELECT count(*) FROM outbox WHERE shop = ?1), (SELECT coalesce(max(id), 0) FROM outbox WHERE shop = ?1),
             outbox_next FROM shops WHERE shop = ?1",
        [shop.get()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    *rows += count;
    if last + 1 == next {
        Ok(())
    } else {
        Err(violation(next - 1, "the last reply is missing"))
    }
}

fn violation(id: i64, what: &'static str) -> Stop {
    Stop::Violation(Violation {
        version: None::<Version>,
        row: Some(format!("outbox {id}")),
        what,
    })
}
