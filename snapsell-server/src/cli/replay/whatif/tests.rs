//! What if, from the outside: one live whose outcome hung on a minute.

use serde_json::Value;
use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CustomerId, Journal as _, Money, OrderNumber,
    Receipt, Timestamp, UserId, decide,
};

use crate::cli::bench::Bench;
use crate::cli::replay::tests::{AWA, BINTA, MARIE, at, evening};
use crate::cli::shop::load;
use crate::exit::Exit;

/// The sums that differ: name, before, after.
fn differ(value: &Value) -> Vec<(String, i64, i64)> {
    let sums = value["sums"].as_object().unwrap().iter();
    let sums = sums.map(|(name, sum)| {
        let of = |which: &str| sum[which].as_i64().unwrap();
        (name.clone(), of("before"), of("after"))
    });
    sums.filter(|(_, before, after)| before != after).collect()
}

#[test]
fn a_longer_hold_changes_exactly_who_has_the_piece() {
    let bench = Bench::with_shop();
    evening(&bench);
    // Awa's OUI at 20:08:30 came two minutes and a half too late.
    bench.message_at(at(40, 0), MARIE, "Marie", "B7", 20);
    bench.message_at(at(41, 0), AWA, "Awa", "B7", 21);
    bench.message_at(at(44, 0), AWA, "Awa", "OUI", 23);
    let events = bench.run(&["export", "events", "--shop", "acme"]).out;
    let what_if = |live: &str, setting: &str| {
        let line = ["replay", "acme", "--live", live, "--set", setting, "--json"];
        bench.run(&line).json()
    };
    let longer = what_if("1", "hold.soft=9m");
    assert_eq!(
        longer["same_settings_give_what_happened"], true,
        "{longer:#}"
    );
    assert_eq!(longer["entries_lost"], 0);
    assert_eq!(longer["settings"]["hold.soft"]["after"], "9m");
    let changed: Vec<(&str, &str, &str)> = longer["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let fate = |when: &str| row[when]["fate"].as_str().unwrap();
            let name = row["name"].as_str().unwrap().split(" #").next().unwrap();
            (name, fate("before"), fate("after"))
        })
        .collect();
    assert_eq!(
        changed,
        [
            ("Awa", "expired", "ordered"),
            ("Binta", "ordered", "unserved")
        ]
    );
    let same = what_if("1", "hold.soft=5m");
    assert_eq!(differ(&same), []);
    assert_eq!(same["changed"], serde_json::json!([]));
    // The second live would have gone the same way.
    assert_eq!(
        what_if("2", "hold.soft=9m")["changed"],
        serde_json::json!([])
    );
    assert_eq!(
        bench.run(&["export", "events", "--shop", "acme"]).out,
        events
    );
}

#[test]
fn buttons_of_the_team_are_found_again_from_what_they_led_to() {
    let bench = Bench::with_shop();
    bench.message_at(at(0, 0), MARIE, "Marie", "A12", 1);
    bench.message_at(at(1, 0), AWA, "Awa", "A12", 2);
    bench.message_at(at(2, 0), BINTA, "Binta", "A12", 3);
    let hold = |bench: &Bench| {
        let store = bench.store();
        let record = store.shop_by_slug("acme").unwrap().unwrap();
        load(&store, &record).unwrap().holds().next().unwrap().id
    };
    press(&bench, at(3, 0), Action::ReleaseHold(hold(&bench)), None);
    bench.message_at(at(4, 0), BINTA, "Binta", "rue 12, Cocody", 4);
    bench.message_at(at(5, 0), BINTA, "Binta", "OUI", 5);
    let (order, fee) = (OrderNumber::new(1), Money::from_minor(700));
    press(&bench, at(5, 15), Action::SetFee { order, fee }, None);
    let readdress = Action::Readdress(order);
    press(&bench, at(5, 30), readdress, Some("Cocody, villa 3"));
    bench.message_at(at(6, 0), MARIE, "Marie", "PREPARE VF-0001", 6);
    bench.message_at(at(7, 0), MARIE, "Marie", "FIN", 7);
    let what_if = |setting: &str| {
        let line = ["replay", "acme", "--set", setting, "--json"];
        bench.run(&line).json()
    };
    let longer = what_if("hold.soft=9m");
    assert_eq!(
        longer["same_settings_give_what_happened"], true,
        "{longer:#}"
    );
    assert_eq!(
        (differ(&longer), &longer["entries_lost"]),
        (vec![], &0.into())
    );
    let alone = what_if("queue=off");
    let orders = differ(&alone)
        .into_iter()
        .find(|(name, ..)| name == "orders");
    assert_eq!(orders, Some(("orders".to_owned(), 1, 0)));
    assert_eq!(
        alone["commands_without_object"], 3,
        "there is no order to charge, to readdress and to prepare"
    );
}

