//! Secrets of 256 bits that only their owner has; the store knows their hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use snapsell_store::StoreError;

/// Characters of a written token.
pub(super) const TOKEN_CHARS: usize = 43;

/// A new token, as it is written in a cookie or an address, and what is kept of it.
pub(super) fn fresh() -> Result<(String, [u8; 32]), StoreError> {
    let no_random = |_| StoreError::Key("the system gives no random bytes");
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(no_random)?;
    let written = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash(&written).expect("it is as long as a token is, in its letters");
    Ok((written, hash))
}

/// What is kept of a token; `None` for a text that is none.
pub(super) fn hash(token: &str) -> Option<[u8; 32]> {
    let well_formed = token.len() == TOKEN_CHARS
        && token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    well_formed.then(|| Sha256::digest(token.as_bytes()).into())
}

/// Enough of a hash to tell sessions of one person apart.
pub(super) fn short(hash: &[u8; 32]) -> String {
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tokens_differ_and_nonsense_has_no_hash() {
        let ((one, kept), (two, other)) = (fresh().unwrap(), fresh().unwrap());
        assert_ne!(kept, other);
        assert_eq!((hash(&one), hash(&two)), (Some(kept), Some(other)));
        assert!(hash("").is_none() && hash(&"=".repeat(TOKEN_CHARS)).is_none());
    }
}
