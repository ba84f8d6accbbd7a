//! One row for each code and size: as the rules see it now, or as the rows of an earlier live keep it.

use serde_json::{Value, json};
use snapsell_core::{Code, CommandId, Item, ItemKind, LiveId, Money, Named, Shop, ShopId};
use snapsell_store::{StockRow, Store};

use super::super::answer::Halt;
use super::super::proofs::picture;
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

/// What can be had now, or is held still though its live is over, by code and size.
pub(super) fn now(shop: &Shop) -> Vec<Row> {
    let shown = |item: &&Item| !item.closed || shop.holders(item.id).next().is_some();
    let rows = shop.items().filter(shown).map(|item| Row {
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
        photo: item.photo(),
    });
    in_order(rows.collect())
}

/// One page of rows, and what is told of all of them.
#[derive(Debug)]
pub(super) struct Page {
    rows: Vec<Row>,
    page: usize,
    pages: usize,
    codes: usize,
    /// Units left, held and waited for; only of what can be had now, where every row is at hand.
    sums: Option<[u64; 3]>,
}

impl Page {
    /// A page of what can be had now.
    pub(super) fn of(rows: Vec<Row>, page: usize) -> Self {
        let sum = |count: fn(&Row) -> u32| rows.iter().map(|row| u64::from(count(row))).sum();
        let sums = [
            sum(|row| row.left),
            sum(|row| row.held),
            sum(|row| row.waiting),
        ];
        let (codes, pages, page) = (
            rows.len(),
            pages(rows.len()),
            page.clamp(1, pages(rows.len())),
        );
        Self {
            rows: rows
                .into_iter()
                .skip((page - 1) * PAGE)
                .take(PAGE)
                .collect(),
            page,
            pages,
            codes,
            sums: Some(sums),
        }
    }

    /// A page of what was offered in a live: no other row of it is read. Blocks.
    pub(super) fn of_live(
        store: &Store,
        shop: ShopId,
        live: LiveId,
        page: usize,
    ) -> Result<Self, Halt> {
        let codes = store.items_in_live(shop, live)?;
        let (pages, page) = (pages(codes), page.clamp(1, pages(codes)));
        let stock = store.stock_of_live(shop, live, (page - 1) * PAGE, PAGE)?;
        Ok(Self {
            rows: in_order(stock.iter().map(of_stock).collect()),
            page,
            pages,
            codes,
            sums: None,
        })
    }

    /// Photos of the page that are no pictures are not shown. Blocks.
    pub(super) fn with_pictures(mut self, store: &Store, shop: ShopId) -> Result<Self, Halt> {
        let photos = self.rows.iter().filter_map(|row| row.photo);
        let pictures = picture::those(store, shop, photos)?;
        for row in &mut self.rows {
            row.photo = row.photo.filter(|photo| pictures.contains(photo));
        }
        Ok(self)
    }

    /// What the template shows.
    pub(super) fn value(&self, show: &Show) -> Value {
        let sums = self
            .sums
            .map(|[left, held, waiting]| json!({"left": left, "held": held, "waiting": waiting}));
        json!({
            "rows": self.rows.iter().map(|row| shown(row, show)).collect::<Value>(),
            "page": self.page,
            "pages": self.pages,
            "codes": self.codes,
            "sums": sums,
        })
    }
}

fn pages(rows: usize) -> usize {
    rows.div_ceil(PAGE).max(1)
}

fn of_stock(row: &StockRow) -> Row {
    Row {
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
    }
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
