//! Twilio's WhatsApp webhooks and Messages API, without IO.
//!
//! Bytes come in and are believed or refused; requests go out as values; answers are judged. Nothing here opens a
//! socket, reads a clock or draws a random number, so every rule can be tested by calling a function. Who carries
//! the bytes is the caller's choice; the feature `client` brings hyper with rustls.
//!
//! # Bytes in
//!
//! | step | function | refuses with |
//! |---|---|---|
//! | decode the body, once | [`Form::parse`] | [`FormError`]: 400, or 413 when too large |
//! | prove it is the provider's | [`verify`] | [`VerifyError`]: one uniform 403 |
//! | read the message | [`parse_inbound`] | [`WebhookError`]: 400 |
//! | or the status of one of ours | [`parse_status`], [`supersedes`] | [`WebhookError`]: 400 |
//!
//! After [`verify`] compare account and recipient with the tenant's own: tokens may be shared between tenants.
//! The scheme has no timestamp, so a captured request stays valid: recognising a known [`MessageSid`], or a known
//! pair of it and a [`MessageStatus`], is the protection against repeats.
//!
//! ```
//! use snapsell_twilio::{AuthToken, Content, Form, parse_inbound, sign, verify};
//!
//! let body = b"MessageSid=SMaf4a629ab1ee91869ca5871b178605ab&AccountSid=AC11111111111111111111111111111111\
//!     &From=whatsapp%3A%2B33612345678&To=whatsapp%3A%2B14155238886&Body=A12+%F0%9F%8D%BE&NumMedia=0";
//! let url = "https://shop.example/t/acme/in";
//! let tokens = [AuthToken::new("current"), AuthToken::new("next")];
//!
//! let form = Form::parse(body)?;
//! let header = sign(url, &form, &tokens[0]); // the provider's side of it: header X-Twilio-Signature
//! verify(url, &form, &header, &tokens)?;
//!
//! let inbound = parse_inbound(&form)?;
//! assert_eq!(inbound.content, Content::Text("A12 🍾"));
//! assert_eq!(inbound.from.expose(), "+33612345678");
//! assert_eq!(inbound.from.to_string(), "+33 ** ** ** 78"); // what a log may show
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Requests out
//!
//! [`Api`] builds each [`Request`] of one account: [`Api::create_message`], the lists for catching up and looking
//! up, deletion at the provider. [`classify`] and [`classify_io_error`] turn an answer, or its absence, into a
//! [`SendOutcome`]; [`treatment`] does the same for the codes of later callbacks. Creation is not idempotent:
//! [`SendOutcome::Unknown`] means wait for a callback that carries our id ([`status_callback`]), then look the
//! message up ([`Api::list_sent`], [`matching`]), and only then send again.
//!
//! # Media
//!
//! A webhook names URLs, and fetching one sends our secret there. [`MediaUrl::accept`] believes only those of this
//! account and message under the configured [`ApiBase`]; [`MediaFetch`] follows two redirects at most, to known
//! hosts, without credentials, and checks size and type.
//!
//! # Personal data
//!
//! Addresses, forms, messages and requests print masked or not at all; `expose` says where a caller reads them.
//!
//! # Features
//!
//! - `client`: the module `client`, with the `Transport` seam and hyper with rustls (ring) behind it.
//! - `sim`: the module `sim`, a stand-in of the provider on a loopback port, with state, signed webhooks and
//!   faults on request, for tests, rehearsals and the demo.

pub mod date;
pub mod limits;

mod address;
mod answer;
mod base;
mod code;
mod form;
mod http_message;
mod inbound;
mod list;
mod media;
mod request;
mod sid;
mod signature;
mod status;
mod token;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "sim")]
pub mod sim;

pub use address::{Address, AddressError, Phone, UserId};
pub use answer::{Phase, SendOutcome, classify, classify_io_error, error_code};
pub use base::{ApiBase, ApiBaseError};
pub use code::{ErrorCode, Reason, Treatment, treatment};
pub use form::{Form, FormError};
pub use http_message::{Method, Request, Response, TransportError};
pub use inbound::{
    Content, EMPTY_ANSWER, EMPTY_ANSWER_TYPE, Inbound, Location, Media, OptOut, Referral,
    WebhookError, parse_inbound,
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
