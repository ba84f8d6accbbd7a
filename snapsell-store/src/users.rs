//! Members of the teams. Who may do what is decided elsewhere.

mod joining;
mod sessions;
#[cfg(test)]
mod tests;

pub use joining::NewMember;
pub use sessions::SessionRecord;

use crate::console::NewLink;
use crate::error::StoreError;
use crate::keys::Place;
use crate::store::{INSTALLATION, Store};
use rusqlite::{Row, params};
use snapsell_core::{ShopId, Timestamp, UserId};

/// A member of a team.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// Her id; unique in the installation.
    pub id: UserId,
    /// Her shop; `None` for the installation's own staff.
    pub shop: Option<ShopId>,
    /// Her address, in lower case.
    pub email: String,
    /// What she may do, in a word that the caller chose.
    pub role: String,
    /// Her password, as a hash in PHC form.
    pub password_hash: String,
    /// The secret of her second factor.
    pub totp: Option<Vec<u8>>,
    /// Whether she may come in.
    pub active: bool,
    /// When she was added.
    pub created_at: Timestamp,
    /// How the team calls her; `None` until she said so.
    pub name: Option<String>,
    /// Her language in the console, in a word that the caller chose.
    pub lang: Option<String>,
    /// Whether single keys act in the console.
    pub shortcuts: bool,
    /// The short code that unlocks a shared phone, as a hash in PHC form.
    pub pin_hash: Option<String>,
}

const COLUMNS: &str = "SELECT users.shop, users.user, email, role, password_hash, totp, active,
     users.created_at, name, lang, shortcuts, pin_hash FROM users";

