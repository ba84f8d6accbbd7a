//! What goes out: in order, once, and never to somebody who does not want it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, Journal as _, Message, Receipt, Settings, Shop,
    UserId, decide, interpret,
};
use snapsell_server::shutdown;
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{ContactRef, NewShop, OutboxState};
use snapsell_twilio::Request;
use snapsell_twilio::client::{Answer, HyperTransport, Timeouts, Transport};
use snapsell_twilio::sim::Fault;

use crate::world::{SELLER, World, customer, phone, until};

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

/// Carries everything but what concerns one account, which stays without an answer.
struct Silent {
    account: String,
    asked: AtomicUsize,
    others: HyperTransport,
}

impl Transport for Silent {
    fn send(&self, request: Request) -> Answer<'_> {
        if !request.url.contains(&self.account) {
            return self.others.send(request);
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_an_answer_keeps_no_other_shop_waiting() {
    let mut world = World::still().await;
    for who in 1..=75 {
        world.write(&customer(who), "bonjour").await;
    }
    let number = phone("+14155238887");
    let account = world
        .sim
        .new_account(number.clone(), "https://other.example/in");
    let store = &world.app().store;
    let other = NewShop {
        slug: "other".into(),
        name: "Other".into(),
        whatsapp: number.expose().into(),
        account_sid: account.sid.as_str().into(),
        auth_tokens: vec![account.token.expose().into()],
        api_key: None,
    };
    let other = store.create_shop(&other).unwrap();
    let silent = Arc::new(Silent {
        account: world.account.sid.as_str().to_owned(),
        asked: AtomicUsize::new(0),
        others: HyperTransport::new(world.sim.base(), Timeouts::default()),
    });
    let app = App::start(Setup {
        transport: silent.clone(),
        catch_up: false,
        ..world.setup()
    });
    let app = app.unwrap();
    let (trigger, shutdown) = shutdown::channel();
    let tasks = app.spawn(&shutdown).unwrap();
    until("the silent account has its share", async || {
        silent.asked.load(Ordering::SeqCst) >= 32
    })
    .await;
    let (fatou, at) = (customer(99), app.now());
    let who = ContactRef {
        phone: Some(fatou.expose()),
        user_id: None,
        name: None,
        at,
    };
    let from = store.contact(other, &who).unwrap();
    let shop = Shop::new(Settings::default());
    let message = Message::text(CommandId::new(1), from, "bonjour");
    let decision = decide(&shop, &interpret(&shop, &message), at);
    let receipt = Some(Receipt {
        native_id: "SM1".into(),
        from,
        content: Vec::new(),
    });
    let commit = Commit {
        shop: other,
        decision,
        receipt,
    };
    store.commit(&[commit]).remove(0).unwrap();
    until("she is answered", async || world.told(&fatou).len() == 1).await;
    assert_eq!(silent.asked.load(Ordering::SeqCst), 32);
    trigger.now();
    for task in tasks {
        task.abort();
    }
    app.stop().await;
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
async fn after_stop_news_that_waited_is_withheld() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.offer("A13").await;
    let (awa, binta) = (customer(1), customer(2));
    world.write(&awa, "A12").await;
    world.write(&binta, "A12").await;
    world.settle().await;
    let before = world.told(&binta).len();
    world.clock.jump(6 * 60_000);
    world.app().timer.step(world.app().now()).await.unwrap();
    // Her turn was committed, not sent; she says STOP in between.
    world.write(&binta, "stop").await;
    world.settle().await;
    let told = world.told(&binta);
    assert_eq!(told.len(), before + 1, "the confirmation alone: {told:?}");
    assert_eq!(world.app().metrics.sends.suppressed.get(), 1);
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

#[tokio::test(flavor = "multi_thread")]
async fn outside_the_window_a_message_is_set_aside_with_its_reason() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    world.write(&customer(1), "bonjour").await;
    world.clock.jump(25 * 3_600_000);
    world.settle().await;
    assert_eq!(world.told(&customer(1)).len(), 0);
    let letters = world
        .app()
        .store
        .dead_letters(Some(world.shop), 10)
        .unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].reason.as_deref(), Some("outside_window"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_begins_with_her_last_message_though_her_row_tells_of_one_before() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    world.write(&customer(1), "A12").await;
    world.settle().await;
    assert_eq!(world.told(&customer(1)).len(), 1);
    // Her row is written once an hour at most.
    world.clock.jump(50 * 60_000);
    world.write(&customer(1), "bonjour").await;
    let before = world.told(&customer(1)).len();
    world.clock.jump((24 * 60 - 1) * 60_000);
    world.settle().await;
    assert!(world.told(&customer(1)).len() > before);
    let dead = world.app().store.dead_letters(Some(world.shop), 10);
    assert_eq!(dead.unwrap().len(), 0);
    world.write(&customer(1), "bonjour").await;
    world.clock.jump((24 * 60 + 1) * 60_000);
    world.settle().await;
    let dead = world.app().store.dead_letters(Some(world.shop), 10);
    assert_eq!(dead.unwrap().len(), 1, "a minute more is too late");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_team_types_for_her_does_not_open_the_window() {
    let mut world = World::still().await;
    world.offer("A12").await;
    for words in ["A12", "Cocody, rue 12", "OUI"] {
        world.write(&customer(1), words).await;
    }
    world.settle().await;
    let before = world.told(&customer(1)).len();
    let order = world.look(|shop| shop.orders().next().cloned()).await;
    let order = order.expect("she ordered");
    world.clock.jump(23 * 3_600_000);
    let command = Command {
        id: CommandId::new(9 << 96),
        by: Actor::Team(UserId::new(1)),
        action: Action::Readdress(order.number),
    };
    let typed = Receipt {
        native_id: String::new(),
        from: order.customer,
        content: b"Cocody, villa 3".to_vec(),
    };
    let engine = &world.app().engine;
    let done = engine.typed(world.shop, command, typed).await;
    assert!(done.is_ok(), "{done:?}");
    world.clock.jump(90 * 60_000);
    world.settle().await;
    assert_eq!(world.told(&customer(1)).len(), before);
    let dead = world.app().store.dead_letters(Some(world.shop), 10);
    let reasons: Vec<_> = dead.unwrap().into_iter().map(|dead| dead.reason).collect();
    assert_eq!(reasons, [Some("outside_window".to_owned())]);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_left_late_moves_the_end_of_its_hold() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    world.write(&customer(1), "A12").await;
    let end = async || {
        let read = world.look(|shop| shop.holds().next().and_then(|hold| hold.state.until()));
        read.await.unwrap().millis()
    };
    let before = end().await;
    world.clock.jump(40_000);
    world.settle().await;
    assert_eq!(end().await - before, 40_000);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_one_person_goes_as_one_message() {
    let mut world = World::still().await;
    world.offer("A12\nA13\nA14").await;
    world.settle().await;
    let awa = customer(1);
    for words in ["A12", "A13", "A14"] {
        world.write(&awa, words).await;
    }
    world.settle().await;
    let told = world.told(&awa);
    assert_eq!(told.len(), 1, "{told:?}");
    for code in ["A12", "A13", "A14"] {
        assert!(told[0].contains(code), "{told:?}");
    }
    assert!(!world.told(&phone(SELLER)).is_empty());
    world.stop().await;
}

fn state(world: &World, state: OutboxState) -> u64 {
    let counts = world.app().store.outbox_counts().unwrap();
    counts.get(&state).copied().unwrap_or(0)
}
