//! The conformance suite: what every journal must do, ours and yours.

use snapsell_core::{
    Actor, Change, Class, CommandId, Commit, CommitError, CustomerId, Decision, Entry, Journal,
    Lang, List, Outcome, Receipt, Reply, Say, Settings, Shop, ShopId, Timestamp, Version,
};
use std::fmt::Debug;

/// How many shops the suite uses: 1 to this number.
pub const SHOPS: u32 = 9;

/// Runs every check. `open` opens one and the same storage, in which the shops 1 to [`SHOPS`] exist and are empty
/// before the first call; what was opened before is closed by then.
///
/// # Panics
/// At the first thing that is not as the trait demands.
pub fn conformance<S>(open: impl Fn() -> S)
where
    S: Journal,
    S::Error: Debug,
{
    an_empty_journal_has_nothing(&open(), ShopId::new(1));
    entries_come_back_as_they_were(&open(), ShopId::new(2));
    a_version_is_given_once(&open(), ShopId::new(3));
    a_repeated_command_is_a_duplicate(&open(), ShopId::new(4));
    a_batch_is_judged_one_by_one(&open(), [ShopId::new(5), ShopId::new(6)]);
    what_is_not_to_be_committed_writes_nothing(&open(), ShopId::new(4));
    what_was_committed_survives(&open, ShopId::new(7));
    a_command_of_one_shop_is_none_of_another(&open(), [ShopId::new(4), ShopId::new(6)]);
    shops_are_due_by_their_last_deadline(&open(), [ShopId::new(8), ShopId::new(9)]);
    a_snapshot_is_the_state_it_was_made_of(&open, ShopId::new(2));
}

fn an_empty_journal_has_nothing<S: Journal<Error: Debug>>(store: &S, shop: ShopId) {
    assert_eq!(entries(store, shop), []);
    assert!(store.snapshot(shop).expect("readable").is_none());
    assert!(!store.knows(shop, CommandId::new(1)).expect("readable"));
}

fn entries_come_back_as_they_were<S: Journal<Error: Debug>>(store: &S, shop: ShopId) {
    let commits: Vec<Commit> = (1..=5).map(|version| commit(shop, version)).collect();
    all_committed(store, &commits);
    let wanted: Vec<Entry> = commits
        .iter()
        .map(|commit| commit.decision.entry())
        .collect();
    assert_eq!(entries(store, shop), wanted);
    let page = store
        .entries_after(shop, Version::new(2), 2)
        .expect("readable");
    assert_eq!(page, wanted[2..4], "a page starts after its version");
    assert!(store.knows(shop, wanted[0].command).expect("readable"));
    assert!(!store.knows(shop, CommandId::NONE).expect("readable"));
}

fn a_version_is_given_once<S: Journal<Error: Debug>>(store: &S, shop: ShopId) {
    all_committed(store, &[commit(shop, 1)]);
    for version in [1, 3] {
        let mut other = commit(shop, version);
        other.decision.command = CommandId::new(77);
        assert!(
            matches!(store.commit(&[other])[..], [Err(CommitError::Conflict)]),
            "version {version} after 1 is a conflict"
        );
    }
    assert_eq!(entries(store, shop).len(), 1, "a conflict leaves nothing");
}

fn a_repeated_command_is_a_duplicate<S: Journal<Error: Debug>>(store: &S, shop: ShopId) {
    let first = commit(shop, 1);
    assert!(
        matches!(
            store.commit(&[first.clone(), first.clone()])[..],
            [Ok(()), Err(CommitError::Duplicate)]
        ),
        "twice in one batch"
    );
    assert!(
        matches!(store.commit(&[first])[..], [Err(CommitError::Duplicate)]),
        "and again later"
    );
    let mut quiet = commit(shop, 2);
    quiet.decision.command = CommandId::NONE;
    all_committed(store, &[quiet.clone()]);
    assert!(
        matches!(store.commit(&[quiet])[..], [Err(CommitError::Conflict)]),
        "commands without a message are never duplicates"
    );
}

fn what_is_not_to_be_committed_writes_nothing<S: Journal<Error: Debug>>(store: &S, shop: ShopId) {
    let before = entries(store, shop);
    for (outcome, version) in [(Outcome::Duplicate, 1), (Outcome::Idle, 9)] {
        let mut nothing = commit(shop, version);
        nothing.decision.outcome = outcome;
        all_committed(store, &[nothing]);
    }
    assert_eq!(entries(store, shop), before);
}

fn a_command_of_one_shop_is_none_of_another<S: Journal<Error: Debug>>(
    store: &S,
    [one, two]: [ShopId; 2],
) {
    // Both have one entry by now, and each of them only knows its own.
    let of_one = entries(store, one)[0].command;
    assert!(store.knows(one, of_one).expect("readable"));
    assert!(!store.knows(two, of_one).expect("readable"));
    let mut late = commit(two, 1);
    late.decision.command = of_one;
    assert!(
        matches!(store.commit(&[late])[..], [Err(CommitError::Conflict)]),
        "it came too late, and never came before"
    );
}

