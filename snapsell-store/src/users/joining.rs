//! Coming in for the first time: whatever belongs together is there at once, or nothing of it.

use super::place;
use crate::error::StoreError;
use crate::keys::TenantKey;
use crate::shops::NewShop;
use crate::store::{INSTALLATION, Store};
use rusqlite::{Connection, params};
use snapsell_core::{ShopId, Timestamp, UserId};

/// Somebody who becomes a member. It prints without its address.
#[derive(Clone, Copy, Default)]
pub struct NewMember<'a> {
    /// Her address, whatever its case; used once in the installation.
    pub email: &'a str,
    /// What she may do, in a word that the caller chose.
    pub role: &'a str,
    /// Her password, as a hash in PHC form.
    pub password_hash: &'a str,
    /// How the team calls her.
    pub name: Option<&'a str>,
    /// Her language in the console, in a word that the caller chose.
    pub lang: Option<&'a str>,
}

impl Store {
    /// Makes a shop and its owner. With `link`, the address by which the very first member comes in, which is used up.
    /// Of two who do so at once, also in two processes, one has her shop and of the other nothing is left.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the slug or the address is in use, [`StoreError::Missing`] when the link is, or somebody
    /// came in before; then nothing was written.
    pub fn open_shop(
        &self,
        new: &NewShop,
        owner: &NewMember<'_>,
        link: Option<&[u8; 32]>,
        now: Timestamp,
    ) -> Result<(ShopId, UserId), StoreError> {
        let installation = self.installation_key()?;
        let (key, user) = self.write(|transaction| {
            if let Some(link) = link {
                use_up(transaction, link)?;
                let anybody = "SELECT 1 FROM users";
                if transaction.prepare_cached(anybody)?.exists([])? {
                    return Err(StoreError::Missing("link"));
                }
            }
            let key = self.insert_shop(transaction, new)?;
            let user = owner.insert(transaction, &installation, Some(key.shop()), now)?;
            Ok((key, user))
        })?;
        self.remember_tenant(&key);
        Ok((key.shop(), user))
    }

    /// Makes a member of a shop by an invitation, which is used up.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the address is in use, [`StoreError::Missing`] when the link is; then nothing was written.
    pub fn join(
        &self,
        shop: ShopId,
        member: &NewMember<'_>,
        link: &[u8; 32],
        now: Timestamp,
    ) -> Result<UserId, StoreError> {
        let key = self.installation_key()?;
        self.write(|transaction| {
            use_up(transaction, link)?;
            member.insert(transaction, &key, Some(shop), now)
        })
    }
}

fn use_up(transaction: &Connection, link: &[u8; 32]) -> Result<(), StoreError> {
    match transaction.execute("DELETE FROM links WHERE token = ?1", params![link])? {
        1 => Ok(()),
        _ => Err(StoreError::Missing("link")),
    }
}

impl NewMember<'_> {
    /// Writes her row.
    pub(super) fn insert(
        &self,
        transaction: &Connection,
        key: &TenantKey,
        shop: Option<ShopId>,
        now: Timestamp,
    ) -> Result<UserId, StoreError> {
        let email = self.email.trim().to_lowercase();
        let last: u32 =
            transaction.query_row("SELECT coalesce(max(user), 0) FROM users", [], |row| {
                row.get(0)
            })?;
        let id = UserId::new(last).next();
        let row = id.get().to_be_bytes();
        let name = self.name;
        let name = name.map(|name| key.seal(place("name", &row), name.as_bytes()));
        transaction
            .execute(
                "INSERT INTO users (shop, user, email, email_index, role, password_hash, active, created_at, name, lang)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9)",
                params![
                    shop.unwrap_or(INSTALLATION).get(),
                    id.get(),
                    key.seal(place("email", &row), email.as_bytes())?,
                    key.blind("email", &email),
                    self.role,
                    self.password_hash,
                    now.millis(),
                    name.transpose()?,
                    self.lang,
                ],
            )
            .map_err(|error| match StoreError::is_unique(&error) {
                true => StoreError::Taken("e-mail address"),
                false => error.into(),
            })?;
        Ok(id)
    }
}

