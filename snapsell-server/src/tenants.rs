//! Shops as the outside sees them: by the name in an address, with what proves and sends their messages.
//!
//! They are read from the store when first asked for, looked at again after a while, and at once when a signature
//! does not match, so that exchanged tokens and new shops work without a restart.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use snapsell_core::ShopId;
use snapsell_store::{ShopRecord, Store, StoreError};
use snapsell_twilio::{
    AccountSid, Address, Api, ApiBase, AuthToken, Credentials, FormError, KeySid, WebhookError,
};

use crate::clock::Clock;
use crate::http::limits::BodyError;
use crate::webhook;

/// Shops kept in memory; when there are as many, all are read again as they are asked for.
const KNOWN_MAX: usize = 20_000;
/// A shop is read again when it is asked for after this long.
const FRESH_MS: i64 = 30_000;
/// A shop is read again because of a wrong signature, or for the first time, at most this often.
const REREAD_MS: i64 = 1_000;
/// Names that nobody has are looked up at most so often a second, all strangers together.
const STRANGERS_PER_SECOND_MAX: u32 = 50;
/// That webhooks of a shop are refused for one reason is said at most this often: anybody may send some.
const REFUSAL_SAID_MS: i64 = 600_000;
/// Longest name of a shop that is looked up.
const SLUG_BYTES_MAX: usize = 64;

/// One shop. It prints without its secrets.
#[derive(Clone)]
pub struct Tenant {
    /// Its id.
    pub shop: ShopId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The provider's account.
    pub account: AccountSid,
    /// Its sender.
    pub address: Address,
    /// Tokens that sign its webhooks.
    pub tokens: Vec<AuthToken>,
    /// The provider's interface with its credentials.
    pub api: Api,
    /// Where statuses of its messages are posted.
    pub status_url: String,
    read_ms: i64,
}

/// All shops asked for lately. Clones share them.
#[derive(Debug, Clone)]
pub struct Tenants(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    public_url: String,
    api_base: ApiBase,
    known: RwLock<Known>,
    strangers: RwLock<(i64, u32)>,
    /// When it was last said that webhooks of a shop are refused, for each reason: what anybody may send hides nothing
    /// that was signed.
    refusals: RwLock<BTreeMap<(ShopId, Refused), i64>>,
}

/// Why a webhook of a shop is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refused {
    /// It did not arrive whole.
    #[error("{0}")]
    Body(BodyError),
    /// It is no form.
    #[error("{0}")]
    Form(FormError),
    /// Nothing proves it.
    #[error("none of its tokens signed them over this url; see its auth_token and public_url")]
    Unsigned,
    /// It is proved, and of a kind that this address does not take.
    #[error("{0}; see which address stands for what at the provider")]
    Fields(WebhookError),
    /// It is proved, and meant for somebody else.
    #[error("they name another account or number; see its account_sid and whatsapp")]
    Another,
}

#[derive(Debug, Default)]
struct Known {
    by_slug: BTreeMap<String, Arc<Tenant>>,
    by_id: BTreeMap<ShopId, Arc<Tenant>>,
}

