//! A table as a workbook of one sheet: words, numbers, amounts and dates each as what they are.

use jiff::civil::DateTime;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use snapsell_core::{Currency, Lang};

use crate::cli::export::sheet::Cell;
use crate::cli::iso::iso;

/// Widest column, in pixels: a long address goes on beside it.
const COLUMN_MAX: u32 = 360;

/// The bytes of a workbook; the head of its sheet stays in sight.
pub(super) fn of(
    title: &str,
    names: &[String],
    rows: &[Vec<Cell>],
    lang: Lang,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(title)?;
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let day = Format::new().set_num_format(match lang {
        Lang::Fr => "dd/mm/yyyy hh:mm",
        Lang::En => "yyyy-mm-dd hh:mm",
    });
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string(line, column, text)?,
                Cell::Number(number) => sheet.write_number(line, column, double(*number))?,
                Cell::Money(amount, currency) => {
                    let number = double(amount.minor()) / double(currency.scale());
                    sheet.write_number_with_format(line, column, number, &money(*currency))?
                }
                Cell::Local(at) => {
                    sheet.write_datetime_with_format(line, column, date(*at)?, &day)?
                }
                Cell::Time(at) => sheet.write_string(line, column, iso(*at))?,
                Cell::Empty => continue,
            };
        }
    }
    sheet.set_autofit_max_width(COLUMN_MAX);
    sheet.autofit();
    book.save_to_buffer()
}

fn money(currency: Currency) -> Format {
    let shown = match usize::from(currency.exponent()) {
        0 => "#,##0".to_owned(),
        digits => format!("#,##0.{}", "0".repeat(digits)),
    };
    Format::new().set_num_format(shown)
}

fn date(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| part.unsigned_abs();
    ExcelDateTime::from_ymd(at.year().unsigned_abs(), part(at.month()), part(at.day()))?.and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(part(at.second())),
    )
}

/// A number as a spreadsheet knows them; exact up to 2⁵³.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts and prices are far below 2⁵³"
)]
fn double(number: i64) -> f64 {
    number as f64
}
