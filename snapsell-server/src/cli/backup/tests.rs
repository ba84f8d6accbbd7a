//! Copies from the outside: made, listed, checked, put back.

use crate::cli::bench::Bench;
use crate::exit::Exit;

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
