//! Passwords are hashed beside the async tasks, a few at a time: each takes 46 MiB and tens of milliseconds.

use super::answer::Halt;
use super::few::Few;
use crate::password;

/// Hashes made at the same time.
const AT_ONCE: usize = 2;
/// A hash of a password that nobody knows: who does not exist is answered as slowly as who does.
const NOBODY: &str = "$argon2id$v=19$m=47104,t=1,p=1$c25hcHNlbGxub2JvZHkhIQ$K0Jx6hxD1Q7m2e0CkT1XoWl3m3kG0qvKqk2x3m0uY8E";

/// The hasher. Clones share its bound.
#[derive(Debug, Clone)]
pub(super) struct Hasher(Few);

impl Hasher {
    pub(super) fn new() -> Self {
        Self(Few::new(AT_ONCE))
    }

    /// The hash of a password.
    pub(super) async fn hash(&self, password: String) -> Result<String, Halt> {
        let hashed = self.0.run(move || password::hash(&password)).await?;
        hashed.map_err(|_| Halt::Failed)
    }

    /// Whether a password fits a hash; without a hash it takes as long and does not.
    pub(super) async fn fits(&self, password: String, hash: Option<String>) -> Result<bool, Halt> {
        let checked = move || {
            let known = hash.is_some();
            password::fits(&password, hash.as_deref().unwrap_or(NOBODY)) && known
        };
        self.0.run(checked).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_is_checked_like_somebody_and_never_fits() {
        let hasher = Hasher::new();
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok());
        assert!(!hasher.fits("secret".into(), None).await.unwrap());
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        assert!(
            hasher
                .fits("correct horse".into(), Some(hash))
                .await
                .unwrap()
        );
    }
}
