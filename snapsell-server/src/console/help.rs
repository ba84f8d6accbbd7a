//! The same help on every page: what the seller and her customers may write, and which keys do what.

use serde_json::json;
use snapsell_core::Currency;

use super::access::{Member, Role};
use super::answer::Answer;
use super::ask::Ask;
use super::currencies::example_price;

/// `GET /aide?de=`: with the place that one came from among the others.
pub(super) async fn show(_: Member, ask: Ask) -> Answer {
    let session = ask.session.as_ref();
    let owns = session.filter(|session| session.role == Role::Owner);
    let shop = owns.and_then(|session| session.user.shop);
    let trial = match shop {
        Some(shop) => ask.store(move |store| Ok(store.trial(shop)?)).await?,
        None => None,
    };
    let works_for = session.and_then(|session| session.user.shop);
    let currency = match works_for {
        Some(shop) => ask.look(shop, |shop| shop.settings().currency).await?,
        None => Currency::XOF,
    };
    let value = json!({
        "from": ask.query.line("de"),
        "trial": trial.is_some(),
        "price": example_price(currency),
    });
    ask.page("help.html", value).await
}
