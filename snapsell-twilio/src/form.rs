//! A form body, decoded once into one buffer; everything after borrows from it.

use core::fmt;
use core::ops::Range;

use crate::limits::{FORM_BYTES_MAX, FORM_FIELDS_MAX};

/// Why a body is not a form. The answer to all of them is 400: a repeat will not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FormError {
    /// Over [`FORM_BYTES_MAX`]; answer 413.
    #[error("the form is larger than {FORM_BYTES_MAX} bytes")]
    TooLarge,
    /// Over [`FORM_FIELDS_MAX`].
    #[error("the form has more than {FORM_FIELDS_MAX} fields")]
    TooManyFields,
    /// A `%` without two hexadecimal digits.
    #[error("the form holds a malformed percent escape")]
    Percent,
    /// A name or value is not UTF-8 after decoding.
    #[error("the form is not UTF-8")]
    Utf8,
}

/// The fields of an `application/x-www-form-urlencoded` body, decoded, in their order, duplicates included.
///
/// Two allocations whatever the number of fields. `Debug` prints names, never values.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// `name=value&name=value`, decoded: the ASCII separators keep each part valid UTF-8 on its own.
    text: String,
    fields: Vec<Field>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Field {
    start: u32,
    equals: u32,
    end: u32,
}

impl Field {
    fn name(self) -> Range<usize> {
        self.start as usize..self.equals as usize
    }

    fn value(self) -> Range<usize> {
        self.equals as usize + 1..self.end as usize
    }
}

impl Form {
    /// Decodes a body. Empty pairs (`&&`) are skipped; a pair without `=` has an empty value.
    pub fn parse(body: &[u8]) -> Result<Self, FormError> {
        if body.len() > FORM_BYTES_MAX {
            return Err(FormError::TooLarge);
        }
        let mut out = Vec::with_capacity(body.len() + 2);
        let mut fields = Vec::with_capacity(24);
        let mut rest = body;
        while !rest.is_empty() {
            let (field, after) = decode_pair(rest, &mut out)?;
            rest = after;
            let Some(field) = field else { continue };
            if fields.len() == FORM_FIELDS_MAX {
                return Err(FormError::TooManyFields);
            }
            fields.push(field);
        }
        let text = String::from_utf8(out).map_err(|_| FormError::Utf8)?;
        Ok(Self { text, fields })
    }

    /// Builds a form from decoded pairs, for signing and for tests; the same bounds hold.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FormError> {
        let mut serializer = form_urlencoded::Serializer::new(String::new());
        serializer.extend_pairs(pairs);
        Self::parse(serializer.finish().as_bytes())
    }

    /// The form without fields, as a GET webhook has it.
    pub fn empty() -> Self {
        Self {
            text: String::new(),
            fields: Vec::new(),
        }
    }

    /// How many fields, duplicates included.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Names and values in the order of the body.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|&field| self.pair(field))
    }

    /// The first value of a field, if it is there. Linear: for one or two look-ups.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|&(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The field at a position below [`Form::len`].
    pub(crate) fn at(&self, index: usize) -> (&str, &str) {
        self.pair(self.fields[index])
    }

    /// Percent-encodes the fields again, in their order.
    pub fn encode(&self) -> String {
        let mut serializer =
            form_urlencoded::Serializer::new(String::with_capacity(self.text.len() * 2));
        serializer.extend_pairs(self.iter());
        serializer.finish()
    }

    fn pair(&self, field: Field) -> (&str, &str) {
        (&self.text[field.name()], &self.text[field.value()])
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")?;
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

/// The bytes that mean something in a form.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[b'&' as usize] = true;
    special[b'=' as usize] = true;
    special[b'+' as usize] = true;
    special[b'%' as usize] = true;
    special
};

