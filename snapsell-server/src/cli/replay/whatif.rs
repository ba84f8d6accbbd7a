//! `snapsell replay --set`: a live decided again under other settings, with the same messages at the same instants.

mod compare;
mod course;
mod deeds;
mod input;
mod text;

use std::collections::VecDeque;
use std::ops::ControlFlow;

use snapsell_core::{Change, Entry, LiveId, Settings, Shop, ShopId, Timestamp, Version};
use snapsell_store::{LiveRow, Store, StoreError, StoredReceipt};

use self::compare::Comparison;
use self::course::{Course, Played};
use self::input::Input;
use super::history;
use super::past::Only;
use super::source::Source;
use crate::cli::args::ReplayArgs;
use crate::cli::tally::{Sales, Tally};
use crate::cli::{Context, shop, store};
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk;

#[cfg(feature = "demo")]
pub(super) use self::input::leads_to;
pub(super) use self::input::{Wish, behind};

/// Entries of a live that are decided again.
const ENTRIES_MAX: usize = 500_000;
/// Messages read at a time.
const RECEIPTS_AT_A_TIME: usize = 1_000;

/// What the journal tells of one live.
struct Told {
    /// The shop before it.
    start: Option<Shop>,
    inputs: Vec<Input>,
    /// What really happened.
    course: Course,
    last: Timestamp,
}

pub(super) fn run(
    context: &mut Context<'_>,
    config: &Config,
    source: &Source<'_>,
    live: &LiveRow,
    only: Only,
    args: &ReplayArgs,
) -> Result<Exit, Failure> {
    let lang = source.lang;
    let failure = |error: StoreError| store::failure(config, lang, &error);
    let told = read(source, live.live, &mut |read| {
        context.say(&history::PROGRESS.fill(lang, &[&read.to_string()]));
    });
    let told = told.map_err(failure)?;
    if told.inputs.len() >= ENTRIES_MAX {
        let args = [live.live.get().to_string(), told.inputs.len().to_string()];
        let most = ENTRIES_MAX.to_string();
        let args = [&args[0], &args[1], &most].map(String::as_str);
        return Err(Failure::failed(lang, &talk::REPLAY_TOO_LONG, &args));
    }
    let nobody = Shop::new(Settings::default());
    let start = told.start.as_ref().unwrap_or(&nobody);
    let played = Played {
        start,
        inputs: &told.inputs,
        live: live.live,
        horizon: match live.closed_at {
            Some(_) => Timestamp::from_millis(i64::MAX),
            None => told.last,
        },
    };
    // Checked by whoever called: every setting fits.
    let wanted = |settings: &mut Settings| drop(shop::set_all(settings, &args.set, lang));
    let settings = compare::settings(start.settings(), &wanted);
    if settings.is_empty() && !args.json {
        let (live, set) = (live.live.get().to_string(), args.set.join(", "));
        let said = text::SAME.fill(lang, &[&source.record.slug, &live, &set]);
        return context.print(&format!("{said}\n"));
    }
    let before = course::play(&played, &|_| {});
    let after = course::play(&played, &wanted);
    let lost = told
        .inputs
        .iter()
        .filter(|one| matches!(one.wish, Wish::Lost));
    let comparison = Comparison {
        source,
        live: live.live,
        settings,
        entries: told.inputs.len(),
        lost: lost.count(),
        really: told.course,
        before,
        after,
        only,
    };
    let printed = match args.json {
        true => comparison.as_json().map(|value| format!("{value:#}\n")),
        false => text::of(&comparison),
    };
    context.print(&printed.map_err(failure)?)
}

/// Reads the journal up to the end of this live, and finds what came in during it.
fn read(
    source: &Source<'_>,
    live: LiveId,
    progress: &mut dyn FnMut(u64),
) -> Result<Told, StoreError> {
    let (opened, id) = (source.opened, source.record.id);
    let mut told = Told {
        start: None,
        inputs: Vec::new(),
        course: Course {
            tally: Tally::default(),
            sales: Sales::default(),
            without_object: 0,
        },
        last: Timestamp::default(),
    };
    let mut receipts = Receipts::new(opened, id);
    let end = history::walk(opened, id, progress, &mut |shop, entry| {
        if opens(entry, live) {
            told.start = Some(shop.clone());
            told.course.tally = Tally::of(shop);
        }
        if told.start.is_none() {
            return Ok(ControlFlow::Continue(()));
        }
        if opens(entry, live.next()) || told.inputs.len() == ENTRIES_MAX {
            return Ok(ControlFlow::Break(()));
        }
        let receipt = receipts.of(entry.version)?;
        told.inputs.push(behind(shop, entry, receipt.as_ref()));
        told.course.tally.note(&entry.changes, entry.at);
        told.last = entry.at;
        Ok(ControlFlow::Continue(()))
    })?;
    told.course.sales = Sales::of(&end, live);
    Ok(told)
}

fn opens(entry: &Entry, live: LiveId) -> bool {
    entry.changes.contains(&Change::LiveOpened(live))
}

/// The messages behind entries, read on as the journal is.
pub(super) struct Receipts<'a> {
    opened: &'a Store,
    shop: ShopId,
    read: VecDeque<StoredReceipt>,
}

impl<'a> Receipts<'a> {
    pub(super) fn new(opened: &'a Store, shop: ShopId) -> Self {
        Self {
            opened,
            shop,
            read: VecDeque::new(),
        }
    }

    /// The message behind this entry; entries are asked for in order.
    pub(super) fn of(&mut self, version: Version) -> Result<Option<StoredReceipt>, StoreError> {
        while self
            .read
            .front()
            .is_some_and(|first| first.version < version)
        {
            self.read.pop_front();
        }
        if self.read.is_empty() {
            let before = Version::new(version.get().saturating_sub(1));
            let read = self.opened;
            let read = read.receipts_after(self.shop, before, RECEIPTS_AT_A_TIME)?;
            self.read = read.into();
        }
        let is_it = self
            .read
            .front()
            .is_some_and(|first| first.version == version);
        Ok(is_it.then(|| self.read.pop_front()).flatten())
    }
}

#[cfg(test)]
mod tests;
