//! The owner's team: who belongs to it, who is invited, who may still come in.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{Span, UserId};
use snapsell_store::{NewLink, UserRecord};

use super::access::{Owner, Role};
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::invite::{INVITE, RESET};
use super::show::Show;
use super::{recovery, token};
use crate::email::is_email;

/// How long an invitation is good.
const INVITE_FOR: Span = Span::from_mins(7 * 24 * 60);
/// How long a link for a new password is good.
pub(super) const RESET_FOR: Span = Span::from_mins(24 * 60);
/// Invitations that a shop may try to make in a quarter of an hour.
const INVITES_MAX: u32 = 60;
/// Members and invitations of one shop.
const TEAM_MAX: usize = 200;

/// `GET /equipe`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, json!({"wrong": {}})).await
}

/// `POST /equipe/inviter`: shows the link once.
pub(super) async fn invite(owner: Owner, ask: Ask) -> Answer {
    ask.may_try(&format!("invites {}", owner.shop.get()), INVITES_MAX)?;
    let email = ask.form.line("email").to_lowercase();
    let role = member_role(ask.form.raw("role"));
    let mut wrong = json!({});
    if !is_email(&email) {
        wrong["email"] = ask.t("wrong-email").into();
    }
    let (looked, now) = (email.clone(), ask.now());
    let (known, places) = ask
        .store(move |store| {
            let members = store.users(Some(owner.shop))?.len();
            let invited = store.links(Some(owner.shop), INVITE, now)?.len();
            Ok((store.user_by_email(&looked)?, members + invited))
        })
        .await?;
    // Whether a stranger has an account with somebody else is not hers to know.
    if known.is_some_and(|user| user.shop == Some(owner.shop)) {
        wrong["email"] = ask.t("team-has").into();
    } else if places >= TEAM_MAX {
        wrong["email"] = ask
            .t_with("team-full", &[("most", &TEAM_MAX.to_string())])
            .into();
    }
    let Some(role) = role.filter(|_| wrong == json!({})) else {
        return page(
            owner,
            &ask,
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({"wrong": wrong}),
        )
        .await;
    };
    let who = email.clone();
    let link = NewLink {
        kind: INVITE.to_owned(),
        shop: Some(owner.shop),
        email: Some(email),
        role: Some(role.word().to_owned()),
        made_by: Some(owner.user),
        ..NewLink::default()
    };
    let url = make(&ask, link, "invitation", INVITE_FOR).await?;
    ask.note(
        Some(owner.shop),
        Some(owner.user),
        "invited",
        role.word().to_owned(),
    )
    .await?;
    let made = json!({"wrong": {}, "made": url, "made_for": "invite", "made_who": who});
    page(owner, &ask, StatusCode::OK, made).await
}

/// `POST /equipe/invitation/{link}/retirer`
pub(super) async fn withdraw(owner: Owner, ask: Ask) -> Answer {
    let (wanted, now) = (ask.path("link").to_owned(), ask.now());
    ask.store(move |store| {
        let links = store.links(Some(owner.shop), INVITE, now)?;
        let found = links
            .iter()
            .find(|link| token::short(&link.token_hash) == wanted);
        store.use_link(&found.ok_or(Halt::NotFound)?.token_hash)?;
        Ok(())
    })
    .await?;
    ask.done("/equipe", "saved")
}

/// `POST /equipe/{user}/role`
pub(super) async fn role(owner: Owner, ask: Ask) -> Answer {
    let role = member_role(ask.form.raw("role")).ok_or(Halt::Malformed)?;
    change(owner, &ask, "role", role.word(), move |user| {
        user.role = role.word().to_owned()
    })
    .await
}

/// `POST /equipe/{user}/acces`
pub(super) async fn access(owner: Owner, ask: Ask) -> Answer {
    let active = ask.form.raw("active") == "1";
    let what = if active { "let in" } else { "shut out" };
    change(owner, &ask, what, "", move |user| user.active = active).await
}

/// `POST /equipe/{user}/code`: she lost the phone with her second factor.
pub(super) async fn second_factor_off(owner: Owner, ask: Ask) -> Answer {
    let user = other(owner, &ask).await?;
    ask.store(move |store| Ok(recovery::forget(store, &user)?))
        .await?;
    change(owner, &ask, "second factor off", "", |user| {
        user.totp = None
    })
    .await
}

