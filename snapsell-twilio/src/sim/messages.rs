//! Messages of the stand-in: creation with the API's checks, and what can be done with one.

use std::io;
use std::sync::Arc;

use serde_json::{Value, json};

use super::api::Reply;
use super::callbacks;
use super::fault::Fault;
use super::json::message_json;
use super::state::{Shared, SimAccount, SimMessage, State};
use crate::address::Address;
use crate::base::Origin;
use crate::code::ErrorCode;
use crate::form::Form;
use crate::limits::BODY_CHARS_MAX;
use crate::sid::{AccountSid, ContentSid, MessageSid};
use crate::status::MessageStatus;

/// The parameters that we may send; another one is our mistake.
const KNOWN: [&str; 6] = [
    "To",
    "From",
    "Body",
    "ContentSid",
    "ContentVariables",
    "StatusCallback",
];

/// Creates a message, unless a fault strikes; an error closes the connection.
pub(super) async fn create(
    shared: &Arc<Shared>,
    account: AccountSid,
    form: &Form,
) -> io::Result<Reply> {
    let fault = {
        let mut state = shared.lock();
        state.attempts += 1;
        state.faults.next_answer()
    };
    let reset = || Err(io::Error::other("a fault on request"));
    match fault {
        Some(Fault::Status(status)) => Ok(Reply::error(status, 20500, "A fault on request")),
        Some(Fault::TooManyRequests { retry_after }) => Ok(Reply {
            retry_after,
            ..Reply::error(429, 20429, "Too Many Requests")
        }),
        Some(Fault::ErrorCode(code)) => Ok(Reply::error(
            if code == 20003 { 401 } else { 400 },
            code,
            "A fault on request",
        )),
        Some(Fault::ResetUnprocessed) => reset(),
        Some(Fault::AcceptThenReset) => {
            accept(shared, account, form);
            reset()
        }
        Some(Fault::AcceptThenStatus(status)) => {
            accept(shared, account, form);
            Ok(Reply::error(status, 20500, "A fault on request"))
        }
        Some(Fault::Slow(wait)) => {
            let reply = accept(shared, account, form);
            tokio::time::sleep(wait).await;
            Ok(reply)
        }
        // Those that strike later are taken when the message is accepted.
        Some(
            Fault::LoseCallbacks
            | Fault::ShuffleCallbacks
            | Fault::DuplicateCallbacks
            | Fault::AsyncFailure(_),
        )
        | None => Ok(accept(shared, account, form)),
    }
}

fn accept(shared: &Arc<Shared>, account: AccountSid, form: &Form) -> Reply {
    let (reply, message, fault) = {
        let mut state = shared.lock();
        let sid = state.message_sid("SM");
        let Some(known) = state.accounts.get(&account) else {
            return Reply::not_found();
        };
        let message = match read(known, sid, form, (shared.now)()) {
            Ok(message) => message,
            Err((code, why)) => return Reply::error(400, code, why),
        };
        state.messages.push(message.clone());
        (
            Reply::json(201, &message_json(&message)),
            message,
            state.faults.next_callback(),
        )
    };
    shared.changed();
    callbacks::follow(shared, message, fault);
    reply
}

/// The API's own checks, with its codes.
fn read(
    account: &SimAccount,
    sid: MessageSid,
    form: &Form,
    now: i64,
) -> Result<SimMessage, (u32, &'static str)> {
    if form.iter().any(|(name, _)| !KNOWN.contains(&name)) {
        return Err((20001, "A parameter is unknown"));
    }
    let filled = |name: &str| form.get(name).filter(|value| !value.is_empty());
    let to = Address::parse(filled("To").ok_or((21604, "A 'To' is required"))?)
        .map_err(|_| (21211, "Invalid 'To'"))?;
    let from = filled("From").ok_or((21603, "A 'From' is required"))?;
    let from = Address::parse(from).map_err(|_| (21212, "Invalid 'From'"))?;
    if !account.senders.contains(&from) {
        return Err((63007, "No channel with this 'From'"));
    }
    let template = template(filled("ContentSid"), filled("ContentVariables"))?;
    let body = filled("Body").unwrap_or_default();
    match (&template, body) {
        (None, "") => return Err((21619, "A text message body or media urls must be specified")),
        (Some(_), text) if !text.is_empty() => return Err((21656, "Both a template and a body")),
        _ => {}
    }
    if body.chars().count() > BODY_CHARS_MAX {
        return Err((21617, "The message body exceeds the 1600 character limit"));
    }
    let callback = filled("StatusCallback");
    if callback.is_some_and(|url| Origin::of(url).is_none_or(|origin| origin.host.contains('_'))) {
        return Err((21609, "Invalid StatusCallback"));
    }
    Ok(SimMessage {
        sid,
        account: account.sid,
        from,
        to,
        body: body.to_owned(),
        template,
        status_callback: callback.map(str::to_owned),
        inbound: false,
        status: MessageStatus::Queued,
        error: None,
        created_ms: now,
        media_count: 0,
    })
}

type Template = Option<(String, String)>;

fn template(
    content: Option<&str>,
    variables: Option<&str>,
) -> Result<Template, (u32, &'static str)> {
    let Some(content) = content else {
        return Ok(None);
    };
    ContentSid::parse(content).map_err(|_| (21655, "The ContentSid is invalid"))?;
    let variables = variables.unwrap_or("{}");
    let parsed: Value =
        serde_json::from_str(variables).map_err(|_| (21656, "ContentVariables are not JSON"))?;
    let map = parsed
        .as_object()
        .ok_or((21656, "ContentVariables are not an object"))?;
    if map
        .values()
        .any(|value| value.as_str().is_none_or(str::is_empty))
    {
        return Err((63013, "A variable is empty"));
    }
    Ok(Some((content.to_owned(), variables.to_owned())))
}

pub(super) fn fetch(shared: &Shared, account: AccountSid, file: &str) -> Reply {
    with_message(shared, account, file, |_, message| {
        Reply::json(200, &message_json(message))
    })
}

/// Only redaction: an empty body.
pub(super) fn update(shared: &Shared, account: AccountSid, file: &str, form: &Form) -> Reply {
    with_message(shared, account, file, |state, message| {
        if form.get("Body") != Some("") {
            return Reply::error(400, 20001, "Only an empty Body is accepted");
        }
        if let Some(stored) = state.message(account, message.sid) {
            stored.body.clear();
        }
        Reply::json(200, &json!({"sid": message.sid.as_str(), "body": ""}))
    })
}

pub(super) fn delete(shared: &Shared, account: AccountSid, file: &str) -> Reply {
    with_message(shared, account, file, |state, message| {
        state.messages.retain(|other| other.sid != message.sid);
        Reply::deleted()
    })
}

fn with_message(
    shared: &Shared,
    account: AccountSid,
    file: &str,
    act: impl FnOnce(&mut State, &SimMessage) -> Reply,
) -> Reply {
    let sid = file
        .strip_suffix(".json")
        .and_then(|sid| MessageSid::parse(sid).ok());
    let mut state = shared.lock();
    match sid.and_then(|sid| state.message(account, sid).cloned()) {
        Some(message) => act(&mut state, &message),
        None => Reply::not_found(),
    }
}

/// Moves a message on; what is known for good stays.
pub(super) fn advance(
    shared: &Shared,
    sid: MessageSid,
    status: MessageStatus,
    error: Option<ErrorCode>,
) {
    if let Some(message) = shared
        .lock()
        .messages
        .iter_mut()
        .rev()
        .find(|message| message.sid == sid)
    {
        message.status = status;
        message.error = error;
    }
    shared.changed();
}
