//! Orders from the desk: their way, their lists, the papers that go with parcels.

use axum::body::Body;
use http::Request;

use crate::world::{AWA, SELLER, World};

pub(crate) async fn with_order() -> (World, String) {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.session(user);
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "=Awa", "A12").await;
    world.says(AWA, "=Awa", "Cocody, rue 12").await;
    world.says(AWA, "=Awa", "OUI").await;
    (world, cookie)
}

#[tokio::test]
async fn an_order_goes_its_way_and_a_stale_page_says_what_changed() {
    let (world, cookie) = with_order().await;
    let list = world.get("/commandes", &cookie).await;
    assert!(
        list.has("VF-0001") && list.has("5\u{202f}000\u{a0}F\u{a0}CFA") || list.has("VF-0001"),
        "{}",
        list.text
    );
    for (q, found) in [
        ("vf-1", true),
        ("awa", true),
        ("42", true),
        ("a12", true),
        ("zzz", false),
        ("%2B225+07+00+00+00+42", true),
        ("07+00+00+00+42", true),
        ("0700000043", false),
        ("700000042", false),
    ] {
        assert_eq!(
            world
                .get(&format!("/commandes?q={q}"), &cookie)
                .await
                .has("row-VF-0001"),
            found,
            "{q}"
        );
    }
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(page.has("Cocody, rue 12"), "{}", page.text);
    let seen = page.field("seen");
    let fields = [("seen", seen.as_str()), ("to", "preparing")];
    assert_eq!(
        world
            .post("/commandes/VF-0001/avancer", &cookie, &fields)
            .await
            .status,
        303
    );
    world.settled().await;
    let stale = world
        .post("/commandes/VF-0001/avancer", &cookie, &fields)
        .await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.has("confirmée") && stale.has("en préparation"),
        "{}",
        stale.text
    );
    assert!(
        stale.has("href=\"/commandes/VF-0001\">Retour"),
        "{}",
        stale.text
    );
    world
        .post(
            "/commandes/VF-0001/note",
            &cookie,
            &[("text", "Appeler <b>avant</b>")],
        )
        .await;
    let page = world.get("/commandes/VF-0001", &cookie).await;
    assert!(page.has("Appeler &lt;b&gt;avant"), "{}", page.text);
    let bulk = [("order", "VF-0001"), ("order", "VF-0099"), ("what", "out")];
    let once = world.post("/commandes/lot", &cookie, &bulk).await;
    let page = world.get(&once.location, &cookie).await;
    let said = "sauf pour VF-0099 (introuvable).";
    assert!(page.has(said), "{}", page.text);
    let again = world.post("/commandes/lot", &cookie, &bulk).await;
    let page = world.get(&again.location, &cookie).await;
    let said = "VF-0001 (en livraison), VF-0099 (introuvable).";
    assert!(page.has(said), "{}", page.text);
    assert!(
        world
            .get("/commandes?onglet=deliver", &cookie)
            .await
            .has("row-VF-0001")
    );
    for paper in ["bordereaux", "preparation", "livreur"] {
        let page = world
            .get(&format!("/commandes/{paper}?order=VF-0001"), &cookie)
            .await;
        assert!(page.status == 200 && page.has("VF-0001"), "{paper}");
    }
    assert_eq!(world.get("/commandes/VF-0002", &cookie).await.status, 404);
}

#[tokio::test]
async fn a_label_of_two_lives_is_two_things_to_pick() {
    let (world, cookie) = with_order().await;
    world.says(SELLER, "Marie", "FIN").await;
    world.says(SELLER, "Marie", "A12 7000\nA9 x3 2000").await;
    world.says(AWA, "=Awa", "A12").await;
    world.says(AWA, "=Awa", "A9").await;
    world.says(AWA, "=Awa", "OUI").await;
    world.says(AWA, "=Awa", "A9 x2").await;
    world.says(AWA, "=Awa", "OUI").await;
    let page = world
        .get(
            "/commandes/preparation?order=VF-0001&order=VF-0002",
            &cookie,
        )
        .await;
    let rows: Vec<&str> = page.text.split("<th scope=\"row\">").skip(1).collect();
    let codes: Vec<&str> = rows
        .iter()
        .map(|row| &row[..row.find('<').unwrap()])
        .collect();
    assert_eq!(codes, ["A9", "A12", "A12"], "{}", page.text);
    let count = |row: &str, count: &str| row.contains(&format!("class=\"num\">{count}</td>"));
    assert!(count(rows[0], "3") && count(rows[1], "1") && count(rows[2], "1"));
    assert!(rows[1].contains("VF-0001") && !rows[1].contains("VF-0002"));
    assert_eq!(rows[0].matches("VF-0002").count(), 1, "{}", rows[0]);
    assert!(rows[1].contains("hint") && !rows[0].contains("hint"));
}

