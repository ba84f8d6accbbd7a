//! Copies from the outside: made, listed, checked, put back.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use snapsell_store::{MasterKey, Options, Store};

use crate::cli::bench::{Bench, CREATE};
use crate::config::Env;
use crate::exit::Exit;

/// Set in the process that holds a database open; names its folder.
const HOLD: &str = "HOLD_DATABASE_IN";

#[test]
fn a_copy_brings_back_what_was_there_when_it_was_made() {
    let bench = Bench::with_shop();
    let folder = bench.text("copies");
    let env = [("SNAPSELL_BACKUP_DIR", folder.as_str())];
    let copied = bench.run_with(&["backup", "--json"], "", &env);
    copied.says(Exit::Done, &["snapsell.key"]);
    let file = copied.json()["file"].as_str().unwrap().to_owned();
    let list = bench.run(&["backup", "--list", &folder]);
    assert!(list.out.contains(&file), "{}", list.out);
    let other = bench.text("others/");
    bench.run(&["backup", &other]).says(Exit::Done, &[]);
    let list = bench.run(&["backup", "--list", &other]);
    assert!(list.out.contains("others/snapsell-"), "{}", list.out);
    assert_eq!(
        bench.run(&["backup", "--verify", &file, "--json"]).json()["entries"],
        1
    );
    bench
        .run(&["backup", &file])
        .says(Exit::Failed, &["SNAP-0631"]);

    bench
        .run(&["shop", "set", "--shop", "acme", "queue=off"])
        .says(Exit::Done, &[]);
    let refused = bench.run(&["restore", &file]);
    refused.says(
        Exit::Failed,
        &["SNAP-0621", "everything written since is lost", "--yes"],
    );
    let queue = || {
        bench
            .run(&["shop", "show", "--shop", "acme", "--json"])
            .json()["settings"]["queue"]
            .clone()
    };
    assert_eq!(queue(), "off");
    bench
        .run(&["restore", &file, "--yes"])
        .says(Exit::Done, &["snapsell audit"]);
    assert_eq!(queue(), "on");
    bench.run(&["audit"]).says(Exit::Done, &[]);
}

#[test]
fn copies_within_one_second_have_a_name_each() {
    let bench = Bench::with_shop();
    let folder = bench.text("copies/");
    for _ in 0..5 {
        bench.run(&["backup", &folder]).says(Exit::Done, &[]);
    }
    let list = bench.run(&["backup", "--list", &folder, "--json"]).json();
    assert_eq!(list.as_array().map(Vec::len), Some(5), "{list}");
}

#[test]
fn a_copy_that_is_not_there_is_said_to_be_missing_in_one_language() {
    let bench = Bench::with_shop().in_french();
    for line in [
        &["restore", "nope.db"][..],
        &["backup", "--verify", "nope.db"],
    ] {
        let ran = bench.run(line);
        ran.says(
            Exit::Failed,
            &[
                "pas de fichier nope.db",
                "SNAP-0636",
                "snapsell backup --list DOSSIER",
            ],
        );
    }
    let junk = bench.text("junk.db");
    std::fs::write(&junk, "no database").unwrap();
    let ran = bench.run(&["restore", &junk]);
    ran.says(
        Exit::Failed,
        &["SNAP-0632", "abîmée : SQLite ne peut pas lire"],
    );
    assert!(!ran.err.contains("corrupt"), "{}", ran.err);
}

