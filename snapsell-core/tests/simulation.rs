//! Some hundred small worlds under faults; `examples/simulate.rs` plays millions of messages.
#![cfg(feature = "testkit")]

use snapsell_core::testkit::{Plan, Tally};

#[test]
fn small_worlds_survive_their_faults() {
    let mut all = Tally::default();
    for seed in 0..200 {
        let tally = Plan::draw(seed).play();
        all.duplicates += tally.duplicates;
        all.conflicts += tally.conflicts;
        all.crashes += tally.crashes;
        all.given += tally.given;
        all.promoted += tally.promoted;
    }
    let counts = [all.duplicates, all.conflicts, all.crashes, all.given];
    assert!(counts.iter().all(|&count| count > 100), "{all:?}");
    assert!(all.promoted > 100, "{all:?}");
}

#[test]
fn the_same_seed_is_the_same_journal() {
    for seed in 0..20 {
        assert_eq!(Plan::draw(seed).play(), Plan::draw(seed).play());
    }
    let (one, other) = (Plan::draw(1).play(), Plan::draw(2).play());
    assert_ne!(one.journal_hash, other.journal_hash);
}
