//! The audit from the outside: sound journals pass, the first thing that was touched is named.

use serde_json::Value;
use snapsell_core::{Actor, CommandId, Entry, Journal as _};

use crate::cli::bench::{Bench, CREATE};
use crate::cli::shop;
use crate::exit::Exit;

fn violation(sql: &str) -> Value {
    let bench = Bench::with_shop();
    bench.sell();
    bench.run(&["audit"]).says(Exit::Done, &[]);
    let changed = bench.raw().execute(sql, []).unwrap();
    assert!(changed > 0, "{sql}");
    let ran = bench.run(&["audit", "--shop", "acme", "--json"]);
    ran.says(Exit::Failed, &["SNAP-0641", "→ snapsell backup --verify"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["ok"], false);
    report["shops"][0]["violation"].clone()
}

#[test]
fn a_sound_journal_is_counted() {
    let bench = Bench::with_shop().in_french();
    bench.sell();
    let ran = bench.run(&["audit"]);
    ran.says(Exit::Done, &[]);
    assert!(ran.out.starts_with("acme : sain, 7 entrées"), "{}", ran.out);
}

#[test]
fn a_changed_byte_of_the_journal_names_its_entry() {
    let sql = "UPDATE journal SET changes = replace(changes, '5000', '5001') WHERE version = 2";
    assert_eq!(violation(sql)["version"], 2);
    assert_eq!(
        violation("UPDATE journal SET at = at - 1 WHERE version = 4")["version"],
        4
    );
}

#[test]
fn a_changed_row_of_a_read_model_is_named() {
    let order = violation("UPDATE orders SET fee = 7");
    assert_eq!(
        (&order["row"], &order["version"]),
        (&"orders VF-0001".into(), &Value::Null)
    );
    let row = violation("UPDATE holds SET until = until + 60000")["row"].clone();
    assert!(row.as_str().unwrap().starts_with("holds "), "{row}");
}

#[test]
fn a_saved_state_that_the_journal_does_not_give_is_named() {
    let bench = Bench::with_shop();
    bench.sell();
    let store = bench.store();
    let record = store.shop_by_slug("acme").unwrap().unwrap();
    let mut state = shop::load(&store, &record).unwrap();
    store.save_snapshot(record.id, &state).unwrap();
    bench.run(&["audit"]).says(Exit::Done, &[]);
    // Another history of the same length and one more entry, which did not happen.
    bench.message("+33622222222", "Awa", "PANIER", 7);
    state.apply(&Entry {
        version: state.version().next(),
        at: state.clock(),
        command: CommandId::NONE,
        by: Actor::System,
        changes: Vec::new(),
    });
    store.save_snapshot(record.id, &state).unwrap();
    bench
        .run(&["audit", "--json"])
        .says(Exit::Failed, &["snapshots 8"]);
}

#[test]
fn a_shop_that_cannot_be_read_keeps_no_other_from_the_audit() {
    let bench = Bench::with_shop();
    let mut second = CREATE;
    second[3] = "other";
    bench.run(&second).says(Exit::Done, &[]);
    let spoil = "PRAGMA foreign_keys = off; DELETE FROM shops WHERE shop = 1";
    bench.raw().execute_batch(spoil).unwrap();
    let ran = bench.run(&["audit"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.out.contains("other: sound"), "{}", ran.out);
    assert!(ran.out.contains("acme: BROKEN"), "{}", ran.out);
}
