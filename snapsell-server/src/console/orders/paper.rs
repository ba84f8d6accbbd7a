//! Paper: a slip for each parcel, what to take from the shelves, and the rider's sheet with the amount to collect.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use snapsell_core::{OrderNumber, Payment, address_in};

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

/// `GET /commandes/livreur?order=`
pub(in super::super) async fn riders(team: Team, ask: Ask) -> Answer {
    let orders = chosen(team, &ask).await?;
    ask.page("riders.html", json!({"orders": orders})).await
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
