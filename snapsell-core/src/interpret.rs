//! From a message to a command: who speaks, and what of all that a message can hold matters.

mod again;
mod coded;
mod count;
mod fewer;
mod seller;
mod size;
mod yes;

use crate::command::{Action, Actor, Command, Unclear};
use crate::intent::{CustomerIntent, Written};
use crate::message::{Content, Message};
use crate::parse::{Expect, tells_of_a_fault};
use crate::shop::{Customer, Shop};

/// What this message asks of this shop. Total: what nobody understands is a command too, [`Action::Unclear`].
#[must_use]
pub fn interpret(shop: &Shop, message: &Message) -> Command {
    let (by, action) = if shop.settings.sellers.contains(&message.from) {
        let action = seller::of_seller(shop, message);
        own_basket(shop, message, &action).unwrap_or((Actor::Seller(message.from), action))
    } else {
        (Actor::Customer(message.from), of_customer(shop, message))
    };
    Command {
        id: message.id,
        by,
        action,
    }
}

/// What a seller says of her own basket (`POUR MOI`), in a customer's words, when she has one or has just lost it.
fn own_basket(shop: &Shop, message: &Message, read: &Action) -> Option<(Actor, Action)> {
    let her = shop.customers.get(message.from)?;
    let pin = message.content == Content::Location;
    let open = matches!(read, Action::Unclear(Unclear::Text | Unclear::Cancel));
    if !pin && !open {
        return None;
    }
    let action = of_customer(shop, message);
    let holds = !her.holds.is_empty();
    let late = matches!(action, Action::Confirm(_)) && !her.lapsed.is_empty();
    let chosen = matches!(action, Action::Choose(_));
    let of_her_own = matches!(
        action,
        Action::Confirm(_)
            | Action::Agree
            | Action::Cancel(_)
            | Action::ShowBasket
            | Action::GiveAddress
            | Action::ConfirmTo
    );
    ((holds && of_her_own) || late || chosen).then_some((Actor::Customer(message.from), action))
}

fn of_customer(shop: &Shop, message: &Message) -> Action {
    let her = shop.customers.get(message.from);
    let expect = her.map_or_else(Expect::default, |her| Expect {
        address: her.awaits_address,
        choice: size::is_numbered(shop, her),
    });
    match &message.content {
        Content::Text(text) | Content::Button(text) => {
            let asked = her.filter(|her| !her.suggested.is_empty());
            if let Some(sized) = asked.and_then(|her| size::claim(shop, her, text)) {
                return sized;
            }
            let intent = meant(shop, her, text, expect);
            if her.is_some_and(|her| fewer::is_doubtful(shop, her, &intent, text)) {
                return Action::Unclear(Unclear::Text);
            }
            if let Some(units) = count::alone(shop, &intent) {
                return Action::Count(units);
            }
            let open = matches!(intent, CustomerIntent::Address | CustomerIntent::Unclear);
            let again = open.then(|| again::claim(shop, text)).flatten();
            let mut action =
                again.unwrap_or_else(|| customer_action(shop, her, yes::claim(shop, her, intent)));
            if let Action::Claim { claims, .. } = &mut action
                && claims.iter().any(|claim| claim.typed.count.is_some())
            {
                size::numbered(shop, claims);
            }
            action
        }
        Content::Image(caption) => {
            let intent = coded::customer(shop, caption, expect);
            if intent == CustomerIntent::Unclear && tells_of_a_fault(caption) {
                Action::Unclear(Unclear::Text)
            } else {
                captioned(intent)
            }
        }
        Content::Document => Action::SendProof,
        Content::Location => Action::GiveAddress,
        Content::Voice => Action::Unclear(Unclear::Voice),
        Content::Video => Action::Unclear(Unclear::Video),
        Content::Sticker => Action::Unclear(Unclear::Sticker),
        Content::Contact => Action::Unclear(Unclear::Contact),
        Content::Empty => Action::Unclear(Unclear::Empty),
        Content::Unknown => Action::Unclear(Unclear::Unknown),
    }
}

