//! The list of messages: filters, newest first, page by page.

use form_urlencoded::Serializer;
use serde_json::json;

use super::api::Reply;
use super::json::message_json;
use super::state::{Shared, SimMessage};
use crate::date::parse_day;
use crate::form::Form;
use crate::sid::AccountSid;

const DAY_MS: i64 = 86_400_000;
const PAGE_SIZE: usize = 50;
const PAGE_SIZE_MAX: usize = 1000;

pub(super) fn page(shared: &Shared, account: AccountSid, query: &str) -> Reply {
    let Ok(query) = Form::parse(query.as_bytes()) else {
        return Reply::error(400, 20001, "The query is malformed");
    };
    let Some(filter) = Filter::read(&query) else {
        return Reply::error(400, 20001, "A filter is unknown or malformed");
    };
    let state = shared.lock();
    let newest_first = state.messages.iter().rev();
    let mut found = newest_first
        .filter(|message| message.account == account && filter.takes(message))
        .skip(filter.skip);
    let messages: Vec<_> = found.by_ref().take(filter.size).map(message_json).collect();
    let next = found
        .next()
        .map(|message| filter.next_page(account, message, &query));
    let page = filter.skip / filter.size;
    Reply::json(
        200,
        &json!({"messages": messages, "next_page_uri": next, "page": page, "page_size": filter.size}),
    )
}

struct Filter {
    to: Option<String>,
    from: Option<String>,
    since_ms: i64,
    before_ms: i64,
    size: usize,
    skip: usize,
}

impl Filter {
    fn read(query: &Form) -> Option<Self> {
        let mut filter = Self {
            to: None,
            from: None,
            since_ms: i64::MIN,
            before_ms: i64::MAX,
            size: PAGE_SIZE,
            skip: 0,
        };
        let mut page = 0;
        for (name, value) in query.iter() {
            match name {
                "To" => filter.to = Some(value.to_owned()),
                "From" => filter.from = Some(value.to_owned()),
                "DateSent>" => filter.since_ms = parse_day(value)?,
                "DateSent<" => filter.before_ms = parse_day(value)? + DAY_MS,
                "DateSent" => {
                    filter.since_ms = parse_day(value)?;
                    filter.before_ms = filter.since_ms + DAY_MS;
                }
                "PageSize" => {
                    filter.size = value
                        .parse()
                        .ok()
                        .filter(|size| (1..=PAGE_SIZE_MAX).contains(size))?
                }
                "Page" => page = value.parse().ok()?,
                "PageToken" => {}
                _ => return None,
            }
        }
        filter.skip = filter.size.checked_mul(page)?;
        Some(filter)
    }

    fn takes(&self, message: &SimMessage) -> bool {
        let is = |wanted: &Option<String>, actual: String| {
            wanted.as_ref().is_none_or(|wanted| *wanted == actual)
        };
        is(&self.to, message.to.to_channel())
            && is(&self.from, message.from.to_channel())
            && (self.since_ms..self.before_ms).contains(&message.created_ms)
    }

    fn next_page(&self, account: AccountSid, next: &SimMessage, query: &Form) -> String {
        let mut uri = Serializer::new(format!("/2010-04-01/Accounts/{account}/Messages.json?"));
        uri.extend_pairs(
            query
                .iter()
                .filter(|(name, _)| !matches!(*name, "Page" | "PageToken")),
        );
        uri.append_pair("Page", &(self.skip / self.size + 1).to_string());
        uri.append_pair("PageToken", &format!("PA{}", next.sid));
        uri.finish()
    }
}
