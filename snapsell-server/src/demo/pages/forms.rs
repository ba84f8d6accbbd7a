//! What is pressed and typed: every form goes back to the page, so that none needs a script.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::ACCEPT;
use http::{Request, StatusCode};
use snapsell_twilio::Form;

use super::{Pages, failed};
use crate::demo::cast::Who;
use crate::demo::round::{Content, Picture};
use crate::http::error::HttpError;
use crate::http::limits::{BODY_TIMEOUT, read_body};
use crate::talk::Lang;

const FORM_BYTES_MAX: usize = 16 * 1024;
/// Longest message that a phone sends, in characters.
const MESSAGE_CHARS_MAX: usize = 1_600;
const CLOCK_JUMP_MS: i64 = 120_000;

/// Somebody writes.
pub(super) async fn say(
    State(pages): State<Pages>,
    request: Request<Body>,
) -> Result<Response, HttpError> {
    let (form, scripted) = read(request).await?;
    let who = form
        .get("qui")
        .and_then(Who::of_slug)
        .ok_or(HttpError::MALFORMED)?;
    let text = form.get("texte").unwrap_or_default().trim();
    let text: String = text.chars().take(MESSAGE_CHARS_MAX).collect();
    let content = match form.get("photo") {
        Some(_) if who == Who::Marie => Content::Photo(Picture::Dress, text),
        Some(_) => Content::Photo(Picture::Receipt, text),
        None => Content::Text(text),
    };
    let empty = matches!(&content, Content::Text(text) if text.is_empty());
    if !empty {
        let play = pages.desk.play();
        pages
            .desk
            .say(&play, who, content)
            .await
            .map_err(|_| HttpError::INTERNAL)?;
    }
    Ok(back(scripted, Some(who)))
}

/// One of the buttons below.
pub(super) async fn act(
    State(pages): State<Pages>,
    request: Request<Body>,
) -> Result<Response, HttpError> {
    let (form, scripted) = read(request).await?;
    let desk = &pages.desk;
    match form.get("quoi").unwrap_or_default() {
        "pause" => desk.set_speed(0),
        "x1" => desk.set_speed(1),
        "x10" => desk.set_speed(10),
        "x60" => desk.set_speed(60),
        "saut" => drop(desk.world.clock.jump(CLOCK_JUMP_MS)),
        "foule" => desk.crowd(),
        "couper" => desk.cut().await,
        "doublon" => desk.again().await,
        "essayer" => desk.try_it(),
        "recommencer" => desk
            .again_from_the_start()
            .await
            .map_err(|error| failed(&error))?,
        "fr" => desk.speak(Lang::Fr).await.map_err(|error| failed(&error))?,
        "en" => desk.speak(Lang::En).await.map_err(|error| failed(&error))?,
        _ => return Err(HttpError::MALFORMED),
    }
    Ok(back(scripted, None))
}

/// The form, and whether a script sent it.
async fn read(request: Request<Body>) -> Result<(Form, bool), HttpError> {
    let scripted = request
        .headers()
        .get(ACCEPT)
        .is_some_and(|accept| accept == "application/json");
    let body = read_body(request.into_body(), FORM_BYTES_MAX, BODY_TIMEOUT).await?;
    let form = Form::parse(&body).map_err(|_| HttpError::MALFORMED)?;
    Ok((form, scripted))
}

fn back(scripted: bool, who: Option<Who>) -> Response {
    match (scripted, who) {
        (true, _) => StatusCode::NO_CONTENT.into_response(),
        (false, Some(who)) if who != Who::Marie => {
            Redirect::to(&format!("/demo?vers={}#{}", who.slug(), who.slug())).into_response()
        }
        (false, _) => Redirect::to("/demo").into_response(),
    }
}
