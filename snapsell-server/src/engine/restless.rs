//! A shop of which tests need many entries.

use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, Money, Settings, Shop, ShopId, Span, Timestamp,
    UserId,
};
use snapsell_store::{Prepared, Store};

/// A shop whose owner changes her settings again and again.
pub(super) struct Restless {
    pub(super) id: ShopId,
    pub(super) state: Shop,
}

impl Restless {
    pub(super) fn new(id: ShopId) -> Self {
        Self {
            id,
            state: Shop::new(Settings::default()),
        }
    }

    /// So many decisions more, durable.
    pub(super) fn decides(&mut self, store: &Store, count: u64) -> Vec<Prepared<'static>> {
        let first = self.state.version().get();
        let decided = (first..first + count).map(|at| store.prepare(self.decide(at)));
        let round: Vec<_> = decided.collect();
        assert!(store.commit_prepared(&round).iter().all(Result::is_ok));
        round
    }

    fn decide(&mut self, at: u64) -> Commit {
        let fee = Money::from_minor(i64::try_from(at).unwrap());
        let settings = Settings {
            delivery_fee: fee,
            ..Settings::default()
        };
        let command = Command {
            id: CommandId::new(u128::from(at) + 1),
            by: Actor::Team(UserId::new(1)),
            action: Action::Configure(Box::new(settings)),
        };
        let now = Timestamp::from_millis(1_000_000) + Span::from_secs(1);
        Commit {
            shop: self.id,
            decision: self.state.carry_out(&command, now),
            receipt: None,
        }
    }
}
