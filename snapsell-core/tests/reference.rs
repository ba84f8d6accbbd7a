//! The product against a naive second implementation: the same commands, the same shop after every one of them.
#![cfg(feature = "testkit")]

use proptest::prelude::*;
use snapsell_core::testkit::{Step, Twins, World, command};
use snapsell_core::{Action, Actor, Command, CommandId, Span, Timestamp};

fn step() -> impl Strategy<Value = Step> {
    (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        prop_oneof![3 => Just(0), 3 => 1_u16..90, 2 => 90_u16..400, 1 => 400_u16..4_000],
    )
        .prop_map(|(action, who, what, much, pause)| Step {
            action,
            who,
            what,
            much,
            pause,
        })
}

/// Plays the steps on both, then lets time run out on both.
fn play(world: World, steps: &[Step]) {
    let mut twins = Twins::new(world.settings());
    let mut now = Timestamp::from_millis(1_700_000_000_000);
    for (step, id) in steps.iter().zip(1..) {
        now = now + Span::from_secs(i64::from(step.pause));
        let command = command(&world, twins.shop(), CommandId::new(id), *step, now);
        let _ = twins.run(&command, now);
        if step.much.is_multiple_of(16) {
            let _ = twins.run(&command, now);
        }
    }
    let tick = Command {
        id: CommandId::NONE,
        by: Actor::System,
        action: Action::Tick,
    };
    for _ in 0..1_000 {
        let Some(due) = twins.shop().next_deadline() else {
            return;
        };
        now = now.max(due);
        let _ = twins.run(&tick, now);
    }
    panic!("time leads nowhere: {:?}", twins.shop().next_deadline());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_small_world_is_the_same_in_both(steps in prop::collection::vec(step(), 1..120)) {
        play(World::default(), &steps);
    }

    #[test]
    fn a_crowded_item_is_the_same_in_both(steps in prop::collection::vec(step(), 1..120)) {
        play(World { customers: 6, codes: 1 }, &steps);
    }
}
