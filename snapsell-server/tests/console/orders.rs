//! Orders and proofs from the desk.

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt as _;
use snapsell_core::{CommandId, Content, CustomerId};
use tower::ServiceExt as _;

use crate::world::{AWA, Page, SELLER, World};

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

fn value(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start = page.find(&mark).expect("a field") + mark.len();
    page[start..]
        .chars()
        .take_while(|letter| *letter != '"')
        .collect()
}

#[tokio::test]
async fn a_page_hears_of_a_picture_that_came_after_it_was_made() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let request = Request::get("/flux")
        .header("host", "127.0.0.1:8080")
        .header("cookie", format!("snapsell={cookie}"));
    let answer = world.router.clone();
    let answer = answer.oneshot(request.body(Body::empty()).unwrap()).await;
    let mut body = answer.unwrap().into_body();
    let mut next = async || {
        let frame = body.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    };
    assert_eq!(next().await, "retry: 2000\n\n");
    world.app.pictures().came(world.other);
    world.app.pictures().came(world.shop);
    assert_eq!(next().await, "data: change\n\n");
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
    let seen = value(&page.text, "seen");
    let fields = [("seen", seen.as_str()), ("to", "preparing")];
    assert_eq!(
        world
            .post("/commandes/VF-0001/avancer", &cookie, &fields)
            .await
            .status,
        303
    );
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
    let deeds = world.app.store.deeds(Some(world.shop), 10).unwrap();
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
async fn a_proof_is_judged_once_and_its_picture_is_made_anew() {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "agent@acme", "agent");
    let cookie = world.session(user);
    assert!(
        world
            .get("/preuves", &cookie)
            .await
            .has("Aucune preuve en attente")
    );
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let media = vec!["https://api.example/media".to_owned()];
    world
        .sends(AWA, "Awa", Content::Image(String::new()), media)
        .await;
    let proof = world.app.store.proofs(world.shop, 10).unwrap().remove(0);
    let receipt = include_bytes!("../../assets/demo/dress.jpg");
    let hidden = [receipt.as_slice(), b"<script>alert(1)</script>"].concat();
    world
        .app
        .store
        .media_done(world.shop, proof.message, 0, "image/jpeg", &hidden)
        .unwrap();
    let page = world.get("/preuves", &cookie).await;
    let seen = value(&page.text, "seen");
    assert!(page.has(">Awa</span>"), "{}", page.text);
    let image = world.get(&format!("/preuves/{seen}/image"), &cookie).await;
    assert!(image.status == 200 && image.bytes.starts_with(&[0xff, 0xd8]));
    assert_eq!(image.headers["cache-control"], "no-store");
    assert!(!image.text.contains("<script"));
    let customer = proof.customer.get();
    let fields = [("seen", seen.as_str())];
    let old = format!("{:032x}", CommandId::new(77).get());
    let stale = world
        .post(
            &format!("/preuves/{customer}/valider"),
            &cookie,
            &[("seen", &old)],
        )
        .await;
    assert_eq!(stale.status, 409);
    assert_eq!(
        world
            .post(&format!("/preuves/{customer}/valider"), &cookie, &fields)
            .await
            .status,
        303
    );
    let twice = world
        .post(&format!("/preuves/{customer}/refuser"), &cookie, &fields)
        .await;
    assert_eq!(twice.status, 409, "somebody was faster");
    let locked = world.app.engine.look(world.shop, |shop| {
        shop.holds()
            .all(|hold| matches!(hold.state, snapsell_core::HoldState::Locked { .. }))
    });
    assert!(locked.await.unwrap());
    assert_eq!(CustomerId::new(customer), proof.customer);
}

