//! How an item is named to people: the label as the seller first wrote it, and its size.

use crate::ascii;
use crate::code::{Code, Malformed, Size};
use alloc::string::{String, ToString};
use core::fmt;

/// Longest label kept, in bytes.
const LABEL_BYTES_MAX: usize = 12;

/// The label as the seller first wrote it (`B07`), in upper case, without separators.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Label([u8; LABEL_BYTES_MAX]);

impl Label {
    /// Reads a label; `None` when it is not ASCII letters and digits, or longer than 12 characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        ascii::pack(text, u8::is_ascii_alphanumeric).map(Self)
    }

    /// The label as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        ascii::word(&self.0)
    }
}

impl From<Code> for Label {
    fn from(code: Code) -> Self {
        Self::new(&code.to_string()).expect("a code is at most eight ASCII letters and digits")
    }
}

impl TryFrom<String> for Label {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::new(&text).ok_or(Malformed(text))
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.as_str().to_string()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An item as people call it: `B07`, or `S01 M` when it comes in sizes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Named {
    /// The label as first written.
    pub label: Label,
    /// The size; [`Size::ONE`] when there is only one.
    pub size: Size,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label.as_str())?;
        if self.size.is_one() {
            Ok(())
        } else {
            write!(f, " {}", self.size)
        }
    }
}

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_again_as_it_was_written() {
        let label = Label::new("b07").unwrap();
        let text = String::from(label);
        assert_eq!(text, "B07");
        assert_eq!(Label::try_from(text), Ok(label));
    }
}
