//! One live of the demo: a fresh shop in the one store, its number at the provider's stand-in, and who wrote what.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use snapsell_core::{
    Action, Currency, Deposit, DepositRule, Letters, Money, Settings, ShopId, Timestamp,
};
use snapsell_store::{ContactRef, NewShop};
use snapsell_twilio::sim::{SimAccount, SimContent, SimInbound, SimMessage};
use snapsell_twilio::{Address, MessageSid};

use super::cast::{Who, address};
use super::check::Check;
use super::receipt::Receipt;
use super::world::{DemoError, World};
use crate::talk::Lang;
use crate::webhook;

/// Prices of the demo by category.
const GRID: [(&str, i64); 4] = [("A", 5_000), ("B", 10_000), ("C", 15_000), ("S", 3_000)];
const DELIVERY: i64 = 1_500;
const DEPOSIT: i64 = 2_000;
/// Times a webhook is posted when it is not acknowledged, as the provider does.
const POSTS_MAX: usize = 6;

/// A live.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) shop: ShopId,
    account: SimAccount,
    number: Address,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    said: Vec<Said>,
    acknowledged: BTreeSet<String>,
    duplicates: Vec<Timestamp>,
}

/// A message that somebody's phone sent.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) sid: MessageSid,
    pub(crate) who: Who,
    pub(crate) at: Timestamp,
    pub(crate) text: String,
    pub(crate) photo: bool,
    /// Whether the shop answered 200.
    pub(crate) acknowledged: bool,
}

/// What is sent.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Words.
    Text(String),
    /// A picture with words or none.
    Photo(Picture, String),
}

/// A picture of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Picture {
    /// Something to sell.
    Dress,
    /// A receipt of a payment.
    Receipt,
}

impl Round {
    /// Opens the shop number `number`, from 1, that speaks `lang`.
    pub(crate) async fn open(world: &World, number: u32, lang: Lang) -> Result<Self, DemoError> {
        let slug = match number {
            1 => "marie".to_owned(),
            _ => format!("marie-{number}"),
        };
        let shop_number = address(&format!("+1415523{:04}", 8_885 + number % 1_000));
        let webhook = webhook::inbound_address(&world.url(), &slug);
        let account = world.sim.new_account(shop_number.clone(), &webhook);
        let new = NewShop {
            slug,
            name: "Chez Marie".to_owned(),
            whatsapp: shop_number.expose().to_owned(),
            account_sid: account.sid.as_str().to_owned(),
            auth_tokens: vec![account.token.expose().to_owned()],
            api_key: None,
        };
        let (store, at) = (world.app.store.clone(), world.app.now());
        let made = tokio::task::spawn_blocking(move || {
            let shop = store.create_shop(&new)?;
            let phone = Who::Marie.phone();
            let marie = ContactRef {
                phone: Some(&phone),
                user_id: None,
                name: Who::Marie.name(),
                at,
            };
            let seller = store.mention(shop, &marie)?;
            store.flush_contacts()?;
            Ok((shop, seller))
        });
        let (shop, seller) = made
            .await
            .unwrap_or(Err(snapsell_store::StoreError::Busy))?;
        let mut settings = settings(lang);
        settings.sellers.insert(seller);
        world
            .app
            .engine
            .system(shop, Action::Configure(Box::new(settings)))
            .await?;
        Ok(Self {
            shop,
            account,
            number: shop_number,
            log: Mutex::default(),
        })
    }

    /// Somebody writes to the shop: her signed webhook is posted until it is acknowledged, as the provider does.
    pub(crate) async fn say(&self, world: &World, who: Who, content: Content) -> MessageSid {
        let (text, photo) = match &content {
            Content::Text(text) => (text.clone(), false),
            Content::Photo(_, caption) => (caption.clone(), true),
        };
        let content = match content {
            Content::Text(text) => SimContent::Text(text),
            Content::Photo(picture, caption) => SimContent::Media {
                kind: "image",
                content_type: "image/jpeg".to_owned(),
                bytes: self.drawn(world, who, picture).await,
                caption,
            },
        };
        let mut inbound = SimInbound::new(&who.address(), &self.number, content);
        inbound.profile_name = who.name().map(str::to_owned);
        let sid = world.sim.receive_unannounced(inbound);
        self.log().said.push(Said {
            sid,
            who,
            at: world.app.now(),
            text,
            photo,
            acknowledged: false,
        });
        for _ in 0..POSTS_MAX {
            if let Ok(200) = world.sim.redeliver(sid).await.answer {
                self.log().acknowledged.insert(sid.as_str().to_owned());
                break;
            }
        }
        sid
    }

    async fn drawn(&self, world: &World, who: Who, picture: Picture) -> Vec<u8> {
        if picture == Picture::Dress {
            return include_bytes!("../../assets/demo/dress.jpg").to_vec();
        }
        let lang = world
            .app
            .engine
            .look(self.shop, |shop| shop.settings().lang);
        let receipt = Receipt {
            lang: lang.await.unwrap_or_default(),
            from: who.name().unwrap_or_default(),
            amount: DEPOSIT,
            at: world.app.now(),
            number: self.log().said.len(),
        };
        receipt.drawn()
    }

    /// The network delivers somebody's last message once more, the same to the byte; whether there is one.
    pub(crate) async fn again(&self, world: &World, who: Who) -> bool {
        let last = self
            .log()
            .said
            .iter()
            .rev()
            .find(|said| said.who == who)
            .map(|said| said.sid);
        let Some(sid) = last else {
            return false;
        };
        let acknowledged = matches!(world.sim.redeliver(sid).await.answer, Ok(200));
        if acknowledged {
            self.log().duplicates.push(world.app.now());
        }
        acknowledged
    }

    /// What the phones sent, in order.
    pub(crate) fn said(&self) -> Vec<Said> {
        let log = self.log();
        let said = log.said.iter().map(|said| Said {
            acknowledged: log.acknowledged.contains(said.sid.as_str()),
            ..said.clone()
        });
        said.collect()
    }

    /// When a repeated delivery was acknowledged and ignored.
    pub(crate) fn duplicates(&self) -> Vec<Timestamp> {
        self.log().duplicates.clone()
    }

    /// What the provider accepted from this shop, in order.
    pub(crate) fn accepted(&self, world: &World) -> Vec<SimMessage> {
        let mut accepted = world.sim.accepted();
        accepted.retain(|message| message.account == self.account.sid);
        accepted
    }

    /// What the world outside saw of this shop.
    pub(crate) fn check(&self, world: &World, quiet: bool) -> Check {
        let accepted = self.accepted(world);
        let log = self.log();
        Check {
            acknowledged: log.acknowledged.clone(),
            posted: log
                .said
                .iter()
                .map(|said| said.sid.as_str().to_owned())
                .collect(),
            accepted: accepted
                .iter()
                .map(|message| message.sid.as_str().to_owned())
                .collect(),
            quiet,
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn settings(lang: Lang) -> Settings {
    let letters = |text: &str| Letters::new(text).expect("the grid of the demo has letters");
    Settings {
        currency: Currency::XOF,
        lang: match lang {
            Lang::Fr => snapsell_core::Lang::Fr,
            Lang::En => snapsell_core::Lang::En,
        },
        grid: GRID
            .into_iter()
            .map(|(key, price)| (letters(key), Money::from_minor(price)))
            .collect(),
        delivery_fee: Money::from_minor(DELIVERY),
        deposit: DepositRule::Recommended(Deposit::Fixed(Money::from_minor(DEPOSIT))),
        payment_text: "Wave 07 00 00 00 01".to_owned(),
        ..Settings::default()
    }
}
