//! Named delivery fees: the team chooses one for an order, nothing guesses it from the words of an address.

use crate::hidden::is_hidden;
use crate::limits::{PRICE_MAX, ZONE_NAME_CHARS_MAX, ZONES_MAX};
use crate::money::Money;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Deref;

/// A part of town and what delivery costs there.
///
/// ```
/// use snapsell_core::{Money, Zone};
/// let zone = Zone::new(" Bonapriso ", Money::from_minor(1_000)).unwrap();
/// assert_eq!(zone.name(), "Bonapriso");
/// assert_eq!(Zone::new("Akwa, Bali", Money::ZERO), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Written"))]
pub struct Zone {
    name: String,
    fee: Money,
}

/// Zones in the shop's order, each name once whatever its case. Clones share them: each answer that says what delivery
/// costs has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Zone>", into = "Vec<Zone>"))]
pub struct Zones(Option<Arc<[Zone]>>);

impl Zone {
    /// A zone of this name, its blanks made single; `None` when the name is empty or too long, has a comma, a colon or a
    /// character that does not show, or when the fee is out of bounds.
    #[must_use]
    pub fn new(name: &str, fee: Money) -> Option<Self> {
        let name = name.trim();
        // A comma and a colon part the zones where they are written as words.
        let fits = |c: char| !c.is_control() && !is_hidden(c) && !matches!(c, ',' | ':');
        let words: Vec<&str> = name.split_whitespace().collect();
        let known = (0..=PRICE_MAX).contains(&fee.minor()) && name.chars().all(fits);
        let name = words.join(" ");
        (known && (1..=ZONE_NAME_CHARS_MAX).contains(&name.chars().count()))
            .then_some(Self { name, fee })
    }

    /// What the shop calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What delivery costs there.
    #[must_use]
    pub const fn fee(&self) -> Money {
        self.fee
    }
}

impl Zones {
    /// These zones; `None` when there are too many, or two of one name.
    #[must_use]
    pub fn new(zones: Vec<Zone>) -> Option<Self> {
        let mut names: Vec<String> = zones.iter().map(|zone| zone.name.to_lowercase()).collect();
        names.sort_unstable();
        let apart = names.windows(2).all(|pair| pair[0] != pair[1]);
        let some = (!zones.is_empty()).then(|| Arc::from(zones.as_slice()));
        (zones.len() <= ZONES_MAX && apart).then_some(Self(some))
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl Deref for Zones {
    type Target = [Zone];

    fn deref(&self) -> &[Zone] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// A zone as it is stored, before it is checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Written {
    name: String,
    fee: Money,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for Zone {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        Self::new(&written.name, written.fee).ok_or("no zone has such a name or fee")
    }
}

#[cfg(feature = "serde")]
impl From<Zones> for Vec<Zone> {
    fn from(zones: Zones) -> Self {
        zones.to_vec()
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Vec<Zone>> for Zones {
    type Error = &'static str;

    fn try_from(zones: Vec<Zone>) -> Result<Self, &'static str> {
        Self::new(zones).ok_or("too many zones, or two of one name")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn zone(name: &str) -> Option<Zone> {
        Zone::new(name, Money::ZERO)
    }

    #[test]
    fn a_name_has_one_to_forty_characters_that_show() {
        for name in ["Akwa", "Bonabéri", "PK 14", "Côté mer 🌊", &"é".repeat(40)] {
            assert_eq!(zone(name).expect(name).name(), name);
        }
        assert_eq!(zone("  Akwa \u{a0} Nord ").unwrap().name(), "Akwa Nord");
        for name in [
            "",
            "  ",
            &"é".repeat(41),
            "Ak\nwa",
            "Ak\u{7}wa",
            "\u{202e}Akwa",
            "Akwa\u{200b}",
            "Akwa, Bali",
            "Akwa:Bali",
        ] {
            assert_eq!(zone(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_fee_is_from_nothing_to_the_highest_price() {
        let fee = |minor| Zone::new("Akwa", Money::from_minor(minor)).is_some();
        assert!(fee(0) && fee(PRICE_MAX));
        assert!(!fee(-1) && !fee(PRICE_MAX + 1));
    }

    #[test]
    fn twenty_zones_at_most_each_name_once_whatever_its_case() {
        let named =
            |names: &[&str]| Zones::new(names.iter().filter_map(|name| zone(name)).collect());
        assert!(named(&["Bonabéri", "Bonaberi"]).is_some());
        assert!(named(&["Bonabéri", "Akwa", "BONABÉRI"]).is_none());
        let many = |count| Zones::new((0..count).filter_map(|n| zone(&format!("Z{n}"))).collect());
        assert!(many(ZONES_MAX).is_some_and(|zones| zones.len() == 20));
        assert!(many(ZONES_MAX + 1).is_none());
    }
}
