//! One message through the log: received, decided and answered under one id, without anybody's number.

use snapsell_server::logs::testkit::Capture;

use crate::door;
use crate::world::{PUBLIC_URL, World, customer};

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
    for _ in 0..2 {
        let form = door::form(&world, &[]).encode();
        let answer = door::post(&world, "/t/acme/in?x=1", form.as_bytes(), "no").await;
        assert_eq!(answer.0, 403);
    }
    world.stop().await;

    let text = capture.text();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let refused = lines
        .iter()
        .filter(|line| line["message"] == "webhooks of a shop are refused")
        .map(|line| {
            (
                line["slug"].as_str().unwrap(),
                line["url"].as_str().unwrap(),
            )
        });
    let url = format!("{PUBLIC_URL}/t/acme/in");
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [("acme", url.as_str())],
        "said once"
    );
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
