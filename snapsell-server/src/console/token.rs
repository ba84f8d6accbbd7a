//! Secrets of 256 bits that only their owner has; the store knows their hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::answer::Halt;

/// Characters of a written token.
pub(super) const TOKEN_CHARS: usize = 43;

/// A new token, as it is written in a cookie or an address.
pub(super) fn fresh() -> Result<String, Halt> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Halt::Failed)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
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
        let (one, two) = (fresh().unwrap(), fresh().unwrap());
        assert_eq!(one.len(), TOKEN_CHARS);
        assert_ne!(hash(&one), hash(&two));
        assert_eq!(hash(&one), hash(&one));
        assert!(hash("").is_none() && hash(&"=".repeat(TOKEN_CHARS)).is_none());
    }
}
