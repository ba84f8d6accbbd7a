//! Being forgotten: what is known of a person, or of a whole shop, leaves the file for good; the journal stays as it is.
//!
//! The order is what makes it safe to stop anywhere: a line in the ledger beside the database, then the cut (nothing
//! new can be hers), then every row of hers in slices, then the log is emptied. Whoever opens the ledger later goes on
//! where this ended.

#[cfg(test)]
mod edge_tests;
mod ledger;
mod provider;
mod shop;
mod sweep;
#[cfg(test)]
mod tests;

pub use provider::ProviderDeletion;
pub(crate) use sweep::{MediaRow, SLICE, empty_messages, empty_reply, media_rows};

use crate::error::StoreError;
use crate::store::{Store, locked, transact};
use ledger::{Ledger, Line};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use snapsell_core::{CustomerId, ShopId, Timestamp};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How often the write-ahead log is asked to be emptied, each time up to a tenth of a second.
const LOG_TRIES: u32 = 30;
/// Stands for the whole shop in the column of customers, whose numbers begin with 1.
const WHOLE_SHOP: u32 = 0;

/// Somebody who was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erasure {
    /// Whose customer, or which shop.
    pub shop: ShopId,
    /// Who, by the pseudonym that the journal keeps; `None` for the whole shop.
    pub customer: Option<CustomerId>,
    /// When it was asked for.
    pub at: Timestamp,
}

/// What left the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErasureReport {
    /// Words of messages: hers, and those of the team that held her number.
    pub messages: u64,
    /// Words of replies to her.
    pub replies: u64,
    /// Pictures and files.
    pub files: u64,
    /// What the team wrote about her orders.
    pub notes: u64,
    /// Messages and media that the provider will be asked to delete.
    pub at_provider: u64,
}

impl Store {
    /// Forgets a person: her number, name and ids, her words and ours to her, her pictures, what the team wrote about
    /// her orders. Her pseudonym stays in the journal, with codes, amounts and instants. What waited to be sent to her
    /// is not sent. Safe to call again. Blocks until the file and its log hold nothing of her.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody reads the log for too long: all is done but that, call again.
    pub fn erase_customer(
        &self,
        shop: ShopId,
        customer: CustomerId,
        at: Timestamp,
    ) -> Result<ErasureReport, StoreError> {
        let erasure = Erasure {
            shop,
            customer: Some(customer),
            at,
        };
        self.tenant(shop)?;
        self.ledger().append(&[self.line(erasure)?])?;
        self.flush_contacts_of(&[shop])?;
        let mut report = ErasureReport::default();
        self.sweep_mentions(shop, customer, &mut report)?;
        self.cut(shop, customer, at)?;
        self.sweep(shop, customer, at, &mut report)?;
        self.empty_log()?;
        self.finish_erasure(erasure)?;
        Ok(report)
    }