impl std::fmt::Debug for NewMember<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMember")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewLink;
    use crate::fixture::{Folder, at, new_shop};

    const LINKS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

    fn owner(email: &str) -> NewMember<'_> {
        NewMember {
            email,
            role: "owner",
            password_hash: "hash",
            name: Some("Awa"),
            lang: Some("fr"),
        }
    }

    /// Two processes do this at once; what each of them had.
    fn at_once<T: Send>(
        folder: &Folder,
        work: impl Fn(&Store, usize) -> Result<T, StoreError> + Sync,
    ) -> [Result<T, StoreError>; 2] {
        let (stores, gate) = ([0, 1].map(|_| folder.open()), std::sync::Barrier::new(2));
        std::thread::scope(|scope| {
            let one = |number: usize| {
                let (stores, gate, work) = (&stores, &gate, &work);
                scope.spawn(move || {
                    gate.wait();
                    work(&stores[number], number)
                })
            };
            [0, 1].map(one).map(|thread| thread.join().unwrap())
        })
    }

    fn links(folder: &Folder, kind: &str) {
        let store = folder.open();
        let link = NewLink {
            kind: kind.into(),
            ..NewLink::default()
        };
        for token in LINKS {
            store.make_link(&token, &link, at(1), at(900)).unwrap();
        }
    }

    /// Shops, members and links that are left.
    fn left(folder: &Folder) -> [u32; 4] {
        let disk = Connection::open(folder.database()).unwrap();
        ["shops", "profiles", "users", "links"].map(|table| {
            let count = format!("SELECT count(*) FROM {table}");
            disk.query_row(&count, [], |row| row.get(0)).unwrap()
        })
    }

    #[test]
    fn of_two_processes_that_sign_one_address_up_one_leaves_nothing() {
        let folder = Folder::new();
        let done = at_once(&folder, |store, number| {
            let slug = ["one", "two"][number];
            store.open_shop(&new_shop(slug), &owner("AWA@example.org"), None, at(2))
        });
        let lost: Vec<_> = done.iter().filter_map(|one| one.as_ref().err()).collect();
        assert_eq!(lost, [&StoreError::Taken("e-mail address")]);
        assert_eq!(left(&folder), [1, 1, 1, 0]);
        let store = folder.open();
        let her = store.user_by_email("awa@example.org").unwrap().unwrap();
        assert_eq!(
            (her.name.as_deref(), her.lang.as_deref()),
            (Some("Awa"), Some("fr"))
        );
        assert_eq!(her.shop, Some(store.shops().unwrap()[0].id));
    }

    #[test]
    fn of_two_first_links_in_two_processes_one_makes_the_first_owner() {
        let folder = Folder::new();
        links(&folder, "setup");
        let done = at_once(&folder, |store, number| {
            let (slug, email) = [("one", "a@example.org"), ("two", "b@example.org")][number];
            let link = Some(&LINKS[number]);
            store.open_shop(&new_shop(slug), &owner(email), link, at(2))
        });
        let lost: Vec<_> = done.iter().filter_map(|one| one.as_ref().err()).collect();
        assert_eq!(lost, [&StoreError::Missing("link")]);
        assert_eq!(left(&folder), [1, 1, 1, 1], "a link that did nothing stays");
    }

    #[test]
    fn a_link_is_there_still_when_what_it_was_for_could_not_be() {
        let folder = Folder::new();
        let store = folder.open();
        let shop = store.create_shop(&new_shop("one")).unwrap();
        links(&folder, "setup");
        let taken = |slug, email, link| {
            let owner = owner(email);
            store
                .open_shop(&new_shop(slug), &owner, link, at(2))
                .map(|_| ())
        };
        assert_eq!(
            taken("one", "a@example.org", Some(&LINKS[0])),
            Err(StoreError::Taken("slug"))
        );
        assert_eq!(left(&folder), [1, 1, 0, 2]);
        assert_eq!(taken("two", "a@example.org", Some(&LINKS[0])), Ok(()));
        let join = |email, link| store.join(shop, &owner(email), link, at(3)).map(|_| ());
        let taken = Err(StoreError::Taken("e-mail address"));
        assert_eq!(join("a@example.org", &LINKS[1]), taken);
        assert_eq!(join("b@example.org", &LINKS[1]), Ok(()));
        let used = Err(StoreError::Missing("link"));
        assert_eq!(join("c@example.org", &LINKS[1]), used);
        assert_eq!(left(&folder), [2, 2, 2, 0]);
        assert_eq!(store.users(Some(shop)).unwrap().len(), 1);
    }
}
