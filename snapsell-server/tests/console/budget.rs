//! What a page may weigh on a phone's line, where it may load from, and how short the way to a first order is.

use std::collections::BTreeSet;

use axum::body::Body;
use http::Request;
use snapsell_core::{Content, OrderNumber};
use snapsell_server::engine::{Incoming, Sender};

use crate::world::{AWA, FATOU, PASSWORD, PUBLIC_URL, Page, SELLER, World};

/// HTML, style and script of the first page, compressed, in bytes.
const FIRST_VIEW_MAX: usize = 45 * 1024;
/// HTML of any later page, compressed.
const LATER_VIEW_MAX: usize = 10 * 1024;
/// The landing page, with its style; it has no script.
const LANDING_MAX: usize = 30 * 1024;

/// An evening: two codes, a queue, an order.
async fn evening(world: &World) {
    for (phone, name, text) in [
        (SELLER, "Marie", "A12"),
        (SELLER, "Marie", "S01 x20"),
        (AWA, "Awa Koné", "A12"),
        (FATOU, "Fatou", "A12 S1"),
        (AWA, "Awa Koné", "Cocody, rue 12"),
        (AWA, "Awa Koné", "OUI"),
    ] {
        world.says(phone, name, text).await;
    }
    world.app.store.flush_contacts().unwrap();
}

/// A page as it travels.
async fn compressed(world: &World, path: &str, cookie: &str) -> Page {
    let request = Request::get(path)
        .header("host", "127.0.0.1:8080")
        .header("accept-encoding", "gzip, br")
        .header("cookie", format!("snapsell={cookie}"));
    let page = world.raw(request.body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, 200, "{path}");
    assert!(page.headers.contains_key("content-encoding"), "{path}");
    page
}

/// What a page loads: its `src`s and its style.
fn loads(page: &Page) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for mark in [
        "src=\"",
        "<link rel=\"stylesheet\" href=\"",
        "<link rel=\"icon\" href=\"",
    ] {
        for after in page.text.split(mark).skip(1) {
            found.insert(after.split('"').next().unwrap().to_owned());
        }
    }
    found
}

#[tokio::test]
async fn a_first_view_fits_45_kilobytes_and_a_later_one_10() {
    let world = World::new().await;
    evening(&world).await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let plain = world.get("/live", &owner).await;
    let assets: Vec<String> = loads(&plain)
        .into_iter()
        .filter(|path| path.ends_with(".css") || path.ends_with(".js"))
        .collect();
    assert_eq!(assets.len(), 2, "one style, one script");
    let mut first = compressed(&world, "/live", &owner).await.bytes.len();
    for asset in &assets {
        first += compressed(&world, asset, &owner).await.bytes.len();
    }
    assert!(first <= FIRST_VIEW_MAX, "{first} bytes");
    for path in [
        "/live",
        "/commandes",
        "/commandes/VF-0001",
        "/preuves",
        "/articles",
        "/clientes",
        "/bilan",
        "/erreurs",
        "/reglages",
        "/demarrer",
        "/essai",
        "/equipe",
        "/compte",
        "/aide",
    ] {
        let bytes = compressed(&world, path, &owner).await.bytes.len();
        assert!(bytes <= LATER_VIEW_MAX, "{path}: {bytes} bytes");
    }
    let style = assets.iter().find(|path| path.ends_with(".css")).unwrap();
    let landing = compressed(&world, "/", "").await.bytes.len()
        + compressed(&world, style, "").await.bytes.len();
    assert!(landing <= LANDING_MAX, "{landing} bytes");
    let landing = world.get("/", "").await;
    assert!(!landing.has("<script"), "the landing page needs none");
}

