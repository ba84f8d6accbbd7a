//! What whoever runs the installation does for somebody who cannot sign in any more, from the command line.

use snapsell_core::{Span, Timestamp};
use snapsell_store::{DeedRow, NewLink, Store, StoreError};

use super::invite::RESET;
use super::{recovery, token};

/// How long the link is good.
const GOOD_FOR: Span = Span::from_mins(60);

/// A link with which she chooses a new password, once within the hour, and without her second factor where that is lost;
/// `None` when nobody has this address. Noted where she belongs. Blocks.
///
/// # Errors
/// The store's own.
pub fn rescue_link(
    store: &Store,
    public_url: &str,
    email: &str,
    without_second: bool,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let Some(user) = store.user_by_email(email)? else {
        return Ok(None);
    };
    if without_second {
        recovery::forget(store, &user)?;
        store.change_user(user.id, |user, _| {
            user.totp = None;
            true
        })?;
    }
    let (written, hash) = token::fresh()?;
    let link = NewLink {
        kind: RESET.to_owned(),
        shop: user.shop,
        user: Some(user.id),
        ..NewLink::default()
    };
    store.make_link(&hash, &link, now, now + GOOD_FOR)?;
    let what = if without_second {
        "second factor off"
    } else {
        "reset"
    };
    let deed = DeedRow {
        shop: user.shop,
        at: now,
        user: None,
        what: what.to_owned(),
        subject: format!("user {}", user.id.get()),
    };
    store.note_deed(&deed)?;
    Ok(Some(format!("{public_url}/mot-de-passe/{written}")))
}
