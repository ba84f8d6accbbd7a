//! The live page and its buttons, on the real engine.

use std::time::Duration;

use snapsell_core::{Content, ItemId, Shop};
use snapsell_server::clock::Stopwatch;

use crate::world::{AWA, FATOU, Page, SELLER, World};

#[tokio::test]
async fn the_live_shows_holder_queue_and_events_and_a_release_can_be_taken_back() {
    let world = World::new().await;
    world.user(Some(world.shop), "agent@acme", "agent");
    let cookie = world.sign_in("agent@acme").await;
    assert!(
        world
            .get("/live", &cookie)
            .await
            .has("Pas de live en ce moment")
    );
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou\u{202e}", "A12").await;
    let page = world.get("/live", &cookie).await;
    assert!(
        page.has("id=\"item-1\"") && page.has(">Awa<") && page.has(">Fatou<"),
        "{}",
        page.text
    );
    assert!(
        page.has("A12 réservé · Awa") && page.has("A12 en file · Fatou"),
        "{}",
        page.text
    );
    let page = world
        .post("/live/reservations/1/liberer", &cookie, &[])
        .await;
    assert_eq!(page.status, 303);
    let page = world.get("/live", &cookie).await;
    let start = page.text.find("/live/annuler/").expect("a way back");
    let undo: String = page.text[start..]
        .chars()
        .take_while(|letter| *letter != '"')
        .collect();
    assert!(
        world
            .post(&undo, &cookie, &[])
            .await
            .location
            .contains("dit=undone")
    );
    world
        .post("/live/reservations/1/liberer", &cookie, &[])
        .await;
    let before = Stopwatch::start();
    while world
        .app
        .engine
        .look(world.shop, |shop| {
            shop.hold(snapsell_core::HoldId::new(1)).is_some()
        })
        .await
        .unwrap()
    {
        assert!(before.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        before.elapsed() > Duration::from_secs(4),
        "five seconds to change one's mind"
    );
    let page = world.get("/live", &cookie).await;
    assert!(
        page.has("A12 libéré · Awa") && page.has("A12 passe à la suivante · Fatou"),
        "{}",
        page.text
    );
    for (path, why) in [
        (
            "/live/reservations/1/liberer",
            "Cette réservation est déjà finie",
        ),
        ("/live/articles/9/vendu", "Cet article n&#x27;existe pas"),
    ] {
        let gone = world.post(path, &cookie, &[]).await;
        assert!(gone.status == 409 && gone.has(why), "{}", gone.text);
    }
}

#[tokio::test]
async fn codes_are_added_and_claimed_for_others_from_the_page() {
    let world = World::new().await;
    world.user(Some(world.shop), "seller@acme", "seller");
    let cookie = world.sign_in("seller@acme").await;
    let wrong = world
        .post("/live/ajouter", &cookie, &[("text", "what?")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.has("value=\"what?\"") && wrong.has("text-wrong"),
        "{}",
        wrong.text
    );
    assert_eq!(
        world
            .post("/live/ajouter", &cookie, &[("text", "S01 x2")])
            .await
            .status,
        303
    );
    assert_eq!(
        world
            .post("/live/ajouter", &cookie, &[("text", "A13")])
            .await
            .status,
        303
    );
    let fields = [
        ("phone", "+225 07 00 00 00 42"),
        ("name", "Awa"),
        ("codes", "A13"),
    ];
    let twice = [fields.as_slice(), &[("once", "abc")]].concat();
    for _ in 0..2 {
        let page = world.post("/live/pour", &cookie, &twice).await;
        assert_eq!(page.status, 303, "{}", page.text);
    }
    let page = world.get("/live", &cookie).await;
    assert!(
        page.has(">Awa<") && page.has("id=\"item-2\""),
        "{}",
        page.text
    );
    let wrong = world
        .post(
            "/live/pour",
            &cookie,
            &[("phone", "0700000042"), ("codes", "A13")],
        )
        .await;
    assert!(wrong.status == 422 && wrong.has("phone-wrong"));
}

#[tokio::test]
async fn whoever_reserves_for_somebody_reads_what_came_of_it() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world
        .says(SELLER, "Marie", "A12\nA13\nA14 x2\nB7\nB8 x2")
        .await;
    world.says(AWA, "Awa", "A12\nA14").await;
    world.says(FATOU, "Fatou", "bonjour").await;
    world.app.store.flush_contacts().unwrap();
    let phone = ("phone", "+225 07 00 00 00 43");
    for (codes, said) in [
        ("A12", "claimed-waits"),
        ("A13", "claimed"),
        ("A12 A13", "claimed-part"),
        ("A14 x2", "claimed-part"),
        ("B7 x3", "claimed-part"),
        ("B8 x2", "claimed"),
    ] {
        let form = [phone, ("codes", codes)];
        let done = world.post("/live/pour", &cookie, &form).await;
        assert_eq!(done.location, format!("/live?dit={said}"), "{codes}");
        let page = world.get(&done.location, &cookie).await;
        assert!(!page.has("<p id=\"said\" class=\"said\" role=\"status\"></p>"));
    }
    let again = [("text", "B8 x5")];
    let taken = world.post("/live/ajouter", &cookie, &again).await;
    assert!(
        taken.status == 422 && taken.has("Pour ajouter du stock"),
        "{}",
        taken.text
    );
    let form = [phone, ("codes", "ZZ9")];
    let unknown = world.post("/live/pour", &cookie, &form).await;
    assert!(unknown.status == 422 && unknown.has("codes-wrong"));
    assert!(unknown.has("value=\"ZZ9\"") && unknown.has("07 00 00 00 43"));
}

#[tokio::test]
async fn whom_whatsapp_cannot_write_to_is_to_be_called() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12\nA13\nA14\nA15").await;
    world.says(FATOU, "Fatou", "A15").await;
    world.app.store.flush_contacts().unwrap();
    let reserves = async |phone: &str, code: &str| {
        let form = [("phone", phone), ("codes", code)];
        let done = world.post("/live/pour", &cookie, &form).await;
        let page = world.get(&done.location, &cookie).await;
        (done.location, page)
    };
    let called = |page: &Page| page.text.matches(">à appeler<").count();
    // She never wrote.
    let (said, page) = reserves(AWA, "A12").await;
    assert_eq!(said, "/live?dit=claimed-call");
    assert!(
        page.has("Appelez-la") && called(&page) == 1,
        "{}",
        page.text
    );
    // She waits behind Fatou, who hears of what is hers.
    let (said, _) = reserves(AWA, "A15").await;
    assert_eq!(said, "/live?dit=claimed-waits-call");
    let (said, page) = reserves(FATOU, "A13").await;
    assert_eq!(said, "/live?dit=claimed");
    assert_eq!(called(&page), 1);
    // With a template WhatsApp lets the shop write to anybody.
    let mut settings = world.settings().await;
    settings
        .set("template.queue", &format!("HX{:032x}", 7))
        .unwrap();
    world.configure(settings).await;
    let (said, page) = reserves(AWA, "A14").await;
    assert_eq!(said, "/live?dit=claimed");
    assert_eq!(called(&page), 0);
}

