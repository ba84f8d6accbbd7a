//! A page to lay over the picture of a live: codes as they go, in large letters, for whoever has its address.
//!
//! It is public in the room, so it says a first name with an initial and nothing else of anybody. Its address is the
//! only key: a long random token of which the store has the hash, made and taken back in the settings.

mod board;
mod links;

use axum::response::{Html, IntoResponse as _};
use http::header::{HeaderName, REFERRER_POLICY};
use http::{HeaderValue, StatusCode};
use serde_json::json;
use snapsell_core::ShopId;
use snapsell_store::{NewLink, Store};

use super::access::Anyone;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::show::Show;
use super::{assets, frame, person, stream, token};

pub(super) use links::{make, revoke, shown};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// `GET /direct/{token}`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    let shop = shop(&ask).await?;
    let (board, settings) = ask
        .look(shop, |shop| {
            (board::Board::of(shop), shop.settings().clone())
        })
        .await?;
    // Whoever watches reads the shop's language, whatever the browser of the studio speaks.
    let lang = settings.lang;
    let show = Show {
        lang,
        ..Show::with(&ask, &settings)
    };
    let somebody = ask.console.words(lang).plain("overlay-somebody");
    let rows = ask
        .store(move |store| {
            let ended = store.ended_holds(shop, board::ENDED_MAX)?;
            let rows = board.rows(&ended);
            let mut named = Vec::new();
            for row in rows {
                let holder = match row.holder {
                    Some(customer) => name(store, shop, customer)?,
                    None => None,
                };
                named.push(row.value(holder.as_deref().unwrap_or(&somebody), &show));
            }
            Ok(named)
        })
        .await?;
    let value = json!({
        "lang": frame::tag(lang),
        "version": assets::VERSION.as_str(),
        "stream": format!("/direct/{}/flux", ask.path("token")),
        "rows": rows,
    });
    let page = ask.console.templates(lang).render("overlay.html", &value)?;
    let mut response = (StatusCode::OK, Html(page)).into_response();
    let headers = response.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
    Ok(response)
}

/// `GET /direct/{token}/flux`: says that something changed, never what.
pub(super) async fn changes(_: Anyone, ask: Ask) -> Answer {
    let shop = shop(&ask).await?;
    Ok(stream::open(&ask, shop))
}

/// The shop whose overlay this address shows.
async fn shop(ask: &Ask) -> Result<ShopId, Halt> {
    let hash = token::hash(ask.path("token")).ok_or(Halt::NotFound)?;
    let now = ask.now();
    let found = ask.store(move |store| Ok(store.link(&hash, now)?)).await?;
    let link = found.filter(|found| found.link.kind == NewLink::OVERLAY);
    link.and_then(|found| found.link.shop).ok_or(Halt::NotFound)
}

/// Her name as strangers may read it. Blocks.
fn name(
    store: &Store,
    shop: ShopId,
    customer: snapsell_core::CustomerId,
) -> Result<Option<String>, Halt> {
    let details = store.contact_details(shop, customer)?;
    let name = details.and_then(|details| details.name);
    Ok(name.and_then(|name| short(&person::shown(&name))))
}

/// Longest first name that is shown, in characters.
const FIRST_CHARS_MAX: usize = 16;

/// `Awa Koné` is `Awa K.`; what looks like a number or an address is nobody's first name.
fn short(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let is_name = first.chars().any(char::is_alphabetic)
        && !name
            .chars()
            .any(|letter| letter.is_numeric() || matches!(letter, '@' | '+' | '/'));
    if !is_name {
        return None;
    }
    let first: String = first.chars().take(FIRST_CHARS_MAX).collect();
    let initial = words.find_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    Some(match initial {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_read_a_first_name_and_an_initial_and_never_a_number() {
        for (name, shown) in [
            ("Awa Koné", Some("Awa K.")),
            ("awa", Some("awa")),
            ("Marie Claire Kouassi", Some("Marie C.")),
            ("Awa 💃 Diop", Some("Awa D.")),
            ("+225 07 00 00 00 42", None),
            ("Awa 0700000042", None),
            ("awa@example.org", None),
            ("", None),
            ("💃", None),
        ] {
            assert_eq!(short(name).as_deref(), shown, "{name}");
        }
    }
}
