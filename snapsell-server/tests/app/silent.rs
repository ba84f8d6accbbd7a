//! Accounts that the provider leaves without an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use snapsell_core::{
    CommandId, Commit, Journal as _, Message, Receipt, Settings, Shop, decide, interpret,
};
use snapsell_server::shutdown;
use snapsell_server::wiring::{App, Setup};
use snapsell_store::{ContactRef, NewShop};
use snapsell_twilio::Request;
use snapsell_twilio::client::{Answer, HyperTransport, Timeouts, Transport};

use crate::world::{World, customer, phone, until};

/// Carries everything but what concerns one account, which stays without an answer.
struct Silent {
    account: String,
    asked: AtomicUsize,
    others: HyperTransport,
}

impl Transport for Silent {
    fn send(&self, request: Request) -> Answer<'_> {
        if !request.url.contains(&self.account) {
            return self.others.send(request);
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_an_answer_keeps_no_other_shop_waiting() {
    let mut world = World::still().await;
    for who in 1..=75 {
        world.write(&customer(who), "bonjour").await;
    }
    let number = phone("+14155238887");
    let account = world
        .sim
        .new_account(number.clone(), "https://other.example/in");
    let store = &world.app().store;
    let other = NewShop {
        slug: "other".into(),
        name: "Other".into(),
        whatsapp: number.expose().into(),
        account_sid: account.sid.as_str().into(),
        auth_tokens: vec![account.token.expose().into()],
        api_key: None,
    };
    let other = store.create_shop(&other).unwrap();
    let silent = Arc::new(Silent {
        account: world.account.sid.as_str().to_owned(),
        asked: AtomicUsize::new(0),
        others: HyperTransport::new(world.sim.base(), Timeouts::default()),
    });
    let app = App::start(Setup {
        transport: silent.clone(),
        catch_up: false,
        ..world.setup()
    });
    let app = app.unwrap();
    let (trigger, shutdown) = shutdown::channel();
    let tasks = app.spawn(&shutdown).unwrap();
    until("the silent account has its share", async || {
        silent.asked.load(Ordering::SeqCst) >= 32
    })
    .await;
    let (fatou, at) = (customer(99), app.now());
    let who = ContactRef {
        phone: Some(fatou.expose()),
        user_id: None,
        name: None,
        at,
    };
    let from = store.contact(other, &who).unwrap();
    let shop = Shop::new(Settings::default());
    let message = Message::text(CommandId::new(1), from, "bonjour");
    let decision = decide(&shop, &interpret(&shop, &message), at);
    let receipt = Some(Receipt {
        native_id: "SM1".into(),
        from,
        content: Vec::new(),
    });
    let commit = Commit {
        shop: other,
        decision,
        receipt,
    };
    store.commit(&[commit]).remove(0).unwrap();
    until("she is answered", async || world.told(&fatou).len() == 1).await;
    assert_eq!(silent.asked.load(Ordering::SeqCst), 32);
    trigger.now();
    for task in tasks {
        task.abort();
    }
    app.stop().await;
    world.stop().await;
}
