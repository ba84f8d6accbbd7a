//! One row of a shop as it may be read.

use crate::ids::{CommandId, HoldId, ItemId, OrderNumber};
use crate::queue::Wait;
use crate::settings::Settings;
use crate::shop::{Customer, Desk, Item, LiveState, Proof};
use crate::time::Timestamp;

impl Desk {
    /// When the live closes by itself; at once while it is closing, never while anything is held, for a proof too. What an
    /// order waits for keeps no live open.
    #[inline]
    pub(crate) fn closes_at(&self, settings: &Settings, now: Timestamp) -> Option<Timestamp> {
        let live = self.live.as_ref()?;
        match live.state {
            LiveState::Closing => Some(now),
            LiveState::Open if self.holds > 0 => None,
            LiveState::Open => Some(live.last_activity + settings.live_inactive),
        }
    }
}

impl Item {
    /// Units left to sell, held ones included.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.stock - self.sold
    }

    /// Units that nobody holds.
    #[must_use]
    pub fn free(&self) -> u32 {
        self.free.len()
    }

    /// The message with its photo.
    #[must_use]
    pub fn photo(&self) -> Option<CommandId> {
        self.photo.as_deref().copied()
    }

    /// All units, sold ones included.
    #[must_use]
    pub const fn stock(&self) -> u32 {
        self.stock
    }

    /// Units in orders.
    #[must_use]
    pub const fn sold(&self) -> u32 {
        self.sold
    }

    /// Its live is over, and nobody holds it any more: it goes.
    pub(crate) const fn is_over(&self) -> bool {
        self.closed && self.holders.is_empty()
    }

    /// How many customers wait for it.
    #[must_use]
    pub const fn waiting(&self) -> u32 {
        self.waiting
    }
}

impl Customer {
    /// Her holds, oldest first.
    pub fn holds(&self) -> impl Iterator<Item = HoldId> {
        self.holds.iter().map(|held| held.hold)
    }

    /// Items she waits for.
    pub fn places(&self) -> impl Iterator<Item = ItemId> {
        self.waits.iter().map(|wait| wait.item)
    }

    /// Her place in the queue of an item.
    #[inline]
    pub(crate) fn wait(&self, item: ItemId) -> Option<&Wait> {
        self.waits.iter().find(|wait| wait.item == item)
    }

    /// Her hold of an item.
    #[inline]
    pub(crate) fn hold_of(&self, item: ItemId) -> Option<HoldId> {
        // The newest is mostly the one.
        let held = self.holds.iter().rfind(|held| held.item == item)?;
        Some(held.hold)
    }

    /// Her orders that are not closed.
    #[must_use]
    pub fn orders(&self) -> &[OrderNumber] {
        &self.orders
    }

    /// The proof she sent, if any.
    #[must_use]
    pub fn proof(&self) -> Option<&Proof> {
        self.proof.as_deref()
    }

    /// Whether the bot waits for her address.
    #[must_use]
    pub const fn awaits_address(&self) -> bool {
        self.awaits_address
    }

    /// Whether something was suggested to her.
    #[must_use]
    pub fn has_suggestion(&self) -> bool {
        !self.suggested.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use crate::ids::CustomerId;
    use crate::message::{Content, Message};
    use crate::shop::Shop;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);
    const SELLER: CustomerId = CustomerId::new(1);

    fn heard(shop: &mut Shop, message: &Message) {
        let decision = decide(shop, &crate::interpret(shop, message), NOW);
        shop.apply(&decision.entry());
    }

    #[test]
    fn an_item_says_which_message_has_its_photo() {
        let mut settings = Settings::default();
        settings.sellers.insert(SELLER);
        let mut shop = Shop::new(settings);
        let mut message = Message::text(CommandId::new(1), SELLER, "S01 x9 3000");
        heard(&mut shop, &message);
        let photo = |shop: &Shop| shop.items().next().expect("one item").photo();
        assert_eq!(photo(&shop), None);
        message.id = CommandId::new(2);
        message.content = Content::Image("".into());
        heard(&mut shop, &message);
        assert_eq!(photo(&shop), Some(CommandId::new(2)));
    }

    #[test]
    fn who_was_shown_a_choice_has_a_suggestion() {
        let mut her = Customer::default();
        assert!(!her.has_suggestion());
        her.suggested.list().push(ItemId::new(1));
        assert!(her.has_suggestion());
    }
}
