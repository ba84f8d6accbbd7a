//! A whole line that the seller may send, as she would type it.

use super::pen::Pen;
use super::refusal::marked;
use crate::code::Size;
use crate::label::Named;
use crate::lang::Lang;
use crate::money::Money;
use crate::reply::Instead;
use alloc::format;
use alloc::string::{String, ToString};

/// The line to send.
pub(super) fn line(pen: Pen<'_>, instead: &Instead) -> String {
    match instead {
        Instead::Offer {
            label,
            units,
            price,
        } => {
            let price = typed(pen, *price);
            match units[..] {
                [(Size::ONE, quantity)] => format!("{label} x{quantity} {price}"),
                _ => {
                    let mut line = format!("{label} {price}");
                    for (size, quantity) in units {
                        line.push_str(&format!(" {size}:{quantity}"));
                    }
                    line
                }
            }
        }
        Instead::Add { item, quantity } => format!("{} +{quantity}", sized(pen, *item)),
        Instead::Edit {
            item,
            price,
            quantity,
        } => edit(pen, *item, *price, *quantity),
        Instead::Withdraw(item) => command(pen, "line-withdraw", sized(pen, *item)),
        Instead::Release(item) => command(pen, "line-release", sized(pen, *item)),
        Instead::Sold { item, quantity: 1 } => command(pen, "line-sold", sized(pen, *item)),
        Instead::Sold { item, quantity } => command(
            pen,
            "line-sold",
            format!("{} x{quantity}", sized(pen, *item)),
        ),
    }
}

/// `MODIF A12 x3 5000`.
pub(super) fn edit(
    pen: Pen<'_>,
    item: Named,
    price: Option<Money>,
    quantity: Option<u32>,
) -> String {
    let mut rest = sized(pen, item);
    if let Some(quantity) = quantity {
        rest.push_str(&format!(" x{quantity}"));
    }
    if price.is_some() || quantity.is_none() {
        rest.push_str(&format!(" {}", typed(pen, price)));
    }
    command(pen, "line-edit", rest)
}

fn command(pen: Pen<'_>, message: &str, rest: String) -> String {
    pen.text(message, [("rest", rest.into())])
}

/// `S01 M`; a bare number behind a code could also be a price: `S01 T38` is clear.
fn sized(pen: Pen<'_>, item: Named) -> String {
    if item.size.is_one() {
        return item.to_string();
    }
    format!("{} {}", item.label, marked(item.size, pen.lang()))
}

/// A price as one would type it, or an example of one.
fn typed(pen: Pen<'_>, price: Option<Money>) -> String {
    let Some(price) = price else {
        return pen.example_price();
    };
    let currency = pen.facts.currency;
    let (whole, part) = (
        price.minor() / currency.scale(),
        price.minor() % currency.scale(),
    );
    if part == 0 {
        return whole.to_string();
    }
    let places = usize::from(currency.exponent());
    let mark = match pen.lang() {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    format!("{whole}{mark}{part:0places$}")
}
