//! The journal's facts for those who read them as JSON. Ids of messages are numbers of up to 39 digits in the journal, which
//! most readers round or refuse: here they are text of 32 hexadecimal digits, as everywhere else.

use serde::Serialize;
use serde_json::Value;

/// Digits that every number of 64 bits can do without.
const DIGITS_OF_64_BITS: usize = 20;

/// A value as JSON without a number of more than 64 bits.
///
/// # Errors
/// What keeps the value from being JSON at all.
pub(crate) fn readable(value: &impl Serialize) -> serde_json::Result<Value> {
    let text = serde_json::to_string(value)?;
    serde_json::from_str(&without_long_numbers(&text))
}

fn without_long_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '"' || c.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.starts_with('"') {
            true => quoted(rest),
            false => rest.bytes().take_while(u8::is_ascii_digit).count(),
        };
        let (token, behind) = rest.split_at(length);
        match token.parse::<u128>() {
            Ok(number) if length >= DIGITS_OF_64_BITS && token.parse::<u64>().is_err() => {
                out.push_str(&format!("\"{number:032x}\""));
            }
            Ok(_) | Err(_) => out.push_str(token),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Bytes of the text in quotes at the front, both quotes included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use snapsell_core::{Change, CommandId, ItemId};

    #[test]
    fn a_photo_has_the_id_of_its_message_in_hexadecimal() {
        let photo = Change::PhotoBound {
            item: ItemId::new(7),
            media: CommandId::new(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        };
        assert!(serde_json::to_value(&photo).is_err());
        let shown = readable(&photo).unwrap();
        assert_eq!(
            shown["photo_bound"]["media"],
            "0123456789abcdef0123456789abcdef"
        );
        assert_eq!(shown["photo_bound"]["item"], 7);
    }

    #[test]
    fn texts_and_numbers_of_64_bits_stay_as_they_are() {
        let value = json!({
            "text": "a \"99999999999999999999999\" \\", "99999999999999999999999": [u64::MAX, i64::MIN, 1.5, null],
        });
        assert_eq!(readable(&value).unwrap(), value);
    }
}
