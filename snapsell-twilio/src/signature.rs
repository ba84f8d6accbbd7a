//! The webhook signature: proof that a request comes from the provider, checked before anything is believed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::form::Form;
use crate::limits::{FORM_FIELDS_MAX, TOKENS_MAX};
use crate::token::AuthToken;

/// The header that carries the signature, in lower case.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";

const SIGNATURE_BYTES: usize = 20;

/// Why a request is not believed. The answer to a stranger is one uniform 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The header is not 20 bytes in base64.
    #[error("the signature header is malformed")]
    Header,
    /// No token gives this signature: a stranger, or the token, public URL or a proxy is set wrongly.
    #[error("the signature does not match")]
    Mismatch,
    /// The configured public URL is not `http(s)://host…`: repair the configuration.
    #[error("the public URL is not an http or https URL")]
    Url,
    /// A JSON body differs from the hash in its signed URL.
    #[error("the body does not match its signed hash")]
    Body,
}

/// Checks a form webhook against every token, in constant time per comparison.
///
/// `public_url` is the exact URL the provider was given, with the query as received; its fragment is ignored.
/// The URL is tried as given, with the standard port and without any port, because the provider is
/// inconsistent about it. At most [`TOKENS_MAX`] tokens are tried.
pub fn verify(
    public_url: &str,
    form: &Form,
    header: &str,
    tokens: &[AuthToken],
) -> Result<(), VerifyError> {
    let signature = decode(header)?;
    let url = Url::split(public_url)?;
    let mut order = [(0, 0); FORM_FIELDS_MAX];
    let order = signing_order(form, &mut order);
    if matches(&url, url.rest, form, order, &signature, tokens) {
        return Ok(());
    }
    // A URL parser on the way may have escaped the apostrophe of a query, or not.
    let query = url
        .rest
        .find('?')
        .map(|at| &url.rest[at..])
        .unwrap_or_default();
    let other = if query.contains('\'') {
        url.rest.replace('\'', "%27")
    } else if query.contains("%27") {
        url.rest.replace("%27", "'")
    } else {
        return Err(VerifyError::Mismatch);
    };
    if matches(&url, &other, form, order, &signature, tokens) {
        Ok(())
    } else {
        Err(VerifyError::Mismatch)
    }
}

/// Checks a webhook with a JSON body: the URL alone is signed, and carries the body's hash as `bodySHA256`.
pub fn verify_json(
    public_url: &str,
    body: &[u8],
    header: &str,
    tokens: &[AuthToken],
) -> Result<(), VerifyError> {
    verify(public_url, &Form::empty(), header, tokens)?;
    let query = public_url
        .split('#')
        .next()
        .and_then(|url| url.split_once('?'))
        .map_or("", |(_, query)| query);
    let stated = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("bodySHA256="))
        .ok_or(VerifyError::Body)?;
    let mut actual = String::with_capacity(64);
    for byte in Sha256::digest(body) {
        for nibble in [byte >> 4, byte & 15] {
            actual.push(char::from_digit(u32::from(nibble), 16).expect("a nibble"));
        }
    }
    if bool::from(
        stated
            .to_ascii_lowercase()
            .as_bytes()
            .ct_eq(actual.as_bytes()),
    ) {
        Ok(())
    } else {
        Err(VerifyError::Body)
    }
}

