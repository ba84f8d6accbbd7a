//! Random histories of a small world: whatever people do, every invariant holds after every step.
#![cfg(feature = "testkit")]

use proptest::prelude::*;
use snapsell_core::limits::EXPIRIES_PER_DECISION_MAX;
use snapsell_core::testkit::{Bench, Step, World, command};
use snapsell_core::{Action, CommandId, Span, Timestamp};

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

/// Holds whose end has come and that have not ended.
fn overdue(bench: &Bench, now: Timestamp) -> usize {
    let ended = |until: Timestamp| until <= now;
    let holds = bench.shop().holds();
    holds
        .filter(|hold| hold.state.until().is_some_and(ended))
        .count()
}

fn play(steps: &[Step], ticks: bool) -> Bench {
    play_in(World::default(), steps, ticks)
}

fn play_in(world: World, steps: &[Step], ticks: bool) -> Bench {
    let mut bench = Bench::new(world.settings());
    let mut now = Timestamp::from_millis(1_700_000_000_000);
    for (index, step) in steps.iter().enumerate() {
        now = now + Span::from_secs(i64::from(step.pause));
        if ticks {
            bench.tick(now);
        }
        let id = CommandId::new(index as u128 + 1);
        let command = command(&world, bench.shop(), id, *step, now);
        let credits = matches!(command.action, Action::CreditOutage { .. });
        // Reminders and reviews can be due as well: half of the bound leaves room for them.
        let few = overdue(&bench, now) < EXPIRIES_PER_DECISION_MAX / 2;
        let _ = bench.run(&command, now);
        assert!(
            !few || credits || overdue(&bench, now) == 0,
            "every hold runs"
        );
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

proptest! {
    // Each case is some hundred steps of a shop with two hundred customers.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(ProptestConfig::default().cases / 32 + 1)
    })]

    #[test]
    fn a_crowd_whose_holds_end_together_breaks_nothing(
        who in prop::collection::vec((any::<u8>(), any::<u8>()), 100..200),
        after in prop::collection::vec(step(), 1..20),
    ) {
        // Claims within seconds, then nobody hears the clock for a while.
        let claims = who.iter().enumerate().map(|(index, &(what, much))| Step {
            action: 0,
            who: u8::try_from(index).unwrap_or(0),
            what,
            much: much & !16,
            pause: 0,
        });
        let late = Step { pause: 320, ..after[0] };
        let opens = Step { action: 25, who: 0, what: 0, much: 3, pause: 0 };
        let steps: Vec<Step> = [opens].into_iter().chain(claims).chain([late]).chain(after).collect();
        play_in(World { customers: 200, codes: 60 }, &steps, false);
    }
}
