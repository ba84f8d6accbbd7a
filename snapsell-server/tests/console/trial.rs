//! The trial by forms alone: from nothing to an order that stands among the orders, and back to nothing.

use snapsell_core::{CustomerId, LiveState, OrderStatus};
use snapsell_server::trial;
use snapsell_store::OutboxState;

use crate::world::{AWA, PASSWORD, Page, SELLER, World};

/// A shop as a first visit leaves it, without any account at the provider; the cookie of its owner.
async fn fresh(world: &World) -> (snapsell_core::ShopId, String) {
    let fields = [
        ("shop", "Chez Awa"),
        ("email", "awa@example.org"),
        ("password", PASSWORD),
    ];
    let made = world.post("/inscription", "", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let shop = world.app.store.shop_by_slug("chez-awa").unwrap().unwrap();
    (shop.id, made.cookie.expect("a session"))
}

/// The value of a hidden field of the first form that posts there.
fn once(page: &Page, action: &str) -> String {
    let form = page.text.split(&format!("action=\"{action}\"")).nth(1);
    let value = form.unwrap().split("name=\"once\" value=\"").nth(1);
    value.unwrap().split('"').next().unwrap().to_owned()
}

/// Writes on one of the phones, and shows the page that follows.
async fn write(world: &World, cookie: &str, phone: &str, words: &str) -> Page {
    let page = world.get("/essai", cookie).await;
    let action = format!("/essai/{phone}");
    let field = if phone == "vendeuse" {
        "offer"
    } else {
        "words"
    };
    let fields = [("once", once(&page, &action)), (field, words.to_owned())];
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let sent = world.post(&action, cookie, &fields).await;
    assert_eq!(sent.status, 303, "{words}: {}", sent.text);
    assert!(
        sent.location.starts_with("/essai?chez="),
        "{}",
        sent.location
    );
    world.get(&sent.location, cookie).await
}

/// The page as it is read.
fn read(page: &Page) -> String {
    page.text
        .replace("&#x27;", "'")
        .replace(['\u{a0}', '\u{202f}'], " ")
}

/// A whole trial, as far as an order.
async fn played(world: &World, cookie: &str) {
    write(world, cookie, "vendeuse", "A12").await;
    for words in ["A12", "Cocody, rue 12", "OUI"] {
        write(world, cookie, "cliente", words).await;
    }
}

/// Sends what waits, which is nothing.
async fn settle(world: &World) {
    while world.app.sender.step().await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_first_order_without_an_account_is_shown_told_and_taken_away() {
    let world = World::new().await;
    let (shop, cookie) = fresh(&world).await;
    for path in ["/live", "/commandes", "/demarrer", "/aide"] {
        let page = world.get(path, &cookie).await;
        assert!(page.has("href=\"/essai\""), "{path} leads there");
    }
    let page = world.get("/essai", &cookie).await;
    assert!(
        page.has("name=\"offer\" value=\"A12\"") && read(&page).contains("Rien n'est en vente")
    );
    assert!(
        !page.has("name=\"words\" value="),
        "nothing can be tapped yet"
    );
    let page = write(&world, &cookie, "vendeuse", "A12").await;
    assert!(page.has("A12 ×1 en vente"), "{}", page.text);
    assert!(page.has("name=\"words\" value=\"A12\""));
    let page = write(&world, &cookie, "cliente", "A12").await;
    assert!(read(&page).contains("A12, c'est à toi"), "{}", page.text);
    write(&world, &cookie, "cliente", "Cocody, rue 12").await;
    let page = write(&world, &cookie, "cliente", "OUI").await;
    assert!(page.has("votre première commande") && page.has("href=\"/commandes/VF-0001\""));
    settle(&world).await;
    for reply in world.app.store.replies(shop, 0).unwrap() {
        assert_eq!(reply.state, OutboxState::Withheld, "{reply:?}");
        assert_eq!(reply.reason.as_deref(), Some(trial::WITHHELD));
    }
    let order = world.get("/commandes/VF-0001", &cookie).await;
    let order = read(&order);
    assert!(order.contains("Cliente d'essai"), "{order}");
    assert!(order.contains("essai : montré ici, pas envoyé"), "{order}");
    let end = world.post("/essai/fin", &cookie, &[]).await;
    assert_eq!(end.location, "/essai?dit=trial-over");
    let after = world.app.engine.look(shop, |shop| {
        let order = shop.orders().next().map(|order| order.status);
        (
            order,
            shop.holds().count(),
            shop.live().map(|live| live.state),
        )
    });
    let (order, holds, live) = after.await.unwrap();
    assert!(
        matches!(order, Some(OrderStatus::Cancelled(_))),
        "{order:?}"
    );
    assert_eq!(
        (holds, live),
        (0, None),
        "the trial opened the live, and it is over"
    );
    let page = world.get(&end.location, &cookie).await;
    assert!(read(&page).contains("L'essai est terminé"));
    assert!(
        !page.has("est à toi") && !page.has("VF-0001"),
        "both phones are empty"
    );
}

#[tokio::test]
async fn a_trial_is_in_no_figure_and_in_no_count() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(SELLER, "Marie", "S01 x3").await;
    world.says(AWA, "Awa", "A12").await;
    world.app.store.flush_contacts().unwrap();
    settle(&world).await;
    let figures = async |path: &str| {
        let page = world.get(path, &owner).await;
        let rows = page.text.split("<tbody").nth(1).unwrap_or_default();
        rows.split("</tbody>").next().unwrap().to_owned()
    };
    let usage = || {
        let hers = trial::customer(&world.app.store, world.shop).unwrap();
        let since = world.app.now() - snapsell_core::Span::from_mins(60);
        let used = world.app.store.usage(world.shop, since, hers).unwrap();
        (used.received, used.sent, used.orders)
    };
    let before = (
        figures("/bilan").await,
        figures("/bilan?par=semaine").await,
        usage(),
    );
    for words in ["S01", "A12", "Cocody, rue 12", "OUI"] {
        write(&world, &owner, "cliente", words).await;
    }
    settle(&world).await;
    let after = (
        figures("/bilan").await,
        figures("/bilan?par=semaine").await,
        usage(),
    );
    assert!(before.0.contains("scope=\"row\""), "a live is shown");
    let page = world.get("/bilan", &owner).await;
    assert!(read(&page).contains("L'essai en cours n'est pas compté"));
    // Stock is not a figure of customers: one S01 is in the test order until the trial ends.
    let end = world.post("/essai/fin", &owner, &[]).await;
    assert_eq!(end.status, 303);
    let ended = (
        figures("/bilan").await,
        figures("/bilan?par=semaine").await,
        usage(),
    );
    assert_eq!(before, ended);
    let page = world.get("/bilan", &owner).await;
    assert!(!read(&page).contains("L'essai en cours"));
    assert_eq!((before.1, before.2), (after.1, after.2));
}

#[tokio::test]
async fn what_cannot_be_understood_stays_in_its_field_with_the_reason_beside_it() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    for (path, field, typed) in [
        ("/essai/vendeuse", "offer", "bonjour"),
        ("/essai/vendeuse", "offer", "Z9"),
        ("/essai/cliente", "words", ""),
        ("/essai/cliente", "words", &"x".repeat(501)),
    ] {
        let page = world.post(path, &owner, &[(field, typed)]).await;
        assert_eq!(page.status, 422, "{path} {typed}");
        let input = page
            .text
            .split(&format!("<input id=\"{field}\""))
            .nth(1)
            .unwrap();
        let input = input.split('>').next().unwrap();
        assert!(input.contains(&format!("value=\"{typed}\"")), "{input}");
        assert!(input.contains("aria-invalid=\"true\""), "{input}");
        assert!(page.has(&format!("id=\"{field}-wrong\"")));
    }
}

