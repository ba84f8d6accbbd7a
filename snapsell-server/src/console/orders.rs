//! Orders: what is to prepare and to deliver, one order with everything that happened to it, paper, and files.

mod act;
mod book;
mod files;
mod paper;
mod rows;

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{CancelReason, Money, OrderNumber, OrderStatus, Settings, address_in};

use super::access::Team;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::customers::Talk;
use super::live::Telling;
use super::person::person;
use super::settings::pairs;
use super::show::Show;
use crate::trial;

pub(super) use act::{address, advance, bulk, cancel, fee, note};
pub(super) use files::{csv, xlsx};
pub(super) use paper::{picks, riders, slips};
use rows::{Filter, Listed};

/// Orders on one page.
const PAGE: usize = 50;

/// `GET /commandes?onglet=&q=&page=`
pub(super) async fn list(team: Team, ask: Ask) -> Answer {
    let show = Show::of(&ask, team.shop).await?;
    let filter = Filter::of(&ask, team.shop).await?;
    let wanted = filter.clone();
    let page: usize = ask.query.number("page").unwrap_or(1).max(1);
    let found = ask
        .store(move |store| rows::page(store, team.shop, &wanted, page))
        .await?;
    let pages = found.count.div_ceil(PAGE).max(1);
    let value = json!({
        "tab": filter.tab.word(),
        "steps": filter.tab.steps(),
        "q": filter.q,
        "rows": found.rows.iter().map(|listed| listed.value(&show)).collect::<Value>(),
        "count": found.count,
        "looked": found.looked.map(|looked| show.count(looked)),
        "cut": found.cut.map(|cut| show.count(cut)),
        "page": page.min(pages),
        "pages": pages,
        "filtered": !filter.q.is_empty(),
        "owner": team.owner,
    });
    ask.page("orders.html", value).await
}

/// `GET /commandes/{number}`
pub(super) async fn show(team: Team, ask: Ask) -> Answer {
    page(team, &ask, StatusCode::OK, json!({})).await
}

/// One order, with what was typed wrong.
async fn page(team: Team, ask: &Ask, status: StatusCode, wrong: Value) -> Answer {
    let number = number(ask)?;
    let settings = ask.look(team.shop, |shop| shop.settings().clone()).await?;
    let show = Show::with(ask, &settings);
    let words = Telling::words(ask);
    let texts = ask.console.0.texts.clone();
    let (shop, notes_of) = (team.shop, number);
    let value = ask
        .store(move |store| {
            let row = rows::one(store, shop, number)?;
            let customer = row.order.customer;
            let who = person(store, shop, row.order.customer)?;
            let address = store.address_text(shop, row.order.address)?;
            let address = address.map(|text| address_in(&text).to_owned());
            let notes = store.order_notes(shop, notes_of)?;
            let users = store.users(Some(shop))?;
            let name = |id| {
                let user = users.iter().find(|user| user.id == id);
                user.map(|user| user.name.clone().unwrap_or_else(|| user.email.clone()))
            };
            let telling = Telling::new(store, shop, &words);
            let listed = Listed { row, person: who };
            let mut value = listed.value(&show);
            value["address"] = address.into();
            value["address_open"] = listed.row.order.status.is_open().into();
            value["lines"] = listed.lines(&show);
            value["goods"] = show.money(listed.row.order.goods()).into();
            value["fee"] = show.money(listed.row.order.fee).into();
            value["fee_open"] = listed.row.order.status.may_cost_another_delivery().into();
            value["zones"] = zones(&settings, listed.row.order.fee, &show);
            value["customer"] = customer.get().into();
            let tried = trial::customer(store, shop)? == Some(customer);
            value["trial"] = tried.into();
            value["trial_runs"] = (tried && store.trial(shop)?.is_some()).into();
            value["talk"] = Talk::new(store, shop, &settings, &texts)?.with(customer, &show)?;
            value["vouch"] = listed.row.order.may_be_vouched_for().into();
            value["deposit"] = show.money(listed.row.order.deposit).into();
            value["has_deposit"] = (listed.row.order.deposit.minor() > 0).into();
            value["timeline"] = telling.of_order(&listed.row, &show)?;
            value["notes"] = notes
                .iter()
                .map(|note| json!({"at": show.clock(note.at), "who": name(note.user), "text": note.text}))
                .collect();
            Ok(value)
        })
        .await?;
    let typed = ask.form.typed();
    let pending = ask.console.0.pending.shown(shop, Some(number));
    let value = json!({"order": value, "pending": pending, "wrong": wrong, "typed": typed, "owner": team.owner});
    ask.page_as(status, "order.html", value).await
}

