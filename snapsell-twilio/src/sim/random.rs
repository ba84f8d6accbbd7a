//! A tiny seeded generator (splitmix64): the same seed gives the same ids. Not for secrets.

#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 32 hexadecimal digits.
    pub(super) fn hex(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }

    pub(super) fn sid(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.hex())
    }

    /// Another order than before, where there are two things or more.
    pub(super) fn shuffle<T: Clone + PartialEq>(&mut self, items: &mut [T]) {
        let before = items.to_vec();
        for end in (1..items.len()).rev() {
            let choice = self.next() % (u64::try_from(end).expect("small") + 1);
            items.swap(end, usize::try_from(choice).expect("at most the end"));
        }
        if before == items {
            items.reverse();
        }
    }
}
