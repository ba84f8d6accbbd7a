//! Requests that fail: what is tried again and when, what is looked up, what is given up.

use std::time::Duration;

use snapsell_store::OutboxState;
use snapsell_twilio::sim::Fault;

use crate::world::{World, customer};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_for_now_is_tried_again_and_said_once() {
    let mut world = World::still().await;
    let awa = customer(1);
    world.sim.fault(
        Fault::TooManyRequests {
            retry_after: Some(30),
        },
        1,
    );
    world.write(&awa, "bonjour").await;
    world.settle().await;
    assert_eq!(world.told(&awa).len(), 0);
    world.pass(Duration::from_secs(29)).await;
    assert_eq!(
        world.told(&awa).len(),
        0,
        "it waits as long as it was told to"
    );
    world.pass(Duration::from_secs(12)).await;
    assert_eq!(world.told(&awa).len(), 1);
    assert_eq!(world.sim.attempts(), 2);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_fails_for_now_is_tried_again_later_and_not_for_ever() {
    // The code, how often it strikes, whether it fails in the end, and the requests that took.
    for (code, times, failed, attempts) in [
        (63018, 2, 0, 3),
        (63012, 1, 0, 2),
        (63012, 9, 1, 2),
        (63018, 9, 1, 5),
        (63003, 1, 1, 1),
    ] {
        let mut world = World::still().await;
        let awa = customer(1);
        world.sim.fault(Fault::AsyncFailure(code), times);
        world.write(&awa, "bonjour").await;
        world.settle().await;
        world.sim.until_quiet().await;
        assert_eq!(world.sim.attempts(), 1, "{code}: not at once");
        for _ in 0..40 {
            world.pass(MINUTE).await;
            world.sim.until_quiet().await;
        }
        assert_eq!(world.sim.attempts(), attempts, "{code} × {times}");
        assert_eq!(
            state(&world, OutboxState::Failed),
            failed,
            "{code} × {times}"
        );
        world.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_looked_up_and_not_sent_again() {
    for fault in [Fault::AcceptThenReset, Fault::AcceptThenStatus(500)] {
        let mut world = World::still().await;
        let awa = customer(1);
        world.sim.fault(Fault::LoseCallbacks, 1);
        world.sim.fault(fault, 1);
        world.write(&awa, "bonjour").await;
        world.settle().await;
        assert_eq!(state(&world, OutboxState::Unknown), 1, "{fault:?}");
        for _ in 0..5 {
            world.pass(MINUTE).await;
        }
        assert_eq!(world.told(&awa).len(), 1, "{fault:?}");
        assert_eq!(
            world.app().store.outbox_counts().unwrap().len(),
            0,
            "{fault:?}"
        );
        world.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_settles_what_nobody_knew() {
    let mut world = World::still().await;
    let awa = customer(1);
    world.sim.fault(Fault::AcceptThenReset, 1);
    world.write(&awa, "bonjour").await;
    world.settle().await;
    world.sim.until_quiet().await;
    assert_eq!(world.app().store.outbox_counts().unwrap().len(), 0);
    world.pass(MINUTE).await;
    assert_eq!((world.told(&awa).len(), world.sim.attempts()), (1, 1));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_accepted_is_sent_after_the_look_up() {
    for fault in [Fault::ResetUnprocessed, Fault::Status(500)] {
        let mut world = World::still().await;
        let awa = customer(1);
        world.sim.fault(fault, 1);
        world.write(&awa, "bonjour").await;
        world.settle().await;
        assert_eq!(world.told(&awa).len(), 0);
        world.pass(MINUTE).await;
        assert_eq!(world.told(&awa).len(), 1, "{fault:?}");
        world.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_known_is_not_taken_for_one_in_doubt() {
    let mut world = World::still().await;
    let awa = customer(1);
    world.write(&awa, "bonjour").await;
    world.settle().await;
    world.clock.jump(15_000);
    world.sim.fault(Fault::ResetUnprocessed, 1);
    world.write(&awa, "bonjour").await;
    world.settle().await;
    assert_eq!(state(&world, OutboxState::Unknown), 1);
    world.pass(MINUTE).await;
    let told = world.told(&awa);
    assert_eq!(told.len(), 2, "the list has the first alone");
    assert_eq!(told[0], told[1], "with the same words");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_never_accepted_is_tried_less_and_less_often_and_given_up_after_a_day() {
    let mut world = World::still().await;
    world.sim.fault(Fault::Status(500), u32::MAX);
    world.write(&customer(1), "bonjour").await;
    world.settle().await;
    for _ in 0..200 {
        world.pass(Duration::from_secs(3)).await;
    }
    let attempts = world.sim.attempts();
    assert!((8..14).contains(&attempts), "{attempts} in ten minutes");
    world.pass(24 * 60 * MINUTE).await;
    world.pass(MINUTE).await;
    assert_eq!(state(&world, OutboxState::Dead), 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_look_up_is_given_up_after_a_day() {
    let mut world = World::still().await;
    world.sim.fault(Fault::Status(500), 1);
    world.write(&customer(1), "bonjour").await;
    world.settle().await;
    world.sim.refuse_connections().await;
    world.pass(23 * 60 * MINUTE).await;
    assert_eq!(state(&world, OutboxState::Unknown), 1);
    world.pass(61 * MINUTE).await;
    assert_eq!(state(&world, OutboxState::Dead), 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nobody_answers_nothing_is_lost_and_order_is_kept() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    let awa = customer(1);
    world.sim.refuse_connections().await;
    world.write(&awa, "A12").await;
    world.settle().await;
    world.write(&awa, "panier").await;
    world.settle().await;
    world.sim.accept_connections().await.unwrap();
    world.pass(MINUTE).await;
    let told = world.told(&awa);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0] != told[1]);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_whom_the_provider_cannot_reach_is_noted() {
    let mut world = World::still().await;
    let (awa, binta) = (customer(1), customer(2));
    world.sim.fault(Fault::ErrorCode(21610), 1);
    world.write(&awa, "bonjour").await;
    world.settle().await;
    assert_eq!(state(&world, OutboxState::Dead), 1);
    world.sim.fault(Fault::AsyncFailure(63003), 1);
    world.write(&binta, "bonjour").await;
    world.settle().await;
    world.sim.until_quiet().await;
    assert_eq!(state(&world, OutboxState::Failed), 1);
    let noted = world.look(|shop| {
        let people = (0..2_000).filter_map(|id| shop.customer(snapsell_core::CustomerId::new(id)));
        let flags: Vec<_> = people
            .map(|person| (person.opted_out, person.unreachable))
            .collect();
        let opted_out = flags.iter().filter(|flags| flags.0).count();
        (opted_out, flags.iter().filter(|flags| flags.1).count())
    });
    let (opted_out, unreachable) = noted.await;
    assert_eq!(opted_out, 1);
    assert!(unreachable >= 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_credentials_stop_the_shop_and_its_messages_wait() {
    let mut world = World::still().await;
    world.sim.fault(Fault::ErrorCode(20003), 1);
    world.write(&customer(1), "bonjour").await;
    world.settle().await;
    world.write(&customer(2), "bonjour").await;
    world.settle().await;
    assert_eq!(world.sim.attempts(), 1, "one refusal is enough");
    let refused = world.app().metrics.sends.refused_shops.clone();
    assert_eq!(refused.get(), 1);
    assert!(
        world.app().readiness.is_ready(),
        "all shops are heard as before"
    );
    world.pass(2 * MINUTE).await;
    world.pass(2 * MINUTE).await;
    assert_eq!(
        world.told(&customer(1)).len() + world.told(&customer(2)).len(),
        2
    );
    assert_eq!(refused.get(), 0);
    world.stop().await;
}

fn state(world: &World, state: OutboxState) -> u64 {
    let counts = world.app().store.outbox_counts().unwrap();
    counts.get(&state).copied().unwrap_or(0)
}
