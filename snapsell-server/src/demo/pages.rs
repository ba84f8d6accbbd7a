//! The page of the demo: plain forms that work without a script, and a stream of changes for those with one.

mod forms;
mod guard;
mod stream;
mod templates;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Uri};
use serde_json::{Value, json};
use snapsell_store::Media;

use self::templates::Templates;
use super::desk::Desk;
use super::world::DemoError;
use super::{opened, orders};
use super::{view, words};
use crate::config::Networks;
use crate::console::{self, Console};
use crate::http::error::HttpError;
use crate::talk::Lang;

/// How long a picture is waited for.
const PICTURE_WAIT: Duration = Duration::from_secs(5);
const STYLE: &str = include_str!("../../assets/demo/style.css");
const SCRIPT: &str = include_str!("../../assets/demo/script.js");

/// What every handler has.
#[derive(Clone)]
pub(super) struct Pages {
    desk: Arc<Desk>,
    templates: Arc<Templates>,
    console: Console,
}

/// The page over the server's own routes.
pub(super) fn router(desk: &Arc<Desk>) -> Router {
    let pages = Pages {
        desk: Arc::clone(desk),
        templates: Arc::new(Templates::new()),
        console: console(desk),
    };
    let behind = pages.console.router();
    let demo = Router::new()
        .route("/demo", get(live))
        .route("/demo/commandes", get(list))
        .route("/demo/evenement/{version}", get(opened))
        .route("/demo/flux", get(stream::changes))
        .route("/demo/photo/{sid}", get(photo))
        .route(
            "/demo/style.css",
            get(async || asset("text/css; charset=utf-8", STYLE)),
        )
        .route(
            "/demo/script.js",
            get(async || asset("text/javascript; charset=utf-8", SCRIPT)),
        )
        .route("/demo/dire", post(forms::say))
        .route("/demo/faire", post(forms::act))
        .route("/demo/console", post(open_console))
        .layer(axum::middleware::from_fn_with_state(
            pages.clone(),
            guard::guard,
        ))
        .with_state(pages);
    desk.world.app.routes().merge(demo).merge(behind)
}

/// The console of the demo's shop.
fn console(desk: &Desk) -> Console {
    let options = console::Options {
        trusted: Networks::default(),
        shutdown: desk.world.shutdown.clone(),
        sign_up: false,
        demo: true,
    };
    Console::new(&desk.world.app, options)
}

/// To the console, signed in as the owner of the shop.
async fn open_console(State(pages): State<Pages>) -> Result<Redirect, HttpError> {
    let link = blocking(move || Ok(pages.console.demo_link(pages.desk.play().round.shop)?)).await?;
    Ok(Redirect::to(&link))
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

/// The live.
async fn live(State(pages): State<Pages>, uri: Uri) -> Result<Response, HttpError> {
    pages.desk.begin();
    let mut value = pages.view().await?;
    if let Some(who) = asked_phone(&uri) {
        value["active"] = Value::from(who.slug());
    }
    pages.page("page.html", value)
}

/// The phone of `?vers=awa`.
fn asked_phone(uri: &Uri) -> Option<super::cast::Who> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let asked = pairs.filter_map(|pair| pair.strip_prefix("vers=")).next()?;
    super::cast::Who::of_slug(asked).filter(|who| *who != super::cast::Who::Marie)
}

/// The list of orders.
async fn list(State(pages): State<Pages>) -> Result<Response, HttpError> {
    let desk = Arc::clone(&pages.desk);
    let lang = desk.hand().lang;
    let rows = blocking(move || {
        let play = desk.play();
        let mut told = play.told();
        Ok(orders::rows(
            &desk.world.app.store,
            play.round.shop,
            &mut told.ledger,
            lang,
        )?)
    })
    .await?;
    let rows: Vec<Value> = rows.iter().map(|row| json!(row.cells())).collect();
    let value = json!({
        "lang": match lang { Lang::Fr => "fr", Lang::En => "en" },
        "w": words::all(lang),
        "headings": orders::headings(lang),
        "rows": rows,
    });
    pages.page("orders.html", value)
}

/// One event, opened: a page of its own, or with `?partie` the part for the list.
async fn opened(
    State(pages): State<Pages>,
    Path(version): Path<u64>,
    uri: Uri,
) -> Result<Response, HttpError> {
    let desk = Arc::clone(&pages.desk);
    let event = blocking(move || opened::event(&desk, version)).await?;
    let value = event.ok_or(HttpError::NOT_FOUND)?;
    match uri.query() {
        Some("partie") => Ok(Html(pages.templates.render("event.html", &value)?).into_response()),
        Some(_) | None => pages.page("opened.html", value),
    }
}

/// A picture that came with a message, as the shop fetched and sealed it.
async fn photo(State(pages): State<Pages>, Path(sid): Path<String>) -> Result<Response, HttpError> {
    let mut came = pages.desk.world.app.pictures().listen();
    // The bubble is there as soon as the message is; its picture is fetched afterwards.
    let found = tokio::time::timeout(PICTURE_WAIT, async {
        loop {
            match picture(&pages, &sid).await {
                Ok(None) => drop(came.recv().await),
                Ok(Some(found)) => return Ok(found),
                Err(error) => return Err(error),
            }
        }
    });
    let found = found.await.unwrap_or(Err(HttpError::NOT_FOUND))?;
    let kind = match found.content_type.as_str() {
        "image/jpeg" => "image/jpeg",
        "image/png" => "image/png",
        _ => return Err(HttpError::NOT_FOUND),
    };
    Ok(([(CONTENT_TYPE, kind)], found.bytes).into_response())
}

/// The picture of a message, when it was fetched already.
async fn picture(pages: &Pages, sid: &str) -> Result<Option<Media>, HttpError> {
    let (desk, sid) = (Arc::clone(&pages.desk), sid.to_owned());
    blocking(move || {
        let (store, shop) = (&desk.world.app.store, desk.play().round.shop);
        let received = store
            .received(shop)?
            .into_iter()
            .find(|row| row.native_id == sid);
        Ok(match received {
            Some(row) => store.media(shop, row.command, 0)?,
            None => None,
        })
    })
    .await
}

impl Pages {
    /// Everything at this moment.
    async fn view(&self) -> Result<Value, HttpError> {
        let desk = Arc::clone(&self.desk);
        blocking(move || view::all(&desk)).await
    }

    /// A page whose script and style carry a nonce of their own.
    fn page(&self, name: &str, mut value: Value) -> Result<Response, HttpError> {
        let nonce = nonce()?;
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        value["nonce"] = Value::from(nonce);
        let mut headers = HeaderMap::new();
        let policy = HeaderValue::from_str(&policy).map_err(|_| HttpError::INTERNAL)?;
        headers.insert(CONTENT_SECURITY_POLICY, policy);
        Ok((headers, Html(self.templates.render(name, &value)?)).into_response())
    }
}

fn nonce() -> Result<String, HttpError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| HttpError::INTERNAL)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Reads the disk beside the async tasks.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DemoError> + Send + 'static,
) -> Result<T, HttpError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| HttpError::INTERNAL)?
        .map_err(|error| failed(&error))
}

fn failed(error: &DemoError) -> HttpError {
    tracing::error!(%error, "the demo cannot be shown");
    HttpError::UNAVAILABLE
}
