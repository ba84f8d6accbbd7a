//! The way from the demo into its console: nobody there has a password.

use snapsell_core::{ShopId, Span};
use snapsell_store::{NewLink, StoreError};

use super::access::Role;
use super::{Console, enter, token};

/// How long the link works.
const VALID: Span = Span::from_mins(24 * 60);

impl Console {
    /// The path of a link that signs the owner of a demo's shop in, once; she is made when there is none. Blocks.
    ///
    /// # Errors
    /// The store's own.
    pub(crate) fn demo_link(&self, shop: ShopId) -> Result<String, StoreError> {
        let (store, now) = (&self.app().store, self.app().now());
        let email = format!("marie-{}@demo.invalid", shop.get());
        let owner = match store.user_by_email(&email)? {
            Some(owner) => owner.id,
            // Nobody signs in with a password that is no hash.
            None => {
                let id = store.create_user(Some(shop), &email, Role::Owner.word(), "", now)?;
                let mut owner = store.user(id)?.ok_or(StoreError::Missing("user"))?;
                owner.name = Some("Marie".to_owned());
                store.set_preferences(&owner)?;
                id
            }
        };
        let (written, hash) = token::fresh()?;
        let link = NewLink {
            kind: enter::ENTER.to_owned(),
            user: Some(owner),
            ..NewLink::default()
        };
        store.make_link(&hash, &link, now, now + VALID)?;
        Ok(format!("/entrer/{written}"))
    }
}