/// Signs a URL and a form as the provider does; the URL is taken as given, less its fragment.
pub fn sign(url: &str, form: &Form, token: &AuthToken) -> String {
    let mut order = [(0, 0); FORM_FIELDS_MAX];
    let order = signing_order(form, &mut order);
    let mut mac = token.hmac();
    mac.update(without_fragment(url).as_bytes());
    write_form(&mut mac, form, order);
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

fn decode(header: &str) -> Result<[u8; SIGNATURE_BYTES], VerifyError> {
    let mut bytes = [0; 24];
    let len = BASE64_STANDARD
        .decode_slice(header, &mut bytes)
        .map_err(|_| VerifyError::Header)?;
    bytes[..len].try_into().map_err(|_| VerifyError::Header)
}

/// A field's place in the signed text: the first bytes of its name settle nearly every comparison.
type Place = (u64, u16);

/// Positions of the fields by name then value; a repeated pair counts once.
fn signing_order<'a>(form: &Form, order: &'a mut [Place; FORM_FIELDS_MAX]) -> &'a [Place] {
    let order = &mut order[..form.len()];
    for (position, slot) in order.iter_mut().enumerate() {
        let name = form.at(position).0.as_bytes();
        let mut first = [0; 8];
        let len = name.len().min(first.len());
        first[..len].copy_from_slice(&name[..len]);
        let position = u16::try_from(position).expect("a form has at most 256 fields");
        *slot = (u64::from_be_bytes(first), position);
    }
    let pair = |position: u16| form.at(usize::from(position));
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| pair(a.1).cmp(&pair(b.1))));
    order
}

fn write_form(mac: &mut Hmac<Sha1>, form: &Form, order: &[Place]) {
    let mut previous = None;
    for &(_, position) in order {
        let pair = form.at(usize::from(position));
        if previous == Some(pair) {
            continue;
        }
        mac.update(pair.0.as_bytes());
        mac.update(pair.1.as_bytes());
        previous = Some(pair);
    }
}

fn matches(
    url: &Url<'_>,
    rest: &str,
    form: &Form,
    order: &[Place],
    signature: &[u8],
    tokens: &[AuthToken],
) -> bool {
    let ports = url.port_variants();
    tokens.iter().take(TOKENS_MAX).any(|token| {
        ports.iter().flatten().any(|port| {
            let mut mac = token.hmac();
            mac.update(url.head.as_bytes());
            mac.update(port.as_bytes());
            mac.update(rest.as_bytes());
            write_form(&mut mac, form, order);
            mac.verify_slice(signature).is_ok()
        })
    })
}

/// A URL cut where its port is or would be.
struct Url<'a> {
    head: &'a str,
    /// With its colon; empty when none is written.
    port: &'a str,
    rest: &'a str,
    standard_port: &'static str,
}

impl<'a> Url<'a> {
    fn split(url: &'a str) -> Result<Self, VerifyError> {
        let url = without_fragment(url);
        let (scheme, standard_port) = if url.starts_with("https://") {
            ("https://", ":443")
        } else if url.starts_with("http://") {
            ("http://", ":80")
        } else {
            return Err(VerifyError::Url);
        };
        let after = &url[scheme.len()..];
        let authority = &after[..after.find(['/', '?']).unwrap_or(after.len())];
        let host_at = authority.rfind('@').map_or(0, |at| at + 1);
        let host = &authority[host_at..];
        // The colons of an IPv6 address stand before its closing bracket.
        let port_at = host
            .rfind(':')
            .filter(|&at| !host[at..].contains(']'))
            .unwrap_or(host.len());
        if port_at == 0 {
            return Err(VerifyError::Url);
        }
        let (head, tail) = url.split_at(scheme.len() + host_at + port_at);
        let (port, rest) = tail.split_at(host.len() - port_at);
        Ok(Self {
            head,
            port,
            rest,
            standard_port,
        })
    }

    /// As given first: it is right nearly always.
    fn port_variants(&self) -> [Option<&'a str>; 3] {
        match self.port {
            "" => [Some(""), Some(self.standard_port), None],
            port if port == self.standard_port => [Some(port), Some(""), None],
            port => [Some(port), Some(""), Some(self.standard_port)],
        }
    }
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://shop.example/t/acme/in";

    fn form() -> Form {
        Form::from_pairs([("Body", "A12 é"), ("From", "whatsapp:+33612345678")]).unwrap()
    }

