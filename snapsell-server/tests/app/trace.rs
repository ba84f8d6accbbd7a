//! One message through the log: received, decided and answered under one id, without anybody's number.

use snapsell_server::logs::testkit::Capture;

use crate::world::{World, customer};

#[tokio::test(flavor = "multi_thread")]
async fn one_id_leads_from_a_message_through_its_decision_to_its_answer() {
    let capture = Capture::default();
    capture.everywhere();
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    let delivery = world.deliver(&customer(1), "A12").await;
    world.settle().await;
    let sid = delivery.sid.as_str().to_owned();
    world.stop().await;

    let text = capture.text();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let received = lines
        .iter()
        .find(|line| line["message_sid"] == sid.as_str())
        .expect("the receipt is logged");
    assert!(
        received["from"].as_str().unwrap().contains("** **"),
        "{received}"
    );
    let id = &received["correlation_id"];
    let said: Vec<&str> = lines
        .iter()
        .filter(|line| line["correlation_id"] == *id)
        .filter_map(|line| line["message"].as_str())
        .collect();
    assert_eq!(said, ["received", "decided", "attempted"]);
    let decided = lines
        .iter()
        .find(|line| line["correlation_id"] == *id && line["message"] == "decided");
    assert_eq!(decided.unwrap()["kind"], "claim");
    capture.assert_no_phone();
}
