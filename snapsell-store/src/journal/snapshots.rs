//! Saved states. Losing one loses nothing: what cannot be read is ignored and the journal is replayed.

use crate::error::StoreError;
use crate::store::Store;
use rusqlite::{Connection, OptionalExtension, params};
use snapsell_core::{Shop, ShopId, Version};

/// The form of a saved state; a state of another form is not read. Raise it when the layout of [`Shop`] changes.
const FORMAT: u32 = 4;

/// Writes a state out, without the lock for writing, and then saves it.
pub(super) fn save(store: &Store, shop: ShopId, state: &Shop) -> Result<(), StoreError> {
    let bytes = postcard::to_allocvec(state)
        .map_err(|_| StoreError::corrupt_in(shop, None, "a state cannot be serialised"))?;
    store.write(|transaction| put(transaction, shop, state.version(), &bytes))
}

fn put(
    connection: &Connection,
    shop: ShopId,
    version: Version,
    bytes: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO snapshots (shop, version, format, state) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (shop) DO UPDATE SET version = excluded.version, format = excluded.format,
                 state = excluded.state WHERE excluded.version >= snapshots.version",
        )?
        .execute(params![shop.get(), version.get(), FORMAT, bytes])?;
    Ok(())
}

pub(super) fn load(connection: &Connection, shop: ShopId) -> Result<Option<Shop>, StoreError> {
    let row: Option<(u64, u32, Vec<u8>, u64)> = connection
        .prepare_cached(
            "SELECT snapshots.version, format, state, shops.version FROM snapshots
             JOIN shops USING (shop) WHERE shop = ?1",
        )?
        .query_row([shop.get()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((version, FORMAT, bytes, head)) = row else {
        return Ok(None);
    };
    // A state of an older program may read as garbage: it must at least stand where its row says.
    let read = postcard::take_from_bytes::<Shop>(&bytes).ok();
    let whole = read.and_then(|(state, rest)| rest.is_empty().then_some(state));
    Ok(whole.filter(|state| state.version() == Version::new(version) && version <= head))
}
