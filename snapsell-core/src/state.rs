//! What changes are written to: a shop, or the draft of a decision over it. One set of effects serves both.

use crate::code::{Code, Size};
use crate::ids::{CustomerId, HoldId, ItemId, OrderNumber};
use crate::order::Order;
use crate::queue::Ticket;
use crate::settings::Settings;
use crate::shop::{Customer, Desk, Hold, Item, Reason};
use crate::time::{Span, Timestamp};
use alloc::sync::Arc;

/// Rows by id, and the indexes that must agree with them.
pub(crate) trait State {
    fn desk(&self) -> &Desk;
    fn desk_mut(&mut self) -> &mut Desk;
    fn settings(&self) -> &Settings;
    fn set_settings(&mut self, settings: Arc<Settings>);

    fn item(&self, id: ItemId) -> Option<&Item>;
    /// The item must exist.
    fn item_mut(&mut self, id: ItemId) -> &mut Item;
    fn put_item(&mut self, item: Item);
    fn drop_item(&mut self, id: ItemId);
    fn code(&self, code: Code, size: Size) -> Option<ItemId>;
    /// Who waits longest for an item.
    fn first_in_line(&self, item: ItemId) -> Option<(Ticket, CustomerId)>;
    /// How many wait for an item with a lower ticket.
    fn waiting_before(&self, item: ItemId, ticket: Ticket) -> usize;
    fn join_queue(&mut self, item: ItemId, ticket: Ticket, customer: CustomerId);
    /// The ticket must be in the queue.
    fn leave_queue(&mut self, item: ItemId, ticket: Ticket);
    fn bind_code(&mut self, code: Code, size: Size, item: ItemId);
    /// The code leads to nothing any more.
    fn unbind_code(&mut self, code: Code, size: Size);

    fn hold(&self, id: HoldId) -> Option<&Hold>;
    /// The hold must exist.
    fn hold_mut(&mut self, id: HoldId) -> &mut Hold;
    fn put_hold(&mut self, hold: Hold);
    /// The hold must exist.
    fn take_hold(&mut self, id: HoldId) -> Hold;

    fn customer(&self, id: CustomerId) -> Option<&Customer>;
    /// Made when it does not exist yet.
    fn customer_mut(&mut self, id: CustomerId) -> &mut Customer;

    fn order(&self, number: OrderNumber) -> Option<&Order>;
    /// The order must exist.
    fn order_mut(&mut self, number: OrderNumber) -> &mut Order;
    fn put_order(&mut self, order: Order);
    fn drop_order(&mut self, number: OrderNumber);
    fn note_closed(&mut self, number: OrderNumber);

    fn add_deadline(&mut self, at: Timestamp, reason: Reason);
    fn remove_deadline(&mut self, at: Timestamp, reason: Reason);
    fn set_waiting(&mut self, customer: CustomerId, waits: bool);

    /// The end of a live: improvised items go, or stay closed while somebody holds them.
    fn close_items(&mut self, at: Timestamp);
    /// Every running clock gains `span`.
    fn credit(&mut self, span: Span);
}
