//! Recovery codes: whoever lost the phone with her second factor types one of these instead, each of them once. The store
//! knows their hashes, as it does of every link that works once.

use sha2::{Digest as _, Sha256};
use snapsell_core::{Span, Timestamp, UserId};
use snapsell_store::{NewLink, Store, StoreError, UserRecord};

use super::answer::Halt;
use super::totp;

/// Codes made at a time.
const CODES: usize = 8;
/// Bytes behind one, so that nobody guesses it from its hash.
const BYTES: usize = 10;
/// Letters of one.
const CHARS: usize = 16;
/// They do not end by themselves.
const GOOD_FOR: Span = Span::from_mins(20 * 365 * 24 * 60);

/// New codes in place of those before, as they are shown once. Blocks.
pub(super) fn renew(store: &Store, user: &UserRecord, now: Timestamp) -> Result<Vec<String>, Halt> {
    forget(store, user)?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes).map_err(|_| Halt::Failed)?;
        let code = totp::base32(&bytes);
        let link = NewLink {
            kind: NewLink::recovery(user.id),
            shop: user.shop,
            user: Some(user.id),
            ..NewLink::default()
        };
        store.make_link(&hash(user.id, &code), &link, now, now + GOOD_FOR)?;
        codes.push(totp::grouped(&code, "-"));
    }
    Ok(codes)
}

/// Takes every code of hers away. Blocks.
pub(super) fn forget(store: &Store, user: &UserRecord) -> Result<(), StoreError> {
    store.use_links(user.shop, &NewLink::recovery(user.id))
}

/// How many are left. Blocks.
pub(super) fn left(store: &Store, user: &UserRecord, now: Timestamp) -> Result<usize, StoreError> {
    Ok(store
        .links(user.shop, &NewLink::recovery(user.id), now)?
        .len())
}

/// Uses a code up, however it was typed; false when it is none of hers or was used before. Blocks.
pub(super) fn spend(
    store: &Store,
    user: UserId,
    typed: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let code: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    if code.len() != CHARS {
        return Ok(false);
    }
    let hash = hash(user, &code);
    let known = store.link(&hash, now)?;
    let hers = known.is_some_and(|found| found.link.kind == NewLink::recovery(user));
    Ok(hers && store.use_link(&hash)?)
}

fn hash(user: UserId, code: &str) -> [u8; 32] {
    Sha256::digest(format!("{} {code}", NewLink::recovery(user))).into()
}