#[tokio::test]
async fn a_new_owner_reaches_a_shop_that_can_be_written_to_by_the_pages_alone() {
    let world = World::new().await;
    let fields = [
        ("shop", "Nouvelle"),
        ("email", "n@example.org"),
        ("password", "correct horse"),
    ];
    let made = world.post("/inscription", "", &fields).await;
    let cookie = made.cookie.unwrap();
    let page = world.get(&made.location, &cookie).await;
    assert!(
        page.has("/t/nouvelle/in"),
        "the address to paste: {}",
        page.text
    );
    let prices = [
        ("grid", "A:6000"),
        ("delivery-fee", "1500"),
        ("payment-text", ""),
    ];
    assert_eq!(
        world.post("/demarrer/prix", &cookie, &prices).await.status,
        303
    );
    let nonsense = [("grid", "?"), ("delivery-fee", "x")];
    let wrong = world.post("/demarrer/prix", &cookie, &nonsense).await;
    assert!(wrong.status == 422 && wrong.has("grid-wrong") && wrong.has("delivery-fee-wrong"));
    // Francs have no cents, and the page says so instead of pointing at an example.
    let cents = [("grid", "A:25.50"), ("delivery-fee", "5,50")];
    let wrong = world.post("/demarrer/prix", &cookie, &cents).await;
    assert_eq!(
        wrong.text.matches("XOF n&#x27;a pas de centimes").count(),
        2,
        "{}",
        wrong.text
    );
    let account = format!("AC{:032x}", 9);
    let number = [
        ("number", "+1 415 523 8899"),
        ("account", account.as_str()),
        ("token", "0123456789abcdef0123456789abcdef"),
        ("seller", SELLER),
    ];
    assert_eq!(
        world
            .post("/demarrer/whatsapp", &cookie, &number)
            .await
            .status,
        303
    );
    assert!(
        world.app.tenants.by_slug("nouvelle").unwrap().is_some(),
        "messages find it"
    );
    let page = world.get("/demarrer", &cookie).await;
    assert!(
        page.has("+14155238899") && !page.has("0123456789abcdef"),
        "the token is not shown again"
    );
}

#[tokio::test]
async fn the_team_sets_another_delivery_fee_and_reads_what_was_said() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    let page = world.get("/commandes/VF-0001", &agent).await;
    let seen = page.text.split("name=\"seen\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap().to_owned();
    assert!(
        page.has("Conversation") && page.has("Cocody, rue 12"),
        "{}",
        page.text
    );
    assert!(
        page.has("VF-0001</span> est confirmée"),
        "what she was told, too"
    );
    let post = async |fee: &str| {
        let fields = [("seen", seen.as_str()), ("fee", fee)];
        world
            .post("/commandes/VF-0001/livraison", &agent, &fields)
            .await
    };
    let wrong = post("loin").await;
    assert!(
        wrong.status == 422 && wrong.has("value=\"loin\""),
        "{}",
        wrong.text
    );
    assert_eq!(post("2 500").await.status, 303);
    assert_eq!(post("3 000").await.status, 409, "somebody changed it since");
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(
        page.has("7\u{202f}500") && page.has("autres frais de livraison") && page.has("agent@acme"),
        "the total, and who did it: {}",
        page.text
    );
    assert!(page.has("Nouveau total"), "she was told");
}

#[tokio::test]
async fn the_team_corrects_an_address_until_the_order_is_prepared() {
    let (world, _) = with_order().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(page.has("/commandes/VF-0001/adresse"), "{}", page.text);
    let post = async |page: &Page, address: &str| {
        let seen = value(&page.text, "seen");
        let fields = [("seen", seen.as_str()), ("address", address)];
        let path = "/commandes/VF-0001/adresse";
        (world.post(path, &agent, &fields).await, seen)
    };
    let (wrong, _) = post(&page, " \u{200b} ").await;
    assert!(
        wrong.status == 422 && wrong.has("300 signes"),
        "{}",
        wrong.text
    );
    let (same, _) = post(&page, "Cocody, rue 12").await;
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(same.status == 303 && !page.has("Nouvelle adresse pour ta commande"));

    assert_eq!(post(&page, "Cocody, villa 3").await.0.status, 303);
    assert_eq!(post(&page, "Plateau").await.0.status, 409, "changed since");
    let page = world.get("/commandes/VF-0001", &agent).await;
    for shown in [
        "Nouvelle adresse pour ta commande",
        "</span>\u{a0}: Cocody, villa 3",
        "</span> change d&#x27;adresse · agent@acme",
    ] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    let hers = page.text.split("class=\"hers\"").skip(1);
    let hers: String = hers
        .map(|said| said.split("</li>").next().unwrap())
        .collect();
    assert!(
        hers.contains("Cocody, rue 12") && !hers.contains("villa 3"),
        "she did not write it"
    );
    let slip = world.get("/commandes/livreur?order=VF-0001", &agent).await;
    assert!(slip.has("Cocody, villa 3"), "{}", slip.text);

    let disk = world.on_disk();
    assert!(!disk.windows(7).any(|bytes| bytes == b"villa 3"), "sealed");
    world.says(SELLER, "Marie", "PREPARE VF-0001").await;
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(!page.has("/commandes/VF-0001/adresse"), "it is too late");
    let (late, _) = post(&page, "Plateau").await;
    assert!(
        late.status == 409 && late.has("ne le permet pas"),
        "{}",
        late.text
    );
}

