//! Group commit: the decisions of one slice in one transaction and one wait for the disk.

use super::gathered::Gathered;
use super::head::{self, Head, Heads};
use super::models;
use super::prepare::{Prepared, Rows};
use crate::contacts;
use crate::error::StoreError;
use crate::media;
use crate::plans::Plans;
use crate::store::{Inner, Store, Writer, locked};
use rusqlite::TransactionBehavior;
use snapsell_core::{Commit, CommitError, CustomerId, ShopId};
use std::collections::{BTreeMap, BTreeSet};

type Answer = Result<(), CommitError<StoreError>>;

/// Commits decisions in order; one answer for each.
///
/// A shop whose rows contradict the decision is left out and the slice is written again without it, so that a
/// broken shop costs no other shop anything; so is one whose new people another process met first. Every other failure rolls the whole slice back.
pub(super) fn commit(store: &Store, commits: &[Prepared<'_>]) -> Vec<Answer> {
    let inner = store.inner();
    let mut writer = inner.writer();
    let mut barred = Barred::new();
    loop {
        match attempt(inner, &mut writer, commits, &barred) {
            Ok(Written::Durable(answers)) => return answers,
            Ok(Written::MetElsewhere(shop)) => {
                writer.heads.forget();
                barred.insert(shop, None);
            }
            Err(StoreError::Corrupt {
                shop: Some(shop),
                version,
                what,
            }) if !barred.contains_key(&shop) => {
                writer.heads.forget();
                let error = StoreError::corrupt_in(shop, version, what);
                barred.insert(shop, Some(error));
            }
            Err(error) => {
                writer.heads.forget();
                return commits
                    .iter()
                    .map(|_| Err(CommitError::Store(error.clone())))
                    .collect();
            }
        }
    }
}

/// Shops that are left out, and why; `None` for a conflict.
type Barred = BTreeMap<ShopId, Option<StoreError>>;

/// What became of a transaction.
enum Written {
    /// It is on the disk.
    Durable(Vec<Answer>),
    /// It was rolled back: another process met one of this shop's new people first, and gave her another number.
    MetElsewhere(ShopId),
}

/// The heads that this transaction moved: where each stood before, and where it stands now.
type Moved = BTreeMap<ShopId, (Head, Head)>;

fn attempt(
    inner: &Inner,
    writer: &mut Writer,
    commits: &[Prepared<'_>],
    barred: &Barred,
) -> Result<Written, StoreError> {
    let Writer { connection, heads } = writer;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let others_wrote = heads.refresh(&transaction)?;
    let gone = contacts::gone(&transaction, &inner.contacts, others_wrote)?;
    let plans = Plans::new(&transaction);
    let mut moved = Moved::new();
    let mut gathered = Gathered::default();
    // What follows a refused decision was decided on a shop that never was, even where its version fits.
    let mut astray = BTreeSet::new();
    let mut answers = Vec::with_capacity(commits.len());
    for prepared in commits {
        let commit = prepared.commit();
        let answer = match (barred.get(&commit.shop), &prepared.rows) {
            (Some(Some(error)), _) | (None, Err(error)) => Err(CommitError::Store(error.clone())),
            (Some(None), _) => Err(CommitError::Conflict),
            (None, Ok(_)) if astray.contains(&commit.shop) => Err(CommitError::Conflict),
            // She was forgotten while this was decided: what she wrote is a stranger's now.
            (None, Ok(_)) if is_gone(&gone, commit) => Err(CommitError::Conflict),
            (None, Ok(rows)) => {
                let written = (&mut moved, &mut gathered);
                let written = one(&plans, heads, written, inner, (commit, rows));
                written.map_err(|error| error.of_shop(commit.shop, commit.decision.version))?
            }
        };
        if answer.is_err() {
            astray.insert(commit.shop);
        }
        answers.push(answer);
    }
    gathered.write(&plans)?;
    let mut pending = contacts::Written::default();
    for (&shop, (from, to)) in &moved {
        head::advance(&plans, shop, from, to)?;
        let met = pending.write(&plans, &inner.contacts, shop);
        if !met.map_err(|error| error.of_shop(shop, to.version))? {
            return Ok(Written::MetElsewhere(shop));
        }
    }
    drop(plans);
    transaction.commit()?;
    pending.done(&inner.contacts);
    for (shop, (_, head)) in moved {
        heads.learn(shop, head);
    }
    let durable = commits.iter().zip(&answers);
    let durable = durable.filter(|(_, answer)| answer.is_ok());
    media::forget_expected(
        &mut locked(&inner.expected),
        durable.map(|(prepared, _)| prepared.commit()),
    );
    Ok(Written::Durable(answers))
}

fn is_gone(gone: &[(ShopId, CustomerId)], commit: &Commit) -> bool {
    let from = commit.receipt.as_ref().map(|receipt| receipt.from);
    !gone.is_empty() && from.is_some_and(|from| gone.contains(&(commit.shop, from)))
}

/// Writes one decision or gathers its rows, or says why it must not be written. An `Err` outside the answer ends the whole
/// transaction.
fn one<'a>(
    connection: &Plans<'_>,
    heads: &Heads,
    (moved, gathered): (&mut Moved, &mut Gathered<'a>),
    inner: &Inner,
    (commit, rows): (&'a Commit, &'a Rows),
) -> Result<Answer, StoreError> {
    let shop = commit.shop;
    let decision = &commit.decision;
    if !decision.is_committed() {
        return Ok(Ok(()));
    }
    let known = match moved.get(&shop) {
        Some((_, head)) => Some(*head),
        None => heads.of(connection, shop)?,
    };
    let Some(head) = known else {
        return Ok(Err(CommitError::Store(StoreError::Missing("shop"))));
    };
    if decision.version != head.version.next() {
        let seen = snapsell_core::Version::new(decision.version.get().saturating_sub(1));
        // It may be one of those that this transaction has not written yet.
        gathered.write(connection)?;
        let repeated = super::knows_after(connection, shop, seen, decision.command)?;
        return Ok(Err(if repeated {
            CommitError::Duplicate
        } else {
            CommitError::Conflict
        }));
    }
    if decision.at < head.at {
        let what = "an entry would be older than the one before it";
        return Err(StoreError::corrupt_in(shop, Some(decision.version), what));
    }
    let chain = head.chain.next(
        decision.version,
        decision.at,
        decision.command,
        rows.body.as_bytes(),
    );
    let outbox_next = gathered.add(commit, rows, chain, head.outbox_next);
    models::write(connection, gathered, commit)?;
    media::write_expected(connection, &locked(&inner.expected), commit)?;
    let next = Head {
        version: decision.version,
        at: decision.at,
        chain,
        next_deadline: decision.next_deadline,
        outbox_next,
    };
    moved.entry(shop).or_insert((head, next)).1 = next;
    Ok(Ok(()))
}
