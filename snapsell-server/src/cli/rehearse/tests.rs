//! Rehearsals from the outside.

use serde_json::Value;

use crate::cli::bench::Bench;
use crate::exit::Exit;

fn rehearse(bench: &Bench, more: &[&str]) -> Value {
    let line = ["rehearse", "--customers", "40", "--json"];
    bench.run(&[&line[..], more].concat()).json()
}

#[test]
fn the_same_seed_gives_the_same_report_to_the_byte_and_another_seed_another() {
    let bench = Bench::new().in_french();
    let run = |seed: &str| {
        let ran = bench.run(&["rehearse", "--customers", "40", "--seed", seed]);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        ran.out
    };
    let first = run("7");
    assert_eq!(first, run("7"));
    assert_ne!(first, run("8"));
    for words in [
        "À préparer",
        "VF-0001  cliente ",
        "pièces données deux fois : 0",
        "Supposé",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    let english = Bench::new().run(&["rehearse", "--customers", "40", "--seed", "7"]);
    for words in [
        "To prepare",
        "VF-0001  customer ",
        "units given twice: 0",
        "Assumed",
    ] {
        assert!(english.out.contains(words), "{words}: {}", english.out);
    }
}

#[test]
fn every_trouble_happens_and_the_sums_agree() {
    let bench = Bench::new();
    let report = bench
        .run(&[
            "rehearse",
            "--customers",
            "120",
            "--seed",
            "3",
            "--json",
            "--set",
            "deposit=recommended:20%",
        ])
        .json();
    let count = |path: &str| report.pointer(path).and_then(Value::as_u64).expect(path);
    for path in [
        "/messages/voice",
        "/messages/stop",
        "/messages/duplicates_ignored",
        "/typing_errors/understood",
        "/typing_errors/suggested",
        "/typing_errors/refused",
        "/claims/waiting",
        "/holds/promoted",
        "/holds/expired",
        "/holds/reminders",
        "/proofs/approved",
        "/outages/fetched_afterwards",
        "/unserved/units",
    ] {
        assert!(count(path) > 0, "{path} in {report:#}");
    }
    assert_eq!(
        count("/messages/delivered_again"),
        count("/messages/duplicates_ignored")
    );
    let typing = ["understood", "suggested", "refused"];
    let typing = typing.map(|kind| count(&format!("/typing_errors/{kind}")));
    assert_eq!(typing.iter().sum::<u64>(), count("/typing_errors/sent"));
    let ended = ["confirmed", "expired", "given_back", "removed"];
    let ended = ended.map(|kind| count(&format!("/holds/{kind}")));
    let begun = count("/holds/held") + count("/holds/promoted") + count("/holds/late");
    assert!(ended.iter().sum::<u64>() <= begun, "{report:#}");
    let orders = report["orders"].as_array().unwrap();
    let total: i64 = orders
        .iter()
        .map(|order| order["total"].as_i64().unwrap())
        .sum();
    assert_eq!(Some(total), report["sales"]["total"].as_i64());
}

#[test]
fn it_uses_the_settings_of_the_shop_and_writes_nothing_there() {
    let bench = Bench::with_shop();
    bench
        .run(&[
            "shop",
            "set",
            "--shop",
            "acme",
            "grid=R:700",
            "delivery.fee=1500",
            "queue=off",
        ])
        .says(Exit::Done, &[]);
    let before = bench.run(&["export", "events", "--shop", "acme"]).out;
    let report = rehearse(&bench, &["acme"]);
    assert_eq!(
        bench.run(&["export", "events", "--shop", "acme"]).out,
        before
    );
    let first = &report["orders"][0]["lines"][0];
    let item = first["item"].as_str().unwrap();
    assert!(item.starts_with(['R', 'S']), "{item}");
    assert_eq!(first["unit_price"], 700);
    assert_eq!(report["claims"]["waiting"], 0);
    let advice = report["advice"].as_array().unwrap();
    let queue = |line: &Value| line.as_str().unwrap().contains("queue=on");
    assert!(advice.iter().any(queue), "{advice:?}");
}

#[test]
fn a_setting_that_does_not_exist_names_the_nearest() {
    let bench = Bench::new();
    bench
        .run(&["rehearse", "--set", "hold.sotf=8m"])
        .says(Exit::Usage, &["SNAP-0605", "hold.soft"]);
}

#[test]
fn one_customer_is_enough_and_a_shop_may_have_no_grid() {
    let bench = Bench::new();
    let report = bench
        .run(&[
            "rehearse",
            "--customers",
            "1",
            "--set",
            "grid=",
            "--set",
            "labels=5-5",
            "--json",
        ])
        .json();
    assert_eq!(report["customers"], 1);
}
