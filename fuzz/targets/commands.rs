//! Any history: every invariant holds after every step, replay yields the state, repeats do nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_core::{Action, Outcome, Shop, Timestamp};
use snapsell_fuzz::play;

/// Deadlines that the end of a history may pass through.
const ENDINGS_MAX: usize = 1_000;

fuzz_target!(|data: &[u8]| {
    let mut before = Timestamp::default();
    let mut bench = play(data, |command, decision, shop| {
        assert!(decision.at >= before, "the clock never goes back");
        before = decision.at;
        // Time is given back before anything may end; what is due nevertheless ends with the next command.
        if let Action::CreditOutage { .. } = command.action {
            return;
        }
        if decision.outcome == Outcome::Idle {
            assert!(shop.next_deadline().is_none_or(|due| due > decision.at));
        }
        nothing_overdue(shop, decision.at);
    });
    for _ in 0..ENDINGS_MAX {
        let Some(due) = bench.shop().next_deadline() else {
            return;
        };
        bench.tick(due.max(bench.shop().clock()));
    }
    panic!("time leads nowhere: {:?}", bench.shop().next_deadline());
});

/// A small world is settled within one decision.
fn nothing_overdue(shop: &Shop, now: Timestamp) {
    for hold in shop.holds() {
        let until = hold.state.until();
        assert!(until.is_none_or(|until| until > now), "{hold:?} at {now:?}");
    }
}
