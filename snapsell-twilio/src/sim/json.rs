//! A message as the API shows it.

use serde_json::{Value, json};

use super::state::SimMessage;
use crate::date::format_rfc2822;

pub(super) fn message_json(message: &SimMessage) -> Value {
    let date = format_rfc2822(message.created_ms);
    let uri = format!(
        "/2010-04-01/Accounts/{}/Messages/{}",
        message.account, message.sid
    );
    json!({
        "account_sid": message.account.as_str(),
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": date,
        "date_sent": date,
        "date_updated": date,
        "direction": if message.inbound { "inbound" } else { "outbound-api" },
        "error_code": message.error.map(|code| code.0),
        "error_message": null,
        "from": message.from.to_channel(),
        "messaging_service_sid": null,
        "num_media": message.media_count.to_string(),
        "num_segments": "1",
        "price": null,
        "price_unit": null,
        "sid": message.sid.as_str(),
        "status": message.status.as_str(),
        "subresource_uris": {"media": format!("{uri}/Media.json")},
        "to": message.to.to_channel(),
        "uri": format!("{uri}.json"),
    })
}