#[test]
fn each_order_that_a_message_names_is_the_same_one_in_every_course() {
    let bench = Bench::with_shop();
    let said = [
        (MARIE, "A12 B7 B8"),
        (AWA, "A12"),
        (BINTA, "A12"),
        (AWA, "ANNULER"),
        (BINTA, "rue 12, Cocody"),
        (BINTA, "OUI"),
        (AWA, "B7"),
        (AWA, "villa 3, Marcory"),
        (AWA, "OUI"),
        // Without a queue Binta's order, the first, does not exist, and Awa's has its number.
        (MARIE, "PREPARE VF-0001 VF-0002"),
        (AWA, "B8"),
        (AWA, "OUI"),
        (MARIE, "LIVRAISON VF-0002"),
        (MARIE, "FIN"),
        (MARIE, "B9"),
        (AWA, "B9"),
        (AWA, "OUI"),
        // Of an earlier live, and not her last.
        (MARIE, "ANNULE VF-0002"),
    ];
    for (minute, (phone, text)) in (0_u8..).zip(said) {
        let when = at(minute.into(), 0);
        bench.message_at(when, phone, "", text, 1 + u128::from(minute));
    }
    let what_if = |live: &str, setting: &str| {
        let line = ["replay", "acme", "--live", live, "--set", setting, "--json"];
        let found = bench.run(&line).json();
        assert_eq!(found["same_settings_give_what_happened"], true, "{found:#}");
        found
    };
    assert_eq!(differ(&what_if("2", "hold.soft=9m")), []);
    let alone = what_if("1", "queue=off");
    let orders = differ(&alone)
        .into_iter()
        .find(|(name, ..)| name == "orders");
    let told = "what is prepared grows no more: B8 is an order of its own";
    assert_eq!(
        orders,
        Some(("orders".to_owned(), 3, 2)),
        "{told}: {alone:#}"
    );
    assert_eq!(alone["commands_without_object"], 0, "Awa's is there");
}

#[test]
fn a_wrong_key_names_the_nearest_and_both_languages_say_what_nobody_knows() {
    let bench = Bench::with_shop().in_french();
    bench
        .run(&["replay", "acme", "--set", "hold.soft=9m"])
        .says(Exit::Done, &["n'a pas encore eu de live"]);
    evening(&bench);
    bench
        .run(&["replay", "acme", "--set", "hold.sotf=9m"])
        .says(Exit::Usage, &["SNAP-0605", "hold.soft"]);
    bench
        .run(&["replay", "acme", "--set", "hold.soft=vite"])
        .says(Exit::Usage, &["SNAP-0604"]);
    let same = bench.run(&["replay", "acme", "--set", "hold.soft=5m"]);
    assert_eq!(
        same.out,
        "acme, live 1 : hold.soft=5m était déjà en vigueur, rien ne changerait donc\n"
    );
    let ran = bench.run(&["replay", "acme", "--set", "hold.soft=9m"]);
    for words in [
        "et si hold.soft=9m (c'était 5m) ?",
        "elles donnent exactement ce qui s'est passé",
        "arrivée à terme → commandé ×1",
        "Ceci ne peut pas savoir ce que les gens auraient fait",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

#[test]
fn a_clock_that_was_set_forward_is_named_by_what_came_of_it() {
    let bench = Bench::with_shop();
    let set = ["shop", "set", "--shop", "acme", "hold.reminder=0"];
    bench.run(&set).says(Exit::Done, &[]);
    bench.message_at(at(0, 0), MARIE, "Marie", "A12", 1);
    bench.message_at(at(1, 0), AWA, "Awa", "A12", 2);
    bench.message_at(at(2, 0), BINTA, "Binta", "A12", 3);
    // From here on the clock is a quarter of an hour ahead.
    bench.tick_at(at(20, 0));
    bench.message_at(at(22, 0), BINTA, "Binta", "rue des Fleurs, Cocody", 4);
    bench.message_at(at(23, 0), BINTA, "Binta", "OUI", 5);
    bench.message_at(at(30, 0), MARIE, "Marie", "FIN", 6);
    let ran = bench.run(&["replay", "acme", "--set", "hold.soft=9m"]);
    for words in [
        "they do not give exactly what happened",
        "where they part first",
        "A12  Binta",
        "ordered → ran out",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

/// A form of the console, with what was typed into it.
fn press(bench: &Bench, at: Timestamp, action: Action, typed: Option<&str>) {
    let store = bench.store();
    let record = store.shop_by_slug("acme").unwrap().unwrap();
    let shop = load(&store, &record).unwrap();
    let command = Command {
        id: CommandId::new(u128::MAX - u128::from(at.millis().unsigned_abs())),
        by: Actor::Team(UserId::new(1)),
        action,
    };
    let commit = Commit {
        shop: record.id,
        decision: decide(&shop, &command, at),
        receipt: typed.map(|words| Receipt {
            native_id: String::new(),
            from: CustomerId::new(3),
            content: words.into(),
        }),
    };
    assert!(store.commit(&[commit]).pop().unwrap().is_ok());
}
