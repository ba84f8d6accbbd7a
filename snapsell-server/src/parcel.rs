//! What is in an order, as it is packed.

use snapsell_core::Order;

/// A code for each line, with how many of it where there are several: `A12`, `B7 ×2`.
pub(crate) fn contents(order: &Order) -> Vec<String> {
    let lines = order.lines.iter().map(|line| match line.slots.len() {
        1 => line.named.to_string(),
        several => format!("{} ×{several}", line.named),
    });
    lines.collect()
}
