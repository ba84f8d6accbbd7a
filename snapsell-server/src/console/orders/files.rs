//! Orders as files for a spreadsheet, in the words of whoever asks and by the shop's clock.

use std::io;

use snapsell_core::{Lang, address_in};
use snapsell_store::{ContactDetails, Store};

use super::super::access::Owner;
use super::super::answer::{Answer, Halt, download};
use super::super::ask::Ask;
use super::super::show::Show;
use super::super::words::Words;
use super::book;
use super::rows::{Filter, Listed, deposit, find};
use super::word;
use crate::cli::export::sheet::{Cell, Sheet};
use crate::parcel::contents;

/// The columns, by the names of their words.
const COLUMNS: [&str; 13] = [
    "order-number",
    "order-placed",
    "order-status",
    "order-customer",
    "order-phone",
    "order-items",
    "order-units",
    "order-fee",
    "order-total",
    "order-currency",
    "order-deposit-asked",
    "order-payment",
    "order-address",
];

/// `GET /commandes.csv?onglet=&q=`
pub(in super::super) async fn csv(owner: Owner, ask: Ask) -> Answer {
    let rows = rows(owner, &ask).await?;
    let (names, lang) = (names(&ask), ask.lang);
    let table = move |_: &Store| table(&names, &rows, lang).map_err(|_| Halt::Failed);
    let kind = "text/csv; charset=utf-8";
    download(kind, &named(&ask, "csv"), ask.store(table).await?)
}

/// `GET /commandes.xlsx?onglet=&q=`
pub(in super::super) async fn xlsx(owner: Owner, ask: Ask) -> Answer {
    let rows = rows(owner, &ask).await?;
    let (title, names, lang) = (ask.t("nav-orders"), names(&ask), ask.lang);
    let book = move |_: &Store| book::of(&title, &names, &rows, lang).map_err(|_| Halt::Failed);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    download(kind, &named(&ask, "xlsx"), ask.store(book).await?)
}

/// The bytes of a table as text.
fn table(names: &[String], rows: &[Vec<Cell>], lang: Lang) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut sheet = Sheet::csv_in(&mut bytes, lang);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    sheet.head(&names)?;
    for row in rows {
        sheet.row(row)?;
    }
    sheet.finish()?;
    Ok(bytes)
}

/// The name of a file, in the language of the page: `commandes.csv`, `orders.csv`.
fn named(ask: &Ask, kind: &str) -> String {
    format!("{}.{kind}", ask.t("nav-orders").to_lowercase())
}

async fn rows(owner: Owner, ask: &Ask) -> Result<Vec<Vec<Cell>>, Halt> {
    let show = Show::of(ask, owner.shop).await?;
    let filter = Filter::of(ask, owner.shop).await?;
    let (console, lang) = (ask.console.clone(), ask.lang);
    let rows = ask.store(move |store| {
        let found = find(store, owner.shop, &filter)?;
        let mut rows = Vec::with_capacity(found.len());
        for listed in &found {
            let order = &listed.row.order;
            let details = store.contact_details(owner.shop, order.customer)?;
            let address = store.address_text(owner.shop, order.address)?;
            rows.push(row(listed, details, address, &show, console.words(lang)));
        }
        Ok(rows)
    });
    let rows = rows.await?;
    ask.note(
        Some(owner.shop),
        Some(owner.user),
        "exported",
        format!("{} orders", rows.len()),
    )
    .await?;
    Ok(rows)
}

fn row(
    listed: &Listed,
    details: Option<ContactDetails>,
    address: Option<String>,
    show: &Show,
    words: &Words,
) -> Vec<Cell> {
    let order = &listed.row.order;
    let units = order
        .lines
        .iter()
        .map(|line| i64::from(line.slots.len()))
        .sum();
    let phone = details.and_then(|details| details.phone.or(details.user_id));
    let address = address.map(|text| address_in(&text).to_owned());
    let status = words.plain(&format!("order-is-{}", word(order.status)));
    let paid = words.plain(&format!("payment-{}", deposit(order)));
    vec![
        Cell::Text(order.number.to_string()),
        Cell::Local(show.local(order.placed_at)),
        Cell::Text(status),
        Cell::Text(listed.person.name.clone()),
        phone.map_or(Cell::Empty, Cell::Text),
        Cell::Text(contents(order).join(", ")),
        Cell::Number(units),
        Cell::Money(order.fee, show.currency),
        Cell::Money(order.total(), show.currency),
        Cell::Text(show.currency.to_string()),
        Cell::Money(order.deposit, show.currency),
        Cell::Text(paid),
        address.map_or(Cell::Empty, Cell::Text),
    ]
}

fn names(ask: &Ask) -> Vec<String> {
    COLUMNS.iter().map(|name| ask.t(name)).collect()
}