impl Tenants {
    /// A directory over the shops of `store`. `public_url` has no final slash.
    pub fn new(store: Store, clock: Clock, public_url: &str, api_base: ApiBase) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            public_url: public_url.trim_end_matches('/').to_owned(),
            api_base,
            known: RwLock::default(),
            strangers: RwLock::new((0, 0)),
            refusals: RwLock::default(),
        }))
    }

    /// The address that webhooks are signed over, without path.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// The shop of this name if it is known and fresh: no wait, no disk.
    pub fn known(&self, slug: &str) -> Option<Arc<Tenant>> {
        let now_ms = self.0.clock.now_ms();
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        let tenant = known.by_slug.get(slug)?;
        (now_ms - tenant.read_ms < FRESH_MS).then(|| Arc::clone(tenant))
    }

    /// The shop of this name. May read the disk: not for an async task.
    ///
    /// # Errors
    /// The store's own.
    pub fn by_slug(&self, slug: &str) -> Result<Option<Arc<Tenant>>, StoreError> {
        if let Some(known) = self.known(slug) {
            return Ok(Some(known));
        }
        if slug.len() > SLUG_BYTES_MAX || !self.may_look_up(slug) {
            return Ok(None);
        }
        self.keep(self.0.store.shop_by_slug(slug)?, slug)
    }

    /// The shop read again, after a wrong signature; `None` when it was read a moment ago.
    ///
    /// # Errors
    /// The store's own.
    pub fn again(&self, tenant: &Tenant) -> Result<Option<Arc<Tenant>>, StoreError> {
        if self.0.clock.now_ms() - tenant.read_ms < REREAD_MS {
            return Ok(None);
        }
        self.keep(self.0.store.shop_by_slug(&tenant.slug)?, &tenant.slug)
    }

    /// The shop with this id. May read the disk: not for an async task.
    ///
    /// # Errors
    /// The store's own.
    pub fn by_id(&self, shop: ShopId) -> Result<Option<Arc<Tenant>>, StoreError> {
        let now_ms = self.0.clock.now_ms();
        {
            let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
            let fresh = known
                .by_id
                .get(&shop)
                .filter(|known| now_ms - known.read_ms < FRESH_MS);
            if let Some(tenant) = fresh {
                return Ok(Some(Arc::clone(tenant)));
            }
        }
        self.keep(self.0.store.shop(shop)?, "")
    }

    /// All shops, read from the disk.
    ///
    /// # Errors
    /// The store's own.
    pub fn all(&self) -> Result<Vec<Arc<Tenant>>, StoreError> {
        let records = self.0.store.shops()?;
        Ok(records
            .into_iter()
            .filter_map(|record| self.tenant(record).map(Arc::new))
            .collect())
    }

    /// Says why a webhook of this shop was refused, unless the same was said a moment ago.
    pub fn refused(&self, tenant: &Tenant, path: &str, why: Refused) {
        let now_ms = self.0.clock.now_ms();
        let mut refusals = self
            .0
            .refusals
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let said_ms = refusals.get(&(tenant.shop, why));
        if said_ms.is_some_and(|said_ms| (0..REFUSAL_SAID_MS).contains(&(now_ms - said_ms))) {
            return;
        }
        if refusals.len() >= KNOWN_MAX {
            refusals.clear();
        }
        refusals.insert((tenant.shop, why), now_ms);
        drop(refusals);
        tracing::warn!(
            shop = tenant.shop.get(),
            slug = tenant.slug,
            url = format!("{}{path}", self.0.public_url),
            %why,
            "webhooks of a shop are refused"
        );
    }

    /// Strangers may not make us read the disk as often as they like.
    fn may_look_up(&self, slug: &str) -> bool {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        if known.by_slug.contains_key(slug) {
            return true;
        }
        drop(known);
        let second = self.0.clock.now_ms() / 1_000;
        let mut strangers = self
            .0
            .strangers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if strangers.0 != second {
            *strangers = (second, 0);
        }
        strangers.1 += 1;
        strangers.1 <= STRANGERS_PER_SECOND_MAX
    }

    fn keep(
        &self,
        record: Option<ShopRecord>,
        slug: &str,
    ) -> Result<Option<Arc<Tenant>>, StoreError> {
        let tenant = record.and_then(|record| self.tenant(record)).map(Arc::new);
        let mut known = self.0.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.by_slug.len() >= KNOWN_MAX {
            *known = Known::default();
        }
        match &tenant {
            Some(tenant) => {
                known
                    .by_slug
                    .insert(tenant.slug.clone(), Arc::clone(tenant));
                known.by_id.insert(tenant.shop, Arc::clone(tenant));
            }
            None => {
                if let Some(gone) = known.by_slug.remove(slug) {
                    known.by_id.remove(&gone.shop);
                }
            }
        }
        Ok(tenant)
    }

    /// A shop whose credentials make no sense is served to nobody.
    fn tenant(&self, record: ShopRecord) -> Option<Tenant> {
        let shop = record.id;
        if record.account_sid.is_empty() {
            // A shop that was made in the console and has no number yet.
            return None;
        }
        let read = || {
            let account = AccountSid::parse(&record.account_sid).ok()?;
            let tokens: Vec<AuthToken> = record.auth_tokens.iter().map(AuthToken::new).collect();
            let credentials = match &record.api_key {
                Some((key, secret)) => {
                    Credentials::api_key(account, KeySid::parse(key).ok()?, secret.as_str())
                }
                None => Credentials::auth_token(account, tokens.first()?),
            };
            Some(Tenant {
                shop,
                account,
                address: Address::from_exposed(&record.whatsapp).ok()?,
                tokens,
                api: Api::new(self.0.api_base.clone(), credentials),
                status_url: webhook::status_address(&self.0.public_url, &record.slug),
                read_ms: self.0.clock.now_ms(),
                slug: record.slug.clone(),
                name: record.name.clone(),
            })
        };
        let tenant = read();
        if tenant.is_none() {
            tracing::error!(
                shop = shop.get(),
                slug = record.slug,
                "the credentials of a shop cannot be used"
            );
        }
        tenant
    }
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tenant")
            .field("shop", &self.shop)
            .field("slug", &self.slug)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