#[tokio::test]
async fn a_spreadsheet_opens_the_files_and_calculates_nothing() {
    let (world, cookie) = with_order().await;
    let csv = world.get("/commandes.csv?onglet=all", &cookie).await;
    assert!(
        csv.text.starts_with('\u{feff}') && csv.has("'=Awa") && csv.has(";5000;"),
        "{}",
        csv.text
    );
    let xlsx = world.get("/commandes.xlsx?onglet=all", &cookie).await;
    assert!(xlsx.status == 200 && xlsx.bytes.starts_with(b"PK"));
    let deeds = world.app.store.deeds(Some(world.shop), 0, 10).unwrap();
    assert_eq!(
        deeds.iter().filter(|deed| deed.what == "exported").count(),
        2
    );
}

#[tokio::test]
async fn several_of_one_code_are_counted_where_parcels_are_packed_from() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(SELLER, "Marie", "B7 x5").await;
    world.says(AWA, "Awa", "A12 B7 x3").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    let page = world.get("/commandes?onglet=all", &cookie).await;
    assert!(page.has(">A12<") && page.has(">B7 ×3<"), "{}", page.text);
    let csv = world.get("/commandes.csv?onglet=all", &cookie).await;
    assert!(csv.has("\"A12, B7 ×3\";4;"), "{}", csv.text);
}

#[tokio::test]
async fn a_rider_can_call_and_it_is_noted_who_saw_the_number() {
    let (world, _) = with_order().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let deeds = || world.app.store.deeds(Some(world.shop), 0, 9).unwrap();
    for masked in ["/commandes/VF-0001", "/commandes/bordereaux?order=VF-0001"] {
        assert!(!world.get(masked, &agent).await.has(AWA), "{masked}");
    }
    let sheet = "/commandes/livreur?order=VF-0001&order=VF-0009";
    let again = Request::get(sheet)
        .header("host", "127.0.0.1:8080")
        .header("cookie", format!("snapsell={agent}"))
        .header("x-part", "1");
    let again = world.raw(again.body(Body::empty()).unwrap()).await;
    assert!(again.has("VF-0001") && !again.has(AWA), "{}", again.text);
    assert!(deeds().is_empty());
    let page = world.get(sheet, &agent).await;
    let call = format!("<a class=\"call\" href=\"tel:{AWA}\">{AWA}</a>");
    assert!(page.has(&call), "{}", page.text);
    let noted = &deeds()[0];
    assert_eq!((&*noted.what, &*noted.subject), ("riders", "VF-0001"));
    for text in ["PREPARE VF-0001", "LIVRAISON VF-0001", "LIVRE VF-0001"] {
        world.says(SELLER, "Marie", text).await;
    }
    let page = world.get(sheet, &agent).await;
    assert!(page.has("VF-0001") && !page.has(AWA), "it has arrived");
    assert_eq!(deeds().len(), 1);
}

#[tokio::test]
async fn paper_says_that_an_address_was_erased() {
    let (world, owner) = with_order().await;
    world.says(SELLER, "Marie", "ANNULE VF-0001").await;
    let her = world.app.store.known_contact(world.shop, AWA);
    let path = format!("/clientes/{}/effacer", her.unwrap().unwrap().get());
    let yes = [("reason", "asked"), ("sure", "1")];
    assert_eq!(world.post(&path, &owner, &yes).await.status, 303);
    for paper in ["bordereaux", "livreur"] {
        let path = format!("/commandes/{paper}?order=VF-0001");
        let page = world.get(&path, &owner).await;
        let erased = page.has("dir=\"auto\">L&#x27;adresse a été effacée.<");
        assert!(erased, "{paper}: {}", page.text);
    }
}

