//! How a currency is written: by its code where people read it, in its parts where they do not.

use super::Currency;
use alloc::string::String;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What stands in a journal: the code, or in older ones the parts.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Code(String),
    Parts { code: [u8; 3] },
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.code())
        } else {
            (self.code, self.exponent).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = if deserializer.is_human_readable() {
            match Written::deserialize(deserializer)? {
                Written::Code(code) => Self::parse(&code),
                Written::Parts { code } => Self::of(code),
            }
        } else {
            let (code, _) = <([u8; 3], u8)>::deserialize(deserializer)?;
            Self::of(code)
        };
        known.ok_or_else(|| D::Error::custom("not the code of a currency we know"))
    }
}

impl Currency {
    fn of(code: [u8; 3]) -> Option<Self> {
        Self::parse(core::str::from_utf8(&code).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_its_code() {
        assert_eq!(serde_json::to_string(&Currency::EUR).unwrap(), "\"EUR\"");
        assert_eq!(
            serde_json::from_str::<Currency>("\"EUR\"").unwrap(),
            Currency::EUR
        );
    }

    #[test]
    fn a_journal_from_before_is_still_read() {
        let written = r#"{"code":[88,79,70],"exponent":0}"#;
        assert_eq!(
            serde_json::from_str::<Currency>(written).unwrap(),
            Currency::XOF
        );
    }

    #[test]
    fn what_is_no_currency_is_refused() {
        for written in [
            r#""ZZZ""#,
            r#""""#,
            r#"{"code":[255,79,70],"exponent":0}"#,
            r#"{"code":[90,90,90],"exponent":2}"#,
            "7",
        ] {
            assert!(
                serde_json::from_str::<Currency>(written).is_err(),
                "{written}"
            );
        }
    }
}
