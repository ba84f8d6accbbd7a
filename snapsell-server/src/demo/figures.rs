//! The figures at the end of a live.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use snapsell_core::OrderStatus;
use snapsell_store::{Store, StoreError};

use super::check::double_allocations;
use super::round::Round;
use crate::talk::{Both, Lang};

const LINE: Both = Both {
    fr: "{0} commande(s) prête(s). {1} double attribution. {2} doublon(s) ignoré(s). {3} renvoi(s).",
    en: "{0} order(s) ready. {1} double allocation. {2} duplicate(s) ignored. {3} resend(s).",
};

/// What a live came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) orders: usize,
    pub(super) doubled: usize,
    pub(super) duplicates: usize,
    pub(super) resends: u32,
}

impl Figures {
    pub(super) fn of(store: &Store, round: &Round) -> Result<Self, StoreError> {
        let orders = store.orders(round.shop)?;
        let ready = orders.iter().filter(|row| match row.order.status {
            OrderStatus::Confirmed
            | OrderStatus::Preparing
            | OrderStatus::OutForDelivery
            | OrderStatus::Delivered => true,
            OrderStatus::New | OrderStatus::Cancelled(_) => false,
        });
        let mut seen = BTreeSet::new();
        let resends = store
            .replies(round.shop, 0)?
            .into_iter()
            .filter_map(|reply| {
                // Replies that went together were sent again together.
                let alone = reply.provider_id.is_none_or(|id| seen.insert(id));
                alone.then(|| reply.attempts.saturating_sub(1))
            });
        Ok(Self {
            orders: ready.count(),
            doubled: double_allocations(store, round.shop)?,
            duplicates: round.duplicates().len(),
            resends: resends.sum(),
        })
    }

    /// The figures in a sentence.
    pub(super) fn line(self, lang: Lang) -> String {
        let Self {
            orders,
            doubled,
            duplicates,
            resends,
        } = self;
        LINE.fill(
            lang,
            &[
                &orders.to_string(),
                &doubled.to_string(),
                &duplicates.to_string(),
                &resends.to_string(),
            ],
        )
    }
}

/// How long answers took on this machine, from the webhook to the provider's acceptance.
#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<Vec<Duration>>);

impl Answers {
    pub(super) fn add(&self, took: Duration) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(took);
    }

    /// The median and how many there were.
    pub(super) fn median(&self) -> Option<(Duration, usize)> {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        all.sort_unstable();
        Some((*all.get(all.len() / 2)?, all.len()))
    }

    /// The median in words.
    pub(super) fn line(&self, lang: Lang) -> String {
        let measured = Both {
            fr: "Réponse : {0} ms (médiane de {1}, mesurée ici).",
            en: "Answer: {0} ms (median of {1}, measured here).",
        };
        match self.median() {
            Some((median, count)) => {
                let median = format!("{:.1}", median.as_secs_f64() * 1_000.0);
                measured.fill(lang, &[&median, &count.to_string()])
            }
            None => String::new(),
        }
    }
}
