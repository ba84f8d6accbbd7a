//! Paper: a slip for each parcel, what to take from the shelves, and the rider's sheet with the amount to collect.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use snapsell_core::{CustomerId, OrderNumber, Payment, address_in};

use super::super::access::Team;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::person::person;
use super::super::show::Show;
use super::parsed;
use super::rows::Listed;

/// Orders on one print.
const PRINT_MAX: usize = 200;

/// `GET /commandes/bordereaux?order=`
pub(in super::super) async fn slips(team: Team, ask: Ask) -> Answer {
    let orders = chosen(team, &ask).await?;
    ask.page("slips.html", json!({"orders": orders})).await
}

/// `GET /commandes/livreur?order=`: with the numbers to call, and a line in the list of deeds that says who saw whose.
pub(in super::super) async fn riders(team: Team, ask: Ask) -> Answer {
    let mut orders = chosen(team, &ask).await?;
    let on_its_way: Vec<&str> = orders
        .iter()
        .filter(|order| order["open"] == true)
        .filter_map(|order| order["number"].as_str())
        .collect();
    // A page that asks for itself again shows no number anew, so nobody has seen one more.
    let shown = !on_its_way.is_empty() && !ask.headers.contains_key("x-part");
    if shown {
        let subject = on_its_way.join(" ");
        ask.note(Some(team.shop), Some(team.user), "riders", subject)
            .await?;
        orders = with_numbers(team, &ask, orders).await?;
    }
    let value = json!({"orders": orders, "numbers": shown});
    ask.page("riders.html", value).await
}

/// The same orders, with the whole number of whoever waits for hers.
async fn with_numbers(team: Team, ask: &Ask, mut orders: Vec<Value>) -> Result<Vec<Value>, Halt> {
    ask.store(move |store| {
        for order in orders.iter_mut().filter(|order| order["open"] == true) {
            let customer = order["customer"].as_u64().unwrap_or(0);
            let id = CustomerId::new(u32::try_from(customer).unwrap_or(0));
            let details = store.contact_details(team.shop, id)?;
            order["call"] = details.and_then(|details| details.phone).into();
        }
        Ok(orders)
    })
    .await
}

/// `GET /commandes/preparation?order=`
pub(in super::super) async fn picks(team: Team, ask: Ask) -> Answer {
    let orders = chosen(team, &ask).await?;
    let mut by_code: BTreeMap<String, (u64, Vec<String>)> = BTreeMap::new();
    for order in &orders {
        for line in order["lines"].as_array().into_iter().flatten() {
            let code = line["named"].as_str().unwrap_or_default().to_owned();
            let entry = by_code.entry(code).or_default();
            entry.0 += line["quantity"].as_u64().unwrap_or(0);
            entry
                .1
                .push(order["number"].as_str().unwrap_or_default().to_owned());
        }
    }
    let picks: Vec<Value> = by_code
        .into_iter()
        .map(|(code, (count, orders))| json!({"code": code, "count": count, "orders": orders}))
        .collect();
    ask.page("picks.html", json!({"picks": picks})).await
}

async fn chosen(team: Team, ask: &Ask) -> Result<Vec<Value>, Halt> {
    let wanted: BTreeSet<OrderNumber> = ask
        .query
        .all("order")
        .iter()
        .filter_map(|text| parsed(text))
        .collect();
    if wanted.len() > PRINT_MAX {
        return Err(Halt::TooLarge);
    }
    let show = Show::of(ask, team.shop).await?;
    ask.store(move |store| {
        let mut chosen = Vec::new();
        for number in wanted {
            let Some(row) = store.order(team.shop, number)? else {
                continue;
            };
            let address = store.address_text(team.shop, row.order.address)?;
            let listed = Listed {
                person: person(store, team.shop, row.order.customer)?,
                row,
            };
            let order = &listed.row.order;
            let paid = match order.payment {
                Payment::DepositApproved => order.deposit,
                Payment::NoDeposit | Payment::DepositPending | Payment::DepositRejected => {
                    snapsell_core::Money::ZERO
                }
            };
            let mut value = listed.value(&show);
            value["customer"] = order.customer.get().into();
            value["lines"] = listed.lines(&show);
            value["address"] = address.map(|text| address_in(&text).to_owned()).into();
            value["collect"] = show.money(order.total().less(paid)).into();
            value["paid"] = show.money(paid).into();
            value["fee"] = show.money(order.fee).into();
            chosen.push(value);
        }
        Ok(chosen)
    })
    .await
}
