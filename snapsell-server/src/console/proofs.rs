//! Proofs of payment that wait: the oldest first, each with what was expected and what is known of who sent it.

pub(super) mod picture;

use std::collections::BTreeMap;

use axum::response::IntoResponse as _;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use snapsell_core::{Action, CommandId, CustomerId, Money, ProofTarget, Shop, ShopId, Span};
use snapsell_store::{Media, ProofRow, ProofState, Store};

use super::access::Team;
use super::answer::{Answer, Halt, download, go_to};
use super::ask::Ask;
use super::person::person;
use super::show::Show;

/// Proofs that are looked back to, for those that wait and those sent twice.
const LOOKED_BACK: usize = 500;
/// Proofs on one page.
const SHOWN_MAX: usize = 30;
/// A proof that waits longer than this is red.
const OLD: Span = Span::from_mins(10);
/// Longest reason for a refusal, in characters.
const WHY_CHARS_MAX: usize = 200;
/// Receipts of banks come so.
const PDF: &str = "application/pdf";

/// `GET /preuves`
pub(super) async fn show(team: Team, ask: Ask) -> Answer {
    let shop = team.shop;
    let read = |shop: &Shop| (shop.settings().clone(), baskets(shop));
    let (settings, baskets) = ask.look(shop, read).await?;
    let (show, deposits) = (Show::with(&ask, &settings), settings.deposit);
    let proofs = ask
        .store(move |store| {
            let rows = store.proofs(shop, LOOKED_BACK)?;
            let mut waiting: Vec<&ProofRow> = rows
                .iter()
                .filter(|row| row.state == ProofState::Pending)
                .collect();
            waiting.sort_by_key(|row| row.at);
            let (mut shown, mut files) = (Vec::new(), BTreeMap::new());
            for row in waiting.into_iter().take(SHOWN_MAX) {
                let file = file(store, shop, row.message, &mut files)?;
                let mut value = proof(store, shop, row, &show)?;
                value["file"] = file.map(|(_, sight)| sight).into();
                let order = match row.order {
                    Some(number) => store.order(shop, number)?,
                    None => None,
                };
                let expected = match order {
                    Some(order) => Some(order.order.deposit),
                    None => baskets
                        .get(&row.customer)
                        .and_then(|sum| deposits.ask(*sum))
                        .map(|(amount, _)| amount),
                };
                value["expected"] = expected
                    .map_or_else(|| "–".to_owned(), |amount| show.money(amount))
                    .into();
                if let Some((digest, _)) = file {
                    let others = rows
                        .iter()
                        .filter(|other| other.message != row.message && other.at <= row.at);
                    let again = sent_before(store, shop, digest, others, &mut files)?;
                    value["again"] = again.into();
                }
                shown.push(value);
            }
            Ok(shown)
        })
        .await?;
    let follow = ask.query.has("suivre");
    let value = json!({"proofs": proofs, "follow": follow});
    ask.page("proofs.html", value).await
}

/// What each holds now, in money.
fn baskets(shop: &Shop) -> BTreeMap<CustomerId, Money> {
    let mut baskets = BTreeMap::new();
    for hold in shop.holds() {
        let sum = baskets.entry(hold.customer).or_insert(Money::ZERO);
        *sum = sum.plus(hold.price.times(hold.slots.len()));
    }
    baskets
}

/// `POST /preuves/{customer}/valider`
pub(super) async fn approve(team: Team, ask: Ask) -> Answer {
    let customer = still_waits(team, &ask).await?;
    ask.act(team, Action::ApproveProof(ProofTarget::Customer(customer)))
        .await?;
    Ok(go_to("/preuves?dit=proof-ok"))
}

/// `POST /preuves/{customer}/refuser`
pub(super) async fn refuse(team: Team, ask: Ask) -> Answer {
    let customer = still_waits(team, &ask).await?;
    let why = ask.form.line("why").chars().take(WHY_CHARS_MAX).collect();
    let of = ProofTarget::Customer(customer);
    ask.act(team, Action::RefuseProof { of, why }).await?;
    Ok(go_to("/preuves?dit=proof-no"))
}

/// `GET /preuves/{message}/image`: decoded and made anew, so that nothing hidden in it survives.
pub(super) async fn image(team: Team, ask: Ask) -> Answer {
    let message = message(ask.path("message")).ok_or(Halt::NotFound)?;
    let shop = team.shop;
    let bytes = ask.picture(move |store| picture::anew(&sent(store, shop, message)?.bytes));
    // Somebody's name and money: no browser keeps it after she has signed out.
    picture_answer(bytes.await?, "no-store")
}

/// `GET /preuves/{message}/pdf`: a receipt that is a document, to be kept and opened elsewhere, for it may hold anything.
pub(super) async fn pdf(team: Team, ask: Ask) -> Answer {
    let message = message(ask.path("message")).ok_or(Halt::NotFound)?;
    let shop = team.shop;
    let bytes = ask.picture(move |store| {
        let media = sent(store, shop, message)?;
        match sight(&media) {
            "pdf" => Ok(media.bytes),
            _ => Err(Halt::NotFound),
        }
    });
    let mut response = download(PDF, &ask.t("proof-pdf-name"), bytes.await?)?;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let alone = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(CONTENT_SECURITY_POLICY, alone);
    Ok(response)
}

