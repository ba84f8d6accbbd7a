//! What was typed: fields with limits on their number and length, and files.

use std::collections::BTreeMap;

use axum::extract::{FromRequest as _, Multipart, Request};
use hyper::body::Bytes;

use super::answer::Halt;

/// Fields of one form, at most.
const FIELDS_MAX: usize = 1_200;
/// Longest name of a field.
const NAME_BYTES_MAX: usize = 64;
/// Longest value of a field.
const VALUE_BYTES_MAX: usize = 8 * 1024;

/// Fields by name, each with its values in the order sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(BTreeMap<String, Vec<String>>);

/// A file that came with a form.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) bytes: Bytes,
}

impl Fields {
    /// Reads `a=1&b=2`.
    pub(super) fn parse(encoded: &[u8]) -> Result<Self, Halt> {
        let mut fields = Self::default();
        for (name, value) in form_urlencoded::parse(encoded) {
            fields.put(&name, value.into_owned())?;
        }
        Ok(fields)
    }

    fn put(&mut self, name: &str, value: String) -> Result<(), Halt> {
        let count: usize = self.0.values().map(Vec::len).sum();
        let fits = name.len() <= NAME_BYTES_MAX && value.len() <= VALUE_BYTES_MAX;
        if !fits || count >= FIELDS_MAX {
            return Err(Halt::TooLarge);
        }
        self.0.entry(name.to_owned()).or_default().push(value);
        Ok(())
    }

    /// Something else stands in a field from now on.
    pub(super) fn replace(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), vec![value]);
    }

    /// The value as typed; empty where there is none.
    pub(super) fn raw(&self, name: &str) -> &str {
        let values = self.0.get(name);
        values
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }

    /// The value on one line, as it may be shown to others: without blanks around it, without signs that are not seen.
    pub(super) fn line(&self, name: &str) -> String {
        let shown = self.raw(name).chars().map(|letter| match letter {
            '\n' | '\t' | '\r' => ' ',
            letter => letter,
        });
        shown
            .filter(|letter| is_seen(*letter))
            .collect::<String>()
            .trim()
            .to_owned()
    }

    /// The value on several lines.
    pub(super) fn lines(&self, name: &str) -> String {
        let shown = self.raw(name).replace("\r\n", "\n");
        let kept = |letter: &char| *letter == '\n' || is_seen(*letter);
        shown
            .chars()
            .filter(kept)
            .collect::<String>()
            .trim()
            .to_owned()
    }

    /// All values.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The value as typed; `None` where the form has no such field at all.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        self.0.contains_key(name).then(|| self.raw(name))
    }

    /// Whether there is a value that is not empty.
    pub(super) fn has(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// The value as a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.raw(name).trim().parse().ok()
    }

    /// The first value of each field, to be typed again.
    pub(super) fn typed(&self) -> BTreeMap<&str, &str> {
        let secret = |name: &str| matches!(name, "password" | "pin" | "token" | "code");
        let firsts = self.0.iter().filter(|(name, _)| !secret(name));
        firsts
            .map(|(name, values)| (name.as_str(), values[0].as_str()))
            .collect()
    }
}

/// A sign that people can see, and that does not turn others around.
pub(crate) fn is_seen(letter: char) -> bool {
    let hidden = matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
    );
    !letter.is_control() && !hidden
}

/// Reads a form with files; the whole body is already in memory and bounded.
pub(super) async fn multipart(request: Request) -> Result<(Fields, Vec<Upload>), Halt> {
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Halt::Malformed)?;
    let (mut fields, mut files) = (Fields::default(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|_| Halt::Malformed)? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(|_| Halt::Malformed)?;
        if files.len() + fields.0.len() >= FIELDS_MAX {
            return Err(Halt::TooLarge);
        }
        match is_file {
            true => files.push(Upload { bytes }),
            false => fields.put(&name, String::from_utf8_lossy(&bytes).into_owned())?,
        }
    }
    Ok((fields, files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_turn_a_name_around_are_left_out() {
        let fields = Fields::parse("name=%20A\u{202e}wa%00%0AKon\u{200b}é%20".as_bytes()).unwrap();
        assert_eq!(fields.line("name"), "Awa Koné");
        assert_eq!(fields.lines("name"), "Awa\nKoné");
        for blank in ['\u{3164}', '\u{2800}', '\u{ad}', '\u{115f}', '\u{61c}'] {
            assert!(!is_seen(blank), "{blank:?} alone would be no name");
        }
        assert!("عائشة 💃🏾 Zoé’s ॐ".chars().all(is_seen));
    }

    #[test]
    fn a_form_beyond_the_limits_is_refused() {
        let long = format!("a={}", "x".repeat(VALUE_BYTES_MAX + 1));
        assert!(Fields::parse(long.as_bytes()).is_err());
        let many = "a=1&".repeat(FIELDS_MAX + 1);
        assert!(Fields::parse(many.as_bytes()).is_err());
        let typed = Fields::parse(b"email=a&password=b").unwrap();
        assert!(
            !typed.typed().contains_key("password"),
            "it is never sent back"
        );
    }
}
