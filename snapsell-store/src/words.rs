//! Between columns and the core's types: one word for each value, the same as in the journal.

use crate::error::StoreError;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use snapsell_core::{CancelReason, CommandId, OrderStatus, Slots};

/// Bytes of most texts of JSON, and some more.
const JSON_BYTES: usize = 512;

/// The word of a plain enum value.
pub(crate) fn word(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).expect(WORKS);
    text.pop();
    text.remove(0);
    text
}

/// The value of a word.
pub(crate) fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StoreError::corrupt("a column holds an unknown word"))
}

/// Any value of the core as JSON.
pub(crate) fn json(value: &impl Serialize) -> String {
    let mut text = Vec::with_capacity(JSON_BYTES);
    serde_json::to_writer(&mut text, value).expect(WORKS);
    String::from_utf8(text).expect("JSON is UTF-8")
}

const WORKS: &str = "the core's types always become JSON";

/// The value of a column of JSON.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt("a column of JSON cannot be read"))
}

/// The units of a hold or line, as numbers.
pub(crate) fn numbers(slots: &Slots) -> Vec<u16> {
    slots.iter().collect()
}

/// Units from numbers, ascending.
pub(crate) fn slots_of(numbers: &[u16]) -> Slots {
    from_json(&json(&numbers)).expect("units serialise as a list of numbers")
}

/// A command id as it is stored.
pub(crate) fn command_bytes(command: CommandId) -> [u8; 16] {
    command.get().to_be_bytes()
}

/// Reads a command id.
pub(crate) fn command_at(row: &Row<'_>, column: usize) -> rusqlite::Result<CommandId> {
    let bytes: [u8; 16] = row.get(column)?;
    Ok(CommandId::new(u128::from_be_bytes(bytes)))
}

/// The two columns of an order's status.
pub(crate) fn status_words(status: OrderStatus) -> (&'static str, Option<String>) {
    match status {
        OrderStatus::New => ("new", None),
        OrderStatus::Confirmed => ("confirmed", None),
        OrderStatus::Preparing => ("preparing", None),
        OrderStatus::OutForDelivery => ("out_for_delivery", None),
        OrderStatus::Delivered => ("delivered", None),
        OrderStatus::Cancelled(reason) => ("cancelled", Some(word(&reason))),
    }
}

/// The status of an order from its two columns.
pub(crate) fn status_of(status: String, reason: Option<String>) -> Result<OrderStatus, StoreError> {
    match reason {
        Some(reason) if status == "cancelled" => {
            Ok(OrderStatus::Cancelled(from_word::<CancelReason>(reason)?))
        }
        _ => from_word(status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapsell_core::{Origin, Payment};

    #[test]
    fn a_word_reads_back_as_the_value_it_came_from() {
        assert_eq!(word(&Payment::DepositPending), "deposit_pending");
        assert_eq!(
            from_word::<Origin>(word(&Origin::Late)).unwrap(),
            Origin::Late
        );
        for status in [
            OrderStatus::OutForDelivery,
            OrderStatus::Cancelled(CancelReason::NoShow),
        ] {
            let (name, reason) = status_words(status);
            assert_eq!(status_of(name.into(), reason).unwrap(), status);
        }
        assert!(from_word::<Origin>("stolen".into()).is_err());
    }
}
