//! Where one is and where one can go: the rail, and the places behind its last entry on a phone.

use std::collections::BTreeSet;

use crate::world::{Page, World};

/// A part of a page, from one mark to the next of another kind.
fn part<'a>(page: &'a Page, from: &str, to: &str) -> &'a str {
    let after = page.text.split_once(from).expect("the part is there").1;
    after.split(to).next().unwrap()
}

/// The links in a part, as they are written.
fn links(part: &str) -> Vec<&str> {
    part.split("<a ")
        .skip(1)
        .map(|rest| rest.split("</a>").next().unwrap())
        .collect()
}

/// The links of a part that are marked as current.
fn marked<'a>(part: &'a str, how: &str) -> Vec<&'a str> {
    let mark = format!("aria-current=\"{how}\"");
    let all = links(part);
    all.into_iter()
        .filter(|link| link.contains(&mark))
        .collect()
}

#[tokio::test]
async fn every_place_has_a_picture_of_its_own() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let page = world.get("/live", &owner).await;
    let rail = links(part(&page, "class=\"rail\"", "</nav>"));
    let drawings: BTreeSet<&str> = rail
        .iter()
        .map(|link| {
            let svg = link.split_once("<svg").unwrap().1;
            svg.split("</svg>").next().unwrap()
        })
        .collect();
    assert_eq!(drawings.len(), rail.len(), "{rail:#?}");
}

#[tokio::test]
async fn a_place_behind_the_last_entry_is_named_there_and_marked_among_the_others() {
    let world = World::new().await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let page = world.get("/bilan", &owner).await;
    let rail = part(&page, "class=\"rail\"", "</nav>");
    let more = marked(rail, "true");
    assert_eq!(more.len(), 1, "{rail}");
    assert!(
        more[0].contains("href=\"/aide?de=figures#plus\"") && more[0].contains(">: Bilan<"),
        "{}",
        more[0]
    );
    let page = world.get("/aide?de=figures", &owner).await;
    let places = marked(part(&page, "id=\"plus\"", "</section>"), "true");
    assert!(
        matches!(&*places, [one] if one.contains("href=\"/bilan\"")),
        "{places:?}"
    );
    let here = marked(part(&page, "class=\"me\"", "</nav>"), "page");
    assert!(
        matches!(&*here, [one] if one.contains("href=\"/aide\"")),
        "{here:?}"
    );
    for path in ["/aide", "/aide?de=nowhere"] {
        let page = world.get(path, &owner).await;
        let places = marked(part(&page, "id=\"plus\"", "</section>"), "true");
        assert!(places.is_empty(), "{path}: {places:?}");
    }
    let page = world.get("/live", &owner).await;
    let rail = part(&page, "class=\"rail\"", "</nav>");
    assert!(marked(rail, "true").is_empty() && rail.contains("href=\"/aide#plus\""));
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_the_page_that_it_stands_on() {
    let world = World::new().await;
    for (form, page) in [
        ("/commandes/VF-0002/livraison", "/commandes/VF-0002"),
        ("/clientes/350/numero", "/clientes/350"),
        ("/live/ajouter", "/live"),
        ("/reglages/grille?x=1", "/reglages"),
        ("/langue", "/"),
    ] {
        let led = world.get(form, "").await;
        assert_eq!((led.status.as_u16(), &*led.location), (303, page), "{form}");
        assert!(led.headers.contains_key("content-security-policy"));
    }
    assert_eq!(world.post("/aide", "", &[]).await.status, 405);
}
