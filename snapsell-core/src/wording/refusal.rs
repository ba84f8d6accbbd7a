//! Why nothing was done, and what to do about it.

use super::clean::{TYPED_CHARS_MAX, clean};
use super::pen::Pen;
use super::{instead, order};
use crate::code::Size;
use crate::ids::{CustomerId, OrderNumber};
use crate::label::Named;
use crate::lang::Lang;
use crate::limits::STOCK_MAX;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::reply::Instead;
use crate::wording::format as shown;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use fluent_bundle::FluentValue;

/// A refusal told to a customer; `what` is what she asked for, when it is one thing.
pub(super) fn to_customer(pen: Pen<'_>, why: &Refusal, what: Option<&str>) -> String {
    let about = Subject::new(pen, what);
    match why {
        Refusal::UnknownCode { example } => unknown_code(pen, &about, *example),
        Refusal::NoLive => pen.plain("refused-no-live"),
        Refusal::LiveOver => pen.plain("refused-live-over"),
        Refusal::SoldOut => about.text(pen, "refused-sold-out"),
        Refusal::Taken => about.text(pen, "refused-taken"),
        Refusal::QueueFull => about.text(pen, "refused-queue-full"),
        Refusal::TooManyHolds { most } => about.most(pen, "refused-too-many-holds", *most),
        Refusal::TooManyPlaces { most } => about.most(pen, "refused-too-many-places", *most),
        Refusal::NoUnits => about.text(pen, "refused-no-units"),
        Refusal::Ordered { order } => about.in_order(pen, "refused-ordered", *order),
        Refusal::TooManyUnits { most } => about.most(pen, "refused-too-many-units", *most),
        Refusal::Blocked => pen.plain("refused-blocked"),
        Refusal::OptedOut => pen.plain("refused-opted-out"),
        Refusal::Withdrawn => about.text(pen, "refused-withdrawn"),
        Refusal::SizeNeeded { sizes } => about.sizes(pen, "refused-size-needed", sizes),
        Refusal::UnknownSize { sizes } => about.sizes(pen, "refused-unknown-size", sizes),
        Refusal::NoSuchChoice => pen.plain("refused-no-such-choice"),
        Refusal::UnknownItem => unknown_code(pen, &about, None),
        Refusal::UnknownOrder => pen.plain("refused-unknown-order"),
        Refusal::WrongMove { order, from } => pen.text(
            "refused-wrong-move",
            [
                ("order", order.to_string().into()),
                ("status", pen.plain(order::status_name(*from)).into()),
            ],
        ),
        Refusal::NotLive => pen.plain("refused-no-live"),
        Refusal::Full => pen.plain("refused-full"),
        Refusal::NoPrice
        | Refusal::PriceTooLow
        | Refusal::CodeTaken
        | Refusal::OutOfBounds { .. }
        | Refusal::NotHeld
        | Refusal::WhichHolder { .. }
        | Refusal::WhichProof { .. }
        | Refusal::UnitsInUse { .. }
        | Refusal::NoFreeUnit
        | Refusal::NoProof
        | Refusal::UnknownPerson => pen.plain("refused-other"),
    }
}

