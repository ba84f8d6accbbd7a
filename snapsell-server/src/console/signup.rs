//! Making a shop with its owner: by anybody where that is open, and by the link that a first start prints.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{
    Action, Actor, Command, CommandId, Currency, Settings, ShopId, Span, Timestamp, UserId,
};
use snapsell_store::{NewLink, NewMember, NewShop, Store, StoreError};

use super::access::{Anyone, Role};
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::{currencies, enter, token};
use crate::email::is_email;
use crate::password;

/// The kind of the link that a first start prints.
const SETUP: &str = "setup";
/// How long it is good.
const SETUP_FOR: Span = Span::from_mins(30);
/// Shops made from one network in a quarter of an hour.
const SHOPS_PER_CLIENT: u32 = 10;
/// Longest name of a shop or a person, in characters.
pub(super) const NAME_CHARS_MAX: usize = 60;
/// Names tried for the address of a shop.
const SLUGS_MAX: u32 = 50;

/// An address that makes the first owner, while nobody may sign in. Blocks.
///
/// # Errors
/// The store's own.
pub fn setup_link(
    store: &Store,
    public_url: &str,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    if store.has_users()? {
        return Ok(None);
    }
    let (written, hash) = token::fresh()?;
    let link = NewLink {
        kind: SETUP.to_owned(),
        ..NewLink::default()
    };
    store.make_link(&hash, &link, now, now + SETUP_FOR)?;
    Ok(Some(format!("{public_url}/setup/{written}")))
}

/// `GET /inscription`
pub(super) async fn show(_: Anyone, ask: Ask) -> Answer {
    open(&ask)?;
    form(&ask, StatusCode::OK, &json!({})).await
}

/// `POST /inscription`
pub(super) async fn make(_: Anyone, ask: Ask) -> Answer {
    open(&ask)?;
    create(&ask, None).await
}

/// `GET /setup/{token}`
pub(super) async fn setup_show(_: Anyone, ask: Ask) -> Answer {
    setup_hash(&ask).await?;
    form(&ask, StatusCode::OK, &json!({})).await
}

/// `POST /setup/{token}`
pub(super) async fn setup(_: Anyone, ask: Ask) -> Answer {
    let hash = setup_hash(&ask).await?;
    create(&ask, Some(hash)).await
}

fn open(ask: &Ask) -> Result<(), Halt> {
    match ask.console.0.options.sign_up {
        true => Ok(()),
        false => Err(Halt::NotFound),
    }
}

async fn setup_hash(ask: &Ask) -> Result<[u8; 32], Halt> {
    let hash = token::hash(ask.path("token")).ok_or(Halt::Spent)?;
    let now = ask.now();
    let link = ask.store(move |store| Ok(store.link(&hash, now)?)).await?;
    let good = link.is_some_and(|found| found.link.kind == SETUP);
    if good { Ok(hash) } else { Err(Halt::Spent) }
}

async fn form(ask: &Ask, status: StatusCode, wrong: &Value) -> Answer {
    let value = json!({
        "typed": ask.form.typed(),
        "wrong": wrong,
        "action": ask.place,
        "currencies": currencies::choices(ask),
    });
    ask.page_as(status, "signup.html", value).await
}

async fn create(ask: &Ask, link: Option<[u8; 32]>) -> Answer {
    let email = ask.form.line("email").to_lowercase();
    let shop = ask.form.line("shop");
    let mut wrong = json!({});
    if !is_email(&email) {
        wrong["email"] = ask.t("wrong-email").into();
    }
    if shop.is_empty() || shop.chars().count() > NAME_CHARS_MAX {
        wrong["shop"] = ask.t("wrong-name").into();
    }
    if let Some(words) = wrong_password(ask) {
        wrong["password"] = words.into();
    }
    let currency = match ask.form.given("currency") {
        Some(code) => Currency::parse(code).ok_or(Halt::Malformed)?,
        None => Currency::XOF,
    };
    if wrong != json!({}) {
        return form(ask, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await;
    }
    if link.is_none() {
        ask.may_try(
            &format!("sign-up {}", enter::network(ask)),
            SHOPS_PER_CLIENT,
        )?;
    }
    let hash = ask.password_hash().await?;
    let now = ask.now();
    let made = ask
        .store(move |store| made(store, &email, &shop, &hash, link, now))
        .await?;
    let Some((id, user)) = made else {
        let wrong = json!({"email": ask.t("wrong-taken"), "taken": true});
        return form(ask, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await;
    };
    begin(ask, id, user, currency).await?;
    ask.enter(user, "/demarrer").await
}

/// A shop without a number yet, under the first free name, and its owner; `None` when the address is taken.
fn made(
    store: &Store,
    email: &str,
    name: &str,
    hash: &str,
    link: Option<[u8; 32]>,
    now: Timestamp,
) -> Result<Option<(ShopId, UserId)>, Halt> {
    let owner = NewMember {
        email,
        role: Role::Owner.word(),
        password_hash: hash,
        ..NewMember::default()
    };
    let base = slug(name);
    for count in 1..=SLUGS_MAX {
        let new = NewShop {
            slug: if count == 1 {
                base.clone()
            } else {
                format!("{base}-{count}")
            },
            name: name.to_owned(),
            whatsapp: String::new(),
            account_sid: String::new(),
            auth_tokens: Vec::new(),
            api_key: None,
        };
        match store.open_shop(&new, &owner, link.as_ref(), now) {
            Ok(made) => return Ok(Some(made)),
            Err(StoreError::Taken("slug")) => {}
            Err(StoreError::Taken(_)) => return Ok(None),
            Err(StoreError::Missing("link")) => return Err(Halt::Spent),
            Err(error) => return Err(error.into()),
        }
    }
    Err(Halt::Unavailable)
}

/// A name as it stands in addresses: `Boutique d'Awa` is `boutique-d-awa`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().map(plain) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    let slug: String = slug.chars().take(40).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        "boutique".to_owned()
    } else {
        slug.to_owned()
    }
}

const fn plain(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        letter => letter,
    }
}

/// The first settings: the language of the page, the currency, the grid that the first live needs.
async fn begin(ask: &Ask, shop: ShopId, user: UserId, currency: Currency) -> Result<(), Halt> {
    let mut settings = Settings {
        lang: ask.lang,
        currency,
        ..Settings::default()
    };
    let grid = settings.set("grid", currencies::first_grid(currency));
    debug_assert!(grid.is_ok(), "{grid:?}");
    let command = Command {
        id: CommandId::new(super::ask::fresh_id()?),
        by: Actor::Team(user),
        action: Action::Configure(Box::new(settings)),
    };
    ask.console.app().engine.command(shop, command).await?;
    Ok(())
}

/// Why the field `password` will not do, in words.
pub(super) fn wrong_password(ask: &Ask) -> Option<String> {
    let will_do = password::will_do(ask.form.raw("password"));
    (!will_do).then(|| ask.t("wrong-password"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_address() {
        assert_eq!(slug("Boutique d'Awa"), "boutique-d-awa");
        assert_eq!(slug("  Élégance & Co. "), "elegance-co");
        assert_eq!(slug("«»"), "boutique");
        assert!(slug(&"x".repeat(200)).len() <= 40);
    }
}
