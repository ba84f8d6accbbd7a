//! The stand-in's API: who may ask, and which resource answers.

use std::io;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use hyper::{Method, Request, Response};
use serde_json::{Value, json};

use super::state::Shared;
use super::{list, media, messages};
use crate::form::Form;
use crate::limits::FORM_BYTES_MAX;
use crate::sid::AccountSid;

/// What the stand-in answers.
#[derive(Debug, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<u32>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            content_type: "application/json".into(),
            body: body.to_string().into_bytes(),
            ..Self::default()
        }
    }

    pub(super) fn error(status: u16, code: u32, message: &str) -> Self {
        let more_info = format!("https://www.twilio.com/docs/errors/{code}");
        Self::json(
            status,
            &json!({"code": code, "message": message, "more_info": more_info, "status": status}),
        )
    }

    pub(super) fn not_found() -> Self {
        Self::error(404, 20404, "The requested resource was not found")
    }

    pub(super) fn deleted() -> Self {
        Self {
            status: 204,
            ..Self::default()
        }
    }
}

/// Answers one request; an error closes the connection without an answer.
pub(super) async fn answer(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> io::Result<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, FORM_BYTES_MAX)
        .collect()
        .await
        .map_err(io::Error::other)?
        .to_bytes();
    let path = parts.uri.path();
    let authorization = parts
        .headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let reply = if let Some(link) = path.strip_prefix("/links/") {
        media::linked(&shared, link)
    } else {
        match (authorized(&shared, path, authorization), Form::parse(&body)) {
            (Err(refusal), _) => refusal,
            (Ok(_), Err(_)) => Reply::error(400, 20001, "The body is not a form"),
            (Ok((account, rest)), Ok(form)) => {
                let query = parts.uri.query().unwrap_or_default();
                route(&shared, &parts.method, account, rest, query, &form).await?
            }
        }
    };
    let mut builder = Response::builder()
        .status(reply.status)
        .header(CONTENT_TYPE, reply.content_type);
    if let Some(location) = reply.location {
        builder = builder.header(LOCATION, location);
    }
    if let Some(seconds) = reply.retry_after {
        builder = builder.header(RETRY_AFTER, seconds);
    }
    builder
        .body(Full::new(Bytes::from(reply.body)))
        .map_err(io::Error::other)
}

/// The account and the path under it, where the secret opens it.
fn authorized<'p>(
    shared: &Shared,
    path: &'p str,
    authorization: Option<&str>,
) -> Result<(AccountSid, &'p str), Reply> {
    let under = path
        .strip_prefix("/2010-04-01/Accounts/")
        .ok_or_else(Reply::not_found)?;
    let (account, rest) = under.split_at_checked(34).ok_or_else(Reply::not_found)?;
    let account = AccountSid::parse(account).map_err(|_| Reply::not_found())?;
    let opens = |token: &str| {
        let expected = BASE64_STANDARD.encode(format!("{account}:{token}"));
        authorization.and_then(|header| header.strip_prefix("Basic ")) == Some(expected.as_str())
    };
    match shared.lock().accounts.get(&account) {
        Some(known) if opens(known.token.expose()) => Ok((account, rest)),
        _ => Err(Reply::error(401, 20003, "Authenticate")),
    }
}

async fn route(
    shared: &Arc<Shared>,
    method: &Method,
    account: AccountSid,
    path: &str,
    query: &str,
    form: &Form,
) -> io::Result<Reply> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    Ok(match (method.as_str(), parts.as_slice()) {
        ("POST", ["Messages.json"]) => return messages::create(shared, account, form).await,
        ("GET", ["Messages.json"]) => list::page(shared, account, query),
        ("GET", [] | [".json"]) => {
            Reply::json(200, &json!({"sid": account.as_str(), "status": "active"}))
        }
        ("GET", ["Messages", message, "Media.json"]) => media::of_message(shared, account, message),
        ("GET", ["Messages", message, "Media", id]) => {
            media::redirect(shared, account, message, id)
        }
        ("DELETE", ["Messages", message, "Media", id]) => {
            media::delete(shared, account, message, id)
        }
        ("GET", ["Messages", message]) => messages::fetch(shared, account, message),
        ("POST", ["Messages", message]) => messages::update(shared, account, message, form),
        ("DELETE", ["Messages", message]) => messages::delete(shared, account, message),
        _ => Reply::not_found(),
    })
}
