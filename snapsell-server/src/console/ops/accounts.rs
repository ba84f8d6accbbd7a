//! A way back in for whoever lost her password: a link that works once, made by staff, noted where she belongs.

use http::StatusCode;
use serde_json::json;
use snapsell_core::Span;
use snapsell_store::NewLink;

use super::super::access::Ops;
use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::invite::RESET;
use super::super::token;

/// How long the link is good.
const GOOD_FOR: Span = Span::from_mins(60);

/// `GET /ops/comptes`
pub(in super::super) async fn show(_: Ops, ask: Ask) -> Answer {
    page(&ask, StatusCode::OK, None, None).await
}

/// `POST /ops/comptes`: a link for the account with this address, shown once.
pub(in super::super) async fn reset(ops: Ops, ask: Ask) -> Answer {
    let email = ask.form.line("email");
    let wanted = email.clone();
    let user = ask.store(move |store| Ok(store.user_by_email(&wanted)?));
    let Some(user) = user.await?.filter(|user| user.active) else {
        let wrong = Some(ask.t("ops-account-none"));
        return page(&ask, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await;
    };
    let (written, hash) = token::fresh()?;
    let link = NewLink {
        kind: RESET.to_owned(),
        shop: user.shop,
        user: Some(user.id),
        made_by: Some(ops.user),
        ..NewLink::default()
    };
    let now = ask.now();
    ask.store(move |store| Ok(store.make_link(&hash, &link, now, now + GOOD_FOR)?))
        .await?;
    let subject = format!("user {}", user.id.get());
    ask.note(user.shop, Some(ops.user), "reset", subject)
        .await?;
    let url = format!("{}/mot-de-passe/{written}", ask.console.public_url());
    page(&ask, StatusCode::OK, None, Some(url)).await
}

async fn page(
    ask: &Ask,
    status: StatusCode,
    wrong: Option<String>,
    made: Option<String>,
) -> Answer {
    let value = json!({"typed": ask.form.line("email"), "wrong": wrong, "made": made});
    ask.page_as(status, "accounts.html", value).await
}
