//! A table of prepared stock as people save it: commas, semicolons or tabs, with quotes, from any spreadsheet.

use std::collections::BTreeMap;

use snapsell_core::limits::{PRICE_MAX, SIZES_PER_CODE_MAX, STOCK_MAX};
use snapsell_core::{Code, Currency, Label, Offer, Size};

use super::cells::Rows;
use super::decode::decode;

/// Rows of one file, without its head.
pub(in crate::console) const ROWS_MAX: usize = 500;

/// One row of stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::console) struct Line {
    pub(super) code: Code,
    pub(super) label: Label,
    pub(super) size: Size,
    pub(super) quantity: u32,
    /// In the currency's minor unit; `None` for the grid's.
    pub(super) price: Option<i64>,
}

/// Why a row is left out: the name of its words without `import-no-`.
pub(in crate::console) type Why = &'static str;

/// A row as it was found, and what became of it.
#[derive(Debug)]
pub(in crate::console) struct Found {
    /// Its line in the file, from 1.
    pub(super) number: usize,
    /// Its cells, cut to what a page can show.
    pub(super) cells: Vec<String>,
    pub(in crate::console) line: Result<Line, Why>,
}

/// Which column says what.
#[derive(Debug, Default, PartialEq, Eq)]
struct Columns {
    code: Option<usize>,
    size: Option<usize>,
    quantity: Option<usize>,
    price: Option<usize>,
}

/// Reads a file.
///
/// # Errors
/// The name of the words for what is wrong with the whole file, without `import-no-`.
pub(in crate::console) fn read(bytes: &[u8], currency: Currency) -> Result<Vec<Found>, Why> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err("workbook");
    }
    let text = decode(bytes);
    // What Excel writes before the head to say how its cells are separated.
    let is_hint = |line: &str| line.trim_start().to_ascii_lowercase().starts_with("sep=");
    let head = text
        .lines()
        .find(|line| !line.trim().is_empty() && !is_hint(line))
        .ok_or("empty")?;
    let separator = [';', '\t', ',']
        .into_iter()
        .max_by_key(|sign| (head.matches(*sign).count(), *sign == ';'))
        .unwrap_or(';');
    let mut rows = Rows::new(&text, separator).skip_while(|(_, cells)| is_hint(&cells[0]));
    let (_, head) = rows.next().ok_or("empty")?;
    let columns = Columns::of(&head);
    if columns.code.is_none() {
        return Err("head");
    }
    let mut found: Vec<Found> = rows
        .take(ROWS_MAX + 1)
        .map(|(number, cells)| Found {
            number,
            line: columns.line(&cells, currency),
            cells,
        })
        .collect();
    match found.len() {
        0 => return Err("empty"),
        count if count > ROWS_MAX => return Err("rows"),
        _ => {}
    }
    refuse_contradictions(&mut found);
    Ok(found)
}

impl Columns {
    fn of(head: &[String]) -> Self {
        let mut columns = Self::default();
        for (index, name) in head.iter().enumerate() {
            let name = name.to_lowercase();
            let column = match name.as_str() {
                "code" | "label" | "étiquette" | "etiquette" | "item code" | "sku" | "ref"
                | "référence" | "reference" => &mut columns.code,
                "taille" | "tailles" | "size" | "sizes" | "pointure" => &mut columns.size,
                "quantité" | "quantite" | "qté" | "qte" | "quantity" | "qty" | "stock" => {
                    &mut columns.quantity
                }
                "prix" | "prix unitaire" | "price" | "unit price" | "rrp" => &mut columns.price,
                _ => continue,
            };
            column.get_or_insert(index);
        }
        columns
    }

    fn line(&self, cells: &[String], currency: Currency) -> Result<Line, Why> {
        let cell = |column: Option<usize>| -> &str {
            column
                .and_then(|index| cells.get(index))
                .map_or("", String::as_str)
        };
        let [code, size, quantity, price] =
            [self.code, self.size, self.quantity, self.price].map(cell);
        if [code, size]
            .iter()
            .any(|cell| cell.starts_with(['=', '+', '-', '@']))
        {
            return Err("formula");
        }
        let label: String = code
            .chars()
            .filter(|sign| !matches!(sign, ' ' | '-' | '#'))
            .collect();
        let label = label.to_uppercase();
        let (code, label) = Code::canonical(&label)
            .zip(Label::new(&label))
            .ok_or("code")?;
        let size = size_of(size).ok_or("size")?;
        let quantity = match quantity {
            "" => 1,
            typed if !is_number(typed) => return Err("quantity"),
            typed => typed.parse().map_err(|_| "quantity")?,
        };
        if !(1..=STOCK_MAX).contains(&quantity) {
            return Err("quantity");
        }
        let price = match price {
            "" => None,
            typed => Some(amount(typed, currency).ok_or("price")?),
        };
        Ok(Line {
            code,
            label,
            size,
            quantity,
            price,
        })
    }
}

