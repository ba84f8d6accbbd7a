//! A phone that several people share: it is locked by hand and opened by the short code of one of the team.

use fluent_bundle::FluentArgs;
use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::UserId;
use snapsell_store::UserRecord;

use super::access::{Anyone, Member, Role};
use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::session::Session;
use super::{enter, frame};

/// Wrong codes on one device before it has to be signed in again, and for one person from all devices but her own.
const TRIES: u32 = 5;

/// `POST /verrouiller`
pub(super) async fn close(member: Member, ask: Ask) -> Answer {
    let session = ask.session.clone().ok_or(Halt::SignIn)?;
    let others = others(&ask, &session).await?;
    if session.user.pin_hash.is_none() && others.is_empty() {
        return Ok(go_to("/compte?dit=pin-first#pin"));
    }
    ask.store(move |store| Ok(store.lock_session(&session.token_hash, true)?))
        .await?;
    let subject = format!("user {}", member.user.get());
    ask.note(member.shop, Some(member.user), "locked", subject)
        .await?;
    Ok(go_to("/verrou"))
}

/// `GET /verrou`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    match ask.session.clone() {
        None => Ok(go_to("/connexion")),
        Some(session) if !session.locked => Ok(go_to(frame::home(session.role))),
        Some(session) => page(&ask, &session, StatusCode::OK, json!({})).await,
    }
}

/// `POST /verrou`: her own code opens her session where she was, a colleague's one opens a session of her own on this
/// phone, on the page that hers begin with.
pub(super) async fn open(_: Anyone, ask: Ask) -> Answer {
    let Some(session) = ask.session.clone().filter(|session| session.locked) else {
        return Ok(go_to("/verrou"));
    };
    let device = format!("pin {}", super::token::short(&session.token_hash));
    let (throttle, now) = (&ask.console.0.throttle, ask.now().millis());
    if throttle.may(&device, TRIES, now).is_err() {
        return send_away(&ask, &session).await;
    }
    let wanted = ask.form.number::<u32>("user").map(UserId::new);
    let candidates = candidates(&ask, &session).await?;
    let chosen = candidates.into_iter().find(|user| Some(user.id) == wanted);
    // A right code of one's own gives no more tries at a colleague's.
    let hers = chosen.as_ref().filter(|user| user.id != session.user.id);
    let hers = hers.map(|user| format!("pin of {}", user.id.get()));
    let hash = chosen.as_ref().and_then(|user| user.pin_hash.clone());
    let (mut fits, mut wrong) = (false, None);
    match hers.as_ref().map(|key| throttle.may(key, TRIES, now)) {
        Some(Err(minutes)) => wrong = Some(("lock-wait", "minutes", minutes)),
        Some(Ok(())) | None => {
            let typed = ask.form.raw("pin").trim().to_owned();
            fits = ask.console.0.hasher.fits(typed, hash).await?;
        }
    }
    let Some(user) = chosen.filter(|_| fits) else {
        let left = throttle.left(&device, TRIES, now);
        if left == 0 {
            return send_away(&ask, &session).await;
        }
        let (words, gap, count) = wrong.unwrap_or(("lock-wrong", "left", left));
        let gaps = FluentArgs::from_iter([(gap, count)]);
        let words = ask.console.words(ask.lang).get(words, &gaps).into_owned();
        let wrong = json!({"pin": words});
        return page(&ask, &session, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    };
    throttle.forget(&device);
    if let Some(key) = &hers {
        throttle.forget(key);
    }
    let home = Role::of_word(&user.role).map_or("/", frame::home);
    let hers = Some(ask.form.raw("to")).filter(|_| user.id == session.user.id);
    let to = hers.and_then(enter::safe).unwrap_or(home);
    ask.enter(user.id, to).await
}

/// After too many wrong codes the device is signed out, and told why.
async fn send_away(ask: &Ask, session: &Session) -> Answer {
    let hash = session.token_hash;
    ask.store(move |store| Ok(store.close_session(&hash)?))
        .await?;
    enter::out(ask, ask.done("/connexion", "lock-tries")?)
}

/// Who may open this phone: whose session it is, and colleagues with a code. Nobody becomes the owner by four digits
/// on a phone that she was not signed in on.
async fn candidates(ask: &Ask, session: &Session) -> Result<Vec<UserRecord>, Halt> {
    let mut all = others(ask, session).await?;
    if session.user.pin_hash.is_some() {
        all.insert(0, session.user.clone());
    }
    Ok(all)
}

async fn others(ask: &Ask, session: &Session) -> Result<Vec<UserRecord>, Halt> {
    let (own, shop) = (session.user.id, session.user.shop);
    let Some(shop) = shop else {
        return Ok(Vec::new());
    };
    let all = ask.store(move |store| Ok(store.users(Some(shop))?)).await?;
    let may = |user: &UserRecord| {
        let helper = matches!(Role::of_word(&user.role), Some(Role::Seller | Role::Agent));
        helper && user.active && user.pin_hash.is_some() && user.id != own && user.totp.is_none()
    };
    Ok(all.into_iter().filter(may).collect())
}

async fn page(ask: &Ask, session: &Session, status: StatusCode, wrong: Value) -> Answer {
    let people: Vec<Value> = candidates(ask, session)
        .await?
        .iter()
        .map(|user| json!({"id": user.id.get(), "name": frame::called(user)}))
        .collect();
    let wanted = match ask.form.given("to") {
        Some(typed) => typed,
        None => ask.query.raw("vers"),
    };
    let to = enter::safe(wanted).unwrap_or_default();
    let value = json!({"people": people, "to": to, "wrong": wrong});
    ask.page_as(status, "lock.html", value).await
}