impl Store {
    /// Adds a member. An address is used once in the installation.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the address is in use.
    pub fn create_user(
        &self,
        shop: Option<ShopId>,
        email: &str,
        role: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<UserId, StoreError> {
        let member = NewMember {
            email,
            role,
            password_hash,
            ..NewMember::default()
        };
        let key = self.installation_key()?;
        self.write(|transaction| member.insert(transaction, &key, shop, now))
    }

    /// The member with this address, whatever its case.
    ///
    /// # Errors
    /// The store's own.
    pub fn user_by_email(&self, email: &str) -> Result<Option<UserRecord>, StoreError> {
        let index = self
            .installation_key()?
            .blind("email", &email.trim().to_lowercase());
        self.find_user(&format!("{COLUMNS} WHERE email_index = ?1"), params![index])
    }

    /// The member with this id.
    ///
    /// # Errors
    /// The store's own.
    pub fn user(&self, user: UserId) -> Result<Option<UserRecord>, StoreError> {
        self.find_user(&format!("{COLUMNS} WHERE user = ?1"), params![user.get()])
    }

    /// The members of a shop, or the installation's own staff.
    ///
    /// # Errors
    /// The store's own.
    pub fn users(&self, shop: Option<ShopId>) -> Result<Vec<UserRecord>, StoreError> {
        let rows: Vec<UserRecord> = self.read(|connection| {
            connection
                .prepare_cached(&format!("{COLUMNS} WHERE shop = ?1 ORDER BY user"))?
                .query_and_then([shop.unwrap_or(INSTALLATION).get()], |row| {
                    self.user_of(row)
                })?
                .collect()
        })?;
        Ok(rows)
    }

    /// Changes role, password, second factor and access of a member, and ends her sessions and the links about her; her
    /// recovery codes stay. A change of role, or her end, takes the links away that she made for people. `change` sees her
    /// and the others of her team as they are while nobody else writes; when it says no, nothing is written and the answer
    /// is false.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such member.
    pub fn change_user(
        &self,
        user: UserId,
        change: impl FnOnce(&mut UserRecord, &[UserRecord]) -> bool,
    ) -> Result<bool, StoreError> {
        let key = self.installation_key()?;
        self.write(|transaction| {
            let team: Vec<UserRecord> = transaction
                .prepare_cached(&format!(
                    "{COLUMNS} WHERE shop = (SELECT shop FROM users WHERE user = ?1) ORDER BY user"
                ))?
                .query_and_then([user.get()], |row| self.user_of(row))?
                .collect::<Result<_, _>>()?;
            let (own, others): (Vec<_>, Vec<_>) =
                team.into_iter().partition(|member| member.id == user);
            let mut own = own.into_iter().next().ok_or(StoreError::Missing("user"))?;
            let before = own.role.clone();
            if !change(&mut own, &others) {
                return Ok(false);
            }
            let row = user.get().to_be_bytes();
            let totp = own.totp.as_ref();
            let totp = totp.map(|secret| key.seal(place("totp", &row), secret));
            transaction.execute(
                "UPDATE users SET role = ?2, password_hash = ?3, totp = ?4, active = ?5 WHERE user = ?1",
                params![user.get(), own.role, own.password_hash, totp.transpose()?, own.active],
            )?;
            transaction.execute("DELETE FROM sessions WHERE user = ?1", [user.get()])?;
            transaction.execute(
                "DELETE FROM links WHERE user = ?1 AND kind <> ?2",
                params![user.get(), NewLink::recovery(user)],
            )?;
            if !own.active || own.role != before {
                transaction.execute(
                    "DELETE FROM links WHERE made_by = ?1 AND kind <> ?2",
                    params![user.get(), NewLink::OVERLAY],
                )?;
            }
            Ok(true)
        })
    }

    /// Replaces what a member chose for herself; her sessions stay.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such member.
    pub fn set_preferences(&self, user: &UserRecord) -> Result<(), StoreError> {
        let key = self.installation_key()?;
        let row = user.id.get().to_be_bytes();
        let name = user.name.as_ref();
        let name = name.map(|name| key.seal(place("name", &row), name.as_bytes()));
        let name = name.transpose()?;
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE users SET name = ?2, lang = ?3, shortcuts = ?4, pin_hash = ?5 WHERE user = ?1",
                params![user.id.get(), name, user.lang, user.shortcuts, user.pin_hash],
            )?;
            if changed == 1 { Ok(()) } else { Err(StoreError::Missing("user")) }
        })
    }

    /// Uses a step of the second factor up; false when it, or a later one, was used before.
    ///
    /// # Errors
    /// The store's own.
    pub fn use_totp_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE users SET totp_step = ?2 WHERE user = ?1 AND totp_step < ?2",
                params![user.get(), step],
            )?;
            Ok(changed == 1)
        })
    }

    fn find_user(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Option<UserRecord>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_and_then(values, |row| self.user_of(row))?
                .next()
                .transpose()
        })
    }

    fn user_of(&self, row: &Row<'_>) -> Result<UserRecord, StoreError> {
        let key = self.tenant(INSTALLATION)?;
        let shop = ShopId::new(row.get(0)?);
        let id: u32 = row.get(1)?;
        let at = id.to_be_bytes();
        let totp: Option<Vec<u8>> = row.get(5)?;
        Ok(UserRecord {
            id: UserId::new(id),
            shop: (shop != INSTALLATION).then_some(shop),
            email: key.open_text(place("email", &at), &row.get::<_, Vec<u8>>(2)?)?,
            role: row.get(3)?,
            password_hash: row.get(4)?,
            totp: totp
                .map(|blob| key.open(place("totp", &at), &blob))
                .transpose()?,
            active: row.get(6)?,
            created_at: Timestamp::from_millis(row.get(7)?),
            name: row
                .get::<_, Option<Vec<u8>>>(8)?
                .map(|blob| key.open_text(place("name", &at), &blob))
                .transpose()?,
            lang: row.get(9)?,
            shortcuts: row.get(10)?,
            pin_hash: row.get(11)?,
        })
    }
}

const fn place<'a>(column: &'a str, row: &'a [u8]) -> Place<'a> {
    Place {
        table: "users",
        column,
        row,
    }
}

impl std::fmt::Debug for UserRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRecord")
            .field("id", &self.id)
            .field("shop", &self.shop)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}
