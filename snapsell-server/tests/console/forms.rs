//! What the forms of every page carry: a name for their command, and never one that another form carries too.

use std::collections::BTreeSet;

use crate::world::{AWA, FATOU, SELLER, World};

/// Pages with forms that change something by the rules.
const PAGES: [&str; 7] = [
    "/live",
    "/preuves",
    "/demarrer",
    "/reglages",
    "/articles",
    "/commandes/VF-0001",
    "/clientes/2",
];

#[tokio::test]
async fn each_form_names_its_command_by_itself() {
    let world = World::new().await;
    for (phone, text) in [
        (SELLER, "A12"),
        (SELLER, "A13"),
        (SELLER, "S01 x5"),
        (AWA, "A12"),
        (AWA, "Cocody, rue 12"),
        (AWA, "OUI"),
        (AWA, "S1"),
        (FATOU, "A13"),
        (AWA, "payé, ref 122"),
        (FATOU, "payé, ref 123"),
    ] {
        world.says(phone, "Somebody", text).await;
    }
    let cookie = world.session(world.user(Some(world.shop), "owner@acme", "owner"));
    let mut seen = BTreeSet::new();
    for page in PAGES {
        let text = world.get(page, &cookie).await.text;
        let mut names: Vec<&str> = text.split("name=\"once\" value=\"").collect();
        let before = names.remove(0);
        assert!(before.contains("<h1"), "{page}: {text}");
        assert!(!names.is_empty(), "{page} has forms");
        for name in names {
            let name = name.split('"').next().unwrap();
            let is_id = name.len() == 32 && u128::from_str_radix(name, 16).is_ok();
            assert!(is_id, "{page}: `{name}` names no command");
            assert!(seen.insert(name.to_owned()), "{page}: {name} twice");
        }
    }
}
