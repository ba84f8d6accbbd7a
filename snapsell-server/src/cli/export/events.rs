//! Events: a row a change, as the journal has it; an entry that changed nothing has one row too.

use serde_json::{Value, json};
use snapsell_core::{CommandId, Entry, Version};

use super::sheet::{Cell, Sheet};
use super::{Source, Stop};
use crate::cli::iso::iso;
use crate::readable::readable;

/// Entries read at a time.
const ENTRIES_AT_A_TIME: usize = 500;

const HEAD: [&str; 6] = ["entry", "at", "command", "by", "change", "detail"];

pub(super) fn write(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), Stop> {
    sheet.head(&HEAD)?;
    let mut after = Version::new(0);
    loop {
        let entries = source
            .opened
            .events(source.record.id, after, ENTRIES_AT_A_TIME)?;
        for entry in &entries {
            one(entry, sheet)?;
        }
        match entries.last() {
            Some(last) if entries.len() == ENTRIES_AT_A_TIME => after = last.version,
            _ => return Ok(()),
        }
    }
}

fn one(entry: &Entry, sheet: &mut Sheet<'_>) -> std::io::Result<()> {
    let by = serde_json::to_value(entry.by)?;
    let command = match entry.command {
        CommandId::NONE => None,
        command => Some(format!("{:032x}", command.get())),
    };
    let mut changes = Vec::new();
    for change in &entry.changes {
        changes.push(parts(readable(change)?));
    }
    if changes.is_empty() {
        changes.push((None, Value::Null));
    }
    for (name, detail) in changes {
        if !sheet.is_csv() {
            sheet.object(&json!({
                "version": entry.version.get(),
                "at": iso(entry.at),
                "command": command,
                "by": by,
                "change": name,
                "detail": detail,
            }))?;
            continue;
        }
        let detail = match detail.is_null() {
            true => String::new(),
            false => detail.to_string(),
        };
        let number = i64::try_from(entry.version.get()).unwrap_or(i64::MAX);
        sheet.row(&[
            Cell::Number(number),
            Cell::Time(entry.at),
            Cell::Text(command.clone().unwrap_or_default()),
            Cell::Text(actor(&by)),
            Cell::Text(name.unwrap_or_default()),
            Cell::Text(detail),
        ])?;
    }
    Ok(())
}

/// The name of a change and what it says.
fn parts(change: Value) -> (Option<String>, Value) {
    if let Value::Object(map) = change {
        let field = map.into_iter().next();
        return field.map_or((None, Value::Null), |(name, detail)| (Some(name), detail));
    }
    (change.as_str().map(str::to_owned), Value::Null)
}

/// `customer 7`, `system`.
fn actor(by: &Value) -> String {
    if let Some((kind, id)) = by.as_object().and_then(|map| map.iter().next()) {
        return format!("{kind} {id}");
    }
    by.as_str().unwrap_or_default().to_owned()
}
