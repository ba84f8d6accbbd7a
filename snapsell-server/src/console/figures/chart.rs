//! Bars as numbers for an SVG: a line of words, a bar under it, the whole of one width.

use serde_json::{Value, json};

/// Width of the drawing, in its own units.
const WIDTH: i64 = 320;
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
            let length = amount * i128::from(WIDTH) / i128::from(whole.max(1));
            json!({
                "name": bar.name,
                "words": bar.words,
                "text": index * STEP + 15,
                "top": index * STEP + 22,
                "length": i64::try_from(length).unwrap_or(WIDTH),
            })
        })
        .collect();
    let height = STEP * i64::try_from(bars.len()).unwrap_or_default();
    json!({"width": WIDTH, "height": height.max(1), "bars": drawn})
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
        let lengths = |value: Value| -> Vec<i64> {
            let bars = value["bars"].as_array().unwrap().iter();
            bars.map(|bar| bar["length"].as_i64().unwrap()).collect()
        };
        assert_eq!(lengths(bars(&[bar(50), bar(100), bar(-3)])), [160, 320, 0]);
        assert_eq!(lengths(bars(&[bar(0), bar(0)])), [0, 0]);
        assert_eq!(lengths(bars(&[bar(i64::MAX)])), [320]);
        assert_eq!(lengths(bars_of(&[bar(25), bar(400)], 100)), [80, 320]);
        assert_eq!(bars(&[])["bars"], json!([]));
    }
}
