//! The figures at the end of a live.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use snapsell_core::OrderStatus;
use snapsell_store::{Store, StoreError};

use super::check::double_allocations;
use super::round::Round;
use crate::talk::{Both, Lang};

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
        let resends = usize::try_from(self.resends).unwrap_or(usize::MAX);
        let parts = [
            count(
                self.orders,
                lang,
                ["commande prête", "commandes prêtes"],
                ["order ready", "orders ready"],
            ),
            count(
                self.doubled,
                lang,
                ["double attribution", "doubles attributions"],
                ["double allocation", "double allocations"],
            ),
            count(
                self.duplicates,
                lang,
                ["doublon ignoré", "doublons ignorés"],
                ["duplicate ignored", "duplicates ignored"],
            ),
            count(resends, lang, ["renvoi", "renvois"], ["resend", "resends"]),
        ];
        parts.join(" ")
    }
}

/// A number and its word, for one and for many: French counts none as one, English as many.
fn count(number: usize, lang: Lang, fr: [&str; 2], en: [&str; 2]) -> String {
    let word = match lang {
        Lang::Fr => fr[usize::from(number > 1)],
        Lang::En => en[usize::from(number != 1)],
    };
    format!("{number} {word}.")
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
            fr: "Réponse\u{a0}: {0}\u{a0}ms (médiane de {1}, mesurée ici).",
            en: "Answer: {0}\u{a0}ms (median of {1}, measured here).",
        };
        match self.median() {
            Some((median, count)) => {
                let median = format!("{:.1}", median.as_secs_f64() * 1_000.0);
                let median = match lang {
                    Lang::Fr => median.replace('.', ","),
                    Lang::En => median,
                };
                measured.fill(lang, &[&median, &count.to_string()])
            }
            None => String::new(),
        }
    }
}
