//! Rows of lives, items and queues.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "models.rs names every change and sends each to its file"
)]

use super::{At, Failure};
use crate::words::{command_bytes, word};
use rusqlite::params;
use snapsell_core::Change;

const UNKNOWN: &str = "a change refers to an item that does not exist";
const NO_LIVE: &str = "a live ends that never began";
const NO_PLACE: &str = "a change refers to a place that does not exist";

pub(super) fn live(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let (shop, now) = (at.shop.get(), at.at.millis());
    match change {
        Change::LiveOpened(live) => at.one(
            "INSERT INTO lives (shop, live, opened_at) VALUES (?1, ?2, ?3)",
            params![shop, live.get(), now],
            NO_LIVE,
        ),
        Change::LiveClosing { .. } => at.one(
            "UPDATE lives SET closing_at = ?2 WHERE shop = ?1
             AND live = (SELECT max(live) FROM lives WHERE shop = ?1)",
            params![shop, now],
            NO_LIVE,
        ),
        Change::LiveClosed => at.one(
            "UPDATE lives SET closed_at = ?2 WHERE shop = ?1
             AND live = (SELECT max(live) FROM lives WHERE shop = ?1)",
            params![shop, now],
            NO_LIVE,
        ),
        _ => unreachable!("not a change of the live"),
    }
}

pub(super) fn write(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::Offered {
            item,
            code,
            size,
            label,
            kind,
            price,
            quantity,
            to_check,
        } => at.one(
            "INSERT INTO items (shop, item, code, size, label, kind, price, stock, live, to_check,
                                withdrawn, offered_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                     (SELECT max(live) FROM lives WHERE shop = ?1), ?9, 0, ?10)",
            params![
                shop,
                item.get(),
                code.to_string(),
                size.as_str(),
                label.as_str(),
                word(kind),
                price.minor(),
                quantity,
                to_check,
                at.at.millis(),
            ],
            UNKNOWN,
        ),
        Change::StockAdded { item, quantity } => at.one(
            "UPDATE items SET stock = stock + ?3 WHERE shop = ?1 AND item = ?2",
            params![shop, item.get(), quantity],
            UNKNOWN,
        ),
        Change::StockRemoved { item, slots } => at.one(
            "UPDATE items SET stock = stock - ?3 WHERE shop = ?1 AND item = ?2",
            params![shop, item.get(), slots.len()],
            UNKNOWN,
        ),
        Change::Repriced { item, price } => at.one(
            "UPDATE items SET price = ?3 WHERE shop = ?1 AND item = ?2",
            params![shop, item.get(), price.minor()],
            UNKNOWN,
        ),
        Change::PhotoBound { item, media } => {
            at.refer(*media)?;
            at.one(
                "UPDATE items SET photo = ?3 WHERE shop = ?1 AND item = ?2",
                params![shop, item.get(), command_bytes(*media)],
                UNKNOWN,
            )
        }
        Change::Withdrawn(item) => at.one(
            "UPDATE items SET withdrawn = 1 WHERE shop = ?1 AND item = ?2",
            params![shop, item.get()],
            UNKNOWN,
        ),
        Change::Checked(item) => at.one(
            "UPDATE items SET to_check = 0 WHERE shop = ?1 AND item = ?2",
            params![shop, item.get()],
            UNKNOWN,
        ),
        _ => unreachable!("not a change of an item"),
    }
}

pub(super) fn queue(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::Queued {
            item,
            customer,
            quantity,
        } => at.one(
            "INSERT INTO queue (shop, item, customer, place, quantity, since)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                shop,
                item.get(),
                customer.get(),
                at.place,
                quantity,
                at.at.millis()
            ],
            NO_PLACE,
        ),
        Change::PlaceResized {
            item,
            customer,
            quantity,
        } => at.one(
            "UPDATE queue SET quantity = ?4 WHERE shop = ?1 AND item = ?2 AND customer = ?3",
            params![shop, item.get(), customer.get(), quantity],
            NO_PLACE,
        ),
        Change::PlaceLeft { item, customer, .. } => at.one(
            "DELETE FROM queue WHERE shop = ?1 AND item = ?2 AND customer = ?3",
            params![shop, item.get(), customer.get()],
            NO_PLACE,
        ),
        _ => unreachable!("not a change of a queue"),
    }
}
