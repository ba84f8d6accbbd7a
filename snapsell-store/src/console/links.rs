//! One-time links: kept under the hash of their token, good for a while.

use crate::error::StoreError;
use crate::keys::Place;
use crate::store::{INSTALLATION, Store};
use rusqlite::{Row, params};
use snapsell_core::{ShopId, Timestamp, UserId};

/// A link to be made.
#[derive(Clone, Default)]
pub struct NewLink {
    /// What it is for, in a word that the caller chose.
    pub kind: String,
    /// The shop it leads to; `None` for the installation.
    pub shop: Option<ShopId>,
    /// The member it is about.
    pub user: Option<UserId>,
    /// Whom it was made for. Personal.
    pub email: Option<String>,
    /// What its user will be.
    pub role: Option<String>,
    /// Who made it.
    pub made_by: Option<UserId>,
}

impl NewLink {
    /// The kind of the overlay's address, which is the shop's: it outlives whoever made it.
    pub const OVERLAY: &str = "overlay";

    /// The kind of a recovery code, hers alone: what stays when other links about her end.
    #[must_use]
    pub fn recovery(user: UserId) -> String {
        format!("recovery {}", user.get())
    }
}

/// A link that can still be used.
#[derive(Clone)]
pub struct LinkRecord {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// What it was made of.
    pub link: NewLink,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is no longer good.
    pub expires_at: Timestamp,
}

impl Store {
    /// Keeps a link under the hash of its token, good until `expires_at`.
    ///
    /// # Errors
    /// The store's own.
    pub fn make_link(
        &self,
        token_hash: &[u8; 32],
        link: &NewLink,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let key = self.installation_key()?;
        let email = link.email.as_ref();
        let email = email.map(|email| key.seal(link_email(token_hash), email.as_bytes()));
        let email = email.transpose()?;
        self.write(|transaction| {
            transaction.execute("DELETE FROM links WHERE expires_at <= ?1", [now.millis()])?;
            transaction.execute(
                "INSERT INTO links (token, kind, shop, user, email, role, made_by, created_at, expires_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    token_hash,
                    link.kind,
                    link.shop.unwrap_or(INSTALLATION).get(),
                    link.user.map(UserId::get),
                    email,
                    link.role,
                    link.made_by.map(UserId::get),
                    now.millis(),
                    expires_at.millis(),
                ],
            )?;
            Ok(())
        })
    }

    /// The link with this token, while it is good.
    ///
    /// # Errors
    /// The store's own.
    pub fn link(
        &self,
        token_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<LinkRecord>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!("{LINKS} WHERE token = ?1 AND expires_at > ?2"))?
                .query_and_then(params![token_hash, now.millis()], |row| self.link_of(row))?
                .next()
                .transpose()
        })
    }

    /// The good links of a kind of a shop, the newest first.
    ///
    /// # Errors
    /// The store's own.
    pub fn links(
        &self,
        shop: Option<ShopId>,
        kind: &str,
        now: Timestamp,
    ) -> Result<Vec<LinkRecord>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{LINKS} WHERE shop = ?1 AND kind = ?2 AND expires_at > ?3
                     ORDER BY created_at DESC, token LIMIT 1000"
                ))?
                .query_and_then(
                    params![shop.unwrap_or(INSTALLATION).get(), kind, now.millis()],
                    |row| self.link_of(row),
                )?
                .collect()
        })
    }

    /// Uses a link up; false when somebody was faster.
    ///
    /// # Errors
    /// The store's own.
    pub fn use_link(&self, token_hash: &[u8; 32]) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let gone =
                transaction.execute("DELETE FROM links WHERE token = ?1", params![token_hash])?;
            Ok(gone == 1)
        })
    }

    /// Uses up every link of a kind of a shop.
    ///
    /// # Errors
    /// The store's own.
    pub fn use_links(&self, shop: Option<ShopId>, kind: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM links WHERE shop = ?1 AND kind = ?2",
                params![shop.unwrap_or(INSTALLATION).get(), kind],
            )?;
            Ok(())
        })
    }

    fn link_of(&self, row: &Row<'_>) -> Result<LinkRecord, StoreError> {
        let token_hash: [u8; 32] = row.get(0)?;
        let shop = ShopId::new(row.get(2)?);
        let email: Option<Vec<u8>> = row.get(4)?;
        let key = self.tenant(INSTALLATION)?;
        Ok(LinkRecord {
            token_hash,
            link: NewLink {
                kind: row.get(1)?,
                shop: (shop != INSTALLATION).then_some(shop),
                user: row.get::<_, Option<u32>>(3)?.map(UserId::new),
                email: email
                    .map(|blob| key.open_text(link_email(&token_hash), &blob))
                    .transpose()?,
                role: row.get(5)?,
                made_by: row.get::<_, Option<u32>>(6)?.map(UserId::new),
            },
            created_at: Timestamp::from_millis(row.get(7)?),
            expires_at: Timestamp::from_millis(row.get(8)?),
        })
    }
}

const LINKS: &str =
    "SELECT token, kind, shop, user, email, role, made_by, created_at, expires_at FROM links";

const fn link_email(token_hash: &[u8; 32]) -> Place<'_> {
    Place {
        table: "links",
        column: "email",
        row: token_hash,
    }
}

impl std::fmt::Debug for NewLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLink")
            .field("kind", &self.kind)
            .field("shop", &self.shop)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for LinkRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkRecord")
            .field("link", &self.link)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Folder, at};

    #[test]
    fn a_link_is_used_once_and_not_after_its_end() {
        let (_folder, store, shop) = Folder::with_shop();
        let link = NewLink {
            kind: "invite".into(),
            shop: Some(shop),
            email: Some("awa@example.org".into()),
            role: Some("agent".into()),
            ..NewLink::default()
        };
        let token = [3; 32];
        store.make_link(&token, &link, at(1), at(9)).unwrap();
        let found = store.link(&token, at(8)).unwrap().unwrap();
        assert_eq!(found.link.email.as_deref(), Some("awa@example.org"));
        assert_eq!(store.links(Some(shop), "invite", at(8)).unwrap().len(), 1);
        assert!(store.link(&token, at(9)).unwrap().is_none(), "it has ended");
        assert!(store.use_link(&token).unwrap());
        assert!(!store.use_link(&token).unwrap());
        for token in [[4; 32], [5; 32]] {
            store.make_link(&token, &link, at(1), at(9)).unwrap();
        }
        store.use_links(None, "invite").unwrap();
        store.use_links(Some(shop), "reset").unwrap();
        assert_eq!(store.links(Some(shop), "invite", at(8)).unwrap().len(), 2);
        store.use_links(Some(shop), "invite").unwrap();
        assert!(store.link(&[5; 32], at(8)).unwrap().is_none());
    }
}
