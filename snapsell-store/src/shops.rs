//! Shops: their names, and the provider's credentials, which are sealed.

use crate::error::StoreError;
use crate::keys::{Place, TenantKey};
use crate::store::Store;
use crate::words::json;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use snapsell_core::{Link, ShopId};
use std::sync::Arc;

/// A shop to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewShop {
    /// Its name in addresses: lower case, unique.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The sender's number, as `+14155238886`.
    pub whatsapp: String,
    /// The provider's account.
    pub account_sid: String,
    /// Tokens that sign webhooks: the first one also signs requests, a second one is there while they are exchanged.
    pub auth_tokens: Vec<String>,
    /// An API key and its secret, used for requests instead of the token.
    pub api_key: Option<(String, String)>,
}

/// A shop and its credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct ShopRecord {
    /// Its id.
    pub id: ShopId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The sender's number, as `+14155238886`.
    pub whatsapp: String,
    /// The provider's account.
    pub account_sid: String,
    /// Tokens that sign webhooks.
    pub auth_tokens: Vec<String>,
    /// An API key and its secret.
    pub api_key: Option<(String, String)>,
    /// Whether its number and credentials do not open, and are empty here: its key is damaged, or they are.
    pub sealed: bool,
}

/// The sealed part.
#[derive(Default, Serialize, Deserialize)]
struct Account {
    whatsapp: String,
    account_sid: String,
    auth_tokens: Vec<String>,
    api_key: Option<(String, String)>,
}

const ACCOUNT: Place<'static> = Place {
    table: "profiles",
    column: "account",
    row: &[],
};

impl Store {
    /// Makes a shop with a key of its own and an empty journal.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the slug is in use.
    pub fn create_shop(&self, new: &NewShop) -> Result<ShopId, StoreError> {
        let key = self.write(|transaction| self.insert_shop(transaction, new))?;
        self.remember_tenant(&key);
        Ok(key.shop())
    }

    /// Writes the rows of a new shop.
    pub(crate) fn insert_shop(
        &self,
        transaction: &Connection,
        new: &NewShop,
    ) -> Result<Arc<TenantKey>, StoreError> {
        let last: u32 = transaction.query_row(
            // The number of a shop that was forgotten is not given again.
            "SELECT max(coalesce((SELECT max(shop) FROM shops), 0),
                     coalesce((SELECT max(shop) FROM erasures), 0))",
            [],
            |row| row.get(0),
        )?;
        let id = ShopId::new(last).next();
        let key = self.make_key(transaction, id)?;
        transaction.execute(
            "INSERT INTO shops (shop, version, at, chain, outbox_next, customer_next)
             VALUES (?1, 0, 0, ?2, 1, 1)",
            params![id.get(), Link::genesis(id).0],
        )?;
        transaction
            .execute(
                "INSERT INTO profiles (shop, slug, name, account) VALUES (?1, ?2, ?3, ?4)",
                params![id.get(), new.slug, new.name, sealed_account(&key, new)?],
            )
            .map_err(taken)?;
        Ok(key)
    }

    /// Replaces name, slug and credentials of a shop.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a shop, [`StoreError::Taken`] when the slug is in use.
    pub fn update_shop(&self, shop: ShopId, new: &NewShop) -> Result<(), StoreError> {
        let key = self.tenant(shop)?;
        self.write(|transaction| {
            let changed = transaction
                .execute(
                    "UPDATE profiles SET slug = ?2, name = ?3, account = ?4 WHERE shop = ?1",
                    params![shop.get(), new.slug, new.name, sealed_account(&key, new)?],
                )
                .map_err(taken)?;
            if changed == 1 {
                Ok(())
            } else {
                Err(StoreError::Missing("shop"))
            }
        })
    }

    /// The shop with this name.
    ///
    /// # Errors
    /// The store's own.
    pub fn shop_by_slug(&self, slug: &str) -> Result<Option<ShopRecord>, StoreError> {
        let row = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT shop, slug, name, account FROM profiles WHERE slug = ?1")?
                .query_row([slug], profile)
                .optional()?)
        })?;
        row.map(|row| self.record(row)).transpose()
    }

    /// The shop with this id.
    ///
    /// # Errors
    /// The store's own.
    pub fn shop(&self, shop: ShopId) -> Result<Option<ShopRecord>, StoreError> {
        let row = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT shop, slug, name, account FROM profiles WHERE shop = ?1")?
                .query_row([shop.get()], profile)
                .optional()?)
        })?;
        row.map(|row| self.record(row)).transpose()
    }

    /// All shops, in the order they were made; also those whose credentials do not open.
    ///
    /// # Errors
    /// The store's own.
    pub fn shops(&self) -> Result<Vec<ShopRecord>, StoreError> {
        let rows = self.read(profiles)?;
        rows.into_iter()
            .map(|row| match self.account(ShopId::new(row.0), &row.3) {
                Ok(account) => Ok(record(row, account, false)),
                Err(error) if error.is_damage() => Ok(record(row, Account::default(), true)),
                Err(error) => Err(error),
            })
            .collect()
    }

    fn record(&self, row: Profile) -> Result<ShopRecord, StoreError> {
        let account = self.account(ShopId::new(row.0), &row.3)?;
        Ok(record(row, account, false))
    }

    fn account(&self, id: ShopId, sealed: &[u8]) -> Result<Account, StoreError> {
        let plain = self.tenant(id)?.open(ACCOUNT, sealed)?;
        serde_json::from_slice(&plain)
            .map_err(|_| StoreError::corrupt_in(id, None, "a shop's credentials cannot be read"))
    }
}

