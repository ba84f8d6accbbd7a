//! Customers: who they are to the shop, their orders, and what was said with each; a number is shown on request only.

mod act;
mod erase;
mod talk;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::{Value, json};
use snapsell_core::{CustomerId, Shop, ShopId};
use snapsell_store::{CustomerRow, Store};

use super::access::Team;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::dialled;
use super::person::{Person, person};
use super::show::Show;
use crate::trial;

pub(super) use act::{block, export, reveal};
pub(super) use erase::{confirm, erase};
pub(super) use talk::Talk;

/// Customers on one page.
const PAGE: usize = 50;
/// Customers that are looked through for a name or a number, those who wrote last first.
const LOOKED_THROUGH_MAX: usize = 2_000;
/// Longest text that is looked for, in characters.
const QUERY_CHARS_MAX: usize = 60;
/// Orders listed with a customer, the newest first.
const ORDERS_MAX: usize = 50;

/// `GET /clientes?q=&lire=&page=`
pub(super) async fn list(team: Team, ask: Ask) -> Answer {
    let q: String = ask.query.line("q").chars().take(QUERY_CHARS_MAX).collect();
    let page: usize = ask.query.number("page").unwrap_or(1).max(1);
    let (show, sellers) = around(&ask, team.shop).await?;
    let (shop, unread_only) = (team.shop, ask.query.has("lire") && q.is_empty());
    let whose = dialled::whose(&ask, shop, &q).await?;
    let (console, now, wanted) = (ask.console.clone(), ask.now(), q.to_lowercase());
    let (rows, page, pages, looked, unread) = ask
        .store(move |store| {
            let nobody = trial::Left::of(store, shop)?.her;
            let own = |row: &CustomerRow| {
                !sellers.contains(&row.customer) && Some(row.customer) != nobody
            };
            let unread = console.0.looked.unread(store, shop, &sellers, now)?;
            let count = store.customer_count(shop)?;
            let pages = |count: usize| count.div_ceil(PAGE).max(1);
            let (mut rows, pages) = if wanted.is_empty() && !unread_only {
                let skip = (page.min(pages(count)) - 1) * PAGE;
                let rows = store.customers(shop, skip, PAGE)?.into_iter().filter(own);
                let rows = rows.map(|row| Ok((person(store, shop, row.customer)?, row)));
                (rows.collect::<Result<Vec<_>, Halt>>()?, pages(count))
            } else {
                let mut found = match unread_only {
                    true => those(store, shop, unread.keys())?,
                    false => found(store, shop, &wanted, &whose)?,
                };
                found.retain(|(_, row)| own(row));
                let pages = pages(found.len());
                let rows = found.into_iter().skip((page.min(pages) - 1) * PAGE);
                (rows.take(PAGE).collect(), pages)
            };
            hear(store, shop, rows.iter_mut().map(|(_, row)| row).collect())?;
            // What was noted of them, and put them onto this page, is only good to the hour.
            rows.sort_by_key(|(_, row)| Reverse(row.last_inbound.unwrap_or(row.since)));
            let looked = !wanted.is_empty() && count > LOOKED_THROUGH_MAX;
            Ok((rows, page.min(pages), pages, looked, unread))
        })
        .await?;
    let shown = |(who, row): &(Person, CustomerRow)| {
        let mut value = value(who, row, &show);
        value["unread"] = unread.contains_key(&row.customer).into();
        value
    };
    let value = json!({
        "q": q,
        "rows": rows.iter().map(shown).collect::<Value>(),
        "page": page,
        "pages": pages,
        "looked": looked.then(|| show.count(LOOKED_THROUGH_MAX)),
        "unread": unread.len(),
        "unread_only": unread_only,
    });
    ask.page("customers.html", value).await
}

/// These customers, with who they are. Blocks.
fn those<'a>(
    store: &Store,
    shop: ShopId,
    ids: impl IntoIterator<Item = &'a CustomerId>,
) -> Result<Vec<(Person, CustomerRow)>, Halt> {
    let mut rows = Vec::new();
    for id in ids {
        if let Some(row) = store.customer(shop, *id)? {
            rows.push((person(store, shop, *id)?, row));
        }
    }
    Ok(rows)
}