#[test]
fn the_step_after_a_restore_can_be_typed_as_it_is_printed() {
    let bench = Bench::with_shop();
    let copy = bench.text("copy.db");
    bench.run(&["backup", &copy]).says(Exit::Done, &[]);
    let key = bench.text("elsewhere.key");
    std::fs::rename(bench.path("snapsell.key"), &key).unwrap();
    let next = |ran: &crate::cli::bench::Ran| {
        let (_, next) = ran
            .err
            .rsplit_once("→ snapsell ")
            .expect("there is a next step");
        next.trim()
            .split(' ')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let run = |line: &[String]| bench.run(&line.iter().map(String::as_str).collect::<Vec<_>>());
    let asked = bench.run(&["restore", &copy, "--master-key-file", &key]);
    asked.says(Exit::Failed, &["SNAP-0621"]);
    let done = run(&next(&asked));
    done.says(Exit::Done, &["snapsell --master-key-file"]);
    run(&next(&done)).says(Exit::Done, &[]);
    // With its file elsewhere the key is missing without the flag.
    bench.run(&["audit"]).says(Exit::Config, &["SNAP-0110"]);
}

#[test]
fn a_restore_that_was_broken_off_is_finished_or_taken_back_and_loses_nothing_in_silence() {
    let bench = Bench::with_shop();
    let copy = bench.text("copy.db");
    bench.run(&["backup", &copy]).says(Exit::Done, &[]);
    let database = bench.path("snapsell.db");
    let [log, replaced, unfinished] = ["-wal", ".replaced-wal", ".unfinished"]
        .map(|ending| bench.path(&format!("snapsell.db{ending}")));
    // It died before the copy had its place, and the log of the database had left it.
    std::fs::write(&replaced, "what was written last").unwrap();
    std::fs::copy(&copy, &unfinished).unwrap();
    for line in [&["audit"][..], &["migrate"], &["serve"], &["doctor"]] {
        let refused = bench.run(line);
        let shown = [log.display().to_string(), replaced.display().to_string()];
        refused.says(Exit::Failed, &[&format!("mv {} {}", shown[1], shown[0])]);
        assert!(replaced.exists(), "{line:?}");
    }
    bench
        .run(&["restore", &copy, "--yes"])
        .says(Exit::Done, &["snapsell audit"]);
    assert!(!replaced.exists() && !unfinished.exists());
    // It died once the copy had its place.
    std::fs::write(&replaced, "of the one from before").unwrap();
    bench.run(&["audit"]).says(Exit::Done, &[]);
    assert!(!replaced.exists() && database.exists());
}

#[test]
fn a_copy_with_a_damaged_journal_is_not_called_whole() {
    let bench = Bench::with_shop();
    let file = bench.text("copy.db");
    bench.run(&["backup", &file]).says(Exit::Done, &[]);
    let copy = rusqlite::Connection::open(&file).unwrap();
    copy.execute(
        "UPDATE journal SET changes = replace(changes, 'A', 'B')",
        [],
    )
    .unwrap();
    drop(copy);
    bench
        .run(&["backup", "--verify", &file])
        .says(Exit::Failed, &["SNAP-0632", "does not follow"]);
}

#[test]
fn what_is_no_copy_is_never_put_back() {
    let bench = Bench::with_shop();
    let junk = bench.text("junk.db");
    std::fs::write(&junk, "no database").unwrap();
    bench
        .run(&["backup", "--verify", &junk])
        .says(Exit::Failed, &["SNAP-0632"]);
    bench
        .run(&["restore", &junk, "--yes"])
        .says(Exit::Failed, &["SNAP-0632"]);
    bench.run(&["shop", "list"]).says(Exit::Done, &[]);
    bench
        .run(&["backup"])
        .says(Exit::Usage, &["SNAP-0634", "backup_dir"]);
}

#[test]
fn a_copy_that_the_key_does_not_open_replaces_nothing() {
    let (bench, other) = (Bench::with_shop(), Bench::with_shop());
    let copy = other.text("copy.db");
    other.run(&["backup", &copy]).says(Exit::Done, &[]);
    bench.run(&["restore", &copy, "--yes"]).says(
        Exit::Config,
        &["SNAP-0505", &copy, "another master key", "snapsell.key.old"],
    );
    bench.run(&["audit"]).says(Exit::Done, &[]);
    let no_key = [("SNAPSELL_MASTER_KEY_FILE", "absent.key")];
    bench
        .run_with(&["restore", &copy, "--yes"], "", &no_key)
        .says(Exit::Config, &["SNAP-0110"]);
    bench.run(&["audit"]).says(Exit::Done, &[]);
}

/// What the last step added is undone, as the program before it left its files.
fn made_older(file: &Path) {
    rusqlite::Connection::open(file)
        .unwrap()
        .execute_batch(
            "CREATE TABLE older (
                 shop INTEGER, item INTEGER, slot INTEGER, hold INTEGER, order_no INTEGER
             );
             INSERT INTO older SELECT shop, item, slot, iif(sold, NULL, 1), iif(sold, 1, NULL) FROM units;
             DROP VIEW units; DROP TABLE unit_blocks;
             ALTER TABLE older RENAME TO units;
             DELETE FROM schema_version WHERE version = 7;",
        )
        .unwrap();
}

#[test]
fn an_older_database_is_copied_before_its_schema_changes_and_stays_where_that_fails() {
    let bench = Bench::with_shop();
    let (database, copy) = (
        bench.path("snapsell.db"),
        bench.path("snapsell-schema-6.db"),
    );
    let shown = copy.display().to_string();
    made_older(&database);
    // There is no way to put a file there.
    std::fs::create_dir(&copy).unwrap();
    bench
        .run(&["migrate"])
        .says(Exit::Failed, &["SNAP-0511", &shown, "stays as it is"]);
    bench
        .run(&["shop", "list"])
        .says(Exit::Config, &["SNAP-0502"]);
    assert!(std::fs::read_dir(&copy).unwrap().next().is_none());
    std::fs::remove_dir(&copy).unwrap();
    bench.run(&["migrate"]).says(Exit::Done, &[&shown]);
    let kept = || {
        let verify = ["backup", "--verify", &shown, "--json"];
        let copy = bench.run(&verify).json();
        assert_eq!(copy["schema"], 6);
        copy["entries"].as_u64().unwrap()
    };
    let before = kept();
    bench.sell();
    // A command that opens the database does as much; the copy of that schema is made anew.
    made_older(&database);
    let other = CREATE.map(|word| if word == "acme" { "other" } else { word });
    bench.run(&other).says(Exit::Done, &[&shown]);
    assert_eq!(kept(), before + 6);
    assert!(!bench.run(&["migrate"]).err.contains("snapsell-schema"));
}

