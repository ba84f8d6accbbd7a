//! One message through the log: received, decided and answered under one id, without anybody's number.

use snapsell_server::logs::testkit::Capture;
use snapsell_twilio::sim::Fault;
use snapsell_twilio::{Form, sign};

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
    world.sim.fault(Fault::AsyncFailure(63_003), 1);
    world.write(&customer(2), "bonjour").await;
    world.settle().await;
    world.sim.until_quiet().await;
    world.sim.fault(Fault::ErrorCode(21_610), 1);
    world.write(&customer(3), "bonjour").await;
    world.settle().await;
    knock_in_vain(&world).await;
    world.stop().await;

    let text = capture.text();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    refusals_are_told_once_each(&lines);
    what_is_given_up_is_told(&lines);
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

/// Posts what is refused, each for a reason of its own, the first of them twice.
async fn knock_in_vain(world: &World) {
    for _ in 0..2 {
        let form = door::form(world, &[]).encode();
        let answer = door::post(world, "/t/acme/in?x=1", form.as_bytes(), "no").await;
        assert_eq!(answer.0, 403);
    }
    let signed = |form: &Form, path: &str| {
        let url = format!("{PUBLIC_URL}{path}");
        sign(&url, form, &world.account.token)
    };
    let nothing = Form::from_pairs([("Body", "A12")]).unwrap();
    for path in ["/t/acme/in", "/t/acme/status"] {
        let signature = signed(&nothing, path);
        let answer = door::post(world, path, b"Body=A12", &signature).await;
        assert_eq!(answer.0, 400);
    }
    let answer = door::post(world, "/t/acme/in", b"Body=%zz", "no").await;
    assert_eq!(answer.0, 400);
    let large = [b'a'; 70_000];
    assert_eq!(door::post(world, "/t/acme/in", &large, "no").await.0, 413);
}

fn refusals_are_told_once_each(lines: &[serde_json::Value]) {
    let refused = lines
        .iter()
        .filter(|line| line["message"] == "webhooks of a shop are refused")
        .map(|line| {
            assert_eq!(line["slug"], "acme");
            let url = line["url"].as_str().unwrap();
            let why = line["why"].as_str().unwrap();
            let why = why.split_once(';').map_or(why, |(why, _)| why);
            (url.strip_prefix(PUBLIC_URL).unwrap(), why)
        });
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [
            ("/t/acme/in", "none of its tokens signed them over this url"),
            ("/t/acme/in", "the field MessageSid is missing"),
            ("/t/acme/in", "the form holds a malformed percent escape"),
            ("/t/acme/in", "the body is too long"),
        ],
        "each once"
    );
}

fn what_is_given_up_is_told(lines: &[serde_json::Value]) {
    let given_up = lines
        .iter()
        .filter(|line| line["level"] == "WARN")
        .filter(|line| {
            line["message"]
                .as_str()
                .unwrap()
                .starts_with("a message was given up")
        });
    let given_up: Vec<_> = given_up.collect();
    assert_eq!(given_up.len(), 2, "{given_up:?}");
    assert_eq!(given_up[0]["code"], 63_003);
    for line in given_up {
        assert!(line["shop"].is_u64() && line["outbox"].as_str().unwrap().parse::<u64>().is_ok());
    }
}
