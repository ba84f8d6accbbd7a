//! For the installation's staff: what could not be sent, with its cause, over all shops; no words and no numbers of people.

mod accounts;

use serde_json::{Value, json};
use snapsell_core::{Currency, Settings, ShopId};

use super::access::Ops;
use super::answer::{Answer, Halt};
use super::ask::Ask;
use super::show::Show;

pub(super) use accounts::{reset, show as accounts};

/// Dead letters on one page.
const LETTERS_MAX: usize = 200;

/// `GET /ops`
pub(super) async fn show(_: Ops, ask: Ask) -> Answer {
    let settings = Settings {
        currency: Currency::XOF,
        ..Settings::default()
    };
    let show = Show::with(&ask, &settings);
    let value = ask
        .store(move |store| {
            let shops = store.shops()?;
            let letters = store.dead_letters(None, LETTERS_MAX)?;
            let name = |id: ShopId| shops.iter().find(|shop| shop.id == id).map(|shop| shop.slug.clone());
            let letters: Vec<Value> = letters
                .iter()
                .map(|letter| {
                    json!({
                        "shop": letter.shop.get(),
                        "slug": name(letter.shop),
                        "id": letter.id,
                        "customer": letter.customer.get(),
                        "at": show.clock(letter.at),
                        "attempts": letter.attempts,
                        "error": letter.error,
                        "reason": letter.reason,
                    })
                })
                .collect();
            let health = store.health()?;
            let shops: Vec<Value> = shops
                .iter()
                .map(|shop| json!({"slug": shop.slug, "name": shop.name, "sealed": shop.sealed, "connected": !shop.whatsapp.is_empty()}))
                .collect();
            Ok(json!({
                "letters": letters,
                "shops": shops,
                "schema": health.schema,
                "database_mib": health.database_bytes.div_ceil(1_048_576),
                "checked": show.second(show.now),
            }))
        })
        .await?;
    ask.page("ops.html", value).await
}

/// `POST /ops/lettres/{shop}/{letter}/renvoyer`
pub(super) async fn replay(ops: Ops, ask: Ask) -> Answer {
    let (shop, letter) = letter(&ask)?;
    ask.store(move |store| Ok(store.replay(shop, letter)?))
        .await?;
    noted(ops, ask, shop, "replayed", letter).await
}

/// `POST /ops/lettres/{shop}/{letter}/abandonner`
pub(super) async fn give_up(ops: Ops, ask: Ask) -> Answer {
    let (shop, letter) = letter(&ask)?;
    ask.store(move |store| Ok(store.drop_letter(shop, letter)?))
        .await?;
    noted(ops, ask, shop, "given up", letter).await
}

fn letter(ask: &Ask) -> Result<(ShopId, i64), Halt> {
    let shop = ask.path("shop").parse().map_err(|_| Halt::NotFound)?;
    let letter = ask.path("letter").parse().map_err(|_| Halt::NotFound)?;
    Ok((ShopId::new(shop), letter))
}

async fn noted(ops: Ops, ask: Ask, shop: ShopId, what: &'static str, letter: i64) -> Answer {
    ask.note(Some(shop), Some(ops.user), what, format!("letter {letter}"))
        .await?;
    ask.done("/ops", "saved")
}
