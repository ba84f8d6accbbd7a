//! What follows an accepted message: its statuses, told to the callback URL.

use std::sync::Arc;

use super::fault::Fault;
use super::messages::advance;
use super::state::{Shared, SimMessage};
use crate::code::ErrorCode;
use crate::form::Form;
use crate::status::MessageStatus;

type Step = (MessageStatus, Option<ErrorCode>);

/// Lets a message go its way, in a task of its own.
pub(super) fn follow(shared: &Arc<Shared>, message: SimMessage, fault: Option<Fault>) {
    shared.lock().callbacks_pending += 1;
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        tell(&shared, &message, fault).await;
        shared.lock().callbacks_pending -= 1;
        shared.changed();
    });
}

async fn tell(shared: &Shared, message: &SimMessage, fault: Option<Fault>) {
    let mut steps: Vec<Step> = match fault {
        Some(Fault::AsyncFailure(code)) => {
            vec![
                (MessageStatus::Sent, None),
                (MessageStatus::Failed, Some(ErrorCode(code))),
            ]
        }
        _ => shared
            .config
            .statuses
            .iter()
            .map(|&status| (status, None))
            .collect(),
    };
    let end = steps.last().copied();
    if fault == Some(Fault::ShuffleCallbacks) {
        shared.lock().random.shuffle(&mut steps);
    }
    let times = if fault == Some(Fault::DuplicateCallbacks) {
        2
    } else {
        1
    };
    for (status, error) in steps {
        tokio::time::sleep(shared.config.callback_delay).await;
        advance(shared, message.sid, status, error);
        if fault == Some(Fault::LoseCallbacks) {
            continue;
        }
        for _ in 0..times {
            post(shared, message, status, error).await;
        }
    }
    if let Some((status, error)) = end {
        advance(shared, message.sid, status, error);
    }
}

async fn post(
    shared: &Shared,
    message: &SimMessage,
    status: MessageStatus,
    error: Option<ErrorCode>,
) {
    let Some(url) = &message.status_callback else {
        return;
    };
    let token = shared
        .lock()
        .accounts
        .get(&message.account)
        .map(|account| account.token.clone());
    let (Some(token), Some(form)) = (token, callback_form(message, status, error)) else {
        return;
    };
    for attempt in 0..=retries(url) {
        if attempt > 0 {
            tokio::time::sleep(shared.config.callback_delay).await;
        }
        // Retried as `rp=5xx,ct,rt` asks: a refusal of ours is final.
        if matches!(shared.poster.post(url, &form, &token).await, Ok(status) if status < 500) {
            return;
        }
    }
}

fn callback_form(
    message: &SimMessage,
    status: MessageStatus,
    error: Option<ErrorCode>,
) -> Option<Form> {
    let (to, from, code) = (
        message.to.to_channel(),
        message.from.to_channel(),
        error.map(|code| code.to_string()),
    );
    let mut pairs = vec![
        ("ChannelPrefix", "whatsapp"),
        ("ApiVersion", "2010-04-01"),
        ("MessageStatus", status.as_str()),
        ("SmsSid", message.sid.as_str()),
        ("SmsStatus", status.as_str()),
        ("To", &to),
        ("From", &from),
        ("MessageSid", message.sid.as_str()),
        ("StructuredMessage", "false"),
        ("AccountSid", message.account.as_str()),
    ];
    if let Some(code) = &code {
        pairs.extend([
            ("ErrorCode", code.as_str()),
            ("ErrorMessage", "A fault on request"),
        ]);
    }
    Form::from_pairs(pairs).ok()
}

/// The retries that the URL's fragment asks for; one without it.
fn retries(url: &str) -> u8 {
    let overrides = url.split_once('#').map_or("", |(_, fragment)| fragment);
    let count = overrides
        .split('&')
        .find_map(|pair| pair.strip_prefix("rc="));
    count
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .min(5)
}
