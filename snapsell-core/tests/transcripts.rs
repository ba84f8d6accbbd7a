//! Every transcript in `tests/scenarios/` goes as written, and every numbered rule has one.
#![cfg(feature = "testkit")]

use snapsell_core::testkit::play;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rules that customers and sellers rely on, by section and number.
const RULES: [(&str, u32); 6] = [
    ("codes", 9),
    ("unknown codes", 1),
    ("live sessions", 1),
    ("holds", 13),
    ("orders", 6),
    ("messages", 4),
];

/// Rules that only show with a provider and a disk: their transcripts are played by the server's tests.
const SERVER_SCENARIOS: &str = "../snapsell-server/tests/scenarios";

fn scenarios(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

#[test]
fn every_transcript_goes_as_written() {
    let mut wrong = Vec::new();
    let files = scenarios("tests/scenarios");
    assert!(!files.is_empty(), "there are transcripts");
    for file in files {
        let written = fs::read_to_string(&file).expect("a readable transcript");
        let played = play(&written).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if played.text != written {
            let actual =
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(file.file_name().expect("a file"));
            fs::write(&actual, &played.text).expect("a writable target folder");
            let first = written
                .lines()
                .zip(played.text.lines())
                .position(|(one, other)| one != other);
            let line =
                first.unwrap_or_else(|| written.lines().count().min(played.text.lines().count()));
            wrong.push(format!(
                "{}:{}\n  written: {}\n  played:  {}\n  if the new one is right: cp {} {}",
                file.display(),
                line + 1,
                written.lines().nth(line).unwrap_or("(end)"),
                played.text.lines().nth(line).unwrap_or("(end)"),
                actual.display(),
                file.display(),
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} transcripts differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_numbered_rule_has_a_transcript() {
    let mut shown = BTreeSet::new();
    for file in scenarios("tests/scenarios")
        .into_iter()
        .chain(scenarios(SERVER_SCENARIOS))
    {
        let text = fs::read_to_string(&file).expect("a readable transcript");
        let rules = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("Rules:"));
        let rules = rules.unwrap_or_else(|| panic!("{} begins with `Rules:`", file.display()));
        shown.extend(rules.split(',').map(|rule| rule.trim().to_owned()));
    }
    let mut known = BTreeSet::new();
    for (section, count) in RULES {
        known.extend((1..=count).map(|number| format!("{section} {number}")));
    }
    let missing: Vec<_> = known.difference(&shown).collect();
    let invented: Vec<_> = shown.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "rules without a transcript: {missing:?}"
    );
    assert!(
        invented.is_empty(),
        "transcripts of rules that do not exist: {invented:?}"
    );
}