    /// Whom this shop has forgotten, in order; of a shop that is gone itself, that.
    ///
    /// # Errors
    /// The store's own.
    pub fn erasures(&self, shop: ShopId) -> Result<Vec<Erasure>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT shop, customer, at FROM erasures WHERE shop = ?1 ORDER BY id",
                )?
                .query_and_then([shop.get()], |row| {
                    let customer: u32 = row.get(1)?;
                    Ok(Erasure {
                        shop: ShopId::new(row.get(0)?),
                        customer: (customer != WHOLE_SHOP).then(|| CustomerId::new(customer)),
                        at: Timestamp::from_millis(row.get(2)?),
                    })
                })?
                .collect()
        })
    }

    /// Carries out again whatever the ledger beside the database says and the database does not know to be done: after
    /// a restored copy, or a process that died in the middle. Ledgers of `others` (beside copies) are taken over first.
    /// How many people and shops that were.
    ///
    /// # Errors
    /// As for [`erase_customer`](Self::erase_customer). Damage of one shop is the error once all others are done.
    pub fn replay_erasures(&self, others: &[&Path]) -> Result<usize, StoreError> {
        let own = self.ledger();
        for other in others {
            own.take_over(&Ledger::at(other.to_path_buf()))?;
        }
        let lines = own.read()?;
        if lines.is_empty() {
            return Ok(0);
        }
        let tag = self.tag()?;
        let mut done = self.done()?;
        let mut again = Ok(0);
        for line in lines.into_iter().filter(|line| line.of == tag) {
            if done.insert((line.shop, line.customer)) {
                match self.redo(line.erasure()) {
                    Ok(()) => again = again.map(|count| count + 1),
                    Err(error) if error.is_damage() => again = Err(error),
                    Err(error) => return Err(error),
                }
            }
        }
        again
    }

    /// Copies the ledger beside a copy of the database, so that the newest ledger is wherever copies are kept.
    pub(crate) fn copy_ledger(&self, to: &Path) -> Result<(), StoreError> {
        Ledger::at(to.to_owned()).take_over(&self.ledger())
    }

    fn redo(&self, erasure: Erasure) -> Result<(), StoreError> {
        let known = self.knows_shop(erasure.shop)?;
        match erasure.customer {
            Some(customer) if known => {
                self.erase_customer(erasure.shop, customer, erasure.at)?;
            }
            None if known => self.erase_shop(erasure.shop, erasure.at)?,
            // The copy is older than the shop. Its number must not be given to another one.
            _ => {
                self.write(|transaction| note(transaction, erasure))?;
                self.finish_erasure(erasure)?;
            }
        }
        Ok(())
    }

    fn knows_shop(&self, shop: ShopId) -> Result<bool, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT 1 FROM shops WHERE shop = ?1")?
                .exists([shop.get()])?)
        })
    }

    /// From here on nothing new can be hers: her next message is a stranger's.
    fn cut(&self, shop: ShopId, customer: CustomerId, at: Timestamp) -> Result<(), StoreError> {
        let erasure = Erasure {
            shop,
            customer: Some(customer),
            at,
        };
        self.wipe(|transaction| {
            note(transaction, erasure)?;
            transaction.execute(
                "UPDATE shops SET customer_next = max(customer_next, ?2 + 1) WHERE shop = ?1",
                params![shop.get(), customer.get()],
            )?;
            transaction.execute(
                "DELETE FROM aliases WHERE shop = ?1 AND customer = ?2",
                params![shop.get(), customer.get()],
            )?;
            transaction.execute(
                "DELETE FROM contacts WHERE shop = ?1 AND customer = ?2",
                params![shop.get(), customer.get()],
            )?;
            // While the writer is ours, so that no commit can come between the rows and what memory believes.
            locked(&self.inner().contacts).erase(shop, customer);
            Ok(())
        })
    }

    /// Runs a write after which the freed bytes are overwritten, also where that costs more of the disk.
    pub(crate) fn wipe<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.inner().writer();
        let connection = &mut writer.connection;
        connection.pragma_update(None, "secure_delete", true)?;
        let done = transact(connection, work);
        connection.pragma_update(None, "secure_delete", "FAST")?;
        done
    }

    /// Moves the write-ahead log into the database and leaves it empty.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody reads the log for too long.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        for _ in 0..LOG_TRIES {
            let writer = self.inner().writer();
            let busy: i64 =
                self.checkpointer()
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            drop(writer);
            if busy == 0 {
                return Ok(());
            }
        }
        Err(StoreError::Busy)
    }

    fn finish_erasure(&self, erasure: Erasure) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE erasures SET done = 1 WHERE shop = ?1 AND customer = ?2",
                params![erasure.shop.get(), number(erasure)],
            )?;
            Ok(())
        })
    }

    /// Shops and customers whose erasure is complete.
    fn done(&self) -> Result<BTreeSet<(u32, u32)>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT shop, customer FROM erasures WHERE done = 1")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?)
        })
    }

    fn ledger(&self) -> Ledger {
        Ledger::at(Self::ledger_of(self.path()))
    }

    /// The ledger that belongs to a database, or to the copies in a folder.
    #[must_use]
    pub fn ledger_of(database: &Path) -> PathBuf {
        match database.is_dir() {
            true => database.join("snapsell.erasures"),
            false => {
                let mut name = database.as_os_str().to_owned();
                name.push(".erasures");
                PathBuf::from(name)
            }
        }
    }

    fn line(&self, erasure: Erasure) -> Result<Line, StoreError> {
        Ok(Line {
            of: self.tag()?,
            shop: erasure.shop.get(),
            customer: number(erasure),
            at: erasure.at.millis(),
        })
    }

    /// Tells installations apart, so that a ledger found beside another one's copy forgets nobody there.
    fn tag(&self) -> Result<String, StoreError> {
        let blind = self.installation_key()?.blind("erasures", "");
        Ok(blind[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }
}

fn number(erasure: Erasure) -> u32 {
    erasure.customer.map_or(WHOLE_SHOP, CustomerId::get)
}

/// Writes the row of an erasure that is about to be carried out.
fn note(connection: &Connection, erasure: Erasure) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO erasures (shop, customer, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![erasure.shop.get(), number(erasure), erasure.at.millis()],
    )?;
    Ok(())
}

/// The number of the newest erasure, and the people that were forgotten after number `after`.
pub(crate) fn newer(
    connection: &Connection,
    after: i64,
) -> Result<(i64, Vec<(ShopId, CustomerId)>), StoreError> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(id) FROM erasures")?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    let newest = newest.unwrap_or(0);
    if newest <= after {
        return Ok((newest, Vec::new()));
    }
    let people = connection
        .prepare_cached("SELECT shop, customer FROM erasures WHERE id > ?1 AND customer > 0")?
        .query_map([after], |row| {
            Ok((ShopId::new(row.get(0)?), CustomerId::new(row.get(1)?)))
        })?
        .collect::<Result<_, _>>()?;
    Ok((newest, people))
}
