//! Media of the stand-in: listed, redirected to a link, deleted.

use serde_json::json;

use super::api::Reply;
use super::state::{Shared, State};
use crate::sid::{AccountSid, MediaSid, MessageSid};

pub(super) fn of_message(shared: &Shared, account: AccountSid, message: &str) -> Reply {
    let mut state = shared.lock();
    let sid = MessageSid::parse(message)
        .ok()
        .filter(|&sid| state.message(account, sid).is_some());
    let Some(sid) = sid else {
        return Reply::not_found();
    };
    let of_it = state.media.iter().filter(|(_, media)| media.message == sid);
    let list: Vec<_> = of_it
        .map(|(id, media)| {
            json!({
                "sid": id.as_str(),
                "parent_sid": sid.as_str(),
                "account_sid": account.as_str(),
                "content_type": media.content_type,
                "uri": format!("/2010-04-01/Accounts/{account}/Messages/{sid}/Media/{id}.json"),
            })
        })
        .collect();
    Reply::json(
        200,
        &json!({"media_list": list, "next_page_uri": null, "page": 0}),
    )
}

/// Sends the reader on to the link, as the provider does.
pub(super) fn redirect(shared: &Shared, account: AccountSid, message: &str, id: &str) -> Reply {
    let mut state = shared.lock();
    if state.media_hidden > 0 {
        state.media_hidden -= 1;
        return Reply::not_found();
    }
    match find(&mut state, account, message, id) {
        Some(media) => {
            let location = Some(format!("{}/links/{media}", shared.base.as_str()));
            Reply {
                status: 307,
                location,
                ..Reply::default()
            }
        }
        None => Reply::not_found(),
    }
}

/// The file behind a link; nobody is asked who she is.
pub(super) fn linked(shared: &Shared, id: &str) -> Reply {
    let state = shared.lock();
    match MediaSid::parse(id).ok().and_then(|id| state.media.get(&id)) {
        Some(media) => Reply {
            status: 200,
            content_type: media.content_type.clone(),
            body: media.bytes.clone(),
            ..Reply::default()
        },
        None => Reply::not_found(),
    }
}

pub(super) fn delete(shared: &Shared, account: AccountSid, message: &str, id: &str) -> Reply {
    let mut state = shared.lock();
    let found = id
        .strip_suffix(".json")
        .and_then(|id| find(&mut state, account, message, id));
    match found.and_then(|media| state.media.remove(&media)) {
        Some(_) => Reply::deleted(),
        None => Reply::not_found(),
    }
}

fn find(state: &mut State, account: AccountSid, message: &str, id: &str) -> Option<MediaSid> {
    let (message, id) = (MessageSid::parse(message).ok()?, MediaSid::parse(id).ok()?);
    state.message(account, message)?;
    state
        .media
        .get(&id)
        .filter(|media| media.message == message)
        .map(|_| id)
}