#[tokio::test]
async fn what_is_held_is_counted_in_pieces_everywhere() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12\nS01 x20").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou", "S01 x4").await;
    let page = world.get("/live", &cookie).await;
    for words in [
        "· 5 pièces réservées",
        "<dt>Pièces réservées</dt><dd>5</dd>",
    ] {
        assert!(page.has(words), "{words}: {}", page.text);
    }
}

#[tokio::test]
async fn of_several_codes_those_that_are_refused_are_named_with_the_reason() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A13").await;
    // What is typed again at once is no mistake.
    world.clock.jump(60_000);
    for (path, code) in [("/live/ajouter", "B8"), ("/articles/ajouter", "B9")] {
        let text = format!("{code} Z99 x2 A13");
        let once = format!("{code}00");
        let form = [("once", once.as_str()), ("text", text.as_str())];
        let mut pages = Vec::new();
        // Pressed twice it is the same.
        for _ in 0..2 {
            pages.push(world.post(path, &cookie, &form).await);
        }
        for page in pages {
            assert_eq!(page.status, 422, "{path}");
            for words in [
                &format!("En vente\u{a0}: {code}."),
                "Z99\u{a0}: La grille n&#x27;a pas de prix",
                "A13\u{a0}: Ce code est déjà utilisé",
                "value=\"Z99 x2 A13\"",
            ] {
                assert!(page.has(words), "{path}: {words}: {}", page.text);
            }
        }
        assert!(world.get("/live", &cookie).await.has(&format!(">{code}<")));
    }
    let form = [("text", "B10 B11 x2")];
    let all = world.post("/live/ajouter", &cookie, &form).await;
    assert_eq!(all.location, "/live?dit=saved");
    let form = [("text", "Z98 Z99")];
    let none = world.post("/live/ajouter", &cookie, &form).await;
    assert!(none.status == 422 && !none.has("En vente"), "{}", none.text);
}

#[tokio::test]
async fn a_live_without_items_is_open_all_the_same() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "seller@acme", "seller"));
    let closed = world.get("/live", &cookie).await;
    assert!(closed.has("Pas de live en ce moment") && !closed.has("sans article encore"));
    world.post("/live/ouvrir", &cookie, &[]).await;
    let open = world.get("/live", &cookie).await;
    assert!(
        open.has("sans article encore") && !open.has("Pas de live en ce moment"),
        "{}",
        open.text
    );
}

