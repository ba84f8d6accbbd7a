//! Random histories of a small world: whatever people do, every invariant holds after every step.
#![cfg(feature = "testkit")]

use proptest::prelude::*;
use snapsell_core::testkit::{Bench, Step, World, command};
use snapsell_core::{CommandId, Span, Timestamp};

fn step() -> impl Strategy<Value = Step> {
    (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        0_u16..400,
    )
        .prop_map(|(action, who, what, much, pause)| Step {
            action,
            who,
            what,
            much,
            pause,
        })
}

fn play(steps: &[Step], ticks: bool) -> Bench {
    let world = World::default();
    let mut bench = Bench::new(world.settings());
    let mut now = Timestamp::from_millis(1_700_000_000_000);
    for (index, step) in steps.iter().enumerate() {
        now = now + Span::from_secs(i64::from(step.pause));
        if ticks {
            bench.tick(now);
        }
        let id = CommandId::new(index as u128 + 1);
        let command = command(&world, bench.shop(), id, *step, now);
        let _ = bench.run(&command, now);
    }
    // Nobody writes any more: time goes from one deadline to the next until nothing is due.
    for _ in 0..1_000 {
        let Some(due) = bench.shop().next_deadline() else {
            break;
        };
        now = now.max(due);
        bench.tick(now);
    }
    assert_eq!(bench.shop().next_deadline(), None, "everything ends");
    bench
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_invariant_holds_after_every_step(steps in prop::collection::vec(step(), 1..120)) {
        play(&steps, false);
    }

    #[test]
    fn prompt_timers_change_nothing_of_what_must_hold(steps in prop::collection::vec(step(), 1..80)) {
        play(&steps, true);
    }

    #[test]
    fn a_repeated_delivery_is_carried_out_once(steps in prop::collection::vec(step(), 1..40)) {
        let world = World::default();
        let mut bench = Bench::new(world.settings());
        let now = Timestamp::from_millis(1_700_000_000_000);
        for (index, step) in steps.iter().enumerate() {
            let command = command(&world, bench.shop(), CommandId::new(index as u128 + 1), *step, now);
            let _ = bench.run(&command, now);
            let version = bench.shop().version();
            if command.id != CommandId::NONE {
                let again = bench.run(&command, now);
                prop_assert_eq!(again.outcome, snapsell_core::Outcome::Duplicate);
                prop_assert_eq!(bench.shop().version(), version);
            }
        }
    }

    #[test]
    fn once_everybody_is_silent_nothing_stays_open(steps in prop::collection::vec(step(), 1..60)) {
        let bench = play(&steps, true);
        let shop = bench.shop();
        let reviewing = shop.holds().any(|hold| hold.state.until().is_none());
        prop_assert!(reviewing || shop.holds().next().is_none());
        let waiting_proof = shop.holds().count() == 0
            && shop.orders().any(|order| order.payment == snapsell_core::Payment::DepositPending);
        prop_assert!(reviewing || waiting_proof || shop.live().is_none());
    }
}
