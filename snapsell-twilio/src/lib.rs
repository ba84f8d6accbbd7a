//! Twilio's WhatsApp webhooks and Messages API, without IO.

pub mod limits;

mod address;
mod code;
mod form;
mod inbound;
mod sid;
mod signature;
mod status;
mod token;

pub use address::{Address, AddressError, Phone, UserId};
pub use code::{ErrorCode, Reason, Treatment, treatment};
pub use form::{Form, FormError};
pub use inbound::{Content, Inbound, Location, Media, OptOut, Referral, WebhookError, parse_inbound};
pub use sid::{AccountSid, ContentSid, KeySid, MediaSid, MessageSid, SidError};
pub use signature::{SIGNATURE_HEADER, VerifyError, sign, verify, verify_json};
pub use status::{MessageStatus, StatusUpdate, is_mid, parse_status, supersedes};
pub use token::{AuthToken, Credentials};
