//! What the team corrects on an order: its address, its delivery fee.

use crate::orders::with_order;
use crate::world::{AWA, Page, SELLER, World};

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
    let slip = post("50 001").await;
    assert!(
        slip.status == 422 && slip.has("50\u{202f}000\u{a0}F\u{a0}CFA au plus"),
        "ten times the goods: {}",
        slip.text
    );
    assert!(!slip.has("Nouveau total"), "she was not told");
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
        let seen = page.field("seen");
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

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_an_address_at_once_the_other_is_told() {
    let (world, _) = with_order().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let page = world.get("/commandes/VF-0001", &agent).await;
    let seen = page.field("seen");
    let post = async |address: &str| {
        let fields = [("seen", seen.as_str()), ("address", address)];
        let path = "/commandes/VF-0001/adresse";
        world.post(path, &agent, &fields).await
    };
    let (one, two, three) = tokio::join!(post("Plateau"), post("Treichville"), post("Yopougon"));
    let mut answers =
        [one, two, three].map(|page| (page.status.as_u16(), page.has("autre adresse")));
    answers.sort_unstable();
    assert_eq!(answers, [(303, false), (409, true), (409, true)]);
    let page = world.get("/commandes/VF-0001", &agent).await;
    let told = page.text.matches("Nouvelle adresse pour ta commande");
    assert_eq!(told.count(), 1, "{}", page.text);
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
