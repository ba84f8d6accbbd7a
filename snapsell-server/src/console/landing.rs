//! What a visitor reads first, and the choice of a language for who is not signed in.

mod talk;

use http::HeaderValue;
use serde_json::json;

use super::access::Anyone;
use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::{frame, serve};

/// `GET /`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    if let Some(session) = ask.session.as_ref().filter(|session| !session.locked) {
        return Ok(go_to(frame::home(session.role)));
    }
    if ask.console.is_demo() {
        return Ok(go_to("/demo"));
    }
    let sign_up = ask.console.0.options.sign_up;
    let talk = talk::lines(&ask.console.0.texts, ask.lang);
    let value = json!({"sign_up": sign_up, "talk": talk});
    ask.page("landing.html", value).await
}

/// `POST /langue`
pub(super) async fn speak(_: Anyone, ask: Ask) -> Answer {
    let lang = frame::lang_of(ask.form.raw("lang")).ok_or(Halt::Malformed)?;
    let tag = frame::tag(lang);
    if let Some(session) = &ask.session {
        let mut user = session.user.clone();
        user.lang = Some(tag.to_owned());
        ask.store(move |store| Ok(store.set_preferences(&user)?))
            .await?;
    }
    let back = ask.form.raw("back");
    let ours = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\');
    let mut response = go_to(if ours { back } else { "/" });
    let cookie = format!(
        "{}={tag}; Path=/; SameSite=Lax; Max-Age=31536000",
        serve::LANG_COOKIE
    );
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Halt::Failed)?;
    ask.set_cookie(&mut response, cookie);
    Ok(response)
}
