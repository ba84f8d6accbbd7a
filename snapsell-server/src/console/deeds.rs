//! What members and staff did that the journal does not tell, a page at a time: numbers seen, files taken, accounts changed.
//! An owner reads names of her own team; staff reads pseudonyms of all shops.

use serde_json::{Value, json};
use snapsell_core::{ShopId, UserId};
use snapsell_store::{DeedRow, Store};

use super::answer::Halt;
use super::ask::Ask;
use super::frame;
use super::show::Show;
use super::words::Words;

/// Deeds on a page.
const ROWS: usize = 50;

/// The page of them that was asked for: of one shop, or of all.
pub(super) async fn page(ask: &Ask, only: Option<ShopId>, show: Show) -> Result<Value, Halt> {
    let wanted: usize = ask.query.number("page").unwrap_or(1);
    let (console, lang) = (ask.console.clone(), ask.lang);
    ask.store(move |store| {
        let pages = store.deeds_count(only)?.div_ceil(ROWS).max(1);
        let page = wanted.clamp(1, pages);
        let deeds = store.deeds(only, (page - 1) * ROWS, ROWS)?;
        let words = console.words(lang);
        let row = |deed: &DeedRow| {
            let told = match only {
                Some(own) => told(store, own, deed, words)?,
                None => masked(store, deed)?,
            };
            Ok(json!({
                "at": show.clock(deed.at),
                "word": word(words, &deed.what),
                "told": told,
            }))
        };
        let rows = deeds
            .iter()
            .map(row)
            .collect::<Result<Vec<Value>, Halt>>()?;
        Ok(json!({"rows": rows, "page": page, "pages": pages}))
    })
    .await
}

/// What was done, in words; a deed of a later version as it stands.
fn word(words: &Words, what: &str) -> String {
    let name = format!("deed-{}", what.replace(' ', "-"));
    match words.has(&name) {
        true => words.plain(&name),
        false => what.to_owned(),
    }
}

/// Who did it and to whom, for the owner. Blocks.
fn told(store: &Store, own: ShopId, deed: &DeedRow, words: &Words) -> Result<Value, Halt> {
    let by = match deed.user {
        Some(user) => called(store, own, user, words)?,
        None => words.plain("deed-by-command"),
    };
    let (subject, more) = match deed.subject.split_once(": ") {
        Some((subject, more)) => (subject, more),
        None => (deed.subject.as_str(), ""),
    };
    let more = [format!("erase-reason-{more}"), format!("role-{more}")];
    let more = more.iter().find(|name| words.has(name));
    let more = more.map(|name| words.plain(name));
    Ok(match subject.split_once(' ') {
        Some(("customer", id)) => {
            let href = deed.what != "erased" && id.parse::<u32>().is_ok();
            let href = href.then(|| format!("/clientes/{id}"));
            json!({"by": by, "customer": id, "href": href, "more": more})
        }
        Some(("user", id)) => {
            let about = match id.parse() {
                Ok(id) => called(store, own, UserId::new(id), words)?,
                Err(_) => subject.to_owned(),
            };
            json!({"by": by, "about": about, "more": more})
        }
        Some(_) | None => json!({"by": by, "subject": deed.subject}),
    })
}

/// How a member of her team is called; staff has no names here.
fn called(store: &Store, own: ShopId, user: UserId, words: &Words) -> Result<String, Halt> {
    Ok(match store.user(user)? {
        Some(user) if user.shop == Some(own) => frame::called(&user).to_owned(),
        Some(user) if user.shop.is_none() => words.plain("deed-by-staff"),
        Some(_) | None => format!("#{}", user.get()),
    })
}

/// The same for staff: the shop, and pseudonyms. Blocks.
fn masked(store: &Store, deed: &DeedRow) -> Result<Value, Halt> {
    let record = match deed.shop {
        Some(shop) => store.shop(shop)?,
        None => None,
    };
    Ok(json!({
        "slug": record.map(|record| record.slug),
        "by": deed.user.map(|user| format!("user {}", user.get())),
        "subject": deed.subject,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapsell_core::Lang;

    #[test]
    fn every_deed_that_the_program_notes_has_words() {
        for words in [Lang::Fr, Lang::En].map(Words::new) {
            for what in [
                "access",
                "connected",
                "erased",
                "export",
                "exported",
                "given up",
                "invited",
                "joined",
                "left everywhere",
                "let in",
                "locked",
                "made",
                "password",
                "prices",
                "recovery code",
                "recovery codes",
                "replayed",
                "reset",
                "retention",
                "reveal",
                "riders",
                "role",
                "second factor",
                "second factor off",
                "shut out",
                "taken back",
                "traced",
            ] {
                assert_ne!(word(&words, what), what);
            }
            assert_eq!(word(&words, "of a later version"), "of a later version");
        }
    }
}
