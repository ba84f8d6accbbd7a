//! Orders as files for a spreadsheet: CSV that a French Excel opens, and XLSX with its types.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use snapsell_core::address_in;

use super::super::access::Owner;
use super::super::answer::{Answer, Halt, download};
use super::super::ask::Ask;
use super::super::show::Show;
use super::rows::{Filter, Listed, find, payment};
use super::word;
use crate::cli::args::ExportFormat;
use crate::cli::export::sheet::{Cell, Sheet};
use crate::parcel::contents;

/// The columns, by the names of their words.
const COLUMNS: [&str; 9] = [
    "order-number",
    "order-placed",
    "order-status",
    "order-customer",
    "order-items",
    "order-units",
    "order-total",
    "order-payment",
    "order-address",
];

/// `GET /commandes.csv?onglet=&q=`
pub(in super::super) async fn csv(owner: Owner, ask: Ask) -> Answer {
    let rows = rows(owner, &ask).await?;
    let mut bytes = Vec::new();
    let mut sheet = Sheet::new(&mut bytes, ExportFormat::Csv);
    let names = names(&ask);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let written = sheet.head(&names).and_then(|()| {
        for row in &rows {
            sheet.row(&row.cells)?;
        }
        sheet.finish()
    });
    written.map_err(|_| Halt::Failed)?;
    download("text/csv; charset=utf-8", "commandes.csv", bytes)
}

/// `GET /commandes.xlsx?onglet=&q=`
pub(in super::super) async fn xlsx(owner: Owner, ask: Ask) -> Answer {
    let rows = rows(owner, &ask).await?;
    let bytes = workbook(&names(&ask), &rows).map_err(|_| Halt::Failed)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    download(kind, "commandes.xlsx", bytes)
}

struct Row {
    cells: Vec<Cell>,
}

async fn rows(owner: Owner, ask: &Ask) -> Result<Vec<Row>, Halt> {
    let show = Show::of(ask, owner.shop).await?;
    let filter = Filter::of(ask);
    let rows = ask.store(move |store| {
        let found = find(store, owner.shop, &filter)?;
        let mut rows = Vec::with_capacity(found.len());
        for listed in &found {
            let address = store.address_text(owner.shop, listed.row.order.address)?;
            rows.push(row(listed, address, &show));
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

fn row(listed: &Listed, address: Option<String>, show: &Show) -> Row {
    let order = &listed.row.order;
    let units = order
        .lines
        .iter()
        .map(|line| i64::from(line.slots.len()))
        .sum();
    let address = address.map(|text| address_in(&text).to_owned());
    Row {
        cells: vec![
            Cell::Text(order.number.to_string()),
            Cell::Time(order.placed_at),
            Cell::Text(word(order.status).to_owned()),
            Cell::Text(listed.person.name.clone()),
            Cell::Text(contents(order).join(", ")),
            Cell::Number(units),
            Cell::Money(order.total(), show.currency),
            Cell::Text(payment(order.payment).to_owned()),
            address.map_or(Cell::Empty, Cell::Text),
        ],
    }
}

fn names(ask: &Ask) -> Vec<String> {
    let words = ask.console.words(ask.lang);
    COLUMNS.iter().map(|name| words.plain(name)).collect()
}

fn workbook(names: &[String], rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(&row.cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(line, column, text)?,
                Cell::Number(number) => sheet.write_string(line, column, number.to_string())?,
                Cell::Money(amount, currency) => {
                    let digits = usize::from(currency.exponent());
                    let shown = if digits == 0 {
                        "#,##0".to_owned()
                    } else {
                        format!("#,##0.{}", "0".repeat(digits))
                    };
                    let number = major(amount.minor(), currency.scale());
                    sheet.write_number_with_format(
                        line,
                        column,
                        number,
                        &Format::new().set_num_format(shown),
                    )?
                }
                Cell::Time(at) => sheet.write_string(line, column, crate::cli::iso::iso(*at))?,
                Cell::Empty => continue,
            };
        }
    }
    book.save_to_buffer()
}

/// An amount as a spreadsheet knows numbers; exact up to 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "prices are far below 2⁵³")]
fn major(minor: i64, scale: i64) -> f64 {
    minor as f64 / scale as f64
}
