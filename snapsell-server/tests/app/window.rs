//! The provider's window of 24 hours: outside it a message is set aside.

use snapsell_core::{Action, Actor, Command, CommandId, Receipt, UserId};

use crate::world::{World, customer};

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
