//! What goes out, its statuses, and everything that can go wrong between.

use std::time::Duration;

use snapsell_twilio::client::{Transport as _, send_message};
use snapsell_twilio::sim::Fault;
use snapsell_twilio::{
    Address, Api, AuthToken, Credentials, ErrorCode, MessageStatus, Outgoing, OutgoingBody, Reason,
    SendOutcome, matching, parse_message, parse_messages,
};

use crate::world::{NOW, world};

#[tokio::test]
async fn a_message_goes_out_and_its_statuses_come_back_signed_with_our_id() {
    let world = world().await;
    let SendOutcome::Sent {
        sid,
        status: MessageStatus::Queued,
    } = world.send("A12 est à toi").await
    else {
        panic!("not sent")
    };
    world.sim.until_quiet().await;
    let mid = || "m1".to_owned();
    let expected = [
        (mid(), MessageStatus::Sent, None),
        (mid(), MessageStatus::Delivered, None),
    ];
    assert_eq!(world.callbacks(), expected);
    let accepted = world.sim.accepted_for(&world.awa);
    assert_eq!(
        (accepted.len(), accepted[0].body.as_str()),
        (1, "A12 est à toi")
    );
    let fetched = world
        .transport
        .send(world.api.fetch_message(sid))
        .await
        .unwrap();
    let message = parse_message(&fetched.body).unwrap();
    assert_eq!(
        (message.status, message.date_created_ms),
        (MessageStatus::Delivered, Some(NOW))
    );
}

#[tokio::test]
async fn what_was_surely_not_processed_is_to_be_sent_again() {
    let world = world().await;
    world.sim.fault(
        Fault::TooManyRequests {
            retry_after: Some(3),
        },
        1,
    );
    let later = SendOutcome::Retry {
        after: Some(Duration::from_secs(3)),
        code: Some(ErrorCode(20429)),
    };
    assert_eq!(world.send("one").await, later);
    world.sim.refuse_connections().await;
    assert_eq!(
        world.send("one").await,
        SendOutcome::Retry {
            after: None,
            code: None
        }
    );
    world.sim.accept_connections().await.unwrap();
    assert_eq!(world.sim.accepted().len(), 0);
    assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
    assert_eq!(world.sim.accepted().len(), 1);
}

#[tokio::test]
async fn what_is_in_doubt_is_unknown_and_the_list_tells_which() {
    let world = world().await;
    let cases = [
        (Fault::AcceptThenReset, 1),
        (Fault::AcceptThenStatus(502), 1),
        (Fault::Slow(Duration::from_secs(2)), 1),
        (Fault::ResetUnprocessed, 0),
        (Fault::Status(503), 0),
    ];
    for (number, (fault, accepted)) in cases.into_iter().enumerate() {
        let text = format!("A{number} est à toi");
        world.sim.fault(fault, 1);
        assert_eq!(world.send(&text).await, SendOutcome::Unknown, "{fault:?}");
        let request = world.api.list_sent(&world.awa, &world.sender, NOW);
        let page = parse_messages(&world.transport.send(request).await.unwrap().body).unwrap();
        let found = matching(&page.messages, &world.sender, &world.awa, &text, NOW);
        assert_eq!(found.len(), accepted, "{fault:?}");
    }
}

#[tokio::test]
async fn refusals_come_with_their_reason() {
    let world = world().await;
    world.sim.fault(Fault::ErrorCode(21610), 1);
    let refused = |reason| move |outcome| matches!(outcome, SendOutcome::Permanent { reason: r, .. } if r == reason);
    assert!(refused(Reason::OptedOut)(world.send("one").await));
    let stranger = Credentials::auth_token(world.account.sid, &AuthToken::new("wrong"));
    let api = Api::new(world.sim.base().clone(), stranger);
    let body = OutgoingBody::Text("one");
    let send = |api: Api, from: Address| {
        let (transport, to) = (&world.transport, &world.awa);
        async move {
            let outgoing = Outgoing {
                to,
                from: &from,
                body,
                status_callback: None,
            };
            send_message(transport, &api, &outgoing).await.unwrap()
        }
    };
    assert!(refused(Reason::Credentials)(
        send(api, world.sender.clone()).await
    ));
    assert!(refused(Reason::SenderMisconfigured)(
        send(world.api.clone(), world.awa.clone()).await
    ));
    assert_eq!(world.sim.accepted().len(), 0);
}