/// `POST /equipe/{user}/mot-de-passe`: shows a link for her, once.
pub(super) async fn reset(owner: Owner, ask: Ask) -> Answer {
    let user = other(owner, &ask).await?;
    if !user.active {
        return Err(Halt::NotFound);
    }
    let link = NewLink {
        kind: RESET.to_owned(),
        shop: Some(owner.shop),
        user: Some(user.id),
        made_by: Some(owner.user),
        ..NewLink::default()
    };
    let url = make(&ask, link, "mot-de-passe", RESET_FOR).await?;
    let subject = format!("user {}", user.id.get());
    ask.note(Some(owner.shop), Some(owner.user), "reset", subject)
        .await?;
    let who = user.name.as_ref().unwrap_or(&user.email);
    let made = json!({"wrong": {}, "made": url, "made_for": "reset", "made_who": who});
    page(owner, &ask, StatusCode::OK, made).await
}

/// An owner makes sellers, agents, and further owners.
fn member_role(word: &str) -> Option<Role> {
    Role::of_word(word).filter(|role| *role != Role::Ops)
}

async fn make(ask: &Ask, link: NewLink, path: &str, good_for: Span) -> Result<String, Halt> {
    let (written, hash) = token::fresh()?;
    let now = ask.now();
    ask.store(move |store| Ok(store.make_link(&hash, &link, now, now + good_for)?))
        .await?;
    Ok(format!("{}/{path}/{written}", ask.console.public_url()))
}

/// Another member of her own team. Nobody changes herself here.
async fn other(owner: Owner, ask: &Ask) -> Result<UserRecord, Halt> {
    let id: u32 = ask.path("user").parse().map_err(|_| Halt::NotFound)?;
    let user = ask
        .store(move |store| Ok(store.user(UserId::new(id))?))
        .await?;
    let own = user
        .filter(|user| user.shop == Some(owner.shop))
        .ok_or(Halt::NotFound)?;
    if own.id == owner.user {
        Err(Halt::NotFound)
    } else {
        Ok(own)
    }
}

async fn change(
    owner: Owner,
    ask: &Ask,
    what: &'static str,
    to: &'static str,
    change: impl FnOnce(&mut UserRecord) + Send + 'static,
) -> Answer {
    let user = other(owner, ask).await?.id;
    let mut subject = format!("user {}", user.get());
    if !to.is_empty() {
        subject = format!("{subject}: {to}");
    }
    let keeps_owner = move |user: &mut UserRecord, others: &[UserRecord]| {
        change(user);
        is_owner(user) || others.iter().any(is_owner)
    };
    let changed = ask.store(move |store| Ok(store.change_user(user, keeps_owner)?));
    if !changed.await? {
        // Whoever asks was removed while she did.
        return Err(Halt::Stale(Vec::new()));
    }
    ask.note(Some(owner.shop), Some(owner.user), what, subject)
        .await?;
    ask.done("/equipe", "saved")
}

/// A shop keeps one of them, also when two remove each other at the same moment.
fn is_owner(user: &UserRecord) -> bool {
    user.active && Role::of_word(&user.role) == Some(Role::Owner)
}

async fn page(owner: Owner, ask: &Ask, status: StatusCode, mut value: Value) -> Answer {
    let now = ask.now();
    let (members, links) = ask
        .store(move |store| {
            let links = store.links(Some(owner.shop), INVITE, now)?;
            Ok((store.users(Some(owner.shop))?, links))
        })
        .await?;
    let show = Show::of(ask, owner.shop).await?;
    // What was done needs no second try.
    value["typed"] = if status.is_success() {
        json!({})
    } else {
        json!(ask.form.typed())
    };
    value["members"] = members
        .iter()
        .map(|user| {
            json!({
                "id": user.id.get(),
                "name": user.name,
                "email": user.email,
                "role": user.role,
                "active": user.active,
                "self": user.id == owner.user,
                "totp": user.totp.is_some(),
            })
        })
        .collect();
    value["invited"] = links
        .iter()
        .map(|link| {
            json!({
                "id": token::short(&link.token_hash),
                "email": link.link.email,
                "role": link.link.role,
                "until": show.clock(link.expires_at),
            })
        })
        .collect();
    ask.page_as(status, "team.html", value).await
}
