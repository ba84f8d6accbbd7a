//! Keys over time: making one for each shop, and wrapping all of them anew under another master key.

use crate::error::StoreError;
use crate::keys::{MasterKey, TenantKey, key_of};
use crate::store::{INSTALLATION, Store};
use rusqlite::{Connection, params};
use snapsell_core::ShopId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a rotation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotation {
    /// Keys wrapped anew.
    pub wrapped: usize,
    /// Shops whose key is damaged and stays as it is.
    pub left: Vec<ShopId>,
}

impl Store {
    /// Wraps the key of every shop under a new master key, in one transaction. Data is not touched.
    /// Afterwards the new key alone opens the database; the old one still opens older backups. A key that does not open
    /// with the keys at hand is damaged: it stays as it is, and keeps no other from being wrapped anew.
    ///
    /// # Errors
    /// The store's own; then nothing was changed.
    pub fn rotate_master(&self, new: MasterKey) -> Result<Rotation, StoreError> {
        let before = self.key_ring();
        let mut after = before.clone();
        after.promote(new);
        let rotation = self.write(|transaction| {
            let rows: Vec<(u32, u32, Vec<u8>)> = transaction
                .prepare("SELECT shop, key, wrapped FROM tenant_keys")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            let mut rotation = Rotation::default();
            for (shop, id, wrapped) in &rows {
                let owner = ShopId::new(*shop);
                let Ok(key) = TenantKey::unwrap(&before, owner, *id, wrapped) else {
                    rotation.left.push(owner);
                    continue;
                };
                rotation.wrapped += 1;
                transaction.execute(
                    "UPDATE tenant_keys SET wrapped = ?3 WHERE shop = ?1 AND key = ?2",
                    params![shop, id, key.wrap(&after)?],
                )?;
            }
            Ok(rotation)
        })?;
        self.set_key_ring(after);
        Ok(rotation)
    }

    /// Whose keys are wrapped by which master key, by its public name; shop 0 is the installation itself. After a rotation
    /// there is one. A key that is not in the form of one is in no list.
    ///
    /// # Errors
    /// The store's own.
    pub fn key_ids(&self) -> Result<BTreeMap<u32, Vec<ShopId>>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare("SELECT shop, wrapped FROM tenant_keys ORDER BY shop, key")?;
            let mut rows = statement.query([])?;
            let mut ids: BTreeMap<u32, Vec<ShopId>> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let wrapped: Vec<u8> = row.get(1)?;
                if let Ok(master) = key_of(&wrapped) {
                    let owners = ids.entry(master).or_default();
                    owners.push(ShopId::new(row.get(0)?));
                }
            }
            Ok(ids)
        })
    }

    /// The installation's own key, made at the first start. It also proves that the master key is the right one.
    pub(crate) fn installation_key(&self) -> Result<Arc<TenantKey>, StoreError> {
        match self.tenant(INSTALLATION) {
            Err(StoreError::Missing(_)) => {
                let key = self.write(|transaction| self.make_key(transaction, INSTALLATION))?;
                self.remember_tenant(&key);
                Ok(key)
            }
            other => other,
        }
    }

    /// Makes and stores the first key of a shop.
    pub(crate) fn make_key(
        &self,
        connection: &Connection,
        shop: ShopId,
    ) -> Result<Arc<TenantKey>, StoreError> {
        let key = TenantKey::generate(shop, 1)?;
        connection.execute(
            "INSERT INTO tenant_keys (shop, key, wrapped) VALUES (?1, ?2, ?3)",
            params![shop.get(), key.id(), key.wrap(&self.key_ring())?],
        )?;
        Ok(Arc::new(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Options;
    use crate::fixture::{Folder, new_shop};

    #[test]
    fn after_a_rotation_the_new_master_key_opens_everything_and_the_old_one_nothing() {
        let folder = Folder::new();
        let store = folder.open();
        store.create_shop(&new_shop("one")).unwrap();
        store.create_shop(&new_shop("two")).unwrap();
        let new = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        assert_eq!(store.key_ids().unwrap().len(), 1);
        let rotated = store.rotate_master(new.clone()).unwrap();
        assert_eq!((rotated.wrapped, rotated.left), (3, vec![]));
        let owners = [0, 1, 2].map(ShopId::new).to_vec();
        assert_eq!(store.key_ids(), Ok(BTreeMap::from([(new.id(), owners)])));
        assert_eq!(store.shops().unwrap().len(), 2, "the running store goes on");
        store.create_shop(&new_shop("three")).unwrap();
        assert_eq!(store.key_ids().unwrap().len(), 1, "with the new key");
        drop(store);
        let reopened = Store::open(&folder.database(), new, Options::default()).unwrap();
        assert_eq!(reopened.shops().unwrap()[0].auth_tokens, ["token-one"]);
        assert!(matches!(
            Store::open(&folder.database(), folder.key(), Options::default()),
            Err(StoreError::Key(_))
        ));
    }
}
