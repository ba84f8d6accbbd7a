//! Short ASCII words without allocation: the letters of a code, a label, a size.

/// Packs a word of at most `N` accepted characters, in upper case; `None` when it is empty, too long or holds others.
pub(crate) fn pack<const N: usize>(word: &str, accepts: fn(&u8) -> bool) -> Option<[u8; N]> {
    let bytes = word.as_bytes();
    if bytes.is_empty() || bytes.len() > N || !bytes.iter().all(accepts) {
        return None;
    }
    let mut packed = [0; N];
    for (slot, byte) in packed.iter_mut().zip(bytes) {
        *slot = byte.to_ascii_uppercase();
    }
    Some(packed)
}

/// The word that was packed.
pub(crate) fn word(packed: &[u8]) -> &str {
    let len = packed
        .iter()
        .position(|&byte| byte == 0)
        .unwrap_or(packed.len());
    core::str::from_utf8(&packed[..len]).expect("only ASCII is packed")
}

/// A packed word of at most eight characters as a number that sorts like the word.
pub(crate) fn number<const N: usize>(packed: [u8; N]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..N].copy_from_slice(&packed);
    u64::from_be_bytes(bytes)
}
