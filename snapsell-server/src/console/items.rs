//! Items and stock: what is on sale now or was in an earlier live, a form to add, a file to import, labels to print.

mod cells;
mod decode;
pub(super) mod file;
mod import;
mod labels;
mod rows;

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::LiveId;

use super::access::Team;
use super::answer::Answer;
use super::ask::Ask;
use super::live;
use super::show::Show;
use crate::trial;

pub(super) use import::{UPLOAD_BYTES_MAX, amount, import, preview};
pub(super) use labels::labels;

const ITEMS: &str = "/articles";
/// Earlier lives that can be chosen.
const LIVES_MAX: usize = 200;

/// `GET /articles?live=`
pub(super) async fn show(team: Team, ask: Ask) -> Answer {
    page(team, &ask, StatusCode::OK, json!({})).await
}

/// `POST /articles/ajouter`: what a seller would write on WhatsApp, `A13`, `S01 x20`, `S01 S:5 M:10`, `S01 +5`.
pub(super) async fn add(team: Team, mut ask: Ask) -> Answer {
    let Some(left) = live::offer_typed(team, &ask).await? else {
        return ask.done(ITEMS, "saved");
    };
    ask.form.replace("text", left.text);
    let wrong = json!({"text": left.why});
    page(team, &ask, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
}

/// The page, with what was typed wrong.
async fn page(team: Team, ask: &Ask, status: StatusCode, wrong: Value) -> Answer {
    let shop = team.shop;
    let show = Show::of(ask, shop).await?;
    let wanted: Option<u32> = ask.query.number("live");
    let lives = ask
        .store(move |store| {
            let left = trial::Left::of(store, shop)?;
            Ok(left.newest_lives(store, shop, LIVES_MAX)?)
        })
        .await?;
    let page: usize = ask.query.number("page").unwrap_or(1);
    let found = match wanted {
        None => {
            let open = ask.look(shop, rows::now).await?;
            ask.store(move |store| rows::Page::of(open, page).with_pictures(store, shop))
                .await?
        }
        Some(live) => {
            let live = LiveId::new(live);
            ask.store(move |store| {
                rows::Page::of_live(store, shop, live, page)?.with_pictures(store, shop)
            })
            .await?
        }
    };
    let mut value = found.value(&show);
    value["lives"] = lives
        .iter()
        .map(|live| json!({"live": live.live.get(), "opened": show.clock(live.opened_at)}))
        .collect();
    value["wanted"] = json!(wanted);
    value["wrong"] = wrong;
    value["typed"] = json!(ask.form.typed());
    ask.page_as(status, "items.html", value).await
}
