//! Catching up: messages whose webhook was lost are read from the provider's list and come in by the same door.

use std::sync::Arc;

use snapsell_core::{Content, Span, Timestamp};
use snapsell_store::{Store, StoreError};
use snapsell_twilio::client::Transport;
use snapsell_twilio::{ListedMessage, MediaUrl, parse_media, parse_messages};
use tokio::task::JoinSet;

use crate::blocking::blocking;
use crate::engine::{Engine, Incoming};
use crate::tenants::{Tenant, Tenants};
use crate::webhook::incoming;

/// The list is read from this long before the gap: the two clocks may differ, and a webhook may have been under way.
const MARGIN: Span = Span::from_mins(2);
/// Pages of the list that are read for one shop.
const PAGES_MAX: usize = 200;
/// Ids looked for in the inbox at a time.
const IDS_MAX: usize = 500;
/// Shops that are caught up side by side.
const SHOPS_AT_ONCE_MAX: usize = 8;

/// Why a shop could not be caught up; it is tried again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatchUpError {
    /// The provider's list cannot be read.
    #[error("the provider's list cannot be read")]
    List,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A message could not be made durable.
    #[error("a message could not be made durable")]
    NotDurable,
}

/// Reads what was missed. Clones are the same.
#[derive(Clone)]
pub struct CatchUp {
    store: Store,
    engine: Engine,
    tenants: Tenants,
    transport: Arc<dyn Transport>,
}

impl std::fmt::Debug for CatchUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CatchUp").finish_non_exhaustive()
    }
}

impl CatchUp {
    /// Over the shops of a store.
    pub fn new(
        store: Store,
        engine: Engine,
        tenants: Tenants,
        transport: Arc<dyn Transport>,
    ) -> Self {
        Self {
            store,
            engine,
            tenants,
            transport,
        }
    }

    /// Feeds the messages of every shop since `since` that are not known; how many there were. A shop that fails is
    /// left out, and its error is returned when all others are done.
    ///
    /// # Errors
    /// [`CatchUpError`] of the last shop that failed.
    pub async fn all(&self, since: Timestamp) -> Result<usize, CatchUpError> {
        let tenants = self.tenants.clone();
        let shops = blocking(move || tenants.all()).await?;
        let mut found = 0;
        let mut failed = None;
        let mut under_way = JoinSet::new();
        let mut shops = shops.into_iter();
        loop {
            while under_way.len() < SHOPS_AT_ONCE_MAX
                && let Some(tenant) = shops.next()
            {
                let this = self.clone();
                under_way.spawn(async move { this.shop(&tenant, since).await });
            }
            match under_way.join_next().await {
                Some(Ok(Ok(count))) => found += count,
                Some(Ok(Err(error))) => failed = Some(error),
                Some(Err(_)) => failed = Some(CatchUpError::NotDurable),
                None => return failed.map_or(Ok(found), Err),
            }
        }
    }

    /// Feeds the messages of one shop since `since` that are not known, oldest first; how many there were.
    ///
    /// # Errors
    /// [`CatchUpError`]; what was fed by then stays.
    pub async fn shop(
        &self,
        tenant: &Arc<Tenant>,
        since: Timestamp,
    ) -> Result<usize, CatchUpError> {
        let fed = self.feed(tenant, since - MARGIN).await;
        if let Err(error) = &fed {
            tracing::warn!(shop = tenant.shop.get(), slug = tenant.slug, %error, "a shop could not be caught up");
        }
        fed
    }

    async fn feed(&self, tenant: &Arc<Tenant>, since: Timestamp) -> Result<usize, CatchUpError> {
        let mut missed = self
            .missed(tenant, self.list(tenant, since).await?, since)
            .await?;
        // Newest first as listed; within one second that is all the order there is.
        missed.reverse();
        missed.sort_by_key(|message| message.date_created_ms);
        let count = missed.len();
        for message in missed {
            let Some(incoming) = self.incoming(tenant, &message).await? else {
                continue;
            };
            let answer = self.engine.message(tenant.shop, incoming);
            let answer = answer.map_err(|_| CatchUpError::NotDurable)?.await;
            answer
                .map_err(|_| CatchUpError::NotDurable)?
                .map_err(|_| CatchUpError::NotDurable)?;
        }
        if count > 0 {
            tracing::info!(
                shop = tenant.shop.get(),
                slug = tenant.slug,
                count,
                "messages were caught up"
            );
        }
        Ok(count)
    }

