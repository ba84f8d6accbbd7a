//! The buttons of the live: each is one command for the engine, which decides by the same rules as for messages.

use http::StatusCode;
use serde_json::json;
use snapsell_core::{
    Action, Claim, Code, CustomerId, CustomerIntent, Expect, HoldId, Item, ItemId, Refusal, Shop,
    Size, Written, parse_customer,
};
use snapsell_store::ContactRef;

use super::super::access::Team;
use super::super::answer::{Answer, Halt, go_to};
use super::super::ask::Ask;
use super::super::orders;
use super::super::person::{can_be_told, person};
use super::super::undo::{self, Wish};
use super::{offer, page};

const LIVE: &str = "/live";

/// `POST /live/reservations/{hold}/liberer`: in five seconds, the next in line is served.
pub(in super::super) async fn release(team: Team, ask: Ask) -> Answer {
    let hold = HoldId::new(number(&ask, "hold")?);
    let item = ask.look(team.shop, move |shop| {
        let hold = shop.hold(hold)?;
        shop.item(hold.item).map(|item| item.named.to_string())
    });
    let item = item.await?.ok_or(Halt::Refused(Refusal::NotHeld))?;
    let words = ask.t_with("undo-release", &[("item", &item)]);
    wish(&ask, team, Action::ReleaseHold(hold), words).await
}

/// `POST /live/articles/{item}/retirer`: in five seconds, nobody can have it any more.
pub(in super::super) async fn withdraw(team: Team, ask: Ask) -> Answer {
    let (code, size, named) = item(team, &ask).await?;
    let words = ask.t_with("undo-withdraw", &[("item", &named)]);
    wish(&ask, team, Action::Withdraw(vec![(code, size)]), words).await
}

/// `POST /live/articles/{item}/vendu`: in five seconds, one unit was sold somewhere else.
pub(in super::super) async fn sold(team: Team, ask: Ask) -> Answer {
    let (code, size, named) = item(team, &ask).await?;
    let quantity = ask.form.number("quantity").unwrap_or(1);
    let words = ask.t_with("undo-sold", &[("item", &named)]);
    let action = Action::SoldElsewhere {
        code,
        size,
        quantity,
    };
    wish(&ask, team, action, words).await
}

/// Done in five seconds, unless it is taken back.
async fn wish(ask: &Ask, team: Team, action: Action, words: String) -> Answer {
    let wish = Wish {
        action,
        words,
        order: None,
    };
    undo::later(ask, team, wish).await?;
    Ok(go_to(LIVE))
}

/// `POST /live/annuler/{wish}`: from the live, or from the page of the order that it is about.
pub(in super::super) async fn take_back(team: Team, ask: Ask) -> Answer {
    let wish = ask.path("wish").parse().map_err(|_| Halt::NotFound)?;
    let said = match ask.console.0.pending.undo(team.shop, wish) {
        true => "undone",
        false => "too-late",
    };
    let page = match orders::parsed(ask.form.raw("order")) {
        Some(order) => format!("/commandes/{order}"),
        None => LIVE.to_owned(),
    };
    ask.done(&page, said)
}

/// `POST /live/articles/{item}/rouvrir`: an ended hold is set up again.
pub(in super::super) async fn reopen(team: Team, ask: Ask) -> Answer {
    let action = Action::Reopen {
        item: ItemId::new(number(&ask, "item")?),
        customer: CustomerId::new(ask.form.number("customer").ok_or(Halt::Malformed)?),
        quantity: ask.form.number("quantity").unwrap_or(1),
    };
    ask.act(team, action).await?;
    ask.done(LIVE, "reopened")
}

/// `POST /live/articles/{item}/verifier`: the seller knows this code that a customer brought to life.
pub(in super::super) async fn check(team: Team, ask: Ask) -> Answer {
    let (_, _, named) = item(team, &ask).await?;
    let currency = ask.look(team.shop, |shop| shop.settings().currency).await?;
    let known = offer::stock_action(&named, currency).ok_or(Halt::Malformed)?;
    ask.act(team, known).await?;
    ask.done(LIVE, "saved")
}

