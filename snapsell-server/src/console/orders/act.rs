//! The buttons of orders: the next status, calling off, a note, and the same for many at once.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{
    Action, CancelReason, Command, CommandId, Money, OrderNumber, OrderStatus, Outcome, ProofOf,
    ProofTarget, Refusal, ShopId, address_in, decide,
};
use snapsell_store::OrderNote;
use tokio::sync::MutexGuard;

use super::super::access::Team;
use super::super::answer::{Answer, Halt, go_to};
use super::super::ask::Ask;
use super::super::person::Person;
use super::super::settings::plain;
use super::super::show::Show;
use super::super::undo::{self, Wish};
use super::rows::{self, Listed, Tab};
use super::{next, number, parsed, word};

/// Orders that are changed at once.
const BULK_MAX: usize = 200;
/// Longest address, in characters: a message shows no more of it.
const ADDRESS_CHARS_MAX: usize = 300;
/// Orders named among those that were left as they are.
const LEFT_NAMED_MAX: usize = 20;
/// A delivery fee beyond so many times the order's goods, or the highest fee of the settings, is a slip of the finger.
const FEE_TIMES_MAX: u32 = 10;
/// Longest note, in characters.
const NOTE_CHARS_MAX: usize = 1_000;

/// `POST /commandes/{number}/avancer`: in five seconds, the next status, or the deposit that somebody of the team has seen
/// come. What the rules refuse already is not promised.
pub(in super::super) async fn advance(team: Team, ask: Ask) -> Answer {
    let order = number(&ask)?;
    let (status, _mine) = fresh(&ask, team.shop, order).await?;
    let action = if ask.form.raw("to") == "paid" {
        Action::ApproveProof(ProofTarget::Written(ProofOf::Order(order)))
    } else {
        let to = next(status).filter(|to| word(*to) == ask.form.raw("to"));
        let orders = vec![order];
        Action::Advance {
            orders,
            to: to.ok_or(Halt::Malformed)?,
        }
    };
    let (now, tried) = (
        ask.now(),
        Command {
            id: CommandId::NONE,
            by: team.actor(),
            action: action.clone(),
        },
    );
    let refused = ask.look(team.shop, move |shop| decide(shop, &tried, now).outcome);
    if let Outcome::Refused(refusal) = refused.await? {
        return Err(Halt::Refused(refusal));
    }
    let words = format!("undo-order-{}", ask.form.raw("to"));
    let words = ask.t_with(&words, &[("order", &order.to_string())]);
    let wish = Wish {
        action,
        words,
        order: Some(order),
    };
    undo::later(&ask, team, wish).await?;
    Ok(go_to(&format!("/commandes/{order}")))
}

/// `POST /commandes/{number}/annuler`
pub(in super::super) async fn cancel(team: Team, ask: Ask) -> Answer {
    let order = number(&ask)?;
    let (_, _mine) = fresh(&ask, team.shop, order).await?;
    let reason = match ask.form.raw("reason") {
        "customer" => CancelReason::Customer,
        "seller" => CancelReason::Seller,
        "no_show" => CancelReason::NoShow,
        "out_of_stock" => CancelReason::OutOfStock,
        "deposit_missing" => CancelReason::DepositMissing,
        "fraud" => CancelReason::Fraud,
        _ => return Err(Halt::Malformed),
    };
    ask.act(team, Action::CancelOrder { order, reason }).await?;
    back(&ask, order, "saved")
}

