//! Being forgotten, as the owner does it.

use snapsell_core::CustomerId;
use snapsell_server::shutdown;

use crate::world::{AWA, FATOU, SELLER, World};

#[tokio::test]
async fn the_owner_erases_a_customer_who_asked_for_it_and_accounts_stay() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(SELLER, "Marie", "A13").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    world.says(AWA, "Awa", "A13").await;
    world.says(FATOU, "Fatou", "A13").await;
    let id = {
        let rows = world.app.store.customers(world.shop, 0, 9).unwrap();
        let details = |id| world.app.store.contact_details(world.shop, id).unwrap();
        let hers = rows
            .iter()
            .find(|row| details(row.customer).is_some_and(|her| her.phone.as_deref() == Some(AWA)));
        hers.unwrap().customer
    };
    let path = format!("/clientes/{}", id.get());
    let erase = format!("{path}/effacer");
    assert!(world.get(&path, &owner).await.has(&erase));
    assert!(!world.get(&path, &agent).await.has(&erase));
    let yes = [("reason", "asked"), ("sure", "1")];
    assert_eq!(world.post(&erase, &agent, &yes).await.status, 403);

    let page = world.get(&erase, &owner).await;
    assert!(
        page.has("VF-0001") && page.has("ont besoin de son adresse"),
        "{}",
        page.text
    );
    assert!(!page.has("name=\"sure\""), "nothing to confirm yet");
    assert_eq!(world.post(&erase, &owner, &yes).await.status, 409);
    for step in ["VF-0001", "VF-0001", "VF-0001"] {
        world
            .says(SELLER, "Marie", &format!("PREPARE {step}"))
            .await;
        world
            .says(SELLER, "Marie", &format!("LIVRAISON {step}"))
            .await;
        world.says(SELLER, "Marie", &format!("LIVRE {step}")).await;
    }
    let page = world.get(&erase, &owner).await;
    for said in [
        "Ce qui part",
        "Ce qui reste",
        "rendu d",
        "sans son nom",
        "sauvegarde",
    ] {
        assert!(page.has(said), "{said}: {}", page.text);
    }
    for unsure in [&yes[..1], &yes[1..], &[("reason", "x"), ("sure", "1")]] {
        let page = world.post(&erase, &owner, unsure).await;
        assert_eq!(page.status, 422);
        assert!(page.has("cochez la case"));
    }
    let done = world.post(&erase, &owner, &yes).await;
    assert_eq!(
        (done.status.as_u16(), &*done.location),
        (303, "/clientes?dit=erased")
    );

    assert_eq!(world.get(&path, &owner).await.status, 404);
    let list = world.get("/clientes", &owner).await;
    assert!(
        !list.has(">Awa</b>") && list.has(">Fatou</b>"),
        "{}",
        list.text
    );
    let order = world.get("/commandes/VF-0001", &owner).await;
    assert!(order.has("VF-0001") && order.has("A12"), "{}", order.text);
    assert!(!order.has("Awa") && !order.has("Cocody"), "{}", order.text);
    let fatou_holds = world.app.engine.look(world.shop, |shop| {
        shop.holds()
            .map(|hold| hold.customer)
            .collect::<Vec<CustomerId>>()
    });
    let holders = fatou_holds.await.unwrap();
    assert!(
        holders.len() == 1 && holders[0] != id,
        "the next in line was served"
    );
    let deed = &world.app.store.deeds(Some(world.shop), 0, 1).unwrap()[0];
    assert_eq!(
        (&*deed.what, &*deed.subject),
        ("erased", &*format!("customer {}: asked", id.get()))
    );
    assert_eq!(world.app.store.audit(world.shop).unwrap().violation, None);
    world.says(AWA, "Awa", "AIDE").await;
    let rows = world.app.store.customers(world.shop, 0, 9).unwrap();
    assert!(rows.iter().all(|row| row.customer != id), "a new customer");
    for page in ["/live", "/commandes", "/preuves", "/bilan"] {
        assert_eq!(world.get(page, &owner).await.status, 200, "{page}");
    }
}

