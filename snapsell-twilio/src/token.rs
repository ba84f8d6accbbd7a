//! The secrets: the Auth Token that signs webhooks, and what the API is called with.

use core::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _};
use sha1::Sha1;
use zeroize::Zeroizing;

use crate::sid::{AccountSid, KeySid};

/// An Auth Token, ready to sign. Prints redacted, is wiped when dropped.
#[derive(Clone)]
pub struct AuthToken {
    secret: Zeroizing<String>,
    keyed: Hmac<Sha1>,
}

impl AuthToken {
    /// Takes the token as Twilio's console shows it.
    pub fn new(secret: impl Into<String>) -> Self {
        let secret = Zeroizing::new(secret.into());
        let keyed =
            Hmac::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
        Self { secret, keyed }
    }

    /// The token itself. Secret: not for logs.
    pub fn expose(&self) -> &str {
        &self.secret
    }

    /// A keyed hash with nothing written to it: the key schedule is paid once per token, not per webhook.
    pub(crate) fn hmac(&self) -> Hmac<Sha1> {
        self.keyed.clone()
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(redacted)")
    }
}

/// What the API of one account is called with. Prints its user only, is wiped when dropped.
#[derive(Clone)]
pub struct Credentials {
    account: AccountSid,
    user: String,
    secret: Zeroizing<String>,
}

impl Credentials {
    /// The account with its own Auth Token.
    pub fn auth_token(account: AccountSid, token: &AuthToken) -> Self {
        Self {
            account,
            user: account.as_str().to_owned(),
            secret: Zeroizing::new(token.expose().to_owned()),
        }
    }

    /// The account with an API key, which may be restricted to messages.
    pub fn api_key(account: AccountSid, key: KeySid, secret: impl Into<String>) -> Self {
        Self {
            account,
            user: key.as_str().to_owned(),
            secret: Zeroizing::new(secret.into()),
        }
    }

    /// The account acted for.
    pub fn account(&self) -> AccountSid {
        self.account
    }

    /// The value of the `Authorization` header. Secret: not for logs.
    pub fn authorization(&self) -> Zeroizing<String> {
        let pair = Zeroizing::new(format!("{}:{}", self.user, self.secret.as_str()));
        let mut header = Zeroizing::new("Basic ".to_owned());
        BASE64_STANDARD.encode_string(pair.as_bytes(), &mut header);
        header
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Credentials({} for {}, secret redacted)",
            self.user, self.account
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_never_print() {
        let account = AccountSid::parse("AC11111111111111111111111111111111").unwrap();
        let token = AuthToken::new("s3cret");
        let credentials = Credentials::auth_token(account, &token);
        let printed = format!("{token:?} {credentials:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        let pair = BASE64_STANDARD.encode("AC11111111111111111111111111111111:s3cret");
        assert_eq!(
            credentials.authorization().as_str(),
            format!("Basic {pair}")
        );
    }
}
