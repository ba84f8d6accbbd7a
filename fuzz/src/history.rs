//! Bytes read as a history of a small shop.

use snapsell_core::testkit::{Bench, Step, World, command};
use snapsell_core::{Command, CommandId, Decision, Shop, Span, Timestamp};

/// Steps read from one input at most.
pub const STEPS_MAX: usize = 200;
/// Bytes of one step: action, who, what, how much, and two of a pause.
const STEP_BYTES: usize = 6;
/// Seconds that a pause stays below.
const PAUSE_SECS: u16 = 400;

/// Six bytes make a step; what is left over is ignored.
pub fn steps(bytes: &[u8]) -> impl Iterator<Item = Step> + '_ {
    bytes
        .as_chunks::<STEP_BYTES>()
        .0
        .iter()
        .take(STEPS_MAX)
        .map(|&[action, who, what, much, low, high]| Step {
            action,
            who,
            what,
            much,
            pause: u16::from_le_bytes([low, high]) % PAUSE_SECS,
        })
}

/// Plays the bytes on a shop whose every decision is applied, replayed and checked; `see` is shown each
/// command, its decision and the shop after it.
pub fn play(bytes: &[u8], mut see: impl FnMut(&Command, &Decision, &Shop)) -> Bench {
    let world = World::default();
    let mut bench = Bench::new(world.settings());
    let mut now = Timestamp::from_millis(1_700_000_000_000);
    for (step, id) in steps(bytes).zip(1..) {
        now = now + Span::from_secs(i64::from(step.pause));
        let command = command(&world, bench.shop(), CommandId::new(id), step, now);
        let decision = bench.run(&command, now);
        see(&command, &decision, bench.shop());
    }
    bench
}
