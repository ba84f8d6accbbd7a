//! A recording is written: the journal, and beside each entry what leads to its very facts.

use std::io::{self, Write};
use std::ops::ControlFlow;

use serde::Serialize;
use snapsell_core::{Action, Change, Content, Entry, HoldId, Shop, ShopId, Timestamp};
use snapsell_store::{Store, StoreError};

use super::super::history;
use super::super::whatif::{Receipts, Wish, behind, leads_to};
use super::{End, Input, Kind, Line, command};

/// Why a recording ended early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// The store's own.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file's own.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes the whole journal of a shop, with what led to each entry, to `out`.
///
/// # Errors
/// When the store or the file fails.
pub(crate) fn write(store: &Store, shop: ShopId, out: &mut dyn Write) -> Result<(), RecordError> {
    let mut receipts = Receipts::new(store, shop);
    let (mut written, mut lines) = (Ok(()), 0);
    history::walk(store, shop, &mut |_| {}, &mut |before, entry| {
        let receipt = receipts.of(entry.version)?;
        let input = behind(before, entry, receipt.as_ref());
        let line = Line {
            at: entry.at,
            command: format!("{:032x}", entry.command.get()),
            by: entry.by,
            input: input_of(before, entry, input.wish),
            changes: entry.changes.clone(),
        };
        written = put(out, &line);
        lines += 1;
        Ok(match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    })?;
    written?;
    put(out, &End { lines })?;
    Ok(out.flush()?)
}

fn put(out: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn input_of(before: &Shop, entry: &Entry, wish: Wish) -> Input {
    let input = match wish {
        Wish::Message(message) => {
            let (kind, words) = taken_apart(message.content);
            Input::Message {
                from: message.from,
                kind,
                words,
                mention: message.mention,
            }
        }
        Wish::Command(command) => of_action(command.action),
        Wish::Outage { from, until } => Input::CreditOutage { from, until },
        Wish::Late(_) => accepted(before, entry).unwrap_or(Input::Facts),
        Wish::Time => Input::Tick,
        Wish::Release(..) | Wish::Reopen(..) | Wish::Lost => Input::Facts,
    };
    let again = command(before, entry.command, entry.by, &input);
    match again.is_some_and(|command| leads_to(before, &command, entry)) {
        true => input,
        false => Input::Facts,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "buttons are taken by their facts"
)]
fn of_action(action: Action) -> Input {
    match action {
        Action::Configure(settings) => Input::Configure(settings),
        Action::Unreachable {
            customer,
            opted_out,
        } => Input::Unreachable {
            customer,
            opted_out,
        },
        _ => Input::Facts,
    }
}

/// When the provider must have accepted the answer for these holds to move so far.
#[expect(clippy::wildcard_enum_match_arm, reason = "one fact is looked for")]
fn accepted(before: &Shop, entry: &Entry) -> Option<Input> {
    let moved = entry.changes.iter().filter_map(|change| match change {
        Change::HoldMoved { hold, until } => Some((*hold, *until)),
        _ => None,
    });
    let moved: Vec<(HoldId, Timestamp)> = moved.collect();
    let at = moved.iter().filter_map(|(hold, until)| {
        let row = before.hold(*hold)?;
        Some(row.since + until.since(row.state.until()?))
    });
    Some(Input::AnswerAccepted {
        at: at.max()?,
        holds: moved.into_iter().map(|(hold, _)| hold).collect(),
    })
}

fn taken_apart(content: Content) -> (Kind, String) {
    let kind = match content {
        Content::Text(_) => Kind::Text,
        Content::Image(_) => Kind::Image,
        Content::Document => Kind::Document,
        Content::Location => Kind::Location,
        Content::Button(_) => Kind::Button,
        Content::Voice => Kind::Voice,
        Content::Video => Kind::Video,
        Content::Sticker => Kind::Sticker,
        Content::Contact => Kind::Contact,
        Content::Empty => Kind::Empty,
        Content::Unknown => Kind::Unknown,
    };
    (kind, content.words().to_owned())
}
