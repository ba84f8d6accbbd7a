//! What the seller of a rehearsal writes: prepared stock, a code every few seconds, the end.

use std::collections::BTreeSet;

use snapsell_core::{Settings, Span};

use crate::random::Random;

/// Between two codes, at most, in milliseconds; at least a third of it.
const PAUSE_MS: usize = 45_000;
/// Customers for each unique piece.
const CUSTOMERS_PER_PIECE: u32 = 3;
/// Pieces of a rehearsal.
const PIECES_MAX: u32 = 600;
/// Codes with prepared stock.
const PREPARED: u32 = 2;

/// A line of hers, and when.
pub(super) struct Line {
    pub(super) after: Span,
    /// The code as customers write it.
    pub(super) code: String,
    pub(super) words: String,
}

/// The codes that she writes in this live.
pub(super) fn lines(settings: &Settings, customers: u32, random: &mut Random) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after = Span::ZERO;
    let price = price(settings);
    for number in 1..=PREPARED {
        let code = format!("S{number:02}");
        lines.push(Line {
            after,
            words: format!("{code} x{} {price}", 5 + customers / 20),
            code,
        });
    }
    let letters: Vec<&str> = settings
        .grid
        .keys()
        .map(|letters| letters.as_str())
        .collect();
    let labels = usize::from(settings.label_last - settings.label_first) + 1;
    let mut known = BTreeSet::new();
    for _ in 0..(customers / CUSTOMERS_PER_PIECE).clamp(3, PIECES_MAX) {
        let pause = PAUSE_MS / 3 + random.below(PAUSE_MS * 2 / 3);
        after = Span::from_millis(after.millis() + i64::try_from(pause).unwrap_or(0));
        let number = usize::from(settings.label_first) + random.below(labels);
        let (letter, words) = match letters.is_empty() {
            true => ("A", format!(" {price}")),
            false => (*random.one(&letters), String::new()),
        };
        let code = format!("{letter}{number:02}");
        // A label that came out twice is shown once.
        if letter != "S" && known.insert((letter.to_owned(), number)) {
            lines.push(Line {
                after,
                words: format!("{code}{words}"),
                code,
            });
        }
    }
    lines
}

/// A price that is usual in this shop, as it is typed.
fn price(settings: &Settings) -> String {
    let usual = settings.grid.values().next().map(|price| price.minor());
    let whole = usual.map(|minor| minor / settings.currency.scale());
    match (
        whole.filter(|whole| *whole > 0),
        settings.currency.exponent(),
    ) {
        (Some(whole), _) => whole.to_string(),
        (None, 0) => "5000".to_owned(),
        (None, _) => "20".to_owned(),
    }
}
