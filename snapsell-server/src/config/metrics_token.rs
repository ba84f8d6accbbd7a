//! What whoever reads the figures must show, kept in a file as one line.

use std::fmt;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::secret;
use crate::exit::Failure;
use crate::talk::{self, Lang};

/// Shortest token, in characters: shorter ones can be guessed.
const CHARS_MIN: usize = 16;

/// A token, as its digest alone. It does not print itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MetricsToken([u8; 32]);

impl MetricsToken {
    /// Reads the file.
    ///
    /// # Errors
    /// Exit code 78 when it cannot be read or holds no line of at least 16 visible ASCII characters.
    pub fn load(path: &Path, lang: Lang) -> Result<Self, Failure> {
        Self::from_line(&secret::read(path, lang)?).ok_or_else(|| {
            let shown = path.display().to_string();
            Failure::config(lang, &talk::METRICS_TOKEN_WRONG, &[&shown])
        })
    }

    /// Reads one line.
    pub fn from_line(line: &str) -> Option<Self> {
        let token = line.trim();
        let fits = token.len() >= CHARS_MIN && token.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| Self(Sha256::digest(token.as_bytes()).into()))
    }

    /// Whether this is the token. Digests are compared, so that the time it takes tells nothing.
    pub fn is(&self, shown: &[u8]) -> bool {
        self.0 == <[u8; 32]>::from(Sha256::digest(shown))
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken(..)")
    }
}
