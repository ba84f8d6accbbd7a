//! Identifiers: one newtype for each idea, so that no function takes two bare integers.

use core::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct $name($inner);

        impl $name {
            /// Wraps a raw number.
            #[must_use]
            pub const fn new(raw: $inner) -> Self {
                Self(raw)
            }

            /// The raw number.
            #[must_use]
            pub const fn get(self) -> $inner {
                self.0
            }

            /// The identifier after this one.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

id! {
    /// A tenant: one seller or boutique.
    ShopId(u32)
}
id! {
    /// A person who writes to a shop, customer or seller. Opaque: the phone number lives elsewhere.
    CustomerId(u32)
}
id! {
    /// A member of the team who acts from the console.
    UserId(u32)
}
id! {
    /// What a label stands for, in one size.
    ItemId(u32)
}
id! {
    /// Units set aside for one customer.
    HoldId(u32)
}
id! {
    /// One selling session.
    LiveId(u32)
}
id! {
    /// The number behind `VF-0001`; counted for each shop and never reused.
    OrderNumber(u32)
}
id! {
    /// The place of an entry in a shop's journal: the first entry is 1.
    Version(u64)
}
id! {
    /// One command, for ever: the same message delivered twice has the same id.
    ///
    /// Zero is kept for commands that no message caused, such as the passing of time.
    CommandId(u128)
}

impl CommandId {
    /// The id of a command that no message caused; such commands are never deduplicated.
    pub const NONE: Self = Self::new(0);
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VF-{:04}", self.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_order_number_shows_at_least_four_digits() {
        assert_eq!(OrderNumber::new(1).to_string(), "VF-0001");
        assert_eq!(OrderNumber::new(12_345).to_string(), "VF-12345");
    }
}
