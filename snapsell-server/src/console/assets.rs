//! Style and script, named by their content so that a browser keeps them for good.

use std::sync::LazyLock;

use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use sha2::{Digest as _, Sha256};

use super::access::Anyone;
use super::answer::{Answer, Halt};
use super::ask::Ask;

struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

const ASSETS: [Asset; 5] = [
    Asset {
        name: "console.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("../../static/console.css"),
    },
    Asset {
        name: "console.js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../../static/console.js"),
    },
    Asset {
        name: "overlay.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("../../static/overlay.css"),
    },
    Asset {
        name: "overlay.js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../../static/overlay.js"),
    },
    Asset {
        name: "icon.svg",
        kind: "image/svg+xml",
        text: include_str!("../../static/icon.svg"),
    },
];

/// Part of their addresses; another one whenever one of them changes.
pub(super) static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in &ASSETS {
        hash.update(asset.text);
    }
    hash.finalize()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

/// `GET /assets/{version}/{name}`
pub(super) async fn get(_: Anyone, ask: Ask) -> Answer {
    let wanted = ask.path("name");
    let found = ASSETS.iter().find(|asset| asset.name == wanted);
    let asset = found
        .filter(|_| ask.path("version") == *VERSION)
        .ok_or(Halt::NotFound)?;
    let mut response: Response = asset.text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let for_good = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, for_good);
    Ok(response)
}
