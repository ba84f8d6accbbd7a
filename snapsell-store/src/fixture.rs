//! What the tests of this crate share: a folder with a database, and decisions written by hand.

use crate::connection::Options;
use crate::keys::MasterKey;
use crate::shops::NewShop;
use crate::store::Store;
use crate::words::slots_of;
use snapsell_core::{
    Actor, Change, Class, Code, CommandId, Commit, CustomerId, Decision, HoldId, ItemId, ItemKind,
    Label, Lang, List, Money, Origin, Outcome, Receipt, Reply, Say, ShopId, Size, Timestamp,
    Version,
};
use std::path::PathBuf;

/// A temporary folder with a migrated database and its key.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
    key: MasterKey,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let this = Self {
            folder: tempfile::tempdir().unwrap(),
            key: MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap(),
        };
        Store::migrate(&this.database(), false).unwrap();
        this
    }

    pub(crate) fn open(&self) -> Store {
        self.open_with(Options::default())
    }

    pub(crate) fn open_with(&self, options: Options) -> Store {
        Store::open(&self.database(), self.key(), options).unwrap()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn key(&self) -> MasterKey {
        self.key.clone()
    }

    /// A folder, a store in it and a shop in that.
    pub(crate) fn with_shop() -> (Self, Store, ShopId) {
        let folder = Self::new();
        let store = folder.open();
        let shop = store.create_shop(&new_shop("acme")).unwrap();
        (folder, store, shop)
    }
}

pub(crate) fn new_shop(slug: &str) -> NewShop {
    NewShop {
        slug: slug.into(),
        name: slug.to_uppercase(),
        whatsapp: "+14155238886".into(),
        account_sid: "AC1".into(),
        auth_tokens: vec![format!("token-{slug}")],
        api_key: None,
    }
}

/// A decision of customer 7 at second `version`, without receipt.
pub(crate) fn commit(shop: ShopId, version: u64, changes: Vec<Change>) -> Commit {
    let at = at(i64::try_from(version).unwrap());
    Commit {
        shop,
        decision: Decision {
            version: Version::new(version),
            at,
            command: CommandId::new(u128::from(version) + 1_000),
            by: Actor::Customer(CustomerId::new(7)),
            changes: changes.into(),
            replies: List::new(),
            outcome: Outcome::Done,
            next_deadline: None,
        },
        receipt: None,
    }
}

/// The same with a message behind it and an answer.
pub(crate) fn answered(shop: ShopId, version: u64, changes: Vec<Change>, words: &str) -> Commit {
    let mut commit = commit(shop, version, changes);
    let customer = CustomerId::new(7);
    commit.decision.replies = List::from([reply(7, Class::Answer)]);
    commit.receipt = Some(Receipt {
        native_id: format!("SM{version:032x}"),
        from: customer,
        content: words.as_bytes().to_vec(),
    });
    commit
}

pub(crate) fn reply(to: u32, class: Class) -> Reply {
    Reply {
        to: CustomerId::new(to),
        lang: Lang::Fr,
        class,
        say: Say::NothingToConfirm,
    }
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + second * 1_000)
}

pub(crate) fn offered(item: u32, quantity: u32) -> Change {
    Change::Offered {
        item: ItemId::new(item),
        code: Code::new("A", u16::try_from(item).unwrap()).unwrap(),
        size: Size::ONE,
        label: Label::new(&format!("A{item:02}")).unwrap(),
        kind: ItemKind::Prepared,
        price: Money::from_minor(5_000),
        quantity,
        to_check: false,
    }
}

pub(crate) fn held(hold: u32, item: u32, customer: u32, numbers: &[u16], until: i64) -> Change {
    Change::Held {
        hold: HoldId::new(hold),
        item: ItemId::new(item),
        customer: CustomerId::new(customer),
        slots: slots_of(numbers),
        until: at(until),
        origin: Origin::Claimed,
    }
}
