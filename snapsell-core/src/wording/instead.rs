//! A whole line that the seller may send, as she would type it.

use super::pen::Pen;
use crate::code::Size;
use crate::label::Named;
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
        Instead::Add { item, quantity } => format!("{} +{quantity}", sized(*item)),
        Instead::Edit {
            item,
            price,
            quantity,
        } => edit(pen, *item, *price, *quantity),
        Instead::Withdraw(item) => command(pen, "line-withdraw", sized(*item)),
        Instead::Release(item) => command(pen, "line-release", sized(*item)),
        Instead::Sold { item, quantity: 1 } => command(pen, "line-sold", sized(*item)),
        Instead::Sold { item, quantity } => {
            command(pen, "line-sold", format!("{} x{quantity}", sized(*item)))
        }
    }
}

/// `MODIF A12 x3 5000`.
pub(super) fn edit(
    pen: Pen<'_>,
    item: Named,
    price: Option<Money>,
    quantity: Option<u32>,
) -> String {
    let mut rest = sized(item);
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
fn sized(item: Named) -> String {
    let numbered = item.size.as_str().starts_with(|c: char| c.is_ascii_digit());
    if numbered {
        format!("{} T{}", item.label, item.size)
    } else {
        item.to_string()
    }
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
    format!("{whole},{part:0places$}")
}
