//! The key of one shop: seals its columns, each at its own place, and makes its blind indexes.

use super::{KeyRing, Secret, key_of, open, random_secret, seal};
use crate::error::StoreError;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use snapsell_core::ShopId;

/// Where a sealed column stands. A ciphertext that is moved anywhere else does not open.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) table: &'a str,
    pub(crate) column: &'a str,
    /// The rest of the row's primary key.
    pub(crate) row: &'a [u8],
}

/// The data key of one shop.
pub(crate) struct TenantKey {
    shop: ShopId,
    id: u32,
    secret: Secret,
    index: Secret,
}

impl TenantKey {
    /// A new random key for a shop.
    pub(crate) fn generate(shop: ShopId, id: u32) -> Result<Self, StoreError> {
        Ok(Self::new(shop, id, random_secret()?))
    }

    fn new(shop: ShopId, id: u32, secret: Secret) -> Self {
        let mut index = Secret::default();
        Hkdf::<Sha256>::new(None, secret.as_slice())
            .expand(b"snapsell blind index 1", index.as_mut_slice())
            .expect("32 bytes are a valid length for HKDF-SHA-256");
        Self {
            shop,
            id,
            secret,
            index,
        }
    }

    /// The key under the ring's newest master key.
    pub(crate) fn wrap(&self, ring: &KeyRing) -> Result<Vec<u8>, StoreError> {
        let master = ring.newest();
        let place = wrap_place(self.shop, self.id);
        seal(master.secret(), master.id(), &place, self.secret.as_slice())
    }

    /// Opens a wrapped key with whichever master key of the ring wrapped it.
    pub(crate) fn unwrap(
        ring: &KeyRing,
        shop: ShopId,
        id: u32,
        wrapped: &[u8],
    ) -> Result<Self, StoreError> {
        let master = ring.by_id(key_of(wrapped)?).ok_or(StoreError::Key(
            "this database was sealed with another master key; give that key file",
        ))?;
        let plain = zeroize::Zeroizing::new(open(master.secret(), &wrap_place(shop, id), wrapped)?);
        let mut secret = Secret::default();
        if plain.len() != secret.len() {
            return Err(StoreError::corrupt("a wrapped key has the wrong length"));
        }
        secret.copy_from_slice(&plain);
        Ok(Self::new(shop, id, secret))
    }

    /// The shop whose key it is.
    pub(crate) const fn shop(&self) -> ShopId {
        self.shop
    }

    /// The number of the key among the shop's.
    pub(crate) const fn id(&self) -> u32 {
        self.id
    }

    pub(crate) fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        seal(&self.secret, self.id, &self.aad(place), plain)
    }

    pub(crate) fn open(&self, place: Place<'_>, blob: &[u8]) -> Result<Vec<u8>, StoreError> {
        open(&self.secret, &self.aad(place), blob)
    }

    /// Opens a column of text.
    pub(crate) fn open_text(&self, place: Place<'_>, blob: &[u8]) -> Result<String, StoreError> {
        String::from_utf8(self.open(place, blob)?)
            .map_err(|_| StoreError::corrupt("a sealed text is not UTF-8"))
    }

    /// The blind index of a value: equal values of one shop and kind have equal indexes, and nothing else is told.
    pub(crate) fn blind(&self, kind: &str, value: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.index.as_slice())
            .expect("HMAC takes a key of any length");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Table, column, shop and row, each with its length, so that no two places read the same.
    fn aad(&self, place: Place<'_>) -> Vec<u8> {
        let mut aad = Vec::with_capacity(64);
        for part in [
            place.table.as_bytes(),
            place.column.as_bytes(),
            &self.shop.get().to_be_bytes(),
            place.row,
        ] {
            aad.push(u8::try_from(part.len()).expect("names and keys are short"));
            aad.extend_from_slice(part);
        }
        aad
    }
}

impl std::fmt::Debug for TenantKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TenantKey({:?}, {})", self.shop, self.id)
    }
}

