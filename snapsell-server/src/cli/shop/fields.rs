//! What may be said of a shop: its short name, its numbers, its account. Wrong values are answered with what is expected.

use snapsell_twilio::{AccountSid, KeySid, Phone};

use crate::talk::Both;

/// Longest short name, in bytes.
pub(super) const SLUG_BYTES_MAX: usize = 40;
/// Longest name for people, in characters.
const NAME_CHARS_MAX: usize = 80;
const SECRET_BYTES_MAX: usize = 256;

const SLUG: Both = Both {
    en: "1 to 40 of a-z, 0-9 and -, beginning with a letter or digit, such as acme",
    fr: "1 à 40 caractères parmi a-z, 0-9 et -, en commençant par une lettre ou un chiffre, comme acme",
};
const NAME: Both = Both {
    en: "1 to 80 characters, without control characters",
    fr: "de 1 à 80 caractères, sans caractère de contrôle",
};
const NUMBER: Both = Both {
    en: "a number with + and country code, such as +14155238886",
    fr: "un numéro avec + et l'indicatif du pays, comme +14155238886",
};
const ACCOUNT: Both = Both {
    en: "AC and 32 hexadecimal digits, as Twilio's console shows it",
    fr: "AC et 32 chiffres hexadécimaux, comme dans la console de Twilio",
};
const TOKEN: Both = Both {
    en: "a token without spaces, as Twilio's console shows it",
    fr: "un jeton sans espace, comme dans la console de Twilio",
};
const API_KEY: Both = Both {
    en: "SK and 32 hexadecimal digits, a colon, and the secret",
    fr: "SK et 32 chiffres hexadécimaux, deux-points, puis le secret",
};

pub(super) fn slug(text: &str) -> Result<String, Both> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = text.bytes().next().is_some_and(plain);
    let rest = text.bytes().all(|byte| plain(byte) || byte == b'-');
    match first && rest && text.len() <= SLUG_BYTES_MAX {
        true => Ok(text.to_owned()),
        false => Err(SLUG),
    }
}

pub(super) fn name(text: &str) -> Result<String, Both> {
    let text = text.trim();
    let count = text.chars().count();
    match (1..=NAME_CHARS_MAX).contains(&count) && !text.chars().any(char::is_control) {
        true => Ok(text.to_owned()),
        false => Err(NAME),
    }
}

/// A number as people write it, `whatsapp:` and punctuation dropped.
pub(super) fn number(text: &str) -> Result<String, Both> {
    let text = text.trim();
    let text = text.strip_prefix("whatsapp:").unwrap_or(text);
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '(' | ')'))
        .collect();
    let phone = Phone::parse(&digits).map_err(|_| NUMBER)?;
    Ok(phone.expose().to_owned())
}

pub(super) fn account(text: &str) -> Result<String, Both> {
    let account = AccountSid::parse(text.trim()).map_err(|_| ACCOUNT)?;
    Ok(account.as_str().to_owned())
}

pub(super) fn token(text: &str) -> Result<String, Both> {
    let text = text.trim();
    let length = (1..=SECRET_BYTES_MAX).contains(&text.len());
    match length && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(text.to_owned()),
        false => Err(TOKEN),
    }
}

pub(super) fn api_key(text: &str) -> Result<(String, String), Both> {
    let (key, secret) = text.trim().split_once(':').ok_or(API_KEY)?;
    let key = KeySid::parse(key).map_err(|_| API_KEY)?;
    let secret = token(secret).map_err(|_| API_KEY)?;
    Ok((key.as_str().to_owned(), secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it_and_kept_as_the_provider_does() {
        for text in [
            "+33612345678",
            " +33 6 12.34-56(78)",
            "whatsapp:+33612345678",
            "+33\u{a0}6\u{202f}12345678",
        ] {
            assert_eq!(number(text), Ok("+33612345678".to_owned()), "{text}");
        }
        for text in ["33612345678", "0612345678", "+0612345678", "+33x", ""] {
            assert_eq!(number(text), Err(NUMBER), "{text}");
        }
    }

    #[test]
    fn a_short_name_can_stand_in_an_address() {
        assert!(slug("chez-marie2").is_ok());
        for text in ["", "-a", "Acme", "a b", "a/b", "é", &"a".repeat(41)] {
            assert_eq!(slug(text), Err(SLUG), "{text}");
        }
    }

    #[test]
    fn secrets_keep_their_form() {
        let key = format!("SK{}", "0".repeat(32));
        assert_eq!(api_key(&format!("{key}:a:b")), Ok((key, "a:b".to_owned())));
        assert_eq!(api_key("SK1:x"), Err(API_KEY));
        assert_eq!(token("a b"), Err(TOKEN));
        assert_eq!(account("AC1"), Err(ACCOUNT));
    }
}
