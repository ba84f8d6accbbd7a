//! The master key: 32 random bytes, kept in a file as one line of base64, never printed.

use std::fmt;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::secret;
use crate::exit::Failure;
use crate::talk::{self, Lang};

const OTHERS_MAY_READ: u32 = 0o077;

/// The key that every tenant's key is wrapped under. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// When that source fails.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes)?;
        Ok(Self(bytes))
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// Exit code 78 when it is missing, unreadable or not 32 bytes in base64.
    pub fn load(path: &Path, lang: Lang) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        if !path.exists() {
            return Err(Failure::config(lang, &talk::MASTER_KEY_MISSING, &[&shown]));
        }
        Self::from_line(&secret::read(path, lang)?)
            .ok_or_else(|| Failure::config(lang, &talk::MASTER_KEY_WRONG, &[&shown]))
    }

    /// Whether somebody else on this machine may read the key file.
    pub fn others_may_read(path: &Path) -> bool {
        let mode = fs::metadata(path).map(|file| file.permissions().mode());
        mode.is_ok_and(|mode| mode & OTHERS_MAY_READ != 0)
    }

    /// Reads one line of base64.
    pub fn from_line(line: &str) -> Option<Self> {
        let decoded = Zeroizing::new(STANDARD.decode(line.trim()).ok()?);
        let bytes = <[u8; 32]>::try_from(decoded.as_slice()).ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// The line for the file, with its end.
    pub fn to_line(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{}\n", STANDARD.encode(*self.0)))
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_file_and_is_never_printed() {
        let key = MasterKey::generate().unwrap();
        assert_eq!(MasterKey::from_line(&key.to_line()), Some(key.clone()));
        assert_eq!(format!("{key:?}"), "MasterKey(***)");
        assert_ne!(key, MasterKey::generate().unwrap());
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert_eq!(MasterKey::from_line(&STANDARD.encode([7; 31])), None);
        assert_eq!(MasterKey::from_line("not base64!"), None);
    }
}