/// What came as a proof. Blocks.
fn sent(store: &Store, shop: ShopId, message: CommandId) -> Result<Media, Halt> {
    let proofs = store.proofs(shop, LOOKED_BACK)?;
    let known = proofs.iter().any(|row| row.message == message);
    let media = known.then(|| store.media(shop, message, 0)).transpose()?;
    media.flatten().ok_or(Halt::NotFound)
}

/// `GET /photos/{message}`: the photo of an item, made anew and small.
pub(super) async fn photo(team: Team, ask: Ask) -> Answer {
    let message = message(ask.path("message")).ok_or(Halt::NotFound)?;
    let shop = team.shop;
    let bytes = ask.picture(move |store| {
        let media = if store.is_photo(shop, message)? {
            store.media(shop, message, 0)?
        } else {
            None
        };
        picture::thumbnail(&media.ok_or(Halt::NotFound)?.bytes)
    });
    picture_answer(bytes.await?, "private, max-age=600")
}

fn picture_answer(bytes: Vec<u8>, kept: &'static str) -> Answer {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    Ok(response)
}

fn message(text: &str) -> Option<CommandId> {
    let id = u128::from_str_radix(text, 16).ok()?;
    (text.len() == 32 && id != 0).then(|| CommandId::new(id))
}

/// The customer whose proof this page showed, while that very proof waits.
async fn still_waits(team: Team, ask: &Ask) -> Result<CustomerId, Halt> {
    let customer = CustomerId::new(ask.path("customer").parse().map_err(|_| Halt::NotFound)?);
    let seen = message(ask.form.raw("seen"));
    let proof = ask.look(team.shop, move |shop| {
        let known = shop.customer(customer)?;
        Some(
            known
                .proof()
                .filter(|proof| proof.pending)
                .map(|proof| proof.message),
        )
    });
    let waiting = proof.await?.ok_or(Halt::NotFound)?;
    if waiting.is_some() && waiting == seen {
        return Ok(customer);
    }
    let now = if waiting.is_some() {
        ask.t("proof-newer")
    } else {
        ask.t("proof-judged")
    };
    Err(Halt::Stale(vec![
        json!({"what": ask.t("nav-proofs"), "before": ask.t("proof-waiting"), "now": now}),
    ]))
}

fn proof(store: &Store, shop: ShopId, row: &ProofRow, show: &Show) -> Result<Value, Halt> {
    let known = store.customer(shop, row.customer)?;
    let text = store
        .receipt(shop, row.message)?
        .and_then(|receipt| receipt.content);
    let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(json!({
        "message": format!("{:032x}", row.message.get()),
        "customer": row.customer.get(),
        "name": person(store, shop, row.customer)?.name,
        "order": row.order.map(|order| order.to_string()),
        "at": show.clock(row.at),
        "at_ms": row.at.millis(),
        "old": show.now.since(row.at) > OLD,
        "text": text,
        "orders": known.as_ref().map_or(0, |known| known.orders),
        "absences": known.as_ref().map_or(0, |known| known.no_shows),
    }))
}

/// What a file is known by.
type Digest = [u8; 32];

/// The file of a proof: what it is known by, and how the page lets it be seen.
type File = (Digest, &'static str);

/// How a file can be looked at: as a picture, as a document of its own, or not at all.
fn sight(media: &Media) -> &'static str {
    match media.content_type.as_str() {
        PDF => "pdf",
        _ if picture::is_one(&media.bytes) => "picture",
        _ => "unseen",
    }
}

/// Whether the same file was sent as one of these proofs: by whom, or for which order.
fn sent_before<'a>(
    store: &Store,
    shop: ShopId,
    sent: Digest,
    others: impl Iterator<Item = &'a ProofRow>,
    files: &mut BTreeMap<CommandId, Option<File>>,
) -> Result<Option<String>, Halt> {
    for other in others.take(SHOWN_MAX * 2) {
        let before = file(store, shop, other.message, files)?;
        if before.is_some_and(|(digest, _)| digest == sent) {
            let whose = match other.order {
                Some(order) => order.to_string(),
                None => person(store, shop, other.customer)?.name,
            };
            return Ok(Some(whose));
        }
    }
    Ok(None)
}

/// The file of a message, where there is one; each is read once for a page, into `files`.
fn file(
    store: &Store,
    shop: ShopId,
    message: CommandId,
    files: &mut BTreeMap<CommandId, Option<File>>,
) -> Result<Option<File>, Halt> {
    if let Some(known) = files.get(&message) {
        return Ok(*known);
    }
    let media = store.media(shop, message, 0)?;
    let file = media.map(|media| (Sha256::digest(&media.bytes).into(), sight(&media)));
    files.insert(message, file);
    Ok(file)
}
