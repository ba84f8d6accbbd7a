//! The rows of a table as text: cells between separators, some in quotes, which may hold separators and line breaks.

use super::super::form::is_seen;

/// Letters of a cell that are looked at.
const CELL_CHARS_MAX: usize = 60;
/// Columns that are looked at.
const COLUMNS_MAX: usize = 24;
/// Lines that one pair of quotes may hold. What nothing closes within them opened nothing: it is a letter like others,
/// and the rows behind it stay rows.
const QUOTED_LINES_MAX: usize = 10;

/// The rows of a text that are not blank, each with the number of its first line.
pub(super) struct Rows<'a> {
    rest: &'a str,
    number: usize,
    separator: char,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, separator: char) -> Self {
        Self {
            rest: text,
            number: 1,
            separator,
        }
    }

    /// The next cell as it stands, without its quotes, and what ends it: a separator, a line or the text.
    fn cell(&mut self, closes: &mut bool) -> (String, Option<char>) {
        let inner = self
            .rest
            .trim_start_matches(' ')
            .strip_prefix('"')
            .filter(|_| *closes);
        if let Some(inner) = inner {
            if let Some(end) = closing(inner, self.separator) {
                let (quoted, behind) = inner.split_at(end);
                self.number += quoted.matches('\n').count();
                let (_, ending) = self.until_separator(&behind[1..]);
                return (quoted.replace("\"\"", "\""), ending);
            }
            *closes = false;
        }
        let (plain, ending) = self.until_separator(self.rest);
        (plain.to_owned(), ending)
    }

    fn until_separator(&mut self, text: &'a str) -> (&'a str, Option<char>) {
        let end = text.find([self.separator, '\n']).unwrap_or(text.len());
        let (cell, behind) = text.split_at(end);
        let ending = behind.chars().next();
        self.rest = ending.map_or("", |sign| &behind[sign.len_utf8()..]);
        self.number += usize::from(ending == Some('\n'));
        (cell, ending)
    }
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((line, behind)) = self.rest.split_once('\n')
            && line.trim().is_empty()
        {
            self.rest = behind;
            self.number += 1;
        }
        if self.rest.trim().is_empty() {
            return None;
        }
        let (number, mut cells, mut closes) = (self.number, Vec::new(), true);
        loop {
            let (cell, ending) = self.cell(&mut closes);
            if cells.len() < COLUMNS_MAX {
                cells.push(shown(&cell));
            }
            if ending != Some(self.separator) {
                return Some((number, cells));
            }
        }
    }
}

/// Where the quotes that were opened before `text` are closed: by the first single one, which must stand before a
/// separator or the end of a line. Two within quotes are one.
fn closing(text: &str, separator: char) -> Option<usize> {
    let mut lines = 1;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\n' if lines == QUOTED_LINES_MAX => return None,
            '\n' => lines += 1,
            '"' if signs.next_if(|(_, next)| *next == '"').is_some() => {}
            '"' => {
                let behind = text[at + 1..].trim_start_matches(' ');
                let ends = behind.is_empty() || behind.starts_with([separator, '\r', '\n']);
                return ends.then_some(at);
            }
            _ => {}
        }
    }
    None
}

/// A cell on one line, cut to what a page can show.
fn shown(cell: &str) -> String {
    let line = cell.trim().replace("\r\n", " ").replace('\n', " ");
    let kept = line.chars().filter(|letter| is_seen(*letter));
    let kept: String = kept.take(CELL_CHARS_MAX).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, String)> {
        Rows::new(text, ';')
            .map(|(number, cells)| (number, cells.join("|")))
            .collect()
    }

    #[test]
    fn a_cell_in_quotes_may_hold_separators_quotes_and_line_breaks() {
        let text =
            "Code;Note;Prix\r\nA1;\"rouge; \"\"lin\"\"\r\nlong\" ;5\r\n\r\nA2;\"\";\"\n6\"\nA3";
        let expected = [
            (1, "Code|Note|Prix"),
            (2, "A1|rouge; \"lin\" long|5"),
            (5, "A2||6"),
            (7, "A3"),
        ];
        assert_eq!(rows(text), expected.map(|(at, row)| (at, row.to_owned())));
    }

    #[test]
    fn a_quote_that_nothing_closes_soon_is_a_letter_and_no_row_behind_it_is_lost() {
        let text = "A1;\"rouge;5\nA2;12\" x;6\nA3;\"2 000\";7\n";
        let expected = [(1, "A1|\"rouge|5"), (2, "A2|12\" x|6"), (3, "A3|2 000|7")];
        assert_eq!(rows(text), expected.map(|(at, row)| (at, row.to_owned())));
        let closed_at = |lines: usize| rows(&format!("A1;\"{}b\"\n", "a\n".repeat(lines))).len();
        assert_eq!((closed_at(9), closed_at(10)), (1, 11));
    }
}
