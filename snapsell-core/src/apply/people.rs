//! Effects on what the shop knows of a person.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "apply.rs names every change and sends each to its file"
)]

use crate::change::Change;
use crate::state::State;

pub(super) fn apply(state: &mut impl State, change: &Change) {
    match change {
        Change::AddressGiven { customer, message } => {
            let person = state.customer_mut(*customer);
            person.address = Some(*message);
            person.awaits_address = false;
            // The OUI that waited for it has been heard.
            person.confirms = false;
            person.only = Default::default();
        }
        Change::AddressAwaited {
            customer,
            awaited,
            confirms,
            only,
        } => {
            let person = state.customer_mut(*customer);
            person.awaits_address = *awaited;
            person.confirms = *confirms;
            person.only = only.clone().into();
        }
        Change::Suggested { customer, items } => {
            state.customer_mut(*customer).suggested = items.clone().into();
        }
        Change::OptedOut(customer) => state.customer_mut(*customer).opted_out = true,
        Change::OptedIn(customer) => state.customer_mut(*customer).opted_out = false,
        Change::Unreachable(customer) => state.customer_mut(*customer).unreachable = true,
        Change::Reachable(customer) => state.customer_mut(*customer).unreachable = false,
        Change::Blocked(customer) => state.customer_mut(*customer).blocked = true,
        Change::Unblocked(customer) => state.customer_mut(*customer).blocked = false,
        Change::LanguageChosen { customer, lang } => {
            state.customer_mut(*customer).lang = Some(*lang)
        }
        Change::Noted { .. } => {
            state.desk_mut().to_read = state.desk_mut().to_read.saturating_add(1)
        }
        Change::NotesRead => state.desk_mut().to_read = 0,
        _ => unreachable!("not a change of a person"),
    }
}
