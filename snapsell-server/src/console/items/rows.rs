//! One row for each code and size: as the rules see it now, or as the rows of an earlier live keep it.

use serde_json::{Value, json};
use snapsell_core::{Code, CommandId, ItemKind, Money, Named, Shop};
use snapsell_store::StockRow;

use super::super::show::Show;

/// Rows on one page.
const PAGE: usize = 100;

/// What a page shows of an item.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) code: Code,
    pub(super) named: Named,
    pub(super) price: Money,
    unique: bool,
    stock: u32,
    left: u32,
    held: u32,
    waiting: u32,
    to_check: bool,
    pub(super) withdrawn: bool,
    photo: Option<CommandId>,
}

/// What can be had now, by code and size.
pub(super) fn now(shop: &Shop) -> Vec<Row> {
    let open = shop.items().filter(|item| !item.closed);
    let rows = open.map(|item| Row {
        code: item.code,
        named: item.named,
        price: item.price,
        unique: item.kind == ItemKind::Unique && item.stock() <= 1,
        stock: item.stock(),
        left: item.left(),
        held: item.left().saturating_sub(item.free()),
        waiting: item.waiting(),
        to_check: item.to_check,
        withdrawn: item.withdrawn,
        photo: item.photo,
    });
    in_order(rows.collect())
}

/// What was offered in a live.
pub(super) fn of_live(stock: &[StockRow]) -> Vec<Row> {
    let rows = stock.iter().map(|row| Row {
        code: row.item.code,
        named: row.item.named,
        price: row.item.price,
        unique: row.item.kind == ItemKind::Unique && row.item.stock <= 1,
        stock: row.item.stock,
        left: row.item.stock.saturating_sub(row.sold),
        held: row.held,
        waiting: row.waiting,
        to_check: row.item.to_check,
        withdrawn: row.item.withdrawn,
        photo: row.item.photo,
    });
    in_order(rows.collect())
}

fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let letters = |row: &Row| row.code.letters().as_str().to_owned();
    rows.sort_by(|one, two| {
        let number = one.code.number().cmp(&two.code.number());
        let size = one.named.size.natural().cmp(&two.named.size.natural());
        letters(one).cmp(&letters(two)).then(number).then(size)
    });
    rows
}

/// The page's part of them.
pub(super) fn value(rows: &[Row], page: usize, show: &Show) -> Value {
    let pages = rows.len().div_ceil(PAGE).max(1);
    let page = page.min(pages);
    let shown_rows = rows.iter().skip((page - 1) * PAGE).take(PAGE);
    let sum = |count: fn(&Row) -> u32| rows.iter().map(|row| u64::from(count(row))).sum::<u64>();
    json!({
        "rows": shown_rows.map(|row| shown(row, show)).collect::<Value>(),
        "page": page,
        "pages": pages,
        "counts": {
            "codes": rows.len(),
            "left": sum(|row| row.left),
            "held": sum(|row| row.held),
            "waiting": sum(|row| row.waiting),
        },
    })
}

fn shown(row: &Row, show: &Show) -> Value {
    let state = match (row.withdrawn, row.left, row.held) {
        (true, ..) => "withdrawn",
        (_, 0, _) => "sold",
        (_, _, 0) => "free",
        (_, left, held) if held >= left => "held",
        _ => "partly",
    };
    json!({
        "label": row.named.label.as_str(),
        "size": row.named.size.as_str(),
        "price": show.money(row.price),
        "unique": row.unique,
        "stock": row.stock,
        "left": row.left,
        "waiting": row.waiting,
        "state": state,
        "to_check": row.to_check,
        "photo": row.photo.map(|message| format!("{:032x}", message.get())),
    })
}
