//! Signing in: e-mail and password, then the second factor where there is one; or a link that works once.

use axum::response::Response;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use snapsell_store::{NewLink, UserRecord};

use super::access::{Anyone, Member, Role};
use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::{frame, recovery, session, token, totp};
use http::StatusCode;
use snapsell_core::Span;

/// Tries from one network, and for one account, in a quarter of an hour.
const TRIES_PER_CLIENT: u32 = 60;
const TRIES_PER_ACCOUNT: u32 = 10;
/// How long the password is good for while the code of the second factor is looked up.
const SECOND_WITHIN: Span = Span::from_mins(10);
/// The link between password and code.
const SECOND: &str = "second";
/// A link that signs somebody in.
pub(super) const ENTER: &str = "enter";

/// `GET /connexion`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    if let Some(session) = ask.session.as_ref().filter(|session| !session.locked) {
        return Ok(go_to(frame::home(session.role)));
    }
    let to = safe(ask.query.raw("vers")).unwrap_or_default();
    let sign_up = ask.console.0.options.sign_up;
    let value = json!({"to": to, "typed": {}, "wrong": {}, "sign_up": sign_up});
    ask.page("enter.html", value).await
}

/// `POST /connexion`
pub(super) async fn enter(_: Anyone, ask: Ask) -> Answer {
    let email = ask.form.line("email").to_lowercase();
    let key = account_key(&email);
    may_try(&ask, &key)?;
    let looked = email.clone();
    let found = ask
        .store(move |store| Ok(store.user_by_email(&looked)?))
        .await?;
    let found = found.filter(|user| user.active && Role::of_word(&user.role).is_some());
    let password = ask.form.raw("password").to_owned();
    let hash = found.as_ref().map(|user| user.password_hash.clone());
    let fits = ask.console.0.hasher.fits(password, hash).await?;
    let Some(user) = found.filter(|_| fits) else {
        let value = json!({
            "to": safe(ask.form.raw("to")).unwrap_or_default(),
            "typed": ask.form.typed(),
            "wrong": {"password": ask.t("enter-wrong")},
            "sign_up": ask.console.0.options.sign_up,
        });
        return ask
            .page_as(StatusCode::UNPROCESSABLE_ENTITY, "enter.html", value)
            .await;
    };
    match user.totp {
        None => {
            proved(&ask, &key);
            let to = destination(&ask, &user);
            ask.enter(user.id, &to).await
        }
        Some(_) => {
            right(&ask, &key);
            let written = second_link(&ask, &user).await?;
            let value = json!({"ticket": written, "to": ask.form.raw("to"), "wrong": {}});
            ask.page("second.html", value).await
        }
    }
}

/// `GET /connexion/code`: only the form with the password leads there.
pub(super) async fn second_show(_: Anyone, _: Ask) -> Answer {
    Ok(go_to("/connexion"))
}

/// `POST /connexion/code`
pub(super) async fn second(_: Anyone, ask: Ask) -> Answer {
    let ticket = ask.form.raw("ticket").to_owned();
    let hash = token::hash(&ticket).ok_or(Halt::SignIn)?;
    let now = ask.now();
    let user = ask
        .store(move |store| {
            let link = store
                .link(&hash, now)?
                .filter(|found| found.link.kind == SECOND);
            let user = link.and_then(|found| found.link.user);
            Ok(match user {
                Some(user) => store.user(user)?.filter(|user| user.active),
                None => None,
            })
        })
        .await?
        .ok_or(Halt::SignIn)?;
    let key = account_key(&format!("totp {}", user.id.get()));
    may_try(&ask, &key)?;
    let recovers = ask.form.has("recovery");
    let good = match recovers {
        true => recovered(&ask, &user, ask.form.raw("recovery")).await?,
        false => shows_code(&ask, &user, ask.form.raw("code")).await?,
    };
    if !good {
        let wrong = match recovers {
            true => json!({"recovery": ask.t("second-recovery-wrong")}),
            false => json!({"code": ask.t("second-wrong")}),
        };
        let value = json!({"ticket": ticket, "to": ask.form.raw("to"), "wrong": wrong});
        return ask
            .page_as(StatusCode::UNPROCESSABLE_ENTITY, "second.html", value)
            .await;
    }
    let first = ask.store(move |store| Ok(store.use_link(&hash)?)).await?;
    if !first {
        return Err(Halt::SignIn);
    }
    proved(&ask, &key);
    proved(&ask, &account_key(&user.email));
    let to = destination(&ask, &user);
    ask.enter(user.id, &to).await
}

/// Whether this is the code of her second factor now, or one of her recovery codes, which is used up.
pub(super) async fn shows_second(ask: &Ask, user: &UserRecord, typed: &str) -> Result<bool, Halt> {
    Ok(shows_code(ask, user, typed).await? || recovered(ask, user, typed).await?)
}

/// Whether the code of her second factor is right, and was not used before.
async fn shows_code(ask: &Ask, user: &UserRecord, typed: &str) -> Result<bool, Halt> {
    let secret = user.totp.as_ref().ok_or(Halt::SignIn)?;
    let Some(step) = totp::step_of(typed, secret, ask.now().millis()) else {
        return Ok(false);
    };
    let id = user.id;
    ask.store(move |store| Ok(store.use_totp_step(id, step)?))
        .await
}

/// Whether it is one of her recovery codes, which is used up.
async fn recovered(ask: &Ask, user: &UserRecord, typed: &str) -> Result<bool, Halt> {
    let (typed, id, now) = (typed.to_owned(), user.id, ask.now());
    let spent = ask.store(move |store| Ok(recovery::spend(store, id, &typed, now)?));
    if !spent.await? {
        return Ok(false);
    }
    let subject = format!("user {}", id.get());
    ask.note(user.shop, Some(id), "recovery code", subject)
        .await?;
    Ok(true)
}