fn wrap_place(shop: ShopId, id: u32) -> Vec<u8> {
    let mut place = b"tenant_keys".to_vec();
    place.extend_from_slice(&shop.get().to_be_bytes());
    place.extend_from_slice(&id.to_be_bytes());
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MasterKey;

    fn master() -> MasterKey {
        MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap()
    }

    const HERE: Place<'static> = Place {
        table: "contacts",
        column: "phone",
        row: &[0, 0, 0, 7],
    };

    #[test]
    fn a_ciphertext_that_is_moved_does_not_open() {
        let key = TenantKey::generate(ShopId::new(1), 1).unwrap();
        let blob = key.seal(HERE, b"+33612345678").unwrap();
        assert_eq!(key.open(HERE, &blob).unwrap(), b"+33612345678");
        for elsewhere in [
            Place {
                table: "inbox",
                ..HERE
            },
            Place {
                column: "name",
                ..HERE
            },
            Place {
                row: &[0, 0, 0, 8],
                ..HERE
            },
        ] {
            assert!(key.open(elsewhere, &blob).is_err());
        }
        let stranger = TenantKey::new(ShopId::new(2), 1, key.secret);
        assert!(
            stranger.open(HERE, &blob).is_err(),
            "another shop with the same key"
        );
    }

    #[test]
    fn a_changed_bit_anywhere_is_noticed() {
        let key = TenantKey::generate(ShopId::new(1), 1).unwrap();
        let blob = key.seal(HERE, b"villa 7").unwrap();
        for index in [0, 5, 30, blob.len() - 1] {
            let mut bad = blob.clone();
            bad[index] ^= 1;
            assert!(key.open(HERE, &bad).is_err(), "byte {index}");
        }
    }

    #[test]
    fn the_newest_master_key_wraps_and_the_older_ones_still_open() {
        let (old, new) = (master(), master());
        let ring = KeyRing::from(old.clone());
        let key = TenantKey::generate(ShopId::new(3), 1).unwrap();
        let wrapped = key.wrap(&ring).unwrap();
        let rotated = KeyRing::from(new.clone()).with_older(old);
        let opened = TenantKey::unwrap(&rotated, ShopId::new(3), 1, &wrapped).unwrap();
        assert_eq!(opened.secret, key.secret);
        assert_eq!(key_of(&opened.wrap(&rotated).unwrap()).unwrap(), new.id());
        assert!(TenantKey::unwrap(&new.into(), ShopId::new(3), 1, &wrapped).is_err());
    }

    #[test]
    fn blind_indexes_of_two_shops_have_nothing_in_common() {
        let one = TenantKey::generate(ShopId::new(1), 1).unwrap();
        let two = TenantKey::generate(ShopId::new(2), 1).unwrap();
        assert_eq!(one.blind("phone", "+1"), one.blind("phone", "+1"));
        assert_ne!(one.blind("phone", "+1"), two.blind("phone", "+1"));
        assert_ne!(one.blind("phone", "+1"), one.blind("user", "+1"));
        assert_ne!(one.blind("phone", "+1"), one.blind("phone+", "1"));
    }

    #[test]
    fn no_two_places_read_the_same() {
        let key = TenantKey::generate(ShopId::new(1), 1).unwrap();
        let place = |table, column| Place {
            table,
            column,
            ..HERE
        };
        let blob = key.seal(place("ab", "c"), b"villa 7").unwrap();
        assert!(key.open(place("ab", "c"), &blob).is_ok());
        assert!(key.open(place("a", "bc"), &blob).is_err());
    }

    /// Whatever was sealed by an earlier program opens for ever, and is found.
    #[test]
    fn keys_indexes_and_sealed_texts_stay_what_they_are() {
        let hex = |bytes: &[u8]| -> String { bytes.iter().map(|b| format!("{b:02x}")).collect() };
        let master =
            MasterKey::from_base64("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").unwrap();
        assert_eq!(format!("{:08x}", master.id()), "b7ca34e4");
        let key = TenantKey::new(ShopId::new(1), 1, Secret::new([9; 32]));
        assert_eq!(
            hex(&key.blind("phone", "+33612345678")),
            "f255605993c59f08c89f887d11ea27c0ece759d7210931ddd26f7c18b1a3f911"
        );
        let unhex = |text: &str| -> Vec<u8> {
            let digits = text.as_bytes().chunks(2);
            digits
                .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
                .collect()
        };
        let sealed = unhex(
            "01000000012088783202e862e6dc7a092e8178181627e3715d72a6f0e96e7e143a25b3395954c5a1fd1b69717a27706af553fd660429fc4fc6",
        );
        assert_eq!(key.open_text(HERE, &sealed).unwrap(), "+33612345678");
        let wrapped = unhex(
            "01b7ca34e498d857ec1318c6e274416ebda8d74a066a36a508b2e3acac0e10f7bda1dc5841703f0f8b08c589b809259ce96654bd1b98905cf4162e8af8f8eca95aa6bcfc29fd0d423d3466a5fd",
        );
        let unwrapped = TenantKey::unwrap(&master.into(), ShopId::new(1), 1, &wrapped).unwrap();
        assert_eq!(unwrapped.secret, key.secret);
    }
}
