//! The stream of changes: parts of the page, sent when they differ from what was sent before, until the stop.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;
use serde_json::{Map, Value};

use super::Pages;
use crate::http::error::HttpError;

/// How often the page is looked at.
const EVERY: Duration = Duration::from_millis(250);

/// Parts as JSON, `{"log-awa": "<li>…"}`, one event at a time.
pub(super) async fn changes(State(pages): State<Pages>) -> Response {
    let (sender, body) = Channel::<Bytes, std::convert::Infallible>::new(4);
    tokio::spawn(send(pages, sender));
    ([(CONTENT_TYPE, "text/event-stream")], Body::new(body)).into_response()
}

async fn send(pages: Pages, mut sender: Sender<Bytes, std::convert::Infallible>) {
    let shutdown = pages.desk.world.shutdown.clone();
    let mut before = BTreeMap::new();
    loop {
        if let Ok(now) = parts(&pages).await {
            let changed: Map<String, Value> = now
                .iter()
                .filter(|(name, part)| before.get(*name) != Some(*part))
                .map(|(name, part)| (name.clone(), Value::from(part.as_str())))
                .collect();
            before = now;
            let event = match changed.is_empty() {
                true => ":\n\n".to_owned(),
                false => format!("data: {}\n\n", Value::Object(changed)),
            };
            if sender.send_data(Bytes::from(event)).await.is_err() {
                return;
            }
        }
        tokio::select! {
            biased;
            () = shutdown.draining() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// The parts of the page that change.
async fn parts(pages: &Pages) -> Result<BTreeMap<String, String>, HttpError> {
    let view = pages.view().await?;
    let mut parts = BTreeMap::new();
    for name in ["bar", "status", "stock", "events"] {
        parts.insert(
            name.to_owned(),
            pages.templates.render(&format!("{name}.html"), &view)?,
        );
    }
    for phone in view["phones"].as_array().into_iter().flatten() {
        let mut value = view.clone();
        value["phone"] = phone.clone();
        let slug = phone["slug"].as_str().unwrap_or_default();
        parts.insert(
            format!("log-{slug}"),
            pages.templates.render("log.html", &value)?,
        );
    }
    parts.insert(
        "active".to_owned(),
        view["active"].as_str().unwrap_or_default().to_owned(),
    );
    parts.insert(
        "lang".to_owned(),
        view["lang"].as_str().unwrap_or_default().to_owned(),
    );
    Ok(parts)
}
