//! The owner's figures of a small live.

use crate::world::{AWA, FATOU, SELLER, World};

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
        let start = page.text.find("<tbody><tr>").expect("a row");
        let end = page.text[start..].find("</tr>").unwrap();
        let row: Vec<String> = page.text[start..start + end]
            .split("</td>")
            .filter_map(|cell| cell.rsplit_once("\"num\">"))
            .map(|(_, text)| text.to_owned())
            .collect();
        // Sales, orders, units, ended, confirmed, rate, median, delivered, no-shows, missed units, missed sales.
        let expected = ["1", "1", "1", "1", "100\u{a0}%", "0:00", "0", "0 (–)", "1"];
        assert_eq!(&row[1..10], expected, "{path}");
        assert!(
            row[0].starts_with("5\u{202f}000") && row[10] == row[0],
            "{path}: {row:?}"
        );
        // Stock left of the live: three S01; the piece is sold.
        let messages = if path == "/bilan" {
            [row[11].as_str(), &row[12]]
        } else {
            ["3", &row[11]]
        };
        assert_eq!(messages, ["3", "6"], "{path}");
        assert!(page.has("<svg class=\"chart\"") && page.has("width=\"320\" height=\"12\""));
        assert!(!page.has("style="), "nothing inline");
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
