//! What a lease asks of its caller: whether a message may leave now.

use snapsell_core::{Class, CustomerId, ShopId, Timestamp};

/// A message that could leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whose.
    pub shop: ShopId,
    /// To whom.
    pub customer: CustomerId,
    /// Its first row.
    pub first: i64,
    /// Its kind.
    pub class: Class,
    /// Whether it was put off or tried before.
    pub again: bool,
}

/// When a message may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Now.
    Now,
    /// Then; it is not looked at before.
    At(Timestamp),
    /// Not now, and no other new message of its shop either; it stays first in line.
    ShopWaits,
}
