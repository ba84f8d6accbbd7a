use snapsell_core::{
    Actor, Change, Code, CommandId, Entry, ItemId, ItemKind, Label, LiveId, Money, Settings, Size,
    Timestamp, Version,
};
use snapsell_store::NewShop;

use super::super::restless::Restless;
use super::super::tests::Base;
use super::*;

fn saved(store: &Store, shop: ShopId) -> Version {
    store
        .snapshot(shop)
        .unwrap()
        .map_or(Version::new(0), |state| state.version())
}

#[test]
fn a_state_is_saved_after_so_many_entries_whatever_another_shop_does() {
    let base = Base::new();
    let store = base.store();
    let [mut one, mut two] = base.shops.map(Restless::new);
    let mut saver = Saver::by_hand(store.clone(), 4);
    let mut lands = |shop: &mut Restless, count| saver.landed(shop.decides(&store, count));
    lands(&mut one, 3);
    lands(&mut two, 3);
    assert_eq!(saved(&store, one.id).get(), 0);
    lands(&mut one, 1);
    assert_eq!(saved(&store, one.id).get(), 4);
    assert_eq!(saved(&store, two.id).get(), 0);
    lands(&mut one, 3);
    assert_eq!(saved(&store, one.id).get(), 4);
    // From a copy that took each step.
    lands(&mut one, 2);
    assert_eq!(store.snapshot(one.id).unwrap(), Some(one.state));
}

#[test]
fn what_an_earlier_process_left_unsaved_counts() {
    let base = Base::new();
    let store = base.store();
    let mut shop = Restless::new(base.shops[0]);
    shop.decides(&store, 9);
    let mut saver = Saver::by_hand(store.clone(), 10);
    saver.landed(shop.decides(&store, 1));
    assert_eq!(saved(&store, shop.id).get(), 10);
}

#[test]
fn a_copy_that_missed_a_step_is_read_again() {
    let base = Base::new();
    let store = base.store();
    let mut shop = Restless::new(base.shops[0]);
    let mut saver = Saver::by_hand(store.clone(), 2);
    saver.landed(shop.decides(&store, 2));
    // Another process, or more at once than can wait.
    shop.decides(&store, 1);
    saver.landed(shop.decides(&store, 2));
    assert_eq!(store.snapshot(shop.id).unwrap(), Some(shop.state.clone()));
    // Read when more was durable than had been handed over.
    let early = shop.decides(&store, 1);
    let late = shop.decides(&store, 2);
    let mut saver = Saver::by_hand(store.clone(), 1);
    saver.landed(early);
    saver.landed(late);
    assert_eq!(store.snapshot(shop.id).unwrap(), Some(shop.state));
}

#[test]
fn nobody_waits_for_a_state_that_cannot_be_saved_yet() {
    let base = Base::new();
    let store = base.store();
    let mut shop = Restless::new(base.shops[0]);
    let commits = shop.decides(&store, 5);
    let rival = rusqlite::Connection::open(store.path()).unwrap();
    let mut saver = Saver::beside(store.clone(), 5, "saves".to_owned()).unwrap();
    rival.execute_batch("BEGIN IMMEDIATE").unwrap();
    saver.landed(commits);
    assert_eq!(saved(&store, shop.id).get(), 0, "the lock is another's");
    rival.execute_batch("COMMIT").unwrap();
    drop(saver);
    assert_eq!(store.snapshot(shop.id).unwrap(), Some(shop.state));
}

#[test]
fn copies_and_counts_have_an_end() {
    let base = Base::new();
    let store = base.store();
    let mut follower = Follower::new(store.clone(), 1);
    for number in 0..COPIES_MAX + 3 {
        let new = NewShop {
            slug: format!("shop-{number}"),
            name: "Shop".into(),
            whatsapp: "+14155238886".into(),
            account_sid: "AC0".into(),
            auth_tokens: vec!["token".into()],
            api_key: None,
        };
        let mut shop = Restless::new(store.create_shop(&new).unwrap());
        follower.follow(&shop.decides(&store, 1));
    }
    let newest = follower.shops.values().next_back().unwrap();
    assert!(newest.copy.is_some(), "the one used longest ago goes");
    let copies = |follower: &Follower| {
        let copied = |followed: &&Followed| followed.copy.is_some();
        follower.shops.values().filter(copied).count()
    };
    assert_eq!(copies(&follower), COPIES_MAX);
    for number in 0..SHOPS_MAX as u32 {
        follower.followed(ShopId::new(1_000 + number));
    }
    assert!(follower.shops.len() <= SHOPS_MAX);
    assert_eq!(copies(&follower), COPIES_MAX);
}

#[test]
fn a_large_state_is_saved_after_half_as_many_entries_as_it_has_rows_within_bounds() {
    let mut shop = Shop::new(Settings::default());
    let offered = |number: u32| Change::Offered {
        item: ItemId::new(number),
        code: Code::new("A", u16::try_from(number).unwrap()).unwrap(),
        size: Size::ONE,
        label: Label::new("A1").unwrap(),
        kind: ItemKind::Prepared,
        price: Money::from_minor(5_000),
        quantity: 1,
        to_check: false,
    };
    let opened = std::iter::once(Change::LiveOpened(LiveId::new(1)));
    shop.apply(&Entry {
        version: Version::new(1),
        at: Timestamp::from_millis(1),
        command: CommandId::new(1),
        by: Actor::System,
        changes: opened.chain((1..=100).map(offered)).collect(),
    });
    let rows = u32::try_from(shop.rows()).unwrap();
    assert!(rows >= 100);
    let after = [1, 20, 4_000].map(|every| snapshot_after(&shop, every));
    assert_eq!(after, [10, rows / 2, 4_000]);
}

#[test]
fn more_than_can_wait_is_left_out_and_what_was_followed_waits_no_more() {
    let base = Base::new();
    let store = base.store();
    let mut shop = Restless::new(base.shops[0]);
    let (desk, handed_over) = mpsc::channel();
    let behind = Arc::new(AtomicUsize::new(BEHIND_MAX - WORTH_WAKING));
    let mut saver = Saver::Beside {
        desk: Some(desk),
        gathered: Vec::new(),
        behind: Arc::clone(&behind),
        thread: None,
    };
    saver.landed(Vec::new());
    let Saver::Beside { gathered, .. } = &saver else {
        panic!("it has a thread");
    };
    assert!(gathered.is_empty(), "what is empty is not kept");
    let many = WORTH_WAKING as u64;
    saver.landed(shop.decides(&store, many + 1));
    assert!(handed_over.try_recv().is_err());
    saver.landed(shop.decides(&store, many - 1));
    assert!(handed_over.try_recv().is_err(), "it is not worth waking it");
    saver.landed(shop.decides(&store, 1));
    assert_eq!(count(&handed_over.try_recv().unwrap()), WORTH_WAKING);
    assert_eq!(behind.load(Ordering::Relaxed), BEHIND_MAX);
    let mut saver = Saver::beside(store.clone(), 100, "saves".to_owned()).unwrap();
    let Saver::Beside { behind, .. } = &saver else {
        panic!("it has a thread");
    };
    let behind = Arc::clone(behind);
    saver.landed(shop.decides(&store, 4));
    drop(saver);
    assert_eq!(behind.load(Ordering::Relaxed), 0);
}
