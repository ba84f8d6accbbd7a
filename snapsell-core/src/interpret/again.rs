//! A customer who is asked for her address says again what she claims.

use crate::command::Action;
use crate::intent::Written;
use crate::parse::counted_claims;
use crate::shop::Shop;

/// The claim in a text that could be an address too, when all its codes are items that somebody can have.
pub(super) fn claim(shop: &Shop, text: &str) -> Option<Action> {
    let (claims, skipped) = counted_claims(text)?;
    let alive = |item| shop.items.get(item).is_some_and(|item| !item.withdrawn);
    let named = claims.iter().all(|claim| match claim.code {
        Written::Code(code) => shop
            .codes
            .sizes_of(code)
            .iter()
            .any(|&(_, item)| alive(item)),
        Written::Blurred(_) => false,
    });
    named.then_some(Action::Claim { claims, skipped })
}

#[cfg(test)]
mod tests {
    use crate::decide;
    use crate::ids::{CommandId, CustomerId};
    use crate::interpret;
    use crate::message::{Content, Message};
    use crate::settings::Settings;
    use crate::shop::Shop;
    use crate::state::State;
    use crate::time::Timestamp;
    use alloc::format;
    use alloc::string::String;

    const SELLER: CustomerId = CustomerId::new(1);
    const ANA: CustomerId = CustomerId::new(2);

    /// `A12`, `C3` and `S01` can be had, `B70` no more. Ana is asked for her address.
    fn shop() -> Shop {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        let offers = ["A12 5000", "C3 5000", "B70 5000", "S01 x20 3000", "PAS B70"];
        for (id, words) in (1..).zip(offers) {
            let message = Message::text(CommandId::new(id), SELLER, words);
            let decision = decide(&shop, &interpret(&shop, &message), Timestamp::default());
            shop.apply(&decision.entry());
        }
        shop.customer_mut(ANA).awaits_address = true;
        shop
    }

    fn check(words: &str, expected: &str) {
        let shop = shop();
        let mut message = Message::text(CommandId::new(9), ANA, words);
        let asks = |message: &Message| format!("{:?}", interpret(&shop, message).action);
        assert_eq!(asks(&message), expected, "{words}");
        message.content = Content::Button(String::from(words));
        assert_eq!(asks(&message), expected, "{words}");
    }

    #[test]
    fn a_claim_said_again_in_plain_words_is_no_address() {
        for (words, code, size) in [
            ("je veux 2 A12", "A12", ""),
            ("oui 2 A12", "A12", ""),
            ("2 S01", "S1", ""),
            ("deux S01", "S1", ""),
            ("S01 M 2", "S1", "M"),
            ("2 C3", "C3", ""),
            ("2 S01 ?", "S1", ""),
        ] {
            let zeros = u8::from(words.contains("S01"));
            let claim = format!(
                "Claim {{ claims: [Claim {{ code: Code({code}), size: {size}, quantity: None, typed: Typed {{ count: Some(2), zeros: {zeros} }} }}], skipped: 0 }}"
            );
            check(words, &claim);
        }
        for words in [
            "2 B70",
            "2 S02",
            "2 S01 1 S02",
            "2 A1O",
            "adresse : 2 S01",
            "12 rue des Fleurs, bâtiment A12",
            "Cocody Angré, rue L12, villa 8",
        ] {
            check(words, "GiveAddress");
        }
    }
}
