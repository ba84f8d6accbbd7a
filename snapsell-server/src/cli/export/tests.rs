//! Exports from the outside.

use crate::cli::bench::Bench;
use crate::exit::Exit;

#[test]
fn orders_open_in_a_french_excel() {
    let bench = Bench::with_shop().in_french();
    bench
        .run(&["shop", "set", "--shop", "acme", "delivery.fee=1500"])
        .says(Exit::Done, &[]);
    bench.sell();
    let ran = bench.run(&["export", "orders", "--shop", "acme"]);
    ran.says(Exit::Done, &["2 ligne(s)"]);
    let lines: Vec<&str> = ran.out.split("\r\n").collect();
    assert!(
        lines[0].starts_with("\u{feff}order;status;"),
        "{}",
        lines[0]
    );
    let first = "VF-0001;confirmed;;\"'=Awa;1\";'+33622222222;\"12 rue des Fleurs, Lyon\";A12;1;5000;5000;1500;26500;XOF;0;no_deposit;20";
    assert!(lines[1].starts_with(first), "{}", lines[1]);
    assert!(
        lines[2].contains(";B7;2;10000;20000;;;XOF;;no_deposit;"),
        "{}",
        lines[2]
    );
    assert!(lines[1].ends_with('Z'), "{}", lines[1]);
}

#[test]
fn json_holds_each_order_whole() {
    let bench = Bench::with_shop();
    bench.sell();
    let orders = bench
        .run(&["export", "orders", "--shop", "acme", "--format", "json"])
        .json();
    let order = &orders[0];
    assert_eq!(
        (&order["order"], &order["total"]),
        (&"VF-0001".into(), &25_000.into())
    );
    assert_eq!(order["customer"]["name"], "=Awa;1");
    assert_eq!(order["lines"].as_array().unwrap().len(), 2);
    let holds = bench
        .run(&["export", "holds", "--shop", "acme", "--format", "json"])
        .json();
    let states: Vec<&str> = holds
        .as_array()
        .unwrap()
        .iter()
        .map(|hold| hold["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["ordered", "ordered", "soft"]);
    let events = bench
        .run(&["export", "events", "--shop", "acme", "--format", "json"])
        .json();
    assert_eq!(events[0]["change"], "configured");
    assert_eq!(events[0]["by"], "system");
    let names: Vec<&str> = events
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["change"].as_str())
        .collect();
    assert!(names.contains(&"order_placed"), "{names:?}");
}

#[test]
fn a_file_is_made_for_its_owner_alone_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::with_shop();
    let file = bench.text("events.csv");
    let line = ["export", "events", "--shop", "acme", "--output", &file];
    let ran = bench.run(&line);
    ran.says(Exit::Done, &["1 row(s)"]);
    assert_eq!(ran.out, "");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(";system;configured;"), "{text}");
    bench.run(&line).says(Exit::Failed, &["SNAP-0631"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_change_that_names_a_message_is_exported_like_any_other() {
    let bench = Bench::with_shop();
    let id = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef;
    bench.message("+33611111111", "Marie", "A12", 1);
    bench.message("+33622222222", "Awa", "A12", 2);
    bench.message("+33622222222", "Awa", "12 rue des Fleurs, Lyon", id);
    let events = bench
        .run(&["export", "events", "--shop", "acme", "--format", "json"])
        .json();
    let given = events.as_array().unwrap().last().unwrap();
    assert_eq!(given["change"], "address_given");
    assert_eq!(
        given["detail"]["message"],
        "0123456789abcdef0123456789abcdef"
    );
    let table = bench.run(&["export", "events", "--shop", "acme"]);
    assert!(table.out.contains(&format!("{id:032x}")), "{}", table.out);
}
