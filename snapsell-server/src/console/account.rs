//! What is a member's own: name, language, password, short code, second factor, and the devices she is signed in on.

use http::StatusCode;
use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::{Value, json};
use snapsell_core::UserId;
use snapsell_store::UserRecord;

use super::access::Member;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::session::Session;
use super::show::Show;
use super::signup::{NAME_CHARS_MAX, wrong_password};
use super::{enter, frame, recovery, token, totp};

/// Digits of a short code.
pub(super) const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// Tries at her own password or code, from all of her sessions, in a quarter of an hour.
const OWN_TRIES: u32 = 10;

/// `GET /compte`
pub(super) async fn show(member: Member, ask: Ask) -> Answer {
    page(member, &ask, StatusCode::OK, &json!({})).await
}

/// `POST /compte/preferences`
pub(super) async fn preferences(member: Member, ask: Ask) -> Answer {
    let name = ask.form.line("name");
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return again(member, &ask, "name", "wrong-name").await;
    }
    let lang = frame::lang_of(ask.form.raw("lang")).ok_or(Halt::Malformed)?;
    let mut user = session(&ask)?.user.clone();
    user.name = Some(name);
    user.lang = Some(frame::tag(lang).to_owned());
    user.shortcuts = ask.form.has("shortcuts");
    ask.store(move |store| Ok(store.set_preferences(&user)?))
        .await?;
    ask.done("/compte", "saved")
}

/// `POST /compte/mot-de-passe`: every other session of hers ends.
pub(super) async fn password(member: Member, ask: Ask) -> Answer {
    let user = session(&ask)?.user.clone();
    if let Some((field, words)) = wrong(&ask, &user, "", Wants::Password).await? {
        return again(member, &ask, &field, words).await;
    }
    if wrong_password(&ask).is_some() {
        return again(member, &ask, "password", "wrong-password").await;
    }
    let hash = ask.password_hash().await?;
    replace(member, &ask, "password", |user| user.password_hash = hash).await
}

/// `POST /compte/pin`: sets the short code, which wants her password, or takes it away when its own button says so.
pub(super) async fn pin(member: Member, ask: Ask) -> Answer {
    let off = ask.form.given("off").is_some();
    let typed = ask.form.raw("pin").trim().to_owned();
    let well_formed =
        typed.bytes().all(|byte| byte.is_ascii_digit()) && PIN_DIGITS.contains(&typed.len());
    if !off && !well_formed {
        return again(member, &ask, "pin", "wrong-pin").await;
    }
    let mut user = session(&ask)?.user.clone();
    if !off && let Some((field, words)) = wrong(&ask, &user, "-pin", Wants::Password).await? {
        return again(member, &ask, &field, words).await;
    }
    user.pin_hash = match off {
        true => None,
        false => Some(ask.console.0.hasher.hash(typed).await?),
    };
    ask.store(move |store| Ok(store.set_preferences(&user)?))
        .await?;
    ask.done("/compte#pin", "saved")
}

/// `POST /compte/code`: the second factor counts from the first right code on. One that is on is switched off first.
pub(super) async fn second_factor(member: Member, ask: Ask) -> Answer {
    let user = session(&ask)?.user.clone();
    let secret = totp::from_base32(ask.form.raw("secret")).filter(|secret| secret.len() == 20);
    let secret = secret.ok_or(Halt::Malformed)?;
    if user.totp.is_some() {
        return Err(Halt::Stale(Vec::new()));
    }
    if let Some((field, words)) = wrong(&ask, &user, "-on", Wants::Password).await? {
        return again(member, &ask, &field, words).await;
    }
    let Some(step) = totp::step_of(ask.form.raw("code"), &secret, ask.now().millis()) else {
        return again(member, &ask, "totp", "second-wrong").await;
    };
    let id = user.id;
    ask.store(move |store| Ok(store.use_totp_step(id, step)?))
        .await?;
    write(&ask, id, |user| user.totp = Some(secret)).await?;
    noted(member, &ask, "second factor").await?;
    let mut response = codes(&ask, user).await?;
    ask.open_session(id, &mut response).await?;
    Ok(response)
}

/// `POST /compte/code/secours`: new recovery codes in place of those before.
pub(super) async fn recovery_codes(member: Member, ask: Ask) -> Answer {
    let user = session(&ask)?.user.clone();
    if user.totp.is_none() {
        return Err(Halt::Stale(Vec::new()));
    }
    if let Some((field, words)) = wrong(&ask, &user, "-codes", Wants::Second).await? {
        return again(member, &ask, &field, words).await;
    }
    noted(member, &ask, "recovery codes").await?;
    codes(&ask, user).await
}

/// New recovery codes, on the one page that ever shows them.
async fn codes(ask: &Ask, user: UserRecord) -> Answer {
    let now = ask.now();
    let made = ask.store(move |store| recovery::renew(store, &user, now));
    let codes = made.await?;
    ask.page("codes.html", json!({"codes": codes})).await
}

/// `POST /compte/code/fin`
pub(super) async fn second_factor_off(member: Member, ask: Ask) -> Answer {
    let user = session(&ask)?.user.clone();
    if let Some((field, words)) = wrong(&ask, &user, "-off", Wants::Second).await? {
        return again(member, &ask, &field, words).await;
    }
    ask.store(move |store| Ok(recovery::forget(store, &user)?))
        .await?;
    replace(member, &ask, "second factor", |user| user.totp = None).await
}

