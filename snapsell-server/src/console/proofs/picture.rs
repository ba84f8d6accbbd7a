//! Pictures from strangers: decoded within limits and written anew, so that no place, script or second file in them
//! survives.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use snapsell_core::{CommandId, ShopId};
use snapsell_store::Store;

use super::super::answer::Halt;

/// Decoded at the same time: each may take [`BYTES_MAX`] and the file beside it.
pub(in crate::console) const AT_ONCE: usize = 2;
/// Longest side that is decoded.
const SIDE_MAX: u32 = 12_000;
/// Memory that one decoding may take.
const BYTES_MAX: u64 = 96 * 1024 * 1024;
/// Longest side of a proof as it is shown.
const SHOWN: u32 = 1_600;
/// Longest side of a small picture.
const SMALL: u32 = 320;
const QUALITY: u8 = 80;
/// What is decoded.
const KINDS: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// Those of these messages that brought a picture, by what their first bytes say. Blocks.
pub(in crate::console) fn those(
    store: &Store,
    shop: ShopId,
    messages: impl IntoIterator<Item = CommandId>,
) -> Result<BTreeSet<CommandId>, Halt> {
    let messages: Vec<CommandId> = messages.into_iter().collect();
    let mut kinds = store.media_kinds(shop, &messages)?;
    kinds.retain(|_, kind| KINDS.contains(&kind.as_str()));
    Ok(kinds.into_keys().collect())
}

/// Whether this begins as a picture that can be shown.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    decoder(bytes).is_ok()
}

/// The picture as it is shown. Blocks.
pub(in crate::console) fn anew(bytes: &[u8]) -> Result<Vec<u8>, Halt> {
    encoded(&decoded(bytes, SHOWN)?)
}

/// A small one. Blocks.
pub(super) fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, Halt> {
    encoded(&decoded(bytes, SMALL)?)
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder, Halt> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut decoder = reader
        .map_err(|_| Halt::NotFound)?
        .into_decoder()
        .map_err(|_| Halt::NotFound)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(BYTES_MAX);
    let (width, height) = decoder.dimensions();
    let fits = decoder.total_bytes() <= BYTES_MAX && width <= SIDE_MAX && height <= SIDE_MAX;
    if !fits || decoder.set_limits(limits).is_err() {
        return Err(Halt::NotFound);
    }
    Ok(decoder)
}

fn decoded(bytes: &[u8], side: u32) -> Result<DynamicImage, Halt> {
    let mut decoder = decoder(bytes)?;
    let turned = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Halt::NotFound)?;
    if let Ok(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(match picture.width().max(picture.height()) > side {
        true => picture.thumbnail(side, side),
        false => picture,
    })
}

fn encoded(picture: &DynamicImage) -> Result<Vec<u8>, Halt> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    picture
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(|_| Halt::Failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_behind_a_picture_is_gone() {
        let mut bytes = encoded(&DynamicImage::new_rgb8(40, 20)).unwrap();
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        let made = anew(&bytes).unwrap();
        assert!(made.starts_with(&[0xff, 0xd8]));
        assert!(!made.windows(7).any(|part| part == b"<script"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_shown() {
        for bytes in [b"%PDF-1.7".as_slice(), b"GIF89a", b""] {
            assert!(anew(bytes).is_err() && !is_one(bytes));
        }
        // A PNG that claims 100,000 by 100,000 points.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend_from_slice(&100_000_u32.to_be_bytes());
        png.extend_from_slice(&100_000_u32.to_be_bytes());
        png.extend_from_slice(&[8, 2, 0, 0, 0, 0, 0, 0, 0]);
        assert!(anew(&png).is_err() && !is_one(&png));
    }
}