#[tokio::test]
async fn every_page_loads_from_here_alone_under_a_strict_policy() {
    let world = World::new().await;
    evening(&world).await;
    let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let ops = world.session(world.user(None, "ops@snapsell", "ops"));
    let mut seen = 0;
    for route in snapsell_server::console::table() {
        if route.method != http::Method::GET || route.path.contains('{') || route.path == "/flux" {
            continue;
        }
        for cookie in ["", &owner, &ops] {
            let page = world.get(route.path, cookie).await;
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
                "{route:?}: {policy}"
            );
            assert!(
                !policy.contains("unsafe") && !policy.contains('*'),
                "{policy}"
            );
            let html = page.headers.get("content-type");
            if page.status != 200 || html.is_none_or(|kind| kind != "text/html; charset=utf-8") {
                continue;
            }
            seen += 1;
            for address in loads(&page) {
                assert!(
                    address.starts_with('/') && !address.starts_with("//"),
                    "{route:?} loads {address}"
                );
            }
            for inline in ["<style", "style=\"", "onclick", "javascript:", "<script>"] {
                assert!(!page.has(inline), "{route:?} has {inline}");
            }
        }
    }
    assert!(seen >= 20, "{seen} pages were looked at");
}

/// Names of the fields that a form will not go without.
fn required(page: &Page, action: &str) -> usize {
    let form = page.text.split(&format!("action=\"{action}\"")).nth(1);
    let form = form.expect("the form").split("</form>").next().unwrap();
    form.matches("required=").count()
}

#[tokio::test]
async fn from_a_fresh_installation_to_a_first_order_it_takes_two_pages_and_three_forms() {
    let world = World::new().await;
    let store = &world.app.store;
    let link = snapsell_server::console::setup_link(store, PUBLIC_URL, world.app.now());
    let link = link.unwrap().expect("nobody may sign in yet");
    let link = link.strip_prefix(PUBLIC_URL).unwrap().to_owned();

    // The first page and its form.
    let (mut pages, mut forms, mut typed) = (0, 0, 0);
    let page = world.get(&link, "").await;
    pages += 1;
    typed += required(&page, &link);
    let fields = [
        ("shop", "Chez Awa"),
        ("email", "awa@example.org"),
        ("password", PASSWORD),
    ];
    let made = world.post(&link, "", &fields).await;
    forms += 1;
    let cookie = made.cookie.expect("she is signed in at once");

    // The second page with the other two; prices are there already.
    let page = world.get(&made.location, &cookie).await;
    pages += 1;
    assert!(page.has("A:5000,B:10000,C:15000"), "{}", page.text);
    assert!(
        page.has("1. ") && page.has("3. ") && !page.has("4. "),
        "three steps, as sign-up says"
    );
    let prices = [("grid", "A:5000,B:10000,C:15000"), ("delivery-fee", "1500")];
    assert_eq!(
        world.post("/demarrer/prix", &cookie, &prices).await.status,
        303
    );
    forms += 1;
    typed += required(&page, "/demarrer/whatsapp");
    world.connect(&cookie).await;
    forms += 1;

    // The rest happens on WhatsApp.
    let shop = store.shop_by_slug("chez-awa").unwrap().unwrap().id;
    let messages = [
        (SELLER, "A12"),
        (AWA, "A12"),
        (AWA, "Cocody, rue 12"),
        (AWA, "OUI"),
    ];
    for (number, (phone, words)) in messages.iter().enumerate() {
        let incoming = Incoming {
            native_id: format!("SM{:032x}", 0xabc_000 + number),
            sender: Sender {
                phone: Some((*phone).to_owned()),
                user_id: None,
                name: None,
            },
            content: Content::Text((*words).to_owned()),
            words: None,
            media: Vec::new(),
        };
        let answer = world.app.engine.message(shop, incoming).unwrap();
        answer.await.unwrap().unwrap();
    }
    let order = store.order(shop, OrderNumber::new(1)).unwrap();
    assert_eq!(order.expect("an order").order.total().minor(), 6_500);
    assert!(world.get("/commandes", &cookie).await.has("VF-0001"));
    assert_eq!(
        (pages, forms, typed),
        (2, 3, 7),
        "pages, forms, fields that must be filled"
    );
}
