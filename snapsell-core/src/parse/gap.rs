//! What stands between two words: a set of separators.

/// A set of separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap(u16);

impl Gap {
    pub(super) const NONE: Self = Self(0);
    pub(super) const SPACE: Self = Self(1);
    pub(super) const LINE: Self = Self(1 << 1);
    pub(super) const COMMA: Self = Self(1 << 2);
    pub(super) const DOT: Self = Self(1 << 3);
    pub(super) const COLON: Self = Self(1 << 4);
    pub(super) const DASH: Self = Self(1 << 5);
    pub(super) const PLUS: Self = Self(1 << 6);
    pub(super) const HASH: Self = Self(1 << 7);
    pub(super) const STAR: Self = Self(1 << 8);
    pub(super) const SLASH: Self = Self(1 << 9);
    pub(super) const APOSTROPHE: Self = Self(1 << 10);
    pub(super) const QUESTION: Self = Self(1 << 11);
    pub(super) const MONEY: Self = Self(1 << 12);
    pub(super) const PAREN: Self = Self(1 << 13);
    pub(super) const PERCENT: Self = Self(1 << 15);
    pub(super) const OTHER: Self = Self(1 << 14);

    /// What separates the things of a list.
    pub(super) const LIST: Self = Self::COMMA
        .with(Self::LINE)
        .with(Self::SLASH)
        .with(Self::PLUS);

    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other` is in it.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is something, and nothing but `other`.
    pub(super) const fn only(self, other: Self) -> bool {
        self.0 != 0 && self.0 & !other.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_separator_has_a_place_of_its_own() {
        let mut all = Gap::NONE;
        for one in [
            Gap::SPACE,
            Gap::LINE,
            Gap::COMMA,
            Gap::DOT,
            Gap::COLON,
            Gap::DASH,
            Gap::PLUS,
            Gap::HASH,
            Gap::STAR,
            Gap::SLASH,
            Gap::APOSTROPHE,
            Gap::QUESTION,
            Gap::MONEY,
            Gap::PAREN,
            Gap::PERCENT,
            Gap::OTHER,
        ] {
            assert!(one.has(one) && !all.has(one), "{one:?} beside {all:?}");
            all = all.with(one);
        }
    }
}
