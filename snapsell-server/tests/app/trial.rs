//! A trial on the real line: the rules answer the test customer, and not a byte of it leaves for the provider.

use snapsell_core::{
    Action, Actor, Command, CommandId, Letters, Money, Settings, ShopId, Span, UserId,
};
use snapsell_server::trial;
use snapsell_store::{NewShop, OutboxState, ReplyRow, Turn};
use snapsell_twilio::{Form, sign};
use std::time::Duration;

use crate::world::{PUBLIC_URL, SELLER, World, customer, phone};

const MINUTE: Duration = Duration::from_secs(60);

/// The test customer writes, a new message each time.
async fn writes(world: &World, shop: ShopId, words: &str) {
    let app = world.app();
    let id = app.store.received(shop).unwrap().len() as u128 + 1;
    let message = trial::message(id, "Cliente d'essai", words);
    let answer = app.engine.message(shop, message).unwrap();
    answer.await.unwrap().unwrap();
}

/// What the shop has to say, all of it.
fn replies(world: &World, shop: ShopId) -> Vec<ReplyRow> {
    world.app().store.replies(shop, 0).unwrap()
}

/// Fails unless every reply was withheld because it is a trial's, and none is left to be looked at.
fn all_withheld(world: &World, shop: ShopId) {
    let rows = replies(world, shop);
    assert!(!rows.is_empty());
    for row in rows {
        let reason = row.reason.as_deref();
        assert_eq!(
            (row.state, reason),
            (OutboxState::Withheld, Some(trial::WITHHELD)),
            "{row:?}"
        );
        assert!(row.attempts <= 1 && row.provider_id.is_none(), "{row:?}");
    }
    let app = world.app();
    assert!(app.store.newest_dead_letters(shop, 9).unwrap().is_empty());
    assert!(app.store.outbox_counts().unwrap().is_empty());
    let used = app.store.usage(shop, app.now() - Span::from_mins(60), None);
    assert_eq!(used.unwrap().sent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_test_customer_is_told_is_withheld_and_real_customers_are_answered_as_ever() {
    let mut world = World::still().await;
    world.offer("A12").await;
    world.settle().await;
    let before = (world.sim.attempts(), world.told(&phone(SELLER)).len());
    let last = replies(&world, world.shop).last().map_or(0, |row| row.id);
    for words in ["A12", "Cocody, rue 12", "OUI"] {
        writes(&world, world.shop, words).await;
        world.settle().await;
    }
    assert_eq!(world.look(|shop| shop.orders().count()).await, 1);
    let told = world.app().store.replies(world.shop, last).unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
    for row in told {
        assert_eq!(row.reason.as_deref(), Some(trial::WITHHELD), "{row:?}");
    }
    let awa = customer(1);
    world.write(&awa, "A12").await;
    world.settle().await;
    assert_eq!(world.told(&awa).len(), 1, "she is answered");
    assert_eq!(world.sim.attempts(), before.0 + 1, "and nobody else");
    assert_eq!(world.told(&phone(SELLER)).len(), before.1);
    world.stop().await;
}

/// A shop as sign-up makes it: prices, and no account at the provider.
async fn shop_without_a_number(world: &World) -> ShopId {
    let app = world.app();
    let shop = app
        .store
        .create_shop(&NewShop {
            slug: "fresh".into(),
            name: "Fresh".into(),
            whatsapp: String::new(),
            account_sid: String::new(),
            auth_tokens: Vec::new(),
            api_key: None,
        })
        .unwrap();
    let letters = Letters::new("A").unwrap();
    let mut settings = Settings::default();
    settings.grid.insert(letters, Money::from_minor(5_000));
    for (id, action) in [Action::Configure(Box::new(settings)), Action::OpenLive]
        .into_iter()
        .enumerate()
    {
        let command = Command {
            id: CommandId::new(id as u128 + 1),
            by: Actor::Team(UserId::new(1)),
            action,
        };
        app.engine.command(shop, command).await.unwrap();
    }
    shop
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_without_a_number_can_be_tried_and_leaves_no_letter_behind() {
    let mut world = World::still().await;
    let shop = shop_without_a_number(&world).await;
    // The hold is let run out: reminder and end are told too.
    writes(&world, shop, "A12").await;
    world.settle().await;
    for _ in 0..6 {
        world.pass(MINUTE).await;
    }
    for words in ["A12", "Cocody, rue 12", "OUI", "STOP", "REPRENDRE"] {
        writes(&world, shop, words).await;
        world.settle().await;
    }
    assert!(replies(&world, shop).len() >= 8);
    all_withheld(&world, shop);
    assert_eq!(world.sim.attempts(), 0, "the provider was never asked");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_leased_when_the_server_died_is_not_looked_for_at_the_provider() {
    let mut world = World::still().await;
    let fresh = shop_without_a_number(&world).await;
    world.offer("A12").await;
    world.settle().await;
    let before = world.sim.attempts();
    writes(&world, world.shop, "A12").await;
    writes(&world, fresh, "A12").await;
    let app = world.app();
    let lease = app
        .store
        .lease(app.now(), 9, Span::from_secs(60), |_| Turn::Now);
    assert_eq!(lease.unwrap().len(), 2);
    for _ in 0..3 {
        world.pass(MINUTE).await;
    }
    assert!(app.store.outbox_counts().unwrap().is_empty());
    let row = &replies(&world, fresh)[0];
    assert_eq!(row.reason.as_deref(), Some(trial::WITHHELD), "{row:?}");
    assert_eq!(world.sim.attempts(), before);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_of_the_trial_rings_no_sellers_phone_and_a_real_one_does() {
    let mut world = World::still().await;
    world.offer("A30 x5").await;
    world.settle().await;
    let awa = customer(1);
    let told = |world: &World| world.told(&phone(SELLER)).len();
    let before = told(&world);
    writes(&world, world.shop, "A30").await;
    writes(&world, world.shop, "payé, ref 123").await;
    world.settle().await;
    assert_eq!(world.look(|shop| shop.proofs_waiting()).await, 1);
    assert_eq!(told(&world), before);
    writes(&world, world.shop, "A30 x2").await;
    world.write(&awa, "A30").await;
    world.write(&awa, "payé, ref 124").await;
    world.settle().await;
    assert_eq!(told(&world), before + 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_to_the_seller_about_both_tells_only_of_the_real_one() {
    let mut world = World::still().await;
    world.offer("A30 x5").await;
    world.settle().await;
    let before = world.told(&phone(SELLER)).len();
    let awa = customer(1);
    for words in ["A30", "payé, ref 123"] {
        writes(&world, world.shop, words).await;
        world.write(&awa, words).await;
    }
    world.settle().await;
    let told = world.told(&phone(SELLER)).split_off(before);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(!told[0].contains("essai"), "{told:?}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_webhook_cannot_speak_as_the_test_customer() {
    let mut world = World::still().await;
    world.offer("A12").await;
    writes(&world, world.shop, "bonjour").await;
    let app = world.app();
    let her = trial::customer(&app.store, world.shop).unwrap().unwrap();
    let heard = || app.store.received(world.shop).unwrap();
    let count = heard().len();
    let claimed = format!("whatsapp:{}", trial::CUSTOMER);
    let real = "whatsapp:+2250500000001";
    for (from, user_id, status) in [
        (claimed.as_str(), None, 400),
        (trial::CUSTOMER, None, 400),
        (claimed.as_str(), Some(claimed.as_str()), 400),
        (real, Some(claimed.as_str()), 200),
        (real, Some(trial::CUSTOMER), 200),
    ] {
        let answer = forged(&world, from, user_id, count + heard().len()).await;
        assert_eq!(answer, status, "{from} {user_id:?}");
    }
    let received = heard();
    assert_eq!(received.len(), count + 2, "what names her was refused");
    let writers: Vec<_> = received[count..].iter().map(|row| row.from).collect();
    assert!(!writers.contains(&her), "and nobody was taken for her");
    world.settle().await;
    assert_eq!(world.told(&customer(1)).len(), 1, "the phone is answered");
    world.stop().await;
}

/// The status of a message whose signature is right and whose sender is made up.
async fn forged(world: &World, from: &str, user_id: Option<&str>, number: usize) -> u16 {
    let (sid, to) = (format!("SM{number:032x}"), world.sender.to_channel());
    let mut pairs = vec![
        ("MessageSid", sid.as_str()),
        ("AccountSid", world.account.sid.as_str()),
        ("From", from),
        ("To", to.as_str()),
        ("Body", "panier"),
        ("NumMedia", "0"),
    ];
    pairs.extend(user_id.map(|id| ("ExternalUserId", id)));
    let form = Form::from_pairs(pairs).unwrap();
    let url = format!("{PUBLIC_URL}/t/acme/in");
    let signature = sign(&url, &form, &world.account.token);
    let body = form.encode();
    crate::door::post(world, "/t/acme/in", body.as_bytes(), &signature)
        .await
        .0
}