/// `POST /commandes/{number}/livraison`: what delivery of this order costs; she is told the new total.
pub(in super::super) async fn fee(team: Team, ask: Ask) -> Answer {
    let order = number(&ask)?;
    let (_, _mine) = fresh(&ask, team.shop, order).await?;
    let mut settings = ask.look(team.shop, |shop| shop.settings().clone()).await?;
    let goods = ask.store(move |store| Ok(rows::one(store, team.shop, order)?.order.goods()));
    let fees = settings.zones.iter().map(|zone| zone.fee());
    let known = fees.fold(settings.delivery_fee, Money::max);
    let most = known.max(goods.await?).times(FEE_TIMES_MAX);
    // An amount is read here as it is in the settings.
    if settings
        .set("delivery.fee", &plain(ask.form.raw("fee")))
        .is_err()
    {
        let wrong = json!({"fee": ask.t("wrong-set-amount")});
        return super::page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let fee = settings.delivery_fee;
    if fee > most {
        let most = Show::with(&ask, &settings).money(most);
        let wrong = json!({"fee": ask.t_with("wrong-fee-much", &[("most", &most)])});
        return super::page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    ask.act(team, Action::SetFee { order, fee }).await?;
    back(&ask, order, "saved")
}

/// `POST /commandes/{number}/adresse`: where this order goes; she is told.
pub(in super::super) async fn address(team: Team, ask: Ask) -> Answer {
    let order = number(&ask)?;
    let (_, _mine) = fresh(&ask, team.shop, order).await?;
    let text = ask.form.line("address");
    if text.is_empty() || text.chars().count() > ADDRESS_CHARS_MAX {
        let wrong = json!({"address": ask.t("wrong-address")});
        return super::page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let (customer, known) = ask
        .store(move |store| {
            let order = rows::one(store, team.shop, order)?.order;
            let known = store.address_text(team.shop, order.address)?;
            Ok((order.customer, known))
        })
        .await?;
    // What is there already is no news to her.
    if known.is_none_or(|known| address_in(&known) != text) {
        ask.act_typed(team, Action::Readdress(order), customer, text)
            .await?;
    }
    back(&ask, order, "saved")
}

/// `POST /commandes/{number}/note`: for the team alone.
pub(in super::super) async fn note(team: Team, ask: Ask) -> Answer {
    let order = number(&ask)?;
    let text = ask.form.lines("text");
    if text.is_empty() || text.chars().count() > NOTE_CHARS_MAX {
        let wrong = json!({"text": ask.t("wrong-note")});
        return super::page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let note = OrderNote {
        at: ask.now(),
        user: team.user,
        text,
    };
    ask.store(move |store| {
        rows::one(store, team.shop, order)?;
        Ok(store.add_order_note(team.shop, order, &note)?)
    })
    .await?;
    back(&ask, order, "saved")
}

/// `POST /commandes/lot`: each chosen order goes one step on, or onto paper. Those that cannot are left as they are.
pub(in super::super) async fn bulk(team: Team, ask: Ask) -> Answer {
    let chosen: Vec<OrderNumber> = ask
        .form
        .all("order")
        .iter()
        .filter_map(|text| parsed(text))
        .collect();
    let place = place(&ask);
    if chosen.is_empty() {
        return ask.done(&place, "none-chosen");
    }
    if chosen.len() > BULK_MAX {
        return Err(Halt::TooLarge);
    }
    let what = ask.form.raw("what").to_owned();
    let paper = match what.as_str() {
        "slips" => Some("/commandes/bordereaux"),
        "picks" => Some("/commandes/preparation"),
        "riders" => Some("/commandes/livreur"),
        _ => None,
    };
    if let Some(paper) = paper {
        let query: Vec<String> = chosen
            .iter()
            .map(|order| format!("order={order}"))
            .collect();
        return Ok(go_to(&format!("{paper}?{}", query.join("&"))));
    }
    let to = match what.as_str() {
        "preparing" => OrderStatus::Preparing,
        "out" => OrderStatus::OutForDelivery,
        "delivered" => OrderStatus::Delivered,
        _ => return Err(Halt::Malformed),
    };
    let (mut moved, mut left) = (false, Vec::new());
    for order in chosen {
        let orders = vec![order];
        match ask.act_anew(team, Action::Advance { orders, to }).await {
            Ok(_) => moved = true,
            Err(Halt::Refused(Refusal::WrongMove { order, from })) => {
                left.push(format!("{order}.{}", word(from)));
            }
            Err(Halt::Refused(_)) => left.push(format!("{order}.unknown")),
            Err(halt) => return Err(halt),
        }
    }
    if left.is_empty() {
        return ask.done(&place, "saved");
    }
    if left.len() > LEFT_NAMED_MAX {
        left.truncate(LEFT_NAMED_MAX);
        left.push("more".to_owned());
    }
    let path = format!("{place}&reste={}", left.join(","));
    ask.done(&path, if moved { "some-left" } else { "none-moved" })
}

/// The page of the list on which they were chosen.
fn place(ask: &Ask) -> String {
    let tab = Tab::of(ask.form.raw("onglet")).word();
    let q = ask.form.line("q");
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let page: usize = ask.form.number("page").unwrap_or(1);
    format!("/commandes?onglet={tab}&q={q}&page={page}")
}

fn back(ask: &Ask, order: OrderNumber, said: &str) -> Answer {
    ask.done(&format!("/commandes/{order}"), said)
}

/// The order's status, unless somebody changed the order since the page was made; nobody does while the guard is held.
async fn fresh(
    ask: &Ask,
    shop: ShopId,
    order: OrderNumber,
) -> Result<(OrderStatus, MutexGuard<'_, ()>), Halt> {
    let mine = ask.console.0.ordering.of(shop).await;
    let row = ask
        .store(move |store| rows::one(store, shop, order))
        .await?;
    let (seen, status) = (ask.form.raw("seen").to_owned(), row.order.status);
    let now = Listed {
        row,
        person: Person::default(),
    };
    let stamp = now.stamp();
    if seen == stamp {
        return Ok((status, mine));
    }
    let show = Show::of(ask, shop).await?;
    Err(Halt::Stale(changes(ask, &show, &seen, &stamp)))
}

/// What differs between two stamps, in words.
fn changes(ask: &Ask, show: &Show, seen: &str, now: &str) -> Vec<Value> {
    let words = |name: &str| {
        let catalog = ask.console.words(ask.lang);
        if catalog.has(name) {
            catalog.plain(name)
        } else {
            "?".to_owned()
        }
    };
    let kinds = ["status", "payment", "total", "address"];
    let pairs = kinds.iter().zip(
        seen.split('~')
            .chain(std::iter::repeat("?"))
            .zip(now.split('~')),
    );
    let changed = pairs.filter(|(_, (seen, now))| seen != now);
    let told = |kind: &str, text: &str| match kind {
        "status" => words(&format!("order-is-{text}")),
        "payment" => words(&format!("payment-{text}")),
        "total" => text.parse().map_or_else(
            |_| "?".to_owned(),
            |minor| show.money(Money::from_minor(minor)),
        ),
        // The words of an address are not shown where nobody asked for them.
        _ => String::new(),
    };
    changed
        .map(|(kind, (seen, now))| {
            let what = words(&format!("order-{kind}"));
            let after = match *kind {
                "address" => ask.t("stale-address"),
                kind => told(kind, now),
            };
            json!({"what": what, "before": told(kind, seen), "now": after})
        })
        .collect()
}
