//! The disk as every history finds it: two shops with their settings, and keys that are the same in every process.

use rusqlite::Connection;
use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, Journal as _, Letters, Money, Settings, Shop,
    ShopId, UserId, decide,
};
use snapsell_powerloss::{Disk, Image, OBSERVER, rig};
use snapsell_store::{ContactRef, NewShop, Store};

use crate::people::{SELLER, SHOPS};

/// Servers on one disk.
pub const NODES: u32 = 2;

/// The keys of the installation and of the two shops, as the master key of the tests wraps them: with keys drawn
/// anew, blind indexes would sort differently in every process, and no history could be repeated.
const WRAPPED: [&str; 3] = [
    "01AFFB119C67FCEFE7A1F7798549E6BFC2B75D5DCECC1034C2FE3B1C24E81CE832C70404646C22C8541F981252267C311C3170C2F5F50EEF1C030BF6FC21848B4DFE40070D37180EE770C206C3",
    "01AFFB119C2C5238BFAB57CE3C5969484127F52423AB4B6F1CB0E2461D9AD6684B8EA3241E2AE5155DC00C51C3FB454033E8C489F01689714AAD5CA625AF05D95F72DBDB6826FEDB7AFD7F06DD",
    "01AFFB119CDE9F0A3673C1C858A3DE371F4FBE1303B6AB12084E0DB74B43C61D7827AC57CDCEFDB19AD430C4FDB383B01942A6DD05AC14E1B797A79BDE8EB3FF8AF5103DC04AF46FEBCA5E751A",
];

/// A disk and how it looked at first.
pub struct Base {
    /// The disk.
    pub disk: Disk,
    /// Its beginning.
    pub image: Image,
    /// Keeps the folder.
    _folder: tempfile::TempDir,
}

impl Base {
    /// Makes the disk.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn new() -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let disk = Disk::new(folder.path(), NODES, 0).map_err(|error| error.to_string())?;
        fill(&disk).map_err(|error| error.to_string())?;
        let image = disk.image();
        Ok(Self {
            disk,
            image,
            _folder: folder,
        })
    }
}

fn fill(disk: &Disk) -> Result<(), Box<dyn std::error::Error>> {
    Store::migrate(&disk.path(0), false)?;
    let store = rig::open(disk, 0)?;
    for (slug, ..) in SHOPS {
        store.create_shop(&rig::new_shop(slug))?;
    }
    drop(store);
    let raw = Connection::open(disk.path(OBSERVER))?;
    for (shop, wrapped) in (0..).zip(WRAPPED) {
        raw.execute_batch(&format!(
            "UPDATE tenant_keys SET wrapped = x'{wrapped}' WHERE shop = {shop}"
        ))?;
    }
    drop(raw);
    let store = rig::open(disk, 0)?;
    for ((slug, sender, account, token), number) in SHOPS.into_iter().zip(1..) {
        let shop = ShopId::new(number);
        let record = NewShop {
            slug: slug.to_owned(),
            name: slug.to_owned(),
            whatsapp: sender.to_owned(),
            account_sid: account.to_owned(),
            auth_tokens: vec![token.to_owned()],
            api_key: None,
        };
        store.update_shop(shop, &record)?;
        configure(&store, shop)?;
    }
    Ok(())
}

fn configure(store: &Store, shop: ShopId) -> Result<(), Box<dyn std::error::Error>> {
    let seller = ContactRef {
        phone: Some(SELLER),
        user_id: None,
        name: None,
        at: rig::START,
    };
    let mut settings = Settings::default();
    settings.sellers.insert(store.mention(shop, &seller)?);
    for (letters, price) in [("A", 5_000), ("S", 3_000)] {
        settings.grid.insert(
            Letters::new(letters).ok_or("letters")?,
            Money::from_minor(price),
        );
    }
    let command = Command {
        id: CommandId::NONE,
        by: Actor::Team(UserId::new(1)),
        action: Action::Configure(Box::new(settings)),
    };
    let decision = decide(&Shop::new(Settings::default()), &command, rig::START);
    for done in store.commit(&[Commit {
        shop,
        decision,
        receipt: None,
    }]) {
        done.map_err(|error| format!("{error:?}"))?;
    }
    Ok(())
}
