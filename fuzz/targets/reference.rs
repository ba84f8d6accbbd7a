//! Any history: the product and a naive second implementation say the same after every step.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::testkit::{Twins, World, command};
use snapsell_core::{Action, Actor, Command, CommandId, Span, Timestamp};
use snapsell_fuzz::steps;

/// Deadlines that the end of a history may pass through.
const ENDINGS_MAX: usize = 1_000;

fuzz_target!(|data: &[u8]| {
    let world = World::default();
    let mut twins = Twins::new(world.settings());
    let mut now = Timestamp::from_millis(1_700_000_000_000);
    for (step, id) in steps(data).zip(1..) {
        now = now + Span::from_secs(i64::from(step.pause));
        let command = command(&world, twins.shop(), CommandId::new(id), step, now);
        let _ = twins.run(&command, now);
    }
    let tick = Command {
        id: CommandId::NONE,
        by: Actor::System,
        action: Action::Tick,
    };
    for _ in 0..ENDINGS_MAX {
        let Some(due) = twins.shop().next_deadline() else {
            return;
        };
        now = now.max(due);
        let _ = twins.run(&tick, now);
    }
    panic!("time leads nowhere: {:?}", twins.shop().next_deadline());
});
