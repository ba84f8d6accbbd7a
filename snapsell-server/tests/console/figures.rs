//! The owner's figures of a small live.

use crate::world::{AWA, FATOU, SELLER, World};

/// The cells of the first row as people read them.
fn first_row(page: &str) -> Vec<String> {
    let (_, body) = page.split_once("<tbody").expect("a table");
    let row = body.split("</tr>").next().unwrap();
    let cells = row.split("<td").skip(1);
    let words = |cell: &str| {
        let parts = cell.split('<').map(|part| part.rsplit('>').next().unwrap());
        let whole: Vec<&str> = parts.collect();
        whole.concat().trim().to_owned()
    };
    cells.map(words).collect()
}

#[tokio::test]
async fn a_live_is_counted_by_live_and_by_week_in_bars_and_in_a_table() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.sign_in("owner@acme").await;
    assert!(
        world
            .get("/bilan", &cookie)
            .await
            .has("Votre premier live remplira cette page")
    );
    world.says(SELLER, "Marie", "A12, S01 x3").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou", "A12").await;
    world.says(AWA, "Awa", "Cocody, rue 12").await;
    world.says(AWA, "Awa", "OUI").await;
    // Fatou waited until the end, for nothing.
    world.says(SELLER, "Marie", "FIN").await;
    for path in ["/bilan", "/bilan?par=semaine"] {
        let page = world.get(path, &cookie).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let row = first_row(&page.text);
        let goods = &row[0];
        assert!(goods.starts_with("5\u{202f}000"), "{path}: {row:?}");
        // Orders, units, confirmed, time, delivered, no-shows, missed units with what they would have brought.
        let missed = format!("1 {goods}");
        let expected = ["1", "1", "1 100\u{a0}% de 1", "0:00", "0", "0", &missed];
        assert_eq!(&row[1..8], expected, "{path}");
        // Stock left of the live: three S01; the piece is sold. Six messages came in.
        if path == "/bilan" {
            assert_eq!(row[8], "3");
        }
        assert!(row[row.len() - 1].starts_with("6 / "), "{path}: {row:?}");
        assert!(page.has("<svg class=\"chart\"") && page.has("width=\"100.0%\" height=\"12\""));
        assert!(!page.has("style="), "nothing inline");
    }
    // What is prepared for the next live was not left over from this one.
    world.clock.jump(60_000);
    let row = [("once", "abc"), ("row", "S02;;20;")];
    let confirm = world.post("/articles/import/confirmer", &cookie, &row);
    assert_eq!(confirm.await.status, 303);
    let page = world.get("/bilan", &cookie).await;
    assert_eq!(first_row(&page.text)[8], "3");
    assert!(page.has("<dd>23</dd>"), "stock left: {}", page.text);
}

#[tokio::test]
async fn messages_have_a_cost_once_the_owner_has_said_what_a_thousand_cost() {
    let world = World::new().await;
    let cookie = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    let paths = ["/bilan", "/bilan?par=semaine"];
    let messages = async |path| {
        let page = world.get(path, &cookie).await;
        let there = page.has("href=\"/reglages#messages\"");
        assert!(there, "where the price is said: {}", page.text);
        (first_row(&page.text).pop().unwrap(), page)
    };
    for path in paths {
        let (cell, page) = messages(path).await;
        assert_eq!(cell, "2 / 0", "{path}");
        assert!(page.has("Écrire le coût de 1\u{202f}000 messages"));
    }
    let mut settings = world.settings().await;
    settings.set("messages.cost", "3450").unwrap();
    world.configure(settings).await;
    for path in paths {
        let (cell, page) = messages(path).await;
        assert_eq!(cell, "2 / 0 ≈ 7\u{a0}F\u{a0}CFA", "{path}: 6.9, rounded up");
        let price = "à 3\u{202f}450\u{a0}F\u{a0}CFA pour 1\u{202f}000 messages";
        assert!(
            page.has(price) && page.has("Changer ce prix"),
            "{}",
            page.text
        );
    }
}

#[tokio::test]
async fn the_rail_leads_only_to_pages_that_exist() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.sign_in("owner@acme").await;
    let page = world.get("/bilan", &cookie).await;
    let rail = page.text.split("class=\"rail\"").nth(1).unwrap();
    let rail = rail.split("</nav>").next().unwrap();
    let links: Vec<&str> = rail
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(
        links.contains(&"/articles") && links.contains(&"/bilan"),
        "{links:?}"
    );
    for link in links {
        assert_eq!(world.get(link, &cookie).await.status, 200, "{link}");
    }
}
