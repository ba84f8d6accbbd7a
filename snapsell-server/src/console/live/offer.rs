//! What a seller would write to put codes on sale, typed into a form: each code is a wish of its own, so that those that
//! are refused are named with the reason.

use snapsell_core::{Action, Currency, Offer, Outcome, parse_seller};

use super::super::access::Team;
use super::super::answer::Halt;
use super::super::ask::Ask;
use super::super::items::amount;
use super::super::refusal;

/// What was typed and not carried out.
#[derive(Debug)]
pub(in super::super) struct Left {
    /// Why, and what was carried out.
    pub(in super::super) why: String,
    /// What is left to be typed otherwise.
    pub(in super::super) text: String,
}

/// What a text puts on sale, adds or changes; `None` for everything else a seller may write.
pub(in super::super) fn stock_action(text: &str, currency: Currency) -> Option<Action> {
    let action = parse_seller(text, currency).action(false, |_| None);
    let stock = matches!(
        action,
        Action::Offer { .. } | Action::AddStock { .. } | Action::Edit { .. }
    );
    stock.then_some(action)
}

/// Carries out what stands in the field `text`; what is left of it, where that is anything.
pub(in super::super) async fn offer_typed(team: Team, ask: &Ask) -> Result<Option<Left>, Halt> {
    let text = ask.form.line("text");
    let currency = ask.look(team.shop, |shop| shop.settings().currency).await?;
    let why = match stock_action(&text, currency) {
        None => ask.t("wrong-offer"),
        Some(Action::Offer { offers, .. }) if offers.len() > 1 => {
            return one_by_one(team, ask, offers, currency).await;
        }
        Some(action) => match ask.act(team, action).await {
            Err(Halt::Refused(refusal)) => refusal::words(ask, &refusal),
            done => return done.map(|_| None),
        },
    };
    Ok(Some(Left { why, text }))
}

async fn one_by_one(
    team: Team,
    ask: &Ask,
    offers: Vec<Offer>,
    currency: Currency,
) -> Result<Option<Left>, Halt> {
    let (mut done, mut why, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for (nth, offer) in (0..).zip(offers) {
        let (code, text) = (offer.label.to_string(), written(&offer, currency));
        let action = Action::Offer {
            offers: vec![offer],
            photo: false,
        };
        let mut outcome = ask.act_nth(team, nth, action.clone()).await;
        // A form that was sent twice is answered twice, and a double send of an offer changes nothing.
        if matches!(outcome, Ok(Outcome::Duplicate)) {
            outcome = ask.act_anew(team, action).await;
        }
        match outcome {
            Err(Halt::Refused(refusal)) => {
                let words = refusal::words(ask, &refusal);
                why.push(ask.t_with("offer-refused", &[("code", &code), ("why", &words)]));
                left.push(text);
            }
            carried_out => {
                carried_out?;
                done.push(code);
            }
        }
    }
    if left.is_empty() {
        return Ok(None);
    }
    if !done.is_empty() {
        why.insert(0, ask.t_with("offer-done", &[("codes", &done.join(", "))]));
    }
    Ok(Some(Left {
        why: why.join(" "),
        text: left.join(" "),
    }))
}

/// An offer as a seller would write it.
fn written(offer: &Offer, currency: Currency) -> String {
    let mut words = vec![offer.label.to_string()];
    let sizes = offer.sizes.iter().map(|(size, units)| match units {
        Some(units) => format!("{size}:{units}"),
        None => size.to_string(),
    });
    words.extend(sizes);
    words.extend(offer.quantity.map(|quantity| format!("x{quantity}")));
    words.extend(offer.price.map(|price| amount(price, currency)));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_read_as_it_was_typed() {
        for (text, currency) in [
            ("C8 Z99", Currency::XOF),
            ("A13 7000 B07 x3", Currency::XOF),
            ("S01 S:5 M:10 2500", Currency::XOF),
            ("S02 x3 4,50 S03", Currency::EUR),
        ] {
            let read = |text: &str| match stock_action(text, currency) {
                Some(Action::Offer { offers, .. }) => offers,
                _ => panic!("{text} puts nothing on sale"),
            };
            let offers = read(text);
            let words: Vec<String> = offers
                .iter()
                .map(|offer| written(offer, currency))
                .collect();
            assert_eq!(read(&words.join(" ")), offers, "{text}");
        }
    }
}