/// A refusal told to the seller; `what` is the code it is about, when it is one, `instead` what she may send.
pub(super) fn to_seller(
    pen: Pen<'_>,
    why: &Refusal,
    what: Option<&str>,
    instead: Option<&Instead>,
) -> String {
    let mut about = Subject::new(pen, what);
    about.line = instead.map(|instead| instead::line(pen, instead));
    match why {
        Refusal::UnknownCode { .. } => about.priced(pen, "seller-refused-unknown-code"),
        Refusal::NoLive | Refusal::NotLive => pen.plain("seller-refused-not-live"),
        Refusal::LiveOver => pen.plain("seller-refused-live-over"),
        Refusal::SoldOut => {
            about.exactly(pen, "seller-refused-sold-out", |code| format!("{code} +5"))
        }
        Refusal::Taken => about.text(pen, "seller-refused-taken"),
        Refusal::QueueFull => about.text(pen, "seller-refused-queue-full"),
        Refusal::TooManyHolds { most } => about.most(pen, "seller-refused-too-many-holds", *most),
        Refusal::TooManyPlaces { most } => about.most(pen, "seller-refused-too-many-places", *most),
        Refusal::NoUnits => pen.plain("seller-refused-no-units"),
        Refusal::Ordered { order } => about.in_order(pen, "seller-refused-ordered", *order),
        Refusal::TooManyUnits { most } => about.most(pen, "seller-refused-too-many-units", *most),
        Refusal::Blocked => pen.plain("seller-refused-blocked"),
        Refusal::OptedOut => pen.plain("seller-refused-opted-out"),
        Refusal::Withdrawn => about.text(pen, "seller-refused-withdrawn"),
        Refusal::SizeNeeded { sizes } => about.sizes(pen, "seller-refused-size-needed", sizes),
        Refusal::UnknownSize { sizes } if sizes[..] == [Size::ONE] => {
            about.priced(pen, "seller-refused-one-size")
        }
        Refusal::UnknownSize { sizes } => about.sizes(pen, "seller-refused-unknown-size", sizes),
        Refusal::NoSuchChoice => pen.plain("refused-no-such-choice"),
        Refusal::NoPrice => about.priced(pen, "seller-refused-no-price"),
        Refusal::PriceTooLow => price_too_low(pen, &about, instead),
        Refusal::CodeTaken => code_taken(pen, &about, instead),
        Refusal::OutOfBounds { most } => out_of_bounds(pen, *most, &about),
        Refusal::UnknownItem => unknown_item(pen, &about),
        Refusal::NotHeld => about.text(pen, "seller-refused-not-held"),
        Refusal::WhichHolder { item, holders } => {
            let message = match holders.as_slice() {
                [_] => "seller-refused-just-passed",
                _ => "seller-refused-which-holder",
            };
            which(pen, message, &item.to_string(), holders)
        }
        Refusal::WhichProof { label, customers } => which(
            pen,
            "seller-refused-which-proof",
            &label.to_string(),
            customers,
        ),
        Refusal::UnitsInUse { least } => {
            let line = about.line.unwrap_or_else(|| format!("x{least}")).into();
            let least = ("least", (*least).into());
            pen.text("seller-refused-units-in-use", [least, ("line", line)])
        }
        Refusal::NoFreeUnit => pen.plain("seller-refused-no-free-unit"),
        Refusal::UnknownOrder if about.code.is_some() => {
            about.text(pen, "seller-refused-no-such-order")
        }
        Refusal::UnknownOrder => pen.plain("seller-refused-unknown-order"),
        Refusal::WrongMove { order, from } => {
            let status = pen.plain(order::seller_status_name(*from)).into();
            let hint = order::next_move(pen, &[*order], *from).into();
            let order = order.to_string().into();
            pen.text(
                "seller-refused-wrong-move",
                [("order", order), ("status", status), ("hint", hint)],
            )
        }
        Refusal::NoProof if about.code.is_some() => about.text(pen, "seller-refused-no-deposit"),
        Refusal::NoProof => pen.plain("seller-refused-no-proof"),
        Refusal::UnknownPerson => pen.plain("seller-refused-unknown-person"),
        Refusal::Full => pen.plain("seller-refused-full"),
    }
}

fn unknown_code(pen: Pen<'_>, about: &Subject, example: Option<Named>) -> String {
    let what = about.argument();
    match example {
        Some(code) => {
            let code = code.to_string().into();
            pen.text("refused-unknown-code-example", [what, ("code", code)])
        }
        None => pen.text("refused-unknown-code", [what]),
    }
}

/// A code that stands, or one that is still held since a live that is over.
fn code_taken(pen: Pen<'_>, about: &Subject, instead: Option<&Instead>) -> String {
    let message = if matches!(instead, Some(Instead::Release(_))) {
        "seller-refused-code-held"
    } else {
        "seller-refused-code-taken"
    };
    about.exactly(pen, message, |code| {
        let rest = format!("{code} {}", pen.example_price());
        pen.text("line-edit", [("rest", rest.into())])
    })
}

/// A price that is none, unless it means fewer units.
fn price_too_low(pen: Pen<'_>, about: &Subject, instead: Option<&Instead>) -> String {
    let fewer = matches!(instead, Some(Instead::Sold { .. }));
    let message = if fewer {
        "seller-refused-minus"
    } else {
        "seller-refused-price-too-low"
    };
    about.priced(pen, message)
}

