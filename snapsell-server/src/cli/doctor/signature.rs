//! Check 6: a signature that the provider published is accepted, a forged one refused.

use snapsell_twilio::{AuthToken, Form, sign, verify};

use super::Found;
use crate::talk::{Both, Lang};

/// The provider's own example.
const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
const PAIRS: [(&str, &str); 5] = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675309"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
];
const TOKEN: &str = "12345";
const SIGNATURE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

const RIGHT: Both = Both {
    en: "the provider's published vector accepted, a forged one refused",
    fr: "le vecteur publié par le fournisseur accepté, un faux refusé",
};
const WRONG: Both = Both {
    en: "this program judges signatures wrongly",
    fr: "ce programme juge mal les signatures",
};

pub(super) fn check(lang: Lang) -> Found {
    match judges_right() {
        true => Found::ok(RIGHT.get(lang).to_owned()),
        false => Found::fail(WRONG.get(lang).to_owned(), "snapsell --version"),
    }
}

fn judges_right() -> bool {
    let Ok(form) = Form::from_pairs(PAIRS) else {
        return false;
    };
    let right = [AuthToken::new(TOKEN)];
    let accepted = verify(URL, &form, SIGNATURE, &right).is_ok();
    let forged = sign(URL, &form, &AuthToken::new("another"));
    let elsewhere = verify("https://mycompany.com/", &form, SIGNATURE, &right);
    accepted && verify(URL, &form, &forged, &right).is_err() && elsewhere.is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vector_is_the_right_one() {
        assert!(judges_right());
    }
}
