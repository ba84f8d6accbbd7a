//! What can be done about one customer: her number shown, no more claims of hers, all that is known of her as a file.

use serde_json::{Value, json};
use snapsell_core::{Action, CustomerId, Order, Timestamp};

use super::super::access::{Owner, Team};
use super::super::answer::{Answer, Halt, download};
use super::super::ask::Ask;
use super::super::show::Show;
use super::talk::Talk;
use super::{around, customer, hear, own, page};

/// `POST /clientes/{customer}/numero`: her number, once, and a line in the list of deeds that says who saw it.
pub(in super::super) async fn reveal(team: Team, ask: Ask) -> Answer {
    let id = known(team, &ask).await?;
    noted(team, &ask, "reveal", id).await?;
    let details = ask.store(move |store| Ok(store.contact_details(team.shop, id)?));
    let details = details.await?.ok_or(Halt::NotFound)?;
    let number = details.phone.or(details.user_id).unwrap_or_default();
    page(team, &ask, Some(number)).await
}

/// `POST /clientes/{customer}/bloquer`: whether she may reserve.
pub(in super::super) async fn block(owner: Owner, ask: Ask) -> Answer {
    let team = owner.team();
    let id = known(team, &ask).await?;
    let action = match ask.form.raw("blocked") {
        "1" => Action::Block(id),
        "0" => Action::Unblock(id),
        _ => return Err(Halt::Malformed),
    };
    ask.act(team, action).await?;
    ask.done(&format!("/clientes/{}", id.get()), "saved")
}

/// `POST /clientes/{customer}/export`: everything that is known of her.
pub(in super::super) async fn export(owner: Owner, ask: Ask) -> Answer {
    let team = owner.team();
    let id = known(team, &ask).await?;
    noted(team, &ask, "export", id).await?;
    let settings = ask.look(team.shop, |shop| shop.settings().clone()).await?;
    let (shop, texts, show) = (
        team.shop,
        ask.console.0.texts.clone(),
        Show::with(&ask, &settings),
    );
    let known = ask
        .store(move |store| {
            let details = store.contact_details(shop, id)?.ok_or(Halt::NotFound)?;
            let mut row = store.customer(shop, id)?.ok_or(Halt::NotFound)?;
            hear(store, shop, vec![&mut row])?;
            let mut orders = Vec::new();
            // The oldest first, as they were placed.
            for row in store.orders_of(shop, id, usize::MAX)?.iter().rev() {
                let mut order = order(&row.order);
                order["address"] = store.address_text(shop, row.order.address)?.into();
                orders.push(order);
            }
            Ok(json!({
                "customer": id.get(),
                "phone": details.phone,
                "user_id": details.user_id,
                "name": details.name,
                "since_ms": details.since.millis(),
                "last_message_ms": row.last_inbound.map(Timestamp::millis),
                "stopped": row.opted_out,
                "blocked": row.blocked,
                "currency": settings.currency.code(),
                "orders": orders,
                "messages": Talk::new(store, shop, &settings, &texts)?.all(id, &show)?,
            }))
        })
        .await?;
    let bytes = serde_json::to_vec_pretty(&known).map_err(|_| Halt::Failed)?;
    download(
        "application/json",
        &format!("customer-{}.json", id.get()),
        bytes,
    )
}

/// The customer of the path, when she is one of this shop.
async fn known(team: Team, ask: &Ask) -> Result<CustomerId, Halt> {
    let (_, sellers) = around(ask, team.shop).await?;
    let id = customer(ask)?;
    ask.store(move |store| own(store, team.shop, id, &sellers).map(drop))
        .await?;
    Ok(id)
}

async fn noted(team: Team, ask: &Ask, what: &'static str, id: CustomerId) -> Result<(), Halt> {
    let subject = format!("customer {}", id.get());
    ask.note(Some(team.shop), Some(team.user), what, subject)
        .await
}

/// An order for a file: amounts in the currency's minor unit, instants in milliseconds.
fn order(order: &Order) -> Value {
    let lines = order.lines.iter().map(|line| {
        json!({
            "item": line.named.to_string(),
            "quantity": line.slots.len(),
            "price": line.price.minor(),
        })
    });
    json!({
        "number": order.number.to_string(),
        "placed_ms": order.placed_at.millis(),
        "status": super::super::orders::word(order.status),
        "lines": lines.collect::<Vec<_>>(),
        "fee": order.fee.minor(),
        "deposit": order.deposit.minor(),
        "total": order.total().minor(),
    })
}
