//! A past from the outside: a live of a known evening, looked at from several instants.

use snapsell_core::Timestamp;

use crate::cli::bench::Bench;
use crate::exit::Exit;

pub(super) const MARIE: &str = "+33611111111";
pub(super) const AWA: &str = "+33622222222";
pub(super) const BINTA: &str = "+33633333333";

/// A time of day on 2030-11-22, a minute and a second, UTC.
pub(super) fn at(minute: i64, second: i64) -> Timestamp {
    Timestamp::from_millis(1_921_536_000_000 + 20 * 3_600_000 + (minute * 60 + second) * 1_000)
}

/// From 20:00: one piece, Awa holds it, Binta waits; it lapses to Binta, who confirms; the seller ends the live at 20:30.
pub(super) fn evening(bench: &Bench) {
    bench
        .run(&["shop", "set", "--shop", "acme", "hold.reminder=0"])
        .says(Exit::Done, &[]);
    bench.message_at(at(0, 0), MARIE, "Marie", "A12", 1);
    bench.message_at(at(1, 0), AWA, "Awa", "a12 svp", 2);
    bench.message_at(at(2, 0), BINTA, "Binta", "A12", 3);
    bench.message_at(at(3, 0), AWA, "Awa", "villa 3, Marcory", 8);
    bench.tick_at(at(6, 0));
    bench.message_at(at(7, 0), BINTA, "Binta", "rue des Fleurs, Cocody", 4);
    bench.message_at(at(8, 0), BINTA, "Binta", "OUI", 5);
    bench.message_at(at(8, 30), AWA, "Awa", "OUI", 6);
    bench.message_at(at(30, 0), MARIE, "Marie", "FIN", 7);
}

#[test]
fn each_instant_shows_who_had_what_and_what_she_had_been_told() {
    let bench = Bench::with_shop();
    evening(&bench);
    let look = |when: &str| {
        bench
            .run(&[
                "replay",
                "acme",
                "--at",
                when,
                "--customer",
                BINTA,
                "--json",
            ])
            .json()
    };
    let waiting = look("2030-11-22T20:05:59");
    let is = |value: &serde_json::Value, name: &str| {
        let shown = value.as_str().unwrap();
        assert!(shown.starts_with(&format!("{name} #")), "{shown}");
    };
    is(&waiting["items"][0]["holders"][0]["name"], "Awa");
    assert_eq!(
        waiting["items"][0]["holders"][0]["until"],
        "2030-11-22T20:06:00Z"
    );
    is(&waiting["items"][0]["queue"][0]["name"], "Binta");
    assert_eq!(waiting["live"]["state"], "open");
    assert_eq!(waiting["customer"]["said"].as_array().unwrap().len(), 2);
    let promoted = look("20:06");
    is(&promoted["items"][0]["holders"][0]["name"], "Binta");
    assert_eq!(promoted["items"][0]["holders"][0]["origin"], "promoted");
    assert_eq!(promoted["orders"].as_array().unwrap().len(), 0);
    let said = promoted["customer"]["said"].as_array().unwrap();
    assert_eq!(said.len(), 3);
    assert_eq!(said[0]["text"], "A12");
    let news = said[2]["text"].as_str().unwrap();
    assert!(news.contains("20:11"), "her new deadline: {news}");
    let sold = look("2030-11-22T21:08:00+01:00");
    assert_eq!(sold["orders"][0]["order"], "VF-0001");
    assert_eq!(sold["customer"]["has_address"], true);
}

#[test]
fn without_an_instant_it_is_the_last_moment_of_the_live_in_the_language_of_the_reader() {
    let bench = Bench::with_shop().in_french();
    evening(&bench);
    let ran = bench.run(&["replay", "acme"]);
    // Her number in the shop depends on how many processes met people.
    let (before, after) = ran.out.split_once(" #").unwrap();
    let shown = format!("{before}{}", after.trim_start_matches(char::is_numeric));
    assert_eq!(
        shown.replace(['\u{a0}', '\u{202f}'], " "),
        "acme, 2030-11-22 20:29:59 (Africa/Abidjan), entrée 10\n\
         live 1, ouvert depuis 20:00:00 : 1 commande(s), 5 000 F CFA\n\
         A12      5 000 F CFA  0 sur 1 libre(s), 1 vendu(s)\n\
         commandes\n  VF-0001  Binta, confirmée : A12, 5 000 F CFA\n"
    );
    let before = bench.run(&["replay", "acme", "--at", "2020-01-01T00:00"]);
    assert!(
        before.out.contains("aucun live ne s'était encore ouvert"),
        "{}",
        before.out
    );
    let future = bench.run(&["replay", "acme", "--at", "20:31"]);
    let now = "il est 2030-11-22 20:30:00 (Africa/Abidjan)";
    future.says(Exit::Usage, &["SNAP-0668", now, "snapsell replay acme"]);
    let over = bench.run(&["replay", "acme", "--at", "20:30"]);
    assert!(
        over.out.contains("le dernier, le 1, a fini à 20:30:00"),
        "{}",
        over.out
    );
}

#[test]
fn a_shop_without_a_live_gets_a_kind_word_and_what_does_not_exist_the_nearest_thing() {
    let bench = Bench::with_shop();
    bench
        .run(&["replay", "acme"])
        .says(Exit::Done, &["has had no live yet"]);
    evening(&bench);
    let fails = |line: &[&str], exit, words: &[&str]| {
        bench
            .run(&[&["replay", "acme"], line].concat())
            .says(exit, words);
    };
    fails(
        &["--live", "7"],
        Exit::Failed,
        &["SNAP-0682", "its last one is 1"],
    );
    fails(&["--at", "hier"], Exit::Usage, &["SNAP-0681"]);
    fails(
        &["--customer", "+33699999999"],
        Exit::Failed,
        &["SNAP-0683"],
    );
    fails(&["--customer", "99"], Exit::Failed, &["SNAP-0683"]);
    fails(&["--item", "12"], Exit::Usage, &["SNAP-0684"]);
    bench
        .run(&["replay", "acmee"])
        .says(Exit::Failed, &["acme"]);
}
