//! Figures: what each live and each week brought, as bars and as the same numbers in a table.

mod chart;
mod sums;

use serde_json::{Value, json};
use snapsell_core::wording::format::whole;
use snapsell_core::{Lang, Money, Shop, ShopId, Timestamp};
use snapsell_store::Store;

use super::access::Owner;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::show::Show;
use crate::trial;
use crate::zone;
use chart::Bar;
use sums::{Period, Rows, Sums, by_live, by_week};

/// Lives, or weeks, on the page.
const PERIODS_MAX: usize = 12;
/// Newest rows of each kind that are read.
const ROWS_MAX: usize = 20_000;

/// `GET /bilan?par=live|semaine`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    let shop = owner.shop;
    let settings = ask.look(shop, |shop| shop.settings().clone()).await?;
    let show = Show::with(&ask, &settings);
    let price = settings.messages_cost;
    let weekly = ask.query.raw("par") == "semaine";
    let rows = ask.store(move |store| read(store, shop)).await?;
    let trial = ask.store(move |store| Ok(store.trial(shop)?.is_some()));
    let trial = trial.await?;
    let offset = move |at: Timestamp| zone::minutes_ahead(&zone::of(&settings), at);
    let now = ask.now();
    let sums = match weekly {
        true => by_week(&rows, PERIODS_MAX, now, &offset),
        false => by_live(&rows, PERIODS_MAX, now),
    };
    let mut value = json!({
        "weekly": weekly,
        "trial": trial,
        "columns": columns(weekly),
        "since": rows.since.map(|since| show.clock(since)),
        "price": (price > Money::ZERO).then(|| show.money(price)),
        "rows": sums.iter().map(|sums| shown(&ask, sums, &show, price)).collect::<Value>(),
    });
    let bars = |amount: fn(&Sums) -> i64, words: &dyn Fn(&Sums) -> String| -> Vec<Bar> {
        let bar = |sums: &Sums| Bar {
            name: named(&ask, sums.period, &show),
            amount: amount(sums),
            words: words(sums),
        };
        sums.iter().map(bar).collect()
    };
    value["goods"] = chart::bars(&bars(|sums| sums.goods.minor(), &|sums| {
        show.money(sums.goods)
    }));
    value["confirmed"] = chart::bars_of(
        &bars(
            |sums| sums.percent_confirmed().unwrap_or_default(),
            &|sums| percent(sums.percent_confirmed(), show.lang),
        ),
        100,
    );
    let (left, worth) = ask.look(shop, stock_left).await?;
    value["left"] = Value::from(whole(left, show.lang));
    value["worth"] = Value::from(show.money(worth));
    ask.page("figures.html", value).await
}

/// The newest rows, and since when they tell everything.
fn read(store: &Store, shop: ShopId) -> Result<Rows, Halt> {
    let left = trial::Left::of(store, shop)?;
    let rows = Rows {
        lives: left.newest_lives(store, shop, PERIODS_MAX)?,
        orders: store.order_sums(shop, ROWS_MAX)?,
        holds: store.ended_holds(shop, ROWS_MAX)?,
        unserved: store.unserved(shop, ROWS_MAX)?,
        stock: store.newest_stock(shop, ROWS_MAX)?,
        received: store.times_received(shop, ROWS_MAX)?,
        sent: store.times_sent(shop, ROWS_MAX)?,
        journal_since: store.journal_since(shop, ROWS_MAX)?,
        since: None,
    };
    let rows = rows.cut_at(ROWS_MAX);
    Ok(match trial::customer(store, shop)? {
        Some(nobody) => rows.without(nobody),
        None => rows,
    })
}

/// Units that nobody has ordered, and what they cost.
fn stock_left(shop: &Shop) -> (i64, Money) {
    let open = shop.items().filter(|item| !item.closed && !item.withdrawn);
    open.fold((0, Money::ZERO), |(left, worth), item| {
        let units = item.left();
        (left + i64::from(units), worth.plus(item.price.times(units)))
    })
}

fn named(ask: &Ask, period: Period, show: &Show) -> String {
    match period {
        Period::Live { number, opened } => {
            let number = number.to_string();
            ask.t_with(
                "figures-live",
                &[("number", &number), ("opened", &show.clock(opened))],
            )
        }
        Period::Week { year, month, day } => {
            let date = match show.lang {
                Lang::Fr => format!("{day:02}/{month:02}/{year}"),
                Lang::En => format!("{year}-{month:02}-{day:02}"),
            };
            ask.t_with("figures-week", &[("date", &date)])
        }
    }
}

fn percent(share: Option<i64>, lang: Lang) -> String {
    let sign = match lang {
        Lang::Fr => "\u{a0}%",
        Lang::En => "%",
    };
    share.map_or_else(|| "–".to_owned(), |share| format!("{share}{sign}"))
}

/// The columns of the table; a second number of the same kind stands with the first.
fn columns(weekly: bool) -> Vec<&'static str> {
    let mut columns = vec![
        "goods",
        "orders",
        "units",
        "confirmed",
        "median",
        "delivered",
        "noshow",
        "unserved",
        "left",
        "messages",
    ];
    columns.retain(|column| !weekly || *column != "left");
    columns
}

fn shown(ask: &Ask, sums: &Sums, show: &Show, price: Money) -> Value {
    let count = |count: u32| whole(i64::from(count), show.lang);
    let minutes = sums.median_ms().map_or_else(
        || "–".to_owned(),
        |millis| {
            let seconds = millis / 1_000;
            format!("{}:{:02}", seconds / 60, seconds % 60)
        },
    );
    let of = |share: Option<i64>, whole: u32| {
        let (share, whole) = (percent(share, show.lang), count(whole));
        ask.t_with("figures-of", &[("share", &share), ("whole", &whole)])
    };
    let cost = sums.messages_cost(price).map(|cost| show.money(cost));
    let (received, sent) = (count(sums.received), count(sums.sent));
    json!({
        "name": named(ask, sums.period, show),
        "confirmed": count(sums.confirmed),
        "confirmed-of": (sums.ended > 0).then(|| of(sums.percent_confirmed(), sums.ended)),
        "median": minutes,
        "orders": count(sums.orders),
        "units": count(sums.units),
        "goods": show.money(sums.goods),
        "delivered": count(sums.delivered),
        "noshow": count(sums.no_show),
        "noshow-of": sums.percent_no_show().map(|share| percent(Some(share), show.lang)),
        "unserved": count(sums.unserved),
        "unserved-of": (sums.unserved > 0).then(|| show.money(sums.lost)),
        "left": sums.left.map(count),
        "messages": ask.t_with("figures-both", &[("received", &received), ("sent", &sent)]),
        "messages-of": cost.map(|cost| ask.t_with("figures-cost", &[("cost", &cost)])),
    })
}
