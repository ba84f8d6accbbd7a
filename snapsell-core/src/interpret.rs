//! From a message to a command.

use crate::command::{Action, Actor, Command, Unclear};
use crate::message::Message;
use crate::shop::Shop;

/// What this message asks of this shop; total.
#[must_use]
pub fn interpret(_shop: &Shop, message: &Message) -> Command {
    Command {
        id: message.id,
        by: Actor::Customer(message.from),
        action: Action::Unclear(Unclear::Text),
    }
}
