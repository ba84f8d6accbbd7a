//! How long a shop keeps what, as `shop set` and `shop show` write it: `retention.messages=12`, in months.

use snapsell_store::Retention;

use crate::talk::Both;

const MONTHS: Both = Both {
    en: "a number of months from 1 to 120, such as 12",
    fr: "un nombre de mois de 1 à 120, comme 12",
};

/// What is kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// Words of messages and notes.
    Messages,
    /// Receipts and other pictures of customers.
    Proofs,
    /// Customers who write no more.
    People,
}

/// The keys, each with what it is about.
const PERIODS: [(&str, Period); 3] = [
    ("retention.messages", Period::Messages),
    ("retention.people", Period::People),
    ("retention.proofs", Period::Proofs),
];

impl Period {
    /// The period that a key names.
    pub(super) fn of(key: &str) -> Option<Self> {
        let found = PERIODS.iter().find(|(known, _)| *known == key);
        found.map(|(_, period)| *period)
    }

    /// Its place among the others.
    pub(super) fn of_mut(self, kept: &mut Retention) -> &mut u32 {
        match self {
            Self::Messages => &mut kept.messages,
            Self::Proofs => &mut kept.proofs,
            Self::People => &mut kept.people,
        }
    }
}

/// The keys.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    PERIODS.iter().map(|(key, _)| *key)
}

/// Each key with its months, as it is typed.
pub(super) fn words(mut kept: Retention) -> impl Iterator<Item = (&'static str, u32)> {
    PERIODS
        .iter()
        .map(move |(key, period)| (*key, *period.of_mut(&mut kept)))
}

/// Reads months; every period ends some day.
pub(super) fn months(text: &str) -> Result<u32, Both> {
    let months: u32 = text.trim().parse().map_err(|_| MONTHS)?;
    match (Retention::MONTHS_MIN..=Retention::MONTHS_MAX).contains(&months) {
        true => Ok(months),
        false => Err(MONTHS),
    }
}
