//! A customer asks to be forgotten: what goes and what stays is said first, with whatever must be settled before.

use http::StatusCode;
use serde_json::json;
use snapsell_core::OrderNumber;

use super::super::access::Owner;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::person::person;
use super::{around, customer, own};
use crate::forget::{Obstacle, give_back, obstacle};

/// Why, as the list of deeds keeps it.
const REASONS: [&str; 3] = ["asked", "mistake", "other"];

/// `GET /clientes/{customer}/effacer`
pub(in super::super) async fn confirm(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, false).await
}

/// `POST /clientes/{customer}/effacer`: the reason, and the box that says she knows what goes.
pub(in super::super) async fn erase(owner: Owner, ask: Ask) -> Answer {
    let shop = owner.shop;
    let (_, sellers) = around(&ask, shop).await?;
    let id = customer(&ask)?;
    ask.store(move |store| own(store, shop, id, &sellers).map(drop))
        .await?;
    let reason = ask.form.raw("reason");
    let reason = REASONS.into_iter().find(|word| *word == reason);
    let Some(reason) = reason.filter(|_| ask.form.has("sure")) else {
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, true).await;
    };
    let (against, first) = ask
        .look(shop, move |shop| (obstacle(shop, id), give_back(shop, id)))
        .await?;
    if against.is_some() {
        return page(owner, &ask, StatusCode::CONFLICT, false).await;
    }
    if let Some(command) = first {
        // What has just ended by itself is given back already.
        ask.console.app().engine.command(shop, command).await?;
    }
    let now = ask.now();
    ask.store(move |store| Ok(store.erase_customer(shop, id, now)?))
        .await?;
    let subject = format!("customer {}: {reason}", id.get());
    ask.note(Some(shop), Some(owner.user), "erased", subject)
        .await?;
    ask.done("/clientes", "erased")
}

async fn page(owner: Owner, ask: &Ask, status: StatusCode, unsure: bool) -> Answer {
    let shop = owner.shop;
    let (_, sellers) = around(ask, shop).await?;
    let id = customer(ask)?;
    let (against, holds) = ask
        .look(shop, move |shop| {
            (obstacle(shop, id), give_back(shop, id).is_some())
        })
        .await?;
    let name = ask
        .store(move |store| {
            own(store, shop, id, &sellers)?;
            Ok(person(store, shop, id)?.name)
        })
        .await?;
    let (against, orders) = match against {
        None => (None, Vec::new()),
        // Those who sell are nobody's customers.
        Some(Obstacle::Seller) => return Err(Halt::NotFound),
        Some(Obstacle::Deposit) => (Some("deposit"), Vec::new()),
        Some(Obstacle::Orders(orders)) => (Some("orders"), orders),
    };
    let orders: Vec<String> = orders.iter().map(OrderNumber::to_string).collect();
    let value = json!({
        "id": id.get(),
        "name": name,
        "against": against,
        "orders": orders,
        "holds": holds,
        "reasons": REASONS,
        "unsure": unsure,
    });
    ask.page_as(status, "erase.html", value).await
}
