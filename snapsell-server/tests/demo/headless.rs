//! What the demo plays without a page: the same transcript for the same seed, checked to the end.

use std::ffi::OsString;
use std::path::Path;

use snapsell_server::cli;
use snapsell_server::config::Env;
use snapsell_server::demo::{self, Folder, Headless};
use snapsell_server::exit::Exit;
use snapsell_server::talk::Lang;

use crate::browser::runtime;

/// Messages of random customers: fewer than the command plays, so that the tests stay short.
const TAIL: usize = 30;

type Watch<'a> = &'a mut (dyn FnMut(usize, &Path) + Send);

/// The transcript, and the breach that ended it.
fn play(seed: u64, lang: Lang, watch: Watch<'_>) -> (String, Option<String>) {
    let options = Headless {
        folder: Folder::temporary().unwrap(),
        seed,
        lang,
        check: true,
        tail: TAIL,
        watch,
        record: &mut |_, _| Ok(()),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let played = runtime().block_on(demo::play(options, &mut out, &mut err));
    let breach = played.unwrap().err().map(|breach| breach.to_string());
    (String::from_utf8(out).unwrap(), breach)
}

#[test]
fn the_same_seed_gives_the_same_transcript_and_another_seed_another_one() {
    let (one, breach) = play(7, Lang::Fr, &mut |_, _| {});
    assert_eq!(breach, None);
    let (same, _) = play(7, Lang::Fr, &mut |_, _| {});
    assert_eq!(one, same);
    let (other, breach) = play(8, Lang::Fr, &mut |_, _| {});
    assert_eq!(breach, None);
    assert_ne!(one, other);
    for part in [
        "20:14:05 Marie: [photo] A12\n  à Marie : A12 ·",
        "  * A12 réservé · Awa\n20:15:20 Fatou: A12\n",
        "  * A12 file n° 1 · Fatou\n",
        "  à Binta : 12A n'existe pas. Tu voulais A12",
        "  * reçu validé · Mariam\n",
        "  * A12 expiré · Awa\n  * A12 passe à la suivante · Fatou\n",
        "  · rien : déjà connu\n",
        "  ! réponse perdue pour Mariam",
        "  ! retenu pour Binta (STOP)\n",
        "  * C03 réservé · #1\n",
        "  * C03 file n° 19 · #20\n",
        "VF-0001  Kady",
        " 0 double attribution.",
    ] {
        assert!(one.contains(part), "{part} is missing from\n{one}");
    }
}

#[test]
fn the_script_speaks_english_too() {
    let (text, breach) = play(7, Lang::En, &mut |_, _| {});
    assert_eq!(breach, None);
    assert!(text.contains("  * A12 expired · Awa\n"), "{text}");
    assert!(text.contains("VF-0003  Mariam    B07"), "{text}");
}

/// Plays until step 20, does something to the database and gives the breach that was found.
fn tampered(sql: &'static str) -> Option<String> {
    let mut tamper = |step: usize, database: &Path| {
        if step == 20 {
            let connection = rusqlite::Connection::open(database).unwrap();
            assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
        }
    };
    play(7, Lang::Fr, &mut tamper).1
}

#[test]
fn what_is_changed_behind_the_servers_back_is_found() {
    for sql in [
        "UPDATE journal SET at = at + 1 WHERE version = 5",
        "DELETE FROM inbox WHERE seq = 4",
        "UPDATE holds SET slots = '[1,2]'",
        "DELETE FROM outbox WHERE state = 6 AND id = 2",
        "UPDATE outbox SET provider_id = 'SM0' WHERE id = 2",
        "UPDATE order_lines SET price = price + 1",
    ] {
        let breach = tampered(sql);
        assert!(breach.is_some(), "nobody noticed: {sql}");
    }
}

fn command(arguments: &[&str]) -> (Exit, String, String) {
    let arguments: Vec<OsString> = std::iter::once(&"snapsell")
        .chain(arguments)
        .map(OsString::from)
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = cli::run(arguments, &Env::of_pairs(&[]), &mut out, &mut err);
    (
        exit,
        String::from_utf8(out).unwrap(),
        String::from_utf8(err).unwrap(),
    )
}

#[test]
fn the_command_plays_to_its_end_keeps_a_folder_on_request_and_never_writes_over_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let kept = folder.path().join("kept");
    let arguments = ["demo", "--headless", "--keep", kept.to_str().unwrap()];
    let (exit, out, err) = command(&arguments);
    assert_eq!(exit, Exit::Done, "{err}");
    assert!(out.contains("VF-0001"), "{out}");
    assert!(err.contains("\u{a0}ms ("), "{err}");
    let config = kept.join("snapsell.toml");
    let (exit, out, err) = command(&["audit", "--config", config.to_str().unwrap()]);
    assert_eq!(exit, Exit::Done, "{out}{err}");
    // The live that the server really played, decided again by the rules alone.
    let what_if = ["replay", "marie", "--set", "hold.soft=12m", "--json"];
    let (exit, out, err) =
        command(&[&what_if[..], &["--config", config.to_str().unwrap()]].concat());
    assert_eq!(exit, Exit::Done, "{err}");
    for words in [
        "\"same_settings_give_what_happened\": true",
        "\"entries_lost\": 0",
        "\"fate\": \"expired\"",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (exit, _, err) = command(&arguments);
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("SNAP-0703"), "{err}");
}

#[test]
fn a_recording_is_decided_again_to_the_byte_and_a_changed_one_is_found() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("live.jsonl");
    let file = file.to_str().unwrap();
    let (exit, _, err) = command(&["demo", "--headless", "--record", file]);
    assert_eq!(exit, Exit::Done, "{err}");
    let (exit, out, err) = command(&["replay", file, "--assert"]);
    assert_eq!(exit, Exit::Done, "{out}{err}");
    assert!(
        out.ends_with(" to the byte, 0 taken as they are\n"),
        "{out}"
    );
    let lines = std::fs::read_to_string(file).unwrap();
    assert!(lines.lines().count() > 100, "{out}");
    let other = folder.path().join("other.jsonl");
    let changed = lines.replacen("\"words\":\"OUI\"", "\"words\":\"NON\"", 1);
    assert_ne!(changed, lines);
    std::fs::write(&other, changed).unwrap();
    let other = other.to_str().unwrap();
    let (exit, _, err) = command(&["replay", other, "--assert"]);
    assert_eq!(exit, Exit::Failed, "{err}");
    assert!(err.contains("SNAP-0686"), "{err}");
    let (exit, _, err) = command(&["replay", other]);
    assert_eq!(exit, Exit::Done);
    assert!(err.contains("comes out otherwise"), "{err}");
    let whole: Vec<&str> = lines.lines().collect();
    let last = whole.len() - 1;
    let again = [&whole[..], &whole[last..]].concat();
    let short = [&whole[..last - 1], &whole[last..]].concat();
    for cut in [
        &[][..],
        &whole[..last],
        &whole[..3],
        &whole[last..],
        &again,
        &short,
    ] {
        std::fs::write(
            other,
            cut.iter()
                .map(|line| format!("{line}\n"))
                .collect::<String>(),
        )
        .unwrap();
        let (exit, _, err) = command(&["replay", other, "--assert"]);
        assert_eq!(exit, Exit::Failed, "{} lines", cut.len());
        assert!(err.contains("SNAP-0687"), "{err}");
    }
    let (exit, _, err) = command(&["demo", "--headless", "--record", file]);
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("SNAP-0631"), "{err}");
}
