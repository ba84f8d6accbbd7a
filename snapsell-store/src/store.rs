//! The store: one SQLite database, one connection that writes, a pool that reads, and the keys.

use crate::connection::{self, Options, Readers};
use crate::contacts::Contacts;
use crate::erasure;
use crate::error::StoreError;
use crate::journal::Heads;
use crate::keys::{KeyRing, TenantKey};
use crate::media::Expected;
use crate::schema::{self, MigrationReport};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use snapsell_core::{ShopId, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The installation itself, as an owner of keys and users.
pub(crate) const INSTALLATION: ShopId = ShopId::new(0);

/// What waits in a shop whose key does not open waits so long before that is tried again.
pub(crate) const SEALED_WAIT: Span = Span::from_secs(60);

/// A SnapSell database. Cheap to clone; every method may be called from any thread and blocks until it is done.
///
/// ```
/// use snapsell_store::{MasterKey, NewShop, Options, Store};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// let file = folder.path().join("snapsell.db");
/// Store::migrate(&file, false)?;
/// let key = MasterKey::from_base64(&MasterKey::generate_base64()?)?;
/// let store = Store::open(&file, key, Options::default())?;
/// let shop = store.create_shop(&NewShop {
///     slug: "acme".into(),
///     name: "Acme".into(),
///     whatsapp: "+14155238886".into(),
///     account_sid: "AC0".into(),
///     auth_tokens: vec!["secret".into()],
///     api_key: None,
/// })?;
/// assert_eq!(store.shop_by_slug("acme")?.map(|found| found.id), Some(shop));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    path: PathBuf,
    options: Options,
    writer: Mutex<Writer>,
    checkpointer: Mutex<Connection>,
    readers: r2d2::Pool<Readers>,
    keys: RwLock<KeyRing>,
    tenants: RwLock<BTreeMap<ShopId, Arc<TenantKey>>>,
    pub(crate) contacts: Mutex<Contacts>,
    pub(crate) expected: Mutex<Expected>,
    /// The shop whose new replies were leased last.
    pub(crate) lease_after: AtomicU32,
}

/// The connection that writes, and what it knows of the rows it writes most.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    pub(crate) heads: Heads,
}

impl Store {
    /// Opens a database that has the schema of this program.
    ///
    /// # Errors
    /// [`StoreError::SchemaBehind`] or [`StoreError::SchemaAhead`] when the schema is another one,
    /// [`StoreError::Key`] when the master key is not the one that sealed the database.
    pub fn open(
        database: &Path,
        keys: impl Into<KeyRing>,
        options: Options,
    ) -> Result<Self, StoreError> {
        schema::check(&connection::reader(database)?)?;
        let writer = connection::writer(database, &options)?;
        let readers = r2d2::Pool::builder()
            .max_size(options.readers.max(1))
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(options.busy)
            .build(Readers(database.to_owned()))?;
        let store = Self {
            inner: Arc::new(Inner {
                path: database.to_owned(),
                checkpointer: Mutex::new(connection::checkpointer(database)?),
                writer: Mutex::new(Writer {
                    connection: writer,
                    heads: Heads::default(),
                }),
                readers,
                keys: RwLock::new(keys.into()),
                tenants: RwLock::default(),
                contacts: Mutex::default(),
                expected: Mutex::default(),
                lease_after: AtomicU32::new(0),
                options,
            }),
        };
        store.installation_key()?;
        let (newest, _) = store.read(|connection| erasure::newer(connection, i64::MAX))?;
        locked(&store.inner.contacts).erasures_seen(newest);
        Ok(store)
    }

    /// Brings a database to the schema of this program; makes the file when it is missing. A dry run writes nothing.
    ///
    /// # Errors
    /// [`StoreError::SchemaAhead`] when a newer program made it, [`StoreError::SchemaChanged`] when other migrations did.
    pub fn migrate(database: &Path, dry_run: bool) -> Result<MigrationReport, StoreError> {
        schema::migrate(database, dry_run)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub(crate) fn options(&self) -> &Options {
        &self.inner.options
    }

    pub(crate) fn checkpointer(&self) -> MutexGuard<'_, Connection> {
        locked(&self.inner.checkpointer)
    }

    /// Runs a read in one of the reading connections.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let reader = self.inner.readers.get()?;
        work(&reader)
    }

    /// Runs a write in a transaction of its own; what it returns is durable.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        transact(&mut self.inner.writer().connection, work)
    }

    /// The key of a shop.
    pub(crate) fn tenant(&self, shop: ShopId) -> Result<Arc<TenantKey>, StoreError> {
        if let Some(known) = self.known_tenant(shop) {
            return Ok(known);
        }
        let row: Option<(u32, Vec<u8>)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT key, wrapped FROM tenant_keys WHERE shop = ?1 ORDER BY key DESC LIMIT 1",
                )?
                .query_row([shop.get()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?)
        })?;
        let (id, wrapped) = row.ok_or(StoreError::Missing("shop"))?;
        let key = Arc::new(TenantKey::unwrap(&self.key_ring(), shop, id, &wrapped)?);
        self.remember_tenant(&key);
        Ok(key)
    }

    /// Whether the key of a shop does not open: nothing of it can be read or written until it does.
    pub(crate) fn is_sealed(&self, shop: ShopId) -> Result<bool, StoreError> {
        match self.tenant(shop) {
            Ok(_) => Ok(false),
            Err(error) if error.is_damage() => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// The first of these shops whose key does not open.
    pub(crate) fn first_sealed(
        &self,
        shops: impl IntoIterator<Item = ShopId>,
    ) -> Result<Option<ShopId>, StoreError> {
        for shop in shops {
            if self.is_sealed(shop)? {
                return Ok(Some(shop));
            }
        }
        Ok(None)
    }

    pub(crate) fn remember_tenant(&self, key: &Arc<TenantKey>) {
        self.inner
            .tenants
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key.shop(), Arc::clone(key));
    }

    pub(crate) fn forget_tenant(&self, shop: ShopId) {
        self.inner
            .tenants
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&shop);
    }

    fn known_tenant(&self, shop: ShopId) -> Option<Arc<TenantKey>> {
        self.inner
            .tenants
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&shop)
            .map(Arc::clone)
    }

    pub(crate) fn key_ring(&self) -> KeyRing {
        self.inner
            .keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn set_key_ring(&self, ring: KeyRing) {
        *self
            .inner
            .keys
            .write()
            .unwrap_or_else(PoisonError::into_inner) = ring;
    }
}

impl Inner {
    /// The writer. After a panic its transaction is rolled back, and nothing it believed is believed any more.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(|poisoned| {
            let mut writer = poisoned.into_inner();
            writer.heads.forget();
            self.writer.clear_poison();
            writer
        })
    }
}

/// Runs a write in a transaction of its own; what it returns is durable.
pub(crate) fn transact<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.inner.path)
            .finish_non_exhaustive()
    }
}

/// Takes a lock whose value is whole even after a panic.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
