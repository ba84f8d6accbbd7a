//! From bytes to a handler and back: what is ours, who asks, what was typed, and a page for everything that goes wrong.

use std::net::{IpAddr, Ipv4Addr};

use axum::RequestExt as _;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::response::{Html, IntoResponse as _, Response};
use fluent_bundle::FluentArgs;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, Method, StatusCode};
use serde_json::json;
use snapsell_core::Lang;

use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::form::{self, Fields};
use super::session::{self, Session};
use super::table::{FORM_BYTES_MAX, Route, table};
use super::{Console, frame, guard, refusal};
use crate::blocking;
use crate::http::limits::{BODY_TIMEOUT, read_body};
use crate::http::peer::Peer;

/// The cookie of who chose a language without being signed in.
pub(super) const LANG_COOKIE: &str = "snapsell_lang";

/// Answers one request of a route.
pub(super) async fn route(console: Console, route: Route, request: Request) -> Response {
    let asked = ask(&console, request, route.bytes_max).await;
    let mut response = match asked {
        Ok(ask) => {
            let error_page = ErrorPage::of(&ask);
            match (route.run)(ask).await {
                Ok(response) => response,
                Err(halt) => error_page.show(halt).await,
            }
        }
        Err((halt, lang)) => bare(&console, lang, &halt),
    };
    finish(&console, &mut response);
    response
}

/// Answers what no route is for.
pub(super) async fn nothing(console: Console, request: Request) -> Response {
    let mut response = match ask(&console, request, FORM_BYTES_MAX).await {
        Ok(ask) => ErrorPage::of(&ask).show(Halt::NotFound).await,
        Err((_, lang)) => bare(&console, lang, &Halt::NotFound),
    };
    finish(&console, &mut response);
    response
}

/// Answers whoever comes to a route in a way that it does not know: the address of a form leads to the page it stands on.
pub(super) fn other_way(console: &Console, request: &Request) -> Response {
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => {
            go_to(&page_of(request.uri().path()).unwrap_or_else(|| "/".to_owned()))
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    finish(console, &mut response);
    response
}

fn finish(console: &Console, response: &mut Response) {
    guard::harden(
        response.headers_mut(),
        console.public_url().starts_with("https://"),
    );
}

/// The request as handlers see it. A form must come from our own pages before anything of it is read.
async fn ask(
    console: &Console,
    mut request: Request,
    bytes_max: usize,
) -> Result<Ask, (Halt, Lang)> {
    let headers = request.headers().clone();
    let lang = wanted(&headers);
    let method = request.method().clone();
    if method == Method::POST && !guard::is_own_form(&headers, console.public_url()) {
        return Err((Halt::Elsewhere, lang));
    }
    let params = request.extract_parts::<Path<Vec<(String, String)>>>().await;
    let params = params.map_or_else(|_| Vec::new(), |Path(params)| params);
    let place = request
        .uri()
        .path_and_query()
        .map_or("/", |place| place.as_str())
        .to_owned();
    let query = Fields::parse(request.uri().query().unwrap_or_default().as_bytes());
    let query = query.map_err(|halt| (halt, lang))?;
    let client = client(console, &request);
    let typed = typed(&headers, request, bytes_max).await;
    let (form, files) = typed.map_err(|halt| (halt, lang))?;
    let session = signed_in(console, &headers)
        .await
        .map_err(|halt| (halt, lang))?;
    let own = session
        .as_ref()
        .and_then(|session| session.user.lang.as_deref());
    let lang = own.and_then(frame::lang_of).unwrap_or(lang);
    Ok(Ask {
        console: console.clone(),
        method,
        place,
        headers,
        client,
        params,
        query,
        form,
        files,
        session,
        lang,
    })
}

/// What was typed, within the limits of the route.
async fn typed(
    headers: &HeaderMap,
    request: Request,
    bytes_max: usize,
) -> Result<(Fields, Vec<form::Upload>), Halt> {
    if request.method() != Method::POST {
        return Ok(Default::default());
    }
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let has_files = kind.is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let (parts, body) = request.into_parts();
    let bytes = read_body(body, bytes_max, BODY_TIMEOUT * 6).await;
    let bytes = bytes.map_err(|error| Halt::from(crate::http::error::HttpError::from(error)))?;
    match has_files {
        true => form::multipart(Request::from_parts(parts, Body::from(bytes))).await,
        false => Ok((Fields::parse(&bytes)?, Vec::new())),
    }
}

async fn signed_in(console: &Console, headers: &HeaderMap) -> Result<Option<Session>, Halt> {
    let name = session::cookie_name(console.public_url());
    let Some(token) = session::cookie_value(headers, name).map(str::to_owned) else {
        return Ok(None);
    };
    let (store, now) = (console.app().store.clone(), console.app().now());
    Ok(blocking::blocking(move || session::find(&store, &token, now)).await?)
}

fn client(console: &Console, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<Peer>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
        peer.client(request.headers(), &console.0.options.trusted)
    })
}

/// The language a stranger wants: what she chose here, else what her browser says, else French.
fn wanted(headers: &HeaderMap) -> Lang {
    let chosen = session::cookie_value(headers, LANG_COOKIE).and_then(frame::lang_of);
    let spoken = || {
        let line = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        line.split(',')
            .find_map(|part| frame::lang_of(part.trim().get(..2)?))
    };
    chosen.or_else(spoken).unwrap_or(Lang::Fr)
}

