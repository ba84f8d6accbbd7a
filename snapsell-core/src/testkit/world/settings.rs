//! The settings of the small world, and others.

use super::{Step, World, seller};
use crate::settings::{AfterStop, CodePolicy, Deposit, DepositRule, Settings};
use crate::time::Span;
use crate::{Letters, Money};

impl World {
    /// Settings with a grid, a delivery fee and a deposit that is compulsory for larger baskets.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let mut settings = Settings {
            delivery_fee: Money::from_minor(1_500),
            holds_per_customer: 3,
            deposit: DepositRule::Compulsory {
                deposit: Deposit::Percent(20),
                above: Money::from_minor(15_000),
            },
            ..Settings::default()
        };
        for (letters, price) in [("A", 5_000), ("B", 10_000), ("S", 3_000)] {
            settings.grid.insert(
                Letters::new(letters).expect("a letter"),
                Money::from_minor(price),
            );
        }
        settings.sellers.insert(seller());
        settings
    }
}

/// The same shop with other rules, chosen by bits.
pub(super) fn other(settings: &Settings, step: Step) -> Settings {
    let bit = |bit: u8| step.what & (1 << bit) != 0;
    let mut other = settings.clone();
    other.hold.soft = Span::from_mins([5, 1, 20, 4][usize::from(step.what % 4)]);
    other.hold.reminder = Span::from_mins([2, 0, 4, 30][usize::from(step.who % 4)]);
    other.hold.release_unreviewed = bit(2);
    other.queue = !bit(3);
    other.codes = match (bit(4), bit(5)) {
        (false, _) => CodePolicy::Grid,
        (true, false) => CodePolicy::Strict,
        (true, true) => CodePolicy::Open,
    };
    other.holds_per_customer = if bit(6) { 1 } else { 3 };
    other.after_stop = if bit(7) {
        AfterStop::None
    } else {
        AfterStop::Transactional
    };
    let twenty = Deposit::Percent(20);
    other.deposit = match step.who / 4 % 3 {
        0 => DepositRule::None,
        1 => DepositRule::Recommended(twenty),
        _ => DepositRule::Compulsory {
            deposit: twenty,
            above: Money::from_minor(6_000),
        },
    };
    other
}