#[tokio::test]
async fn a_double_click_is_one_message_and_one_offer() {
    let world = World::new().await;
    let (shop, cookie) = fresh(&world).await;
    for (path, field, words) in [
        ("/essai/vendeuse", "offer", "S01 x5 2000"),
        ("/essai/cliente", "words", "S01 x2"),
    ] {
        let page = world.get("/essai", &cookie).await;
        let once = once(&page, path);
        assert_eq!(u128::from_str_radix(&once, 16).map(|id| id != 0), Ok(true));
        for _ in 0..2 {
            let sent = world
                .post(path, &cookie, &[("once", &once), (field, words)])
                .await;
            assert_eq!(sent.status, 303, "{}", sent.text);
        }
    }
    assert_eq!(world.app.store.received(shop).unwrap().len(), 1);
    let stock = world.app.engine.look(shop, |shop| {
        shop.items().map(|item| item.stock()).collect::<Vec<_>>()
    });
    assert_eq!(stock.await.unwrap(), [5]);
    let page = world.get("/essai", &cookie).await;
    let ids: Vec<&str> = page
        .text
        .split("name=\"once\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "each form has its own");
}

#[tokio::test]
async fn the_end_of_a_trial_leaves_a_live_alone_that_ran_before_and_everybody_elses_things() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(SELLER, "Marie", "A13").await;
    world.says(AWA, "Awa", "A12").await;
    // She waits behind Awa, and holds the other one; Awa waits behind her.
    write(&world, &owner, "cliente", "A12 A13").await;
    world.says(AWA, "Awa", "A13").await;
    let hers = trial::customer(&world.app.store, world.shop)
        .unwrap()
        .unwrap();
    let end = world.post("/essai/fin", &owner, &[]).await;
    assert_eq!(end.location, "/essai?dit=trial-over");
    let state = world.app.engine.look(world.shop, move |shop| {
        let of = |who: CustomerId| shop.holds().filter(|hold| hold.customer == who).count();
        let waiting: u32 = shop.items().map(|item| item.waiting()).sum();
        let others = shop.holds().count() - of(hers);
        (
            of(hers),
            others,
            waiting,
            shop.live().map(|live| live.state),
        )
    });
    assert_eq!(
        state.await.unwrap(),
        (0, 2, 0, Some(LiveState::Open)),
        "Awa was served at once, and the live goes on"
    );
}

