//! What the shop keeps and for how long, and how to take it along.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_store::Retention;

use super::access::Owner;
use super::answer::Answer;
use super::ask::Ask;

/// The periods of the form, by the name of their field.
const FIELDS: [&str; 3] = ["messages", "proofs", "people"];

/// `GET /reglages/donnees`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    let shop = owner.shop;
    let kept = ask.store(move |store| Ok(store.retention(shop)?)).await?;
    let typed = json!({"messages": kept.messages, "proofs": kept.proofs, "people": kept.people});
    page(owner, &ask, StatusCode::OK, typed, json!({})).await
}

/// `POST /reglages/donnees`
pub(super) async fn save(owner: Owner, ask: Ask) -> Answer {
    let shop = owner.shop;
    let months = FIELDS.map(|name| ask.form.number::<u32>(name).unwrap_or(0));
    let [messages, proofs, people] = months;
    let wanted = Retention {
        messages,
        proofs,
        people,
    };
    if !wanted.is_valid() {
        let bounds = Retention::MONTHS_MIN..=Retention::MONTHS_MAX;
        let (mut typed, mut wrong) = (json!({}), json!({}));
        for (name, months) in FIELDS.iter().zip(months) {
            typed[*name] = ask.form.line(name).into();
            if !bounds.contains(&months) {
                wrong[*name] = ask.t("data-wrong").into();
            }
        }
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, typed, wrong).await;
    }
    ask.store(move |store| Ok(store.set_retention(shop, wanted)?))
        .await?;
    let subject = format!("messages {messages}, proofs {proofs}, people {people}");
    ask.note(Some(shop), Some(owner.user), "retention", subject)
        .await?;
    ask.done("/reglages/donnees", "saved")
}

async fn page(owner: Owner, ask: &Ask, status: StatusCode, typed: Value, wrong: Value) -> Answer {
    let shop = owner.shop;
    let forgotten = ask
        .store(move |store| Ok(store.erasures(shop)?.len()))
        .await?;
    let value = json!({
        "typed": typed,
        "wrong": wrong,
        "fields": FIELDS,
        "forgotten": forgotten,
    });
    ask.page_as(status, "data.html", value).await
}