/// `GET /entrer/{token}`: a button, because programs that look at links must not use them up.
pub(super) async fn by_link(_: Anyone, ask: Ask) -> Answer {
    link_user(&ask).await?;
    ask.page(
        "enter.html",
        json!({"link": ask.path("token"), "typed": {}, "wrong": {}}),
    )
    .await
}

/// `POST /entrer/{token}`
pub(super) async fn by_link_go(_: Anyone, ask: Ask) -> Answer {
    let user = link_user(&ask).await?;
    let hash = token::hash(ask.path("token")).ok_or(Halt::Spent)?;
    if !ask.store(move |store| Ok(store.use_link(&hash)?)).await? {
        return Err(Halt::Spent);
    }
    let to = destination(&ask, &user);
    ask.enter(user.id, &to).await
}

/// `POST /deconnexion`
pub(super) async fn leave(_: Anyone, ask: Ask) -> Answer {
    if let Some(session) = &ask.session {
        let hash = session.token_hash;
        ask.store(move |store| Ok(store.close_session(&hash)?))
            .await?;
    }
    out(&ask, go_to("/"))
}

/// `POST /deconnexion/partout`: ends every session of hers, this one too.
pub(super) async fn leave_everywhere(member: Member, ask: Ask) -> Answer {
    ask.store(move |store| Ok(store.close_sessions(member.user)?))
        .await?;
    let subject = format!("user {}", member.user.get());
    ask.note(member.shop, Some(member.user), "left everywhere", subject)
        .await?;
    out(&ask, ask.done("/connexion", "everywhere")?)
}

/// The same answer, and this device knows nobody any more.
pub(super) fn out(ask: &Ask, mut response: Response) -> Answer {
    ask.set_cookie(
        &mut response,
        session::cookie(ask.console.public_url(), None)?,
    );
    Ok(response)
}

async fn link_user(ask: &Ask) -> Result<UserRecord, Halt> {
    let hash = token::hash(ask.path("token")).ok_or(Halt::Spent)?;
    let now = ask.now();
    let found = ask.store(move |store| {
        let link = store
            .link(&hash, now)?
            .filter(|found| found.link.kind == ENTER);
        Ok(match link.and_then(|found| found.link.user) {
            Some(user) => store.user(user)?.filter(|user| user.active),
            None => None,
        })
    });
    found.await?.ok_or(Halt::Spent)
}

/// The link between her password, which was right, and the code of her second factor.
async fn second_link(ask: &Ask, user: &UserRecord) -> Result<String, Halt> {
    let (written, hash) = token::fresh()?;
    let link = NewLink {
        kind: SECOND.to_owned(),
        shop: user.shop,
        user: Some(user.id),
        ..NewLink::default()
    };
    let now = ask.now();
    ask.store(move |store| Ok(store.make_link(&hash, &link, now, now + SECOND_WITHIN)?))
        .await?;
    Ok(written)
}

/// Counts a try for this account, and for whoever may try at it.
fn may_try(ask: &Ask, key: &str) -> Result<(), Halt> {
    let here = here(ask, key);
    // Where she has signed in before, nobody keeps her out: no stranger elsewhere, and nobody who shares her address.
    if has_been(ask, &here) {
        return ask.may_try(&here, TRIES_PER_ACCOUNT);
    }
    ask.may_try(&format!("client {}", network(ask)), TRIES_PER_CLIENT)?;
    ask.may_try(&here, TRIES_PER_ACCOUNT)?;
    ask.may_try(key, TRIES_PER_ACCOUNT * 10)
}

/// The password was right, though more is asked for: no failed try for this account.
fn right(ask: &Ask, key: &str) {
    let (throttle, here) = (&ask.console.0.throttle, here(ask, key));
    throttle.take_back(&here);
    // Where she has signed in before, none was counted for the whole account.
    if !has_been(ask, &here) {
        throttle.take_back(key);
    }
}

/// She proved who she is: her tries are forgotten, and from here strangers cannot keep her out.
fn proved(ask: &Ask, key: &str) {
    let (throttle, here) = (&ask.console.0.throttle, here(ask, key));
    throttle.forget(key);
    throttle.forget(&here);
    throttle.trust(&format!("right {here}"), ask.now().millis());
}

/// An account in the count of tries, from one network.
fn here(ask: &Ask, key: &str) -> String {
    format!("{key} {}", network(ask))
}

/// Whether she has signed in from here before, as far as it is remembered.
fn has_been(ask: &Ask, here: &str) -> bool {
    ask.console.0.throttle.trusts(&format!("right {here}"))
}

/// What counts as one client: the address, or the /64 that an IPv6 client owns.
pub(super) fn network(ask: &Ask) -> String {
    crate::http::limits::counted_as(ask.client).to_string()
}

/// An account in the count of tries, without its address.
fn account_key(email: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(email.as_bytes()).into();
    format!("account {}", token::short(&digest))
}

/// Where she wanted to go, if that is a place of ours; else home.
fn destination(ask: &Ask, user: &UserRecord) -> String {
    let home = Role::of_word(&user.role).map_or("/", frame::home);
    safe(ask.form.raw("to")).unwrap_or(home).to_owned()
}

/// A path of this console: nothing that a browser could take for another host.
pub(super) fn safe(path: &str) -> Option<&str> {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 512
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    ours.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_nobody_is_sent_to_another_host() {
        for path in ["/live", "/commandes?onglet=a%20b"] {
            assert_eq!(safe(path), Some(path));
        }
        for path in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nb",
            "live",
        ] {
            assert_eq!(safe(path), None, "{path}");
        }
    }
}
