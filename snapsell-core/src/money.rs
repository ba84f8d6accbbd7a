//! Money: a whole number of the currency's minor unit. No floating point anywhere.

#[cfg(feature = "serde")]
mod written;

use core::fmt;

/// An amount in the minor unit of the shop's currency (cents for EUR, francs for XOF).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From minor units.
    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// In minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The sum; saturates at the bounds of `i64`, which prices capped by
    /// [`limits::PRICE_MAX`](crate::limits::PRICE_MAX) cannot reach.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of this amount without `other`; below zero when that is more.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This amount `quantity` times.
    #[must_use]
    pub const fn times(self, quantity: u32) -> Self {
        Self(self.0.saturating_mul(quantity as i64))
    }

    /// `percent` hundredths of this amount, rounded up to a whole minor unit.
    #[must_use]
    pub const fn percent(self, percent: u32) -> Self {
        Self((self.0.saturating_mul(percent as i64).saturating_add(99)) / 100)
    }
}

/// An ISO 4217 currency code with the number of digits of its minor unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// The currencies that sellers use today, with their minor-unit digits (ISO 4217).
const CURRENCIES: [(&[u8; 3], u8); 20] = [
    (b"XOF", 0),
    (b"XAF", 0),
    (b"GNF", 0),
    (b"EUR", 2),
    (b"USD", 2),
    (b"GBP", 2),
    (b"CAD", 2),
    (b"CHF", 2),
    (b"MAD", 2),
    (b"DZD", 2),
    (b"TND", 3),
    (b"CDF", 2),
    (b"MGA", 2),
    (b"NGN", 2),
    (b"GHS", 2),
    (b"KES", 2),
    (b"RWF", 0),
    (b"MRU", 2),
    (b"ZAR", 2),
    (b"HTG", 2),
];

impl Currency {
    /// The franc of West Africa, without minor unit.
    pub const XOF: Self = Self {
        code: *b"XOF",
        exponent: 0,
    };
    /// The euro.
    pub const EUR: Self = Self {
        code: *b"EUR",
        exponent: 2,
    };

    /// Looks a code such as `XOF` up; `None` when it is not one we know.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        CURRENCIES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(code.as_bytes()))
            .map(|&(code, exponent)| Self {
                code: *code,
                exponent,
            })
    }

    /// The ISO code.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).expect("a currency code is ASCII by construction")
    }

    /// How many digits stand after the decimal mark.
    #[must_use]
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// How many minor units make one major unit.
    #[must_use]
    pub const fn scale(self) -> i64 {
        10_i64.pow(self.exponent as u32)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_rounds_up_to_a_whole_unit() {
        assert_eq!(
            Money::from_minor(5_001).percent(20),
            Money::from_minor(1_001)
        );
        assert_eq!(
            Money::from_minor(5_000).percent(20),
            Money::from_minor(1_000)
        );
    }

    #[test]
    fn the_franc_has_no_minor_unit() {
        assert_eq!(Currency::parse("xof"), Some(Currency::XOF));
        assert_eq!(Currency::XOF.scale(), 1);
        assert_eq!(Currency::EUR.scale(), 100);
        assert_eq!(Currency::parse("ZZZ"), None);
    }
}
