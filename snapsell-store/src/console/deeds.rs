//! What members did that the journal does not tell.

use crate::error::StoreError;
use crate::journal::bound;
use crate::store::{INSTALLATION, Store};
use rusqlite::{Row, params, params_from_iter};
use snapsell_core::{ShopId, Timestamp, UserId};

/// Something that a member did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeedRow {
    /// In which shop; `None` for the installation.
    pub shop: Option<ShopId>,
    /// When.
    pub at: Timestamp,
    /// Who; `None` for nobody who was signed in.
    pub user: Option<UserId>,
    /// What, in a word that the caller chose.
    pub what: String,
    /// To whom or what; a pseudonym.
    pub subject: String,
}

impl Store {
    /// Notes what a member did.
    ///
    /// # Errors
    /// The store's own.
    pub fn note_deed(&self, deed: &DeedRow) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO deeds (shop, seq, at, user, what, subject)
                 SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4, ?5 FROM deeds WHERE shop = ?1",
                params![
                    deed.shop.unwrap_or(INSTALLATION).get(),
                    deed.at.millis(),
                    deed.user.map(UserId::get),
                    deed.what,
                    deed.subject
                ],
            )?;
            Ok(())
        })
    }

    /// How many deeds were noted, of the members of a shop, or of all and of the installation.
    ///
    /// # Errors
    /// The store's own.
    pub fn deeds_count(&self, shop: Option<ShopId>) -> Result<usize, StoreError> {
        self.read(|connection| {
            let count = |sql, values: &[u32]| {
                let mut counted = connection.prepare_cached(sql)?;
                Ok(counted.query_row(params_from_iter(values), |row| row.get(0))?)
            };
            match shop {
                Some(shop) => count("SELECT count(*) FROM deeds WHERE shop = ?1", &[shop.get()]),
                None => count("SELECT count(*) FROM deeds", &[]),
            }
        })
    }

    /// At most `most` of those deeds after the first `skip`, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn deeds(
        &self,
        shop: Option<ShopId>,
        skip: usize,
        most: usize,
    ) -> Result<Vec<DeedRow>, StoreError> {
        let part = match shop {
            Some(_) => "WHERE shop = ?3 ORDER BY seq DESC",
            None => "ORDER BY at DESC, shop, seq DESC",
        };
        let mut values = vec![bound(most), bound(skip)];
        values.extend(shop.map(|shop| i64::from(shop.get())));
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT at, user, what, subject, shop FROM deeds {part} LIMIT ?1 OFFSET ?2"
                ))?
                .query_and_then(params_from_iter(values), deed_of)?
                .collect()
        })
    }
}

fn deed_of(row: &Row<'_>) -> Result<DeedRow, StoreError> {
    let shop = ShopId::new(row.get(4)?);
    Ok(DeedRow {
        shop: (shop != INSTALLATION).then_some(shop),
        at: Timestamp::from_millis(row.get(0)?),
        user: row.get::<_, Option<u32>>(1)?.map(UserId::new),
        what: row.get(2)?,
        subject: row.get(3)?,
    })
}
