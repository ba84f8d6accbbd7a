//! Who writes, and what: customers and a seller of each shop, with typing errors, changes of mind and poison.

use snapsell_twilio::Form;

use crate::chance::Chance;

/// Customers of each shop; the same people write to both.
pub const CUSTOMERS: u64 = 9;
/// The two shops: name in addresses, sender, account, token of the account.
pub const SHOPS: [(&str, &str, &str, &str); 2] = [
    (
        "acme",
        "+14155238886",
        "AC11111111111111111111111111111111",
        "0123456789abcdef0123456789abcdef",
    ),
    (
        "belle",
        "+14155238887",
        "AC22222222222222222222222222222222",
        "fedcba9876543210fedcba9876543210",
    ),
];
/// Who sells in both.
pub const SELLER: &str = "+22507000000";

/// The phone of a customer.
#[must_use]
pub fn phone(customer: u64) -> String {
    format!("+2250500{customer:06}")
}

/// A message of somebody: phone and words.
pub fn message(chance: &mut Chance) -> (String, String) {
    if chance.permil(140) {
        return (SELLER.to_owned(), seller(chance));
    }
    let who = phone(chance.below(CUSTOMERS));
    let code = chance.below(7);
    let words = match chance.below(100) {
        0..=34 => format!("A{code}"),
        35..=41 => format!("A{code} x2"),
        42..=45 => format!("a {code} svp"),
        46..=49 => format!("A{code} A{} S01 M", (code + 1) % 7),
        50..=53 => "S01 S".to_owned(),
        54..=65 => "OUI".to_owned(),
        66..=73 => "12 rue du Lac, Cocody".to_owned(),
        74..=78 => "ANNULER".to_owned(),
        79..=81 => format!("ANNULER A{code}"),
        82..=83 => "PANIER".to_owned(),
        84..=86 => "STOP".to_owned(),
        87..=90 => "REPRENDRE".to_owned(),
        91 => format!("POURQUOI A{code}"),
        92..=93 => "1".to_owned(),
        94 => "AIDE".to_owned(),
        _ => poison(chance),
    };
    (who, words)
}

fn seller(chance: &mut Chance) -> String {
    let code = chance.below(7);
    match chance.below(20) {
        0..=5 => format!("A{code}"),
        6..=8 => format!("A{code} x{}", 2 + chance.below(4)),
        9 => "S01 S:2 M:1".to_owned(),
        10 => format!("LIBERE A{code}"),
        11 => format!("VENDU A{code}"),
        12 => format!("PAS A{code}"),
        13 => format!("+1 A{code}"),
        14 => format!("PREPARE VF-000{}", 1 + chance.below(5)),
        15 => format!("ANNULE VF-000{}", 1 + chance.below(5)),
        16 => format!("POUR {} A{code}", phone(chance.below(CUSTOMERS))),
        17 => format!("OK VF-000{}", 1 + chance.below(5)),
        18 if chance.permil(300) => "FIN".to_owned(),
        _ => "LISTE".to_owned(),
    }
}

/// What is meant to break a parser.
fn poison(chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => "\u{202e}21A\u{200b}\u{feff}".to_owned(),
        1 => "👗".repeat(300),
        2 => "A".repeat(1_500),
        3 => "A1\0A2".to_owned(),
        4 => "A99999999999999999999 x18446744073709551616".to_owned(),
        _ => " \n\t".to_owned(),
    }
}

/// The form of a message, as the provider posts it.
///
/// # Panics
/// Never: the fields are few.
#[must_use]
pub fn form(shop: usize, phone: &str, words: &str, sid: &str, photo: bool) -> Form {
    let (_, sender, account, _) = SHOPS[shop];
    let (from, to, name) = (
        format!("whatsapp:{phone}"),
        format!("whatsapp:{sender}"),
        format!("Client {phone}"),
    );
    let media = format!(
        "https://api.twilio.com/2010-04-01/Accounts/{account}/Messages/{sid}/Media/ME{}",
        "a".repeat(32)
    );
    let mut pairs = vec![
        ("AccountSid", account),
        ("ApiVersion", "2010-04-01"),
        ("Body", words),
        ("From", from.as_str()),
        ("MessageSid", sid),
        ("MessageType", if photo { "image" } else { "text" }),
        ("NumMedia", if photo { "1" } else { "0" }),
        ("ProfileName", name.as_str()),
        ("SmsStatus", "received"),
        ("To", to.as_str()),
    ];
    if photo {
        pairs.extend([
            ("MediaUrl0", media.as_str()),
            ("MediaContentType0", "image/jpeg"),
        ]);
    }
    Form::from_pairs(pairs).expect("few fields")
}