#[tokio::test]
async fn a_rider_can_call_and_it_is_noted_who_saw_the_number() {
    let (world, _) = with_order().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let deeds = || world.app.store.deeds(Some(world.shop), 9).unwrap();
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

/// What the buttons of the zones send, and which one is the order's.
fn zones(page: &Page) -> Vec<(String, bool)> {
    let buttons = page.text.split("<button name=\"fee\" value=\"").skip(1);
    buttons
        .map(|after| {
            let (sent, rest) = after.split_once('"').unwrap();
            let tag = rest.split('>').next().unwrap();
            (sent.to_owned(), tag.contains("aria-current=\"true\""))
        })
        .collect()
}

#[tokio::test]
async fn one_press_sets_the_fee_of_a_zone_on_an_order() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let mut settings = world.settings().await;
    settings.set("delivery.fee", "1500").unwrap();
    settings
        .set(
            "delivery.zones",
            "Bonapriso:1000, Akwa <b>:1500, Bonabéri:2000, Deïdo:2000",
        )
        .unwrap();
    world.configure(settings).await;
    for (phone, text) in [
        (SELLER, "A12"),
        (AWA, "A12"),
        (AWA, "Bonapriso, rue 12"),
        (AWA, "OUI"),
    ] {
        world.says(phone, "Awa", text).await;
    }
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(
        page.has("La livraison dépend du quartier\u{a0}: Bonapriso"),
        "she was told before her OUI: {}",
        page.text
    );
    assert!(
        page.has("Akwa &lt;b&gt;</span> · 1\u{202f}500\u{a0}F\u{a0}CFA"),
        "{}",
        page.text
    );
    let sent = |chosen: [bool; 4]| {
        let fees = ["1000", "1500", "2000", "2000"].map(str::to_owned);
        fees.into_iter().zip(chosen).collect::<Vec<_>>()
    };
    let none = [false; 4];
    assert_eq!(
        zones(&page),
        sent(none),
        "the shop's own fee is nobody's choice"
    );
    let press = async |page: &Page, fee: &str| {
        let seen = page.text.split("name=\"seen\" value=\"").nth(1).unwrap();
        let fields = [("seen", seen.split('"').next().unwrap()), ("fee", fee)];
        let done = world
            .post("/commandes/VF-0001/livraison", &agent, &fields)
            .await;
        assert_eq!(done.status, 303);
        world.get("/commandes/VF-0001", &agent).await
    };
    let page = press(&page, "1000").await;
    assert_eq!(zones(&page), sent([true, false, false, false]));
    assert!(
        page.has("6\u{202f}000") && page.has("Nouveau total"),
        "{}",
        page.text
    );
    let page = press(&page, "2000").await;
    assert_eq!(zones(&page), sent(none), "two zones cost that");
    for text in ["PREPARE VF-0001", "LIVRAISON VF-0001"] {
        world.says(SELLER, "Marie", text).await;
    }
    let gone = world.get("/commandes/VF-0001", &agent).await;
    assert_eq!(zones(&gone), [], "it has left");
}
