//! Paper: a slip for each parcel, what to take from the shelves, and the rider's sheet with the amount to collect.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use snapsell_core::{Code, ItemId, Named, OrderNumber, OrderStatus, Timestamp, address_in};

use super::super::access::Team;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::person::person;
use super::super::show::Show;
use super::parsed;
use super::rows::Listed;

/// Orders on one print.
const PRINT_MAX: usize = 200;

/// An order on paper.
struct Printed {
    listed: Listed,
    address: Option<String>,
    /// The number to call, where it is shown.
    call: Option<String>,
}

/// `GET /commandes/bordereaux?order=`
pub(in super::super) async fn slips(team: Team, ask: Ask) -> Answer {
    let orders = chosen(team, &ask).await?;
    let show = Show::of(&ask, team.shop).await?;
    ask.page("slips.html", json!({"orders": values(&orders, &show)}))
        .await
}

/// `GET /commandes/livreur?order=`: with the numbers to call, and a line in the list of deeds that says who saw whose.
pub(in super::super) async fn riders(team: Team, ask: Ask) -> Answer {
    let mut orders = chosen(team, &ask).await?;
    let on_its_way: Vec<String> = orders
        .iter()
        .filter(|order| order.is_on_its_way())
        .map(|order| order.listed.row.order.number.to_string())
        .collect();
    // A page that asks for itself again shows no number anew, so nobody has seen one more.
    let shown = !on_its_way.is_empty() && !ask.headers.contains_key("x-part");
    if shown {
        let subject = on_its_way.join(" ");
        ask.note(Some(team.shop), Some(team.user), "riders", subject)
            .await?;
        orders = with_numbers(team, &ask, orders).await?;
    }
    let show = Show::of(&ask, team.shop).await?;
    let value = json!({"orders": values(&orders, &show), "numbers": shown});
    ask.page("riders.html", value).await
}

/// The same orders, with the whole number of whoever waits for hers.
async fn with_numbers(
    team: Team,
    ask: &Ask,
    mut orders: Vec<Printed>,
) -> Result<Vec<Printed>, Halt> {
    ask.store(move |store| {
        for order in orders.iter_mut().filter(|order| order.is_on_its_way()) {
            let details = store.contact_details(team.shop, order.listed.row.order.customer)?;
            order.call = details.and_then(|details| details.phone);
        }
        Ok(orders)
    })
    .await
}

/// What to take from the shelves, the same thing once.
struct Pick {
    item: ItemId,
    named: Named,
    /// The first order that asks for it.
    since: Timestamp,
    count: u32,
    orders: Vec<String>,
}

/// `GET /commandes/preparation?order=`: by code. A label of two lives is two things, told apart by when they were ordered.
pub(in super::super) async fn picks(team: Team, ask: Ask) -> Answer {
    let show = Show::of(&ask, team.shop).await?;
    let mut picks: Vec<Pick> = Vec::new();
    let (mut left, mut waiting): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for printed in chosen(team, &ask).await? {
        let order = printed.listed.row.order;
        let left_out = match order.status {
            // Somebody may have called it off since the list was looked at.
            OrderStatus::Cancelled(_) => Some(&mut left),
            OrderStatus::New => Some(&mut waiting),
            OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered => None,
        };
        if let Some(numbers) = left_out {
            numbers.push(order.number.to_string());
            continue;
        }
        for line in &order.lines {
            let known = picks.iter().position(|pick| pick.item == line.item);
            let at = known.unwrap_or_else(|| {
                picks.push(Pick {
                    item: line.item,
                    named: line.named,
                    since: order.placed_at,
                    count: 0,
                    orders: Vec::new(),
                });
                picks.len() - 1
            });
            let pick = &mut picks[at];
            pick.count += line.slots.len();
            let number = order.number.to_string();
            if pick.orders.last() != Some(&number) {
                pick.orders.push(number);
            }
        }
    }
    picks.sort_by_key(|pick| {
        let Named { label, size } = pick.named;
        (Code::canonical(label.as_str()), size.natural(), pick.item)
    });
    let same = |one: &Pick, other: &Pick| {
        one.item != other.item && one.named.to_string() == other.named.to_string()
    };
    let shown = picks.iter().map(|pick| {
        let twice = picks.iter().any(|other| same(pick, other));
        json!({
            "code": pick.named.to_string(),
            "since": twice.then(|| show.clock(pick.since)),
            "count": pick.count,
            "orders": pick.orders,
        })
    });
    let picks: Vec<Value> = shown.collect();
    let value = json!({"picks": picks, "left": left, "waiting": waiting});
    ask.page("picks.html", value).await
}

async fn chosen(team: Team, ask: &Ask) -> Result<Vec<Printed>, Halt> {
    let wanted: BTreeSet<OrderNumber> = ask
        .query
        .all("order")
        .iter()
        .filter_map(|text| parsed(text))
        .collect();
    if wanted.len() > PRINT_MAX {
        return Err(Halt::TooLarge);
    }
    ask.store(move |store| {
        let mut chosen = Vec::new();
        for number in wanted {
            let Some(row) = store.order(team.shop, number)? else {
                continue;
            };
            let address = store.address_text(team.shop, row.order.address)?;
            chosen.push(Printed {
                address: address.map(|text| address_in(&text).to_owned()),
                call: None,
                listed: Listed {
                    person: person(store, team.shop, row.order.customer)?,
                    row,
                },
            });
        }
        Ok(chosen)
    })
    .await
}

fn values(orders: &[Printed], show: &Show) -> Vec<Value> {
    orders.iter().map(|order| order.value(show)).collect()
}

impl Printed {
    fn is_on_its_way(&self) -> bool {
        !self.listed.row.order.status.is_closed()
    }

    fn value(&self, show: &Show) -> Value {
        let mut value = self.listed.value(show);
        value["lines"] = self.listed.lines(show);
        value["address"] = self.address.clone().into();
        value["call"] = self.call.clone().into();
        value["fee"] = show.money(self.listed.row.order.fee).into();
        value
    }
}
