//! The live as it runs: who holds what until when, who waits, what happens, and the buttons to step in.

mod act;
mod events;
mod offer;
mod tiles;

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{CustomerId, EndReason, ShopId, Timestamp};
use snapsell_store::Store;

use super::access::Team;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::person::{Person, can_be_told, people};
use super::proofs::picture;
use super::show::Show;
use crate::trial;

pub(super) use act::{
    add, check, claim, close, open, phone, release, reopen, sold, take_back, withdraw,
};
pub(super) use events::Telling;
pub(super) use offer::{offer_typed, stock_action};

/// Holds that ended and can be opened again, as many as are listed.
const ENDED_MAX: usize = 12;
/// Events that are listed.
const EVENTS_MAX: usize = 40;

/// `GET /live`
pub(super) async fn show(team: Team, ask: Ask) -> Answer {
    page(team, &ask, StatusCode::OK, json!({})).await
}

/// The page, with what was typed wrong.
pub(super) async fn page(team: Team, ask: &Ask, status: StatusCode, wrong: Value) -> Answer {
    let shop = team.shop;
    let seen = ask.look(shop, tiles::Seen::of).await?;
    let show = Show::with(ask, &seen.settings);
    let words = Telling::words(ask);
    let console = ask.console.clone();
    let mut value = ask
        .store(move |store| {
            let sellers = &seen.settings.sellers;
            let unread = console.0.looked.unread(store, shop, sellers, show.now)?;
            let people = people(store, shop, seen.customers())?;
            let known = tiles::Known {
                to_call: to_call(store, shop, &seen, &people, show.now)?,
                pictures: picture::those(store, shop, seen.photos())?,
                people,
            };
            let mut value = tiles::value(&seen, &known, &show);
            let left = trial::Left::of(store, shop)?;
            value["ended"] = ended(store, shop, &seen, left.her, &show)?;
            let telling = Telling::new(store, shop, &words);
            value["events"] = telling.newest(&left, seen.version, EVENTS_MAX, &show)?;
            value["unread"] = unread.len().into();
            value["connected"] = Value::from(is_connected(store, shop)?);
            Ok(value)
        })
        .await?;
    value["follow"] = ask.query.has("suivre").into();
    value["wrong"] = wrong;
    value["typed"] = json!(ask.form.typed());
    value["pending"] = Value::from(ask.console.0.pending.shown(shop, None));
    ask.page_as(status, "live.html", value).await
}

/// Whether the shop has a number of its own.
pub(super) fn is_connected(store: &Store, shop: ShopId) -> Result<bool, Halt> {
    let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
    Ok(!record.whatsapp.is_empty())
}

/// Those who hold something and hear of it by no message; the phone of a trial needs none.
fn to_call(
    store: &Store,
    shop: ShopId,
    seen: &tiles::Seen,
    people: &BTreeMap<CustomerId, Person>,
    now: Timestamp,
) -> Result<BTreeSet<CustomerId>, Halt> {
    let nobody = trial::customer(store, shop)?;
    let mut holders = seen.holders();
    holders.retain(|id| Some(*id) != nobody);
    let mut told = BTreeSet::new();
    for id in &holders {
        if can_be_told(store, shop, &seen.settings, (*id, &people[id]), now)? {
            told.insert(*id);
        }
    }
    Ok(&holders - &told)
}

/// Holds that ended lately without an order.
fn ended(
    store: &Store,
    shop: ShopId,
    seen: &tiles::Seen,
    nobody: Option<CustomerId>,
    show: &Show,
) -> Result<Value, Halt> {
    let since = seen.opened_at.unwrap_or(Timestamp::from_millis(i64::MAX));
    let rows = store.ended_holds(shop, ENDED_MAX * 8)?;
    let open_again = rows.iter().filter(|row| {
        row.ended_at >= since
            && Some(row.customer) != nobody
            && row
                .reason
                .is_some_and(|reason| reason != EndReason::Withdrawn)
            && seen.free(row.item) >= row.slots.len()
            && !seen.is_held_by(row.item, row.customer)
    });
    let rows: Vec<_> = open_again.take(ENDED_MAX).collect();
    let names = people(store, shop, rows.iter().map(|row| row.customer))?;
    Ok(rows
        .iter()
        .map(|row| {
            json!({
                "item": row.item.get(),
                "named": seen.named(row.item),
                "customer": row.customer.get(),
                "name": names[&row.customer].name,
                "quantity": row.slots.len(),
                "at": show.clock(row.ended_at),
            })
        })
        .collect())
}
