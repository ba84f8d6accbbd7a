//! The second factor: codes of six digits that change every thirty seconds (RFC 6238, SHA-1).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use super::answer::Halt;

/// Seconds that a code is shown.
const STEP_S: i64 = 30;
/// Steps that a clock may be off, to either side.
const DRIFT: i64 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret of 160 bits.
pub(super) fn fresh() -> Result<Vec<u8>, Halt> {
    let mut secret = vec![0_u8; 20];
    getrandom::fill(&mut secret).map_err(|_| Halt::Failed)?;
    Ok(secret)
}

/// The step in which this code is right; `None` when it is wrong.
pub(super) fn step_of(code: &str, secret: &[u8], now_ms: i64) -> Option<i64> {
    let typed: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let now = now_ms.div_euclid(1_000 * STEP_S);
    (now - DRIFT..=now + DRIFT).find(|&step| at(secret, step) == typed)
}

/// The code of one step.
fn at(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("any key length will do");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let bytes: [u8; 4] = std::array::from_fn(|index| digest[offset + index]);
    format!(
        "{:06}",
        (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000
    )
}

/// A secret as people type it.
pub(super) fn base32(secret: &[u8]) -> String {
    let mut text = String::new();
    for chunk in secret.chunks(5) {
        let mut block = [0_u8; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        let letters = (chunk.len() * 8).div_ceil(5);
        for index in 0..letters {
            let letter = (bits >> (35 - 5 * index)) & 31;
            text.push(char::from(ALPHABET[usize::try_from(letter).unwrap_or(0)]));
        }
    }
    text
}

/// Four letters at a time, as people copy them from one screen to another.
pub(super) fn grouped(text: &str, between: &str) -> String {
    let mut grouped = String::new();
    for (index, letter) in text.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push_str(between);
        }
        grouped.push(letter);
    }
    grouped
}

/// The secret behind what [`base32`] made.
pub(super) fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut secret) = (0_u64, 0, Vec::new());
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte)?;
        bits = bits << 5 | value as u64;
        count += 5;
        if count >= 8 {
            count -= 8;
            secret.push(u8::try_from(bits >> count & 255).ok()?);
        }
    }
    Some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_standard_hold() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(at(secret, seconds / STEP_S), code);
            assert_eq!(
                step_of(code, secret, seconds * 1_000),
                Some(seconds / STEP_S)
            );
            assert_eq!(
                step_of(code, secret, (seconds + 90) * 1_000),
                None,
                "too late"
            );
        }
    }

    #[test]
    fn a_secret_is_written_as_authenticators_read_it() {
        assert_eq!(
            base32(b"12345678901234567890"),
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        );
        assert_eq!(
            from_base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap(),
            b"12345678901234567890"
        );
        assert_eq!(from_base32("a"), None);
    }
}