/// What her text means, where what she holds or has just lost may say it: `oui M`, and `oui, 12 rue du Lac` when nobody
/// awaits her address any more.
fn meant(shop: &Shop, her: Option<&Customer>, text: &str, expect: Expect) -> CustomerIntent {
    let intent = coded::customer(shop, text, expect);
    let Some(her) = her.filter(|_| intent == CustomerIntent::Unclear) else {
        return intent;
    };
    if let Some(picks) = yes::sized(shop, her, text) {
        return CustomerIntent::Confirm(picks);
    }
    if her.lapsed.is_empty() || expect.address {
        return intent;
    }
    let address = Expect {
        address: true,
        ..expect
    };
    let late = coded::customer(shop, text, address);
    if late == CustomerIntent::ConfirmTo {
        late
    } else {
        intent
    }
}

fn customer_action(shop: &Shop, her: Option<&Customer>, intent: CustomerIntent) -> Action {
    match intent {
        CustomerIntent::Claim { claims, skipped } => Action::Claim { claims, skipped },
        CustomerIntent::Address => Action::GiveAddress,
        CustomerIntent::ConfirmTo => Action::ConfirmTo,
        CustomerIntent::Confirm(picks) => Action::Confirm(picks),
        CustomerIntent::Agree => Action::Agree,
        CustomerIntent::Cancel(picks) => Action::Cancel(picks),
        CustomerIntent::CancelUnits { of, units } => fewer::action(shop, her, of, units),
        CustomerIntent::CancelOrder(order) => Action::CancelOwnOrder(order),
        CustomerIntent::Choose(number) => Action::Choose(number),
        CustomerIntent::Basket => Action::ShowBasket,
        CustomerIntent::Why(code) => Action::Explain(code),
        CustomerIntent::Price(codes) => Action::AskPrice(codes),
        CustomerIntent::Delivery => Action::AskDelivery,
        CustomerIntent::HowToPay => Action::AskHowToPay,
        CustomerIntent::Proof => Action::SendProof,
        CustomerIntent::Paid => Action::Unclear(Unclear::Paid),
        CustomerIntent::Stop => Action::OptOut,
        CustomerIntent::Resume => Action::OptIn,
        CustomerIntent::Help => Action::Help,
        CustomerIntent::Speak(lang) => Action::Speak(lang),
        CustomerIntent::Greeting => Action::Greet,
        CustomerIntent::Thanks => Action::Thank,
        CustomerIntent::Nod => Action::Nod,
        CustomerIntent::Unclear => Action::Unclear(Unclear::Text),
    }
}