/// Who is looked for: whoever's whole number it is, which has an index, else among those who wrote last. Blocks.
fn found(
    store: &Store,
    shop: ShopId,
    q: &str,
    whose: &BTreeSet<CustomerId>,
) -> Result<Vec<(Person, CustomerRow)>, Halt> {
    let rows = those(store, shop, whose)?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let rows = store.customers(shop, 0, LOOKED_THROUGH_MAX)?;
    let rows = rows
        .into_iter()
        .map(|row| Ok((person(store, shop, row.customer)?, row)));
    let fit = |found: &Result<(Person, CustomerRow), Halt>| {
        found.as_ref().map_or(true, |(who, _)| fits(who, q))
    };
    rows.filter(fit).collect()
}

/// `GET /clientes/{customer}`
pub(super) async fn show(team: Team, ask: Ask) -> Answer {
    page(team, &ask, None).await
}

/// One customer; with her number, when it was asked for.
async fn page(team: Team, ask: &Ask, number: Option<String>) -> Answer {
    let (show, sellers) = around(ask, team.shop).await?;
    let (id, shop) = (customer(ask)?, team.shop);
    let texts = ask.console.0.texts.clone();
    let look = |shop: &Shop| (shop.settings().clone(), shop.version());
    let (settings, version) = ask.look(shop, look).await?;
    let mut value = ask
        .store(move |store| {
            let mut row = own(store, shop, id, &sellers)?;
            hear(store, shop, vec![&mut row])?;
            let mut value = value(&person(store, shop, id)?, &row, &show);
            value["placed"] = store
                .orders_of(shop, id, ORDERS_MAX)?
                .iter()
                .map(|row| {
                    json!({
                        "number": row.order.number.to_string(),
                        "total": show.money(row.order.total()),
                        "status": super::orders::word(row.order.status),
                        "at": show.clock(row.order.placed_at),
                    })
                })
                .collect();
            value["talk"] = Talk::new(store, shop, &settings, &texts)?.with(id, &show)?;
            Ok(value)
        })
        .await?;
    ask.console.0.looked.at(shop, id, version);
    value["number"] = number.into();
    let value = json!({"customer": value, "owner": team.owner});
    ask.page("customer.html", value).await
}

/// Writes into each row when she wrote last: what is noted of her may be an hour old. Blocks.
fn hear(store: &Store, shop: ShopId, rows: Vec<&mut CustomerRow>) -> Result<(), Halt> {
    let noted = |row: &&mut CustomerRow| row.last_inbound.map(|at| (row.customer, at));
    let noted: Vec<_> = rows.iter().filter_map(noted).collect();
    let heard = store.last_heard(shop, &noted)?;
    for row in rows {
        row.last_inbound = row.last_inbound.max(heard.get(&row.customer).copied());
    }
    Ok(())
}

/// How things are shown, and who sells here and is nobody's customer.
async fn around(ask: &Ask, shop: ShopId) -> Result<(Show, BTreeSet<CustomerId>), Halt> {
    let settings = ask.look(shop, |shop| shop.settings().clone()).await?;
    Ok((Show::with(ask, &settings), settings.sellers))
}

/// The customer of the path.
fn customer(ask: &Ask) -> Result<CustomerId, Halt> {
    let number = ask.path("customer").parse().map_err(|_| Halt::NotFound)?;
    Ok(CustomerId::new(number))
}

/// Her row, when she is a customer of this shop. Blocks.
fn own(
    store: &Store,
    shop: ShopId,
    id: CustomerId,
    sellers: &BTreeSet<CustomerId>,
) -> Result<CustomerRow, Halt> {
    let row = store.customer(shop, id)?;
    row.filter(|row| !sellers.contains(&row.customer))
        .ok_or(Halt::NotFound)
}

/// Whether this is who is looked for: part of a name, or the two digits that are shown.
fn fits(who: &Person, q: &str) -> bool {
    if !dialled::is_number(q) {
        return who.name.to_lowercase().contains(q);
    }
    let typed = dialled::digits(q);
    typed.len() == 2 && who.phone.ends_with(&typed)
}

fn value(who: &Person, row: &CustomerRow, show: &Show) -> Value {
    json!({
        "id": row.customer.get(),
        "name": who.name,
        "phone": who.phone,
        "orders": row.orders,
        "no_shows": row.no_shows,
        "stopped": row.opted_out,
        "opted": row.opted_at.map(|at| show.clock(at)),
        "blocked": row.blocked,
        "unreachable": row.unreachable,
        "since": show.clock(row.since),
        "last": row.last_inbound.map(|at| show.clock(at)),
    })
}
