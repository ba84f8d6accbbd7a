//! What can go wrong with an operation, and when.

use rusqlite::ffi;

/// A failure on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The operation fails, the next one works.
    Once,
    /// The operation and all that write after it fail.
    FromThenOn,
    /// From the operation on, nothing more fits on the disk.
    Full,
    /// The next time a lock is asked for it is taken, and it stays so.
    Busy,
    /// A read gives a part and fails.
    ShortRead,
    /// The process of the node that asked for it ends.
    Kill,
    /// The power is cut.
    Cut,
}

/// Kinds of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Open,
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
    Lock,
}

impl Op {
    fn changes(self) -> bool {
        matches!(
            self,
            Self::Write | Self::Truncate | Self::Sync | Self::Delete
        )
    }

    /// SQLite's code for a failure of this kind.
    fn error(self) -> i32 {
        match self {
            Self::Open => ffi::SQLITE_CANTOPEN,
            Self::Read => ffi::SQLITE_IOERR_READ,
            Self::Write => ffi::SQLITE_IOERR_WRITE,
            Self::Truncate => ffi::SQLITE_IOERR_TRUNCATE,
            Self::Sync => ffi::SQLITE_IOERR_FSYNC,
            Self::Delete => ffi::SQLITE_IOERR_DELETE,
            Self::Lock => ffi::SQLITE_IOERR_LOCK,
        }
    }
}

/// What an armed fault makes of an operation.
pub(crate) enum Verdict {
    Fine,
    /// Fails with this code and has no effect.
    Fails(i32),
    /// The node that asked ends.
    Kills,
    /// Everything ends.
    Cuts,
}

/// An armed fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Operations before it.
    pub(crate) left: u64,
    pub(crate) fault: Fault,
    pub(crate) struck: bool,
}

impl Plan {
    pub(crate) fn judge(&mut self, op: Op) -> Verdict {
        if self.left > 0 {
            self.left -= 1;
            return Verdict::Fine;
        }
        let first = !self.struck;
        let verdict = match self.fault {
            Fault::Once if first => Verdict::Fails(op.error()),
            Fault::FromThenOn if first || op.changes() => Verdict::Fails(op.error()),
            Fault::Full if matches!(op, Op::Write | Op::Truncate) => {
                Verdict::Fails(ffi::SQLITE_FULL)
            }
            Fault::Busy if op == Op::Lock => Verdict::Fails(ffi::SQLITE_BUSY),
            Fault::ShortRead if first && op == Op::Read => Verdict::Fails(ffi::SQLITE_IOERR_READ),
            Fault::Kill if first => Verdict::Kills,
            Fault::Cut if first => Verdict::Cuts,
            _ => return Verdict::Fine,
        };
        self.struck = true;
        verdict
    }
}
