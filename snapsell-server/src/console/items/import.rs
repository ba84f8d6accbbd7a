//! Prepared stock from a file: first a look at what would happen, then the good rows as offers of the seller.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{Action, Currency, ItemKind, Money, Shop};

use super::super::access::Team;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::show::Show;
use super::ITEMS;
use super::file::{self, Found, Line, Why};

/// Bytes of a file with its form around it.
pub(in super::super) const UPLOAD_BYTES_MAX: usize = 256 * 1024;
/// Codes of one command.
const BATCH: usize = 25;

/// `POST /articles/import`: every row with what would become of it. Nothing is changed.
pub(in super::super) async fn preview(team: Team, ask: Ask) -> Answer {
    let bytes = ask.files.first().map(|file| file.bytes.clone());
    let bytes = bytes.unwrap_or_default();
    let show = Show::of(&ask, team.shop).await?;
    let found = match file::read(&bytes, show.currency) {
        Ok(found) => against_stock(team, &ask, found).await?,
        Err(why) => {
            let wrong = words(&ask, why);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return ask
                .page_as(status, "import.html", json!({"wrong": wrong}))
                .await;
        }
    };
    let rows: Vec<Value> = found
        .iter()
        .map(|row| {
            json!({
                "number": row.number,
                "cells": row.cells,
                "why": row.line.as_ref().err().map(|why| words(&ask, why)),
            })
        })
        .collect();
    let good: Vec<&Line> = found
        .iter()
        .filter_map(|row| row.line.as_ref().ok())
        .collect();
    let good: Vec<Value> = good
        .into_iter()
        .map(|line| {
            json!({
                "sent": written(line, show.currency),
                "label": line.label.as_str(),
                "size": line.size.as_str(),
                "quantity": line.quantity,
                "price": line.price.map(|price| show.money(Money::from_minor(price))),
            })
        })
        .collect();
    let bad = rows.iter().filter(|row| !row["why"].is_null()).count();
    ask.page(
        "import.html",
        json!({"rows": rows, "good": good, "bad": bad}),
    )
    .await
}

/// `POST /articles/import/confirmer`: the good rows of the preview, read again as if they came from anywhere.
pub(in super::super) async fn import(team: Team, ask: Ask) -> Answer {
    let text = format!(
        "code;size;quantity;price\n{}",
        ask.form.all("row").join("\n")
    );
    let currency = ask.look(team.shop, |shop| shop.settings().currency).await?;
    let found = file::read(text.as_bytes(), currency).map_err(|_| Halt::Malformed)?;
    let lines: Result<Vec<Line>, Why> = found.into_iter().map(|row| row.line).collect();
    let lines = lines.map_err(|_| Halt::Malformed)?;
    for (nth, offers) in (0..).zip(file::offers(&lines).chunks(BATCH)) {
        let offers = offers.to_vec();
        let action = Action::Offer {
            offers,
            photo: false,
        };
        // A batch with one good line is carried out; what became of each line is looked at below.
        match ask.act_nth(team, nth, action).await {
            Ok(_) | Err(Halt::Refused(_)) => {}
            Err(halt) => return Err(halt),
        }
    }
    let count = lines.len();
    let refused = ask.look(team.shop, move |shop| {
        let stands = |line: &Line| stands(shop, line);
        lines
            .into_iter()
            .filter(|line| !stands(line))
            .collect::<Vec<_>>()
    });
    let refused = refused.await?;
    if refused.is_empty() {
        return ask.done(ITEMS, "imported");
    }
    let labels: Vec<String> = refused
        .iter()
        .map(|line| {
            format!("{} {}", line.label.as_str(), line.size)
                .trim()
                .to_owned()
        })
        .collect();
    let value = json!({"refused": labels, "imported": count - refused.len()});
    ask.page_as(StatusCode::CONFLICT, "import.html", value)
        .await
}

/// Leaves out what the rules would refuse: codes that are in use, letters without a price.
async fn against_stock(team: Team, ask: &Ask, found: Vec<Found>) -> Result<Vec<Found>, Halt> {
    ask.look(team.shop, move |shop| {
        let mut found = found;
        for row in &mut found {
            let Ok(line) = &row.line else { continue };
            let taken = shop
                .items()
                .any(|item| item.code == line.code && !item.withdrawn);
            let priced =
                line.price.is_some() || shop.settings().grid.contains_key(&line.code.letters());
            match (taken, priced) {
                (true, _) => row.line = Err("taken"),
                (_, false) => row.line = Err("unpriced"),
                (false, true) => {}
            }
        }
        found
    })
    .await
}

/// Whether an item is there as its row says.
fn stands(shop: &Shop, line: &Line) -> bool {
    shop.find(line.code, line.size).is_some_and(|item| {
        !item.withdrawn
            && item.kind == ItemKind::Prepared
            && item.stock() == line.quantity
            && line.price.is_none_or(|price| item.price.minor() == price)
    })
}

/// A row as the form of the preview sends it.
fn written(line: &Line, currency: Currency) -> String {
    let price = line
        .price
        .map_or_else(String::new, |minor| amount(minor, currency));
    format!(
        "{};{};{};{price}",
        line.label.as_str(),
        line.size,
        line.quantity
    )
}

/// An amount without its currency, as people type it.
pub(in super::super) fn amount(minor: i64, currency: Currency) -> String {
    let (scale, digits) = (currency.scale(), usize::from(currency.exponent()));
    match digits {
        0 => minor.to_string(),
        _ => format!("{}.{:0digits$}", minor / scale, minor % scale),
    }
}

fn words(ask: &Ask, why: Why) -> String {
    let name = format!("import-no-{why}");
    ask.t(&name)
}
