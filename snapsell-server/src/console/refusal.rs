//! Why the rules said no, in words for the team.

use snapsell_core::{Refusal, Size};

use super::ask::Ask;

/// The words for a refusal.
pub(super) fn words(ask: &Ask, refusal: &Refusal) -> String {
    let plain = |name: &str| ask.console.words(ask.lang).plain(name);
    match refusal {
        Refusal::UnknownCode { .. } => plain("no-unknown-code"),
        Refusal::NoLive | Refusal::NotLive => plain("no-live"),
        Refusal::LiveOver => plain("no-live-over"),
        Refusal::SoldOut => plain("no-sold-out"),
        Refusal::Taken => plain("no-taken"),
        Refusal::QueueFull | Refusal::Full => plain("no-full"),
        Refusal::TooManyHolds { most } => {
            ask.t_with("no-many-holds", &[("most", &most.to_string())])
        }
        Refusal::TooManyPlaces { most } => {
            ask.t_with("no-many-places", &[("most", &most.to_string())])
        }
        Refusal::TooManyUnits { most } => {
            ask.t_with("no-many-units", &[("most", &most.to_string())])
        }
        Refusal::Ordered { order } => ask.t_with("no-ordered", &[("order", &order.to_string())]),
        Refusal::Blocked => plain("no-blocked"),
        Refusal::OptedOut => plain("no-opted-out"),
        Refusal::Withdrawn => plain("no-withdrawn"),
        Refusal::SizeNeeded { sizes } | Refusal::UnknownSize { sizes } => {
            let sizes: Vec<&str> = sizes.iter().map(Size::as_str).collect();
            ask.t_with("no-size", &[("sizes", &sizes.join(", "))])
        }
        Refusal::NoSuchChoice | Refusal::UnknownPerson => plain("no-person"),
        Refusal::NoPrice => plain("no-price"),
        Refusal::PriceTooLow => plain("no-price-too-low"),
        Refusal::CodeTaken => plain("no-code-taken"),
        Refusal::OutOfBounds { most } => ask.t_with("no-bounds", &[("most", &most.to_string())]),
        Refusal::UnknownItem => plain("no-item"),
        Refusal::NotHeld => plain("no-not-held"),
        Refusal::WhichHolder { .. } => plain("no-which-holder"),
        Refusal::UnitsInUse { least } => {
            ask.t_with("no-units-in-use", &[("least", &least.to_string())])
        }
        Refusal::NoFreeUnit => plain("no-free-unit"),
        Refusal::UnknownOrder => plain("no-order"),
        Refusal::WrongMove { .. } => plain("no-wrong-move"),
        Refusal::NoProof => plain("no-proof"),
        Refusal::NoUnits => plain("no-units"),
        Refusal::WhichProof { .. } => plain("no-which-proof"),
    }
}
