//! What codes cost, and what to send for them.

use super::draft::Draft;
use super::pen::Pen;
use super::refusal;
use crate::refusal::Refusal;
use crate::reply::{Chance, PriceLine};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A line for each code or price.
pub(super) fn prices<'a>(pen: Pen<'a>, lines: &[PriceLine]) -> Draft<'a> {
    pen.draft().list(lines.iter().map(|line| price(pen, line)))
}

fn price(pen: Pen<'_>, line: &PriceLine) -> String {
    let (label, price, sizes, chance) = match line {
        PriceLine::Refused { what, why } => return refusal::to_customer(pen, why, Some(what)),
        PriceLine::Priced {
            label,
            price,
            sizes,
            chance,
        } => (label, *price, sizes, *chance),
    };
    let names: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    let message = if sizes.is_empty() {
        "price"
    } else {
        "price-sizes"
    };
    let costs = pen.text(
        message,
        [
            ("code", label.to_string().into()),
            ("price", pen.money(price)),
            ("sizes", names.join(", ").into()),
        ],
    );
    let example = match sizes.first() {
        Some(&size) => format!("{label} {}", refusal::marked(size, pen.lang())),
        None => label.to_string(),
    };
    let example = ("example", example.into());
    let then = match chance {
        Chance::Free => pen.text("price-reserve", [example]),
        Chance::Yours => pen.plain("price-yours"),
        Chance::Waits(place) => pen.text("price-waits", [("place", place.into())]),
        Chance::Queue => pen.text("price-wait", [example]),
        Chance::Taken => refusal::to_customer(pen, &Refusal::Taken, Some(label.as_str())),
    };
    format!("{costs} {then}")
}
