//! What one customer wrote and what she was told, up to an instant, in the words that were sent.

use snapsell_core::wording::{Facts, Words};
use snapsell_core::{CommandId, CustomerId, Reply, address_in};
use snapsell_store::{OutboxState, StoreError};

use super::past::Past;
use crate::zone;

/// Messages shown each way, the last ones.
const SHOWN_MAX: usize = 500;

/// One message, either way.
pub(super) struct Said {
    pub(super) at: snapsell_core::Timestamp,
    version: u64,
    /// `None` for hers.
    pub(super) state: Option<OutboxState>,
    /// `None` when it was erased, or was never words.
    pub(super) words: Option<String>,
}

/// Everything that was said with her, the oldest first; and whether there was more before.
pub(super) fn with(past: &Past<'_>, who: CustomerId) -> Result<(Vec<Said>, bool), StoreError> {
    let (opened, shop) = (past.source.opened, past.source.record.id);
    let heard = opened.heard_until(shop, who, past.at, SHOWN_MAX)?;
    let told = opened.told_until(shop, who, past.at, SHOWN_MAX)?;
    let cut = heard.len() == SHOWN_MAX || told.len() == SHOWN_MAX;
    let heard = heard.into_iter().map(|row| Said {
        at: row.at,
        version: row.version.get(),
        state: None,
        words: row
            .content
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .filter(|words| !words.is_empty()),
    });
    let catalog = Words::new();
    let told = told.into_iter().rev().map(|row| Said {
        at: row.at,
        version: row.version.get(),
        state: Some(row.state),
        words: row.reply.map(|reply| text(past, &catalog, &reply, row.at)),
    });
    let mut lines: Vec<Said> = told.chain(heard).collect();
    // What she wrote comes before what it led to; replies of one entry stay in their order.
    lines.sort_by_key(|line| (line.version, line.state.is_some()));
    Ok((lines, cut))
}

fn text(past: &Past<'_>, words: &Words, reply: &Reply, now: snapsell_core::Timestamp) -> String {
    let source = past.source;
    let facts = Facts {
        shop_name: &source.record.name,
        currency: source.currency,
        utc_offset_minutes: &|at| zone::minutes_ahead(&source.zone, at),
        to_seller: past.shop.settings().sellers.contains(&reply.to),
        name: &|id| source.person(id).ok(),
        address: &|message: CommandId| {
            let text = source.opened.address_text(source.record.id, message);
            Some(address_in(&text.ok()??).to_owned())
        },
        now,
    };
    words.render(reply, &facts)
}
