//! Passwords: hashed slowly with argon2id, checked in the same time whether or not they fit.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

/// Shortest password, in characters.
const CHARS_MIN: usize = 8;
/// Longest password, in bytes.
const BYTES_MAX: usize = 1_024;

/// OWASP's first choice: 46 MiB, one pass, one lane.
const MEMORY_KIB: u32 = 46 * 1_024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Whether this may be a new password.
pub fn will_do(typed: &str) -> bool {
    typed.chars().count() >= CHARS_MIN && typed.len() <= BYTES_MAX
}

/// Hashes a password under a new random salt, in PHC form. Takes tens of milliseconds and 46 MiB.
///
/// # Errors
/// When the system gives no random bytes.
pub fn hash(password: &str) -> Result<String, Error> {
    let hash = hasher().hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

/// Whether `password` is the one that `hash` was made of; false for a hash that cannot be read.
pub fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the figures are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_neither_short_nor_endless() {
        assert!(will_do("éèàùçîôû") && !will_do("éèàùçîô"));
        assert!(will_do(&"x".repeat(1_024)) && !will_do(&"x".repeat(1_025)));
    }

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let one = hash("correct horse").unwrap();
        assert!(one.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{one}");
        assert!(fits("correct horse", &one));
        assert!(!fits("correct hors", &one));
        assert!(!fits("correct horse", "$argon2id$nonsense"));
        assert_ne!(one, hash("correct horse").unwrap(), "salted");
    }
}
