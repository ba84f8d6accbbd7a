//! Forgetting at its edges: a ledger that was cut short, a shop that is not there, two erasures of which one is complete.

use crate::StoreError;
use crate::contacts::ContactRef;
use crate::fixture::{Folder, at, new_shop};
use snapsell_core::{CustomerId, ShopId};

#[test]
fn a_line_that_a_crash_cut_short_spoils_no_other() {
    let (folder, store, shop) = Folder::with_shop();
    let ledger = folder.path("shop.db.erasures");
    std::fs::write(&ledger, r#"{"of":"half"#).unwrap();
    store
        .erase_customer(shop, CustomerId::new(1), at(1))
        .unwrap();
    let lines = store.ledger().read().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].customer, 1);
}

#[test]
fn a_shop_that_is_not_there_cannot_leave_and_the_newest_keeps_its_number() {
    let (_folder, store, shop) = Folder::with_shop();
    let nobody = ShopId::new(99);
    let missing = Err(StoreError::Missing("shop"));
    assert_eq!(store.erase_shop(nobody, at(1)), missing);
    assert_eq!(store.erasures(nobody).unwrap(), []);
    store.erase_shop(shop, at(1)).unwrap();
    let next = store.create_shop(&new_shop("next"));
    assert_eq!(next, Ok(shop.next()));
    let left = store.contact(
        shop,
        &ContactRef {
            phone: Some("+33600000001"),
            user_id: None,
            name: None,
            at: at(1),
        },
    );
    assert_eq!(left.map(|_| ()), missing, "nothing of it is in memory");
}

#[test]
fn an_erasure_that_is_complete_says_nothing_of_others() {
    let (_folder, store, shop) = Folder::with_shop();
    let other_shop = store.create_shop(&new_shop("other")).unwrap();
    let [her, other] = [1, 2].map(CustomerId::new);
    store.cut(shop, other, at(1)).unwrap();
    store.cut(other_shop, her, at(1)).unwrap();
    store.erase_customer(shop, her, at(2)).unwrap();
    let done = store.done().unwrap();
    assert_eq!(done, [(shop.get(), her.get())].into());
}
