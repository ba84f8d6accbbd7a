//! Who speaks: a phone number or, where WhatsApp hides it, a user id. Both print masked.

use core::fmt;

use crate::limits::{PHONE_DIGITS, USER_ID_BYTES_MAX};

const CHANNEL: &str = "whatsapp:";
const PHONE_BYTES_MAX: usize = 16;

/// The text is neither a WhatsApp phone number nor a WhatsApp user id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a WhatsApp address")]
pub struct AddressError;

/// An E.164 phone number. `Debug` and `Display` show its first and last two digits only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    bytes: [u8; PHONE_BYTES_MAX],
    len: u8,
}

impl Phone {
    /// Reads `+` and 6 to 15 digits, the first of them not zero.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let digits = text.strip_prefix('+').ok_or(AddressError)?.as_bytes();
        let numeric = digits.iter().all(u8::is_ascii_digit);
        if !PHONE_DIGITS.contains(&digits.len()) || !numeric || digits[0] == b'0' {
            return Err(AddressError);
        }
        let mut bytes = [0; PHONE_BYTES_MAX];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        let len = u8::try_from(text.len()).map_err(|_| AddressError)?;
        Ok(Self { bytes, len })
    }

    /// The whole number, `+33612345678`. Personal data: not for logs.
    pub fn expose(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.len)])
            .expect("only ASCII passes the check")
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.expose();
        write!(f, "{} ** ** ** {}", &text[..3], &text[text.len() - 2..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A business-scoped user id, `FR.459…`: stable for one person and one business portfolio.
/// `Debug` and `Display` show its country and last two characters only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(Box<str>);

impl UserId {
    /// Reads two capital letters, a dot and 1 to 128 letters or digits.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (country, id) = text.split_once('.').ok_or(AddressError)?;
        let country_ok = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let id_ok = (1..=USER_ID_BYTES_MAX).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric());
        if !country_ok || !id_ok {
            return Err(AddressError);
        }
        Ok(Self(text.into()))
    }

    /// The whole id. Personal data: not for logs.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.expose();
        let tail = if text.len() >= 8 {
            &text[text.len() - 2..]
        } else {
            ""
        };
        write!(f, "{}** {tail}", &text[..3])
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One end of a WhatsApp conversation.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// A phone number.
    Phone(Phone),
    /// A user id, where the person does not show a number.
    UserId(UserId),
}

impl Address {
    /// Reads an address as Twilio writes it: `whatsapp:+33612345678` or `whatsapp:FR.459…`.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::from_exposed(text.strip_prefix(CHANNEL).ok_or(AddressError)?)
    }

    /// Reads an address without its channel prefix, as [`Address::expose`] gives it.
    pub fn from_exposed(text: &str) -> Result<Self, AddressError> {
        if text.starts_with('+') {
            Phone::parse(text).map(Self::Phone)
        } else {
            UserId::parse(text).map(Self::UserId)
        }
    }

    /// The whole address without its channel prefix. Personal data: not for logs.
    pub fn expose(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.expose(),
            Self::UserId(id) => id.expose(),
        }
    }

    /// The whole address as Twilio writes it, with its channel prefix. Personal data: not for logs.
    pub fn to_channel(&self) -> String {
        format!("{CHANNEL}{}", self.expose())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone(phone) => phone.fmt(f),
            Self::UserId(id) => id.fmt(f),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Phone> for Address {
    fn from(phone: Phone) -> Self {
        Self::Phone(phone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_masked_and_expose_whole() {
        let phone = Address::parse("whatsapp:+33612345678").unwrap();
        assert_eq!(
            format!("{phone} {phone:?}"),
            "+33 ** ** ** 78 +33 ** ** ** 78"
        );
        assert_eq!(phone.expose(), "+33612345678");
        assert_eq!(phone.to_channel(), "whatsapp:+33612345678");
        let user = Address::parse("whatsapp:FR.459295677263412313").unwrap();
        assert_eq!(format!("{user:?}"), "FR.** 13");
        assert_eq!(
            Address::from_exposed("FR.1234").unwrap().to_string(),
            "FR.** "
        );
        assert_eq!(user.to_channel(), "whatsapp:FR.459295677263412313");
        assert_eq!(Address::from_exposed(user.expose()), Ok(user));
    }

    #[test]
    fn malformed_addresses_are_refused() {
        let long = format!("whatsapp:FR.{}", "1".repeat(129));
        for text in [
            "",
            "+33612345678",
            "whatsapp:",
            "whatsapp:+",
            "whatsapp:33612345678",
            "whatsapp:+0612345678",
            "whatsapp:+3361234567812345",
            "whatsapp:+33 612345678",
            "whatsapp:fr.1",
            "whatsapp:F.1",
            "whatsapp:FRA.1",
            "whatsapp:FR.",
            "whatsapp:FR.é",
            &long,
        ] {
            assert_eq!(Address::parse(text), Err(AddressError), "{text}");
        }
    }
}
