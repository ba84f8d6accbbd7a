//! A live written down line by line, and decided again from that file alone: what came in, when, and every fact it led to.

#[cfg(feature = "demo")]
mod write;

use std::io::{self, BufRead, Read as _};
use std::slice;

use serde::{Deserialize, Serialize};
use snapsell_core::{
    Action, Actor, Change, Command, CommandId, Content, CustomerId, Entry, HoldId, Message,
    Settings, Shop, Timestamp, decide, interpret,
};

use crate::cli::audit;

#[cfg(feature = "demo")]
pub(crate) use write::{RecordError, write};

/// Longest line that is read, in bytes.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// One entry of the journal and what led to it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    /// When, in milliseconds since 1970 UTC.
    at: Timestamp,
    command: String,
    by: Actor,
    input: Input,
    changes: Vec<Change>,
}

/// The last line: how many came before it, so that a file which is cut is not taken for a whole one.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    lines: u64,
}

/// What came in.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Input {
    Message {
        from: CustomerId,
        kind: Kind,
        words: String,
        mention: Option<CustomerId>,
    },
    Configure(Box<Settings>),
    Tick,
    CreditOutage {
        from: Timestamp,
        until: Timestamp,
    },
    AnswerAccepted {
        holds: Vec<HoldId>,
        at: Timestamp,
    },
    Unreachable {
        customer: CustomerId,
        opted_out: bool,
    },
    /// A button, or a message that is not kept: its facts are taken as they are.
    Facts,
}

/// The kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Text,
    Image,
    Document,
    Location,
    Button,
    Voice,
    Video,
    Sticker,
    Contact,
    Empty,
    Unknown,
}

/// What came of reading a file again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// Lines that were decided again.
    pub(super) decided: u64,
    /// Lines whose facts were taken as they are.
    pub(super) taken: u64,
    /// The first line that came out otherwise, from 1, and what is wrong.
    pub(super) differs: Option<(u64, String)>,
    /// Whether there are lines, and as many as the last one says.
    pub(super) whole: bool,
}

/// The command of a line, on the shop as it stands; `None` for facts alone.
fn command(shop: &Shop, id: CommandId, by: Actor, input: &Input) -> Option<Command> {
    let action = match input {
        Input::Message {
            from,
            kind,
            words,
            mention,
        } => {
            let message = Message {
                id,
                from: *from,
                content: content(*kind, words.clone()),
                mention: *mention,
            };
            return Some(interpret(shop, &message));
        }
        Input::Configure(settings) => Action::Configure(settings.clone()),
        Input::Tick => Action::Tick,
        Input::CreditOutage { from, until } => Action::CreditOutage {
            from: *from,
            until: *until,
        },
        Input::AnswerAccepted { holds, at } => Action::AnswerAccepted {
            holds: holds.clone(),
            at: *at,
        },
        Input::Unreachable {
            customer,
            opted_out,
        } => Action::Unreachable {
            customer: *customer,
            opted_out: *opted_out,
        },
        Input::Facts => return None,
    };
    Some(Command { id, by, action })
}

/// Decides every line again, from nothing, until one differs by a byte or the last one says that this was all.
///
/// # Errors
/// The file's own.
pub(super) fn read(file: &mut dyn BufRead) -> io::Result<Read> {
    let mut shop = Shop::new(Settings::default());
    let mut read = Read::default();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        (&mut *file)
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(read);
        }
        let before = read.decided + read.taken;
        let (line, number) = (bytes.trim_ascii_end(), before + 1);
        if let Ok(end) = serde_json::from_slice::<End>(line) {
            let last = file.fill_buf()?.is_empty();
            read.whole = last && before > 0 && end.lines == before;
            return Ok(read);
        }
        match again(&mut shop, line) {
            Ok(true) => read.decided += 1,
            Ok(false) => read.taken += 1,
            Err(what) => {
                read.differs = Some((number, what));
                return Ok(read);
            }
        }
    }
}

/// Decides one line again and moves the shop forward; whether there was anything to decide.
fn again(shop: &mut Shop, bytes: &[u8]) -> Result<bool, String> {
    let line: Line = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let id = u128::from_str_radix(&line.command, 16).map_err(|error| error.to_string())?;
    let id = CommandId::new(id);
    let command = command(shop, id, line.by, &line.input);
    let entry = match &command {
        Some(command) => decide(shop, command, line.at).entry(),
        None => Entry {
            version: shop.version().next(),
            at: line.at,
            command: id,
            by: line.by,
            changes: line.changes.clone(),
        },
    };
    let same = Line {
        at: entry.at,
        command: line.command,
        by: entry.by,
        input: line.input,
        changes: entry.changes.clone(),
    };
    let same = serde_json::to_vec(&same).map_err(|error| error.to_string())?;
    if same != bytes {
        return Err(String::from_utf8_lossy(&same).into_owned());
    }
    audit::fold(shop, slice::from_ref(&entry))?;
    Ok(command.is_some())
}

fn content(kind: Kind, words: String) -> Content {
    match kind {
        Kind::Text => Content::Text(words),
        Kind::Image => Content::Image(words),
        Kind::Document => Content::Document,
        Kind::Location => Content::Location,
        Kind::Button => Content::Button(words),
        Kind::Voice => Content::Voice,
        Kind::Video => Content::Video,
        Kind::Sticker => Content::Sticker,
        Kind::Contact => Content::Contact,
        Kind::Empty => Content::Empty,
        Kind::Unknown => Content::Unknown,
    }
}