/// `POST /live/pour`: a claim on behalf of a customer who called or stands there.
pub(in super::super) async fn claim(team: Team, ask: Ask) -> Answer {
    let phone = phone(ask.form.raw("phone"));
    let read = parse_customer(&ask.form.line("codes"), Expect::default());
    let claims = if let CustomerIntent::Claim { claims, .. } = read {
        Some(claims)
    } else {
        None
    };
    let (Some(phone), Some(claims)) = (&phone, claims) else {
        let wrong = match &phone {
            None => json!({"phone": ask.t("wrong-phone")}),
            Some(_) => json!({"codes": ask.t("wrong-codes")}),
        };
        return page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    };
    let (phone, at, shop) = (phone.clone(), ask.now(), team.shop);
    let name = Some(ask.form.line("name")).filter(|name| !name.is_empty());
    let customer = ask.store(move |store| {
        let who = ContactRef {
            phone: Some(&phone),
            user_id: None,
            name: name.as_deref(),
            at,
        };
        Ok(store.mention(shop, &who)?)
    });
    let customer = customer.await?;
    let action = Action::ClaimFor {
        customer,
        claims: claims.clone(),
    };
    match ask.act(team, action).await {
        Err(Halt::Refused(refusal)) => {
            let wrong = json!({"codes": super::super::refusal::words(&ask, &refusal)});
            page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
        }
        done => {
            done?;
            let said = move |shop: &Shop| {
                let said = set_aside(shop, customer, &claims);
                (said, shop.settings().clone())
            };
            let (said, settings) = ask.look(shop, said).await?;
            let told = ask.store(move |store| {
                let her = person(store, shop, customer)?;
                can_be_told(store, shop, &settings, (customer, &her), at)
            });
            match told.await? {
                true => ask.done(LIVE, said),
                false => ask.done(LIVE, &format!("{said}-call")),
            }
        }
    }
}

/// What became of claims that were carried out, as the word for it in `said-…`: one that got fewer units than it named is
/// not held as a whole.
fn set_aside(shop: &Shop, customer: CustomerId, claims: &[Claim]) -> &'static str {
    let (mut held, mut waited) = (0, 0);
    for claim in claims {
        let Written::Code(code) = claim.code else {
            continue;
        };
        let items = || {
            let all = shop.items().filter(|item| !item.closed);
            all.filter(|item| item.code == code)
        };
        let hers = |item: &Item| {
            let hers = shop.holders(item.id);
            let hers = hers.filter(|hold| hold.customer == customer);
            hers.map(|hold| hold.slots.len()).sum::<u32>()
        };
        let waits = |item: &Item| shop.queue(item.id).any(|place| place.customer == customer);
        let units: u32 = items().map(hers).sum();
        if units >= claim.quantity.unwrap_or(1).max(1) {
            held += 1;
        } else if units == 0 && items().any(waits) {
            waited += 1;
        }
    }
    match claims.len() {
        all if all == held => "claimed",
        all if all == waited => "claimed-waits",
        _ => "claimed-part",
    }
}

/// `POST /live/ajouter`: what a seller would write on WhatsApp, `A13`, `S01 x20`, `S01 +5`.
pub(in super::super) async fn add(team: Team, mut ask: Ask) -> Answer {
    let Some(left) = offer::offer_typed(team, &ask).await? else {
        return ask.done(LIVE, "saved");
    };
    ask.form.replace("text", left.text);
    let wrong = json!({"text": left.why});
    page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
}

/// `POST /live/ouvrir`
pub(in super::super) async fn open(team: Team, ask: Ask) -> Answer {
    ask.act(team, Action::OpenLive).await?;
    ask.done(LIVE, "opened")
}

/// `POST /live/fermer`: in five seconds, no more claims are taken.
pub(in super::super) async fn close(team: Team, ask: Ask) -> Answer {
    let words = ask.t("undo-close");
    wish(&ask, team, Action::CloseLive, words).await
}

/// Code, size and name of an item of this shop.
async fn item(team: Team, ask: &Ask) -> Result<(Code, Size, String), Halt> {
    let id = ItemId::new(number(ask, "item")?);
    let found = ask.look(team.shop, move |shop| {
        let item = shop.item(id)?;
        Some((item.code, item.named.size, item.named.to_string()))
    });
    found.await?.ok_or(Halt::Refused(Refusal::UnknownItem))
}

fn number(ask: &Ask, name: &str) -> Result<u32, Halt> {
    ask.path(name).parse().map_err(|_| Halt::NotFound)
}

/// A phone number as people type it, with its country: `+225 07 00 00 00 42`, `00225…`.
pub(in super::super) fn phone(typed: &str) -> Option<String> {
    let kept: String = typed
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    let digits = kept.strip_prefix('+').or_else(|| kept.strip_prefix("00"))?;
    let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let only = typed.chars().all(|letter| {
        letter.is_ascii_digit()
            || letter.is_whitespace()
            || matches!(letter, '+' | '-' | '.' | '(' | ')' | '/')
    });
    (fits && only && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_needs_its_country() {
        assert_eq!(
            phone("+225 07-00.00 00 42").as_deref(),
            Some("+2250700000042")
        );
        assert_eq!(phone("00225 0700000042").as_deref(), Some("+2250700000042"));
        for typed in [
            "",
            "0700000042",
            "+22",
            "A12",
            "+225 0700000042 x",
            "+1234567890123456",
        ] {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }
}
