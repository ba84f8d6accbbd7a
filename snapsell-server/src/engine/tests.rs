//! The engine against a real store: panics, races, restarts.

use snapsell_core::{Decision, Outcome};
use snapsell_store::{MasterKey, NewShop};

use super::round::{Round, Waiting};
use super::*;

/// A database with two shops.
pub(super) struct Base {
    folder: tempfile::TempDir,
    key: String,
    pub(super) shops: [ShopId; 2],
}

impl Base {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = MasterKey::generate_base64().unwrap();
        Store::migrate(&folder.path().join("snapsell.db"), false).unwrap();
        let mut base = Self {
            folder,
            key,
            shops: [ShopId::new(0); 2],
        };
        let store = base.store();
        base.shops = ["one", "two"].map(|slug| {
            let new = NewShop {
                slug: slug.into(),
                name: slug.into(),
                whatsapp: "+14155238886".into(),
                account_sid: "AC0".into(),
                auth_tokens: vec!["token".into()],
                api_key: None,
            };
            store.create_shop(&new).unwrap()
        });
        base
    }

    pub(super) fn store(&self) -> Store {
        let key = MasterKey::from_base64(&self.key).unwrap();
        let path = self.folder.path().join("snapsell.db");
        Store::open(&path, key, snapsell_store::Options::default()).unwrap()
    }

    fn engine(&self, rules: Rules, snapshot_every: u32) -> (Engine, Parts) {
        let parts = self.parts();
        let options = Options {
            snapshot_every,
            ..Options::default()
        };
        (Engine::start_with(&parts, options, rules).unwrap(), parts)
    }

    /// An engine that does nothing by itself, and commits each decision alone.
    fn by_hand(&self, snapshot_every: u32) -> Engine {
        let options = Options {
            workers: 0,
            snapshot_every,
            batch_max: 1,
        };
        Engine::start(&self.parts(), options).unwrap()
    }

    fn parts(&self) -> Parts {
        Parts {
            store: self.store(),
            clock: Clock::manual(1_000_000),
            metrics: Metrics::new(),
            readiness: Readiness::new(),
            signals: Signals::default(),
        }
    }
}

fn message(id: u32, words: &str) -> Incoming {
    Incoming {
        native_id: format!("SM{id:032}"),
        sender: Sender {
            phone: Some(format!("+2250500{:06}", id % 50)),
            ..Sender::default()
        },
        content: snapsell_core::Content::Text(words.to_owned()),
        words: None,
        media: Vec::new(),
    }
}

