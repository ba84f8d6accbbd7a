//! Keys: a master key outside the database wraps one random key for each shop, which seals that shop's columns.

mod master;
mod nonces;
mod tenant;

pub use master::{KeyRing, MasterKey};
pub(crate) use tenant::{Place, TenantKey};

use crate::error::StoreError;
use chacha20poly1305::aead::{Aead, AeadInOut, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The only form of a sealed blob: this byte, the id of the key, the nonce, ciphertext and tag.
const FORMAT: u8 = 1;
const HEAD_BYTES: usize = 1 + 4;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Thirty-two secret bytes that vanish from memory when they are dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// A new random secret.
pub(crate) fn random_secret() -> Result<Secret, StoreError> {
    let mut secret = Secret::default();
    getrandom::fill(secret.as_mut_slice())
        .map_err(|_| StoreError::Key("the system gives no random bytes"))?;
    Ok(secret)
}

/// Seals `plain`; it opens only with the same key at the same place.
pub(crate) fn seal(
    secret: &Secret,
    key: u32,
    place: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let nonce = nonces::next()?;
    let mut blob = Vec::with_capacity(HEAD_BYTES + NONCE_BYTES + plain.len() + TAG_BYTES);
    blob.push(FORMAT);
    blob.extend_from_slice(&key.to_be_bytes());
    blob.extend_from_slice(&nonce);
    blob.extend_from_slice(plain);
    let tag = XChaCha20Poly1305::new((&**secret).into())
        .encrypt_inout_detached(
            &XNonce::from(nonce),
            place,
            (&mut blob[HEAD_BYTES + NONCE_BYTES..]).into(),
        )
        .map_err(|_| StoreError::Key("a text is too long to be sealed"))?;
    blob.extend_from_slice(&tag);
    Ok(blob)
}

/// The id of the key that sealed a blob.
pub(crate) fn key_of(blob: &[u8]) -> Result<u32, StoreError> {
    match blob {
        [FORMAT, a, b, c, d, rest @ ..] if rest.len() >= NONCE_BYTES => {
            Ok(u32::from_be_bytes([*a, *b, *c, *d]))
        }
        _ => Err(StoreError::corrupt("a sealed column has an unknown format")),
    }
}

/// Opens a blob that [`seal`] made with this key at this place.
pub(crate) fn open(secret: &Secret, place: &[u8], blob: &[u8]) -> Result<Vec<u8>, StoreError> {
    key_of(blob)?;
    let rest = blob[HEAD_BYTES..].split_first_chunk::<NONCE_BYTES>();
    let (nonce, sealed) = rest.ok_or(StoreError::corrupt("a sealed column is cut short"))?;
    XChaCha20Poly1305::new((&**secret).into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: place,
            },
        )
        .map_err(|_| StoreError::Key("a sealed column does not open with its key at its place"))
}