/// Decodes up to the next `&` or the end; gives the field, if the pair is not empty, and what is left to read.
fn decode_pair<'b>(
    body: &'b [u8],
    out: &mut Vec<u8>,
) -> Result<(Option<Field>, &'b [u8]), FormError> {
    let start = position(out);
    let mut equals = None;
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        at += 1;
        match byte {
            b'&' => break,
            b'=' if equals.is_none() => {
                equals = Some(position(out));
                out.push(b'=');
            }
            b'+' => out.push(b' '),
            b'%' => {
                let Some(&[high, low]) = body.get(at..at + 2) else {
                    return Err(FormError::Percent);
                };
                out.push(hex(high)? << 4 | hex(low)?);
                at += 2;
            }
            _ => {
                let rest = &body[at - 1..];
                let plain = rest
                    .iter()
                    .position(|&byte| SPECIAL[usize::from(byte)])
                    .unwrap_or(rest.len());
                // An `=` inside a value is as plain as any other byte.
                let plain = plain.max(1);
                out.extend_from_slice(&rest[..plain]);
                at += plain - 1;
            }
        }
    }
    let end = position(out);
    let field = match equals {
        Some(equals) => Some(Field { start, equals, end }),
        None if start == end => None,
        None => {
            out.push(b'=');
            Some(Field {
                start,
                equals: end,
                end: end + 1,
            })
        }
    };
    out.push(b'&');
    Ok((field, &body[at..]))
}

fn position(out: &[u8]) -> u32 {
    u32::try_from(out.len()).expect("a decoded body is hardly longer than its bound")
}

fn hex(digit: u8) -> Result<u8, FormError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(FormError::Percent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(body: &str) -> Vec<(String, String)> {
        let form = Form::parse(body.as_bytes()).unwrap();
        form.iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn order_duplicates_empty_values_and_escapes_survive() {
        assert_eq!(
            pairs("b=1&a=%C3%A9+%2B&&b=2&c&d=&=x&e=a=b"),
            [
                ("b", "1"),
                ("a", "é +"),
                ("b", "2"),
                ("c", ""),
                ("d", ""),
                ("", "x"),
                ("e", "a=b")
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn a_form_agrees_with_the_url_standard_and_survives_encoding() {
        let body = "Body=%F0%9F%8D%BE+A12+%26+b7&From=whatsapp%3A%2B33612345678&Empty=&%C3%A9=%25&%c3%a9=%0a";
        let reference: Vec<_> = form_urlencoded::parse(body.as_bytes())
            .into_owned()
            .collect();
        assert_eq!(pairs(body), reference);
        let form = Form::parse(body.as_bytes()).unwrap();
        assert_eq!(Form::parse(form.encode().as_bytes()), Ok(form));
    }

    #[test]
    fn malformed_bodies_are_refused_with_their_reason() {
        assert_eq!(Form::parse(b"a=%").unwrap_err(), FormError::Percent);
        assert_eq!(Form::parse(b"a=%4").unwrap_err(), FormError::Percent);
        assert_eq!(Form::parse(b"a=%+1").unwrap_err(), FormError::Percent);
        assert_eq!(Form::parse(b"a=%FF").unwrap_err(), FormError::Utf8);
        assert_eq!(
            Form::parse(b"%C3=%A9").unwrap_err(),
            FormError::Utf8,
            "halves of a character in two parts"
        );
        assert_eq!(Form::parse(b"a=%C3&%A9=b").unwrap_err(), FormError::Utf8);
        assert!(Form::parse(&vec![b'a'; FORM_BYTES_MAX]).is_ok());
        assert_eq!(
            Form::parse(&vec![b'a'; FORM_BYTES_MAX + 1]).unwrap_err(),
            FormError::TooLarge
        );
        assert_eq!(
            Form::parse("a&".repeat(FORM_FIELDS_MAX + 1).as_bytes()).unwrap_err(),
            FormError::TooManyFields
        );
        assert_eq!(
            Form::parse("a&".repeat(FORM_FIELDS_MAX).as_bytes())
                .unwrap()
                .len(),
            FORM_FIELDS_MAX
        );
    }

    #[test]
    fn values_never_print() {
        let form = Form::parse(b"Body=secret").unwrap();
        assert_eq!(format!("{form:?}"), r#"Form["Body"]"#);
    }
}