#[tokio::test]
async fn callbacks_are_lost_doubled_shuffled_and_tell_of_failures() {
    let world = world().await;
    let run = async |fault| {
        world.shop.hits.lock().unwrap().clear();
        world.sim.fault(fault, 1);
        assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
        world.sim.until_quiet().await;
    };
    let (sent, delivered) = (MessageStatus::Sent, MessageStatus::Delivered);
    run(Fault::LoseCallbacks).await;
    assert_eq!(world.statuses(), []);
    run(Fault::DuplicateCallbacks).await;
    assert_eq!(world.statuses(), [sent, sent, delivered, delivered]);
    run(Fault::ShuffleCallbacks).await;
    assert_eq!(world.statuses(), [delivered, sent]);
    assert_eq!(world.sim.accepted()[2].status, delivered);
    run(Fault::AsyncFailure(63016)).await;
    assert_eq!(
        world.callbacks()[1],
        (
            "m1".to_owned(),
            MessageStatus::Failed,
            Some(ErrorCode(63016))
        )
    );
}

#[tokio::test]
async fn a_callback_that_we_could_not_take_comes_again_and_a_refused_one_does_not() {
    let world = world().await;
    world
        .shop
        .statuses
        .lock()
        .unwrap()
        .extend([503, 503, 200, 403]);
    assert!(matches!(world.send("one").await, SendOutcome::Sent { .. }));
    world.sim.until_quiet().await;
    let (sent, delivered) = (MessageStatus::Sent, MessageStatus::Delivered);
    assert_eq!(world.statuses(), [sent, sent, sent, delivered]);
}

#[tokio::test]
async fn texts_are_redacted_and_messages_deleted_on_request() {
    let world = world().await;
    let SendOutcome::Sent { sid, .. } = world.send("private").await else {
        panic!("not sent")
    };
    assert_eq!(
        world
            .transport
            .send(world.api.redact_body(sid))
            .await
            .unwrap()
            .status,
        200
    );
    assert_eq!(world.sim.accepted()[0].body, "");
    assert_eq!(
        world
            .transport
            .send(world.api.delete_message(sid))
            .await
            .unwrap()
            .status,
        204
    );
    assert_eq!(
        world
            .transport
            .send(world.api.fetch_message(sid))
            .await
            .unwrap()
            .status,
        404
    );
    assert_eq!(
        world
            .transport
            .send(world.api.check_account())
            .await
            .unwrap()
            .status,
        200
    );
}

#[tokio::test]
async fn the_same_seed_gives_the_same_ids() {
    let (one, two) = (world().await, world().await);
    assert_eq!(one.account.sid, two.account.sid);
    let outcomes = (one.send("one").await, two.send("one").await);
    assert_eq!(outcomes.0, outcomes.1);
}

#[tokio::test]
async fn the_stand_in_shows_a_message_exactly_as_the_api_is_described() {
    let spec: serde_json::Value =
        serde_json::from_str(include_str!("../data/openapi-messages.json")).unwrap();
    let described = &spec["components"]["schemas"]["api.v2010.account.message"]["properties"];
    let world = world().await;
    let SendOutcome::Sent { sid, .. } = world.send("one").await else {
        panic!("not sent")
    };
    let fetched = world
        .transport
        .send(world.api.fetch_message(sid))
        .await
        .unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&fetched.body).unwrap();
    let names = |value: &serde_json::Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(names(&shown), names(described));
}
