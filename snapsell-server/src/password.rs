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

/// What everybody tries first, as lists of stolen passwords have it: none is shorter than what may be.
const COMMON: &str = "
    password password1 password12 password123 password! passw0rd p@ssw0rd p@ssword pa55word mypassword
    12345678 123456789 1234567890 12345678910 0123456789 123456789a a123456789 12345678a a12345678 87654321 987654321
    9876543210 11111111 00000000 22222222 55555555 66666666 77777777 88888888 99999999 12341234 12344321 11223344
    112233445566 123123123 121212121 123321123 147258369 741852963 789456123 123456987 1029384756 102030405060
    1234abcd abcd1234 abc12345 abcdefgh a1b2c3d4 aa123456 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345
    1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx qazwsxedc 123qweasd qwer1234 1234qwer asdfghjk asdfghjkl asdfasdf
    azertyui azertyuiop azerty12 azerty123 azerty1234 motdepasse motdepasse1 bonjour1 bonjour123 jetaime1 jetaime123
    soleil123 chocolat marseille doudou123 iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football
    football1 baseball baseball1 basketball superman superman1 starwars trustno1 whatever welcome1 welcome123 letmein1
    letmein123 changeme changeme1 changeme123 dragon123 monkey123 master123 computer internet liverpool liverpool1
    barcelona jennifer jessica1 michelle michael1 charlie1 samsung1 samsung123 facebook whatsapp google123 minecraft
    admin123 admin1234 administrator snapsell snapsell1 snapsell123
";

/// Whether this may be a new password.
pub fn will_do(typed: &str) -> bool {
    let common = typed.to_lowercase();
    let common = COMMON.split_ascii_whitespace().any(|word| word == common);
    typed.chars().count() >= CHARS_MIN && typed.len() <= BYTES_MAX && !common
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
    fn what_everybody_tries_first_is_no_new_password() {
        for typed in [
            "password",
            "PassWord",
            "12345678",
            "motdepasse",
            "AZERTYUIOP",
        ] {
            assert!(!will_do(typed), "{typed}");
        }
        assert!(will_do("password of mine") && will_do("123456781"));
        for word in COMMON.split_ascii_whitespace() {
            let (chars, lower) = (word.chars().count(), word.to_lowercase());
            assert!(
                chars >= CHARS_MIN && lower == word,
                "{word} is never compared"
            );
        }
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
