//! The pages about customers.

use snapsell_core::{
    Actor, CommandId, Commit, CustomerId, Decision, Journal as _, List, Outcome, Receipt, Version,
};

use crate::world::{AWA, FATOU, SELLER, World};

/// The path of a customer's page, by her name in the list.
async fn path_of(world: &World, cookie: &str, name: &str) -> String {
    let list = world.get("/clientes", cookie).await;
    let end = list
        .text
        .find(&format!(">{name}</b>"))
        .expect("she is listed");
    let start = list.text[..end].rfind("/clientes/").unwrap();
    list.text[start..]
        .chars()
        .take_while(|letter| *letter != '"')
        .collect()
}

#[tokio::test]
async fn customers_are_found_without_giving_their_numbers_away() {
    let world = World::new().await;
    let agent = world.user(Some(world.shop), "agent@acme", "agent");
    let cookie = world.session(agent);
    let empty = world.get("/clientes", &cookie).await;
    assert!(
        empty.has("apparaissent à leur premier code"),
        "{}",
        empty.text
    );
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou\u{202e}", "A12").await;
    for (q, awa, fatou) in [
        ("", true, true),
        ("aw", true, false),
        ("43", false, true),
        ("%2B225%2007%2000%2000%2000%2042", true, false),
        ("0700000042", true, false),
        ("07%2000%2000%2000%2042", true, false),
        ("002250700000042", true, false),
        ("700000042", false, false),
        ("0000", false, false),
        ("2507000000", false, false),
        ("marie", false, false),
    ] {
        let page = world.get(&format!("/clientes?q={q}"), &cookie).await;
        assert_eq!(
            (page.has(">Awa</b>"), page.has(">Fatou</b>")),
            (awa, fatou),
            "{q}: {}",
            page.text
        );
        // What was typed stands in the field, and nowhere else.
        let shown = page.text.replace(&format!("value=\"{q}\""), "");
        assert!(!shown.contains("0700000042\""), "masked");
    }
    assert!(
        world
            .get("/clientes?q=zzz", &cookie)
            .await
            .has("Personne ne correspond")
    );
}

#[tokio::test]
async fn a_customer_without_a_name_is_one_number_and_a_long_name_says_that_it_is_cut() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12\nA13").await;
    let long = "Marie-Antoinette Ouédraogo épouse Kouassi-Brou";
    for (phone, name, code) in [(AWA, "", "A12"), (FATOU, long, "A13")] {
        for text in [code, "Cocody, rue 12", "OUI"] {
            world.says(phone, name, text).await;
        }
    }
    let masked = "+225\u{a0}**\u{a0}**\u{a0}**\u{a0}42";
    for path in ["/clientes", "/commandes"] {
        let page = world.get(path, &agent).await;
        assert_eq!(
            page.text.matches(masked).count(),
            1,
            "{path}: {}",
            page.text
        );
    }
    let page = world.get("/commandes/VF-0001", &agent).await;
    assert!(
        page.has(&format!("<b dir=\"auto\">{masked}</b></p>")),
        "{}",
        page.text
    );
    let page = world.get("/commandes", &agent).await;
    let cut = "Marie-Antoinette Ouédraogo épouse Kouas…<";
    assert!(page.has(cut), "{}", page.text);
}

#[tokio::test]
async fn a_customer_shows_her_orders_and_words_and_her_number_on_request() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12 <b>svp</b>").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    let path = path_of(&world, &agent, "Awa").await;
    let page = world.get(&path, &agent).await;
    for shown in [
        "A12 &lt;b&gt;svp&lt;",
        "Cocody, rue 12",
        "VF-0001",
        "+225\u{a0}**\u{a0}**\u{a0}**\u{a0}42",
        "1 commande",
        "en attente",
    ] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    assert!(!page.has(AWA));
    let page = world.post(&format!("{path}/numero"), &agent, &[]).await;
    assert!(page.has(AWA), "{}", page.text);
    let deed = &world.app.store.deeds(Some(world.shop), 0, 1).unwrap()[0];
    let id: u32 = path.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(
        (deed.what.as_str(), &*deed.subject),
        ("reveal", &*format!("customer {id}"))
    );
    let block = format!("{path}/bloquer");
    assert_eq!(
        world.post(&block, &agent, &[("blocked", "1")]).await.status,
        403
    );
    for (word, blocked) in [("1", true), ("0", false)] {
        let page = world.post(&block, &owner, &[("blocked", word)]).await;
        assert_eq!(page.location, format!("{path}?dit=saved"));
        let is = world.app.engine.look(world.shop, move |shop| {
            shop.customer(CustomerId::new(id))
                .is_some_and(|her| her.blocked)
        });
        assert_eq!(is.await.unwrap(), blocked);
    }
    let file = world.post(&format!("{path}/export"), &owner, &[]).await;
    let known: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(known["phone"], AWA);
    assert_eq!(known["orders"][0]["number"], "VF-0001");
    assert_eq!(known["orders"][0]["address"], "Cocody, rue 12");
    assert!(known["messages"].as_array().unwrap().len() >= 6, "{known}");
    let stranger = world.session(world.user(Some(world.other), "owner@other", "owner"));
    assert_eq!(world.get(&path, &stranger).await.status, 404);
}