#[tokio::test]
async fn the_owner_says_how_long_things_are_kept_and_silent_customers_are_forgotten() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let owner = world.session(user);
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    world.says(FATOU, "Fatou", "AIDE").await;
    assert!(
        world
            .get("/reglages", &owner)
            .await
            .has("/reglages/donnees")
    );
    let page = world.get("/reglages/donnees", &owner).await;
    for shown in ["value=\"24\"", "/commandes.csv", "Personne n"] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    let months = |people| [("messages", "6"), ("proofs", "3"), ("people", people)];
    let wrong = world.post("/reglages/donnees", &owner, &months("0")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.has("de 1 à 120") && wrong.has("value=\"6\""),
        "{}",
        wrong.text
    );
    let saved = world.post("/reglages/donnees", &owner, &months("7")).await;
    assert_eq!(saved.status, 303);

    let all = async || while world.app.keeper.step().await.unwrap() > 0 {};
    all().await;
    let known = || world.app.store.customers(world.shop, 0, 9).unwrap().len();
    assert_eq!(known(), 3, "nobody has been silent for seven months");
    world.clock.jump(1_000 * 3_600 * 24 * 215);
    let owner = world.session(user);
    world.says(SELLER, "Marie", "AIDE").await;
    all().await;
    assert_eq!(known(), 2, "Fatou goes; Awa's order is on its way");
    let order = world.get("/commandes/VF-0001", &owner).await;
    assert!(order.has("Cocody, rue 12"), "{}", order.text);
    for step in ["PREPARE", "LIVRAISON", "LIVRE"] {
        world
            .says(SELLER, "Marie", &format!("{step} VF-0001"))
            .await;
    }
    all().await;
    assert_eq!(known(), 1);
    let page = world.get("/reglages/donnees", &owner).await;
    assert!(page.has("2 clientes oubliées"), "{}", page.text);
    assert_eq!(world.app.store.audit(world.shop).unwrap().violation, None);
}

#[tokio::test]
async fn one_message_is_followed_by_its_id_in_her_own_shop_and_by_staff_in_all() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let stranger = world.session(world.user(Some(world.other), "owner@other", "owner"));
    let staff = world.session(world.user(None, "ops@snapsell", "ops"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12 svp").await;
    let claim = world.app.store.received(world.shop).unwrap().pop().unwrap();
    let id = format!("{:08x}", claim.command.get() >> 96);
    for (path, cookie) in [("/suivi", &owner), ("/ops/suivi", &staff)] {
        let page = world.get(&format!("{path}?id={id}"), cookie).await;
        for shown in [
            &id,
            "Message reçu",
            "Signature vérifiée",
            "Décidé",
            "held",
            "Réponse en file",
            "+225 ** ** ** 42",
        ] {
            assert!(page.has(shown), "{shown}: {}", page.text);
        }
        for hidden in [AWA, "Awa", "svp"] {
            assert!(!page.has(hidden), "{hidden}: {}", page.text);
        }
        let deed = &world.app.store.deeds(Some(world.shop), 0, 1).unwrap()[0];
        assert_eq!((&*deed.what, &*deed.subject), ("traced", &*id));
    }
    let page = world
        .get(&format!("/suivi?id={}", claim.native_id), &owner)
        .await;
    assert!(page.has(&id), "also by the provider's id");
    let page = world.get(&format!("/suivi?id={id}"), &stranger).await;
    assert!(
        page.has("Rien ne porte") && !page.has("held"),
        "{}",
        page.text
    );
    assert!(
        world
            .get("/suivi?id=xyz", &owner)
            .await
            .has("Huit caractères")
    );
}

#[tokio::test]
async fn a_reply_that_was_kept_back_says_why() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    let claim = [("words", "A12")];
    world.post("/essai/cliente", &owner, &claim).await;
    while world.app.sender.step().await.unwrap() > 0 {}
    let claim = world.app.store.received(world.shop).unwrap().pop().unwrap();
    let id = format!("{:08x}", claim.command.get() >> 96);
    let page = world.get(&format!("/suivi?id={id}"), &owner).await;
    let (_, kept) = page.text.split_once("Retenu").expect("it was kept back");
    let step = kept.split("</li>").next().unwrap();
    assert!(step.contains("est un essai"), "{step}");
    assert!(!step.contains("<code>trial</code>"), "{step}");
}

#[tokio::test]
async fn staff_makes_a_link_for_whoever_lost_her_password_and_it_is_noted() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "marie@acme", "owner");
    let staff = world.session(world.user(None, "ops@snapsell", "ops"));
    let none = world
        .post("/ops/comptes", &staff, &[("email", "nobody@acme")])
        .await;
    assert_eq!(none.status, 422);
    let made = world
        .post("/ops/comptes", &staff, &[("email", " Marie@acme ")])
        .await;
    let start = made.text.find("/mot-de-passe/").expect("a link");
    let path: String = made.text[start..]
        .chars()
        .take_while(|letter| !matches!(letter, '"' | '<'))
        .collect();
    let deed = &world.app.store.deeds(Some(world.shop), 0, 1).unwrap()[0];
    assert_eq!(
        (&*deed.what, &*deed.subject),
        ("reset", &*format!("user {}", user.get()))
    );
    assert_eq!(world.get(&path, "").await.status, 200);
    let fields = [("password", "another horse"), ("again", "another horse")];
    let set = world.post(&path, "", &fields).await;
    assert_eq!(set.status, 303, "{}", set.text);
    assert_eq!(world.get(&path, "").await.status, 410, "once");
    let signed = world.post(
        "/connexion",
        "",
        &[("email", "marie@acme"), ("password", "another horse")],
    );
    assert_eq!(signed.await.status, 303);
}

