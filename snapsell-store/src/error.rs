//! What can go wrong in the store, as few kinds as callers act on. No message carries the contents of a row.

use rusqlite::ErrorCode;
use rusqlite::ffi;
use snapsell_core::{ShopId, Version};
use std::path::PathBuf;

/// Why the store could not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process holds the write lock. Nothing was written; try again soon.
    #[error("another process is writing to the database; try again")]
    Busy,
    /// The disk, or the database's own bound, is full. Nothing was written; make room, it recovers by itself.
    #[error("the disk is full; free some space, nothing else is needed")]
    Full,
    /// The database cannot be written.
    #[error(
        "the database is read-only; check the owner and the mode of the file and of its folder"
    )]
    ReadOnly,
    /// The ledger of those who were forgotten cannot be read or written.
    #[error(
        "the ledger of erasures {} is not this user's; give it the owner of the database",
        file.display()
    )]
    Ledger {
        /// Which file.
        file: PathBuf,
    },
    /// The file is a database of another program.
    #[error("the file is a database of another program; name another file")]
    Foreign,
    /// The database file cannot be opened.
    #[error("the database cannot be opened; check that the file exists and its folder is writable")]
    CannotOpen,
    /// The disk failed. After a failed commit nobody knows whether it is durable.
    #[error("the disk failed (SQLite code {code}); check the system's log and the disk")]
    Io {
        /// SQLite's extended result code.
        code: i32,
    },
    /// What is on disk contradicts itself, or would after this write.
    #[error("corrupt: {what}{}; run the audit, then restore a backup", place(*shop, *version))]
    Corrupt {
        /// Whose, when it is known.
        shop: Option<ShopId>,
        /// The entry being read or written, when there is one.
        version: Option<Version>,
        /// Which rule is broken.
        what: &'static str,
    },
    /// The schema is older than this program.
    #[error("the database has schema {found}, this program needs {wanted}; run `migrate`")]
    SchemaBehind {
        /// On disk.
        found: u32,
        /// Of this program.
        wanted: u32,
    },
    /// The schema is newer than this program, or is not the one that this program's migrations make.
    #[error(
        "the database has schema {found}, this program knows {wanted}; start the newer program"
    )]
    SchemaAhead {
        /// On disk.
        found: u32,
        /// Of this program.
        wanted: u32,
    },
    /// A migration that was applied is not the one in this program.
    #[error(
        "migration {version} was changed after it was applied; use the program that applied it"
    )]
    SchemaChanged {
        /// Which migration.
        version: u32,
    },
    /// A key is missing, is not 32 bytes of base64, or does not open what it should.
    #[error("{0}")]
    Key(&'static str),
    /// There is no such row.
    #[error("no such {0}")]
    Missing(&'static str),
    /// A name that must be unique is in use.
    #[error("this {0} is in use already")]
    Taken(&'static str),
    /// A file that would be overwritten exists.
    #[error("the file exists already; name another, or say that it may be overwritten")]
    FileExists,
    /// SQLite refused a statement for a reason of the program's own.
    #[error("the database refused a statement (SQLite code {code}: {what})")]
    Refused {
        /// SQLite's extended result code.
        code: i32,
        /// SQLite's general text for it.
        what: &'static str,
    },
}

/// Where something is wrong, as far as it is known.
fn place(shop: Option<ShopId>, version: Option<Version>) -> String {
    match (shop, version) {
        (Some(shop), Some(version)) => format!(" (shop {}, entry {})", shop.get(), version.get()),
        (Some(shop), None) => format!(" (shop {})", shop.get()),
        (None, _) => String::new(),
    }
}

impl StoreError {
    /// A contradiction that belongs to no entry.
    pub(crate) const fn corrupt(what: &'static str) -> Self {
        Self::Corrupt {
            shop: None,
            version: None,
            what,
        }
    }

    /// A contradiction in a shop.
    pub(crate) const fn corrupt_in(
        shop: ShopId,
        version: Option<Version>,
        what: &'static str,
    ) -> Self {
        Self::Corrupt {
            shop: Some(shop),
            version,
            what,
        }
    }

    /// Whether the same call may succeed later without anybody changing the program or the data.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Full | Self::Io { .. })
    }

    /// Whether what was asked for is damaged or gone. That stops whoever it belongs to, and nobody else.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::Missing(_) | Self::Key(_))
    }

    /// The same of a shop, where it names none yet.
    pub(crate) fn of_shop(self, shop: ShopId, version: Version) -> Self {
        if let Self::Corrupt {
            shop: None, what, ..
        } = self
        {
            return Self::corrupt_in(shop, Some(version), what);
        }
        self
    }

    /// Whether a rule of the schema was broken.
    pub(crate) fn is_constraint(error: &rusqlite::Error) -> bool {
        error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
    }

    /// Whether a UNIQUE or PRIMARY KEY rule was broken.
    pub(crate) fn is_unique(error: &rusqlite::Error) -> bool {
        error.sqlite_error().is_some_and(|failure| {
            failure.extended_code == ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                || failure.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::QueryReturnedNoRows = error {
            return Self::Missing("row");
        }
        let Some(failure) = error.sqlite_error() else {
            return Self::corrupt("a column has another type than its schema says");
        };
        let code = failure.extended_code;
        #[expect(clippy::wildcard_enum_match_arm, reason = "SQLite's own, open enum")]
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::CannotOpen => Self::CannotOpen,
            // SQLite's index of the log, which every reader makes, found no room.
            ErrorCode::SystemIoFailure if code == ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
            ErrorCode::SystemIoFailure => Self::Io { code },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::corrupt("SQLite cannot read the file")
            }
            _ => Self::Refused {
                code,
                what: ffi::code_to_str(code),
            },
        }
    }
}

impl From<r2d2::Error> for StoreError {
    fn from(_: r2d2::Error) -> Self {
        Self::Busy
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the standard library's open enum"
        )]
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly
            }
            std::io::ErrorKind::NotFound => Self::CannotOpen,
            std::io::ErrorKind::AlreadyExists => Self::FileExists,
            _ => Self::Io {
                code: ffi::SQLITE_IOERR,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_corrupt_is_named_as_far_as_it_is_known() {
        let said = |error: StoreError| error.to_string();
        let shop = ShopId::new(3);
        assert!(said(StoreError::corrupt("a row")).starts_with("corrupt: a row; run"));
        let whole = StoreError::corrupt_in(shop, Some(Version::new(12)), "a row");
        assert!(said(whole).starts_with("corrupt: a row (shop 3, entry 12); run"));
        assert!(said(StoreError::corrupt_in(shop, None, "a row")).contains("row (shop 3); run"));
    }
}
