//! Forgetting from the outside.

use crate::cli::bench::Bench;
use crate::exit::Exit;

#[test]
fn a_customer_is_forgotten_once_her_orders_are_closed_and_no_copy_brings_her_back() {
    let bench = Bench::with_shop();
    bench.sell();
    let copy = bench.text("old.db");
    bench.run(&["backup", &copy]).says(Exit::Done, &[]);
    let awa = ["erase", "acme", "--customer", "+33 6 22 22 22 22"];
    bench
        .run(&[&awa[..], &["--yes"]].concat())
        .says(Exit::Failed, &["SNAP-0662", "VF-0001"]);
    bench.message("+33611111111", "Marie", "ANNULE VF-0001", 7);
    bench
        .run(&awa)
        .says(Exit::Failed, &["SNAP-0621", "address go", "amounts"]);
    let done = bench.run(&[&awa[..], &["--yes", "--json"]].concat()).json();
    assert_eq!(done["messages"], 3, "{done}");
    assert!(done["replies"].as_u64() >= Some(3), "{done}");
    bench.run(&awa).says(Exit::Failed, &["SNAP-0661", "acme"]);
    // Binta holds B07 and is told that it is given back.
    let store = bench.store();
    let shop = store.shop_by_slug("acme").unwrap().unwrap().id;
    let held = |store: &snapsell_store::Store| store.holds(shop).unwrap().len();
    assert_eq!(held(&store), 1);
    drop(store);
    let binta = ["erase", "acme", "--customer", "+33633333333", "--yes"];
    let said = bench.run(&binta);
    said.says(Exit::Done, &[]);
    assert!(said.out.contains("is forgotten: 1 message"), "{}", said.out);
    assert_eq!(held(&bench.store()), 0);
    bench.run(&["audit"]).says(Exit::Done, &[]);
    let orders = bench.run(&["export", "orders", "--shop", "acme"]).out;
    assert!(orders.contains("VF-0001"), "{orders}");
    for gone in ["Awa", "rue des Fleurs", "33622222222"] {
        assert!(!orders.contains(gone), "{gone}: {orders}");
    }
    bench
        .run(&["restore", &copy, "--yes"])
        .says(Exit::Done, &["2 erasure(s) made since this copy"]);
    let orders = bench.run(&["export", "orders", "--shop", "acme"]).out;
    assert!(
        orders.contains("VF-0001") && !orders.contains("Awa"),
        "{orders}"
    );
    bench.run(&["audit"]).says(Exit::Done, &[]);
    bench
        .run(&["erase", "acme", "--customer", "+33611111111", "--yes"])
        .says(Exit::Failed, &["SNAP-0664"]);
}

#[test]
fn a_shop_is_erased_only_by_whoever_types_its_name() {
    let bench = Bench::with_shop().in_french();
    bench.sell();
    bench.run(&["erase", "acme"]).says(
        Exit::Failed,
        &["SNAP-0621", "export orders", "serveur arrêté", "--yes"],
    );
    let erase = ["erase", "acme", "--yes"];
    bench
        .run_with(&erase, "acne\n", &[])
        .says(Exit::Failed, &["SNAP-0665", "rien n'a été effacé"]);
    assert!(bench.run(&["shop", "list"]).out.starts_with("acme"));
    bench
        .run_with(&erase, "acme\n", &[])
        .says(Exit::Done, &["nom court"]);
    assert_eq!(bench.run(&["shop", "list"]).out, "");
    let store = bench.store();
    assert_eq!(store.shops().unwrap(), []);
}
