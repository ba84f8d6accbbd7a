//! Links for others: to join a team, to choose a new password.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::UserId;
use snapsell_store::{LinkRecord, NewMember, Store, StoreError};

use super::access::{Anyone, Role};
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::signup::{NAME_CHARS_MAX, wrong_password};
use super::{frame, token};

/// The kind of a link that makes a member.
pub(super) const INVITE: &str = "invite";
/// The kind of a link that changes a password.
pub(super) const RESET: &str = "reset";

/// `GET /invitation/{token}`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    let link = good(&ask, INVITE).await?;
    match whose(&ask, &link).await? {
        Some("joined") => taken(&ask, &link, "joined").await,
        Some(_) | None => form(&ask, StatusCode::OK, "invite.html", &link, &json!({})).await,
    }
}

/// `POST /invitation/{token}`
pub(super) async fn accept(_: Anyone, ask: Ask) -> Answer {
    let link = good(&ask, INVITE).await?;
    let name = ask.form.line("name");
    let mut wrong = json!({});
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        wrong["name"] = ask.t("wrong-name").into();
    }
    if let Some(words) = wrong_password(&ask) {
        wrong["password"] = words.into();
    }
    if wrong != json!({}) {
        return form(
            &ask,
            StatusCode::UNPROCESSABLE_ENTITY,
            "invite.html",
            &link,
            &wrong,
        )
        .await;
    }
    if let Some(why) = whose(&ask, &link).await? {
        return taken(&ask, &link, why).await;
    }
    let hash = ask.password_hash().await?;
    let (now, lang) = (ask.now(), frame::tag(ask.lang));
    let role = link
        .link
        .role
        .as_deref()
        .and_then(Role::of_word)
        .ok_or(Halt::NotFound)?;
    let shop = link.link.shop.ok_or(Halt::NotFound)?;
    let user = ask.store(move |store| {
        let member = NewMember {
            email: link.link.email.as_deref().unwrap_or_default(),
            role: role.word(),
            password_hash: &hash,
            name: Some(&name),
            lang: Some(lang),
        };
        match store.join(shop, &member, &link.token_hash, now) {
            Err(StoreError::Taken(_)) => Err(Halt::Stale(Vec::new())),
            Err(StoreError::Missing("link")) => Err(Halt::Spent),
            joined => Ok(joined?),
        }
    });
    let user = user.await?;
    let subject = format!("user {}", user.get());
    ask.note(Some(shop), Some(user), "joined", subject).await?;
    ask.enter(user, "/live").await
}

/// Who has the address of an invitation: somebody of that team, `joined`, or of another one, `elsewhere`.
async fn whose(ask: &Ask, found: &LinkRecord) -> Result<Option<&'static str>, Halt> {
    let (shop, email) = (found.link.shop, found.link.email.clone());
    let user = ask.store(move |store| Ok(store.user_by_email(&email.unwrap_or_default())?));
    Ok(user.await?.map(|user| match user.shop == shop {
        true => "joined",
        false => "elsewhere",
    }))
}

/// An invitation that nobody needs: why, and where to sign in.
async fn taken(ask: &Ask, link: &LinkRecord, why: &str) -> Answer {
    let wrong = json!({"taken": why});
    form(ask, StatusCode::CONFLICT, "invite.html", link, &wrong).await
}

/// `GET /mot-de-passe/{token}`
pub(super) async fn reset_show(_: Anyone, ask: Ask) -> Answer {
    let link = good(&ask, RESET).await?;
    form(&ask, StatusCode::OK, "password.html", &link, &json!({})).await
}

/// `POST /mot-de-passe/{token}`: ends every session of hers.
pub(super) async fn reset(_: Anyone, ask: Ask) -> Answer {
    let link = good(&ask, RESET).await?;
    if let Some(words) = wrong_password(&ask) {
        let wrong = json!({"password": words});
        return form(
            &ask,
            StatusCode::UNPROCESSABLE_ENTITY,
            "password.html",
            &link,
            &wrong,
        )
        .await;
    }
    let hash = ask.password_hash().await?;
    let (shop, about) = (link.link.shop, link.link.user.ok_or(Halt::NotFound)?);
    ask.store(move |store| {
        if !store.use_link(&link.token_hash)? {
            return Err(Halt::Spent);
        }
        let changed = store.change_user(about, |user, _| {
            user.password_hash = hash;
            user.active
        });
        if changed? { Ok(()) } else { Err(Halt::Spent) }
    })
    .await?;
    let subject = format!("user {}", about.get());
    ask.note(shop, Some(about), "password", subject).await?;
    ask.done("/connexion", "password")
}

async fn good(ask: &Ask, kind: &'static str) -> Result<LinkRecord, Halt> {
    let hash = token::hash(ask.path("token")).ok_or(Halt::Spent)?;
    let now = ask.now();
    let link = ask.store(move |store| {
        let link = store.link(&hash, now)?;
        let link = link.filter(|found| found.link.kind == kind);
        Ok(match link {
            Some(link) if stands(store, &link)? => Some(link),
            Some(_) | None => None,
        })
    });
    link.await?.ok_or(Halt::Spent)
}

/// Whether whom it is about may come in, and who made it may still make such links. Blocks.
fn stands(store: &Store, found: &LinkRecord) -> Result<bool, StoreError> {
    let known = |user: Option<UserId>| match user {
        Some(user) => Ok::<_, StoreError>(store.user(user)?.filter(|user| user.active)),
        None => Ok(None),
    };
    let (about, maker) = (known(found.link.user)?, known(found.link.made_by)?);
    let makes = |role| match role {
        Role::Owner | Role::Ops => true,
        Role::Seller | Role::Agent => false,
    };
    let maker = maker.and_then(|maker| Role::of_word(&maker.role));
    Ok(about.is_some() == found.link.user.is_some()
        && maker.is_some_and(makes) == found.link.made_by.is_some())
}

async fn form(
    ask: &Ask,
    status: StatusCode,
    page: &str,
    link: &LinkRecord,
    wrong: &Value,
) -> Answer {
    let shop = link.link.shop;
    let name = ask.store(move |store| {
        let record = match shop {
            Some(shop) => store.shop(shop)?,
            None => None,
        };
        Ok(record.map(|record| record.name))
    });
    let value = json!({
        "typed": ask.form.typed(),
        "wrong": wrong,
        "shop": name.await?,
        "email": link.link.email,
        "role": link.link.role,
        "action": ask.place,
    });
    ask.page_as(status, page, value).await
}
