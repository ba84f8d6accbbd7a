//! Saved states. Losing one loses nothing: what cannot be read is ignored and the journal is replayed.

use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{Shop, ShopId, Version};
use std::time::Duration;

/// The form of a saved state; a state of another form is not read. Raise it when the layout of [`Shop`] changes.
const FORMAT: u32 = 7;
/// Bytes of a state that are written in one transaction: some thirty pages, about as much as a round of messages.
const PART_BYTES: usize = 128 * 1024;
/// The pause after a part.
const PAUSE: Duration = Duration::from_millis(1);

/// Writes a state out, without the lock for writing, and then saves it: a large one in parts, between which others commit.
pub(super) fn save(store: &Store, shop: ShopId, state: &Shop) -> Result<(), StoreError> {
    let bytes = postcard::to_allocvec(state)
        .map_err(|_| StoreError::corrupt_in(shop, None, "a state cannot be serialised"))?;
    let version = state.version();
    let (first, rest) = bytes.split_at(bytes.len().min(PART_BYTES));
    let mut parts = 0;
    for bytes in rest.chunks(PART_BYTES) {
        parts += 1;
        store.write(|transaction| put_part(transaction, shop, version, parts, bytes))?;
        let_others_commit();
    }
    store.write(|transaction| put(transaction, shop, version, parts, first))?;
    forget_parts(store, shop, parts)
}

/// Whoever waits for the lock has it meanwhile: it is not given in the order of asking.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody waits for a state to be saved"
)]
fn let_others_commit() {
    std::thread::sleep(PAUSE);
}

/// Makes this the saved state of the shop, unless that is newer already.
fn put(
    connection: &Connection,
    shop: ShopId,
    version: Version,
    parts: u32,
    first: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO snapshots (shop, version, format, parts, state) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (shop) DO UPDATE SET version = excluded.version, format = excluded.format,
                 parts = excluded.parts, state = excluded.state
             WHERE excluded.version >= snapshots.version",
        )?
        .execute(params![shop.get(), version.get(), FORMAT, parts, first])?;
    Ok(())
}

/// Writes a part, over one of a state that is not the saved one any more if there is such: that costs less than to remove
/// it and to make a new one. An earlier attempt to save the same state may have left the part itself.
fn put_part(
    connection: &Connection,
    shop: ShopId,
    version: Version,
    part: u32,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let over: Option<i64> = connection
        .prepare_cached(
            "SELECT coalesce(
                 (SELECT rowid FROM snapshot_parts WHERE shop = ?1 AND version = ?2 AND part = ?3),
                 (SELECT rowid FROM snapshot_parts WHERE shop = ?1
                  AND version < (SELECT version FROM snapshots WHERE shop = ?1) LIMIT 1))",
        )?
        .query_row(params![shop.get(), version.get(), part], |row| row.get(0))?;
    let sql = match over {
        Some(_) => {
            "UPDATE snapshot_parts SET shop = ?2, version = ?3, part = ?4, bytes = ?5 WHERE rowid = ?1"
        }
        None => {
            "INSERT INTO snapshot_parts (rowid, shop, version, part, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
        }
    };
    connection.prepare_cached(sql)?.execute(params![
        over,
        shop.get(),
        version.get(),
        part,
        bytes
    ])?;
    Ok(())
}

/// Removes parts of states older than the saved one, each in a transaction of its own, until there are no more of them
/// than the next state, of about the same size, is written over.
fn forget_parts(store: &Store, shop: ShopId, kept: u32) -> Result<(), StoreError> {
    while let Some(old) = store.read(|connection| old_part(connection, shop, kept))? {
        store.write(|transaction| {
            let mut delete =
                transaction.prepare_cached("DELETE FROM snapshot_parts WHERE rowid = ?1")?;
            Ok(delete.execute([old])?)
        })?;
        let_others_commit();
    }
    Ok(())
}

/// One more part of older states than are kept.
fn old_part(connection: &Connection, shop: ShopId, kept: u32) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT p.rowid FROM snapshot_parts p JOIN snapshots s USING (shop)
             WHERE p.shop = ?1 AND p.version < s.version LIMIT 1 OFFSET ?2",
        )?
        .query_row([shop.get(), kept], |row| row.get(0))
        .optional()?)
}

pub(super) fn load(connection: &Connection, shop: ShopId) -> Result<Option<Shop>, StoreError> {
    // All of it as of one instant: another may be saved meanwhile.
    let view = connection.unchecked_transaction()?;
    let row: Option<(u64, u32, u32, Vec<u8>, u64)> = view
        .prepare_cached(
            "SELECT snapshots.version, format, parts, state, shops.version FROM snapshots
             JOIN shops USING (shop) WHERE shop = ?1",
        )?
        .query_row([shop.get()], |row| {
            let (version, format, parts) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((version, format, parts, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((version, FORMAT, parts, mut bytes, head)) = row else {
        return Ok(None);
    };
    let mut rest = view.prepare_cached(
        "SELECT bytes FROM snapshot_parts WHERE shop = ?1 AND version = ?2 ORDER BY part",
    )?;
    let mut rest = rest.query(params![shop.get(), version])?;
    let mut found = 0;
    while let Some(row) = rest.next()? {
        bytes.extend(row.get::<_, Vec<u8>>(0)?);
        found += 1;
    }
    if found != parts {
        return Ok(None);
    }
    // A state of an older program may read as garbage: it must at least stand where its row says.
    let read = postcard::take_from_bytes::<Shop>(&bytes).ok();
    let whole = read.and_then(|(state, rest)| rest.is_empty().then_some(state));
    Ok(whole.filter(|state| state.version() == Version::new(version) && version <= head))
}

/// Where the saved state stands; at the beginning when none is saved.
pub(super) fn version(connection: &Connection, shop: ShopId) -> Result<Version, StoreError> {
    let saved: Option<u64> = connection
        .prepare_cached("SELECT version FROM snapshots WHERE shop = ?1")?
        .query_row([shop.get()], |row| row.get(0))
        .optional()?;
    Ok(Version::new(saved.unwrap_or_default()))
}

/// Entries after the saved state; all there are when none is saved.
pub(super) fn unsaved(connection: &Connection, shop: ShopId) -> Result<u64, StoreError> {
    let behind: Option<u64> = connection
        .prepare_cached(
            "SELECT max(shops.version - coalesce(snapshots.version, 0), 0) FROM shops
             LEFT JOIN snapshots USING (shop) WHERE shop = ?1",
        )?
        .query_row([shop.get()], |row| row.get(0))
        .optional()?;
    Ok(behind.unwrap_or_default())
}