fn unknown_item(pen: Pen<'_>, about: &Subject) -> String {
    if about.line.is_some() {
        about.priced(pen, "seller-refused-unknown-item")
    } else {
        about.text(pen, "seller-refused-unknown-item-bare")
    }
}

fn out_of_bounds(pen: Pen<'_>, most: i64, about: &Subject) -> String {
    if most <= 0 {
        let line = about.line.as_deref().unwrap_or("S01 +5").to_owned().into();
        return pen.text("seller-refused-none-left", [("line", line)]);
    }
    // Only prices go higher than the largest stock.
    let most = if most > i64::from(STOCK_MAX) {
        pen.money(Money::from_minor(most))
    } else {
        shown::whole(most, pen.lang()).into()
    };
    pen.text("seller-refused-out-of-bounds", [("most", most)])
}

/// Several people are possible: each with the number to add.
fn which(pen: Pen<'_>, message: &str, what: &str, people: &[CustomerId]) -> String {
    let names: Vec<String> = people.iter().map(|&who| pen.numbered(who)).collect();
    let first = people.first().map_or(0, |who| who.get());
    pen.text(
        message,
        [
            ("what", what.to_owned().into()),
            ("names", pen.all(&names).into()),
            ("number", first.to_string().into()),
        ],
    )
}

/// What a refusal is about: a code, or `cet article` where none was named.
struct Subject {
    code: Option<String>,
    name: String,
    /// What to send instead.
    line: Option<String>,
}

impl Subject {
    fn new(pen: Pen<'_>, what: Option<&str>) -> Self {
        let code = what
            .map(|what| clean(what, TYPED_CHARS_MAX))
            .filter(|what| !what.is_empty());
        let name = code.clone().unwrap_or_else(|| pen.plain("this-item"));
        let line = None;
        Self { code, name, line }
    }

    fn argument<'a>(&self) -> (&'static str, FluentValue<'a>) {
        ("what", self.name.clone().into())
    }

    fn text(&self, pen: Pen<'_>, message: &str) -> String {
        pen.text(message, [self.argument()])
    }

    fn most(&self, pen: Pen<'_>, message: &str, most: u32) -> String {
        pen.text(message, [self.argument(), ("most", most.into())])
    }

    fn in_order(&self, pen: Pen<'_>, message: &str, order: OrderNumber) -> String {
        pen.text(
            message,
            [self.argument(), ("order", order.to_string().into())],
        )
    }

    /// A sentence with a line to copy, as proposed or as `line` makes it; its `-bare` sister where no code is known.
    fn exactly(&self, pen: Pen<'_>, message: &str, line: impl Fn(&str) -> String) -> String {
        let known = self.code.as_deref().map(line);
        match self.line.clone().or(known) {
            Some(line) => pen.text(message, [self.argument(), ("line", line.into())]),
            None => {
                let price = ("price", pen.example_price().into());
                pen.text(&format!("{message}-bare"), [price])
            }
        }
    }

    /// The same; without a proposal, the code and a price.
    fn priced(&self, pen: Pen<'_>, message: &str) -> String {
        self.exactly(pen, message, |code| {
            format!("{code} {}", pen.example_price())
        })
    }

    fn sizes(&self, pen: Pen<'_>, message: &str, sizes: &[Size]) -> String {
        let names: Vec<String> = sizes.iter().map(ToString::to_string).collect();
        let Some(first) = sizes.first() else {
            return pen.text("refused-unknown-code", [self.argument()]);
        };
        let code = self.code.as_deref().unwrap_or("S01");
        let example = alloc::format!("{code} {}", marked(*first, pen.lang()));
        let example = self.line.clone().unwrap_or(example);
        let count = ("count", names.len().into());
        let sizes = ("sizes", names.join(", ").into());
        pen.text(
            message,
            [self.argument(), sizes, count, ("example", example.into())],
        )
    }
}

/// A size as it is typed behind a code: a bare number could also be a quantity or a street's, `T38` is clear.
pub(super) fn marked(size: Size, lang: Lang) -> String {
    let text = size.as_str();
    let mark = match (text.strip_suffix(".5").unwrap_or(text).parse::<u32>(), lang) {
        (Err(_), _) => "",
        (Ok(28..=52), Lang::Fr) => "T",
        (Ok(_), Lang::Fr) => "taille ",
        (Ok(_), Lang::En) => "size ",
    };
    alloc::format!("{mark}{size}")
}
