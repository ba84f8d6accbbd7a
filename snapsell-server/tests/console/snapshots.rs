//! Pages as people have looked at them: each one, in both languages, is what stands in `snapshots/`.

use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use http::Request;

use crate::world::{AWA, FATOU, SELLER, World};

/// Pages by name, path, and who looks at them.
const PAGES: [(&str, &str, Who); 18] = [
    ("landing", "/", Who::Stranger),
    ("enter", "/connexion", Who::Stranger),
    ("signup", "/inscription", Who::Stranger),
    ("missing", "/nowhere", Who::Stranger),
    ("live", "/live", Who::Owner),
    ("orders", "/commandes", Who::Owner),
    ("order", "/commandes/VF-0001", Who::Owner),
    ("slips", "/commandes/bordereaux?order=VF-0001", Who::Owner),
    ("proofs", "/preuves", Who::Owner),
    ("items", "/articles", Who::Owner),
    ("customers", "/clientes", Who::Owner),
    ("figures", "/bilan", Who::Owner),
    ("errors", "/erreurs", Who::Owner),
    ("settings", "/reglages", Who::Owner),
    ("start", "/demarrer", Who::Owner),
    ("team", "/equipe", Who::Owner),
    ("help", "/aide", Who::Owner),
    ("live-agent", "/live", Who::Agent),
];

#[derive(Clone, Copy)]
enum Who {
    Stranger,
    Owner,
    Agent,
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
    world.app.store.flush_contacts().unwrap();
}

/// The page without what is different every time: names of commands and of files built in. One tag a line, so that a
/// difference is short.
fn stable(page: &str) -> String {
    let mut text = page.to_owned();
    for (before, after) in [("name=\"once\" value=\"", '"'), ("/assets/", '/')] {
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
    let page = world.raw(request.body(Body::empty()).unwrap()).await;
    stable(&page.text)
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
    let users = ["owner", "agent"].map(|role| {
        let user = world.user(Some(world.shop), &format!("{role}@acme"), role);
        world.session(user)
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/console/snapshots");
    let fresh = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
    fs::create_dir_all(&fresh).unwrap();
    let mut wrong = String::new();
    for lang in ["fr", "en"] {
        for cookie in &users {
            let chosen = world
                .post("/langue", cookie, &[("lang", lang), ("back", "/")])
                .await;
            assert_eq!(chosen.status, 303);
        }
        for (name, path, who) in PAGES {
            let cookie = match who {
                Who::Stranger => "",
                Who::Owner => &users[0],
                Who::Agent => &users[1],
            };
            let now = shown(&world, path, cookie, lang).await;
            assert!(
                now.contains(&format!("lang=\"{lang}\"")),
                "{path} speaks {lang}"
            );
            let file = format!("{name}.{lang}.html");
            fs::write(fresh.join(&file), &now).unwrap();
            let kept = fs::read_to_string(folder.join(&file)).unwrap_or_default();
            if kept != now {
                wrong.push_str(&format!("{file}\n{}", difference(&kept, &now)));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "pages changed:\n{wrong}if they are right: cp {}/* {}/",
        fresh.display(),
        folder.display()
    );
}
