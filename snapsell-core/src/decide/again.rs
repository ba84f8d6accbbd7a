//! The identical message again within a few seconds: a double send.

use crate::change::{Change, Deed};
use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::time::Span;

/// The identical message again within this time is a double send.
pub(super) const DOUBLE_SEND: Span = Span::from_secs(10);

/// Whether this very seller did just this a moment ago, so that saying it means the same once more: she had her answer.
pub(super) fn is_double(
    draft: &Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    deed: Deed,
) -> bool {
    let last = draft.desk().last_deed;
    last.is_some_and(|(by, last, at)| {
        seller == Some(by) && last == deed && draft.now.since(at) <= DOUBLE_SEND
    })
}

/// A seller did this by a message.
pub(super) fn done(draft: &mut Draft<'_, impl Ground>, seller: Option<CustomerId>, deed: Deed) {
    if let Some(seller) = seller {
        draft.emit(Change::Done { seller, deed });
    }
}