/// `POST /compte/sessions/{session}`: ends one of her own sessions.
pub(super) async fn end_session(member: Member, ask: Ask) -> Answer {
    let wanted = ask.path("session").to_owned();
    ask.store(move |store| {
        let sessions = store.sessions(member.user)?;
        let found = sessions
            .iter()
            .find(|session| token::short(&session.token_hash) == wanted);
        store.close_session(&found.ok_or(Halt::NotFound)?.token_hash)?;
        Ok(())
    })
    .await?;
    ask.done("/compte", "saved")
}

fn session(ask: &Ask) -> Result<&Session, Halt> {
    ask.session.as_ref().ok_or(Halt::SignIn)
}

/// What she has to show again before something of hers is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// Her password.
    Password,
    /// Her password, and her second factor where it is on.
    Second,
}

/// The field of a form that is not right, and the words for it; `None` when she has shown what is wanted. Who guesses has
/// to wait, and only her own sessions count, so that no stranger can make her.
async fn wrong(
    ask: &Ask,
    user: &UserRecord,
    form: &str,
    wants: Wants,
) -> Result<Option<(String, &'static str)>, Halt> {
    let key = format!("own {}", user.id.get());
    ask.may_try(&key, OWN_TRIES)?;
    let (old, hash) = (ask.form.raw("old").to_owned(), user.password_hash.clone());
    if !ask.console.0.hasher.fits(old, Some(hash)).await? {
        return Ok(Some((format!("old{form}"), "wrong-old")));
    }
    let second = wants == Wants::Second && user.totp.is_some();
    if second && !enter::shows_second(ask, user, ask.form.raw("second")).await? {
        return Ok(Some((format!("second{form}"), "account-second-wrong")));
    }
    ask.console.0.throttle.forget(&key);
    Ok(None)
}

/// Changes what she signs in with, ends her sessions, and opens a new one here.
async fn replace(
    member: Member,
    ask: &Ask,
    what: &'static str,
    change: impl FnOnce(&mut UserRecord) + Send + 'static,
) -> Answer {
    write(ask, member.user, change).await?;
    noted(member, ask, what).await?;
    ask.enter(member.user, "/compte?dit=saved-alone").await
}

/// Writes it on what is there now; whoever was shut out meanwhile changes nothing.
async fn write(
    ask: &Ask,
    user: UserId,
    change: impl FnOnce(&mut UserRecord) + Send + 'static,
) -> Result<(), Halt> {
    let changed = move |user: &mut UserRecord, _: &[UserRecord]| {
        change(user);
        user.active
    };
    match ask
        .store(move |store| Ok(store.change_user(user, changed)?))
        .await?
    {
        true => Ok(()),
        false => Err(Halt::SignIn),
    }
}

/// A line in the list of deeds, about herself.
async fn noted(member: Member, ask: &Ask, what: &'static str) -> Result<(), Halt> {
    let subject = format!("user {}", member.user.get());
    ask.note(member.shop, Some(member.user), what, subject)
        .await
}

async fn again(member: Member, ask: &Ask, field: &str, words: &str) -> Answer {
    let text = ask.console.words(ask.lang).plain(words);
    page(
        member,
        ask,
        StatusCode::UNPROCESSABLE_ENTITY,
        &json!({field: text}),
    )
    .await
}

async fn page(member: Member, ask: &Ask, status: StatusCode, wrong: &Value) -> Answer {
    let here = session(ask)?.clone();
    let (user, now) = (here.user.clone(), ask.now());
    let (sessions, codes) = ask
        .store(move |store| {
            Ok((
                store.sessions(member.user)?,
                recovery::left(store, &user, now)?,
            ))
        })
        .await?;
    let show = Show::for_member(ask, member.shop).await?;
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|session| {
            json!({
                "id": token::short(&session.token_hash),
                "device": session.device,
                "since": show.clock(session.created_at),
                "seen": show.clock(session.seen_at),
                "here": session.token_hash == here.token_hash,
            })
        })
        .collect();
    let mut value = json!({
        "wrong": wrong,
        "name": here.user.name,
        "shortcuts": here.user.shortcuts,
        "pin": here.user.pin_hash.is_some(),
        "totp": here.user.totp.is_some(),
        "codes": codes,
        "sessions": sessions,
    });
    if here.user.totp.is_none() {
        let typed = totp::from_base32(ask.form.raw("secret")).filter(|secret| secret.len() == 20);
        let secret = match typed {
            Some(secret) => secret,
            None => totp::fresh()?,
        };
        let secret = totp::base32(&secret);
        let uri = format!(
            "otpauth://totp/SnapSell:{}?secret={secret}&issuer=SnapSell",
            here.user.email
        );
        value["qr"] = Value::from(qr(&uri)?);
        value["uri"] = Value::from(uri);
        value["grouped"] = Value::from(totp::grouped(&secret, " "));
        value["secret"] = Value::from(secret);
    }
    ask.page_as(status, "account.html", value).await
}

/// A QR code as an SVG that says nothing else: safe to put into a page.
pub(super) fn qr(text: &str) -> Result<String, Halt> {
    let code = QrCode::new(text).map_err(|_| Halt::Failed)?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    let start = drawn.find("<svg").ok_or(Halt::Failed)?;
    Ok(drawn[start..].to_owned())
}