fn record((id, slug, name, _): Profile, account: Account, sealed: bool) -> ShopRecord {
    ShopRecord {
        id: ShopId::new(id),
        slug,
        name,
        whatsapp: account.whatsapp,
        account_sid: account.account_sid,
        auth_tokens: account.auth_tokens,
        api_key: account.api_key,
        sealed,
    }
}

type Profile = (u32, String, String, Vec<u8>);

fn profile(row: &rusqlite::Row<'_>) -> rusqlite::Result<Profile> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn profiles(connection: &Connection) -> Result<Vec<Profile>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT shop, slug, name, account FROM profiles ORDER BY shop")?;
    let rows = statement.query_map([], profile)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn sealed_account(key: &TenantKey, new: &NewShop) -> Result<Vec<u8>, StoreError> {
    let account = Account {
        whatsapp: new.whatsapp.clone(),
        account_sid: new.account_sid.clone(),
        auth_tokens: new.auth_tokens.clone(),
        api_key: new.api_key.clone(),
    };
    key.seal(ACCOUNT, zeroize::Zeroizing::new(json(&account)).as_bytes())
}

fn taken(error: rusqlite::Error) -> StoreError {
    if StoreError::is_unique(&error) {
        StoreError::Taken("slug")
    } else {
        error.into()
    }
}

impl std::fmt::Debug for NewShop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewShop")
            .field("slug", &self.slug)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ShopRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShopRecord")
            .field("id", &self.id)
            .field("slug", &self.slug)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, new_shop};

    #[test]
    fn a_slug_is_given_once_and_credentials_come_back_as_they_were() {
        let folder = Folder::new();
        let store = folder.open();
        let id = store.create_shop(&new_shop("acme")).unwrap();
        assert_eq!(
            store.create_shop(&new_shop("acme")),
            Err(StoreError::Taken("slug"))
        );
        let mut changed = new_shop("acme");
        changed.api_key = Some(("SK1".into(), "s".into()));
        store.update_shop(id, &changed).unwrap();
        let record = store.shop_by_slug("acme").unwrap().unwrap();
        assert_eq!(record.api_key, changed.api_key);
        assert_eq!(store.shop(id).unwrap(), Some(record));
        assert_eq!(store.shop_by_slug("other").unwrap(), None);
    }
}
