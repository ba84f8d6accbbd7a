//! People: a number for each, found by phone or user id through blind indexes, with sealed details beside it.

mod known;
mod rows;
#[cfg(test)]
mod tests;

pub(crate) use known::Contacts;
pub(crate) use rows::{Written, gone};

use crate::error::StoreError;
use crate::keys::Place;
use crate::plans::Plans;
use crate::store::{Store, locked};
use known::{Alias, Known, Way};
use rusqlite::{OptionalExtension, params};
use snapsell_core::{CustomerId, ShopId, Span, Timestamp};

/// Numbers that a process takes for new people at a time.
const BLOCK: u32 = 256;
/// How often at most the last message of a person is noted: what her row says is less than this too early.
pub const SEEN_EVERY: Span = Span::from_mins(60);

/// Who wrote, as the channel names her. At least one of phone and user id must be there.
#[derive(Clone, Copy)]
pub struct ContactRef<'a> {
    /// Her phone number, as `+33612345678`.
    pub phone: Option<&'a str>,
    /// The channel's own id of her, when it hides the number.
    pub user_id: Option<&'a str>,
    /// The name she gave herself.
    pub name: Option<&'a str>,
    /// When she wrote.
    pub at: Timestamp,
}

/// What is known of a person. It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactDetails {
    /// Her phone number.
    pub phone: Option<String>,
    /// The channel's own id of her.
    pub user_id: Option<String>,
    /// The name she gave herself.
    pub name: Option<String>,
    /// When she first wrote.
    pub since: Timestamp,
    /// When she last wrote, up to an hour too early; `None` when she never did.
    pub last_inbound: Option<Timestamp>,
}

impl Store {
    /// The number of a person who wrote. A new person gets one at once; her row is written with the next commit of
    /// this shop, so her first message and her row are durable together. A second alias of a known person is linked to her.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when `who` names neither phone nor user id, or when there is no such shop.
    pub fn contact(&self, shop: ShopId, who: &ContactRef<'_>) -> Result<CustomerId, StoreError> {
        self.find_or_make(shop, who, Some(who.at))
    }

    /// The number of a person whom somebody else named: like [`contact`](Self::contact), but she did not write.
    ///
    /// # Errors
    /// As for [`contact`](Self::contact).
    pub fn mention(&self, shop: ShopId, who: &ContactRef<'_>) -> Result<CustomerId, StoreError> {
        self.find_or_make(shop, who, None)
    }

    /// The number of the person with this phone number or user id, if she is known. Makes nobody.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such shop; else the store's own.
    pub fn known_contact(
        &self,
        shop: ShopId,
        alias: &str,
    ) -> Result<Option<CustomerId>, StoreError> {
        let key = self.tenant(shop)?;
        for column in ["phone", "user_id"] {
            let blind = key.blind(column, alias);
            let alias = blind.first_chunk().expect("32 bytes hold 16");
            if let Some(known) = self.lookup(shop, alias)? {
                return Ok(Some(known.customer));
            }
        }
        Ok(None)
    }

    /// What is known of a person; `None` for a stranger or one who was erased.
    ///
    /// # Errors
    /// The store's own.
    pub fn contact_details(
        &self,
        shop: ShopId,
        customer: CustomerId,
    ) -> Result<Option<ContactDetails>, StoreError> {
        let key = self.tenant(shop)?;
        let stored = self.read(|connection| rows::load(connection, shop, customer))?;
        let contacts = locked(&self.inner().contacts);
        let waiting = contacts.pending.get(&shop).map_or(&[][..], Vec::as_slice);
        let Some(sealed) = rows::merge(stored, waiting, customer) else {
            return Ok(None);
        };
        drop(contacts);
        let open = |column, blob: Option<Vec<u8>>| {
            blob.map(|blob| key.open_text(place(column, &customer.get().to_be_bytes()), &blob))
                .transpose()
        };
        Ok(Some(ContactDetails {
            phone: open("phone", sealed.phone)?,
            user_id: open("user_id", sealed.user_id)?,
            name: open("name", sealed.name)?,
            since: sealed.since,
            last_inbound: sealed.last_inbound,
        }))
    }

    /// The same; `None` also where it does not open, so that a list of all shops can go on.
    ///
    /// # Errors
    /// The store's own.
    pub fn readable_details(
        &self,
        shop: ShopId,
        customer: CustomerId,
    ) -> Result<Option<ContactDetails>, StoreError> {
        match self.contact_details(shop, customer) {
            Err(error) if error.is_damage() => Ok(None),
            details => details,
        }
    }

