//! Bars as numbers for an SVG: a line of words, a bar under it, its length in percent.

use serde_json::{Value, json};

/// Lengths are thousandths of the width: the drawing is as wide as its place, and its words do not grow with it.
const WHOLE: i64 = 1_000;
/// Height of one line with its bar.
const STEP: i64 = 42;

/// One bar.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) name: String,
    /// What its length says; below zero counts as zero.
    pub(super) amount: i64,
    /// The same in words.
    pub(super) words: String,
}

/// Bars of which the longest fills the width.
pub(super) fn bars(bars: &[Bar]) -> Value {
    let most = bars.iter().map(|bar| bar.amount).max();
    bars_of(bars, most.unwrap_or_default())
}

/// Bars that fill the width at `whole`.
pub(super) fn bars_of(bars: &[Bar], whole: i64) -> Value {
    let drawn: Vec<Value> = (0..)
        .zip(bars)
        .map(|(index, bar): (i64, &Bar)| {
            let amount = i128::from(bar.amount.clamp(0, whole.max(0)));
            let length = amount * i128::from(WHOLE) / i128::from(whole.max(1));
            let length = i64::try_from(length).unwrap_or(WHOLE);
            json!({
                "name": bar.name,
                "words": bar.words,
                "text": index * STEP + 15,
                "top": index * STEP + 22,
                "length": format!("{}.{}", length / 10, length % 10),
            })
        })
        .collect();
    let height = STEP * i64::try_from(bars.len()).unwrap_or_default();
    json!({"height": height.max(1), "bars": drawn})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_width_and_nothing_leaves_it() {
        let bar = |amount| Bar {
            name: String::new(),
            amount,
            words: String::new(),
        };
        let lengths = |value: Value| -> Vec<String> {
            let bars = value["bars"].as_array().unwrap().iter();
            bars.map(|bar| bar["length"].as_str().unwrap().to_owned())
                .collect()
        };
        let three = lengths(bars(&[bar(333), bar(1_000), bar(-3)]));
        assert_eq!(three, ["33.3", "100.0", "0.0"]);
        assert_eq!(lengths(bars(&[bar(0), bar(0)])), ["0.0", "0.0"]);
        assert_eq!(lengths(bars(&[bar(i64::MAX)])), ["100.0"]);
        assert_eq!(
            lengths(bars_of(&[bar(25), bar(400)], 100)),
            ["25.0", "100.0"]
        );
        assert_eq!(bars(&[])["bars"], json!([]));
    }
}
