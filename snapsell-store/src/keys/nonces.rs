//! Nonces: random bytes, asked of the system for many seals at once, because a system call costs as much as a seal.

use super::NONCE_BYTES;
use crate::error::StoreError;
use std::sync::{Mutex, PoisonError};

/// Nonces that one system call gives.
const BATCH: usize = 64;

static DRAWN: Mutex<Drawn> = Mutex::new(Drawn {
    nonces: [[0; NONCE_BYTES]; BATCH],
    left: 0,
});

struct Drawn {
    nonces: [[u8; NONCE_BYTES]; BATCH],
    /// Those at the front that nobody has had.
    left: usize,
}

/// A nonce that nobody had before. A fresh process draws fresh ones.
pub(super) fn next() -> Result<[u8; NONCE_BYTES], StoreError> {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if drawn.left == 0 {
        getrandom::fill(drawn.nonces.as_flattened_mut())
            .map_err(|_| StoreError::Key("the system gives no random bytes"))?;
        drawn.left = BATCH;
    }
    drawn.left -= 1;
    Ok(drawn.nonces[drawn.left])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_nonce_comes_twice_also_from_many_threads() {
        let all: BTreeSet<_> = std::thread::scope(|scope| {
            let draw = || (0..1_000).map(|_| next().unwrap()).collect::<Vec<_>>();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(draw)).collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect()
        });
        assert_eq!(all.len(), 4_000);
    }
}