/// Rules that panic on POURQUOI, when it is half carried out.
fn fragile(shop: &mut Shop, command: &Command, now: Timestamp) -> Decision {
    let decision = shop.carry_out(command, now);
    assert!(
        !matches!(command.action, Action::Explain(_)),
        "a rule with a mistake"
    );
    decision
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_panics_costs_one_command_and_nothing_else() {
    let base = Base::new();
    let (engine, parts) = base.engine(fragile, 1_000);
    let [one, two] = base.shops;
    let sent = [
        (one, "bonjour"),
        (one, "pourquoi A12"),
        (one, "bonjour"),
        (two, "bonjour"),
    ];
    let answers = (0..)
        .zip(sent)
        .map(|(id, (shop, words))| engine.message(shop, message(id, words)));
    let mut settled = Vec::new();
    for answer in answers.collect::<Vec<_>>() {
        settled.push(
            answer
                .unwrap()
                .await
                .unwrap()
                .map(|settled| settled.outcome),
        );
    }
    let done = Ok(Outcome::Done);
    assert_eq!(
        settled,
        [done.clone(), Err(Trouble::Failed), done.clone(), done]
    );
    let versions = engine.look(one, |shop| shop.version().get()).await;
    assert_eq!(
        versions,
        Ok(2),
        "nothing of the failed command was committed"
    );
    // Nothing comes after it that would find out: what was half carried out must not be seen either.
    let before = engine.look(one, Shop::clone).await.unwrap();
    let again = engine
        .message(one, message(1, "pourquoi A12"))
        .unwrap()
        .await
        .unwrap();
    assert_eq!(again, Err(Trouble::Failed));
    assert_eq!(engine.look(one, Shop::clone).await.unwrap(), before);
    assert!(parts.readiness.is_ready());
    let panicked = engine
        .look(one, |_| panic!("a reader with a mistake"))
        .await;
    assert_eq!(panicked, Err::<(), _>(Trouble::Failed));
    assert_eq!(
        engine.look(ShopId::new(77), |_| ()).await,
        Err(Trouble::NoShop)
    );
    engine.stop();
    assert_eq!(
        engine.message(one, message(9, "x")).err(),
        Some(Trouble::Unavailable)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_database_lose_nothing_and_repeat_nothing() {
    let base = Base::new();
    let engines = [
        base.engine(Shop::carry_out, 50).0,
        base.engine(Shop::carry_out, 70).0,
    ];
    let shop = base.shops[0];
    let mut answers = Vec::new();
    for id in 0..300 {
        // Every message is delivered to both.
        for engine in &engines {
            answers.push(engine.message(shop, message(id, "bonjour")).unwrap());
        }
    }
    let mut done = 0;
    for answer in answers {
        match answer
            .await
            .unwrap()
            .expect("everything is settled")
            .outcome
        {
            Outcome::Done => done += 1,
            Outcome::Duplicate => {}
            outcome @ (Outcome::Idle | Outcome::Refused(_)) => panic!("{outcome:?}"),
        }
    }
    assert_eq!(done, 300);
    let settings = Command {
        id: CommandId::NONE,
        by: Actor::Team(snapsell_core::UserId::new(1)),
        action: Action::Configure(Box::default()),
    };
    engines[0].command(shop, settings).await.unwrap();
    let after = engines[1].system(shop, Action::Tick).await.unwrap();
    assert_eq!(after.outcome, Outcome::Idle);
    for engine in &engines {
        engine.stop();
    }
    let (fresh, _) = base.engine(Shop::carry_out, 50);
    assert_eq!(fresh.look(shop, |shop| shop.version().get()).await, Ok(301));
    fresh.look(shop, Shop::check).await.unwrap();
    fresh.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_a_process_that_knew_too_little_is_decided_again() {
    let base = Base::new();
    let engines = [
        base.engine(Shop::carry_out, 50).0,
        base.engine(Shop::carry_out, 50).0,
    ];
    let shop = base.shops[0];
    // The second process knows the first message alone when the third comes.
    for (id, engine) in (0..).zip([&engines[1], &engines[0], &engines[1]]) {
        let answer = engine.message(shop, message(id, "A12")).unwrap();
        let outcome = answer.await.unwrap().unwrap().outcome;
        assert!(matches!(outcome, Outcome::Refused(_)), "{id}: {outcome:?}");
    }
    for engine in &engines {
        engine.stop();
    }
    let (fresh, _) = base.engine(Shop::carry_out, 50);
    let entries = fresh.look(shop, |shop| shop.version().get()).await;
    assert_eq!(entries, Ok(3), "what was answered is durable");
    fresh.stop();
}

#[tokio::test]
async fn what_was_decided_on_top_of_a_lost_race_is_decided_again() {
    // A state that is saved lets the disk be waited for; else the next round is decided before the one before is lost.
    let saved = [1, 1_000].map(lose_a_race);
    for (saved, expected) in saved.into_iter().zip([Some(5), None]) {
        let saved = saved.await.map(|shop| shop.version().get());
        assert_eq!(saved, expected, "no more than what is durable is saved");
    }
}

/// Two processes on one shop, of which one loses a race with its first of three messages; what is saved in the end.
async fn lose_a_race(snapshot_every: u32) -> Option<Shop> {
    let base = Base::new();
    let [first, second] = [base.by_hand(snapshot_every), base.by_hand(snapshot_every)];
    let shop = base.shops[0];
    let send = |engine: &Engine, id| engine.message(shop, message(id, "bonjour")).unwrap();
    for (id, engine) in [(0, &second), (1, &first)] {
        let answer = send(engine, id);
        engine.turn();
        assert_eq!(answer.await.unwrap().unwrap().outcome, Outcome::Done);
    }
    // The second process does not know of the entry of the first: its first decision loses the race, and the version
    // of the next, decided on top of it, is the one that the store waits for.
    let answers = [2, 3, 4].map(|id| send(&second, id));
    second.turn();
    for answer in answers {
        assert_eq!(answer.await.unwrap().unwrap().outcome, Outcome::Done);
    }
    let store = base.store();
    let entries =
        snapsell_core::Journal::entries_after(&store, shop, snapsell_core::Version::new(0), 9);
    let entries = entries.unwrap();
    let commands: Vec<CommandId> = entries.iter().map(|entry| entry.command).collect();
    let sent = [0, 1, 2, 3, 4].map(|id| message(id, "").command_id());
    assert_eq!(commands, sent, "in the order in which they came");
    let mut folded = Shop::new(snapsell_core::Settings::default());
    entries.iter().for_each(|entry| folded.apply(entry));
    let saved = saved(&store, shop);
    assert!(
        saved.as_ref().is_none_or(|saved| *saved == folded),
        "it is what the journal says"
    );
    saved
}

#[tokio::test]
async fn a_read_beside_a_decision_is_answered_when_that_is_durable_and_not_when_it_is_lost() {
    let base = Base::new();
    let options = Options {
        workers: 0,
        ..Options::default()
    };
    let engine = || Engine::start(&base.parts(), options).unwrap();
    let [first, second] = [engine(), engine()];
    let shop = base.shops[0];
    let read = async |engine: &Engine, id| {
        let answer = engine.message(shop, message(id, "bonjour")).unwrap();
        let version = engine.look(shop, |shop| shop.version().get());
        let (seen, _) = tokio::join!(version, async { engine.turn() });
        assert_eq!(answer.await.unwrap().unwrap().outcome, Outcome::Done);
        seen
    };
    assert_eq!(read(&second, 0).await, Ok(1));
    assert_eq!(read(&first, 1).await, Ok(2));
    // The second process does not know of that entry: the shop that it lets be read never becomes durable.
    assert_eq!(read(&second, 2).await, Err(Trouble::Unavailable));
    assert_eq!(read(&second, 3).await, Ok(4));
}

#[test]
fn what_follows_a_round_keeps_its_place_among_the_commits() {
    let base = Base::new();
    let (store, job) = (base.store(), |shop| Job::new(shop, Work::Looked, None));
    let round = |shop: ShopId, deadline| {
        let command = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Configure(Box::default()),
        };
        let shop_now = Shop::new(snapsell_core::Settings::default());
        let commit = snapsell_core::Commit {
            shop,
            decision: snapsell_core::decide(&shop_now, &command, Timestamp::from_millis(1)),
            receipt: None,
        };
        let mut round = Round::default();
        round.commits.push(store.prepare(commit));
        round.kinds.push("configure");
        round.touched.insert(shop, deadline);
        round.changed.insert(shop);
        for commit in [Some(0), None] {
            round.waiting.push(Waiting {
                job: job(shop),
                commit,
                outcome: Outcome::Done,
            });
        }
        round
    };
    let [one, two] = base.shops;
    let later = Some(Timestamp::from_millis(2));
    let mut all = Round::default();
    all.append(round(one, None));
    all.append(round(two, None));
    all.append(round(two, later));
    let shops: Vec<ShopId> = all.commits.iter().map(|one| one.commit().shop).collect();
    assert_eq!((shops, all.kinds.len()), (vec![one, two, two], 3));
    let places: Vec<Option<usize>> = all.waiting.iter().map(|waiting| waiting.commit).collect();
    assert_eq!(places, [Some(0), None, Some(1), None, Some(2), None]);
    assert_eq!(all.touched, [(one, None), (two, later)].into());
    assert!(all.changes(one) && all.changes(two) && !all.changes(ShopId::new(99)));
}

fn saved(store: &Store, shop: ShopId) -> Option<Shop> {
    snapsell_core::Journal::snapshot(store, shop).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_worker_counts_those_who_wait_for_it_alone() {
    let base = Base::new();
    let parts = base.parts();
    let options = Options {
        workers: 2,
        ..Options::default()
    };
    let engine = Engine::start(&parts, options).unwrap();
    let rival = rusqlite::Connection::open(parts.store.path()).unwrap();
    rival.execute_batch("BEGIN IMMEDIATE").unwrap();
    let [one, two] = base.shops;
    let asked = [(one, 1), (one, 2), (one, 3), (two, 4)];
    let asked = asked.map(|(shop, id)| engine.message(shop, message(id, "bonjour")).unwrap());
    let mut counts: Vec<_> = engine
        .0
        .inboxes
        .iter()
        .map(|inbox| inbox.unanswered().count())
        .collect();
    counts.sort_unstable();
    assert_eq!((counts, engine.waiting()), (vec![1, 3], 4));
    rival.execute_batch("ROLLBACK").unwrap();
    for answer in asked {
        assert_eq!(answer.await.unwrap().unwrap().outcome, Outcome::Done);
    }
    engine.stop();
    assert_eq!(engine.waiting(), 0);
}
