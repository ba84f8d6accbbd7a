//! What was said with one customer, both ways, in the words that were sent.

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use snapsell_core::wording::{Facts, Words};
use snapsell_core::{CommandId, CustomerId, Lang, Reply, Settings, ShopId, Timestamp, address_in};
use snapsell_store::{OutboxState, Store};

use super::super::answer::Halt;
use super::super::frame::tag;
use super::super::person::{person, shown};
use super::super::show::Show;
use crate::trial;
use crate::zone;

/// Messages on the page, the newest ones.
const SHOWN_MAX: usize = 60;
/// Messages in a file, each way.
const ALL_MAX: usize = 10_000;
/// Longest message that is shown, in characters.
const CHARS_MAX: usize = 2_000;

/// What reads a conversation.
pub(in super::super) struct Talk<'a> {
    store: &'a Store,
    shop: ShopId,
    name: String,
    settings: &'a Settings,
    zone: TimeZone,
    words: &'a Words,
}

/// A message, either way.
struct Line {
    at: Timestamp,
    version: u64,
    hers: bool,
    text: Option<String>,
    /// The language of the text; of what she wrote none is known.
    lang: Option<Lang>,
    state: Option<&'static str>,
}

impl<'a> Talk<'a> {
    pub(in super::super) fn new(
        store: &'a Store,
        shop: ShopId,
        settings: &'a Settings,
        words: &'a Words,
    ) -> Result<Self, Halt> {
        let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
        Ok(Self {
            store,
            shop,
            name: record.name,
            settings,
            zone: zone::of(settings),
            words,
        })
    }

    /// The newest messages for a page, the oldest of them first. Blocks.
    pub(in super::super) fn with(&self, id: CustomerId, show: &Show) -> Result<Value, Halt> {
        self.since(id, Timestamp::from_millis(i64::MIN), show)
    }

    /// The same, of what was said since an instant. Blocks.
    pub(in super::super) fn since(
        &self,
        id: CustomerId,
        since: Timestamp,
        show: &Show,
    ) -> Result<Value, Halt> {
        let lines = self.lines(id, SHOWN_MAX)?;
        let first = lines.len().saturating_sub(SHOWN_MAX);
        let newest = lines.into_iter().skip(first);
        Ok(newest
            .filter(|line| line.at >= since)
            .map(|line| {
                json!({
                    "at": show.clock(line.at),
                    "hers": line.hers,
                    "text": line.text,
                    "lang": line.lang.map(tag),
                    "state": line.state,
                })
            })
            .collect())
    }

    /// All messages for a file, the oldest first. Blocks.
    pub(super) fn all(&self, id: CustomerId, show: &Show) -> Result<Value, Halt> {
        Ok(self
            .lines(id, ALL_MAX)?
            .into_iter()
            .map(|line| {
                json!({
                    "at_ms": line.at.millis(),
                    "at": show.whole(line.at),
                    "from": if line.hers { "customer" } else { "shop" },
                    "text": line.text,
                    "state": line.state,
                })
            })
            .collect())
    }

    fn lines(&self, id: CustomerId, most: usize) -> Result<Vec<Line>, Halt> {
        let heard = self.store.heard_from(self.shop, id, most)?;
        let told = self.store.told_to(self.shop, id, most)?;
        let heard = heard.into_iter().map(|row| Line {
            at: row.at,
            version: row.version.get(),
            hers: true,
            text: row.content.as_deref().and_then(readable),
            lang: None,
            state: None,
        });
        let told = told.into_iter().map(|row| Line {
            at: row.at,
            version: row.version.get(),
            hers: false,
            state: Some(word(row.state, row.reason.as_deref())),
            lang: row.reply.as_ref().map(|reply| reply.lang),
            text: row.reply.map(|reply| self.text(&reply, row.at)),
        });
        let mut lines: Vec<Line> = told.rev().chain(heard).collect();
        // What she wrote comes before what it led to; replies of one entry stay in their order.
        lines.sort_by_key(|line| (line.version, !line.hers));
        Ok(lines)
    }

    fn text(&self, reply: &Reply, at: Timestamp) -> String {
        let facts = Facts {
            shop_name: &self.name,
            currency: self.settings.currency,
            utc_offset_minutes: &|at| zone::minutes_ahead(&self.zone, at),
            to_seller: false,
            name: &|id| Some(person(self.store, self.shop, id).ok()?.name),
            address: &|id: CommandId| {
                let text = self.store.address_text(self.shop, id).ok()??;
                Some(address_in(&text).to_owned())
            },
            now: at,
        };
        self.words.render(reply, &facts)
    }
}

/// What she wrote, as far as it is text and can be shown.
fn readable(content: &[u8]) -> Option<String> {
    let text = str::from_utf8(content).ok()?;
    let lines = text.lines().map(|line| {
        line.chars()
            .filter(|letter| super::super::form::is_seen(*letter))
            .collect::<String>()
    });
    let text: String = lines.collect::<Vec<_>>().join("\n");
    let text: String = text.chars().take(CHARS_MAX).collect();
    (!shown(&text).is_empty()).then_some(text)
}

/// The word for how far a reply has come.
fn word(state: OutboxState, reason: Option<&str>) -> &'static str {
    match state {
        OutboxState::Withheld if reason == Some(trial::WITHHELD) => "trial",
        OutboxState::Pending | OutboxState::Retry | OutboxState::Sending => "waiting",
        OutboxState::Unknown => "unknown",
        OutboxState::Sent => "sent",
        OutboxState::Delivered => "delivered",
        OutboxState::Read => "read",
        OutboxState::Failed | OutboxState::Dead => "failed",
        OutboxState::Withheld => "withheld",
    }
}
