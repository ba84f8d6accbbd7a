//! Whose number was typed, whole, as it is dialled here. It is found by its blind index: parts of a number find nobody,
//! or it could be guessed digit by digit.

use std::collections::BTreeSet;

use snapsell_core::{CustomerId, ShopId};
use snapsell_store::Store;

use super::answer::Halt;
use super::ask::Ask;

/// A number that is looked for has this many digits.
const DIGITS_MIN: usize = 8;
/// The digits of a country code.
const COUNTRY_DIGITS_MAX: usize = 3;

/// The customers whose whole number this is, in any country that it may be dialled in here.
pub(super) async fn whose(ask: &Ask, shop: ShopId, q: &str) -> Result<BTreeSet<CustomerId>, Halt> {
    let typed = digits(q);
    if !is_number(q) || typed.len() < DIGITS_MIN {
        return Ok(BTreeSet::new());
    }
    let sellers = ask.look(shop, |shop| shop.settings().sellers.clone());
    let sellers = sellers.await?;
    ask.store(move |store| {
        let ours = our_numbers(store, shop, &sellers)?;
        let mut found = BTreeSet::new();
        for number in spellings(&typed, &ours) {
            found.extend(store.known_contact(shop, &format!("+{number}"))?);
        }
        Ok(found)
    })
    .await
}

/// Whether this is no word.
pub(super) fn is_number(q: &str) -> bool {
    let has_letters = q.chars().any(char::is_alphabetic);
    !has_letters && q.contains(|sign: char| sign.is_ascii_digit())
}

pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The numbers that may be meant: whole, after `00`, or as it is dialled in the country of one of our own numbers.
fn spellings(typed: &str, ours: &[String]) -> BTreeSet<String> {
    let mut numbers = BTreeSet::from([typed.strip_prefix("00").unwrap_or(typed).to_owned()]);
    let at_home = [Some(typed), typed.strip_prefix('0')];
    for typed in at_home.into_iter().flatten() {
        if typed.len() < DIGITS_MIN {
            continue;
        }
        for own in ours {
            let countries = (1..=COUNTRY_DIGITS_MAX).filter_map(|count| own.get(..count));
            numbers.extend(countries.map(|country| format!("{country}{typed}")));
        }
    }
    numbers
}

/// The numbers of the shop and of those who sell, in digits. Blocks.
fn our_numbers(
    store: &Store,
    shop: ShopId,
    sellers: &BTreeSet<CustomerId>,
) -> Result<Vec<String>, Halt> {
    let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
    let mut numbers = vec![digits(&record.whatsapp)];
    for seller in sellers {
        let details = store.contact_details(shop, *seller)?;
        let phone = details.and_then(|details| details.phone);
        numbers.extend(phone.map(|phone| digits(&phone)));
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_as_it_is_dialled_at_home_and_from_abroad() {
        let ours = ["2250700000000".to_owned(), "33198765432".to_owned()];
        for (typed, phone, found) in [
            ("2250700000042", "2250700000042", true),
            ("002250700000042", "2250700000042", true),
            ("0700000042", "2250700000042", true),
            ("0612345678", "33612345678", true),
            ("612345678", "33612345678", true),
            // No end of a number, and none of another country.
            ("700000042", "2250700000042", false),
            ("0700000042", "2280700000042", false),
        ] {
            assert_eq!(spellings(typed, &ours).contains(phone), found, "{typed}");
        }
    }
}
