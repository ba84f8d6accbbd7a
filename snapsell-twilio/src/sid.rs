//! Twilio's resource ids: two letters and 32 hexadecimal digits, checked once and then trusted.

use core::fmt;
use core::str::FromStr;

/// The text is not a resource id of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a resource id: {expected} and 32 hexadecimal digits were expected")]
pub struct SidError {
    /// The prefixes that would have been accepted.
    pub expected: &'static str,
}

const SID_BYTES: usize = 34;

fn check(
    text: &str,
    prefixes: &[&str],
    expected: &'static str,
) -> Result<[u8; SID_BYTES], SidError> {
    let bytes: [u8; SID_BYTES] = text
        .as_bytes()
        .try_into()
        .map_err(|_| SidError { expected })?;
    let known = prefixes.iter().any(|prefix| text.starts_with(prefix));
    if !known || !bytes[2..].iter().all(u8::is_ascii_hexdigit) {
        return Err(SidError { expected });
    }
    Ok(bytes)
}

macro_rules! sid {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $($prefix:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; SID_BYTES]);

        impl $name {
            /// Checks prefix, length and digits.
            pub fn parse(text: &str) -> Result<Self, SidError> {
                check(text, &[$($prefix),+], $expected).map(Self)
            }

            /// The id as Twilio writes it.
            pub fn as_str(&self) -> &str {
                core::str::from_utf8(&self.0).expect("only ASCII passes the check")
            }
        }

        impl FromStr for $name {
            type Err = SidError;

            fn from_str(text: &str) -> Result<Self, SidError> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

sid!(
    /// An account or subaccount, `AC…`.
    AccountSid, "AC", "AC"
);
sid!(
    /// A message, `SM…` or, with media, `MM…`.
    MessageSid, "SM or MM", "SM", "MM"
);
sid!(
    /// A medium of a message, `ME…`.
    MediaSid, "ME", "ME"
);
sid!(
    /// A content template, `HX…`.
    ContentSid, "HX", "HX"
);
sid!(
    /// An API key, `SK…`.
    KeySid, "SK", "SK"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_prefix_and_32_hexadecimal_digits_pass() {
        let hex = "0123456789abcdefABCDEF0123456789";
        assert!(MessageSid::parse(&format!("SM{hex}")).is_ok());
        assert!(MessageSid::parse(&format!("MM{hex}")).is_ok());
        assert!(MessageSid::parse(&format!("AC{hex}")).is_err());
        assert!(MessageSid::parse(&format!("SM{hex}0")).is_err());
        assert!(MessageSid::parse(&format!("SM{}", hex.replace('a', "g"))).is_err());
        assert!(AccountSid::parse("AC/../../../../../../../../../../x").is_err());
    }
}
