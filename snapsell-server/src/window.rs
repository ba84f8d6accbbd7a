//! WhatsApp's window: free text may go to somebody for 24 hours after her last message.

use snapsell_core::{CustomerId, ShopId, Span, Timestamp};
use snapsell_store::{SEEN_EVERY, Store, StoreError};

/// Free text may be sent this long after the last message of a person.
const WINDOW: Span = Span::from_mins(24 * 60);

/// Whether she wrote within the window. Her row, which noted when, may tell of a message before her last one: near the
/// end of the window her messages themselves are asked.
pub(crate) fn is_open(
    store: &Store,
    shop: ShopId,
    her: CustomerId,
    noted: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(noted) = noted else {
        return Ok(false);
    };
    if now.since(noted) < WINDOW {
        return Ok(true);
    }
    if now.since(noted + SEEN_EVERY) >= WINDOW {
        return Ok(false);
    }
    let heard = store.last_heard(shop, &[(her, noted)])?;
    Ok(heard.get(&her).is_some_and(|at| now.since(*at) < WINDOW))
}
