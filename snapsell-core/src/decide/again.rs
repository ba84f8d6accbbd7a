//! The identical message again within a few seconds: a double send.

use crate::draft::{Draft, Ground};
use crate::ids::CustomerId;
use crate::shop::Deed;
use crate::time::Span;

/// The identical message again within this time is a double send.
pub(super) const DOUBLE_SEND: Span = Span::from_secs(10);

/// Whether just this was done a moment ago, so that a seller who says it means the same once more: she had her answer.
pub(super) fn is_double(
    draft: &Draft<'_, impl Ground>,
    seller: Option<CustomerId>,
    same: impl FnOnce(Deed) -> bool,
) -> bool {
    let lately = |&(_, at): &(Deed, _)| draft.now.since(at) <= DOUBLE_SEND;
    let last = draft.desk().last_deed.filter(lately);
    seller.is_some() && last.is_some_and(|(deed, _)| same(deed))
}
