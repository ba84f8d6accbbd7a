//! What the team wrote about orders; sealed.

use crate::error::StoreError;
use crate::keys::{Place, TenantKey};
use crate::store::Store;
use rusqlite::{Connection, Row, params};
use snapsell_core::{OrderNumber, ShopId, Timestamp, UserId};

/// What the team wrote about an order.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderNote {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub user: UserId,
    /// The words. Personal.
    pub text: String,
}

impl Store {
    /// Keeps what the team wrote about an order; sealed. What the same person wrote last is there already: a form that was
    /// sent twice is one note.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a shop.
    pub fn add_order_note(
        &self,
        shop: ShopId,
        order: OrderNumber,
        note: &OrderNote,
    ) -> Result<(), StoreError> {
        let key = self.tenant(shop)?;
        self.write(|transaction| {
            let last = newest(transaction, &key, shop, order)?;
            if last.as_ref().is_some_and(|(_, last)| (last.user, &last.text) == (note.user, &note.text)) {
                return Ok(());
            }
            let seq = last.map_or(0, |(seq, _)| seq) + 1;
            let sealed = key.seal(note_body(&note_row(order, seq)), note.text.as_bytes())?;
            transaction.execute(
                "INSERT INTO order_notes (shop, number, seq, at, user, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    shop.get(),
                    order.get(),
                    seq,
                    note.at.millis(),
                    note.user.get(),
                    sealed
                ],
            )?;
            Ok(())
        })
    }

    /// What the team wrote about an order, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Key`] when one does not open.
    pub fn order_notes(
        &self,
        shop: ShopId,
        order: OrderNumber,
    ) -> Result<Vec<OrderNote>, StoreError> {
        let key = self.tenant(shop)?;
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT seq, at, user, body FROM order_notes WHERE shop = ?1 AND number = ?2
                     ORDER BY seq LIMIT 1000",
                )?
                .query_and_then(params![shop.get(), order.get()], |row| {
                    Ok(opened(row, &key, order)?.1)
                })?
                .collect()
        })
    }
}

/// The newest note about an order, and its place among them.
fn newest(
    connection: &Connection,
    key: &TenantKey,
    shop: ShopId,
    order: OrderNumber,
) -> Result<Option<(u32, OrderNote)>, StoreError> {
    connection
        .prepare_cached(
            "SELECT seq, at, user, body FROM order_notes WHERE shop = ?1 AND number = ?2
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_and_then(params![shop.get(), order.get()], |row| {
            opened(row, key, order)
        })?
        .next()
        .transpose()
}

fn opened(
    row: &Row<'_>,
    key: &TenantKey,
    order: OrderNumber,
) -> Result<(u32, OrderNote), StoreError> {
    let seq = row.get(0)?;
    let note = OrderNote {
        at: Timestamp::from_millis(row.get(1)?),
        user: UserId::new(row.get(2)?),
        text: key.open_text(note_body(&note_row(order, seq)), &row.get::<_, Vec<u8>>(3)?)?,
    };
    Ok((seq, note))
}

const fn note_body(row: &[u8; 8]) -> Place<'_> {
    Place {
        table: "order_notes",
        column: "body",
        row,
    }
}

fn note_row(order: OrderNumber, seq: u32) -> [u8; 8] {
    (u64::from(order.get()) << 32 | u64::from(seq)).to_be_bytes()
}

impl std::fmt::Debug for OrderNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OrderNote")
            .field("at", &self.at)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeedRow;
    use crate::fixture::{Folder, at};

    #[test]
    fn notes_and_deeds_come_back_in_order() {
        let (_folder, store, shop) = Folder::with_shop();
        let (order, user) = (OrderNumber::new(1), UserId::new(1));
        for text in ["first", "second"] {
            let text = text.to_owned();
            let note = OrderNote {
                at: at(1),
                user,
                text,
            };
            store.add_order_note(shop, order, &note).unwrap();
            let deed = DeedRow {
                shop: Some(shop),
                at: at(1),
                user: Some(user),
                what: "reveal".into(),
                subject: note.text.clone(),
            };
            store.note_deed(&deed).unwrap();
        }
        let notes = store.order_notes(shop, order).unwrap();
        let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["first", "second"]);
        let again = OrderNote {
            at: at(2),
            user,
            text: "second".into(),
        };
        store.add_order_note(shop, order, &again).unwrap();
        assert_eq!(store.order_notes(shop, order).unwrap(), notes);
        let hers = OrderNote {
            user: UserId::new(2),
            ..again
        };
        store.add_order_note(shop, order, &hers).unwrap();
        assert_eq!(store.order_notes(shop, order).unwrap().len(), 3);
        let mut newest = store.deeds(Some(shop), 0, 1).unwrap().remove(0);
        assert_eq!(newest.subject, "second");
        newest.shop = None;
        store.note_deed(&newest).unwrap();
        let page = |of, skip| {
            let found = store.deeds(of, skip, 2).unwrap();
            let told = |deed: DeedRow| (deed.shop, deed.subject);
            found.into_iter().map(told).collect::<Vec<_>>()
        };
        let (first, second) = ("first".to_owned(), "second".to_owned());
        assert_eq!(page(Some(shop), 1), [(Some(shop), first.clone())]);
        assert_eq!(
            page(None, 0),
            [(None, second.clone()), (Some(shop), second)]
        );
        assert_eq!(page(None, 2), [(Some(shop), first)]);
        assert_eq!(store.deeds_count(Some(shop)), Ok(2));
        assert_eq!(store.deeds_count(None), Ok(3));
    }
}
