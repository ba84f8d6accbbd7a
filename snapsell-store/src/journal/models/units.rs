//! Units that somebody has: a bit for each, 32 to a row. A unit is written as held only where nobody has it.

use super::{At, Failure};
use crate::error::StoreError;
use crate::plans::Plans;
use rusqlite::params;
use snapsell_core::{ShopId, Slots, Version};

/// Units that stand in one row, a bit for each; the view `units` and its migration know it too.
const BLOCK: u16 = 32;

/// Units of one row that a hold takes.
pub(in crate::journal) struct Taken {
    shop: ShopId,
    version: Version,
    item: u32,
    block: u16,
    bits: u32,
}

impl Taken {
    /// Writes them. NULL, which no row takes, stands for a unit that somebody has.
    pub(in crate::journal) fn write(self, connection: &Plans<'_>) -> Result<(), StoreError> {
        let done = connection.run(
            "INSERT INTO unit_blocks (shop, item, block, held, sold) VALUES (?1, ?2, ?3, ?4, 0)
             ON CONFLICT (shop, item, block) DO UPDATE SET
                 held = CASE WHEN (held | sold) & excluded.held = 0 THEN held | excluded.held END",
            params![self.shop.get(), self.item, self.block, self.bits],
        );
        match done {
            Err(error) if StoreError::is_constraint(&error) => Err(StoreError::corrupt_in(
                self.shop,
                Some(self.version),
                "a unit would be given twice",
            )),
            done => done.map(drop).map_err(StoreError::from),
        }
    }
}

impl At<'_, '_> {
    /// The units that a hold takes.
    pub(super) fn taken(&self, item: u32, slots: &Slots) -> impl Iterator<Item = Taken> {
        let (shop, version) = (self.shop, self.version);
        blocks(slots).into_iter().map(move |(block, bits)| Taken {
            shop,
            version,
            item,
            block,
            bits,
        })
    }

    /// Nobody holds these units any more.
    pub(super) fn free_units(&self, item: u32, slots: &Slots) -> Result<(), Failure> {
        self.units(
            "UPDATE unit_blocks SET held = held & ~?4
             WHERE shop = ?1 AND item = ?2 AND block = ?3 AND held & ?4 = ?4",
            (item, slots),
            "a unit was given back that nobody held",
        )
    }

    /// These units are an order's now.
    pub(super) fn sell_units(&self, item: u32, slots: &Slots) -> Result<(), Failure> {
        self.units(
            "UPDATE unit_blocks SET held = held & ~?4, sold = sold | ?4
             WHERE shop = ?1 AND item = ?2 AND block = ?3 AND held & ?4 = ?4",
            (item, slots),
            "a unit was sold that nobody held",
        )
    }

    /// These units come back from an order.
    pub(super) fn return_units(&self, item: u32, slots: &Slots) -> Result<(), Failure> {
        self.units(
            "UPDATE unit_blocks SET sold = sold & ~?4
             WHERE shop = ?1 AND item = ?2 AND block = ?3 AND sold & ?4 = ?4",
            (item, slots),
            "a unit came back that was not sold",
        )
    }

    /// Runs a statement for each row in which these units stand.
    fn units(
        &self,
        sql: &'static str,
        (item, slots): (u32, &Slots),
        otherwise: &'static str,
    ) -> Result<(), Failure> {
        for (block, bits) in blocks(slots) {
            self.one(sql, params![self.shop.get(), item, block, bits], otherwise)?;
        }
        Ok(())
    }
}

/// The rows in which units stand: the number of each, and their bits in it.
fn blocks(slots: &Slots) -> Vec<(u16, u32)> {
    let mut blocks: Vec<(u16, u32)> = Vec::with_capacity(1);
    for slot in slots.iter() {
        let (block, bit) = (slot / BLOCK, 1 << (slot % BLOCK));
        match blocks.last_mut() {
            Some((last, bits)) if *last == block => *bits |= bit,
            _ => blocks.push((block, bit)),
        }
    }
    blocks
}
