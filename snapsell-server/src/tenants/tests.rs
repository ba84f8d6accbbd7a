//! What is remembered of shops, for how long, and how much strangers may ask.

use snapsell_core::Timestamp;
use snapsell_store::{MasterKey, NewShop, Options};

use super::*;
use crate::logs::testkit::Capture;

/// A directory over one shop, and its clock.
struct Base {
    _folder: tempfile::TempDir,
    store: Store,
    clock: Clock,
    tenants: Tenants,
    shop: ShopId,
}

fn new_shop(slug: &str, name: &str) -> NewShop {
    NewShop {
        slug: slug.into(),
        name: name.into(),
        whatsapp: "+14155238886".into(),
        account_sid: format!("AC{:032x}", 7),
        auth_tokens: vec!["token".into()],
        api_key: None,
    }
}

impl Base {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        let shop = store.create_shop(&new_shop("acme", "Acme")).unwrap();
        let clock = Clock::manual(1_000_000);
        let base = ApiBase::parse("http://127.0.0.1:9").unwrap();
        let url = "https://shop.example/";
        Self {
            _folder: folder,
            tenants: Tenants::new(store.clone(), clock.clone(), url, base),
            store,
            clock,
            shop,
        }
    }

    /// Its owner gives it another name.
    fn rename(&self, name: &str) {
        let new = new_shop("acme", name);
        self.store.update_shop(self.shop, &new).unwrap();
    }

    fn found(&self, slug: &str) -> Option<Arc<Tenant>> {
        self.tenants.by_slug(slug).unwrap()
    }
}

fn name(tenant: Option<Arc<Tenant>>) -> String {
    tenant.expect("it is known").name.clone()
}

#[test]
fn a_shop_is_read_again_after_a_while_and_not_before() {
    let base = Base::new();
    let by_id = || name(base.tenants.by_id(base.shop).unwrap());
    assert!(base.tenants.known("acme").is_none(), "nobody asked yet");
    let first = base.found("acme").unwrap();
    assert_eq!(first.status_url, "https://shop.example/t/acme/status");
    base.rename("Chez Awa");
    base.clock.jump(FRESH_MS - 1);
    assert_eq!(name(base.tenants.known("acme")), "Acme");
    assert_eq!(
        (name(base.found("acme")), by_id()),
        ("Acme".into(), "Acme".into())
    );
    base.clock.jump(1);
    assert!(base.tenants.known("acme").is_none());
    assert_eq!(by_id(), "Chez Awa");
    assert_eq!(
        name(base.tenants.known("acme")),
        "Chez Awa",
        "by either way"
    );
}

#[test]
fn a_wrong_signature_reads_a_shop_again_but_not_twice_in_a_moment() {
    let base = Base::new();
    let first = base.found("acme").unwrap();
    base.rename("Chez Awa");
    base.clock.jump(REREAD_MS - 1);
    assert!(base.tenants.again(&first).unwrap().is_none());
    base.clock.jump(1);
    let renewed = base.tenants.again(&first).unwrap().unwrap();
    assert_eq!(renewed.name, "Chez Awa");
    base.rename("Chez Fatou");
    assert!(base.tenants.again(&renewed).unwrap().is_none());
    assert_eq!(name(base.tenants.known("acme")), "Chez Awa");
    base.store
        .erase_shop(base.shop, Timestamp::from_millis(1))
        .unwrap();
    base.clock.jump(REREAD_MS);
    assert!(base.tenants.again(&renewed).unwrap().is_none());
    assert!(base.tenants.known("acme").is_none());
    let by_id = base.tenants.by_id(base.shop).unwrap();
    assert!(by_id.is_none(), "gone by either way");
}

#[test]
fn strangers_ask_so_often_in_a_second_and_shops_as_they_like() {
    let base = Base::new();
    assert!(base.found("acme").is_some());
    base.clock.jump(FRESH_MS);
    let long = "x".repeat(SLUG_BYTES_MAX + 1);
    for _ in 0..2 * STRANGERS_PER_SECOND_MAX {
        assert!(
            base.found(&long).is_none(),
            "such a name is never looked up"
        );
    }
    for stranger in 1..STRANGERS_PER_SECOND_MAX {
        assert!(base.found(&format!("nobody-{stranger}")).is_none());
    }
    for slug in ["last", "late"] {
        base.store.create_shop(&new_shop(slug, slug)).unwrap();
    }
    assert!(base.found("last").is_some());
    assert!(base.found("late").is_none(), "one too many");
    assert!(base.found("acme").is_some(), "it is no stranger");
    base.clock.jump(1_000);
    assert!(base.found("late").is_some());
}

#[test]
fn that_webhooks_are_refused_is_said_now_and_then_for_each_shop() {
    let base = Base::new();
    let tenant = base.found("acme").unwrap();
    let capture = Capture::default();
    let _log = capture.start();
    let said = |why| {
        base.tenants.refused(&tenant, "/t/acme/in", why);
        capture.text().lines().count()
    };
    let [forged, another] = [Refused::Unsigned, Refused::Another];
    assert_eq!([said(forged), said(forged)], [1, 1]);
    base.clock.jump(REFUSAL_SAID_MS - 1);
    assert_eq!(said(forged), 1);
    assert_eq!(said(another), 2, "a forger hides nothing that was signed");
    assert!(capture.text().contains("another account or number"));
    base.clock.jump(1);
    assert_eq!([said(another), said(forged)], [2, 3]);
}

#[test]
fn what_is_remembered_has_an_end() {
    let base = Base::new();
    let tenant = base.found("acme").unwrap();
    let inner = &base.tenants.0;
    let names = (0..KNOWN_MAX).map(|number| (format!("n{number}"), Arc::clone(&tenant)));
    inner.known.write().unwrap().by_slug = names.collect();
    let shops =
        (0..KNOWN_MAX as u32).map(|number| ((ShopId::new(1_000 + number), Refused::Another), 0));
    *inner.refusals.write().unwrap() = shops.collect();
    assert!(base.found("acme").is_some());
    base.tenants
        .refused(&tenant, "/t/acme/in", Refused::Another);
    assert_eq!(inner.known.read().unwrap().by_slug.len(), 1);
    assert_eq!(inner.refusals.read().unwrap().len(), 1);
}

#[test]
fn a_shop_without_a_number_is_served_to_nobody_and_that_is_no_mistake() {
    let base = Base::new();
    let capture = Capture::default();
    let _log = capture.start();
    let mut unconnected = new_shop("new", "New");
    unconnected.account_sid = String::new();
    let mut wrong = new_shop("wrong", "Wrong");
    wrong.account_sid = "AC1".into();
    for new in [&unconnected, &wrong] {
        base.store.create_shop(new).unwrap();
        assert!(base.found(&new.slug).is_none());
    }
    let text = capture.text();
    assert!(
        text.contains("\"wrong\"") && !text.contains("\"new\""),
        "{text}"
    );
}