#[tokio::test]
async fn without_a_script_nothing_that_is_typed_is_wiped_out() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let media = vec!["https://api.twilio.com/x".to_owned()];
    world
        .sends(AWA, "Awa", Content::Image(String::new()), media)
        .await;
    for (path, field) in [("/live", "name=\"text\""), ("/preuves", "name=\"why\"")] {
        let page = world.get(path, &cookie).await;
        assert!(page.has(field) && !page.has("http-equiv"), "{path}");
        let follow = format!("{path}?suivre=1");
        assert!(page.has(&follow), "{path}");
        let page = world.get(&follow, &cookie).await;
        assert!(page.has("http-equiv") && !page.has(field), "{path}");
        assert!(page.has("<form"), "{path}: its buttons stay");
    }
}

#[tokio::test]
async fn what_happens_says_how_many_pieces_it_is_about() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "B7 x3").await;
    world.says(AWA, "Awa", "B7 x2").await;
    world.says(FATOU, "Fatou", "B7 x3").await;
    let page = world.get("/live", &cookie).await;
    for line in [
        "B7 ×2 réservé · Awa",
        "B7 réservé · Fatou",
        "B7 ×2 en file · Fatou",
    ] {
        assert!(page.has(line), "{line}: {}", page.text);
    }
}

/// The ways back that the live offers.
async fn ways_back(world: &World, cookie: &str) -> Vec<String> {
    let page = world.get("/live", cookie).await;
    let forms = page.text.split("action=\"/live/annuler/").skip(1);
    let wish = |form: &str| form.split('"').next().unwrap_or_default().to_owned();
    forms.map(wish).collect()
}

#[tokio::test]
async fn a_wish_that_is_pressed_twice_waits_once_and_is_taken_back_as_a_whole() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12\nS01 x3").await;
    world.says(AWA, "Awa", "A12").await;
    for path in [
        "/live/fermer",
        "/live/reservations/1/liberer",
        "/live/articles/1/retirer",
    ] {
        for once in ["1", "2"] {
            let done = world.post(path, &cookie, &[("once", once)]).await;
            assert_eq!(done.location, "/live");
        }
        let back = ways_back(&world, &cookie).await;
        assert_eq!(back.len(), 1, "{path}");
        let undo = format!("/live/annuler/{}", back[0]);
        let said = world.post(&undo, &cookie, &[]).await.location;
        assert_eq!(said, "/live?dit=undone");
        assert!(ways_back(&world, &cookie).await.is_empty(), "{path}");
    }
    for _ in 0..2 {
        world.post("/live/articles/2/vendu", &cookie, &[]).await;
    }
    assert_eq!(ways_back(&world, &cookie).await.len(), 1);
    let left = |shop: &Shop| shop.item(ItemId::new(2)).map(|item| item.left());
    let waited = Stopwatch::start();
    while world.app.engine.look(world.shop, left).await.unwrap() == Some(3) {
        assert!(waited.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(ways_back(&world, &cookie).await.is_empty());
    let left = world.app.engine.look(world.shop, left).await.unwrap();
    assert_eq!(left, Some(2), "one was sold elsewhere");
}

#[tokio::test]
async fn a_live_that_is_over_counts_no_orders_and_shows_nothing_free() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12\nA13").await;
    world.says(AWA, "Awa", "A12").await;
    let open = world.get("/live", &cookie).await;
    assert!(open.has("<dt>Commandes</dt>") && open.has("<dt>Total avec livraison</dt>"));
    world.says(SELLER, "Marie", "FIN").await;
    let closed = world.get("/live", &cookie).await;
    assert!(
        closed.has("<dt>Pièces réservées</dt><dd>1</dd>"),
        "{}",
        closed.text
    );
    assert!(!closed.has("<dt>Commandes</dt>") && !closed.has("<dt>Total avec livraison</dt>"));
    assert!(closed.has("id=\"item-1\""), "hers stays in sight");
    assert!(!closed.has("id=\"item-2\""), "nobody has it");
    world.says(AWA, "Awa", "ANNULER A12").await;
    assert!(!world.get("/live", &cookie).await.has("id=\"item-1\""));
}

#[tokio::test]
async fn what_could_be_taken_back_is_carried_out_when_the_server_stops() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let holds = async || {
        let count = |shop: &Shop| shop.holds().count();
        world.app.engine.look(world.shop, count).await.unwrap()
    };
    world
        .post("/live/reservations/1/liberer", &cookie, &[])
        .await;
    assert_eq!(holds().await, 1, "it waits");
    world.settled().await;
    assert_eq!(holds().await, 0);
    assert!(ways_back(&world, &cookie).await.is_empty());
}