    async fn list(
        &self,
        tenant: &Tenant,
        since: Timestamp,
    ) -> Result<Vec<ListedMessage>, CatchUpError> {
        let mut request = tenant.api.list_inbound(&tenant.address, since.millis());
        let mut listed = Vec::new();
        for _ in 0..PAGES_MAX {
            let answer = self
                .transport
                .send(request)
                .await
                .map_err(|_| CatchUpError::List)?;
            if answer.status != 200 {
                return Err(CatchUpError::List);
            }
            let page = parse_messages(&answer.body).map_err(|_| CatchUpError::List)?;
            let fresh = |message: &ListedMessage| {
                message.inbound
                    && message.to == tenant.address
                    && message.account_sid == tenant.account
                    && message
                        .date_created_ms
                        .is_none_or(|at| at >= since.millis())
            };
            // Newest first: a page with nothing fresh is the last that matters.
            let before = listed.len();
            listed.extend(page.messages.into_iter().filter(fresh));
            match page.next_page_uri {
                Some(next) if listed.len() > before => {
                    request = tenant
                        .api
                        .next_page(&next)
                        .map_err(|_| CatchUpError::List)?;
                }
                Some(_) | None => break,
            }
        }
        Ok(listed)
    }

    /// Those that the inbox does not know.
    async fn missed(
        &self,
        tenant: &Tenant,
        mut listed: Vec<ListedMessage>,
        since: Timestamp,
    ) -> Result<Vec<ListedMessage>, StoreError> {
        let (store, shop) = (self.store.clone(), tenant.shop);
        blocking(move || {
            let mut known = std::collections::BTreeSet::new();
            for some in listed.chunks(IDS_MAX) {
                let ids: Vec<&str> = some.iter().map(|message| message.sid.as_str()).collect();
                known.extend(store.inbox_knows(shop, &ids, since)?);
            }
            listed.retain(|message| !known.contains(message.sid.as_str()));
            Ok(listed)
        })
        .await
    }

    /// The message as its webhook would have told it, as far as the list holds it.
    async fn incoming(
        &self,
        tenant: &Tenant,
        message: &ListedMessage,
    ) -> Result<Option<Incoming>, CatchUpError> {
        let Some(inbound) = message.to_inbound() else {
            return Ok(None);
        };
        let mut incoming = incoming(&inbound, tenant);
        if message.media_count == 0 {
            return Ok(Some(incoming));
        }
        let request = tenant.api.list_media(message.sid);
        let answer = self
            .transport
            .send(request)
            .await
            .map_err(|_| CatchUpError::List)?;
        let media = match answer.status {
            200 => parse_media(&answer.body).map_err(|_| CatchUpError::List)?,
            // Deleted at the provider since.
            404 => Vec::new(),
            _ => return Err(CatchUpError::List),
        };
        let first = media.first().map_or("", |(_, kind)| kind.as_str());
        incoming.content = match first.split('/').next().unwrap_or_default() {
            "image" if first == "image/webp" && message.body.is_empty() => Content::Sticker,
            "image" => Content::Image(message.body.clone()),
            "audio" => Content::Voice,
            "video" => Content::Video,
            "text" if first == "text/vcard" => Content::Contact,
            _ => Content::Document,
        };
        if let Content::Image(_) | Content::Document = incoming.content {
            incoming.media = media
                .iter()
                .map(|(id, _)| {
                    let url = MediaUrl::of(tenant.api.base(), tenant.account, message.sid, *id);
                    url.as_str().to_owned()
                })
                .collect();
        }
        Ok(Some(incoming))
    }
}
