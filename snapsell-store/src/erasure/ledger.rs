//! The ledger: a file beside the database, one line for each person or shop that was forgotten, which no restored copy
//! takes back. It holds pseudonyms and instants, nothing else.

use crate::error::StoreError;
use crate::folder::{folder, keep_owner, sync_folder};
use serde::{Deserialize, Serialize};
use snapsell_core::{CustomerId, ShopId, Timestamp};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use super::{Erasure, WHOLE_SHOP};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Line {
    /// Which installation's.
    pub(super) of: String,
    pub(super) shop: u32,
    /// 0 for the whole shop.
    pub(super) customer: u32,
    /// Milliseconds since 1970.
    pub(super) at: i64,
}

impl Line {
    pub(super) fn erasure(&self) -> Erasure {
        Erasure {
            shop: ShopId::new(self.shop),
            customer: (self.customer != WHOLE_SHOP).then(|| CustomerId::new(self.customer)),
            at: Timestamp::from_millis(self.at),
        }
    }
}

/// A ledger file, which may not be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ledger(PathBuf);

impl Ledger {
    pub(super) const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Every line, in order. One that was cut short by a crash was never acted upon and is passed over.
    pub(super) fn read(&self) -> Result<Vec<Line>, StoreError> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(error)),
        };
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        Ok(lines.collect())
    }

    /// Adds lines, durably.
    pub(super) fn append(&self, lines: &[Line]) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut options = std::fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0).map_err(|error| self.failed(error))?;
        // Beside `snapsell.db` lies `snapsell.db.erasures`; in a folder of copies the ledger is the folder's.
        let database = self.0.with_extension("");
        let like = match database.exists() {
            true => &database,
            false => folder(&self.0),
        };
        keep_owner(&self.0, like);
        // The empty line before them ends one that was cut short.
        let mut text = String::new();
        for line in lines {
            text.push('\n');
            text.push_str(&crate::words::json(line));
        }
        text.push('\n');
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(sync_folder(&self.0)?)
    }

    /// A refusal names the ledger, which nobody would look for otherwise.
    fn failed(&self, error: std::io::Error) -> StoreError {
        let error = StoreError::from(error);
        if error == StoreError::ReadOnly {
            let file = self.0.clone();
            return StoreError::Ledger { file };
        }
        error
    }

    /// Adds what another ledger has and this one lacks.
    pub(super) fn take_over(&self, other: &Self) -> Result<(), StoreError> {
        if self == other {
            return Ok(());
        }
        let known: BTreeSet<Line> = self.read()?.into_iter().collect();
        let lines: Vec<Line> = other.read()?;
        let new: Vec<Line> = lines
            .into_iter()
            .filter(|line| !known.contains(line))
            .collect();
        self.append(&new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn a_ledger_that_is_somebody_elses_is_named() {
        let ledger = Ledger::at("shop.db.erasures".into());
        let refused = ledger.failed(ErrorKind::PermissionDenied.into());
        assert!(
            refused.to_string().contains("shop.db.erasures"),
            "{refused}"
        );
        let full = ledger.failed(ErrorKind::StorageFull.into());
        assert_eq!(full, StoreError::Full);
    }
}
