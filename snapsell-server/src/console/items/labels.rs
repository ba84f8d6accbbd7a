//! Labels to print: the code in large letters, and a QR code that opens a conversation with the code typed.

use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};
use snapsell_core::{Code, Label, Money};

use super::super::access::Team;
use super::super::answer::{Answer, Halt};
use super::super::ask::Ask;
use super::super::show::Show;
use super::rows::{self, Row};

/// Labels on one print.
const LABELS_MAX: usize = 200;
/// White around a QR code, in modules, as its norm asks.
const QUIET: usize = 4;

/// `GET /articles/etiquettes?lettres=A&de=1&a=24`: a series of codes, or without one everything that can be had now.
pub(in super::super) async fn labels(team: Team, ask: Ask) -> Answer {
    let shop = team.shop;
    let letters = ask.query.line("lettres").to_uppercase();
    let (from, to) = (ask.query.number("de"), ask.query.number("a"));
    let mut value = json!({"letters": letters, "from": from, "to": to, "most": LABELS_MAX});
    let wanted = match (letters.is_empty(), from, to) {
        (true, ..) => {
            let rows = ask.look(shop, rows::now).await?;
            on_sale(&rows)
        }
        (false, Some(from), Some(to)) => series(&letters, from, to),
        (false, ..) => None,
    };
    value["wrong"] = Value::from(wanted.is_none());
    let record = ask.store(move |store| Ok(store.shop(shop)?)).await?;
    let number: String = record.ok_or(Halt::NotFound)?.whatsapp;
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    let show = Show::of(&ask, shop).await?;
    let grid = ask.look(shop, |shop| shop.settings().grid.clone()).await?;
    let labels: Vec<Value> = wanted
        .unwrap_or_default()
        .iter()
        .map(|(label, price)| {
            let price = price.or_else(|| {
                Code::canonical(label).and_then(|code| grid.get(&code.letters()).copied())
            });
            Ok(json!({
                "label": label,
                "price": price.map(|price| show.money(price)),
                "qr": (!number.is_empty()).then(|| qr(&link(&number, label))).transpose()?,
            }))
        })
        .collect::<Result<_, Halt>>()?;
    value["labels"] = labels.into();
    value["connected"] = Value::from(!number.is_empty());
    ask.page("labels.html", value).await
}

/// Where a label leads. A label is letters and digits, so nothing needs to be encoded.
fn link(number: &str, label: &str) -> String {
    format!("https://wa.me/{number}?text={label}")
}

/// One label for each code, whatever its sizes.
fn on_sale(rows: &[Row]) -> Option<Vec<(String, Option<Money>)>> {
    let mut labels: Vec<(String, Option<Money>)> = Vec::new();
    for row in rows.iter().filter(|row| !row.withdrawn) {
        let label = row.named.label.as_str();
        if labels.last().is_none_or(|(last, _)| last != label) && labels.len() < LABELS_MAX {
            labels.push((label.to_owned(), Some(row.price)));
        }
    }
    Some(labels)
}

/// `A01` to `A24`; `None` when that is no series, or a longer one than fits.
fn series(letters: &str, from: u16, to: u16) -> Option<Vec<(String, Option<Money>)>> {
    if to < from || usize::from(to - from) >= LABELS_MAX {
        return None;
    }
    (from..=to)
        .map(|number| {
            Code::new(letters, number)?;
            let label = Label::new(&format!("{letters}{number:02}"))?;
            Some((label.as_str().to_owned(), None))
        })
        .collect()
}

/// A QR code as an SVG of one path, about 2 kB: a row of dark modules is one stroke.
fn qr(text: &str) -> Result<String, Halt> {
    use std::fmt::Write as _;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Halt::Failed)?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark);
            let run = run.count();
            if run > 0 {
                let (left, top) = (x + QUIET, y + QUIET);
                write!(path, "M{left} {top}.5h{run}").map_err(|_| Halt::Failed)?;
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    Ok(format!(
        "<svg viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_bounded_and_made_of_codes() {
        let labels = series("A", 9, 11).unwrap();
        let labels: Vec<&str> = labels.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels, ["A09", "A10", "A11"]);
        assert_eq!(series("A", 1, 200).unwrap().len(), LABELS_MAX);
        for (letters, from, to) in [("A", 1, 201), ("A", 2, 1), ("A1", 1, 2), ("ABCDE", 1, 2)] {
            assert!(series(letters, from, to).is_none(), "{letters} {from} {to}");
        }
        assert!(series("A", 9_999, 10_000).is_none());
    }

    #[test]
    fn the_drawing_has_every_dark_module_of_the_code_once() {
        let text = link("14155238886", "A12");
        assert_eq!(text, "https://wa.me/14155238886?text=A12");
        let code = QrCode::with_error_correction_level(&text, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();
        let drawn = qr(&text).unwrap();
        let strokes = drawn.split_once("stroke=").unwrap().1;
        let runs = strokes.split(".5h").skip(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap();
            rest[..end].parse::<usize>().unwrap()
        });
        assert_eq!(runs.sum::<usize>(), dark);
        assert!(drawn.len() < 4_096, "{}", drawn.len());
    }
}
