//! Two courses of one live beside each other: the sums, and for whom something changed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use snapsell_core::{LiveId, Settings, Timestamp};
use snapsell_store::StoreError;

use super::course::Course;
use crate::cli::replay::past::Only;
use crate::cli::replay::source::Source;
use crate::cli::tally::{Fate, Key};

/// A live as it was, decided again, and as it would have been.
pub(super) struct Comparison<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) live: LiveId,
    /// Settings that differ: key, before, after.
    pub(super) settings: Vec<(&'static str, String, String)>,
    /// Entries of the live.
    pub(super) entries: usize,
    /// Those of them behind which nothing could be found.
    pub(super) lost: usize,
    /// What really happened.
    pub(super) really: Course,
    /// The same settings again.
    pub(super) before: Course,
    pub(super) after: Course,
    pub(super) only: Only,
}

/// What became of one wish in one course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) fate: Option<Fate>,
    /// Units in orders.
    pub(super) ordered: u32,
}

/// Where the course of one wish leaves what really happened.
pub(super) struct Parting {
    pub(super) at: Timestamp,
    pub(super) key: Key,
    pub(super) really: Option<Fate>,
    pub(super) again: Option<Fate>,
}

/// A sum in both courses.
pub(super) struct Sum {
    pub(super) name: &'static str,
    pub(super) before: i64,
    pub(super) after: i64,
    /// Whether it is an amount of money.
    pub(super) money: bool,
}

/// Which settings `change` changes.
pub(super) fn settings(
    before: &Settings,
    change: &dyn Fn(&mut Settings),
) -> Vec<(&'static str, String, String)> {
    let mut after = before.clone();
    change(&mut after);
    let (before, after) = (before.words(), after.words());
    let pairs = before.into_iter().zip(after.into_values());
    let differ = pairs.filter(|((_, before), after)| before != after);
    differ
        .map(|((key, before), after)| (key, before, after))
        .collect()
}

impl Course {
    fn end(&self, key: &Key) -> End {
        End {
            fate: self.tally.fates.get(key).copied(),
            ordered: self.sales.by_key.get(key).copied().unwrap_or(0),
        }
    }
}

/// The sums of two courses.
fn sums_of(before: &Course, after: &Course) -> Vec<Sum> {
    let count = |name, of: fn(&Course) -> u64| Sum {
        name,
        before: signed(of(before)),
        after: signed(of(after)),
        money: false,
    };
    let amount = |name, of: fn(&Course) -> i64| Sum {
        name,
        before: of(before),
        after: of(after),
        money: true,
    };
    vec![
        count("held", |course| course.tally.held),
        count("queued", |course| course.tally.queued),
        count("promoted", |course| course.tally.promoted),
        count("late", |course| course.tally.late),
        count("reminders", |course| course.tally.reminded),
        count("expired", |course| course.tally.expired),
        count("given_back", |course| course.tally.given_back),
        count("confirmed", |course| course.tally.confirmed),
        count("orders", |course| course.sales.orders),
        count("units", |course| course.sales.units),
        amount("goods", |course| course.sales.goods.minor()),
        count("unserved_units", |course| course.tally.unserved),
        amount("unserved_value", |course| {
            course.tally.unserved_value.minor()
        }),
    ]
}

impl Comparison<'_> {
    /// Whether the same settings lead to what really happened.
    pub(super) fn is_as_it_was(&self) -> bool {
        self.before.sales == self.really.sales && self.before.tally.agrees(&self.really.tally)
    }

    /// Where the same settings first lead elsewhere, a wish each, the earliest first.
    pub(super) fn partings(&self) -> Vec<Parting> {
        let (really, again) = (&self.really.tally.stories, &self.before.tally.stories);
        let keys: BTreeSet<&Key> = really.keys().chain(again.keys()).collect();
        let parting = |key: &Key| {
            let [really, again] =
                [really, again].map(|all| all.get(key).map_or(&[][..], |one| one));
            let alike = really
                .iter()
                .zip(again)
                .take_while(|(one, other)| one.1 == other.1);
            let place = alike.count();
            let [really, again] = [really, again].map(|story| story.get(place));
            let at = really.into_iter().chain(again).map(|(at, _)| *at).min()?;
            let [really, again] = [really, again].map(|turn| turn.map(|(_, fate)| *fate));
            Some(Parting {
                at,
                key: *key,
                really,
                again,
            })
        };
        let mut partings: Vec<Parting> = keys.into_iter().filter_map(parting).collect();
        partings.sort_by_key(|parting| (parting.at, parting.key));
        partings
    }

    /// Sums of what really happened that the same settings do not give.
    pub(super) fn sums_missed(&self) -> Vec<Sum> {
        let mut sums = sums_of(&self.really, &self.before);
        sums.retain(|sum| sum.before != sum.after);
        sums
    }

    /// The sums of both courses.
    pub(super) fn sums(&self) -> Vec<Sum> {
        sums_of(&self.before, &self.after)
    }

    /// Wishes that ended otherwise, by item and customer.
    pub(super) fn changed(&self) -> Vec<(Key, End, End)> {
        let courses = [&self.before, &self.after];
        let keys = courses.into_iter().flat_map(|course| {
            let ordered = course.sales.by_key.keys();
            course.tally.fates.keys().chain(ordered)
        });
        let keys: BTreeSet<&Key> = keys.collect();
        let wanted = keys.into_iter().filter(|(code, _, customer)| {
            self.only.item.is_none_or(|only| only == *code)
                && self.only.customer.is_none_or(|only| only == *customer)
        });
        let ends = wanted.map(|key| (*key, self.before.end(key), self.after.end(key)));
        ends.filter(|(_, before, after)| before != after).collect()
    }

    pub(super) fn as_json(&self) -> Result<Value, StoreError> {
        let mut changed = Vec::new();
        for ((code, size, customer), before, after) in self.changed() {
            changed.push(json!({
                "code": code.to_string(),
                "size": (!size.is_one()).then(|| size.to_string()),
                "customer": customer.get(),
                "name": self.source.person(customer)?,
                "before": end(before),
                "after": end(after),
            }));
        }
        let sums = self.sums().into_iter().map(|sum| {
            let both = json!({ "before": sum.before, "after": sum.after });
            (sum.name.to_owned(), both)
        });
        let settings = self.settings.iter().map(|(key, before, after)| {
            let both = json!({ "before": before, "after": after });
            ((*key).to_owned(), both)
        });
        Ok(json!({
            "shop": self.source.record.slug,
            "live": self.live.get(),
            "currency": self.source.currency.code(),
            "settings": settings.collect::<serde_json::Map<_, _>>(),
            "entries": self.entries,
            "entries_lost": self.lost,
            "same_settings_give_what_happened": self.is_as_it_was(),
            "commands_without_object": self.after.without_object,
            "sums": sums.collect::<serde_json::Map<_, _>>(),
            "changed": changed,
        }))
    }
}

fn end(end: End) -> Value {
    json!({ "fate": end.fate.map(word), "ordered": end.ordered })
}

/// The word of a fate, the same in every language.
fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Holds => "holds",
        Fate::Waits => "waits",
        Fate::Expired => "expired",
        Fate::GivenBack => "given_back",
        Fate::Removed => "removed",
        Fate::Skipped => "skipped",
        Fate::Unserved => "unserved",
        Fate::Ordered => "ordered",
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
