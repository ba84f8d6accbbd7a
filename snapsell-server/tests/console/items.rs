//! Items, the file with prepared stock, and labels.

use crate::world::{AWA, FATOU, SELLER, World};

#[tokio::test]
async fn items_show_what_is_left_and_who_waits_now_and_in_an_earlier_live() {
    let world = World::new().await;
    world.user(Some(world.shop), "seller@acme", "seller");
    let cookie = world.sign_in("seller@acme").await;
    let page = world.get("/articles", &cookie).await;
    assert!(
        page.has("Votre stock préparé apparaîtra ici"),
        "{}",
        page.text
    );
    assert!(!page.has("href=\"/nulle-part\"") && page.has("href=\"/articles\" aria-current"));
    world.says(SELLER, "Marie", "A12").await;
    world.says(AWA, "Awa", "A12").await;
    world.says(FATOU, "Fatou", "A12").await;
    let fields = [("text", "S01 S:5 M:10"), ("once", "7")];
    assert_eq!(
        world
            .post("/articles/ajouter", &cookie, &fields)
            .await
            .status,
        303
    );
    let wrong = world
        .post("/articles/ajouter", &cookie, &[("text", "S01 x2")])
        .await;
    assert!(
        wrong.status == 422 && wrong.has("Ce code est déjà utilisé"),
        "{}",
        wrong.text
    );
    assert!(wrong.has("value=\"S01 x2\""), "what was typed stays");
    let page = world.get("/articles", &cookie).await;
    for shown in [
        "<span>A12</span>",
        "<span>S01 S</span>",
        "5 / 5",
        "10 / 10",
        "pièce unique",
    ] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    assert!(page.text.find("S01 S").unwrap() < page.text.find("S01 M").unwrap());
    world.says(SELLER, "Marie", "FIN").await;
    let then = world.get("/articles?live=1", &cookie).await;
    assert!(then.status == 200 && then.has("<span>A12</span>") && !then.has(">Awa<"));
    let none = world.get("/articles?live=99", &cookie).await;
    assert!(none.has("Rien n'a été mis en vente") || none.has("Rien n&#x27;a été mis en vente"));
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_then_imported_once() {
    let world = World::new().await;
    world.user(Some(world.shop), "agent@acme", "agent");
    let cookie = world.sign_in("agent@acme").await;
    world.says(SELLER, "Marie", "B07 x1").await;
    let file = "\u{feff}Code;Taille;Quantité;Prix\r\nS02;M;5;2 500\r\nS02;L;1;2 500\r\n\
                =HYPERLINK(\"x\");;1;\r\nB07;;2;\r\nZ01;;2;\r\nA<b>1;;2;\r\nS03;;20;\r\n";
    let page = world
        .upload("/articles/import", &cookie, file.as_bytes())
        .await;
    assert_eq!(page.status, 200, "{}", page.text);
    for shown in [
        "3 lignes peuvent être importées",
        "4 lignes sont laissées de côté",
        "value=\"S02;M;5;2500\"",
        "commence comme une formule",
        "Ce code est déjà utilisé",
        "La grille n",
    ] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    assert!(!page.has("A<b>1"), "cells are text");
    let before = world
        .app
        .engine
        .look(world.shop, |shop| shop.items().count())
        .await
        .unwrap();
    assert_eq!(before, 1, "a look changes nothing");
    let rows = [
        ("once", "abc"),
        ("row", "S02;M;5;2500"),
        ("row", "S02;L;1;2500"),
        ("row", "S03;;20;"),
    ];
    for _ in 0..2 {
        let done = world
            .post("/articles/import/confirmer", &cookie, &rows)
            .await;
        assert_eq!(
            (done.status.as_u16(), done.location.as_str()),
            (303, "/articles?dit=imported")
        );
    }
    let stock = world.app.engine.look(world.shop, |shop| {
        let live = shop.live().is_some();
        let units: Vec<(String, u32, i64)> = shop
            .items()
            .map(|item| (item.named.to_string(), item.stock(), item.price.minor()))
            .collect();
        (live, units)
    });
    let (live, units) = stock.await.unwrap();
    assert!(!live, "preparing stock opens no live");
    assert_eq!(units.len(), 4, "{units:?}");
    assert!(
        units
            .iter()
            .any(|(_, stock, price)| (*stock, *price) == (20, 2_000))
    );
    let rows = [("once", "abd"), ("row", "S03;;9;"), ("row", "S04;;9;")];
    let some = world
        .post("/articles/import/confirmer", &cookie, &rows)
        .await;
    assert!(
        some.status == 409 && some.has("<li>S03</li>") && some.has("1 ligne a été"),
        "{}",
        some.text
    );
    let made_up = world
        .post("/articles/import/confirmer", &cookie, &[("row", "=1;;;")])
        .await;
    assert_eq!(made_up.status, 400);
    let none = world
        .upload("/articles/import", &cookie, b"\x89PNG\r\n\x00\x01")
        .await;
    assert!(
        none.status == 422 && none.has("nommer les colonnes"),
        "{}",
        none.text
    );
    let large = world
        .upload("/articles/import", &cookie, &vec![b'x'; 300 * 1024])
        .await;
    assert_eq!(large.status, 413);
    assert!(large.has("un fichier plus petit"), "{}", large.text);
}

#[tokio::test]
async fn labels_open_a_conversation_and_their_page_has_no_script() {
    let world = World::new().await;
    world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.sign_in("owner@acme").await;
    let page = world
        .get("/articles/etiquettes?lettres=a&de=9&a=11", &cookie)
        .await;
    for shown in ["<b>A09</b>", "<b>A11</b>", "<svg viewBox", "5\u{202f}000"] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    assert!(!page.has("<script") && page.text.matches("<svg viewBox=\"0 0 ").count() >= 3);
    let wrong = world
        .get("/articles/etiquettes?lettres=A&de=1&a=9999", &cookie)
        .await;
    assert!(
        wrong.status == 200 && wrong.has("labels-wrong") && !wrong.has("<b>A"),
        "{}",
        wrong.text
    );
    assert!(
        world
            .get("/articles/etiquettes", &cookie)
            .await
            .has("Choisissez une lettre")
    );
    world.says(SELLER, "Marie", "S01 S:5 M:10").await;
    let sale = world.get("/articles/etiquettes", &cookie).await;
    assert_eq!(
        sale.text.matches("<b>S01</b>").count(),
        1,
        "one label, two sizes"
    );
}

#[tokio::test]
async fn a_live_of_last_year_can_be_chosen_too() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    for _ in 0..20 {
        for words in ["LIVE", "A12", "FIN"] {
            world.says(SELLER, "Marie", words).await;
        }
    }
    let page = world.get("/articles?live=1", &owner).await;
    assert!(page.has("<option value=\"1\" selected>"), "{}", page.text);
}
