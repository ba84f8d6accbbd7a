//! Webhooks as the provider sends them, signed and rendered before anything is timed.

use crate::figures::Numbers;
use crate::market::code;
use snapsell_twilio::{AuthToken, Form, sign};
use std::fmt::Write;

/// The shop's name in addresses.
pub const SLUG: &str = "bench";
/// The address that webhooks are signed over, without path.
pub const PUBLIC_URL: &str = "http://bench.example";
/// The token that signs them.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The account they belong to.
pub const ACCOUNT: &str = "AC11111111111111111111111111111111";
/// The shop's number.
pub const WHATSAPP: &str = "+14155238886";
/// Bytes of each form.
pub const FORM_BYTES: usize = 337;
/// Items that are claimed where claims are spread.
pub const ITEMS: u32 = 10_000;
/// The one item that is claimed where they are not; it lies beside the others.
pub const HOT_ITEM: u32 = ITEMS;
/// Customers who claim.
pub const CUSTOMERS: u64 = 20_000;

/// Which items are claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Any of [`ITEMS`], with the same chance.
    Uniform,
    /// Always the same one.
    Hot,
}

/// Requests of one run, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Requests {
    /// `count` claims; `series` makes their message ids differ from those of other series.
    pub fn claims(count: usize, spread: Spread, series: u32) -> Self {
        let token = AuthToken::new(TOKEN);
        let mut numbers = Numbers::new(u64::from(series) + 1);
        let mut requests = Self::default();
        for _ in 0..count {
            let item = match spread {
                Spread::Uniform => numbers.below(ITEMS.into()) as u32,
                Spread::Hot => HOT_ITEM,
            };
            let sid = u128::from(numbers.next()) << 64 | u128::from(series) << 32;
            let sid = sid | u128::from(numbers.next() >> 32);
            let customer = numbers.below(CUSTOMERS);
            requests.push(SLUG, sid, customer, &code(item).to_string(), &token);
        }
        requests
    }

    /// One more message of a customer to the shop of this name.
    pub fn push(&mut self, slug: &str, sid: u128, customer: u64, words: &str, token: &AuthToken) {
        let form = form(sid, customer, words);
        let body = form.encode();
        let signature = sign(&format!("{PUBLIC_URL}/t/{slug}/in"), &form, token);
        let mut request = String::with_capacity(700);
        write!(
            request,
            "POST /t/{slug}/in HTTP/1.1\r\nHost: bench.example\r\n\
             Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n\
             X-Twilio-Signature: {signature}\r\nUser-Agent: TwilioProxy/1.1\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("a string takes everything");
        self.bytes.extend_from_slice(request.as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of one.
    pub fn get(&self, at: usize) -> Option<&[u8]> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.bytes[start..end])
    }
}

fn form(sid: u128, customer: u64, words: &str) -> Form {
    let sid = format!("SM{sid:032x}");
    let phone = format!("22507{customer:08}");
    let from = format!("whatsapp:+{phone}");
    let to = format!("whatsapp:{WHATSAPP}");
    let build = |name: &str| {
        Form::from_pairs([
            ("SmsMessageSid", sid.as_str()),
            ("NumMedia", "0"),
            ("ProfileName", name),
            ("MessageType", "text"),
            ("WaId", phone.as_str()),
            ("Body", words),
            ("To", to.as_str()),
            ("NumSegments", "1"),
            ("MessageSid", sid.as_str()),
            ("AccountSid", ACCOUNT),
            ("From", from.as_str()),
        ])
        .expect("a small form")
    };
    let bare = build("").encode().len();
    build(&"A".repeat(FORM_BYTES.saturating_sub(bare)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_the_size_of_the_references() {
        let requests = Requests::claims(3, Spread::Uniform, 1);
        for at in 0..3 {
            let text = std::str::from_utf8(requests.get(at).unwrap()).unwrap();
            let (_, body) = text.split_once("\r\n\r\n").unwrap();
            assert_eq!(body.len(), FORM_BYTES);
        }
        assert!(requests.get(3).is_none());
    }
}
