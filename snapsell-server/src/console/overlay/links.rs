//! The address of the overlay: made, made anew, taken back by the owner. There is one at a time.

use serde_json::{Value, json};
use snapsell_core::{ShopId, Span};
use snapsell_store::{NewLink, Store};

use super::super::access::Owner;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::show::Show;
use super::super::{settings, token};

/// Good until it is taken back: a studio keeps its address for years.
const GOOD_FOR: Span = Span::from_mins(100 * 365 * 24 * 60);

/// `POST /reglages/incrustation/lien`: a new address, shown once; the one before shows nothing any more.
pub(in super::super) async fn make(owner: Owner, ask: Ask) -> Answer {
    let (written, hash) = token::fresh()?;
    let link = NewLink {
        kind: NewLink::OVERLAY.to_owned(),
        shop: Some(owner.shop),
        made_by: Some(owner.user),
        ..NewLink::default()
    };
    let now = ask.now();
    ask.store(move |store| {
        store.use_links(Some(owner.shop), NewLink::OVERLAY)?;
        Ok(store.make_link(&hash, &link, now, now + GOOD_FOR)?)
    })
    .await?;
    note(owner, &ask, "made").await?;
    let url = format!("{}/direct/{written}", ask.console.public_url());
    settings::with_address(owner, &ask, url).await
}

/// `POST /reglages/incrustation/retirer`
pub(in super::super) async fn revoke(owner: Owner, ask: Ask) -> Answer {
    ask.store(move |store| Ok(store.use_links(Some(owner.shop), NewLink::OVERLAY)?))
        .await?;
    note(owner, &ask, "taken back").await?;
    ask.done("/reglages#incrustation", "saved")
}

/// What the settings say of it. Blocks.
pub(in super::super) fn shown(store: &Store, shop: ShopId, show: &Show) -> Result<Value, Halt> {
    let links = store.links(Some(shop), NewLink::OVERLAY, show.now)?;
    let since = links.first().map(|link| show.clock(link.created_at));
    Ok(json!({"since": since}))
}

async fn note(owner: Owner, ask: &Ask, what: &'static str) -> Result<(), Halt> {
    ask.note(
        Some(owner.shop),
        Some(owner.user),
        what,
        NewLink::OVERLAY.to_owned(),
    )
    .await
}
