//! Rows of people: those on the disk, and those that wait for the next commit of their shop.

use super::{Alias, Contacts};
use crate::erasure;
use crate::error::StoreError;
use crate::plans::Plans;
use crate::store::locked;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{CustomerId, ShopId, Timestamp};
use std::sync::Mutex;

/// A row, or a part of one, that is not written yet.
#[derive(Clone, Debug)]
pub(super) enum Pending {
    /// A person nobody knew.
    New { customer: CustomerId, her: Sealed },
    /// A blind index.
    Alias { alias: Alias, customer: CustomerId },
    /// A sealed phone number or user id.
    Linked {
        customer: CustomerId,
        column: &'static str,
        sealed: Vec<u8>,
    },
    /// She wrote, and this is the name she has now.
    Seen {
        customer: CustomerId,
        name: Option<Vec<u8>>,
        at: Option<Timestamp>,
    },
    /// Nothing: she was forgotten before it was written.
    Gone,
}

impl Pending {
    /// Whose.
    pub(super) const fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::New { customer, .. }
            | Self::Alias { customer, .. }
            | Self::Linked { customer, .. }
            | Self::Seen { customer, .. } => Some(*customer),
            Self::Gone => None,
        }
    }
}

/// Those forgotten lately, also by other processes.
pub(crate) fn gone(
    connection: &Connection,
    contacts: &Mutex<Contacts>,
    others_wrote: bool,
) -> Result<Vec<(ShopId, CustomerId)>, StoreError> {
    let mut contacts = locked(contacts);
    if others_wrote {
        let (newest, people) = erasure::newer(connection, contacts.erasures_seen)?;
        for (shop, customer) in people {
            contacts.erase(shop, customer);
        }
        contacts.erasures_seen(newest);
    }
    Ok(contacts.erased.clone())
}

/// A person's row, sealed.
#[derive(Clone, Debug, Default)]
pub(super) struct Sealed {
    pub(super) phone: Option<Vec<u8>>,
    pub(super) user_id: Option<Vec<u8>>,
    pub(super) name: Option<Vec<u8>>,
    pub(super) since: Timestamp,
    pub(super) last_inbound: Option<Timestamp>,
}

impl Sealed {
    /// The column of a way to find her.
    pub(super) fn column(&mut self, name: &str) -> &mut Option<Vec<u8>> {
        match name {
            "phone" => &mut self.phone,
            _ => &mut self.user_id,
        }
    }
}

pub(super) fn load(
    connection: &Connection,
    shop: ShopId,
    customer: CustomerId,
) -> Result<Option<Sealed>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT phone, user_id, name, since, last_inbound FROM contacts
             WHERE shop = ?1 AND customer = ?2",
        )?
        .query_row(params![shop.get(), customer.get()], |row| {
            Ok(Sealed {
                phone: row.get(0)?,
                user_id: row.get(1)?,
                name: row.get(2)?,
                since: Timestamp::from_millis(row.get(3)?),
                last_inbound: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_millis),
            })
        })
        .optional()?)
}

/// A stored row with what waits for it.
pub(super) fn merge(
    mut row: Option<Sealed>,
    waiting: &[Pending],
    wanted: CustomerId,
) -> Option<Sealed> {
    for pending in waiting {
        match (pending, &mut row) {
            (Pending::New { customer, her }, None) if *customer == wanted => {
                row = Some(her.clone());
            }
            (
                Pending::Linked {
                    customer,
                    column,
                    sealed,
                },
                Some(row),
            ) if *customer == wanted => {
                *row.column(column) = Some(sealed.clone());
            }
            (Pending::Seen { customer, name, at }, Some(row)) if *customer == wanted => {
                row.name = name.clone().or_else(|| row.name.take());
                row.last_inbound = row.last_inbound.max(*at);
            }
            _ => {}
        }
    }
    row
}

/// The waiting rows that a transaction has written; they go on waiting until it is durable.
#[derive(Debug, Default)]
pub(crate) struct Written(Vec<(ShopId, usize)>);

impl Written {
    /// Writes the waiting rows of a shop. False when another process met one of these people first and gave her
    /// another number: then nothing of this shop waits or is known any more, and the transaction must be rolled back.
    pub(crate) fn write(
        &mut self,
        connection: &Plans<'_>,
        contacts: &Mutex<Contacts>,
        shop: ShopId,
    ) -> Result<bool, StoreError> {
        let mut contacts = locked(contacts);
        let Some(rows) = contacts.pending.get(&shop) else {
            return Ok(true);
        };
        for row in rows {
            if !write(connection, shop, row)? {
                contacts.forget(shop);
                return Ok(false);
            }
        }
        self.0.push((shop, rows.len()));
        Ok(true)
    }

    /// The transaction is durable: those rows wait no more.
    pub(crate) fn done(self, contacts: &Mutex<Contacts>) {
        if self.0.is_empty() {
            return;
        }
        let mut contacts = locked(contacts);
        for (shop, count) in self.0 {
            if let Some(rows) = contacts.pending.get_mut(&shop) {
                rows.drain(..count);
                if rows.is_empty() {
                    contacts.pending.remove(&shop);
                }
            }
        }
    }
}

/// A new person whose number somebody has already.
fn twice(error: rusqlite::Error) -> StoreError {
    match StoreError::is_unique(&error) {
        true => StoreError::corrupt("a person would exist twice"),
        false => error.into(),
    }
}

/// Writes one row; false when it is an alias that is somebody else's by now.
fn write(connection: &Plans<'_>, shop: ShopId, row: &Pending) -> Result<bool, StoreError> {
    let shop = shop.get();
    let written = match row {
        Pending::Gone => 0,
        Pending::New { customer, her } => connection
            .run(
                "INSERT INTO contacts (shop, customer, phone, user_id, name, since, last_inbound)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    shop,
                    customer.get(),
                    her.phone,
                    her.user_id,
                    her.name,
                    her.since.millis(),
                    her.last_inbound.map(Timestamp::millis),
                ],
            )
            .map_err(twice)?,
        // Two processes that met her at the same time: the number of the first to write is hers.
        Pending::Alias { alias, customer } => connection.run(
            "INSERT INTO aliases (shop, alias, customer) VALUES (?1, ?2, ?3)
             ON CONFLICT (shop, alias) DO UPDATE SET customer = customer
             WHERE customer = excluded.customer",
            params![shop, alias, customer.get()],
        )?,
        Pending::Linked {
            customer,
            column,
            sealed,
        } => {
            let sql = match *column {
                "phone" => "UPDATE contacts SET phone = ?3 WHERE shop = ?1 AND customer = ?2",
                _ => "UPDATE contacts SET user_id = ?3 WHERE shop = ?1 AND customer = ?2",
            };
            connection.run(sql, params![shop, customer.get(), sealed])?
        }
        Pending::Seen { customer, name, at } => connection.run(
            "UPDATE contacts SET name = coalesce(?3, name),
                 last_inbound = coalesce(max(last_inbound, ?4), ?4, last_inbound)
             WHERE shop = ?1 AND customer = ?2",
            params![shop, customer.get(), name, at.map(Timestamp::millis)],
        )?,
    };
    Ok(written > 0 || !matches!(row, Pending::Alias { .. }))
}
