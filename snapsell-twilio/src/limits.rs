//! Every bound of this crate, by name.

/// Largest webhook body accepted, in bytes.
pub const FORM_BYTES_MAX: usize = 64 * 1024;
/// Most fields in one webhook body.
pub const FORM_FIELDS_MAX: usize = 256;
/// Most Auth Tokens tried on one signature: current, next and previous.
pub const TOKENS_MAX: usize = 4;
/// Most media on one message.
pub const MEDIA_COUNT_MAX: usize = 10;
/// Longest text of one message, in characters.
pub const BODY_CHARS_MAX: usize = 1600;
/// Longest own message id carried by a status callback, in bytes.
pub const MID_BYTES_MAX: usize = 64;
/// Longest business-scoped user id after its country prefix, in bytes.
pub const USER_ID_BYTES_MAX: usize = 128;
/// Fewest and most digits of a phone number.
pub const PHONE_DIGITS: core::ops::RangeInclusive<usize> = 6..=15;
/// Largest image fetched, in bytes.
pub const IMAGE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// Largest file of another kind fetched, in bytes.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most redirects followed for one medium.
pub const REDIRECTS_MAX: u8 = 2;
/// Most times a medium that is not there yet is asked for again.
pub const MEDIA_RETRIES_MAX: u8 = 3;
/// Largest API answer read, in bytes: a full page of the longest texts, every character escaped.
pub const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Messages asked for on one page of the list.
pub const PAGE_SIZE: u16 = 200;
/// Longest wait that a `Retry-After` header may ask for, in seconds.
pub const RETRY_AFTER_SECONDS_MAX: u64 = 24 * 60 * 60;

const _: () = assert!(FORM_FIELDS_MAX <= u16::MAX as usize);
const _: () = assert!(FORM_BYTES_MAX <= u32::MAX as usize);
const _: () = assert!(PAGE_SIZE as usize * (BODY_CHARS_MAX * 12 + 4096) <= ANSWER_BYTES_MAX);
const _: () = assert!(IMAGE_BYTES_MAX <= FILE_BYTES_MAX);
