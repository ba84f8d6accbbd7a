//! What a customer names of what she has: a code, and the one size of it that she means.

use crate::code::{Code, Malformed, Size};
use crate::draft::Ground;
use crate::shop::Item;
use alloc::string::{String, ToString};
use core::fmt;

/// A code with a size, `S1 M`, or without one: then all that she has of the code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Pick {
    /// The code.
    pub code: Code,
    /// The size; [`Size::ONE`] for every size.
    pub size: Size,
}

impl Pick {
    /// Whether it means this item. Where a code comes in one size, that fits whatever size she names, as when she claims
    /// it; one that others have come after fits no more.
    pub(crate) fn means(self, ground: &impl Ground, item: &Item) -> bool {
        let (named, size) = (self.size, item.named.size);
        let only_size = || {
            let mut sizes = ground.sizes_of(self.code).into_iter();
            let stands = |id| ground.item(id).is_some_and(|row| !row.withdrawn);
            sizes.all(|(size, id)| size.is_one() || !stands(id))
        };
        self.code == item.code
            && (named.is_one() || named == size || (size.is_one() && only_size()))
    }
}

/// Whether one of them means this item; where there are none, everything is meant.
pub(crate) fn picked(picks: &[Pick], ground: &impl Ground, item: &Item) -> bool {
    picks.is_empty() || picks.iter().any(|pick| pick.means(ground, item))
}

/// A code alone is written as it was before sizes were heard, so that journals of then are read.
impl TryFrom<String> for Pick {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        let (code, size) = match text.split_once(' ') {
            None => (Code::canonical(&text), Some(Size::ONE)),
            Some((code, size)) => (Code::canonical(code), Size::new(size)),
        };
        let read = code.zip(size).map(|(code, size)| Self { code, size });
        read.ok_or(Malformed(text))
    }
}

impl From<Pick> for String {
    fn from(pick: Pick) -> Self {
        pick.to_string()
    }
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.code, f)?;
        if self.size.is_one() {
            Ok(())
        } else {
            write!(f, " {}", self.size)
        }
    }
}

impl fmt::Debug for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Change;
    use crate::ids::{CommandId, CustomerId};
    use crate::message::Message;
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::time::Timestamp;
    use crate::{decide, interpret};
    use alloc::vec::Vec;

    const SELLER: CustomerId = CustomerId::new(1);

    /// `S01` came in one size and comes in M now, `B7` comes in M and L, `A12` in one size.
    fn shop() -> Shop {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        for words in [
            "S01 x5 3000",
            "PAS S01",
            "S01 M:2 3000",
            "B7 M:1 L:1 5000",
            "A12 5000",
        ] {
            say(&mut shop, words);
        }
        shop
    }

    fn say(shop: &mut Shop, words: &str) {
        let id = CommandId::new(1 + u128::from(shop.version().get()));
        let message = Message::text(id, SELLER, words);
        let decision = decide(shop, &interpret(shop, &message), Timestamp::default());
        shop.apply(&decision.entry());
    }

    fn check(shop: &Shop, rows: &[(&str, &str)]) {
        for (text, meant) in rows {
            let pick = pick(text).unwrap();
            let items = shop.items().filter(|item| pick.means(shop, item));
            let names: Vec<String> = items.map(|item| item.named.to_string()).collect();
            assert_eq!(names.join(", "), *meant, "{text}");
        }
    }

    #[test]
    fn a_size_means_itself_and_the_one_size_of_a_code_that_has_no_other() {
        let mut shop = shop();
        check(
            &shop,
            &[
                ("S1", "S01, S01 M"),
                ("S1 M", "S01 M"),
                ("S1 L", ""),
                ("B7", "B7 L, B7 M"),
                ("B7 L", "B7 L"),
                ("B7 S", ""),
                ("A12", "A12"),
                ("A12 M", "A12"),
                ("A13 M", ""),
            ],
        );
        say(&mut shop, "PAS S01 M");
        check(&shop, &[("S1 L", "S01"), ("S1 M", "S01, S01 M")]);
    }

    fn pick(text: &str) -> Result<Pick, Malformed> {
        Pick::try_from(String::from(text))
    }

    #[test]
    fn it_is_read_again_as_it_was_written() {
        for text in ["S1", "S1 M", "B12 42.5", "ROBE12 XXL"] {
            assert_eq!(pick(text).map(String::from).as_deref(), Ok(text));
        }
        for text in ["", " ", "S", "S1 ", " M", "S1 M L", "S1/M", "M"] {
            assert!(pick(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_journal_from_before_sizes_were_heard_is_read_and_written_as_it_was() {
        let head = r#"{"address_awaited":{"customer":2,"awaited":true,"confirms":true"#;
        for (only, meant) in [
            ("", &[][..]),
            (r#","only":["S1","B7"]"#, &["S1", "B7"]),
            (r#","only":["S1 M","S1"]"#, &["S1 M", "S1"]),
        ] {
            let written = alloc::format!("{head}{only}}}}}");
            let change: Change = serde_json::from_str(&written).unwrap();
            let only = meant.iter().map(|text| pick(text).unwrap()).collect();
            let expected = Change::AddressAwaited {
                customer: CustomerId::new(2),
                awaited: true,
                confirms: true,
                only,
            };
            assert_eq!(change, expected, "{written}");
            assert_eq!(serde_json::to_string(&change).unwrap(), written);
        }
    }
}