    /// Writes the rows of new people without waiting for a commit.
    ///
    /// # Errors
    /// The store's own; then they are still waiting. [`StoreError::Busy`] also when another process met one of them
    /// first: then their numbers hold no longer, ask for them again.
    pub fn flush_contacts(&self) -> Result<(), StoreError> {
        let contacts = &self.inner().contacts;
        let shops: Vec<ShopId> = locked(contacts).pending.keys().copied().collect();
        if shops.is_empty() {
            return Ok(());
        }
        self.flush_contacts_of(&shops)
    }

    /// The same for the people of some shops.
    pub(crate) fn flush_contacts_of(&self, shops: &[ShopId]) -> Result<(), StoreError> {
        let inner = self.inner();
        let mut written = Written::default();
        self.write(|transaction| {
            let plans = Plans::new(transaction);
            for &shop in shops {
                if !written.write(&plans, &inner.contacts, shop)? {
                    return Err(StoreError::Busy);
                }
            }
            Ok(())
        })?;
        written.done(&inner.contacts);
        Ok(())
    }

    fn find_or_make(
        &self,
        shop: ShopId,
        who: &ContactRef<'_>,
        seen: Option<Timestamp>,
    ) -> Result<CustomerId, StoreError> {
        let key = self.tenant(shop)?;
        let mut ways = Vec::with_capacity(2);
        for (column, value) in [("phone", who.phone), ("user_id", who.user_id)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let blind = key.blind(column, value);
                let alias = *blind.first_chunk().expect("32 bytes hold 16");
                let known = self.lookup(shop, &alias)?;
                ways.push(Way {
                    column,
                    value,
                    alias,
                    known,
                });
            }
        }
        if ways.is_empty() {
            return Err(StoreError::Missing("phone number or user id of the sender"));
        }
        if ways.iter().all(|way| way.known.is_none()) {
            self.reserve(shop)?;
        }
        let mut contacts = locked(&self.inner().contacts);
        for way in &mut ways {
            // Another thread may have met her since, or forgotten her.
            way.known = way.known.or_else(|| contacts.known(shop, &way.alias));
            way.known = way
                .known
                .filter(|known| !contacts.erased.contains(&(shop, known.customer)));
        }
        contacts.note(&key, &ways, who, seen)
    }

    /// Looks an alias up in memory, among the rows to be written, then on the disk.
    fn lookup(&self, shop: ShopId, alias: &Alias) -> Result<Option<Known>, StoreError> {
        {
            let contacts = locked(&self.inner().contacts);
            let found = contacts
                .known(shop, alias)
                .or_else(|| contacts.waiting(shop, alias));
            if found.is_some() {
                return Ok(found);
            }
        }
        let row: Option<(u32, Option<i64>)> = self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT customer, last_inbound FROM aliases LEFT JOIN contacts USING (shop, customer)
                     WHERE shop = ?1 AND alias = ?2",
                )?
                .query_row(params![shop.get(), alias], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?)
        })?;
        Ok(row.map(|(customer, seen)| Known {
            customer: CustomerId::new(customer),
            seen: seen.map(Timestamp::from_millis),
        }))
    }

    /// Takes numbers for new people, durably, so that no other process gives them too.
    fn reserve(&self, shop: ShopId) -> Result<(), StoreError> {
        let left = |contacts: &Contacts| contacts.blocks.get(&shop).is_some_and(|b| !b.is_empty());
        if left(&locked(&self.inner().contacts)) {
            return Ok(());
        }
        let next: u32 = self.write(|transaction| {
            Ok(transaction
                .prepare_cached(
                    "UPDATE shops SET customer_next = customer_next + ?2 WHERE shop = ?1
                     RETURNING customer_next",
                )?
                .query_row(params![shop.get(), BLOCK], |row| row.get(0))?)
        })?;
        let mut contacts = locked(&self.inner().contacts);
        if !left(&contacts) {
            contacts.blocks.insert(shop, next - BLOCK..next);
        }
        Ok(())
    }
}

const fn place<'a>(column: &'a str, row: &'a [u8]) -> Place<'a> {
    Place {
        table: "contacts",
        column,
        row,
    }
}

impl std::fmt::Debug for ContactRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactRef")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ContactDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactDetails")
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}
