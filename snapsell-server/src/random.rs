//! Chance from a seed: the same seed, the same choices. Not for secrets.

/// A tiny generator (splitmix64).
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Whether something happens that happens in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; there is at least one.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A code with one slip of the finger.
pub(crate) fn slip(random: &mut Random, code: &str) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    let place = random.below(letters.len());
    match random.below(4) {
        0 => letters.insert(place, *random.one(&['A', '1', '0'])),
        1 if letters.len() > 2 => drop(letters.remove(place)),
        2 => letters.push('A'),
        _ => letters[place] = *random.one(&['O', 'I', 'l', '8']),
    }
    letters.into_iter().collect()
}