/// The page of whatever goes wrong, made of the request before a handler takes it.
struct ErrorPage {
    ask: Ask,
}

impl ErrorPage {
    fn of(ask: &Ask) -> Self {
        let ask = Ask {
            console: ask.console.clone(),
            method: ask.method.clone(),
            place: ask.place.clone(),
            headers: HeaderMap::new(),
            client: ask.client,
            params: Vec::new(),
            query: Fields::default(),
            form: Fields::default(),
            files: Vec::new(),
            session: ask.session.clone(),
            lang: ask.lang,
        };
        Self { ask }
    }

    async fn show(self, halt: Halt) -> Response {
        let ask = self.ask;
        if let Halt::SignIn = halt {
            return match ask.method == Method::GET {
                true => go_to(&format!("/connexion?vers={}", encoded(&ask.place))),
                false => go_to(&over(&ask.place)),
            };
        }
        if let Halt::Unlock = halt {
            let to = match ask.method == Method::GET {
                true => Some(ask.place),
                false => page_of(&ask.place),
            };
            let to = to.map_or_else(String::new, |to| format!("?vers={}", encoded(&to)));
            return go_to(&format!("/verrou{to}"));
        }
        let shown = page(&ask, &halt).await;
        let mut shown = shown.unwrap_or_else(|_| bare(&ask.console, ask.lang, &halt));
        if let Some(secs) = halt.retry_secs() {
            shown.headers_mut().insert(RETRY_AFTER, secs.into());
        }
        shown
    }
}

/// Where a form leads that came after its session: to sign in, and then to the page it stands on.
fn over(place: &str) -> String {
    let page = page_of(place).filter(|page| !page.starts_with("/connexion"));
    let to = page.map_or_else(String::new, |page| format!("&vers={}", encoded(&page)));
    format!("/connexion?dit=session-over{to}")
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn page(ask: &Ask, halt: &Halt) -> Answer {
    let mut value = json!({"status": halt.status().as_u16(), "kind": kind(halt)});
    if ask.method == Method::POST {
        value["back"] = page_of(&ask.place).into();
    }
    if let Halt::Stale(changes) = halt {
        value["changes"] = changes.clone().into();
    }
    if let Halt::Refused(refusal) = halt {
        value["why"] = refusal::words(ask, refusal).into();
    }
    if let Halt::TooOften(minutes) = halt {
        let gaps = FluentArgs::from_iter([("minutes", *minutes)]);
        let words = ask.console.words(ask.lang);
        value["why"] = words.get("error-often-wait", &gaps).into();
    }
    ask.page_as(halt.status(), "error.html", value).await
}

/// The page that a form stands on: the longest beginning of its address that is a page. `/commandes/VF-0012/avancer`
/// is sent from `/commandes/VF-0012`.
fn page_of(place: &str) -> Option<String> {
    let path = place.split('?').next().unwrap_or_default();
    let routes = table();
    let is_page = |path: &str| {
        // An address that has a row of its own is no page's number: `/commandes/lot` is no order.
        let mut own = routes.iter().filter(|route| route.path == path).peekable();
        if own.peek().is_some() {
            return own.any(|route| route.method == Method::GET);
        }
        let mut pages = routes.iter().filter(|route| route.method == Method::GET);
        pages.any(|route| {
            let (wanted, found) = (route.path.split('/'), path.split('/'));
            let same = |(wanted, found): (&str, &str)| wanted == found || wanted.starts_with('{');
            wanted.clone().count() == found.clone().count() && wanted.zip(found).all(same)
        })
    };
    let mut path = path;
    while path.len() > 1 {
        if is_page(path) {
            return Some(path.to_owned());
        }
        path = path.rsplit_once('/').map_or("", |(before, _)| before);
    }
    None
}

/// A page that needs neither store nor engine, for when they are what fails.
fn bare(console: &Console, lang: Lang, halt: &Halt) -> Response {
    let value = json!({
        "lang": frame::tag(lang),
        "status": halt.status().as_u16(),
        "kind": kind(halt),
        "address": console.public_url(),
        "version": super::assets::VERSION.as_str(),
    });
    let status = match halt.status() {
        StatusCode::SEE_OTHER => StatusCode::SERVICE_UNAVAILABLE,
        status => status,
    };
    match console.templates(lang).render("bare.html", &value) {
        Ok(page) => (status, Html(page)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The words for it, `error-…`.
const fn kind(halt: &Halt) -> &'static str {
    match halt {
        Halt::SignIn | Halt::Unlock | Halt::Unavailable => "unavailable",
        Halt::Busy => "busy",
        Halt::Forbidden => "forbidden",
        Halt::Elsewhere => "elsewhere",
        Halt::NotFound => "missing",
        Halt::Spent => "spent",
        Halt::Stale(_) => "stale",
        Halt::Refused(_) => "refused",
        Halt::Malformed => "malformed",
        Halt::TooSlow => "slow",
        Halt::TooLarge => "large",
        Halt::TooOften(_) => "often",
        Halt::Failed => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_the_page_that_it_stands_on() {
        for (form, page) in [
            ("/preuves/5/valider", "/preuves"),
            ("/commandes/VF-0012/avancer", "/commandes/VF-0012"),
            ("/commandes/lot?x=1", "/commandes"),
        ] {
            assert_eq!(page_of(form).as_deref(), Some(page), "{form}");
        }
        assert_eq!(page_of("/nulle/part"), None);
        assert_eq!(over("/connexion/code"), "/connexion?dit=session-over");
    }
}