fn a_batch_is_judged_one_by_one<S: Journal<Error: Debug>>(store: &S, [one, two]: [ShopId; 2]) {
    let answers = store.commit(&[
        commit(one, 1),
        commit(two, 2),
        commit(one, 2),
        commit(two, 1),
        commit(one, 3),
    ]);
    assert!(
        matches!(
            answers[..],
            [
                Ok(()),
                Err(CommitError::Conflict),
                Ok(()),
                Err(CommitError::Conflict),
                Ok(())
            ]
        ),
        "one shop's conflict is no other's, and ends its own part of the batch: {answers:?}"
    );
    assert_eq!(entries(store, one).len(), 3);
    assert_eq!(entries(store, two).len(), 0);
    all_committed(store, &[commit(two, 1)]);
    assert!(store.commit(&[]).is_empty());
}

fn what_was_committed_survives<S: Journal<Error: Debug>>(open: &impl Fn() -> S, shop: ShopId) {
    let commits: Vec<Commit> = (1..=20).map(|version| commit(shop, version)).collect();
    for (index, one) in commits.iter().enumerate() {
        let store = open();
        all_committed(&store, std::slice::from_ref(one));
        assert_eq!(entries(&store, shop).len(), index + 1);
    }
    let wanted: Vec<Entry> = commits
        .iter()
        .map(|commit| commit.decision.entry())
        .collect();
    assert_eq!(entries(&open(), shop), wanted);
}

fn shops_are_due_by_their_last_deadline<S: Journal<Error: Debug>>(
    store: &S,
    [one, two]: [ShopId; 2],
) {
    let with = |shop, version, deadline: Option<i64>| {
        let mut commit = commit(shop, version);
        commit.decision.next_deadline = deadline.map(at);
        commit
    };
    all_committed(store, &[with(one, 1, Some(500)), with(two, 1, Some(400))]);
    let due = |second, most| store.due(at(second), most).expect("readable");
    assert_eq!(due(399, 9), []);
    assert_eq!(due(400, 9), [two], "a deadline is due at its instant");
    assert_eq!(due(500, 9), [two, one], "the earliest comes first");
    assert_eq!(due(500, 1), [two]);
    all_committed(store, &[with(two, 2, None), with(one, 2, Some(600))]);
    assert_eq!(due(599, 9), []);
    assert_eq!(due(600, 9), [one]);
}

fn a_snapshot_is_the_state_it_was_made_of<S: Journal<Error: Debug>>(
    open: &impl Fn() -> S,
    shop: ShopId,
) {
    let store = open();
    let mut state = Shop::new(Settings::default());
    let history = entries(&store, shop);
    for entry in &history[..3] {
        state.apply(entry);
    }
    store.save_snapshot(shop, &state).expect("writable");
    drop(store);
    let store = open();
    let mut found = store
        .snapshot(shop)
        .expect("readable")
        .expect("it was saved");
    assert_eq!(found, state);
    let tail = store
        .entries_after(shop, found.version(), 99)
        .expect("readable");
    for entry in &tail {
        found.apply(entry);
        state.apply(entry);
    }
    assert_eq!(
        found, state,
        "a snapshot and its tail lead to the same state"
    );
    assert_eq!(found.version(), Version::new(5));
}

fn entries<S: Journal<Error: Debug>>(store: &S, shop: ShopId) -> Vec<Entry> {
    store
        .entries_after(shop, Version::new(0), usize::MAX)
        .expect("readable")
}

fn all_committed<S: Journal<Error: Debug>>(store: &S, commits: &[Commit]) {
    let answers = store.commit(commits);
    assert_eq!(answers.len(), commits.len());
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

/// A decision that fits every shop at this version: somebody opts out, and back in.
fn commit(shop: ShopId, version: u64) -> Commit {
    let customer = CustomerId::new(7);
    let change = if version % 2 == 1 {
        Change::OptedOut(customer)
    } else {
        Change::OptedIn(customer)
    };
    let command = (u128::from(shop.get()) << 64) + u128::from(version);
    Commit {
        shop,
        decision: Decision {
            version: Version::new(version),
            at: at(i64::try_from(version).expect("small")),
            command: CommandId::new(command),
            by: Actor::Customer(customer),
            changes: List::from([change]),
            replies: List::from([Reply {
                to: customer,
                lang: Lang::Fr,
                class: Class::Answer,
                say: Say::NothingToConfirm,
            }]),
            outcome: Outcome::Done,
            next_deadline: None,
        },
        receipt: Some(Receipt {
            native_id: format!("SM{command:032x}"),
            from: customer,
            content: b"STOP".to_vec(),
        }),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + second * 1_000)
}
