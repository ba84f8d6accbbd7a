//! What the console keeps beside the journal: one-time links, notes on orders, plans, and the deeds of members.

mod deeds;

pub use deeds::DeedRow;

use crate::error::StoreError;
use crate::keys::Place;
use crate::store::{INSTALLATION, Store};
use rusqlite::{OptionalExtension, Row, params};
use snapsell_core::{OrderNumber, ShopId, Timestamp, UserId};

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

/// What the team wrote about an order.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderNote {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub user: UserId,
    /// The words. Personal.
    pub text: String,
}

/// What a shop may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Lives a month; `None` for as many as she likes.
    pub lives_max: Option<u32>,
    /// Until when it is paid; `None` while nothing is owed.
    pub paid_to: Option<Timestamp>,
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

    /// Keeps what the team wrote about an order; sealed.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a shop.
    pub fn add_order_note(
        &self,
        shop: ShopId,
        order: OrderNumber,
        note: &OrderNote,
    ) -> Result<(), StoreError> {
        let key = self.tenant(shop)?;
        self.write(|transaction| {
            let seq: u32 = transaction.query_row(
                "SELECT coalesce(max(seq), 0) + 1 FROM order_notes WHERE shop = ?1 AND number = ?2",
                params![shop.get(), order.get()],
                |row| row.get(0),
            )?;
            let sealed = key.seal(note_body(&note_row(order, seq)), note.text.as_bytes())?;
            transaction.execute(
                "INSERT INTO order_notes (shop, number, seq, at, user, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    shop.get(),
                    order.get(),
                    seq,
                    note.at.millis(),
                    note.user.get(),
                    sealed
                ],
            )?;
            Ok(())
        })
    }

    /// What the team wrote about an order, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Key`] when one does not open.
    pub fn order_notes(
        &self,
        shop: ShopId,
        order: OrderNumber,
    ) -> Result<Vec<OrderNote>, StoreError> {
        let key = self.tenant(shop)?;
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT seq, at, user, body FROM order_notes WHERE shop = ?1 AND number = ?2
                     ORDER BY seq LIMIT 1000",
                )?
                .query_and_then(params![shop.get(), order.get()], |row| {
                    let at = note_row(order, row.get(0)?);
                    Ok(OrderNote {
                        at: Timestamp::from_millis(row.get(1)?),
                        user: UserId::new(row.get(2)?),
                        text: key.open_text(note_body(&at), &row.get::<_, Vec<u8>>(3)?)?,
                    })
                })?
                .collect()
        })
    }

    /// What a shop may use; `None` for everything.
    ///
    /// # Errors
    /// The store's own.
    pub fn plan(&self, shop: ShopId) -> Result<Option<Plan>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT name, lives_max, paid_to FROM plans WHERE shop = ?1")?
                .query_row([shop.get()], |row| {
                    Ok(Plan {
                        name: row.get(0)?,
                        lives_max: row.get(1)?,
                        paid_to: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
                    })
                })
                .optional()?)
        })
    }

    /// Says what a shop may use.
    ///
    /// # Errors
    /// The store's own.
    pub fn set_plan(&self, shop: ShopId, plan: &Plan) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO plans (shop, name, lives_max, paid_to) VALUES (?1, ?2, ?3, ?4)",
                params![
                    shop.get(),
                    plan.name,
                    plan.lives_max,
                    plan.paid_to.map(Timestamp::millis)
                ],
            )?;
            Ok(())
        })
    }

    /// Whether anybody may sign in.
    ///
    /// # Errors
    /// The store's own.
    pub fn has_users(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT 1 FROM users WHERE active = 1 LIMIT 1")?
                .exists([])?)
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

const fn note_body(row: &[u8; 8]) -> Place<'_> {
    Place {
        table: "order_notes",
        column: "body",
        row,
    }
}

fn note_row(order: OrderNumber, seq: u32) -> [u8; 8] {
    (u64::from(order.get()) << 32 | u64::from(seq)).to_be_bytes()
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

impl std::fmt::Debug for OrderNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OrderNote")
            .field("at", &self.at)
            .field("user", &self.user)
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
    }

    #[test]
    fn notes_and_deeds_come_back_in_order() {
        let (_folder, store, shop) = Folder::with_shop();
        let (order, user) = (OrderNumber::new(1), UserId::new(1));
        for text in ["first", "second"] {
            let text = text.to_owned();
            let note = OrderNote {
                at: at(1),
                user,
                text,
            };
            store.add_order_note(shop, order, &note).unwrap();
            let deed = DeedRow {
                shop: Some(shop),
                at: at(1),
                user: Some(user),
                what: "reveal".into(),
                subject: note.text.clone(),
            };
            store.note_deed(&deed).unwrap();
        }
        let notes = store.order_notes(shop, order).unwrap();
        let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["first", "second"]);
        let mut newest = store.deeds(Some(shop), 0, 1).unwrap().remove(0);
        assert_eq!(newest.subject, "second");
        newest.shop = None;
        store.note_deed(&newest).unwrap();
        let page = |of, skip| {
            let found = store.deeds(of, skip, 2).unwrap();
            let told = |deed: DeedRow| (deed.shop, deed.subject);
            found.into_iter().map(told).collect::<Vec<_>>()
        };
        let (first, second) = ("first".to_owned(), "second".to_owned());
        assert_eq!(page(Some(shop), 1), [(Some(shop), first.clone())]);
        assert_eq!(
            page(None, 0),
            [(None, second.clone()), (Some(shop), second)]
        );
        assert_eq!(page(None, 2), [(Some(shop), first)]);
        assert_eq!(store.deeds_count(Some(shop)), Ok(2));
        assert_eq!(store.deeds_count(None), Ok(3));
    }

    #[test]
    fn a_step_of_the_second_factor_is_used_once() {
        let (_folder, store, shop) = Folder::with_shop();
        let id = store.create_user(Some(shop), "a@b", "owner", "$hash", at(1));
        let id = id.unwrap();
        assert!(store.has_users().unwrap());
        assert!(store.use_totp_step(id, 5).unwrap());
        assert!(!store.use_totp_step(id, 5).unwrap());
        assert!(!store.use_totp_step(id, 4).unwrap());
        assert!(store.use_totp_step(id, 6).unwrap());
    }
}
