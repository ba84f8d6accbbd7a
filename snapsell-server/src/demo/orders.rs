//! The list of orders: number, customer, items, total, deposit, district and status.

use std::fmt::Write as _;

use snapsell_core::wording::format;
use snapsell_core::{Currency, Money, ShopId, address_in};
use snapsell_store::{Store, StoreError};

use super::facts::{payment_word, status_word};
use super::ledger::Ledger;
use crate::parcel::contents;
use crate::talk::Lang;

/// One order as people read it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) number: String,
    pub(super) customer: String,
    pub(super) items: String,
    pub(super) total: String,
    pub(super) deposit: &'static str,
    pub(super) district: String,
    pub(super) status: &'static str,
}

/// All orders of a shop.
pub(super) fn rows(
    store: &Store,
    shop: ShopId,
    ledger: &mut Ledger,
    lang: Lang,
) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::new();
    for row in store.orders(shop)? {
        let order = row.order;
        ledger.meet(order.customer)?;
        let address = store.address_text(shop, order.address)?.unwrap_or_default();
        let district = address_in(&address)
            .rsplit(',')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        rows.push(Row {
            number: order.number.to_string(),
            customer: ledger.name(order.customer),
            items: contents(&order).join(", "),
            total: money(order.total(), lang),
            deposit: payment_word(order.payment, lang),
            district,
            status: status_word(order.status, lang),
        });
    }
    Ok(rows)
}

fn money(amount: Money, lang: Lang) -> String {
    let lang = match lang {
        Lang::Fr => snapsell_core::Lang::Fr,
        Lang::En => snapsell_core::Lang::En,
    };
    format::money(amount, Currency::XOF, lang)
}

/// Names of the columns.
pub(super) fn headings(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Fr => [
            "N°", "Cliente", "Articles", "Total", "Acompte", "Quartier", "Statut",
        ],
        Lang::En => [
            "No.", "Customer", "Items", "Total", "Deposit", "District", "Status",
        ],
    }
}

impl Row {
    pub(super) fn cells(&self) -> [&str; 7] {
        [
            &self.number,
            &self.customer,
            &self.items,
            &self.total,
            self.deposit,
            &self.district,
            self.status,
        ]
    }
}

/// The list as a table of text.
pub(super) fn table(rows: &[Row], lang: Lang) -> String {
    let headings = headings(lang);
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row.cells()) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for cells in std::iter::once(headings).chain(rows.iter().map(Row::cells)) {
        let mut line = String::new();
        for (cell, width) in cells.into_iter().zip(widths) {
            write!(line, "{cell:width$}  ").expect("a string can always be written to");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
