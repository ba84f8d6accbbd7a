//! Twilio's WhatsApp webhooks and Messages API, without IO.

pub mod date;
pub mod limits;

mod address;
mod answer;
mod base;
#[cfg(feature = "client")]
pub mod client;
mod code;
mod form;
mod http_message;
mod inbound;
mod list;
mod media;
mod request;
mod sid;
mod signature;
#[cfg(feature = "sim")]
pub mod sim;
mod status;
mod token;

pub use address::{Address, AddressError, Phone, UserId};
pub use answer::{Phase, SendOutcome, classify, classify_io_error, error_code};
pub use base::{ApiBase, ApiBaseError};
pub use code::{ErrorCode, Reason, Treatment, treatment};
pub use form::{Form, FormError};
pub use http_message::{Method, Request, Response, TransportError};
pub use inbound::{
    Content, Inbound, Location, Media, OptOut, Referral, WebhookError, parse_inbound,
};
pub use list::{
    ListError, ListedMessage, MessagePage, matching, parse_media, parse_message, parse_messages,
};
pub use media::{MediaFetch, MediaFile, MediaRefusal, MediaStep, MediaUrl, sniff};
pub use request::{Api, Outgoing, OutgoingBody, RequestError, status_callback};
pub use sid::{AccountSid, ContentSid, KeySid, MediaSid, MessageSid, SidError};
pub use signature::{SIGNATURE_HEADER, VerifyError, sign, verify, verify_json};
pub use status::{MessageStatus, StatusUpdate, is_mid, parse_status, supersedes};
pub use token::{AuthToken, Credentials};
