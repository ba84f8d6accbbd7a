//! A customer who is asked for her address says again what she claims, or speaks of it.

use crate::code::Code;
use crate::command::{Action, Unclear};
use crate::intent::{Claim, Written};
use crate::parse::{counted_claims, doubtful_codes};
use crate::shop::{Item, Shop};

/// What a text that could be an address asks for when it names items that somebody can have: they are claimed where
/// nothing else is said, and make no address of it either way.
pub(super) fn claim(shop: &Shop, text: &str) -> Option<Action> {
    if let Some(said) = counted_claims(text)
        && said.claims.iter().all(|claim| can_be_had(shop, claim))
        && said
            .price
            .is_none_or(|price| costs(shop, &said.claims, price))
    {
        let (claims, skipped) = (said.claims, said.skipped);
        return Some(Action::Claim { claims, skipped });
    }
    let mut codes = doubtful_codes(text).into_iter();
    let named = codes.any(|code| standing(shop, code).next().is_some());
    named.then_some(Action::Unclear(Unclear::Text))
}

/// The items of a code that somebody can have.
fn standing(shop: &Shop, code: Code) -> impl Iterator<Item = &Item> {
    shop.on_sale(code).filter(|row| !row.withdrawn)
}

fn can_be_had(shop: &Shop, claim: &Claim) -> bool {
    match claim.code {
        Written::Code(code) => standing(shop, code).next().is_some(),
        Written::Blurred(_) => false,
    }
}

/// Whether one of these costs that much: `robe A12 5000`.
fn costs(shop: &Shop, claims: &[Claim], price: u32) -> bool {
    let minor = i64::from(price) * shop.settings.currency.scale();
    claims.iter().any(|claim| match claim.code {
        Written::Code(code) => standing(shop, code).any(|row| row.price.minor() == minor),
        Written::Blurred(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::decide;
    use crate::ids::{CommandId, CustomerId};
    use crate::interpret;
    use crate::message::{Content, Message};
    use crate::money::Currency;
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
        shop_in(Currency::XOF)
    }

    fn shop_in(currency: Currency) -> Shop {
        let mut settings = Settings {
            currency,
            ..Settings::default()
        };
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

    /// What Ana's words ask for begins like this.
    fn begins(shop: &Shop, rows: &[(&str, &str)]) {
        for (words, asked) in rows {
            let message = Message::text(CommandId::new(9), ANA, *words);
            let action = format!("{:?}", interpret(shop, &message).action);
            assert!(action.starts_with(asked), "{words}: {action}");
        }
    }

    #[test]
    fn a_price_is_said_in_whole_units_of_the_currency() {
        let rows = [("robe A12 5000", "Claim"), ("robe A12 500000", "Unclear")];
        begins(&shop_in(Currency::EUR), &rows);
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
        let rows = [
            ("robe A12 5000", "Claim"),
            ("A12 5000", "Claim"),
            ("la robe rouge C3", "Claim"),
            ("robe A12 6000", "Unclear(Text)"),
            ("2 S01 1 S02", "Unclear(Text)"),
            ("A12, 3", "Unclear(Text)"),
            ("c'est C3 que je voulais", "Unclear(Text)"),
            ("Baobab C3", "Unclear(Text)"),
            ("ADRESSE Baobab C3", "GiveAddress"),
            ("Cité C3 lot 4", "GiveAddress"),
            ("Baobab B70", "GiveAddress"),
            ("C3 8TE", "GiveAddress"),
        ];
        begins(&shop(), &rows);
        for words in [
            "2 B70",
            "2 S02",
            "2 A1O",
            "adresse : 2 S01",
            "12 rue des Fleurs, bâtiment A12",
            "Cocody Angré, rue L12, villa 8",
        ] {
            check(words, "GiveAddress");
        }
    }
}
