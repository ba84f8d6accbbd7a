//! Customers as the team sees them: a name, or a number of which only the ends are shown.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use snapsell_core::{Class, CustomerId, Settings, ShopId, Timestamp};
use snapsell_store::Store;

use super::answer::Halt;
use super::form::is_seen;
use crate::mask::Masked;
use crate::window;

/// Longest name that is shown, in characters.
const NAME_CHARS_MAX: usize = 40;

/// A customer in a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// Her name, or her masked number, or her pseudonym when she was erased.
    pub(super) name: String,
    /// Her masked number.
    pub(super) phone: String,
    /// When she wrote last, as her row notes it.
    heard: Option<Timestamp>,
}

/// The people behind these ids. Blocks.
pub(super) fn people(
    store: &Store,
    shop: ShopId,
    ids: impl IntoIterator<Item = CustomerId>,
) -> Result<BTreeMap<CustomerId, Person>, Halt> {
    let mut people = BTreeMap::new();
    for id in ids {
        if let Entry::Vacant(entry) = people.entry(id) {
            entry.insert(person(store, shop, id)?);
        }
    }
    Ok(people)
}

/// One person. Blocks.
pub(super) fn person(store: &Store, shop: ShopId, id: CustomerId) -> Result<Person, Halt> {
    let details = store.contact_details(shop, id)?;
    let phone = details
        .as_ref()
        .and_then(|details| details.phone.as_deref());
    // One number is one word: no narrow column breaks it.
    let phone = phone.map_or_else(String::new, |phone| {
        Masked(phone).to_string().replace(' ', "\u{a0}")
    });
    let heard = details.as_ref().and_then(|details| details.last_inbound);
    let name = details
        .and_then(|details| details.name)
        .map(|name| shown(&name));
    let name = name.filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| match phone.is_empty() {
        true => format!("#{}", id.get()),
        false => phone.clone(),
    });
    Ok(Person { name, phone, heard })
}

/// Whether she ever wrote to the shop; others may have named her. Blocks.
pub(super) fn wrote(store: &Store, shop: ShopId, id: CustomerId) -> Result<bool, Halt> {
    let details = store.contact_details(shop, id)?;
    Ok(details.is_some_and(|details| details.last_inbound.is_some()))
}

/// Whether WhatsApp lets the shop tell her of what is held for her: she wrote lately, or a template is approved. Blocks.
pub(super) fn can_be_told(
    store: &Store,
    shop: ShopId,
    settings: &Settings,
    (id, her): (CustomerId, &Person),
    now: Timestamp,
) -> Result<bool, Halt> {
    let is_open = window::is_open(store, shop, id, her.heard, now)?;
    Ok(is_open || settings.templates.contains_key(&Class::Queue))
}

/// A name that somebody gave herself, without what would turn the page around; one that is cut says so.
pub(super) fn shown(name: &str) -> String {
    let kept: String = name.chars().filter(|letter| is_seen(*letter)).collect();
    let kept = kept.trim();
    match kept.chars().count() {
        0..=NAME_CHARS_MAX => kept.to_owned(),
        _ => {
            let begin: String = kept.chars().take(NAME_CHARS_MAX - 1).collect();
            format!("{}…", begin.trim_end())
        }
    }
}