/// Awa pays ahead, with a reference instead of a picture.
async fn paid(world: &World, code: &str) {
    world.says(SELLER, "Marie", code).await;
    world.says(AWA, "Awa", code).await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "payé, ref 123").await;
}

/// A shop that wants a deposit, its owner, and whether Awa can be erased.
async fn with_deposit(rule: &str) -> (World, String) {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let mut settings = world.settings().await;
    settings.set("deposit", rule).unwrap();
    world.configure(settings).await;
    (world, owner)
}

async fn awa(world: &World) -> CustomerId {
    world.app.store.flush_contacts().unwrap();
    let known = world.app.store.known_contact(world.shop, AWA).unwrap();
    known.expect("she wrote")
}

async fn erases(world: &World, owner: &str) -> u16 {
    let path = format!("/clientes/{}/effacer", awa(world).await.get());
    let yes = [("reason", "asked"), ("sure", "1")];
    world.post(&path, owner, &yes).await.status.as_u16()
}

#[tokio::test]
async fn a_receipt_that_went_with_a_closed_order_hinders_nobody_from_being_forgotten() {
    for end in [
        &["PREPARE VF-0001", "LIVRAISON VF-0001", "LIVRE VF-0001"][..],
        &["ANNULE VF-0001"][..],
    ] {
        let (world, owner) = with_deposit("recommended:2000").await;
        paid(&world, "A12").await;
        assert_eq!(erases(&world, &owner).await, 409, "nobody has looked at it");
        world.says(SELLER, "Marie", "OK A12").await;
        assert_eq!(erases(&world, &owner).await, 409, "the shop has her money");
        world.says(AWA, "Awa", "OUI").await;
        assert_eq!(erases(&world, &owner).await, 409, "it needs her address");
        for words in end {
            world.says(SELLER, "Marie", words).await;
        }
        assert_eq!(erases(&world, &owner).await, 303, "{end:?}");
        assert_eq!(world.app.store.audit(world.shop).unwrap().violation, None);
    }
}

#[tokio::test]
async fn a_receipt_that_was_refused_or_whose_hold_has_ended_hinders_nobody_either() {
    for (verdict, minutes) in [("REFUSE A12 illisible", 0), ("OK A12", 30)] {
        let (world, owner) = with_deposit("recommended:2000").await;
        paid(&world, "A12").await;
        world.says(SELLER, "Marie", verdict).await;
        let waits = |shop: &snapsell_core::Shop| shop.proofs_waiting();
        let waiting = world.app.engine.look(world.shop, waits).await.unwrap();
        assert_eq!(waiting, 0, "{verdict}");
        world.clock.jump(minutes * 60_000);
        world.says(SELLER, "Marie", "AIDE").await;
        assert_eq!(
            erases(&world, &owner).await,
            303,
            "{verdict}, {minutes} min"
        );
    }
}

#[tokio::test]
async fn silence_forgets_whoever_paid_ahead_for_an_order_that_is_delivered() {
    let (world, _) = with_deposit("compulsory:2000:1000").await;
    paid(&world, "A12").await;
    world.says(AWA, "Awa", "OUI").await;
    for words in [
        "OK VF-0001",
        "PREPARE VF-0001",
        "LIVRAISON VF-0001",
        "LIVRE VF-0001",
    ] {
        world.says(SELLER, "Marie", words).await;
    }
    let order = world.app.engine.look(world.shop, |shop| {
        shop.orders().all(|order| order.status.is_closed()) && shop.orders().count() == 1
    });
    assert!(order.await.unwrap());
    world.clock.jump(1_000 * 3_600 * 24 * 365 * 3);
    while world.app.keeper.step().await.unwrap() > 0 {}
    let known = world.app.store.known_contact(world.shop, AWA).unwrap();
    assert_eq!(known, None);
}

#[tokio::test]
async fn a_clock_that_leaps_by_years_makes_nobody_forgotten_until_it_has_gone_on_for_a_while() {
    let world = World::new().await;
    world.says(FATOU, "Fatou", "AIDE").await;
    let (_trigger, running) = shutdown::channel();
    let round = async || world.app.keeper.round(&running).await;
    let hours = |count: i64| world.clock.jump(count * 3_600_000);
    let known = || {
        let known = world.app.store.known_contact(world.shop, FATOU).unwrap();
        known.is_some()
    };
    round().await;
    hours(24 * 365 * 3);
    for _ in 0..3 {
        round().await;
        assert!(known(), "the machine may have started with a wrong clock");
        hours(6);
    }
    round().await;
    assert!(!known());
}