#[tokio::test]
async fn what_is_done_with_many_leads_back_to_where_they_were_chosen() {
    let (world, owner) = with_order().await;
    let list = "/commandes?onglet=all&q=a12&page=1";
    let page = world.get(list, &owner).await;
    let place: Vec<(&str, String)> = ["onglet", "q", "page"]
        .map(|name| (name, page.field(name)))
        .to_vec();
    let with = |more: &[(&'static str, &'static str)]| {
        let place = place.iter().map(|(name, value)| (*name, value.as_str()));
        place.chain(more.iter().copied()).collect::<Vec<_>>()
    };
    for (more, said) in [
        (&[("what", "preparing")][..], "none-chosen"),
        (&[("what", "preparing"), ("order", "VF-0001")], "saved"),
        (&[("what", "preparing"), ("order", "VF-0001")], "none-moved"),
    ] {
        let done = world.post("/commandes/lot", &owner, &with(more)).await;
        assert!(done.location.starts_with(list), "{}", done.location);
        assert!(done.location.ends_with(&format!("dit={said}")));
        assert!(world.get(&done.location, &owner).await.has("row-VF-0001"));
    }
}

#[tokio::test]
async fn no_key_marks_an_order_as_delivered_and_help_names_every_key() {
    let (world, owner) = with_order().await;
    for (words, has_key) in [("PREPARE VF-0001", true), ("LIVRAISON VF-0001", false)] {
        world.says(SELLER, "Marie", words).await;
        let page = world.get("/commandes/VF-0001", &owner).await;
        assert_eq!(page.has("data-key=\"e\""), has_key, "{words}");
    }
    let help = world.get("/aide", &owner).await;
    for key in ["L", "N", "V", "R", "Z", "O", "X", "E", "/"] {
        assert!(help.has(&format!("<kbd>{key}</kbd>")), "{key}");
    }
}

#[tokio::test]
async fn a_note_without_words_is_asked_for_where_it_is_typed() {
    let (world, owner) = with_order().await;
    let long = format!("Appeler {}", "x".repeat(1_000));
    for (text, kept) in [("  \n ", "</textarea>"), (&*long, "Appeler xxx")] {
        let path = "/commandes/VF-0001/note";
        let wrong = world.post(path, &owner, &[("text", text)]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("text-wrong") && wrong.has(kept), "{}", wrong.text);
    }
}

#[tokio::test]
async fn a_step_of_an_order_can_be_taken_back_where_it_was_pressed() {
    let (world, owner) = with_order().await;
    let path = "/commandes/VF-0001";
    let press = async |to| {
        let seen = world.get(path, &owner).await.field("seen");
        let fields = [("seen", seen.as_str()), ("to", to)];
        world
            .post(&format!("{path}/avancer"), &owner, &fields)
            .await
    };
    // No deposit was asked for: what is refused is not promised.
    assert_eq!(press("paid").await.status, 409);
    assert_eq!(press("preparing").await.location, path);
    let page = world.get(path, &owner).await;
    let waits = "VF-0001 va passer en préparation.";
    assert!(page.has(waits) && page.has("s-confirmed"), "{}", page.text);
    let undo = page.text.split("action=\"/live/annuler/").nth(1).unwrap();
    let (wish, _) = undo.split_once('"').unwrap();
    let undo = format!("/live/annuler/{wish}");
    let back = world
        .post(&undo, &owner, &[("order", &page.field("order"))])
        .await;
    assert_eq!(back.location, "/commandes/VF-0001?dit=undone");
    world.settled().await;
    let page = world.get(path, &owner).await;
    assert!(!page.has(waits) && page.has("s-confirmed"), "{}", page.text);
    press("preparing").await;
    world.settled().await;
    assert!(world.get(path, &owner).await.has("s-preparing"));
}

#[tokio::test]
async fn a_list_offers_the_steps_that_its_orders_can_take() {
    let (world, owner) = with_order().await;
    let steps = async |tab: &str| {
        let list = format!("/commandes?onglet={tab}");
        let page = world.get(&list, &owner).await;
        assert!(page.has("row-VF-0001"), "{tab}");
        ["preparing", "out", "delivered"]
            .map(|step| page.has(&format!("name=\"what\" value=\"{step}\"")))
    };
    assert_eq!(steps("prepare").await, [true, true, false]);
    assert_eq!(steps("all").await, [true, true, true]);
    let pressed = [
        ("onglet", "all"),
        ("order", "VF-0001"),
        ("what", "delivered"),
    ];
    let none = world.post("/commandes/lot", &owner, &pressed).await;
    let page = world.get(&none.location, &owner).await;
    let why = "VF-0001 (confirmée). Une commande avance d&#x27;une étape à la fois";
    assert!(page.has(why), "{}", page.text);
    for words in ["PREPARE VF-0001", "LIVRAISON VF-0001"] {
        world.says(SELLER, "Marie", words).await;
    }
    assert_eq!(steps("deliver").await, [false, false, true]);
    world.says(SELLER, "Marie", "LIVRE VF-0001").await;
    assert_eq!(steps("delivered").await, [false, false, false]);
}
