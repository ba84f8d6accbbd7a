//! The master key: 32 random bytes in base64, kept outside the database and its backups.

use super::{Secret, random_secret};
use crate::error::StoreError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::path::Path;
use zeroize::Zeroizing;

/// The key that wraps the key of every shop. It never prints itself.
///
/// ```
/// use snapsell_store::MasterKey;
/// let text = MasterKey::generate_base64().unwrap();
/// assert!(MasterKey::from_base64(&text).is_ok());
/// assert!(MasterKey::from_base64("c2hvcnQ=").is_err());
/// ```
#[derive(Clone)]
pub struct MasterKey {
    id: u32,
    secret: Secret,
}

impl MasterKey {
    /// Reads a key file: one line of base64.
    ///
    /// # Errors
    /// [`StoreError::CannotOpen`] and its kin when it cannot be read, [`StoreError::Key`] when it holds no key.
    pub fn from_file(path: &Path) -> Result<Self, StoreError> {
        let text = Zeroizing::new(std::fs::read_to_string(path)?);
        Self::from_base64(&text)
    }

    /// Reads a key of 32 bytes in base64; white space around it does not matter.
    ///
    /// # Errors
    /// [`StoreError::Key`] when it is not that.
    pub fn from_base64(text: &str) -> Result<Self, StoreError> {
        const WHAT: &str = "a master key is 32 bytes in base64, on one line";
        let bytes = Zeroizing::new(
            STANDARD
                .decode(text.trim())
                .map_err(|_| StoreError::Key(WHAT))?,
        );
        let mut secret = Secret::default();
        if bytes.len() != secret.len() {
            return Err(StoreError::Key(WHAT));
        }
        secret.copy_from_slice(&bytes);
        Ok(Self {
            id: key_id(&secret),
            secret,
        })
    }

    /// A new random key, as the text of a key file without the line end.
    ///
    /// # Errors
    /// [`StoreError::Key`] when the system gives no random bytes.
    pub fn generate_base64() -> Result<String, StoreError> {
        Ok(STANDARD.encode(random_secret()?.as_slice()))
    }

    /// The public name of the key, as `doctor` may show it: it says nothing about the key.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    pub(crate) const fn secret(&self) -> &Secret {
        &self.secret
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKey({:08x})", self.id)
    }
}

/// The first 32 bits of a labelled hash: enough to tell the few keys of one ring apart.
fn key_id(secret: &Secret) -> u32 {
    let mut hash = Sha256::new();
    hash.update(b"snapsell master key id");
    hash.update(secret.as_slice());
    let digest: [u8; 32] = hash.finalize().into();
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

/// Master keys: the newest seals, the older ones still open.
#[derive(Clone, Debug)]
pub struct KeyRing {
    newest: MasterKey,
    older: Vec<MasterKey>,
}

impl KeyRing {
    /// A ring with one more key that can still open.
    #[must_use]
    pub fn with_older(mut self, key: MasterKey) -> Self {
        self.older.push(key);
        self
    }

    /// The key that seals.
    #[must_use]
    pub const fn newest(&self) -> &MasterKey {
        &self.newest
    }

    /// Puts a new key in front; the one before it still opens.
    pub(crate) fn promote(&mut self, key: MasterKey) {
        let before = std::mem::replace(&mut self.newest, key);
        self.older.push(before);
    }

    pub(crate) fn by_id(&self, id: u32) -> Option<&MasterKey> {
        std::iter::once(&self.newest)
            .chain(&self.older)
            .find(|key| key.id == id)
    }
}

impl From<MasterKey> for KeyRing {
    fn from(newest: MasterKey) -> Self {
        Self {
            newest,
            older: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_no_longer_the_newest_still_opens() {
        let [old, new] = [(), ()].map(|()| {
            let text = MasterKey::generate_base64().unwrap();
            MasterKey::from_base64(&text).unwrap()
        });
        let mut ring = KeyRing::from(old.clone());
        ring.promote(new.clone());
        assert_eq!(ring.newest().id(), new.id());
        let found = |id| ring.by_id(id).map(MasterKey::id);
        for id in [old.id(), new.id()] {
            assert_eq!(found(id), Some(id));
        }
    }
}
