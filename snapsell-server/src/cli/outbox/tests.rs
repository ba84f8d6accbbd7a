//! Messages given up, from the outside.

use snapsell_core::Span;
use snapsell_store::SendResult;

use crate::cli::bench::{Bench, CREATE};
use crate::exit::Exit;

/// A shop whose every message was given up.
fn given_up() -> Bench {
    let bench = Bench::with_shop();
    bench.sell();
    let store = bench.store();
    let now = crate::clock::Clock::system().now();
    loop {
        let leased = store
            .lease(now, 100, Span::from_secs(60), |_| snapsell_store::Turn::Now)
            .unwrap();
        if leased.is_empty() {
            return bench;
        }
        let dead = SendResult::Dead {
            code: Some(63_016),
            reason: "outside the window".to_owned(),
        };
        let results: Vec<_> = leased.into_iter().map(|one| (one, dead.clone())).collect();
        store.finish(&results, now).unwrap();
    }
}

#[test]
fn a_letter_is_listed_with_its_cause_and_without_its_words() {
    let bench = given_up();
    let list = bench.run(&["outbox", "list", "--json"]);
    let json = list.json();
    let first = &json["dead"][0];
    assert_eq!(
        json["counts"]["dead"],
        json["dead"].as_array().unwrap().len()
    );
    assert_eq!(
        (&first["error"], &first["attempts"]),
        (&63_016.into(), &1.into())
    );
    assert_eq!(
        (&first["shop"], &first["to"]),
        (&"acme".into(), &"+336 ** ** ** 11".into())
    );
    assert!(
        !list.out.contains("+33611111111") && !list.out.contains("A12"),
        "{}",
        list.out
    );
    let text = bench.run(&["outbox", "list", "--shop", "acme"]);
    text.says(Exit::Done, &["→ snapsell outbox retry --shop acme"]);
    assert!(
        text.out.contains("63016 outside the window"),
        "{}",
        text.out
    );
    let revealed = bench.run(&["outbox", "list", "--reveal"]);
    assert!(revealed.out.contains("+33611111111") && revealed.out.contains("A12"));
}

#[test]
fn what_waits_is_counted_for_each_shop_and_for_the_one_that_is_named() {
    let bench = given_up();
    let mut second = CREATE;
    (second[3], second[7]) = ("karim", "+2250700000043");
    bench.run(&second).says(Exit::Done, &[]);
    bench
        .run(&["outbox", "retry", "--shop", "acme", "1"])
        .says(Exit::Done, &[]);
    let all = bench.run(&["outbox", "list"]).out;
    assert!(all.contains("acme         pending 1, dead "), "{all}");
    assert!(!all.contains("karim"), "{all}");
    let json = bench.run(&["outbox", "list", "--json"]).json();
    assert_eq!(json["shops"]["acme"]["pending"], 1);
    assert!(json["oldest_pending_seconds"].is_u64(), "{json}");
    let none = bench.run(&["outbox", "list", "--shop", "karim", "--json"]);
    assert_eq!(none.json()["counts"], serde_json::json!({}));
}

#[test]
fn a_letter_is_sent_again_or_dropped_only_when_meant() {
    let bench = given_up();
    let count = || bench.store().dead_letters(None, 100).unwrap().len();
    let before = count();
    assert!(before > 2);
    bench
        .run(&["outbox", "retry", "--shop", "acme", "1", "999"])
        .says(Exit::Failed, &["SNAP-0622", "999"]);
    assert_eq!(count(), before, "none or all");
    bench
        .run(&["outbox", "retry", "--shop", "acme", "1"])
        .says(Exit::Done, &[]);
    assert_eq!(count(), before - 1);
    let drop_line = ["outbox", "drop", "--shop", "acme", "2"];
    bench.run(&drop_line).says(
        Exit::Failed,
        &[
            "SNAP-0621",
            "--yes",
            "→ snapsell outbox drop --shop acme 2 --yes",
        ],
    );
    assert_eq!(count(), before - 1);
    bench
        .run(&[&drop_line[..], &["--yes"]].concat())
        .says(Exit::Done, &[]);
    assert_eq!(count(), before - 2);
    bench
        .run(&["outbox", "retry", "--shop", "acme", "--all"])
        .says(Exit::Done, &[]);
    assert_eq!(count(), 0);
    let empty = bench.run(&["outbox", "retry", "--shop", "acme", "--all"]);
    empty.says(Exit::Done, &["no message was given up"]);
}

#[test]
fn usage_says_that_all_can_be_named_instead_of_some() {
    let bench = Bench::new();
    for (line, exit) in [
        (&["outbox", "retry", "--help"][..], Exit::Done),
        (&["outbox", "retry", "--shop", "acme"], Exit::Usage),
        (&["outbox", "drop", "--help"], Exit::Done),
    ] {
        let ran = bench.run(line);
        ran.says(exit, &[]);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("<ID|--all>"), "{said}");
    }
}