/// A customer's picture is a proof, unless its caption names a code clearly, asks a price, opts out or tells of a fault.
fn captioned(intent: CustomerIntent) -> Action {
    match intent {
        CustomerIntent::Claim { claims, skipped }
            if claims
                .iter()
                .any(|claim| matches!(claim.code, Written::Code(_))) =>
        {
            Action::Claim { claims, skipped }
        }
        CustomerIntent::Stop => Action::OptOut,
        CustomerIntent::Price(codes) => Action::AskPrice(codes),
        CustomerIntent::Claim { .. }
        | CustomerIntent::Address
        | CustomerIntent::ConfirmTo
        | CustomerIntent::Confirm(_)
        | CustomerIntent::Agree
        | CustomerIntent::Cancel(_)
        | CustomerIntent::CancelUnits { .. }
        | CustomerIntent::CancelOrder(_)
        | CustomerIntent::Choose(_)
        | CustomerIntent::Basket
        | CustomerIntent::Why(_)
        | CustomerIntent::Delivery
        | CustomerIntent::HowToPay
        | CustomerIntent::Proof
        | CustomerIntent::Paid
        | CustomerIntent::Resume
        | CustomerIntent::Help
        | CustomerIntent::Speak(_)
        | CustomerIntent::Greeting
        | CustomerIntent::Thanks
        | CustomerIntent::Nod
        | CustomerIntent::Unclear => Action::SendProof,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CommandId, CustomerId, ItemId};
    use crate::settings::Settings;
    use crate::state::State;
    use alloc::format;
    use alloc::string::String;

    const SELLER: CustomerId = CustomerId::new(1);
    const ANA: CustomerId = CustomerId::new(2);
    const BEA: CustomerId = CustomerId::new(3);

    /// Ana is asked for her address, Bea got a suggestion.
    fn shop() -> Shop {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        shop.customer_mut(ANA).awaits_address = true;
        shop.customer_mut(BEA).suggested.list().push(ItemId::new(1));
        shop
    }

    fn check(from: CustomerId, content: Content, mention: Option<CustomerId>, expected: &str) {
        let shown = format!("{content:?}");
        let id = CommandId::new(9);
        let message = Message {
            id,
            from,
            content,
            mention,
        };
        let command = interpret(&shop(), &message);
        assert_eq!(format!("{:?}", command.action), expected, "{shown}");
        let by = if from == SELLER {
            Actor::Seller(from)
        } else {
            Actor::Customer(from)
        };
        assert_eq!((command.id, command.by), (id, by));
    }

    fn text(words: &str) -> Content {
        Content::Text(String::from(words))
    }

    fn image(caption: &str) -> Content {
        Content::Image(String::from(caption))
    }

    #[test]
    fn a_customer_is_understood_by_what_the_bot_awaits_of_her() {
        check(ANA, text("villa B7, rue A12"), None, "GiveAddress");
        check(ANA, text("oui, 12 rue du Lac"), None, "ConfirmTo");
        check(BEA, text("oui, 12 rue du Lac"), None, "Unclear(Text)");
        check(
            ANA,
            Content::Button(String::from("OUI")),
            None,
            "Confirm([])",
        );
        check(BEA, text("1"), None, "Choose(1)");
        check(ANA, text("1"), None, "Unclear(Text)");
        check(ANA, Content::Location, None, "GiveAddress");
        check(ANA, Content::Voice, None, "Unclear(Voice)");
    }

    #[test]
    fn a_customers_picture_is_a_proof_unless_it_names_a_code() {
        for content in [
            image(""),
            image("villa B7, rue A12"),
            image("preuve 12"),
            Content::Document,
        ] {
            check(ANA, content, None, "SendProof");
        }
        check(BEA, image("A12A"), None, "SendProof");
        for caption in ["c'est abîmé", "la robe est déchirée", "it came torn"] {
            check(BEA, image(caption), None, "Unclear(Text)");
        }
        for caption in ["reçu wave", "problème réglé, voici le reçu", "bonsoir"] {
            check(BEA, image(caption), None, "SendProof");
        }
        check(BEA, image("STOP"), None, "OptOut");
        let claim = "Claim { claims: [Claim { code: Code(A12), size: , quantity: None, typed: Typed { count: None, zeros: 0 } }], skipped: 0 }";
        check(BEA, image("je veux A12"), None, claim);
    }

    #[test]
    fn a_sellers_picture_is_bound_to_its_caption_or_to_her_last_code() {
        check(SELLER, image(""), None, "BindPhoto");
        check(SELLER, image("nouvelle collection !"), None, "BindPhoto");
        check(SELLER, image("A57 à A60"), None, "Unclear(Span)");
        check(SELLER, image("S05 S-2"), None, "Unclear(Dash)");
        let offer = "Offer { offers: [Offer { code: A12, label: A12, quantity: None, price: Some(5000), sizes: [] }], photo: ";
        check(SELLER, image("A12 5000"), None, &format!("{offer}true }}"));
        check(SELLER, text("A12 5000"), None, &format!("{offer}false }}"));
    }

    #[test]
    fn a_person_is_the_one_behind_the_number_or_nobody() {
        let number = "BLOQUE +33 6 12 34 56 78";
        check(SELLER, text(number), Some(ANA), "Block(CustomerId(2))");
        check(SELLER, text(number), None, "Unclear(Person)");
        check(
            SELLER,
            text("POUR 77 123 45 67 A12"),
            None,
            "Unclear(Person)",
        );
        check(SELLER, text("pour tout le monde"), None, "Unclear(Text)");
        check(
            SELLER,
            text("DEBLOQUE MOI"),
            Some(ANA),
            "Unblock(CustomerId(1))",
        );
        check(
            SELLER,
            text("LIBERE A12"),
            None,
            "Release { code: A12, size: , of: None }",
        );
    }

    #[test]
    fn an_order_called_off_without_a_reason_was_the_sellers_choice() {
        for (words, reason) in [
            ("ANNULE VF-0012", "Seller"),
            ("ANNULE VF-0012 absente", "NoShow"),
        ] {
            let expected = format!("CancelOrder {{ order: OrderNumber(12), reason: {reason} }}");
            check(SELLER, text(words), None, &expected);
        }
    }
}
