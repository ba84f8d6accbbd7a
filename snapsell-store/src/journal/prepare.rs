//! What can be made ready before the write lock is taken, and on another thread than the one that commits.

use super::Body;
use crate::error::StoreError;
use crate::keys::{Place, TenantKey};
use crate::store::Store;
use crate::words::{json, word};
use snapsell_core::{Commit, ShopId, Version};
use std::borrow::Cow;

/// A decision made ready to be committed. What is costly and needs no lock is done: JSON and ciphertext.
#[derive(Debug)]
pub struct Prepared<'a> {
    commit: Cow<'a, Commit>,
    pub(super) rows: Result<Rows, StoreError>,
}

/// The rows of a decision in their final bytes.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) body: String,
    pub(super) content: Option<Vec<u8>>,
    /// Class and sealed body of each reply.
    pub(super) replies: Vec<(String, Vec<u8>)>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(store: &Store, commit: Cow<'a, Commit>) -> Self {
        let rows = rows(store, &commit);
        Self { commit, rows }
    }

    /// The decision.
    #[must_use]
    pub fn commit(&self) -> &Commit {
        &self.commit
    }
}

/// Serialises and seals one decision.
fn rows(store: &Store, commit: &Commit) -> Result<Rows, StoreError> {
    let decision = &commit.decision;
    let key = store.tenant(commit.shop)?;
    let body = json(&Body {
        by: decision.by,
        changes: Cow::Borrowed(&decision.changes),
    });
    let content = commit
        .receipt
        .as_ref()
        .map(|receipt| seal_content(&key, decision.version, &receipt.content))
        .transpose()?;
    let replies = decision
        .replies
        .iter()
        .enumerate()
        .map(|(seq, reply)| {
            let row = reply_row(decision.version, seq);
            let sealed = key.seal(reply_place(&row), json(reply).as_bytes())?;
            Ok((word(&reply.class), sealed))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Rows {
        body,
        content,
        replies,
    })
}

fn seal_content(key: &TenantKey, seq: Version, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    key.seal(content_place(&seq.get().to_be_bytes()), plain)
}

/// Where the words of a message stand; `row` is its seq.
pub(crate) const fn content_place(row: &[u8]) -> Place<'_> {
    Place {
        table: "inbox",
        column: "content",
        row,
    }
}

/// The row key of a reply: the entry that made it, and its number in that entry.
pub(crate) fn reply_row(version: Version, seq: usize) -> [u8; 12] {
    let seq = u32::try_from(seq).expect("an entry has fewer replies than a shop has customers");
    let mut row = [0; 12];
    row[..8].copy_from_slice(&version.get().to_be_bytes());
    row[8..].copy_from_slice(&seq.to_be_bytes());
    row
}

/// Where a reply stands.
pub(crate) const fn reply_place(row: &[u8]) -> Place<'_> {
    Place {
        table: "outbox",
        column: "body",
        row,
    }
}

/// Opens the words of a message.
pub(crate) fn open_content(
    store: &Store,
    shop: ShopId,
    seq: Version,
    blob: &[u8],
) -> Result<Vec<u8>, StoreError> {
    store
        .tenant(shop)?
        .open(content_place(&seq.get().to_be_bytes()), blob)
}
