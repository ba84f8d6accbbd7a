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
/// One command, for ever: the same message delivered twice has the same id.
///
/// Zero is kept for commands that no message caused, such as the passing of time.
///
/// In the journal's JSON it is one number of up to 39 digits, which most readers round or refuse. Whatever is shown to
/// people and programs has it as text of 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "u128", into = "u128"))]
// Bytes need no alignment, so that rows and facts that may have an id have no gaps beside it; the highest is first, so
// that they sort like the number.
pub struct CommandId([u8; 16]);

impl CommandId {
    /// The id of a command that no message caused; such commands are never deduplicated.
    pub const NONE: Self = Self::new(0);

    /// Wraps a raw number.
    #[must_use]
    pub const fn new(raw: u128) -> Self {
        Self(raw.to_be_bytes())
    }

    /// The raw number.
    #[must_use]
    pub const fn get(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// The identifier after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::new(self.get() + 1)
    }
}

impl From<u128> for CommandId {
    fn from(raw: u128) -> Self {
        Self::new(raw)
    }
}

impl From<CommandId> for u128 {
    fn from(id: CommandId) -> Self {
        id.get()
    }
}

impl fmt::Debug for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommandId({})", self.get())
    }
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
    fn a_command_sorts_and_is_saved_as_its_number() {
        let id = CommandId::new;
        let numbers = [0, 1, 255, 256, u128::MAX / 3, u128::MAX];
        assert!(numbers.map(id).is_sorted() && id(1).next() == id(2));
        for number in numbers {
            let saved = serde_json::to_string(&id(number)).unwrap();
            assert_eq!(saved, number.to_string());
            assert_eq!(
                serde_json::from_str::<CommandId>(&saved).unwrap(),
                id(number)
            );
            assert_eq!(
                alloc::format!("{:?}", id(number)),
                alloc::format!("CommandId({number})")
            );
        }
    }

    #[test]
    fn an_order_number_shows_at_least_four_digits() {
        assert_eq!(OrderNumber::new(1).to_string(), "VF-0001");
        assert_eq!(OrderNumber::new(12_345).to_string(), "VF-12345");
    }
}