/// So many messages of somebody else, written as the engine writes them.
fn others_say(world: &World, many: u64) {
    let (store, shop, at) = (&world.app.store, world.shop, world.app.now());
    let version = store.events(shop, Version::new(0), 1_000).unwrap().len() as u64;
    let commits = (1..=many).map(|number| Commit {
        shop,
        decision: Decision {
            version: Version::new(version + number),
            at,
            command: CommandId::new(u128::from(number) + 1_000_000),
            by: Actor::System,
            changes: List::new(),
            replies: List::new(),
            outcome: Outcome::Done,
            next_deadline: None,
        },
        receipt: Some(Receipt {
            native_id: format!("SM{:032x}", number + 1_000_000),
            from: CustomerId::new(9_999),
            content: Vec::new(),
        }),
    });
    let commits: Vec<Commit> = commits.collect();
    assert!(store.commit(&commits).iter().all(Result::is_ok));
}

#[tokio::test]
async fn who_wrote_last_stands_first() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.clock.jump(10 * 60_000);
    world.says(FATOU, "Fatou", "A12").await;
    let first = async || {
        let list = world.get("/clientes", &cookie).await;
        let [awa, fatou] = [">Awa<", ">Fatou<"].map(|name| list.text.find(name).unwrap());
        if awa < fatou { "Awa" } else { "Fatou" }
    };
    assert_eq!(first().await, "Fatou");
    world.clock.jump(10 * 60_000);
    world.says(AWA, "Awa", "PANIER").await;
    assert_eq!(first().await, "Awa");
}

#[tokio::test]
async fn her_last_message_is_the_last_one_to_the_minute_and_the_file_has_whole_instants() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.clock.jump(40 * 60_000);
    world.says(AWA, "Awa", "PANIER").await;
    others_say(&world, 2_001);
    let list = world.get("/clientes", &cookie).await;
    assert!(list.has("dernier message 20:54"), "{}", list.text);
    let path = path_of(&world, &cookie, "Awa").await;
    let page = world.get(&path, &cookie).await;
    assert!(page.has("dernier message 20:54"), "{}", page.text);
    let file = world.post(&format!("{path}/export"), &cookie, &[]).await;
    assert!(
        file.has("\"last_message_ms\": 1795380840000")
            && file.has("\"at\": \"2026-11-22T20:14:00+00:00\""),
        "{}",
        file.text
    );
}

#[tokio::test]
async fn a_message_says_in_which_language_it_is_on_a_page_in_another() {
    let world = World::new().await;
    let agent = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    let english = [("lang", "en"), ("back", "/")];
    world.post("/langue", &agent, &english).await;
    world.says(SELLER, "Marie", "A12").await;
    for words in ["A12", "Cocody, rue 12", "OUI"] {
        world.says(AWA, "Awa", words).await;
    }
    for path in ["/clientes/2", "/commandes/VF-0001"] {
        let page = world.get(path, &agent).await;
        assert!(page.has("<html lang=\"en\">"), "{path}");
        let told = "<span class=\"address\" dir=\"auto\" lang=\"fr\">A12, c&#x27;est à toi";
        assert!(page.has(told), "{path}: {}", page.text);
    }
}

#[tokio::test]
async fn what_nobody_understood_is_to_be_read_until_somebody_opens_her_page() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "agent@acme", "agent"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou", "A12").await;
    let marked = async |path: &str| {
        let list = world.get(path, &cookie).await;
        let rows = list.text.split("<li id=\"person-").skip(1);
        let marked = rows.filter(|row| row.contains("message à lire"));
        let name = |row: &str| {
            row.split("</b>")
                .next()
                .unwrap()
                .rsplit('>')
                .next()
                .unwrap()
                .to_owned()
        };
        marked.map(name).collect::<Vec<_>>()
    };
    let unclear = "vous êtes ouverts le dimanche matin";
    assert!(marked("/clientes").await.is_empty());
    assert!(!world.get("/live", &cookie).await.has("lire=1"));
    world.says(FATOU, "Fatou", unclear).await;
    world.clock.jump(60_000);
    world.says(AWA, "Awa", "PANIER").await;
    assert_eq!(marked("/clientes").await, ["Fatou"]);
    let live = world.get("/live", &cookie).await;
    assert!(
        live.has("href=\"/clientes?lire=1\">1 message à lire"),
        "{}",
        live.text
    );
    let only = world.get("/clientes?lire=1", &cookie).await;
    assert!(only.has(">Fatou<") && !only.has(">Awa<"), "{}", only.text);
    let hers = path_of(&world, &cookie, "Fatou").await;
    assert!(world.get(&hers, &cookie).await.has(unclear));
    assert!(marked("/clientes").await.is_empty());
    assert!(
        world
            .get("/clientes?lire=1", &cookie)
            .await
            .has("Tout est lu.")
    );
    // What she writes afterwards is new; after a day it is not waited for any more.
    world.says(FATOU, "Fatou", unclear).await;
    assert_eq!(marked("/clientes").await, ["Fatou"]);
    world.clock.jump(25 * 3_600_000);
    assert!(marked("/clientes").await.is_empty());
}
