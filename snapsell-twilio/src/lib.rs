//! Twilio's WhatsApp webhooks and Messages API, without IO.

pub mod limits;

mod address;
mod form;
mod sid;
mod signature;
mod token;

pub use address::{Address, AddressError, Phone, UserId};
pub use form::{Form, FormError};
pub use sid::{AccountSid, ContentSid, KeySid, MediaSid, MessageSid, SidError};
pub use signature::{SIGNATURE_HEADER, VerifyError, sign, verify, verify_json};
pub use token::{AuthToken, Credentials};