/// The shop's delivery zones, each with its fee as it is shown and as the form sends it. One is marked as the order's when
/// its fee can be nothing else.
fn zones(settings: &Settings, now: Money, show: &Show) -> Value {
    let is_now = |fee: Money| fee == now;
    let known = settings
        .zones
        .iter()
        .filter(|zone| is_now(zone.fee()))
        .count();
    let told = known == 1 && !is_now(settings.delivery_fee);
    let words = pairs(settings, "delivery.zones");
    let zones = settings.zones.iter().zip(words);
    zones
        .map(|(zone, (name, sent))| {
            json!({
                "name": name,
                "fee": show.money(zone.fee()),
                "sent": sent,
                "chosen": told && is_now(zone.fee()),
            })
        })
        .collect()
}

/// The order of the path: `VF-0012`, or its number alone.
fn number(ask: &Ask) -> Result<OrderNumber, Halt> {
    parsed(ask.path("number")).ok_or(Halt::NotFound)
}

pub(super) fn parsed(text: &str) -> Option<OrderNumber> {
    let digits = text
        .trim()
        .trim_start_matches(['V', 'v'])
        .trim_start_matches(['F', 'f']);
    let number: u32 = digits.trim_start_matches('-').parse().ok()?;
    (number > 0).then(|| OrderNumber::new(number))
}

/// Orders that were left as they are, and where that is: `VF-0001 (livrée), …`, from an address that [`act::bulk`] made.
pub(super) fn left(ask: &Ask) -> String {
    let words = ask.console.words(ask.lang);
    let named = |part: &str| {
        if part == "more" {
            return Some("…".to_owned());
        }
        let (order, status) = part.split_once('.')?;
        let (order, status) = (parsed(order)?, format!("order-is-{status}"));
        let known = words.has(&status);
        known.then(|| format!("{order} ({})", words.plain(&status)))
    };
    let parts = ask.query.raw("reste").split(',');
    parts.filter_map(named).collect::<Vec<_>>().join(", ")
}

/// The word for a status, in templates and addresses.
pub(super) const fn word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::New => "new",
        OrderStatus::Confirmed => "confirmed",
        OrderStatus::Preparing => "preparing",
        OrderStatus::OutForDelivery => "out",
        OrderStatus::Delivered => "delivered",
        OrderStatus::Cancelled(_) => "cancelled",
    }
}

/// The word for a reason to cancel, in forms; `why-…` are its words.
pub(super) const fn why(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::Customer => "customer",
        CancelReason::Seller => "seller",
        CancelReason::NoShow => "no_show",
        CancelReason::OutOfStock => "out_of_stock",
        CancelReason::DepositMissing => "deposit_missing",
        CancelReason::Fraud => "fraud",
    }
}

/// What follows, by the button of the page.
const fn next(status: OrderStatus) -> Option<OrderStatus> {
    match status {
        OrderStatus::New => Some(OrderStatus::Confirmed),
        OrderStatus::Confirmed => Some(OrderStatus::Preparing),
        OrderStatus::Preparing => Some(OrderStatus::OutForDelivery),
        OrderStatus::OutForDelivery => Some(OrderStatus::Delivered),
        OrderStatus::Delivered | OrderStatus::Cancelled(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for text in ["VF-0012", "vf-12", "12", " VF0012 "] {
            assert_eq!(parsed(text), Some(OrderNumber::new(12)), "{text}");
        }
        for text in ["", "VF-", "VF-0", "A12", "99999999999"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