    #[test]
    fn any_token_of_a_rotation_is_accepted_and_no_other() {
        let [old, new, other] = ["old", "new", "other"].map(AuthToken::new);
        let signature = sign(URL, &form(), &new);
        assert_eq!(
            verify(URL, &form(), &signature, &[old.clone(), new]),
            Ok(())
        );
        assert_eq!(
            verify(URL, &form(), &signature, &[old, other]),
            Err(VerifyError::Mismatch)
        );
        assert_eq!(
            verify(URL, &form(), &signature, &[]),
            Err(VerifyError::Mismatch)
        );
    }

    #[test]
    fn a_changed_value_name_or_url_is_refused() {
        let tokens = [AuthToken::new("12345")];
        let signature = sign(URL, &form(), &tokens[0]);
        let value =
            Form::from_pairs([("Body", "A13 é"), ("From", "whatsapp:+33612345678")]).unwrap();
        let more = Form::from_pairs([
            ("Body", "A12 é"),
            ("From", "whatsapp:+33612345678"),
            ("X", ""),
        ])
        .unwrap();
        assert_eq!(
            verify(URL, &value, &signature, &tokens),
            Err(VerifyError::Mismatch)
        );
        assert_eq!(
            verify(URL, &more, &signature, &tokens),
            Err(VerifyError::Mismatch)
        );
        assert_eq!(
            verify(
                "https://shop.example/t/other/in",
                &form(),
                &signature,
                &tokens
            ),
            Err(VerifyError::Mismatch)
        );
        assert_eq!(
            verify(&format!("{URL}#rc=5"), &form(), &signature, &tokens),
            Ok(()),
            "a fragment is never sent"
        );
    }

    #[test]
    fn malformed_headers_and_urls_are_told_apart() {
        let tokens = [AuthToken::new("12345")];
        for header in [
            "",
            "AAAA",
            "not base64 at all!",
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=RSOYDt4T",
        ] {
            assert_eq!(
                verify(URL, &form(), header, &tokens),
                Err(VerifyError::Header),
                "{header}"
            );
        }
        let signature = sign(URL, &form(), &tokens[0]);
        for url in [
            "",
            "ftp://x/",
            "https://",
            "https://:443/",
            "https://user@:443/",
        ] {
            assert_eq!(
                verify(url, &form(), &signature, &tokens),
                Err(VerifyError::Url),
                "{url}"
            );
        }
    }

    /// What a request for `asked` is worth that was signed for `signed`.
    fn check(signed: &str, asked: &str) -> Result<(), VerifyError> {
        let tokens = [AuthToken::new("12345")];
        verify(asked, &form(), &sign(signed, &form(), &tokens[0]), &tokens)
    }

    #[test]
    fn the_port_of_an_ipv6_host_is_found() {
        for signed in ["https://[::1]/in", "https://[::1]:443/in"] {
            for asked in ["https://[::1]/in", "https://[::1]:8443/in"] {
                assert_eq!(check(signed, asked), Ok(()), "{signed} for {asked}");
            }
        }
    }

    #[test]
    fn an_apostrophe_in_a_query_may_be_escaped_and_excuses_nothing_else() {
        let written = [
            "https://shop.example/in?b=It's",
            "https://shop.example/in?b=It%27s",
        ];
        for signed in written {
            for asked in written {
                assert_eq!(check(signed, asked), Ok(()), "{signed} for {asked}");
            }
            let stranger = check("https://shop.example/in", signed);
            assert_eq!(stranger, Err(VerifyError::Mismatch), "{signed}");
        }
    }

    #[test]
    fn no_more_tokens_are_tried_than_a_rotation_has() {
        let tokens: Vec<_> = ["1", "2", "3", "4", "5"].map(AuthToken::new).into();
        let signed = |by: usize| verify(URL, &form(), &sign(URL, &form(), &tokens[by]), &tokens);
        assert_eq!(signed(TOKENS_MAX - 1), Ok(()));
        assert_eq!(signed(TOKENS_MAX), Err(VerifyError::Mismatch));
    }
}
