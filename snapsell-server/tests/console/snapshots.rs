//! Pages as people have looked at them: each one, in both languages, is what stands in `snapshots/`.

use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use http::Request;
use snapsell_core::{Lang, Money};

use crate::world::{AWA, FATOU, SELLER, World};

/// Pages by name, path, and who looks at them.
const PAGES: [(&str, &str, Who); 27] = [
    ("landing", "/", Who::Stranger),
    ("enter", "/connexion", Who::Stranger),
    ("signup", "/inscription", Who::Stranger),
    ("missing", "/nowhere", Who::Stranger),
    ("live", "/live", Who::Owner),
    ("orders", "/commandes", Who::Owner),
    ("order", "/commandes/VF-0001", Who::Owner),
    ("slips", "/commandes/bordereaux?order=VF-0001", Who::Owner),
    ("picks", "/commandes/preparation?order=VF-0001", Who::Owner),
    ("riders", "/commandes/livreur?order=VF-0001", Who::Owner),
    ("proofs", "/preuves", Who::Owner),
    ("items", "/articles", Who::Owner),
    ("labels", "/articles/etiquettes", Who::Owner),
    ("customers", "/clientes", Who::Owner),
    ("customer", "/clientes/2", Who::Owner),
    ("figures", "/bilan", Who::Owner),
    ("errors", "/erreurs", Who::Owner),
    (
        "trail",
        "/suivi?id=SM00000000000000000000000000000003",
        Who::Owner,
    ),
    ("deeds", "/suivi", Who::Owner),
    ("settings", "/reglages", Who::Owner),
    ("start", "/demarrer", Who::Owner),
    ("team", "/equipe", Who::Owner),
    ("help", "/aide", Who::Owner),
    ("account", "/compte", Who::Owner),
    ("ops", "/ops", Who::Ops),
    ("trail-ops", "/ops/suivi?id=00000000", Who::Ops),
    ("live-agent", "/live", Who::Agent),
];

#[derive(Clone, Copy)]
enum Who {
    Stranger,
    Owner,
    Agent,
    Ops,
}

/// Two codes, a queue, an order, a receipt that waits, somebody who said STOP.
async fn evening(world: &World) {
    for (phone, name, text) in [
        (SELLER, "Marie", "A12"),
        (SELLER, "Marie", "S01 x20"),
        (AWA, "Awa Koné", "A12"),
        (FATOU, "Fatou", "A12 S1 x2"),
        (AWA, "Awa Koné", "Cocody, rue 12"),
        (AWA, "Awa Koné", "OUI"),
        (FATOU, "Fatou", "payé, ref 123"),
        ("+2250700000044", "Kady", "A15"),
        ("+2250700000044", "Kady", "STOP"),
    ] {
        world.says(phone, name, text).await;
    }
    zones(world).await;
    world.app.store.flush_contacts().unwrap();
}

/// Delivery costs something else in two parts of town.
async fn zones(world: &World) {
    let mut settings = world.settings().await;
    settings.delivery_fee = Money::from_minor(1_500);
    settings
        .set("delivery.zones", "Bonapriso:1000, Bonabéri:2000")
        .unwrap();
    world.configure(settings).await;
}

/// What is different every time stands between these: names of commands, of files built in, of addresses; the secret of
/// a second factor, and the size of a database.
const CHANGING: [(&str, &str); 9] = [
    ("name=\"once\" value=\"", "\""),
    ("/assets/", "/"),
    ("/direct/", "/"),
    ("class=\"qr\" ", "</div>"),
    ("id=\"secret\">", "</code>"),
    ("secret=", "&amp;"),
    ("name=\"secret\" value=\"", "\""),
    (", base de ", " Mio"),
    (", database of ", " MiB"),
];

/// A table of stock with a row for each thing that can be wrong with it.
const STOCK: &str = "code;taille;quantité;prix\nS10;M;5;2500\nS11;;;\nB20;;3;\n=1+1;;;\nS10;M;1;\nS12;;0;\nS13;;1;cher\nX1;;1;\n\
    \u{202e}S14;;1;\n";

/// The page without what is different every time. One tag a line, so that a difference is short.
fn stable(page: &str) -> String {
    let mut text = page.to_owned();
    for (before, after) in CHANGING {
        let mut parts = text.split(before);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.find(after).map_or("", |end| &part[end..]);
            kept.push_str(before);
            kept.push_str("ANY");
            kept.push_str(rest);
        }
        text = kept;
    }
    text.replace("><", ">\n<")
}

async fn shown(world: &World, path: &str, cookie: &str, lang: &str) -> String {
    let request = Request::get(path)
        .header("host", "127.0.0.1:8080")
        .header("accept-language", lang)
        .header("cookie", format!("snapsell={cookie}"));
    world.raw(request.body(Body::empty()).unwrap()).await.text
}

