//! Rows on their way out: CSV as Excel reads it in a language, or a JSON array; never more than one row in memory.

use std::io::{self, Write};

use jiff::civil::DateTime;
use serde_json::Value;
use snapsell_core::{Currency, Lang, Money, Timestamp};

use crate::cli::args::ExportFormat;
use crate::cli::iso::iso;

/// Excel takes a file for UTF-8 only with this.
const BOM: &str = "\u{feff}";

/// One cell of a table.
pub(crate) enum Cell {
    /// Words that somebody typed: guarded.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An amount, with the decimals of its currency.
    Money(Money, Currency),
    /// An instant.
    Time(Timestamp),
    /// What a clock and a calendar show somewhere.
    Local(DateTime),
    /// Nothing.
    Empty,
}

/// What stands between two cells of CSV and before the decimals of an amount.
#[derive(Clone, Copy)]
struct Marks {
    between: &'static str,
    decimal: char,
}

/// A file that is being written.
pub(crate) struct Sheet<'a> {
    out: &'a mut dyn Write,
    format: ExportFormat,
    marks: Marks,
    rows: u64,
}

impl<'a> Sheet<'a> {
    /// Scripts read these: the marks are the French ones in every language.
    pub(crate) fn new(out: &'a mut dyn Write, format: ExportFormat) -> Self {
        Self {
            out,
            format,
            marks: marks(Lang::Fr),
            rows: 0,
        }
    }

    /// CSV for somebody who opens it in a spreadsheet of this language.
    pub(crate) fn csv_in(out: &'a mut dyn Write, lang: Lang) -> Self {
        Self {
            marks: marks(lang),
            ..Self::new(out, ExportFormat::Csv)
        }
    }

    pub(crate) fn is_csv(&self) -> bool {
        self.format == ExportFormat::Csv
    }

    /// The names of the columns; nothing in JSON.
    pub(crate) fn head(&mut self, names: &[&str]) -> io::Result<()> {
        if !self.is_csv() {
            return Ok(());
        }
        self.out.write_all(BOM.as_bytes())?;
        self.out
            .write_all(names.join(self.marks.between).as_bytes())?;
        self.out.write_all(b"\r\n")
    }

    /// One row of CSV.
    pub(crate) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows += 1;
        let cells: Vec<String> = cells.iter().map(|cell| csv(cell, self.marks)).collect();
        self.out
            .write_all(cells.join(self.marks.between).as_bytes())?;
        self.out.write_all(b"\r\n")
    }

    /// One object of JSON.
    pub(crate) fn object(&mut self, value: &Value) -> io::Result<()> {
        let before = if self.rows == 0 { "[\n" } else { ",\n" };
        self.rows += 1;
        self.out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *self.out, value).map_err(io::Error::from)
    }

    /// Ends the file; how many rows it has.
    pub(crate) fn finish(self) -> io::Result<u64> {
        match (self.format, self.rows) {
            (ExportFormat::Csv, _) => {}
            (ExportFormat::Json, 0) => self.out.write_all(b"[]\n")?,
            (ExportFormat::Json, _) => self.out.write_all(b"\n]\n")?,
        }
        self.out.flush()?;
        Ok(self.rows)
    }
}

const fn marks(lang: Lang) -> Marks {
    match lang {
        Lang::Fr => Marks {
            between: ";",
            decimal: ',',
        },
        Lang::En => Marks {
            between: ",",
            decimal: '.',
        },
    }
}

fn csv(cell: &Cell, marks: Marks) -> String {
    match cell {
        Cell::Text(text) => quoted(&guarded(text)),
        Cell::Number(number) => number.to_string(),
        Cell::Money(amount, currency) => major(*amount, *currency, marks.decimal),
        Cell::Time(at) => iso(*at),
        Cell::Local(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Empty => String::new(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front, also when only blanks precede
/// what makes it one.
fn guarded(text: &str) -> String {
    let makes_formula = |first: char| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    let first = text.chars().next();
    let visible = text.trim_start().chars().next();
    match first.is_some_and(makes_formula) || visible.is_some_and(makes_formula) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    match text.contains([';', '"', '\n', '\r', ',']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// The amount in the currency's own unit, `1500` or `12,50`.
fn major(amount: Money, currency: Currency, decimal: char) -> String {
    let (whole, part) = (
        amount.minor() / currency.scale(),
        (amount.minor() % currency.scale()).abs(),
    );
    match usize::from(currency.exponent()) {
        0 => whole.to_string(),
        digits => format!("{whole}{decimal}{part:0digits$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_only_shown() {
        for text in [
            "=1+1",
            "+33612345678",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
        ] {
            assert!(guarded(text).starts_with('\''), "{text}");
        }
        for text in ["", "Awa", "A12", "rue 3 = porte 4", "'=1"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_cell_cannot_leave_its_place() {
        let text = |text: &str| csv(&Cell::Text(text.into()), marks(Lang::Fr));
        assert_eq!(text("a;b"), "\"a;b\"");
        assert_eq!(text("=\"x\"\r\n;"), "\"'=\"\"x\"\"\r\n;\"");
        assert_eq!(text("plain"), "plain");
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        let amount = |minor, currency, lang| {
            let cell = Cell::Money(Money::from_minor(minor), currency);
            csv(&cell, marks(lang))
        };
        assert_eq!(amount(15_000, Currency::XOF, Lang::Fr), "15000");
        assert_eq!(amount(1_205, Currency::EUR, Lang::Fr), "12,05");
        assert_eq!(amount(1_205, Currency::EUR, Lang::En), "12.05");
    }

    #[test]
    fn an_empty_export_is_still_a_file_of_its_format() {
        let mut out = Vec::new();
        Sheet::new(&mut out, ExportFormat::Json).finish().unwrap();
        assert_eq!(out, b"[]\n");
    }
}
