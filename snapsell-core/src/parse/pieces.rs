//! `2 pcs`, `2pièces`, `deux pièces de`: how many, said with a word for pieces.

use super::gap::Gap;
use super::grammar::quantity_digits;
use super::text::{Shape, Text, value};
use super::verbs::is_pieces;
use super::words::{Word, word};

impl Text<'_> {
    /// How many pieces are said from a word on, and in how many words, with the DE of what is counted. `2 pièces` of a
    /// suit say what it is made of.
    pub(super) fn pieces(&self, at: usize) -> Option<(u32, usize)> {
        let suit = at > 0 && word(self.word(at - 1)) == Some(Word::Ware);
        let (units, words) = self.counted_pieces(at).filter(|_| !suit)?;
        let of = matches!(self.word(at + words), "DE" | "D" | "DU" | "OF");
        Some((units, words + usize::from(of)))
    }

    fn counted_pieces(&self, at: usize) -> Option<(u32, usize)> {
        let joined = self.word(at);
        match self.shape(at)? {
            Shape::Mixed => {
                let unit = joined.trim_start_matches(|c: char| c.is_ascii_digit());
                let units = quantity_digits(&joined[..joined.len() - unit.len()])?;
                (is_pieces(unit) || is_piece(unit, units)).then_some((units, 1))
            }
            Shape::Digits => self.said_pieces(at, value(joined)),
            Shape::Letters => {
                // Few words stand before one for pieces.
                let unit = self.word(at + 1);
                let Some(Word::Number(units)) = word(joined).filter(|_| is_pieces(unit)) else {
                    return None;
                };
                self.said_pieces(at, units)
            }
        }
    }

    fn said_pieces(&self, at: usize, units: u32) -> Option<(u32, usize)> {
        let unit = self.word(at + 1);
        let known = is_pieces(unit) || is_piece(unit, units);
        (known && self.gap(at + 1).only(Gap::SPACE)).then_some((units, 2))
    }
}

/// `1 pièce`; `5000 pièce` is a price.
fn is_piece(unit: &str, units: u32) -> bool {
    units == 1 && matches!(unit, "PIECE" | "UNITE" | "EXEMPLAIRE")
}
