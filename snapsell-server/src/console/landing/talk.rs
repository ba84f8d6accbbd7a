//! The conversation of the landing page: played by the rules and told in the words that customers get.

use serde_json::{Value, json};
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    CommandId, CustomerId, Lang, Message, Settings, Shop, Span, Timestamp, decide, interpret,
};

/// 2026-11-22 20:00 UTC.
const BEGINS: Timestamp = Timestamp::from_millis(1_795_377_600_000);
/// The people of it, by their number.
const NAMES: [&str; 3] = ["Marie", "Awa", "Fatou"];

/// Who writes what, this many seconds after the beginning.
fn script(lang: Lang) -> [(i64, u32, &'static str); 5] {
    match lang {
        Lang::Fr => [
            (0, 1, "A12"),
            (5, 2, "A12"),
            (5, 3, "a 12 svp"),
            (40, 2, "Cocody, rue 12"),
            (50, 2, "OUI"),
        ],
        Lang::En => [
            (0, 1, "A12"),
            (5, 2, "A12"),
            (5, 3, "a 12 please"),
            (40, 2, "Cocody, street 12"),
            (50, 2, "YES"),
        ],
    }
}

/// Each message with who wrote it, or to whom the shop did: `[{who, hers, text}]`.
pub(super) fn lines(words: &Words, lang: Lang) -> Vec<Value> {
    let mut settings = Settings {
        lang,
        sellers: [CustomerId::new(1)].into(),
        ..Settings::default()
    };
    for (key, value) in [("grid", "A=5000"), ("delivery.fee", "1500")] {
        let set = settings.set(key, value);
        debug_assert!(set.is_ok(), "{key}");
    }
    let currency = settings.currency;
    let mut shop = Shop::new(settings);
    let (mut lines, mut address) = (Vec::new(), "");
    for (number, (second, from, text)) in (1..).zip(script(lang)) {
        let now = BEGINS + Span::from_secs(second);
        let message = Message::text(CommandId::new(number), CustomerId::new(from), text);
        let decision = decide(&shop, &interpret(&shop, &message), now);
        shop.follow(&decision);
        lines.push(json!({"who": name(from), "hers": true, "text": text}));
        if text.contains(',') {
            address = text;
        }
        let facts = Facts {
            shop_name: "Chez Marie",
            currency,
            utc_offset_minutes: &|_| 0,
            to_seller: from == 1,
            name: &|id| Some(name(id.get()).to_owned()),
            address: &|_| Some(address.to_owned()),
            now,
        };
        for reply in &decision.replies {
            lines.push(json!({
                "who": name(reply.to.get()),
                "hers": false,
                "text": words.render(reply, &facts),
            }));
        }
    }
    lines
}

fn name(number: u32) -> &'static str {
    let index = usize::try_from(number).unwrap_or_default();
    NAMES.get(index.wrapping_sub(1)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_has_it_the_second_waits_and_an_order_is_made() {
        let words = Words::new();
        for (lang, order) in [(Lang::Fr, "VF-0001"), (Lang::En, "VF-0001")] {
            let lines = lines(&words, lang);
            let told = |who: &str, text: &str| {
                lines.iter().any(|line| {
                    line["who"] == who
                        && line["hers"] == false
                        && line["text"]
                            .as_str()
                            .is_some_and(|told| told.contains(text))
                })
            };
            assert!(told("Awa", "20:05") && told("Fatou", "1"), "{lines:?}");
            assert!(told("Awa", order) && told("Awa", "6"), "{lines:?}");
        }
    }
}