/// A size as a seller would have said it: `UK 8` is 8, `42,5` is 42.5, `2XL` is XXL, and `one size` is none.
fn size_of(cell: &str) -> Option<Size> {
    let plain: String = cell.chars().filter(|sign| !sign.is_whitespace()).collect();
    let plain = plain.to_uppercase().replace(',', ".");
    let of_land = ["UK", "EU"].into_iter().find_map(|land| {
        let number = plain.strip_prefix(land)?;
        number
            .starts_with(|sign: char| sign.is_ascii_digit())
            .then_some(number)
    });
    match of_land.unwrap_or(&plain) {
        "" | "ONESIZE" | "TAILLEUNIQUE" => Some(Size::ONE),
        size => Size::spelled(size),
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An amount in the minor unit: `5 000`, and `12,50`, `£12.50` or `1.234,50` where the currency has cents.
pub(super) fn amount(typed: &str, currency: Currency) -> Option<i64> {
    // Windows writes the euro's sign as a byte that is none elsewhere.
    let beside = |sign: char| sign.is_whitespace() || matches!(sign, '€' | '£' | '$' | '\u{80}');
    let mut plain: String = typed.chars().filter(|sign| !beside(*sign)).collect();
    // Of two marks the first is between thousands.
    if let (Some(comma), Some(dot)) = (plain.find(','), plain.find('.')) {
        plain = plain.replacen(if comma < dot { ',' } else { '.' }, "", 1);
    }
    let (whole, cents) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    let digits = usize::from(currency.exponent());
    let fits = cents.len() <= digits && whole.len() <= 15 && !whole.is_empty();
    if !fits || !is_number(whole) || !is_number(cents) {
        return None;
    }
    let minor: i64 = format!("{whole}{cents:0<digits$}").parse().ok()?;
    (minor <= PRICE_MAX).then_some(minor)
}

/// The same code and size twice, one code at two prices, with and without sizes, or in too many of them.
fn refuse_contradictions(found: &mut [Found]) {
    let mut codes: BTreeMap<Code, (Option<i64>, Vec<Size>)> = BTreeMap::new();
    for row in found {
        let Ok(line) = &row.line else { continue };
        let (price, sizes) = codes
            .entry(line.code)
            .or_insert_with(|| (line.price, Vec::new()));
        let mixed = !sizes.is_empty() && (line.size.is_one() || sizes[0].is_one());
        let why = match () {
            () if sizes.contains(&line.size) => Some("twice"),
            () if mixed => Some("mixed"),
            () if *price != line.price => Some("prices"),
            () if sizes.len() == SIZES_PER_CODE_MAX => Some("sizes"),
            () => None,
        };
        match why {
            Some(why) => row.line = Err(why),
            None => sizes.push(line.size),
        }
    }
}

/// What a seller would have said: one offer for each code, in the order of the file.
pub(in crate::console) fn offers(lines: &[Line]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    let mut places: BTreeMap<Code, usize> = BTreeMap::new();
    for line in lines {
        let place = *places.entry(line.code).or_insert(offers.len());
        if place == offers.len() {
            offers.push(Offer {
                code: line.code,
                label: line.label,
                quantity: line.size.is_one().then_some(line.quantity),
                price: line.price,
                sizes: Vec::new(),
            });
        }
        if !line.size.is_one() {
            offers[place].sizes.push((line.size, Some(line.quantity)));
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xof() -> Currency {
        Currency::parse("XOF").unwrap()
    }

    fn whys(text: &str) -> Vec<Why> {
        let found = read(text.as_bytes(), xof()).unwrap();
        found
            .iter()
            .map(|row| row.line.as_ref().err().copied().unwrap_or("ok"))
            .collect()
    }

    #[test]
    fn french_excel_english_sheets_and_old_windows_are_read_alike() {
        let french =
            "\u{feff}Code;Taille;Quantité;Prix\r\nS01;M;5;\"2\u{202f}000\"\r\nS01;L;3;2 000\r\n";
        let english = "sep=,\nprice,code,stock,size\n2000,s-01,5,m\n2000,S01,3,L\n";
        let windows = b"Code\tQuantit\xe9\tTaille\tPrix\nS01\t5\tM\t2000\nS01\t3\tL\t2000".to_vec();
        let expected = read(french.as_bytes(), xof()).unwrap();
        let lines = |found: Vec<Found>| -> Vec<Line> {
            found.into_iter().map(|row| row.line.unwrap()).collect()
        };
        let expected = lines(expected);
        assert_eq!((expected[0].quantity, expected[0].price), (5, Some(2_000)));
        assert_eq!(lines(read(english.as_bytes(), xof()).unwrap()), expected);
        assert_eq!(lines(read(&windows, xof()).unwrap()), expected);
        let offers = offers(&expected);
        assert_eq!(
            (offers.len(), offers[0].sizes.len(), offers[0].quantity),
            (1, 2, None)
        );
    }

    #[test]
    fn a_note_of_several_lines_hides_no_row_and_neither_does_a_lost_quote() {
        let text =
            "code;note;\"prix\nunitaire\"\nS01;\"lin\ncoton\";2000\nS02;\"lin;3000\nS03;;4000\n";
        let found = read(text.as_bytes(), xof()).unwrap();
        let rows: Vec<_> = found
            .iter()
            .map(|row| (row.number, row.line.as_ref().map(|line| line.price)))
            .collect();
        let priced = |price| Ok(Some(price));
        assert_eq!(
            rows,
            [(3, priced(2_000)), (5, priced(3_000)), (6, priced(4_000))]
        );
    }

    #[test]
    fn what_excel_saves_in_london_is_read() {
        let gbp = Currency::parse("GBP").unwrap();
        let shown = |bytes: &[u8]| -> Vec<String> {
            let found = read(bytes, gbp).unwrap();
            let row = |row: Found| match row.line {
                Ok(line) => format!(
                    "{} {} x{} {:?}",
                    line.code, line.size, line.quantity, line.price
                ),
                Err(why) => why.to_owned(),
            };
            found.into_iter().map(row).collect()
        };
        let text = "SKU\tSize\tQty\tUnit price\nD3\tUK 8\t5\t£24.99\nD3\t42.5\t1\t£24.99\nD4\tOne size\t2\t1,234.50\n";
        let expected = [
            "D3 8 x5 Some(2499)",
            "D3 42.5 x1 Some(2499)",
            "D4  x2 Some(123450)",
        ];
        let wide = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let units = std::iter::once(mark).chain(text.encode_utf16());
            units.flat_map(bytes).collect()
        };
        assert_eq!(shown(text.as_bytes()), expected);
        assert_eq!(shown(&wide(0xfeff, u16::to_le_bytes)), expected);
        assert_eq!(shown(&wide(0xfeff, u16::to_be_bytes)), expected);
        assert_eq!(
            shown(b"R\xe9f\xe9rence;Taille;Qt\xe9;Prix\nD5;3XL;5;12,50 \x80\nD6;42,5;1;1.234,50\n"),
            ["D5 XXXL x5 Some(1250)", "D6 42.5 x1 Some(123450)"]
        );
        assert_eq!(read(b"PK\x03\x04\x14\0", gbp).err(), Some("workbook"));
    }

    #[test]
    fn every_bad_row_says_why_and_good_ones_stay() {
        let text = "code;taille;qte;prix\n\
                    A12;;2;\n=cmd|x!A1;;1;\n@A13;;1;\n12A;;1;\nA14;très grand;1;\nA15;;0;\nA15;;10000;\n\
                    A16;;x;\nA16;;-1;\nA16;;+1;\nA16;;=1+1;\nA17;;1;12,50\nA17;;1;-5\nA16;-S;1;\nA12;;1;\nA12;M;1;\nS01;M;1;100\nS01;L;1;200\nB07";
        assert_eq!(
            whys(text),
            [
                "ok", "formula", "formula", "code", "size", "quantity", "quantity", "quantity",
                "quantity", "quantity", "quantity", "price", "price", "formula", "twice", "mixed",
                "ok", "prices", "ok"
            ]
        );
    }

    #[test]
    fn files_that_are_no_table_or_too_long_are_refused_whole() {
        let long = format!("code\n{}", "A12\n".repeat(ROWS_MAX + 1));
        for (text, why) in [
            ("", "empty"),
            ("code;prix\n\n", "empty"),
            ("a;b\n1;2", "head"),
            ("\u{1}\u{2}PNG", "head"),
            (long.as_str(), "rows"),
        ] {
            assert_eq!(read(text.as_bytes(), xof()).err(), Some(why), "{text:?}");
        }
        let wide = format!("code;x\nA12{}", ";é".repeat(50_000));
        let found = read(wide.as_bytes(), xof()).unwrap();
        assert_eq!(
            found[0].cells.len(),
            24,
            "further columns are not looked at"
        );
    }

    #[test]
    fn amounts_have_cents_where_the_currency_has() {
        let euro = Currency::parse("EUR").unwrap();
        assert_eq!(amount("12,5", euro), Some(1_250));
        assert_eq!(amount("1 200.05", euro), Some(120_005));
        assert_eq!(amount("12,505", euro), None);
        assert_eq!(amount("5.000", xof()), None);
        assert_eq!(amount("99999999999999999999", xof()), None);
    }
}