#[test]
fn a_copy_that_an_older_program_made_is_put_back_and_brought_up_to_date() {
    let bench = Bench::with_shop();
    let copy = bench.text("copy.db");
    bench.run(&["backup", &copy]).says(Exit::Done, &[]);
    made_older(Path::new(&copy));
    bench
        .run(&["backup", "--verify", &copy])
        .says(Exit::Done, &[]);
    bench
        .run(&["restore", &copy, "--yes"])
        .says(Exit::Done, &["schema 6", "snapsell audit"]);
    bench.run(&["audit"]).says(Exit::Done, &[]);
}

#[test]
fn a_database_that_a_server_has_open_is_not_replaced() {
    let bench = Bench::with_shop();
    let copy = bench.text("copy.db");
    bench.run(&["backup", &copy]).says(Exit::Done, &[]);
    let mut server = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "cli::backup::tests::another_process_waits_for_its_end",
        ])
        .arg("--nocapture")
        .env(HOLD, bench.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("it is open")));
    let restore = || bench.run(&["restore", &copy, "--yes"]);
    restore().says(Exit::Failed, &["SNAP-0633", "stop the server first"]);
    drop(server.stdin.take());
    assert!(server.wait().unwrap().success());
    restore().says(Exit::Done, &[]);
}

/// The other process of the test above; does nothing in an ordinary run.
#[test]
#[expect(clippy::print_stdout, reason = "its parent waits for the line")]
fn another_process_waits_for_its_end() {
    let env = Env::of_process();
    let Some(folder) = env.get(HOLD).map(Path::new) else {
        return;
    };
    let key = MasterKey::from_file(&folder.join("snapsell.key")).unwrap();
    let store = Store::open(&folder.join("snapsell.db"), key, Options::default()).unwrap();
    println!("it is open");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    drop(store);
}

#[test]
fn a_copy_holds_every_other_shop_where_the_journal_of_one_is_cut_and_says_so() {
    let bench = Bench::with_shop();
    bench.raw().execute("DELETE FROM journal", []).unwrap();
    let file = bench.text("copy.db");
    let ran = bench.run(&["backup", &file, "--json"]);
    ran.says(Exit::Failed, &["SNAP-0635", "#1", "snapsell audit"]);
    assert!(ran.out.contains("\"cut\": [\n    1\n  ]"), "{}", ran.out);
    assert!(Path::new(&file).exists(), "there is a copy");
    bench.run(&["restore", &file]).says(
        Exit::Failed,
        &["SNAP-0621", "the journal of #1 is cut short"],
    );
    bench
        .run(&["restore", &file, "--yes"])
        .says(Exit::Done, &[]);
}

#[test]
fn an_erasure_that_a_damaged_shop_of_the_copy_refuses_is_said() {
    let bench = Bench::with_shop();
    let her = bench.message("+33611111111", "Awa", "bonjour", 1);
    let file = bench.text("copy.db");
    bench.run(&["backup", &file]).says(Exit::Done, &[]);
    let store = bench.store();
    let shop = store.shops().unwrap()[0].id;
    let now = crate::clock::Clock::system().now();
    store.erase_customer(shop, her, now).unwrap();
    drop(store);
    let spoil = "UPDATE tenant_keys SET wrapped = x'00' WHERE shop = 1";
    let copy = rusqlite::Connection::open(&file).unwrap();
    assert_eq!(copy.execute(spoil, []), Ok(1));
    drop(copy);
    bench.run(&["restore", &file, "--yes"]).says(
        Exit::Failed,
        &["could not be carried out again", "snapsell doctor"],
    );
}

#[test]
fn a_database_of_another_program_is_neither_served_nor_brought_to_our_schema() {
    let bench = Bench::new();
    let other = bench.raw();
    other
        .execute_batch("CREATE TABLE photos (id INTEGER)")
        .unwrap();
    drop(other);
    let before = std::fs::read(bench.path("snapsell.db")).unwrap();
    for line in [&["migrate"][..], &["serve"], &["shop", "list"]] {
        let refused = bench.run(line);
        refused.says(
            Exit::Config,
            &["SNAP-0512", "snapsell.db", "another program"],
        );
    }
    let french = bench.in_french();
    french
        .run(&["migrate"])
        .says(Exit::Config, &["d'un autre programme"]);
    assert!(std::fs::read(french.path("snapsell.db")).unwrap() == before);
}