#[tokio::test]
async fn a_live_of_the_trial_goes_on_once_real_customers_hold_something_in_it() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    write(&world, &owner, "vendeuse", "A12").await;
    write(&world, &owner, "vendeuse", "A13").await;
    write(&world, &owner, "cliente", "A12").await;
    world.says(AWA, "Awa", "A13").await;
    let end = world.post("/essai/fin", &owner, &[]).await;
    assert_eq!(end.location, "/essai?dit=trial-live");
    let state = world.app.engine.look(world.shop, |shop| {
        let live = shop.live().map(|live| live.state);
        (live, shop.holds().count())
    });
    assert_eq!(state.await.unwrap(), (Some(LiveState::Open), 1));
}

#[tokio::test]
async fn a_trial_order_that_was_delivered_stays_and_the_end_says_so() {
    let world = World::new().await;
    let (shop, cookie) = fresh(&world).await;
    played(&world, &cookie).await;
    for to in ["preparing", "out", "delivered"] {
        let page = world.get("/commandes/VF-0001", &cookie).await;
        let seen = page.text.split("name=\"seen\" value=\"").nth(1).unwrap();
        let seen = seen.split('"').next().unwrap();
        let fields = [("seen", seen), ("to", to)];
        let moved = world.post("/commandes/VF-0001/avancer", &cookie, &fields);
        assert_eq!(moved.await.status, 303, "{to}");
        world.settled().await;
    }
    let end = world.post("/essai/fin", &cookie, &[]).await;
    assert_eq!(end.location, "/essai?dit=trial-left");
    let status = world.app.engine.look(shop, |shop| {
        let order = shop.orders().next();
        order.map(|order| order.status)
    });
    assert_eq!(status.await.unwrap(), Some(OrderStatus::Delivered));
}

#[tokio::test]
async fn only_a_test_message_that_came_makes_the_set_up_say_done() {
    let world = World::new().await;
    let (_, cookie) = fresh(&world).await;
    let step = |page: &Page| {
        let part = page.text.split("id=\"proven\"").nth(1).unwrap();
        part.split("</span></h2>").next().unwrap().to_owned()
    };
    let page = world.get("/demarrer", &cookie).await;
    assert!(!step(&page).contains("class=\"tag"), "nothing was saved");
    assert!(page.has("console.twilio.com") && page.has("127.0.0.1:8080"));
    assert!(read(&page).contains("n'existe que sur votre machine"));
    let account = format!("AC{}", "1".repeat(32));
    let fields = [
        ("number", "+14155238999"),
        ("account", account.as_str()),
        ("token", "made up"),
        ("seller", SELLER),
    ];
    let saved = world.post("/demarrer/whatsapp", &cookie, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let page = world.get("/demarrer", &cookie).await;
    assert!(step(&page).contains("pas encore prouvé") && !step(&page).contains("good"));
    // The test customer proves nothing about WhatsApp.
    write(&world, &cookie, "cliente", "bonjour").await;
    let page = world.get("/demarrer", &cookie).await;
    assert!(step(&page).contains("pas encore prouvé"), "{}", step(&page));
}

#[tokio::test]
async fn the_end_of_a_trial_is_reached_from_its_order_and_from_the_other_places() {
    let world = World::new().await;
    let (shop, cookie) = fresh(&world).await;
    let agent = world.session(world.user(Some(shop), "agent@acme", "agent"));
    let leads = async |path: &str, cookie: &str| {
        let page = world.get(path, cookie).await;
        assert_eq!(page.status, 200, "{path}");
        page.has("href=\"/essai#fin\"")
    };
    assert!(!leads("/aide", &cookie).await, "none runs");
    played(&world, &cookie).await;
    assert!(leads("/aide", &cookie).await);
    assert!(leads("/commandes/VF-0001", &cookie).await);
    assert!(!leads("/commandes/VF-0001", &agent).await, "the owner's");
    world.post("/essai/fin", &cookie, &[]).await;
    assert!(!leads("/aide", &cookie).await);
    assert!(!leads("/commandes/VF-0001", &cookie).await);
}