/// The address of a page over the video.
async fn overlay(world: &World, cookie: &str) -> String {
    let made = world.post("/reglages/incrustation/lien", cookie, &[]).await;
    let (_, rest) = made.text.split_once("/direct/").expect("an address");
    format!("/direct/{}", &rest[..43])
}

/// The shop's own language, which a page over the video is in, whatever the studio's browser speaks.
async fn speak(world: &World, lang: &str) {
    let mut settings = world.settings().await;
    settings.lang = match lang {
        "fr" => Lang::Fr,
        _ => Lang::En,
    };
    world.configure(settings).await;
}

/// The lines that differ first.
fn difference(kept: &str, now: &str) -> String {
    let same = kept
        .lines()
        .zip(now.lines())
        .take_while(|(kept, now)| kept == now)
        .count();
    let some = |text: &str, mark: &str| {
        let lines = text.lines().skip(same).take(3);
        lines
            .map(|line| format!("  {mark} {line}\n"))
            .collect::<String>()
    };
    format!("{}{}", some(kept, "-"), some(now, "+"))
}

#[tokio::test]
async fn every_page_is_as_it_was_looked_at() {
    let world = World::new().await;
    evening(&world).await;
    let users = ["owner", "agent", "ops"].map(|role| {
        let shop = (role != "ops").then_some(world.shop);
        world.session(world.user(shop, &format!("{role}@acme"), role))
    });
    let over = overlay(&world, &users[0]).await;
    let mut wrong = String::new();
    for lang in ["fr", "en"] {
        for cookie in &users {
            let chosen = world
                .post("/langue", cookie, &[("lang", lang), ("back", "/")])
                .await;
            assert_eq!(chosen.status, 303);
        }
        let mut pages = Vec::new();
        for (name, path, who) in PAGES {
            let cookie = match who {
                Who::Stranger => "",
                Who::Owner => &users[0],
                Who::Agent => &users[1],
                Who::Ops => &users[2],
            };
            pages.push((name, shown(&world, path, cookie, lang).await));
        }
        let checked = world.upload("/articles/import", &users[0], STOCK.as_bytes());
        pages.push(("import", checked.await.text));
        speak(&world, lang).await;
        pages.push(("overlay", shown(&world, &over, "", lang).await));
        for (name, page) in pages {
            wrong.push_str(&compared(name, lang, &page));
        }
    }
    nothing_changed(&wrong);
}

/// The phones of a trial: with nothing on them, and with an order.
#[tokio::test]
async fn the_trial_is_as_it_was_looked_at() {
    let mut wrong = String::new();
    for lang in ["fr", "en"] {
        let world = World::new().await;
        let owner = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
        let chosen = [("lang", lang), ("back", "/")];
        world.post("/langue", &owner, &chosen).await;
        speak(&world, lang).await;
        let page = shown(&world, "/essai", &owner, lang).await;
        wrong.push_str(&compared("trial", lang, &page));
        for (path, field, words) in [
            ("/essai/vendeuse", "offer", "A12"),
            ("/essai/cliente", "words", "A12"),
            ("/essai/cliente", "words", "Cocody, rue 12"),
            ("/essai/cliente", "words", "OUI"),
        ] {
            let sent = world.post(path, &owner, &[(field, words)]).await;
            assert_eq!(sent.status, 303, "{words}");
        }
        let page = shown(&world, "/essai?chez=cliente", &owner, lang).await;
        wrong.push_str(&compared("trial-played", lang, &page));
    }
    nothing_changed(&wrong);
}

/// Where pages lie as people have looked at them, and as they are now.
fn folders() -> (PathBuf, PathBuf) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/console/snapshots");
    let fresh = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
    fs::create_dir_all(&fresh).unwrap();
    (kept, fresh)
}

/// What differs from the page as it was looked at; nothing when nothing does.
fn compared(name: &str, lang: &str, page: &str) -> String {
    let (folder, fresh) = folders();
    let now = stable(page);
    assert!(
        now.contains(&format!("lang=\"{lang}\"")),
        "{name} speaks {lang}"
    );
    let file = format!("{name}.{lang}.html");
    fs::write(fresh.join(&file), &now).unwrap();
    let kept = fs::read_to_string(folder.join(&file)).unwrap_or_default();
    match kept == now {
        true => String::new(),
        false => format!("{file}\n{}", difference(&kept, &now)),
    }
}

fn nothing_changed(wrong: &str) {
    let (folder, fresh) = folders();
    assert!(
        wrong.is_empty(),
        "pages changed:\n{wrong}if they are right: cp {}/* {}/",
        fresh.display(),
        folder.display()
    );
}
