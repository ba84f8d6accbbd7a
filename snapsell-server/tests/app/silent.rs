//! Accounts that the provider leaves without an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use snapsell_core::{
    CommandId, Commit, Journal as _, Message, Receipt, Settings, Shop, ShopId, interpret,
};
use snapsell_server::shutdown::{self, Trigger};
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{ContactRef, NewShop};
use snapsell_twilio::client::{Answer, HyperTransport, Timeouts, Transport};
use snapsell_twilio::{Request, TransportError};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::world::{World, customer, phone, until};

/// Carries what concerns one account; all others stay without an answer until their requests run out of time.
struct Silent {
    heard: String,
    asked: AtomicUsize,
    out_of_time: Semaphore,
    carrier: HyperTransport,
}

impl Silent {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Transport for Silent {
    fn send(&self, request: Request) -> Answer<'_> {
        if request.url.contains(&self.heard) {
            return self.carrier.send(request);
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(async {
            self.out_of_time.acquire().await.unwrap().forget();
            Err(TransportError::Interrupted)
        })
    }
}

/// A server that sends over such a line.
struct Running {
    silent: Arc<Silent>,
    app: App,
    trigger: Trigger,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    fn new(world: &World, heard: &str) -> Self {
        let silent = Arc::new(Silent {
            heard: heard.to_owned(),
            asked: AtomicUsize::new(0),
            out_of_time: Semaphore::new(0),
            carrier: HyperTransport::new(world.sim.base(), Timeouts::default()),
        });
        let app = App::start(Setup {
            transport: silent.clone(),
            catch_up: false,
            ..world.setup()
        });
        let app = app.unwrap();
        let (trigger, shutdown) = shutdown::channel();
        let tasks = app.spawn(&shutdown).unwrap();
        Self {
            silent,
            app,
            trigger,
            tasks,
        }
    }

    async fn stop(self) {
        self.trigger.now();
        for task in self.tasks {
            task.abort();
        }
        self.app.stop().await;
    }
}

/// Another shop, and its account.
fn shop(world: &World, number: usize) -> (ShopId, String) {
    let sender = phone(&format!("+1415524{number:04}"));
    let account = world
        .sim
        .new_account(sender.clone(), "https://other.example/in");
    let shop = NewShop {
        slug: format!("other-{number}"),
        name: "Other".into(),
        whatsapp: sender.expose().into(),
        account_sid: account.sid.as_str().into(),
        auth_tokens: vec![account.token.expose().into()],
        api_key: None,
    };
    let shop = world.app().store.create_shop(&shop).unwrap();
    (shop, account.sid.as_str().to_owned())
}

/// So many customers greet a new shop, the first of them this one, and are to be answered.
fn greeted(world: &World, id: ShopId, first: u32, count: u32) {
    let (store, at) = (&world.app().store, world.app().now());
    let mut shop = Shop::new(Settings::default());
    for who in first..first + count {
        let person = customer(who);
        let contact = ContactRef {
            phone: Some(person.expose()),
            user_id: None,
            name: None,
            at,
        };
        let from = store.contact(id, &contact).unwrap();
        let message = Message::text(CommandId::new(u128::from(who)), from, "bonjour");
        let command = interpret(&shop, &message);
        let commit = Commit {
            shop: id,
            decision: shop.carry_out(&command, at),
            receipt: Some(Receipt {
                native_id: format!("SM{who}"),
                from,
                content: Vec::new(),
            }),
        };
        store.commit(&[commit]).remove(0).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_an_answer_keeps_no_other_shop_waiting() {
    let mut world = World::still().await;
    for who in 1..=75 {
        world.write(&customer(who), "bonjour").await;
    }
    let (other, account) = shop(&world, 0);
    let server = Running::new(&world, &account);
    until("the silent account has its share", async || {
        server.silent.asked() >= 32
    })
    .await;
    greeted(&world, other, 99, 1);
    let fatou = customer(99);
    until("she is answered", async || world.told(&fatou).len() == 1).await;
    assert_eq!(server.silent.asked(), 32);
    server.stop().await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_accounts_but_one_are_silent_it_waits_for_no_more_than_one_round() {
    let mut world = World::still().await;
    let silent: Vec<_> = (1..=29).map(|number| shop(&world, number).0).collect();
    let (other, account) = shop(&world, 30);
    let (early, late) = silent.split_at(2);
    for &one in early {
        greeted(&world, one, 1, 40);
    }
    let server = Running::new(&world, &account);
    until("there is no place left", async || {
        server.silent.asked() == 64
    })
    .await;
    for &one in late {
        greeted(&world, one, 1, 9);
    }
    greeted(&world, other, 99, 1);
    server.silent.out_of_time.add_permits(64);
    let fatou = customer(99);
    until("she is answered", async || world.told(&fatou).len() == 1).await;
    assert!(server.silent.asked() <= 128, "one round more at most");
    server.stop().await;
    world.stop().await;
}
