//! Forgetting a customer: what stands against it, what is given back first, and what the provider deletes afterwards.

mod doubt;
mod keeper;
mod provider;

use snapsell_core::{Action, Actor, Command, CommandId, CustomerId, HoldState, OrderNumber, Shop};

pub use keeper::Keeper;
pub use provider::Deleter;

/// Why a person cannot be forgotten yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// She sells here: her number leaves the settings first.
    Seller,
    /// Orders of hers are neither delivered nor cancelled; they need her address.
    Orders(Vec<OrderNumber>),
    /// A receipt of hers waits, or the deposit of what she holds was approved: somebody has her money.
    Deposit,
}

/// What stands against forgetting her now; `None` for nothing.
pub(crate) fn obstacle(shop: &Shop, customer: CustomerId) -> Option<Obstacle> {
    if shop.settings().sellers.contains(&customer) {
        return Some(Obstacle::Seller);
    }
    let her = shop.customer(customer)?;
    if !her.orders().is_empty() {
        return Some(Obstacle::Orders(her.orders().to_vec()));
    }
    let money = her.holds().filter_map(|hold| shop.hold(hold)).any(|hold| {
        matches!(
            hold.state,
            HoldState::ProofPending { .. } | HoldState::Locked { .. }
        )
    });
    let waits = her.proof().is_some_and(|proof| proof.pending);
    (money || waits).then_some(Obstacle::Deposit)
}

/// What she gives back first, as if she had written ANNULER: the next in line is served, and she is told. `None` when
/// she holds nothing and waits for nothing.
pub(crate) fn give_back(shop: &Shop, customer: CustomerId) -> Option<Command> {
    let her = shop.customer(customer)?;
    let claims = her.holds().next().is_some() || her.places().next().is_some();
    claims.then(|| Command {
        id: CommandId::NONE,
        by: Actor::Customer(customer),
        action: Action::Cancel(Vec::new()),
    })
}
